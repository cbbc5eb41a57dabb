"""The guarded machine: the only file that imports ``transitions``.

One machine serves all cases. A fact that is to be recorded is fired through it, and its guards say why a
move is refused. A history that is already in the book is not fired again: it is folded by the table
:data:`workflow.stages.STAGE_AFTER`, made from the same MOVES.
"""

from __future__ import annotations

from typing import Any

from transitions import Event, Machine, MachineError, Transition

from .events import Fact
from .stages import EFFECTS, MOVE_OF, MOVES, TOPIC_WORDS, Matter, Move, Stage, outstanding_after
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


class GuardedTransition(Transition):
    """An arrow with guards: each returns why the fact may not be recorded, or None. No callback hangs on it."""

    def __init__(self, source: str, dest: str, *options: Any) -> None:
        super().__init__(source, dest, *options)
        self.target = Stage(dest)

    def taken(self, position: Position, fact: Fact) -> bool:
        """Move *position* where no guard speaks against it; else leave there what the guard said."""
        for guard in self.conditions:
            said: Any = guard.func
            position.refusal = said(position, fact)
            if position.refusal is not None:
                return False
        position.state = self.target
        return True


class GuardedEvent(Event):
    """An event that looks for nothing but its arrows: there is no queue, and no callback of the machine."""

    transitions: Any  # GuardedTransition by the name of the stage, which is also its value

    def trigger(self, model: Any, *args: Any, **kwargs: Any) -> bool:
        """Take the one arrow from where *model* stands, if its guards allow; raise ``MachineError`` for no arrow."""
        arrows = self.transitions.get(model.state)
        if not arrows:
            return bool(super().trigger(model, *args, **kwargs))
        (arrow,) = arrows
        return bool(arrow.taken(model, *args))


class GuardedMachine(Machine):
    transition_cls = GuardedTransition
    event_cls = GuardedEvent


def answers_something(position: Position, fact: Fact) -> Words | None:
    """Refuse an answer to what is not outstanding."""
    topic = MOVE_BY_KIND[fact.kind].answers
    assert topic is not None, "only arrows that answer something have this guard"
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


def _build() -> Machine:
    machine = GuardedMachine(
        model=None,
        states=[NOT_RECEIVED, *Stage],
        initial=NOT_RECEIVED,
        auto_transitions=False,
        send_event=True,
    )
    for move in MOVES:
        guards: Any = [answers_something] if move.answers else []
        for source in move.sources:
            arrow: dict[str, Any] = {"source": source or NOT_RECEIVED, "dest": move.target or source}
            machine.add_transition(move.name, conditions=guards, **arrow)
    return machine


MACHINE = _build()
MOVE_BY_KIND = {move.kind: move for move in MOVES}
_EVENTS = {move.kind: MACHINE.events[move.name] for move in MOVES}


def step(stage: Stage | None, outstanding: frozenset[Matter], fact: Fact) -> tuple[Stage, frozenset[Matter]]:
    """Fire one fact from *stage* and return where it leads and what is outstanding then.

    Raises :class:`Refused` with the reason and the article when the move is impossible.
    """
    position = Position(stage, outstanding)
    try:
        moved = _EVENTS[fact.kind].trigger(position, fact)
    except MachineError:
        move = MOVE_BY_KIND[fact.kind]
        raise Refused(wrong_stage(move, stage), move.article) from None
    if not moved:
        reason = position.refusal or Words("不符合条件", "a condition does not hold")
        raise Refused(reason, MOVE_OF[stage, fact.kind].article)
    if fact.kind in EFFECTS:
        outstanding = outstanding_after([fact], outstanding)
    assert isinstance(position.state, Stage)
    return position.state, outstanding
