"""The 66 situations of the law study, section 10, by number: what the engine makes of each.

A dated row is asked for its dates, under both readings where the texts leave the point open. A row without
dates is asked for what the engine can know of it: the row of table III, the article, the remedy that is open,
what has effect and what is found amiss. Rows of which it can say nothing stand at the end, with the reason.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest

from workflow import Case, InvalidFact, Outcome, OutOfOrder, Readings, Requester, Stage, breaches, deadlines
from workflow.annual import FORM_2019, FORM_2021, cells_of, counted_of, disputes_of, report_due, table3, table4
from workflow.calendar import WorkCalendar, china, overlays
from workflow.clock import Deadline
from workflow.duties import Breach
from workflow.events import (
    EVENT_OF,
    AgencyConsulted,
    Archived,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    GroundFound,
    Lapsed,
    LitigationDecided,
    LitigationFiled,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyTold,
    Withdrawn,
)
from workflow.law import (
    fee_by_item,
    fee_by_page,
    law_version,
    provision,
    provision_for_outcome,
    provision_for_receipt,
    reading,
    review_first,
)

# -- how a situation is written ---------------------------------------------------------------------------


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", requester: str = "natural_person", **more: Any) -> Received:
    """A request received on this day, by this channel, from this kind of requester."""
    return Received(d(on), channel=channel, requester=requester, subject="会议纪要", **more)


def begun(on: str, channel: str = "in_person") -> tuple[Fact, ...]:
    """A request received on this day and handed on to review the same day."""
    return received(on, channel), ReviewStarted(d(on))


def asked(on: str, party: str = "甲公司", served_on: str | None = None) -> Fact:
    """A letter to a third party, sent on this day."""
    return ThirdPartyConsulted(d(on), party=party, served_on=d(served_on) if served_on else None)


def heard(on: str, party: str = "甲公司", position: str = "agrees", note: str | None = None) -> Fact:
    """What the third party answered, received on this day."""
    return ThirdPartyAnswered(d(on), party=party, position=position, note=note)


def unclear(on: str, respond_by: str, *items: str) -> Fact:
    """A notice to clarify, given on this day, with the requester's last day."""
    return ClarificationRequested(d(on), respond_by=d(respond_by), items=items)


def extended(on: str, workdays: int = 20, approved_by: str = "李主任", approved_on: str | None = None) -> Fact:
    """An extension of which the requester was told on this day."""
    return Extended(
        d(on), workdays=workdays, approved_by=approved_by, approved_on=d(approved_on) if approved_on else None
    )


def charged(on: str) -> Fact:
    """A fee notice that the requester received on this day."""
    return FeeNoticed(d(on), amount=Decimal(380), method="by_item")


def paid(on: str) -> Fact:
    """A payment."""
    return FeePaid(d(on), amount=Decimal(380))


def replied(on: str, outcome: str = "granted", delivery: str = "in_person", delivered_on: str | None = None) -> Fact:
    """A reply; the day is that of posting for post, else of signature."""
    return Replied(d(on), outcome=outcome, delivery=delivery, delivered_on=d(delivered_on) if delivered_on else None)


def case(*facts: Fact) -> Case:
    """A case with these facts."""
    return Case.of("2025-001", *facts)


# -- what is asked of it ----------------------------------------------------------------------------------


def limits(
    duty: str, on: str, *facts: Fact, readings: Readings | None = None, calendar: WorkCalendar | None = None
) -> list[Deadline]:
    """Every limit of this kind that the case has on the day *on*."""
    return [x for x in deadlines(case(*facts), d(on), calendar, readings) if x.duty == duty]


def reply_limit(
    on: str, *facts: Fact, readings: Readings | None = None, calendar: WorkCalendar | None = None
) -> Deadline:
    """The limit for the reply as it stands on the day *on*."""
    return limits("reply", on, *facts, readings=readings, calendar=calendar)[0]


def other_dates(limit: Deadline) -> dict[str, str]:
    """What other readings make of the limit: point and option, and the date."""
    return {f"{other.reading}={other.option}": other.due.isoformat() for other in limit.readings}


def reading_as(**options: str) -> Readings:
    """The default readings, but for these."""
    return Readings.default().with_(**options)


def amiss(on: str, *facts: Fact) -> dict[str, Breach]:
    """What is found amiss in the case on the day *on*, by duty."""
    return {breach.duty: breach for breach in breaches([case(*facts)], d(on))}


def row(*facts: Fact) -> str | None:
    """The row of table III in which the case counts."""
    return counted_of(case(*facts)).row


def cells(year: int, *facts: Fact) -> tuple[str, ...]:
    """Every row of table III of this year in which the case counts."""
    return cells_of(counted_of(case(*facts)), year, FORM_2021)


def answered_with(outcome: str) -> tuple[Fact, ...]:
    """A request of 2025-07-01, answered so on 2025-07-10."""
    return received("2025-07-01"), replied("2025-07-10", outcome)


def may_sue_directly(outcome: str) -> bool:
    """Whether a requester so answered on 2025-07-10 may sue without reconsideration."""
    return bool(limits("litigation_window", "2025-07-10", *answered_with(outcome)))


# -- receipt and the plain limit --------------------------------------------------------------------------


