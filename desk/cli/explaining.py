"""The commands that explain a date: the days of a limit as a table, and the picture of a case's clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.text import Text

from desk import printing
from desk.text_tables import TextTable
from desk.timeline import timeline_svg
from workflow.calendar import WorkCalendar
from workflow.clock import Deadline
from workflow.clock.ledger import LedgerDay, day_ledger
from workflow.clock.remedies.gates import FIRST, INFERRED
from workflow.clock.wording import DUTIES, WEEKDAYS, day_text, state_text
from workflow.errors import NoSuchLimit
from workflow.words import Lang, Words

from .language import lang, say
from .putting import check_output, format_of, put
from .root import ysq
from .shell import open_desk, print_json, shared

STYLES = {
    "start": "bold",
    "off": "dim",
    "rolled": "dim",
    "wiped": "dim",
    "make_up": "yellow",
    "excluded": "cyan",
    "deferred": "magenta",
}


@ysq.command(help=say("案件的期限图（SVG）。", "The picture of a case's clock (SVG)."))
@shared(json_too=False, on=True)
@click.argument("case")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE.svg",
    help=say("写入的文件；- 为标准输出", "File; - is standard output."),
)
def timeline(db: Path, on: date | None, case: str, output: Path) -> None:
    """Draw a case's clock; an existing picture is overwritten, any other file is left alone."""
    check_output(output, (db,))
    format_of(output, None, {".svg": "svg"})
    with open_desk(db).at() as desk:
        day = on or desk.today
        svg = timeline_svg(desk.case(case), desk.deadlines(case, day), desk.calendar, day)
    put(svg.rstrip("\n").encode() + b"\n", output, (db,), private=True)


def of_duty(limits: Sequence[Deadline], case: str, duty: str | None) -> list[Deadline]:
    """Return the limits of *duty*, or all where it is ``None``; a case that has none such is bad use."""
    found = [limit for limit in limits if duty in {None, limit.duty}]
    if duty is not None and not limits:
        raise NoSuchLimit(case, duty, [])
    if not found and duty is not None:
        ids = dict.fromkeys(limit.duty for limit in limits)
        known, has = "、".join(f"{id}（{DUTIES[id].zh}）" for id in ids), " ".join(ids)
        why = _why_none(limits) if duty == "litigation_window" else Words("", "")
        raise click.ClickException(
            say(
                f"案件 {case} 没有期限 {duty}（{DUTIES[duty].zh}）{why.zh}；现有：{known}",
                f"case {case} has no limit {duty}{why.en} (it has: {has})",
            )
        )
    return found


def _why_none(limits: Iterable[Deadline]) -> Words:
    """Say that reconsideration comes first, where the other windows note it: then there is no direct suit."""
    noted = [words for limit in limits for words in limit.warnings if words in (FIRST, INFERRED)]
    return Words(f"：{noted[0].zh}", f": {noted[0].en}") if noted else Words("", "")


def show_ledgers(calendar: WorkCalendar, limits: Iterable[Deadline], as_json: bool) -> None:
    """Print the days of each limit: as JSON, or as a table under the name of the limit."""
    ledgers = [(limit, day_ledger(limit, calendar)) for limit in limits]
    if as_json:
        print_json([ledger_json(limit, days, lang()) for limit, days in ledgers])
        return
    out = printing.console()
    for limit, days in ledgers:
        duty, state = DUTIES[limit.duty].say(lang()), state_text(limit.duty, limit.state, lang())
        due = day_text(limit.due, lang())
        head = say(f"{limit.case}　{duty}：届满日 {due}，{state}", f"{limit.case} {duty}: due {due}, {state}")
        printing.show(out, Text(head, style="bold"), ledger_table(days, lang()))


def ledger_json(limit: Deadline, days: Iterable[LedgerDay], language: Lang) -> dict[str, Any]:
    """Return the days of a limit under its case, duty and due day."""
    return {
        "case": limit.case,
        "duty": limit.duty,
        "due": limit.due.isoformat(),
        "days": [day.as_json(language) for day in days],
    }


def ledger_table(days: Iterable[LedgerDay], language: Lang = "zh") -> TextTable:
    """Return a table of days: days off dim, make-up days yellow, what is excluded cyan."""
    headings = Words("日期 星期 计数 说明", "date day n why").say(language)
    table = TextTable(headings.split(), right=(2,), whole=(0, 1, 2))
    for day in days:
        weekday = WEEKDAYS.zh[day.date.weekday()] if language == "zh" else WEEKDAYS.en.split()[day.date.weekday()]
        n = "·" if day.n is None else str(day.n)
        table.add(str(day.date), weekday, n, day.reason.say(language), style=STYLES.get(day.kind, ""))
    return table


__all__ = ["ledger_json", "ledger_table", "of_duty", "show_ledgers", "timeline"]
