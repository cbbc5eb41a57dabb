"""``ysq stages``: the stages and the moves between them, or the path of one case, as a table, JSON or a Mermaid diagram."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desk import printing
from desk.screen import visible
from desk.text_tables import TextTable
from workflow.case import Case
from workflow.machine import targets
from workflow.rules import NEWEST
from workflow.stages import BEFORE_CONCLUSION, MOVES, Move, Stage

from .language import lang, say
from .root import ysq
from .shell import open_desk, print_json, shared, write_data


@ysq.command(
    help=say(
        "阶段与动作，或一个案件的经过；--mermaid 输出图。",
        "Stages and moves, or the path of one case; --mermaid draws it.",
    )
)
@shared()
@click.argument("case", required=False)
@click.option("--mermaid", is_flag=True, help=say("输出 Mermaid 图", "Print a Mermaid diagram."))
def stages(db: Path, as_json: bool, case: str | None, mermaid: bool) -> None:
    """Show the moves of the newest rules, or the path of *case*."""
    found = open_desk(db).case(case) if case is not None else None
    if mermaid and as_json:
        raise click.UsageError(say("--json 与 --mermaid 只能选一个", "choose one of --json and --mermaid"))
    if mermaid:
        from workflow.diagram import path_diagram, stage_diagram

        write_data(visible(path_diagram(found, lang()) if found else stage_diagram(lang()), lines=True))
    elif as_json:
        print_json(_path_json(found) if found else [_move_json(move) for move in _moves()])
    else:
        printing.console().print(_path_table(found) if found else _moves_table())


def _moves() -> list[Move]:
    return [move for move in MOVES if move.rules.covers(NEWEST)]


def _move_json(move: Move) -> dict[str, Any]:
    led = dict.fromkeys(t.value for s in move.sources for t in targets(move, s) if move.target and t)
    return {
        "event": move.kind,
        "move": move.name,
        "zh": move.zh,
        "article": move.article,
        "from": [source and source.value for source in move.sources],
        "to": list(led) or None,
        "opens": move.opens and move.opens.topic,
        "answers": list(move.answers.topics) if move.answers else None,
        "rules": {"since": move.rules.since, "until": move.rules.until},
    }


def _path_json(case: Case) -> list[dict[str, Any]]:
    return [{"on": fact.on.isoformat(), "event": fact.kind, "stage": stage.value} for fact, stage in case.timeline()]


def _moves_table() -> TextTable:
    table = _table("记录 名称 依据 自阶段 至阶段", "fact name article from to")
    for move in _moves():
        sources = " ".join(_stage(source) if source else "–" for source in move.sources)
        table.add(move.kind, move.zh if lang() == "zh" else move.name, move.article, sources, _target(move))
    return table


def _target(move: Move) -> str:
    if move.target is BEFORE_CONCLUSION:
        return say("办结前的阶段", "the stage before the conclusion")
    if move.kind == "rectified":
        return say("依更正后的历史", "as the mended history says")
    return _stage(move.target) if move.target else say("不变", "same")


def _path_table(case: Case) -> TextTable:
    table = _table("日期 记录 阶段", "on fact stage")
    for fact, stage in case.timeline():
        table.add(str(fact.on), fact.zh if lang() == "zh" else fact.kind, _stage(stage))
    return table


def _stage(stage: Stage) -> str:
    return stage.zh if lang() == "zh" else stage.value


def _table(zh: str, en: str) -> TextTable:
    return TextTable(say(zh, en).split(), whole=(0,))
