"""Act: an answer or a lapse as it may be contested, and the day on which the requester knew of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...events import Delivery, Fact, Lapsed, Replied
from ...law import Provision
from ...words import Words
from .asked import Asked


class Act(NamedTuple):
    """A fact that may be contested: the day it was known, why that day, what is doubtful of it, and what came later.

    ``begins`` is the provision under which the day of service counts, where one names it.
    """

    fact: Replied | Lapsed
    known: date
    later: tuple[Fact, ...]
    doubts: tuple[Words, ...] = ()
    begins: Provision | None = None

    @property
    def told(self) -> bool | None:
        """Whether the answer told of remedies; ``None`` where that is not recorded, and for a lapse."""
        return self.fact.remedies_told if isinstance(self.fact, Replied) else None


def act(asked: Asked, at: int) -> Act | None:
    """Return the fact with this number as an act, or ``None`` where it is none."""
    fact, later = asked.facts[at], asked.facts[at + 1 :]
    if isinstance(fact, Lapsed):
        return Act(fact, fact.on, later)
    if not isinstance(fact, Replied):
        return None
    known, doubts = _delivered(fact)
    return Act(fact, known, later, doubts)


def _delivered(fact: Replied) -> tuple[date, tuple[Words, ...]]:
    """Return the day of delivery where it is recorded, else that of the reply, and never one before it."""
    if fact.delivered_on is not None:
        if fact.delivered_on >= fact.on:
            return fact.delivered_on, ()
        early = Words(
            f"送达日 {fact.delivered_on} 早于答复之日，暂自 {fact.on} 起算",
            f"delivered on {fact.delivered_on}, before the reply: counted from {fact.on}",
        )
        return fact.on, (early,)
    if fact.delivery in {Delivery.POST, Delivery.ELECTRONIC, Delivery.ENTRUSTED}:
        unknown = Words(
            f"送达日未记录，暂自 {fact.on} 起算", f"the day of delivery is not recorded: counted from {fact.on}"
        )
        return fact.on, (unknown,)
    return fact.on, ()
