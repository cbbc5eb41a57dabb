"""The disputes of a row of table IV, out of what the projections keep of them: no case is folded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from workflow.annual import Dispute

_IN_ROW = """
SELECT case_no, dispute, filed_on, decided_on, result FROM dispute
WHERE row = ? AND filed_on <= ? AND (decided_on IS NULL OR decided_on >= ?)
ORDER BY case_no, n
"""


def in_row(db: Database, row: str, year: int) -> list[Dispute]:
    """Return the disputes of *row* that can count in *year*, by number of their case and in the order of filing."""
    return list(_read(row, db.execute(_IN_ROW, (row, f"{year}-12-31", f"{year}-01-01")).fetchall()))


def _read(row: str, found: list[tuple[str, str, str, str | None, str | None]]) -> Iterator[Dispute]:
    kind, _, how = row.partition("_")
    for case, dispute, filed_on, decided_on, result in found:
        yield Dispute(
            case=case,
            dispute=dispute,
            kind=kind,
            filed_on=date.fromisoformat(filed_on),
            after_reconsideration=how == "after_reconsideration" if kind == "litigation" else None,
            decided_on=date.fromisoformat(decided_on) if decided_on else None,
            result=result,
        )
