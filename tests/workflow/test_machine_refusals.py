"""The machine of transitions: conditions added to it are asked everywhere, and what would be ignored is refused aloud."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import attrs
import pytest
from transitions.core import Condition

from workflow import articles as by
from workflow import fields
from workflow.case import Case
from workflow.errors import BrokenLaw, OutOfOrder
from workflow.events import EVENT_OF, Fact, Received, ReviewStarted
from workflow.graph import check_graph
from workflow.guards import Before, Guard
from workflow.machine import MACHINE, MOVE_BY_KIND, GuardedMachine, GuardedTransition, build
from workflow.rules import RuleSpan
from workflow.stages import BEFORE_CONCLUSION, MOVES, OPEN, Move, Stage, compiled
from workflow.words import Words


def receipt() -> Received:
    return Received(date(2025, 3, 3), channel="oral", requester="business", subject="会议纪要")


def nothing(*_: Any) -> None:
    raise AssertionError("never called")


@contextmanager
def condition(move: str, stage: Stage, check: Any) -> Iterator[None]:
    """Hang a condition on an arrow of the shared machine for a while."""
    (arrow,) = MACHINE.events[move].transitions[stage.value]
    arrow.conditions.append(Condition(check))
    try:
        yield
    finally:
        arrow.conditions.pop()


def test_a_condition_added_at_run_time_is_asked_by_recording_and_by_the_list_of_moves() -> None:
    """It refuses the fact in its own words, and the list says the same; both see the facts before."""
    seen: list[Before] = []

    def closed(before: Before, fact: Fact | None) -> Words | None:
        seen.append(before)
        return Words("本局夏休", "the bureau is closed")

    case = Case.of("1", receipt())
    with condition("start_review", Stage.RECEIVED, closed):
        with pytest.raises(OutOfOrder, match="本局夏休") as caught:
            case.after(ReviewStarted(date(2025, 3, 4)))
        assert "review_started" not in caught.value.lawful
        option = {move.kind: move for move in case.lawful_moves()}["review_started"]
        assert (option.open, option.reason) == (False, Words("本局夏休", "the bureau is closed"))
    assert seen[0] == Before(Stage.RECEIVED, frozenset(), (receipt(),))
    assert case.after(ReviewStarted(date(2025, 3, 4))).stage is Stage.REVIEW


@pytest.mark.parametrize("what", ["unless", "before", "after", "prepare"])
def test_a_callback_of_an_arrow_is_refused(what: str) -> None:
    """Nothing would call it: the message says to make it a guard."""
    with pytest.raises(BrokenLaw, match="不会触发"):
        GuardedTransition("RECEIVED", "REVIEW", **{what: [nothing]})
    with pytest.raises(BrokenLaw):
        GuardedTransition("RECEIVED", "REVIEW").add_callback("after", nothing)


@pytest.mark.parametrize("what", ["before", "after", "prepare"])
def test_a_callback_put_on_an_arrow_is_refused(what: str) -> None:
    """Setting the list of callbacks is refused as appending to it is."""
    (arrow,) = MACHINE.events["start_review"].transitions["RECEIVED"]
    with pytest.raises(BrokenLaw, match="不会触发"):
        setattr(arrow, what, [nothing])
    with pytest.raises(AttributeError):
        getattr(arrow, what).append(nothing)


@pytest.mark.parametrize("answer", [True, False, "夏休"])
def test_a_condition_answers_in_words(answer: object) -> None:
    """A condition as transitions has them, true or false, is refused by its name, not by a traceback of ours."""
    with (
        condition("start_review", Stage.RECEIVED, lambda before, fact: answer),
        pytest.raises(BrokenLaw, match="须返回 Words"),
    ):
        Case.of("1", receipt(), ReviewStarted(date(2025, 3, 4)))


def test_a_condition_turned_round_is_refused() -> None:
    """What transitions calls ``unless`` would be asked as if it were a condition."""
    (arrow,) = MACHINE.events["start_review"].transitions["RECEIVED"]
    arrow.conditions.append(Condition(lambda before, fact: None, target=False))
    try:
        with pytest.raises(BrokenLaw, match="不会触发"):
            Case.of("1", receipt(), ReviewStarted(date(2025, 3, 4)))
    finally:
        arrow.conditions.pop()


def test_a_condition_that_is_a_name_is_refused() -> None:
    """A string would be looked up on a model that there is not."""
    with pytest.raises(BrokenLaw, match="is_open"):
        GuardedTransition("RECEIVED", "REVIEW", conditions="is_open")


@pytest.mark.parametrize(
    "what",
    ["prepare_event", "before_state_change", "after_state_change", "finalize_event", "on_exception", "on_final"],
)
def test_a_callback_of_the_machine_is_refused(what: str) -> None:
    """Set, given when it is made, or appended: each is refused."""
    with pytest.raises(BrokenLaw):
        setattr(MACHINE, what, nothing)
    with pytest.raises(BrokenLaw):
        GuardedMachine(model=None, states=["a"], initial="a", **{what: nothing})
    with pytest.raises(AttributeError):
        getattr(MACHINE, what).append(nothing)


def test_a_callback_of_a_stage_is_refused() -> None:
    """Entering and leaving a stage calls nothing."""
    state = MACHINE.get_state("REVIEW")
    with pytest.raises(BrokenLaw):
        state.add_callback("enter", nothing)
    with pytest.raises(AttributeError):
        state.on_enter.append(nothing)
    with pytest.raises(BrokenLaw):
        state.on_enter = [nothing]
    with pytest.raises(BrokenLaw):
        GuardedMachine(model=None, states=[{"name": "a", "on_enter": nothing}], initial="a")


def test_a_model_or_a_move_from_outside_is_refused() -> None:
    """A case is a value, and a move that is not in MOVES would be unknown to every stored history."""
    with pytest.raises(BrokenLaw, match="案件是值"):
        MACHINE.add_model(object())
    with pytest.raises(BrokenLaw, match="MOVES"):
        MACHINE.add_transition("skip", "RECEIVED", "ARCHIVED")
    with pytest.raises(BrokenLaw, match="MOVES"):
        MACHINE.remove_transition("reply")
    with pytest.raises(BrokenLaw, match="MOVES"):
        MACHINE.add_states(["CLOSED"])
    with pytest.raises(BrokenLaw, match="MOVES"):
        MACHINE.events["reply"].add_transition(GuardedTransition("RECEIVED", "ARCHIVED"))


def test_the_machine_is_made_from_the_table_and_from_nothing_else() -> None:
    """Every arrow of the machine is a row of MOVES and back, with its answers (of either rules) and guards as conditions."""
    arrows = {
        (move, arrow.source, arrow.dest, len(arrow.conditions), arrow.rules)
        for move, event in MACHINE.events.items()
        for found in event.transitions.values()
        for arrow in found
    }
    rows = {
        (m.name, s.value if s else "not received", target.value, 2 * bool(m.answers) + len(m.guards), m.rules)
        for m in MOVES
        for s in m.sources
        for target in (OPEN if m.target is BEFORE_CONCLUSION else (m.target or s,))
        if target is not None
    }
    assert arrows == rows
    assert set(MOVE_BY_KIND) == set(EVENT_OF)
    assert build(GuardedMachine).events.keys() == MACHINE.events.keys()


# -- numbers of the rules in the table --------------------------------------------------------------------

NEVER = Guard(lambda before, fact: Words("否", "no"))
TO_REVIEW = Move("start_review", "review_started", "转审核", by.ORDER, (Stage.RECEIVED,), Stage.REVIEW)


def table(*instead: Move) -> list[Move]:
    return [move for move in MOVES if move.kind != "review_started"] + list(instead)


@pytest.mark.parametrize(
    "span", [RuleSpan(0), RuleSpan(2, 1), RuleSpan(3), RuleSpan(1, 3)], ids=["0", "backwards", "beyond", "until beyond"]
)
def test_numbers_that_there_are_not_are_refused(span: RuleSpan) -> None:
    """A move and a guard name rules from 1 to the newest, the first not after the last."""
    for move in (TO_REVIEW._replace(rules=span), TO_REVIEW._replace(guards=(NEVER._replace(rules=span),))):
        with pytest.raises(BrokenLaw, match="规则编号"):
            check_graph(table(move), EVENT_OF, newest=2)


def test_moves_of_two_numbers_may_stand_side_by_side() -> None:
    """One ends where the next begins; overlapping they would be two moves for one stage and kind."""
    old, new = (
        TO_REVIEW._replace(rules=RuleSpan(until=1)),
        TO_REVIEW._replace(target=Stage.PROCESSING, rules=RuleSpan(2)),
    )
    also = TO_REVIEW._replace(sources=(Stage.PROCESSING,), rules=RuleSpan(2))
    check_graph(table(old, new, also), EVENT_OF, newest=2)
    with pytest.raises(BrokenLaw, match="两个相同动作"):
        check_graph(table(TO_REVIEW, new), EVENT_OF, newest=2)


def test_a_number_that_leaves_a_stage_unreached_is_refused() -> None:
    """Every number's own table is checked: without a way into review the second is broken, the first is not."""
    old = TO_REVIEW._replace(rules=RuleSpan(until=1))
    check_graph(table(old, TO_REVIEW._replace(rules=RuleSpan(2))), EVENT_OF, newest=2)
    stays = TO_REVIEW._replace(target=None, rules=RuleSpan(2))
    later = Move(
        "start_review", "review_started", "再审", by.ORDER, (Stage.PROCESSING,), Stage.REVIEW, rules=RuleSpan(2)
    )
    back = {"reply_ordered", "reopened"}  # the ways back into an open stage
    with pytest.raises(BrokenLaw, match="REVIEW"):
        check_graph([m for m in table(old, stays, later) if m.kind not in back], set(EVENT_OF) - back, 2)


