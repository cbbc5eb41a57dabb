"""Words that say what they mean: who did what in time, what is certain, what no article says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from workflow import Case, OutOfOrder, Readings
from workflow import events as e
from workflow.calendar import china
from workflow.clock import deadlines
from workflow.clock.wording import state_text
from workflow.duties import breaches
from workflow.events import Fact

CN, READINGS = china(), Readings.default()


def d(text: str) -> date:
    """Read a date of 2025."""
    return date.fromisoformat(f"2025-{text}")


def received(on: str) -> e.Received:
    return e.Received(d(on), channel="in_person", requester="natural_person", subject="纪要")


def said_of(duty: str, on: str, *facts: Fact) -> tuple[str, str]:
    """Return what the last lines of a limit say of it, in both languages."""
    limit = next(limit for limit in deadlines(Case.of("1", *facts), d(on), CN, READINGS) if limit.duty == duty)
    return limit.explain("zh"), limit.explain("en")


WHOSE: list[tuple[str, str, str, tuple[Fact, ...]]] = [
    (
        *("clarification", "已补正", "clarified"),
        (
            e.ClarificationRequested(d("03-04"), respond_by=d("03-20")),
            e.Clarified(d("03-10")),
        ),
    ),
    (
        *("fee_payment", "已缴费", "paid"),
        (
            e.FeeNoticed(d("03-10"), amount=Decimal(50), method="by_item"),
            e.FeePaid(d("03-12"), amount=Decimal(50)),
        ),
    ),
    (
        *("third_party_answer", "已提出意见", "answered"),
        (
            e.ReviewStarted(d("03-04")),
            e.ThirdPartyConsulted(d("03-04"), party="甲公司", served_on=d("03-04")),
            e.ThirdPartyAnswered(d("03-10"), party="甲公司", position="agrees"),
        ),
    ),
    (
        *("agency_answer", "已提出意见", "answered"),
        (
            e.ReviewStarted(d("03-04")),
            e.AgencyConsulted(d("03-04"), agency="乙局", served_on=d("03-04"), joint=True),
            e.AgencyAnswered(d("03-10"), agency="乙局", position="agrees"),
        ),
    ),
    (
        *("reconsideration_window", "已提出", "filed"),
        (
            e.Replied(d("03-10"), outcome="refused_deliberative", delivery="in_person"),
            e.ReconsiderationFiled(d("04-01"), dispute="复议1号"),
        ),
    ),
    (
        *("litigation_window", "已提起", "filed"),
        (
            e.Replied(d("03-10"), outcome="granted", delivery="in_person"),
            e.LitigationFiled(d("04-01"), dispute="行初1号", after_reconsideration=False),
        ),
    ),
]


@pytest.mark.parametrize(("duty", "zh", "en", "facts"), WHOSE, ids=[duty for duty, *_ in WHOSE])
def test_what_somebody_else_did_in_time_is_said_as_what_he_did(
    duty: str, zh: str, en: str, facts: tuple[Fact, ...]
) -> None:
    """An applicant's payment is not "handled in time" by the organ, nor is a lawsuit."""
    chinese, english = said_of(duty, "04-10", received("03-03"), *facts)
    assert f"（日期确定；{zh}；日历" in chinese
    assert f"; {en}; " in english
    assert "已按期办理" not in chinese
    assert (state_text(duty, "met", "zh"), state_text(duty, "met", "en")) == (zh, en)


def test_what_the_organ_did_in_time_is_said_as_before() -> None:
    """Its own reply, its notice and a reply that was ordered are handled in time."""
    assert {state_text(duty, "met") for duty in ("reply", "clarification_notice", "ordered_reply")} == {"已按期办理"}


def test_a_certain_date_is_not_said_to_have_been_checked_by_somebody() -> None:
    """It is certain because the calendar is; nobody has verified the case."""
    chinese, english = said_of("reply", "03-10", received("03-03"))
    assert "（日期确定；期限内；" in chinese
    assert "核实" not in chinese
    assert "(confirmed; running; " in english


# 28 January to 4 February 2025 are the Spring Festival; Sunday 26 January and Saturday 8 February are worked for it.
def test_the_weekend_days_that_were_worked_are_told() -> None:
    """Twenty working days after 13 January 2025: five that week, six in the next with the Sunday, Monday, two, six, one.

    14–17, 20–24, 26 and 27 January are 11 days; 5–8 February are 4 more, 10–14 February make 20.
    """
    chinese, english = said_of("reply", "01-20", received("01-13"))
    assert (
        "第 20 个工作日为 2025-02-14（周五）；其间放假 01-28–01-31、02-03–02-04；其间调休上班 01-26、02-08〔" in chinese
    )
    assert "; days off on the way: 01-28–01-31, 02-03–02-04; weekend days worked on the way: 01-26, 02-08 [" in english


def test_days_without_any_break_name_none() -> None:
    """Nothing is said of make-up days where there are none."""
    chinese, english = said_of("reply", "03-10", received("03-03"))
    assert "调休" not in chinese
    assert "weekend days" not in english


@pytest.mark.parametrize(
    ("end", "zh", "en"),
    [
        (
            e.Lapsed(d("06-11"), cause="clarification"),
            "未作出，于 2025-06-11 视为放弃申请、不再处理，逾期 1 个工作日",
            "not made: closed as abandoned on 2025-06-11: 1 working day late",
        ),
        (
            e.Withdrawn(d("06-11")),
            "未作出，申请人于 2025-06-11 撤回申请，逾期 1 个工作日",
            "not made: withdrawn by the requester on 2025-06-11: 1 working day late",
        ),
    ],
    ids=["lapsed", "withdrawn"],
)
def test_a_request_that_ended_late_was_not_answered(end: Fact, zh: str, en: str) -> None:
    """Where nothing was made, nothing is said to have been made; a notice to clarify that came late stops no clock."""
    facts = (received("05-12"), e.ClarificationRequested(d("05-23"), respond_by=d("06-06")), end)
    found = {b.duty: b for b in breaches([Case.of("1", *facts)], d("07-01"), CN, READINGS)}
    assert found["reply"].words.zh.endswith(zh)
    assert found["reply"].words.en.endswith(en)
    assert found["reply"].done == d("06-11")


def test_a_day_to_come_is_refused_without_an_article() -> None:
    """No article forbids it: a register records what has happened, and the message says so."""
    now = datetime(2025, 3, 10, 4, tzinfo=UTC)
    with pytest.raises(OutOfOrder) as refused:
        Case.opened("2025-001", received("03-11"), now)
    zh, en = refused.value.message("zh"), refused.value.message("en")
    assert "日期 2025-03-11 晚于记录之日 2025-03-10，登记簿只记录已经发生的事" in zh
    assert "a register records what has happened" in en
    assert refused.value.article == ""
    assert not [word for word in ("依据", "45") if word in zh]
    assert "Art." not in en


def test_an_impossible_move_still_names_its_article() -> None:
    """What an article does say is cited as before."""
    case = Case.of("1", received("03-03"))
    with pytest.raises(OutOfOrder) as refused:
        case.after(e.Archived(d("03-04")))
    assert "（依据：45）" in refused.value.message("zh")
    assert "(Art. 45)" in refused.value.message("en")
