"""The guarded machine: the only file that imports ``transitions``.

One machine serves all cases. A fact that is to be recorded is fired through it, and its guards say why a
move is refused. A history that is already in the book is not fired again: it is folded by the table
:data:`workflow.stages.STAGE_AFTER`, made from the same MOVES.
"""

from __future__ import annotations

from typing import Any

from transitions import EventData, Machine, MachineError, Transition
from transitions.core import Condition

from .events import Fact
from .stages import MOVE_OF, MOVES, TOPIC_WORDS, Matter, Move, Stage, outstanding_after
from .words import Words

NOT_RECEIVED = "not received"


class Refused(Exception):
    """Why a move was refused, and under which article; :class:`workflow.case.Case` adds the case to it."""

    def __init__(self, reason: Words, article: str) -> None:
        super().__init__(reason.zh)
        self.reason, self.article = reason, article


class Position:
    """The place of one case while one fact is fired: the model that the machine moves."""

    __slots__ = ("outstanding", "refusal", "state")

    def __init__(self, stage: Stage | None, outstanding: frozenset[Matter]) -> None:
        self.state: Stage | str = stage or NOT_RECEIVED
        self.outstanding = outstanding
        self.refusal: Words | None = None


class Guard(Condition):
    """A condition that leaves its reason on the position when it does not hold."""

    func: Any

    def check(self, event_data: EventData) -> bool:
        """Return True when the guard finds nothing; keep what it found otherwise."""
        position: Any = event_data.model
        fact: Any = event_data.args
        position.refusal = self.func(position, fact[0])
        return position.refusal is None


class GuardedTransition(Transition):
    condition_cls = Guard


class GuardedMachine(Machine):
    transition_cls = GuardedTransition


def answers_something(position: Position, fact: Fact) -> Words | None:
    """Refuse an answer to what is not outstanding."""
    topic = MOVE_OF[_stage(position), fact.kind].answers
    if topic is None:
        return None
    matter = topic.matter(fact)
    return None if matter in position.outstanding else nothing_outstanding(matter)


def nothing_outstanding(matter: Matter) -> Words:
    """Say that nothing of that matter waits for an answer."""
    zh, en = TOPIC_WORDS[matter.topic]
    named = f" {matter.name}" if matter.name else ""
    return Words(f"没有未了结的{zh}{named}", f"{en}{named} is not outstanding")


def wrong_stage(move: Move, stage: Stage | None) -> Words:
    """Say from which stages the move is possible."""
    allowed = [s for m in MOVES if m.kind == move.kind for s in m.sources]
    zh = "、".join(f"{s.value}（{s.zh}）" if s else "未登记" for s in allowed)
    en = ", ".join(s.value if s else NOT_RECEIVED for s in allowed)
    here = stage or NOT_RECEIVED
    return Words(f"{move.zh}只能在{zh}阶段", f"{move.name} is possible in {en}, not in {here}")


def _stage(position: Position) -> Stage | None:
    return position.state if isinstance(position.state, Stage) else None


def _build() -> Machine:
    guards: Any = [answers_something]
    machine = GuardedMachine(
        model=None,
        states=[NOT_RECEIVED, *Stage],
        initial=NOT_RECEIVED,
        auto_transitions=False,
        send_event=True,
    )
    for move in MOVES:
        for source in move.sources:
            arrow: dict[str, Any] = {"source": source or NOT_RECEIVED, "dest": move.target or source}
            machine.add_transition(move.name, conditions=guards, **arrow)
    return machine


MACHINE = _build()
MOVE_BY_KIND = {move.kind: move for move in MOVES}


def step(stage: Stage | None, outstanding: frozenset[Matter], fact: Fact) -> tuple[Stage, frozenset[Matter]]:
    """Fire one fact from *stage* and return where it leads and what is outstanding then.

    Raises :class:`Refused` with the reason and the article when the move is impossible.
    """
    position = Position(stage, outstanding)
    try:
        moved = MACHINE.events[MOVE_BY_KIND[fact.kind].name].trigger(position, fact)
    except MachineError:
        move = MOVE_BY_KIND[fact.kind]
        raise Refused(wrong_stage(move, stage), move.article) from None
    move = MOVE_OF[stage, fact.kind]
    if moved is not True:
        reason = position.refusal or Words("不符合条件", "a condition does not hold")
        raise Refused(reason, move.article)
    return Stage(position.state), outstanding_after(move, fact, outstanding)
