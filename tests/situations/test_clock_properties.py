"""Laws that every clock keeps, whatever the history, and the second reckoning day by day that must agree with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from tests.situations.on_foot import DAY, WORKED, days, months_later, off_the_holiday, walk
from tests.situations.reckoning import DEFAULT, Choice, Reckoning
from workflow import Case, Readings, deadlines
from workflow.calendar import china
from workflow.clock import Deadline, reply_deadline
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    Reopened,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.law import READINGS, reading
from workflow.testing.strategies import History, lawful_histories, possible_histories

many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
few = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def choices(facts: Sequence[Fact]) -> Iterator[Choice]:
    """Every combination of options at the disputed points that these facts touch."""
    kinds = {fact.kind for fact in facts}
    first = [facts[0].values().get(name) for name in ("on", "submitted_on", "auto_acknowledged_on")]
    touched = {
        "rest_day_receipt": any(day not in WORKED for day in [facts[0].on, *first] if day),
        "online_confirmation": facts[0].values()["channel"] in {"online", "fax"},
        "ordinary_mail_unreachable": facts[0].values()["channel"] == "ordinary_mail",
        "late_clarification_notice": "clarification_requested" in kinds,
        "consultation_boundary": bool(kinds & {"third_party_consulted", "agency_consulted"}),
        "other_organs": "agency_consulted" in kinds,
        "number_of_extensions": "extended" in kinds,
        "art35_pause": "reasons_given" in kinds,
        "fee_restart_length": "fee_noticed" in kinds,
        "extension_after_fee": {"fee_noticed", "extended"} <= kinds,
    }
    points = [id for id, is_touched in touched.items() if is_touched]
    for options in product(*([option.id for option in reading(id).options] for id in points)):
        yield dict(DEFAULT) | dict(zip(points, options, strict=True))


def limit(facts: Sequence[Fact], on: date, choice: Choice = DEFAULT) -> Deadline:
    """The limit for the reply of a case with these facts as it stands on the day *on*."""
    case = Case.of("2025-001", *facts)
    readings = Readings.default().with_(**choice)
    return next(x for x in deadlines(case, on, readings=readings) if x.duty == "reply")


def as_of(facts: Sequence[Fact], drawn: int) -> tuple[Sequence[Fact], date]:
    """The facts that hold and a day between the receipt and a month after the last of them."""
    case = Case.of("2025-001", *facts)
    span = (case.facts[-1].on - case.received_on).days + 30
    return case.facts, case.received_on + (drawn % span) * DAY


anywhere = st.integers(0, 10_000)
histories = st.one_of(lawful_histories(), possible_histories())


@many
@given(histories, anywhere)
def test_the_second_reckoning_agrees_under_every_combination_of_readings(history: History, drawn: int) -> None:
    """The date, the safe date and the other readings are those counted on foot (law study, sections 3 and 4)."""
    facts, on = as_of(history, drawn)
    case = Case.of("2025-001", *history)
    assume(not case.voided)
    assume(case.received_on >= d("2019-05-15"))  # the second reckoning knows the Regulation of 2019 only
    # Whether a day that was named moves for the wait for a payment no text says.
    assume(not {"deferred", "fee_noticed"} <= {fact.kind for fact in facts})
    found = limit(history, on)
    at = found.done or on
    safe = []
    for choice in choices(facts):
        reckoned = Reckoning(facts, at, choice)
        expected = reckoned.due
        readings = Readings.default().with_(**choice)
        assert reply_deadline(case, on, china(), readings, other_readings=False).due == expected, dict(readings)
        safe.append(reckoned.safe)
        deviations = [(point, option) for point, option in choice.items() if option != DEFAULT[point]]
        if len(deviations) == 1 and expected != found.due:
            (point, option) = deviations[0]
            assert (point, option, expected) in found.readings
        elif len(deviations) == 1:
            assert deviations[0] not in [other[:2] for other in found.readings]
    assert found.due == Reckoning(facts, at).due
    assert found.safe_due == min(safe)


def test_a_deferral_to_a_day_off_is_safe_on_the_day_that_was_named() -> None:
    """Named was Saturday 2020-04-04; the limit ends after Tomb-Sweeping Day, on Tuesday the 7th (Art. 35, CPL 85)."""
    facts = (
        Received(d("2020-02-16"), channel="in_person", requester="natural_person", subject="会议纪要"),
        Deferred(d("2020-02-16"), until=d("2020-04-04")),
    )
    reckoned, found = Reckoning(facts, d("2020-02-16")), limit(facts, d("2020-02-16"))
    assert (reckoned.due, reckoned.safe) == (found.due, found.safe_due) == (d("2020-04-07"), d("2020-04-04"))


# -- laws of the clock ------------------------------------------------------------------------------------

receipts = st.dates(date(2020, 1, 1), date(2026, 6, 30))


def received(on: date) -> Received:
    """A request handed in on this day."""
    return Received(on, channel="in_person", requester="natural_person", subject="会议纪要")


def letters(base: date, spans: Sequence[tuple[int, int]]) -> list[Fact]:
    """Letters to one third party each: sent so many days after *base*, answered so many days after that."""
    facts: list[Fact] = []
    for n, (sent, waited) in enumerate(spans):
        facts.append(ThirdPartyConsulted(base + sent * DAY, party=f"第三方{n}"))
        facts.append(ThirdPartyAnswered(base + (sent + waited) * DAY, party=f"第三方{n}", position="agrees"))
    return sorted(facts, key=lambda fact: fact.on)


def due_of(*facts: Fact, choice: Choice = DEFAULT) -> date:
    """The date once all these facts have happened."""
    return limit(facts, max(fact.on for fact in facts), choice).due


spans = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 15)), min_size=1, max_size=3)


@many
@given(histories, anywhere)
def test_a_limit_in_working_days_ends_on_a_working_day(history: History, drawn: int) -> None:
    """It needs no roll (section 3); where a date was named, or days are counted, it ends where it was named or rolled."""
    _, on = as_of(history, drawn)
    for found in deadlines(Case.of("2025-001", *history), on):
        named = [step for step in found.steps if step.op == "count" and step.length is None]
        assert named or found.due in WORKED


@many
@given(receipts, spans, st.integers(1, 10))
def test_a_later_receipt_is_never_due_earlier(day: date, sent: list[tuple[int, int]], later: int) -> None:
    """Monotone in the day of receipt, with no other facts, or with the same letters and the same extension after it."""
    early, late = received(day), received(day + later * DAY)
    assert due_of(early) <= due_of(late)
    shared = letters(late.on, sent)
    told = Extended(late.on + 5 * DAY, workdays=10, approved_by="李主任")
    shared = sorted([ReviewStarted(late.on), *shared, told], key=lambda fact: fact.on)
    assert due_of(early, *shared) <= due_of(late, *shared)


@many
@given(receipts, spans, st.integers(0, 25), st.integers(0, 15))
def test_another_letter_never_shortens(day: date, sent: list[tuple[int, int]], start: int, waited: int) -> None:
    """More days left out is never less time (33(3))."""
    before = due_of(received(day), ReviewStarted(day), *letters(day, sent))
    after = due_of(received(day), ReviewStarted(day), *letters(day, [*sent, (start, waited)]))
    assert before <= after


@many
@given(receipts, st.integers(1, 6), st.integers(0, 7), st.integers(0, 7), st.integers(0, 7))
def test_union_never_sum(day: date, sent: int, one: int, two: int, three: int) -> None:
    """Two letters at the same time, or overlapping, leave out what one over both would (section 4.4).

    Together they may wait longer than the 15 working days of one, so that nothing is capped here.
    """
    whole = dict(DEFAULT) | {"consultation_boundary": "after_sent_to_answered"}
    first, second = (sent, one + two), (sent + one, two + three)
    both = [first, second] if two else [first, (sent, one + three)]
    over_both = [(sent, max(a + b for a, b in both) - sent)]
    expected = due_of(received(day), ReviewStarted(day), *letters(day, over_both), choice=whole)
    assert due_of(received(day), ReviewStarted(day), *letters(day, both), choice=whole) == expected
    assert due_of(received(day), ReviewStarted(day), *letters(day, over_both * 2), choice=whole) == expected


@many
@given(receipts, st.integers(0, 20), st.integers(1, 20))
def test_an_extension_is_counted_from_the_base(day: date, told: int, workdays: int) -> None:
    """On whatever day of the limit it is told, 20 and so many working days run from receipt (section 4.2)."""
    extended = Extended(walk(day, told), workdays=workdays, approved_by="李主任")
    assert due_of(received(day), extended) == walk(day, 20 + workdays)


@many
@given(receipts, st.integers(0, 20), st.integers(0, 20), st.integers(0, 20))
def test_three_times_five_is_fifteen(day: date, first: int, second: int, third: int) -> None:
    """Under the reading that allows several, three extensions of 5 are one of 15, and four of 6 are one of 20."""
    several = dict(DEFAULT) | {"number_of_extensions": "several"}
    told = [walk(day, n) for n in sorted((first, second, third))]
    fives = [Extended(on, workdays=5, approved_by="李主任") for on in told]
    sixes = [Extended(told[0], workdays=6, approved_by="李主任")] * 4
    assert due_of(received(day), *fives, choice=several) == walk(day, 35)
    assert due_of(received(day), *sixes, choice=several) == walk(day, 40)
    assert due_of(received(day), *fives) == walk(day, 25), "one only by default"


def what_might_move_it(on: date) -> list[list[Fact]]:
    """Everything that stops, lengthens or restarts a limit, told on this day; some of it answered ten days later."""
    later = on + 10 * DAY
    return [
        [Extended(on, workdays=20, approved_by="李主任")],
        [Deferred(on, until=on + 60 * DAY)],
        [ThirdPartyConsulted(on, party="丙公司"), ThirdPartyAnswered(later, party="丙公司", position="agrees")],
        [
            AgencyConsulted(on, agency="省档案局", joint=True),
            AgencyAnswered(later, agency="省档案局", position="agrees"),
        ],
        [FeeNoticed(on, amount=Decimal(100), method="by_item"), FeePaid(later, amount=Decimal(100))],
        [ClarificationRequested(on, respond_by=later), Clarified(later)],
        [ReasonsRequested(on), ReasonsGiven(later, accepted=True)],
    ]


ONE_BY_ONE = [{}, *({p.id: o.id} for p in READINGS if p.affects_dates for o in p.options if o.id != p.default)]


@pytest.mark.parametrize("other", ONE_BY_ONE, ids=lambda other: "-".join(*other.items()) if other else "default")
@few
@given(lawful_histories(), st.integers(1, 30))
def test_a_late_case_gains_nothing(other: dict[str, str], history: History, late_by: int) -> None:
    """Once the limit has run out nothing that is told, sent or noticed moves it, under any reading."""
    facts = [fact for fact in history if fact.kind not in {"replied", "lapsed", "withdrawn", "archived"}]
    facts = [fact for fact in facts if not fact.kind.startswith(("reconsideration", "litigation"))]
    facts += [ReviewStarted(facts[-1].on)] if all(fact.kind != "review_started" for fact in facts) else []
    choice = dict(DEFAULT) | other
    before = limit(facts, facts[-1].on, choice)
    assume(before.state != "tolled")
    on = before.due + late_by * DAY
    assume(on > facts[-1].on)
    settled = limit(facts, on, choice)
    assume(settled.state == "missed" and settled.due < on)
    for added in what_might_move_it(on):
        found = limit([*facts, *added], on + 10 * DAY, choice)
        assert (found.due, found.state) == (settled.due, "missed"), added


# -- the derivation ---------------------------------------------------------------------------------------


def replayed(found: Deadline) -> date:
    """Reckon the date again from what each step was given, and hold every date on the way against the step's own."""
    due: date | None = None
    for step in found.steps:
        before = due
        if step.op == "start":
            assert step.date == found.steps[0].date
            continue
        if step.op == "count":
            due = counted(found.steps[0].date, step)
        elif step.op == "restart":
            assert step.date is not None
            due = walk(step.date, step.length or 0)
        elif step.op == "exclude":
            assert step.since is not None
            assert step.until is not None
            assert step.length == sum(day in WORKED for day in days(step.since, step.until))
            due = walk(due or date.max, step.length)
        elif step.op == "extend":
            due = walk(due or date.max, step.length or 0)
        elif step.op == "defer":
            due = step.after  # the day that was told
        else:
            due = off_the_holiday(due or date.max)
        assert due == step.after
        if step.op != "count":
            assert before == step.before
    assert due is not None
    return due


