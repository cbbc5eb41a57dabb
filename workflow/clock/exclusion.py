"""Exclusion (Art. 33(3)): the time of a consultation does not count; what comes after the limit moves nothing."""

from __future__ import annotations

from ..events import AgencyConsulted
from ..words import Words
from .consultations import Consultation, bounds
from .draft import Draft, Excluded


def send(draft: Draft, sent: Consultation) -> None:
    """Leave out the days up to the answer, the end of the other side's time, or the day asked about."""
    until = min(d for d in (sent.answered, sent.expires, draft.at) if d is not None)
    span = Excluded(
        *bounds(sent.sent, until, sent.answered, draft.readings),
        sent.name,
        draft.law.rule("exclusion", sent.sent),
    )
    late = span.since >= draft.due and not draft.stands_still()
    if not late and sent.answered is None and (sent.expires is None or sent.expires >= draft.at):
        draft.consulting = True
        draft.unlimited = draft.unlimited or sent.expires is None
    if late or (draft.deferred and not draft.waits()):
        _warn_too_late(draft, sent)
        draft.excluded.append(span)  # it counts again should the limit run anew
        return
    draft.exclude(span)


def consult(draft: Draft, fact: AgencyConsulted) -> None:
    """Say where the time of another organ counts, as under the Regulation of 2007 (Art. 24(3): third parties only)."""
    if draft.law.find("agency_answer", fact.on) is None:
        rule = draft.law.rule("exclusion", fact.on)
        draft.warn(
            f"{fact.on} 征求{fact.agency}意见：{rule.zh_citation()}只规定征求第三方意见所需时间不计算在期限内，期限照常计算",
            f"{fact.agency} was consulted on {fact.on}: {rule.version} {rule.article} leaves out the time of third "
            "parties only",
        )


def hear_late(draft: Draft, sent: Consultation) -> None:
    """Leave out the time up to an answer that came after the other side's time, unless the reading caps it.

    Up to that day it was counted, so such an answer cannot revive a limit that has run out meanwhile.
    """
    assert sent.answered is not None
    assert sent.expires is not None
    if draft.deferred or draft.too_late(sent.answered):
        return
    if draft.readings.get("consultation_boundary") == "capped":
        draft.warn(
            f"{sent.name}于 {sent.answered} 才提出意见，15个工作日已于 {sent.expires} 届满（自送达之日起算，送达日未记录的"
            "自发出之日起算），其后的日数照常计算",
            f"{sent.name} answered on {sent.answered}, after the 15 working days had ended on {sent.expires} (counted from "
            "service, or from sending where that is not recorded): the days after them count",
        )
        return
    span = bounds(sent.expires, sent.answered, sent.answered, draft.readings, first=False)
    draft.exclude(Excluded(*span, sent.name, draft.law.rule("exclusion", sent.sent)))


def _warn_too_late(draft: Draft, sent: Consultation) -> None:
    last = sent.sent == draft.due
    when = Words("当日为届满日，已无剩余期限", "the last day") if last else Words("期限已届满", "after the last day")
    draft.warn(
        f"{sent.sent} 征求{sent.name}意见时{when.zh}，不影响答复期限",
        f"{sent.name} was consulted on {sent.sent}, {when.en}, when no time was left: nothing is excluded",
    )
