"""The check of the table of moves, made when it is imported: under the rules of any number it must hang together."""

from __future__ import annotations

from collections.abc import Iterable

from .errors import BrokenLaw
from .rules import NEWEST, check_span
from .stages import BEFORE_CONCLUSION, FINAL, Effect, Move, Stage, effect_of, spans
from .words import Words


def check_graph(moves: Iterable[Move], kinds: Iterable[str], newest: int = NEWEST) -> None:
    """Raise :class:`BrokenLaw` where the table of moves cannot be right, under the rules of any number up to *newest*.

    Found are: a kind without a move or a move without a kind, two moves for one stage and kind, moves of one kind that
    do not agree in what they open, answer and conclude, rules that there are not, a stage that nothing leads to, and a
    stage from which no final stage can be reached.
    """
    moves, kinds = tuple(moves), tuple(kinds)
    _check_kinds(moves, kinds)
    _check_numbers(moves, newest)
    known = spans(moves, lambda move: move.target)
    for rules in range(1, newest + 1):
        holding = [move for move in moves if move.rules.covers(rules)]
        _check_moves(holding)
        _check_reach(holding, [s for s in Stage if s not in known or known[s].covers(rules)])
    _check_kinds_agree(moves)


def _check_kinds(moves: tuple[Move, ...], kinds: tuple[str, ...]) -> None:
    odd = {m.kind for m in moves} ^ set(kinds)
    if odd:
        raise BrokenLaw(Words(f"行为与动作不对应：{sorted(odd)}", f"kinds and moves do not match: {sorted(odd)}"))


def _check_kinds_agree(moves: tuple[Move, ...]) -> None:
    # What waits is folded without asking under which rules it was recorded, and the machine fires a kind by its name:
    # a kind that is to act otherwise, or bear another name, is a new kind.
    effects: dict[str, Effect] = {}
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for move in moves:
        if names.setdefault(move.name, move.kind) != move.kind or kinds.setdefault(move.kind, move.name) != move.name:
            raise BrokenLaw(
                Words(
                    f"{move.name} 与 {move.kind} 须一一对应",
                    f"{move.name} and {move.kind} must belong to each other alone",
                )
            )
        if effects.setdefault(move.kind, effect_of(move)) != effect_of(move):
            raise BrokenLaw(
                Words(f"{move.kind} 的各动作效果不一致", f"the moves of {move.kind} do not agree in their effect")
            )


def _check_numbers(moves: tuple[Move, ...], newest: int) -> None:
    for move in moves:
        for span in (move.rules, *(guard.rules for guard in move.guards)):
            check_span(span, move.kind, newest)


def _check_moves(moves: list[Move]) -> None:
    seen: set[tuple[Stage | None, str]] = set()
    for key in [(s, m.kind) for m in moves for s in m.sources]:
        if key in seen:
            raise BrokenLaw(Words(f"同一阶段有两个相同动作：{key}", f"two moves for one stage and kind: {key}"))
        seen.add(key)


def _check_reach(moves: list[Move], known: list[Stage]) -> None:
    concluding = {s for m in moves if m.concludes for s in m.sources}
    arrows: set[tuple[Stage | None, Stage | None]] = set()
    for move in moves:
        for source in move.sources:
            if move.target is BEFORE_CONCLUSION:
                arrows |= {(source, stage) for stage in concluding}
            else:
                arrows.add((source, move.target or source))
    reached = _closure(arrows, [None])
    unreachable = [s for s in known if s not in reached]
    if unreachable:
        raise BrokenLaw(Words(f"无法到达的阶段：{unreachable}", f"unreachable stages: {unreachable}"))
    homeward = _closure({(b, a) for a, b in arrows}, FINAL)
    stuck = [s for s in known if s not in homeward]
    if stuck:
        raise BrokenLaw(Words(f"无法走到归档的阶段：{stuck}", f"stages with no way to an end: {stuck}"))


def _closure(arrows: set[tuple[Stage | None, Stage | None]], start: Iterable[Stage | None]) -> set[Stage | None]:
    reached = set(start)
    while more := {b for a, b in arrows if a in reached} - reached:
        reached |= more
    return reached
