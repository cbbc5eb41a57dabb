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
from workflow.errors import InvalidFact, OutsideRules
from workflow.events import (
    Fact,
    FeePaid,
    LitigationDecided,
    Received,
    Rectified,
    Replied,
    ReplyOrdered,
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
    ("final", LitigationDecided(ON, dispute="诉讼1", result="upheld", final=False)),
)


@pytest.mark.parametrize(("field", "fact"), FIELDS, ids=[field for field, _ in FIELDS])
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
    assert limit.warnings[0].zh == "法律和责令文书均未写明期限，暂按 20 个工作日"


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