def counted(start: date | None, step: Any) -> date:
    """So many working days, days or months from *start*, or the day that was set."""
    assert start == step.before
    if step.length is None:
        day: date = step.after
        return day
    if step.rule.unit == "calendar_day":
        return step.before + step.length * DAY
    if step.rule.unit == "month":
        return months_later(step.before, step.length)
    return walk(step.before, step.length)


@many
@given(histories, anywhere)
def test_every_derivation_replays_to_its_date(history: History, drawn: int) -> None:
    """The steps, reckoned again from day, length and span alone, lead to the date, for every limit of the case."""
    _, on = as_of(history, drawn)
    for found in deadlines(Case.of("2025-001", *history), on):
        assert replayed(found) == found.due


@many
@given(histories, anywhere)
def test_the_days_off_that_a_step_names_are_those_on_its_way(history: History, drawn: int) -> None:
    """What a count, an extension or an exclusion skips are the Mondays to Fridays off between its two dates."""
    _, on = as_of(history, drawn)
    for found in deadlines(Case.of("2025-001", *history), on):
        for step in found.steps:
            if step.op in {"exclude", "extend"} and step.before and step.after:
                passed = [day for day in days(step.before, step.after) if day.weekday() < 5 and day not in WORKED]
                assert list(step.skipped) == passed


