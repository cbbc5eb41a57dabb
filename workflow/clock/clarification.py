"""Clarification (Art. 30): one notice, made in time, lets the limit begin anew when the corrected request comes."""

from __future__ import annotations

from ..events import ClarificationRequested, Clarified
from ..words import Words
from .draft import Draft

IF_CLARIFIED = Words("假定当日收到补正的申请", "as if the corrected request came that day")


def ask(draft: Draft, fact: ClarificationRequested) -> None:
    """Wait for the requester, unless the notice has no effect."""
    if draft.law.find("clarification", fact.on) is None:
        _warn_of_no_restart(draft, fact)
        return
    reason = _no_restart(draft, fact)
    if reason is not None:
        draft.warnings.append(reason)
        return
    draft.unclear = draft.unclear or fact


def _warn_of_no_restart(draft: Draft, fact: ClarificationRequested) -> None:
    """Say that a request to amend restarted nothing under the Regulation of 2007 (Art. 21(4))."""
    rule = draft.law.rule("clarification_notice", fact.on)
    draft.warn(
        f"{fact.on} 告知更改、补充：{rule.zh_citation()}未规定答复期限另行起算，期限照常计算",
        f"clarification was requested on {fact.on}: {rule.version} {rule.article} lets no limit begin anew",
    )


def _no_restart(draft: Draft, fact: ClarificationRequested) -> Words | None:
    """Return why the notice lets nothing begin anew, or ``None``."""
    if draft.clarified:
        return Words(
            f"{fact.on} 再次告知补正：补正应一次性告知（30），答复期限不再自收到补正的申请之日起计算",
            f"second clarification request on {fact.on}: Art. 30 knows only one, the clock does not restart",
        )
    if draft.too_late(fact.on):
        return Words(
            f"{fact.on} 告知补正时期限已于 {draft.due} 届满，答复期限不自收到补正的申请之日起计算",
            f"clarification was requested on {fact.on}, after the limit ran out on {draft.due}: no restart",
        )
    return _late_notice(draft, fact)


def _late_notice(draft: Draft, fact: ClarificationRequested) -> Words | None:
    days = draft.law.rule("clarification_notice", fact.on).count or 0
    last = draft.nth(draft.received_on, days)
    if fact.on <= last or draft.readings.get("late_clarification_notice") == "restart":
        return None
    return Words(
        f"补正告知于 {fact.on} 作出，已过 {last}（收到申请之日起第{days}个工作日），原答复期限仍然有效",
        f"clarification was requested on {fact.on}, after working day {days} ({last}): the old limit stays",
    )


def receive(draft: Draft, fact: Clarified) -> None:
    """Begin anew with the corrected request, where it was waited for."""
    if draft.unclear is None:
        return
    last = draft.unclear.respond_by
    if fact.on > last:
        draft.warn(
            f"补正于 {fact.on} 收到，已过补正期限 {last}；既已接受，答复期限自此日起计算",
            f"clarified on {fact.on}, after {last}; as it was accepted, the limit restarts",
        )
    draft.unclear, draft.reopened, draft.clarified = None, None, True
    draft.restart(fact.on, draft.law.rule("restart", fact.on))


def warn_of_silence(draft: Draft) -> None:
    """Say that the requester's own time has passed, so that the request may be given up."""
    if draft.unclear is None:
        return
    last = draft.unclear.respond_by
    if draft.reopened is not None:
        draft.warn(
            f"已于 {draft.reopened} 恢复办理：答复期限自收到补正的申请之日起计算（30）",
            f"the case was reopened on {draft.reopened}: the limit starts when the corrected request comes (30)",
        )
    elif draft.at > last:
        draft.warn(
            f"补正期限已于 {last} 届满而未补正：无正当理由的，视为放弃申请（30）",
            f"the requester had until {last} to clarify and did not: deemed abandoned (30)",
        )


def assume(draft: Draft) -> None:
    """Show the date as if the corrected request came on the day asked about, where it is still waited for."""
    if draft.unclear is not None:
        draft.unclear = None
        draft.restart(draft.at, draft.law.rule("restart", draft.at), IF_CLARIFIED)
