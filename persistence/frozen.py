"""Frozen years in the book: entries of the journal that keep a report as it was handed in."""

from __future__ import annotations

import json
from datetime import date

from workflow.annual import FrozenYear

from . import book_kinds
from .entries import BookEntry, undamaged

KIND = book_kinds.YEAR_FROZEN


def year_of(entry: BookEntry) -> FrozenYear:
    """Read a frozen report from its entry in the book; raise ``DamagedEntry`` for what was never frozen."""
    with undamaged(KIND, entry.seq):
        return FrozenYear.from_json(json.loads(entry.data), date.fromisoformat(entry.on), entry.by, entry.note)
