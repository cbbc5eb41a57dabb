"""What the checks share: the book of rules 1 that an older version left, its lines, and facts that are made shortly."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from typing import Any

from persistence import MemoryRegister, Register
from persistence.casefile import read_lines
from workflow.events import Received

OLD = Path(os.environ["YSQ_OLD_BOOKS"])
"""The folder with what the version before recorded: ``book.db``, ``book.jsonl``, and each layout so far."""

LINES = (OLD / "book.jsonl").read_text(encoding="utf-8").splitlines()
LATER = datetime(2030, 1, 1, 4, tzinfo=UTC)


def d(month: int, day: int) -> date:
    return date(2025, month, day)


def receipt(month: int = 3, day: int = 3) -> Received:
    return Received(d(month, day), channel="oral", requester="business", subject="会议纪要")


def old_book(folder: Path) -> Register:
    """Open a copy of the older book."""
    return Register.open(copy(OLD / "book.db", folder / "book.db"))


def new_book(folder: Path, name: str = "new.db") -> Register:
    return Register.create(folder / name, opened_at=LATER)


def take(store: Any, lines: list[str], source: str = "a") -> Any:
    return store.import_lines(read_lines(lines, source), LATER)


def stores(folder: Path) -> list[Any]:
    """A new register of each kind."""
    return [new_book(folder, f"{len(list(folder.iterdir()))}.db"), MemoryRegister(LATER)]


def old_books(folder: Path) -> list[Any]:
    """The older book in each kind of store."""
    memory = MemoryRegister(LATER)
    take(memory, LINES)
    return [old_book(folder), memory]


def rows(store: Any) -> list[tuple[Any, ...]]:
    """Every row of the journal without its hash: kind, case, number, data."""
    if isinstance(store, MemoryRegister):
        return [(row[1], row[2], row[3], row[8]) for row in store._shelf._held.rows()]
    with closing(sqlite3.connect(store.path)) as db:
        return db.execute("SELECT case_no, no, kind, data FROM journal ORDER BY seq").fetchall()


def numbers(store: Any) -> list[int]:
    """The numbers that the entries of the rules name, in order."""
    return [int(entry.data.removeprefix('{"rules":').removesuffix("}")) for entry in store.entries("rules")]
