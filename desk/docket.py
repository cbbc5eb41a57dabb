"""The docket: open cases by deadline. What the book keeps of it is used; what it does not know is reckoned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from persistence import Register
from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import Deadline, ordered_limits, reply_deadline
from workflow.law import Readings


class Due(NamedTuple):
    """One line of the docket: an open case and the deadline that it runs against."""

    case: str
    duty: str
    due: date
    status: str
    workdays_left: int
    stage: str
    state: str

    def as_json(self) -> dict[str, Any]:
        """Return the line as the command line's contract writes it."""
        values = self._asdict()
        del values["state"]
        return values | {"due": self.due.isoformat()}


def docket(
    register: Register, calendar: WorkCalendar, readings: Readings, on: date, within: int | None = None
) -> list[Due]:
    """Return the open cases by deadline as of *on*: overdue first, then by working days left."""
    found = _known(register, calendar, readings, on)
    reckoned = list(_reckoned(register, calendar, readings, on))
    if reckoned:  # what the docket knows comes in this order already
        found = sorted((*found, *reckoned), key=_urgency)
    return found if within is None else [line for line in found if line.workdays_left <= within]


def _urgency(line: Due) -> tuple[date, str]:
    return line.due, line.case


def _known(register: Register, calendar: WorkCalendar, readings: Readings, on: date) -> list[Due]:
    """Return what the docket knows, by day; cases are many and days few, so each day is reckoned once."""

    @cache
    def standing(due: str) -> tuple[date, int, str]:
        day = date.fromisoformat(due)
        return day, _workdays_left(calendar, on, day), "running" if on <= day else "missed"

    make, key = Due._make, f"{calendar.revision} {readings}"
    return [
        make((number, duty, (seen := standing(due))[0], status, seen[1], stage, seen[2]))
        for number, duty, due, status, stage in register.standing(on, key)
    ]


def _workdays_left(calendar: WorkCalendar, on: date, due: date) -> int:
    return calendar.count_between(on, due) if on <= due else -calendar.count_between(due, on)


def _reckoned(register: Register, calendar: WorkCalendar, readings: Readings, on: date) -> Iterator[Due]:
    """Reckon the deadlines that the docket does not know, and let it keep those that do not move."""
    keep = []
    for case in register.unreckoned(on):
        lines = list(lines_of(case, calendar, readings, on))
        yield from lines
        if len(lines) == 1 and case.facts[-1].on <= on:
            keep.append((lines[0].duty, lines[0].due.isoformat(), lines[0].status, case.number))
    if keep:
        register.settle(keep)


def lines_of(case: Case, calendar: WorkCalendar, readings: Readings, on: date) -> Iterator[Due]:
    """Yield the docket lines of one case: the reply, and what it was ordered to reply anew."""
    if case.received_on > on:
        return
    seen = case.as_of(on)
    for limit in _own_limits(case, calendar, readings, on):
        if limit.done is None:
            yield Due(
                case.number, limit.duty, limit.due, limit.status, limit.workdays_left, seen.stage.value, limit.state
            )


def _own_limits(case: Case, calendar: WorkCalendar, readings: Readings, on: date) -> Iterator[Deadline]:
    """Yield the limits by which the organ itself must answer, without the readings that they do not need."""
    yield reply_deadline(case, on, calendar, readings, other_readings=False)
    yield from ordered_limits(case, case.as_of(on).facts, on, calendar, readings)
