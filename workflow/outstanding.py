"""Outstanding matters: a fold over the facts of a case; the table of moves says which kind opens or answers which."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from .events import Fact
from .guards import lapsed_before
from .stages import EFFECTS, OUTLIVES_CONCLUSION, Matter

_Key = tuple[str, str, str]
KeyOf = Callable[[Matter], _Key]
"""What two matters are compared by: :func:`however_written`, or for the first rules :func:`as_written`."""


def however_written(matter: Matter) -> _Key:
    """Return the key of a matter, the same however its name is written."""
    return matter.key if matter.name else matter  # most have none: not worth a fold


def as_written(matter: Matter) -> _Key:
    """Return the matter itself: under the first rules 甲公司 with a blank behind it was another party."""
    return matter


def outstanding_after(
    facts: Sequence[Fact],
    outstanding: Iterable[Matter] = (),
    before: Sequence[Fact] = (),
    key_of: KeyOf = however_written,
) -> frozenset[Matter]:
    """Return the matters that wait for an answer once *facts* have been recorded, in their order, on top of *outstanding*.

    *before* are the facts before them, in the order of the law. A matter stays as it was first written.
    """
    waiting = {key_of(matter): matter for matter in outstanding}
    for n, fact in enumerate(facts):
        effect = EFFECTS.get(fact.kind)
        if effect is None:
            continue
        topic, opens, answers, concludes, settles, restores = effect
        if settles is not None and not settles((*before, *facts[:n]), fact):
            continue
        if restores:
            waiting |= {key_of(matter): matter for matter in _given_up((*before, *facts[:n]))}
            continue
        matter = topic.matter(fact)
        key = key_of(matter)
        if answers:
            if topic.ref and not matter.ref:  # an answer that names no letter answers the one that is open
                waiting = {other: m for other, m in waiting.items() if other[:2] != key[:2]}
            waiting.pop(key, None)
        if opens:
            waiting.setdefault(key, matter)
        if concludes:
            waiting = {other: m for other, m in waiting.items() if m.topic in OUTLIVES_CONCLUSION}
    return frozenset(waiting.values())


def _given_up(facts: Sequence[Fact]) -> list[Matter]:
    """Return the matters that the last lapse made moot; disputes, which outlive it, are not among them."""
    lapse = lapsed_before(facts)
    at = next((n for n in reversed(range(len(facts))) if facts[n] is lapse), 0)
    return [matter for matter in outstanding_after(facts[:at]) if matter.topic not in OUTLIVES_CONCLUSION]


__all__ = ["KeyOf", "as_written", "however_written", "outstanding_after"]
