"""The disputes of table IV, out of what the projections keep of them: no case is folded.

A row is one dispute of one case from a filing or an appeal to its end. What the rows of one dispute, in however many
cases, count as is asked of :func:`workflow.annual.counted_once`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlite_utils import Database

from workflow.annual import Dispute, counted_once

from .codec import dumps

# Number of the dispute within its case, its id and the form that its ways of writing share, row of table IV, day of
# filing, day of its end, result, and whether that was final.
DisputeRow = tuple[int, str, str, str, str, str | None, str | None, int]

_OF_KEYS = """
SELECT case_no, n, dispute, key, row, filed_on, decided_on, result, final FROM dispute
WHERE key IN (SELECT value FROM json_each(?)) ORDER BY case_no, n
"""
_ALL = "SELECT case_no, n, dispute, key, row, filed_on, decided_on, result, final FROM dispute ORDER BY case_no, n"
# The row of a dispute is said by the first of its cases, so that one that counts here may stand under another elsewhere.
_KEYS_OF_YEAR = """
SELECT DISTINCT key FROM dispute
WHERE row IN (?, ?) AND filed_on <= ? AND (decided_on IS NULL OR decided_on >= ?)
"""
_SUITS = ("litigation_direct", "litigation_after_reconsideration")


def row_of(n: int, dispute: Dispute) -> DisputeRow:
    """Return the row of the *n*-th dispute of a case."""
    ended = dispute.decided_on.isoformat() if dispute.decided_on else None
    filed = dispute.filed_on.isoformat()
    return n, dispute.dispute, dispute.key, dispute.row, filed, ended, dispute.result, int(dispute.final)


def dispute_of(case: str, row: DisputeRow) -> Dispute:
    """Return the dispute that a row of a case holds."""
    _, dispute, _, place, filed_on, decided_on, result, final = row
    kind, _, how = place.partition("_")
    return Dispute(
        case=case,
        dispute=dispute,
        kind=kind,
        filed_on=date.fromisoformat(filed_on),
        after_reconsideration=how == "after_reconsideration" if kind == "litigation" else None,
        decided_on=date.fromisoformat(decided_on) if decided_on else None,
        result=result,
        final=bool(final),
    )


def in_row(db: Database, row: str, year: int) -> list[Dispute]:
    """Return the disputes of *row* that can count in *year*, each once, by number of their first case."""
    rows = _SUITS if row in _SUITS else (row, row)
    keys = [key for (key,) in db.execute(_KEYS_OF_YEAR, (*rows, f"{year}-12-31", f"{year}-01-01"))]
    return [one for one in of_keys(db, keys) if one.row == row and one.column(year)]


def of_keys(db: Database, keys: Iterable[str]) -> list[Dispute]:
    """Return the disputes of these keys as they count."""
    return _counted(db.execute(_OF_KEYS, (dumps(list(keys)),)))


def every(db: Database) -> list[Dispute]:
    """Return all disputes as they count."""
    return _counted(db.execute(_ALL))


def _counted(rows: Iterable[Any]) -> list[Dispute]:
    return counted_once(dispute_of(case, tuple(row)) for case, *row in rows)


__all__ = ["DisputeRow", "dispute_of", "every", "in_row", "of_keys", "row_of"]
