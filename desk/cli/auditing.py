"""``ysq audit``: which duties were not met, case by case, and how many of each kind in each month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.text import Text

from desk import printing
from desk.text_tables import TextTable
from workflow.duties import Breach
from workflow.vocabulary.limits import breach_names
from workflow.words import Words

from .language import lang, say
from .log_auditing import judge_log
from .root import ysq
from .shell import aside, open_desk, print_json, shared, tell, tell_unjudged, write


@ysq.command(
    help=say(
        "违反法定期限、程序的情形；有则退出码为 1。\n\n也可评判别的系统的日志（--log、--map）：有一行读不出的案件不评判，"
        "无一可评判时退出码为 2。\n\n日志与对照表的写法见 docs/logs.md。",
        "Duties that were not met; exit status 1 when there are any.\n\nAnother system's log can be judged too (--log,"
        " --map): a case with a row that cannot be read is not judged, and the exit status is 2 when none could be;"
        " docs/logs.md describes the log and its map.",
    )
)
@shared(on=True)
@click.option(
    "--log",
    type=click.Path(path_type=Path),
    help=say("别的系统的日志（CSV、XLSX），不导入", "Another system's log (CSV, XLSX), not imported."),
)
@click.option(
    "--map", "map_", type=click.Path(path_type=Path), help=say("日志的对照表（TOML）", "The map of that log (TOML).")
)
@click.argument("cases", nargs=-1, metavar="[CASE]…")
def audit(db: Path, on: date | None, as_json: bool, log: Path | None, map_: Path | None, cases: tuple[str, ...]) -> int:
    """List the breaches of the cases named, or of all; or those that another system's log shows."""
    if (log is None) != (map_ is None):
        raise click.UsageError(say("--log 与 --map 须同时给出", "--log and --map go together"))
    if log is None or map_ is None:
        return _show(open_desk(db).audit(*cases, on=on, unjudged=tell_unjudged), as_json)
    judged = judge_log(log, map_, on, as_json, cases)
    if judged.cases:
        return _show(judged.breaches, as_json, judged.open)
    if as_json:
        print_json([])
    tell(f"ysq: {log} 中没有可以评判的案件", f"ysq: no case of {log} could be judged")
    return 2


def _show(found: Sequence[Breach], as_json: bool, left_open: Words | None = None) -> int:
    """Print the breaches, tell the warnings, and return the exit status."""
    missed = [b for b in found if not b.warning]
    for warning in (b for b in found if b.warning):
        aside(say("提示：", "note: ") + f"{warning.case} {warning.words.say(lang())}")
    if as_json:
        print_json([b.as_json(lang()) for b in found])
        return 1 if missed else 0
    if missed:
        printing.show(printing.console(), _table(missed), Text(""), _summary(missed))
    else:
        write(say("未发现违反法定期限、程序的情形", "no breach found"))
    if left_open is not None:
        write(left_open.say(lang()))
    return 1 if missed else 0


def _table(breaches: Sequence[Breach]) -> TextTable:
    headings = say("案件 情形 应于 实际 逾期 说明", "case duty due done late what")
    table = TextTable(headings.split(), right=(4,), whole=(0, 2, 3, 4))
    for b in breaches:
        late = str(b.workdays_late) if b.due and b.workdays_late else "—"
        cited = b.cited_in_full(lang())
        what = [b.words.say(lang()), say(f"〔{cited}〕", f"[{cited}]")]
        table.add(b.case, _name(b.duty), _day(b.due), _day(b.done), late, what)
    return table


def _name(duty: str) -> str:
    """Return what a duty is called when it is not met; in English its id, as in JSON."""
    return say(breach_names().zh(duty), duty)


def _summary(breaches: Sequence[Breach]) -> TextTable:
    """Count the breaches by duty and by the month in which they fell."""
    counts = Counter((b.duty, f"{b.due or b.done:%Y-%m}") for b in breaches if b.due or b.done)
    months = sorted({month for _, month in counts})
    headings = ("", *months, say("合计", "total"))
    table = TextTable(headings, right=range(1, len(headings)), title=say("按情形和月份", "by duty and month"))
    for duty in dict.fromkeys(duty for duty, _ in counts):
        figures = [counts[duty, month] for month in months]
        table.add(_name(duty), *(str(n or "") for n in figures), str(sum(figures)))
    return table


def _day(day: date | None) -> str:
    return day.isoformat() if day else "—"
