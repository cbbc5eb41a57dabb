"""The disputes of table IV, out of what the projections keep of them: no case is folded.

A row is one dispute of one case from a filing or an appeal to its end. What the rows of one dispute, in however many
cases, count as is asked of :func:`workflow.annual.counted_once`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlite_utils import Database

from workflow.annual import Dispute, counted_once

from ..codec import dumps
from ..projections import dispute_of

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


__all__ = ["every", "in_row", "of_keys"]
