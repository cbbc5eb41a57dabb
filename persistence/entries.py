"""Entries of the book itself: rows of the journal that belong to no case, such as ledger lines and frozen years."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from workflow.errors import InvalidFact, YishenqingError
from workflow.fields import A_TEXT, is_text
from workflow.history import BEIJING

from .book_kinds import BOOK
from .codec import time_to
from .errors import DamagedEntry


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


@contextmanager
def undamaged(kind: str, seq: int) -> Iterator[None]:
    """Read an entry of the book itself; raise ``DamagedEntry`` for one that cannot be what was recorded."""
    try:
        yield
    except (LookupError, ValueError, TypeError, AttributeError, YishenqingError) as error:
        raise DamagedEntry(kind, seq, error) from error


__all__ = ["BookEntry", "Entries", "entry_columns", "undamaged"]
