"""Objections after the 15 working days (Art. 32): the organ decides by itself, and a warning says so in other words.

The letter came on Wednesday 2025-03-12: the 15 working days end on Wednesday 2025-04-02.
"""

from __future__ import annotations

from datetime import date

import pytest

from workflow import Breach, Case, breaches
from workflow import events as e
from workflow.events import Fact


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def asked(on: str = "2025-03-10", served: str = "2025-03-12", party: str = "甲公司", ref: str | None = None) -> Fact:
    """A third party is asked."""
    return e.ThirdPartyConsulted(d(on), party=party, served_on=d(served), ref=ref)


def objects(on: str, party: str = "甲公司", ref: str | None = None, position: str = "objects_with_reasons") -> Fact:
    """It answers, by default against a disclosure."""
    return e.ThirdPartyAnswered(d(on), party=party, position=position, ref=ref)


PUBLIC_INTEREST = e.GroundFound(d("2025-04-10"), ground="public_interest", reasons="不公开将造成重大影响")


def found(*facts: Fact, on: str = "2025-04-30", duty: str = "consultation_ignored") -> list[Breach]:
    """Return what a duty finds of a request of that year, received on 3 March and granted on the day *on*."""
    day = d(on).replace(month=3, day=3)
    request = e.Received(day, channel="in_person", requester="business", subject="合同"), e.ReviewStarted(day)
    case = Case.of("1", *request, *facts, e.Replied(d(on), outcome="granted", delivery="in_person"))
    return [breach for breach in breaches([case], d("2025-12-31")) if breach.duty == duty]


LATE_ZH = "甲公司 在提出意见的期限 2025-04-02（含当日）届满后才不同意公开：是否公开由行政机关自行决定，请核对公开是否损害其合法权益"
LATE_EN = (
    "甲公司 objected only after 2025-04-02, the last day of its time: the organ decides by itself whether to disclose, "
    "and wants to see whether that harms the third party"
)


@pytest.mark.parametrize(("on", "late"), [("2025-04-02", False), ("2025-04-03", True)])
def test_the_last_day_is_in_time(on: str, late: bool) -> None:
    """On the fifteenth working day the objection stands; on the day after, the organ decides: both are told, apart."""
    (breach,) = found(asked(), objects(on))
    assert (breach.warning, breach.article, breach.rule and breach.rule.id) == (
        True,
        "32",
        "third_party_silence" if late else "third_party_objection",
    )
    assert (breach.words == (LATE_ZH, LATE_EN)) is late
    assert ("with reasons" in breach.words.en) is not late


def test_a_ground_of_public_interest_answers_both() -> None:
    """With the ground nothing is left to warn of, but that the third party was not told; late, that is a warning too."""
    for on, warning in (("2025-04-02", False), ("2025-04-03", True)):
        facts = asked(), objects(on), PUBLIC_INTEREST
        assert found(*facts) == []
        assert [breach.warning for breach in found(*facts, duty="third_party_told")] == [warning]


def test_who_objected_in_time_is_named_before_who_did_not() -> None:
    """Of two that object the breach is that of the second, whose answer came in time."""
    facts = asked(), asked(party="乙公司"), objects("2025-03-20", party="乙公司"), objects("2025-04-03")
    (breach,) = found(*facts)
    assert breach.words.zh.startswith("乙公司 不同意公开且说明理由")
    (untold,) = found(*facts, PUBLIC_INTEREST, duty="third_party_told")
    assert (untold.words.zh[:3], untold.warning) == ("乙公司", False)


def test_an_objection_in_time_is_not_undone_by_a_later_one() -> None:
    """It objected in time, was asked again, and said the same a working day after the time of that letter, 2025-04-25."""
    again = asked("2025-04-03", "2025-04-03"), objects("2025-04-27")
    (breach,) = found(asked(), objects("2025-03-20"), *again)
    assert breach.words != (LATE_ZH, LATE_EN)


def test_an_answer_has_the_time_of_its_own_letter() -> None:
    """Asked twice, it objects to the first letter after the time of that letter, and within that of the second."""
    letters = asked(ref="1号"), asked("2025-03-20", "2025-03-20", ref="2号")
    (late,) = found(*letters, objects("2025-04-03", ref="1号"))
    (timely,) = found(*letters, objects("2025-04-03", ref="2号"))
    assert (late.words.zh, timely.words == late.words) == (LATE_ZH, False)


def test_agreement_is_never_late() -> None:
    """What comes late and agrees is no objection."""
    assert found(asked(), objects("2025-04-03", position="agrees")) == []


def test_no_time_in_2007() -> None:
    """The Regulation of 2007 named no time: an objection of a month later is one (Art. 23)."""
    (breach,) = found(asked("2015-03-03", "2015-03-03"), objects("2015-04-03"), on="2015-04-07")
    assert (breach.cited(), breach.words.zh[:9]) == ("23（2007年）", "甲公司 不同意公开")
