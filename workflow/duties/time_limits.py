"""Duties of time: something had to be done by a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..clock import Deadline, confirmation_due, ordered_limits, reply_deadline
from ..clock.awaited import clarification_limits
from ..clock.reply import reply_clock
from ..clock.reply_deadline import signed_later
from ..clock.transition import law_of
from ..events import Channel, Deferred, Extended, Fact, FeeNoticed, Lapsed, Replied, Withdrawn
from ..law import Readings
from ..words import Words, counted
from .breach import Breach


def reply(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The request must be answered within the limit (Art. 33)."""
    limit = reply_deadline(case, on, calendar, readings, other_readings=False)
    return _missed([limit], on, calendar, Words("答复", "the reply"), case)


def ordered_reply(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A new reply that was ordered must be given within its limit (法释〔2025〕8号 Art. 11)."""
    limits = ordered_limits(case, case.as_of(on).facts, on, calendar, readings)
    return _missed(limits, on, calendar, Words("责令的重新答复", "the new reply that was ordered"), case)


def delivered_in_time(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A reply that is handed over must be signed for within its limit (235号 Art. 4: the day of signature counts)."""
    limits = (
        reply_deadline(case, on, calendar, readings, other_readings=False),
        *ordered_limits(case, case.as_of(on).facts, on, calendar, readings),
    )
    for limit in limits:
        fact = signed_later(case, limit.done) if limit.state == "met" else None
        rule = readings.law.find("service_in_person", fact.on) if fact else None
        if fact is None or rule is None or fact.delivered_on is None or min(fact.delivered_on, on) <= limit.due:
            continue
        signed = fact.delivered_on if fact.delivered_on <= on else None
        late = calendar.count_between(limit.due, signed or on)
        words = _signed_late(fact, limit, late)
        return Breach.of(case.number, "delivered_in_time", rule, limit.due, signed, late, words)
    return None


def _signed_late(fact: Replied, limit: Deadline, late: int) -> Words:
    return Words(
        f"答复记于 {fact.on}，{fact.delivered_on} 签收，期限已于 {limit.due} 届满，逾期 {late} 个工作日；"
        "直接送达、委托送达以签收之日为准",
        f"the reply is recorded for {fact.on} and was signed for on {fact.delivered_on}, after the limit ran out on "
        f"{limit.due}: {counted(late, 'working day')} late; what is handed over counts on the day of signature",
    )


def clarification_notice(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A request to clarify must be made within 7 working days of receipt (Art. 30)."""
    limits = clarification_limits(case, case.as_of(on).facts, on, calendar, readings)
    first = [limit for limit in limits if limit.duty == "clarification_notice"][:1]
    return _missed(first, on, calendar, Words("补正告知", "the request to clarify"), case)


def extension_in_time(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The requester must be told of an extension before the limit has run out (Art. 33(2))."""
    return _told_late(case, on, calendar, readings, Extended, "extension_notice", Words("延长告知", "the extension"))


def deferral_in_time(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The requester must be told of a deferral before the limit has run out (Art. 35)."""
    return _told_late(case, on, calendar, readings, Deferred, "deferral", Words("延迟答复告知", "the deferral"))


def fee_notice_in_time(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A fee must be noticed within the limit for the reply (国办函〔2020〕109号 Art. 6)."""
    return _told_late(case, on, calendar, readings, FeeNoticed, "fee_notice", Words("收费通知", "the fee notice"))


def receipt_confirmation(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Ordinary mail must be confirmed the same day (Art. 31(2)).

    What came online or by fax is a warning after the first working day: Art. 31(3) names no day.
    """
    received = case.received
    due = confirmation_due(received, calendar, readings)
    if due is None or received.on <= due:
        return None
    late, named = calendar.count_between(due, received.on), received.channel is Channel.ORDINARY_MAIL
    words = _confirmed_late(due, received.on, late) if named else _confirmed_slowly(due, received.on, late)
    rule = readings.law.provision_for_receipt(received.channel, received.on)
    return Breach.of(case.number, "receipt_confirmation", rule, due, received.on, late, words, warning=not named)


def _confirmed_late(due: date, on: date, late: int) -> Words:
    return Words(
        f"应于 {due} 与申请人确认，实际于 {on} 确认，迟 {late} 个工作日",
        f"receipt had to be confirmed by {due} and was on {on}: {counted(late, 'working day')} late",
    )


def _confirmed_slowly(due: date, on: date, late: int) -> Words:
    return Words(
        f"于 {on} 才与申请人确认，晚于提交后第一个工作日（{due}）{late} 个工作日；条例未规定期限，确认不得迟延：由条文推出",
        f"receipt was confirmed on {on}, {counted(late, 'working day')} after the first working day ({due}); the Regulation names "
        "no day, that there may be no delay is inferred",
    )


def due_before(case: Case, fact: Fact, calendar: WorkCalendar, readings: Readings) -> date:
    """Return the reply date as it stood when *fact* of *case* took effect, without it and what came later."""
    at = next(i for i, other in enumerate(case.facts) if other is fact)
    return reply_clock(case.facts[:at], fact.on, calendar, readings).due


def _missed(limits: Iterable[Deadline], on: date, calendar: WorkCalendar, what: Words, case: Case) -> Breach | None:
    for limit in limits:
        if limit.state == "missed":
            late = calendar.count_between(limit.due, limit.done or on)
            done = _done(case, limit)
            words = Words(
                f"{what.zh}应于 {limit.due} 前（含当日）作出，{done.zh}，逾期 {late} 个工作日",
                f"{what.en} was due on {limit.due}, {done.en}: {counted(late, 'working day')} late",
            )
            return Breach.of(limit.case, limit.duty, limit.rule, limit.due, limit.done, late, words)
    return None


def _done(case: Case, limit: Deadline) -> Words:
    """Say what was done about a missed limit, and when: a request given up or withdrawn was never answered."""
    day = limit.done
    if day is None:
        return Words("尚未作出", "not made yet")
    ended = next((f for f in case.facts if f.on == day and isinstance(f, (Replied, Lapsed, Withdrawn))), None)
    if isinstance(ended, Lapsed):
        return Words(f"未作出，于 {day} 视为放弃申请、不再处理", f"not made: closed as abandoned on {day}")
    if isinstance(ended, Withdrawn):
        return Words(f"未作出，申请人于 {day} 撤回申请", f"not made: withdrawn by the requester on {day}")
    return Words(f"于 {day} 作出", f"made on {day}")


def _effect(kind: type[Fact]) -> str:
    return "缴费后不重新计算" if kind is FeeNoticed else "不发生延长答复期限的效力"


def _told_late(
    case: Case, on: date, calendar: WorkCalendar, readings: Readings, kind: type[Fact], id: str, what: Words
) -> Breach | None:
    for fact in case.first_round:
        rule = law_of(case, on, readings).find(id, fact.on) if isinstance(fact, kind) and fact.on <= on else None
        if rule is None:  # another fact, or nothing that the law of the request knows
            continue
        due = due_before(case, fact, calendar, readings)
        if fact.on > due:
            late = calendar.count_between(due, fact.on)
            words = Words(
                f"{what.zh}于 {fact.on} 作出，答复期限已于 {due} 届满，迟 {late} 个工作日，{_effect(kind)}",
                f"{what.en} was told on {fact.on}, after the limit ran out on {due}: {counted(late, 'working day')} late",
            )
            return Breach.of(case.number, rule.duty, rule, due, fact.on, late, words)
    return None
