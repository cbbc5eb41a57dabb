"""Limits beside the reply: what they rest on, when each was met, what is doubtful, and where the calendar ends."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workflow import Case, Readings
from workflow.calendar import WorkCalendar, china, overlays
from workflow.clock import Deadline, deadline, deadlines, receipt, relevant_readings, reply_deadline, workdays_left
from workflow.errors import NoSuchLimit
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    LitigationFiled,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", **more: str) -> Received:
    """A request received on this day."""
    days = {name: d(day) for name, day in more.items()}
    return Received(d(on), channel=channel, requester="natural_person", subject="会议纪要", **days)


def begun(on: str) -> tuple[Fact, ...]:
    """A request received and reviewed."""
    return received(on), ReviewStarted(d(on))


def unclear(on: str, respond_by: str) -> ClarificationRequested:
    """A request to clarify."""
    return ClarificationRequested(d(on), respond_by=d(respond_by))


def extended(on: str, workdays: int = 10) -> Extended:
    """An extension."""
    return Extended(d(on), workdays=workdays, approved_by="李主任")


def asked(on: str, party: str = "甲", served_on: str | None = None) -> ThirdPartyConsulted:
    """A third party consulted."""
    return ThirdPartyConsulted(d(on), party=party, served_on=d(served_on) if served_on else None)


def heard(on: str, party: str = "甲") -> ThirdPartyAnswered:
    """Its answer."""
    return ThirdPartyAnswered(d(on), party=party, position="agrees")


def charged(on: str) -> FeeNoticed:
    """A fee notice."""
    return FeeNoticed(d(on), amount=Decimal(380), method="by_item")


def paid(on: str) -> FeePaid:
    """A payment."""
    return FeePaid(d(on), amount=Decimal(380))


def replied(on: str, outcome: str = "unavailable_not_held", delivery: str = "in_person") -> Replied:
    """A reply."""
    return Replied(d(on), outcome=outcome, delivery=delivery)


def ordered(on: str, by: str = "court", **more: Any) -> ReplyOrdered:
    """A new reply that was ordered."""
    return ReplyOrdered(d(on), ordered_by=by, **more)


def limits(
    duty: str, on: str, *facts: Fact, calendar: WorkCalendar | None = None, **readings: str
) -> tuple[Deadline, ...]:
    """Every limit of this kind."""
    case, chosen = Case.of("2025-007", *facts), Readings.default().with_(**readings)
    return tuple(x for x in deadlines(case, d(on), calendar, chosen) if x.duty == duty)


def met(duty: str, on: str, *facts: Fact) -> list[str | None]:
    """When each limit of this kind was met."""
    return [x.done and x.done.isoformat() for x in limits(duty, on, *facts)]


def said(found: Deadline) -> list[str]:
    """What is doubtful about a limit."""
    return [words.zh for words in found.warnings]


# -- asking for one limit ---------------------------------------------------------------------------------


def test_the_reply_is_the_limit_that_is_asked_for_unless_another_is() -> None:
    """Of several limits of one duty the first; what the case does not have is refused, with what it has."""
    case = Case.of("2025-007", *begun("2025-03-03"), asked("2025-03-10"), asked("2025-03-14", "乙"))
    on = d("2025-03-14")
    assert deadline(case, on).duty == "reply"
    assert deadline(case, on, duty="third_party_answer").due == d("2025-03-31")
    with pytest.raises(NoSuchLimit) as refused:
        deadline(case, on, duty="fee_payment")
    assert (refused.value.case, refused.value.duty) == ("2025-007", "fee_payment")
    assert list(refused.value.known) == ["reply", "third_party_answer"]


def test_one_limit_is_reckoned_by_the_calendar_and_the_readings_given() -> None:
    """In Guangxi two days off lengthen it; another reading of a repeated extension lengthens it too."""
    case = Case.of("1", received("2024-04-10"))
    assert deadline(case, d("2024-04-10"), china(overlays=overlays("guangxi"))).due == d("2024-05-13")
    assert deadline(case, d("2024-04-10")).due == d("2024-05-10")
    twice = [Extended(d(day), workdays=10, approved_by="李主任") for day in ("2025-06-10", "2025-06-24")]
    case = Case.of("1", received("2025-05-12"), *twice)
    several = Readings.default().with_(number_of_extensions="several")
    assert deadline(case, d("2025-06-24"), None, several).due == d("2025-07-08")


@pytest.mark.parametrize(
    ("fact", "readings", "day", "article", "confirm_by"),
    [
        (received("2025-05-12"), {}, "2025-05-12", "31(1)", None),
        (received("2025-05-14", "online", submitted_on="2025-05-12"), {}, "2025-05-14", "31(3)", "2025-05-13"),
        (
            received("2025-05-14", "online", submitted_on="2025-05-12"),
            {"online_confirmation": "next_workday"},
            "2025-05-13",
            "31(3)",
            "2025-05-13",
        ),
        (received("2025-05-14", "ordinary_mail", submitted_on="2025-05-12"), {}, "2025-05-14", "31(2)", "2025-05-12"),
    ],
)
def test_a_receipt(fact: Received, readings: dict[str, str], day: str, article: str, confirm_by: str | None) -> None:
    """The day, the rule that makes it so, and by when the organ had to confirm."""
    found = receipt(fact, china(), Readings.default().with_(**readings))
    assert (found.day, found.rule.article) == (d(day), article)
    assert found.confirm_by == (confirm_by and d(confirm_by))


# -- where the calendar ends ------------------------------------------------------------------------------

END = "2026-12-28"


@pytest.mark.parametrize(
    ("duty", "facts", "due"),
    [
        # By the statute alone: Fri 2027-01-01 is off, nothing else until February.
        ("clarification_notice", (received("2026-12-28"), unclear(END, "2027-01-15")), "2027-01-07"),
        ("third_party_answer", (*begun(END), asked(END)), "2027-01-19"),
        # Sent while the days are known, which is not enough: they end after that.
        ("third_party_answer", (*begun("2026-12-24"), asked("2026-12-24")), "2027-01-15"),
        ("agency_answer", (*begun(END), AgencyConsulted(d(END), agency="乙", joint=True)), "2027-01-19"),
        ("fee_payment", (received(END), charged(END)), "2027-01-26"),
        ("ordered_reply", (received("2026-11-02"), ordered(END)), "2027-01-26"),
    ],
)
def test_a_limit_beyond_the_last_notice_is_provisional(duty: str, facts: tuple[Fact, ...], due: str) -> None:
    """Its date rests on the statute, and the notice that is missing is named."""
    (found,) = limits(duty, END, *facts)
    assert (found.due, found.status) == (d(due), "provisional")
    assert any("2027年节假日安排的通知尚未载入" in words for words in said(found))


def test_a_day_that_was_named_is_confirmed_wherever_it_lies() -> None:
    """No notice can move the requester's own last day, or that of an order."""
    (own,) = limits("clarification", END, received(END), unclear(END, "2027-01-15"))
    (set_,) = limits("ordered_reply", END, received("2026-11-02"), ordered(END, due_on=d("2027-01-15")))
    for found in (own, set_):
        assert (found.due, found.status, said(found)) == (d("2027-01-15"), "confirmed", [])


