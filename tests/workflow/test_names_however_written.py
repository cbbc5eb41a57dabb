"""One dispute, one party, one organ: however its name is written, it is the same in a case; the first rules took each for another."""

from __future__ import annotations

from datetime import date

import pytest

from workflow.annual import disputes_of, table4
from workflow.calendar import china
from workflow.case import Case
from workflow.clock import deadlines
from workflow.errors import OutOfOrder
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    Fact,
    ProcessingStarted,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)

OFFICIAL = "榕复〔2025〕1号"
WRITTEN = [OFFICIAL, "榕复[2025]1号", "榕复〔2025〕1号 ", "榕复〔2025〕\u200b1号", "榕复（２０２５）1号"]


def d(month: int, day: int) -> date:
    return date(2025, month, day)


RECEIVED = Received(d(3, 3), channel="online", requester="natural_person", subject="规划许可")
ANSWERED = (RECEIVED, Replied(d(3, 20), outcome="granted", delivery="electronic"))
PROCESSED = (RECEIVED, ReviewStarted(d(3, 3)), ProcessingStarted(d(3, 3)))


def by_rules_1(*facts: Fact) -> Case:
    case = Case.opened("1", facts[0], rules=1)
    for fact in facts[1:]:
        case = case.after(fact, rules=1)
    return case


@pytest.mark.parametrize("written", WRITTEN)
def test_a_dispute_is_filed_once_however_it_is_written(written: str) -> None:
    """Another way of writing its id makes no second dispute, and the refusal shows the first."""
    case = Case.of("1", *ANSWERED, ReconsiderationFiled(d(4, 1), dispute=OFFICIAL))
    with pytest.raises(OutOfOrder) as refused:
        case.after(ReconsiderationFiled(d(4, 2), dispute=written))
    for part in {OFFICIAL, written}:
        assert part in refused.value.reason.zh


@pytest.mark.parametrize("written", WRITTEN)
def test_a_decision_finds_its_filing_however_it_is_written(written: str) -> None:
    """The dispute is decided, and nothing waits."""
    filed = Case.of("1", *ANSWERED, ReconsiderationFiled(d(4, 1), dispute=OFFICIAL))
    case = filed.after(ReconsiderationDecided(d(5, 6), dispute=written, result="upheld"))
    assert case.outstanding == frozenset()
    (dispute,) = disputes_of(case)
    assert (dispute.dispute, dispute.decided_on, dispute.result) == (OFFICIAL, d(5, 6), "upheld")


def test_a_dispute_of_rules_1_that_was_written_three_ways_counts_once() -> None:
    """Its filings and decisions are taken as they were; table IV has one dispute, with the first decision."""
    filings = [ReconsiderationFiled(d(4, 1), dispute=written) for written in WRITTEN]
    decided = [
        ReconsiderationDecided(d(5, day), dispute=written, result="other") for day, written in enumerate(WRITTEN, 6)
    ]
    case = by_rules_1(*ANSWERED, *filings, *decided)
    tables = table4(disputes_of(case), 2025)
    assert (tables.cell("reconsideration", "total"), tables.cell("reconsideration", "other")) == (1, 1)
    assert [dispute.decided_on for dispute in disputes_of(case)] == [d(5, 6)]
    assert case.outstanding == frozenset()
    assert Case.replay("1", case.history) == case


def test_rules_1_wanted_a_decision_under_the_id_that_was_filed() -> None:
    """What they refused they refuse still."""
    filed = by_rules_1(*ANSWERED, ReconsiderationFiled(d(4, 1), dispute="d"))
    with pytest.raises(OutOfOrder):
        filed.after(ReconsiderationDecided(d(5, 6), dispute="d ", result="upheld"), rules=1)


@pytest.mark.parametrize("answered", ["甲公司 ", "甲 公司", "甲\u200b公司"])
def test_an_answer_finds_its_consultation_however_the_name_is_written(answered: str) -> None:
    """A party and an organ have answered, and both limits are met on that day."""
    case = Case.of(
        "1",
        *PROCESSED,
        ThirdPartyConsulted(d(3, 4), party="甲公司"),
        AgencyConsulted(d(3, 4), agency="甲公司", joint=True),
        ThirdPartyAnswered(d(3, 10), party=answered, position="agrees"),
        AgencyAnswered(d(3, 11), agency=answered, position="agrees"),
    )
    assert case.outstanding == frozenset()
    done = {limit.duty: limit.done for limit in deadlines(case, d(4, 1), china())}
    assert (done["third_party_answer"], done["agency_answer"]) == (d(3, 10), d(3, 11))


def test_a_party_that_is_consulted_twice_is_one() -> None:
    """The second letter names it otherwise: one answer is an answer to both, and a second is none."""
    case = Case.of(
        "1",
        *PROCESSED,
        ThirdPartyConsulted(d(3, 4), party="甲公司"),
        ThirdPartyConsulted(d(3, 5), party="甲公司 "),
        ThirdPartyAnswered(d(3, 10), party="甲公司", position="agrees"),
    )
    assert case.outstanding == frozenset()
    with pytest.raises(OutOfOrder):
        case.after(ThirdPartyAnswered(d(3, 10), party="甲公司 ", position="agrees"))
