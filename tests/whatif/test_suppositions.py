"""Suppositions: what each changes, what it leaves alone, and the limits that move with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from workflow import Case, Readings
from workflow.calendar import china
from workflow.errors import BrokenLaw, InvalidFact, NotCovered
from workflow.events import (
    Channel,
    Delivery,
    Extended,
    Fact,
    Position,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Voided,
)
from workflow.law import UnknownProvision, UnknownReading
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import possible_histories
from workflow.whatif import (
    Basis,
    SupposedDays,
    SupposedNumber,
    SupposedReading,
    SupposedStart,
    Supposition,
    supposed,
    what_if,
)

PRESENT = Basis(china(), Readings.default())
ON = date(2025, 12, 31)


def received(day: date) -> Received:
    """A receipt."""
    return Received(day, channel=Channel.IN_PERSON, requester=Requester.NATURAL_PERSON, subject="补贴名单")


def replied(day: date) -> Replied:
    """A reply."""
    return Replied(day, outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON)


def compared(*suppositions: Supposition, facts: tuple[Fact, ...], on: date = ON) -> list[tuple[object, ...]]:
    """What moves in one case: the duty, from when, to when, late or not, as things are and as they would be."""
    found = what_if([Case.of("1", *facts)], on, PRESENT, supposed(suppositions, PRESENT))
    return [(m.duty, m.due, m.due_then, m.late, m.late_then) for m in found.moved]


def spans(basis: Basis, id: str) -> list[tuple[int | None, date, date | None]]:
    """The numbers of a provision, each with its days in force."""
    return [(p.count, p.in_force_from, p.in_force_to) for p in basis.law.versions(id)]


# -- numbers --------------------------------------------------------------------------------------------------


def test_a_number_from_a_day_on_is_what_an_amendment_makes() -> None:
    """The provision has 20 up to the day before, 15 from the day on, and the law of 2007 is as it was."""
    other = supposed([SupposedNumber("reply", 15, date(2024, 1, 1))], PRESENT)
    assert spans(other, "reply") == [
        (15, date(2008, 5, 1), date(2019, 5, 14)),
        (20, date(2019, 5, 15), date(2023, 12, 31)),
        (15, date(2024, 1, 1), None),
    ]
    assert spans(other, "extension_max") == spans(PRESENT, "extension_max")


def test_a_number_for_a_time_over_two_versions() -> None:
    """Both versions name it in that time; before and after, each is as it was."""
    other = supposed([SupposedNumber("reply", 30, date(2015, 1, 1), date(2019, 12, 31))], PRESENT)
    assert spans(other, "reply") == [
        (15, date(2008, 5, 1), date(2014, 12, 31)),
        (30, date(2015, 1, 1), date(2019, 5, 14)),
        (30, date(2019, 5, 15), date(2019, 12, 31)),
        (20, date(2020, 1, 1), None),
    ]


def test_two_numbers_one_after_the_other() -> None:
    """Each is on top of the one before."""
    steps = [SupposedNumber("reply", 15, date(2024, 1, 1)), SupposedNumber("reply", 10, date(2025, 1, 1))]
    assert [count for count, *_ in spans(supposed(steps, PRESENT), "reply")] == [15, 20, 15, 10]


def test_the_number_that_stands_changes_nothing() -> None:
    """20 instead of 20 moves no limit of a case that has every kind of limit."""
    facts = (received(date(2025, 3, 3)), replied(date(2025, 4, 10)))
    assert compared(SupposedNumber("reply", 20, date(2024, 1, 1)), facts=facts) == []


def test_an_extension_that_would_come_too_late_is_told() -> None:
    """With 15 working days the limit ends on 2025-03-24, and the extension of 03-26 is too late: two duties more are unmet."""
    facts = (
        received(date(2025, 3, 3)),
        Extended(date(2025, 3, 26), workdays=10, approved_by="甲"),
        replied(date(2025, 4, 10)),
    )
    moved = compared(SupposedNumber("reply", 15, date(2024, 1, 1)), facts=facts)
    assert moved == [
        ("reply", date(2025, 4, 15), date(2025, 3, 24), False, True),
        ("extension_in_time", None, date(2025, 3, 24), False, True),
    ]


def test_a_lower_maximum_finds_extensions_that_are_too_long() -> None:
    """The duty names no day: nothing moves, and something is unmet."""
    facts = (
        received(date(2025, 3, 3)),
        Extended(date(2025, 3, 26), workdays=15, approved_by="甲"),
        replied(date(2025, 4, 10)),
    )
    moved = compared(SupposedNumber("extension_max", 10, date(2024, 1, 1)), facts=facts)
    assert ("extension_length", None, None, False, True) in moved


def test_a_window_moves_with_its_law() -> None:
    """30 days for reconsideration instead of 60: known on 2025-03-24, up to 04-23 instead of 05-23."""
    facts = (received(date(2025, 3, 3)), replied(date(2025, 3, 24)))
    moved = compared(SupposedNumber("reconsideration_window", 30, date(2025, 1, 1)), facts=facts, on=date(2025, 5, 1))
    assert moved == [("reconsideration_window", date(2025, 5, 23), date(2025, 4, 23), False, True)]


@pytest.mark.parametrize(
    ("supposition", "said"),
    [
        (SupposedNumber("roll", 3, date(2024, 1, 1)), "条款 roll 没有数字可改"),
        (SupposedNumber("ordered_reply", 3, date(2001, 1, 1), date(2001, 2, 1)), "没有施行中的条款 ordered_reply"),
    ],
)
def test_a_number_that_cannot_be(supposition: Supposition, said: str) -> None:
    """A provision without a number, or not in force then."""
    with pytest.raises(BrokenLaw, match=said):
        supposition(PRESENT)


def test_an_unknown_provision_is_refused() -> None:
    """By the law itself, which lists those there are."""
    with pytest.raises(UnknownProvision):
        SupposedNumber("nothing", 3, date(2024, 1, 1))(PRESENT)


# -- dates in force -------------------------------------------------------------------------------------------


def test_the_regulation_of_2019_a_year_later() -> None:
    """A request of June 2019 has the 15 working days of 2007: the limit of 2019-06-03 ends on 06-25 instead of 07-02."""
    later = SupposedStart("ROGI-2019", date(2020, 5, 15))
    other = supposed([later], PRESENT)
    assert spans(other, "reply") == [(15, date(2008, 5, 1), date(2020, 5, 14)), (20, date(2020, 5, 15), None)]
    assert other.law.in_force_from("restart") == date(2020, 5, 15)
    facts = (received(date(2019, 6, 3)), replied(date(2019, 6, 28)))
    moved = compared(later, facts=facts, on=date(2019, 12, 31))
    assert ("reply", date(2019, 7, 2), date(2019, 6, 25), False, True) in moved


def test_one_provision_alone_may_begin_earlier() -> None:
    """The 20 working days from 2019-01-01 on, and nothing else of 2019."""
    other = supposed([SupposedStart("ROGI-2019", date(2019, 1, 1), "reply")], PRESENT)
    assert spans(other, "reply") == [(15, date(2008, 5, 1), date(2018, 12, 31)), (20, date(2019, 1, 1), None)]
    assert spans(other, "extension_max") == spans(PRESENT, "extension_max")


@pytest.mark.parametrize("version", sorted({p.version for p in PRESENT.law.provisions()}))
def test_every_text_may_begin_a_month_later(version: str) -> None:
    """Whatever it took the place of, of its own law or of another, leaves no hole: the month is filled wherever a version ended."""
    texts = [p for p in PRESENT.law.provisions() if p.version == version]
    begins = min(p.in_force_from for p in texts)
    later = begins + timedelta(30)
    law = supposed([SupposedStart(version, later)], PRESENT).law
    for p in texts:
        before = PRESENT.law.find(p.id, begins - timedelta(1))
        in_between = law.find(p.id, later - timedelta(1))
        assert (in_between and in_between.version) == (before and before.version)
        assert law.provision(p.id, later).version == version


def test_the_day_that_stands_changes_nothing() -> None:
    """The law is equal to the present one."""
    assert supposed([SupposedStart("ROGI-2019", date(2019, 5, 15))], PRESENT).law == PRESENT.law


@pytest.mark.parametrize(
    ("supposition", "said"),
    [
        (SupposedStart("ROGI-2030", date(2030, 1, 1)), "没有 ROGI-2030"),
        (SupposedStart("ROGI-2019", date(2008, 5, 1)), "应晚于所取代的 ROGI-2007 的施行日 2008-05-01"),
        (SupposedStart("ROGI-2007", date(2019, 5, 15)), "不得晚于此日"),
    ],
)
def test_a_day_on_which_it_cannot_begin(supposition: Supposition, said: str) -> None:
    """An unknown version, before what it replaces, after its own end."""
    with pytest.raises(BrokenLaw, match=said):
        supposition(PRESENT)


# -- days off -------------------------------------------------------------------------------------------------


def test_a_day_off_more_moves_the_limits_over_it() -> None:
    """2025-03-10 off: 20 working days from 03-03 end on 04-01 instead of 03-31; a reply on that day is late no longer."""
    facts = (received(date(2025, 3, 3)), replied(date(2025, 4, 1)))
    moved = compared(SupposedDays(off=(date(2025, 3, 10),)), facts=facts)
    assert moved == [("reply", date(2025, 3, 31), date(2025, 4, 1), True, False)]


def test_a_holiday_worked_moves_them_the_other_way() -> None:
    """4 April 2025 worked, which was Tomb-Sweeping Day: from 2025-03-10 the limit ends on 04-07 instead of 04-08."""
    facts = (received(date(2025, 3, 10)), replied(date(2025, 4, 8)))
    moved = compared(SupposedDays(worked=(date(2025, 4, 4),)), facts=facts)
    assert moved == [("reply", date(2025, 4, 8), date(2025, 4, 7), False, True)]


def test_days_that_are_so_anyway_change_nothing() -> None:
    """A Sunday off and a Monday worked: the calendar is the very same."""
    same = SupposedDays(off=(date(2025, 3, 9),), worked=(date(2025, 3, 10),))
    assert same(PRESENT) == PRESENT
    assert same(PRESENT).calendar is PRESENT.calendar


def test_a_day_cannot_be_both() -> None:
    """Nor lie where there is no calendar."""
    with pytest.raises(BrokenLaw, match="2025-03-10 既放假又上班"):
        SupposedDays(off=(date(2025, 3, 10),), worked=(date(2025, 3, 10),))(PRESENT)
    with pytest.raises(NotCovered):
        SupposedDays(off=(date(1999, 3, 10),))(PRESENT)


# -- readings -------------------------------------------------------------------------------------------------


def test_another_reading_moves_what_it_is_about() -> None:
    """With the day of sending left out too, and that of the answer counted, one working day is excluded less or more."""
    party = {"party": "甲公司"}
    facts = (
        received(date(2025, 3, 3)),
        ReviewStarted(date(2025, 3, 3)),
        ThirdPartyConsulted(date(2025, 3, 10), **party),
        ThirdPartyAnswered(date(2025, 3, 12), position=Position.AGREES, **party),  # type: ignore[arg-type]
        replied(date(2025, 4, 3)),
    )
    moved = compared(SupposedReading("consultation_boundary", "sent_to_answered"), facts=facts)
    assert moved == [("reply", date(2025, 4, 2), date(2025, 4, 3), True, False)]


def test_an_unknown_option_is_refused() -> None:
    """With the options that there are."""
    with pytest.raises(UnknownReading):
        SupposedReading("consultation_boundary", "never")(PRESENT)


# -- comparing ------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(possible_histories())
def test_an_unchanged_law_changes_nothing(facts: tuple[Fact, ...]) -> None:
    """Whatever the history: nothing moves, and the sums are equal."""
    case = Case.of("1", *facts)
    same = supposed([SupposedNumber("reply", 20, date(2019, 5, 15)), SupposedDays(off=(date(2025, 3, 9),))], PRESENT)
    found = what_if([case], max(fact.on for fact in facts), PRESENT, same)
    assert found.moved == []
    assert all(sum_.late == sum_.late_then for sum_ in found.sums.values())


def test_a_window_that_only_opens_then_has_no_day_now() -> None:
    """With 15 days the limit has run out on 2025-03-27, so that what is open against silence opens."""
    facts = (received(date(2025, 3, 3)),)
    moved = compared(SupposedNumber("reply", 15, date(2024, 1, 1)), facts=facts, on=date(2025, 3, 27))
    assert ("reply", date(2025, 3, 31), date(2025, 3, 24), False, True) in moved
    assert [row[:2] for row in moved if row[0] == "litigation_window"] == [("litigation_window", None)]


def test_a_void_case_and_one_received_later_have_no_limits() -> None:
    """They are in no sum."""
    void = Case.of("1", received(date(2025, 3, 3)), Voided(date(2025, 3, 4), reason="测试", approved_by="甲"))
    later = Case.of("2", received(date(2025, 6, 2)))
    other = supposed([SupposedNumber("reply", 15, date(2024, 1, 1))], PRESENT)
    found = what_if([void, later], date(2025, 5, 1), PRESENT, other)
    assert (found.moved, found.sums) == ([], {})


def test_what_cannot_be_judged_is_told_and_passed_over() -> None:
    """A receipt on a day of no law: raised where nobody is told, told where somebody is; the next case is compared."""
    lawless = Case.of("1", received(date(2008, 1, 2)))
    case = Case.of("2", received(date(2025, 3, 3)))
    other = supposed([SupposedNumber("reply", 15, date(2024, 1, 1))], PRESENT)
    told: list[str] = []
    found = what_if([lawless, case], date(2025, 3, 10), PRESENT, other, lambda c, error: told.append(c.number))
    assert told == ["1"]
    assert [m.case for m in found.moved] == ["2"]
    assert (found.judged, found.unjudged) == (1, 1)
    with pytest.raises(Exception, match="2008-01-02"):
        what_if([lawless], date(2025, 3, 10), PRESENT, other)


def test_the_json_of_the_contract() -> None:
    """Keys and values as the command line's contract has them."""
    case = Case.of("1", received(date(2025, 3, 3)), replied(date(2025, 3, 28)))
    found = what_if([case], ON, PRESENT, supposed([SupposedNumber("reply", 15, date(2024, 1, 1))], PRESENT)).as_json()
    assert found["moved"] == [
        {"case": "1", "duty": "reply", "due": "2025-03-31", "due_then": "2025-03-24", "late": False, "late_then": True}
    ]
    assert found["sums"]["reply"] == {"late": 0, "late_then": 1}


@pytest.mark.parametrize("count", [0, -1, True, "15"])
def test_a_number_below_one_names_its_field(count: object) -> None:
    """No limit has so many days: the field is named where the number is given, and not where a limit is reckoned."""
    with pytest.raises(InvalidFact, match=r"SupposedNumber\.count"):
        SupposedNumber("reply", count, date(2024, 1, 1))  # type: ignore[arg-type]
