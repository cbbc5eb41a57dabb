"""Duties: the smallest history that breaks each, the nearest that does not, and random ones of both kinds."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import DUTIES, Case, breaches
from workflow import events as e
from workflow.events import Channel, Delivery, Fact, FeeMethod, LapseCause, OrderedBy, Position
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import lawful_histories
from workflow.testing.unlawful import DUTIES_BROKEN, unlawful_histories

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
LATER = date(2025, 12, 31)


def d(text: str) -> date:
    return date.fromisoformat(text)


def received(on: str = "2025-05-12", channel: Channel = Channel.IN_PERSON, submitted: str | None = None) -> e.Received:
    asked: dict[str, Any] = {"requester": Requester.BUSINESS, "subject": "合同", "channel": channel}
    return e.Received(d(on), submitted_on=d(submitted) if submitted else None, **asked)


def replied(on: str, outcome: Outcome = Outcome.GRANTED, note: str | None = None) -> e.Replied:
    return e.Replied(d(on), outcome=outcome, delivery=Delivery.IN_PERSON, note=note)


def extended(on: str, days: int = 10, approved_by: str = "负责人") -> e.Extended:
    return e.Extended(d(on), workdays=days, approved_by=approved_by)


def unclear(on: str, respond_by: str = "2025-06-30") -> e.ClarificationRequested:
    return e.ClarificationRequested(d(on), respond_by=d(respond_by))


def ordered(on: str = "2025-07-01") -> e.ReplyOrdered:
    return e.ReplyOrdered(d(on), ordered_by=OrderedBy.COURT)


def fee(on: str, method: FeeMethod = FeeMethod.BY_ITEM) -> e.FeeNoticed:
    return e.FeeNoticed(d(on), amount=Decimal(100), method=method)


def approved(on: str, approved_on: str) -> e.Extended:
    return e.Extended(d(on), workdays=10, approved_by="负责人", approved_on=d(approved_on))


def signed(on: str, delivered_on: str, delivery: str = "in_person") -> e.Replied:
    return e.Replied(d(on), outcome=Outcome.GRANTED, delivery=Delivery(delivery), delivered_on=d(delivered_on))


def lapsed(on: str, cause: LapseCause = LapseCause.CLARIFICATION) -> e.Lapsed:
    return e.Lapsed(d(on), cause=cause)


def asked() -> list[Fact]:
    return [received(), e.ReviewStarted(d("2025-05-12")), e.ThirdPartyConsulted(d("2025-05-13"), party="甲")]


def answered(on: str, position: Position = Position.AGREES) -> e.ThirdPartyAnswered:
    return e.ThirdPartyAnswered(d(on), party="甲", position=position)


def heard(on: str, position: Position) -> list[Fact]:
    """Ask once more, and hear the answer on the same day."""
    return [e.ThirdPartyConsulted(d(on), party="甲"), answered(on, position)]


def ground(found: str) -> e.GroundFound:
    return e.GroundFound(d("2025-05-26"), ground=e.Ground(found), reasons="不公开将对公共利益造成重大影响")


def informed(on: str) -> e.ThirdPartyTold:
    return e.ThirdPartyTold(d(on), party="甲", decision=e.PartyDecision.TO_BE_DISCLOSED)


def judged(accepted: bool) -> list[Fact]:
    return [received(), e.ReasonsRequested(d("2025-05-13")), e.ReasonsGiven(d("2025-05-20"), accepted=accepted)]


def hurried() -> list[Fact]:
    return [received(), e.ReasonsRequested(d("2025-05-13"), respond_by=d("2025-05-20"))]


def told(outcome: Outcome = Outcome.REFUSED_INTERNAL_AFFAIRS, on: str = "2025-05-30", **contents: Any) -> e.Replied:
    """Make a reply that says something of its contents."""
    return e.Replied(d(on), outcome=outcome, delivery=Delivery.IN_PERSON, **contents)


def objected(note: str | None = None, outcome: Outcome = Outcome.GRANTED) -> list[Fact]:
    return [
        received(),
        e.ReviewStarted(d("2025-05-12")),
        e.ThirdPartyConsulted(d("2025-05-13"), party="甲"),
        e.ThirdPartyAnswered(d("2025-05-20"), party="甲", position=Position.OBJECTS_WITH_REASONS),
        replied("2025-05-30", outcome, note),
    ]


# Received on 12 May 2025: working day 7 is 21 May, day 20 is 10 June (law.md section 10, row 7).
BROKEN: list[tuple[str, list[Fact], str | None, str, int]] = [
    ("reply", [received(), replied("2025-06-11")], "2025-06-10", "33(2)", 1),
    (
        "ordered_reply",
        [received(), replied("2025-06-10"), ordered("2025-06-10"), replied("2025-07-09")],
        "2025-07-08",
        "SPC25 11",
        1,
    ),
    ("clarification_notice", [received(), unclear("2025-05-22")], "2025-05-21", "30", 1),
    ("clarification_once", [received(), unclear("2025-05-13"), unclear("2025-05-14")], None, "30", 0),
    ("extension_in_time", [received(), extended("2025-06-11")], "2025-06-10", "33(2)", 1),
    ("extension_approved", [received(), extended("2025-06-10", approved_by=" ")], None, "33(2)", 0),
    ("extension_approved", [received(), extended("2025-06-10", approved_by="\u200b")], None, "33(2)", 0),
    ("extension_length", [received(), extended("2025-06-09", 20), extended("2025-06-10", 1)], None, "33(2)", 0),
    ("extension_once", [received(), extended("2025-06-09", 5), extended("2025-06-10", 5)], None, "33(2)", 0),
    ("deferral_in_time", [received(), e.Deferred(d("2025-06-11"), until=d("2025-07-31"))], "2025-06-10", "35", 1),
    ("fee_notice_in_time", [received(), fee("2025-06-11")], "2025-06-10", "109号 6", 1),
    ("receipt_confirmation", [received("2025-05-13", Channel.ORDINARY_MAIL, "2025-05-12")], "2025-05-12", "31(2)", 1),
    ("receipt_confirmation", [received("2025-05-14", Channel.ONLINE, "2025-05-12")], "2025-05-13", "31(3)", 1),
    ("lapse_premature", [received(), unclear("2025-05-13", "2025-06-03"), lapsed("2025-06-03")], "2025-06-03", "30", 0),
    (
        "lapse_premature",
        [received("2025-08-04"), fee("2025-08-20"), lapsed("2025-09-17", LapseCause.FEE)],
        "2025-09-17",
        "109号 6",
        0,
    ),
    ("consultation_ignored", objected(), None, "32", 0),
    ("consultation_ignored", objected(outcome=Outcome.PARTLY_GRANTED), None, "32", 0),
    ("consultation_ignored", objected("不公开将对公共利益造成重大影响"), None, "32", 0),  # a note is no ground
    ("consultation_ignored", [*objected()[:-1], ground("internal_affairs"), replied("2025-05-30")], None, "32", 0),
    ("extension_approved_first", [received(), approved("2025-06-09", "2025-06-10")], None, "33(2)", 0),
    ("respond_by_reasonable", [received(), unclear("2025-05-13", "2025-05-13")], None, "30", 0),
    ("respond_by_reasonable", [received(), unclear("2025-05-13", "2025-05-09")], None, "30", 0),
    ("fee_once", [received(), fee("2025-05-13"), fee("2025-05-14", FeeMethod.BY_PAGE)], None, "109号 3", 0),
    ("fee_once", [received(), fee("2025-05-13"), fee("2025-05-14")], None, "109号 3", 0),
    ("delivered_in_time", [received(), signed("2025-06-10", "2025-06-11")], "2025-06-10", "235号 4", 1),
    ("delivered_in_time", [received(), signed("2025-05-30", "2025-06-12", "entrusted")], "2025-06-10", "235号 4", 2),
    (
        "delivered_in_time",
        [received(), replied("2025-06-10"), ordered("2025-06-10"), signed("2025-07-08", "2025-07-09")],
        "2025-07-08",
        "235号 4",
        1,
    ),
]
BROKEN += [
    ("clarified_before_unclear", [received(), replied("2025-05-30", Outcome.UNAVAILABLE_STILL_UNCLEAR)], None, "30", 0),
    (
        "clarified_before_unclear",  # of the Regulation of 2007: 应当告知申请人作出更改、补充
        [received("2018-05-14"), replied("2018-05-30", Outcome.UNAVAILABLE_STILL_UNCLEAR)],
        None,
        "21(4)",
        0,
    ),
    ("reasons_asked_first", [received(), replied("2025-05-30", Outcome.NOT_PROCESSED_EXCESSIVE)], None, "35", 0),
    ("reasons_asked_first", [*judged(True), replied("2025-05-30", Outcome.NOT_PROCESSED_EXCESSIVE)], None, "35", 0),
    ("reasons_asked_first", [received(), e.Deferred(d("2025-06-10"), until=d("2025-07-31"))], None, "35", 0),
    ("reasons_asked_first", [*judged(False), e.Deferred(d("2025-06-10"), until=d("2025-07-31"))], None, "35", 0),
    ("consulted_before_refusal", [received(), replied("2025-05-30", Outcome.REFUSED_THIRD_PARTY)], None, "32", 0),
    (
        "consulted_before_refusal",
        [received("2018-05-14"), replied("2018-05-30", Outcome.REFUSED_THIRD_PARTY)],
        None,
        "23",
        0,
    ),
    # Sent on 13 May: 14 to 16, 19 to 23, 26 to 30 May, 3 and 4 June are 15 working days; 2 June is off.
    ("waited_for_third_party", [*asked(), replied("2025-06-04")], "2025-06-04", "32", 0),
    ("waited_for_third_party", [*asked(), replied("2025-05-30", Outcome.PARTLY_GRANTED)], "2025-06-04", "32", 0),
    (
        "consultation_contradicted",
        [*asked(), answered("2025-05-14"), replied("2025-05-30", Outcome.REFUSED_THIRD_PARTY)],
        None,
        "32",
        0,
    ),
    (  # it objected, and agreed when it was asked once more
        "consultation_contradicted",
        [*objected()[:-1], *heard("2025-05-26", Position.AGREES), replied("2025-05-30", Outcome.REFUSED_THIRD_PARTY)],
        None,
        "32",
        0,
    ),
    ("reasons_asked_first", [*hurried(), replied("2025-05-20", Outcome.NOT_PROCESSED_EXCESSIVE)], None, "35", 0),
    ("third_party_told", [*objected()[:-1], ground("public_interest"), replied("2025-05-30")], None, "32", 0),
    ("earlier_answer_named", [received(), told(Outcome.NOT_PROCESSED_REPEAT, remedies_told=True)], None, "36(6)", 0),
    (
        "lapse_on_late_notice",
        [received(), unclear("2025-05-22", "2025-06-03"), lapsed("2025-06-04")],
        "2025-05-21",
        "30",
        0,
    ),
    ("remedies_told", [received(), told(remedies_told=False)], None, "IR 17", 0),
    ("remedies_told", [received("2026-07-02"), told(on="2026-07-10", remedies_told=False)], None, "IR 25", 0),
    ("remedies_told", [received(), told(articles=["16(1)"])], None, "IR 17", 0),
    ("review_first_told", [received(), told(remedies_told=True, review_first_told=False)], None, "ARL 23(2)", 0),
    ("review_first_told", [received(), told(remedies_told=True)], None, "ARL 23(2)", 0),
    ("articles_cited", [received(), told(articles=["14", "16(2)"])], None, "16(1)", 0),
    ("articles_cited", [received(), told(remedies_told=True)], None, "16(1)", 0),
    ("articles_cited", [received(), told(Outcome.UNAVAILABLE_NOT_HELD, articles=["3"])], None, "36(4)", 0),
    ("articles_cited", [received(), told(Outcome.REFUSED_DELIBERATIVE, articles=["1", ""])], None, "16(2)", 0),
    (  # the Regulation of 2007 had 38 articles, and its Art. 36 no items
        "articles_cited",
        [received("2018-05-14"), told(Outcome.UNAVAILABLE_NOT_HELD, "2018-05-30", articles=["36(4)"])],
        None,
        "21(3)",
        0,
    ),
    (
        "articles_cited",
        [received("2018-05-14"), told(Outcome.UNAVAILABLE_NOT_HELD, "2018-05-30", articles=["39"])],
        None,
        "21(3)",
        0,
    ),
    *(  # Art. 37 of 2007 is of public enterprises, 35 of sanctions, 33 of remedies; 35 on excess is one of 2019
        ("articles_cited", [received("2014-03-03"), told(outcome, "2014-03-20", **said)], None, article, 0)
        for outcome, said, article in (
            (Outcome.REFUSED_STATE_SECRET, {"articles": ["37"]}, "21(2)"),
            (Outcome.REFUSED_STATE_SECRET, {"remedies_told": True}, "21(2)"),
            (Outcome.REFUSED_DELIBERATIVE, {"articles": ["16(2)"]}, "21(2)"),
            (Outcome.REFUSED_THIRD_PARTY, {"articles": ["33"]}, "23"),
            (Outcome.UNAVAILABLE_NOT_HELD, {"articles": ["21(2)"]}, "21(3)"),
            (Outcome.PARTLY_GRANTED, {"articles": ["33(2)"]}, "22"),
            (Outcome.NOT_PROCESSED_EXCESSIVE, {"articles": ["第三十五条"]}, "21"),
            (Outcome.NOT_PROCESSED_REPEAT, {"articles": ["36(6)"]}, "21"),
        )
    ),
    ("articles_cited", [received(), told(Outcome.PARTLY_GRANTED, articles=["33(2)"])], None, "37", 0),
    ("referred", [received(), replied("2025-05-30", Outcome.UNAVAILABLE_NOT_RESPONSIBLE)], None, "36(5)", 0),
    (
        "referred",
        [received("2018-05-14"), replied("2018-05-30", Outcome.UNAVAILABLE_NOT_RESPONSIBLE)],
        None,
        "21(3)",
        0,
    ),
]
WARNED = (
    "consultation_ignored",
    "consultation_contradicted",
    "fee_once",
    "extension_once",
    "earlier_answer_named",
    "lapse_on_late_notice",
    "articles_cited",
    "referred",
)
NO_DAY_IN_LAW = {Channel.ONLINE, Channel.FAX}  # Art. 31(3) names none, so that a slow confirmation is a warning

KEPT: list[tuple[str, list[Fact]]] = [
    ("reply", [received(), replied("2025-06-10")]),
    ("ordered_reply", [received(), replied("2025-06-10"), ordered("2025-06-10"), replied("2025-07-08")]),
    ("clarification_notice", [received(), unclear("2025-05-21")]),
    ("clarification_once", [received(), unclear("2025-05-13"), e.Clarified(d("2025-05-14"))]),
    ("extension_in_time", [received(), extended("2025-06-10")]),
    ("extension_approved", [received(), extended("2025-06-10", approved_by="负责人")]),
    ("extension_length", [received(), extended("2025-06-09", 10), extended("2025-06-10", 10)]),
    ("extension_once", [received(), extended("2025-06-09", 5)]),
    ("extension_once", [received(), extended("2025-06-09", 5, " "), extended("2025-06-10", 5)]),
    ("extension_once", [received(), extended("2025-06-09", 5), ordered("2025-06-20"), extended("2025-06-23", 5)]),
    ("deferral_in_time", [received(), e.Deferred(d("2025-06-10"), until=d("2025-07-31"))]),
    ("fee_notice_in_time", [received(), fee("2025-06-10")]),
    ("receipt_confirmation", [received("2025-05-12", Channel.ORDINARY_MAIL, "2025-05-12")]),
    ("receipt_confirmation", [received("2025-05-12", Channel.ONLINE, "2025-05-10")]),
    ("receipt_confirmation", [received("2025-05-14", Channel.ONLINE)]),
    ("lapse_premature", [received(), unclear("2025-05-13", "2025-06-03"), lapsed("2025-06-04")]),
    ("lapse_premature", [received("2025-08-04"), fee("2025-08-20"), lapsed("2025-09-18", LapseCause.FEE)]),
    (  # before 2021 no text gave a time to pay
        "lapse_premature",
        [received("2015-06-02"), fee("2015-06-05"), lapsed("2015-06-09", LapseCause.FEE)],
    ),
    ("consultation_ignored", [*objected()[:-1], ground("public_interest"), replied("2025-05-30")]),
    ("consultation_ignored", [*objected()[:-1], *heard("2025-05-26", Position.AGREES), replied("2025-05-30")]),
    ("consultation_ignored", objected(outcome=Outcome.REFUSED_THIRD_PARTY)),
    ("extension_approved_first", [received(), approved("2025-06-10", "2025-06-10")]),
    ("extension_approved_first", [received(), extended("2025-06-10")]),
    ("respond_by_reasonable", [received(), unclear("2025-05-13", "2025-05-14")]),
    ("respond_by_reasonable", [received("2018-05-14"), unclear("2018-05-15", "2018-05-15")]),
    ("fee_once", [received(), fee("2025-05-13")]),
    ("fee_once", [received("2020-11-02"), fee("2020-11-03"), fee("2020-11-04", FeeMethod.BY_PAGE)]),
    ("delivered_in_time", [received(), signed("2025-06-09", "2025-06-10")]),
    ("delivered_in_time", [received(), signed("2025-06-10", "2025-06-13", "post")]),
    ("delivered_in_time", [received(), signed("2025-06-10", "2025-06-13", "electronic")]),
    ("delivered_in_time", [received("2016-06-01"), signed("2016-06-02", "2016-09-01")]),
]


KEPT += [
    (
        "clarified_before_unclear",
        [
            received(),
            unclear("2025-05-13"),
            e.Clarified(d("2025-05-14")),
            replied("2025-05-30", Outcome.UNAVAILABLE_STILL_UNCLEAR),
        ],
    ),
    ("reasons_asked_first", [*judged(False), replied("2025-05-30", Outcome.NOT_PROCESSED_EXCESSIVE)]),
    (
        "reasons_asked_first",  # asked, and none came
        [received(), e.ReasonsRequested(d("2025-05-13")), replied("2025-05-30", Outcome.NOT_PROCESSED_EXCESSIVE)],
    ),
    ("reasons_asked_first", [*judged(True), e.Deferred(d("2025-06-10"), until=d("2025-07-31"))]),
    ("consulted_before_refusal", objected(outcome=Outcome.REFUSED_THIRD_PARTY)),
    ("waited_for_third_party", [*asked(), replied("2025-06-05")]),
    ("waited_for_third_party", [*asked(), answered("2025-05-14"), replied("2025-05-30")]),
    ("waited_for_third_party", [*asked(), replied("2025-05-30", Outcome.REFUSED_THIRD_PARTY)]),
    ("third_party_told", [*objected()[:-1], ground("public_interest"), replied("2025-05-30"), informed("2025-06-03")]),
    ("third_party_told", objected()),
    ("consultation_contradicted", objected(outcome=Outcome.REFUSED_THIRD_PARTY)),
    ("consultation_contradicted", [*asked(), replied("2025-06-05", Outcome.REFUSED_THIRD_PARTY)]),
    ("consultation_contradicted", [*asked(), answered("2025-05-14"), replied("2025-05-30")]),
    (  # another was asked, and is silent
        "consultation_contradicted",
        [
            *asked(),
            e.ThirdPartyConsulted(d("2025-05-13"), party="乙"),
            answered("2025-05-14"),
            replied("2025-06-05", Outcome.REFUSED_THIRD_PARTY),
        ],
    ),
    ("reasons_asked_first", [*hurried(), replied("2025-05-21", Outcome.NOT_PROCESSED_EXCESSIVE)]),
    (
        "reasons_asked_first",
        [
            *hurried(),
            e.ReasonsGiven(d("2025-05-15"), accepted=False),
            replied("2025-05-20", Outcome.NOT_PROCESSED_EXCESSIVE),
        ],
    ),
    (
        "earlier_answer_named",
        [received(), told(Outcome.NOT_PROCESSED_REPEAT, remedies_told=True, earlier_case="2024-007")],
    ),
    ("earlier_answer_named", [received(), replied("2025-05-30", Outcome.NOT_PROCESSED_REPEAT)]),
    ("lapse_on_late_notice", [received(), unclear("2025-05-21", "2025-06-03"), lapsed("2025-06-04")]),
    ("remedies_told", [received(), told(remedies_told=True)]),
    ("remedies_told", [received(), told(Outcome.GRANTED, remedies_told=False)]),
    ("remedies_told", [received(), replied("2025-05-30", Outcome.REFUSED_INTERNAL_AFFAIRS)]),
    ("review_first_told", [received(), told(remedies_told=True, review_first_told=True)]),
    ("review_first_told", [received(), told(Outcome.UNAVAILABLE_NOT_HELD, remedies_told=True)]),
    (  # what was withheld is no information of Art. 14 to 16
        "review_first_told",
        [received(), told(Outcome.PARTLY_GRANTED, remedies_told=True, review_first_told=False, articles=["36(4)"])],
    ),
    ("review_first_told", [received("2023-11-13"), told(on="2023-11-30", review_first_told=False)]),
    ("articles_cited", [received(), told(articles=["第十六条第一款"])]),
    ("articles_cited", [received(), told(articles=["16"])]),
    ("articles_cited", [received(), told(articles=["《中华人民共和国政府信息公开条例》第十六条第一款"])]),
    ("articles_cited", [received(), told(Outcome.UNAVAILABLE_NOT_HELD, articles=["条例第三十六条第（四）项"])]),
    ("articles_cited", [received(), told(Outcome.UNAVAILABLE_NOT_HELD, articles=["36 (4)"])]),
    ("articles_cited", [received("2018-05-14"), told(Outcome.REFUSED_STATE_SECRET, "2018-05-30", articles=["14(4)"])]),
    ("articles_cited", [received(), replied("2025-05-30", Outcome.REFUSED_INTERNAL_AFFAIRS)]),
    *(  # a partial grant gives the ground of what it withheld (37); one of 2007 any article that says what is not disclosed
        ("articles_cited", [received(day), told(outcome, day[:8] + "30", articles=[article])])
        for day, outcome, article in (
            ("2025-05-12", Outcome.PARTLY_GRANTED, "第十六条第一款"),
            ("2025-05-12", Outcome.PARTLY_GRANTED, "36(4)"),
            ("2025-05-12", Outcome.PARTLY_GRANTED, "37"),
            ("2014-05-12", Outcome.REFUSED_STATE_SECRET, "21(2)"),
            ("2014-05-12", Outcome.REFUSED_STATE_SECRET, "第十四条第四款"),
            ("2014-05-12", Outcome.REFUSED_SECURITY_STABILITY, "第八条"),
            ("2014-05-12", Outcome.REFUSED_THIRD_PARTY, "21(2)"),
            ("2014-05-12", Outcome.REFUSED_DELIBERATIVE, "第二条"),
            ("2014-05-12", Outcome.UNAVAILABLE_NOT_RESPONSIBLE, "第十七条"),
            ("2014-05-12", Outcome.PARTLY_GRANTED, "14(4)"),
            ("2014-05-12", Outcome.NOT_PROCESSED_EXCESSIVE, "第十三条"),
            ("2014-05-12", Outcome.NOT_PROCESSED_EXCESSIVE, "第二十一条"),
        )
    ),
    ("referred", [received(), told(Outcome.UNAVAILABLE_NOT_RESPONSIBLE, referred_to="市财政局")]),
]


@pytest.mark.parametrize(("duty", "history", "due", "article", "late"), BROKEN)
def test_the_smallest_history_that_breaks_it(
    duty: str, history: list[Fact], due: str | None, article: str, late: int
) -> None:
    """The duty is found broken, with its day, its article and how late it was."""
    found = [b for b in breaches([Case.of("1", *history)], max(LATER, history[-1].on)) if b.duty == duty]
    assert [(b.due, b.article, b.workdays_late) for b in found] == [(d(due) if due else None, article, late)]
    assert found[0].done == (getattr(history[-1], "delivered_on", None) or history[-1].on)
    both_ways = {f.method for f in history if isinstance(f, e.FeeNoticed)} == set(FeeMethod)
    partly = duty == "waited_for_third_party" and getattr(history[-1], "outcome", "") is Outcome.PARTLY_GRANTED
    unsaid = partly or getattr(history[-1], duty, "") is None  # whether it was told is not recorded
    slow = duty == "receipt_confirmation" and history[0].values()["channel"] in NO_DAY_IN_LAW
    hasty = any(getattr(fact, "respond_by", None) for fact in history if isinstance(fact, e.ReasonsRequested))
    assert found[0].warning == (slow or unsaid or hasty or (duty in WARNED and not both_ways))
    assert found[0].words.zh != found[0].words.en


@pytest.mark.parametrize(("duty", "history"), KEPT)
def test_the_nearest_history_that_keeps_it(duty: str, history: list[Fact]) -> None:
    """A day earlier, or with what the law asks for, the duty is kept."""
    assert [b for b in breaches([Case.of("1", *history)], LATER) if b.duty == duty] == []


def test_a_breach_of_a_duty_not_done_yet() -> None:
    """A reply that is still owed is as late as the day asked about, and has no day on which it was done."""
    (breach,) = breaches([Case.of("1", received())], d("2025-06-12"))
    assert breach.as_json() == {
        "case": "1",
        "duty": "reply",
        "article": "33(2)",
        "law": "ROGI-2019",
        "due": "2025-06-10",
        "done": None,
        "workdays_late": 2,
        "message": breach.words.zh,
        "warning": False,
    }
    assert list(breaches([Case.of("1", received())], d("2025-06-10"))) == []


def test_nothing_is_owed_before_the_receipt() -> None:
    """A case received after the day asked about has no breach."""
    assert list(breaches([Case.of("1", received())], d("2025-05-11"))) == []


def test_an_application_adds_a_duty_of_its_own() -> None:
    """A duty is a function; an application's own joins ours in a tuple."""

    def answered_on_a_friday(case: Case, *_: object) -> None:
        seen.append(case.number)

    seen: list[str] = []
    assert (
        list(breaches([Case.of("1", received(), replied("2025-06-10"))], LATER, duties=(*DUTIES, answered_on_a_friday)))
        == []
    )
    assert seen == ["1"]


