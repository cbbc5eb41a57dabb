"""Entries of the book itself: rows of the journal that belong to no case, such as ledger lines and frozen years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from sqlite_utils import Database

from workflow.errors import InvalidFact, YishenqingError
from workflow.fields import A_TEXT, is_text
from workflow.history import BEIJING

from .chaining import BOOK
from .codec import time_to
from .errors import DamagedEntry

_ENTRIES = f"SELECT seq, on_day, recorded_at, by_whom, note, data FROM journal WHERE case_no = '{BOOK}' AND kind = ?"


class BookEntry(NamedTuple):
    """An entry of the book itself: its place in the journal, and what was recorded."""

    seq: int
    on: str
    recorded_at: str
    by: str | None
    note: str | None
    data: str


class Entries(Protocol):
    """Takes entries of the book itself, as :class:`persistence.journal.Writer` does."""

    def entry(
        self,
        kind: str,
        recorded_at: datetime,
        data: str,
        *,
        on: date | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> None:
        """Append one entry of the book itself."""


class EntryReader(Protocol):
    """Returns entries of the book itself, as every store does."""

    def entries(self, kind: str) -> Iterable[BookEntry]:
        """Return the book's own entries of *kind*, in the order of recording."""


def entry_columns(
    no: int, kind: str, recorded_at: datetime, data: str, on: date | None, by: str | None, note: str | None
) -> tuple[Any, ...]:
    """Return the columns of the row of an entry of the book itself, but for its place in the journal and its hash.

    Raises ``InvalidFact`` for a clerk or a note that is no text.
    """
    for name, value in (("by", by), ("note", note)):
        if value is not None and not is_text(value):
            raise InvalidFact(name, value, A_TEXT, kind)
    day = (on or recorded_at.astimezone(BEIJING).date()).isoformat()
    return BOOK, no, kind, day, time_to(recorded_at), by, note, data


def book_entries(db: Database, kind: str) -> Iterator[BookEntry]:
    """Yield the book's own entries of *kind* in the order of recording."""
    return map(BookEntry._make, db.execute(f"{_ENTRIES} ORDER BY seq", (kind,)))


def last_entry(db: Database, kind: str) -> int:
    """Return the place in the journal of the last entry of *kind*, 0 if there is none."""
    query = f"SELECT coalesce(max(seq), 0) FROM journal WHERE case_no = '{BOOK}' AND kind = ?"
    return int(db.execute(query, (kind,)).fetchone()[0])


@contextmanager
def undamaged(kind: str, seq: int) -> Iterator[None]:
    """Read an entry of the book itself; raise ``DamagedEntry`` for one that cannot be what was recorded."""
    try:
        yield
    except (LookupError, ValueError, TypeError, AttributeError, YishenqingError) as error:
        raise DamagedEntry(kind, seq, error) from error


__all__ = ["BookEntry", "Entries", "EntryReader", "book_entries", "entry_columns", "last_entry", "undamaged"]
