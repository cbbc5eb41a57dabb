"""The fifteen days to sue after reconsideration: after its decision, its refusal, or its silence (ALL 45, ARL 34)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...calendar import WorkCalendar
from ...case import Case
from ...events import (
    Fact,
    Procedure,
    ReconsiderationDecided,
    ReconsiderationFiled,
    ReconsiderationRefused,
)
from ...law import Provision, Readings, silence_review_first
from ...numbers import folded
from ...words import Words
from ..asked import SUIT, Asked, accepted, end, sued_on
from ..building import counted
from ..values import Deadline, Over, Step
from .act import act
from .contested import contested_by, silences
from .gates import gate
from .withdrawn import withdrawn_words


def windows_after_review(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the fifteen days after each decision and refusal, and those of a review organ that let its time pass."""
    asked = Asked.of(case, facts, on, calendar, readings)
    for at, fact in enumerate(facts):
        if isinstance(fact, ReconsiderationDecided):
            yield from _decided(asked, fact, at)
        elif isinstance(fact, ReconsiderationRefused):
            yield from _refused(asked, fact, at)
        elif isinstance(fact, ReconsiderationFiled):
            yield from _silent(asked, fact, at)


def _decided(asked: Asked, fact: ReconsiderationDecided, at: int) -> Iterator[Deadline]:
    rule = asked.law.find("litigation_after_reconsideration", fact.on)
    if rule is not None:
        filed = sued_on(asked.facts[at + 1 :], after_reconsideration=True)
        doubts = withdrawn_words(asked, fact, _filing(asked, at, fact.dispute))
        over = _over(fact.on, "的复议决定", "the decision of", fact.dispute)
        yield asked.limit(SUIT, asked.steps(rule, fact.on), filed, doubts, over)


def _refused(asked: Asked, fact: ReconsiderationRefused, at: int) -> Iterator[Deadline]:
    """Yield the fifteen days from a refusal to accept (ARL 34; SPC18 56(2) with ALL 45 where review was a choice)."""
    first = _had_to_come_first(asked, _filing(asked, at, fact.dispute))
    rule = asked.law.find("litigation_after_review_first" if first else "litigation_after_reconsideration", fact.on)
    if rule is not None:
        begins = None if first else asked.law.find("litigation_review_refused", fact.on)
        filed = sued_on(asked.facts[at + 1 :], after_reconsideration=True)
        over = _over(fact.on, "的复议不予受理决定", "the refusal of", fact.dispute)
        yield asked.limit(SUIT, asked.steps(rule, fact.on, begins), filed, over=over)


def _silent(asked: Asked, filed: ReconsiderationFiled, at: int) -> Iterator[Deadline]:
    """Yield the fifteen days from the end of the time for the review, once it has passed without a decision."""
    later = asked.facts[at + 1 :]
    ended_by = (ReconsiderationDecided, ReconsiderationRefused)
    if any(isinstance(f, ended_by) and folded(f.dispute) == folded(filed.dispute) for f in later):
        return
    review, doubts = _review_ends(asked, filed, later)
    ended = end(review)
    rule = _after_silence(asked, at, ended)
    if ended < asked.on and rule is not None:
        steps = [Step("start", review[1].rule, date=ended), *counted(asked.calendar, asked.law, rule, ended)]
        over = _over(ended, "届满仍未作出复议决定", "no decision by", filed.dispute)
        yield asked.limit(SUIT, steps, sued_on(later, after_reconsideration=True), doubts, over)


def _over(on: date, zh: str, en: str, dispute: str) -> Over:
    return Over(on, Words(f"{on} {zh}（{dispute}）", f"{en} {on} ({dispute})"))


def _after_silence(asked: Asked, at: int, ended: date) -> Provision | None:
    """Return the rule of the fifteen days: ARL 34 where reconsideration had to come first, else ALL 45."""
    first = _had_to_come_first(asked, at)
    return asked.law.find("litigation_after_review_first" if first else "litigation_review_silent", ended)


def _had_to_come_first(asked: Asked, at: int) -> bool:
    """Say whether what was contested by the filing with this number had to go to reconsideration before a suit."""
    over = contested_by(asked, at)
    contested = None if over is None else act(asked, over)
    if contested is not None:
        return bool(gate(contested, asked.readings))
    return any(silence_review_first(silence.ended, asked.readings) for silence in silences(asked, at))


def _filing(asked: Asked, at: int, dispute: str) -> int:
    """Return the number of the filing of *dispute* before the fact with the number *at*."""
    for n, fact in enumerate(asked.facts[:at]):
        if isinstance(fact, ReconsiderationFiled) and folded(fact.dispute) == folded(dispute):
            return n
    return at


def _review_ends(
    asked: Asked, filed: ReconsiderationFiled, later: tuple[Fact, ...]
) -> tuple[list[Step], tuple[Words, ...]]:
    """Return the steps to the end of the time for the review, and what of it is not recorded."""
    taken = accepted(later, filed.dispute)
    day = _deemed_accepted(asked, filed.on) if taken is None else taken.on
    simple = asked.law.find("reconsideration_decision_simple", day)
    ordinary = asked.law.rule("reconsideration_decision", filed.on if taken is None else day)
    if taken is None:
        return asked.steps(ordinary, day), (_not_accepted(day, simple is not None),)
    if simple is not None and taken.procedure is Procedure.SIMPLE:
        return asked.steps(simple, day), ()
    return asked.steps(ordinary, day), (_EXTENDED,)


_EXTENDED = Words(
    "复议期限是否延长（至多三十日）未记录", "whether the review was extended (thirty days at most) is not recorded"
)


def _not_accepted(day: date, simple: bool) -> Words:
    """Say what is taken for granted of a review; which procedure, only where there is a simple one."""
    if simple:
        return Words(
            f"复议受理日与审理程序未记录：按 {day} 受理、普通程序六十日推定，延长（至多三十日）未记录",
            f"acceptance and procedure are not recorded: taken as accepted on {day} and ordinary, sixty days; "
            "an extension (thirty days at most) is not recorded",
        )
    return Words(
        f"复议受理日未记录：按 {day} 受理、六十日推定，延长（至多三十日）未记录",
        f"acceptance is not recorded: taken as accepted on {day}, sixty days; an extension (thirty days at most) is not "
        "recorded",
    )


def _deemed_accepted(asked: Asked, filed: date) -> date:
    """Return the day on which a review counts as accepted: of receipt until 2023, since then after five working days."""
    if asked.law.find("reconsideration_deemed_accepted", filed) is None:
        return filed
    return end(counted(asked.calendar, asked.law, asked.law.rule("reconsideration_acceptance", filed), filed))
