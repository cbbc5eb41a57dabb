"""The worked examples of the law study, sections 3, 4, 8 and 9: every date in them, and what each rests on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workflow import Case, Outcome, Readings, deadlines
from workflow.annual import report_due
from workflow.calendar import china
from workflow.clock import Deadline
from workflow.events import (
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    LitigationFiled,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.law import fee_by_item, fee_by_page, law_version, provision, provisions, review_first

# -- how an example is written ----------------------------------------------------------------------------


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", **more: Any) -> Received:
    """A request received on this day."""
    return Received(d(on), channel=channel, requester="natural_person", subject="会议纪要", **more)


def begun(on: str) -> tuple[Fact, ...]:
    """A request received on this day and handed on to review the same day."""
    return received(on), ReviewStarted(d(on))


def asked(on: str, party: str = "甲公司", served_on: str | None = None) -> Fact:
    """A letter to a third party, sent on this day."""
    return ThirdPartyConsulted(d(on), party=party, served_on=d(served_on) if served_on else None)


def heard(on: str, party: str = "甲公司") -> Fact:
    """The third party's answer, received on this day."""
    return ThirdPartyAnswered(d(on), party=party, position="agrees")


def extended(on: str, workdays: int = 20) -> Fact:
    """An extension, approved and told to the requester on this day."""
    return Extended(d(on), workdays=workdays, approved_by="李主任")


def replied(on: str, outcome: str = "unavailable_not_held", delivery: str = "in_person", **more: Any) -> Fact:
    """A reply, signed for or posted on this day."""
    return Replied(d(on), outcome=outcome, delivery=delivery, **more)


def limits(duty: str, on: str, *facts: Fact, readings: Readings | None = None) -> list[Deadline]:
    """Every limit of this kind that a case with these facts has on the day *on*."""
    return [x for x in deadlines(Case.of("2025-001", *facts), d(on), readings=readings) if x.duty == duty]


def due(duty: str, on: str, *facts: Fact, **options: str) -> str:
    """When the first limit of this kind ends, under the default readings but for *options*."""
    return limits(duty, on, *facts, readings=Readings.default().with_(**options))[0].due.isoformat()


def working_day(start: str, n: int) -> str:
    """The n-th working day after *start*."""
    return china().nth_working_day_after(d(start), n).isoformat()


# -- section 3: counting days -----------------------------------------------------------------------------


def test_3_the_day_of_receipt_is_not_counted() -> None:
    """Day 1 is the first working day after receipt (CC 201, CPL 85(2), SPC18 48(2), by analogy)."""
    assert working_day("2025-03-03", 1) == "2025-03-04"
    assert "开始的当日不计入" in provision("day_zero", d("2025-03-03")).quote


def test_3_a_limit_in_working_days_never_rolls() -> None:
    """It ends on a working day by itself, be that a Sunday worked for a holiday such as 2025-04-27."""
    assert china().is_working_day(d("2025-04-27"))
    limit = limits("reply", "2025-03-03", received("2025-03-03"), extended("2025-03-03"))[0]
    assert all(step.op != "roll" for step in limit.steps)


@pytest.mark.parametrize(
    ("delivery", "delivered_on", "state"),
    [("post", "2025-04-03", "met"), ("in_person", None, "met"), ("entrusted", None, "met")],
)
def test_3_when_a_reply_counts_as_made(delivery: str, delivered_on: str | None, state: str) -> None:
    """Posting for post, signature otherwise (235号 4): both are the day on which the reply is recorded."""
    reply = replied("2025-03-31", delivery=delivery, delivered_on=d(delivered_on) if delivered_on else None)
    assert limits("reply", "2025-04-03", received("2025-03-03"), reply)[0].state == state


def test_3_an_electronic_reply() -> None:
    """Sent on day 20, arrived on day 21: the time of sending is the default, of arrival the other reading (CPL 90)."""
    facts = received("2025-03-03"), replied("2025-03-31", delivery="electronic", delivered_on=d("2025-04-01"))
    arrived = Readings.default().with_(electronic_reply="arrived")
    assert limits("reply", "2025-04-01", *facts)[0].state == "met"
    assert limits("reply", "2025-04-01", *facts, readings=arrived)[0].state == "missed"


