"""What if 20 working days were 15 from 2024-01-01: over drawn histories, against a reckoning day by day.

The second reckoning knows which days are worked from the package chinesecalendar, and counts them one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import NamedTuple

import chinese_calendar

from workflow import Case, Readings
from workflow.calendar import china
from workflow.events import (
    Channel,
    ClarificationRequested,
    Clarified,
    Delivery,
    Extended,
    Fact,
    Position,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.outcomes import Outcome, Requester
from workflow.whatif import Basis, SupposedNumber, supposed, what_if

DAY = timedelta(1)
ON = date(2025, 12, 31)
CHANGED = date(2024, 1, 1)
PRESENT = Basis(china(), Readings.default())
FIFTEEN = supposed([SupposedNumber("reply", 15, CHANGED)], PRESENT)


# -- the second reckoning -----------------------------------------------------------------------------------


@cache
def worked(day: date) -> bool:
    """Whether a day is worked, by another package than ours."""
    return bool(chinese_calendar.is_workday(day))


def walk(start: date, n: int, left_out: set[date]) -> date:
    """The *n*-th working day after *start* that is not left out."""
    day = start
    while n:
        day += DAY
        n -= worked(day) and day not in left_out
    return day


def due_by_hand(facts: tuple[Fact, ...], length: int) -> date:
    """The last day for the reply, where *length* working days are allowed."""
    start, more, left_out, sent = facts[0].on, 0, set[date](), facts[0].on
    for fact in facts:
        if isinstance(fact, Clarified):
            start, more, left_out = fact.on, 0, set()
        elif isinstance(fact, ThirdPartyConsulted):
            sent = fact.on
        elif isinstance(fact, ThirdPartyAnswered):
            left_out |= {sent + n * DAY for n in range(1, (fact.on - sent).days + 1)}
        elif isinstance(fact, Extended) and fact.on <= walk(start, length + more, left_out):
            more += fact.workdays
    return walk(start, length + more, left_out)


class ByHand(NamedTuple):
    """The last day as things are and as they would be, and whether it was missed."""

    due: date
    due_then: date
    late: bool
    late_then: bool


def by_hand(facts: tuple[Fact, ...]) -> ByHand:
    """Reckon one history twice."""
    length = 15 if facts[0].on >= CHANGED else 20
    due, then = due_by_hand(facts, 20), due_by_hand(facts, length)
    done = facts[-1].on if isinstance(facts[-1], Replied) else ON
    return ByHand(due, then, done > due, done > then)


# -- histories ------------------------------------------------------------------------------------------------


def workdays_later(day: date, n: int) -> date:
    """So many working days later."""
    return walk(day, n, set())


def histories(count: int, seed: int) -> Iterator[tuple[Fact, ...]]:
    """Draw histories of 2022 to 2025: clarified, consulted, extended, answered or still open."""
    random = Random(seed)
    for _ in range(count):
        day = date(2022, 1, 4) + timedelta(random.randrange(1400))
        yield tuple(story(random, day))


def story(random: Random, day: date) -> Iterator[Fact]:
    """Draw one history."""
    yield Received(day, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="补贴名单")
    yield ReviewStarted(day)
    if random.random() < 0.3:
        day = workdays_later(day, random.randint(1, 7))
        yield ClarificationRequested(day, respond_by=workdays_later(day, 10), items=("年度",))
        day = workdays_later(day, random.randint(1, 10))
        yield Clarified(day)
    if random.random() < 0.4:
        day += timedelta(random.randint(1, 20))
        yield ThirdPartyConsulted(day, party="甲公司")
        day = workdays_later(day, random.randint(1, 12))
        yield ThirdPartyAnswered(day, party="甲公司", position=Position.AGREES)
    if random.random() < 0.4:
        day += timedelta(random.randint(0, 25))
        yield Extended(day, workdays=random.randint(1, 20), approved_by="负责人")
    if random.random() < 0.9:
        day += timedelta(random.randint(0, 40))
        if day <= ON:
            yield Replied(day, outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON)


def until(facts: tuple[Fact, ...], day: date) -> bool:
    """Whether all had happened by a day."""
    return facts[-1].on <= day


def test_ten_thousand_histories_equal_a_reckoning_day_by_day() -> None:
    """Every limit for the reply that moves does so by hand too, from and to the same days, late or not; none is passed over."""
    drawn = {f"2025-{n:05}": facts for n, facts in enumerate(histories(10_000, seed=15)) if until(facts, ON)}
    cases = [Case.of(number, *facts) for number, facts in drawn.items()]
    found = what_if(cases, ON, PRESENT, FIFTEEN)

    reckoned = {number: by_hand(facts) for number, facts in drawn.items()}
    moved = {m.case: (m.due, m.due_then, m.late, m.late_then) for m in found.moved if m.duty == "reply"}
    assert moved == {n: tuple(r) for n, r in reckoned.items() if r.due != r.due_then or r.late != r.late_then}
    sums = found.sums["reply"]
    late = sum(r.late for r in reckoned.values()), sum(r.late_then for r in reckoned.values())
    assert (sums.late, sums.late_then) == late
    assert len(moved) > 4_000
    assert late[1] > late[0] > 1_000


def test_a_request_received_before_the_change_keeps_its_limit() -> None:
    """The receipt selects the version: 29 December 2023 has 20 working days, 2 January 2024 has 15."""
    asked = {"channel": Channel.IN_PERSON, "requester": Requester.BUSINESS, "subject": "补贴名单"}
    before = Case.of("1", Received(date(2023, 12, 29), **asked))  # type: ignore[arg-type]
    after = Case.of("2", Received(date(2024, 1, 2), **asked))  # type: ignore[arg-type]
    (one,) = what_if([before, after], date(2024, 1, 10), PRESENT, FIFTEEN).moved
    assert (one.case, one.due, one.due_then) == ("2", date(2024, 1, 30), date(2024, 1, 23))
