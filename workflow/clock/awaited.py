"""What others have to do, and by when: the requester's clarification and payment, the consulted's answers;
and the organ's own notice to clarify and the new reply that it was ordered to give.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..events import (
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    OrderedBy,
    Replied,
    ReplyOrdered,
    ThirdPartyConsulted,
    Withdrawn,
)
from ..law import NotInForce, Provision, Readings, provision, versions
from ..words import Words
from .building import built, counted
from .consultations import answered_on
from .receipt import receipt_day
from .reply import FEE_FROM, ROGI_2019_FROM
from .values import Deadline, Step

# What an order allows where neither it nor the law names a number (case file format, ``reply_ordered``).
DEFAULT_ORDERED_WORKDAYS = versions("ordered_reply")[-1].count or 0


def clarification_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield, for each notice to clarify (Art. 30), the organ's 7 working days and the requester's own limit."""
    if case.received_on < ROGI_2019_FROM:
        return
    received_on = receipt_day(case.received, calendar, readings)
    notice, asked = provision("clarification_notice", case.received_on), provision("clarification", case.received_on)
    for i, fact in enumerate(facts):
        if isinstance(fact, ClarificationRequested):
            if fact in case.first_round:
                start = Step("start", provision("receipt", case.received_on), date=received_on)
                steps = [start, *counted(calendar, notice, received_on, notice.count or 0)]
                yield built(case.number, "clarification_notice", on, calendar, steps, fact.on)
            fixed = [_from(asked, fact.on), Step("count", asked, before=fact.on, after=fact.respond_by)]
            done = _first(facts[i + 1 :], Clarified)
            yield built(case.number, "clarification", on, calendar, fixed, done)


def consultation_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the 15 working days of each third party (Art. 32) and of each consulted organ (Art. 34)."""
    if case.received_on < ROGI_2019_FROM:
        return
    for i, fact in enumerate(facts):
        if isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)):
            duty = "third_party_answer" if isinstance(fact, ThirdPartyConsulted) else "agency_answer"
            rule = provision(duty, case.received_on)
            served = fact.served_on or fact.on
            steps = [_from(rule, served), *counted(calendar, rule, served, rule.count or 0)]
            done = answered_on(fact, facts[i + 1 :])
            yield built(case.number, duty, on, calendar, steps, done, tuple(_doubts(fact)))


def _doubts(fact: ThirdPartyConsulted | AgencyConsulted) -> Iterator[Words]:
    if fact.served_on is None:
        yield Words(
            "送达日未记录，自发出之日起算", "the day of service is not recorded: counted from the day of sending"
        )
    if isinstance(fact, AgencyConsulted) and not fact.joint:
        yield Words(
            "第三十四条的15个工作日只为共同制作机关规定，此处比照适用",
            "the 15 working days of Art. 34 are named for joint makers only; applied here by analogy",
        )


def fee_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the 20 working days for paying each fee that was noticed (国办函〔2020〕109号)."""
    for i, fact in enumerate(facts):
        if isinstance(fact, FeeNoticed) and fact.on >= FEE_FROM:
            rule = provision("fee_payment", fact.on)
            steps = [_from(rule, fact.on), *counted(calendar, rule, fact.on, rule.count or 0)]
            yield built(case.number, "fee_payment", on, calendar, steps, _first(facts[i + 1 :], FeePaid))


def ordered_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the limit of each new reply that was ordered (法释〔2025〕8号 Art. 11)."""
    for i, fact in enumerate(facts):
        if isinstance(fact, ReplyOrdered):
            rule, warnings = _order_rule(fact)
            start = _from(rule, fact.on)
            if fact.due_on is not None:
                steps = [start, Step("count", rule, before=fact.on, after=fact.due_on)]
            else:
                length = fact.workdays or rule.count or DEFAULT_ORDERED_WORKDAYS
                due = calendar.nth_working_day_after(fact.on, length, provisional=True)
                skipped = calendar.days_off_between(fact.on, due)
                steps = [start, Step("count", rule, length=length, before=fact.on, after=due, skipped=skipped)]
            done = _first(facts[i + 1 :], Replied, Lapsed, Withdrawn)
            yield built(case.number, "ordered_reply", on, calendar, steps, done, warnings)


def _order_rule(fact: ReplyOrdered) -> tuple[Provision, tuple[Words, ...]]:
    """Return the provision of an order, and a warning where neither it nor the order names a number."""
    ids = {
        OrderedBy.COURT: "ordered_reply",
        OrderedBy.RECONSIDERATION: "ordered_reply_reconsideration",
        OrderedBy.SUPERVISOR: "ordered_reply_supervisor",
    }
    try:
        rule = provision(ids[fact.ordered_by], fact.on)
        named = rule.count is not None
    except NotInForce:  # a later rule lends its number, and is no law of that day
        rule, named = versions("ordered_reply")[-1], False
    if named or fact.due_on is not None or fact.workdays is not None:
        return rule, ()
    days = DEFAULT_ORDERED_WORKDAYS
    unnamed = Words(
        f"法律和责令文书均未写明期限，暂按 {days} 个工作日",
        f"neither the law nor the order names a number of days; {days} working days are assumed",
    )
    return rule, (unnamed,)


def _from(rule: Provision, day: date) -> Step:
    return Step("start", rule, date=day)


def _first(later: tuple[Fact, ...], *kinds: type[Fact]) -> date | None:
    return next((fact.on for fact in later if isinstance(fact, kinds)), None)
