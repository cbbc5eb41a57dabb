"""A whole book proved, against a bare scan of its journal that hashes each row."""

from __future__ import annotations

import sqlite3
from hashlib import sha256
from pathlib import Path

from desk import Desk

from .harness import Aim, Comparison, compare, scratch, turn
from .histories import book, six_facts

CASES, ROUNDS = 20_000, 5


def run() -> list[Comparison]:
    """Verify a book of 120,000 facts: file, layout, chain, histories, projections."""
    with scratch() as folder:
        path = folder / "book.db"
        with Desk.open(path) as desk:
            taken = desk.import_facts(book(CASES, six_facts))
            if not desk.verify().ok:
                raise AssertionError("the book does not verify")
            ours, baseline = turn(desk.verify, taken.events), turn(lambda: _scan(path), taken.events)
            name = "SELECT * ... ORDER BY seq, sha256"
            return [compare("verify a fact, of 120,000", ours, name, baseline, Aim(6), ROUNDS)]


def _scan(path: Path) -> bytes:
    """Hash every row of the journal, chained: as little as finds a change."""
    raw, last = sqlite3.connect(path), b""
    try:
        for row in raw.execute("SELECT * FROM journal ORDER BY seq"):
            last = sha256(last + repr(row).encode()).digest()
        return last
    finally:
        raw.close()
