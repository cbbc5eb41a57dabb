"""The clock: every time limit of a case, each a date that explains itself by article."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..errors import NoSuchLimit, YishenqingError
from ..home import calendar_and_readings
from ..law import Readings
from .awaited import clarification_limits, consultation_limits, fee_limits, ordered_limits
from .building import workdays_left
from .receipt import Receipt, confirmation_due, receipt
from .reckoning import RECKONING
from .remedies import (
    windows_after_answer,
    windows_after_order,
    windows_after_review,
    windows_after_silence,
    windows_of_third_parties,
)
from .reply_deadline import relevant_readings, reply_deadline
from .respondent import respondent_limits
from .values import Deadline, OtherReading, Step

__all__ = [
    "RECKONING",
    "Deadline",
    "OtherReading",
    "Receipt",
    "Step",
    "confirmation_due",
    "deadline",
    "deadlines",
    "ordered_limits",
    "receipt",
    "relevant_readings",
    "reply_deadline",
    "workdays_left",
]

_AWAITED = (ordered_limits, clarification_limits, consultation_limits, fee_limits)
_WINDOWS = (windows_after_answer, windows_after_review, windows_after_order)
_BESIDE = (windows_of_third_parties, respondent_limits)


def deadlines(
    case: Case,
    on: date,
    calendar: WorkCalendar | None = None,
    readings: Readings | None = None,
    *,
    other_readings: bool = True,
) -> tuple[Deadline, ...]:
    """Return every time limit of *case*, running or settled, as it stands at the end of the day *on*.

    The reply comes first, then what the organ was ordered to do, what it waits for, and what the requester may still do:
    these windows by the days of the acts that they are of (``over``), the older first. Raises ``NotReceived`` when *on*
    is before the receipt.

    *calendar* and *readings* are by default those of the register that the case comes out of; for a case of no
    register, the country's and the default ones. Without *other_readings* the reply is reckoned under *readings* alone,
    which is faster, and its ``safe_due`` says no more than ``due``.
    """
    try:
        return tuple(_each(case, on, *calendar_and_readings(case, calendar, readings), other_readings))
    except YishenqingError as error:
        error.of_case(case.number)
        raise


def deadline(
    case: Case,
    on: date,
    calendar: WorkCalendar | None = None,
    readings: Readings | None = None,
    *,
    duty: str = "reply",
) -> Deadline:
    """Return one time limit of *case*, the first where there are several; ``NoSuchLimit`` where there is none.

    *calendar* and *readings* are by default those of ``deadlines``.
    """
    limits = deadlines(case, on, calendar, readings)
    for limit in limits:
        if limit.duty == duty:
            return limit
    raise NoSuchLimit(case.number, duty, list(dict.fromkeys(limit.duty for limit in limits)))


def _each(case: Case, on: date, calendar: WorkCalendar, readings: Readings, other_readings: bool) -> Iterator[Deadline]:
    if case.voided:  # it was no request, on no day
        return
    case = case.as_of(on)
    reply = reply_deadline(case, on, calendar, readings, other_readings)
    yield reply
    for others in _AWAITED:
        yield from others(case, case.facts, on, calendar, readings)
    windows = [window for against in _WINDOWS for window in against(case, case.facts, on, calendar, readings)]
    if reply.done is None and reply.state == "missed":
        windows += windows_after_silence(case, case.facts, reply, on, calendar, readings)
    yield from sorted(windows, key=_day_of_the_act)
    for others in _BESIDE:
        yield from others(case, case.facts, on, calendar, readings)


def _day_of_the_act(window: Deadline) -> date:
    return window.over.on if window.over is not None else window.start
