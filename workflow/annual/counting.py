"""How a case counts in table III under the readings of orders to reply anew and of early withdrawals.

The books tally every case once, as the default readings have it; where others are chosen, the cases are counted one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from attrs import evolve

from ..case import Case
from ..events import Fact, Reopened, ReplyOrdered, Withdrawn
from ..folding import Conclusion, concluded_by, concludes
from ..home import readings_of
from ..law import Readings
from ..outcomes import Outcome
from .from_case import counted_of
from .tables import Counted

_POINTS = frozenset({"ordered_reply_counting", "final_result_year_end", "withdrawn_before_registration"})


class Round(NamedTuple):
    """An order to reply anew in a case that was concluded, and how that round was concluded, if it was."""

    ordered_on: date
    ended: Conclusion | None


def counts_otherwise(readings: Readings) -> bool:
    """Say whether table III counts under *readings* otherwise than the books tally it."""
    return any(id in _POINTS for id, _ in readings)


def counts_of(case: Case, readings: Readings | None = None) -> tuple[Counted, ...]:
    """Return as what *case* counts in table III: mostly once, twice where an order lets it count anew, or not at all.

    *readings* are by default those of the register that the case comes out of.
    """
    read = readings_of(case, readings)
    if read.get("withdrawn_before_registration") == "not_counted" and _withdrawn_at_once(case):
        return ()
    found = [counted_of(case)]
    for ordered_on, ended in _rounds(case):
        last = found[-1]
        if last.concluded_on is None:
            continue
        again = evolve(last, again_on=ordered_on, concluded_on=ended and ended.on, row=ended and ended.row)
        if read.get("ordered_reply_counting") == "recount":
            found.append(evolve(again, row=ended and Outcome.OTHER.row))
        elif last.concluded_on.year < ordered_on.year:
            found += [again] if read.get("final_result_year_end") == "reopened" else []
        elif read.get("ordered_reply_counting") == "last_by_year_end":
            found[-1] = _replaced(last, ended)
    return tuple(found)


def _replaced(last: Counted, ended: Conclusion | None) -> Counted:
    """Return what counts with the new result, if it came within the year of the one that it replaces."""
    if ended is None or last.concluded_on is None or ended.on.year != last.concluded_on.year:
        return last
    return evolve(last, concluded_on=ended.on, row=ended.row)


def _withdrawn_at_once(case: Case) -> bool:
    """Say whether the request was withdrawn on the day of receipt, with nothing in between: before it was registered."""
    return len(case.facts) > 1 and isinstance(case.facts[1], Withdrawn) and case.facts[1].on == case.received_on


def _rounds(case: Case) -> Iterator[Round]:
    """Yield the rounds that orders began after the first conclusion."""
    ordered_on: date | None = None
    ended: Conclusion | None = case.conclusion
    for fact in _after(case):
        if isinstance(fact, ReplyOrdered) and ended is not None:
            if ordered_on is not None:
                yield Round(ordered_on, ended)
            ordered_on, ended = fact.on, None
        elif isinstance(fact, Reopened) and ordered_on is not None and ended is not None:
            ended = None if ended.on.year == fact.on.year else ended
        elif concludes(fact) and ended is None:
            ended = concluded_by(fact)
    if ordered_on is not None:
        yield Round(ordered_on, ended)


def _after(case: Case) -> tuple[Fact, ...]:
    """Return the facts after the conclusion that counts."""
    first = case.conclusion
    if first is None:
        return ()
    ended = next(n for n, fact in enumerate(case.facts) if concludes(fact) and concluded_by(fact) == first)
    return case.facts[ended + 1 :]


__all__ = ["counts_of", "counts_otherwise"]
