"""The window for a direct suit (ALL 39 until 2015-04-30, ALL 46 since): from knowing, unless a gate or a bar stands before it."""

from __future__ import annotations

from datetime import date, timedelta

import attrs

from ...law import Provision, Readings
from ...words import Words
from ..asked import SUIT, Asked, earlier, end, reviewed_on, sued_on
from ..other_readings import combined, other_dates
from ..values import Deadline, Step
from .act import Act
from .gates import bar, bar_words, barred_on, coming_bar, gate, gate_words, of_a_refusal, repeat_words
from .otherwise import or_a_suit, other_gates

WhyNot = tuple[Words, ...]
_DISPUTED = ("not_told_2015",)


def suit(asked: Asked, act: Act) -> tuple[Deadline | None, WhyNot]:
    """Return the window for a direct suit against *act*, or ``None`` and why there is none."""
    steps = suit_steps(asked, act)
    if steps is None:
        return None, (_no_law(act.known),)
    suing = sued_on(act.later) or min(asked.on, end(steps))
    required = gate(act, asked.readings, suing)
    if required:
        otherwise = (or_a_suit(*option, end(steps)) for option in other_gates(act, asked.readings, suing))
        return None, (*gate_words(act, required, asked.readings), *otherwise)
    return _open(asked, act, steps)


def _open(asked: Asked, act: Act, steps: list[Step]) -> tuple[Deadline | None, WhyNot]:
    """Return the window unless courts do not take the suit on the day of suing, or reconsideration is under way."""
    due, filed, reviewed = end(steps), sued_on(act.later), reviewed_on(act.later)
    rules, day = bar(act, asked.readings), filed or min(asked.on, due)
    barred = barred_on(rules, day)
    if barred is not None:
        otherwise = (or_a_suit("repeat_after_refusal", "suable", due),) if of_a_refusal(act.fact) else ()
        return None, (*bar_words(barred, due), *otherwise)
    if reviewed is not None and reviewed <= due and (filed is None or reviewed < filed):
        return None, pending_words(asked, reviewed)
    words = (*act.doubts, *_told_words(act), *coming_bar(rules, day, due), *repeat_words(act, asked.readings, due))
    return _with_readings(asked, act, asked.limit(SUIT, steps, filed, words, act.over)), ()


def suit_steps(asked: Asked, act: Act) -> list[Step] | None:
    """Return the steps of a direct suit: the ordinary time, or that of who was not told; never past the longest."""
    not_told = asked.law.find("litigation_not_told", act.known) if act.told is False else None
    if not_told is not None:
        steps: list[Step] | None = asked.steps(not_told, act.known)
        if _disputed_year(asked, act.known) and asked.readings.get("not_told_2015") == "one_year":
            steps = asked.steps(_next(asked, not_told), act.known)
    else:
        steps = direct_steps(asked, act.known)
    longest = asked.law.find("litigation_longest", act.known)
    if steps is None or longest is None or act.known == act.fact.on:  # known at once: the longest ends later
        return steps
    return earlier(steps, asked.steps(longest, act.fact.on))


def direct_steps(asked: Asked, known: date) -> list[Step] | None:
    """Return the steps of the ordinary time to sue; one still running on 2015-05-01 becomes six months (SPC15 26(1))."""
    rule = asked.law.find("litigation_direct", known)
    if rule is None:
        return None
    steps = asked.steps(rule, known)
    transition = transition_2015(asked, end(steps))
    if transition is None or known >= transition.in_force_from:
        return steps
    return asked.steps(asked.law.rule("litigation_direct", transition.in_force_from), known, transition)


def transition_2015(asked: Asked, on: date) -> Provision | None:
    """Return the transition into the law of 2015 as in force on that day; a law may be read that has none."""
    id = "litigation_transition_2015"
    return asked.law.find(id, on) if id in asked.readings.law else None


def _next(asked: Asked, rule: Provision) -> Provision:
    """Return the version that came after *rule*, or itself where none did."""
    last = rule.in_force_to
    return rule if last is None else asked.law.find(rule.id, last + timedelta(days=1)) or rule


def pending_words(asked: Asked, reviewed: date) -> WhyNot:
    """Say that a reconsideration was asked for, which ends the time of a direct suit (SPC18 57, 59)."""
    rule = asked.law.rule("litigation_review_pending", reviewed)
    return (
        Words(
            f"已于 {reviewed} 申请行政复议，不再直接起诉，起诉期限自复议结果起算〔{rule.zh_citation()}〕",
            f"reconsideration was asked for on {reviewed}: no direct suit, and the time to sue runs from its result "
            f"[{rule.version} {rule.article}]",
        ),
    )


def _disputed_year(asked: Asked, known: date) -> bool:
    """Say whether *known* lies where it is disputed how long one may sue who was not told (reading not_told_2015)."""
    return transition_2015(asked, known) is not None


def _with_readings(asked: Asked, act: Act, limit: Deadline) -> Deadline:
    """Return *limit* with what other readings make of it, and the safe day under all of them."""
    if act.told is not False or not _disputed_year(asked, act.known):
        return limit

    def due(readings: Readings) -> date:
        steps = suit_steps(asked._replace(readings=readings), act)
        assert steps is not None
        return end(steps)

    others = tuple(other_dates(_DISPUTED, asked.readings, due, limit.due))
    return attrs.evolve(limit, readings=others, safe_due=min(map(due, combined(_DISPUTED, asked.readings))))


def _told_words(act: Act) -> WhyNot:
    if act.told is not False:
        return ()
    return (
        Words(
            "答复未告知起诉期限：自得知之日起算，此为最长期限，得知之日未记录",
            "the answer did not tell of the time to sue: it runs from learning of it, and this is the longest; "
            "the day of learning is not recorded",
        ),
    )


def _no_law(known: date) -> Words:
    return Words(
        f"未收录 {known} 施行的起诉期限规定，起诉期限不明",
        f"no rule on the time to sue in force on {known} is encoded: that time is not known",
    )
