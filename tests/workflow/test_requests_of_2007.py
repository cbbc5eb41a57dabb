"""Rules of 2019 hold for requests under the Regulation of 2019 only; what is cited of the Regulation of 2007 bears its year.

The histories are those of an audit of the law; the days were counted by hand. The Regulation of 2007 gave 15 working days.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workflow import Case, Readings, breaches
from workflow.calendar import china
from workflow.clock import Deadline, confirmation_due, deadline, deadlines
from workflow.clock.ledger import day_ledger
from workflow.events import (
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    GroundFound,
    Lapsed,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyTold,
)
from workflow.law import provision, reading

OLD = "《中华人民共和国政府信息公开条例》（2007年）"


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", **days: str) -> Received:
    """A request received on this day."""
    more: dict[str, Any] = {name: d(day) for name, day in days.items()}
    return Received(d(on), channel=channel, requester="natural_person", subject="合同", **more)


def reviewed(on: str, *facts: Fact) -> tuple[Fact, ...]:
    """A request handed in on this day, reviewed from the next, and what came after."""
    return received(on), ReviewStarted(d(on)), *facts


def replied(on: str, note: str | None = None) -> Replied:
    """The information is granted."""
    return Replied(d(on), outcome="granted", delivery="in_person", note=note)


def reply(on: str, *facts: Fact, **chosen: str) -> Deadline:
    """Return the limit of the reply as it stands on the day *on*."""
    return deadline(Case.of("1", *facts), d(on), readings=Readings.default().with_(**chosen))


def found(*facts: Fact, on: str = "2015-12-31") -> list[tuple[str, str, bool]]:
    """Return the duty, the article as people read it, and whether it is a warning, of everything amiss but the reply."""
    every = breaches([Case.of("1", *facts)], d(on))
    return [(breach.duty, breach.cited(), breach.warning) for breach in every if breach.duty != "reply"]


DEFERRED = (
    ReasonsRequested(d("2015-03-04")),
    ReasonsGiven(d("2015-03-05"), accepted=True),
    Deferred(d("2015-03-10"), until=d("2015-09-01")),
)


@pytest.mark.parametrize("pause", ["no_pause", "restart"])
def test_no_deferral(pause: str) -> None:
    """A deferral of 2015 moves nothing and says so: the reply of a request of 2015-03-02 is due on 2015-03-23."""
    limit = reply("2015-03-11", *reviewed("2015-03-02", *DEFERRED), art35_pause=pause)
    assert (limit.due, limit.safe_due) == (d("2015-03-23"), d("2015-03-23"))
    assert [step.article for step in limit.steps] == ["24(2)", "24(2)"]
    assert [words.zh for words in limit.warnings] == [
        f"2015-03-10 告知延迟至 2015-09-01：{OLD}没有延迟答复的规定，不发生延长答复期限的效力"
    ]


def test_a_deferral_of_2015_is_not_in_time_nor_late() -> None:
    """The duty to tell of a deferral in time is one of 2019."""
    late = Deferred(d("2015-03-24"), until=d("2015-09-01"))
    assert found(*reviewed("2015-03-02", late)) == []


def test_no_confirmation_of_an_ordinary_letter() -> None:
    """A letter that came on 2015-03-02 and was confirmed on 2015-03-10 breaks nothing: Art. 31 is of 2019."""
    letter = received("2015-03-10", "ordinary_mail", submitted_on="2015-03-02")
    assert found(letter, replied("2015-03-11")) == []
    assert confirmation_due(letter, china()) is None
    assert confirmation_due(received("2019-05-16", "ordinary_mail", submitted_on="2019-05-14"), china()) == d(
        "2019-05-14"
    )


def test_a_slow_confirmation_online_is_a_warning() -> None:
    """Art. 31(3) names no day on which to confirm, 31(2) does."""
    online = received("2025-05-14", "online", submitted_on="2025-05-12")
    letter = received("2025-05-14", "ordinary_mail", submitted_on="2025-05-12")
    assert found(online, on="2025-05-14") == [("receipt_confirmation", "31(3)", True)]
    assert found(letter, on="2025-05-14") == [("receipt_confirmation", "31(2)", False)]


def consulted(received_on: str, position: str, note: str | None = None) -> tuple[Fact, ...]:
    """A third party is asked, answers so, and the information is granted all the same."""
    day = d(received_on)
    asked = ThirdPartyConsulted(day, party="甲公司"), ThirdPartyAnswered(day, party="甲公司", position=position)
    return reviewed(received_on, *asked, replied(received_on, note))


@pytest.mark.parametrize("position", ["objects", "objects_with_reasons"])
def test_an_objection_needed_no_reasons(position: str) -> None:
    """2007 Art. 23: 第三方不同意公开的，不得公开, unless the public interest demands it."""
    assert found(*consulted("2015-03-02", position)) == [("consultation_ignored", "23（2007年）", False)]
    *before, reply = consulted("2015-03-02", position)
    found_on_it = GroundFound(d("2015-03-02"), ground="public_interest", reasons="不公开可能对公共利益造成重大影响")
    told = ThirdPartyTold(d("2015-03-02"), party="甲公司", decision="to_be_disclosed")
    assert found(*before, found_on_it, told, reply) == []


def test_an_objection_needs_reasons_since_2019() -> None:
    """2019 Art. 32: 第三方不同意公开且有合理理由的."""
    assert found(*consulted("2019-05-15", "objects"), on="2019-12-31") == []
    reasoned = consulted("2019-05-15", "objects_with_reasons")
    assert found(*reasoned, on="2019-12-31") == [("consultation_ignored", "32", True)]
    assert found(*consulted("2019-05-14", "objects"), on="2019-12-31") == [
        ("consultation_ignored", "23（2007年）", False)
    ]


def test_a_part_may_not_have_touched_the_party_that_objected() -> None:
    """第三方不同意公开的，不得公开 is plain of what concerns the party; of a partial grant the case does not say what did."""
    *before, _ = consulted("2015-03-02", "objects")
    part = Replied(d("2015-03-02"), outcome="partly_granted", delivery="in_person")
    assert found(*before, part) == [("consultation_ignored", "23（2007年）", True)]


CASE_26 = received("2011-07-28", "online", auto_acknowledged_on="2011-06-01"), replied("2011-08-04")


def test_guiding_case_26() -> None:
    """The Court: the system confirmed on 2011-06-01, so that the reply of 2011-08-04 was due on 2011-06-23."""
    limit = reply("2011-09-01", *CASE_26)
    assert (limit.start, limit.due, limit.state) == (d("2011-06-01"), d("2011-06-23"), "missed")
    other = reply("2011-09-01", *CASE_26, online_receipt_2007="both_confirm")
    assert (other.due, other.state) == (d("2011-08-18"), "met")
    assert (other.safe_due, [(r.reading, r.option) for r in other.readings]) == (
        d("2011-06-23"),
        [("online_receipt_2007", "auto_acknowledged")],
    )


def test_the_rule_of_2019_is_not_asked_before_it() -> None:
    """Art. 31(3) and its reading begin on 2019-05-15; a fax counted when both sides confirmed it, before and after."""
    sent = {"submitted_on": "2019-05-06", "auto_acknowledged_on": "2019-05-06"}
    old, new = received("2019-05-14", "online", **sent), received("2019-05-15", "online", **sent)
    assert reply("2019-05-15", old).start == d("2019-05-06")
    assert reply("2019-05-15", old, online_confirmation="next_workday").start == d("2019-05-06")
    assert reply("2019-05-15", new).start == d("2019-05-15")
    fax = received("2019-05-14", "fax", **sent)
    assert reply("2019-05-15", fax, online_confirmation="auto_acknowledged").start == d("2019-05-14")


def test_the_guiding_case_is_an_authority() -> None:
    """Guiding case 26 stands among the authorities of both readings of an online receipt."""
    for point in ("online_confirmation", "online_receipt_2007"):
        option = reading(point).option("auto_acknowledged")
        assert option is not None
        assert "指导案例26号" in option.authority


def test_a_request_to_amend_restarts_nothing_and_says_so() -> None:
    """2007 Art. 21(4) let the organ ask for an amendment, and named no limit that begins with it."""
    facts = (
        received("2015-03-02"),
        ClarificationRequested(d("2015-03-04"), respond_by=d("2015-03-20")),
        Clarified(d("2015-03-10")),
    )
    limit = reply("2015-03-11", *facts)
    assert limit.due == d("2015-03-23")
    assert [words.zh for words in limit.warnings] == [
        f"2015-03-04 告知更改、补充：{OLD}第二十一条第四项未规定答复期限另行起算，期限照常计算"
    ]


def test_the_time_of_another_organ_counts_and_says_so() -> None:
    """2007 Art. 24(3) left out the time of third parties only, and named no limit for another organ."""
    facts = reviewed("2015-03-02", AgencyConsulted(d("2015-03-04"), agency="财政局", joint=True))
    limit = reply("2015-03-11", *facts)
    assert limit.due == d("2015-03-23")
    assert [words.zh for words in limit.warnings] == [
        f"2015-03-04 征求财政局意见：{OLD}第二十四条第三款只规定征求第三方意见所需时间不计算在期限内，期限照常计算"
    ]
    assert [limit.duty for limit in deadlines(Case.of("1", *facts), d("2015-03-11"))] == ["reply"]


def test_no_other_duty_of_2019() -> None:
    """Asking once only, and giving up for want of a clarification, are rules of 2019 (Art. 30)."""
    asked = [ClarificationRequested(d(on), respond_by=d("2015-03-20")) for on in ("2015-03-03", "2015-03-04")]
    assert found(received("2015-03-02"), *asked, Lapsed(d("2015-03-20"), cause="clarification")) == []


def test_the_law_of_the_request_is_cited_of_a_later_act() -> None:
    """A request of 2019-05-06 is extended too late on 2019-05-28, under the Regulation of 2019: Art. 24(2) of 2007."""
    facts = received("2019-05-06"), Extended(d("2019-05-28"), workdays=5, approved_by="主任")
    assert found(*facts, on="2019-05-28") == [("extension_in_time", "24(2)（2007年）", False)]


def test_the_new_procedure_brings_its_duties() -> None:
    """Where the Regulation of 2019 takes over what was open, its deferral does too: by 2019-06-03, working day 20."""
    case = Case.of("1", received("2019-05-06"), Deferred(d("2019-06-04"), until=d("2019-07-31")))
    new = Readings.default().with_(transition_2019="new_procedure")
    amiss = [(b.duty, b.cited(), b.due) for b in breaches([case], d("2019-06-04"), readings=new) if b.duty != "reply"]
    assert ("deferral_in_time", "35", d("2019-06-03")) in amiss


# -- citations --------------------------------------------------------------------------------------------


def test_a_version_that_was_replaced_bears_its_year() -> None:
    """The year stands after the title; a title with a number of its own needs none, nor does the law in force."""
    cited = {
        ("reply", "2015-03-02"): f"{OLD}第二十四条第二款",
        ("reply", "2020-03-02"): "《中华人民共和国政府信息公开条例》第三十三条第二款",
        (
            "non_reply_remedy",
            "2024-01-02",
        ): "《最高人民法院关于审理政府信息公开行政案件若干问题的规定》（法释〔2011〕17号）第三条",
        ("days_off_statutory", "2024-01-02"): "《全国年节及纪念日放假办法》（2013年）第二条",
        ("days_off_statutory", "2025-01-02"): "《全国年节及纪念日放假办法》第二条",
    }
    assert {key: provision(key[0], d(key[1])).zh_citation() for key in cited} == cited


def test_a_breach_cites_the_version() -> None:
    """In its short notation an article of 2007 bears its year in Chinese, its version in English."""
    (late,) = breaches([Case.of("1", received("2015-03-02"), replied("2015-03-24"))], d("2015-12-31"))
    assert (late.article, late.cited(), late.cited("en")) == ("24(2)", "24(2)（2007年）", "ROGI-2007 24(2)")
    (new,) = breaches([Case.of("1", received("2025-03-03"), replied("2025-04-01"))], d("2025-12-31"))
    assert (new.article, new.cited(), new.cited("en")) == ("33(2)", "33(2)", "33(2)")


def test_the_days_of_a_limit_cite_the_version() -> None:
    """A day left out of a limit of 2015 is cited with the year, one of 2025 by its article alone."""
    for on, cited in (("2015-03-02", f"〔{OLD}第二十四条第三款〕"), ("2025-03-03", "〔第三十三条第三款〕")):
        asked = ThirdPartyConsulted(d(on), party="甲公司")
        limit = reply(on[:8] + "13", *reviewed(on, asked))
        reasons = [day.reason.zh for day in day_ledger(limit, china()) if day.kind == "excluded"]
        assert reasons
        assert all(reason.endswith(cited) for reason in reasons)


# -- small ones of the clock -------------------------------------------------------------------------------


def test_the_safe_day_of_a_deferral_is_the_one_named() -> None:
    """A deferral to 2025-10-01, a day off, ends by the roll on 2025-10-09; the organ named the first."""
    accepted = ReasonsRequested(d("2025-09-02")), ReasonsGiven(d("2025-09-03"), accepted=True)
    facts = reviewed("2025-09-01", *accepted, Deferred(d("2025-09-04"), until=d("2025-10-01")))
    limit = reply("2025-09-05", *facts)
    assert (limit.due, limit.safe_due) == (d("2025-10-09"), d("2025-10-01"))
    assert "各种解读中最早：2025-10-01（周三）（告知申请人的日期，不顺延）" in limit.explain()


@pytest.mark.parametrize(("sent", "said"), [("2025-06-10", "当日为届满日，已无剩余期限"), ("2025-06-11", "期限已届满")])
def test_a_consultation_when_no_time_is_left(sent: str, said: str) -> None:
    """On the last day the limit has not run out yet."""
    limit = reply(sent, *reviewed("2025-05-12", ThirdPartyConsulted(d(sent), party="甲公司")))
    assert [words.zh for words in limit.warnings] == [f"{sent} 征求甲公司意见时{said}，不影响答复期限"]


def test_only_a_clarification_that_restarts_lets_extend_anew() -> None:
    """A notice on working day 8 restarts nothing: 15 and 10 working days add up. On working day 7 they do not."""
    for asked, amiss in (("2025-05-22", ["extension_length", "extension_once"]), ("2025-05-21", [])):
        facts = (
            received("2025-05-12"),
            Extended(d("2025-05-13"), workdays=15, approved_by="主任"),
            ClarificationRequested(d(asked), respond_by=d("2025-06-13")),
            Clarified(d("2025-06-03")),
            Extended(d("2025-06-04"), workdays=10, approved_by="主任"),
        )
        duties = [duty for duty, _, _ in found(*facts, on="2025-06-04") if duty.startswith("extension")]
        assert duties == amiss
