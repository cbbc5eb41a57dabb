"""Intake: what is odd in what an import brings; the lines are looked at as they pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from persistence import Book, FactLine, Sourced
from workflow.calendar import WorkCalendar
from workflow.events import Received, Voided
from workflow.oddities import Oddity, may_be_odd, oddities, repeat_key

from .beside import none_left

TellOdd = Callable[[str, Oddity], object]
"""Is told the number of a case and what is odd in it."""


class Intake:
    """Looks at the lines of an import as they pass, and afterwards at the cases in which something may be odd."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._new: dict[str, int] = {}
        self._received: dict[str, date] = {}  # the cases that are opened here
        self._look_at: set[str] = set()
        self._said: set[int] = set()

    def through(self, lines: Iterable[Sourced]) -> Iterator[Sourced]:
        """Yield the lines, and note what is to be looked at afterwards."""
        for source, number, line in lines:
            if isinstance(line, FactLine):
                self._note(line)
            yield source, number, line

    def _note(self, line: FactLine) -> None:
        self._new[line.case] = self._new.get(line.case, 0) + 1
        if isinstance(line.fact, Received):
            self._received.setdefault(line.case, line.fact.on)
        said = hash((line.case, *repeat_key(line.fact)))
        if said in self._said or self._may_be_odd(line):
            self._look_at.add(line.case)
        self._said.add(said)

    def _may_be_odd(self, line: FactLine) -> bool:
        """Tell whether its case is to be looked at: one that was there before is, for it may say the same."""
        if isinstance(line.fact, Voided):
            return True
        received = self._received.get(line.case)
        # The day in UTC is the one in Beijing or the one before: a case too many may be looked at, none too few.
        recorded_on = self._today if line.recorded_at is None else line.recorded_at.date()
        return received is None or may_be_odd(line.fact, received, recorded_on)

    def tell(self, book: Book, calendar: WorkCalendar, odd: TellOdd) -> None:
        """Tell what is odd in what the import brought."""
        for case in book.cases(self._look_at):
            before = len(case.history) - self._new[case.number]
            for found in (*oddities(case, calendar), *none_left(case, book)):
                if found.no > before:
                    odd(case.number, found)


__all__ = ["Intake", "TellOdd"]
