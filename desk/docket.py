"""The docket: open cases by deadline. What the book keeps of it is used; what it does not know is reckoned."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from persistence import Book
from persistence.shelf import Settled, Standing
from workflow.annual import Selection
from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import RECKONING, Deadline, ordered_limits, reply_deadline, workdays_left
from workflow.errors import YishenqingError
from workflow.law import Readings
from workflow.stages import OPEN

TellUnjudged = Callable[[Case, YishenqingError], None]
"""Told of a case that the law or the calendar does not reach, and why."""

_log = logging.getLogger("yishenqing")


def tell_in_log(case: Case, error: YishenqingError) -> None:
    """Tell in the log which case cannot be judged, and why: where nobody asked to be told, the others are judged."""
    zh, en = error.of_case(case.number).words
    _log.warning("无法判断：%s (cannot be judged: %s)", zh, en)


class Due(NamedTuple):
    """One line of the docket: an open case and the deadline that it runs against.

    While ``state`` is ``tolled`` for a consultation, ``due`` is the earliest date it can be and ``due_if_silent`` the
    date if no answer ever comes. ``subject`` is what was asked for, ``None`` where nobody wanted to know.
    """

    case: str
    duty: str
    due: date
    status: str
    workdays_left: int
    stage: str
    state: str
    due_if_silent: date | None = None
    subject: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the line as the command line's contract writes it."""
        values = self._asdict() | {"due": self.due.isoformat()}
        silent = values.pop("due_if_silent")
        return values | ({"due_if_silent": silent.isoformat()} if silent else {})


class Docket(NamedTuple):
    """The lines of the docket, and the deadlines reckoned for them that the book may keep, under the key of these."""

    lines: list[Due]
    settled: list[Settled]
    key: str


def docket(
    book: Book,
    on: date,
    calendar: WorkCalendar,
    readings: Readings,
    *,
    past: bool,
    unjudged: TellUnjudged = tell_in_log,
) -> Docket:
    """Return the open cases by deadline as of *on*: overdue first, then by working days left.

    *past* says that the book may hold facts later than *on*. A case whose deadline cannot be reckoned is told to
    *unjudged* and left out.
    """
    key = key_of(calendar, readings)
    standing, cases = book.pending(on, key, past)
    found = _known(standing, on, calendar)
    if not cases:  # what the docket knows comes in this order already
        return Docket(found, [], key)
    reckoned = [(case, _lines_or_told(case, on, calendar, readings, unjudged)) for case in cases]
    settled = [_settled(case, lines[0]) for case, lines in reckoned if _stays(case, lines, on)]
    return Docket(sorted((*found, *(line for _, lines in reckoned for line in lines)), key=_urgency), settled, key)


def with_subjects(book: Book, lines: Sequence[Due]) -> list[Due]:
    """Return the lines with what each case asks for, which the docket itself does not keep."""
    subjects = {case.number: case.received.subject for case in book.cases({line.case for line in lines})}
    return [line._replace(subject=subjects[line.case]) for line in lines]


def key_of(calendar: WorkCalendar, readings: Readings) -> str:
    """Name all that the deadlines of the docket depend on beside the facts: those kept under another key are of no use."""
    return f"{calendar.revision} {readings.law.revision} {RECKONING} {readings.in_full()}"


def _lines_or_told(
    case: Case, on: date, calendar: WorkCalendar, readings: Readings, unjudged: TellUnjudged
) -> list[Due]:
    try:
        return list(lines_of(case, on, calendar, readings))
    except YishenqingError as error:
        unjudged(case, error)
        return []


def _urgency(line: Due) -> tuple[date, str]:
    return line.due, line.case


def _stays(case: Case, lines: list[Due], on: date) -> bool:
    """Tell whether the docket may keep the line: it is the only one, and knows all that is recorded."""
    return len(lines) == 1 and case.facts[-1].on <= on


def _settled(case: Case, line: Due) -> Settled:
    return line.duty, line.due.isoformat(), line.status, case.number, len(case.history)


def kept_for(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> tuple[str, str, str] | None:
    """Return duty, day and status of the deadline that the docket may keep for *case*; None where it may not."""
    lines = list(lines_of(case, on, calendar, readings))
    return _settled(case, lines[0])[:3] if _stays(case, lines, on) else None


def _known(standing: list[Standing], on: date, calendar: WorkCalendar) -> list[Due]:
    """Return what the docket knows, by day; cases are many and days few, so each day is reckoned once."""

    @cache
    def seen(due: str) -> tuple[date, int, str]:
        day = date.fromisoformat(due)
        return day, workdays_left(calendar, on, day), "running" if on <= day else "missed"

    make = Due._make
    return [
        make((number, duty, (then := seen(due))[0], status, then[1], stage, then[2], None, None))
        for number, duty, due, status, stage in standing
    ]


def lines_of(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Iterator[Due]:
    """Yield the docket lines of one case: the reply, and what it was ordered to reply anew."""
    if case.received_on <= on:
        stage = case.as_of(on).stage.value
        limits = _own_limits(case, on, calendar, readings)
        yield from (_line(limit, stage) for limit in limits if limit.done is None)


def over(book: Book, on: date, calendar: WorkCalendar, readings: Readings) -> Iterator[Due]:
    """Yield the limits of which nothing is due any more: of open cases, and of those concluded or void since last year.

    They are what a calendar made earlier may still show. Cases that cannot be reckoned never were in one.
    """
    since = date(max(on.year - 1, 1), 1, 1)
    wanted = Selection(received=(date.min, on), concluded_from=since, or_open=True)
    void = (case for case in book.void_cases() if case.received_on <= on and case.facts[-1].on >= since)
    for case in chain(book.cases(book.select(wanted)), void):
        stage = case.stage if case.voided else case.as_of(on).stage
        try:
            for limit in _own_limits(case, on, calendar, readings):
                if limit.done is not None or stage not in OPEN:
                    yield _line(limit, stage.value)
        except YishenqingError:
            continue


def _line(limit: Deadline, stage: str) -> Due:
    left, silent = limit.workdays_left, limit.due_if_silent
    return Due(limit.case, limit.duty, limit.due, limit.status, left, stage, limit.state, silent)


def _own_limits(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Iterator[Deadline]:
    """Yield the limits by which the organ itself must answer, without the readings that they do not need."""
    yield reply_deadline(case, on, calendar, readings, other_readings=False)
    yield from ordered_limits(case, case.as_of(on).facts, on, calendar, readings)