def test_what_was_sent_at_the_end_of_the_calendar_has_a_day_to_confirm() -> None:
    """The first working day after 2026-12-31 is 2027-01-04, by the statute alone."""
    sent = received("2027-01-05", "online", submitted_on="2026-12-31")
    assert receipt(sent, china(), Readings.default()).confirm_by == d("2027-01-04")
    assert receipt(sent, china(), Readings.default().with_(online_confirmation="next_workday")).day == d("2027-01-04")
    consulted = (*begun("2026-12-10"), asked("2026-12-24"))
    assert limits("reply", "2027-02-01", *consulted)[0].due == d("2027-01-29")


# -- what every limit says --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("duty", "on", "facts", "law", "ops", "start", "left"),
    [
        (
            "clarification_notice",
            "2025-03-12",
            (received("2025-03-03"), unclear("2025-03-11", "2025-03-26")),
            "ROGI-2019",
            [("start", "31", None), ("count", "30", 7)],
            "2025-03-03",
            1,
        ),
        (
            "clarification",
            "2025-03-12",
            (received("2025-03-03"), unclear("2025-03-11", "2025-03-26")),
            "ROGI-2019",
            [("start", "30", None), ("count", "30", None)],
            "2025-03-11",
            10,
        ),
        (
            "third_party_answer",
            "2025-03-31",
            (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12")),
            "ROGI-2019",
            [("start", "32", None), ("count", "32", 15)],
            "2025-03-12",
            2,
        ),
        (
            "fee_payment",
            "2025-09-16",
            (received("2025-08-04"), charged("2025-08-20")),
            "FEE-109-2020",
            [("start", "109号 6", None), ("count", "109号 6", 20)],
            "2025-08-20",
            1,
        ),
        (
            "ordered_reply",
            "2026-03-11",
            (received("2025-05-12"), replied("2025-06-03"), ordered("2026-02-06")),
            "SPC-2025",
            [("start", "SPC25 11", None), ("count", "SPC25 11", 20)],
            "2026-02-06",
            1,
        ),
        (
            "ordered_reply",
            "2025-07-01",
            (received("2025-05-12"), ordered("2025-07-01", "supervisor", due_on=d("2025-07-15"))),
            "ROGI-2019",
            [("start", "47(2)", None), ("count", "47(2)", None)],
            "2025-07-01",
            10,
        ),
        (
            "reconsideration_window",
            "2025-08-08",
            (received("2025-06-03"), replied("2025-06-10")),
            "ARL-2023",
            [("start", "ARL 20(1)", None), ("count", "ARL 20(1)", 60), ("roll", "CPL 85(3)", None)],
            "2025-06-10",
            1,
        ),
        (
            "litigation_window",
            "2025-12-11",
            (received("2025-06-03"), replied("2025-06-10")),
            "ALL-2017",
            [("start", "ALL 46(1)", None), ("count", "ALL 46(1)", 6)],
            "2025-06-10",
            -1,
        ),
    ],
)
def test_a_limit_in_full(
    duty: str, on: str, facts: tuple[Fact, ...], law: str, ops: list[tuple[str, str, int | None]], start: str, left: int
) -> None:
    """Its case, the day asked about, the law, the calendar, the steps, and the working days that are left."""
    (found,) = limits(duty, on, *facts)
    assert (found.case, found.on, found.law, found.calendar) == ("2025-007", d(on), law, china().id)
    assert [(step.op, step.article, step.length) for step in found.steps] == ops
    assert found.start == found.steps[0].date == found.steps[1].before == d(start)
    assert found.due == found.safe_due == found.steps[-1].after
    assert found.workdays_left == left
    assert found.status == "confirmed"


