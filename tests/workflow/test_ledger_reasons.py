"""The ledger's reasons, in both languages, and the days on the edge of a kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workflow import Case, Readings
from workflow.calendar import china
from workflow.clock import Deadline, Step, deadline
from workflow.clock.ledger import LedgerDay, day_ledger
from workflow.events import (
    ClarificationRequested,
    Clarified,
    Deferred,
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
from workflow.law import provision
from workflow.words import Words


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str) -> Received:
    """A request received on this day."""
    return Received(d(on), channel="in_person", requester="natural_person", subject="会议纪要")


def told(on: str, duty: str, *facts: Fact, **readings: str) -> dict[str, LedgerDay]:
    """Return the days of a limit by their dates."""
    chosen = Readings.default().with_(**readings)
    limit = deadline(Case.of("2026-001", *facts), d(on), None, chosen, duty=duty)
    return {str(day.date): day for day in day_ledger(limit, china())}


def reasons(found: dict[str, LedgerDay], day: str) -> tuple[str, str]:
    """Return why a day counts or not, in both languages."""
    return found[day].reason.zh, found[day].reason.en


FEE = FeeNoticed(d("2025-08-20"), amount=Decimal(400), method="by_item")
REASONS = ReasonsRequested(d("2026-03-09")), ReasonsGiven(d("2026-03-20"), accepted=True)


def test_a_receipt_and_its_due_day() -> None:
    """Day 0, counted days, a day off and the last one; as JSON in Chinese unless English is asked for."""
    found = told("2025-03-03", "reply", received("2025-03-03"))
    assert reasons(found, "2025-03-03") == ("收到申请之日，当日不计入", "day of receipt: day 0")
    assert reasons(found, "2025-03-04") == ("第 1 日", "day 1")
    assert reasons(found, "2025-03-31") == ("第 20 日，届满日", "day 20, due day")
    assert [found[day].kind for day in ("2025-03-07", "2025-03-08", "2025-03-09")] == ["counted", "off", "off"]
    assert found["2025-03-31"].as_json()["reason"] == found["2025-03-31"].as_json("zh")["reason"] == "第 20 日，届满日"


def test_weekend_days_that_are_worked() -> None:
    """Sat 2025-10-11 and Sun 2025-09-28 count as make-up days; the Friday between does not."""
    found = told("2025-09-25", "reply", received("2025-09-25"))
    kinds = [found[day].kind for day in ("2025-09-26", "2025-09-28", "2025-10-10", "2025-10-11")]
    assert kinds == ["counted", "make_up", "counted", "make_up"]


def test_a_limit_of_another_begins_on_a_day_0() -> None:
    """What is no receipt is only a beginning."""
    found = told("2025-08-20", "fee_payment", received("2025-08-04"), FEE)
    assert reasons(found, "2025-08-20") == ("起算之日，当日不计入", "day 0")
    assert found["2025-09-17"].n == 20


def test_a_payment_begins_the_count_anew() -> None:
    """Day 0 is the day of payment; the days before are wiped out."""
    found = told("2025-09-30", "reply", received("2025-08-04"), FEE, FeePaid(d("2025-09-10"), amount=Decimal(400)))
    assert reasons(found, "2025-09-10")[1] == "payment came: day 0 of a new run [FEE-109-2020 109号 6]"
    assert reasons(found, "2025-09-09") == (
        "缴费前，期限自其后起计算",
        "before payment, after which the limit ran anew",
    )


def test_two_restarts_wipe_out_the_days_before_each() -> None:
    """Clarified, then paid: days before the one belong to it, days between to the other; a restart day is day 0 of its own."""
    facts = (
        received("2025-07-28"),
        ClarificationRequested(d("2025-07-30"), respond_by=d("2025-08-13")),
        Clarified(d("2025-08-06")),
        FEE,
        FeePaid(d("2025-09-10"), amount=Decimal(400)),
    )
    found = told("2025-09-30", "reply", *facts)
    assert reasons(found, "2025-08-05") == (
        "收到补正的申请前，期限自其后起计算",
        "before clarification, after which the limit ran anew",
    )
    assert reasons(found, "2025-08-06") == (
        "缴费前，期限自其后起计算",
        "before payment, after which the limit ran anew",
    )
    assert found["2025-08-06"].kind == "wiped"
    assert reasons(found, "2025-09-10")[0].startswith("缴费之日，当日不计入")


def test_a_clarification_came() -> None:
    """In English too."""
    facts = received("2025-04-07"), ClarificationRequested(d("2025-04-14"), respond_by=d("2025-04-27"))
    found = told("2025-04-25", "reply", *facts, Clarified(d("2025-04-25")))
    assert reasons(found, "2025-04-25") == (
        "收到补正的申请之日，当日不计入，期限自次日起计算〔第三十条〕",
        "clarification came: day 0 of a new run [ROGI-2019 30]",
    )


def test_reasons_may_begin_the_count_anew() -> None:
    """Under the reading that treats them so (35)."""
    found = told("2026-03-20", "reply", received("2026-03-02"), *REASONS, art35_pause="restart")
    assert reasons(found, "2026-03-19") == (
        "说明理由前，期限自其后起计算",
        "before the reasons, after which the limit ran anew",
    )
    assert reasons(found, "2026-03-20")[1] == "the reasons came: day 0 of a new run [ROGI-2019 35]"


def test_a_deferral_and_its_due_day() -> None:
    """Days within it are not counted; the last is its due day, or the day after a roll; no notice is named for them."""
    found = told(
        "2026-03-27", "reply", received("2026-03-02"), *REASONS, Deferred(d("2026-03-27"), until=d("2026-05-20"))
    )
    assert reasons(found, "2026-05-19") == (
        "延迟答复至 2026-05-20〔第三十五条〕",
        "deferred to 2026-05-20 [ROGI-2019 35]",
    )
    assert reasons(found, "2026-05-20") == ("延迟答复的届满日〔第三十五条〕", "due day of the deferral [ROGI-2019 35]")
    assert (found["2026-05-01"].kind, found["2026-05-01"].notice) == ("deferred", None)
    rolled = told(
        "2026-03-27", "reply", received("2026-03-02"), *REASONS, Deferred(d("2026-03-27"), until=d("2026-06-20"))
    )
    assert [rolled[day].kind for day in ("2026-06-20", "2026-06-21", "2026-06-22")] == ["deferred", "rolled", "rolled"]
    assert reasons(rolled, "2026-06-20") == (
        "延迟答复至 2026-06-20〔第三十五条〕",
        "deferred to 2026-06-20 [ROGI-2019 35]",
    )


def test_a_roll_passes_days_off() -> None:
    """Sixty days from 2025-08-04 end on 3 October; the limit rolls to the 9th."""
    replied = Replied(d("2025-08-04"), outcome="granted", delivery="in_person")
    found = told("2025-08-31", "reconsideration_window", received("2025-08-04"), replied)
    assert reasons(found, "2025-10-04") == ("休息日，期限顺延", "weekend, the limit rolls on")
    assert reasons(found, "2025-10-09") == (
        "顺延后的届满日〔《中华人民共和国民事诉讼法》第八十五条第三款〕",
        "due day after the roll [CPL-2023 CPL 85(3)]",
    )


def test_the_first_month_begins_the_day_after() -> None:
    """Six months from 2025-08-30: the 31st is the first day of the first, 30 September its last."""
    replied = Replied(d("2025-08-30"), outcome="granted", delivery="in_person")
    found = told("2025-09-30", "litigation_window", received("2025-08-25"), replied)
    months = [reasons(found, day)[0] for day in ("2025-08-31", "2025-09-30", "2025-10-01", "2025-10-31", "2026-02-27")]
    assert months == [
        "第 1 日（第 1 个月）",
        "第 31 日（第 1 个月）",
        "第 32 日（第 2 个月）",
        "第 62 日（第 3 个月）",
        "第 181 日（第 6 个月）",
    ]


def test_no_notice_is_named_for_a_day_that_it_does_not_decide() -> None:
    """A day 0, a day that was wiped out and a day of a deferral do not hang on a notice."""
    facts = received("2025-04-27"), ClarificationRequested(d("2025-04-28"), respond_by=d("2025-05-12"))
    found = told("2025-05-06", "reply", *facts, Clarified(d("2025-05-06")))
    assert [(found[day].kind, found[day].notice) for day in ("2025-04-27", "2025-05-01")] == [
        ("start", None),
        ("wiped", None),
    ]


def test_what_hangs_on_a_missing_notice_says_so_once() -> None:
    """A day that is wiped out, off or passed by a roll says so in its own reason or not at all."""
    wiped = told(
        "2027-01-11",
        "reply",
        received("2026-12-28"),
        ClarificationRequested(d("2026-12-30"), respond_by=d("2027-01-15")),
        Clarified(d("2027-01-11")),
    )
    assert wiped["2026-12-29"].reason.en == "before clarification, after which the limit ran anew"
    note = "（推定：2027年放假安排尚未载入）"
    replied = Replied(d("2026-11-02"), outcome="granted", delivery="in_person")
    rolled = told("2026-11-02", "reconsideration_window", received("2026-10-26"), replied)
    # Sixty days from 2026-11-02 end on 2027-01-01, which is off: Saturday and Sunday follow.
    assert rolled["2027-01-01"].reason.zh == f"第 60 日，法定节日：元旦{note}"
    assert rolled["2027-01-01"].reason.en.count("provisional") == 1
    assert rolled["2027-01-02"].reason.zh.count(note) <= 1
    assert rolled["2027-01-04"].reason.zh.startswith("顺延后的届满日")
    assert rolled["2027-01-04"].reason.zh.endswith(note)


def limit_with(*steps: Step) -> Deadline:
    """A limit for the reply made of these steps, of a request of 2025-03-03."""
    plain = deadline(Case.of("1", received("2025-03-03")), d("2025-03-03"))
    last = steps[-1].after
    assert last is not None
    fields: dict[str, Any] = {name: getattr(plain, name) for name in ("case", "duty", "on", "start", "status", "state")}
    return Deadline(
        **fields,
        due=last,
        law=plain.law,
        calendar=plain.calendar,
        steps=(*plain.steps, *steps),
        workdays_left=0,
        safe_due=last,
    )


@pytest.mark.parametrize(
    ("subject", "zh", "en"),
    [
        ("", "不计算在期限内〔第三十三条第三款〕", "not counted [ROGI-2019 33(3)]"),
        ("甲", "征求意见（甲）不计入〔第三十三条第三款〕", "consultation of 甲: not counted [ROGI-2019 33(3)]"),
        (
            Words("某机关", "an organ"),
            "征求意见（某机关）不计入〔第三十三条第三款〕",
            "consultation of an organ: not counted [ROGI-2019 33(3)]",
        ),
    ],
)
def test_an_exclusion_names_whom_it_is_for(subject: str | Words, zh: str, en: str) -> None:
    """Somebody by a name, somebody in two languages, or nobody."""
    step = Step(
        "exclude",
        provision("exclusion", d("2025-03-03")),
        length=1,
        since=d("2025-03-10"),
        until=d("2025-03-11"),
        before=d("2025-03-31"),
        after=d("2025-04-01"),
        subject=subject,
    )
    found = {str(day.date): day for day in day_ledger(limit_with(step), china())}
    assert reasons(found, "2025-03-11") == (zh, en)
    assert found["2025-03-12"].n == 6  # the seventh working day after the receipt, less one


def test_an_exclusion_before_a_restart_is_wiped_out_with_it() -> None:
    """Only what was left out after the last restart is left out of its count."""
    facts = (
        received("2025-03-03"),
        ReviewStarted(d("2025-03-03")),
        ThirdPartyConsulted(d("2025-03-04"), party="甲"),
        ThirdPartyAnswered(d("2025-03-06"), party="甲", position="agrees"),
        ClarificationRequested(d("2025-03-10"), respond_by=d("2025-03-24")),
        Clarified(d("2025-03-17")),
    )
    found = told("2025-03-17", "reply", *facts)
    assert found["2025-03-05"].kind == "wiped"
    assert found["2025-03-18"].n == 1
    assert found["2025-04-15"].n == 20


def test_a_deferral_before_a_restart_is_forgotten() -> None:
    """Put off, then charged and paid: the count runs anew, and none of its days belongs to the deferral."""
    facts = *REASONS, Deferred(d("2026-03-23"), until=d("2026-05-20"))
    fee = (
        FeeNoticed(d("2026-03-24"), amount=Decimal(400), method="by_item"),
        FeePaid(d("2026-03-27"), amount=Decimal(400)),
    )
    found = told("2026-03-27", "reply", received("2026-03-02"), *facts, *fee)
    assert found["2026-03-30"].n == 1
    assert list(found)[-1] == "2026-04-27"
    assert found["2026-04-27"].n == 20
    assert not [day for day in found.values() if day.kind == "deferred"]
