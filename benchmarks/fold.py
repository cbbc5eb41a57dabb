"""Every case of a book out of its file, against a plain query that keeps no more than the stage."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from desk import Desk
from persistence import Register
from workflow.case import Case
from workflow.stages import MOVE_OF, Stage

from .harness import Aim, Comparison, compare, scratch, turn
from .histories import book, six_facts

CASES, ROUNDS = 10_000, 9


def run() -> list[Comparison]:
    """Fold ten thousand cases of six facts."""
    with scratch() as folder:
        path = folder / "book.db"
        _fill(path)
        register, raw = Register.open(path), sqlite3.connect(path)
        try:
            if len(_plain(raw)) != CASES:
                raise AssertionError("the plain query finds other cases")
            ours = turn(lambda: _cases(register), CASES)
            baseline = turn(lambda: _plain(raw), CASES)
            name = "SELECT case_no, kind ... ORDER BY, dict fold"
            return [compare("fold a case of six facts, of 10,000", ours, name, baseline, Aim(8), ROUNDS)]
        finally:
            raw.close()
            register.close()


def _fill(path: Path) -> None:
    with Desk.open(path) as desk:
        desk.import_facts(book(CASES, six_facts))


def _cases(register: Register) -> list[Case]:
    with register.at() as book:
        return [*book.cases()]


def _plain(raw: sqlite3.Connection) -> dict[str, Stage]:
    table = {key: after for key, move in MOVE_OF.items() if (after := move.leads_to(key[0])) is not None}
    stages: dict[str, Stage] = {}
    for number, kind in raw.execute("SELECT case_no, kind FROM journal WHERE case_no > '' ORDER BY case_no, no"):
        stages[number] = table[stages.get(number), kind]
    return stages
