"""The windows against a reply that never came, the first one or one that was ordered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...calendar import WorkCalendar
from ...case import Case
from ...events import Fact, OrderedBy, ReplyOrdered
from ...law import Readings, silence_reading, silence_review_first
from ...words import Words
from ..asked import REVIEW, SUIT, Asked, end, reviewed_on, sued_on
from ..awaited import ordered_limits
from ..values import Deadline, Over, Step
from .beside import sued_beside
from .contested import begun, later_over
from .gates import FIRST
from .otherwise import or_a_suit, or_review_first
from .suit import WhyNot, pending_words, transition_2015


def windows_after_silence(
    case: Case, facts: tuple[Fact, ...], missed: Deadline, on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows against a reply that never came, from the end of the missed limit (IR 16, SPC15 4, SPC18 66)."""
    asked = Asked.of(case, facts, on, calendar, readings)
    over = Over(missed.due, Words(f"{missed.due} 届满仍未答复", f"no reply by {missed.due}"))
    yield from _windows(asked, over, later_over(asked, begun(facts)))


def windows_after_order(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows against each reply that was ordered and never came, from the end of its limit."""
    asked = Asked.of(case, facts, on, calendar, readings)
    orders = (at for at, fact in enumerate(facts) if isinstance(fact, ReplyOrdered))
    for at, limit in zip(orders, ordered_limits(case, facts, on, calendar, readings), strict=True):
        if limit.done is None and limit.state == "missed":
            yield from _windows(asked, _over(facts[at], limit.due), later_over(asked, at), _of_a_judgment(facts[at]))


def _over(order: Fact, ended: date) -> Over:
    return Over(
        ended,
        Words(f"{ended} 届满仍未按 {order.on} 的责令答复", f"no reply by {ended}, as ordered on {order.on}"),
    )


def _windows(asked: Asked, over: Over, later: tuple[Fact, ...], doubts: WhyNot = ()) -> Iterator[Deadline]:
    """Yield both windows; why there is no suit is said by that for reconsideration.

    What was filed while the limit still ran was no remedy against its passing in silence (IR 16(1)(1), SPC18 66).
    """
    ended = over.on
    later = tuple(fact for fact in later if fact.on > ended)
    direct, why_not = _suit(asked, over, later, doubts)
    rule = asked.law.find("reconsideration_window", ended)
    if rule is not None:
        steps = asked.steps(rule, ended, asked.law.find("reconsideration_start_silence", ended))
        beside = () if silence_review_first(ended, asked.readings) else sued_beside(asked, later)
        yield asked.limit(REVIEW, steps, reviewed_on(later), (*doubts, *why_not, *beside), over)
        point = silence_reading(ended, asked.readings.law)
        if direct is not None and point is not None:
            direct = or_review_first(direct, [(point, "review_first")], end(steps))
    if direct is not None:
        yield direct


def _suit(asked: Asked, over: Over, later: tuple[Fact, ...], doubts: WhyNot) -> tuple[Deadline | None, WhyNot]:
    ended = over.on
    steps = silent_suit_steps(asked, ended)
    point = silence_reading(ended, asked.readings.law)
    if point is not None and silence_review_first(ended, asked.readings):
        otherwise = () if steps is None else (or_a_suit(point, "review_or_suit", end(steps)),)
        return None, (FIRST, _why_first(asked, ended), *otherwise)
    if steps is None:
        return None, (_no_end(asked), *_perhaps_six_months(asked, ended))
    filed, reviewed = sued_on(later), reviewed_on(later)
    limit = asked.limit(SUIT, steps, filed, (*doubts, *_by_reading(asked, ended), *_coming(asked, ended)), over)
    if reviewed is not None and reviewed <= limit.due and (filed is None or reviewed < filed):
        return None, pending_words(asked, reviewed)
    return limit, ()


def silent_suit_steps(asked: Asked, ended: date) -> list[Step] | None:
    """Return the steps of the six months to sue; ``None`` where no text, as it is read, says until when."""
    rule = asked.law.find("litigation_non_reply", ended)
    if rule is not None:
        return asked.steps(rule, ended)
    six_months = asked.readings.get("silence_before_2015") == "six_months"
    return _under_the_transition(asked, ended) if six_months else None


def _under_the_transition(asked: Asked, ended: date) -> list[Step] | None:
    """Return the six months that were still running when they became law (SPC15 26(1)); ``None`` where they were over."""
    since = asked.readings.law.in_force_from("litigation_non_reply")
    transition = transition_2015(asked, since)
    if transition is None or ended >= since:
        return None
    steps = asked.steps(asked.law.rule("litigation_non_reply", since), ended, transition)
    return steps if end(steps) >= since else None


def _by_reading(asked: Asked, ended: date) -> WhyNot:
    """Say that no text ends the time to sue, and by which reading it has an end."""
    since = asked.readings.law.in_force_from("litigation_non_reply")
    if ended >= since:
        return ()
    return (
        Words(
            f"所见文本未规定 {since} 前逾期不答复的起诉期限终日，此处按解读 silence_before_2015 为六个月",
            f"no text read says until when a suit over want of a reply before {since} was open: six months by the reading "
            "silence_before_2015",
        ),
    )


def _why_first(asked: Asked, ended: date) -> Words:
    """Say by which reading reconsideration comes first: where the revised regulation and the interpretation disagree, too."""
    if silence_reading(ended, asked.readings.law) == "non_reply_remedy":
        return Words(
            "逾期不答复属未履行法定职责（行政复议法第二十三条第一款第三项）：按解读 non_reply_remedy",
            "want of a reply is a failure to perform a duty (ARL 23(1)(3)): by the reading non_reply_remedy",
        )
    return Words(
        "逾期不答复：行政复议法实施条例（2026年）第三十条属复议前置，法释〔2025〕8号第二条第二款则复议、诉讼均可；"
        "此处从稳妥（解读 silence_review_first）",
        "want of a reply: IR 30 (2026) puts it under review first, SPC25 2(2) leaves the choice; the safe course is taken "
        "(reading silence_review_first)",
    )


def _coming(asked: Asked, ended: date) -> WhyNot:
    """Say that from 2026-07-01 a suit over older silence may be turned away too."""
    since = asked.readings.law.in_force_from("review_first_silence")
    rule = asked.law.find("litigation_non_reply", ended)
    if rule is None or not ended < since <= end(asked.steps(rule, ended)):
        return ()
    return (
        Words(
            f"自 {since} 起逾期不答复可能应当先申请行政复议，此前届满的期限是否适用未见规定",
            f"from {since} want of a reply may have to go to reconsideration first; no text says whether that "
            "reaches limits that ended before",
        ),
    )


def _no_end(asked: Asked) -> Words:
    since = asked.readings.law.in_force_from("litigation_non_reply")
    return Words(
        f"{since} 前逾期不答复的，期限届满后即可起诉，所见文本未规定起诉期限的终日（法释〔2000〕8号第三十九条）",
        f"before {since} a suit over want of a reply was open once the limit had passed; no text read says until when "
        "(SPC00 39)",
    )


def _perhaps_six_months(asked: Asked, ended: date) -> WhyNot:
    """Say until when a suit was open by the other reading: if the transition reached a time that no text had ended."""
    steps = _under_the_transition(asked, ended)
    if steps is None:
        return ()
    rule, due = steps[0].rule, end(steps)
    return (
        Words(
            f"另一解读（silence_before_2015=six_months）：{rule.in_force_from} 尚未届满，为六个月，至 {due}〔{rule.zh_citation()}〕",
            f"another reading (silence_before_2015=six_months): still running on {rule.in_force_from}, so six months, "
            f"until {due} [{rule.version} {rule.article}]",
        ),
    )


def _of_a_judgment(order: Fact) -> WhyNot:
    if not isinstance(order, ReplyOrdered) or order.ordered_by is not OrderedBy.COURT:
        return ()
    return (
        Words(
            "生效判决未履行的，可以申请法院执行；能否另行复议、起诉有争议",
            "a judgment that is not obeyed may be enforced by the court; whether it opens new remedies is disputed",
        ),
    )
