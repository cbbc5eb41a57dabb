"""Frozen years in the book: entries of the journal that keep a report as it was handed in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Protocol

from workflow.annual import FrozenYear

from . import book_kinds
from .chain import Head
from .codec import dumps
from .entries import BookEntry, Entries, EntryReader, undamaged

KIND = book_kinds.YEAR_FROZEN


class Freezing(Protocol):
    """Keeps a report as it was handed in, and says where its journal stands, as every store does."""

    def head(self) -> Head:
        """Return where the journal stands."""

    def freeze(self, year: FrozenYear, recorded_at: datetime) -> None:
        """Keep a report as it was handed in."""


def freeze(register: Freezing, made: Callable[[Head], FrozenYear], recorded_at: datetime) -> FrozenYear:
    """Keep the report that *made* returns for the head of the journal, as an entry of the book, and return it.

    It is made again where something was recorded while it was being made, so that its figures are those of the
    head that it names; what is recorded after that head counts as later, even if it was before the entry.
    """
    while True:
        head = register.head()
        frozen = made(head)
        if register.head() == head:
            register.freeze(frozen, recorded_at)
            return frozen


def append(writer: Entries, year: FrozenYear, recorded_at: datetime) -> None:
    """Append a report as it was handed in, by whom and why."""
    writer.entry(KIND, recorded_at, dumps(year.as_json()), by=year.by, note=year.reason)


def frozen_years(register: EntryReader, *years: int) -> Iterator[FrozenYear]:
    """Yield the frozen reports of *years*, or of all, in the order of freezing; a year may come more than once."""
    for entry in register.entries(KIND):
        frozen = year_of(entry)
        if not years or frozen.year in years:
            yield frozen


def year_of(entry: BookEntry) -> FrozenYear:
    """Read a frozen report from its entry in the book; raise ``DamagedEntry`` for what was never frozen."""
    with undamaged(KIND, entry.seq):
        return FrozenYear.from_json(json.loads(entry.data), date.fromisoformat(entry.on), entry.by, entry.note)
