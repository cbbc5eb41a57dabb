"""What rules 2 added to what a fact can say: refused under rules 1, taken and said since; nothing is assumed where it is absent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from workflow.calendar import china
from workflow.case import Case
from workflow.clock import deadlines
from workflow.errors import InvalidFact, OutOfOrder, OutsideRules
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    Fact,
    FeePaid,
    LitigationDecided,
    Received,
    Rectified,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.law import Readings
from workflow.recordable import check_recordable, is_known

ON = date(2025, 3, 10)


def replied(**more: object) -> Replied:
    return Replied(ON, outcome="unavailable_not_responsible", delivery="post", **more)


FIELDS: tuple[tuple[str, Fact], ...] = (
    ("articles", replied(articles=("36(5)",))),
    ("remedies_told", replied(remedies_told=False)),
    ("review_first_told", replied(review_first_told=True)),
    ("referred_to", replied(referred_to="市财政局")),
    ("earlier_case", replied(earlier_case="榕工信公开〔2024〕7号")),
    ("earlier_granted", replied(earlier_granted=False)),
    ("ref", ThirdPartyConsulted(ON, party="甲公司", ref="征1号")),
    ("ref", ThirdPartyAnswered(ON, party="甲公司", position="agrees", ref="征1号")),
    ("ref", AgencyConsulted(ON, agency="市财政局", joint=True, ref="征1号")),
    ("ref", AgencyAnswered(ON, agency="市财政局", position="agrees", ref="征1号")),
    ("final", LitigationDecided(ON, dispute="诉讼1", result="upheld", final=False)),
)


@pytest.mark.parametrize(("field", "fact"), FIELDS, ids=[f"{fact.kind} {field}" for field, fact in FIELDS])
def test_a_field_of_rules_2(field: str, fact: Fact) -> None:
    """Rules 2 take it; rules 1 have no word for it."""
    check_recordable(fact, 2)
    assert (is_known(fact, 2), is_known(fact, 1)) == (True, False)
    with pytest.raises(OutsideRules, match=field):
        check_recordable(fact, 1)


def test_a_decision_that_is_final_says_nothing_new() -> None:
    """It is written as it always was, and rules 1 take it."""
    fact = LitigationDecided(ON, dispute="诉讼1", result="upheld", final=True)
    assert fact == LitigationDecided(ON, dispute="诉讼1", result="upheld")
    assert fact.final
    assert "final" not in fact.values()
    assert "final" not in repr(fact)
    check_recordable(fact, 1)


def test_an_order_of_the_organ_above() -> None:
    """Art. 53 lets the organ above order that it be put right; under rules 1 nobody could say so."""
    order = ReplyOrdered(date(2025, 6, 2), ordered_by="superior")
    check_recordable(order, 2)
    with pytest.raises(InvalidFact, match="supervisor"):
        check_recordable(order, 1)
    receipt = Received(ON, channel="in_person", requester="business", subject="会议纪要")
    case = Case.of("1", receipt, replied(), order)
    (limit,) = [
        limit for limit in deadlines(case, order.on, china(), Readings.default()) if limit.duty == "ordered_reply"
    ]
    assert "第五十三条" in limit.explain("zh")
    assert limit.warnings[0].zh == "法律和责令文书均未写明期限，暂按答复期限 20 个工作日"


GREAT: tuple[tuple[str, Callable[[int], Fact]], ...] = (
    ("requesters", lambda n: Received(ON, channel="fax", requester="business", subject="预算", requesters=n)),
    ("workdays", lambda n: ReplyOrdered(ON, ordered_by="court", workdays=n)),
    ("event_no", lambda n: Rectified(ON, event_no=n, reason="笔误")),
)


@pytest.mark.parametrize(("field", "fact"), GREAT, ids=[field for field, _ in GREAT])
def test_a_whole_number_has_nine_digits(field: str, fact: Callable[[int], Fact]) -> None:
    """Rules 2 take no greater one, and the message repeats no number of thousands of digits; what can be written is read."""
    check_recordable(fact(999_999_999), 2)
    for great in (10**9, 10**4299):
        with pytest.raises(InvalidFact) as refused:
            check_recordable(fact(great), 2)
        assert refused.value.field == field
        assert "999999999" in refused.value.message("en")
        assert len(refused.value.message("zh")) < 200


@pytest.mark.parametrize(("field", "fact"), GREAT, ids=[field for field, _ in GREAT])
def test_a_number_that_python_does_not_write_makes_no_fact(field: str, fact: Callable[[Any], Fact]) -> None:
    """It could never be recorded, so that nothing that was is refused; it is not repeated either, wherever it stands."""
    for unwritable in (10**4300, -(10**4300), [10**4300]):
        with pytest.raises(InvalidFact) as refused:
            fact(unwritable)
        assert refused.value.field == field
        assert len(refused.value.message("zh")) < 200


@pytest.mark.parametrize("amount", ["1E+2", "1.2E+3", "0E+5", "100", "99999999999E+1"])
def test_an_amount_may_be_written_with_an_exponent(amount: str) -> None:
    """It is the same amount as without one; one of a trillion is too much either way."""
    fact = FeePaid(ON, amount=Decimal(amount))
    check_recordable(fact, 2)
    for great in ("1E+12", "1E+999999", "1E-3"):
        with pytest.raises(InvalidFact):
            check_recordable(FeePaid(ON, amount=Decimal(great)), 2)


# -- letters by number ------------------------------------------------------------------------------------

RECEIPT = Received(date(2025, 3, 3), channel="in_person", requester="business", subject="会议纪要")


def ask(day: int, ref: str | None = None, agency: bool = False) -> Fact:
    if agency:
        return AgencyConsulted(date(2025, 3, day), agency="甲", joint=True, ref=ref)
    return ThirdPartyConsulted(date(2025, 3, day), party="甲", ref=ref)


def answer(day: int, ref: str | None = None, agency: bool = False) -> Fact:
    if agency:
        return AgencyAnswered(date(2025, 3, day), agency="甲", position="agrees", ref=ref)
    return ThirdPartyAnswered(date(2025, 3, day), party="甲", position="agrees", ref=ref)


def case(*facts: Fact) -> Case:
    return Case.of("1", RECEIPT, ReviewStarted(date(2025, 3, 3)), *facts)


@pytest.mark.parametrize("agency", [False, True])
def test_an_answer_is_to_the_letter_that_it_names(agency: bool) -> None:
    """Without a number it is to the one that is open; where several are, it is refused and they are named."""
    two = case(ask(5, "征1号", agency), ask(6, "征2号", agency))
    with pytest.raises(OutOfOrder, match="征1号、征2号"):
        two.after(answer(7, None, agency))
    with pytest.raises(OutOfOrder, match="征3号"):
        two.after(answer(7, "征3号", agency))
    one = two.after(answer(7, "征２号", agency))  # the same number, in other digits
    assert [matter.ref for matter in one.outstanding] == ["征1号"]
    assert Case.replay("1", one.history).outstanding == one.outstanding
    assert one.after(answer(8, None, agency)).outstanding == frozenset()
    # A letter without a number beside one with: only the one with can be named.
    mixed = case(ask(5, None, agency), ask(6, "征2号", agency))
    with pytest.raises(OutOfOrder, match="无编号、征2号"):
        mixed.after(answer(7, None, agency))
    assert mixed.after(answer(7, "征2号", agency)).after(answer(8, None, agency)).outstanding == frozenset()
    # A consultation recorded late would leave an answer without a number between two.
    with pytest.raises(OutOfOrder, match="补记"):
        case(ask(5, "征1号", agency), answer(10, None, agency)).after(ask(6, "征2号", agency))


@pytest.mark.parametrize("agency", [False, True])
def test_the_clock_pairs_letters_by_number(agency: bool) -> None:
    """The limit of each letter ends with its own answer, whichever comes first."""
    told = case(
        *(ask(5, "征1号", agency), ask(6, "征2号", agency)),
        *(answer(12, "征2号", agency), answer(20, None, agency)),
    )
    limits = deadlines(told, date(2025, 3, 31), china(), Readings.default())
    done = [limit.done for limit in limits if limit.duty in {"third_party_answer", "agency_answer"}]
    assert done == [date(2025, 3, 20), date(2025, 3, 12)]
    # Twenty working days from 4 March end on 31 March. The days after the first letter up to the last answer, 6 to 20
    # March, do not count: eleven, which follow as 1 to 3, 7 to 11 and 14 to 16 April (4 to 6 April are off).
    (reply,) = [limit for limit in limits if limit.duty == "reply"]
    assert reply.due == date(2025, 4, 16)
