"""Outstanding matters: a fold over the facts of a case; the table of moves says which kind opens or answers which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .events import Fact
from .guards import lapsed_before
from .stages import EFFECTS, OUTLIVES_CONCLUSION, Matter


def outstanding_after(
    facts: Sequence[Fact], outstanding: Iterable[Matter] = (), before: Sequence[Fact] = ()
) -> frozenset[Matter]:
    """Return the matters that wait for an answer once *facts* have been recorded, in their order, on top of *outstanding*.

    *before* are the facts before them, in the order of the law.
    """
    waiting: set[tuple[str, str, str]] = set(outstanding)
    for n, fact in enumerate(facts):
        effect = EFFECTS.get(fact.kind)
        if effect is None:
            continue
        (topic, field, ref, _), opens, answers, concludes, settles, restores = effect
        if settles is not None and not settles((*before, *facts[:n]), fact):
            continue
        if restores:
            waiting |= _given_up((*before, *facts[:n]))
            continue
        value = str(getattr(fact, field)) if field else ""
        number = (getattr(fact, ref) or "") if ref else ""
        matter = (topic, value, number) if topic else (value, "", "")
        if answers:
            if ref and not number:  # an answer that names no letter answers the one that is open
                waiting = {m for m in waiting if m[:2] != matter[:2]}
            waiting.discard(matter)
        if opens:
            waiting.add(matter)
        if concludes:
            waiting = {m for m in waiting if m[0] in OUTLIVES_CONCLUSION}
    return frozenset(map(Matter._make, waiting))


def _given_up(facts: Sequence[Fact]) -> set[tuple[str, str, str]]:
    """Return the matters that the last lapse made moot; disputes, which outlive it, are not among them."""
    lapse = lapsed_before(facts)
    at = next((n for n in reversed(range(len(facts))) if facts[n] is lapse), 0)
    return {matter for matter in outstanding_after(facts[:at]) if matter.topic not in OUTLIVES_CONCLUSION}


__all__ = ["outstanding_after"]
