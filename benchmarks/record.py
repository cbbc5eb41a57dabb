"""One more fact through the desk, on the disk for good, against the barest durable insert of the same bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from desk import Desk
from persistence.codec import own_data, time_to
from workflow.events import Fact

from .harness import Aim, Comparison, batches, compare, scratch
from .histories import book, consultation, number, reply, ten_facts

ROUNDS, BATCH = 32, 25
_RAW = """
CREATE TABLE plain (
  seq INTEGER PRIMARY KEY, case_no TEXT, no INTEGER, kind TEXT, on_day TEXT, recorded_at TEXT,
  by_whom TEXT, note TEXT, data TEXT
)
"""
_INSERT = (
    "INSERT INTO plain (case_no, no, kind, on_day, recorded_at, by_whom, note, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def run() -> list[Comparison]:
    """Record one more fact in cases that have ten each, taken in no order, a batch at a time.

    An ordinary fact, of cases that were shown a moment ago, as whoever records has seen them, and of cases that were
    not; then the reply, which moves the stage, concludes the case and is counted.
    """
    return [
        _compared("the 11th fact, of a case just shown", consultation, _show),
        _compared("the 11th fact, of a case not at hand", consultation, lambda desk, number: None),
        _compared("the reply, of a case just shown", reply, _show),
    ]


def _show(desk: Desk, number: str) -> object:
    return desk.case(number).lawful_moves()


def _compared(what: str, fact: Callable[[int], Fact], shown: Callable[[Desk, str], object]) -> Comparison:
    todo = list(range((ROUNDS + 1) * BATCH))
    Random(33).shuffle(todo)
    with scratch() as folder, Desk.open(folder / "book.db") as desk:
        desk.import_facts(book(len(todo), ten_facts))
        raw = _raw_file(folder / "raw.db", len(todo))
        try:
            facts = [(number(n), fact(n)) for n in todo]
            ours = batches(facts, BATCH, lambda pair: desk.record(*pair), lambda pair: shown(desk, pair[0]))
            theirs = batches([_row(n, 11, fact(n)) for n in todo], BATCH, lambda row: _insert(raw, row))
            return compare(what, ours, "raw BEGIN IMMEDIATE; INSERT; COMMIT, no index", theirs, Aim(1.6), ROUNDS)
        finally:
            raw.close()


def _raw_file(path: Path, cases: int) -> sqlite3.Connection:
    """Make the plain file and fill it as the book was filled: in one go, so that both logs have room already."""
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(_RAW)
    raw.execute("BEGIN IMMEDIATE")
    raw.executemany(_INSERT, (_row(n, no, fact) for n in range(cases) for no, fact in enumerate(ten_facts(n), 1)))
    raw.execute("COMMIT")
    return raw


def _row(n: int, no: int, fact: Fact) -> tuple[object, ...]:
    at = time_to(datetime.now(UTC))
    return (number(n), no, fact.kind, fact.on.isoformat(), at, fact.by, fact.note, own_data(fact))


def _insert(raw: sqlite3.Connection, row: tuple[object, ...]) -> None:
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(_INSERT, row)
    raw.execute("COMMIT")
