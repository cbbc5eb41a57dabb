"""The reply deadline as a value: the clock's date, where it stands, and what other readings make of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product

from ..calendar import WorkCalendar
from ..case import Case
from ..events import AgencyConsulted, Channel, Fact
from ..law import Readings, reading
from ..words import Words
from .reply import ROGI_2019_FROM, ReplyClock
from .values import Deadline, OtherReading, State


def reply_deadline(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Deadline:
    """Return the limit for the reply (Art. 33) as it stands at the end of the day *on*.

    Facts later than *on* are left out. Once the case has been concluded, the limit is settled: it was met
    when that day is not later than the due date. Raises ``NotReceived`` when *on* is before the receipt.
    """
    done = case.concluded_on
    if done is not None and done > on:
        done = None
    at = done or on
    facts = _facts_until(case, at)
    clock = ReplyClock(calendar, readings, at).run(facts)
    tolled = clock.tolled and done is None and at <= clock.due
    others = tuple(_other_readings(facts, at, calendar, readings, clock.due))
    return Deadline(
        case=case.number,
        duty="reply",
        on=on,
        start=clock.start,
        due=clock.due,
        status="confirmed" if calendar.is_confirmed(clock.due) else "provisional",
        state=_state(clock.due, on, done, tolled),
        law=clock.version,
        calendar=calendar.id,
        steps=tuple(clock.steps),
        workdays_left=workdays_left(calendar, at, clock.due),
        done=done,
        due_if_silent=_if_silent(facts, calendar, readings) if tolled and clock.consulting else None,
        safe_due=min([clock.due, *_every_reading(facts, at, calendar, readings)]) if others else clock.due,
        readings=others,
        warnings=(*clock.warnings, *coverage(calendar, clock.due)),
    )


def workdays_left(calendar: WorkCalendar, on: date, due: date) -> int:
    """Count the working days after *on* up to *due*; negative, and counted back, once *due* has passed."""
    return calendar.count_between(on, due) if on <= due else -calendar.count_between(due, on)


def coverage(calendar: WorkCalendar, due: date) -> tuple[Words, ...]:
    """Say which State Council notice is missing where *due* lies beyond the last one."""
    year = calendar.missing_year(due)
    if year is None:
        return ()
    return (
        Words(
            f"国务院办公厅关于{year}年节假日安排的通知尚未载入（日历 {calendar.id} 只确认到"
            f" {calendar.confirmed_until}），{due} 为暂定：其后只按《全国年节及纪念日放假办法》推定，调休未知",
            f"the State Council's arrangement for {year} is not loaded (calendar {calendar.id} is confirmed until "
            f"{calendar.confirmed_until}); {due} is provisional: after that only the statutory days off are known",
        ),
    )


def _facts_until(case: Case, at: date) -> tuple[Fact, ...]:
    return case.as_of(at).facts


def _state(due: date, on: date, done: date | None, tolled: bool) -> State:
    if done is not None:
        return "met" if done <= due else "missed"
    if tolled:
        return "tolled"
    return "running" if on <= due else "missed"


def _if_silent(facts: tuple[Fact, ...], calendar: WorkCalendar, readings: Readings) -> date | None:
    """Return the due date if what is asked of others is never answered; ``None`` where no limit ends it."""
    clock = ReplyClock(calendar, readings, date.max).run(facts)
    return None if clock.tolled else clock.due


def _other_readings(
    facts: tuple[Fact, ...], at: date, calendar: WorkCalendar, readings: Readings, due: date
) -> Iterator[OtherReading]:
    for id in relevant_readings(facts, at):
        for option in reading(id).options:
            if option.id != readings.get(id):
                other = ReplyClock(calendar, readings.with_(**{id: option.id}), at).run(facts).due
                if other != due:
                    yield OtherReading(id, option.id, other)


def _every_reading(facts: tuple[Fact, ...], at: date, calendar: WorkCalendar, readings: Readings) -> Iterator[date]:
    ids = relevant_readings(facts, at)
    for options in product(*(reading(id).options for id in ids)):
        chosen = readings.with_(**{id: o.id for id, o in zip(ids, options, strict=True)})
        yield ReplyClock(calendar, chosen, at).run(facts).due


def relevant_readings(facts: tuple[Fact, ...], at: date) -> tuple[str, ...]:
    """Name the disputed points on which the reply date of these facts can depend."""
    received, kinds = facts[0], [f.kind for f in facts]
    agencies = [f for f in facts if isinstance(f, AgencyConsulted)]
    channel = getattr(received, "channel", None)
    online = channel in {Channel.ONLINE, Channel.FAX}
    relevant = {
        "online_confirmation": online,
        "ordinary_mail_unreachable": channel is Channel.ORDINARY_MAIL,
        "transition_2019": received.on < ROGI_2019_FROM <= at,
        "late_clarification_notice": "clarification_requested" in kinds,
        "consultation_boundary": "third_party_consulted" in kinds or bool(agencies),
        "other_organs": any(not a.joint for a in agencies),
        "number_of_extensions": kinds.count("extended") > 1,
        "art35_pause": "reasons_given" in kinds,
        "fee_restart_length": "fee_paid" in kinds,
        "extension_after_fee": "fee_paid" in kinds and "extended" in kinds,
    }
    return tuple(id for id, holds in relevant.items() if holds)
