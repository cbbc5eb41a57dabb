"""Extension (Art. 33(2)) and deferral (Art. 35): the organ takes more time, and tells the requester before its end."""

from __future__ import annotations

from datetime import date

from ..events import Deferred, Extended, ReasonsGiven
from ..unseen import says_something
from ..words import Words
from .draft import Draft
from .values import Step


def extend(draft: Draft, fact: Extended) -> None:
    """Add the working days of an extension to the due date, no more of them than the law allows."""
    for reason in _NO_EXTENSION:
        words = reason(draft, fact)
        if words is not None:
            draft.warnings.append(words)
            return
    rule = draft.law.rule("extension_max", fact.on)
    longest = rule.count or 0
    days = min(fact.workdays, longest - draft.extended_by)
    if days < fact.workdays:
        draft.warn(
            f"延长合计不得超过 {longest} 个工作日，{fact.on} 的延长只计 {days} 个工作日",
            f"extensions may not exceed {longest} working days: that of {fact.on} counts as {days}",
        )
    draft.extensions, draft.extended_by = draft.extensions + 1, draft.extended_by + days
    if days:
        draft.count("extend", rule, draft.due, days, on=fact.on)


def _while_waiting(draft: Draft, fact: Extended) -> Words | None:
    if not draft.waits():
        return None
    return Words(
        f"{fact.on} 的延长在等待申请人期间告知，期限自收到其补正的申请或者其缴费起计算后，须另行延长",
        f"the extension of {fact.on} was told while the clock waited for the requester: it restarts without it",
    )


def _too_late(draft: Draft, fact: Extended) -> Words | None:
    if not draft.too_late(fact.on):
        return None
    return Words(
        f"{fact.on} 告知延长时期限已于 {draft.due} 届满，不发生延长答复期限的效力",
        f"the extension told on {fact.on} came after the limit ran out on {draft.due}: no effect",
    )


def _unapproved(draft: Draft, fact: Extended) -> Words | None:
    if says_something(fact.approved_by):
        return None
    return Words(
        f"{fact.on} 的延长未经政府信息公开工作机构负责人同意，不发生延长答复期限的效力",
        f"the extension of {fact.on} names nobody who approved it: no effect",
    )


def _approved_too_late(draft: Draft, fact: Extended) -> Words | None:
    """An extension takes consent and notice, both while there is something to extend (33(2))."""
    if fact.approved_on is None or not draft.too_late(fact.approved_on):
        return None
    return Words(
        f"{fact.on} 告知的延长于 {fact.approved_on} 才经同意，期限已于 {draft.due} 届满，不发生延长答复期限的效力",
        f"the extension told on {fact.on} was approved on {fact.approved_on}, after the limit ran out on {draft.due}: "
        "no effect",
    )


def _after_deferral(draft: Draft, fact: Extended) -> Words | None:
    if not draft.deferred:
        return None
    return Words(f"已延迟答复，{fact.on} 的延长不计", f"already deferred: the extension of {fact.on} has no effect")


def _second(draft: Draft, fact: Extended) -> Words | None:
    if not draft.extensions or draft.readings.get("number_of_extensions") == "several":
        return None
    return Words(
        f"{fact.on} 再次延长：按一次延长为限的解读，不发生延长答复期限的效力",
        f"second extension on {fact.on}: without effect under the reading that allows one only",
    )


def _after_fee(draft: Draft, fact: Extended) -> Words | None:
    if not draft.fee_restarted or draft.readings.get("extension_after_fee") != "no":
        return None
    return Words(f"缴费后不得再延长：{fact.on}", f"no extension after the fee restart: {fact.on}")


# The first that holds is the one that is said.
_NO_EXTENSION = (_while_waiting, _too_late, _unapproved, _approved_too_late, _after_deferral, _second, _after_fee)


def give_reasons(draft: Draft, fact: ReasonsGiven) -> None:
    """Begin anew with the requester's reasons, under the reading of Art. 35 that takes them for a clarification."""
    rule = draft.law.find("reasons", fact.on)
    if rule is not None and draft.readings.get("art35_pause") == "restart" and not draft.too_late(fact.on):
        draft.restart(fact.on, rule)


def defer(draft: Draft, fact: Deferred, due_then: date) -> None:
    """Set the day to which the reply was deferred, told by *due_then*: the due date as it stood when it was told.

    It is compared with that day and not with the present one, for an answer that came later does not undo it.
    """
    rule = draft.law.find("deferral", fact.on)
    if rule is None:
        replied = draft.law.rule("reply", fact.on)
        draft.warn(
            f"{fact.on} 告知延迟至 {fact.until}：{replied.zh_title()}没有延迟答复的规定，不发生延长答复期限的效力",
            f"deferral to {fact.until} told on {fact.on}: {replied.version} knows no deferral; no effect",
        )
        return
    if (fact.on > due_then and not draft.stands_still()) or fact.until <= due_then:
        draft.warn(
            f"{fact.on} 告知延迟至 {fact.until}：应在期限届满（{due_then}）前告知且晚于该日，不发生延长答复期限的效力",
            f"deferral to {fact.until} told on {fact.on}: must be told by {due_then} and lie after it; no effect",
        )
        return
    _warn_without_reasons(draft, fact)
    draft.steps.append(Step("defer", rule, date=fact.on, before=draft.due, after=fact.until))
    draft.deferred, draft.due = True, draft.calendar.first_working_day_from(fact.until)
    if draft.due != fact.until:
        roll = draft.law.rule("roll", fact.on)
        draft.steps.append(Step("roll", roll, before=fact.until, after=draft.due))


def _warn_without_reasons(draft: Draft, fact: Deferred) -> None:
    if not any(isinstance(f, ReasonsGiven) and f.accepted and f.on <= fact.on for f in draft.facts):
        draft.warn(
            f"{fact.on} 延迟答复前未见申请人说明理由并经认可（35）",
            f"no reasons were given and accepted before the deferral of {fact.on} (35)",
        )
