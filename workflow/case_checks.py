"""Checks of a case before it records: a fact or a correction that cannot be is :class:`Refused`, and the case says which."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date
from typing import TYPE_CHECKING

from . import articles, machine, second_dates
from .articles import Articles, law_before
from .errors import InvalidFact, OutOfOrder
from .events import KIND_ZH, Fact, Received, Rectified
from .folding import judging
from .guards import Before
from .history import BEIJING, Entry
from .home import Home
from .machine import Refused
from .recordable import check_recordable
from .rules import RuleSpan
from .stages import Matter, Stage
from .words import Words, counted

if TYPE_CHECKING:
    from .law import GoverningLaw

# Under the first rules such a correction could name a fact that is not there, and then did nothing.
_SAME_FACT = RuleSpan(2)
_GOVERNED = RuleSpan(2)

CALLED = KIND_ZH | {stage.value: stage.zh for stage in Stage}
"""The Chinese words of kinds and stages, by which a refusal calls them."""


def fold_guarded(
    number: str, history: Sequence[Entry], facts: Sequence[Fact], judged_by: Sequence[int], home: Home | None
) -> tuple[Stage, frozenset[Matter]]:
    """Fold the *facts* that hold of a history through the machine; raise :class:`OutOfOrder` naming the first that cannot."""
    stage: Stage | None = None
    outstanding: frozenset[Matter] = frozenset()
    if not any(isinstance(fact, Received) for fact in facts):
        nothing = Words(
            "收到申请的记录不能删去，只能更正；本来不是申请的，记作废（voided）",
            "the receipt can be corrected, not struck out; what was no request is made void (voided)",
        )
        act = history[-1].fact.on
        article, under = articles.ORDER.cited(law_before(history[0].fact.on, act, home), act)
        raise OutOfOrder(number, "rectified", None, nothing, article, (), under, CALLED)
    for n, fact in enumerate(facts):
        try:
            stage, outstanding = machine.step(stage, outstanding, fact, facts[:n], judged_by[:n], judged_by[n], home)
        except Refused as refused:
            zh, en = with_its_day(refused, Before(stage, outstanding, facts[:n], home), facts[n:], judged_by).reason
            named = Words(f"{fact.on} 的{fact.zh}：{zh}", f"{fact.kind} of {fact.on}: {en}")
            law = law_before(facts[0].on, fact.on, home)
            raise out_of_order(number, fact, stage, Refused(named, refused.articles, fact.on), [], law) from None
    assert stage is not None, "a receipt leads to a stage"
    return stage, outstanding


def with_its_day(refused: Refused, before: Before, later: Sequence[Fact], judged_by: Sequence[int]) -> Refused:
    """Return the refusal of the first of *later* facts with the one after it that it had to wait for: a day is wrong.

    *before* is the case ahead of them all, *judged_by* the rules of every fact of it.
    """
    awaited = _awaited(before, later, judged_by)
    if awaited is None:
        return refused
    (zh, en), day = refused.reason, later[0].on
    there = (
        Words(f"{before.stage.zh}阶段", before.stage.value) if before.stage else Words("尚未登记", machine.NOT_RECEIVED)
    )
    return Refused(
        Words(
            f"{zh}；{day} 案件{there.zh}，{awaited.zh}在 {awaited.on}：请核对日期",
            f"{en}; on {day} the stage was {there.en}, and {awaited.kind} is of {awaited.on}: check the dates",
        ),
        refused.articles,
        refused.on,
    )


def _awaited(before: Before, later: Sequence[Fact], judged_by: Sequence[int]) -> Fact | None:
    """Return the first fact after which the first of *later* ones could have been recorded, None where there is none."""
    (stage, outstanding, facts, home), (fact, *others) = before, later
    place = len(facts)
    known = tuple(judged_by[:place])
    for n, other in enumerate(others, place + 1):
        with suppress(Refused):  # one that waits too is passed over
            stage, outstanding = machine.step(stage, outstanding, other, facts, known, judged_by[n], home)
            facts, known = (*facts, other), (*known, judged_by[n])
            machine.step(stage, outstanding, fact, facts, known, judged_by[place], home)
            return other
    return None


def check_recorded(entry: Entry) -> None:
    """Refuse an entry whose fact, or what that puts in the place of another, lies after the day of its recording."""
    at, new = entry.recorded_at, entry.fact
    if at is None:
        return
    _check_second_dates(entry)
    if at.tzinfo is UTC and new.on <= at.date() and type(new) is not Rectified:
        return  # in Beijing the day is never earlier than in UTC
    recorded_on = at.astimezone(BEIJING).date()
    for fact in (new, new.replacement if isinstance(new, Rectified) else None):
        if fact is not None and fact.on > recorded_on:
            reason = Words(
                f"日期 {fact.on} 晚于记录之日 {recorded_on}，登记簿只记录已经发生的事",
                f"{fact.on} is after the day of recording, {recorded_on}, and a register records what has happened",
            )
            raise Refused(reason, Articles(), new.on)


def _check_second_dates(entry: Entry, of: Fact | None = None) -> None:
    """Refuse an entry whose fact, or the replacement *of* it, says that something happened after it was recorded."""
    fact, at = of or entry.fact, entry.recorded_at
    if at is None or fact.kind not in second_dates.HAPPENED or not second_dates.SINCE.covers(entry.rules):
        return
    if all(getattr(fact, name) is None for name in second_dates.HAPPENED[fact.kind]):
        return
    reason = second_dates.not_yet(fact, at.astimezone(BEIJING).date())
    if reason is not None:
        raise Refused(reason, articles.ORDER, entry.fact.on)


def check_rectification(history: Sequence[Entry]) -> None:
    """Refuse the rectification with which *history* ends, where what it mends or puts in its place cannot be.

    Whether the history so mended is possible is not asked here: :func:`fold_guarded` tells.
    """
    *before, entry = history
    fact = entry.fact
    assert isinstance(fact, Rectified)
    if fact.event_no > len(before):
        reason = Words(
            f"本案只有 {len(before)} 条记录，没有第 {fact.event_no} 条",
            f"the case has {counted(len(before), 'fact')}, none with the number {fact.event_no}",
        )
        raise Refused(reason, articles.ORDER, fact.on)
    _check_replacement(before, entry, fact)
    other = _of_another_fact(fact, before[fact.event_no - 1].fact, entry.rules)
    if other is not None:
        raise Refused(other, articles.ORDER, fact.on)


def _check_replacement(before: Sequence[Entry], entry: Entry, fact: Rectified) -> None:
    """Refuse a replacement in *entry* that the rules which judge it do not take, and those within it."""
    inner, rules = fact.replacement, entry.rules
    if inner is None:
        return
    there = fact.event_no <= len(before)  # what stands within may name a fact that is not there
    replaced = before[fact.event_no - 1].rules if there else rules
    judged_by = judging(inner, replaced, rules)
    check_recordable(inner, judged_by)
    _check_second_dates(entry._replace(rules=judged_by), inner)
    if isinstance(inner, Rectified):
        _check_replacement(before, entry, inner)


def _of_another_fact(fact: Rectified, replaced: Fact, rules: int) -> Words | None:
    """Return why a correction may not stand in the place of *replaced*: it may in that of one of the same fact alone."""
    inner = fact.replacement
    if not isinstance(inner, Rectified):
        return None
    if not isinstance(replaced, Rectified):
        return Words("更正只能由更正取代", "a rectification may take the place of a rectification only")
    same = inner.event_no == replaced.event_no and not isinstance(inner.replacement, Rectified)
    if same or not _SAME_FACT.covers(rules):
        return None
    return Words(
        f"第 {fact.event_no} 条更正的是第 {replaced.event_no} 条记录，取代它的更正也只能针对该条",
        f"fact {fact.event_no} mends fact {replaced.event_no}; what takes its place must mend the same fact",
    )


def check_governed(received: Fact, home: Home | None, rules: int, before: date | None = None) -> None:
    """Refuse a receipt, or its correction, on a day on which the law of *home* has no rule for the reply.

    A receipt that stood on such a day *before* its correction may stay on one: older books hold some, whose cases cannot
    be reckoned and are passed over. Without a home there is no law to ask. Raises ``InvalidFact``.
    """
    if home is None or not _GOVERNED.covers(rules):
        return
    law = home.law
    if law.find("reply", received.on) is not None or (before is not None and law.find("reply", before) is None):
        return
    first = law.in_force_from("reply")
    allowed = Words(
        f"有规定施行之日（条例自 {first} 起施行）；请核对年份",
        f"a day on which a law is in force (the first since {first}); is the year right?",
    )
    raise InvalidFact("on", received.on.isoformat(), allowed, received.kind)


def out_of_order(
    number: str, fact: Fact, stage: Stage | None, refused: Refused, lawful: Sequence[str], law: GoverningLaw
) -> OutOfOrder:
    """Return the refusal of a fact, with where the case stands, what is possible from there, and the articles of *law*."""
    article, under = refused.articles.cited(law, refused.on)
    return OutOfOrder(number, fact.kind, stage and stage.value, refused.reason, article, lawful, under, CALLED)


__all__ = [
    "CALLED",
    "check_governed",
    "check_recorded",
    "check_rectification",
    "fold_guarded",
    "out_of_order",
    "with_its_day",
]