def test_days_off_on_the_way_are_told() -> None:
    """From 2026-02-06 to 2026-03-12 the Spring Festival takes 16 to 20 and 23 February."""
    spring = tuple(d(f"2026-02-{day}") for day in (16, 17, 18, 19, 20, 23))
    (found,) = limits("ordered_reply", "2026-02-06", received("2025-05-12"), ordered("2026-02-06"))
    assert found.steps[1].skipped == spring
    (found,) = limits("fee_payment", "2026-02-06", received("2026-02-02"), charged("2026-02-06"))
    assert (found.due, found.steps[1].skipped) == (d("2026-03-12"), spring)


def test_working_days_left_are_none_on_the_last_day_and_owed_after_it() -> None:
    """2025-03-31 is a Monday: one working day is left the Friday before, and one is owed on Tuesday."""
    left = [workdays_left(china(), d(day), d("2025-03-31")) for day in ("2025-03-28", "2025-03-31", "2025-04-01")]
    assert left == [1, 0, -1]


# -- when each was met ------------------------------------------------------------------------------------


def test_each_request_to_clarify_is_met_by_what_came_after_it() -> None:
    """The first by the first answer; the second is still open."""
    facts = received("2025-03-03"), unclear("2025-03-10", "2025-03-24"), Clarified(d("2025-03-14"))
    again = (*facts, unclear("2025-03-17", "2025-03-31"))
    assert met("clarification", "2025-03-20", *again) == ["2025-03-14", None]
    assert met("clarification", "2025-03-26", *again, Clarified(d("2025-03-26"))) == ["2025-03-14", "2025-03-26"]


def test_each_consultation_is_met_by_its_own_answer() -> None:
    """Whoever answers first, and an organ by an organ of its name."""
    facts = (*begun("2025-03-03"), asked("2025-03-10"), asked("2025-03-10", "乙"), heard("2025-03-14", "乙"))
    assert met("third_party_answer", "2025-03-14", *facts) == [None, "2025-03-14"]
    assert met("third_party_answer", "2025-03-17", *facts, heard("2025-03-17")) == ["2025-03-17", "2025-03-14"]
    letters = [AgencyConsulted(d("2025-03-10"), agency=name, joint=True) for name in "甲乙"]
    answer = AgencyAnswered(d("2025-03-14"), agency="乙", position="agrees")
    assert met("agency_answer", "2025-03-14", *begun("2025-03-03"), *letters, answer) == [None, "2025-03-14"]
    mixed = (*begun("2025-03-03"), asked("2025-03-10"), letters[0], heard("2025-03-12"))
    assert met("agency_answer", "2025-03-14", *mixed) == [None]


