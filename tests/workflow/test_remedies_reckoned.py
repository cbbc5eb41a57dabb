"""The windows of the remedies reckoned a second time: day by day, by plain questions, over drawn histories of all years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest

from workflow import Case, Delivery, Outcome, Readings, Requester
from workflow.calendar import china
from workflow.clock import deadlines
from workflow.events import Channel, Fact, LitigationFiled, Received, ReconsiderationFiled, Replied

DAY = timedelta(days=1)
SUIT_SIX, SPC18, GATE = date(2015, 5, 1), date(2018, 2, 8), date(2024, 1, 1)
BAR_11, BAR_25, IR26 = date(2011, 8, 13), date(2025, 6, 1), date(2026, 7, 1)
TURNS = (date(2009, 8, 27), BAR_11, SUIT_SIX, date(2017, 7, 1), date(2018, 1, 1), SPC18, GATE, BAR_25, IR26)
WITHHELD = {
    *("refused_state_secret", "refused_by_law", "refused_security_stability", "refused_third_party"),
    *("refused_internal_affairs", "refused_deliberative", "refused_enforcement_file"),
}
NOT_TAKEN = {  # since when no court takes it
    "not_processed_publication": BAR_11,
    "unavailable_needs_creation": BAR_11,
    "not_processed_petition": BAR_25,
    "refused_registry_query": BAR_25,
}
OPTIONS = {
    "repeat_after_refusal": ("suable", "not_suable"),
    "partial_review_first": ("review_first", "review_or_suit"),
    "not_told_2015": ("two_years", "one_year"),
    "silence_review_first": ("review_first", "review_or_suit"),
}
WORKED = china().is_working_day


def off_the_holiday(day: date) -> date:
    """Walk on to a day that is worked."""
    while not WORKED(day):
        day += DAY
    return day


def days_after(day: date, n: int) -> date:
    """Walk so many days on, then off a day that is not worked."""
    for _ in range(n):
        day += DAY
    return off_the_holiday(day)


def months_after(day: date, n: int) -> date:
    """Walk through so many turns of the month to the day of the same number, or the month's last."""
    there, turned = day, 0
    while turned < n:
        there += DAY
        turned += there.day == 1
    while there.day < day.day and (there + DAY).month == there.month:
        there += DAY
    return off_the_holiday(there)


def working_days_after(day: date, n: int) -> date:
    """Walk to the n-th day that is worked."""
    while n:
        day += DAY
        n -= WORKED(day)
    return day


def review_due(made: date, known: date, told: bool | None) -> date:
    """Sixty days; from 2024 a year where the answer did not tell of it, and never past five years from the act."""
    if known < GATE:
        return days_after(known, 60)
    due = months_after(known, 12) if told is False else days_after(known, 60)
    return min(due, months_after(made, 60))


def suit_due(made: date, known: date, told: bool | None, options: dict[str, str]) -> date:
    """Three months, six since 2015-05-01 and for what was open then; longer where the answer did not tell of it."""
    if told is False:
        years = 2 if known < SPC18 else 1
        if SUIT_SIX <= known < SPC18 and options["not_told_2015"] == "one_year":
            years = 1
        due = months_after(known, 12 * years)
    else:
        due = months_after(known, 3) if known < SUIT_SIX else months_after(known, 6)
        if known < SUIT_SIX <= due:
            due = months_after(known, 6)
    return min(due, months_after(made, 60))


def closed(reply: Replied, known: date, suing: date, options: dict[str, str]) -> bool:
    """Whether a court turns away a direct suit of the day *suing*."""
    outcome = reply.outcome.value
    if known >= GATE and outcome in WITHHELD:
        return True
    partial_first = known >= IR26 or (known >= GATE and options["partial_review_first"] == "review_first")
    if outcome == "partly_granted" and partial_first:
        return True
    if outcome == "not_processed_repeat" and suing >= BAR_25:
        return bool(reply.earlier_granted) or options["repeat_after_refusal"] == "not_suable"
    return outcome in NOT_TAKEN and suing >= NOT_TAKEN[outcome]


def drawn_day(random: Random) -> date:
    """A day of any year, often near one on which the law changed."""
    if random.random() < 0.6:
        return random.choice(TURNS) + timedelta(days=random.randrange(-200, 30))
    return date(2008, 6, 1) + timedelta(days=random.randrange(6700))


