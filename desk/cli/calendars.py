"""``ysq calendar``: what is known of the working days, the year at a glance, and a new arrangement coming in."""

from __future__ import annotations

import sys
from calendar import monthrange
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import click
from click.core import ParameterSource
from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from desk import printing
from desk.calendars import PACKAGES, Draft, from_package, read_file
from desk.desk import calendar_of
from persistence.arrangements import Move, Recorded
from persistence.codec import time_to
from workflow.calendar import Arrangement, Day, Notice, Overlay, WorkCalendar, china, laid_over, regions
from workflow.calendar.festivals import festival_words, statutory_days
from workflow.calendar.workdays import FIRST, LAST
from workflow.case import BEIJING
from workflow.clock.wording import DUTIES

from .language import lang, say
from .root import ysq
from .shell import DAY, Command, Whole, open_desk, print_json, shared, tell

_YEAR = Whole(FIRST.year, LAST.year)
OFF, MADE_UP, DOUBT = "bold red", "bold black on yellow", printing.STYLES["provisional"]
_YES = {"y", "yes", "是", "好"}


class _Calendar(Command):
    """``ysq calendar [YEAR]``, which hands ``ysq calendar add …`` on to a command of its own."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Return the context of this command, or of ``add`` where that is the first word."""
        at = self._first_word(args)
        if at is not None and args[at] == "add":
            rest = [*args[:at], *args[at + 1 :]]
            return add.make_context(f"{info_name} add", rest, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)

    def _first_word(self, args: Sequence[str]) -> int | None:
        """Return the place of the first argument that is neither an option nor the value of one."""
        options = (p for command in (self, add) for p in command.params if isinstance(p, click.Option))
        valued = {name for option in options if not option.is_flag for name in option.opts}
        for n, argument in enumerate(args):
            if not argument.startswith("-") and (n == 0 or args[n - 1] not in valued):
                return n
        return None


@ysq.command(
    cls=_Calendar,
    help=say(
        "工作日：依据哪些通知，已确认到哪一天；给出年份则显示全年。",
        "Working days: from which notices, until when; with YEAR, a year at a glance.",
    ),
    epilog=say(
        "载入新的放假安排：ysq calendar add 文件（见 ysq calendar add --help）",
        "A new arrangement: ysq calendar add FILE (see ysq calendar add --help)",
    ),
)
@shared()
@click.option("--region", metavar="CODE", help=say("地区（默认按登记簿）", "Region (default: the register's)."))
@click.option("--as-known-on", type=DAY, help=say("只按该日已发出的通知", "With what was issued by that day."))
@click.argument("year", type=_YEAR, required=False, metavar=say("[年份]", "[YEAR]"))
@click.pass_context
def calendar(
    ctx: click.Context, db: Path, as_json: bool, region: str | None, as_known_on: date | None, year: int | None
) -> None:
    """Show what is known of the working days, or one year of them."""
    desk = open_desk(db) if db.exists() or ctx.get_parameter_source("db") is ParameterSource.COMMANDLINE else None
    own = [] if desk is None else [r for r in desk.register.arrangements() if _known(r.arrangement, as_known_on)]
    place = region or (desk.register.settings.region if desk else "cn")
    if region is not None:
        own = [r for r in own if isinstance(r.arrangement, Notice) or r.arrangement.region == region]
    known = laid_over(_base(place, own, as_known_on), *(recorded.arrangement for recorded in own))
    if as_json:
        print_json(_overview_json(known, own) if year is None else _year_json(known, own, year))
        return
    out = printing.console()
    printing.show(out, *(overview(known, own) if year is None else year_view(known, year, out.width)))


def _known(arrangement: Arrangement, on: date | None) -> bool:
    return on is None or arrangement.issued is None or arrangement.issued <= on


def _base(region: str, own: Iterable[Recorded], known_on: date | None) -> WorkCalendar:
    """Return the calendar of *region* before the register's own arrangements; it may be known from these alone."""
    local = {r.arrangement.region for r in own if isinstance(r.arrangement, Overlay)}
    base = china() if region in local - set(regions()) else calendar_of(region)
    return china(known_on, base.overlays)


# -- what is known --------------------------------------------------------------------------------------------


def _missing(calendar: WorkCalendar) -> int | None:
    year = calendar.confirmed_until.year + 1
    return year if year <= LAST.year else None