def test_a_party_asked_again_has_not_answered_yet() -> None:
    """An answer to the first letter is none to the second."""
    facts = (*begun("2025-03-03"), asked("2025-03-10"), heard("2025-03-12"), asked("2025-03-17"))
    assert met("third_party_answer", "2025-03-18", *facts) == ["2025-03-12", None]
    assert limits("reply", "2025-03-18", *facts)[0].state == "tolled"


def test_each_fee_is_met_by_the_payment_after_it() -> None:
    """The first by the first payment; the second is still open."""
    facts = received("2025-08-04"), charged("2025-08-20"), paid("2025-08-25"), charged("2025-08-26")
    assert met("fee_payment", "2025-08-27", *facts) == ["2025-08-25", None]
    (early, late) = limits("fee_payment", "2025-08-27", *facts)
    assert (early.state, late.state) == ("met", "running")


def test_an_order_is_met_by_a_reply_a_lapse_or_a_withdrawal() -> None:
    """By the first of them."""
    facts = received("2025-05-12"), ordered("2025-07-01")
    assert met("ordered_reply", "2025-07-02", *facts) == [None]
    assert met("ordered_reply", "2025-07-02", *facts, replied("2025-07-02")) == ["2025-07-02"]
    assert met("ordered_reply", "2025-07-02", *facts, Withdrawn(d("2025-07-02"))) == ["2025-07-02"]
    noticed = (*facts, charged("2025-07-02"), Lapsed(d("2025-07-31"), cause="fee"))
    assert met("ordered_reply", "2025-07-31", *noticed) == ["2025-07-31"]


def reviewed(on: str) -> ReconsiderationFiled:
    """Reconsideration asked for."""
    return ReconsiderationFiled(d(on), dispute="复1")


def sued(on: str, after: bool) -> LitigationFiled:
    """A suit."""
    return LitigationFiled(d(on), dispute="诉1", after_reconsideration=after)


def test_a_window_is_met_by_its_own_remedy() -> None:
    """Reconsideration by reconsideration, a direct suit by a direct suit."""
    facts = received("2025-06-03"), replied("2025-06-10")
    assert met("reconsideration_window", "2025-07-01", *facts, reviewed("2025-07-01")) == ["2025-07-01"]
    assert met("litigation_window", "2025-07-01", *facts, reviewed("2025-07-01")) == [], "it ends with the review"
    assert met("litigation_window", "2025-07-01", *facts, sued("2025-07-01", after=False)) == ["2025-07-01"]
    assert met("reconsideration_window", "2025-07-01", *facts, sued("2025-07-01", after=False)) == [None]


def test_a_suit_after_a_decision_is_met_by_a_suit_after_it() -> None:
    """Fifteen days from the decision; the direct window is another."""
    decided = ReconsiderationDecided(d("2025-09-23"), dispute="复1", result="upheld")
    facts = received("2025-07-01"), replied("2025-07-10", "refused_deliberative"), reviewed("2025-08-01"), decided
    assert met("litigation_window", "2025-09-24", *facts) == [None]
    assert met("litigation_window", "2025-10-09", *facts, sued("2025-10-09", after=True)) == ["2025-10-09"]
    assert met("litigation_window", "2025-10-09", *facts, sued("2025-10-09", after=False)) == [None]


def test_a_window_against_silence_is_met_like_any_other() -> None:
    """Due on 2025-06-10 and not answered: reviewed or sued over."""
    facts = (received("2025-05-12"),)
    assert met("reconsideration_window", "2025-06-20", *facts, reviewed("2025-06-20")) == ["2025-06-20"]
    assert met("litigation_window", "2025-06-20", *facts, sued("2025-06-20", after=False)) == ["2025-06-20"]
    assert met("litigation_window", "2025-06-20", *facts, reviewed("2025-06-20")) == [], "it ends with the review"


