"""A case file taken in, against a bare ``executemany`` of the same rows; and the memory that a hundred times more takes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from desk import Desk
from persistence import fact_to

from . import large
from .harness import Aim, Comparison, compare, kibibytes, scratch, turn
from .histories import book, six_facts

CASES, ROUNDS = 5_000, 5
_RAW = """
CREATE TABLE plain (
  seq INTEGER PRIMARY KEY, case_no TEXT, no INTEGER, kind TEXT, on_day TEXT, recorded_at TEXT,
  by_whom TEXT, note TEXT, data TEXT, hash BLOB, UNIQUE (case_no, no)
)
"""
_ROWS = "SELECT * FROM journal WHERE case_no > ''"


def run() -> list[Comparison]:
    """Import thirty thousand facts by turns, each time into a new file; then compare the peaks of two imports."""
    facts = book(CASES, six_facts)
    lines = [json.dumps({"case": case, **fact_to(fact)}, ensure_ascii=False) for case, fact in facts]
    with scratch() as folder:
        new = (folder / f"{n}.db" for n in count())
        rows = _rows(folder / "model.db", lines)
        ours, theirs = turn(lambda: _import(next(new), lines), len(rows)), turn(_insert(new, rows), len(rows))
        name = "raw executemany, the same key"
        found = [compare("import a fact of a case file", ours, name, theirs, Aim(8), ROUNDS)]
    return [*found, _memory()]


def _rows(path: Path, lines: list[str]) -> list[tuple[object, ...]]:
    _import(path, lines)
    raw = sqlite3.connect(path)
    try:
        return raw.execute(_ROWS).fetchall()
    finally:
        raw.close()


def _import(path: Path, lines: list[str]) -> None:
    with Desk.open(path) as desk:
        desk.import_lines(lines)


def _insert(new: Iterator[Path], rows: list[tuple[object, ...]]) -> Callable[[], None]:
    def insert() -> None:
        raw = sqlite3.connect(next(new), isolation_level=None)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute(_RAW)
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(f"INSERT INTO plain VALUES ({', '.join('?' * 10)})", rows)
        raw.execute("COMMIT")
        raw.close()

    return insert


def _memory() -> Comparison:
    """Compare the peak memory of two imports, each in a process of its own."""
    few, many = large.made(large.CASES // 100), large.made(large.CASES)
    what, baseline = f"peak memory, {many.facts:,} facts", f"{few.facts:,} facts"
    return Comparison(what, many.peak, baseline, few.peak, Aim(1.25), kibibytes)