def _overview_json(calendar: WorkCalendar, own: Sequence[Recorded]) -> dict[str, Any]:
    loaded = {recorded.arrangement for recorded in own}
    return {
        "calendar": calendar.id,
        "confirmed_until": calendar.confirmed_until.isoformat(),
        "missing": _missing(calendar),
        "notices": [_notice_json(notice, loaded) for notice in calendar.notices],
        "overlays": [_overlay_json(overlay, loaded) for overlay in calendar.overlays],
        "arrangements": [
            {
                "seq": recorded.seq,
                "recorded_at": time_to(recorded.recorded_at),
                "name": _name(recorded.arrangement),
                "moved": [move.as_json() for move in recorded.moved],
            }
            for recorded in own
        ],
    }


def _notice_json(notice: Notice, loaded: Container[Arrangement]) -> dict[str, Any]:
    return {
        "year": notice.year,
        "number": notice.number,
        "issued": notice.issued.isoformat(),
        "days_off": _count(notice, False),
        "days_worked": _count(notice, True),
        "loaded": notice in loaded,
    }


def _overlay_json(overlay: Overlay, loaded: Container[Arrangement]) -> dict[str, Any]:
    return {
        "region": overlay.region,
        "name": overlay.name,
        "scope": overlay.scope,
        "instrument": overlay.instrument,
        "issued": overlay.issued.isoformat() if overlay.issued else None,
        "days_off": _count(overlay, False),
        "days_worked": _count(overlay, True),
        "status": overlay.status,
        "loaded": overlay in loaded,
    }


def overview(calendar: WorkCalendar, own: Sequence[Recorded] = ()) -> Iterator[RenderableType]:
    """Yield what *calendar* rests on: its notices, its overlays and what the register was given of its own."""
    yield Text(say(f"日历 {calendar.id}", f"Calendar {calendar.id}"), style="bold")
    yield Text(say(f"确认至 {calendar.confirmed_until}", f"Confirmed until {calendar.confirmed_until}"))
    missing = _missing(calendar)
    if missing is not None:
        lacks = say(
            f"缺 {missing} 年放假安排的通知：{calendar.confirmed_until} 之后的日期是推定的",
            f"The notice for {missing} is missing: days after {calendar.confirmed_until} are provisional",
        )
        yield Text(lacks, style=DOUBT)
    yield Text("")
    yield _notices_table(calendar.notices)
    if calendar.overlays:
        yield Text("")
        yield Text(say("地方安排", "Local arrangements"), style="bold")
        yield _overlays_table(calendar.overlays)
    else:
        listed = say("、", ", ").join(f"{code}（{zh}）" if lang() == "zh" else code for code, zh in regions().items())
        yield Text("")
        yield Text(
            say(f"不含地方放假；可用 --region：{listed}", f"No local days off; --region takes: {listed}"), style="dim"
        )
    if own:
        yield Text("")
        yield Text(say("本登记簿自行载入", "Loaded into this register"), style="bold")
        yield _own_table(own)


def _notices_table(notices: Iterable[Notice]) -> Table:
    table = _table(say("年 文号 发文日 放假 调休上班", "year number issued off worked"), right=(0, 3, 4))
    seen: set[int] = set()
    for notice in notices:
        amending = say("（修改）", " (amends)") if notice.year in seen else ""
        seen.add(notice.year)
        table.add_row(str(notice.year), notice.number + amending, str(notice.issued), *_counts(notice))
    return table


def _overlays_table(overlays: Iterable[Overlay]) -> Table:
    table = _table(say("地区 文件 发文日 放假 调休上班", "region instrument issued off worked"), right=(3, 4))
    for overlay in overlays:
        place = overlay.name if lang() == "zh" else overlay.region
        issued = str(overlay.issued or say("不详", "unknown"))
        table.add_row(place, f"{overlay.instrument}〔{overlay.scope}〕", issued, *_counts(overlay))
    return table


def _own_table(own: Iterable[Recorded]) -> Table:
    table = _table(say("# 载入日 安排 变动期限", "# loaded arrangement moved"), right=(0, 3))
    for seq, recorded_at, arrangement, moved in own:
        day = recorded_at.astimezone(BEIJING).date()
        table.add_row(str(seq), str(day), _name(arrangement), str(len(moved)))
    return table


