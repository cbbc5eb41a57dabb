"""Oddities: what is taken and mostly a slip of the hand is told, with the number of the fact and the field."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import Case, InvalidFact
from workflow import events as e
from workflow.calendar import china
from workflow.events import Fact
from workflow.identity_numbers import holds_identity_number
from workflow.oddities import may_be_odd, oddities
from workflow.testing.strategies import lawful_histories

DAY = date(2025, 3, 3)


def received(**more: Any) -> e.Received:
    """A request."""
    return e.Received(DAY, **{"channel": "online", "requester": "business", "subject": "合同"} | more)


def told(*facts: Fact) -> list[tuple[int, str]]:
    """Which facts of a case are odd, and in which field."""
    return [(found.no, found.field) for found in oddities(Case.of("1", *facts), china())]


# -- identity numbers -------------------------------------------------------------------------------------


def check_digit(seventeen: str) -> str:
    """Return the last digit by ISO 7064, MOD 11-2, reckoned step by step and without a table of weights."""
    product = 0
    for digit in seventeen:
        product = (product + int(digit)) * 2 % 11
    last = (12 - product) % 11
    return "X" if last == 10 else str(last)


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(0, 999), st.sampled_from(["110105", "350102"]))
def test_a_number_is_known_by_its_last_digit(born: date, sequence: int, place: str) -> None:
    """With the right one it is seen wherever it stands, with any other it is not."""
    seventeen = f"{place}{born:%Y%m%d}{sequence:03}"
    right = check_digit(seventeen)
    for text in (
        seventeen + right,
        f"王某（{seventeen}{right.lower()}）的低保档案",
        f"{seventeen[:6]} {seventeen[6:14]} {seventeen[14:]}{right}",
    ):
        assert holds_identity_number(text), text
    for other in set("0123456789X") - {right}:
        assert not holds_identity_number(seventeen + other)


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "身份证:11010519491231002x。",
        "110105491231002",
        "见110105491231002号",
    ],
)
def test_numbers_of_both_forms(text: str) -> None:
    """18 digits and the 15 of old, in full width too."""
    assert holds_identity_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "榕工信〔2025〕第1号",
        "国办公开办函〔2016〕235号",
        "11010519491331002X",  # no such month
        "99010519491231002X",  # no such province
        "1110105194912310021X",  # longer
        "110105491331002",  # no such month
        "202511010000001",  # a number of an order
        "13800138000",
        "91350100M000100Y43",  # a firm's
    ],
)
def test_other_numbers(text: str) -> None:
    """Numbers of documents, firms, telephones and orders are none."""
    assert not holds_identity_number(text)


IDENTITY = "11010519491231002X"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ([received(subject=f"{IDENTITY} 的档案")], "subject"),
        ([received(note=IDENTITY)], "note"),
        ([received(by=IDENTITY)], "by"),
        ([received(), e.ReviewStarted(DAY), e.ThirdPartyConsulted(DAY, party=f"张某 {IDENTITY}")], "party"),
        ([received(), e.ClarificationRequested(DAY, respond_by=DAY + timedelta(9), items=("甲", IDENTITY))], "items"),
        ([received(), e.Voided(DAY, reason=f"与 {IDENTITY} 重复", approved_by="李主任")], "reason"),
    ],
)
def test_an_identity_number_is_told_wherever_it_stands(facts: list[Fact], field: str) -> None:
    """In a subject, a note, a party, a list, a reason; the sentence does not repeat the number."""
    assert told(*facts) == [(len(facts), field)]
    (found,) = oddities(Case.of("1", *facts))
    assert IDENTITY not in found.words.zh + found.words.en
    assert "不能删去" in found.words.zh
    assert may_be_odd(facts[-1])


def test_it_is_told_even_when_it_was_mended() -> None:
    """What was recorded can never be erased, so it stays odd; the replacement is looked at too."""
    mend = e.Rectified(DAY, event_no=1, replacement=received(subject="档案"), reason="更正")
    assert told(received(subject=IDENTITY), mend) == [(1, "subject")]
    worse = e.Rectified(DAY, event_no=1, replacement=received(subject=IDENTITY), reason="更正")
    assert told(received(), worse) == [(2, "subject")]


# -- the same twice ---------------------------------------------------------------------------------------

EXTENDED = e.Extended(DAY, workdays=10, approved_by="李主任")


def test_the_same_extension_twice_is_told() -> None:
    """Whoever recorded it, and whatever the note; another length or day is another extension."""
    again = e.Extended(DAY, workdays=10, approved_by="李主任", by="王科", note="再录")
    assert told(received(), EXTENDED, again) == [(3, "")]
    assert told(received(), EXTENDED, EXTENDED, EXTENDED) == [(3, ""), (4, "")]
    assert told(received(), EXTENDED, e.Extended(DAY, workdays=9, approved_by="李主任")) == []
    assert told(received(), EXTENDED, e.Extended(DAY + timedelta(1), workdays=10, approved_by="李主任")) == []


def test_struck_out_it_is_told_no_more() -> None:
    """The way to mend it is a correction."""
    assert told(received(), EXTENDED, EXTENDED, e.Rectified(DAY, event_no=3, reason="重复登记")) == []


# -- amounts ----------------------------------------------------------------------------------------------


def paid(*amounts: str) -> list[tuple[int, str]]:
    """What is told of payments for a fee of 100 yuan."""
    notice = e.FeeNoticed(DAY, amount=Decimal(100), method="by_item")
    days = (DAY + timedelta(n) for n in range(1, 99))
    payments = [e.FeePaid(day, amount=Decimal(amount)) for day, amount in zip(days, amounts, strict=False)]
    return told(received(), notice, *payments)


def test_what_is_paid_is_held_against_what_was_noticed() -> None:
    """Less is told until the rest comes, more is told as well; 0 yuan are odd in themselves."""
    assert paid() == []
    assert paid("1") == [(3, "amount")]
    assert paid("99.99") == [(3, "amount")]
    assert paid("1", "98") == [(4, "amount")]
    assert paid("1", "99") == []
    assert paid("100") == []
    assert paid("100.01") == [(3, "amount")]
    assert paid("0", "100") == [(3, "amount")]
    assert told(received(), e.FeeNoticed(DAY, amount=Decimal(0), method="by_item")) == [(2, "amount")]


def test_the_sentence_names_the_amounts() -> None:
    """Noticed, paid, and what is wanting."""
    notice = e.FeeNoticed(DAY, amount=Decimal(1000), method="by_item")
    (found,) = oddities(Case.of("1", received(), notice, e.FeePaid(DAY, amount=Decimal(1))))
    assert found.words.zh == "通知收费 1000 元，已缴 1 元，尚欠 999 元：期限自缴足之日起算"
    assert found.as_json("en") == {
        "no": 3,
        "field": "amount",
        "message": "1000 yuan were noticed and 1 paid, 999 are wanting: the limit waits for the rest",
    }


# -- days that no calendar knows, blanks ------------------------------------------------------------------


def test_a_day_beyond_the_calendar_is_told() -> None:
    """With a calendar, and that nothing can be reckoned; without one only that it is far."""
    case = Case.of("1", received(), e.Deferred(DAY, until=date(2099, 3, 5)))
    assert [found.field for found in oddities(case)] == ["until"]
    assert any("无法推算" in found.words.zh for found in oddities(case, china()))


def test_a_blank_item_is_told() -> None:
    """One among others, and one of characters that nobody sees."""
    for blank in ("", " ", "\u200b"):
        asked = e.ClarificationRequested(DAY, respond_by=DAY + timedelta(9), items=("名称", blank))
        assert told(received(), asked) == [(2, "items")]


@pytest.mark.parametrize("blank", ["", " ", "\u3000", "\u200b", "\u2060\ufeff", "\u3164", "\u2800", "\n"])
def test_names_and_subjects_say_something_that_can_be_seen(blank: str) -> None:
    """Blank, ideographic blank, zero-width characters and fillers are refused, and nothing is recorded."""
    with pytest.raises(InvalidFact):
        Case.of("1", received(subject=blank))
    begun = Case.of("1", received(), e.ReviewStarted(DAY))
    for make in (
        lambda: e.ThirdPartyConsulted(DAY, party=blank),
        lambda: e.AgencyConsulted(DAY, agency=blank, joint=True),
        lambda: e.ReconsiderationFiled(DAY, dispute=blank),
        lambda: e.Voided(DAY, reason=blank, approved_by="李主任"),
        lambda: e.Voided(DAY, reason="重复", approved_by=blank),
        lambda: e.Rectified(DAY, event_no=1, replacement=received(), reason=blank),
    ):
        with pytest.raises(InvalidFact):
            begun.after(make())


@pytest.mark.parametrize("text", ["某", "A", "7", "***", "—", "①", "！", "👤"])
def test_whatever_can_be_seen_says_something(text: str) -> None:
    """A masked name is a name."""
    Case.of("1", received(subject=text), e.ReviewStarted(DAY)).after(e.ThirdPartyConsulted(DAY, party=text))


# -- disputes that contradict themselves -------------------------------------------------------------------


def disputed(*facts: Fact, on: str = "2014-05-20", outcome: str = "unavailable_not_held") -> list[tuple[int, str, str]]:
    """What is odd in an answered case with these facts after the answer: number, field, and words."""
    answered = date.fromisoformat(on)
    asked = e.Received(answered - timedelta(15), channel="in_person", requester="business", subject="合同")
    reply = e.Replied(answered, outcome=outcome, delivery="in_person")
    case = Case.of("1", asked, reply, *facts)
    found = [(odd.no, odd.field, odd.words.zh) for odd in oddities(case, china())]
    assert {no for no, _, _ in found} <= {entry.no for entry in case.history if may_be_odd(entry.fact)}
    return found


def filed(on: str, dispute: str = "复1") -> e.ReconsiderationFiled:
    """Reconsideration asked for."""
    return e.ReconsiderationFiled(date.fromisoformat(on), dispute=dispute)


def accepted(on: str, procedure: str, dispute: str = "复1") -> e.ReconsiderationAccepted:
    """It is accepted."""
    return e.ReconsiderationAccepted(date.fromisoformat(on), dispute=dispute, procedure=procedure)


def sued(on: str) -> e.LitigationFiled:
    """A suit at once."""
    return e.LitigationFiled(date.fromisoformat(on), dispute="诉1", after_reconsideration=False)


def ruled(on: str, result: str = "upheld") -> e.LitigationDecided:
    """It is decided, but not finally."""
    return e.LitigationDecided(date.fromisoformat(on), dispute="诉1", result=result, final=False)


def test_a_reconsideration_is_accepted_once() -> None:
    """The second acceptance is told, however the dispute is written; that of another dispute is none."""
    first, again = accepted("2014-06-05", "ordinary"), accepted("2014-06-10", "ordinary", " 复1")
    assert disputed(filed("2014-06-03"), first, again) == [
        (5, "", "第 4 条已记录该复议于 2014-06-05 受理：期限按先受理之日推算；有误请更正")
    ]
    assert (
        disputed(filed("2014-06-03"), first, filed("2014-06-06", "复2"), accepted("2014-06-10", "ordinary", "复2"))
        == []
    )


@pytest.mark.parametrize(("on", "odd"), [("2014-06-05", True), ("2023-12-31", True), ("2024-01-01", False)])
def test_there_was_no_simple_procedure_before_2024(on: str, odd: bool) -> None:
    """行政复议法 (2023) 53 brought it in."""
    day = date.fromisoformat(on)
    found = disputed(
        e.ReconsiderationFiled(day, dispute="复1"), accepted(on, "simple"), on=(day - timedelta(9)).isoformat()
    )
    said = "2024-01-01 前施行的行政复议法没有简易程序，期限按一般规定推算"
    assert found == ([(4, "procedure", said)] if odd else [])


@pytest.mark.parametrize(
    ("facts", "outcome", "odd"),
    [
        ((sued("2014-06-20"), filed("2014-06-25")), "unavailable_not_held", True),
        ((sued("2014-06-20"), ruled("2014-06-24"), filed("2014-06-25")), "unavailable_not_held", True),
        ((sued("2014-06-20"), ruled("2014-06-24", "other"), filed("2014-06-25")), "unavailable_not_held", False),
        ((filed("2014-06-19"), sued("2014-06-20")), "unavailable_not_held", False),
    ],
)
def test_review_asked_for_while_a_suit_is_pending(facts: tuple[Fact, ...], outcome: str, odd: bool) -> None:
    """人民法院已经依法受理的，不得申请行政复议 (行政复议法 16(2)); a suit that was turned away bars nothing."""
    said = "2014-06-20 已直接提起行政诉讼：人民法院已经依法受理的，不得申请行政复议"
    assert disputed(*facts, outcome=outcome) == ([(len(facts) + 2, "", said)] if odd else [])


def test_a_suit_that_came_too_early_bars_no_review() -> None:
    """From 2024 a refusal goes to review first: no court could take the suit. Nor does a suit over an earlier answer bar it."""
    early = sued("2025-06-20"), filed("2025-06-25")
    assert disputed(*early, on="2025-06-03", outcome="refused_deliberative") == []
    again = (
        sued("2014-06-20"),
        e.ReplyOrdered(date(2014, 6, 23), ordered_by="superior"),
        e.Replied(date(2014, 6, 24), outcome="unavailable_not_held", delivery="in_person"),
        filed("2014-06-25"),
    )
    assert disputed(*again) == []


def test_an_appeal_after_its_time() -> None:
    """Fifteen days from a judgment of 2014-09-10 end on 2014-09-25; the day of service, from which they run, is not recorded."""
    before = sued("2014-06-20"), ruled("2014-09-10")
    in_time = e.LitigationAppealed(date(2014, 9, 25), dispute="诉1")
    late = e.LitigationAppealed(date(2014, 12, 30), dispute="诉1")
    assert disputed(*before, in_time) == []
    assert disputed(*before, late) == [(5, "", "自裁判之日起算的上诉期限已于 2014-09-25 届满；裁判文书送达之日未记录")]


# -- nothing odd ------------------------------------------------------------------------------------------


@given(lawful_histories(), st.integers(0, 10**9))
def test_what_may_be_odd_holds_all_that_is(history: tuple[Fact, ...], seed: int) -> None:
    """In a lawful history nothing is odd but repetitions; and where a fact was drawn twice, that is told."""
    assert [found for found in oddities(Case.of("1", *history), china()) if found.field] == []
    twice = random.Random(seed).choice([fact for fact in history if isinstance(fact, e.Extended)] or [None])
    if twice is not None:
        at = history.index(twice)
        case = Case.of("1", *history[: at + 1], twice)
        assert (at + 2, "") in [(found.no, found.field) for found in oddities(case)]
