"""``ysq audit``: which duties were not met, case by case, and how many of each kind in each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from desk import printing
from workflow.duties import Breach
from workflow.words import Words

from .language import lang, say
from .root import ysq
from .shell import open_desk, print_json, shared, write


@ysq.command(
    help=say("未履行的法定义务；有则退出码为 1。", "Duties that were not met; exit status 1 when there are any.")
)
@shared(on=True)
@click.argument("cases", nargs=-1, metavar="[CASE]…")
def audit(db: Path, on: date | None, as_json: bool, cases: tuple[str, ...]) -> int:
    """List the breaches of the cases named, or of all."""
    found = open_desk(db).audit(*cases, on=on)
    breaches = [b for b in found if not b.warning]
    for warning in (b for b in found if b.warning):
        click.echo(say("提示：", "note: ") + f"{warning.case} {warning.words.say(lang())}", err=True)
    if as_json:
        print_json([b.as_json(lang()) for b in breaches])
    elif breaches:
        printing.show(printing.console(), _table(breaches), Text(""), _summary(breaches))
    else:
        write(say("未发现未履行的法定义务", "no breach found"))
    return 1 if breaches else 0


def _table(breaches: Sequence[Breach]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in (
        Words("案件 义务 依据 应于 实际 逾期 说明", "case duty article due done late what").say(lang()).split()
    ):
        table.add_column(heading, justify="right" if heading in {"逾期", "late"} else "left", overflow="fold")
    for b in breaches:
        late = str(b.workdays_late) if b.due and b.workdays_late else ""
        table.add_row(b.case, b.duty, b.article, _day(b.due), _day(b.done), late, b.words.say(lang()))
    return table


def _summary(breaches: Sequence[Breach]) -> Table:
    """Count the breaches by duty and by the month in which they fell."""
    counts = Counter((b.duty, f"{b.due or b.done:%Y-%m}") for b in breaches if b.due or b.done)
    months = sorted({month for _, month in counts})
    table = Table(box=None, padding=(0, 2, 0, 0), title=say("按义务和月份", "by duty and month"), title_justify="left")
    table.add_column("")
    for heading in (*months, say("合计", "total")):
        table.add_column(heading, justify="right")
    for duty in dict.fromkeys(duty for duty, _ in counts):
        figures = [counts[duty, month] for month in months]
        table.add_row(duty, *(str(n or "") for n in figures), str(sum(figures)))
    return table


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
