"""The fee (Art. 42, 国办函〔2020〕109号): while it is awaited the clock stands still, and payment sets it going again."""

from __future__ import annotations

from datetime import date

from ..events import FeeNoticed, FeePaid
from ..guards import paid_up
from ..words import Words
from .draft import Draft, Excluded

IF_PAID = Words("假定当日缴费", "as if the fee were paid that day")


def notice(draft: Draft, fact: FeeNoticed) -> None:
    """Wait for payment, unless the rules on fees were not in force or the limit had run out."""
    if draft.law.find("fee_payment", fact.on) is None:
        since = draft.readings.law.in_force_from("fee_payment")
        draft.warn(
            f"{fact.on} 的收费通知早于 {since}：信息处理费办法尚未施行，缴费后不重新计算",
            f"the fee notice of {fact.on} is before {since}, when the fee rules came into force: no restart",
        )
    elif draft.too_late(fact.on):
        draft.warn(
            f"收费通知于 {fact.on} 送达时期限已于 {draft.due} 届满，缴费后不重新计算",
            f"the fee notice of {fact.on} came after the limit ran out on {draft.due}: payment restarts nothing",
        )
    else:
        draft.unpaid = draft.unpaid or fact


def pay(draft: Draft, fact: FeePaid) -> None:
    """Go on after payment, where it was waited for, once the payments come to the amount noticed."""
    if not paid_up(draft.before(fact), fact):
        draft.warn(
            f"{fact.on} 缴费 {fact.amount} 元，尚未缴足：期限自缴足之日起算",
            f"{fact.amount} yuan were paid on {fact.on}, less than was noticed: the limit waits for the rest",
        )
    elif draft.unpaid is not None:
        _warn_if_late(draft, draft.unpaid, fact.on)
        _go_on(draft, draft.unpaid, fact.on, "")
        draft.fee_restarted = True


def _last_day(draft: Draft, noticed: FeeNoticed) -> date:
    return draft.nth(noticed.on, draft.law.rule("fee_payment", noticed.on).count or 0)


def _warn_if_late(draft: Draft, noticed: FeeNoticed, paid_on: date) -> None:
    last = _last_day(draft, noticed)
    if paid_on <= last:
        return
    if draft.readings.get("fee_restart_length") == "remainder":
        zh, en = "期限自此继续计算", "goes on from then"
    else:
        zh, en = "期限自此重新计算", "restarts"
    draft.warn(
        f"费用于 {paid_on} 缴清，已过缴费期限 {last}；既已接受，{zh}",
        f"paid on {paid_on}, after {last}; as it was accepted, the limit {en}",
    )


def _go_on(draft: Draft, noticed: FeeNoticed, on: date, subject: str | Words) -> None:
    """Go on after payment on the day *on*: anew, or with the rest of the limit (reading fee_restart_length)."""
    draft.unpaid = draft.reopened = None
    rule = draft.law.rule("fee_restart", on)
    if draft.readings.get("fee_restart_length") == "remainder":
        draft.exclude(Excluded(noticed.on, on, "", rule))
        queued, draft.queued = draft.queued, []
        for span in queued:
            draft.exclude(span)
    else:
        draft.restart(on, rule, subject)


def warn_of_silence(draft: Draft) -> None:
    """Say that the time for paying has passed, so that the request may be given up."""
    if draft.unpaid is None:
        return
    if draft.reopened is not None:
        draft.warn(
            f"已于 {draft.reopened} 恢复办理：期限自缴足费用之日起重新计算（30，109号 6）",
            f"the case was reopened on {draft.reopened}: the limit starts when the fee is paid (30, 109号 6)",
        )
        return
    last = _last_day(draft, draft.unpaid)
    if draft.at > last:
        draft.warn(
            f"缴费期限已于 {last} 届满而未缴费：视为放弃申请（109号 6）",
            f"the fee had to be paid by {last} and was not: deemed abandoned (109号 6)",
        )


def assume(draft: Draft) -> None:
    """Show the date as if the fee were paid on the day asked about, where it is still waited for."""
    if draft.unpaid is not None:
        _go_on(draft, draft.unpaid, draft.at, IF_PAID)
