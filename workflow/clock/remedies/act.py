"""Act: an answer or a lapse as it may be contested, and the day on which the requester knew of it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...events import Fact, Lapsed, Replied
from ...law import Provision
from ...words import Words
from ..asked import Asked
from ..values import Over
from .contested import later_over
from .service import known_on


class Act(NamedTuple):
    """A fact that may be contested: the day it was known, why that day, what is doubtful of it, and what came later.

    What was filed over another answer is not among ``later``. ``begins`` is the provision under which the day of service
    begins the time for reconsideration, where one names it, and ``without_effect`` what it does not count.
    """

    fact: Replied | Lapsed
    known: date
    later: tuple[Fact, ...]
    doubts: tuple[Words, ...] = ()
    without_effect: tuple[Words, ...] = ()
    begins: Provision | None = None

    @property
    def told(self) -> bool | None:
        """Whether the answer told of remedies; ``None`` where that is not recorded, and for a lapse."""
        return self.fact.remedies_told if isinstance(self.fact, Replied) else None

    @property
    def over(self) -> Over:
        """The act as the windows against it name it."""
        on = self.fact.on
        if isinstance(self.fact, Lapsed):
            return Over(on, Words(f"{on} 的不再处理", f"the lapse of {on}"))
        return Over(on, Words(f"{on} 的答复", f"the answer of {on}"))


def act(asked: Asked, at: int) -> Act | None:
    """Return the fact with this number as an act, or ``None`` where it is none."""
    fact = asked.facts[at]
    if isinstance(fact, Lapsed):
        return Act(fact, fact.on, later_over(asked, at))
    if not isinstance(fact, Replied):
        return None
    known = known_on(asked, fact)
    return Act(fact, known.on, later_over(asked, at), known.doubts, known.without_effect, known.begins)
