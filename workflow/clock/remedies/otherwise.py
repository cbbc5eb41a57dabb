"""Otherwise: what another reading of a disputed point makes of a suit, which it opens or closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from ...law import Readings, reading
from ...words import Words
from ..values import Deadline, OtherReading
from .act import Act
from .gates import gate

_GATES = ("partial_review_first", "review_first_2024")
"""Disputed points that decide whether reconsideration comes before a suit over an answer."""

Option = tuple[str, str]
"""A disputed point, and an option that is not taken."""


def other_gates(act: Act, readings: Readings, suing: date) -> Iterator[Option]:
    """Yield each option by which a gate stands before a suit over *act* where now there is none, or the other way round."""
    now = bool(gate(act, readings, suing))
    for point in _GATES:
        for option in reading(point).options:
            if option.id != readings.get(point):
                other = readings.with_(**{point: option.id})
                if bool(gate(act, other, suing)) != now:
                    yield point, option.id


def or_a_suit(point: str, option: str, due: date) -> Words:
    """Say until when a direct suit is open by another reading, where by this one there is none."""
    return Words(
        f"另一解读（{point}={option}）：可以直接起诉，至 {due}",
        f"another reading ({point}={option}): a direct suit is open until {due}",
    )


def or_review_first(suit: Deadline, options: Iterable[Option], review_due: date) -> Deadline:
    """Return *suit* with the readings by which reconsideration must come first, and until when: the safe day."""
    others = tuple(OtherReading(point, option, review_due) for point, option in options)
    if not others:
        return suit
    return attrs.evolve(suit, readings=(*suit.readings, *others), safe_due=min(suit.safe_due, review_due))
