"""Every limit of mixed histories reckoned a second time, day by day, under several readings at once: no difference."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from datetime import date
from random import Random

import pytest

from tests.situations.mixed_histories import TURNS, asked_on, drawn_history
from tests.situations.on_foot import DAY, LAST
from tests.situations.other_limits_reckoned import Limit, every_limit
from tests.situations.reckoning import DEFAULT, ROGI_2019, Choice
from workflow import Case, Outcome, Readings, deadlines
from workflow.events import EVENT_OF, Channel, Fact, Received, Replied
from workflow.law import READINGS, reading

HISTORIES = int(os.environ.get("YSQ_HISTORIES", "256"))
"""How many histories are drawn, over all seeds."""
SEEDS = 8
SUIT = "litigation_window"
GATES = ("non_reply_remedy", "silence_review_first", "partial_review_first", "review_first_2024")
"""Disputed points that put reconsideration before a suit."""
RESPONDENT = {"reconsideration_answer", "litigation_answer", "appeal_window"}
"""Limits of the organ as respondent, which are not reckoned here."""
ELSEWHERE = {"archived", "voided", "rectified", "processing_started", "ground_found"}
"""Kinds of facts that no limit looks at, or that are tested where they belong."""


def drawn_choice(random: Random, facts: Sequence[Fact]) -> Choice:
    """Draw the default, or one to six other options at once."""
    points = random.sample([point for point in READINGS if point.id in DEFAULT], random.choice((0, 1, 3, 6)))
    drawn = dict(DEFAULT) | {point.id: random.choice(point.options).id for point in points}
    if {"deferred", "fee_noticed"} <= {fact.kind for fact in facts}:
        drawn["fee_restart_length"] = (
            "full"  # whether a day that was named moves for the rest after payment no text says
        )
    return drawn


def compared(limits: Sequence[Limit]) -> list[Limit]:
    """Sort them; a last day in a year of which nothing is known is only said to lie there."""
    return sorted((x if x.due <= LAST else x._replace(due=date.max) for x in limits), key=str)


def chosen(choice: Choice) -> Readings:
    """The readings of a choice."""
    return Readings.default().with_(**choice)


def found(case: Case, at: date, choice: Choice) -> list[Limit]:
    """What the library says."""
    limits = (x for x in deadlines(case, at, readings=chosen(choice)) if x.duty not in RESPONDENT)
    return compared([Limit(str(x.duty), x.due, x.done, str(x.state)) for x in limits])


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_limit_is_the_one_counted_on_foot(seed: int) -> None:
    """Each history is asked on several days, each under several choices of readings."""
    random = Random(seed)
    for n in range(HISTORIES // SEEDS):
        facts = drawn_history(random)
        case = Case.of("1", *facts)
        for at in asked_on(random, facts):
            for choice in (drawn_choice(random, facts), drawn_choice(random, facts)):
                told = {point: option for point, option in choice.items() if option != DEFAULT[point]}
                assert found(case, at, choice) == compared(every_limit(facts, at, choice)), (n, at, told, facts)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_suit_names_the_readings_that_would_close_it(seed: int) -> None:
    """And no others: those under which it is not there when it is counted on foot; the date is that of a reconsideration."""
    random = Random(seed)
    for n in range(HISTORIES // SEEDS):
        facts = drawn_history(random)
        at, choice = max(asked_on(random, facts)), drawn_choice(random, facts)
        suits = [x for x in deadlines(Case.of("1", *facts), at, readings=chosen(choice)) if x.duty == SUIT]
        for point in GATES:
            option = next(option.id for option in reading(point).options if option.id != choice[point])
            named = Counter(x.due for x in suits if any(r.reading == point for r in x.readings))
            other = every_limit(facts, at, dict(choice) | {point: option})
            closed = Counter(x.due for x in every_limit(facts, at, choice) if x.duty == SUIT)
            closed -= Counter(x.due for x in other if x.duty == SUIT)
            assert named == closed, (n, at, point, facts)
            safe = {r.due for x in suits for r in x.readings if r.reading == point}
            assert safe <= {x.due for x in other if x.duty == "reconsideration_window"}, (n, at, point, facts)


def test_the_histories_are_mixed() -> None:
    """They hold every kind of fact that moves a limit, every outcome and channel, and requests of every year."""
    random = Random(0)
    drawn = [drawn_history(random) for _ in range(600)]
    facts = [fact for history in drawn for fact in history]
    assert {fact.kind for fact in facts} == set(EVENT_OF) - ELSEWHERE
    assert {fact.outcome for fact in facts if isinstance(fact, Replied)} == set(Outcome)
    assert {fact.channel for fact in facts if isinstance(fact, Received)} == set(Channel)
    assert {history[0].on.year for history in drawn} == set(range(2009, 2027))
    assert 200 < sum(history[0].on < ROGI_2019 for history in drawn) < 400, "under either Regulation"


@pytest.mark.parametrize("turn", TURNS)
def test_every_day_around_a_change_of_the_law(turn: date) -> None:
    """Forty days before and after: a refusal, what must be made, a petition and a not-held answer, asked when known."""
    outcomes = "refused_by_law", "unavailable_needs_creation", "not_processed_petition", "unavailable_not_held"
    for n in range(-40, 41):
        known = turn + n * DAY
        for outcome in outcomes:
            asked = Received(known - DAY, channel="in_person", requester="business", subject="名单")
            facts = asked, Replied(known, outcome=outcome, delivery="in_person")
            assert found(Case.of("1", *facts), known, DEFAULT) == compared(every_limit(facts, known, DEFAULT)), facts
