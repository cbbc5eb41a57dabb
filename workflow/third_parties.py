"""Third parties as the facts tell of them: who objected last, and who was told of a disclosure (Art. 32)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TypeGuard

from .events import Fact, PartyDecision, Position, ThirdPartyAnswered, ThirdPartyTold
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
