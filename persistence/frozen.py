"""Frozen years in the book: entries of the journal that keep a report as it was handed in."""

from __future__ import annotations

import json
from datetime import date, datetime

from workflow.annual import FrozenYear

from . import book_kinds
from .codec import dumps
from .entries import BookEntry, Entries, undamaged

KIND = book_kinds.YEAR_FROZEN


def append(writer: Entries, year: FrozenYear, recorded_at: datetime) -> None:
    """Append a report as it was handed in, by whom and why."""
    writer.entry(KIND, recorded_at, dumps(year.as_json()), by=year.by, note=year.reason)


def year_of(entry: BookEntry) -> FrozenYear:
    """Read a frozen report from its entry in the book; raise ``DamagedEntry`` for what was never frozen."""
    with undamaged(KIND, entry.seq):
        return FrozenYear.from_json(json.loads(entry.data), date.fromisoformat(entry.on), entry.by, entry.note)
