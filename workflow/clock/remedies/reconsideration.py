"""The window for reconsideration (ARL 9 until 2023, ARL 20 since): sixty days from knowing, and what lengthens them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import attrs

from ...events import DisputeResult, LitigationAppealed, LitigationDecided, LitigationFiled, Replied
from ...law import Provision
from ...numbers import folded
from ...words import Words
from ..asked import REVIEW, Asked, earlier, end, reviewed_on
from ..building import count, rolled
from ..values import Deadline, Step
from .act import Act
from .beside import sued_beside
from .gates import gate


def reconsideration(asked: Asked, act: Act, why_no_suit: tuple[Words, ...]) -> Iterator[Deadline]:
    """Yield the window against *act*; it says too why there is no direct suit."""
    rule = asked.law.find("reconsideration_window", act.known)
    if rule is None:
        return
    not_told = asked.law.find("reconsideration_not_told", act.known) if act.told is False else None
    steps = [Step("start", act.begins or rule, date=act.known), count(asked.calendar, not_told or rule, act.known)]
    lost = _lost_in_court(asked, act, steps)
    beside = () if gate(act, asked.readings) else sued_beside(asked, act.later)
    warnings = (*act.doubts, *act.without_effect, *why_no_suit, *beside, *_told_words(asked, act, not_told))
    limit = _limit(asked, act, steps, warnings)
    yield limit if lost is None else _lengthened(asked, act, limit, _limit(asked, act, [*steps, lost], warnings))


def _limit(asked: Asked, act: Act, steps: list[Step], warnings: tuple[Words, ...]) -> Deadline:
    """Return the window at the end of *steps*, rolled off a day off, and never past the longest period."""
    within = earlier(rolled(asked.calendar, asked.law, steps), _longest(asked, act))
    return asked.limit(REVIEW, within, reviewed_on(act.later), warnings, act.over)


def _lengthened(asked: Asked, act: Act, plain: Deadline, longer: Deadline) -> Deadline:
    """Return the *longer* window without the time in court, whose safe day is that of the *plain* one.

    IR 26 leaves out the time up to a ruling that turns the suit away. The book says of such a suit no more than
    *other*, which a suit that was withdrawn is too.
    """
    pending = _dismissed(asked, act)[1] is None and longer.state == "running"
    doubts = () if plain.due == longer.due else (_if_withdrawn(plain.due),)
    return attrs.evolve(
        longer,
        state="tolled" if pending else longer.state,
        safe_due=plain.due,
        warnings=(*longer.warnings, *doubts),
    )


def _if_withdrawn(due: date) -> Words:
    return Words(
        f"诉讼期间只在裁定驳回起诉时不计入；若系撤诉或者以其他方式结案，期限至 {due}",
        f"the time in court is left out only where a ruling turns the suit away; if it was withdrawn, or ended otherwise, "
        f"the window ends on {due}",
    )


def _longest(asked: Asked, act: Act) -> list[Step] | None:
    """Return the steps of the longest period, from the act itself (ARL 21), which no window outlives."""
    if act.known == act.fact.on:  # years from the day on which sixty days, or one year, begin: nothing to compare
        return None
    rule = asked.law.find("reconsideration_longest", act.known)
    return None if rule is None else asked.steps(rule, act.fact.on)


def _told_words(asked: Asked, act: Act, not_told: Provision | None) -> tuple[Words, ...]:
    if act.told is not False:
        return ()
    if not_told is None:
        return (
            Words(
                "答复未告知复议权利；当时的行政复议法没有因此延长期限的规定",
                "the answer did not tell of reconsideration; the law of its day lengthens nothing for that",
            ),
        )
    return (
        Words(
            "答复未告知复议权利：自得知复议权利、机关和期限之日起六十日，最长一年，得知之日未记录",
            "the answer did not tell of reconsideration: sixty days from learning of it, at most a year; "
            "the day of learning is not recorded",
        ),
    )


def _lost_in_court(asked: Asked, act: Act, steps: list[Step]) -> Step | None:
    """Return the step that leaves out the time in court of a requester who was not told of review first (IR 26)."""
    fact = act.fact
    if not isinstance(fact, Replied) or fact.review_first_told is not False or not gate(act, asked.readings):
        return None
    filed, dismissed = _dismissed(asked, act)
    due = end(steps)
    if filed is None or filed > end(rolled(asked.calendar, asked.law, steps)):
        return None
    until = dismissed or asked.on
    rule = asked.law.find("gate_not_told", until)
    if rule is None:
        return None
    before = max(filed - timedelta(days=1), act.known)  # the day of knowing does not count anyway
    days = (until - before).days
    return Step("exclude", rule, length=days, since=before, until=until, before=due, after=due + timedelta(days=days))


def _dismissed(asked: Asked, act: Act) -> tuple[date | None, date | None]:
    """Return the day of the first direct suit over *act* that was dismissed or is pending, and of its dismissal."""
    for fact in act.later:
        if not isinstance(fact, LitigationFiled) or fact.after_reconsideration:
            continue
        ended = _ended(act, fact.dispute)
        if ended is None:
            return fact.on, None
        if ended.result is DisputeResult.OTHER:
            return fact.on, ended.on
    return None, None


def _ended(act: Act, dispute: str) -> LitigationDecided | None:
    """Return the last decision of a suit; ``None`` while there is none, or an appeal has opened the suit again."""
    told = (f for f in reversed(act.later) if isinstance(f, (LitigationDecided, LitigationAppealed)))
    last = next((f for f in told if folded(f.dispute) == folded(dispute)), None)
    return last if isinstance(last, LitigationDecided) else None