def test_row_01_handed_in_on_a_make_up_saturday() -> None:
    """Handed in on Sat 2025-02-08, a working day: received that day, day 1 is Monday (Art. 31(1), 33)."""
    limit = reply_limit("2025-02-08", received("2025-02-08"))
    assert china().is_working_day(d("2025-02-08"))
    assert china().nth_working_day_after(limit.start, 1) == d("2025-02-10")
    assert (limit.start, limit.due) == (d("2025-02-08"), d("2025-03-07"))


def test_row_02_signed_for_on_a_rest_saturday() -> None:
    """Signed for on Sat 2025-03-01, a rest day: received that day, not on the Monday of logging (Art. 31(2))."""
    limit = reply_limit("2025-03-01", received("2025-03-01", "registered_mail"))
    assert china().nth_working_day_after(limit.start, 1) == d("2025-03-03")
    assert limit.due == d("2025-03-28")
    assert reply_limit("2025-03-03", received("2025-03-03", "registered_mail")).due == d("2025-03-31")


def test_row_03_sent_before_the_holiday_and_confirmed_after_it() -> None:
    """Sent on 2025-09-30, confirmed by both on 10-09: from the confirmation; an automatic receipt is disputed (31(3))."""
    request = received("2025-10-09", "online", submitted_on=d("2025-09-30"), auto_acknowledged_on=d("2025-09-30"))
    limit = reply_limit("2025-10-09", request)
    assert limit.due == d("2025-11-05")
    assert other_dates(limit) == {"online_confirmation=auto_acknowledged": "2025-11-04"}
    assert limit.safe_due == d("2025-11-04")
    automatic = reading_as(online_confirmation="auto_acknowledged")
    assert reply_limit("2025-10-09", request, readings=automatic).due == d("2025-11-04")
    assert "receipt_confirmation" not in amiss("2025-10-09", request), "the first working day is in time"


def test_row_04_letter_confirmed_only_after_the_holiday() -> None:
    """An ordinary letter of 2024-02-09 had to be confirmed that day; confirmed on 02-18, both dates are shown (31(2))."""
    letter = received("2024-02-18", "ordinary_mail", submitted_on=d("2024-02-09"))
    limit = reply_limit("2024-02-18", letter)
    assert china().is_working_day(d("2024-02-09"))
    assert (limit.due, limit.safe_due) == (d("2024-03-15"), d("2024-03-14"))
    assert other_dates(limit) == {"ordinary_mail_unreachable=arrival": "2024-03-14"}
    arrival = reading_as(ordinary_mail_unreachable="arrival")
    assert reply_limit("2024-02-18", letter, readings=arrival).due == d("2024-03-14")
    assert amiss("2024-02-18", letter)["receipt_confirmation"].due == d("2024-02-09")


def test_row_05_the_extended_limit_ends_on_a_make_up_sunday() -> None:
    """Received 2025-03-01 and fully extended: it ends on Sun 2025-04-27, which is worked, and stays there (33)."""
    limit = reply_limit("2025-03-28", received("2025-03-01"), extended("2025-03-28"))
    assert limit.due == d("2025-04-27")
    assert limit.due.isoweekday() == 7
    assert limit.steps[-1].op == "extend"


def test_row_06_signed_for_on_a_make_up_sunday() -> None:
    """Signed for on Sun 2025-09-28, worked before National Day: day 7 is 10-14, day 20 is 10-31 (31(2), 30)."""
    facts = received("2025-09-28", "registered_mail"), unclear("2025-10-14", "2025-10-31")
    assert china().nth_working_day_after(d("2025-09-28"), 1) == d("2025-09-29")
    assert reply_limit("2025-09-28", facts[0]).due == d("2025-10-31")
    assert limits("clarification_notice", "2025-10-14", *facts)[0].due == d("2025-10-14")


# -- extension --------------------------------------------------------------------------------------------


def test_row_07_extension_posted_on_the_last_day() -> None:
    """Told on day 20, 2025-06-10: in time, and the limit is 2025-07-08 (33(2), 235号)."""
    facts = received("2025-05-12"), extended("2025-06-10")
    assert reply_limit("2025-06-09", *facts).due == d("2025-06-10")
    assert reply_limit("2025-06-10", *facts).due == d("2025-07-08")
    assert amiss("2025-06-11", *facts) == {}


def test_row_08_extension_posted_a_day_late() -> None:
    """Told on day 21: no effect, overdue since 2025-06-11, and the requester may seek a remedy (33(2), SPC25 2)."""
    facts = received("2025-05-12"), extended("2025-06-11")
    limit = reply_limit("2025-06-11", *facts)
    assert (limit.due, limit.state) == (d("2025-06-10"), "missed")
    assert {"extension_in_time", "reply"} <= set(amiss("2025-06-11", *facts))
    assert limits("reconsideration_window", "2025-06-11", *facts)
    assert limits("litigation_window", "2025-06-11", *facts)
    late = (*facts, replied("2025-06-12"))
    assert reply_limit("2025-06-12", *late).state == "missed"


def test_row_09_extension_by_the_wrong_approver() -> None:
    """The head of the disclosure office must approve (33(2)): who approved is kept; approval by nobody has no effect.

    Whether the person named is that head is not known to the engine.
    """
    named = extended("2025-06-10", approved_by="业务科长")
    nobody = received("2025-05-12"), extended("2025-06-10", approved_by="")
    assert named.values()["approved_by"] == "业务科长"
    assert "政府信息公开工作机构负责人" in provision("extension_approval", d("2025-06-10")).quote
    assert reply_limit("2025-06-10", *nobody).due == d("2025-06-10")
    assert "extension_approved" in amiss("2025-06-10", *nobody)


