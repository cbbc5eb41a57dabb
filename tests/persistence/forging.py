"""Forging: rows that somebody appends to a book by hand, past the library, each with a right hash."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from desk.docket import key_of
from persistence import Person, Register
from persistence.chain import hasher, linked
from workflow.calendar import china
from workflow.errors import YishenqingError
from workflow.events import Channel, Received
from workflow.law import Readings
from workflow.outcomes import Requester

NOW = datetime(2026, 1, 5, 4, tzinfo=UTC)
CASE = "2025-001"


class Row(NamedTuple):
    """A row of the journal, but for its place and its hash; ``no`` 0 is the next one of the case."""

    kind: str
    data: str = "{}"
    on: str = "2025-04-05"
    recorded_at: str = "2026-01-05T04:00:00Z"
    by: str | None = None
    note: str | None = None
    case: str = CASE
    no: int = 0


def receipt() -> Received:
    """Return the receipt of a request."""
    return Received(date(2025, 3, 10), channel=Channel.ONLINE, requester=Requester.RESEARCH, subject="补贴名单")


def a_book(path: Path) -> Register:
    """Make a book with a case and who asked in it."""
    register = Register.create(path, opened_at=NOW)
    register.open_case(CASE, receipt(), NOW, Person("王小明"))
    return register


def forged(path: Path, *rows: Row) -> Register:
    """Make a book, append *rows* to its journal by hand, and make its projections fit them where that can be done."""
    a_book(path).close()
    with closing(sqlite3.connect(path)) as conn:
        append(conn, *rows)
        conn.commit()
    register = Register.open(path)
    with suppress(YishenqingError):
        register.rebuild()
    return register


def append(conn: sqlite3.Connection, *rows: Row) -> None:
    """Append *rows*, each chained to the one before."""
    seq, before = conn.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    for row in rows:
        (last,) = conn.execute("SELECT coalesce(max(no), 0) FROM journal WHERE case_no = ?", (row.case,)).fetchone()
        seq += 1
        columns = (seq, row.case, row.no or last + 1, *(row.kind, row.on, row.recorded_at, row.by, row.note, row.data))
        before = linked(hasher("sha256"), before, columns)
        conn.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*columns, before))


def reckoned_now(book: bytes, readings: Readings | None = None) -> bytes:
    """Return a book whose docket is said to be reckoned as deadlines are reckoned now, so that none is made anew.

    *readings* are those of who looks: by default this version's, for a command those that the register keeps.
    """
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.deserialize(book)
        key = (key_of(china(), readings or Readings()),)
        conn.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('reckoned_with', ?)", key)
        conn.commit()
        return conn.serialize()
