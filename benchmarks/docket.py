"""The docket of 100,000 open cases, against the query that it rests on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from desk import Desk
from workflow import Extended, Fact, Received, ReviewStarted
from workflow.events import Channel
from workflow.outcomes import Requester

from .harness import Aim, Comparison, compare, scratch, turn

CASES, ROUNDS = 100_000, 9
TODAY = date(2026, 11, 24)
QUERY = """
SELECT case_no, duty, due, due_status, stage FROM docket
WHERE row IS NULL AND due IS NOT NULL AND last_on <= '2026-11-24'
ORDER BY due, case_no
"""


def run() -> list[Comparison]:
    """List the open cases by deadline, once the docket knows them."""
    with scratch() as folder:
        path = folder / "book.db"
        with Desk.open(path, now=TODAY) as desk:
            desk.import_facts(_facts())
            if len(desk.due()) != CASES:
                raise AssertionError("the docket lists other cases")
            return [_compare(desk, path)]


def _compare(desk: Desk, path: Path) -> Comparison:
    raw = sqlite3.connect(path)
    try:
        ours, baseline = turn(desk.due, CASES), turn(lambda: raw.execute(QUERY).fetchall(), CASES)
        return compare("a line of the docket, of 100,000", ours, "its SQL alone", baseline, Aim(2), ROUNDS)
    finally:
        raw.close()


def _facts() -> Iterator[tuple[str, Fact]]:
    random = Random(3)
    for n in range(CASES):
        day, number = date(2026, 9, 1) + timedelta(random.randrange(80)), f"2026-{n:06}"
        asked = {"channel": Channel.IN_PERSON, "requester": Requester.BUSINESS, "subject": f"第{n}件"}
        yield number, Received(day, **asked)  # type: ignore[arg-type]
        yield number, ReviewStarted(day)
        if n % 3 == 0:
            yield number, Extended(day, workdays=5, approved_by="负责人")
