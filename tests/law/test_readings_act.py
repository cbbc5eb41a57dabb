"""Readings act: at each disputed point every other option changes an answer: a day, a state, a window or a row.

Days are those of the law study, or counted by hand in working days of the State Council's arrangements.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from workflow import events as e
from workflow.annual import FORM_2021, disputes_of, form_for, table3, table4
from workflow.annual.counting import counts_of
from workflow.case import Case
from workflow.clock import deadlines
from workflow.law import READINGS, Readings
from workflow.outcomes import Outcome, Requester

Facts = tuple[e.Fact, ...]


def d(text: str) -> date:
    """Return the day that *text* writes."""
    return date.fromisoformat(text)


def received(
    on: str, channel: str = "in_person", sent: str | None = None, acknowledged: str | None = None
) -> e.Received:
    """Return a receipt, with the days of submission and of the system's receipt."""
    return e.Received(
        d(on),
        channel=e.Channel(channel),
        requester=Requester.NATURAL_PERSON,
        subject="名单",
        submitted_on=sent and d(sent),
        auto_acknowledged_on=acknowledged and d(acknowledged),
    )


def replied(on: str, outcome: str = "granted", delivery: str = "in_person", **more: object) -> e.Replied:
    """Return a reply."""
    return e.Replied(d(on), outcome=Outcome(outcome), delivery=e.Delivery(delivery), **more)  # type: ignore[arg-type]


def reply(on: str, *facts: e.Fact) -> Callable[[Readings], str]:
    """Ask for the last day of the reply, and where it stands."""

    def answer(readings: Readings) -> str:
        limit = deadlines(Case.of("1", *facts), d(on), readings=readings)[0]
        return f"{limit.due} {limit.state}"

    return answer


def suits(on: str, *facts: e.Fact) -> Callable[[Readings], str]:
    """Ask until when a suit may be brought."""

    def answer(readings: Readings) -> str:
        found = deadlines(Case.of("1", *facts), d(on), readings=readings)
        return " ".join(str(limit.due) for limit in found if limit.duty == "litigation_window")

    return answer


def rows(year: int, *facts: e.Fact) -> Callable[[Readings], str]:
    """Ask in which rows of table III the case counts, and how often; the table balances."""

    def answer(readings: Readings) -> str:
        table = table3(counts_of(Case.of("1", *facts), readings), year, FORM_2021)
        cell = {row: table.cell(row, "total") or 0 for row in FORM_2021.table3.row_ids}
        assert cell["received"] + cell["brought_forward"] == cell["concluded_total"] + cell["carried_forward"]
        return " ".join(f"{row}={n}" for row, n in cell.items() if n and row != "concluded_total")

    return answer


def results(year: int, *facts: e.Fact) -> Callable[[Readings], str]:
    """Ask in which column of table IV the suit counts."""

    def answer(readings: Readings) -> str:
        table = table4(disputes_of(Case.of("1", *facts), readings), year, form_for(year))
        found = (id for id in ("upheld", "overturned", "other", "pending") if table.cell("litigation_direct", id))
        return " ".join(found)

    return answer


REVIEW = e.ReviewStarted(d("2025-03-03"))
ASKED = e.ThirdPartyConsulted(d("2025-03-10"), party="甲公司", served_on=d("2025-03-12"))
HEARD_LATE = e.ThirdPartyAnswered(d("2025-04-08"), party="甲公司", position=e.Position.AGREES)
ORGAN = (
    e.AgencyConsulted(d("2025-03-10"), agency="市财政局", joint=False),
    e.AgencyAnswered(d("2025-03-26"), agency="市财政局", position=e.AgencyPosition.AGREES),
)
NOTICED = e.FeeNoticed(d("2025-08-20"), amount=Decimal(100), method=e.FeeMethod.BY_ITEM)
PAID = (received("2025-08-04"), NOTICED, e.FeePaid(d("2025-09-10"), amount=Decimal(100)))
FIRST_REFUSED = (received("2025-03-03"), replied("2025-03-20", "refused_deliberative"))
ORDERED_AT_ONCE = (*FIRST_REFUSED, e.ReplyOrdered(d("2025-05-20"), ordered_by=e.OrderedBy.COURT), replied("2025-06-10"))
ORDERED_LATER = (*FIRST_REFUSED, e.ReplyOrdered(d("2026-03-02"), ordered_by=e.OrderedBy.COURT), replied("2026-03-20"))
SUIT = e.LitigationFiled(d("2025-06-02"), dispute="诉1", after_reconsideration=False)
NOT_FINAL = e.LitigationDecided(d("2025-12-20"), dispute="诉1", result=e.DisputeResult.UPHELD, final=False)
JUDGED = (*FIRST_REFUSED, SUIT, NOT_FINAL)

