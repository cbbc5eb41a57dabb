"""Diagrams in Mermaid: the stages with the moves between them, and the path of one case, drawn by ``transitions``."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from transitions import State
from transitions.extensions.diagrams import GraphMachine

from .case import Case
from .machine import targets
from .rules import NEWEST
from .stages import MOVES, Stage
from .words import Lang, Words

_TITLE = Words("阶段与动作", "stages and moves")
_PATH = Words("案件 {number} 的经过", "path of case {number}")


class _Labelled(State):
    """A stage with the words that the diagram shows."""

    def __init__(self, name: Any, label: str, **options: Any) -> None:
        super().__init__(name, **options)
        self.label = label


class _Diagram(GraphMachine):
    """The graph of stages: it is drawn and moves nothing, so no guard stands in it."""

    state_cls = _Labelled


def stage_diagram(lang: Lang = "zh", rules: int = NEWEST) -> str:
    """Return the moves that lead from stage to stage under the rules of one number, as a Mermaid state diagram."""
    moves = [move for move in MOVES if move.rules.covers(rules)]
    led = {target for move in moves for source in move.sources for target in targets(move, source, moves)}
    drawn = _diagram(_TITLE.say(lang), [stage for stage in Stage if stage in led], lang)
    for move in moves:
        for source in move.sources:
            for target in targets(move, source, moves):
                if source is not None and target is not None and target is not source:
                    drawn.add_transition(
                        move.name, source.value, target.value, label=move.zh if lang == "zh" else move.name
                    )
    return _source(drawn)


def path_diagram(case: Case, lang: Lang = "zh") -> str:
    """Return the stages that *case* has been in, with the day and the fact that led from one to the next.

    The stage in which it stands is marked.
    """
    steps = case.timeline()
    stages = list(dict.fromkeys(stage for _, stage in steps))
    drawn = _diagram(_PATH.say(lang).format(number=case.number), stages, lang)
    for n, ((_, source), (fact, target)) in enumerate(pairwise(steps), 2):
        if target is not source:
            word = fact.zh if lang == "zh" else fact.kind
            drawn.add_transition(f"step_{n}", source.value, target.value, label=f"{fact.on} {word}")
    return _source(drawn, case.stage)


def _diagram(title: str, stages: list[Stage], lang: Lang) -> _Diagram:
    states = [{"name": s.value, "label": f"{s.zh} {s.value}" if lang == "zh" else s.value} for s in stages]
    # What stands between the lines of dashes is YAML to Mermaid: a key, and text in quotes.
    heading = f"title: {json.dumps(title, ensure_ascii=False)}"
    first: str = stages[0].value
    return _Diagram(
        model=None, states=states, initial=first, auto_transitions=False, title=heading, graph_engine="mermaid"
    )


def _source(drawn: _Diagram, active: Stage | None = None) -> str:
    graph: Any = drawn.graph_cls(drawn)
    if active is not None:
        graph.set_node_style(active.value, "active")
    source: str = graph.get_graph().source
    return "\n".join(line.rstrip() for line in source.splitlines())


__all__ = ["path_diagram", "stage_diagram"]
