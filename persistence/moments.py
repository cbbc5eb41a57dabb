"""Moments of a book: now, the end of a day, or a row of the journal. Each says what of the journal belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from workflow.case import Case
from workflow.history import BEIJING

from .codec import time_to
from .entries import BookEntry
from .shelf import FactRow

_AT, _SEQ = 4, 8  # the columns of a fact
_TO_THE_SECOND = 19  # characters: a fraction of a second is written behind them


class UntilDay(NamedTuple):
    """The end of *day* in Beijing: what had been recorded by then, imported with its own time of recording or not."""

    day: date

    @property
    def _end(self) -> str:
        return time_to(datetime.combine(self.day + timedelta(1), time(), BEIJING))[:_TO_THE_SECOND]

    def cut(self, rows: Sequence[FactRow]) -> Sequence[FactRow]:
        """Return the facts recorded by then; none can have been known before those recorded ahead of it."""
        if self.day == date.max:
            return rows
        end = self._end
        for n, row in enumerate(rows):
            if row[_AT][:_TO_THE_SECOND] >= end:
                return rows[:n]
        return rows

    def holds(self, entry: BookEntry) -> bool:
        """Tell whether it was recorded by then."""
        return self.day == date.max or entry.recorded_at[:_TO_THE_SECOND] < self._end


class UntilRow(NamedTuple):
    """Row *seq* of the journal, with all before it."""

    seq: int

    def cut(self, rows: Sequence[FactRow]) -> Sequence[FactRow]:
        """Return the facts up to that row."""
        if not rows or rows[-1][_SEQ] <= self.seq:
            return rows
        return [row for row in rows if row[_SEQ] <= self.seq]

    def holds(self, entry: BookEntry) -> bool:
        """Tell whether it stands there or before."""
        return entry.seq <= self.seq


Then = UntilDay | UntilRow
"""A moment of the past: what of the journal belongs to it."""


def went_on(case: Case, on: date) -> bool:
    """Tell whether a case was received by that day and went on after it."""
    return case.received_on <= on < case.facts[-1].on and not case.voided


__all__ = ["Then", "UntilDay", "UntilRow", "went_on"]
