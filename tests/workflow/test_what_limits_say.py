"""What a limit says of itself, word for word in both languages: every kind of step, of warning and of standing.

The dates are those of the law study (sections 4, 8, 9 and 10) or counted on a calendar by hand.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

from workflow import Case, Readings
from workflow.clock import Deadline, deadline, deadlines
from workflow.clock.wording import day_text, spans, state_text, step_text
from workflow.events import (
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Received,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)

ROGI = "《中华人民共和国政府信息公开条例》"
TEXTS = Path(__file__).with_name("what_limits_say.txt")


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", **more: str) -> Received:
    """A request received on this day."""
    days = {name: d(day) for name, day in more.items()}
    return Received(d(on), channel=channel, requester="natural_person", subject="会议纪要", **days)


def begun(on: str) -> tuple[Fact, ...]:
    """A request received on this day and reviewed from it."""
    return received(on), ReviewStarted(d(on))


def charged(on: str) -> FeeNoticed:
    """A fee notice."""
    return FeeNoticed(d(on), amount=Decimal(380), method="by_item")


def ordered(on: str, by: str, **more: Any) -> ReplyOrdered:
    """A new reply that was ordered."""
    return ReplyOrdered(d(on), ordered_by=by, **more)


def limit(duty: str, on: str, facts: tuple[Fact, ...], **readings: str) -> Deadline:
    """The first limit of this kind."""
    return deadline(Case.of("2026-007", *facts), d(on), None, Readings.default().with_(**readings), duty=duty)


ALL_TOGETHER = (
    *begun("2026-01-19"),
    ClarificationRequested(d("2026-01-26"), respond_by=d("2026-02-09")),
    Clarified(d("2026-02-06")),
    ThirdPartyConsulted(d("2026-02-12"), party="甲公司"),
    ThirdPartyAnswered(d("2026-03-05"), party="甲公司", position="agrees"),
    Extended(d("2026-03-27"), workdays=20, approved_by="李主任"),
)
CONSULTING = (
    *begun("2025-03-03"),
    ThirdPartyConsulted(d("2025-03-10"), party="甲公司", served_on=d("2025-03-12")),
)
UNCLEAR = (received("2025-04-07"), ClarificationRequested(d("2025-04-14"), respond_by=d("2025-04-27")))
DEFERRED = (received("2025-05-12"), Deferred(d("2025-06-10"), until=d("2025-10-01")))
ANSWERED = (received("2025-07-21"), Replied(d("2025-08-04"), outcome="unavailable_not_held", delivery="post"))
ONLINE = (received("2025-10-09", "online", submitted_on="2025-09-30", auto_acknowledged_on="2025-09-30"),)
SENT_EARLIER = (received("2025-10-09", "online", submitted_on="2025-09-25", auto_acknowledged_on="2025-09-25"),)
OTHER_ORGAN = (
    *begun("2025-03-03"),
    AgencyConsulted(d("2025-03-10"), agency="新机关", served_on=d("2025-03-12"), joint=False),
)
CHARGED = (received("2025-08-04"), charged("2025-08-20"))
PAID = (*CHARGED, FeePaid(d("2025-09-10"), amount=Decimal(380)))
ANSWERED_IN_MAY = (
    received("2025-05-12"),
    Replied(d("2025-05-26"), outcome="refused_deliberative", delivery="in_person"),
)
ORDERED_BY_DAY = (received("2025-05-12"), ordered("2025-07-01", "supervisor", due_on=d("2025-07-15")))

SAID: dict[str, tuple[str, str, tuple[Fact, ...], dict[str, str]]] = {
    "补正、征求意见、延长": ("reply", "2026-03-27", ALL_TOGETHER, {}),
    "等待第三方意见": ("reply", "2025-03-20", CONSULTING, {}),
    "第三方自己的期限": ("third_party_answer", "2025-03-20", CONSULTING, {}),
    "等待补正，补正期限已过": ("reply", "2025-04-28", UNCLEAR, {}),
    "补正告知的期限": ("clarification_notice", "2025-04-28", UNCLEAR, {}),
    "申请人补正的期限": ("clarification", "2025-04-28", UNCLEAR, {}),
    "等待缴费": ("reply", "2025-09-10", CHARGED, {}),
    "缴费期限已过": ("fee_payment", "2025-09-18", CHARGED, {}),
    "缴费后只余剩余": ("reply", "2025-09-10", PAID, {"fee_restart_length": "remainder"}),
    "延迟答复而末日是休假日": ("reply", "2025-06-10", DEFERRED, {}),
    "已经答复": ("reply", "2025-08-04", ANSWERED, {}),
    "复议期限顺延": ("reconsideration_window", "2025-08-04", ANSWERED, {}),
    "起诉期限按月": ("litigation_window", "2025-08-04", ANSWERED, {}),
    "政府信息公开工作主管部门确定的日期已过": ("ordered_reply", "2025-07-16", ORDERED_BY_DAY, {}),
    "复议责令，期限未写明": (
        "ordered_reply",
        "2025-09-01",
        (*ANSWERED_IN_MAY, ordered("2025-09-01", "reconsideration")),
        {},
    ),
    "法院责令": ("ordered_reply", "2025-09-20", (*ANSWERED_IN_MAY, ordered("2025-09-18", "court")), {}),
    "跨入没有放假通知的年份": ("reply", "2026-12-10", (received("2026-12-10"),), {}),
    "另一种解读更早": ("reply", "2025-10-09", ONLINE, {}),
    "两种解读更早": ("reply", "2025-10-09", SENT_EARLIER, {}),
    "一种解读更早，一种更晚": ("reply", "2025-04-03", OTHER_ORGAN, {}),
    "其他机关，送达日未记录": (
        "agency_answer",
        "2025-04-03",
        (*begun("2025-03-03"), AgencyConsulted(d("2025-03-10"), agency="新机关", joint=False)),
        {},
    ),
    "旧条例": ("reply", "2019-04-26", (received("2019-04-26"),), {}),
}


def texts() -> dict[str, list[str]]:
    """Return the lines that stand under each heading of the text beside this file."""
    _, *parts = TEXTS.read_text(encoding="utf-8").split("\n# ")
    return {title: body for title, *body in (part.rstrip().split("\n") for part in parts)}


@pytest.mark.parametrize("title", SAID)
def test_a_limit_explains_itself(title: str) -> None:
    """Every step with its article, the date, how sure it is, where it stands, and what else may hold; Chinese first."""
    duty, on, facts, readings = SAID[title]
    found = limit(duty, on, facts, **readings)
    assert [*found.explain("zh").split("\n"), *found.explain("en").split("\n")] == texts()[title]
    assert found.explain() == found.explain("zh")


def test_every_text_is_asked_for() -> None:
    """The text beside this file and the limits here are the same."""
    assert list(texts()) == list(SAID)


def test_a_limit_as_json() -> None:
    """Every key of the contract, with the derivation in the language asked for; Chinese where none is."""
    found = limit("reply", "2025-03-20", CONSULTING)
    in_english = found.as_json("en")
    assert {key: value for key, value in in_english.items() if key != "steps"} == {
        "case": "2026-007",
        "duty": "reply",
        "start": "2025-03-03",
        "due": "2025-04-11",
        "due_if_silent": "2025-04-24",
        "workdays_left": 15,
        "status": "confirmed",
        "state": "tolled",
        "law": "ROGI-2019",
        "calendar": "cn@2026",
        "safe_due": "2025-04-11",
        "readings": [
            {"reading": "consultation_boundary:sent_to_before_answered", "due": "2025-04-14"},
            {"reading": "consultation_boundary:sent_to_answered", "due": "2025-04-14"},
        ],
        "warnings": [],
    }
    assert in_english["steps"][0] == {
        "op": "start",
        "article": "31(1)",
        "date": "2025-03-03",
        "text": "handed in: the day of receipt is 2025-03-03 (Mon) [ROGI-2019 31(1)]",
    }
    assert in_english["steps"][2] == {
        "op": "exclude",
        "article": "33(3)",
        "workdays": 8,
        "from": "2025-03-10",
        "to": "2025-03-20",
        "before": "2025-03-31",
        "after": "2025-04-11",
        "skipped": ["2025-04-04"],
        "text": "consultation not counted (甲公司): 8 working days after 2025-03-10 (Mon) up to 2025-03-20 (Thu) do "
        "not count, 2025-03-31 (Mon) → 2025-04-11 (Fri); days off on the way: 04-04 [ROGI-2019 33(3)]",
    }
    for in_chinese in (found.as_json(), found.as_json("zh")):
        assert in_chinese["steps"][2]["text"].endswith(f"；其间放假 04-04〔{ROGI}第三十三条第三款〕")


def test_a_safe_date_that_no_single_reading_gives_names_none() -> None:
    """Where only several readings together give the earliest date, it stands alone."""
    found = attrs.evolve(limit("reply", "2025-10-09", ONLINE), safe_due=d("2025-11-03"), readings=())
    assert found.explain().split("\n")[-1] == "  各种解读中最早：2025-11-03（周一）"
    assert found.explain("en").split("\n")[-1] == "  earliest over all readings: 2025-11-03 (Mon)"


def test_waiting_for_the_requester_has_no_date_of_silence() -> None:
    """Nobody else is asked, so that no date follows if nobody answers; what is left stands all the same."""
    shown = limit("reply", "2025-04-28", UNCLEAR).as_json()
    assert "due_if_silent" not in shown
    assert (shown["state"], shown["workdays_left"]) == ("tolled", 20)


def test_what_is_no_longer_silent_says_nothing_of_silence() -> None:
    """``due_if_silent`` and ``workdays_left`` stand only where the clock stands still; warnings in the language asked."""
    found = limit(
        "agency_answer", "2025-04-03", (*begun("2025-03-03"), AgencyConsulted(d("2025-03-10"), agency="乙", joint=True))
    )
    shown = found.as_json("en")
    assert "due_if_silent" not in shown
    assert "workdays_left" not in shown
    assert shown["warnings"] == ["the day of service is not recorded: counted from the day of sending"]
    assert found.as_json()["warnings"] == ["送达日未记录，自发出之日起算"]


@pytest.mark.parametrize(
    ("duty", "unit", "length"), [("reconsideration_window", "days", 60), ("litigation_window", "months", 6)]
)
def test_json_names_the_unit_of_a_length(duty: str, unit: str, length: int) -> None:
    """Working days, days, months: the key says which."""
    counted = limit(duty, "2025-08-04", ANSWERED).as_json()["steps"][1]
    assert counted[unit] == length
    assert not {"workdays", "days", "months"} - {unit} & set(counted)


def test_a_step_says_itself_in_full() -> None:
    """A step asked for alone is in Chinese unless English is asked for, and names its law by its full title."""
    step = limit("reply", "2026-03-27", ALL_TOGETHER).steps[4]
    told, moved = "2026-03-27（周五）告知申请人，延长 20 个工作日", "2026-03-27（周五） → 2026-04-27（周一）"
    zh = f"延长答复期限：{told}，{moved}；其间放假 04-06〔{ROGI}第三十三条第二款〕"
    assert step.text() == step.text("zh") == step_text(step, "zh") == step.as_json()["text"] == zh
    assert step.text("en").endswith("; days off on the way: 04-06 [ROGI-2019 33(2)]")


def test_days_are_written_shortly() -> None:
    """Neighbouring days are one run; the language chooses the comma; Chinese where none is asked for."""
    days = tuple(map(d, ("2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-08")))
    assert spans(days) == spans(days, "zh") == "10-01–10-03、10-06、10-08"
    assert spans(days, "en") == "10-01–10-03, 10-06, 10-08"
    assert day_text(days[0]) == day_text(days[0], "zh") == "2025-10-01（周三）"
    assert day_text(days[0], "en") == "2025-10-01 (Wed)"


def test_a_limit_of_somebody_else_is_over_and_not_missed() -> None:
    """What the organ owes is missed; what a requester or another organ had time for is over."""
    assert state_text("reply", "missed") == state_text("reply", "missed", "zh") == "已逾期"
    assert state_text("ordered_reply", "missed", "en") == "missed"
    assert state_text("fee_payment", "missed") == "期限已过"
    assert state_text("fee_payment", "missed", "en") == "over"
    assert state_text("fee_payment", "running", "en") == state_text("reply", "running", "en") == "running"


def test_no_warning_goes_without_a_language() -> None:
    """Every warning of every limit here is said in Chinese and in English, and they differ."""
    for _, on, facts, readings in SAID.values():
        for found in deadlines(Case.of("1", *facts), d(on), None, Readings.default().with_(**readings)):
            for words in found.warnings:
                assert words.zh
                assert words.en
                assert words.zh != words.en
