"""The ledger: a limit told day by day says no other date than the limit itself, and says why for each day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import Case, Readings
from workflow.calendar import china
from workflow.clock import Deadline, Step, deadlines
from workflow.clock.ledger import LedgerDay, day_ledger
from workflow.events import (
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.testing.strategies import History, lawful_histories, possible_histories

DAY = timedelta(days=1)
thorough = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str) -> Received:
    """Make a receipt."""
    return Received(d(on), channel="in_person", requester="natural_person", subject="会议纪要")


def limit_of(on: str, duty: str, *facts: Fact, readings: Readings | None = None) -> Deadline:
    """Return the first limit of *duty* in a case of these facts."""
    found = deadlines(Case.of("2026-001", *facts), d(on), readings=readings)
    return next(limit for limit in found if limit.duty == duty)


def ledger_of(on: str, duty: str, *facts: Fact, **more: Any) -> dict[str, LedgerDay]:
    """Return the days of a limit by their dates."""
    return {str(day.date): day for day in day_ledger(limit_of(on, duty, *facts, **more), china())}


ALL_TOGETHER = (
    received("2026-01-19"),
    ClarificationRequested(d("2026-01-26"), respond_by=d("2026-02-10")),
    Clarified(d("2026-02-06")),
    ReviewStarted(d("2026-02-06")),
    ThirdPartyConsulted(d("2026-02-12"), party="甲公司"),
    ThirdPartyAnswered(d("2026-03-05"), party="甲公司", position="agrees"),
    Extended(d("2026-03-26"), workdays=20, approved_by="李主任"),
)
FESTIVAL = "国办发明电〔2025〕7号"


@pytest.mark.parametrize(
    ("day", "n", "kind", "reason", "notice"),
    [
        ("2026-01-19", None, "start", "收到申请之日，当日不计入", None),
        ("2026-01-20", None, "wiped", "收到补正的申请前，期限自其后起计算", None),
        ("2026-02-05", None, "wiped", "收到补正的申请前，期限自其后起计算", None),
        ("2026-02-06", None, "start", "收到补正的申请之日，当日不计入，期限自次日起计算〔第三十条〕", None),
        ("2026-02-07", None, "off", "休息日", None),
        ("2026-02-09", 1, "counted", "第 1 日", None),
        ("2026-02-12", 4, "counted", "第 4 日", None),
        ("2026-02-13", None, "excluded", "征求意见（甲公司）不计入〔第三十三条第三款〕", None),
        (
            "2026-02-14",
            None,
            "excluded",
            f"征求意见（甲公司）不计入〔第三十三条第三款〕，调休上班：春节（{FESTIVAL}）",
            FESTIVAL,
        ),
        ("2026-02-15", None, "off", "休息日", None),
        ("2026-02-16", None, "off", f"放假：春节（{FESTIVAL}）", FESTIVAL),
        ("2026-03-05", None, "excluded", "征求意见（甲公司）不计入〔第三十三条第三款〕", None),
        ("2026-03-06", 5, "counted", "第 5 日", None),
        ("2026-03-27", 20, "counted", "第 20 日", None),
        ("2026-03-30", 21, "counted", "第 21 日（延长）", None),
        ("2026-04-27", 40, "counted", "第 40 日（延长），届满日", None),
    ],
)
def test_all_together(day: str, n: int | None, kind: str, reason: str, notice: str | None) -> None:
    """Receipt, restart, exclusion over the Spring Festival and extension, each day under its reason."""
    found = ledger_of("2026-04-10", "reply", *ALL_TOGETHER)[day]
    assert (found.n, found.kind, found.reason.zh, found.notice) == (n, kind, reason, notice)
    assert found.counted is (n is not None)


def test_the_ledger_runs_from_the_receipt_to_the_due_day() -> None:
    """Both ends are in it, and nothing after the due day."""
    days = list(ledger_of("2026-04-10", "reply", *ALL_TOGETHER))
    assert (days[0], days[-1], len(days)) == ("2026-01-19", "2026-04-27", 99)


def test_a_make_up_day_counts_under_its_notice() -> None:
    """Sunday 2025-04-27 was worked for Labour Day."""
    found = ledger_of("2025-04-21", "reply", received("2025-04-21"))["2025-04-27"]
    assert (found.n, found.kind, found.notice) == (5, "make_up", "国办发明电〔2024〕12号")
    assert found.reason.zh == "第 5 日，调休上班：劳动节（国办发明电〔2024〕12号）"


def test_days_beyond_the_last_notice_say_so() -> None:
    """From 26 December on, a date of 2026 waits for the notice of 2027."""
    found = ledger_of("2026-12-14", "reply", received("2026-12-14"))
    assert found["2026-12-25"].reason.zh == "第 9 日"
    assert found["2026-12-28"].reason.zh == "第 10 日（推定：2027年放假安排尚未载入）"
    assert found["2027-01-01"].reason.zh == "法定节日：元旦（推定：2027年放假安排尚未载入）"
    assert found["2026-12-28"].reason.en == "day 10 (provisional: the notice for 2027 is not loaded)"


def test_a_fee_restarts_the_count_after_payment() -> None:
    """The day of payment is day 0 (109号 6)."""
    facts = (
        received("2025-08-04"),
        FeeNoticed(d("2025-08-20"), amount=Decimal(400), method="by_item"),
        FeePaid(d("2025-09-10"), amount=Decimal(400)),
    )
    found = ledger_of("2025-09-30", "reply", *facts)
    assert found["2025-08-05"].reason.zh == "缴费前，期限自其后起计算"
    assert found["2025-09-10"].reason.zh.startswith("缴费之日，当日不计入，期限自次日起计算〔《")
    assert (found["2025-09-11"].n, found["2025-10-14"].n) == (1, 20)


def test_a_fee_may_only_stop_the_count() -> None:
    """Under the reading that gives only what was left, the days up to payment are excluded (109号 6)."""
    facts = (
        received("2025-03-03"),
        FeeNoticed(d("2025-03-20"), amount=Decimal(400), method="by_item"),
        FeePaid(d("2025-03-25"), amount=Decimal(400)),
    )
    readings = Readings.default().with_(fee_restart_length="remainder")
    found = ledger_of("2025-03-25", "reply", *facts, readings=readings)
    assert (found["2025-03-20"].n, found["2025-03-26"].n, found["2025-04-03"].n) == (13, 14, 20)
    assert found["2025-03-25"].reason.zh.startswith("等待缴费，不计入〔《政府信息公开信息处理费管理办法》")


def test_a_clarification_that_is_awaited_is_supposed() -> None:
    """While the requester has yet to clarify, the ledger supposes that it came on the day asked for."""
    facts = (received("2025-03-03"), ClarificationRequested(d("2025-03-10"), respond_by=d("2025-03-24")))
    found = ledger_of("2025-03-20", "reply", *facts)
    assert found["2025-03-04"].reason.zh == "尚待补正，期限自其后起计算，此前各日不计入"
    assert found["2025-03-20"].reason.zh == "假定当日收到补正的申请，当日不计入"
    assert found["2025-03-21"].n == 1


def test_after_a_deferral_no_days_are_counted() -> None:
    """A deferral names a date: the 20 days before it are counted, its own are not (Art. 35)."""
    facts = (
        received("2026-03-02"),
        ReasonsRequested(d("2026-03-09")),
        ReasonsGiven(d("2026-03-20"), accepted=True),
        Deferred(d("2026-03-27"), until=d("2026-06-20")),
    )
    found = ledger_of("2026-04-01", "reply", *facts)
    assert found["2026-03-30"].n == 20
    assert found["2026-03-31"].reason.zh == "延迟答复至 2026-06-20〔第三十五条〕"
    assert found["2026-06-21"].kind == "rolled"
    assert found["2026-06-22"].reason.zh == "顺延后的届满日〔《中华人民共和国民事诉讼法》第八十五条第三款〕"
    assert sum(day.counted for day in found.values()) == 20


def test_calendar_days_count_every_day_and_roll_off_a_day_off() -> None:
    """Sixty days from 2025-08-06 end on 5 October, in the National Day holiday: the limit rolls to the 9th."""
    replied = Replied(d("2025-08-06"), outcome="granted", delivery="in_person")
    found = ledger_of("2025-08-31", "reconsideration_window", received("2025-08-04"), replied)
    assert [found[day].n for day in ("2025-08-07", "2025-08-09", "2025-10-05")] == [1, 3, 60]
    assert found["2025-10-05"].reason.zh == "第 60 日，休息日"
    assert found["2025-10-06"].reason.zh == "放假：国庆节、中秋节（国办发明电〔2024〕12号），期限顺延"
    assert found["2025-10-09"].reason.zh.startswith("顺延后的届满日")
    assert list(found)[-1] == "2025-10-09"


def test_months_are_named() -> None:
    """Six months are counted by months; each day says in which it lies."""
    replied = Replied(d("2025-08-30"), outcome="granted", delivery="in_person")
    found = ledger_of("2025-09-30", "litigation_window", received("2025-08-25"), replied)
    assert found["2025-09-30"].reason.zh == "第 31 日（第 1 个月）"
    assert found["2025-10-01"].reason.zh == "第 32 日（第 2 个月）"
    assert found["2026-02-28"].reason.zh.startswith("第 182 日（第 6 个月）")


def test_a_fixed_date_counts_every_day() -> None:
    """The requester's own limit ends on the day that the notice names."""
    facts = (received("2025-03-03"), ClarificationRequested(d("2025-03-10"), respond_by=d("2025-03-24")))
    found = ledger_of("2025-03-20", "clarification", *facts)
    assert (found["2025-03-15"].n, found["2025-03-24"].n) == (5, 14)
    assert found["2025-03-24"].reason.zh == "第 14 日，届满日"


