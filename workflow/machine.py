"""The guarded machine: MOVES as a machine of ``transitions``, whose conditions are the guards that say why a move is refused.

One machine serves all cases. A fact that is to be recorded is fired through it; ``lawful_moves`` asks the same
conditions without a fact. A history that is already in the book is not fired again: it is folded by the same MOVES
(:mod:`workflow.folding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from transitions import Event, Machine, MachineError, State, Transition
from transitions.core import listify

from .articles import Articles
from .errors import BrokenLaw, OutsideRules
from .events import Fact
from .folding import stage_before_conclusion
from .guards import Before, Guard, GuardCheck
from .home import Home
from .outstanding import KeyOf, as_written, however_written, outstanding_after
from .rules import ALWAYS, NEWEST, RuleSpan
from .stages import (
    BEFORE_CONCLUSION,
    EFFECTS,
    MOVES,
    TOPIC_WORDS,
    Matter,
    Move,
    Stage,
    Topic,
    move_table,
)
from .words import Words

M = TypeVar("M", bound=Machine)
NOT_RECEIVED = "not received"
_SILENT = (
    "prepare_event",
    "before_state_change",
    "after_state_change",
    "finalize_event",
    "on_exception",
    "on_final",
)


class Refused(Exception):
    """Why what was to happen *on* a day was refused, and by which articles; :class:`workflow.case.Case` adds the case to it."""

    def __init__(self, reason: Words, articles: Articles, on: date) -> None:
        super().__init__(reason.zh)
        self.reason, self.articles, self.on = reason, articles, on


class Position:
    """The place of one case while one fact is fired: the model that the machine moves."""

    __slots__ = ("facts", "home", "judged_by", "outstanding", "refusal", "rules", "stage", "state")

    def __init__(
        self,
        stage: Stage | None,
        outstanding: frozenset[Matter],
        facts: Sequence[Fact],
        judged_by: Sequence[int],
        rules: int,
        home: Home | None,
    ) -> None:
        self.stage, self.outstanding, self.facts = stage, outstanding, facts
        self.judged_by, self.rules, self.home = judged_by, rules, home
        self.state: Stage | str = stage or NOT_RECEIVED
        self.refusal: Words | None = None

    def knows(self, rules: RuleSpan) -> bool:
        """Tell whether what holds under *rules* is known to the fact where the case stands."""
        return rules.covers(move_table(self.rules).in_stage[self.stage])

    def before(self) -> Before:
        """Return the case as a guard sees it."""
        return Before(self.stage, self.outstanding, self.facts, self.home)


class GuardedState(State):
    """A stage without callbacks: none would ever fire."""

    def __init__(self, name: Any, on_enter: Any = None, on_exit: Any = None, **options: Any) -> None:
        _refuse_callbacks(on_enter, on_exit)
        super().__init__(name, **options)
        self.on_enter = self.on_exit = ()  # type: ignore[assignment]  # no list, so that nobody appends to it

    def add_callback(self, trigger: str, func: Any) -> None:
        """Refuse a callback."""
        _refuse_callbacks(func)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("on_"):
            _refuse_callbacks(value)
        super().__setattr__(name, value)


class GuardedTransition(Transition):
    """An arrow with guards: each returns why the fact may not be recorded, or None. It has no callback.

    ``rules`` are those under which it holds; ``returns`` says that it leads back to where the case was concluded, and
    is taken only there.
    """

    def __init__(
        self,
        source: str,
        dest: str,
        conditions: Any = None,
        unless: Any = None,
        before: Any = None,
        after: Any = None,
        prepare: Any = None,
        rules: RuleSpan = ALWAYS,
        returns: bool = False,
    ) -> None:
        _refuse_callbacks(unless, before, after, prepare)
        named = [c for c in listify(conditions or []) if not callable(c) and not isinstance(c, Guard)]
        if named:
            raise BrokenLaw(Words(f"条件须为函数：{named}", f"a condition must be a function: {named}"))
        super().__init__(source, dest, conditions)
        self.prepare = self.before = self.after = ()  # type: ignore[assignment]  # no list, so that nobody appends to it
        self.target, self.rules, self.returns = Stage(dest), rules, returns

    def add_callback(self, trigger: str, func: Any) -> None:
        """Refuse a callback."""
        _refuse_callbacks(func)

    def __setattr__(self, name: str, value: Any) -> None:
        if name in {"before", "after", "prepare"}:
            _refuse_callbacks(value)
        super().__setattr__(name, value)

    def refusal(self, position: Position, fact: Fact | None) -> Words | None:
        """Return what the first guard says that speaks against *fact*, or against every fact where that is ``None``."""
        before = position.before()
        for condition in self.conditions:
            guard: Any = condition.func
            if isinstance(guard, Guard):
                if guard.rules is not ALWAYS and not position.knows(guard.rules):
                    continue
                guard = guard.check
            if not condition.target:
                _refuse_callbacks(guard)
            said = guard(before, fact)
            if isinstance(said, Words):
                return said
            if said is not None:
                raise BrokenLaw(
                    Words(
                        f"条件须返回 Words 或 None，而非 {said!r}", f"a condition returns Words or None, not {said!r}"
                    )
                )
        if self.returns and self.target is not stage_before_conclusion(position.facts, position.judged_by):
            return _CONCLUDED_ELSEWHERE
        return None


class GuardedEvent(Event):
    """An event that looks for nothing but its arrows: there is no queue, and no callback of the machine."""

    transitions: Any  # GuardedTransitions by the name of the stage, which is also its value

    def add_transition(self, transition: Any) -> None:
        """Add an arrow while the machine is made from MOVES, and at no other time."""
        machine: Any = self.machine
        machine.check_open()
        super().add_transition(transition)

    # Ours in place of the one of ``transitions``, which makes an EventData and walks a dozen empty lists of callbacks:
    # 5.8 µs a fact against 0.7, on the path of every write.
    def trigger(self, model: Any, *args: Any, **kwargs: Any) -> bool:
        """Take the first arrow whose guards allow it; else leave what they said. ``MachineError``: there is no arrow."""
        known = False
        for arrow in self.transitions.get(model.state, ()):
            if arrow.rules is not ALWAYS and not model.knows(arrow.rules):  # most hold always: seen without a call
                continue
            known = True
            if arrow.conditions or arrow.returns:
                model.refusal = arrow.refusal(model, *args)
                if model.refusal is not None:
                    continue
            model.state = arrow.target
            return True
        if not known:
            raise MachineError(f"{self.name} does not lead from {model.state}")
        return False

    def refusal(self, position: Position) -> Words | None:
        """Return why no fact may be recorded; ``None`` where one may. ``MachineError``: there is no arrow."""
        if self.trigger(position, None):
            return None
        return position.refusal


class GuardedMachine(Machine):
    """The machine of MOVES. Conditions may be added to its arrows; what would be ignored is refused aloud."""

    state_cls, transition_cls, event_cls = GuardedState, GuardedTransition, GuardedEvent
    _whole = False

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in _SILENT:  # so that nobody appends to the list instead of setting it
            super().__setattr__(f"_{name}", ())

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _SILENT:
            _refuse_callbacks(value)
        super().__setattr__(name, value)

    def add_model(self, model: Any, initial: Any = None) -> None:
        """Refuse a model: a case is a value, which no machine moves."""
        if listify(model):
            raise BrokenLaw(
                Words("案件是值，不能作为状态机的模型", "a case is a value: no model is moved by this machine")
            )

    def add_states(self, *args: Any, **options: Any) -> None:
        """Add stages while the machine is made, and at no other time."""
        self.check_open()
        super().add_states(*args, **options)

    def add_transition(self, *args: Any, **options: Any) -> None:
        """Add an arrow while the machine is made from MOVES, and at no other time."""
        self.check_open()
        super().add_transition(*args, **options)

    def check_open(self) -> None:
        """Refuse to change what was made from MOVES."""
        if self._whole:
            raise BrokenLaw(
                Words("动作只在 MOVES 中增加", "a move is added in MOVES: no stored history would know this one")
            )

    def remove_transition(self, *args: Any, **options: Any) -> None:
        """Refuse to take an arrow away: it would still stand in MOVES."""
        raise BrokenLaw(Words("动作只在 MOVES 中删去", "a move is taken away in MOVES, up to a number of the rules"))


def _refuse_callbacks(*callbacks: Any) -> None:
    if any(map(listify, filter(None, callbacks))):
        raise BrokenLaw(
            Words(
                "回调在此不会触发；请写成 MOVES 中动作的条件（guards）",
                "this callback would never fire; make it a guard of a move in MOVES",
            )
        )


_CONCLUDED_ELSEWHERE = Words("案件并未在该阶段办结", "the case was not concluded in that stage")


def answering(topic: Topic, key_of: KeyOf = however_written) -> GuardCheck:
    """Return the guard that refuses an answer to a matter that is not outstanding; *key_of* finds it among those that are."""

    def check(before: Before, fact: Fact | None) -> Words | None:
        if fact is None:
            waits = any(matter.topic in topic.topics for matter in before.outstanding)
            return None if waits else nothing_outstanding(Matter(topic.topics[0]))
        matter = topic.matter(fact)
        named = bool(matter.ref) or not topic.ref  # one that names no letter answers the only one that is open
        if named and matter in before.outstanding:  # nearly every answer
            return None
        waiting = {key_of(other): other for other in outstanding_after(before.facts, key_of=key_of)}
        key = key_of(matter)
        open_ = [other for k, other in waiting.items() if k[:2] == key[:2]] if topic.ref else []
        if named and key in waiting:
            return None
        if named or not open_:
            return nothing_outstanding(matter)
        return None if len(open_) == 1 else _which_letter(open_)

    return check


def _answers(topic: Topic) -> tuple[Guard, ...]:
    """Return the guards of an answer: since rules 2 it finds its matter however the name is written."""
    return Guard(answering(topic), RuleSpan(2)), Guard(answering(topic, as_written), RuleSpan(until=1))


def nothing_outstanding(matter: Matter) -> Words:
    """Say that nothing of that matter waits for an answer."""
    zh, en = TOPIC_WORDS[matter.topic]
    named = "".join(f" {part}" for part in matter[1:] if part)
    return Words(f"没有未了结的{zh}{named}", f"{en}{named} is not outstanding")


def _which_letter(matters: Iterable[Matter]) -> Words:
    zh, en = TOPIC_WORDS[(some := sorted(matters))[0].topic]
    refs = "、".join(matter.ref or "无编号" for matter in some)
    numbers = ", ".join(matter.ref or "without a number" for matter in some)
    return Words(
        f"未了结的{zh}有数件（{refs}），须写明所答复的文号（ref）",
        f"several letters are open of {en} ({numbers}): say which one is answered (ref)",
    )


def wrong_stage(move: Move, stage: Stage | None, rules: int = NEWEST) -> Words:
    """Say from which stages the move is possible under these rules."""
    allowed = [s for m in MOVES if m.kind == move.kind and m.rules.covers(rules) for s in m.sources]
    if not allowed:  # a kind that these rules do not know
        return OutsideRules(move.kind, None, rules).words
    zh = "、".join(f"{s.value}（{s.zh}）" if s else "未登记" for s in allowed)
    en = ", ".join(s.value if s else NOT_RECEIVED for s in allowed)
    here = Words(f"{stage.value}（{stage.zh}）", stage.value) if stage else Words("未登记", NOT_RECEIVED)
    return Words(f"{move.zh}只能在{zh}阶段，不能在{here.zh}", f"{move.name} is possible in {en}, not in {here.en}")


def build(cls: type[M], moves: Sequence[Move] = MOVES) -> M:
    """Return a machine of the class *cls* with a state for each stage and the arrows of *moves*."""
    made = cls(model=None, states=[NOT_RECEIVED, *Stage], initial=NOT_RECEIVED, auto_transitions=False)
    for move in moves:
        answers = _answers(move.answers) if move.answers else ()
        options = {"conditions": [*answers, *move.guards], "rules": move.rules}
        for source in move.sources:
            for target in targets(move, source, moves):
                arrow: dict[str, Any] = {"source": source or NOT_RECEIVED, "dest": target, **options}
                made.add_transition(move.name, **arrow, returns=move.target is BEFORE_CONCLUSION)
    return made


def targets(move: Move, source: Stage | None, moves: Sequence[Move] = MOVES) -> tuple[Stage | None, ...]:
    """Return where a move may lead: to one stage, or back to any in which a case can be concluded."""
    if move.target is BEFORE_CONCLUSION:
        return tuple(dict.fromkeys(s for m in moves if m.concludes for s in m.sources))
    return (move.target or source,)


def _guarded() -> GuardedMachine:
    machine = build(GuardedMachine)
    machine._whole = True
    return machine


MACHINE = _guarded()
MOVE_BY_KIND = {move.kind: move for move in MOVES}
_EVENTS: dict[str, Any] = {move.kind: MACHINE.events[move.name] for move in MOVES}


def step(
    stage: Stage | None,
    outstanding: frozenset[Matter],
    fact: Fact,
    facts: Sequence[Fact] = (),
    judged_by: Sequence[int] = (),
    rules: int = NEWEST,
    home: Home | None = None,
) -> tuple[Stage, frozenset[Matter]]:
    """Fire one fact from *stage* and return where it leads and what is outstanding then.

    *facts* are those before it in the order of the law, *judged_by* the rules of each; *rules* are its own, and *home*
    is that of the case. Raises :class:`Refused` with the reason and the articles when the move is impossible.
    """
    position = Position(stage, outstanding, facts, judged_by, rules, home)
    try:
        moved = _EVENTS[fact.kind].trigger(position, fact)
    except MachineError:
        move = MOVE_BY_KIND[fact.kind]
        raise Refused(wrong_stage(move, stage, rules), move.articles, fact.on) from None
    if not moved:
        assert position.refusal is not None
        raise Refused(position.refusal, move_table(rules).move_of[stage, fact.kind].articles, fact.on)
    if fact.kind in EFFECTS:
        outstanding = outstanding_after([fact], outstanding, facts)
    assert isinstance(position.state, Stage)
    return position.state, outstanding


def why_not(kind: str, before: Before, judged_by: Sequence[int]) -> Words | None:
    """Return why no fact of *kind* can be recorded now, ``None`` where one can: its guards are asked without a fact."""
    if kind not in move_table(NEWEST).kinds:
        return OutsideRules(kind, None, NEWEST).words
    stage, outstanding, facts, home = before
    try:
        refusal: Words | None = _EVENTS[kind].refusal(Position(stage, outstanding, facts, judged_by, NEWEST, home))
    except MachineError:
        return wrong_stage(MOVE_BY_KIND[kind], stage)
    return refusal


__all__ = [
    "MACHINE",
    "MOVE_BY_KIND",
    "GuardedMachine",
    "Refused",
    "build",
    "nothing_outstanding",
    "step",
    "targets",
    "why_not",
    "wrong_stage",
]