@many
@given(st.sampled_from((2023, 2024, 2025)), st.integers(-60, 60), st.integers(1, 20))
@example(2025, 6, 1)
def test_provisional_exactly_when_a_day_on_the_way_is_uncovered(year: int, from_christmas: int, more: int) -> None:
    """Confirmed up to 25 December of the last year with a notice; from the 26th on the missing year is named."""
    calendar = china(known_on=date(year, 12, 20))
    known = max(notice.year for notice in calendar.notices)
    day = date(known, 12, 25) + (from_christmas - 28) * DAY
    extended = Extended(day, workdays=more, approved_by="李主任")
    case = Case.of("2025-001", received(day), extended)
    found = reply_deadline(case, day, calendar, Readings.default())
    uncovered = [on for on in days(day, found.due) if on > date(known, 12, 25)]
    assert found.status == ("provisional" if uncovered else "confirmed")
    assert any(str(known + 1) in warning.zh for warning in found.warnings) == bool(uncovered)


# -- faults that the second reckoning found, kept as plain cases ------------------------------------------


def test_two_readings_together_may_give_the_earliest_date() -> None:
    """Neither the cap nor "joint makers only" moves the date here; together they do, and the safe date says so."""
    facts = [
        received(d("2025-03-03")),
        ReviewStarted(d("2025-03-03")),
        ThirdPartyConsulted(d("2025-03-08"), party="甲公司"),
        AgencyConsulted(d("2025-03-08"), agency="市财政局", served_on=d("2025-03-15"), joint=False),
        ThirdPartyAnswered(d("2025-04-06"), party="甲公司", position="agrees"),
        AgencyAnswered(d("2025-04-06"), agency="市财政局", position="agrees"),
    ]
    expected = min(Reckoning(facts, d("2025-04-06"), choice).due for choice in choices(facts))
    found = limit(facts, d("2025-04-06"), DEFAULT | {"consultation_boundary": "after_sent_to_answered"})
    assert (found.readings, found.safe_due) == ((), expected)
    assert found.safe_due < found.due


