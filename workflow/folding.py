"""Folding: from what was recorded to what holds, where that leads, and how a request was concluded.

Pure functions over facts; :class:`workflow.case.Case` keeps what they return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from .events import EVENT_OF, Fact, Lapsed, Rectified, Replied, Withdrawn
from .outcomes import Outcome
from .stages import STAGE_AFTER, Stage

if TYPE_CHECKING:
    from .case import Entry

_fact: Callable[[Entry], Fact] = itemgetter(1)
_CONCLUDING = frozenset({Replied, Lapsed, Withdrawn})


class Conclusion(NamedTuple):
    """How a case was first concluded: the day, and the row of table III in which it counts."""

    on: date
    row: str
    outcome: Outcome | None


class _Place(dict[type[Fact], "_Place"]):
    """A stage, and where a fact of each class leads from it: the table of moves, one look-up a fact."""

    stage: Stage | None


def _beginning() -> _Place:
    """Return the place of a case that is not received yet; a rectification is no step, it changes other facts."""
    places = {stage: _Place() for stage in (None, *Stage)}
    for stage, place in places.items():
        place.stage = stage
    for (source, kind), target in STAGE_AFTER.items():
        if kind != Rectified.kind:
            places[source][EVENT_OF[kind]] = places[target]
    return places[None]


_BEGINNING = _beginning()


def folded(history: Sequence[Entry]) -> tuple[tuple[Fact, ...], Stage | None]:
    """Return the facts that hold and the stage that they lead to, which is None where they cannot stand."""
    facts = tuple(map(_fact, history))
    place, last = _BEGINNING, date.min
    for fact in facts:
        onward, day = place.get(type(fact)), fact.on
        if onward is None or day < last:  # rectified, recorded late, or impossible
            facts = mended(history)
            return facts, stage_after(facts)
        place, last = onward, day
    return facts, place.stage


def stage_after(facts: Iterable[Fact]) -> Stage | None:
    """Return the stage that facts in the order of the law lead to, None where there are none or they cannot stand."""
    stage: Stage | None = None
    for fact in facts:
        stage = STAGE_AFTER.get((stage, fact.kind))
        if stage is None:
            return None
    return stage


def mended(history: Iterable[Entry]) -> tuple[Fact, ...]:
    """Return the facts that hold: rectifications applied, ordered by ``on``, then by recording.

    The latest rectification of a fact counts; one that has itself been struck out does nothing.
    """
    holds: dict[int, Fact | None] = {no: fact for no, fact, _ in history}
    if Rectified in map(type, holds.values()):
        _apply_rectifications(holds)
    return tuple(sorted((f for f in holds.values() if f and type(f) is not Rectified), key=day_of))


def _apply_rectifications(holds: dict[int, Fact | None]) -> None:
    settled: set[int] = set()
    for no in sorted(holds, reverse=True):
        fact = holds[no]
        if isinstance(fact, Rectified) and fact.event_no not in settled:
            settled.add(fact.event_no)
            holds[fact.event_no] = fact.replacement


def day_of(fact: Fact) -> date:
    """Return the day on which a fact took effect: what facts are ordered by."""
    return fact.on


def concludes(fact: Fact) -> bool:
    """Tell whether a fact ends the handling of a request: the first that does is how it was concluded."""
    return type(fact) in _CONCLUDING


def conclusion(facts: Sequence[Fact]) -> Conclusion | None:
    """Return how a case was first concluded, None while it never was."""
    if _CONCLUDING.isdisjoint(map(type, facts)):
        return None
    for fact in facts:
        if not concludes(fact):
            continue
        if isinstance(fact, Replied):
            return Conclusion(fact.on, fact.outcome.row, fact.outcome)
        if isinstance(fact, Lapsed):
            return Conclusion(fact.on, f"lapsed_{fact.cause.value}", None)
        return Conclusion(fact.on, "other", None)
    return None


__all__ = ["Conclusion", "concludes", "conclusion", "day_of", "folded", "mended", "stage_after"]