def test_what_was_done_before_a_reply_or_a_decision_is_not_done_against_it() -> None:
    """Reconsideration asked for against silence is none against the reply that followed; the same of a suit."""
    silent = received("2025-05-12"), reviewed("2025-06-20"), replied("2025-06-27")
    assert met("reconsideration_window", "2025-06-30", *silent) == [None]
    decided = ReconsiderationDecided(d("2025-09-23"), dispute="复1", result="upheld")
    again = ReconsiderationFiled(d("2025-09-24"), dispute="复2")
    once_more = ReconsiderationDecided(d("2025-10-20"), dispute="复2", result="upheld")
    facts = received("2025-07-01"), replied("2025-07-10", "refused_deliberative"), reviewed("2025-08-01"), decided
    suits = met("litigation_window", "2025-10-21", *facts, again, sued("2025-10-09", after=True), once_more)
    assert suits == ["2025-10-09", None]


def test_the_notice_to_clarify_is_counted_from_the_day_of_receipt_as_read() -> None:
    """Confirmed on 05-14, sent on 05-12: under the reading of the next working day, seven days from 05-13 end on 05-22."""
    facts = received("2025-05-14", "online", submitted_on="2025-05-12"), unclear("2025-05-22", "2025-06-30")
    assert limits("clarification_notice", "2025-05-22", *facts)[0].due == d("2025-05-23")
    (earlier,) = limits("clarification_notice", "2025-05-22", *facts, online_confirmation="next_workday")
    assert (earlier.start, earlier.due) == (d("2025-05-13"), d("2025-05-22"))


def test_windows_of_a_reply_that_has_not_arrived_do_not_hide_those_of_another() -> None:
    """The first reply is on its way, the ordered second was handed over."""
    first = Replied(d("2025-06-10"), outcome="granted", delivery="post", delivered_on=d("2025-08-29"))
    facts = received("2025-05-12"), first, ordered("2025-06-20"), replied("2025-06-27", "granted")
    found = limits("reconsideration_window", "2025-06-30", *facts)
    assert [x.start for x in found] == [d("2025-06-27")]


# -- what is doubtful -------------------------------------------------------------------------------------


@pytest.mark.parametrize("delivery", ["post", "electronic", "entrusted"])
def test_an_unknown_day_of_delivery_is_said(delivery: str) -> None:
    """In both windows; what was handed over was delivered when it was handed over."""
    facts = received("2025-07-21"), replied("2025-08-04", delivery=delivery)
    for duty in ("reconsideration_window", "litigation_window"):
        (found,) = limits(duty, "2025-08-04", *facts)
        assert said(found) == ["送达日未记录，暂自 2025-08-04 起算"]
        (handed,) = limits(duty, "2025-08-04", received("2025-07-21"), replied("2025-08-04"))
        assert said(handed) == []


def test_reconsideration_first_is_said_in_both_languages() -> None:
    """Of a refusal; from 2024-01-01 to 2025-05-31 of every negative answer under the wide reading."""
    facts = received("2025-07-01"), replied("2025-07-10", "refused_deliberative")
    (found,) = limits("reconsideration_window", "2025-07-10", *facts)
    (words,) = found.warnings
    assert (words.zh, words.en) == (
        "应当先申请行政复议（复议前置）",
        "reconsideration must come first: no direct suit",
    )
    then = received("2024-07-01"), replied("2024-07-10")
    assert said(limits("reconsideration_window", "2024-07-10", *then)[0]) == []
    wide = limits("reconsideration_window", "2024-07-10", *then, review_first_2024="wide")
    assert said(wide[0]) == [
        "应当先申请行政复议（复议前置）",
        "另一解读（review_first_2024=narrow）：可以直接起诉，至 2025-01-10",
    ]


def test_an_unknown_day_of_service_is_said() -> None:
    """Of a third party and of an organ; an organ that is no joint maker has its 15 days by analogy only."""
    service = "送达日未记录，自发出之日起算"
    analogy = "第三十四条的15个工作日只为共同制作机关规定，此处比照适用"
    joint, other = (AgencyConsulted(d("2025-03-10"), agency="乙", joint=joint) for joint in (True, False))
    served = AgencyConsulted(d("2025-03-10"), agency="乙", joint=True, served_on=d("2025-03-10"))
    start, on = begun("2025-03-03"), "2025-03-10"
    assert said(limits("third_party_answer", on, *start, asked(on))[0]) == [service]
    assert said(limits("third_party_answer", on, *start, asked(on, served_on=on))[0]) == []
    assert said(limits("agency_answer", on, *start, joint)[0]) == [service]
    assert said(limits("agency_answer", on, *start, other)[0]) == [service, analogy]
    assert said(limits("agency_answer", on, *start, served)[0]) == []


UNNAMED = "法律和责令文书均未写明期限，暂按答复期限 20 个工作日"