def test_a_notice_to_clarify_after_the_limit_restarts_nothing() -> None:
    """Under the reading that a late notice restarts, one given when the limit has run out still does not (33, 30)."""
    facts = [
        received(d("2025-03-03")),
        ClarificationRequested(d("2025-04-10"), respond_by=d("2025-04-24")),
        Clarified(d("2025-04-20")),
    ]
    found = limit(facts, d("2025-04-20"), dict(DEFAULT) | {"late_clarification_notice": "restart"})
    assert (found.due, found.state) == (d("2025-03-31"), "missed")


REST: Choice = dict(DEFAULT) | {"fee_restart_length": "remainder"}


def fee(on: str) -> Fact:
    """A fee notice received on this day."""
    return FeeNoticed(d(on), amount=Decimal(380), method="by_item")


def paid(on: str) -> Fact:
    """A payment."""
    return FeePaid(d(on), amount=Decimal(380))


def test_an_extension_told_while_payment_is_awaited() -> None:
    """Where payment restores the rest of the limit, the limit has not run out while it is awaited: it may be extended.

    Received 2025-08-04, noticed 08-20, paid 09-10: the rest ends on 09-22 (109号 6); 5 working days later is
    Sun 09-28, which is worked.
    """
    facts = [
        received(d("2025-08-04")),
        fee("2025-08-20"),
        Extended(d("2025-09-05"), workdays=5, approved_by="李主任"),
        paid("2025-09-10"),
    ]
    assert limit(facts, d("2025-09-10"), REST).due == d("2025-09-28")


