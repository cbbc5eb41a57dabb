"""Folding: from what was recorded to what holds, where that leads, and how a request was concluded.

Pure functions over facts; :class:`workflow.case.Case` keeps what they return. Each fact is judged by the rules of its
own row, wherever it stands in the fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from .events import EVENT_OF, Fact, Lapsed, Rectified, Reopened, Replied
from .history import Entry
from .outcomes import Outcome
from .recordable import is_known
from .stages import MOVES, OPEN, Move, Stage, move_table

_fact: Callable[[Entry], Fact] = itemgetter(1)
_rules: Callable[[Entry], int] = itemgetter(3)
_CONCLUDING = frozenset(EVENT_OF[move.kind] for move in MOVES if move.concludes)


class Conclusion(NamedTuple):
    """How a case was first concluded: the day, and the row of table III in which it counts."""

    on: date
    row: str
    outcome: Outcome | None


Key = tuple[Stage | None, Stage | None]
"""A stage, and the one in which a case that is concluded was concluded: what a later move may lead back to."""

_NOWHERE: Key = (None, None)


class Place(dict[type[Fact], "Place"]):
    """A stage, and where a fact of each class leads from it under rules of one number: one look-up a fact."""

    __slots__ = ("key", "stage")
    key: Key
    stage: Stage | None


@cache
def places(rules: int) -> Mapping[Key, Place]:
    """Return every place under the rules of one number. A rectification is no step: it changes other facts."""
    origins = (None, *dict.fromkeys(s for m in MOVES if m.concludes for s in m.sources))
    found = {(stage, origin): Place() for stage in (None, *Stage) for origin in origins}
    for key, place in found.items():
        place.key, (place.stage, origin) = key, key
        for kind, cls in EVENT_OF.items():
            move = move_table(rules).move_of.get((place.stage, kind))
            if move is not None and cls is not Rectified and (onward := _onward(move, place.stage, origin)):
                place[cls] = found[onward]
    return found


@cache
def beginning(rules: int) -> Place:
    """Return the place of a case that is not received yet."""
    return places(rules)[_NOWHERE]


def _onward(move: Move, stage: Stage | None, origin: Stage | None) -> Key | None:
    """Return the key of the place that a move leads to, None where it would lead back and nothing was concluded."""
    target = move.leads_to(stage, origin)
    if target is None:
        return None
    # In an open stage nothing is kept of an earlier conclusion: the next one is made from there.
    return target, None if target in OPEN else (stage if move.concludes else origin)


Folded = tuple[tuple[Fact, ...], tuple[int, ...], Stage | None]
"""The facts that hold, the rules by which each is judged, and the stage that they lead to: None, they cannot stand."""


def folded(history: Sequence[Entry], rules: int | None = None) -> Folded:
    """Return the facts that hold and where they lead: one look-up a fact in a history in order and under the same rules.

    *rules* are those of every entry, where that is known: to look at each would cost a third of the fold.
    """
    facts = tuple(map(_fact, history))
    if rules is None:
        rules, *others = map(_rules, history)
        if any(other != rules for other in others):
            return _folded_slowly(history)
    place, last = beginning(rules), date.min
    for fact in facts:
        onward, day = place.get(type(fact)), fact.on
        if onward is None or day < last:  # rectified, recorded late, or impossible
            return _folded_slowly(history)
        place, last = onward, day
    return facts, _same(rules, len(facts)), place.stage


@cache
def _same(rules: int, count: int) -> tuple[int, ...]:
    return (rules,) * count  # shared by all cases of so many facts


def _folded_slowly(history: Sequence[Entry]) -> Folded:
    facts, judged_by = mended(history)
    return facts, judged_by, stage_after(facts, judged_by)


def walk(facts: Iterable[Fact], judged_by: Iterable[int]) -> Iterator[Place | None]:
    """Yield the place after each fact, in the order of the law; None, and no more, where it cannot stand."""
    key: Key = _NOWHERE
    for fact, rules in zip(facts, judged_by, strict=True):
        place = places(rules)[key].get(type(fact))
        yield place
        if place is None:
            return
        key = place.key


def stage_after(facts: Iterable[Fact], judged_by: Iterable[int]) -> Stage | None:
    """Return the stage that facts in the order of the law lead to, None where there are none or they cannot stand."""
    place = _last_place(facts, judged_by)
    return place.stage if place is not None else None


def stage_before_conclusion(facts: Iterable[Fact], judged_by: Iterable[int]) -> Stage | None:
    """Return the stage in which facts in the order of the law were last concluded, None while they are not."""
    place = _last_place(facts, judged_by)
    return place.key[1] if place is not None else None


def _last_place(facts: Iterable[Fact], judged_by: Iterable[int]) -> Place | None:
    *_, place = (None, *walk(facts, judged_by))
    return place


_Held = tuple[Fact | None, int, int]
"""A fact that holds, if any, the rules that judge it, and those of the row in which it stands."""


def mended(history: Iterable[Entry]) -> tuple[tuple[Fact, ...], tuple[int, ...]]:
    """Return the facts that hold and the rules that judge each: rectified, ordered by ``on``, then by recording.

    The latest rectification of a fact counts; one that has itself been struck out does nothing. What takes the place of
    a fact is judged by the rules of that fact; where they have no word for it, by those under which it was recorded.
    """
    holds = _held(history)
    kept = [(fact, rules) for fact, rules, _ in holds.values() if fact and type(fact) is not Rectified]
    kept.sort(key=_day_held)
    return tuple(map(_first, kept)), tuple(map(_second, kept))


def holding(history: Iterable[Entry]) -> dict[int, Fact | None]:
    """Return for each number of a history the fact that holds now, None for one that was struck out."""
    return {no: fact for no, (fact, _, _) in _held(history).items()}


def _held(history: Iterable[Entry]) -> dict[int, _Held]:
    holds: dict[int, _Held] = {no: (fact, rules, rules) for no, fact, _, rules in history}
    if any(type(fact) is Rectified for fact, _, _ in holds.values()):
        _apply_rectifications(holds)
    return holds


def _apply_rectifications(holds: dict[int, _Held]) -> None:
    settled: set[int] = set()
    for no in sorted(holds, reverse=True):
        held = holds[no]
        fact, _, row = held
        if isinstance(fact, Rectified) and fact.event_no not in settled:
            settled.add(fact.event_no)
            # A book that was tampered with may name a fact that is not there.
            _, replaced, _ = holds.get(fact.event_no, held)
            holds[fact.event_no] = fact.replacement, judging(fact.replacement, replaced, row), row


def judging(replacement: Fact | None, replaced: int, row: int) -> int:
    """Return the rules that judge a replacement: of the fact replaced, or of its row where those have no word for it."""
    return replaced if replacement is None or is_known(replacement, replaced) else row


_first: Callable[[tuple[Fact, int]], Fact] = itemgetter(0)
_second: Callable[[tuple[Fact, int]], int] = itemgetter(1)


def _day_held(held: tuple[Fact, int]) -> date:
    return held[0].on


def day_of(fact: Fact) -> date:
    """Return the day on which a fact took effect: what facts are ordered by."""
    return fact.on


def concludes(fact: Fact) -> bool:
    """Tell whether a fact ends the handling of a request: the first that does is how it was concluded."""
    return type(fact) in _CONCLUDING


def conclusion(facts: Sequence[Fact]) -> Conclusion | None:
    """Return the conclusion that counts in table III: the first; None while there was none.

    A lapse that was taken back within its year counts in no row, so that the next conclusion counts. Once its year is
    over its row has been published, and stands (Art. 30; the reply is tracked beside it).
    """
    if _CONCLUDING.isdisjoint(map(type, facts)):
        return None
    ended = _first_standing(facts, lambda lapse, reopened: lapse.on.year == reopened.on.year)
    return None if ended is None else concluded_by(facts[ended])


def first_round(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Return the facts up to the first conclusion that was not taken back; all of them where there is none."""
    if _CONCLUDING.isdisjoint(map(type, facts)):
        return facts
    ended = _first_standing(facts, lambda lapse, reopened: True)
    return facts if ended is None else facts[: ended + 1]


def _first_standing(facts: Sequence[Fact], takes_back: Callable[[Fact, Fact], bool]) -> int | None:
    """Return the place of the first conclusion that no later ``reopened`` takes back."""
    first = last = None
    for n, fact in enumerate(facts):
        if concludes(fact):
            last = n
            first = n if first is None else first
        elif type(fact) is Reopened and first is not None and first == last and takes_back(facts[first], fact):
            first = None
    return first


def concluded_by(fact: Fact) -> Conclusion:
    """Return the conclusion that a concluding fact makes."""
    if isinstance(fact, Replied):
        return Conclusion(fact.on, fact.outcome.row, fact.outcome)
    if isinstance(fact, Lapsed):
        return Conclusion(fact.on, f"lapsed_{fact.cause.value}", None)
    return Conclusion(fact.on, "other", None)


__all__ = [
    "Conclusion",
    "concluded_by",
    "concludes",
    "conclusion",
    "day_of",
    "first_round",
    "folded",
    "holding",
    "judging",
    "mended",
    "stage_after",
    "stage_before_conclusion",
    "walk",
]
