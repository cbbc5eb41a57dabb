"""``ysq calendar``: what is known of the working days, the year at a glance, and a new arrangement coming in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any, NoReturn

import click
from click.core import ParameterSource
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from desk import printing
from desk.calendars import PACKAGES, Draft, from_package, read_arrangement
from desk.desk import Desk, calendar_of
from persistence import NoRegister
from persistence.arrangements import Move, arrangement_to
from workflow.calendar import Arrangement, Notice, Overlay, WorkCalendar, china, laid_over
from workflow.calendar.days import Day
from workflow.calendar.festivals import festival_words, statutory_days
from workflow.clock.wording import DUTIES
from workflow.words import Words

from .language import lang, say
from .root import ysq
from .shell import DAY, Command, Commands, Whole, open_desk, print_json, shared, tell

_ONE = timedelta(1)
_LOOK = "look"


class _Look(Command):
    """``ysq calendar`` without a further word: its usage does not show the name that it has inside."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write both ways to call it."""
        path, options = ctx.command_path.strip(), " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(path, options, say("用法：", "Usage: "))
        formatter.write_usage(f"{path} add", "[FILE]", say("　或：", "   or: "))


class _Calendar(Commands):
    """A group whose first word is ``add``, or else goes to the look at the calendar."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the name of the command first."""
        at = _first_word(args)
        if at is not None and args[at] == "add":
            args = ["add", *args[:at], *args[at + 1 :]]
        else:
            args = [_LOOK, *args]
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command; the look at the calendar has no name of its own."""
        name, command, rest = super().resolve_command(ctx, args)
        return "" if name == _LOOK else name, command, rest


def _first_word(args: Sequence[str]) -> int | None:
    """Return the place of the first argument that is neither an option nor the value of one."""
    takes_value = False
    for i, arg in enumerate(args):
        if not takes_value and not arg.startswith("-"):
            return i
        takes_value = not takes_value and arg.startswith("--") and "=" not in arg and arg not in _FLAGS
    return None


_FLAGS = {"--json", "--help", "--yes", "--amends"}


@ysq.group(
    cls=_Calendar,
    help=say("工作日历：已知的放假安排、全年一览；add 载入新的安排。", "Working days: notices, a year; add loads one."),
)
def calendar() -> None:
    """Group the commands of the calendar."""


# -- looking --------------------------------------------------------------------------------------------------


@calendar.command(
    _LOOK,
    cls=_Look,
    hidden=True,
    help=say(
        "已知哪些工作日、依据哪些通知；写明年份则列出全年。ysq calendar add FILE 载入新的安排（见 ysq calendar add --help）。",
        "What is known of the working days and from which notices; with a year, that year at a glance. "
        "ysq calendar add FILE loads a new arrangement (see ysq calendar add --help).",
    ),
)
@shared()
@click.argument("year", type=Whole(2008, 2050), required=False)
@click.option(
    "--region", help=say("地区（默认：登记簿的地区，没有登记簿则全国）", "Region (the register's, or the country).")
)
@click.option("--as-known-on", type=DAY, help=say("按某日已发布的通知", "By the notices issued until a day."))
@click.pass_context
def look(
    ctx: click.Context, db: Path, as_json: bool, year: int | None, region: str | None, as_known_on: date | None
) -> None:
    """Show what is known of the working days, or one year of them."""
    if not db.exists() and ctx.get_parameter_source("db") is ParameterSource.COMMANDLINE:
        raise NoRegister(db)
    desk = open_desk(db) if db.exists() else None
    days, own = _known(desk, region, as_known_on)
    out = printing.console()
    if as_json:
        print_json(_overview_json(days, own) if year is None else _year_json(days, own, year))
    elif year is None:
        _print_overview(out, days, own)
    else:
        out.print(YearView(days, year))


def _known(desk: Desk | None, region: str | None, on: date | None) -> tuple[WorkCalendar, frozenset[Arrangement]]:
    """Return the calendar of a region as known on a day, and which of its arrangements are the register's own.

    Of another region than the register's, the register knows only what it was given for that one.
    """
    home = desk.register.settings.region if desk else "cn"
    loaded = tuple(r.arrangement for r in desk.register.arrangements()) if desk else ()
    if region not in (None, home):
        loaded = tuple(a for a in loaded if isinstance(a, Notice) or a.region == region)
    full = laid_over(calendar_of(region or home), *loaded)
    if on is None:
        return full, frozenset(loaded)
    return china(on, full.overlays, tuple(a for a in loaded if isinstance(a, Notice))), frozenset(loaded)


def _print_overview(out: Console, days: WorkCalendar, own: frozenset[Arrangement]) -> None:
    printing.show(out, Text(say(f"工作日历 {days.id}", f"Working days {days.id}"), style="bold"))
    out.print(_notice_table(days.notices, own))
    if days.overlays:
        printing.show(out, Text(""), Text(say("地方安排", "Local arrangements"), style="bold"))
        out.print(_overlay_table(days.overlays, own))
    missing = _missing(days)
    printing.show(
        out,
        Text(""),
        Text(say(f"确认至 {days.confirmed_until}。", f"Confirmed until {days.confirmed_until}.")),
        Text(
            say(
                f"缺 {missing} 年放假安排的通知：其后的日期只按法定节日推定，可能变动。"
                f"发布后用 ysq calendar add FILE 载入。",
                f"The notice for {missing} is missing: later days rest on the statute alone and may change. "
                f"Once it is issued, load it with: ysq calendar add FILE",
            ),
            style="magenta",
        ),
    )


def _missing(days: WorkCalendar) -> int:
    return days.confirmed_until.year + 1


def _notice_table(notices: Iterable[Notice], own: frozenset[Arrangement]) -> Table:
    headings = Words("年份 文号 发文日 放假 上班 来源", "year number issued off worked source")
    table = _table(headings, right=(3, 4))
    years: set[int] = set()
    for notice in notices:
        off, worked = _off_and_worked(notice)
        source = [say("修改", "amends")] * (notice.year in years) + [say("本登记簿", "this register")] * (notice in own)
        cells = (str(notice.year), notice.number, str(notice.issued), str(off), str(worked), " ".join(source))
        table.add_row(*map(Text, cells))
        years.add(notice.year)
    return table


def _overlay_table(overlays: Iterable[Overlay], own: frozenset[Arrangement]) -> Table:
    table = _table(Words("地区 文件 范围 放假 上班 来源", "region instrument scope off worked source"), right=(3, 4))
    for overlay in overlays:
        off, worked = _off_and_worked(overlay)
        source = say("本登记簿", "this register") if overlay in own else overlay.status
        cells = (overlay.name, overlay.instrument, overlay.scope, str(off), str(worked), source)
        table.add_row(*map(Text, cells))
    return table


def _table(headings: Words, right: tuple[int, ...] = ()) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for i, heading in enumerate(headings.say(lang()).split()):
        table.add_column(heading, justify="right" if i in right else "left")
    return table


def _off_and_worked(arrangement: Arrangement) -> tuple[int, int]:
    worked = sum(working for _, working, _ in arrangement.days)
    return len(arrangement.days) - worked, worked


def _overview_json(days: WorkCalendar, own: frozenset[Arrangement]) -> dict[str, Any]:
    return {
        "calendar": days.id,
        "confirmed_until": days.confirmed_until.isoformat(),
        "missing": _missing(days),
        "notices": [_source_json(notice, own) for notice in days.notices],
        "overlays": [_source_json(overlay, own) for overlay in days.overlays],
    }


def _source_json(arrangement: Arrangement, own: frozenset[Arrangement]) -> dict[str, Any]:
    off, worked = _off_and_worked(arrangement)
    values = arrangement_to(arrangement)
    del values["days"]
    return values | {"off": off, "worked": worked, "own": arrangement in own}


def _year_json(days: WorkCalendar, own: frozenset[Arrangement], year: int) -> dict[str, Any]:
    overview = _overview_json(days, own)
    overview["year"] = year
    overview["notices"] = [notice for notice in overview["notices"] if notice["year"] == year]
    overview["overlays"] = [_source_json(o, own) for o in days.overlays if any(d.year == year for d, *_ in o.days)]
    return overview | {"days": [_day_json(days, day) for day in _year(year)]}


def _day_json(days: WorkCalendar, day: date) -> dict[str, Any]:
    why = days.why(day)
    return {
        "date": day.isoformat(),
        "working": why.working,
        "status": "confirmed" if days.is_confirmed(day) else "provisional",
        "reason": why.reason.say(lang()),
        "notice": why.notice and why.notice.number,
        "overlay": why.overlay and why.overlay.instrument,
    }


def _year(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


# -- the year at a glance -------------------------------------------------------------------------------------

_CELL = 4  # a day: two figures, and two cells for its mark
_MONTH = 7 * _CELL
OFF = Words("休", "*")
WORKED = Words("班", "+")
UNSURE = "?"
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class YearView:
    """A year of twelve months for any width from 60 cells, and below them the festivals with their notices."""

    def __init__(self, days: WorkCalendar, year: int) -> None:
        self.days, self.year = days, year

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(say(f"{self.year} 年", f"{self.year}") + f"  {self.days.id}", style="bold")
        yield Text("")
        yield Text("\n").join(self.grid(options.max_width))
        yield self.legend()
        yield Text("")
        yield _festival_table(self.days, self.year)
        yield from self.owed()

    def grid(self, width: int) -> Iterator[Text]:
        """Yield the lines of the twelve months: four beside each other in 118 cells, three in 88, else two."""
        gap = 2
        beside = next(n for n in (4, 3, 2) if n == 2 or n * _MONTH + (n - 1) * gap <= width)
        months = [list(self.month(month)) for month in range(1, 13)]
        for first in range(0, 12, beside):
            for line in zip_longest(*months[first : first + beside], fillvalue=Text(" " * _MONTH)):
                text = Text((" " * gap)).join(line)
                text.rstrip()
                yield text
            yield Text("")

    def month(self, month: int) -> Iterator[Text]:
        """Yield a month: its name, the weekdays, then its weeks, each line as wide as a month."""
        all_days = [day for day in _year(self.year) if day.month == month]
        whole = not any(self.days.is_confirmed(day) for day in all_days)
        name = say(f"{month}月", _MONTHS[month - 1]) + say("（推定）", " (provisional)") * whole
        yield _wide(Text(name, style="bold magenta" if whole else "bold"))
        heads = say("一二三四五六日", "MTWTFSS")
        heads_text = [
            Text(f"{h}  " if lang() == "zh" else f" {h}  ", style="red" if i > 4 else "") for i, h in enumerate(heads)
        ]
        yield _wide(Text("").join(heads_text))
        for _, week in groupby(all_days, key=lambda day: day - timedelta(day.weekday())):
            days = list(week)
            cells = [self.cell(day, whole) for day in days]
            yield _wide(Text(" " * _CELL * days[0].weekday()).append_text(Text("").join(cells)))

    def cell(self, day: date, all_unsure: bool) -> Text:
        """Return a day with its mark."""
        why = self.days.why(day)
        unsure = not self.days.is_confirmed(day)
        if why.working and day.weekday() >= 5:
            mark, style = WORKED.say(lang()), "bold cyan"
        elif not why.working and (day.weekday() < 5 or why.festival):
            mark, style = OFF.say(lang()), "bold red"
        else:
            mark, style = UNSURE * (unsure and not all_unsure), "" if why.working else "red"
        text = Text(f"{day.day:>2}{mark}", style=style or ("magenta" if unsure else ""))
        text.append(" " * (_CELL - text.cell_len), style="not bold")
        return text

    def legend(self) -> Text:
        """Say what the marks mean."""
        text = Text()
        text.append(OFF.say(lang()), style="bold red").append(say(" 放假  ", " day off  "))
        text.append(WORKED.say(lang()), style="bold cyan").append(say(" 调休上班  ", " weekend day worked  "))
        working = sum(self.days.is_working_day(day) for day in _year(self.year))
        text.append(say(f"全年工作日 {working} 天", f"{working} working days"))
        missing = self.days.missing_year(date(self.year, 12, 31))
        if missing is not None:
            since = max(self.days.confirmed_until + _ONE, date(self.year, 1, 1))
            words = say(
                f"  {UNSURE} 推定（{since} 起，{missing} 年的通知尚未载入）",
                f"  {UNSURE} provisional (from {since}: no notice for {missing} yet)",
            )
            text.append(words, style="magenta")
        return text

    def owed(self) -> Iterator[Text]:
        """Name the statutory days on weekends, whose days off in lieu no notice has fixed yet."""
        noticed = any(notice.year == self.year for notice in self.days.notices)
        days = [] if noticed else [day for day, _ in statutory_days(self.year) if day.weekday() >= 5]
        if days:
            listed = " ".join(map(_short, days))
            yield Text(
                say(
                    f"法定节日 {listed} 落在周六、周日，须补假，日期未知。",
                    f"The statutory days {listed} fall on weekends and are owed a day off, not known when.",
                ),
                style="magenta",
            )


def _wide(text: Text) -> Text:
    text.append(" " * (_MONTH - text.cell_len))
    return text


def _festival_table(days: WorkCalendar, year: int) -> Table:
    """Return the festivals of a year: their days off, the weekend days worked for them, and under what."""
    table = _table(Words("节日 放假 上班 依据", "festival off worked under"))
    for name, source, found in _festivals(days, year):
        off = _breaks(days, [day for day, why in found if not why.working])
        worked = " ".join(_short(day) for day, why in found if why.working)
        if source is None:
            under = say("法定节日（推定）", "statute alone (provisional)")
        else:
            under = source.number if isinstance(source, Notice) else f"{source.name}：{source.instrument}"
        table.add_row(*map(Text, (festival_words(name).say(lang()), off, worked, under)))
    return table


def _festivals(days: WorkCalendar, year: int) -> list[tuple[str, Arrangement | None, list[tuple[date, Day]]]]:
    """Group the special days of *year* by festival and source, in the order of their first days."""
    groups: dict[tuple[str, Arrangement | None], list[tuple[date, Day]]] = {}
    for day in _year(year):
        why = days.why(day)
        if why.festival:
            name = why.festival.partition("（")[0] if why.notice is why.overlay else why.festival
            groups.setdefault((name, why.notice or why.overlay), []).append((day, why))
    return [(name, source, found) for (name, source), found in groups.items()]


def _breaks(days: WorkCalendar, off: Iterable[date]) -> str:
    """Write the days off as whole breaks, with the days of rest beside them: ``2/15-2/23（9 天）``."""
    spans: list[tuple[date, date]] = []
    for day in off:
        if not spans or day > spans[-1][1]:
            first = last = day
            while first - _ONE >= days.first and not days.is_working_day(first - _ONE):
                first -= _ONE
            while last + _ONE <= days.last and not days.is_working_day(last + _ONE):
                last += _ONE
            spans.append((first, last))
    return " ".join(_span(first, last) for first, last in spans)


def _span(first: date, last: date) -> str:
    length = (last - first).days + 1
    text = _short(first) if length == 1 else f"{_short(first)}-{_short(last)}"
    return text + say(f"（{length} 天）", f" ({length})")


def _short(day: date) -> str:
    return f"{day.month}/{day.day}"


# -- adding ---------------------------------------------------------------------------------------------------


@calendar.command(
    help=say(
        "载入国务院办公厅的放假安排，或地方安排（CSV 或 JSON，UTF-8；- 为标准输入）。"
        "载入前列出哪些在办案件的期限会变动，确认后才生效。",
        "Load a notice of the State Council or a local arrangement (CSV or JSON in UTF-8; - is standard input). "
        "It shows which open cases' deadlines move; nothing is applied before you confirm.",
    )
)
@shared()
@click.argument("file", required=False, metavar="[FILE]")
@click.option(
    "--from", "package", type=click.Choice(list(PACKAGES)), help=say("取自另一软件包", "Take it from a package.")
)
@click.option("--year", type=Whole(2008, 2050), help=say("年份（与 --from 同用）", "Year (with --from)."))
@click.option("--number", help=say("通知文号（来源未写明时）", "The notice's number, if the source has none."))
@click.option("--issued", type=DAY, help=say("发文日（来源未写明时）", "Day of issue, if the source has none."))
@click.option("--amends", is_flag=True, help=say("是对该年已有安排的修改", "It amends the year's arrangement."))
@click.option("--yes", is_flag=True, help=say("不再询问", "Do not ask."))
def add(
    db: Path,
    as_json: bool,
    file: str | None,
    package: str | None,
    year: int | None,
    number: str | None,
    issued: date | None,
    amends: bool,
    yes: bool,
) -> int:
    """Load an arrangement after showing what it moves; exit status 1 if it was not confirmed."""
    desk = open_desk(db)
    draft = _draft(file, package, year, number, issued, desk.today)
    with draft.naming_lines():
        moved = desk.moves(desk.calendar_with(draft.arrangement, amends=amends))
    out = printing.console(stderr=as_json)
    printing.show(out, *_summary(draft.arrangement))
    _print_moves(out, moved)
    applied = yes or _confirmed()
    if applied:
        with draft.naming_lines():
            done = list(desk.add_arrangement(draft.arrangement, amends=amends))
        if done != moved:
            tell("其间登记簿有变化，实际变动如下：", "the register changed in the meantime; what moved in the end:")
            _print_moves(out, done)
        moved = done
        tell("已载入本登记簿", "loaded into this register")
    else:
        tell("未确认，未载入；登记簿未作改动", "not confirmed: nothing was applied, the register is as it was")
    if as_json:
        print_json({"applied": applied, "moved": [move.as_json() for move in moved]})
    return 0 if applied else 1


def _draft(
    file: str | None, package: str | None, year: int | None, number: str | None, issued: date | None, today: date
) -> Draft:
    """Read the arrangement from a file, or take it from a package, in which it has no day of issue but today."""
    if (file is None) == (package is None):
        _refuse("文件与 --from 须给出其一，且只一", "give either a file or --from")
    if package is not None:
        if year is None:
            _refuse("--from 须同时给出 --year", "--from needs --year")
        return from_package(package, year, issued or today, number)
    if year is not None:
        _refuse("--year 只与 --from 同用", "--year goes with --from only")
    assert file is not None
    if file == "-":
        return read_arrangement(sys.stdin.buffer.read(), say("标准输入", "standard input"), number, issued)
    return read_arrangement(Path(file).read_bytes(), file, number, issued)


def _refuse(zh: str, en: str) -> NoReturn:
    raise click.UsageError(say(zh, en))


def _summary(arrangement: Arrangement) -> list[Text]:
    off, worked = _off_and_worked(arrangement)
    if isinstance(arrangement, Notice):
        head = say(f"{arrangement.year} 年放假安排", f"Arrangement for {arrangement.year}")
        act = say(f"{arrangement.number}，{arrangement.issued}", f"{arrangement.number}, {arrangement.issued}")
    else:
        head = say(f"{arrangement.name}（{arrangement.scope}）", f"{arrangement.name} ({arrangement.scope})")
        act = arrangement.instrument
    counts = say(f"放假 {off} 天，上班 {worked} 天", f"{off} days off, {worked} days worked")
    return [Text(head, style="bold"), Text(f"{act}{say('；', '; ')}{counts}")]


def _print_moves(out: Console, moved: Sequence[Move]) -> None:
    if not moved:
        printing.show(out, Text(say("在办案件的期限均不变动", "no deadline of an open case moves"), style="green"))
        return
    cases = len({move.case for move in moved})
    printing.show(
        out,
        Text(
            say(
                f"{cases} 件在办案件的 {len(moved)} 项期限变动：", f"{len(moved)} deadlines of {cases} open cases move:"
            )
        ),
    )
    out.print(moves_table(moved))


def moves_table(moved: Iterable[Move]) -> Table:
    """Return the deadlines that move, from when to when and in which direction; earlier ones in red."""
    table = _table(Words("案件 事项 原届满日 新届满日 变化", "case duty before after change"))
    for move in moved:
        days = abs(move.days)
        later = say(f"推迟 {days} 天", f"{days} days later")
        change = (
            Text(later) if move.days > 0 else Text(say(f"提前 {days} 天", f"{days} days earlier"), style="bold red")
        )
        duty = DUTIES[move.duty].say(lang())
        table.add_row(Text(move.case), Text(duty), Text(str(move.before)), Text(str(move.after)), change)
    return table


def _confirmed() -> bool:
    """Ask on standard error and read the answer from standard input; its end means no."""
    click.echo(say("载入并生效？[y/N] ", "Apply? [y/N] "), nl=False, err=True)
    answer = sys.stdin.readline()
    if not sys.stdin.isatty():
        click.echo(err=True)
    return answer.strip().lower() in {"y", "yes", "是", "好"}