def test_3_half_holidays_and_encouraged_rest_are_working_days() -> None:
    """8 March and 4 May for some, and New Year's Eve of 2024 for all, are worked; since 2025 the Eve is statutory."""
    calendar = china()
    assert calendar.is_working_day(d("2024-03-08"))
    assert calendar.is_working_day(d("2024-02-09"))
    assert not calendar.is_working_day(d("2025-01-28"))


def test_3_the_report_dates_include_the_day_itself() -> None:
    """By 31 January for a department, by 31 March for a government, which nothing moves (49)."""
    assert report_due(2025, "department") == d("2026-01-31")
    assert report_due(2025, "government") == d("2026-03-31")
    assert report_due(2017, "department") == d("2018-03-31"), "under the Regulation of 2007"


# -- section 4: the clock ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "day"), [(1, "2025-03-04"), (7, "2025-03-12"), (20, "2025-03-31"), (40, "2025-04-28")])
def test_4_1_base(n: int, day: str) -> None:
    """Received Mon 2025-03-03; 4 to 6 April are off, Sun 27 April is worked."""
    assert working_day("2025-03-03", n) == day


def test_4_1_base_of_a_case() -> None:
    """Day 20 is 2025-03-31 and with a full extension 2025-04-28."""
    assert due("reply", "2025-03-03", received("2025-03-03")) == "2025-03-31"
    assert due("reply", "2025-03-31", received("2025-03-03"), extended("2025-03-31")) == "2025-04-28"


@pytest.mark.parametrize(("workdays", "day"), [(20, "2025-07-08"), (10, "2025-06-24")])
@pytest.mark.parametrize("told", ["2025-05-12", "2025-05-30", "2025-06-10"])
def test_4_2_extension(workdays: int, day: str, told: str) -> None:
    """Received 2025-05-12, day 20 is 06-10: an extension is counted from there, on whatever day it was told."""
    assert due("reply", told, received("2025-05-12")) == "2025-06-10"
    assert due("reply", told, received("2025-05-12"), extended(told, workdays)) == day


def test_4_2_two_extensions_are_disputed() -> None:
    """10 and 10 working days: one only by default (06-24), both under the other reading (07-08)."""
    facts = received("2025-05-12"), extended("2025-06-09", 10), extended("2025-06-10", 10)
    assert due("reply", "2025-06-10", *facts) == "2025-06-24"
    assert due("reply", "2025-06-10", *facts, number_of_extensions="several") == "2025-07-08"
    listed = {(x.reading, x.option, x.due.isoformat()) for x in limits("reply", "2025-06-10", *facts)[0].readings}
    assert listed == {("number_of_extensions", "several", "2025-07-08")}


def test_4_3_clarification_restarts() -> None:
    """Received 2025-04-07, told 04-14 with 10 working days, corrected 04-25: day 7 04-16, limit 04-27, due 05-27."""
    last = working_day("2025-04-14", 10)
    facts = received("2025-04-07"), ClarificationRequested(d("2025-04-14"), respond_by=d(last))
    assert last == "2025-04-27"
    assert due("clarification_notice", "2025-04-14", *facts) == "2025-04-16"
    assert due("clarification", "2025-04-14", *facts) == "2025-04-27"
    assert due("reply", "2025-04-25", *facts, Clarified(d("2025-04-25"))) == "2025-05-27"


def test_4_3_a_new_extension_is_available() -> None:
    """After the restart the old extension is gone and a new one may be told: 20 more working days, 2025-06-25."""
    facts = [
        received("2025-04-07"),
        extended("2025-04-08"),
        ClarificationRequested(d("2025-04-14"), respond_by=d("2025-04-27")),
        Clarified(d("2025-04-25")),
    ]
    assert due("reply", "2025-04-25", *facts) == "2025-05-27"
    assert due("reply", "2025-05-27", *facts, extended("2025-05-27")) == "2025-06-25"


def test_4_3_no_answer_lapses_and_may_be_contested() -> None:
    """Unanswered by 04-27, closed from 04-28, row （六）1; the requester may contest it."""
    facts = (
        received("2025-04-07"),
        ClarificationRequested(d("2025-04-14"), respond_by=d("2025-04-27")),
        Lapsed(d("2025-04-28"), cause="clarification"),
    )
    conclusion = Case.of("2025-001", *facts).conclusion
    assert conclusion is not None
    assert (conclusion.on, conclusion.row) == (d("2025-04-28"), "lapsed_clarification")
    assert limits("litigation_window", "2025-04-28", *facts)


