"""Source: what a desk answers from: a book, how its cases are judged, and the clock on the wall."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date, datetime

from persistence import Book, Person
from persistence.settings import Settings
from workflow.calendar import WorkCalendar
from workflow.case import BEIJING, Case
from workflow.home import Home
from workflow.law import Readings
from workflow.whatif import Basis

from .docket import Docket
from .wall_clock import today


class Source(ABC):
    """A book with a clock, working days and readings: the present of a register, or one moment of it."""

    _now: Callable[[], datetime]
    settings: Settings
    """What was chosen when the register was made."""
    _stands_elsewhere: bool
    """Whether it was given a clock of its own."""

    # -- what differs between the present and a moment ----------------------------------------------------

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Book]:
        """Return the book for the length of one answer, which reads all of it there."""

    @abstractmethod
    def _recorded(self, number: str) -> Case:
        """Return one case as the book has it."""

    @abstractmethod
    def _calendar_in(self, book: Book) -> WorkCalendar:
        """Return the working days by the arrangements that *book* holds."""

    @abstractmethod
    def _person(self, number: str) -> Person | None:
        """Return who asks in a case, where that is known now."""

    @abstractmethod
    def _remember(self, found: Docket) -> None:
        """Let the book keep the deadlines that were reckoned, where it may be written."""

    @property
    @abstractmethod
    def _home(self) -> Home:
        """How its cases are judged."""

    # -- what is the same ---------------------------------------------------------------------------------

    @property
    def calendar(self) -> WorkCalendar:
        """The working days: of the register's region, or as given, with the register's own arrangements over them."""
        return self._home.calendar

    @property
    def readings(self) -> Readings:
        """The readings of the disputed points: the register's, or as given, under the law as given."""
        return self._home.readings

    @property
    def basis(self) -> Basis:
        """What the cases are judged by: the working days, and the readings with the law."""
        return Basis(self.calendar, self.readings)

    @property
    def now(self) -> datetime:
        """The present moment, by the clock of this desk."""
        return self._now()

    @property
    def today(self) -> date:
        """Today in Asia/Shanghai."""
        return self._now().astimezone(BEIJING).date()

    @property
    def day(self) -> date:
        """The day as of which is answered where none is given: today."""
        return self.today

    @property
    def _last_seen(self) -> date:
        """The day as of which cases are shown where none is asked for."""
        return self.today if self._stands_elsewhere else date.max

    def _may_hold_later(self, on: date) -> bool:
        """Tell whether the book may hold facts later than *on*: not where it is today by every clock."""
        return not self.today <= today() <= on

    def _seen(self, case: Case, on: date) -> Case:
        """Return *case* as of *on*, which is mostly as it is, to be judged as this desk judges."""
        return (case if case.facts[-1].on <= on else case.as_of(on)).at_home(self._home)

    def _all_seen(self, cases: Iterable[Case], on: date) -> Iterator[Case]:
        """Yield those of *cases* that were received by *on*, as of that day."""
        return (self._seen(case, on) for case in cases if case.received_on <= on)


__all__ = ["Source"]
