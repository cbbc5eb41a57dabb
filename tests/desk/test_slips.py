"""Slips of the hand, as they are typed: each is refused, found by the audit or told at once; none passes in silence."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from tests.desk.running import Ran, Ysq
from workflow import YishenqingError
from workflow.events import Channel
from workflow.outcomes import Requester

TYPED = ("--channel", "online", "--requester", "natural_person", "--subject", "会议纪要")


@pytest.fixture
def typed(ysq: Ysq) -> Ysq:
    """A register with a request of 3 March 2025, under review."""
    ysq("init")
    assert ysq("receive", "--on", "2025-03-03", *TYPED).status == 0
    assert ysq("record", "2025-001", "review_started", "--on", "2025-03-03").status == 0
    return ysq


def record(ysq: Ysq, kind: str, on: str, *more: str) -> Ran:
    """Record a fact of the request."""
    return ysq("record", "2025-001", kind, "--on", on, *more)


def duties(ysq: Ysq) -> set[str]:
    """Which duties the audit finds."""
    return {found["duty"] for found in ysq("audit", "--json").json}


def limit(ysq: Ysq, duty: str = "reply", on: str = "2025-06-30") -> dict[str, object]:
    """A limit of the request."""
    return next(x for x in ysq("deadline", "2025-001", "--on", on, "--json").json if x["duty"] == duty)


# -- second dates -----------------------------------------------------------------------------------------


def test_a_notice_that_gives_no_time_is_found(typed: Ysq) -> None:
    """Given on 5 March until 1 March, and taken for abandoned on the day of the notice."""
    assert record(typed, "clarification_requested", "2025-03-05", "--respond-by", "2025-03-01").status == 0
    assert record(typed, "lapsed", "2025-03-05", "--cause", "clarification").status == 0
    assert "respond_by_reasonable" in duties(typed)


def test_a_reply_signed_for_after_the_limit_is_found(typed: Ysq) -> None:
    """Recorded within the limit of 31 March, handed over in May."""
    handed = ("--outcome", "granted", "--delivery", "in_person", "--delivered-on", "2025-05-20")
    ran = record(typed, "replied", "2025-03-28", *handed)
    assert ran.status == 0
    assert "以签收之日为准" in ran.text
    assert "delivered_in_time" in duties(typed)


def test_a_reply_is_not_delivered_before_it_is_made(typed: Ysq) -> None:
    """Refused, so that no time for review runs from the day before."""
    posted = ("--outcome", "granted", "--delivery", "post", "--delivered-on", "2024-03-20")
    assert record(typed, "replied", "2025-03-20", *posted).status == 2


def test_nothing_is_received_before_it_is_submitted(typed: Ysq) -> None:
    """Refused."""
    assert typed("receive", "--on", "2025-11-03", "--submitted-on", "2025-11-20", *TYPED).status == 2


def test_nothing_is_acknowledged_before_it_is_submitted(typed: Ysq) -> None:
    """Refused: the automatic receipt would lie a year before."""
    days = ("--submitted-on", "2025-11-03", "--auto-acknowledged-on", "2024-11-03")
    assert typed("receive", "--on", "2025-11-03", *days, *TYPED).status == 2


def test_nothing_is_served_before_it_is_sent(typed: Ysq) -> None:
    """Refused."""
    served = ("--party", "甲公司", "--served-on", "2025-01-01")
    assert record(typed, "third_party_consulted", "2025-03-10", *served).status == 2


@pytest.mark.parametrize(("approved_on", "due"), [("2025-03-27", "2025-04-15"), ("2025-05-01", "2025-03-31")])
def test_an_extension_approved_after_it_was_told_is_found(typed: Ysq, approved_on: str, due: str) -> None:
    """Told on 20 March; approved after the limit of 31 March it extends nothing."""
    told = ("--workdays", "10", "--approved-by", "甲", "--approved-on", approved_on)
    assert record(typed, "extended", "2025-03-20", *told).status == 0
    assert "extension_approved_first" in duties(typed)
    assert limit(typed)["due"] == due


def test_a_day_decades_ahead_is_told_when_it_is_typed(typed: Ysq) -> None:
    """It is taken, and said to lie beyond every calendar."""
    ran = record(typed, "deferred", "2025-03-10", "--until", "2099-03-05")
    assert ran.status == 0
    assert "请核对年份" in ran.text
    assert "不在日历的范围内" in ran.text


# -- amounts, repetitions, texts --------------------------------------------------------------------------


def test_one_yuan_of_a_thousand_starts_no_limit_and_is_told(typed: Ysq) -> None:
    """The limit still waits, and what is wanting is said."""
    assert record(typed, "fee_noticed", "2025-03-10", "--amount", "1000", "--method", "by_item").status == 0
    ran = record(typed, "fee_paid", "2025-03-12", "--amount", "1")
    assert ran.status == 0
    assert "尚欠 999 元" in ran.text
    assert limit(typed, on="2025-03-14")["state"] == "tolled"


def test_a_late_payment_says_that_it_was_late_and_that_the_limit_runs_anew(typed: Ysq) -> None:
    """As a late clarification does: the fee noticed on 10 March had to be paid by 8 April."""
    assert record(typed, "fee_noticed", "2025-03-10", "--amount", "100", "--method", "by_item").status == 0
    ran = record(typed, "fee_paid", "2025-04-10", "--amount", "100")
    assert "已过缴费期限 2025-04-08；既已接受，期限自此重新计算" in ran.text
    assert limit(typed)["start"] == "2025-04-10"


def test_two_ways_to_charge_are_found(typed: Ysq) -> None:
    """By item and by page."""
    assert record(typed, "fee_noticed", "2025-03-10", "--amount", "100", "--method", "by_item").status == 0
    assert record(typed, "fee_noticed", "2025-03-11", "--amount", "10", "--method", "by_page").status == 0
    assert "fee_once" in duties(typed)


def test_the_same_extension_twice_is_told(typed: Ysq) -> None:
    """The second time, with the number of the first."""
    told = ("--workdays", "20", "--approved-by", "甲")
    assert "完全相同" not in record(typed, "extended", "2025-03-20", *told).text
    assert "与第 3 条延长答复期限（2025-03-20）完全相同" in record(typed, "extended", "2025-03-20", *told).text


@pytest.mark.parametrize("subject", ["", "　", "\u200b"])
def test_a_subject_says_something(typed: Ysq, subject: str) -> None:
    """Refused where nothing can be seen of it."""
    ran = typed("receive", "--on", "2025-11-03", *TYPED[:-1], subject)
    assert ran.status == 2
    assert "subject" in ran.err


def test_an_identity_number_is_told_before_it_is_too_late_to_mind(typed: Ysq) -> None:
    """In a subject, since it can never be erased."""
    ran = typed("receive", "--on", "2025-11-03", *TYPED[:-1], "王某 11010519491231002X 的低保档案")
    assert ran.status == 0
    assert "公民身份号码" in ran.text


# -- the day and the moment of an entry -------------------------------------------------------------------


@pytest.mark.parametrize("year", [1925, 1999])
def test_a_request_of_a_year_without_a_law_is_refused(year: int, tmp_path: Path) -> None:
    """Nothing is recorded, and the list of what is due goes on."""
    with Desk.create(tmp_path / "slips.db") as desk:
        with pytest.raises(YishenqingError, match="2008-05-01"):
            desk.receive(date(year, 11, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="合同")
        assert desk.due() == []


def test_nothing_was_recorded_in_the_future(typed: Ysq) -> None:
    """An import with such a moment is refused, and takes nothing."""
    line = (
        b'{"case":"x","event":"received","on":"2025-06-01","channel":"online","requester":"business","subject":"x",'
        b'"recorded_at":"2099-06-30T23:59:00Z"}\n'
    )
    ran = typed("import", "-", stdin=line)
    assert ran.status == 2
    assert "2099-06-30T23:59:00Z" in ran.err
    assert typed("show", "x").status == 2
