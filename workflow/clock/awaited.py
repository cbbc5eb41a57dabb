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
    Reopened,
    Replied,
    ReplyOrdered,
    ThirdPartyConsulted,
    Withdrawn,
)
from ..guards import paid_up
from ..law import GoverningLaw, Provision, Readings
from ..words import Words
from .building import built, counted, working_days
from .consultations import answered_on, served_on
from .receipt import receipt_day
from .transition import law_of
from .values import Deadline, Over, Step


def clarification_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield, for each notice to clarify (Art. 30), the organ's 7 working days and the requester's own limit."""
    law = law_of(case, on, readings)
    received_on = receipt_day(case.received, calendar, readings)
    for i, fact in enumerate(facts):
        if isinstance(fact, ClarificationRequested) and (asked := law.find("clarification", fact.on)):
            if fact in case.first_round:
                notice = law.rule("clarification_notice", fact.on)
                start = Step("start", law.rule("receipt"), date=received_on)
                steps = [start, *counted(calendar, law, notice, received_on)]
                yield built(case.number, "clarification_notice", on, calendar, steps, fact.on)
            fixed = [_from(asked, fact.on), Step("count", asked, before=fact.on, after=fact.respond_by)]
            done = _first(facts[i + 1 :], Clarified)
            yield built(case.number, "clarification", on, calendar, fixed, done)


def consultation_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the 15 working days of each third party (Art. 32) and of each consulted organ (Art. 34)."""
    law = law_of(case, on, readings)
    for i, fact in enumerate(facts):
        if isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)):
            duty = "third_party_answer" if isinstance(fact, ThirdPartyConsulted) else "agency_answer"
            rule = law.find(duty, fact.on)
            if rule is None or rule.count is None:  # the Regulation of 2007 named no limit
                continue
            served = served_on(fact)
            steps = [_from(rule, served), *counted(calendar, law, rule, served)]
            done = answered_on(fact, facts[i + 1 :])
            name = fact.party if isinstance(fact, ThirdPartyConsulted) else fact.agency
            over = Over(fact.on, Words(name, name))
            yield built(case.number, duty, on, calendar, steps, done, tuple(_doubts(fact, rule.count)), over)


def _doubts(fact: ThirdPartyConsulted | AgencyConsulted, days: int) -> Iterator[Words]:
    if fact.served_on is None:
        yield Words(
            "送达日未记录，自发出之日起算", "the day of service is not recorded: counted from the day of sending"
        )
    elif fact.served_on < fact.on:
        yield Words(
            f"送达日 {fact.served_on} 早于发出之日，自发出之日起算",
            f"served on {fact.served_on}, before it was sent: counted from the day of sending",
        )
    if isinstance(fact, AgencyConsulted) and not fact.joint:
        yield Words(
            f"第三十四条的{days}个工作日只为共同制作机关规定，此处比照适用",
            f"the {days} working days of Art. 34 are named for joint makers only; applied here by analogy",
        )


def fee_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the 20 working days for paying each fee that was noticed (国办函〔2020〕109号)."""
    law = law_of(case, on, readings)
    for i, fact in enumerate(facts):
        if isinstance(fact, FeeNoticed) and (rule := law.find("fee_payment", fact.on)):
            steps = [_from(rule, fact.on), *counted(calendar, law, rule, fact.on)]
            later = facts[i + 1 :]
            done = next(
                (f.on for n, f in enumerate(later) if isinstance(f, FeePaid) and paid_up((fact, *later[:n]), f)), None
            )
            yield built(case.number, "fee_payment", on, calendar, steps, done)


def ordered_limits(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the limit of each reply that was ordered (法释〔2025〕8号 Art. 11, 行政复议法 64, 66)."""
    law = law_of(case, on, readings)
    for i, fact in enumerate(facts):
        if isinstance(fact, ReplyOrdered):
            steps, warnings = _order_steps(law, fact, calendar, _met_silence(facts[:i]))
            done = _first(facts[i + 1 :], Replied, Lapsed, Withdrawn)
            over = Over(fact.on, Words(f"{fact.on} 的{fact.zh}", f"ordered on {fact.on}"))
            yield built(case.number, "ordered_reply", on, calendar, steps, done, warnings, over)