def test_4_4_third_party_answers() -> None:
    """Sent 03-10, answered 03-26: 12 working days left out, 03-31 becomes 04-17."""
    facts = (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-03-26"))
    assert due("reply", "2025-03-26", *facts) == "2025-04-17"
    assert due("third_party_answer", "2025-03-26", *facts) == "2025-04-02"


def test_4_4_third_party_is_silent() -> None:
    """15 working days from 03-12 end on 04-02: 17 left out, due 04-24, with a full extension 05-26."""
    facts = (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"))
    assert due("third_party_answer", "2025-04-03", *facts) == "2025-04-02"
    assert due("reply", "2025-04-03", *facts) == "2025-04-24"
    assert due("reply", "2025-04-24", *facts, extended("2025-04-24")) == "2025-05-26"


@pytest.mark.parametrize(
    ("boundary", "day"),
    [
        ("after_sent_to_answered", "2025-04-17"),
        ("sent_to_before_answered", "2025-04-17"),
        ("sent_to_answered", "2025-04-18"),
        ("capped", "2025-04-17"),
    ],
)
def test_4_4_the_ends_of_a_consultation(boundary: str, day: str) -> None:
    """[sent, answered) gives the same date, [sent, answered] a working day more, the cap nothing here."""
    facts = (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-03-26"))
    assert due("reply", "2025-03-26", *facts, consultation_boundary=boundary) == day


def test_4_4_an_answer_that_comes_late() -> None:
    """Due 04-02, answered 04-08: nothing more than the 15 days, unless 3, 7 and 8 April are read into it."""
    facts = (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-04-08"))
    assert due("reply", "2025-04-08", *facts) == "2025-04-24"
    longer = due("reply", "2025-04-08", *facts, consultation_boundary="after_sent_to_answered")
    assert longer == working_day("2025-04-24", 3)


def test_4_4_several_consultations() -> None:
    """03-10 to 03-26 and 03-14 to 04-01: the union of 16 working days, due 04-23."""
    letters = asked("2025-03-10", "甲"), asked("2025-03-14", "乙"), heard("2025-03-26", "甲"), heard("2025-04-01", "乙")
    assert due("reply", "2025-04-01", *begun("2025-03-03"), *letters) == "2025-04-23"


def test_4_4_sent_on_day_20() -> None:
    """Zero days are left when the clock goes on: the reply is due at once, and was due that very day."""
    assert due("reply", "2025-04-08", *begun("2025-03-03"), asked("2025-03-31"), heard("2025-04-08")) == "2025-03-31"


def test_4_5_a_joint_maker_is_silent() -> None:
    """Served on 03-12, silent: consent deemed on 04-02, due 04-24."""
    letter = AgencyConsulted(d("2025-03-10"), agency="市财政局", served_on=d("2025-03-12"), joint=True)
    assert due("agency_answer", "2025-04-03", *begun("2025-03-03"), letter) == "2025-04-02"
    assert due("reply", "2025-04-03", *begun("2025-03-03"), letter) == "2025-04-24"


@pytest.mark.parametrize(
    ("option", "day"), [("every_written_consultation", "2025-04-24"), ("joint_only", "2025-03-31")]
)
def test_4_5_other_organs_are_disputed(option: str, day: str) -> None:
    """An organ that is no joint maker: left out by default, not under the strict reading; both dates are shown."""
    letter = AgencyConsulted(d("2025-03-10"), agency="市保密局", served_on=d("2025-03-12"), joint=False)
    facts = (*begun("2025-03-03"), letter)
    assert due("reply", "2025-04-03", *facts, other_organs=option) == day
    assert limits("reply", "2025-04-03", *facts)[0].safe_due == d("2025-03-31")


def test_4_6_fee() -> None:
    """Received 2025-08-04 (day 20 09-01), noticed 08-20: pay by 09-17; paid 09-10, due 10-14."""
    noticed = received("2025-08-04"), FeeNoticed(d("2025-08-20"), amount=Decimal(380), method="by_item")
    paid = FeePaid(d("2025-09-10"), amount=Decimal(380))
    assert due("reply", "2025-08-19", *noticed) == "2025-09-01"
    assert due("fee_payment", "2025-08-20", *noticed) == "2025-09-17"
    assert working_day("2025-09-10", 1) == "2025-09-11"
    assert due("reply", "2025-09-10", *noticed, paid) == "2025-10-14"


def test_4_6_extension_after_the_fee_is_disputed() -> None:
    """A new extension is available by default (2025-11-11) and not under the other reading (10-14)."""
    facts = (
        received("2025-08-04"),
        FeeNoticed(d("2025-08-20"), amount=Decimal(380), method="by_item"),
        FeePaid(d("2025-09-10"), amount=Decimal(380)),
        extended("2025-10-14"),
    )
    assert due("reply", "2025-10-14", *facts) == "2025-11-11"
    assert due("reply", "2025-10-14", *facts, extension_after_fee="no") == "2025-10-14"


def test_4_6_tariffs() -> None:
    """35 requests 3,000 yuan, 51 requests 7,400; 2,219 pages 83,460."""
    assert (fee_by_item(35), fee_by_item(51), fee_by_page(2219)) == (3000, 7400, 83460)


def test_4_7_reasons_and_deferral() -> None:
    """Received 2026-03-02, reasons asked for on 03-09 and accepted on 03-20: to be deferred by 03-30."""
    facts = (
        received("2026-03-02"),
        ReasonsRequested(d("2026-03-09")),
        ReasonsGiven(d("2026-03-20"), accepted=True),
    )
    assert due("reply", "2026-03-20", *facts) == "2026-03-30"
    assert due("reply", "2026-03-20", *facts, art35_pause="restart") == working_day("2026-03-20", 20)
    assert due("reply", "2026-03-30", *facts, Deferred(d("2026-03-30"), until=d("2026-06-01"))) == "2026-06-01"


def test_4_8_all_together() -> None:
    """Clarified, consulted and extended: day 7 is 01-28, the base 03-12, then 03-27, then 04-27."""
    facts: list[Fact] = [
        *begun("2026-01-19"),
        ClarificationRequested(d("2026-01-26"), respond_by=d("2026-02-09")),
        Clarified(d("2026-02-06")),
    ]
    assert due("clarification_notice", "2026-01-26", *facts) == "2026-01-28"
    assert due("reply", "2026-02-06", *facts) == "2026-03-12"
    facts += [asked("2026-02-12"), heard("2026-03-05")]
    assert due("reply", "2026-03-05", *facts) == "2026-03-27"
    facts.append(extended("2026-03-27"))
    limit = limits("reply", "2026-03-27", *facts)[0]
    assert limit.due == d("2026-04-27")
    assert [step.op for step in limit.steps] == ["start", "count", "restart", "exclude", "extend"]
    assert [step.length for step in limit.steps[3:]] == [11, 20]


# -- section 8: the law of 2007 and the transition --------------------------------------------------------


@pytest.mark.parametrize(
    ("id", "of_2007", "of_2019"),
    [
        ("reply", ("24(2)", 15), ("33(2)", 20)),
        ("extension_max", ("24(2)", 15), ("33(2)", 20)),
        ("clarification_notice", ("21(4)", None), ("30", 7)),
        ("third_party_answer", ("23", None), ("32", 15)),
    ],
)
def test_8_numbers(id: str, of_2007: tuple[str, int | None], of_2019: tuple[str, int | None]) -> None:
    """15 and 15 working days, no limit to ask or to answer; since 2019-05-15 20 and 20, 7 and 15."""
    old, new = provision(id, d("2019-05-14")), provision(id, d("2019-05-15"))
    assert (old.article, old.count) == of_2007
    assert (new.article, new.count) == of_2019


def test_8_receipt_fees_and_reports() -> None:
    """No clause on the day of receipt, cost fees and one report date in 2007."""
    old = d("2019-05-14")
    assert provision("receipt", old).note is not None
    assert provision("fee", old).article == "27(1)"
    assert provision("annual_report_departments", old).month_day == (3, 31)
    assert provision("annual_report_departments", d("2019-05-15")).month_day == (1, 31)


def test_8_court_rules_change_on_2025_06_01() -> None:
    """SPC11 up to 2025-05-31, SPC25 from 2025-06-01: 20 working days for an ordered disclosure."""
    assert provision("ordered_reply", d("2025-05-31")).version == "SPC-2011"
    assert provision("ordered_reply", d("2025-06-01")).count == 20


def test_8_the_old_law_excludes_third_parties_only() -> None:
    """24(3) of 2007 names third parties; other organs are left out of the limit only since 2019."""
    third = (*begun("2018-03-01"), asked("2018-03-06"), heard("2018-03-08"))
    organ = (*begun("2018-03-01"), AgencyConsulted(d("2018-03-06"), agency="市财政局", joint=True))
    assert due("reply", "2018-03-08", *begun("2018-03-01")) == "2018-03-22"
    assert due("reply", "2018-03-08", *third) == "2018-03-26"
    assert due("reply", "2018-03-08", *organ) == "2018-03-22"
    assert limits("agency_answer", "2018-03-08", *organ) == []


def test_8_the_old_law_extends_by_15_at_most() -> None:
    """Received 2018-03-01: 15 working days end on 03-22 and 15 more on 04-13; 20 are cut to 15."""
    for days in (15, 20):
        assert due("reply", "2018-03-22", received("2018-03-01"), extended("2018-03-22", days)) == "2018-04-13"


def test_8_pending_on_2019_05_15() -> None:
    """Received 2019-04-26: 15 working days end on 05-20, 20 on 05-27."""
    request = received("2019-04-26")
    assert due("reply", "2019-05-15", request) == "2019-05-20"
    assert due("reply", "2019-05-15", request, transition_2019="new_procedure") == "2019-05-27"
    assert due("reply", "2019-05-14", request, transition_2019="new_procedure") == "2019-05-20"


def test_8_answered_before_the_new_law() -> None:
    """Answered by 2019-05-14 the old law governs under every reading."""
    facts = received("2019-04-26"), Replied(d("2019-05-14"), outcome="granted", delivery="in_person")
    limit = limits("reply", "2019-06-01", *facts)[0]
    assert (limit.due, limit.law, limit.readings) == (d("2019-05-20"), "ROGI-2007", ())


def test_8_received_on_the_first_day_of_the_new_law() -> None:
    """Received 2019-05-15: the new law, day 20 is 2019-06-13."""
    assert law_version(d("2019-05-15")) == "ROGI-2019"
    assert due("reply", "2019-05-15", received("2019-05-15")) == "2019-06-13"


def test_8_a_correction_after_the_change() -> None:
    """Under the new procedure a correction received on 2019-05-20 starts 20 working days; else nothing restarts."""
    facts = (
        received("2019-05-06"),
        ClarificationRequested(d("2019-05-15"), respond_by=d("2019-05-30")),
        Clarified(d("2019-05-20")),
    )
    old, new = working_day("2019-05-06", 15), working_day("2019-05-20", 20)
    assert due("reply", "2019-05-20", *facts) == old
    assert due("reply", "2019-05-20", *facts, transition_2019="new_procedure") == new


# -- section 9: after the reply ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "last"), [("2025-06-10", "2025-08-11"), ("2025-08-04", "2025-10-09")], ids=["Saturday", "National Day"]
)
def test_9_sixty_days_to_ask_for_reconsideration(known: str, last: str) -> None:
    """60 calendar days from knowing the reply, rolled off a day off (ARL 20(1), 88(1), CPL 85(3))."""
    window = limits("reconsideration_window", known, received("2025-06-03"), replied(known))[0]
    assert window.due == d(last)
    assert [step.article for step in window.steps] == ["ARL 20(1)", "ARL 20(1)", "CPL 85(3)"]


@pytest.mark.parametrize(("decided", "last"), [("2025-09-23", "2025-10-09"), ("2025-12-17", "2026-01-04")])
def test_9_fifteen_days_to_sue_after_reconsideration(decided: str, last: str) -> None:
    """15 calendar days from the decision; 2026-01-04 is a Sunday, the first working day after the holiday (ALL 45)."""
    facts = (
        received("2025-06-03"),
        replied("2025-06-20", "refused_deliberative"),
        ReconsiderationFiled(d("2025-07-01"), dispute="复1"),
        ReconsiderationDecided(d(decided), dispute="复1", result="upheld"),
    )
    window = limits("litigation_window", decided, *facts)[0]
    assert (window.due, window.steps[0].article) == (d(last), "ALL 45")


def test_9_the_window_opens_when_the_reply_is_known() -> None:
    """Posted 2025-06-05 and delivered 06-10: the 60 days run from 06-10, to Mon 08-11."""
    reply = replied("2025-06-05", delivery="post", delivered_on=d("2025-06-10"))
    window = limits("reconsideration_window", "2025-06-10", received("2025-06-03"), reply)[0]
    assert (window.start, window.due) == (d("2025-06-10"), d("2025-08-11"))


def test_9_a_filed_remedy_meets_its_window() -> None:
    """Asked for reconsideration, or sued, in time: the window is met."""
    facts = received("2025-06-03"), replied("2025-06-10")
    asked_for = ReconsiderationFiled(d("2025-08-11"), dispute="复1")
    sued = LitigationFiled(d("2025-12-10"), dispute="诉1", after_reconsideration=False)
    assert limits("reconsideration_window", "2026-01-01", *facts, asked_for)[0].state == "met"
    assert limits("litigation_window", "2026-01-01", *facts, sued)[0].state == "met"


def test_9_no_reply() -> None:
    """Suit within six months of the end of the limit, 2025-06-10: until 12-10 (SPC18 66); the remedy is disputed."""
    window = limits("litigation_window", "2025-06-11", received("2025-05-12"))[0]
    assert (window.due, window.steps[0].article) == (d("2025-12-10"), "SPC18 66")
    first = Readings.default().with_(non_reply_remedy="review_first")
    assert limits("litigation_window", "2025-06-11", received("2025-05-12"), readings=first) == []


def test_9_ordered_reply() -> None:
    """A judgment orders disclosure within 20 working days (SPC25 11); an order may name its own limit."""
    facts = received("2025-07-01"), replied("2025-07-10", "refused_deliberative")
    by_court = ReplyOrdered(d("2026-02-06"), ordered_by="court")
    named = ReplyOrdered(d("2026-02-06"), ordered_by="reconsideration", due_on=d("2026-02-27"))
    counted = ReplyOrdered(d("2026-02-06"), ordered_by="supervisor", workdays=7)
    assert due("ordered_reply", "2026-02-06", *facts, by_court) == "2026-03-12"
    assert due("ordered_reply", "2026-02-06", *facts, named) == "2026-02-27"
    assert due("ordered_reply", "2026-02-06", *facts, counted) == "2026-02-24"
    answered = limits("ordered_reply", "2026-03-13", *facts, by_court, replied("2026-03-13", "granted"))
    assert answered[0].state == "missed"


@pytest.mark.parametrize(
    ("id", "article", "count", "unit"),
    [
        ("reconsideration_window", "ARL 20(1)", 60, "calendar_day"),
        ("reconsideration_not_told", "ARL 20(3)", 1, "year"),
        ("reconsideration_longest", "ARL 21", 5, "year"),
        ("reconsideration_acceptance", "ARL 30(1)", 5, "workday"),
        ("reconsideration_correction_notice", "ARL 31(1)", 5, "workday"),
        ("reconsideration_correction", "ARL 31(2)", 10, "workday"),
        ("reconsideration_copy_simple", "ARL 54(1)", 3, "workday"),
        ("reconsideration_answer_simple", "ARL 54(1)", 5, "workday"),
        ("reconsideration_decision_simple", "ARL 62(2)", 30, "calendar_day"),
        ("reconsideration_copy", "ARL 48", 7, "workday"),
        ("reconsideration_answer", "ARL 48", 10, "workday"),
        ("reconsideration_decision", "ARL 62(1)", 60, "calendar_day"),
        ("reconsideration_extension_max", "ARL 62(1)", 30, "calendar_day"),
        ("litigation_after_reconsideration", "ALL 45", 15, "calendar_day"),
        ("litigation_direct", "ALL 46(1)", 6, "month"),
        ("litigation_not_told", "SPC18 64(1)", 1, "year"),
        ("litigation_longest", "ALL 46(2)", 5, "year"),
        ("litigation_non_reply", "SPC18 66", 6, "month"),
        ("first_instance", "ALL 81", 6, "month"),
        ("first_instance_simple", "ALL 83", 45, "calendar_day"),
        ("appeal_judgment", "ALL 85", 15, "calendar_day"),
        ("appeal_ruling", "ALL 85", 10, "calendar_day"),
        ("performance_default", "ALL 47(1)", 2, "month"),
        ("ordered_reply", "SPC25 11", 20, "workday"),
    ],
)
def test_9_the_numbers_of_the_remedies(id: str, article: str, count: int, unit: str) -> None:
    """Every number of section 9 stands under its article."""
    rule = provision(id, d("2025-07-10"))
    assert (rule.article, rule.count, rule.unit) == (article, count, unit)


REVIEW_FIRST = {
    Outcome.REFUSED_STATE_SECRET,
    Outcome.REFUSED_BY_LAW,
    Outcome.REFUSED_SECURITY_STABILITY,
    Outcome.REFUSED_THIRD_PARTY,
    Outcome.REFUSED_INTERNAL_AFFAIRS,
    Outcome.REFUSED_DELIBERATIVE,
    Outcome.REFUSED_ENFORCEMENT_FILE,
    Outcome.PARTLY_GRANTED,  # its refused part
}
NO_SUIT = {
    Outcome.UNAVAILABLE_NEEDS_CREATION: "SPC25 10(2)(6)",
    Outcome.REFUSED_REGISTRY_QUERY: "SPC25 10(2)(5)",
    Outcome.NOT_PROCESSED_PETITION: "SPC25 10(2)(7)",
    Outcome.NOT_PROCESSED_PUBLICATION: "SPC25 10(2)(8)",
}


def remedies(outcome: Outcome, on: str, **options: str) -> tuple[bool, bool]:
    """Whether reconsideration, and a direct suit, are open against a reply with this outcome on this day."""
    facts = received(on), replied(on, outcome)
    readings = Readings.default().with_(**options)
    found = [
        bool(limits(f"{what}_window", on, *facts, readings=readings)) for what in ("reconsideration", "litigation")
    ]
    return found[0], found[1]


@pytest.mark.parametrize("outcome", Outcome)
def test_9_remedy_by_outcome(outcome: Outcome) -> None:
    """From 2025-06-01: reconsideration is open for all, a direct suit not over a refusal nor what SPC25 10(2) bars."""
    expected = outcome not in REVIEW_FIRST and outcome not in NO_SUIT
    assert remedies(outcome, "2025-07-10") == (True, expected)


@pytest.mark.parametrize("outcome", NO_SUIT)
def test_9_what_no_court_takes_on_is_encoded(outcome: Outcome) -> None:
    """Each outcome that is barred has its item in SPC25 10(2)."""
    assert provisions(NO_SUIT[outcome])


@pytest.mark.parametrize("cause", ["clarification", "fee"])
def test_9_a_lapse_may_be_sued_over(cause: str) -> None:
    """Given up for want of clarification or payment: a direct suit is open (SPC25 1(1))."""
    waiting: dict[str, Fact] = {
        "clarification": ClarificationRequested(d("2025-07-04"), respond_by=d("2025-07-11")),
        "fee": FeeNoticed(d("2025-07-04"), amount=Decimal(380), method="by_item"),
    }
    facts = received("2025-07-01"), waiting[cause], Lapsed(d("2025-08-04"), cause=cause)
    assert limits("litigation_window", "2025-08-04", *facts)


@pytest.mark.parametrize(
    "notice",
    [
        extended("2025-07-04"),
        ClarificationRequested(d("2025-07-04"), respond_by=d("2025-07-18")),
        FeeNoticed(d("2025-07-04"), amount=Decimal(380), method="by_item"),
    ],
    ids=lambda fact: fact.kind,
)
def test_9_notices_alone_open_no_window(notice: Fact) -> None:
    """An extension, a notice to clarify and a fee are not sued over by themselves (SPC25 10(2)(2)(3))."""
    assert limits("litigation_window", "2025-07-05", received("2025-07-01"), notice) == []
    assert limits("reconsideration_window", "2025-07-05", received("2025-07-01"), notice) == []


@pytest.mark.parametrize("outcome", sorted(REVIEW_FIRST))
def test_9_review_first_from_2024(outcome: Outcome) -> None:
    """Refusals go to reconsideration first from 2024-01-01, not before (ARL 23(1)(4))."""
    assert not review_first(outcome, d("2023-12-31"))
    assert review_first(outcome, d("2024-01-01"))


def test_9_the_scope_of_review_first_was_disputed() -> None:
    """From 2024-01-01 to 2025-05-31 the wide reading takes in every negative answer; since 2025-06-01 none does."""
    for day, wide, expected in (
        ("2024-06-03", "narrow", True),
        ("2024-06-03", "wide", False),
        ("2025-06-03", "wide", True),
    ):
        found = remedies(Outcome.UNAVAILABLE_NOT_HELD, day, review_first_2024=wide)
        assert found == (True, expected)


@pytest.mark.parametrize("option", ["suable", "not_suable"])
def test_9_a_repeat_after_a_refusal_is_disputed(option: str) -> None:
    """A repeat may be sued over unless the first answer supplied the information (SPC25 10(2)(4)), or not at all."""
    found = remedies(Outcome.NOT_PROCESSED_REPEAT, "2025-07-10", repeat_after_refusal=option)
    assert found == (True, option == "suable")
