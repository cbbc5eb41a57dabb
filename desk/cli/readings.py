"""``ysq readings``: how the disputed points of the law are read, and the adoption of this version's defaults."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from desk import printing
from desk.adopting import Adoption
from workflow.law import READINGS, Reading, Readings, reading
from workflow.words import Words, counted

from .language import lang, say
from .root import ysq
from .shell import confirmed, law_at_hand, open_desk, print_json, shared, tell, tell_unjudged
from .whatif import what_moves


@ysq.command(
    help=say(
        "有争议之处的各种解读，以及本登记簿的选择；--adopt 采用本版的默认，先列出因此变动的期限，确认后才写入登记簿。",
        "The disputed points, and how this register reads them. --adopt takes the defaults of this version: the time"
        " limits that move are shown first, and nothing is applied without a yes. Exit status 1 if it was not.",
    )
)
@shared(on=True)
@click.option("--adopt", is_flag=True, help=say("采用本版的默认解读", "Take the defaults of this version."))
@click.option("--yes", is_flag=True, help=say("不询问，直接采用（与 --adopt 同用）", "Apply without asking (--adopt)."))
@click.option("--by", help=say("经办人（与 --adopt 同用）", "Who does it (--adopt)."))
def readings(db: Path, on: date | None, as_json: bool, adopt: bool, yes: bool, by: str | None) -> int:
    """List the disputed points; where there is a register, with its own choices."""
    if adopt:
        return _adopt(db, on, as_json, yes, by)
    if yes or by is not None or on is not None:
        raise click.UsageError(say("--yes、--by、--on 与 --adopt 同用", "--yes, --by and --on go with --adopt"))
    chosen = open_desk(db).readings if db.exists() else Readings.default().under(law_at_hand())
    if as_json:
        print_json([_as_json(point, chosen) for point in READINGS])
    else:
        printing.show(printing.console(), *_listed(chosen))
    return 0


def _adopt(db: Path, on: date | None, as_json: bool, yes: bool, by: str | None) -> int:
    """Take the defaults of this version into the register, after showing what they move."""
    desk = open_desk(db)
    found = desk.adoption(on, tell_unjudged)
    if not found.points:
        if as_json:
            print_json(_adopted(False, found))
        tell("本登记簿的解读已是本版的默认或另有选择", "the readings are those of this version, or chosen otherwise")
        return 0
    if not as_json or not yes:
        printing.show(printing.console(stderr=as_json), *_proposal(found))
    applied = yes or confirmed(say("采用？", "Adopt?"))
    if applied:
        found = desk.adopt_readings(by=by, on=on, unjudged=lambda case, error: None)  # they were told
    if as_json:
        print_json(_adopted(applied, found))
    n = len(found.moved)
    if applied:
        tell(f"已采用，变动 {n} 项", f"adopted: {counted(n, 'limit')} moved")
    else:
        tell("没有采用，登记簿未变", "not adopted: the register is as it was")
    return 0 if applied else 1


def _adopted(applied: bool, found: Adoption) -> dict[str, Any]:
    points = [{"reading": id, "before": before, "after": after} for id, before, after in found.points]
    return {"applied": applied, "readings": points, "moved": [move.as_json() for move in found.moved]}


def _proposal(found: Adoption) -> Iterator[RenderableType]:
    """Yield what would be read otherwise, and what it would move."""
    for id, before, after in found.points:
        point = reading(id)
        yield Text(f"{id}  {point.question.say(lang())}", style="bold")
        for name, option in ((say("现", "now"), before), (say("改为", "then"), after)):
            yield Text(f"  {name}  {option}  {_words(point, option)}")
    yield Text("")
    yield from what_moves(found.compared)


def _words(point: Reading, id: str) -> str:
    option = point.option(id)
    return option.words.say(lang()) if option else ""


def _as_json(point: Reading, chosen: Readings) -> dict[str, Any]:
    return {
        "id": point.id,
        "question": point.question.say(lang()),
        "options": [
            {"id": o.id, "text": o.words.say(lang()), "authority": o.authority, "text_not_read": not o.seen}
            for o in point.options
        ],
        "default": point.default,
        "chosen": chosen.get(point.id),
        "affects_dates": point.affects_dates,
        "convention": point.convention.say(lang()) if point.convention else None,
    }


_CONVENTIONS = Words(
    "以下为登记惯例：没有记录可据以计算，由经办人在登记时决定，不能用 --reading 选择",
    "Conventions: no fact decides them but the clerk, when something is recorded; --reading does not take them",
)
_EARLIER = Words(
    "本登记簿有的解读是较早版本的默认；ysq readings --adopt 列出改用本版默认会变动的期限",
    "Some readings are the defaults of an earlier version; ysq readings --adopt shows what adopting those of this one"
    " moves",
)


def _listed(chosen: Readings) -> Iterator[Text]:
    for point in READINGS:
        if point.convention is None:
            yield from _reading(point, chosen)
    yield Text("")
    yield Text(_CONVENTIONS.say(lang()), style="bold")
    for point in READINGS:
        if point.convention is not None:
            yield from _reading(point, chosen)
            yield Text("  " + point.convention.say(lang()))
    if chosen.adopted() != chosen:
        yield Text("")
        yield Text(_EARLIER.say(lang()), style=printing.STYLES["soon"])


def _reading(point: Reading, readings: Readings) -> Iterator[Text]:
    chosen = readings.get(point.id)
    yield Text(f"{point.id}  {point.question.say(lang())}", style="bold")
    for option in point.options:
        mark = "●" if option.id == chosen else "○"
        said = say("（默认）", " (default)") if option.id == point.default else ""
        if option.id == chosen != point.default and point.id in readings.unchosen:
            said = say("（较早版本的默认）", " (default of an earlier version)")
        authority = say(f"〔{option.authority}〕", f" [{option.authority}]")
        if not option.seen:
            authority += say("〔未见原文〕", " (text not read)")
        text = f"  {mark} {option.id}{said}  {option.words.say(lang())}{authority}"
        yield Text(text, style="" if option.id == chosen else "dim")
