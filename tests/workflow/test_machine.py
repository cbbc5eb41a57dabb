"""Recording: the machine and the fold agree, refusals say why, and the book is mended without being changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import Case, Outcome, Stage, machine
from workflow.case import Entry
from workflow.errors import InvalidFact, NotReceived, OutOfOrder
from workflow.events import (
    EVENT_OF,
    AgencyAnswered,
    AgencyConsulted,
    Archived,
    ClarificationRequested,
    Clarified,
    Deferred,
    Delivered,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    GroundFound,
    Lapsed,
    LetterIssued,
    LitigationAppealed,
    LitigationDecided,
    LitigationFiled,
    ProcessingStarted,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    ReconsiderationAccepted,
    ReconsiderationDecided,
    ReconsiderationFiled,
    ReconsiderationRefused,
    Rectified,
    Reopened,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyTold,
    Voided,
    Withdrawn,
)
from workflow.folding import mended
from workflow.rules import NEWEST
from workflow.stages import MOVE_OF, MOVES, OUTLIVES_CONCLUSION, Matter, Move
from workflow.testing.strategies import History, lawful_histories, possible_histories

thorough = settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
brief = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAY = timedelta(days=1)
NO = "2025-001"


def d(day: int, month: int = 3) -> date:
    """Return a day of 2025."""
    return date(2025, month, day)


def received(day: int = 3, **more: Any) -> Received:
    """Make a receipt in March."""
    return Received(d(day), **{"channel": "in_person", "requester": "business", "subject": "会议纪要", **more})


def replied(day: int, outcome: str = "granted") -> Replied:
    """Make a reply in March."""
    return Replied(d(day), outcome=outcome, delivery="post")


def fix(day: int, event_no: int, replacement: Fact | None = None) -> Rectified:
    """Make a correction in March."""
    return Rectified(d(day), event_no=event_no, replacement=replacement, reason="录入有误")


def at(day: int, hour: int = 4) -> datetime:
    """Return an hour of a day in March, UTC."""
    return datetime(2025, 3, day, hour, tzinfo=UTC)


NO_LINE = [*map(chr, range(0x20)), "\x7f", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("bad", NO_LINE, ids=ascii)
def test_a_case_number_is_one_line_of_text(bad: str) -> None:
    """Wherever a control character or an end of a line stands in it, it is refused; blanks within are welcome."""
    for number in (bad, f"{bad}2025-1", f"20{bad}25-1", f"2025-1{bad}"):
        with pytest.raises(InvalidFact) as caught:
            Case.of(number, received())
        assert caught.value.field == "case"
    assert Case.of("2025 年 1 号", received()).number == "2025 年 1 号"


# -- machine and fold -------------------------------------------------------------------------------------


@thorough
@given(possible_histories())
def test_machine_and_fold_agree(history: History) -> None:
    """Fired through the guards or folded by the table, a history leads to one stage and leaves the same open."""
    fired: tuple[Stage | None, frozenset[Matter]] = (None, frozenset())
    folded: tuple[Stage | None, frozenset[Matter]] = (None, frozenset())
    facts, _ = mended(Entry(no, fact) for no, fact in enumerate(history, 1))
    for n, fact in enumerate(facts):
        fired = machine.step(*fired, fact, facts[:n], (NEWEST,) * n)
        stage, outstanding = folded
        move = MOVE_OF[stage, fact.kind]
        folded = (stage_led_to(move, stage, facts[:n]), waiting_after(move, fact, outstanding, facts[:n]))
        assert fired == folded
    case = Case.of(NO, *history)
    assert (case.stage, case.outstanding) == folded
    again = Case.replay(NO, case.history)
    assert (again.stage, again.outstanding) == folded


def stage_led_to(move: Move, stage: Stage | None, before: Sequence[Fact]) -> Stage | None:
    """Return where a move leads; a lapse that is taken back leads to where the case stood before it."""
    if move.kind != "reopened":
        return move.target or stage  # type: ignore[return-value]  # no other move leads back
    lapse = max(n for n, fact in enumerate(before) if fact.kind == "lapsed")
    return Case.of(NO, *before[:lapse]).stage


def waiting_after(move: Move, fact: Fact, waiting: frozenset[Matter], before: Sequence[Fact]) -> frozenset[Matter]:
    """Return what waits for an answer after one move, by the row of the table, a step at a time."""
    if move.kind == "reopened":
        lapse = max(n for n, other in enumerate(before) if isinstance(other, Lapsed))
        moot = Case.of(NO, *before[:lapse]).outstanding
        return waiting | {matter for matter in moot if matter.topic not in OUTLIVES_CONCLUSION}
    if move.kind == "fee_paid":
        noticed = max(n for n, other in enumerate(before) if other.kind == "fee_noticed")
        paid = sum(other.amount for other in (*before[noticed + 1 :], fact) if isinstance(other, FeePaid))
        if paid < before[noticed].amount:  # type: ignore[attr-defined]  # a notice has one
            return waiting
    if move.answers and move.kind != "reconsideration_accepted":
        answered = move.answers.matter(fact)
        to_one = move.answers.ref and not answered.ref  # it names no letter: it answers the one that is open
        waiting = frozenset(m for m in waiting if m != answered and not (to_one and m[:2] == answered[:2]))
    if move.opens:
        waiting |= {move.opens.matter(fact)}
    return frozenset(m for m in waiting if m.topic in OUTLIVES_CONCLUSION) if move.concludes else waiting


def test_the_moves_of_a_kind_agree_in_what_they_do_to_what_waits() -> None:
    """Effects are kept by kind: two moves of one kind must open, answer and conclude alike, and never open and answer."""
    for kind in EVENT_OF:
        assert len({(m.opens, m.answers, m.concludes) for m in MOVES if m.kind == kind}) == 1
    assert not [move.name for move in MOVES if move.opens and move.answers]


@thorough
@given(possible_histories())
def test_every_way_to_build_a_case_agrees(history: History) -> None:
    """Of, opened with after, and replay give equal cases that stand at one place."""
    built = Case.of(NO, *history)
    grown = Case.opened(NO, history[0])
    for fact in history[1:]:
        grown = grown.after(fact)
    replayed = Case.replay(NO, [Entry(no, fact) for no, fact in enumerate(history, 1)])
    for other in (grown, replayed):
        assert other == built
        assert hash(other) == hash(built)
        assert (other.stage, other.facts, other.outstanding) == (built.stage, built.facts, built.outstanding)
        assert (other.conclusion, other.received_on) == (built.conclusion, built.received_on)


@brief
@given(possible_histories())
def test_facts_hold_in_the_order_of_their_days(history: History) -> None:
    """What holds is ordered by day and begins with the receipt; what was recorded keeps its order and number."""
    case = Case.of(NO, *history)
    days = [fact.on for fact in case.facts]
    assert days == sorted(days)
    assert [fact.kind for fact in case.facts].index("received") == 0
    assert [entry.no for entry in case.history] == list(range(1, len(history) + 1))
    assert tuple(entry.fact for entry in case.history) == history


@brief
@given(lawful_histories())
def test_lawful_histories_are_possible(history: History) -> None:
    """What was done lawfully can be recorded, in the order in which it happened."""
    assert Case.of(NO, *history).facts == history


# -- refusals ---------------------------------------------------------------------------------------------

UNDER_WAY = (received(), ReviewStarted(d(4)))
IMPOSSIBLE = [
    (UNDER_WAY, received(5), "29, 31", "received"),
    (UNDER_WAY, ReviewStarted(d(5)), "45", "RECEIVED"),
    ((received(),), ProcessingStarted(d(5)), "45", "REVIEW"),
    (UNDER_WAY, Clarified(d(5)), "30", "clarification"),
    (UNDER_WAY, ThirdPartyAnswered(d(5), party="甲公司", position="agrees"), "32", "甲公司"),
    (UNDER_WAY, AgencyAnswered(d(5), agency="市财政局", position="agrees"), "34", "市财政局"),
    ((received(),), ThirdPartyConsulted(d(5), party="甲公司"), "32", "PROCESSING"),
    ((received(),), AgencyConsulted(d(5), agency="市财政局", joint=True), "34, 33(3)", "PROCESSING"),
    (UNDER_WAY, ReasonsGiven(d(5), accepted=True), "35", "reasons"),
    (UNDER_WAY, FeePaid(d(5), amount=Decimal(10)), "109号", "fee notice"),
    (UNDER_WAY, Lapsed(d(5), cause="clarification"), "30, 109号", "clarification"),
    ((*UNDER_WAY, ClarificationRequested(d(4), respond_by=d(20))), Lapsed(d(5), cause="fee"), "30, 109号", "fee"),
    (UNDER_WAY, Archived(d(5)), "45", "REPLIED"),
    (UNDER_WAY, ReconsiderationDecided(d(5), dispute="复议9", result="upheld"), "51", "复议9"),
    (UNDER_WAY, LitigationDecided(d(5), dispute="诉讼9", result="upheld"), "51", "诉讼9"),
    ((received(), replied(4)), replied(5), "33, 36", "PROCESSING"),
    ((received(), replied(4)), Extended(d(5), workdays=5, approved_by="李"), "33(2)", "PROCESSING"),
    ((received(), replied(4)), ClarificationRequested(d(5), respond_by=d(20)), "30", "PROCESSING"),
    ((received(), replied(4)), ReasonsRequested(d(5)), "35", "PROCESSING"),
    ((received(), replied(4)), Deferred(d(5), until=d(20)), "35", "PROCESSING"),
    ((received(), replied(4)), FeeNoticed(d(5), amount=Decimal(10), method="by_item"), "42, 109号", "PROCESSING"),
    ((received(), Withdrawn(d(4))), Withdrawn(d(5)), "", "PROCESSING"),
    (UNDER_WAY, Extended(d(2), workdays=5, approved_by="李"), "31", "2025-03-03"),
    (UNDER_WAY, fix(5, 3), "45", "3"),
    (UNDER_WAY, fix(5, 1), "45", "impossible"),
]


@pytest.mark.parametrize(("facts", "tried", "article", "word"), IMPOSSIBLE)
def test_a_refusal_says_all_it_knows(facts: History, tried: Fact, article: str, word: str) -> None:
    """A refusal names what was tried, where the case stands, why not, what is lawful, and the article."""
    case = Case.of(NO, *facts)
    with pytest.raises(OutOfOrder) as caught:
        case.after(tried)
    error = caught.value
    assert (error.case, error.kind, error.stage) == (NO, tried.kind, case.stage.value)
    assert error.article == article or not article
    assert word in error.reason.en
    assert error.lawful == tuple(move.kind for move in case.lawful_moves() if move.open)
    for lang in ("zh", "en"):
        said = error.message(lang)
        for part in (NO, tried.kind, case.stage.value, error.article, *error.lawful, error.reason.say(lang)):
            assert part in said


def test_a_refused_fact_leaves_no_trace() -> None:
    """After a refusal the case is what it was, and can go on."""
    case = Case.of(NO, *UNDER_WAY)
    before = (case.history, case.facts, case.stage, case.outstanding)
    with pytest.raises(OutOfOrder):
        case.after(Archived(d(5)))
    assert (case.history, case.facts, case.stage, case.outstanding) == before
    assert case.after(ProcessingStarted(d(5))).stage is Stage.PROCESSING


def test_a_case_needs_a_fact() -> None:
    """A case cannot be built from nothing."""
    with pytest.raises(ValueError, match="receipt"):
        Case.of(NO)


# -- lawful moves -----------------------------------------------------------------------------------------


def last_day(case: Case) -> date:
    """Return the last day of all that was recorded, rectified since or not."""
    return max(entry.fact.on for entry in case.history)


def attempt(case: Case, kind: str) -> Fact:
    """Make a fact of *kind* that fits what is outstanding in *case*, on its last day."""
    on = last_day(case)
    waiting = {m.topic: m for m in sorted(case.outstanding)}  # of several letters the one with a number comes last
    names = {topic: matter.name for topic, matter in waiting.items()}
    refs = {topic: matter.ref or None for topic, matter in waiting.items()}
    cause = "fee" if "fee" in names else "clarification"
    last = case.history[-1]
    suits = {m.name for m in case.outstanding if m.topic == "litigation"}
    ended = [f.dispute for f in case.facts if isinstance(f, LitigationDecided) and f.dispute not in suits]
    facts: tuple[Fact, ...] = (
        received(3),
        ReviewStarted(on),
        ProcessingStarted(on),
        ClarificationRequested(on, respond_by=on),
        Clarified(on),
        ThirdPartyConsulted(on, party="甲"),
        ThirdPartyAnswered(on, party=names.get("third_party", "甲"), ref=refs.get("third_party"), position="agrees"),
        AgencyConsulted(on, agency="甲", joint=False),
        AgencyAnswered(on, agency=names.get("agency", "甲"), ref=refs.get("agency"), position="agrees"),
        Extended(on, workdays=1, approved_by="李"),
        ReasonsRequested(on),
        ReasonsGiven(on, accepted=True),
        Deferred(on, until=on),
        FeeNoticed(on, amount=Decimal(1), method="by_page"),
        FeePaid(on, amount=Decimal(1)),
        Replied(on, outcome="other", delivery="electronic"),
        GroundFound(on, ground="published"),
        ThirdPartyTold(on, party="甲", decision="to_be_disclosed"),
        LetterIssued(on, letter="reply_public", number="1号", text_hash="sm3:9f"),
        Delivered(on, letter="1号", method="electronic"),
        Lapsed(on, cause=cause),
        Withdrawn(on),
        Archived(on),
        Reopened(on, reason="有正当理由"),
        Voided(on, reason="重复登记", approved_by="李"),
        ReplyOrdered(on, ordered_by="court"),
        ReconsiderationFiled(on, dispute="新"),
        ReconsiderationAccepted(on, dispute=names.get("reconsideration", "甲"), procedure="ordinary"),
        ReconsiderationRefused(on, dispute=names.get("reconsideration", "甲")),
        ReconsiderationDecided(on, dispute=names.get("reconsideration", "甲"), result="other"),
        LitigationFiled(on, dispute="新", after_reconsideration=False),
        LitigationDecided(on, dispute=names.get("litigation", "甲"), result="other"),
        LitigationAppealed(on, dispute=next(iter(ended), "甲")),
        fix(1, last.no, last.fact) if not isinstance(last.fact, Rectified) else fix(1, 1, case.history[0].fact),
    )
    found = next(fact for fact in facts if fact.kind == kind)
    return attrs.evolve(found, on=on) if kind in {"rectified", "received"} else found


@settings(brief, max_examples=150)
@given(possible_histories())
def test_lawful_moves_keep_their_word(history: History) -> None:
    """A move reported open can be recorded; one reported closed is refused, under the article reported for the same day."""
    case = Case.of(NO, *history)
    moves = case.lawful_moves(last_day(case))
    assert [move.kind for move in moves] == list(EVENT_OF)
    for move in moves:
        fact = attempt(case, move.kind)
        if move.open:
            assert move.reason is None
            assert case.after(fact).history[-1].fact == fact
        else:
            assert move.reason is not None
            with pytest.raises(OutOfOrder) as caught:
                case.after(fact)
            assert caught.value.article == move.article


def test_a_lapse_is_open_for_what_is_outstanding() -> None:
    """With only a fee outstanding a case can lapse for the fee and for nothing else."""
    case = Case.of(NO, received(), FeeNoticed(d(4), amount=Decimal(10), method="by_item"))
    assert next(move.open for move in case.lawful_moves() if move.kind == "lapsed")
    assert case.after(Lapsed(d(5), cause="fee")).stage is Stage.DISCONTINUED
    with pytest.raises(OutOfOrder):
        case.after(Lapsed(d(5), cause="clarification"))


# -- values -----------------------------------------------------------------------------------------------


def test_a_case_never_changes() -> None:
    """Recording gives a new case and leaves the old one; neither a case nor a fact can be written to."""
    case = Case.of(NO, received())
    later = case.after(ReviewStarted(d(4)))
    assert (case.stage, len(case.history), later.stage, len(later.history)) == (Stage.RECEIVED, 1, Stage.REVIEW, 2)
    for value, name in ((case, "stage"), (case, "number"), (case.received, "on"), (case.received, "note")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, name, None)


def test_cases_are_equal_by_number_and_history() -> None:
    """Two cases are equal when their number and everything recorded is, and one set member then."""
    one, two = Case.of(NO, received(), replied(4)), Case.of(NO, received(), replied(4))
    assert one == two
    assert len({one, two}) == 1
    for other in (Case.of("2025-002", received(), replied(4)), Case.of(NO, received(), replied(5)), NO):
        assert one != other
    assert "2025-001" in repr(one)
    assert "REPLIED" in repr(one)


def test_outstanding_is_what_was_asked_and_not_answered() -> None:
    """Each question waits for its own answer; a conclusion ends all of them but disputes."""
    facts = (
        *UNDER_WAY,
        ClarificationRequested(d(5), respond_by=d(20)),
        ThirdPartyConsulted(d(6), party="甲公司"),
        ThirdPartyConsulted(d(6), party="乙公司"),
        ReconsiderationFiled(d(6), dispute="复议1"),
        ThirdPartyAnswered(d(7), party="甲公司", position="agrees"),
    )
    case = Case.of(NO, *facts)
    waiting = {Matter("clarification"), Matter("third_party", "乙公司"), Matter("reconsideration", "复议1")}
    assert case.outstanding == waiting
    assert case.after(replied(8)).outstanding == {Matter("reconsideration", "复议1")}


# -- recorded late ----------------------------------------------------------------------------------------


def test_a_fact_recorded_late_takes_its_place() -> None:
    """A fact recorded after later ones stands where its day says; the book keeps the order of recording."""
    late = Extended(d(10), workdays=5, approved_by="李主任")
    case = Case.of(NO, received(), ReviewStarted(d(4)), replied(20), late)
    assert [fact.kind for fact in case.facts] == ["received", "review_started", "extended", "replied"]
    assert [entry.fact.kind for entry in case.history][-1] == "extended"
    assert case.stage is Stage.REPLIED


def test_facts_of_one_day_keep_the_order_of_recording() -> None:
    """On one day the fact recorded first comes first."""
    case = Case.of(NO, received(3), ReviewStarted(d(3)), ProcessingStarted(d(3)), replied(3))
    assert [fact.kind for fact in case.facts] == ["received", "review_started", "processing_started", "replied"]
    with pytest.raises(OutOfOrder):
        case.after(Extended(d(3), workdays=5, approved_by="李"))


def test_a_late_fact_that_breaks_a_later_one_is_refused() -> None:
    """A late withdrawal would leave the reply without a case; the refusal names the reply and its day."""
    case = Case.of(NO, received(), ReviewStarted(d(4)), replied(20))
    with pytest.raises(OutOfOrder) as caught:
        case.after(Withdrawn(d(10)))
    error = caught.value
    assert (error.kind, error.stage) == ("withdrawn", "REPLIED")
    for said in error.reason:
        assert "replied" in said
        assert "2025-03-20" in said


def test_a_late_answer_taken_from_another_is_refused() -> None:
    """A late payment would leave the one already recorded with nothing to pay."""
    notice, payment = FeeNoticed(d(4), amount=Decimal(10), method="by_item"), FeePaid(d(10), amount=Decimal(10))
    case = Case.of(NO, received(), notice, payment)
    with pytest.raises(OutOfOrder, match="fee_paid"):
        case.after(FeePaid(d(8), amount=Decimal(10)))


def test_a_late_fact_out_of_its_stage_is_refused() -> None:
    """A consultation recorded late for a day before the review began is refused under its own article."""
    case = Case.of(NO, received(), ReviewStarted(d(10)))
    with pytest.raises(OutOfOrder) as caught:
        case.after(ThirdPartyConsulted(d(5), party="甲公司"))
    assert (caught.value.kind, caught.value.article) == ("third_party_consulted", "32")


# -- rectified --------------------------------------------------------------------------------------------


def test_a_replacement_stands_for_the_fact() -> None:
    """A corrected fact holds in place of the first, which stays in the book."""
    case = Case.of(NO, received(), replied(20), fix(25, 2, replied(19, "partly_granted")))
    assert case.facts == (received(), replied(19, "partly_granted"))
    assert (case.outcome, case.concluded_on) == (Outcome.PARTLY_GRANTED, d(19))
    assert case.history[1].fact == replied(20)


def test_a_fact_struck_out_is_gone() -> None:
    """A fact struck out never happened: a reply struck out leaves the case open."""
    case = Case.of(NO, received(), ReviewStarted(d(4)), replied(20), fix(25, 3))
    assert (case.stage, case.conclusion) == (Stage.REVIEW, None)
    assert case.after(replied(26)).concluded_on == d(26)


def test_a_replacement_may_be_of_another_kind() -> None:
    """What was entered as a reply may turn out to have been a withdrawal."""
    case = Case.of(NO, received(), replied(20), fix(25, 2, Withdrawn(d(20))))
    assert (case.stage, case.outcome) == (Stage.DISCONTINUED, None)


def test_the_latest_rectification_counts() -> None:
    """A fact rectified twice is what the second rectification says, whatever the first said."""
    twice = Case.of(NO, received(), replied(20), fix(25, 2, replied(19)), fix(26, 2, replied(18)))
    assert twice.concluded_on == d(18)
    restored = Case.of(NO, received(), replied(20), fix(25, 2), fix(26, 2, replied(20)))
    assert restored.concluded_on == d(20)


def test_a_rectification_can_be_undone() -> None:
    """Striking out a rectification restores what it had replaced; that can be undone in turn."""
    undone = Case.of(NO, received(), replied(20), fix(25, 2, replied(19)), fix(26, 3))
    assert undone.concluded_on == d(20)
    assert undone.after(fix(27, 4)).concluded_on == d(19)
    first = Case.of(NO, received(), replied(20), fix(25, 2, replied(19)), fix(25, 2, replied(18)), fix(26, 4))
    assert first.concluded_on == d(19)


def test_the_receipt_can_be_corrected() -> None:
    """A corrected receipt changes the column and the day, also to an earlier or a later one."""
    case = Case.of(NO, received(5), ReviewStarted(d(10)), fix(25, 1, received(5, requester="research")))
    assert case.requester == "research"
    for day in (3, 8):
        moved = case.after(fix(26, 1, received(day)))
        assert (moved.received_on, moved.requester) == (d(day), "business")
    earlier = case.after(fix(26, 1, received(3)))
    assert earlier.after(Extended(d(4), workdays=5, approved_by="李")).facts[1].on == d(4)


def test_the_receipt_cannot_move_behind_what_followed() -> None:
    """A receipt corrected to a day after the review began would leave the review without a case."""
    with pytest.raises(OutOfOrder) as caught:
        Case.of(NO, received(3), ReviewStarted(d(4)), fix(25, 1, received(10)))
    assert (caught.value.kind, caught.value.stage) == ("rectified", "REVIEW")
    assert "review_started" in caught.value.reason.en or "start_review" in caught.value.reason.en


@pytest.mark.parametrize("facts", [(received(),), (received(), ReviewStarted(d(4)))])
def test_the_receipt_cannot_be_struck_out(facts: History) -> None:
    """Without its receipt there is no case."""
    with pytest.raises(OutOfOrder) as caught:
        Case.of(NO, *facts).after(fix(25, 1))
    assert caught.value.kind == "rectified"


def test_the_receipt_cannot_become_something_else() -> None:
    """The first fact of a case stays a receipt."""
    with pytest.raises(OutOfOrder):
        Case.of(NO, received(), fix(25, 1, ReviewStarted(d(3))))


@pytest.mark.parametrize("event_no", [3, 4, 99])
def test_an_unknown_number_is_refused(event_no: int) -> None:
    """A rectification names an earlier fact of the case, not itself and none that is not there."""
    with pytest.raises(OutOfOrder) as caught:
        Case.of(NO, received(), ReviewStarted(d(4)), fix(25, event_no))
    assert str(event_no) in caught.value.reason.zh
    assert "2" in caught.value.reason.en


def test_a_rectification_that_breaks_the_rest_is_refused() -> None:
    """Striking out the notice would leave its payment with nothing to pay; the refusal says so."""
    notice = FeeNoticed(d(4), amount=Decimal(10), method="by_item")
    case = Case.of(NO, received(), notice, FeePaid(d(5), amount=Decimal(10)))
    with pytest.raises(OutOfOrder) as caught:
        case.after(fix(25, 2))
    assert caught.value.kind == "rectified"
    assert "fee notice" in caught.value.reason.en


def test_a_rectification_carries_no_second_one() -> None:
    """A rectification hidden in another one, with a number of its own, adds and changes nothing."""
    hidden = Rectified(d(5), event_no=99, replacement=Withdrawn(d(5)), reason="–")
    with pytest.raises(OutOfOrder):
        Case.of(NO, received(), ReviewStarted(d(4)), fix(6, 2, hidden))


def test_a_fact_may_follow_a_rectification() -> None:
    """What is recorded after a rectification, even late, stands on the mended history."""
    case = Case.of(NO, received(), replied(20), fix(25, 2), ReviewStarted(d(4)), replied(26))
    assert [fact.on for fact in case.facts] == [d(3), d(4), d(26)]


# -- recorded_at, as_of, at -------------------------------------------------------------------------------


def test_no_fact_lies_after_the_day_of_recording() -> None:
    """A fact of tomorrow cannot be recorded today; the day is that of Beijing."""
    case = Case.opened(NO, received(), at(3))
    evening, night = datetime(2025, 3, 10, 15, 59, tzinfo=UTC), datetime(2025, 3, 10, 16, 30, tzinfo=UTC)
    with pytest.raises(OutOfOrder) as caught:
        case.after(ReviewStarted(d(11)), evening)
    assert ("2025-03-11" in caught.value.reason.en, "2025-03-10" in caught.value.reason.en) == (True, True)
    assert case.after(ReviewStarted(d(11)), night).stage is Stage.REVIEW
    assert case.after(ReviewStarted(d(11)), night).history[-1].recorded_on == d(11)
    with pytest.raises(OutOfOrder):
        case.after(ReviewStarted(d(12)), night)


def test_no_receipt_lies_after_the_day_of_recording() -> None:
    """A case cannot be opened with a receipt of tomorrow."""
    with pytest.raises(OutOfOrder) as caught:
        Case.opened(NO, received(4), at(3))
    assert (caught.value.stage, caught.value.lawful) == (None, ("received",))


def test_no_replacement_lies_after_the_day_of_recording() -> None:
    """A correction cannot move a fact into the future."""
    case = Case.opened(NO, received(), at(3)).after(replied(20), at(20))
    with pytest.raises(OutOfOrder):
        case.after(fix(25, 2, replied(26)), at(25))
    assert case.after(fix(25, 2, replied(25)), at(25)).concluded_on == d(25)


def test_another_time_zone_is_read_as_beijing() -> None:
    """A time of recording given with another offset is the same moment."""
    tokyo = datetime.fromisoformat("2025-03-11T01:30:00+09:00")
    assert Entry(1, received(), tokyo).recorded_on == d(11)
    assert Entry(1, received(), tokyo - timedelta(hours=1)).recorded_on == d(10)
    assert Entry(1, received()).recorded_on is None


def test_as_of_leaves_out_what_came_later() -> None:
    """As of a day the case is what it was at the end of that day; before its receipt there was none."""
    case = Case.of(NO, received(), ReviewStarted(d(4)), replied(20), Archived(d(25)))
    stages = [case.as_of(d(day)).stage for day in (3, 4, 19, 20, 25, 31)]
    assert stages == ["RECEIVED", "REVIEW", "REVIEW", "REPLIED", "ARCHIVED", "ARCHIVED"]
    assert case.as_of(d(31)) == case
    assert case.as_of(d(19)).conclusion is None
    with pytest.raises(NotReceived) as caught:
        case.as_of(d(2))
    assert (caught.value.on, caught.value.received_on) == (d(2), d(3))


@brief
@given(possible_histories(), st.integers(0, 200), st.integers(0, 200))
def test_as_of_twice_is_as_of_the_earlier_day(history: History, one: int, two: int) -> None:
    """Looking back from a day already looked back to gives what looking back at once gives."""
    case = Case.of(NO, *history)
    first, second = case.received_on + one * DAY, case.received_on + two * DAY
    twice, once = case.as_of(first).as_of(second), case.as_of(min(first, second))
    assert (twice.facts, twice.stage) == (once.facts, once.stage)
    assert once.facts == tuple(fact for fact in case.facts if fact.on <= min(first, second))


def test_at_a_day_leaves_out_what_was_recorded_later() -> None:
    """At a day the book holds what had been entered by its end, mistakes included."""
    case = Case.opened(NO, received(), at(3))
    case = case.after(replied(5), at(10)).after(fix(12, 2, replied(6, "other")), at(12))
    assert case.at(d(2)) is None
    known = [case.at(d(day)) for day in (3, 9, 10, 12)]
    assert [k.concluded_on for k in known if k] == [None, None, d(5), d(6)]
    assert known[3] == case
    assert case.as_of(d(5)).concluded_on is None


def test_at_a_day_counts_days_in_beijing() -> None:
    """What was entered half past midnight in Beijing belongs to the new day."""
    case = Case.opened(NO, received(), datetime(2025, 3, 10, 16, 30, tzinfo=UTC))
    assert case.at(d(10)) is None
    assert case.at(d(11)) == case


def test_facts_without_a_time_of_recording_are_always_known() -> None:
    """Where the book does not say when a fact was entered, it counts as known."""
    case = Case.of(NO, received(), replied(20))
    assert case.at(d(1)) == case


# -- conclusion -------------------------------------------------------------------------------------------


def test_a_reopened_case_keeps_its_first_conclusion() -> None:
    """After an order the case is open again, but it counts where it was first concluded."""
    order, again = ReplyOrdered(d(25), ordered_by="court"), replied(31)
    case = Case.of(NO, received(), replied(20, "refused_by_law"), Archived(d(21)), order)
    assert (case.stage, case.concluded_on, case.outcome) == (Stage.PROCESSING, d(20), Outcome.REFUSED_BY_LAW)
    case = case.after(again)
    assert (case.stage, case.concluded_on, case.outcome) == (Stage.REPLIED, d(20), Outcome.REFUSED_BY_LAW)


def test_with_a_lapse_taken_back_everything_that_waited_waits_again() -> None:
    """A letter that was out when the request lapsed is still out; a dispute that was decided since is not open again."""
    asked = ClarificationRequested(d(4), respond_by=d(19)), ThirdPartyConsulted(d(5), party="甲公司")
    filed = ReconsiderationFiled(d(6), dispute="复议1")
    lapsed = Lapsed(d(20), cause="clarification")
    case = Case.of(NO, received(), ReviewStarted(d(3)), *asked, filed, lapsed)
    assert case.outstanding == {("reconsideration", "复议1", "")}
    decided = ReconsiderationDecided(d(21), dispute="复议1", result="upheld")
    case = case.after(decided).after(Reopened(d(22), reason="住院"))
    assert case.outstanding == {("clarification", "", ""), ("third_party", "甲公司", "")}
    case = case.after(ThirdPartyAnswered(d(24), party="甲公司", position="agrees"))
    assert case.outstanding == {("clarification", "", "")}


@pytest.mark.parametrize(
    ("facts", "row"),
    [
        ((replied(20, "granted_already_public"),), "granted"),
        ((replied(20, "unavailable_not_responsible"),), "unavailable_not_held"),
        ((replied(20, "other"),), "other"),
        ((Withdrawn(d(20)),), "other"),
        (
            (ClarificationRequested(d(4), respond_by=d(19)), Lapsed(d(20), cause="clarification")),
            "lapsed_clarification",
        ),
        ((FeeNoticed(d(4), amount=Decimal(9), method="by_item"), Lapsed(d(20), cause="fee")), "lapsed_fee"),
    ],
)
def test_the_row_in_which_a_case_counts(facts: History, row: str) -> None:
    """A reply counts in the row of its outcome, a lapse in that of its cause, a withdrawal under other."""
    conclusion = Case.of(NO, received(), *facts).conclusion
    assert conclusion is not None
    assert (conclusion.row, conclusion.on) == (row, d(20))


@pytest.mark.parametrize(
    ("filed", "disputed"),
    [
        (ReconsiderationFiled(d(25), dispute="复议1"), True),
        (LitigationFiled(d(25), dispute="诉讼1", after_reconsideration=False), True),
        (Archived(d(25)), False),
    ],
)
def test_a_dispute_makes_a_case_disputed(filed: Fact, disputed: bool) -> None:
    """A reconsideration or a lawsuit marks the case; nothing else does."""
    assert Case.of(NO, received(), replied(20), filed).disputed is disputed


@pytest.mark.parametrize(
    ("facts", "count"), [((received(),), 15), (UNDER_WAY, 18), ((received(), replied(4), Archived(d(5))), 7)]
)
def test_open_moves_are_counted(facts: History, count: int) -> None:
    """With nothing outstanding a stage offers just the moves that ask, decide or lead on."""
    assert sum(move.open for move in Case.of(NO, *facts).lawful_moves()) == count