@pytest.mark.parametrize(
    ("order", "due", "warnings"),
    [
        (ordered("2025-09-01"), "2025-09-28", []),
        (ordered("2025-09-01", workdays=5), "2025-09-08", []),
        (ordered("2025-09-01", "reconsideration"), "2025-09-28", []),
        (ordered("2025-09-01", "reconsideration", workdays=5), "2025-09-08", []),
        (ordered("2025-09-01", "reconsideration", due_on=d("2025-09-30")), "2025-09-30", []),
        (ordered("2025-09-01", "supervisor"), "2025-09-28", [UNNAMED]),
    ],
)
def test_an_order_names_its_days_or_is_given_twenty(order: ReplyOrdered, due: str, warnings: list[str]) -> None:
    """A court's 20 working days stand in SPC25 11, those of a reply after review in IR 49; else assumed, and said."""
    (found,) = limits("ordered_reply", "2025-09-01", received("2025-05-12"), replied("2025-06-03"), order)
    assert (found.due, said(found)) == (d(due), warnings)
    assert found.steps[1].length == (None if order.due_on else order.workdays or 20)


@pytest.mark.parametrize(
    ("order", "due", "article"),
    [
        (ordered("2025-05-12"), "2025-06-10", "SPC11 9(1)"),
        (ordered("2023-11-01", "superior"), "2023-11-29", "53"),
    ],
)
def test_before_any_law_named_a_number_twenty_days_are_assumed(order: ReplyOrdered, due: str, article: str) -> None:
    """法释〔2011〕17号 named none, nor does the Regulation for the organ above: assumed, and said."""
    (found,) = limits("ordered_reply", order.on.isoformat(), received("2023-03-03"), replied("2023-03-10"), order)
    assert (found.due, found.article, said(found)) == (d(due), article, [UNNAMED])


@pytest.mark.parametrize("by", ["superior", "supervisor"])
@pytest.mark.parametrize(
    ("named", "due", "assumed"),
    [
        ({}, "2015-06-23", True),
        ({"workdays": 5}, "2015-06-08", False),
        ({"due_on": d("2015-06-30")}, "2015-06-30", False),
    ],
)
def test_an_order_of_an_organ_cites_no_text_younger_than_itself(
    by: str, named: dict[str, Any], due: str, assumed: bool
) -> None:
    """Of the Regulation of 2007 no article on it is encoded: that is said, and its 15 working days of a reply are lent."""
    (found,) = limits("ordered_reply", "2015-06-01", received("2015-03-02"), ordered("2015-06-01", by, **named))
    assert found.due == d(due)
    assert {step.article for step in found.steps} == {"24(2)"}
    assert all(step.rule.in_force(d("2015-06-01")) for step in found.steps)
    place, *rest = said(found)
    assert place.startswith("未收录 2015-06-01 施行的")
    assert rest == (["责令文书未写明期限，暂按答复期限 15 个工作日"] if assumed else [])


def test_a_day_set_on_review_before_2024_rests_on_the_regulation_of_2007() -> None:
    """行政复议法实施条例 (2007) 49(1), not a text that came later."""
    (found,) = limits(
        "ordered_reply",
        "2015-06-01",
        received("2015-03-02"),
        replied("2015-03-09"),
        ordered("2015-06-01", "reconsideration", due_on=d("2015-06-30")),
    )
    assert (found.due, [step.article for step in found.steps], said(found)) == (d("2015-06-30"), ["IR 49(1)"] * 2, [])


@pytest.mark.parametrize(
    ("asked", "on", "due", "begins", "article"),
    [
        ("2015-03-02", "2015-06-01", "2015-06-23", "IR 49(1)", "24(2)"),
        ("2025-05-12", "2025-09-01", "2025-09-28", "IR 49(1)", "33(2)"),
        ("2026-05-11", "2026-07-01", "2026-07-29", "IR 58(1)", "33(2)"),
    ],
)
def test_a_reply_ordered_on_review_has_the_time_of_a_reply(
    asked: str, on: str, due: str, begins: str, article: str
) -> None:
    """Where the decision names no number: 15 working days under the Regulation of 2007, 20 since (IR 49(1), 58(1))."""
    (found,) = limits("ordered_reply", on, received(asked), replied(asked), ordered(on, "reconsideration"))
    assert (found.due, found.steps[0].article, found.article, said(found)) == (d(due), begins, article, [])


