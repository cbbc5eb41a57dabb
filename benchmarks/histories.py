"""Histories to measure with: an ordinary request of six facts, and a long one of ten that waits for its reply.

Every case has days, names and a subject of its own, so that nothing is gained by remembering equal facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    AgencyPosition,
    Archived,
    Channel,
    ClarificationRequested,
    Clarified,
    Delivery,
    Extended,
    Fact,
    Position,
    ProcessingStarted,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.outcomes import Outcome, Requester

# The days of receipt are spread over three years.
_FIRST, _SPREAD = date(2022, 1, 4), 1000

Days = Callable[[int], date]


def six_facts(n: int) -> tuple[Fact, ...]:
    """Return the whole history of the *n*-th case: taken, extended, answered, archived."""
    day, clerk = _days(n), _clerk(n)
    return (
        _received(n, day),
        ReviewStarted(day(1), by=clerk),
        ProcessingStarted(day(2), by=clerk),
        _extended(day, clerk),
        reply(n),
        Archived(day(88), by="档案室"),
    )


def ten_facts(n: int) -> tuple[Fact, ...]:
    """Return the history of the *n*-th case, which has been through everything but its reply."""
    day, clerk, party = _days(n), _clerk(n), f"某路桥养护公司第{n % 97}分公司"
    return (
        _received(n, day),
        ReviewStarted(day(1), by=clerk),
        ClarificationRequested(day(3), respond_by=day(17), items=(f"{2000 + n % 25}年度以外的年度",), by=clerk),
        Clarified(day(9), by="收件窗口"),
        ProcessingStarted(day(10), by=clerk),
        ThirdPartyConsulted(day(11), party=party, served_on=day(14), by=clerk),
        ThirdPartyAnswered(day(21), party=party, position=Position.AGREES, by=clerk),
        AgencyConsulted(day(22), agency="市财政局", joint=False, by=clerk),
        AgencyAnswered(day(24), agency="市财政局", position=AgencyPosition.AGREES, by=clerk),
        _extended(day, clerk),
    )


def consultation(n: int) -> Fact:
    """Return a fact of the *n*-th case on its way: another party is asked, and nothing that is counted changes."""
    day = _days(n)
    return ThirdPartyConsulted(day(26), party=f"某市政工程公司第{n % 89}分公司", served_on=day(27), by=_clerk(n))


def reply(n: int) -> Fact:
    """Return the reply to the *n*-th case: it moves the stage, concludes the case and fills its row."""
    return Replied(
        _days(n)(67),
        outcome=Outcome.GRANTED,
        delivery=Delivery.POST,
        document=f"依申请公开〔2025〕{n}号",
        by=_clerk(n),
    )


def number(n: int) -> str:
    """Return the number of the *n*-th case."""
    return f"2025-{n:05}"


def book(count: int, history: Callable[[int], tuple[Fact, ...]]) -> Iterator[tuple[str, Fact]]:
    """Yield the facts of so many cases, case by case."""
    for n in range(count):
        for fact in history(n):
            yield number(n), fact


def _days(n: int) -> Days:
    received = _FIRST + timedelta(n * 7 % _SPREAD)
    return lambda later: received + timedelta(later)


def _clerk(n: int) -> str:
    return f"信息公开科{n % 13}号"


def _received(n: int, day: Days) -> Fact:
    return Received(
        day(0),
        channel=Channel.ONLINE,
        requester=Requester.NATURAL_PERSON,
        subject=f"城市道路第{n}标段养护经费的预算和决算",
        by="收件窗口",
    )


def _extended(day: Days, clerk: str) -> Fact:
    return Extended(day(25), workdays=10, approved_by="信息公开工作机构负责人", by=clerk)