def _table(headings: str, right: Sequence[int]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for n, heading in enumerate(headings.split()):
        table.add_column(heading, justify="right" if n in right else "left", overflow="fold")
    return table


def _name(arrangement: Arrangement) -> str:
    return arrangement.number if isinstance(arrangement, Notice) else f"{arrangement.name} {arrangement.instrument}"


def _count(arrangement: Arrangement, worked: bool) -> int:
    return sum(working is worked for _, working, _ in arrangement.days)


def _counts(arrangement: Arrangement) -> tuple[str, str]:
    return str(_count(arrangement, False)), str(_count(arrangement, True))


# -- the year at a glance -------------------------------------------------------------------------------------


def _year_json(calendar: WorkCalendar, own: Sequence[Recorded], year: int) -> dict[str, Any]:
    loaded = {recorded.arrangement for recorded in own}
    return {
        "calendar": calendar.id,
        "year": year,
        "confirmed_until": calendar.confirmed_until.isoformat(),
        "missing": _missing(calendar),
        "notices": [_notice_json(notice, loaded) for notice in calendar.notices if notice.year == year],
        "days": [
            {
                "date": day.isoformat(),
                "working": (why := calendar.why(day)).working,
                "reason": why.reason.say(lang()),
                "notice": _authority(why),
            }
            for day in _days(date(year, 1, 1), date(year, 12, 31))
        ],
    }


def _authority(why: Day) -> str | None:
    """Return the number of the notice, or the instrument of the overlay, that decided a day."""
    if why.notice is not None:
        return why.notice.number
    return why.overlay.instrument if why.overlay is not None else None


def _days(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


class Break(NamedTuple):
    """The days off for one festival, weekends that join them included, and the weekend days worked for it."""

    festival: str
    off: tuple[date, ...]
    worked: tuple[date, ...]
    authorities: tuple[str, ...]


def breaks(calendar: WorkCalendar, year: int) -> list[Break]:
    """Return the breaks of which a day lies in *year*, by their first day off."""
    first, last = max(FIRST, date(year - 1, 12, 15)), min(LAST, date(year + 1, 1, 15))
    whys = {day: calendar.why(day) for day in _days(first, last)}
    groups: dict[tuple[str, object], list[date]] = {}
    for day, why in whys.items():
        if why.festival:
            source: object = why.notice.year if why.notice else why.overlay or f"{day.year}"
            groups.setdefault((why.festival.partition("（")[0], source), []).append(day)
    found = [_break(name, days, whys) for (name, _), days in groups.items()]
    return sorted((b for b in found if any(d.year == year for d in b.off + b.worked)), key=lambda b: b.off or b.worked)


def _break(festival: str, days: Sequence[date], whys: dict[date, Day]) -> Break:
    off = {day for day in days if not whys[day].working}
    for step in (timedelta(-1), timedelta(1)):
        for day in tuple(off):
            while (day := day + step) in whys and not whys[day].working and not whys[day].festival:
                off.add(day)
    worked = tuple(day for day in days if whys[day].working)
    authorities = dict.fromkeys(_authority(whys[day]) or say("法定，安排未定", "statute alone") for day in days)
    return Break(festival, tuple(sorted(off)), worked, tuple(authorities))


_CELL, _GAP = 5, 3
_MONTH = 7 * _CELL
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def year_view(calendar: WorkCalendar, year: int, width: int) -> Iterator[RenderableType]:
    """Yield *year* at a glance: twelve months for a console *width* cells wide, then its festivals."""
    found = breaks(calendar, year)
    off = {day for b in found for day in b.off}
    total = _worked(calendar, date(year, 1, 1), date(year, 12, 31))
    until = calendar.confirmed_until
    title = say(
        f"{year} 年  工作日 {total} 天  （{calendar.id}，确认至 {until}）",
        f"{year}  {total} working days  ({calendar.id}, confirmed until {until})",
    )
    yield Text(title, style="bold")
    abreast = max(n for n in (1, 2, 3, 4) if n == 1 or n * _MONTH + (n - 1) * _GAP <= width)
    months = [_month(calendar, year, month, off) for month in range(1, 13)]
    for n in range(0, 12, abreast):
        yield Text("")
        yield from _beside(months[n : n + abreast])
    yield Text("")
    yield _legend(calendar, year)
    yield from _owed(calendar, year)
    yield Text("")
    yield _breaks_table(found, year)


def _worked(calendar: WorkCalendar, first: date, last: date) -> int:
    return sum(map(calendar.is_working_day, _days(first, last)))


def _month(calendar: WorkCalendar, year: int, month: int, off: set[date]) -> list[Text]:
    """Return a month in lines of the same width: its name, the week, the days."""
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    doubtful = not calendar.is_confirmed(first)
    count = _worked(calendar, first, last)
    name = say(f"{month} 月  工作日 {count} 天", f"{_MONTHS[month - 1]}  {count} workdays")
    head = Text(name, style="bold")
    if doubtful:
        head.append(say("（推定）", " (prov.)"), style=DOUBT)
    week = Text()
    for n, weekday in enumerate(say("一 二 三 四 五 六 日", "Mo Tu We Th Fr Sa Su").split()):
        week.append(_padded(weekday, _CELL), style="red" if n > 4 else "dim")
    lines = [_filled(head), week]
    row = Text(" " * (first.weekday() * _CELL))
    for day in _days(first, last):
        row.append_text(_cell(calendar, day, off, doubtful))
        if day.weekday() == 6 or day == last:
            lines.append(_filled(row))
            row = Text()
    return lines


def _cell(calendar: WorkCalendar, day: date, off: set[date], doubtful: bool) -> Text:
    """Return one day: red and 休 if it belongs to a break, 班 if it is a weekend worked, ? if not confirmed."""
    working, weekend = calendar.is_working_day(day), day.weekday() >= 5
    mark, style = "", ""
    if working and weekend:
        mark, style = say("班", "W"), MADE_UP
    elif day in off:
        mark, style = say("休", "x"), OFF
    elif not working:
        style = "red"
    cell = Text(f"{day.day:>2}{mark}", style=style)
    if not doubtful and not calendar.is_confirmed(day):
        cell.append("?", style=DOUBT)
    return _filled(cell, _CELL)


def _filled(text: Text, width: int = _MONTH) -> Text:
    """Return *text* with plain blanks up to *width* cells."""
    return Text().append_text(text).append(" " * (width - text.cell_len))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _beside(months: Sequence[list[Text]]) -> Iterator[Text]:
    for parts in zip_longest(*months):
        line = Text(" " * _GAP).join(part if part is not None else Text(" " * _MONTH) for part in parts)
        line.rstrip()
        yield line


def _legend(calendar: WorkCalendar, year: int) -> Text:
    line = Text()
    line.append(say("休", "x"), style=OFF).append(say(" 放假   ", " day off   "))
    line.append(say("班", "W"), style=MADE_UP).append(say(" 调休上班", " weekend day worked"))
    missing = calendar.missing_year(date(year, 12, 31))
    if missing is not None:
        line.append("\n").append(say("?、（推定）", "? (prov.) provisional"), style=DOUBT)
        line.append(say(f" {missing} 年放假安排尚未载入", f": the notice for {missing} is not loaded"))
    return line


def _owed(calendar: WorkCalendar, year: int) -> Iterator[RenderableType]:
    """Name the statutory days on weekends for which no notice has yet fixed a day off instead (补假)."""
    noticed = any(notice.year == year for notice in calendar.notices)
    days = () if noticed else tuple(day for day, _ in statutory_days(year) if day.weekday() > 4)
    if days:
        comma = say("、", ", ")
        listed = comma.join(_day(day, year) for day in days)
        words = say(
            f"法定节日 {listed} 适逢周六、周日，应补假 {len(days)} 天，日期未定，工作日数未扣除",
            f"{listed}: statutory days on weekends; {len(days)} days off instead are owed, not yet fixed, not counted",
        )
        yield Group(Text(words, style=DOUBT))


def _breaks_table(found: Iterable[Break], year: int) -> Table:
    table = _table(say("节日 放假 天数 调休上班 依据", "festival off days worked under"), right=(2,))
    comma = say("、", ", ")
    for festival, off, worked, authorities in found:
        spans = comma.join(_span(*ends, year) for ends in _runs(off))
        made_up = comma.join(_day(day, year) for day in worked)
        days = str(len(off)) if off else ""
        table.add_row(festival_words(festival).say(lang()), spans, days, made_up, comma.join(authorities))
    return table


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each run of days that follow each other."""
    starts = [n for n, day in enumerate(days) if n == 0 or day - days[n - 1] > timedelta(1)]
    for start, end in zip(starts, [*starts[1:], len(days)], strict=True):
        yield days[start], days[end - 1]


def _span(first: date, last: date, year: int) -> str:
    if first == last:
        return _day(first, year)
    if lang() == "zh" and (first.year, first.month) == (last.year, last.month):
        return f"{_day(first, year)}至{last.day}日"
    return say(f"{_day(first, year)}至{_day(last, year)}", f"{_day(first, year)} to {_day(last, year)}")


def _day(day: date, year: int) -> str:
    other = day.year != year
    zh = f"{day.year}年" if other else ""
    return say(f"{zh}{day.month}月{day.day}日", str(day) if other else f"{day:%m-%d}")


# -- a new arrangement ----------------------------------------------------------------------------------------


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
    applied = yes or _confirmed()
    if applied:
        with draft.naming_lines():
            moved = list(desk.add_arrangement(arrangement, amends=amends, on=on))
    if as_json:
        print_json({"applied": applied, "moved": [move.as_json() for move in moved]})
    if applied:
        n = len(moved)
        tell(f"已载入 {_name(arrangement)}，变动期限 {n} 项", f"applied {_name(arrangement)}: {n} time limits moved")
    else:
        tell("没有载入，登记簿未变", "not applied: the register is as it was")
    return 0 if applied else 1


def _check_use(file: str | None, package: str | None, year: int | None) -> None:
    """Refuse anything but a file, or a package with a year."""
    if (file is None) == (package is None):
        raise click.UsageError(say("给出一个文件，或 --from 与 --year", "give a file, or --from with --year"))
    if (package is None) != (year is None):
        raise click.UsageError(say("--from 与 --year 须同时给出", "--from and --year go together"))


def _proposal(
    draft: Draft, before: WorkCalendar, after: WorkCalendar, moved: Sequence[Move]
) -> Iterator[RenderableType]:
    """Yield what would be loaded, and what it would move."""
    arrangement = draft.arrangement
    off, worked = _counts(arrangement)
    whose = f"{arrangement.year} · " if isinstance(arrangement, Notice) else ""
    issued = arrangement.issued or say("不详", "unknown")
    yield Text(whose + _name(arrangement), style="bold")
    yield Text(
        say(
            f"来源 {draft.source}；发文日 {issued}；放假 {off} 天，调休上班 {worked} 天；"
            f"日历 {before.id} → {after.id}，确认至 {after.confirmed_until}",
            f"from {draft.source}; issued {issued}; {off} days off, {worked} weekend days worked; "
            f"calendar {before.id} → {after.id}, confirmed until {after.confirmed_until}",
        )
    )
    yield Text("")
    if not moved:
        yield Text(say("没有在办案件的期限因此变动", "no open case's time limit moves"))
        return
    cases = len({move.case for move in moved})
    yield Text(
        say(f"将变动 {cases} 个案件的 {len(moved)} 项期限：", f"{len(moved)} time limits of {cases} cases would move:")
    )
    table = _table(say("案件 事项 原届满日 新届满日 变化", "case duty before after change"), right=())
    for move in moved:
        table.add_row(
            move.case,
            DUTIES[move.duty].say(lang()),
            str(move.before),
            str(move.after),
            _change(move),
            style=printing.STYLES["soon"] if move.days < 0 else "",
        )
    yield table


def _change(move: Move) -> str:
    """Say in which direction a limit moves, and by how many calendar days."""
    days = abs(move.days)
    if move.days < 0:
        return say(f"提前 {days} 天", f"{days} days earlier")
    return say(f"推迟 {days} 天", f"{days} days later")


def _confirmed() -> bool:
    """Ask on standard error, and read a line of standard input; its end means no."""
    sys.stdout.flush()
    sys.stderr.write(say("载入？[y/N] ", "Apply? [y/N] "))
    sys.stderr.flush()
    answer = sys.stdin.buffer.readline().decode("utf-8", "replace")
    if not (sys.stdin.isatty() and answer.endswith("\n")):
        sys.stderr.write("\n")
    return answer.strip().lower() in _YES
