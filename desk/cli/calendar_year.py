"""A year at a glance: twelve months as on a wall calendar, and its breaks with the notice behind each."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import zip_longest
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from desk.text_tables import TextTable
from persistence.arrangements import Recorded
from workflow.calendar import Day, WorkCalendar
from workflow.calendar.festivals import festival_words, statutory_days
from workflow.calendar.workdays import FIRST, LAST
from workflow.words import Words, counted

from .calendar_overview import DOUBT, first_missing_year, notice_json, unknown_years
from .language import lang, say

OFF, MADE_UP = "bold red", "bold black on yellow"


def year_json(calendar: WorkCalendar, own: Sequence[Recorded], year: int) -> dict[str, Any]:
    loaded = {recorded.arrangement for recorded in own}
    return {
        "calendar": calendar.id,
        "year": year,
        "confirmed_until": calendar.confirmed_until.isoformat(),
        "missing": first_missing_year(calendar),
        "local_unknown": unknown_years(calendar),
        "notices": [notice_json(notice, loaded) for notice in calendar.notices if notice.year == year],
        "days": [
            {
                "date": day.isoformat(),
                "working": (why := calendar.why(day)).working,
                "reason": why.reason.say(lang()),
                "notice": authority(why),
            }
            for day in days_between(date(year, 1, 1), date(year, 12, 31))
        ],
    }


def authority(why: Day) -> str | None:
    """Return the number of the notice, or the instrument of the overlay, that decided a day."""
    if why.notice is not None:
        return why.notice.number
    return why.overlay.instrument if why.overlay is not None else None


def days_between(first: date, last: date) -> Iterator[date]:
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
    whys = {day: calendar.why(day) for day in days_between(first, last)}
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
    authorities = dict.fromkeys(authority(whys[day]) or say("法定，安排未定", "statute alone") for day in days)
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
    yield _title(calendar, year)
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


def _title(calendar: WorkCalendar, year: int) -> Text:
    total = _worked(calendar, date(year, 1, 1), date(year, 12, 31))
    until = calendar.confirmed_until
    sure = Words(f"确认至 {until}", f"confirmed until {until}")
    if year in calendar.local_unknown:
        sure = Words("暂定", "provisional")
    said = say(
        f"{year} 年  工作日 {total} 天  （{calendar.id}，{sure.zh}）",
        f"{year}  {counted(total, 'working day')}  ({calendar.id}, {sure.en})",
    )
    return Text(said, style="bold")


def _worked(calendar: WorkCalendar, first: date, last: date) -> int:
    return sum(map(calendar.is_working_day, days_between(first, last)))


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
    for day in days_between(first, last):
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
    missing = calendar.lacking(date(year, 12, 31))
    if missing:
        line.append("\n").append(say("?、（推定）", "? (prov.) provisional"), style=DOUBT)
    for words in missing:
        line.append(say(f" {words.zh}尚未载入", f": {words.en} is not loaded"))
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
            f"{listed}: statutory days on weekends; {counted(len(days), 'day off instead is', 'days off instead are')} owed, "
            "not yet fixed, not counted",
        )
        yield Group(Text(words, style=DOUBT))


def _breaks_table(found: Iterable[Break], year: int) -> TextTable:
    table = TextTable(say("节日 放假 天数 调休上班 依据", "festival off days worked under").split(), right=(2,))
    comma = say("、", ", ")
    for festival, off, worked, authorities in found:
        spans = comma.join(_span(*ends, year) for ends in _runs(off))
        made_up = comma.join(_day(day, year) for day in worked)
        days = str(len(off)) if off else ""
        table.add(festival_words(festival).say(lang()), spans, days, made_up, comma.join(authorities))
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