def _met_silence(before: tuple[Fact, ...]) -> bool:
    """Say whether an order came where nothing was there to annul: no answer since the request, or the order before it."""
    for fact in reversed(before):
        if isinstance(fact, (Replied, Lapsed, Withdrawn)):
            return False
        if isinstance(fact, (Reopened, ReplyOrdered)):
            return True
    return True


def _order_steps(
    law: GoverningLaw, fact: ReplyOrdered, calendar: WorkCalendar, silence: bool
) -> tuple[list[Step], tuple[Words, ...]]:
    """Return the steps of an order: to the day it named, by the days it or its law named, else by the reply's own."""
    own = None if silence else law.find("remade_act_own_time", fact.on)
    named = fact.due_on is not None or fact.workdays is not None
    reply = law.rule("reply")
    if fact.ordered_by is OrderedBy.RECONSIDERATION and own is not None and not named:
        return [_from(own, fact.on), working_days(calendar, reply, fact.on, reply.count or 0)], ()
    rule = _order_rule(law, fact, own, silence)
    warnings = _unsaid(fact.on, rule, reply, named)
    start = _from(rule or reply, fact.on)
    if fact.due_on is not None:
        return [start, Step("count", rule or reply, before=fact.on, after=fact.due_on)], warnings
    length = fact.workdays or (rule and rule.count) or reply.count or 0
    return [start, working_days(calendar, rule or reply, fact.on, length)], warnings


_ORDERS = {
    OrderedBy.COURT: "ordered_reply",
    OrderedBy.RECONSIDERATION: "ordered_reply_reconsideration",
    OrderedBy.SUPERVISOR: "ordered_reply_supervisor",
    OrderedBy.SUPERIOR: "ordered_reply_superior",
}
_ORDERS_AFTER_SILENCE = _ORDERS | {
    OrderedBy.COURT: "ordered_first_reply",
    OrderedBy.RECONSIDERATION: "ordered_first_reply_reconsideration",
}


def _order_rule(law: GoverningLaw, fact: ReplyOrdered, own: Provision | None, silence: bool) -> Provision | None:
    """Return the provision of an order: of an act made anew, or of a duty that was not performed; ``None`` where none is."""
    rule = law.find((_ORDERS_AFTER_SILENCE if silence else _ORDERS)[fact.ordered_by], fact.on)
    return own if rule is None and fact.ordered_by is OrderedBy.RECONSIDERATION else rule


def _unsaid(on: date, rule: Provision | None, reply: Provision, named: bool) -> tuple[Words, ...]:
    """Say that no article on such an order is encoded for its day, and that neither it nor the order names a number."""
    place = Words(
        f"未收录 {on} 施行的、关于此类责令的条款，此处援引答复期限的条款",
        f"no article on such an order is encoded for {on}: that on the reply is cited in its place",
    )
    told = () if rule is not None else (place,)
    if named or (rule is not None and rule.count is not None):
        return told
    unnamed = Words(
        f"法律和责令文书均未写明期限，暂按答复期限 {reply.count} 个工作日",
        f"neither the law nor the order names a number of days; the {reply.count} working days of a reply are assumed",
    )
    assumed = Words(
        f"责令文书未写明期限，暂按答复期限 {reply.count} 个工作日",
        f"the order names no number of days; the {reply.count} working days of a reply are assumed",
    )
    return (*told, assumed if rule is None else unnamed)


def _from(rule: Provision, day: date) -> Step:
    return Step("start", rule, date=day)


def _first(later: tuple[Fact, ...], *kinds: type[Fact]) -> date | None:
    return next((fact.on for fact in later if isinstance(fact, kinds)), None)
