"""Duties of manner: something was done in a way the law does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..events import (
    ClarificationRequested,
    Clarified,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    LapseCause,
    Lapsed,
    Position,
    Replied,
    ReplyOrdered,
    ThirdPartyAnswered,
)
from ..law import GoverningLaw, Readings
from ..outcomes import Outcome
from ..words import Words
from .breach import Breach


def clarification_once(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The requester may be asked to clarify once only (Art. 30: 一次性告知)."""
    asked = [f for f in case.first_round if isinstance(f, ClarificationRequested) and f.on <= on]
    if len(asked) < 2:
        return None
    words = Words(
        f"{asked[0].on} 已告知补正，{asked[1].on} 又告知补正；应当一次性告知",
        f"clarification was requested on {asked[0].on} and again on {asked[1].on}; it may be requested once",
    )
    article = GoverningLaw(readings.law, case.received_on).rule("clarification_once", asked[1].on).article
    return Breach(case.number, "clarification_once", article, None, asked[1].on, 0, words)


def extension_approved(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Somebody must have approved an extension (Art. 33(2): the head of the disclosure office)."""
    for fact in case.facts:
        if isinstance(fact, Extended) and fact.on <= on and not fact.approved_by.strip():
            words = Words(
                f"{fact.on} 延长答复期限未经政府信息公开工作机构负责人同意",
                f"nobody approved the extension of {fact.on}",
            )
            article = GoverningLaw(readings.law, case.received_on).rule("extension_approval", fact.on).article
            return Breach(case.number, "extension_approved", article, None, fact.on, 0, words)
    return None


def extension_length(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Extensions of one limit may not add up to more than the law allows (Art. 33(2): 20 working days)."""
    law, total = GoverningLaw(readings.law, case.received_on), 0
    for fact in case.facts:
        if fact.on > on:
            break
        if isinstance(fact, (Clarified, FeePaid, ReplyOrdered)):
            total = 0  # a limit that begins anew may be extended anew
        if isinstance(fact, Extended):
            rule, total = law.rule("extension_max", fact.on), total + fact.workdays
            if rule.count is not None and total > rule.count:
                words = Words(
                    f"{fact.on} 延长后合计 {total} 个工作日，最长不得超过 {rule.count} 个工作日",
                    f"with that of {fact.on} extensions add up to {total} working days; "
                    f"at most {rule.count} are allowed",
                )
                return Breach(case.number, "extension_length", rule.article, None, fact.on, 0, words)
    return None


def lapse_premature(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A request may be given up only after the requester's own limit has passed (Art. 30; 109号 Art. 6)."""
    law = GoverningLaw(readings.law, case.received_on)
    for i, fact in enumerate(case.facts):
        if isinstance(fact, Lapsed) and fact.on <= on:
            for last, article in _requester_limit(case.facts[:i], fact.cause, calendar, law):
                if fact.on <= last:
                    words = Words(
                        f"申请人的期限至 {last}（含当日），{fact.on} 即视为放弃",
                        f"the requester had until {last}, included, yet the request was given up on {fact.on}",
                    )
                    return Breach(case.number, "lapse_premature", article, last, fact.on, 0, words)
    return None


def _requester_limit(
    facts: tuple[Fact, ...], cause: LapseCause, calendar: WorkCalendar, law: GoverningLaw
) -> Iterator[tuple[date, str]]:
    """Yield the last day that the requester had, from the latest notice, and its article."""
    for fact in reversed(facts):
        if cause is LapseCause.CLARIFICATION and isinstance(fact, ClarificationRequested):
            yield fact.respond_by, law.rule("lapse_clarification", fact.on).article
            return
        if cause is LapseCause.FEE and isinstance(fact, FeeNoticed):
            rule = law.rule("fee_payment", fact.on)
            yield calendar.nth_working_day_after(fact.on, rule.count or 0, provisional=True), rule.article
            return


def consultation_ignored(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Disclosing against a third party's reasons wants a note of the public interest: a warning (Art. 32)."""
    objected: str | None = None
    for fact in case.facts:
        if fact.on > on:
            break
        if isinstance(fact, ThirdPartyAnswered) and fact.position is Position.OBJECTS_WITH_REASONS:
            objected = fact.party
        elif objected and fact.note and "公共利益" in fact.note:
            return None
        elif objected and isinstance(fact, Replied) and fact.outcome is Outcome.GRANTED:
            words = Words(
                f"{objected} 不同意公开且说明理由，仍予公开，未见公共利益的说明",
                f"{objected} objected with reasons, yet the information was granted without a note of public interest",
            )
            return Breach(case.number, "consultation_ignored", "32", None, fact.on, 0, words, warning=True)
    return None
