"""Ledger lines in the book: what table II is made of, as entries of the journal that belong to no case.

They are numbered from 1 in the order of recording, the rectifications among them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from workflow.annual import LedgerLine
from workflow.annual.ledger import RECTIFIED
from workflow.annual.ledger_taking import Taking
from workflow.errors import InvalidFact
from workflow.history import BEIJING
from workflow.words import Words

from . import book_kinds
from .casefile import LedgerEntry, ledger_values, parse_line
from .codec import time_from
from .entries import BookEntry, Entries, undamaged

KIND = book_kinds.LEDGER


class LedgerWriter:
    """Takes the lines of one import into the ledger, each checked against those that are there.

    *entries* returns the lines of the book as it was before; *now* is the time of recording where a line says none.
    """

    def __init__(self, writer: Entries, entries: Callable[[], Iterable[BookEntry]], now: datetime) -> None:
        self._writer, self._entries, self._now = writer, entries, now
        self._taking: Taking | None = None  # most imports bring no line, and read none

    @property
    def taken(self) -> int:
        """How many lines were taken."""
        return self._taking.taken if self._taking else 0

    def take(self, entry: LedgerEntry) -> None:
        """Append a line; raise what speaks against it."""
        if self._taking is None:
            self._taking = Taking(line_of(kept)[1] for kept in self._entries())
        self._taking.take(entry.line, entry.recorded_at)
        append(self._writer, entry, self._now)


def append(writer: Entries, entry: LedgerEntry, now: datetime) -> None:
    """Append a line of the ledger, recorded *now* unless it says when; one whose day lies after that is refused."""
    moment = entry.recorded_at or now
    _check_day(entry.line, moment)
    if entry.recorded_at is None:  # a line recorded elsewhere before is taken as it was there
        _check_year(entry.line, moment.astimezone(BEIJING).year)
    writer.entry(KIND, moment, ledger_values(entry.line), on=entry.line.on)


def _check_day(line: LedgerLine, recorded_at: datetime) -> None:
    """Refuse a line of the ledger, or what takes the place of one, whose day lies after the day of its recording."""
    recorded_on = recorded_at.astimezone(BEIJING).date()
    if line.on is not None and line.on > recorded_on:
        by_then = Words(f"不晚于记录之日 {recorded_on}", f"not after the day of recording, {recorded_on}")
        raise InvalidFact("on", line.on.isoformat(), by_then, line.ledger)
    if line.replacement is not None:
        _check_day(line.replacement, recorded_at)


def _check_year(line: LedgerLine, recorded_in: int) -> None:
    """Refuse figures declared for a year that has not begun, be it in the place of others."""
    if line.year is not None and line.year > recorded_in:
        begun = Words(f"已开始的年度（至 {recorded_in} 年）", f"a year that has begun ({recorded_in} or earlier)")
        raise InvalidFact("year", line.year, begun, line.ledger)
    if line.replacement is not None:
        _check_year(line.replacement, recorded_in)


def line_of(entry: BookEntry) -> tuple[date, LedgerLine]:
    """Return the day of recording in Beijing and the line; raise ``DamagedEntry`` for what was never recorded."""
    with undamaged(KIND, entry.seq):
        read = parse_line(entry.data)
        if not isinstance(read, LedgerEntry):
            raise TypeError(f"{type(read).__name__}, not a line of the ledger")
        return time_from(entry.recorded_at).astimezone(BEIJING).date(), read.line


__all__ = ["KIND", "RECTIFIED", "LedgerWriter", "append", "line_of"]
