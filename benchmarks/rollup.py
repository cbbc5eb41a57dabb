"""One report of 100 registers of 10,000 cases, against reading with SQL alone the counts that it rests on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from random import Random

from desk import Desk
from desk.rollup import gather
from workflow.annual import FORM_2021
from workflow.events import Channel, Delivery, Fact, Received, ReconsiderationFiled, Replied
from workflow.outcomes import Outcome, Requester

from .harness import Aim, Comparison, compare, scratch, turn
from .histories import number

REGISTERS = int(os.environ.get("YSQ_BENCH_REGISTERS", "100"))
CASES, ROUNDS, YEAR = 10_000, 9, 2025
QUERIES = (
    "SELECT key, value FROM setting",
    "SELECT received_year, concluded_year, requester, row, count FROM tally",
    "SELECT row, filed_year, decided_year, result, count FROM dispute_tally",
    "SELECT data FROM journal WHERE case_no = '' AND kind IN ('ledger', 'year_frozen') ORDER BY seq",
)


def run() -> list[Comparison]:
    """Roll up registers with the same cases: the report reads and judges each, the baseline only reads."""
    with scratch() as folder:
        facts = list(_facts())
        for n in range(REGISTERS):  # each made for itself: a copy of another is left out
            _fill(folder / f"{n:03}.db", f"某市第{n}局", facts)
        whole = gather([folder], YEAR, FORM_2021)
        if len(whole.rollup.parts) != REGISTERS or whole.unread or not whole.rollup.balanced:
            raise AssertionError("the roll-up is not whole")
        ours = turn(lambda: gather([folder], YEAR, FORM_2021), REGISTERS)
        baseline = turn(lambda: _read(folder), REGISTERS)
        what = f"a register rolled up, of {REGISTERS} with {CASES:,} cases"
        return [compare(what, ours, "its counts read with SQL alone", baseline, Aim(3), ROUNDS)]


def _read(folder: Path) -> list[list[tuple[object, ...]]]:
    found = []
    for path in sorted(folder.glob("*.db")):
        with closing(sqlite3.connect(path)) as raw:
            found += [raw.execute(query).fetchall() for query in QUERIES]
    return found


def _fill(path: Path, agency: str, facts: list[tuple[str, Fact]]) -> None:
    with Desk.open(path, agency=agency) as desk:
        desk.import_facts(facts)
        desk.register.checkpoint()


def _facts() -> Iterator[tuple[str, Fact]]:
    """Yield cases over three years: nine in ten answered, one in fifty taken to reconsideration."""
    random = Random(6)
    for n in range(CASES):
        case, day = number(n), date(2023, 1, 2) + timedelta(random.randrange(1090))
        requester = random.choices(list(Requester), (80, 10, 2, 2, 4, 2))[0]
        yield case, Received(day, channel=Channel.ONLINE, requester=requester, subject=f"第{n}件")
        if n % 10:
            answered = day + timedelta(random.randrange(1, 28))
            yield case, Replied(answered, outcome=random.choice(list(Outcome)), delivery=Delivery.ELECTRONIC)
        if n % 50 == 1:
            yield case, ReconsiderationFiled(day + timedelta(40), dispute=f"复{n}")
