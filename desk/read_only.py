"""A desk that cannot write: it answers all that is asked of it from one book, which is one moment of a register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import Self

from persistence import Book, Person
from persistence.arguments import arguments_checked
from persistence.home import HomeThen
from workflow.calendar import WorkCalendar
from workflow.case import Case

from .answers import Answers
from .docket import Docket
from .opened import Opened


@arguments_checked
class ReadOnlyDesk(Answers):
    """What a desk answers, in one moment of its register: ask inside ``with``, in one thread. It records nothing.

    ``book`` is what it reads, and raises ``BookClosed`` after its end. Where an answer is as of a day and none is given,
    that is the day of the moment: of the recording of its row; of now, today by the clock. The working days are those that
    the register had arranged by then, readings and law those of the present; who asks is known to the present alone.
    """

    def __init__(self, book: Book, live: Opened) -> None:
        self.book, self._now, self._stands_elsewhere = book, live._now, live._stands_elsewhere
        self._live, self.settings = live, book.settings

    def __enter__(self) -> Self:
        self.book.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.book.__exit__(kind, error, trace)

    @cached_property
    def _day_of_book(self) -> date | None:
        return self.book.day

    @property
    def day(self) -> date:
        """The day of the moment, as of which is answered where none is given."""
        return self._day_of_book or self.today

    @cached_property
    def calendar(self) -> WorkCalendar:
        """The working days as the register had arranged them in that moment."""
        return self._home.calendar

    def export(self, numbers: Sequence[str] = ()) -> Iterator[str]:
        """Yield the case file line by line, without who asks."""
        return self.book.export(numbers)

    # -- inside -------------------------------------------------------------------------------------------

    def _reading(self) -> AbstractContextManager[Book]:
        return nullcontext(self.book)

    def _recorded(self, number: str) -> Case:
        return self.book.case(number)

    def _calendar_in(self, book: Book) -> WorkCalendar:
        return self.calendar

    def _person(self, number: str) -> Person | None:
        return self._live.register.person(number)

    def _remember(self, found: Docket) -> None:
        if self.book.moment is None:  # deadlines of now are kept for speed alone: that records nothing
            self._live._remember(found)

    def _may_hold_later(self, on: date) -> bool:
        return self.book.moment is not None or super()._may_hold_later(on)

    @cached_property
    def _home(self) -> HomeThen:
        return HomeThen(self._live._home, self.book.arrangements())

    @property
    def _last_seen(self) -> date:
        moment = self.book.moment  # a row may hold facts recorded elsewhere later than it
        return moment if isinstance(moment, date) else super()._last_seen


__all__ = ["ReadOnlyDesk"]
