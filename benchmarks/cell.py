"""The cases behind a cell of table III in a register of a million, against the query that an index answers."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from desk import Desk

from . import large
from .harness import Aim, Comparison, compare, turn

ROUNDS = 15
_FIRST, _LAST = f"{large.YEAR}-01-01", f"{large.YEAR}-12-31"
_RESULT = (
    "SELECT case_no FROM docket WHERE concluded_on BETWEEN ? AND ? AND row = 'refused_by_law'"
    " AND requester = 'business' ORDER BY received_on, case_no"
)
_RECEIVED = (
    "SELECT case_no FROM docket WHERE received_on BETWEEN ? AND ? AND requester = 'research'"
    " ORDER BY received_on, case_no"
)


def run() -> list[Comparison]:
    """Open a result row and an intake row to their cases."""
    path = large.made(large.CASES).path
    with Desk.open(path, create=False) as desk, closing(sqlite3.connect(path)) as raw:
        return [
            _compare(desk, raw, "refused_by_law", "business", _RESULT),
            _compare(desk, raw, "received", "research", _RECEIVED),
        ]


def _compare(desk: Desk, raw: sqlite3.Connection, row: str, column: str, query: str) -> Comparison:
    def ask() -> list[str]:
        return [number for (number,) in raw.execute(query, (_FIRST, _LAST))]

    found = desk.cell(large.YEAR, row, column)
    if found != ask():
        raise AssertionError("the query finds other cases")
    ours, baseline = turn(lambda: desk.cell(large.YEAR, row, column)), turn(ask)
    return compare(f"cell {row}, {len(found):,} cases", ours, "its SQL alone", baseline, Aim(3), ROUNDS)