def test_an_order_on_review_follows_the_law_that_took_the_request_over() -> None:
    """Received 2019-04-26, open on 05-15: 15 working days from 2019-12-16, or 20 where the new procedure took it over."""
    facts = received("2019-04-26"), replied("2019-06-17"), ordered("2019-12-16", "reconsideration")
    (found,) = limits("ordered_reply", "2019-12-17", *facts)
    (new,) = limits("ordered_reply", "2019-12-17", *facts, transition_2019="new_procedure")
    assert (found.due, new.due) == (d("2020-01-07"), d("2020-01-14"))


LENT = "法律和责令文书均未写明期限，暂按答复期限 {} 个工作日"


@pytest.mark.parametrize(
    ("asked", "by", "on", "named", "due", "article", "warnings"),
    [
        ("2025-02-20", "reconsideration", "2025-06-25", {"workdays": 20}, "2025-07-23", "ARL 66", []),  # LC08
        ("2025-02-20", "reconsideration", "2025-06-25", {}, "2025-07-23", "ARL 66", [LENT.format(20)]),
        ("2026-05-11", "reconsideration", "2026-07-20", {"workdays": 20}, "2026-08-17", "ARL 66", []),
        ("2025-02-20", "court", "2025-06-25", {}, "2025-07-23", "SPC25 11(2)", []),
        ("2014-05-05", "court", "2014-08-04", {}, "2014-08-25", "SPC11 10", [LENT.format(15)]),
        ("2010-05-05", "court", "2010-08-04", {"workdays": 10}, "2010-08-18", "SPC00 60(2)", []),
    ],
)
def test_an_order_after_silence_is_to_perform_a_duty(
    asked: str, by: str, on: str, named: dict[str, Any], due: str, article: str, warnings: list[str]
) -> None:
    """不履行法定职责 (ARL23 66, SPC25 11(2), SPC11 10, SPC00 60(2)): no answer was there to annul."""
    (found,) = limits("ordered_reply", on, received(asked), ordered(on, by, **named))
    assert (found.due, {step.article for step in found.steps}, said(found)) == (d(due), {article}, warnings)


def test_an_order_of_2014_on_review_after_silence_has_no_article_here() -> None:
    """IR07 49 speaks of an act made anew; of 行政复议法 (2009) 28 no text was at hand: said, and the time of a reply."""
    (found,) = limits("ordered_reply", "2014-08-04", received("2014-05-05"), ordered("2014-08-04", "reconsideration"))
    assert (found.due, {step.article for step in found.steps}) == (d("2014-08-25"), {"24(2)"})
    place, assumed = said(found)
    assert place.startswith("未收录 2014-08-04 施行的")
    assert assumed == "责令文书未写明期限，暂按答复期限 15 个工作日"


def test_what_was_answered_is_made_anew_and_what_was_not_is_performed() -> None:
    """One history: answered and annulled on review (64(1)), then silence once more (66)."""
    facts = (
        received("2025-02-20"),
        replied("2025-03-10"),
        ordered("2025-05-06", "reconsideration", workdays=20),
        ordered("2025-07-08", "reconsideration", workdays=20),
    )
    first, second = limits("ordered_reply", "2025-07-08", *facts)
    assert (first.article, second.article) == ("ARL 64(1)", "ARL 66")


@pytest.mark.parametrize(
    ("answered", "by", "due", "article"),
    [
        (True, "court", "2014-08-25", "SPC11 9(1)"),
        (False, "court", "2014-08-25", "SPC11 10"),
        (True, "reconsideration", "2014-08-25", "24(2)"),
        (False, "supervisor", "2014-08-25", "24(2)"),
    ],
)
def test_an_order_without_a_term_has_the_days_of_its_own_regulation(
    answered: bool, by: str, due: str, article: str
) -> None:
    """Of 2014-08-04: fifteen working days whoever orders (ROGI07 24(2)); the twenty of SPC25 11 are of 2025."""
    reply = (replied("2014-05-20"),) if answered else ()
    (found,) = limits("ordered_reply", "2014-08-04", received("2014-05-05"), *reply, ordered("2014-08-04", by))
    assert (found.due, found.article) == (d(due), article)


# -- first days of a rule ---------------------------------------------------------------------------------


