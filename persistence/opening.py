"""Opening: how a case comes into a book under its number; and that nobody goes on with it who has not seen it whole."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.events import Fact
from workflow.home import Home
from workflow.words import Words

from . import keys, people
from .alike import check_new
from .casefile import Person
from .errors import NumberTaken, Stale
from .naming import check_named
from .numbering import check_not_ahead, number_of, place_in_series, series_of
from .settings import Settings
from .writing import Writing

A_COUNT = Words("所见记录的条数（不小于 1 的整数）", "how many facts were seen, a whole number of at least 1")


class Receipt(NamedTuple):
    """A receipt that is to open a case; under a *key* that was used before it opens none."""

    fact: Fact
    recorded_at: datetime
    person: Person | None
    key: str | None
    home: Home

    def under_next_number(self, w: Writing, settings: Settings) -> Case:
        """Open a case under the next number of its year, or return the one that was opened under the key."""
        kind = self._kind(settings)
        again = self._repeated(w, kind)
        if again is not None:
            return again
        pattern, series = settings.numbering, series_of(settings.numbering, self.fact.on.year)
        n = w.last_of(series) + 1
        case = self._opened(number_of(pattern, series, n))
        if w.is_case(case.number):
            raise NumberTaken(case.number)
        check_named(case.number, self.fact, w.case)
        self._write(w, case, kind)
        return case

    def under(self, number: str, w: Writing, settings: Settings, ahead: bool) -> Case:
        """Open a case under a number of the organ's own, or return the one that was opened under the key."""
        case, pattern, kind = self._opened(number), settings.numbering, self._kind(settings)
        again = self._repeated(w, kind, number)
        if again is not None:
            return again
        if w.is_case(number):
            raise NumberTaken(number)
        check_new(number, pattern, w.is_case, w.finder())
        place = place_in_series(pattern, number)
        if place is not None and not ahead:
            check_not_ahead(pattern, number, place, w.last_of(place[0]))
        check_named(number, self.fact, w.case)
        self._write(w, case, kind)
        return case

    def _write(self, w: Writing, case: Case, kind: str | None) -> None:
        w.append(case, None)
        if self.person is not None:
            people.write(w.txn, w.writer, case.number, self.person, self.recorded_at)
        if kind is not None:
            keys.append(w.writer, kind, case.number, self.recorded_at)

    def _opened(self, number: str) -> Case:
        return Case.opened(number, self.fact, self.recorded_at, home=self.home)

    def _kind(self, settings: Settings) -> str | None:
        return None if self.key is None else keys.kind_of(self.key, settings.hash)

    def _repeated(self, w: Writing, kind: str | None, number: str | None = None) -> Case | None:
        """Return the case that was opened under the key before, None where there is no key or it is new."""
        opened = None if kind is None else keys.case_in(w.txn.entries(kind))
        case = None if opened is None else w.case(opened)
        if case is not None:
            keys.check_same(case, self.fact, number, self._is_another(w, case.number))
        return case and case.at_home(self.home)

    def _is_another(self, w: Writing, number: str) -> bool:
        """Tell whether somebody else asks than in the case; once they were erased, nobody can tell."""
        if self.person is None or self.person == (known := people.find(w.txn, number)):
            return False
        return known is not None or not people.is_erased(w.txn.entries(people.ERASED), number)


def check_expected(case: Case, expecting: int | None) -> None:
    """Raise ``Stale`` where the case has not as many facts as were seen, ``InvalidFact`` for what is no such number."""
    if expecting is None:
        return
    if type(expecting) is not int or expecting < 1:
        raise InvalidFact("expecting", expecting, A_COUNT)
    if len(case.history) != expecting:
        since = [(e.no, e.fact.kind, e.fact.on, e.fact.by) for e in case.history[expecting:]]
        raise Stale(case.number, expecting, len(case.history), since)


__all__ = ["Receipt", "check_expected"]
