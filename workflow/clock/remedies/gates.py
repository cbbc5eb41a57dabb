"""Gates before a court: reconsideration first, and what courts do not take at all."""

from __future__ import annotations

from datetime import date

from ...events import Fact, Replied
from ...law import Provision, Readings, ReviewFirst, review_first
from ...outcomes import Outcome
from ...words import Words
from .act import Act

# Answers that no court takes (SPC11 2, SPC25 10(2)); reconsideration stays open for all (ARL 11(14)).
BARRED = {
    Outcome.NOT_PROCESSED_REPEAT: "not_suable_repeat",
    Outcome.REFUSED_REGISTRY_QUERY: "not_suable_registry",
    Outcome.UNAVAILABLE_NEEDS_CREATION: "not_suable_creation",
    Outcome.NOT_PROCESSED_PETITION: "not_suable_petition",
    Outcome.NOT_PROCESSED_PUBLICATION: "not_suable_publication",
}

FIRST = Words(
    "应当先申请行政复议（复议前置）",
    "reconsideration must come first: no direct suit",
)


def gate(act: Act, readings: Readings, suing: date | None = None) -> ReviewFirst:
    """Say whether reconsideration must come before a suit over *act*, by the law of the day on which it was known.

    What courts take is asked for the day of *suing*, where it is given.
    """
    fact = act.fact
    if not isinstance(fact, Replied):
        return ReviewFirst.NO
    return review_first(fact.outcome, act.known, readings, fact.articles, suing)


def gate_words(act: Act, required: ReviewFirst, readings: Readings) -> tuple[Words, ...]:
    """Say that reconsideration comes first, and what of it is inferred or disputed."""
    if not required:
        return ()
    words = [FIRST if required is ReviewFirst.REQUIRED else INFERRED]
    since = readings.law.in_force_from("review_first")
    if act.fact.on < since <= act.known:
        words.append(
            Words(
                f"答复作出于 {since} 之前、送达于其后，复议前置是否适用有争议，此处按知道之日",
                f"answered before {since} and known after it: whether reconsideration comes first is disputed; "
                "the day of knowing is taken",
            )
        )
    return tuple(words)


INFERRED = Words(
    "推定：部分公开中不予公开的部分应当先申请行政复议（复议前置），法律未写明部分公开",
    "inferred: reconsideration must come first for the refused part, though the law does not name partial grants",
)


def bar(act: Act, readings: Readings) -> tuple[Provision, ...]:
    """Return the versions of the rule by which no court takes a suit over *act*, oldest first; none where it is open."""
    fact = act.fact
    id = BARRED.get(fact.outcome) if isinstance(fact, Replied) else None
    if id is None or not isinstance(fact, Replied):
        return ()
    if fact.outcome is Outcome.NOT_PROCESSED_REPEAT and not fact.earlier_granted:
        suable = readings.get("repeat_after_refusal") == "suable"
        return () if suable else readings.law.versions(id)
    return readings.law.versions(id)


def barred_on(rules: tuple[Provision, ...], day: date) -> Provision | None:
    """Return the rule by which no court takes a suit brought on *day*, or ``None``."""
    return next((rule for rule in rules if rule.in_force(day)), None)


def bar_words(rule: Provision, until: date) -> tuple[Words, ...]:
    """Say that no court takes the suit, and from when one does where that comes before *until*."""
    barred = Words(
        f"对此类答复提起诉讼的，人民法院不予受理〔{rule.zh_citation()}〕",
        f"no court takes a suit over such an answer [{rule.version} {rule.article}]",
    )
    ends = rule.in_force_to
    if ends is None or ends >= until:
        return (barred,)
    return barred, Words(f"该规定施行至 {ends}", f"that rule is in force until {ends}")


def coming_bar(rules: tuple[Provision, ...], day: date, until: date) -> tuple[Words, ...]:
    """Say from which day on no court takes the suit any more, where a bar begins after *day* and by *until*."""
    coming = next((rule for rule in rules if day < rule.in_force_from <= until), None)
    if coming is None:
        return ()
    first = coming.in_force_from
    return (
        Words(
            f"自 {first} 起提起诉讼的，人民法院不予受理〔{coming.zh_citation()}〕",
            f"from {first} on no court takes a suit over such an answer [{coming.version} {coming.article}]",
        ),
    )


def of_a_refusal(fact: Fact) -> bool:
    """Say whether *fact* answers a repeat of what was refused, as far as is known (reading repeat_after_refusal)."""
    return isinstance(fact, Replied) and fact.outcome is Outcome.NOT_PROCESSED_REPEAT and not fact.earlier_granted


def repeat_words(act: Act, readings: Readings, until: date) -> tuple[Words, ...]:
    """Say of a repeat whose first answer is not known, and by which reading no court takes a suit brought by *until*."""
    fact = act.fact
    if not isinstance(fact, Replied) or not of_a_refusal(fact):
        return ()
    words = [] if fact.earlier_granted is not None else [_FIRST_ANSWER]
    if until >= readings.law.in_force_from("not_suable_repeat"):
        words.append(_OR_NO_COURT)
    return tuple(words)


_FIRST_ANSWER = Words(
    "首次答复是否已予公开未记录；已予公开的，人民法院不予受理",
    "whether the first answer supplied the information is not recorded; if it did, no court takes the suit",
)
_OR_NO_COURT = Words(
    "首次答复为不予公开的，另一解读（repeat_after_refusal=not_suable）：人民法院也不予受理",
    "another reading (repeat_after_refusal=not_suable): no court takes it where the first answer was a refusal either",
)