def test_rules_hold_from_their_first_day() -> None:
    """Consultation limits from 2019-05-15, the fee from 2021-01-01."""
    assert len(limits("third_party_answer", "2019-05-16", *begun("2019-05-15"), asked("2019-05-16"))) == 1
    assert len(limits("third_party_answer", "2019-05-16", *begun("2019-05-14"), asked("2019-05-16"))) == 0
    first, before = (received("2020-12-25"), charged("2021-01-01")), (received("2020-12-25"), charged("2020-12-31"))
    assert [len(limits("fee_payment", "2021-01-04", *facts)) for facts in (first, before)] == [1, 0]
    assert limits("reply", "2021-01-04", *first)[0].state == "tolled"
    (warning,) = limits("reply", "2021-01-04", *before)[0].warnings
    assert warning.zh == "2020-12-31 的收费通知早于 2021-01-01：信息处理费办法尚未施行，缴费后不重新计算"
    assert warning.en == (
        "the fee notice of 2020-12-31 is before 2021-01-01, when the fee rules came into force: no restart"
    )


# -- the reply under other readings -----------------------------------------------------------------------


def test_only_disputed_points_that_bear_on_the_facts_are_asked() -> None:
    """By the facts that there are."""
    base = received("2025-08-04")
    once, twice = extended("2025-08-11"), extended("2025-08-12")
    on = d("2025-09-30")
    assert relevant_readings((base, once), on) == ()
    assert relevant_readings((base, once, twice), on) == ("number_of_extensions",)
    assert relevant_readings((base, charged("2025-08-20")), on) == ("fee_restart_length",)
    fees = base, charged("2025-08-20"), paid("2025-09-10")
    assert relevant_readings(fees, on) == ("fee_restart_length",)
    assert relevant_readings((*fees, extended("2025-09-11")), on) == ("fee_restart_length", "extension_after_fee")
    old, new = received("2019-05-14"), received("2019-05-15")
    assert relevant_readings((old,), d("2019-05-15")) == ("transition_2019",)
    assert relevant_readings((old,), d("2019-05-14")) == relevant_readings((new,), d("2019-05-15")) == ()


def test_without_other_readings_the_safe_date_is_the_date() -> None:
    """``other_readings=False`` reckons one reading only."""
    case = Case.of("7", received("2025-10-09", "online", auto_acknowledged_on="2025-09-30"))
    on = d("2025-10-09")
    alone = reply_deadline(case, on, china(), Readings.default(), other_readings=False)
    every = reply_deadline(case, on, china(), Readings.default())
    assert (alone.safe_due, alone.readings, alone.on) == (alone.due, (), on)
    assert (every.safe_due, [other.option for other in every.readings]) == (d("2025-11-04"), ["auto_acknowledged"])


def test_an_electronic_reply_may_count_when_it_arrives() -> None:
    """Sent on day 20, arrived on day 21: in time as sent, late as arrived, and not yet done before it arrived."""
    late = Replied(d("2025-06-10"), outcome="granted", delivery="electronic", delivered_on=d("2025-06-11"))
    facts = received("2025-05-12"), late
    assert limits("reply", "2025-06-11", *facts)[0].state == "met"
    (arrived,) = limits("reply", "2025-06-11", *facts, electronic_reply="arrived")
    assert (arrived.state, arrived.done) == ("missed", d("2025-06-11"))
    (underway,) = limits("reply", "2025-06-10", *facts, electronic_reply="arrived")
    assert (underway.state, underway.done) == ("running", None)


def test_silence_supposes_that_the_requester_answers_today() -> None:
    """Consulted while the requester has yet to clarify or to pay: 15 working days of silence after the restart."""
    asked_both = (*begun("2025-03-03"), unclear("2025-03-10", "2025-03-24"), asked("2025-03-11"))
    (found,) = limits("reply", "2025-03-12", *asked_both)
    # Restart on 03-12: 20 working days end on 04-10; 03-13 to 04-01 are 14 more that do not count (04-27 is worked).
    assert (found.state, found.due, found.due_if_silent) == ("tolled", d("2025-04-10"), d("2025-04-29"))
    unpaid = (*begun("2025-03-03"), charged("2025-03-10"), asked("2025-03-11"))
    (found,) = limits("reply", "2025-03-12", *unpaid)
    assert (found.state, found.due, found.due_if_silent) == ("tolled", d("2025-04-10"), d("2025-04-29"))


def test_the_last_day_of_waiting_is_still_waiting() -> None:
    """Asked about on the due day itself the clock stands still; a day later the limit was missed."""
    facts = (*begun("2025-03-03"), asked("2025-03-28"))
    (found,) = limits("reply", "2025-03-28", *facts)
    assert (found.state, found.due) == ("tolled", d("2025-03-31"))
