"""What the reply clock warns of, word for word in both languages, and the last day on which each thing was in time.

All received on 2025-05-12: working day 7 is 2025-05-21, day 20 is 2025-06-10 (law study, section 10, row 7).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workflow import Case, Readings
from workflow.clock import Deadline, deadline
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
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


RECEIVED = Received(d("2025-05-12"), channel="in_person", requester="natural_person", subject="会议纪要")
REVIEWED = ReviewStarted(d("2025-05-12"))


def unclear(on: str, respond_by: str = "2025-06-03") -> ClarificationRequested:
    """A request to clarify."""
    return ClarificationRequested(d(on), respond_by=d(respond_by))


def extended(on: str, workdays: int = 10, approved_by: str = "李主任") -> Extended:
    """An extension."""
    return Extended(d(on), workdays=workdays, approved_by=approved_by)


def charged(on: str) -> FeeNoticed:
    """A fee notice."""
    return FeeNoticed(d(on), amount=Decimal(380), method="by_item")


def paid(on: str) -> FeePaid:
    """A payment."""
    return FeePaid(d(on), amount=Decimal(380))


def asked(on: str) -> ThirdPartyConsulted:
    """A third party consulted."""
    return ThirdPartyConsulted(d(on), party="甲")


def heard(on: str) -> ThirdPartyAnswered:
    """Its answer."""
    return ThirdPartyAnswered(d(on), party="甲", position="agrees")


def deferred(on: str, until: str) -> Deferred:
    """A deferral."""
    return Deferred(d(on), until=d(until))


def reasons(on: str, accepted: bool = True) -> tuple[Fact, ...]:
    """Reasons that were asked for and given."""
    return ReasonsRequested(d("2025-05-13")), ReasonsGiven(d(on), accepted=accepted)


def reply(on: str, *facts: Fact, **readings: str) -> Deadline:
    """The limit for the reply."""
    return deadline(Case.of("1", RECEIVED, *facts), d(on), None, Readings.default().with_(**readings))


WARNED: list[tuple[str, str, tuple[Fact, ...], dict[str, str], str, str, str]] = [
    (
        "clarification requested again",
        "2025-05-26",
        (unclear("2025-05-13"), Clarified(d("2025-05-19")), unclear("2025-05-20"), Clarified(d("2025-05-26"))),
        {},
        "2025-06-17",
        "2025-05-20 再次告知补正：补正应一次性告知（30），答复期限不再自收到补正的申请之日起计算",
        "second clarification request on 2025-05-20: Art. 30 knows only one, the clock does not restart",
    ),
    (
        "clarification requested after the limit",
        "2025-06-12",
        (unclear("2025-06-11", "2025-06-25"), Clarified(d("2025-06-12"))),
        {"late_clarification_notice": "restart"},
        "2025-06-10",
        "2025-06-11 告知补正时期限已于 2025-06-10 届满，答复期限不自收到补正的申请之日起计算",
        "clarification was requested on 2025-06-11, after the limit ran out on 2025-06-10: no restart",
    ),
    (
        "clarification requested after working day 7",
        "2025-05-23",
        (unclear("2025-05-22"), Clarified(d("2025-05-23"))),
        {},
        "2025-06-10",
        "补正告知于 2025-05-22 作出，已过 2025-05-21（收到申请之日起第7个工作日），原答复期限仍然有效",
        "clarification was requested on 2025-05-22, after working day 7 (2025-05-21): the old limit stays",
    ),
    (
        "clarified late",
        "2025-06-04",
        (unclear("2025-05-13"), Clarified(d("2025-06-04"))),
        {},
        "2025-07-02",
        "补正于 2025-06-04 收到，已过补正期限 2025-06-03；既已接受，答复期限自此日起计算",
        "clarified on 2025-06-04, after 2025-06-03; as it was accepted, the limit restarts",
    ),
    (
        "consulted on the last day",
        "2025-06-12",
        (REVIEWED, asked("2025-06-10"), heard("2025-06-12")),
        {},
        "2025-06-10",
        "2025-06-10 征求甲意见时当日为届满日，已无剩余期限，不影响答复期限",
        "甲 was consulted on 2025-06-10, the last day, when no time was left: nothing is excluded",
    ),
    (
        "extended by too much",
        "2025-06-10",
        (extended("2025-06-09", 15), extended("2025-06-10", 10)),
        {"number_of_extensions": "several"},
        "2025-07-08",
        "延长合计不得超过 20 个工作日，2025-06-10 的延长只计 5 个工作日",
        "extensions may not exceed 20 working days: that of 2025-06-10 counts as 5",
    ),
    (
        "extended while waiting",
        "2025-05-26",
        (unclear("2025-05-13"), extended("2025-05-14"), Clarified(d("2025-05-26"))),
        {},
        "2025-06-24",
        "2025-05-14 的延长在等待申请人期间告知，期限自收到其补正的申请或者其缴费起计算后，须另行延长",
        "the extension of 2025-05-14 was told while the clock waited for the requester: it restarts without it",
    ),
    (
        "extended too late",
        "2025-06-11",
        (extended("2025-06-11"),),
        {},
        "2025-06-10",
        "2025-06-11 告知延长时期限已于 2025-06-10 届满，不发生延长答复期限的效力",
        "the extension told on 2025-06-11 came after the limit ran out on 2025-06-10: no effect",
    ),
    (
        "extended without approval",
        "2025-06-10",
        (extended("2025-06-10", approved_by=" "),),
        {},
        "2025-06-10",
        "2025-06-10 的延长未经政府信息公开工作机构负责人同意，不发生延长答复期限的效力",
        "the extension of 2025-06-10 names nobody who approved it: no effect",
    ),
    (
        "extended after a deferral",
        "2025-06-10",
        (*reasons("2025-05-20"), deferred("2025-06-09", "2025-07-31"), extended("2025-06-10")),
        {},
        "2025-07-31",
        "已延迟答复，2025-06-10 的延长不计",
        "already deferred: the extension of 2025-06-10 has no effect",
    ),
    (
        "extended twice",
        "2025-06-10",
        (extended("2025-06-09"), extended("2025-06-10")),
        {},
        "2025-06-24",
        "2025-06-10 再次延长：按一次延长为限的解读，不发生延长答复期限的效力",
        "second extension on 2025-06-10: without effect under the reading that allows one only",
    ),
    (
        "extended after a fee",
        "2025-05-27",
        (charged("2025-05-19"), paid("2025-05-26"), extended("2025-05-27")),
        {"extension_after_fee": "no"},
        "2025-06-24",
        "缴费后不得再延长：2025-05-27",
        "no extension after the fee restart: 2025-05-27",
    ),
    (
        "deferred too late",
        "2025-06-11",
        (*reasons("2025-05-20"), deferred("2025-06-11", "2025-07-31")),
        {},
        "2025-06-10",
        "2025-06-11 告知延迟至 2025-07-31：应在期限届满（2025-06-10）前告知且晚于该日，不发生延长答复期限的效力",
        "deferral to 2025-07-31 told on 2025-06-11: must be told by 2025-06-10 and lie after it; no effect",
    ),
    (
        "deferred to the due day",
        "2025-06-09",
        (*reasons("2025-05-20"), deferred("2025-06-09", "2025-06-10")),
        {},
        "2025-06-10",
        "2025-06-09 告知延迟至 2025-06-10：应在期限届满（2025-06-10）前告知且晚于该日，不发生延长答复期限的效力",
        "deferral to 2025-06-10 told on 2025-06-09: must be told by 2025-06-10 and lie after it; no effect",
    ),
    (
        "deferred without good reasons",
        "2025-06-09",
        (*reasons("2025-05-20", accepted=False), deferred("2025-06-09", "2025-07-31")),
        {},
        "2025-07-31",
        "2025-06-09 延迟答复前未见申请人说明理由并经认可（35）",
        "no reasons were given and accepted before the deferral of 2025-06-09 (35)",
    ),
    (
        "charged too late",
        "2025-06-12",
        (charged("2025-06-11"), paid("2025-06-12")),
        {},
        "2025-06-10",
        "收费通知于 2025-06-11 送达时期限已于 2025-06-10 届满，缴费后不重新计算",
        "the fee notice of 2025-06-11 came after the limit ran out on 2025-06-10: payment restarts nothing",
    ),
    (
        "not clarified",
        "2025-06-04",
        (unclear("2025-05-13"),),
        {},
        "2025-07-02",
        "补正期限已于 2025-06-03 届满而未补正：无正当理由的，视为放弃申请（30）",
        "the requester had until 2025-06-03 to clarify and did not: deemed abandoned (30)",
    ),
    (
        "not paid",
        "2025-06-18",
        (charged("2025-05-19"),),
        {},
        "2025-07-16",
        "缴费期限已于 2025-06-17 届满而未缴费：视为放弃申请（109号 6）",
        "the fee had to be paid by 2025-06-17 and was not: deemed abandoned (109号 6)",
    ),
]


@pytest.mark.parametrize(
    ("on", "facts", "readings", "due", "zh", "en"), [row[1:] for row in WARNED], ids=[row[0] for row in WARNED]
)
def test_a_warning(on: str, facts: tuple[Fact, ...], readings: dict[str, str], due: str, zh: str, en: str) -> None:
    """The date that holds, and why what was done did not move it, or why it should be looked at."""
    found = reply(on, *facts, **readings)
    assert [(words.zh, words.en) for words in found.warnings] == [(zh, en)]
    assert found.due == d(due)


@pytest.mark.parametrize(
    ("on", "facts", "readings", "due"),
    [
        ("2025-06-03", (unclear("2025-05-13"), Clarified(d("2025-06-03"))), {}, "2025-07-01"),
        ("2025-06-03", (unclear("2025-05-13"),), {}, "2025-07-01"),
        ("2025-06-17", (charged("2025-05-19"),), {}, "2025-07-15"),
        ("2025-06-09", (*reasons("2025-06-09"), deferred("2025-06-09", "2025-07-31")), {}, "2025-07-31"),
        ("2025-06-10", (*reasons("2025-06-10"),), {"art35_pause": "restart"}, "2025-07-08"),
        ("2025-06-09", (REVIEWED, asked("2025-06-09"), heard("2025-06-09")), {}, "2025-06-10"),
        ("2025-05-27", (charged("2025-05-19"), paid("2025-05-26"), extended("2025-05-27")), {}, "2025-07-08"),
    ],
    ids=[
        "clarified",
        "may clarify",
        "may pay",
        "reasons first",
        "reasons restart",
        "answered at once",
        "extended anew",
    ],
)
def test_on_the_last_day_it_is_in_time(on: str, facts: tuple[Fact, ...], readings: dict[str, str], due: str) -> None:
    """No warning, and the date that follows."""
    found = reply(on, *facts, **readings)
    assert (found.due, found.warnings) == (d(due), ())


def test_reasons_that_come_too_late_restart_nothing() -> None:
    """The day after the limit, under the reading that lets them restart it."""
    assert reply("2025-06-11", *reasons("2025-06-11"), art35_pause="restart").due == d("2025-06-10")


def test_no_limit_runs_out_while_the_fee_is_waited_for() -> None:
    """Reasons that come the day after, while a fee is unpaid, are in time: they restart the limit, 20 working days from then."""
    asked_why, given = reasons("2025-06-11")
    waiting = (asked_why, charged("2025-05-19"), given)
    assert reply("2025-06-11", *waiting, art35_pause="restart", fee_restart_length="remainder").due == d("2025-07-09")


def test_a_late_answer_is_left_out_under_every_reading_of_its_ends() -> None:
    """Sent on 2025-05-13, 15 working days end on 06-04, answered on 06-06: the days after 06-04 are left out too.

    Whether the day of the answer counts is disputed; the day on which the 15 days end is within them either way. By
    default nothing is left out after it (Art. 32, 33(3)): 06-10 and 15 working days are 07-01.
    """
    facts = REVIEWED, asked("2025-05-13"), heard("2025-06-06")
    found = reply("2025-06-06", *facts, consultation_boundary="after_sent_to_answered")
    late = found.steps[-1]
    assert (late.since, late.until, late.length, late.subject) == (d("2025-06-04"), d("2025-06-06"), 2, "甲")
    # 05-14 to 06-06 are 17 working days: 06-10 and 17 more.
    assert found.due == d("2025-07-03")
    assert reply("2025-06-06", *facts, consultation_boundary="sent_to_before_answered").due == d("2025-07-03")
    assert reply("2025-06-06", *facts, consultation_boundary="sent_to_answered").due == d("2025-07-04")
    assert reply("2025-06-06", *facts).due == d("2025-07-01")


def test_a_consultation_after_a_deferral_moves_nothing_but_one_while_waiting_does() -> None:
    """A deferral names a day; the restart after a clarification counts anew, with what was left out."""
    put_off = *reasons("2025-05-20"), REVIEWED, deferred("2025-05-21", "2025-07-31"), asked("2025-05-22")
    found = reply("2025-05-28", *put_off, heard("2025-05-28"))
    assert (found.due, len(found.warnings)) == (d("2025-07-31"), 1)


def test_the_steps_of_a_waiting_clock_say_that_they_suppose() -> None:
    """The restart that is supposed says so; one that happened does not."""
    waiting = reply("2025-05-19", charged("2025-05-19")).steps[-1]
    assert getattr(waiting.subject, "en", None) == "as if the fee were paid that day"
    assert reply("2025-05-26", charged("2025-05-19"), paid("2025-05-26")).steps[-1].subject == ""
    kept = reply("2025-05-26", charged("2025-05-19"), paid("2025-05-26"), fee_restart_length="remainder").steps[-1]
    assert kept.subject == ""
    assert reply("2025-05-19", unclear("2025-05-13"), Clarified(d("2025-05-19"))).steps[-1].subject == ""


def test_a_fee_noticed_on_the_last_day_leaves_nothing_to_wait_for_where_payment_gives_back_the_rest() -> None:
    """06-10 is the last day: the clock stands still only where payment begins the limit anew."""
    for on, rest in (("2025-06-10", "running"), ("2025-06-11", "missed")):
        assert reply(on, charged("2025-06-10"), fee_restart_length="remainder").state == rest
        assert reply(on, charged("2025-06-10")).state == "tolled"
    assert reply("2025-06-09", charged("2025-06-09"), fee_restart_length="remainder").state == "tolled"


def test_what_was_left_out_before_a_restart_keeps_its_name() -> None:
    """A consultation that goes on over a payment is left out of the new run, under its name."""
    facts = REVIEWED, asked("2025-05-19"), charged("2025-05-20"), paid("2025-05-26"), heard("2025-05-28")
    for length in ("full", "remainder"):
        found = reply("2025-05-28", *facts, fee_restart_length=length)
        assert [step.subject for step in found.steps if step.rule.id == "exclusion"][-1] == "甲"


def test_a_consultation_begun_while_a_payment_is_awaited_keeps_its_name() -> None:
    """Sent between the fee notice and the payment: left out after the days of waiting, under its name."""
    facts = REVIEWED, charged("2025-05-20"), asked("2025-05-21"), paid("2025-05-26"), heard("2025-05-28")
    found = reply("2025-05-28", *facts, fee_restart_length="remainder")
    spans = [(step.subject, step.length, step.since, step.until) for step in found.steps if step.op == "exclude"]
    assert spans == [("", 4, d("2025-05-20"), d("2025-05-26")), ("甲", 2, d("2025-05-26"), d("2025-05-28"))]
    assert found.due == d("2025-06-18")


def test_a_deferral_is_held_against_the_limit_as_it_stood_that_day() -> None:
    """Consulted on 05-13: by 05-20 five working days are left out, so that the limit stood at 06-17.

    That the third party never answers moves the limit later, and undoes no deferral.
    """
    facts = *reasons("2025-05-14"), REVIEWED, asked("2025-05-13"), deferred("2025-05-20", "2025-06-18")
    ordered = sorted(facts, key=lambda fact: fact.on)
    assert reply("2025-05-21", *ordered).due == d("2025-06-18")
    assert reply("2025-06-18", *ordered).due == d("2025-06-18")


MARCH = Received(d("2025-03-03"), channel="in_person", requester="natural_person", subject="会议纪要")


UNCAPPED = {"consultation_boundary": "after_sent_to_answered"}


def consulted(*told: tuple[str, str, str], **readings: str) -> Deadline:
    """The limit of a request of 2025-03-03 after consultations: of whom, sent when, answered when."""
    facts: list[Fact] = [ThirdPartyConsulted(d(sent), party=party) for party, sent, _ in told]
    facts += [ThirdPartyAnswered(d(answered), party=party, position="agrees") for party, _, answered in told]
    ordered = sorted(facts, key=lambda fact: (fact.on, fact.kind == "third_party_consulted"))
    case = Case.of("1", MARCH, ReviewStarted(d("2025-03-03")), *ordered)
    return deadline(case, max(fact.on for fact in ordered), None, Readings.default().with_(**readings))


def test_a_weekend_between_two_consultations_hides_nothing_after_it() -> None:
    """甲's 15 days end on Fri 03-28, 乙 is asked from Sun 03-30 to 04-02, 甲 answers on 04-03: 15 + 3 + 1 days.

    03-31 and 19 working days, of which Sun 04-27 (worked) is the last.
    """
    found = consulted(("甲", "2025-03-07", "2025-04-03"), ("乙", "2025-03-30", "2025-04-02"), **UNCAPPED)
    assert [step.length for step in found.steps if step.op == "exclude"] == [15, 3, 1]
    assert found.due == d("2025-04-27")


def test_a_late_answer_gives_days_back_before_a_letter_of_the_same_day() -> None:
    """甲 answers late on 04-22, the last day as it stood, and gives 16 days back: 乙, asked that day, stops the clock.

    03-31, 15 working days to 04-22, 16 more to 05-16, and 04-23 to 04-25 once more: 05-21.
    """
    found = consulted(("甲", "2025-03-07", "2025-04-22"), ("乙", "2025-04-22", "2025-04-25"), **UNCAPPED)
    assert [step.length for step in found.steps if step.op == "exclude"] == [15, 16, 3]
    assert (found.due, found.warnings) == (d("2025-05-21"), ())