def test_the_old_law_gives_fifteen_days() -> None:
    """A request of 2018 under the Regulation of 2007."""
    found = ledger_of("2018-03-10", "reply", received("2018-03-05"))
    assert sum(day.counted for day in found.values()) == 15


def test_as_json_speaks_both_languages() -> None:
    """Keys never change, reasons do."""
    day = ledger_of("2026-04-10", "reply", *ALL_TOGETHER)["2026-02-13"]
    assert day.as_json("en") == {
        "date": "2026-02-13",
        "counted": False,
        "n": None,
        "kind": "excluded",
        "reason": "consultation of 甲公司: not counted [ROGI-2019 33(3)]",
        "notice": None,
    }
    assert day.as_json()["reason"] == "征求意见（甲公司）不计入〔第三十三条第三款〕"


@st.composite
def limits(draw: st.DrawFn, default: bool = False) -> tuple[Deadline, ...]:
    """Draw the limits of a case, lawful or merely possible, on a day up to 300 days after its receipt."""
    history: History = draw(st.one_of(lawful_histories(), possible_histories(void=False)))
    case = Case.of("2026-001", *history)
    readings = Readings.default()
    if not default:
        readings = readings.with_(consultation_boundary="sent_to_answered", fee_restart_length="remainder")
    return deadlines(case, case.received_on + draw(st.integers(0, 300)) * DAY, china(), readings)


