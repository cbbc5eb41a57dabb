"""A reply deadline with its derivation, against the bare date arithmetic that the derivation contains."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from workflow import Case, Extended, ProcessingStarted, Received, ReviewStarted
from workflow.calendar import WorkCalendar, china
from workflow.clock import reply_deadline
from workflow.events import Channel, ThirdPartyAnswered, ThirdPartyConsulted
from workflow.law import Readings

from .harness import Aim, Comparison, compare, turn

CASES, ROUNDS = 500, 15
LIMIT, EXTENSION = 20, 10


def run() -> list[Comparison]:
    """Derive the limit of cases that were consulted on and extended: count, exclude, extend."""
    calendar, readings, random = china(), Readings.default(), Random(7)
    cases = [_case(date(2025, 3, 3) + timedelta(random.randrange(150))) for _ in range(CASES)]
    on = date(2026, 6, 1)

    def derive() -> list[date]:
        return [reply_deadline(case, on, calendar, readings, other_readings=False).due for case in cases]

    def bare() -> list[date]:
        return [_bare(case.received_on, calendar) for case in cases]

    if derive() != bare():
        raise AssertionError("the bare arithmetic finds other days")
    ours, baseline = turn(derive, CASES), turn(bare, CASES)
    name = "its date arithmetic alone"
    return [compare("a deadline derived in three steps", ours, name, baseline, Aim(15), ROUNDS)]


def _case(day: date) -> Case:
    sent, answered = day + timedelta(5), day + timedelta(12)
    return Case.of(
        "1",
        Received(day, channel=Channel.IN_PERSON, requester="business", subject="x"),  # type: ignore[arg-type]
        ReviewStarted(day),
        ProcessingStarted(day),
        ThirdPartyConsulted(sent, party="甲"),
        ThirdPartyAnswered(answered, party="甲", position="agrees"),  # type: ignore[arg-type]
        Extended(day + timedelta(15), workdays=EXTENSION, approved_by="负责人"),
    )


def _bare(day: date, calendar: WorkCalendar) -> date:
    """Reckon what the steps state: the base, the days excluded, the extension, and the days off on the way."""
    due = calendar.nth_working_day_after(day, LIMIT)
    calendar.days_off_between(day, due)
    sent, answered = day + timedelta(5), day + timedelta(12)
    calendar.nth_working_day_after(sent, 15)
    consulted = calendar.nth_working_day_after(due, calendar.count_between(sent, answered))
    calendar.days_off_between(due, consulted)
    extended = calendar.nth_working_day_after(consulted, EXTENSION)
    calendar.days_off_between(consulted, extended)
    return extended
