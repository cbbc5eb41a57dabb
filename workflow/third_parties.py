"""Third parties as the facts tell of them: who objected last, and who was told of which disclosure (Art. 32)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeGuard

from .events import Fact, PartyDecision, Position, Replied, ReplyOrdered, ThirdPartyAnswered, ThirdPartyTold
from .numbers import folded
from .outcomes import Outcome

DISCLOSED = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})
"""Outcomes that disclose something."""

OBJECTIONS = frozenset({Position.OBJECTS, Position.OBJECTS_WITH_REASONS})
"""Answers against a disclosure."""


def objecting(before: Iterable[Fact], positions: Collection[Position] = OBJECTIONS) -> Iterator[str]:
    """Yield each third party whose last answer among the facts *before* is one of *positions*, however its name is written."""
    last = {folded(fact.party): fact for fact in before if isinstance(fact, ThirdPartyAnswered)}
    yield from (fact.party for fact in last.values() if fact.position in positions)


def told_of_disclosure(fact: Fact) -> TypeGuard[ThirdPartyTold]:
    """Say whether *fact* tells a third party of information that is to be disclosed."""
    return isinstance(fact, ThirdPartyTold) and fact.decision is PartyDecision.TO_BE_DISCLOSED


def was_told(facts: Iterable[Fact], party: str) -> bool:
    """Say whether that third party was told of a disclosure, however its name is written."""
    return any(told_of_disclosure(fact) and folded(fact.party) == folded(party) for fact in facts)


def told_of_each(facts: Sequence[Fact]) -> list[list[ThirdPartyTold]]:
    """Return, for each third party and disclosure, the facts that tell it: the first, then those that repeat it.

    A party is told of another disclosure once it was told that nothing is disclosed, or a second answer was ordered.
    """
    found: list[list[ThirdPartyTold]] = []
    last: dict[tuple[str, int], list[ThirdPartyTold]] = {}
    for at, fact in enumerate(facts):
        if not isinstance(fact, ThirdPartyTold):
            continue
        key = folded(fact.party), answer_at(facts, at)
        if not told_of_disclosure(fact):
            last.pop(key, None)
        elif key in last:
            last[key].append(fact)
        else:
            found.append(last.setdefault(key, [fact]))
    return found


def answer_at(facts: Sequence[Fact], at: int) -> int:
    """Return which answer the fact with this number belongs to, from 0: one more for each answer that was ordered anew."""
    ordered = max((n for n, fact in enumerate(facts[:at]) if isinstance(fact, ReplyOrdered)), default=0)
    return sum(isinstance(fact, Replied) for fact in facts[:ordered])
