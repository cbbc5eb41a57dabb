"""Chaining an older book: its facts, ledger lines and arrangements become rows of the chained journal."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

from sqlite_utils import Database

from workflow.history import BEIJING

from ..book_kinds import BOOK, UPGRADED
from ..chain import DEFAULT_ALGORITHM, START, hasher, linked
from ..codec import dumps, time_from
from ..settings import settled

_FACTS = "SELECT seq, case_no, no, kind, on_day, recorded_at, by_whom, note, data FROM journal ORDER BY seq"
_LEDGER = "SELECT recorded_at, line FROM ledger ORDER BY seq"
_ARRANGED = "SELECT recorded_at, kind, content, moved FROM arrangement ORDER BY seq"
_INSERT = "INSERT INTO chained VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

Row = tuple[Any, ...]


def chain_what_is_there(db: Database) -> None:
    """Copy what an older book holds into the table ``chained``; a file that is being laid out holds nothing."""
    settings = dict(db.execute("SELECT key, value FROM setting").fetchall())
    if not settings:
        return
    hash_of, before = hasher(DEFAULT_ALGORITHM), START
    for row in _rows(db, settings):
        before = linked(hash_of, before, row)
        db.execute(_INSERT, (*row, before))
    db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('hash', ?)", (DEFAULT_ALGORITHM,))


def _rows(db: Database, settings: dict[str, str]) -> Iterator[Row]:
    """Yield the rows of the journal: facts in their old order, then the entries of the book, at last this change."""
    last = 0
    for seq, row in enumerate(db.execute(_FACTS), 1):
        yield (seq, *row[1:])
        last = seq
    for no, (kind, recorded_at, data) in enumerate(_entries(db, settings), 1):
        last += 1
        yield (last, BOOK, no, kind, _day(data, recorded_at), recorded_at, None, None, data)


def _entries(db: Database, settings: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for recorded_at, line in db.execute(_LEDGER).fetchall():
        yield "ledger", recorded_at, line
    for recorded_at, kind, content, moved in db.execute(_ARRANGED).fetchall():
        yield "arrangement", recorded_at, f'{{"kind":"{kind}","content":{content},"moved":{moved}}}'
    for number, *person in db.execute("SELECT case_no, name, identity, contact FROM person").fetchall():
        salt = os.urandom(16)
        db.execute("UPDATE person SET salt = ? WHERE case_no = ?", (salt, number))
        bound = hasher(DEFAULT_ALGORITHM)(salt + dumps(person).encode()).hex()
        yield "person_bound", now(db), dumps({"case": number, "hash": bound})
    yield UPGRADED, now(db), settled(settings | {"hash": DEFAULT_ALGORITHM})


def now(db: Database) -> str:
    """Return the present moment by the clock of the database, in UTC: for what nobody at the desk records."""
    moment: str = db.execute("SELECT strftime('%Y-%m-%dT%H:%M:%SZ', 'now')").fetchone()[0]
    return moment


def _day(data: str, recorded_at: str) -> str:
    """Return the day of an entry: its own, or that of its recording in Beijing."""
    day: str = json.loads(data).get("on") or time_from(recorded_at).astimezone(BEIJING).date().isoformat()
    return day