ANSWERS: dict[str, tuple[Callable[[Readings], str], dict[str, str]]] = {
    "online_confirmation": (
        reply("2025-03-10", received("2025-03-10", "online", "2025-03-05", "2025-03-05")),
        {
            "both_confirm": "2025-04-08 running",
            "auto_acknowledged": "2025-04-02 running",
            "next_workday": "2025-04-03 running",
        },
    ),
    "online_receipt_2007": (  # guiding case 26: confirmed on 2011-06-01, due on 06-23
        reply("2011-08-04", received("2011-07-28", "online", "2011-06-01", "2011-06-01"), replied("2011-08-04")),
        {"auto_acknowledged": "2011-06-23 missed", "both_confirm": "2011-08-18 met"},
    ),
    "ordinary_mail_unreachable": (
        reply("2025-03-10", received("2025-03-10", "ordinary_mail", "2025-03-05")),
        {"pending_contact": "2025-04-08 running", "arrival": "2025-04-02 running"},
    ),
    "rest_day_receipt": (  # LC28: an e-mail of Sunday 2017-06-18, answered on 07-10
        reply("2017-07-10", received("2017-06-18", "online", "2017-06-18", "2017-06-18"), replied("2017-07-10")),
        {"same_day": "2017-07-07 missed", "next_workday": "2017-07-10 met"},
    ),
    "transition_2019": (
        reply("2019-05-15", received("2019-04-26")),
        {"old_limit": "2019-05-20 running", "new_procedure": "2019-05-27 running"},
    ),
    "late_clarification_notice": (
        reply(
            "2025-03-20",
            received("2025-03-03"),
            e.ClarificationRequested(d("2025-03-13"), respond_by=d("2025-03-27")),
            e.Clarified(d("2025-03-20")),
        ),
        {"original_limit": "2025-03-31 running", "restart": "2025-04-18 running"},
    ),
    "consultation_boundary": (
        reply("2025-04-08", received("2025-03-03"), REVIEW, ASKED, HEARD_LATE),
        {
            "capped": "2025-04-24 running",
            "after_sent_to_answered": "2025-04-28 running",
            "sent_to_before_answered": "2025-04-28 running",
            "sent_to_answered": "2025-04-29 running",
        },
    ),
    "other_organs": (
        reply("2025-03-26", received("2025-03-03"), REVIEW, *ORGAN),
        {"every_written_consultation": "2025-04-17 running", "joint_only": "2025-03-31 running"},
    ),
    "number_of_extensions": (
        reply(
            "2025-06-04",
            received("2025-05-12"),
            e.Extended(d("2025-06-03"), workdays=10, approved_by="主任"),
            e.Extended(d("2025-06-04"), workdays=5, approved_by="主任"),
        ),
        {"one": "2025-06-24 running", "several": "2025-07-01 running"},
    ),
    "art35_pause": (
        reply(
            "2026-03-20",
            received("2026-03-02"),
            e.ReasonsRequested(d("2026-03-09")),
            e.ReasonsGiven(d("2026-03-20"), accepted=True),
        ),
        {"no_pause": "2026-03-30 running", "restart": "2026-04-20 running"},
    ),
    "fee_restart_length": (
        reply("2025-09-10", *PAID),
        {"full": "2025-10-14 running", "remainder": "2025-09-22 running"},
    ),
    "extension_after_fee": (
        reply("2025-10-13", *PAID, e.Extended(d("2025-10-13"), workdays=10, approved_by="主任")),
        {"yes": "2025-10-28 running", "no": "2025-10-14 running"},
    ),
    "electronic_reply": (
        reply(
            "2025-04-01",
            received("2025-03-03"),
            replied("2025-03-31", delivery="electronic", delivered_on=d("2025-04-01")),
        ),
        {"sent": "2025-03-31 met", "arrived": "2025-03-31 missed"},
    ),
    "ordered_reply_counting": (
        rows(2025, *ORDERED_AT_ONCE),
        {
            "first_outcome": "received=1 refused_deliberative=1",
            "last_by_year_end": "received=1 granted=1",
            "recount": "received=1 brought_forward=1 refused_deliberative=1 other=1",
        },
    ),
    "final_result_year_end": (
        rows(2026, *ORDERED_LATER),
        {"published_stands": "", "reopened": "brought_forward=1 granted=1"},
    ),
    "withdrawn_before_registration": (
        rows(2025, received("2025-03-03"), e.Withdrawn(d("2025-03-03"))),
        {"counted": "received=1 other=1", "not_counted": ""},
    ),
    "appeal_pending": (results(2025, *JUDGED), {"pending": "pending", "by_judgment": "upheld"}),
    "silence_before_2015": (  # fifteen working days end on 2015-04-30
        suits("2015-05-04", received("2015-04-09")),
        {"no_end": "", "six_months": "2015-10-30"},
    ),
    "non_reply_remedy": (
        suits("2025-07-01", received("2025-03-03")),
        {"review_or_suit": "2025-09-30", "review_first": ""},
    ),
    "review_first_2024": (
        suits("2024-07-01", received("2024-05-13"), replied("2024-06-11", "unavailable_not_held")),
        {"narrow": "2024-12-11", "wide": ""},
    ),
    "silence_review_first": (
        suits("2026-08-03", received("2026-06-15")),
        {"review_first": "", "review_or_suit": "2027-01-14"},
    ),
    "partial_review_first": (
        suits("2025-03-21", received("2025-03-03"), replied("2025-03-20", "partly_granted")),
        {"review_first": "", "review_or_suit": "2025-09-22"},
    ),
    "not_told_2015": (
        suits("2016-03-22", received("2016-03-01"), replied("2016-03-21", "unavailable_not_held", remedies_told=False)),
        {"two_years": "2018-03-21", "one_year": "2017-03-21"},
    ),
    "repeat_after_refusal": (
        suits(
            "2025-07-02",
            received("2025-06-10"),
            replied("2025-07-01", "not_processed_repeat", earlier_case="2025-001", earlier_granted=False),
        ),
        {"suable": "2026-01-04", "not_suable": ""},
    ),
}


@pytest.mark.parametrize("id", ANSWERS)
def test_each_option_gives_its_answer(id: str) -> None:
    """What the story gives under each option; every option but the default gives another answer than it."""
    asked, expected = ANSWERS[id]
    point = next(point for point in READINGS if point.id == id)
    assert next(iter(expected)) == point.default
    for option, answer in expected.items():
        assert asked(Readings.default().with_(**{id: option})) == answer, option
    assert all(answer != expected[point.default] for option, answer in expected.items() if option != point.default)


def test_every_point_acts_or_is_a_convention() -> None:
    """No point is left out: each has a story with all its options, or says by what a clerk decides it."""
    acting = {point.id: [option.id for option in point.options] for point in READINGS if point.convention is None}
    assert {id: sorted(expected) for id, (_, expected) in ANSWERS.items()} == {
        id: sorted(options) for id, options in acting.items()
    }
