"""``ysq check``: published reports read and checked: what does not balance, what is empty, what is not certain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.text import Text

from desk import printing
from desk.lock_files import without_lock_files
from desk.reading import SUFFIXES, found, read_report
from desk.text_tables import TextTable
from workflow.annual import Imbalance
from workflow.annual.published import Note, Published, across_years, at
from workflow.errors import YishenqingError

from . import progress
from .language import lang, say
from .root import ysq
from .shell import Whole, aside, one_register, print_json, tell, tell_passed_over

# In this order findings are told: what may change a figure first, what is only form last.
_KINDS = [
    "several",
    "incomplete",
    "unread",
    "ambiguous",
    "unreadable",
    "columns",
    "order",
    "prose",
    "split",
    "missing_table",
    "missing_row",
    "hybrid",
    "form",
    "label",
    "year",
    "agency",
    "empty",
]


@ysq.command(
    help=say(
        "读取并核对已公布的年度报告（文件或文件夹）；有勾稽不符时退出码为 1。",
        "Read and check published reports (files or folders); exit status 1 when one does not balance.",
    )
)
@one_register(expose_value=False, hidden=True)  # as every command; not needed
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language."), expose_value=False)
@click.option(
    "--year",
    type=Whole(2008, 2100),
    help=say("报告年度（文件自己说不清时）", "Report year, where the file does not tell."),
)
@click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON."))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="FILE…")
def check(files: tuple[Path, ...], year: int | None, as_json: bool) -> int:
    """Check published reports."""
    paths, passed_over = without_lock_files(found(files))
    tell_passed_over(passed_over)
    if not paths:
        raise click.UsageError(
            say(f"文件夹中没有可读的报告（{' '.join(SUFFIXES)}）", f"no report in it ({' '.join(SUFFIXES)})")
        )
    unread: list[Path] = []
    reports = across_years(list(_read(paths, year, unread, alone=len(paths) == 1)))
    if as_json:
        print_json([report.as_json() for report in reports])
    elif len(reports) == 1:
        _show(reports[0])
    elif reports:
        _show_table(reports)
    if reports and not any(report.tables for report in reports):
        tell(
            "ysq: 没有读到年度报告的表格（表二、表三、表四）",
            "ysq: no table of an annual report was found (II, III, IV)",
        )
        return 2
    return 1 if any(report.imbalances for report in reports) else 2 if unread else 0


def _read(paths: Sequence[Path], year: int | None, unread: list[Path], alone: bool) -> Iterator[Published]:
    """Read file by file, with a bar on standard error; among several, one that cannot be read is told and left out."""
    with progress.bar(say("读取", "reading"), len(paths), hidden=alone) as done:
        for path in paths:
            try:
                yield from read_report(path, year)
            except YishenqingError as error:
                if alone:
                    raise
                unread.append(path)
                aside(f"ysq: {error.message(lang())}")
            done(1)


def _show(report: Published) -> None:
    """Print one report: what it is, table III, what breaks, what is odd."""
    out = printing.console()
    printing.show(out, Text(_head(report), style="bold"))
    if report.table3 is not None:
        out.print(printing.annual_table3(report.table3))
    _show_findings(report)


def _show_findings(report: Published) -> None:
    out = printing.console()
    for broken in report.imbalances:
        printing.show(out, Text("! " + _placed(report, broken), style="bold red"))
    for note in sorted(report.notes, key=_order):
        printing.show(out, Text("· " + note.words.say(lang())))
    if not report.imbalances:
        checked = say("可核的勾稽关系全部相符", "all balances that could be judged hold")
        printing.show(out, Text(checked if report.tables else say("没有可核的表格", "there was no table to judge")))


def _placed(report: Published, broken: Imbalance) -> str:
    """Say what does not balance, with its place in the file in front."""
    return at(report.place_of(broken), broken.words.zh, broken.words.en).say(lang())


def _order(note: Note) -> int:
    return _KINDS.index(note.kind) if note.kind in _KINDS else len(_KINDS)


def _head(report: Published) -> str:
    nobody, never = say("机关不详", "agency unknown"), say("年度不详", "year unknown")
    form = "" if report.form is None else say(f"{report.form.id} 年格式", f"form of {report.form.id}")
    mixed = say("（混合）", " (hybrid)") if report.hybrid else ""
    return "  ".join(filter(None, (report.agency or nobody, str(report.year or never), form + mixed, report.file)))


def _show_table(reports: Sequence[Published]) -> None:
    """Print a line a report, and below it what does not balance."""
    headings = say(
        "文件 机关 年度 格式 表格 勾稽不符 不确定 为空 提示",
        "file agency year form tables unbalanced unsure empty notes",
    )
    table = TextTable(headings.split())
    for report in reports:
        table.add(*_line(report))
    printing.show(printing.console(), table)
    for report in (report for report in reports if report.imbalances):
        printing.show(printing.console(), Text(""), Text(_head(report), style="bold"))
        for broken in report.imbalances:
            printing.show(printing.console(), Text("! " + _placed(report, broken), style="bold red"))


def _line(report: Published) -> tuple[str, ...]:
    kinds = [note.kind for note in report.notes]
    unsure = sum(kind in ("ambiguous", "unreadable", "missing_row", "incomplete") for kind in kinds)
    empty = kinds.count("empty")
    numerals = (("II", report.table2), ("III", report.table3), ("IV", report.table4))
    tables = " ".join(name for name, table in numerals if table is not None)
    form = (report.form.id if report.form else "") + ("*" if report.hybrid else "")
    counts = (len(report.imbalances), unsure, empty, len(kinds) - unsure - empty)
    return (
        Path(report.file).name,
        report.agency or "",
        str(report.year or ""),
        form,
        tables,
        *(str(n or "") for n in counts),
    )
