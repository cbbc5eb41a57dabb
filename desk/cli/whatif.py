"""``ysq whatif``: which limits would move if a number, a date in force, days off or a reading were otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from desk import printing
from desk.text_files import BadFile, decode_text
from desk.text_tables import TextTable
from workflow.clock.wording import DUTIES
from workflow.lines import with_unix_ends
from workflow.vocabulary.limits import breach_names
from workflow.vocabulary.malformed import MalformedScenario
from workflow.whatif import Moved, WhatIf
from workflow.whatif.reading import read_suppositions
from workflow.words import Words, counted

from . import progress
from .language import lang, say
from .root import ysq
from .shell import open_desk, print_json, shared, tell, tell_unjudged


@ysq.command(
    help=say(
        "假如法律、放假或解读不同：哪些期限会变动，哪些会逾期或不再逾期，各项合计。不写入登记簿。\n\n"
        "无一可推算时退出码为 2。文件（YAML）的写法见 docs/whatif.zh-CN.md。",
        "What if the law, days off or a reading were otherwise: which limits would move, which would be late or no longer"
        " late, and the sums. Nothing is recorded.\n\nExit status 2 when no case could be judged. The file (YAML) is described"
        " in docs/whatif.md.",
    )
)
@shared(on=True)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("cases", nargs=-1, metavar="[CASE]…")
def whatif(db: Path, on: date | None, as_json: bool, file: Path, cases: tuple[str, ...]) -> int:
    """Compare the cases named, or all, as they are judged with how they would be."""
    with open_desk(db).at() as desk, progress.so_far(say("已比较案件", "cases compared:")) as told:
        suppositions = read_suppositions(_content(file), desk.basis, str(file))
        found = desk.what_if(suppositions, *cases, on=on, unjudged=tell_unjudged, progress=told)
    none = bool(found.unjudged) and not found.judged
    if as_json:
        print_json(found.as_json())
    elif not none:
        printing.show(printing.console(), *what_moves(found))
    if none:
        tell(*_NONE)
    elif as_json and found.unjudged:
        tell(*_left_out(found.unjudged))
    return 2 if none else 0


def _left_out(cases: int) -> Words:
    return Words(f"另有 {cases} 个案件无法推算", f"{counted(cases, 'case')} could not be judged")


def _content(file: Path) -> str:
    try:
        return with_unix_ends(decode_text(file.read_bytes(), str(file)))
    except BadFile as error:
        raise MalformedScenario(error.line or 1, error.reason, str(file)) from None


_NONE = Words("没有可以推算的案件", "no case could be judged")


def what_moves(found: WhatIf) -> Iterator[RenderableType]:
    """Yield what would be otherwise, how many cases could not be judged, and the sums; or that none could be."""
    if found.unjudged and not found.judged:
        yield Text(_NONE.say(lang()))
        return
    if not found.moved:
        yield Text(say("没有期限因此变动", "no limit would move"))
    else:
        cases = len({one.case for one in found.moved})
        n = len(found.moved)
        yield Text(
            say(
                f"{cases} 个案件的 {n} 项会变动：",
                f"{counted(n, 'limit')} of {counted(cases, 'case')} would be otherwise:",
            )
        )
        yield _moved(found)
        yield Text("")
    if found.unjudged:
        yield Text(_left_out(found.unjudged).say(lang()))
    yield _sums(found)


def _moved(found: WhatIf) -> TextTable:
    table = TextTable(say("案件 事项 届满日 假如 变化", "case duty due then change").split())
    for one in found.moved:
        style = printing.STYLES["overdue"] if one.late_then and not one.late else ""
        table.add(one.case, _name(one.duty), _day(one.due), _day(one.due_then), _change(one), style=style)
    return table


def _sums(found: WhatIf) -> TextTable:
    headings = say("事项 逾期 假如 增减", "duty late then difference").split()
    table = TextTable(headings, right=(1, 2, 3), title=say("逾期（期限已过）合计", "late, or over, by duty"))
    for duty, (late, then) in ((duty, (sum_.late, sum_.late_then)) for duty, sum_ in found.sums.items()):
        table.add(_name(duty), str(late), str(then), f"{then - late:+}" if then != late else "")
    return table


def _name(duty: str) -> str:
    return DUTIES[duty].say(lang()) if duty in DUTIES else say(breach_names().zh(duty), duty)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"


def _change(one: Moved) -> str:
    """Say how a limit moves, in calendar days, and whether it becomes late or is so no longer, or is gone."""
    parts = []
    if one.due and one.due_then and one.due != one.due_then:
        parts.append(printing.days_moved((one.due_then - one.due).days, lang()))
    if one.due and one.due_then is None and one.duty in DUTIES:
        parts.append(say("不再有此期限", "no such limit then"))
    elif one.late is not one.late_then:
        parts.append(say("将逾期", "late then") if one.late_then else say("不再逾期", "no longer late"))
    return say("，", ", ").join(parts)
