"""New facts obey the new rules, beside old ones that obey theirs; what mends an old fact is judged as that was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shared import LATER, LINES, d, numbers, old_books, receipt, rows, stores, take

from persistence.contract.tools import asked
from workflow.case import Case
from workflow.errors import InvalidFact, MissingField, OutOfOrder
from workflow.events import (
    Extended,
    Lapsed,
    LegalReviewStarted,
    ProcessingStarted,
    ReasonsGiven,
    ReasonsRequested,
    ReconsiderationFiled,
    Rectified,
    Reopened,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    SealedAndSent,
    TakenIn,
    Voided,
    Withdrawn,
)
from workflow.rules import NEWEST
from workflow.stages import OPEN, Stage

REFUSED = (
    ("a guard tightened", ReconsiderationFiled(d(6, 1), dispute="复议1"), OutOfOrder, "已登记"),
    ("an arrow removed", ProcessingStarted(d(6, 1)), OutOfOrder, "LEGAL（法制审核）"),
    ("a field made obligatory", ReasonsRequested(d(6, 1)), MissingField, "respond_by"),
    ("a value narrowed", Extended(d(6, 1), workdays=16, approved_by="甲"), InvalidFact, "至多 15"),
)


@pytest.mark.parametrize(("what", "fact", "error", "said"), REFUSED, ids=[what for what, *_ in REFUSED])
def test_a_new_fact_obeys_the_new_rules(what: str, fact: Any, error: type, said: str, tmp_path: Path) -> None:
    """In a book of rules 1 it is refused, in words, and nothing is written, no entry of rules either."""
    for store in old_books(tmp_path):
        before = rows(store)
        with pytest.raises(error, match=said):
            store.record("twice", fact, LATER)
        assert rows(store) == before


def test_the_fields_are_told_by_the_new_rules() -> None:
    """A field that has become obligatory is listed as such on the command line."""
    from desk.cli.fields import fields_help

    (line,) = [line for line in fields_help("reasons_requested").splitlines() if "respond-by" in line]
    assert "必填" in line or "required" in line


def test_every_store_writes_the_same_rows(tmp_path: Path) -> None:
    """A book begun under the next rules says so with its opening; an old one before its first new fact, and once."""
    both = stores(tmp_path)
    for store in both:
        store.open_case("1", receipt(), LATER)
        store.record("1", ReviewStarted(d(3, 4)), LATER)
        take(store, LINES)
        store.record("1", LegalReviewStarted(d(3, 5)), LATER)
        store.record("twice", LegalReviewStarted(d(6, 1)), LATER)
        assert numbers(store) == [NEWEST, 1, NEWEST]
        assert store.verify().ok
    persons = {"person_bound"}  # their salt is drawn
    sqlite, memory = ([row for row in rows(store) if row[2] not in persons] for store in both)
    assert sqlite == memory
    assert [row[2] for row in sqlite[:3]] == ["book_opened", "rules", "received"]


def test_a_replacement_is_judged_by_the_rules_of_the_fact_that_it_replaces(tmp_path: Path) -> None:
    """20 days of rules 1 are mended to 18, of the next rules to 15 at most; a word that rules 1 lack is judged by its own row."""
    for register in old_books(tmp_path):

        def mend(number: str, no: int, fact: Any, register: Any = register) -> Case:
            return register.record(number, Rectified(d(12, 1), event_no=no, replacement=fact, reason="误登"), LATER)

        assert mend("straight", 3, Extended(d(3, 5), workdays=18, approved_by="甲")).facts[2].workdays == 18  # type: ignore[attr-defined]
        case = register.record("twice", Extended(d(3, 20), workdays=15, approved_by="甲"), LATER)
        with pytest.raises(InvalidFact, match="至多 15"):
            mend("twice", case.history[-1].no, Extended(d(3, 20), workdays=18, approved_by="甲"))
        # An order of rules 1 leads to processing, whatever is mended in it; an ombudsman is a word of the next rules.
        assert mend("reopened", 6, ReplyOrdered(d(11, 3), ordered_by="court", workdays=10)).stage is Stage.PROCESSING
        assert mend("reopened", 6, ReplyOrdered(d(11, 3), ordered_by="ombudsman", workdays=10)).stage is Stage.LEGAL
        # A kind that rules 1 lack takes the place of one of theirs, and the reply of rules 1 leaves the new stage.
        case = mend("straight", 4, LegalReviewStarted(d(3, 6)))
        assert [stage for _, stage in case.timeline()][3:5] == [Stage.LEGAL, Stage.REPLIED]
        assert register.verify().problems == ()
        assert Case.replay("straight", case.history).timeline() == case.timeline()


def test_a_correction_of_a_correction_is_no_way_round_the_rules(tmp_path: Path) -> None:
    """Whichever fact it names, what stands within obeys the rules that judge it."""
    for register in old_books(tmp_path):
        case = register.record("twice", Extended(d(3, 20), workdays=5, approved_by="甲"), LATER)
        mended = Rectified(d(12, 1), event_no=case.history[-1].no, reason="误登")
        case = register.record("twice", mended, LATER)
        case = register.record("twice", Extended(d(3, 21), workdays=7, approved_by="甲"), LATER)
        for no in (case.history[-1].no, 99):
            inner = Rectified(
                d(12, 1), event_no=no, replacement=Extended(d(3, 21), workdays=20, approved_by="甲"), reason="x"
            )
            with pytest.raises(InvalidFact, match="至多 15"):
                register.record(
                    "twice", Rectified(d(12, 2), event_no=case.history[-2].no, replacement=inner, reason="x"), LATER
                )


def test_what_is_struck_out_leaves_the_rest_to_its_rules(tmp_path: Path) -> None:
    """A second filing of rules 1 is struck out, and put back by striking out the correction."""
    for register in old_books(tmp_path):
        case = register.case("twice")
        first, second = (e.no for e in case.history if e.fact.kind == "reconsideration_filed")
        case = register.record("twice", Rectified(d(12, 1), event_no=second, reason="重复"), LATER)
        case = register.record("twice", Rectified(d(12, 1), event_no=case.history[-1].no, reason="并非重复"), LATER)
        assert sum(fact.kind == "reconsideration_filed" for fact in case.facts) == 2
        register.record("twice", Rectified(d(12, 1), event_no=first, reason="重复"), LATER)
        assert register.verify().problems == ()


def test_a_case_reopened_into_the_new_stage_is_open_everywhere(tmp_path: Path) -> None:
    """It is due and among the open cases of every store; a book kept for speed agrees with its fold."""
    from desk import Desk

    for store in old_books(tmp_path):
        case = store.record("straight", ReplyOrdered(d(11, 3), ordered_by="ombudsman", workdays=5), LATER)
        assert (case.stage, Stage.LEGAL in OPEN) == (Stage.LEGAL, True)
        assert "straight" in [c.number for c in asked(store, lambda book: [*book.open_cases()])]
        desk = Desk(store, now=date(2025, 11, 20))
        for _ in range(2):  # reckoned, then as it was kept
            (line,) = [line for line in desk.due() if line.case == "straight"]
            assert (line.duty, line.stage) == ("ordered_reply", "LEGAL")
        assert desk.verify().ok


def test_a_conclusion_taken_back() -> None:
    """A lapse, archived or not, leads back to the stage in which it was recorded, and to nothing else."""
    noticed = ReasonsRequested(d(3, 4), respond_by=d(3, 9))
    for steps, back in (((), Stage.RECEIVED), ((ReviewStarted(d(3, 4)),), Stage.REVIEW)):
        from workflow.events import Archived, ClarificationRequested

        asked = ClarificationRequested(d(3, 5), respond_by=d(3, 20))
        lapsed = Case.of("1", receipt(), *steps, asked, Lapsed(d(3, 21), cause="clarification"))
        assert lapsed.after(Reopened(d(4, 1), reason="正当理由")).stage is back
        again = lapsed.after(Archived(d(3, 22))).after(Reopened(d(4, 1), reason="正当理由"))
        assert again.stage is back
        assert Case.replay("1", again.history).stage is back
        assert [stage for _, stage in again.timeline()][-1] is back
    with pytest.raises(OutOfOrder, match="并非视为放弃申请"):
        Case.of("1", receipt(), Withdrawn(d(3, 4))).after(Reopened(d(4, 1), reason="x"))
    with pytest.raises(OutOfOrder, match="DISCONTINUED"):
        Case.of("1", receipt(), noticed).after(Reopened(d(4, 1), reason="x"))
    offered = {move.kind: move for move in Case.of("1", receipt(), Withdrawn(d(3, 4))).lawful_moves()}
    assert (offered["reopened"].open, offered["reopened"].reason and offered["reopened"].reason.zh) == (
        False,
        "最近一次办结并非视为放弃申请",
    )


def test_what_was_never_sent_cannot_arrive() -> None:
    """A guard sees the facts before it: a letter is taken in once it was sent, and the list of moves says so."""
    case = Case.of("1", receipt())
    assert not {move.kind: move.open for move in case.lawful_moves()}["taken_in"]
    with pytest.raises(OutOfOrder, match="没有发出该文"):
        case.after(TakenIn(d(3, 5), letter="1号"))
    case = case.after(SealedAndSent(d(3, 4), number="1号"))
    assert {move.kind: move.open for move in case.lawful_moves()}["taken_in"]
    assert case.after(TakenIn(d(3, 5), letter="1号")).stage is Stage.RECEIVED
    with pytest.raises(OutOfOrder, match="没有发出该文"):
        case.after(TakenIn(d(3, 5), letter="2号"))
    with pytest.raises(OutOfOrder, match="更正后"):  # nor can its letter be recorded as sent later than it came
        case.after(TakenIn(d(3, 5), letter="1号")).after(
            Rectified(d(3, 6), event_no=2, replacement=SealedAndSent(d(3, 6), number="1号"), reason="x")
        )


def test_a_matter_narrowed_by_the_number_of_its_letter() -> None:
    """Of two requests for reasons each answer closes its own; without a number it is refused while both are open."""
    ask = lambda on, slip: ReasonsRequested(on, respond_by=d(3, 20), slip=slip)  # noqa: E731
    answer = lambda on, slip=None: ReasonsGiven(on, accepted=True, slip=slip)  # noqa: E731
    case = Case.of("1", receipt(), ask(d(3, 5), "1号"), ask(d(3, 6), "2号"))
    with pytest.raises(OutOfOrder, match="1号、2号"):
        case.after(answer(d(3, 7)))
    with pytest.raises(OutOfOrder, match="3号"):
        case.after(answer(d(3, 7), "3号"))
    one = case.after(answer(d(3, 7), "2号"))
    assert [matter.ref for matter in one.outstanding] == ["1号"]
    assert one.after(answer(d(3, 8))).outstanding == frozenset()
    assert Case.replay("1", one.history).outstanding == one.outstanding


def test_a_final_stage_outside_any() -> None:
    """From where a case is void nothing leads on, and a correction alone brings it back."""
    void = Case.of("1", receipt(), Voided(d(3, 4), reason="重复登记", approved_by="甲"))
    assert [move.kind for move in void.lawful_moves() if move.open] == ["rectified"]
    with pytest.raises(OutOfOrder, match="VOIDED"):
        void.after(Replied(d(3, 5), outcome="granted", delivery="post"))
    assert void.after(Rectified(d(3, 5), event_no=2, reason="并非重复")).stage is Stage.RECEIVED
