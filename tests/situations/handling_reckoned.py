"""The limits while a request is handled, but that of the reply, reckoned a second time: by plain questions, from the texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from tests.situations.on_foot import walk
from tests.situations.reckoning import FEES, Reckoning, answered, conclusion, owed
from workflow.events import (
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    Replied,
    ReplyOrdered,
    ThirdPartyConsulted,
    Withdrawn,
)

SPC25 = date(2025, 6, 1)


class Limit(NamedTuple):
    """A limit as two reckonings are compared by it."""

    duty: str
    due: date
    done: date | None
    state: str


def settled(duty: str, due: date, done: date | None, at: date, tolled: bool = False) -> Limit:
    """A limit that nothing but *tolled* stops."""
    open_ = "tolled" if tolled else "running" if at <= due else "missed"
    return Limit(duty, due, done, ("met" if done <= due else "missed") if done else open_)


def first(facts: Iterable[Fact], *kinds: type[Fact]) -> date | None:
    """The day of the first fact of these kinds."""
    return next((fact.on for fact in facts if isinstance(fact, kinds)), None)


def inside(facts: Sequence[Fact], at: date, reply: Reckoning) -> Iterator[Limit]:
    """Limits of the requester, of third parties and of other organs, all of them of 2019."""
    if not reply.of_2019:
        return
    for i, fact in enumerate(facts):
        if isinstance(fact, ClarificationRequested):
            if conclusion(facts[:i], fact.on) is None:
                yield settled("clarification_notice", walk(reply.received_on, 7), fact.on, at)
            yield settled("clarification", fact.respond_by, first(facts[i:], Clarified), at)
        elif isinstance(fact, FeeNoticed) and fact.on >= FEES:
            yield settled("fee_payment", walk(fact.on, 20), paid_up(facts, i), at)
        elif isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)):
            duty = "agency_answer" if isinstance(fact, AgencyConsulted) else "third_party_answer"
            yield settled(duty, walk(fact.served_on or fact.on, 15), answered(facts, i), at)


def paid_up(facts: Sequence[Fact], i: int) -> date | None:
    """The day of the payment, after the notice at *i*, with which a fee was paid whole."""
    payments = (n for n, fact in enumerate(facts) if n > i and isinstance(fact, FeePaid))
    return next((facts[n].on for n in payments if owed(facts, n) <= 0), None)


def ordered(facts: Sequence[Fact], at: date, base: int) -> Iterator[tuple[ReplyOrdered, Limit]]:
    """The day that was named; so many working days; the twenty of a court since SPC25 11; else the time of a reply."""
    for i, fact in enumerate(facts):
        if isinstance(fact, ReplyOrdered):
            twenty = fact.ordered_by == "court" and fact.on >= SPC25
            length = fact.workdays or (20 if twenty else base)
            done = first(facts[i + 1 :], Replied, Lapsed, Withdrawn)
            yield fact, settled("ordered_reply", fact.due_on or walk(fact.on, length), done, at)
