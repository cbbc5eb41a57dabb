"""Duties of manner: something was done in a way the law does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..clock.reply import reply_clock
from ..clock.transition import law_of
from ..events import (
    ClarificationRequested,
    Clarified,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    LapseCause,
    Lapsed,
    ReplyOrdered,
)
from ..law import GoverningLaw, Provision, Readings
from ..second_dates import Verdict, beyond
from ..unseen import says_something
from ..words import Words, counted
from .breach import Breach


def clarification_once(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The requester may be asked to clarify once only (Art. 30: 一次性告知)."""
    asked = [f for f in case.first_round if isinstance(f, ClarificationRequested) and f.on <= on]
    if len(asked) < 2:
        return None
    rule = law_of(case, on, readings).find("clarification_once", asked[1].on)
    if rule is None:  # the Regulation of 2007 did not say how often
        return None
    words = Words(
        f"{asked[0].on} 已告知补正，{asked[1].on} 又告知补正；应当一次性告知",
        f"clarification was requested on {asked[0].on} and again on {asked[1].on}; it may be requested once",
    )
    return Breach.of(case.number, "clarification_once", rule, None, asked[1].on, 0, words)


def extension_approved(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Somebody must have approved an extension (Art. 33(2): the head of the disclosure office)."""
    for fact in case.facts:
        if isinstance(fact, Extended) and fact.on <= on and not says_something(fact.approved_by):
            words = Words(
                f"{fact.on} 延长答复期限未经政府信息公开工作机构负责人同意",
                f"nobody approved the extension of {fact.on}",
            )
            rule = law_of(case, on, readings).rule("extension_approval", fact.on)
            return Breach.of(case.number, "extension_approved", rule, None, fact.on, 0, words)
    return None


def extension_approved_first(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Consent to an extension comes before the requester is told of it (Art. 33(2): 经同意并告知)."""
    for fact in case.facts:
        if isinstance(fact, Extended) and fact.on <= on and _unlawful(fact, "extension_approved_first"):
            words = Words(
                f"{fact.on} 已告知延长答复期限，{fact.approved_on} 才经同意；应先经同意再告知申请人",
                f"the requester was told of the extension on {fact.on}, before it was approved on {fact.approved_on}",
            )
            rule = law_of(case, on, readings).rule("extension_approval", fact.on)
            return Breach.of(case.number, "extension_approved_first", rule, None, fact.on, 0, words)
    return None


def respond_by_reasonable(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The requester must be given a reasonable time to clarify (Art. 30); one that ends with the notice is none."""
    law = law_of(case, on, readings)
    for fact in case.facts:
        if not isinstance(fact, ClarificationRequested) or fact.on > on or not _unlawful(fact, "respond_by_reasonable"):
            continue
        rule = law.find("clarification", fact.on)
        if rule is not None:  # the Regulation of 2007 asked for no time
            words = Words(
                f"{fact.on} 告知补正，补正期限至 {fact.respond_by}：没有给申请人留出合理的补正期限",
                f"clarification was requested on {fact.on} by {fact.respond_by}: the requester was given no time",
            )
            return Breach.of(case.number, "respond_by_reasonable", rule, None, fact.on, 0, words)
    return None


def _unlawful(fact: Fact, duty: str) -> bool:
    return any(found.bound.duty == duty for found in beyond(fact, Verdict.UNLAWFUL))


def fee_once(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A fee is reckoned by item or by page, never both (109号 Art. 3); a second notice is a warning."""
    law = law_of(case, on, readings)
    noticed = [
        f for f in case.facts if isinstance(f, FeeNoticed) and f.on <= on and law.find("fee_method", f.on) is not None
    ]
    if len(noticed) < 2:
        return None
    first = noticed[0]
    other = next((fact for fact in noticed if fact.method is not first.method), None)
    second = other or noticed[1]
    words = _charged_both_ways(first, second) if other else _charged_again(first, second)
    rule = law.rule("fee_method", second.on)
    return Breach.of(case.number, "fee_once", rule, None, second.on, 0, words, warning=other is None)


def _charged_both_ways(first: FeeNoticed, second: FeeNoticed) -> Words:
    return Words(
        f"{first.on} 与 {second.on} 分别按件、按量通知收费；只能选择其中一种标准",
        f"fees were noticed by item and by page ({first.on}, {second.on}); only one of the two may be chosen",
    )


def _charged_again(first: FeeNoticed, second: FeeNoticed) -> Words:
    return Words(
        f"{first.on} 已通知收费，{second.on} 又通知收费；请核对是否重复计收",
        f"a fee was noticed on {first.on} and again on {second.on}: is it charged twice?",
    )


def extension_length(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Extensions of one limit may not add up to more than the law allows (Art. 33(2): 20 working days)."""
    law, total = law_of(case, on, readings), 0
    for i, fact in enumerate(case.facts):
        if fact.on > on:
            break
        if total and _begins_anew(case, i, calendar, readings):
            total = 0  # a limit that begins anew may be extended anew
        if isinstance(fact, Extended):
            rule, total = law.rule("extension_max", fact.on), total + fact.workdays
            if rule.count is not None and total > rule.count:
                words = Words(
                    f"{fact.on} 延长后合计 {total} 个工作日，最长不得超过 {rule.count} 个工作日",
                    f"with that of {fact.on} extensions add up to {counted(total, 'working day')}; "
                    f"at most {rule.count} are allowed",
                )
                return Breach.of(case.number, "extension_length", rule, None, fact.on, 0, words)
    return None


def _begins_anew(case: Case, i: int, calendar: WorkCalendar, readings: Readings) -> bool:
    """Say whether a limit begins with the fact at *i*: a payment or a corrected request that was waited for, or an order."""
    fact = case.facts[i]
    if isinstance(fact, (Clarified, FeePaid)):
        return reply_clock(case.facts[: i + 1], fact.on, calendar, readings).start == fact.on
    return isinstance(fact, ReplyOrdered)


def extension_once(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A limit is extended once (Art. 33(2), reading number_of_extensions): a second extension is a warning."""
    if readings.get("number_of_extensions") == "several":
        return None
    first: Extended | None = None
    for i, fact in enumerate(case.facts):
        if fact.on > on:
            break
        if first and _begins_anew(case, i, calendar, readings):
            first = None
        if isinstance(fact, Extended) and first:
            words = Words(
                f"{first.on} 已延长答复期限，{fact.on} 又延长：按只能延长一次的解读，不发生延长答复期限的效力",
                f"the limit was extended on {first.on} and again on {fact.on}: of no effect under the reading that "
                "allows one extension",
            )
            rule = law_of(case, on, readings).rule("extension_max", fact.on)
            return Breach.of(case.number, "extension_once", rule, None, fact.on, 0, words, warning=True)
        if isinstance(fact, Extended) and _took_effect(case, i, calendar, readings):
            first = fact
    return None


def _took_effect(case: Case, i: int, calendar: WorkCalendar, readings: Readings) -> bool:
    """Say whether the extension at *i* moved the limit: one that was told too late or never approved moved nothing."""
    steps = reply_clock(case.facts[: i + 1], case.facts[i].on, calendar, readings).steps
    return any(step.op == "extend" and step.date == case.facts[i].on for step in steps)


def lapse_premature(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A request may be given up only after the requester's own limit has passed (Art. 30; 109号 Art. 6)."""
    law = law_of(case, on, readings)
    for i, fact in enumerate(case.facts):
        if isinstance(fact, Lapsed) and fact.on <= on:
            for last, rule in _requester_limit(case.facts[:i], fact.cause, calendar, law):
                if fact.on <= last:
                    words = Words(
                        f"申请人的期限至 {last}（含当日），{fact.on} 即视为放弃申请",
                        f"the requester had until {last}, included, yet the request was given up on {fact.on}",
                    )
                    return Breach.of(case.number, "lapse_premature", rule, last, fact.on, 0, words)
    return None


def _requester_limit(
    facts: tuple[Fact, ...], cause: LapseCause, calendar: WorkCalendar, law: GoverningLaw
) -> Iterator[tuple[date, Provision]]:
    """Yield the last day that the requester had, from the latest notice, and its provision, where the law has one."""
    for fact in reversed(facts):
        if cause is LapseCause.CLARIFICATION and isinstance(fact, ClarificationRequested):
            if rule := law.find("lapse_clarification", fact.on):
                yield fact.respond_by, rule
            return
        if cause is LapseCause.FEE and isinstance(fact, FeeNoticed):
            if rule := law.find("fee_payment", fact.on):  # before 2021 no text gave the requester a time to pay
                yield calendar.nth_working_day_after(fact.on, rule.count or 0, provisional=True), rule
            return