def test_the_rest_of_a_limit_that_waited_since_an_earlier_notice() -> None:
    """Noticed on 2025-08-20 and again on 09-02, given up, reopened, paid on 10-10: 8 of 20 days are left, until 10-21."""
    facts = [
        received(d("2025-08-04")),
        fee("2025-08-20"),
        fee("2025-09-02"),
        Lapsed(d("2025-10-09"), cause="fee"),
        Reopened(d("2025-10-09"), reason="有正当理由"),
        paid("2025-10-10"),
    ]
    assert limit(facts, d("2025-10-10"), REST).due == d("2025-10-21")


def test_a_letter_sent_while_payment_is_awaited() -> None:
    """Where payment restores the rest of the limit, a letter sent meanwhile leaves out the days after payment.

    Sent 2025-09-05, answered 09-15: three working days more than 09-22, for 09-11, 09-12 and 09-15.
    """
    facts = [
        received(d("2025-08-04")),
        ReviewStarted(d("2025-08-04")),
        fee("2025-08-20"),
        ThirdPartyConsulted(d("2025-09-05"), party="甲公司"),
        paid("2025-09-10"),
        ThirdPartyAnswered(d("2025-09-15"), party="甲公司", position="agrees"),
    ]
    assert limit(facts, d("2025-09-15"), REST).due == d("2025-09-25")


def test_a_clarification_after_payment_may_be_extended_under_either_reading() -> None:
    """Whether the limit that restarts after payment may be extended says nothing of one that restarts after correction.

    Corrected 2025-04-25: day 20 is 05-27, day 40 is 06-25 (section 4.3: a new extension is available).
    """
    facts = [
        received(d("2025-04-07")),
        ClarificationRequested(d("2025-04-14"), respond_by=d("2025-04-27")),
        fee("2025-04-15"),
        paid("2025-04-18"),
        Clarified(d("2025-04-25")),
        Extended(d("2025-05-26"), workdays=20, approved_by="李主任"),
    ]
    for option in ("yes", "no"):
        choice = dict(DEFAULT) | {"extension_after_fee": option}
        assert limit(facts, d("2025-05-26"), choice).due == d("2025-06-25")


def test_a_letter_still_out_when_a_deferred_limit_runs_anew() -> None:
    """A deferral does not move for a letter, but payment starts a full limit, in which the letter's days do not count.

    Paid 2025-09-10: day 20 is 10-14; the letter of 09-01 is answered on 09-15, so 09-11, 09-12 and 09-15 are left out.
    """
    facts = [
        received(d("2025-08-04")),
        ReviewStarted(d("2025-08-04")),
        Deferred(d("2025-08-18"), until=d("2025-10-31")),
        fee("2025-08-20"),
        ThirdPartyConsulted(d("2025-09-01"), party="甲公司"),
        paid("2025-09-10"),
        ThirdPartyAnswered(d("2025-09-15"), party="甲公司", position="agrees"),
    ]
    assert limit(facts, d("2025-09-15")).due == d("2025-10-17")


def test_a_fee_noticed_on_the_last_day_leaves_nothing_to_extend() -> None:
    """Where payment restores only the rest, and day 20 was gone when the notice came, a later extension is too late.

    As with a letter sent on day 20, zero days remain (section 4.4): the extension would have to be told that day.
    """
    facts = [received(d("2025-08-04")), fee("2025-09-01")]
    same_day, next_day = (Extended(d(on), workdays=5, approved_by="李主任") for on in ("2025-09-01", "2025-09-02"))
    late = limit([*facts, next_day], d("2025-09-02"), REST)
    assert (late.due, late.state) == (d("2025-09-01"), "missed")
    assert limit([*facts, same_day], d("2025-09-01"), REST).due == walk(d("2025-09-01"), 5)