def drawn_answer(random: Random) -> tuple[list[Fact], Replied, date]:
    """A request that was answered: its facts, the answer, and the day on which it was known."""
    made = max(drawn_day(random), date(2008, 6, 1))
    lag = random.choice((0, 0, 0, 3, 12, 200, 1700))
    reply = Replied(
        made,
        outcome=random.choice(list(Outcome)),
        delivery=Delivery.POST if lag else Delivery.IN_PERSON,
        delivered_on=made + timedelta(days=lag) if lag else None,
        remedies_told=random.choice((None, None, True, False)),
        earlier_granted=random.choice((None, True, False)),
    )
    asked = Received(made - timedelta(days=5), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单")
    return [asked, reply], reply, made + timedelta(days=lag)


def drawn_remedies(random: Random, known: date) -> tuple[list[Fact], date | None, date | None]:
    """What was filed after the answer was known: nothing, a suit, a reconsideration, or both in either order."""
    facts: list[Fact] = []
    sued = known + timedelta(days=random.randrange(1, 400)) if random.random() < 0.3 else None
    reviewed = known + timedelta(days=random.randrange(1, 300)) if random.random() < 0.3 else None
    if sued == reviewed:
        reviewed = None
    if sued:
        facts.append(LitigationFiled(sued, dispute="诉1", after_reconsideration=False))
    if reviewed:
        facts.append(ReconsiderationFiled(reviewed, dispute="复1"))
    return sorted(facts, key=lambda fact: fact.on), sued, reviewed


def expected(
    reply: Replied, known: date, sued: date | None, reviewed: date | None, on: date, options: dict[str, str]
) -> Iterator[tuple[str, date, date | None]]:
    """Yield the windows against the answer, as a person with a wall calendar would tell them."""
    sued, reviewed = (day if day and day <= on else None for day in (sued, reviewed))
    yield "reconsideration_window", review_due(reply.on, known, reply.remedies_told), reviewed
    due = suit_due(reply.on, known, reply.remedies_told, options)
    given_up = reviewed is not None and reviewed <= due and (sued is None or reviewed < sued)
    if not given_up and not closed(reply, known, sued or min(on, due), options):
        yield "litigation_window", due, sued


@pytest.mark.parametrize("seed", range(8))
def test_windows_against_answers_are_reckoned_twice(seed: int) -> None:
    """Two hundred histories a seed, of all years and outcomes: no difference."""
    random = Random(seed)
    for n in range(200):
        facts, reply, known = drawn_answer(random)
        more, sued, reviewed = drawn_remedies(random, known)
        on = known + timedelta(days=random.randrange(900))
        options = {point: random.choice(choice) for point, choice in OPTIONS.items()}
        readings = Readings.default().with_(**options)
        found = [
            (x.duty, x.due, x.done)
            for x in deadlines(Case.of("1", *facts, *more), on, china(), readings)
            if x.start == known or x.start == reply.on
            if x.duty.endswith("_window")
        ]
        assert found == list(expected(reply, known, sued, reviewed, on, options)), (seed, n, facts, more, on, options)


@pytest.mark.parametrize("seed", range(4))
def test_windows_against_silence_are_reckoned_twice(seed: int) -> None:
    """A hundred and fifty requests a seed that were never answered: no difference."""
    random = Random(seed)
    for _ in range(150):
        asked = max(drawn_day(random), date(2008, 6, 1))
        ended = working_days_after(asked, 15 if asked < date(2019, 5, 15) else 20)
        option = random.choice(OPTIONS["silence_review_first"])
        want = [("reconsideration_window", days_after(ended, 60))]
        if ended >= SUIT_SIX and not (ended >= IR26 and option == "review_first"):
            want.append(("litigation_window", months_after(ended, 6)))
        case = Case.of("1", Received(asked, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单"))
        readings = Readings.default().with_(silence_review_first=option)
        limits = deadlines(case, ended + timedelta(days=random.randrange(1, 300)), china(), readings)
        assert [(x.duty, x.due) for x in limits if x.duty.endswith("_window")] == want, (asked, option)


@pytest.mark.parametrize("turn", TURNS)
def test_every_day_around_a_change_of_the_law(turn: date) -> None:
    """Forty days before and after: a refusal, what must be made, a petition and a not-held answer, asked when known."""
    options = {point: choice[0] for point, choice in OPTIONS.items()}
    for n in range(-40, 41):
        known = turn + timedelta(days=n)
        for outcome in (
            "refused_by_law",
            "unavailable_needs_creation",
            "not_processed_petition",
            "unavailable_not_held",
        ):
            reply = Replied(known, outcome=Outcome(outcome), delivery=Delivery.IN_PERSON)
            asked = Received(known - DAY, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单")
            found = [
                (x.duty, x.due, x.done)
                for x in deadlines(Case.of("1", asked, reply), known, china())
                if x.duty.endswith("_window")
            ]
            assert found == list(expected(reply, known, None, None, known, options)), (known, outcome)