def running(limit: Deadline) -> tuple[Step, ...]:
    """Return the steps from the last restart on, or from the count; none where a deferral ends them."""
    last = max(i for i, step in enumerate(limit.steps) if step.op in {"count", "restart"})
    steps = limit.steps[last:]
    return () if any(step.op == "defer" for step in steps) else steps


@thorough
@given(limits() | limits(default=True))
def test_every_limit_is_told_without_a_gap(found: tuple[Deadline, ...]) -> None:
    """Each day from the first step to the due day stands once, numbered from 1 without a hole, in two languages."""
    for limit in found:
        days = day_ledger(limit, china())
        first = limit.steps[0].date
        assert first is not None
        assert [day.date for day in days] == [first + n * DAY for n in range((limit.due - first).days + 1)]
        numbers = [day.n for day in days if day.counted]
        assert numbers == list(range(1, len(numbers) + 1))
        assert all(day.reason.zh and day.reason.en for day in days)


@thorough
@given(limits() | limits(default=True))
def test_the_counted_days_are_the_budget(found: tuple[Deadline, ...]) -> None:
    """Of a reply limit, base and extension days are counted, the due day the last; what is excluded is excluded."""
    if steps := running(found[0]):
        days = day_ledger(found[0], china())
        given = [step.length or 0 for step in steps if step.op in {"count", "restart", "extend"}]
        excluded = [step.length or 0 for step in steps if step.op == "exclude"]
        assert sum(day.counted for day in days) == sum(given)
        assert sum(day.kind == "excluded" for day in days) == sum(excluded)
        assert days[-1].counted


@thorough
@given(limits() | limits(default=True))
def test_other_limits_count_what_the_law_names(found: tuple[Deadline, ...]) -> None:
    """A limit of n working or calendar days has n counted days; working days are worked."""
    for limit in found[1:]:
        (count,) = (step for step in limit.steps if step.op == "count")
        counted = [day for day in day_ledger(limit, china()) if day.counted]
        if count.length is not None and count.rule.unit != "month":
            assert len(counted) == count.length
        if count.length is not None and count.rule.unit in {"workday", None}:
            assert all(china().is_working_day(day.date) for day in counted)
