"""Then and now: the cases in which something was recorded since a moment, as they stood then and as they stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from persistence.store import Store
from workflow.annual import Form, cases_in_cell, counts_of, disputes_in_cell, disputes_of
from workflow.annual.balance import Behind
from workflow.case import Case, Entry
from workflow.law import Readings


class Later(NamedTuple):
    """A fact that was recorded since, with the number of its case."""

    case: str
    entry: Entry


class Touched(NamedTuple):
    """The cases touched since a moment: *now* as they stand, *then* those that were there, as they stood."""

    then: tuple[Case, ...]
    now: tuple[Case, ...]

    @property
    def facts(self) -> tuple[Later, ...]:
        """What was recorded since, case by case."""
        known = {case.number: len(case.history) for case in self.then}
        return tuple(
            Later(case.number, entry) for case in self.now for entry in case.history[known.get(case.number, 0) :]
        )


def touched(register: Store, known: dict[str, int], known_on: date | None = None) -> Touched:
    """Return the cases that *known* names, then with only so many of their first facts.

    With *known_on* they stand now as the book had them at the end of that day.
    """
    cases = tuple(register.case(number) for number in known)
    now = cases if known_on is None else tuple(case for c in cases if (case := c.as_known_on(known_on)))
    then = (Case.replay(case.number, case.history[:count]) for case in cases if (count := known[case.number]))
    return Touched(tuple(then), now)


def opening(cases: Iterable[Case], year: int, form: Form, readings: Readings) -> Behind:
    """Return what opens a cell of table III or IV to those of *cases* that are behind it; table II has none."""
    cases = tuple(case for case in cases if not case.voided)
    counted = [counted for case in cases for counted in counts_of(case, readings)]
    disputes = [dispute for case in cases for dispute in disputes_of(case, readings)]

    def behind(row: str, column: str) -> list[str]:
        if row in form.table4.row_ids:
            found = disputes_in_cell(disputes, year, row, column, form)
            return [case for dispute in found for case in (dispute.case, *dispute.joined)]
        return cases_in_cell(counted, year, form, row, column) if row in form.table3.row_ids else []

    return behind
