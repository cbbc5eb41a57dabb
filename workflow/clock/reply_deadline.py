"""The reply deadline as a value: the clock's date, where it stands, and what other readings make of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from ..calendar import WorkCalendar, china
from ..case import Case
from ..events import AgencyConsulted, Channel, Clarified, Delivery, Fact, FeeNoticed, FeePaid, Received, Replied
from ..folding import concludes, first_round
from ..law import Readings, new_procedure_from
from ..words import Words
from .building import coverage, state_of, workdays_left
from .other_readings import combined, other_dates
from .receipt import may_have_come_on_a_day_off, online_point
from .reply import reply_clock
from .values import Deadline


def reply_deadline(
    case: Case, on: date, calendar: WorkCalendar, readings: Readings, other_readings: bool = True
) -> Deadline:
    """Return the limit for the reply (Art. 33) as it stands at the end of the day *on*.

    Facts later than *on* are left out. Once the case has been concluded, the limit is settled: it was met
    when that day is not later than the due date. Without *other_readings* only the date under *readings* is
    reckoned, and ``safe_due`` says no more than ``due``. Raises ``NotReceived`` when *on* is before the receipt.
    """
    case = case.as_of(on)  # so that nothing later is seen: a lapse stands on its day, though it was taken back since
    done = answered_by(case.facts, on, readings)
    at = done or on
    facts = _facts_until(case, at)
    clock = reply_clock(facts, at, calendar, readings)
    tolled = clock.tolled and done is None and at <= clock.due
    ends = clock.consulting and not clock.unlimited
    silent = _if_silent(case, facts, at, calendar, readings) if tolled and ends else None
    disputed = relevant_readings(facts, at, readings, calendar) if other_readings else ()
    others = other_dates(disputed, readings, lambda read: reply_clock(facts, at, calendar, read).due, clock.due)
    every = (reply_clock(facts, at, calendar, read).safe for read in combined(disputed, readings) if disputed)
    return Deadline(
        case=case.number,
        duty="reply",
        on=on,
        start=clock.start,
        due=clock.due,
        status="confirmed" if calendar.is_confirmed(clock.due, clock.start) else "provisional",
        state="tolled" if tolled else state_of(clock.due, on, done),
        law=clock.version,
        calendar=calendar.id,
        steps=clock.steps,
        workdays_left=workdays_left(calendar, at, clock.due),
        done=done,
        due_if_silent=silent,
        safe_due=min([clock.safe, *every]),
        readings=tuple(others),
        warnings=(*clock.warnings, *_signed_later(case, done), *coverage(calendar, silent or clock.due, clock.start)),
    )


def answered_by(facts: Sequence[Fact], on: date, readings: Readings) -> date | None:
    """Return the day that counts for the limit: of the conclusion, or of arrival for an electronic reply
    where that is how it is read (reading electronic_reply); ``None`` while it lies after *on*.
    """
    last = first_round(facts)[-1]
    if not concludes(last):
        return None
    done = last.on
    if isinstance(last, Replied) and last.delivery is Delivery.ELECTRONIC:
        arrival = readings.get("electronic_reply") == "arrived"
        done = (last.delivered_on if arrival else None) or done
    return done if done <= on else None


def signed_later(case: Case, done: date | None) -> Replied | None:
    """Return the reply of the day *done* that was handed over and, as its day of delivery says, signed for later.

    The day of signature is the one that counts (235号 4), so that its ``on`` is not to be relied on.
    """
    for fact in case.facts:
        if isinstance(fact, Replied) and fact.on == done and fact.delivery in {Delivery.IN_PERSON, Delivery.ENTRUSTED}:
            return fact if fact.delivered_on is not None and fact.delivered_on > fact.on else None
    return None


def _signed_later(case: Case, done: date | None) -> Iterator[Words]:
    fact = signed_later(case, done)
    if fact is not None:
        yield Words(
            f"答复记于 {fact.on}，送达日为 {fact.delivered_on}：直接送达、委托送达以签收之日为准（235号 4）",
            f"the reply is recorded for {fact.on}, delivered on {fact.delivered_on}: what is handed over counts on the "
            "day of signature (235号 4)",
        )


def _facts_until(case: Case, at: date) -> tuple[Fact, ...]:
    facts = case.facts
    if facts[-1].on <= at:  # all of them, as nearly always: no second case need be made
        return facts
    return case.as_of(at).facts


def _if_silent(case: Case, facts: tuple[Fact, ...], at: date, calendar: WorkCalendar, readings: Readings) -> date:
    """Return the due date if what is asked of others is never answered, while the requester answers on *at*."""
    outstanding = {matter.topic for matter in case.as_of(at).outstanding}
    if "fee" in outstanding:
        noticed = next((fact.amount for fact in reversed(facts) if isinstance(fact, FeeNoticed)), Decimal(0))
        facts = (*facts, FeePaid(at, amount=noticed))
    if "clarification" in outstanding:
        facts = (*facts, Clarified(at))
    return reply_clock(facts, date.max, calendar, readings).due


def relevant_readings(
    facts: tuple[Fact, ...], at: date, readings: Readings | None = None, calendar: WorkCalendar | None = None
) -> tuple[str, ...]:
    """Name the disputed points on which the reply date of these facts can depend, under the law of *readings*.

    *calendar* tells what came in on a day off, by default that of the country.
    """
    received, kinds = facts[0], [f.kind for f in facts]
    agencies = [f for f in facts if isinstance(f, AgencyConsulted)]
    channel = getattr(received, "channel", None)
    online = online_point(received, readings or Readings.default()) if isinstance(received, Received) else None
    relevant = {
        "online_confirmation": online == "online_confirmation",
        "online_receipt_2007": online == "online_receipt_2007",
        "ordinary_mail_unreachable": channel is Channel.ORDINARY_MAIL,
        "rest_day_receipt": isinstance(received, Received)
        and may_have_come_on_a_day_off(received, calendar or china()),
        "transition_2019": received.on < new_procedure_from(readings or Readings.default()) <= at,
        "late_clarification_notice": "clarification_requested" in kinds,
        "consultation_boundary": "third_party_consulted" in kinds or bool(agencies),
        "other_organs": any(not a.joint for a in agencies),
        "number_of_extensions": kinds.count("extended") > 1,
        "art35_pause": "reasons_given" in kinds,
        "fee_restart_length": "fee_noticed" in kinds,
        "extension_after_fee": "fee_paid" in kinds and "extended" in kinds,
    }
    return tuple(id for id, holds in relevant.items() if holds)
