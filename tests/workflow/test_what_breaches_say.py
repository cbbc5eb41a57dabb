"""What a breach says of itself, word for word in both languages: which case, what, by when, and how late."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workflow import Case, breaches
from workflow import events as e
from workflow.calendar import china
from workflow.duties.time_limits import clarification_notice, ordered_reply
from workflow.errors import YishenqingError
from workflow.events import Fact
from workflow.law import NotInForce, Readings


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str = "2025-05-12", channel: str = "in_person", submitted: str | None = None) -> e.Received:
    """A request received on this day."""
    sent = d(submitted) if submitted else None
    return e.Received(d(on), channel=channel, requester="business", subject="合同", submitted_on=sent)


def told(on: str, remedies: bool | None) -> e.Replied:
    """Make a reply that cites its article, and tells of remedies or not."""
    said: dict[str, Any] = {"articles": ("36(4)",), "remedies_told": remedies}
    return e.Replied(d(on), outcome="unavailable_not_held", delivery="in_person", **said)


def replied(on: str, outcome: str = "granted", note: str | None = None) -> e.Replied:
    """A reply that was handed over."""
    return e.Replied(d(on), outcome=outcome, delivery="in_person", note=note)


def extended(on: str, days: int, approved_by: str = "李主任") -> e.Extended:
    """An extension of which the requester was told on this day."""
    return e.Extended(d(on), workdays=days, approved_by=approved_by)


def unclear(on: str) -> e.ClarificationRequested:
    """A request to clarify by 3 June."""
    return e.ClarificationRequested(d(on), respond_by=d("2025-06-03"))


def lapsed(on: str, cause: str = "clarification") -> e.Lapsed:
    """A request given up."""
    return e.Lapsed(d(on), cause=cause)


def charged(on: str) -> e.FeeNoticed:
    """A fee notice."""
    return e.FeeNoticed(d(on), amount=Decimal(100), method="by_item")


ORDERED = e.ReplyOrdered(d("2025-06-10"), ordered_by="court")
OBJECTED: tuple[Fact, ...] = (
    received(),
    e.ReviewStarted(d("2025-05-12")),
    e.ThirdPartyConsulted(d("2025-05-13"), party="甲"),
    e.ThirdPartyAnswered(d("2025-05-20"), party="甲", position="objects_with_reasons"),
)

SAID: list[tuple[str, str, tuple[Fact, ...], str, str]] = [
    (
        "reply",
        "2025-12-31",
        (received(), replied("2025-06-11")),
        "答复应于 2025-06-10 前（含当日）作出，于 2025-06-11 作出，逾期 1 个工作日",
        "the reply was due on 2025-06-10, made on 2025-06-11: 1 working day late",
    ),
    (
        "reply",
        "2025-06-12",
        (received(),),
        "答复应于 2025-06-10 前（含当日）作出，尚未作出，逾期 2 个工作日",
        "the reply was due on 2025-06-10, not made yet: 2 working days late",
    ),
    (
        "ordered_reply",
        "2025-07-10",
        (received(), replied("2025-06-10"), ORDERED),
        "责令的重新答复应于 2025-07-08 前（含当日）作出，尚未作出，逾期 2 个工作日",
        "the new reply that was ordered was due on 2025-07-08, not made yet: 2 working days late",
    ),
    (
        "articles_cited",
        "2024-12-31",
        (
            received("2024-03-04"),
            e.Replied(d("2024-03-18"), outcome="unavailable_not_held", delivery="in_person", remedies_told=True),
        ),
        "2024-03-18 的答复没有记录援引的条款，其办理结果依据《中华人民共和国政府信息公开条例》第三十六条第四项",
        "the reply of 2024-03-18 is not recorded to cite an article; its outcome rests on 36(4)",
    ),
    (
        "articles_cited",
        "2014-12-31",
        (
            received("2014-03-03"),
            e.Replied(d("2014-03-20"), outcome="refused_state_secret", delivery="in_person", articles=("37",)),
        ),
        "2014-03-20 的答复引用了37，其办理结果依据《中华人民共和国政府信息公开条例》（2007年）第二十一条第二项",
        "the reply of 2014-03-20 cites 37; its outcome rests on ROGI-2007 21(2)",
    ),
    (
        "articles_cited",
        "2014-12-31",
        (
            received("2014-03-03"),
            e.Replied(
                d("2014-03-20"), outcome="not_processed_excessive", delivery="in_person", articles=("第三十五条",)
            ),
        ),
        "2014-03-20 的答复引用了第三十五条；适用的《中华人民共和国政府信息公开条例》（2007年）没有规定此种办理结果，答复的种类见第二十一条",
        "the reply of 2014-03-20 cites 第三十五条; the Regulation that governs it, ROGI-2007, has no such outcome: for the "
        "kinds of replies see its 21",
    ),
    (
        "clarification_notice",
        "2025-12-31",
        (received(), unclear("2025-05-23")),
        "补正告知应于 2025-05-21 前（含当日）作出，于 2025-05-23 作出，逾期 2 个工作日",
        "the request to clarify was due on 2025-05-21, made on 2025-05-23: 2 working days late",
    ),
    (
        "clarification_once",
        "2025-05-14",
        (received(), unclear("2025-05-13"), unclear("2025-05-14")),
        "2025-05-13 已告知补正，2025-05-14 又告知补正；应当一次性告知",
        "clarification was requested on 2025-05-13 and again on 2025-05-14; it may be requested once",
    ),
    (
        "extension_in_time",
        "2025-12-31",
        (received(), extended("2025-06-11", 10)),
        "延长告知于 2025-06-11 作出，答复期限已于 2025-06-10 届满，迟 1 个工作日，不发生延长答复期限的效力",
        "the extension was told on 2025-06-11, after the limit ran out on 2025-06-10: 1 working day late",
    ),
    (
        "extension_approved",
        "2025-06-10",
        (received(), extended("2025-06-10", 10, " ")),
        "2025-06-10 延长答复期限未经政府信息公开工作机构负责人同意",
        "nobody approved the extension of 2025-06-10",
    ),
    (
        "extension_length",
        "2025-06-10",
        (received(), extended("2025-06-09", 20), extended("2025-06-10", 1)),
        "2025-06-10 延长后合计 21 个工作日，最长不得超过 20 个工作日",
        "with that of 2025-06-10 extensions add up to 21 working days; at most 20 are allowed",
    ),
    (
        "deferral_in_time",
        "2025-12-31",
        (received(), e.Deferred(d("2025-06-11"), until=d("2025-07-31"))),
        "延迟答复告知于 2025-06-11 作出，答复期限已于 2025-06-10 届满，迟 1 个工作日，不发生延长答复期限的效力",
        "the deferral was told on 2025-06-11, after the limit ran out on 2025-06-10: 1 working day late",
    ),
    (
        "fee_notice_in_time",
        "2025-12-31",
        (received(), charged("2025-06-11")),
        "收费通知于 2025-06-11 作出，答复期限已于 2025-06-10 届满，迟 1 个工作日，缴费后不重新计算",
        "the fee notice was told on 2025-06-11, after the limit ran out on 2025-06-10: 1 working day late",
    ),
    (
        "receipt_confirmation",
        "2025-12-31",
        (received("2025-05-14", "online", "2025-05-12"),),
        "于 2025-05-14 才与申请人确认，晚于提交后第一个工作日（2025-05-13）1 个工作日；条例未规定期限，确认不得迟延：由条文推出",
        "receipt was confirmed on 2025-05-14, 1 working day after the first working day (2025-05-13); the Regulation "
        "names no day, that there may be no delay is inferred",
    ),
    (
        "receipt_confirmation",
        "2025-12-31",
        (received("2025-05-14", "ordinary_mail", "2025-05-12"),),
        "应于 2025-05-12 与申请人确认，实际于 2025-05-14 确认，迟 2 个工作日",
        "receipt had to be confirmed by 2025-05-12 and was on 2025-05-14: 2 working days late",
    ),
    (
        "lapse_premature",
        "2025-12-31",
        (received(), unclear("2025-05-13"), lapsed("2025-06-03")),
        "申请人的期限至 2025-06-03（含当日），2025-06-03 即视为放弃申请",
        "the requester had until 2025-06-03, included, yet the request was given up on 2025-06-03",
    ),
    (
        "extension_approved_first",
        "2025-12-31",
        (
            received(),
            e.Extended(d("2025-06-09"), workdays=10, approved_by="李主任", approved_on=d("2025-06-10")),
        ),
        "2025-06-09 已告知延长答复期限，2025-06-10 才经同意；应先经同意再告知申请人",
        "the requester was told of the extension on 2025-06-09, before it was approved on 2025-06-10",
    ),
    (
        "respond_by_reasonable",
        "2025-12-31",
        (received(), e.ClarificationRequested(d("2025-05-13"), respond_by=d("2025-05-12"))),
        "2025-05-13 告知补正，补正期限至 2025-05-12：没有给申请人留出合理的补正期限",
        "clarification was requested on 2025-05-13 by 2025-05-12: the requester was given no time",
    ),
    (
        "fee_once",
        "2025-12-31",
        (received(), charged("2025-05-13"), e.FeeNoticed(d("2025-05-14"), amount=Decimal(10), method="by_page")),
        "2025-05-13 与 2025-05-14 分别按件、按量通知收费；只能选择其中一种标准",
        "fees were noticed by item and by page (2025-05-13, 2025-05-14); only one of the two may be chosen",
    ),
    (
        "fee_once",
        "2025-12-31",
        (received(), charged("2025-05-13"), charged("2025-05-14")),
        "2025-05-13 已通知收费，2025-05-14 又通知收费；请核对是否重复计收",
        "a fee was noticed on 2025-05-13 and again on 2025-05-14: is it charged twice?",
    ),
    (
        "delivered_in_time",
        "2025-12-31",
        (
            received(),
            e.Replied(d("2025-06-10"), outcome="granted", delivery="in_person", delivered_on=d("2025-06-11")),
        ),
        "答复记于 2025-06-10，2025-06-11 签收，期限已于 2025-06-10 届满，逾期 1 个工作日；"
        "直接送达、委托送达以签收之日为准",
        "the reply is recorded for 2025-06-10 and was signed for on 2025-06-11, after the limit ran out on 2025-06-10: "
        "1 working day late; what is handed over counts on the day of signature",
    ),
    (
        "remedies_told",
        "2025-12-31",
        (received(), told("2025-06-03", False)),
        "2025-06-03 的答复没有告知申请行政复议的权利、机关和期限",
        "the reply of 2025-06-03 did not tell of the right to reconsideration, the organ and the period",
    ),
    (
        "remedies_told",
        "2025-12-31",
        (received(), told("2025-06-03", None)),
        "2025-06-03 的答复没有记录是否告知申请行政复议的权利、机关和期限",
        "the reply of 2025-06-03 is not recorded to have told of the right to reconsideration, the organ and the period",
    ),
    (
        "consultation_contradicted",
        "2025-12-31",
        (
            received(),
            e.ReviewStarted(d("2025-05-12")),
            e.ThirdPartyConsulted(d("2025-05-13"), party="甲"),
            e.ThirdPartyAnswered(d("2025-05-14"), party="甲", position="agrees"),
            replied("2025-05-30", "refused_third_party"),
        ),
        "甲 同意公开，2025-05-30 仍以损害第三方合法权益为由不予公开",
        "withheld on 2025-05-30 for the sake of a third party, though 甲 agreed to disclosure",
    ),
    (
        "reasons_asked_first",
        "2025-12-31",
        (
            received(),
            e.ReasonsRequested(d("2025-05-13")),
            e.ReasonsGiven(d("2025-05-14"), accepted=True),
            replied("2025-05-30", "not_processed_excessive"),
        ),
        "2025-05-14 认为理由合理，2025-05-30 又不予处理",
        "the reasons of 2025-05-14 were found reasonable, yet the request was not processed on 2025-05-30",
    ),
    (
        "consultation_ignored",
        "2025-12-31",
        (*OBJECTED, replied("2025-05-30")),
        "甲 不同意公开且说明理由，仍予公开，没有认定不公开可能对公共利益造成重大影响的记录",
        "甲 objected with reasons, yet the information was disclosed and no public interest was found",
    ),
]


@pytest.mark.parametrize(("duty", "on", "facts", "zh", "en"), SAID, ids=[f"{case[0]}-{case[1]}" for case in SAID])
def test_a_breach_says_what_is_amiss(duty: str, on: str, facts: tuple[Fact, ...], zh: str, en: str) -> None:
    """The case by its number, and one sentence in each language; as JSON in the language asked for."""
    (found,) = [b for b in breaches([Case.of("2025-007", *facts)], d(on)) if b.duty == duty]
    assert (found.case, found.words.zh, found.words.en) == ("2025-007", zh, en)
    assert (found.as_json()["message"], found.as_json("en")["message"]) == (zh, en)


def late(*facts: Fact, on: str = "2025-12-31") -> set[str]:
    """The duties not met."""
    return {breach.duty for breach in breaches([Case.of("1", *facts)], d(on))}


def test_a_breach_is_found_on_its_own_day_and_not_the_day_before() -> None:
    """What was done on the day asked about is seen; what was done later is not."""
    twice = received(), unclear("2025-05-13"), unclear("2025-05-14")
    assert ("clarification_once" in late(*twice, on="2025-05-14"), late(*twice, on="2025-05-13")) == (True, set())
    long = received(), extended("2025-06-09", 20), extended("2025-06-10", 1)
    assert ("extension_length" in late(*long, on="2025-06-10"), late(*long, on="2025-06-09")) == (True, set())
    ignored = (*OBJECTED, replied("2025-05-30"))
    assert ("consultation_ignored" in late(*ignored, on="2025-05-30"), late(*ignored, on="2025-05-29")) == (True, set())


def test_each_lapse_is_held_against_its_own_limit() -> None:
    """Given up for want of payment: the time to clarify does not matter, and the other way round."""
    both = received(), unclear("2025-05-13"), charged("2025-05-14")
    assert "lapse_premature" in late(*both, lapsed("2025-06-04", "fee"))
    assert "lapse_premature" not in late(*both, lapsed("2025-06-04"))
    early = received(), charged("2025-05-13"), unclear("2025-05-14")
    assert "lapse_premature" in late(*early, lapsed("2025-06-03"))
    assert "lapse_premature" not in late(*early, lapsed("2025-06-12", "fee"))


def test_a_limit_for_payment_beyond_the_last_notice_is_still_judged() -> None:
    """Noticed on 2026-12-10: by the statute alone 20 working days end on 2027-01-08."""
    facts = received("2026-12-01"), charged("2026-12-10")
    assert "lapse_premature" in late(*facts, lapsed("2027-01-08", "fee"), on="2027-01-31")
    assert "lapse_premature" not in late(*facts, lapsed("2027-01-11", "fee"), on="2027-01-31")


def test_an_order_and_a_notice_are_late_by_the_day_asked_about() -> None:
    """Working days late grow with the day asked about while nothing was done."""
    case = Case.of("1", received(), replied("2025-06-10"), ORDERED)
    for on, days in (("2025-07-09", 1), ("2025-07-16", 6)):
        found = ordered_reply(case, d(on), china(), Readings.default())
        assert found is not None
        assert (found.workdays_late, found.done) == (days, None)
    asked = Case.of("1", received(), unclear("2025-05-23"))
    found = clarification_notice(asked, d("2025-05-23"), china(), Readings.default())
    assert found is not None
    assert (found.workdays_late, found.done) == (2, d("2025-05-23"))


def test_cases_without_a_breach_do_not_hide_those_after_them() -> None:
    """One not received yet, and one that no law reaches, are passed over, and the latter told of."""
    before_the_law, later, overdue = received("2008-04-30"), received("2025-07-01"), received()
    cases = [Case.of("1", before_the_law), Case.of("2", later), Case.of("3", overdue)]
    told: list[tuple[str, YishenqingError]] = []
    found = breaches(cases, d("2025-06-12"), unjudged=lambda case, error: told.append((case.number, error)))
    assert [breach.case for breach in found] == ["3"]
    ((number, error),) = told
    assert number == "1"
    assert isinstance(error, NotInForce)
    with pytest.raises(NotInForce):
        list(breaches(cases, d("2025-06-12")))