def test_row_10_extension_approved_and_never_told() -> None:
    """Approved on day 18 but told only on day 21: consent without notice has no effect (33(2))."""
    facts = received("2025-05-12"), extended("2025-06-11", approved_on="2025-06-06")
    assert reply_limit("2025-06-10", *facts).due == d("2025-06-10")
    assert reply_limit("2025-06-11", *facts).due == d("2025-06-10")
    assert "告知申请人" in provision("extension_notice", d("2025-06-10")).quote


# -- clarification ----------------------------------------------------------------------------------------


def test_row_11_notice_to_clarify_on_day_7() -> None:
    """Received 2025-03-03, told on 03-12, day 7: in time, and the limit runs anew from the correction (30)."""
    facts = received("2025-03-03"), unclear("2025-03-12", "2025-03-26")
    assert limits("clarification_notice", "2025-03-12", *facts)[0].state == "met"
    assert reply_limit("2025-03-12", *facts).state == "tolled"
    corrected = reply_limit("2025-04-25", *facts, Clarified(d("2025-04-25")))
    assert (corrected.start, corrected.due) == (d("2025-04-25"), d("2025-05-27"))


def test_row_12_notice_to_clarify_on_day_8() -> None:
    """Told on 03-13, day 8: late; 2025-03-31 still binds, and whether the limit restarts is disputed (30)."""
    facts = received("2025-03-03"), unclear("2025-03-13", "2025-03-27"), Clarified(d("2025-03-20"))
    limit = reply_limit("2025-03-20", *facts)
    assert (limit.due, limit.safe_due) == (d("2025-03-31"), d("2025-03-31"))
    assert other_dates(limit) == {"late_clarification_notice=restart": "2025-04-18"}
    assert limit.warnings
    restart = reading_as(late_clarification_notice="restart")
    assert reply_limit("2025-03-20", *facts, readings=restart).due == d("2025-04-18")
    assert amiss("2025-03-20", *facts)["clarification_notice"].due == d("2025-03-12")


def test_row_13_clarified_on_a_make_up_sunday_or_a_day_late() -> None:
    """10 working days from 2025-04-14 end on Sun 04-27; from 04-28 the request is deemed abandoned, row （六）1 (30)."""
    last = china().nth_working_day_after(d("2025-04-14"), 10)
    facts = received("2025-04-07"), unclear("2025-04-14", last.isoformat())
    assert last == d("2025-04-27")
    assert limits("clarification", "2025-04-28", *facts, Clarified(d("2025-04-27")))[0].state == "met"
    assert limits("clarification", "2025-04-28", *facts, Clarified(d("2025-04-28")))[0].state == "missed"
    given_up = Lapsed(d("2025-04-28"), cause="clarification")
    assert row(*facts, given_up) == "lapsed_clarification"
    assert amiss("2025-04-28", *facts, given_up) == {}
    too_early = Lapsed(d("2025-04-27"), cause="clarification")
    assert "lapse_premature" in amiss("2025-04-28", *facts, too_early)


def test_row_14_the_corrected_request() -> None:
    """Corrected on 2025-04-25: day 20 is 05-27, and it stays one request (30)."""
    facts = received("2025-04-07"), unclear("2025-04-14", "2025-04-27"), Clarified(d("2025-04-25"))
    assert reply_limit("2025-04-25", *facts).due == d("2025-05-27")
    assert cells(2025, *facts) == ("received", "carried_forward")
    with pytest.raises(OutOfOrder):
        case(*facts, received("2025-04-25"))


def test_row_15_corrected_and_still_unclear() -> None:
    """Still unclear after the correction: row （四）3, and no second formal notice (30)."""
    facts = received("2025-04-07"), unclear("2025-04-14", "2025-04-27"), Clarified(d("2025-04-25"))
    assert row(*facts, replied("2025-05-06", "unavailable_still_unclear")) == "unavailable_still_unclear"
    assert provision_for_outcome(Outcome.UNAVAILABLE_STILL_UNCLEAR).article == "30"
    again = (*facts, unclear("2025-04-28", "2025-05-09"), Clarified(d("2025-05-08")))
    assert reply_limit("2025-05-08", *again).due == d("2025-05-27")
    assert "clarification_once" in amiss("2025-05-08", *again)


def test_row_16_only_the_identity_copy_is_missing() -> None:
    """A missing copy of the identity card is a ground for clarification as any other (29, 30, 江苏98号)."""
    facts = received("2025-04-07"), unclear("2025-04-14", "2025-04-27", "身份证明"), Clarified(d("2025-04-25"))
    assert reply_limit("2025-04-25", *facts).due == d("2025-05-27")
    assert amiss("2025-04-25", *facts) == {}


# -- consultations ----------------------------------------------------------------------------------------


def test_row_17_third_party_answers() -> None:
    """Consulted 2025-03-10, answered 03-26: 12 working days left out, due 04-17 (32, 33(3))."""
    limit = reply_limit("2025-03-26", *begun("2025-03-03"), asked("2025-03-10"), heard("2025-03-26"))
    assert [step.length for step in limit.steps if step.op == "exclude"] == [12]
    assert limit.due == d("2025-04-17")
    assert other_dates(limit) == {"consultation_boundary=sent_to_answered": "2025-04-18"}