def test_a_kind_and_its_name_belong_together() -> None:
    """Two names for one kind, or one name for two, would leave the machine to choose."""
    other = TO_REVIEW._replace(name="begin_review", rules=RuleSpan(2))
    with pytest.raises(BrokenLaw, match="一一对应"):
        check_graph(table(TO_REVIEW._replace(rules=RuleSpan(until=1)), other), EVENT_OF, newest=2)
    with pytest.raises(BrokenLaw, match="一一对应"):
        check_graph([m._replace(name="start_review") if m.kind == "extended" else m for m in MOVES], EVENT_OF)


@pytest.mark.parametrize(
    "carried", [{"rules": RuleSpan(7)}, {"obligatory": RuleSpan(2, 1)}], ids=["beyond", "backwards"]
)
def test_a_field_with_numbers_that_there_are_not_is_refused(carried: dict[str, RuleSpan]) -> None:
    """A field that would never be asked for is found when it is declared."""

    @fields.fact
    class Odd(Fact):
        kind = "odd"
        said: str | None = fields.text("某", default=None, **carried)

    with pytest.raises(BrokenLaw, match="said"):
        fields.check_numbers(attrs.fields(Odd))


def test_moves_of_a_kind_that_act_differently_are_refused() -> None:
    """What waits is folded without the number: a kind that begins to conclude is another kind."""
    old, new = TO_REVIEW._replace(rules=RuleSpan(until=1)), TO_REVIEW._replace(concludes=True, rules=RuleSpan(2))
    with pytest.raises(BrokenLaw, match="效果不一致"):
        check_graph(table(old, new), EVENT_OF, newest=2)


def test_a_stage_is_judged_by_the_nearest_rules_that_know_it() -> None:
    """A stage of rules 1 that rules 2 have dropped is left by the rules of before, one of rules 2 by those."""
    only_2 = tuple(m._replace(rules=RuleSpan(2)) if m.target is Stage.REVIEW else m for m in MOVES)
    assert compiled(only_2, 1).in_stage[Stage.REVIEW] == 2
    assert compiled(only_2, 1).in_stage[Stage.RECEIVED] == 1
    only_1 = tuple(m._replace(rules=RuleSpan(until=1)) if m.target is Stage.REVIEW else m for m in MOVES)
    assert compiled(only_1, 2).in_stage[Stage.REVIEW] == 1
    assert "review_started" not in compiled(only_1, 2).kinds
