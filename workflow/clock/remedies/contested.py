"""Contested: which answer, or which want of a reply, a reconsideration or a suit is over, where no fact says so.

It is over the newest answer that was known on its day, or over a reply that was still awaited when its limit had passed.
So what is filed over a second answer leaves the time against the first one as it was, and the other way round.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ...events import Fact, Lapsed, LitigationFiled, ReconsiderationFiled, Reopened, Replied, ReplyOrdered
from ..asked import Asked
from ..awaited import ordered_limits
from ..reply import reply_clock
from ..reply_deadline import answered_by
from .service import known_on


class Silence(NamedTuple):
    """A reply that never came: the number of the fact with which its time began, and the day on which that ended."""

    at: int
    ended: date


def later_over(asked: Asked, at: int) -> tuple[Fact, ...]:
    """Return the facts after the one with this number, without what was filed over another answer or silence."""
    later = range(at + 1, len(asked.facts))
    return tuple(asked.facts[n] for n in later if not _filed_at_once(asked.facts[n]) or contested_by(asked, n) == at)


def contested_by(asked: Asked, at: int) -> int | None:
    """Return the number of the answer or lapse, or of what began the silence, that the filing with this number is over.

    Filed before any answer was known, it is over the newest that was made; ``None`` where nothing was there to contest.
    """
    made = [n for n, fact in enumerate(asked.facts[:at]) if isinstance(fact, (Replied, Lapsed))]
    there = [n for n in made if _known(asked, asked.facts[n]) <= asked.facts[at].on]
    there += [silence.at for silence in silences(asked, at)]
    return max(there or made, default=None)


def silences(asked: Asked, at: int) -> Iterator[Silence]:
    """Yield each reply, the first or an ordered one, whose limit had passed without it when the fact *at* came.

    A reply that came too late is a reply: one that was given by then is not yielded.
    """
    before, on = asked.facts[:at], asked.facts[at].on
    if answered_by(before, on, asked.readings) is None:
        due = reply_clock(before, on, asked.calendar, asked.readings).due
        if due < on:
            yield Silence(begun(before), due)
    orders = (n for n, fact in enumerate(before) if isinstance(fact, ReplyOrdered))
    limits = ordered_limits(asked.case, before, on, asked.calendar, asked.readings)
    for n, limit in zip(orders, limits, strict=True):
        if limit.done is None and limit.state == "missed":
            yield Silence(n, limit.due)


def begun(facts: tuple[Fact, ...]) -> int:
    """Return the number of the fact since which the first reply is awaited: the receipt, or the last reopening."""
    return max((n for n, fact in enumerate(facts) if isinstance(fact, Reopened)), default=0)


def _filed_at_once(fact: Fact) -> bool:
    """Say whether *fact* is filed over an answer or a silence itself, and not over what a review made of it."""
    return isinstance(fact, ReconsiderationFiled) or (
        isinstance(fact, LitigationFiled) and not fact.after_reconsideration
    )


def _known(asked: Asked, fact: Fact) -> date:
    return known_on(asked, fact).on if isinstance(fact, Replied) else fact.on