def test_row_18_third_party_is_silent() -> None:
    """Served 2025-03-12 and silent: its time ends on 04-02, the organ decides itself, due 04-24 (32)."""
    facts = (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"))
    assert limits("third_party_answer", "2025-04-03", *facts)[0].due == d("2025-04-02")
    assert limits("third_party_answer", "2025-04-03", *facts)[0].state == "missed"
    assert reply_limit("2025-04-03", *facts).due == d("2025-04-24")
    assert reply_limit("2025-03-20", *facts).due_if_silent == d("2025-04-24")
    assert "同意" not in provision("third_party_silence", d("2025-04-03")).quote


def test_row_19_third_party_objects_without_reasons() -> None:
    """An objection without reasons does not bind the organ, which may disclose (32)."""
    facts = (*begun("2025-03-03"), asked("2025-03-10"), heard("2025-03-26", position="objects"))
    assert amiss("2025-04-17", *facts, replied("2025-04-17", "granted")) == {}
    assert row(*facts, replied("2025-04-17", "granted")) == "granted"
    assert "有合理理由" in provision("third_party_objection", d("2025-03-26")).quote


def test_row_20_good_reasons_against_a_major_public_interest() -> None:
    """Good reasons may be outweighed by the public interest, which must be written down (32, SPC25 13)."""
    facts = (*begun("2025-03-03"), asked("2025-03-10"), heard("2025-03-26", position="objects_with_reasons"))
    silent = amiss("2025-04-17", *facts, replied("2025-04-17", "granted"))
    assert silent["consultation_ignored"].warning, "worth a look, no breach by itself"
    found = GroundFound(d("2025-04-01"), ground="public_interest", reasons="不公开可能对公共利益造成重大影响")
    told = ThirdPartyTold(d("2025-04-01"), party="甲公司", decision="to_be_disclosed")
    assert amiss("2025-04-17", *facts, found, told, replied("2025-04-17", "granted")) == {}
    assert "书面告知第三方" in provision("public_interest", d("2025-04-17")).quote


def test_row_21_two_third_parties_at_once() -> None:
    """03-10 to 03-26 and 03-14 to 04-01: the union, 16 working days, due 2025-04-23 (33(3))."""
    letters = asked("2025-03-10", "甲"), asked("2025-03-14", "乙"), heard("2025-03-26", "甲"), heard("2025-04-01", "乙")
    limit = reply_limit("2025-04-01", *begun("2025-03-03"), *letters)
    assert sum(step.length or 0 for step in limit.steps if step.op == "exclude") == 16
    assert limit.due == d("2025-04-23")


def test_row_22_consulted_on_the_last_day() -> None:
    """Sent on day 20: no time is left by default; an extension told the same day makes room (33, disputed)."""
    facts = (*begun("2025-03-03"), asked("2025-03-31"))
    limit = reply_limit("2025-04-08", *facts, heard("2025-04-08"))
    assert (limit.due, limit.state, limit.safe_due) == (d("2025-03-31"), "missed", d("2025-03-31"))
    assert other_dates(limit) == {
        "consultation_boundary=sent_to_before_answered": "2025-04-08",
        "consultation_boundary=sent_to_answered": "2025-04-09",
    }
    rescued = (*begun("2025-03-03"), extended("2025-03-31"), asked("2025-03-31"), heard("2025-04-08"))
    assert reply_limit("2025-04-08", *rescued).state == "running"


def test_row_23_silence_of_a_joint_maker_is_consent() -> None:
    """A co-organ served on 2025-03-12 and silent to 04-02 is deemed to consent (34)."""
    letter = AgencyConsulted(d("2025-03-10"), agency="市财政局", served_on=d("2025-03-12"), joint=True)
    facts = (*begun("2025-03-03"), letter)
    assert limits("agency_answer", "2025-04-03", *facts)[0].due == d("2025-04-02")
    assert reply_limit("2025-04-03", *facts).due == d("2025-04-24")
    assert "视为同意公开" in provision("agency_silence", d("2025-04-03")).quote


# -- how requests end -------------------------------------------------------------------------------------


def test_row_24_asked_of_the_co_maker_that_does_not_lead() -> None:
    """The lead organ is responsible (10(3)): not ours under 36(5), row （四）1."""
    assert row(*answered_with("unavailable_not_responsible")) == "unavailable_not_held"
    assert provision_for_outcome(Outcome.UNAVAILABLE_NOT_RESPONSIBLE).article == "36(5)"
    assert "牵头制作的行政机关" in provision("responsible_lead_organ", d("2025-07-10")).quote


def test_row_25_a_copy_of_another_organs_document() -> None:
    """The maker or first obtainer is responsible (10(1)): not ours under 36(5), row （四）1, and suable."""
    assert row(*answered_with("unavailable_not_responsible")) == "unavailable_not_held"
    assert provision("responsible_organ", d("2025-07-10")).article == "10(1)"
    assert may_sue_directly("unavailable_not_responsible")


def test_row_26_asked_again_for_what_was_supplied() -> None:
    """Not processed again: row （五）2, and no court takes it on (36(6), SPC25 10(2)(4))."""
    assert row(*answered_with("not_processed_repeat")) == "not_processed_repeat"
    assert provision_for_outcome(Outcome.NOT_PROCESSED_REPEAT).article == "36(6)"
    supplied = attrs.evolve(replied("2025-07-10", "not_processed_repeat"), earlier_granted=True)
    assert limits("litigation_window", "2025-07-10", received("2025-07-01"), supplied) == []
    assert may_sue_directly("not_processed_repeat"), "the bar covers only what was already supplied"
    assert provision("not_suable_repeat", d("2025-07-10")).article == "SPC25 10(2)(4)"


def test_row_27_asked_again_while_the_first_is_pending() -> None:
    """36(6) speaks of requests that were answered: two requests count as two, each with its own outcome."""
    first = counted_of(Case.of("2025-001", received("2025-07-01"), replied("2025-07-20", "granted")))
    second = counted_of(Case.of("2025-002", received("2025-07-03"), replied("2025-07-20", "granted")))
    table = table3([first, second], 2025, FORM_2021)
    assert (table.cell("received", "total"), table.cell("granted", "total")) == (2, 2)
    assert "已就申请人提出的政府信息公开申请作出答复" in provision_for_outcome(Outcome.NOT_PROCESSED_REPEAT).quote


def test_row_28_a_letter_that_mixes_in_a_complaint() -> None:
    """One request; its row is that of the information part, or partly granted: disputed (37, 39(1))."""
    point = reading("mixed_letter_row")
    assert point.default == "information_outcome"
    assert {option.id for option in point.options} == {"information_outcome", "partly_granted"}
    assert cells(2025, *answered_with("granted")) == ("received", "granted", "concluded_total")
    assert cells(2025, *answered_with("partly_granted")) == ("received", "partly_granted", "concluded_total")


def test_row_29_a_pure_complaint() -> None:
    """Told so within the limit: row （五）1, not suable (39(1), SPC25 10(2)(7))."""
    assert row(*answered_with("not_processed_petition")) == "not_processed_petition"
    assert provision_for_outcome(Outcome.NOT_PROCESSED_PETITION).article == "39(1)"
    assert reply_limit("2025-07-10", *answered_with("not_processed_petition")).state == "met"
    assert not may_sue_directly("not_processed_petition")


def test_row_30_a_contract_with_its_prices_blacked_out() -> None:
    """Partly granted counts in row （二） only, not in （三）4 as well (37)."""
    assert cells(2025, *answered_with("partly_granted")) == ("received", "partly_granted", "concluded_total")
    assert provision_for_outcome(Outcome.PARTLY_GRANTED).article == "37"
    label = next(r.label for r in FORM_2021.table3.rows if r.id == "partly_granted")
    assert "只计这一情形，不计其他情形" in label


def test_row_31_already_on_the_website() -> None:
    """Told the way to get it: row （一） (36(1))."""
    assert row(*answered_with("granted_already_public")) == "granted"
    assert provision_for_outcome(Outcome.GRANTED_ALREADY_PUBLIC).article == "36(1)"


def test_row_32_searched_and_not_found() -> None:
    """Does not exist: row （四）1 (36(4))."""
    assert row(*answered_with("unavailable_not_held")) == "unavailable_not_held"
    assert provision_for_outcome(Outcome.UNAVAILABLE_NOT_HELD).article == "36(4)"


def test_row_33_a_statistic_that_would_have_to_be_made() -> None:
    """Would have to be made: row （四）2, not suable (38, SPC25 10(2)(6))."""
    assert row(*answered_with("unavailable_needs_creation")) == "unavailable_needs_creation"
    assert provision_for_outcome(Outcome.UNAVAILABLE_NEEDS_CREATION).article == "38"
    assert not may_sue_directly("unavailable_needs_creation")


def test_row_34_a_neighbours_property_register() -> None:
    """Referred to the registry rules: row （三）8, not suable, and no reconsideration first (36(7), 206号)."""
    assert row(*answered_with("refused_registry_query")) == "refused_registry_query"
    assert provision_for_outcome(Outcome.REFUSED_REGISTRY_QUERY).article == "36(7)"
    assert not may_sue_directly("refused_registry_query")
    assert not review_first(Outcome.REFUSED_REGISTRY_QUERY, d("2025-07-10"))


def test_row_35_an_issue_of_the_gazette() -> None:
    """A publication: row （五）3, may be told where to get it (39(2))."""
    assert row(*answered_with("not_processed_publication")) == "not_processed_publication"
    assert "可以告知获取的途径" in provision_for_outcome(Outcome.NOT_PROCESSED_PUBLICATION).quote
    assert not may_sue_directly("not_processed_publication")


def test_row_36_forty_requests_and_no_good_reason() -> None:
    """Reasons asked for and found wanting: not processed, row （五）4, suable (35)."""
    facts = received("2026-03-02"), ReasonsRequested(d("2026-03-09")), ReasonsGiven(d("2026-03-20"), accepted=False)
    assert reply_limit("2026-03-20", *facts).due == d("2026-03-30")
    assert row(*facts, replied("2026-03-25", "not_processed_excessive")) == "not_processed_excessive"
    assert may_sue_directly("not_processed_excessive")


def test_row_37_forty_requests_with_good_reasons() -> None:
    """Good reasons but impossible in time: a deferred date told by day 20, 2026-03-30; open at the year's end (35)."""
    facts = received("2026-03-02"), ReasonsRequested(d("2026-03-09")), ReasonsGiven(d("2026-03-20"), accepted=True)
    told = (*facts, Deferred(d("2026-03-30"), until=d("2026-05-20")))
    late = (*facts, Deferred(d("2026-03-31"), until=d("2026-05-20")))
    assert reply_limit("2026-03-30", *told).due == d("2026-05-20")
    assert reply_limit("2026-03-31", *late).due == d("2026-03-30")
    assert "deferral_in_time" in amiss("2026-03-31", *late)
    assert cells(2026, *told) == ("received", "carried_forward")


def test_row_38_the_fee_by_item() -> None:
    """35 requests in a calendar month cost 3,000 yuan (109号 4)."""
    assert fee_by_item(35) == 3000


def test_row_39_the_fee_by_page() -> None:
    """2,219 pages cost 83,460 yuan (109号 5)."""
    assert fee_by_page(2219) == 83460


def test_row_40_the_fee_is_not_paid() -> None:
    """Noticed 2025-08-20, unpaid by 09-17: deemed abandoned, row （六）2; that may be contested (109号 6, SPC25 10(2)(3))."""
    facts = received("2025-08-04"), charged("2025-08-20")
    assert limits("fee_payment", "2025-08-20", *facts)[0].due == d("2025-09-17")
    assert limits("litigation_window", "2025-08-21", *facts) == [], "the fee alone opens no window"
    given_up = (*facts, Lapsed(d("2025-09-18"), cause="fee"))
    assert row(*given_up) == "lapsed_fee"
    assert amiss("2025-09-18", *given_up) == {}
    assert limits("litigation_window", "2025-09-18", *given_up)
    assert "lapse_premature" in amiss("2025-09-18", *facts, Lapsed(d("2025-09-17"), cause="fee"))


def test_row_41_the_fee_is_paid() -> None:
    """Paid 2025-09-10: the limit runs anew to 10-14; whether only the rest of it does is disputed (109号 6)."""
    facts = received("2025-08-04"), charged("2025-08-20"), paid("2025-09-10")
    limit = reply_limit("2025-09-10", *facts)
    assert limit.due == d("2025-10-14")
    assert other_dates(limit) == {"fee_restart_length=remainder": "2025-09-22"}
    assert limit.safe_due == d("2025-09-22")
    rest = reading_as(fee_restart_length="remainder")
    assert reply_limit("2025-09-10", *facts, readings=rest).due == d("2025-09-22")


# -- the reply reaches the requester ----------------------------------------------------------------------


def test_row_42_posted_on_the_last_day() -> None:
    """Posted on day 20 and delivered later: in time; the window for reconsideration opens on delivery (235号 4)."""
    facts = received("2025-05-12"), replied("2025-06-10", "unavailable_not_held", "post", delivered_on="2025-06-13")
    assert reply_limit("2025-06-13", *facts).state == "met"
    assert limits("reconsideration_window", "2025-06-12", *facts) == []
    assert limits("reconsideration_window", "2025-06-13", *facts)[0].start == d("2025-06-13")


def test_row_43_sent_by_a_private_courier() -> None:
    """Only the postal enterprise may carry it: a courier is no way of service that can be recorded (235号 2, 5)."""
    with pytest.raises(InvalidFact):
        replied("2025-06-10", delivery="courier")
    assert "不得通过不具有国家公文寄递资格的其他快递企业" in provision("service_channel", d("2025-06-10")).quote


def test_row_44_signed_for_a_day_late() -> None:
    """Handed over and signed for on day 21: late, since the day of signature counts (235号 4)."""
    facts = received("2025-05-12"), replied("2025-06-11", delivery="in_person")
    breach = amiss("2025-06-11", *facts)["reply"]
    assert (breach.due, breach.done, breach.workdays_late) == (d("2025-06-10"), d("2025-06-11"), 1)


# -- from one year to the next ----------------------------------------------------------------------------


def test_row_45_received_on_31_december() -> None:
    """Received 2025-12-31, answered 2026-01-29: new and carried in 2025, brought forward and counted in 2026, in time."""
    facts = received("2025-12-31"), replied("2026-01-29", "granted")
    assert china().nth_working_day_after(d("2025-12-31"), 1) == d("2026-01-04")
    limit = reply_limit("2026-01-29", *facts)
    assert (limit.due, limit.state) == (d("2026-01-29"), "met")
    assert cells(2025, *facts) == ("received", "carried_forward")
    assert cells(2026, *facts) == ("brought_forward", "granted", "concluded_total")


def test_row_46_a_new_reply_is_ordered() -> None:
    """Ordered by a judgment of 2026-02-06: within 20 working days, 03-12; the first outcome stays (SPC25 11)."""
    facts = (
        received("2025-07-01"),
        replied("2025-07-10", "refused_deliberative"),
        LitigationFiled(d("2025-10-09"), dispute="诉1", after_reconsideration=True),
        LitigationDecided(d("2026-02-06"), dispute="诉1", result="overturned"),
        ReplyOrdered(d("2026-02-06"), ordered_by="court"),
    )
    assert limits("ordered_reply", "2026-02-06", *facts)[0].due == d("2026-03-12")
    again = (*facts, replied("2026-03-12", "granted"))
    assert row(*again) == "refused_deliberative"
    assert cells(2025, *again) == ("received", "refused_deliberative", "concluded_total")
    assert cells(2026, *again) == ()
    assert table4(disputes_of(case(*again)), 2026).cell("litigation_after_reconsideration", "overturned") == 1
    point = reading("ordered_reply_counting")
    assert (point.default, {o.id for o in point.options}) == (
        "first_outcome",
        {"first_outcome", "last_by_year_end", "recount"},
    )


def test_row_47_sent_on_31_december_and_confirmed_in_the_new_year() -> None:
    """Confirmed on Sun 2026-01-04: received then, new in 2026, day 20 is 2026-01-30 (31(3))."""
    request = received("2026-01-04", "online", submitted_on=d("2025-12-31"))
    assert reply_limit("2026-01-04", request).due == d("2026-01-30")
    assert cells(2025, request) == ()
    assert cells(2026, request)[0] == "received"


def test_row_48_waiting_for_clarification_at_the_end_of_the_year() -> None:
    """Received 2025-12-25, asked on 12-30 (day 7 was 2026-01-06): carried forward; the outcome falls into 2026 (30)."""
    facts = received("2025-12-25"), unclear("2025-12-30", "2026-01-14")
    assert limits("clarification_notice", "2025-12-31", *facts)[0].due == d("2026-01-06")
    assert cells(2025, *facts) == ("received", "carried_forward")
    given_up = (*facts, Lapsed(d("2026-01-15"), cause="clarification"))
    assert cells(2025, *given_up) == ("received", "carried_forward")
    assert cells(2026, *given_up) == ("brought_forward", "lapsed_clarification", "concluded_total")


def test_row_49_withdrawn_in_writing() -> None:
    """Withdrawn on day 3: closed, row （六）3, or （六） in the form of 2019 (practice)."""
    facts = received("2025-07-01"), Withdrawn(d("2025-07-04"))
    assert case(*facts).stage is Stage.DISCONTINUED
    assert row(*facts) == "other"
    assert (FORM_2021.place("other"), FORM_2019.place("other")) == ("other", "other")
    assert reading("withdrawn_before_registration").default == "counted"


def test_row_50_a_law_firm_and_a_lawyer_for_a_villager() -> None:
    """A firm in its own name is a legal service; a lawyer for a villager asks as a natural person (column heads)."""
    firm = counted_of(Case.of("2025-001", received("2025-07-01", requester="legal_service")))
    villager = counted_of(Case.of("2025-002", received("2025-07-01", requester="natural_person")))
    table = table3([firm, villager], 2025, FORM_2021)
    assert [table.cell("received", c) for c in ("legal_service", "natural_person", "total")] == [1, 1, 2]


def test_row_51_three_villagers_sign_one_request() -> None:
    """One request, one number, in the column of natural persons (practice)."""
    together = counted_of(case(received("2025-07-01", requester="natural_person")))
    assert together.requester is Requester.NATURAL_PERSON
    assert table3([together], 2025, FORM_2021).cell("received", "total") == 1
    assert reading("representative_applicant").default == "first_named"


def test_row_52_powers_moved_to_a_new_organ() -> None:
    """The old organ may consult the new one: its time is left out, unless only joint makers count (14号, 33(3))."""
    letter = AgencyConsulted(d("2025-03-10"), agency="新机关", served_on=d("2025-03-12"), joint=False)
    limit = reply_limit("2025-04-03", *begun("2025-03-03"), letter)
    assert (limit.due, limit.safe_due) == (d("2025-04-24"), d("2025-03-31"))
    assert other_dates(limit)["other_organs=joint_only"] == "2025-03-31"
    assert row(*answered_with("unavailable_not_responsible")) == "unavailable_not_held"


def test_row_53_already_in_the_state_archives() -> None:
    """Referred to the Archives Law; the row is disputed, （六）3 or （四）1 (14号 4, SPC25 9(2))."""
    assert provision("archives", d("2025-07-10")).article == "SPC25 9(2)"
    assert {option.id for option in reading("archives_row").options} == {"other", "not_held"}
    assert row(*answered_with("other")) == "other"
    assert row(*answered_with("unavailable_not_held")) == "unavailable_not_held"


# -- the calendar and the law change ----------------------------------------------------------------------


def test_row_54_the_holiday_was_extended() -> None:
    """Received 2020-01-20: the notice of 2020-01-26/27 moved the limit from 02-21 to 02-25."""
    for known_on, due in (("2020-01-25", "2020-02-21"), ("2020-01-27", "2020-02-25")):
        calendar = china(known_on=d(known_on))
        assert reply_limit("2020-01-28", received("2020-01-20"), calendar=calendar).due == d(due)


def test_row_55_the_holiday_was_rearranged() -> None:
    """Received 2019-04-10 under the old law: the notice of 2019-03-22 had shortened the limit from 05-02 to 04-30."""
    for known_on, due in (("2019-03-21", "2019-05-02"), ("2019-03-22", "2019-04-30")):
        calendar = china(known_on=d(known_on))
        limit = reply_limit("2019-04-10", received("2019-04-10"), calendar=calendar)
        assert (limit.due, limit.law) == (d(due), "ROGI-2007")


def test_row_56_local_days_off() -> None:
    """Days off for a minority's festival are days off in that region and nowhere else (HOL 4)."""
    guangxi, nation = china(overlays=overlays("guangxi")), china()
    day = d("2024-04-11")
    assert (guangxi.is_working_day(day), nation.is_working_day(day)) == (False, True)
    assert nation.nth_working_day_after(d("2024-04-10"), 1) == d("2024-04-11")
    assert guangxi.nth_working_day_after(d("2024-04-10"), 1) == d("2024-04-15")


def test_row_57_open_when_the_new_law_came() -> None:
    """Received 2019-04-26, open on 05-15: 2019-05-20 is safe, 05-27 arguable (section 8)."""
    limit = reply_limit("2019-05-15", received("2019-04-26"))
    assert (limit.due, limit.safe_due) == (d("2019-05-20"), d("2019-05-20"))
    assert other_dates(limit) == {"transition_2019=new_procedure": "2019-05-27"}
    new = reading_as(transition_2019="new_procedure")
    assert reply_limit("2019-05-15", received("2019-04-26"), readings=new).due == d("2019-05-27")
    assert (law_version(d("2019-05-14")), law_version(d("2019-05-15"))) == ("ROGI-2007", "ROGI-2019")


# -- remedies ---------------------------------------------------------------------------------------------


def test_row_58_sued_over_a_refusal_without_reconsideration() -> None:
    """A refusal under Art. 16 of July 2025 must go to reconsideration first (ARL 23, SPC25 10(2)(1))."""
    facts = answered_with("refused_deliberative")
    assert not may_sue_directly("refused_deliberative")
    assert review_first(Outcome.REFUSED_DELIBERATIVE, d("2025-07-10"))
    window = limits("reconsideration_window", "2025-07-10", *facts)[0]
    assert any("先申请行政复议" in warning.zh for warning in window.warnings)


def test_row_59_told_that_it_does_not_exist() -> None:
    """May sue directly within six months, or ask for reconsideration within 60 days (SPC25 1(1), ALL 46)."""
    facts = answered_with("unavailable_not_held")
    suit = limits("litigation_window", "2025-07-10", *facts)[0]
    review = limits("reconsideration_window", "2025-07-10", *facts)[0]
    assert suit.steps[1].article == "ALL 46(1)"
    assert suit.due == d("2026-01-12"), "six months end on Sat 2026-01-10"
    assert review.due == d("2025-09-08"), "60 days"


def test_row_60_no_reply_at_all() -> None:
    """Due 2025-06-10 and silent: overdue from 06-11, suit until 12-10, reconsideration until 08-11 (SPC18 66, ARL 20)."""
    facts = (received("2025-05-12"),)
    assert reply_limit("2025-06-10", *facts).state == "running"
    assert reply_limit("2025-06-11", *facts).state == "missed"
    assert limits("litigation_window", "2025-06-11", *facts)[0].due == d("2025-12-10")
    assert limits("reconsideration_window", "2025-06-11", *facts)[0].due == d("2025-08-11")
    first = reading_as(non_reply_remedy="review_first")
    assert limits("litigation_window", "2025-06-11", *facts, readings=first) == []


# -- what is not a request, and what is -------------------------------------------------------------------


def test_row_61_correction_of_ones_own_record() -> None:
    """Art. 41 names no limit, and a correction of a record is no fact of a request and no row of table III."""
    rule = provision("record_correction", d("2025-07-01"))
    assert (rule.article, rule.count) == ("41", None)
    assert not any("record" in kind for kind in EVENT_OF)
    assert not any("更正" in r.label for r in FORM_2021.table3.rows)


def test_row_62_the_report_is_due_on_a_saturday() -> None:
    """The report on 2025 is due on Sat 2026-01-31: fixed, no roll (49)."""
    assert report_due(2025) == d("2026-01-31")
    assert not china().is_working_day(report_due(2025))


def test_row_64_an_oral_request() -> None:
    """The office fills in the form for one who cannot write: received that day (29)."""
    limit = reply_limit("2025-03-03", received("2025-03-03", "oral"))
    assert (limit.start, limit.due) == (d("2025-03-03"), d("2025-03-31"))
    assert provision_for_receipt("oral", d("2025-03-03")).article == "29(1)"
    assert limit.steps[0].article == "29(1)"


def test_row_65_answered_on_the_spot() -> None:
    """Answered at once, straight from registration, and still registered and counted as one (33(1), 45)."""
    facts = received("2025-07-01"), replied("2025-07-01")
    assert case(*facts).stage is Stage.REPLIED
    assert reply_limit("2025-07-01", *facts).state == "met"
    assert cells(2025, *facts) == ("received", "granted", "concluded_total")
    assert case(*facts, Archived(d("2025-07-02"))).stage is Stage.ARCHIVED
    assert provision("on_the_spot", d("2025-07-01")).article == "33(1)"


def test_row_66_supplied_in_the_wrong_form() -> None:
    """Paper asked for, PDF sent: the row stays （一）, and the requester may sue (40, SPC25 1(3))."""
    assert row(*answered_with("granted")) == "granted"
    assert may_sue_directly("granted")
    assert provision("form_of_supply", d("2025-07-10")).article == "40"
    assert provision("suable_mismatch", d("2025-07-10")).article == "SPC25 1(3)"


NOTHING_TO_SAY = {
    63: "Whether the organ published an address, and which, is no fact of a case: the clerk who registers decides.",
}


def test_all_66_rows_are_here() -> None:
    """Every row of section 10 is a test or stands in the list, and none in both."""
    tested = [int(found[1]) for name in globals() if (found := re.match(r"test_row_(\d\d)_", name))]
    assert sorted([*tested, *NOTHING_TO_SAY]) == list(range(1, 67))
