"""The annual tables of a register of a million cases: against SQL over its tally, and against one of a thousand."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack, closing

from desk import Desk

from . import large
from .harness import Aim, Comparison, compare, turn

ROUNDS, REPEATS = 15, 20
_YEAR = {"year": large.YEAR}
_QUERIES = (
    "SELECT row, requester, sum(count) FROM tally WHERE concluded_year = :year GROUP BY row, requester",
    "SELECT requester, sum(count) FROM tally WHERE received_year = :year GROUP BY requester",
    "SELECT requester, sum(count) FROM tally WHERE received_year < :year"
    " AND (concluded_year = 0 OR concluded_year >= :year) GROUP BY requester",
    "SELECT requester, sum(count) FROM tally WHERE received_year <= :year"
    " AND (concluded_year = 0 OR concluded_year > :year) GROUP BY requester",
    "SELECT row, result, sum(count) FROM dispute_tally WHERE decided_year = :year GROUP BY row, result",
    "SELECT row, sum(count) FROM dispute_tally WHERE filed_year <= :year"
    " AND (decided_year = 0 OR decided_year > :year) GROUP BY row",
    "SELECT data FROM journal WHERE case_no = '' AND kind = 'ledger' ORDER BY seq",
)


def run() -> list[Comparison]:
    """Count a year of the large book by turns with its own SQL, then with the small book."""
    many, few = large.made(large.CASES), large.made(large.FEW)
    with ExitStack() as stack:
        big, small = (stack.enter_context(Desk.open(made.path, create=False)) for made in (many, few))
        raw = stack.enter_context(closing(sqlite3.connect(many.path)))
        ours, ask = turn(lambda: _count(big), REPEATS), turn(lambda: _ask(raw), REPEATS)
        name = f"annual, {large.CASES:,} cases"
        return [
            compare(name, ours, "SQL over its tally", ask, Aim(3), ROUNDS),
            compare(name, ours, "annual, 1,000 cases", turn(lambda: _count(small), REPEATS), Aim(3), ROUNDS),
        ]


def _count(desk: Desk) -> None:
    for _ in range(REPEATS):
        desk.annual(large.YEAR)


def _ask(raw: sqlite3.Connection) -> None:
    """Count what the tables III and IV show, and read what table II is made of."""
    for _ in range(REPEATS):
        for query in _QUERIES:
            raw.execute(query, _YEAR).fetchall()
