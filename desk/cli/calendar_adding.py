"""``ysq calendar add``: a new arrangement comes in, after what it moves was shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click
from rich.console import RenderableType
from rich.text import Text

from desk import printing
from desk.calendars import PACKAGES, Draft, from_package, read_file
from desk.text_tables import TextTable
from persistence.arrangements import Move
from workflow.calendar import Arrangement, Notice, WorkCalendar
from workflow.calendar.workdays import FIRST, LAST
from workflow.clock.wording import DUTIES
from workflow.words import counted

from .calendar_overview import counts_of, name_of
from .language import lang, say
from .shell import DAY, Command, Whole, confirmed, open_desk, print_json, shared, tell

_YEAR = Whole(FIRST.year, LAST.year)


@click.command(
    cls=Command,
    help=say(
        "载入放假安排（通知或地方安排，CSV 或 JSON）：先列出因此变动的期限，确认后才写入登记簿。",
        "Take a new arrangement (a notice or a local one, CSV or JSON): the time limits that it moves are"
        " shown first, and nothing is applied without a yes. Exit status 1 if it was not.",
    ),
)
@shared(on=True)
@click.option(
    "--from",
    "package",
    type=click.Choice(list(PACKAGES)),
    help=say("取自已安装的软件包，须给出 --year", "Out of an installed package; needs --year."),
)
@click.option("--year", type=_YEAR, help=say("哪一年（与 --from 同用）", "Of which year (with --from)."))
@click.option("--number", help=say("通知文号（文件没有写明时）", "Number of the notice, if the file has none."))
@click.option("--issued", type=DAY, help=say("发文日（文件没有写明时）", "Day of issue, if the file has none."))
@click.option("--amends", is_flag=True, help=say("修改同一年已有的安排", "It amends what there is for its year."))
@click.option("--yes", is_flag=True, help=say("不询问，直接载入", "Apply without asking."))
@click.argument("file", required=False, metavar=say("[文件]", "[FILE]"))
def add(
    db: Path,
    on: date | None,
    as_json: bool,
    package: str | None,
    year: int | None,
    number: str | None,
    issued: date | None,
    amends: bool,
    yes: bool,
    file: str | None,
) -> int:
    """Take a new arrangement into the register, after showing what it moves."""
    _check_use(file, package, year)
    desk = open_desk(db)
    if package is not None and year is not None:
        draft = from_package(package, year, issued or on or desk.today, number)
    else:
        draft = read_file(file or "", number, issued)
    arrangement = draft.arrangement
    with draft.naming_lines():
        after = desk.calendar_with(arrangement, amends=amends)
        moved = desk.moves(after, on)
    if not as_json or not yes:
        printing.show(printing.console(stderr=as_json), *_proposal(draft, desk.calendar, after, moved))
    applied = yes or confirmed(say("载入？", "Apply?"))
    if applied:
        with draft.naming_lines():
            moved = list(desk.add_arrangement(arrangement, amends=amends, on=on))
    if as_json:
        print_json({"applied": applied, "moved": [move.as_json() for move in moved]})
    _tell_applied(arrangement, len(moved) if applied else None)
    return 0 if applied else 1


def _tell_applied(arrangement: Arrangement, moved: int | None) -> None:
    """Tell how many time limits an arrangement moved; None: it was not applied."""
    if moved is None:
        tell("没有载入，登记簿未变", "not applied: the register is as it was")
        return
    name = name_of(arrangement)
    tell(f"已载入 {name}，变动期限 {moved} 项", f"applied {name}: {counted(moved, 'time limit')} moved")


def _check_use(file: str | None, package: str | None, year: int | None) -> None:
    """Refuse anything but a file, or a package with a year."""
    if (file is None) == (package is None):
        raise click.UsageError(say("给出一个文件，或 --from 与 --year", "give a file, or --from with --year"))
    if (package is None) != (year is None):
        raise click.UsageError(say("--from 与 --year 须同时给出", "--from and --year go together"))


def _proposal(
    draft: Draft, before: WorkCalendar, after: WorkCalendar, moved: Sequence[Move]
) -> Iterator[RenderableType]:
    """Yield the arrangement that would be loaded, and the time limits that it would move."""
    arrangement = draft.arrangement
    whose = f"{arrangement.year} · " if isinstance(arrangement, Notice) else ""
    yield Text(whose + name_of(arrangement), style="bold")
    yield Text(_source(draft, before, after))
    yield Text("")
    yield from moves_table(moved)


def moves_table(moved: Sequence[Move]) -> Iterator[RenderableType]:
    """Yield which time limits would move, from when to when; or that none does."""
    if not moved:
        yield Text(say("没有在办案件的期限因此变动", "no open case's time limit moves"))
        return
    n, cases = len(moved), len({move.case for move in moved})
    yield Text(
        say(
            f"将变动 {cases} 个案件的 {n} 项期限：",
            f"{counted(n, 'time limit')} of {counted(cases, 'case')} would move:",
        )
    )
    yield _moved_table(moved)


def _source(draft: Draft, before: WorkCalendar, after: WorkCalendar) -> str:
    """Say where an arrangement comes from, how many days it names, and which calendar follows from it."""
    off, worked = map(int, counts_of(draft.arrangement))
    issued = draft.arrangement.issued or say("不详", "unknown")
    return say(
        f"来源 {draft.source}；发文日 {issued}；放假 {off} 天，调休上班 {worked} 天；"
        f"日历 {before.id} → {after.id}，确认至 {after.confirmed_until}",
        f"from {draft.source}; issued {issued}; {counted(off, 'day off', 'days off')}, {counted(worked, 'weekend day')} worked; "
        f"calendar {before.id} → {after.id}, confirmed until {after.confirmed_until}",
    )


def _moved_table(moved: Sequence[Move]) -> TextTable:
    table = TextTable(say("案件 事项 原届满日 新届满日 变化", "case duty before after change").split())
    for move in moved:
        duty, soon = DUTIES[move.duty].say(lang()), printing.STYLES["soon"] if move.days < 0 else ""
        how = printing.days_moved(move.days, lang())
        table.add(move.case, duty, str(move.before), str(move.after), how, style=soon)
    return table
