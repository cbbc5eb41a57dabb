"""Ledger lines in the book: what table II is made of, as entries of the journal that belong to no case."""

from __future__ import annotations

from datetime import date, datetime

from workflow.annual import LedgerLine
from workflow.case import BEIJING
from workflow.errors import InvalidFact
from workflow.words import Words

from .casefile import LedgerEntry, ledger_values, parse_line
from .codec import time_from
from .journal import BookEntry, Entries, undamaged

KIND = "ledger"


def append(writer: Entries, entry: LedgerEntry, now: datetime) -> None:
    """Append a line of the ledger, recorded *now* unless it says when; one whose day lies after that is refused."""
    moment = entry.recorded_at or now
    check_day(entry.line, moment)
    writer.entry(KIND, moment, ledger_values(entry.line), on=entry.line.on)


def check_day(line: LedgerLine, recorded_at: datetime) -> None:
    """Refuse a line of the ledger whose day lies after the day of its recording."""
    recorded_on = recorded_at.astimezone(BEIJING).date()
    if line.on is not None and line.on > recorded_on:
        by_then = Words(f"不晚于记录之日 {recorded_on}", f"not after the day of recording, {recorded_on}")
        raise InvalidFact("on", line.on.isoformat(), by_then, line.ledger)


def line_of(entry: BookEntry) -> tuple[date, LedgerLine]:
    """Return the day of recording in Beijing and the line; raise ``DamagedEntry`` for what was never recorded."""
    with undamaged(KIND, entry.seq):
        read = parse_line(entry.data)
        if not isinstance(read, LedgerEntry):
            raise TypeError(f"{type(read).__name__}, not a line of the ledger")
        return time_from(entry.recorded_at).astimezone(BEIJING).date(), read.line


__all__ = ["KIND", "append", "check_day", "line_of"]
