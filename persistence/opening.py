"""Opening: how a case comes into a book under its number, decided once for every store.

What a store does itself, while it holds its lock, is a :class:`Shelf`.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple, Protocol

from workflow.case import Case
from workflow.events import Fact
from workflow.home import Home

from . import keys
from .alike import check_new
from .casefile import Person
from .errors import NumberTaken
from .naming import check_named
from .numbering import check_not_ahead, number_of, place_in_series, series_of
from .settings import Settings


class Shelf(Protocol):
    """A book while it is written in, as far as a case is opened in it."""

    def opened_under(self, kind: str) -> Case | None:
        """Return the case that was opened under the key of this kind, None where it is new."""

    def case_of(self, number: str) -> Case:
        """Return the case of this number; raise ``UnknownCase``."""

    def is_case(self, number: str) -> object:
        """Tell whether there is a case of this number."""

    def alike(self, form: str) -> str | None:
        """Find a case by the form of its number, which it is not written in."""

    def last_of(self, series: int) -> int:
        """Return the last number that a series gave, 0 where it gave none."""

    def person_of(self, number: str) -> Person | None:
        """Return who asks in a case, None where that is not known or was erased."""

    def erased(self, number: str) -> bool:
        """Tell whether who asked in a case was erased."""

    def write(self, new: NewCase) -> None:
        """Write a new case, with its place in a series, who asks and its key where it has such."""


class NewCase(NamedTuple):
    """A case that is to be opened: its place in a series, who asks, and the kind of its key, where it has such."""

    case: Case
    place: tuple[int, int] | None
    person: Person | None
    key: str | None


class Receipt(NamedTuple):
    """A receipt that is to open a case; under a *key* that was used before it opens none."""

    fact: Fact
    recorded_at: datetime
    person: Person | None
    key: str | None
    home: Home

    def under_next_number(self, shelf: Shelf, settings: Settings) -> Case:
        """Open a case under the next number of its year, or return the one that was opened under the key."""
        kind = self._kind(settings)
        again = self._repeated(shelf, kind)
        if again is not None:
            return again
        pattern, series = settings.numbering, series_of(settings.numbering, self.fact.on.year)
        n = shelf.last_of(series) + 1
        case = self._opened(number_of(pattern, series, n))
        if shelf.is_case(case.number):
            raise NumberTaken(case.number)
        check_named(case.number, self.fact, shelf.case_of)
        shelf.write(NewCase(case, (series, n), self.person, kind))
        return case

    def under(self, number: str, shelf: Shelf, settings: Settings, ahead: bool) -> Case:
        """Open a case under a number of the organ's own, or return the one that was opened under the key."""
        case, pattern, kind = self._opened(number), settings.numbering, self._kind(settings)
        again = self._repeated(shelf, kind, number)
        if again is not None:
            return again
        if shelf.is_case(number):
            raise NumberTaken(number)
        check_new(number, pattern, shelf.is_case, shelf.alike)
        place = place_in_series(pattern, number)
        if place is not None and not ahead:
            check_not_ahead(pattern, number, place, shelf.last_of(place[0]))
        check_named(number, self.fact, shelf.case_of)
        shelf.write(NewCase(case, place, self.person, kind))
        return case

    def _opened(self, number: str) -> Case:
        return Case.opened(number, self.fact, self.recorded_at, home=self.home)

    def _kind(self, settings: Settings) -> str | None:
        return None if self.key is None else keys.kind_of(self.key, settings.hash)

    def _repeated(self, shelf: Shelf, kind: str | None, number: str | None = None) -> Case | None:
        """Return the case that was opened under the key before, None where there is no key or it is new."""
        case = None if kind is None else shelf.opened_under(kind)
        if case is not None:
            keys.check_same(case, self.fact, number, self._is_another(shelf, case.number))
        return case and case.at_home(self.home)

    def _is_another(self, shelf: Shelf, number: str) -> bool:
        """Tell whether somebody else asks than in the case; once they were erased, nobody can tell."""
        if self.person is None or self.person == (known := shelf.person_of(number)):
            return False
        return known is not None or not shelf.erased(number)


__all__ = ["NewCase", "Receipt", "Shelf"]
