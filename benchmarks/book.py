"""The book when it is large: tables, cells, single cases and the proof of it, each against the SQL it rests on.

The large book has a million cases, or as many as ``YSQ_BENCHMARK_CASES`` says; it is made once.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path

from desk import Desk
from workflow.annual import FORM_2021
from workflow.events import Archived, Channel, Delivery, Fact, Received, Replied
from workflow.outcomes import Outcome, Requester

from .harness import Aim, Comparison, compare, scratch, turn

SMALL, LARGE = 1_000, int(os.environ.get("YSQ_BENCHMARK_CASES", "1000000"))
PROVED = min(LARGE, 20_000)  # cases of the book that is proved whole
YEAR, TODAY = 2025, date(2026, 11, 24)
_REQUESTERS, _OUTCOMES = tuple(Requester), tuple(Outcome)
_RESULTS = [row for row in FORM_2021.result_rows]
_COLUMNS = [column for column in FORM_2021.table3.column_ids if column != "total"]
_CELL = "concluded_on BETWEEN '2025-01-01' AND '2025-12-31' AND row = 'granted' AND requester = 'business'"
_CASE = "SELECT no, kind, on_day, recorded_at, by_whom, note, data FROM journal WHERE case_no = ? ORDER BY no"


def run() -> list[Comparison]:
    """Measure a large book against its SQL, and against a small one."""
    with scratch() as folder, _filled(folder / "s.db", SMALL) as small, _filled(folder / "l.db", LARGE) as large:
        with _filled(folder / "p.db", PROVED) as proved:
            return [*_annual(small, large, folder), *_cases(small, large, folder), *_proof(proved, folder)]


@contextmanager
def _filled(path: Path, cases: int) -> Iterator[Desk]:
    with Desk.open(path, now=TODAY) as desk:
        desk.import_facts(_facts(cases))
        yield desk


def _facts(cases: int) -> Iterator[tuple[str, Fact]]:
    """Yield cases of three years, of every kind and with every outcome, two of three concluded."""
    for n in range(cases):
        day, number = date(2023, 1, 4) + timedelta(n % 1000), f"{n:07}"
        requester = _REQUESTERS[n % len(_REQUESTERS)]
        yield number, Received(day, channel=Channel.ONLINE, requester=requester, subject=f"第{n}件")
        if n % 3:
            answered, outcome = day + timedelta(20), _OUTCOMES[n // 7 % len(_OUTCOMES)]
            yield number, Replied(answered, outcome=outcome, delivery=Delivery.POST)
            yield number, Archived(answered)


def _annual(small: Desk, large: Desk, folder: Path) -> Iterator[Comparison]:
    def ours() -> object:
        return large.annual(YEAR)

    with closing(sqlite3.connect(folder / "l.db")) as raw:
        yield compare(
            f"the annual tables of {LARGE:,} cases",
            turn(ours),
            "the SQL of table III over the tally",
            turn(lambda: raw.execute(_table3_sql()).fetchone()),
            Aim(3),
            15,
        )
        name = f"the same of {SMALL:,} cases"
        yield compare(f"the annual tables of {LARGE:,} cases", turn(ours), name, turn(lambda: small.annual(YEAR)), Aim(3), 15)
        yield compare(
            f"a cell of {LARGE:,} cases",
            turn(lambda: large.cell(YEAR, "granted", "business")),
            "its SQL",
            turn(lambda: raw.execute(f"SELECT case_no FROM docket WHERE {_CELL} ORDER BY received_on").fetchall()),
            Aim(3),
            9,
        )


def _table3_sql() -> str:
    """Return one statement that counts every leaf cell of table III of the year over the tally."""
    concluded, first = f"concluded_year = {YEAR}", f"received_year = {YEAR}"
    before = f"received_year < {YEAR} AND (concluded_year = 0 OR concluded_year >= {YEAR})"
    after = f"received_year <= {YEAR} AND (concluded_year = 0 OR concluded_year > {YEAR})"
    rows = [first, before, *(f"{concluded} AND row = '{row}'" for row in _RESULTS), concluded, after]
    sums = (f"sum(CASE WHEN {row} AND requester = '{c}' THEN count ELSE 0 END)" for row in rows for c in _COLUMNS)
    return f"SELECT {', '.join(sums)} FROM tally"


def _cases(small: Desk, large: Desk, folder: Path) -> Iterator[Comparison]:
    def shown(desk: Desk, cases: int) -> Callable[[], object]:
        numbers = [f"{n * 7919 % cases:07}" for n in range(200)]
        return lambda: [desk.case(number) for number in numbers]

    what, name = f"one case of {LARGE:,}", f"one of {SMALL:,}"
    yield compare(what, turn(shown(large, LARGE), 200), name, turn(shown(small, SMALL), 200), Aim(3), 15)


def _proof(desk: Desk, folder: Path) -> Iterator[Comparison]:
    with closing(sqlite3.connect(folder / "p.db")) as raw:
        rows = raw.execute("SELECT count(*) FROM journal").fetchone()[0]

        def scanned() -> None:
            for row in raw.execute("SELECT * FROM journal ORDER BY seq"):
                hashlib.sha256(repr(row).encode()).digest()

        def proved() -> None:
            if not desk.verify().ok:
                raise AssertionError("the book does not verify")

        name = "a scan that hashes each row"
        yield compare(f"verify, a row of {rows:,}", turn(proved, rows), name, turn(scanned, rows), Aim(6), 5)