def test_every_duty_can_be_broken_on_purpose() -> None:
    """The strategies of the test kit cover every duty there is."""
    assert {duty.__name__ for duty in DUTIES} == set(DUTIES_BROKEN) == {duty for duty, *_ in BROKEN}


@calm
@given(st.data(), st.sampled_from(DUTIES_BROKEN))
def test_what_breaks_a_duty_is_always_found(data: st.DataObject, duty: str) -> None:
    """Whatever random history breaks a duty on purpose, the duty is among those found."""
    history, on = data.draw(unlawful_histories(duty))
    assert duty in {b.duty for b in breaches([Case.of("1", *history)], on)}


@settings(calm, max_examples=500)
@given(lawful_histories(), st.integers(0, 200))
def test_what_is_lawful_is_never_accused(history: tuple[Fact, ...], later: int) -> None:
    """A lawful history has no breach on any day up to its last fact, nor while its clock has time left."""
    case = Case.of("1", *history)
    on = min(case.received_on + timedelta(later), case.facts[-1].on)
    assert [b for b in breaches([case], on) if not b.warning] == []


def test_a_late_notice_is_counted_from_the_day_of_receipt_that_the_clock_takes() -> None:
    """Received on Saturday 2025-04-12: seven working days end on 04-22, from Monday on (rest_day_receipt) on 04-23."""
    case = Case.of("1", received("2025-04-12"), unclear("2025-04-23", "2025-05-12"), lapsed("2025-05-13"))

    def found(reading: str) -> set[tuple[str, date | None]]:
        broken = breaches([case], LATER, readings=Readings.default().with_(rest_day_receipt=reading))
        return {(breach.duty, breach.due) for breach in broken if "notice" in breach.duty}

    assert found("next_workday") == set()
    due = d("2025-04-22")
    assert found("same_day") == {("clarification_notice", due), ("lapse_on_late_notice", due)}
