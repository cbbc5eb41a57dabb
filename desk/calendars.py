"""Arrangements of working days from outside: files and other packages read, checked, and what they would move."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import version
from itertools import count
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from persistence.arrangements import Move
from workflow.calendar import Arrangement, BrokenArrangement, Notice, Overlay, UnknownRegion, WorkCalendar, regions
from workflow.calendar.festivals import statutory_days
from workflow.calendar.workdays import FIRST, LAST
from workflow.case import Case
from workflow.clock import deadlines
from workflow.errors import YishenqingError
from workflow.law import Readings
from workflow.words import Words

# Columns that a file must have, and those that it may have.
NOTICE_COLUMNS = ("date", "is_workday", "festival", "notice_year")
NOTICE_MORE = ("notice_no", "issued", "posted_gov_cn", "weekday", "status", "notes")
OVERLAY_COLUMNS = ("region", "scope", "date", "is_workday", "instrument")
OVERLAY_MORE = ("name", "festival", "issued", "source", "status", "weekday")
_NOTICE_KEYS = ("year", "number", "issued", "posted", "days")
_OVERLAY_KEYS = ("region", "name", "scope", "instrument", "issued", "source", "status", "days")

LOCAL = "地方放假"  # the occasion of a local day off where the file names none
_WEEKDAYS = "一二三四五六日"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadArrangement(YishenqingError):
    """A file or package whose arrangement cannot be taken; ``line`` (from 1) where one line is at fault."""

    def __init__(self, source: str, words: Words, line: int | None = None) -> None:
        self.source, self.line = source, line
        zh, en = (f" 第 {line} 行", f" line {line}") if line else ("", "")
        super().__init__(
            Words(f"{source}{zh}：{words.zh}；未载入", f"{source}{en}: {words.en}; nothing was applied"),
        )


class Draft(NamedTuple):
    """An arrangement as read: from which source, and for a CSV file in which line each day stands."""

    arrangement: Arrangement
    source: str
    lines: Mapping[date, int] = MappingProxyType({})

    @contextmanager
    def naming_lines(self) -> Iterator[None]:
        """Let a rule that is broken inside name the source and the line."""
        try:
            yield
        except BrokenArrangement as error:
            line = self.lines.get(error.day) if error.day else None
            raise BadArrangement(self.source, error.words, line) from None


# -- what moves -----------------------------------------------------------------------------------------------


def moves(
    cases: Iterable[Case], on: date, present: WorkCalendar, other: WorkCalendar, readings: Readings
) -> Iterator[Move]:
    """Yield the time limits of *cases* that end on another day under *other* than under *present*.

    They are compared as they stand at the end of the day *on*. Limits that were met or missed by something
    done are left out, and so is a case received later.
    """
    for case in cases:
        if case.received_on <= on:
            now, then = (_limits(case, on, calendar, readings) for calendar in (present, other))
            yield from (Move(case.number, k[0], now[k], then[k]) for k in now if then.get(k, now[k]) != now[k])


def _limits(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> dict[tuple[str, int], date]:
    """Return the end of each limit that is not done, by duty and by its place among those of the same duty."""
    found: dict[tuple[str, int], date] = {}
    seen: dict[str, Iterator[int]] = {}
    for limit in deadlines(case, on, calendar, readings):
        place = next(seen.setdefault(limit.duty, count()))
        if limit.done is None:
            found[limit.duty, place] = limit.due
    return found


def refuse_elsewhere(arrangement: Arrangement, region: str) -> None:
    """Raise BrokenArrangement if *arrangement* is an overlay of another region than the register's.

    A register of ``cn`` takes overlays of any place: it has not said where it is.
    """
    if isinstance(arrangement, Overlay) and region not in ("cn", arrangement.region):
        place = arrangement.region
        raise BrokenArrangement(
            Words(
                f"{place} 的地方安排不适用于本登记簿（地区 {region}）",
                f"the overlay of {place} does not apply to this register (region {region})",
            )
        )


# -- files ----------------------------------------------------------------------------------------------------


def read_file(path: str | Path, number: str | None = None, issued: date | None = None) -> Draft:
    """Read the CSV or JSON file at *path*; see ``read_arrangement``."""
    return read_arrangement(Path(path).read_bytes(), Path(path).name, number, issued)


def read_arrangement(data: bytes, source: str, number: str | None = None, issued: date | None = None) -> Draft:
    """Read a notice or an overlay from CSV or JSON in UTF-8, with or without BOM.

    *number* and *issued* stand in where a notice says neither, *issued* also for an overlay. Raise
    BadArrangement, naming the line or the field, for anything that cannot be read; the rules of the calendar
    are not checked yet.
    """
    text = _decoded(data, source)
    given = {"number": number, "issued": issued.isoformat() if issued else None}
    if text.lstrip().startswith(("{", "[")):
        return _from_json(text, source, given)
    return _from_csv(text, source, given)


def _decoded(data: bytes, source: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        words = Words(
            "不是 UTF-8 编码（可能是 GBK）；请另存为 UTF-8",
            "not UTF-8 (perhaps GBK); save the file as UTF-8",
        )
        raise BadArrangement(source, words, line) from None
    if "\0" in text:
        raise BadArrangement(source, Words("不是文字文件", "not a text file"))
    return text


class _Row(NamedTuple):
    """One day of a file: where it stands, and its fields."""

    line: int
    values: dict[str, str]


def _from_csv(text: str, source: str, given: dict[str, str | None]) -> Draft:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        numbered = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader]
    except csv.Error as error:
        raise BadArrangement(source, Words(f"CSV 有误（{error}）", f"broken CSV ({error})"), reader.line_num) from None
    table = [(line, cells) for line, cells in numbered if any(cells)]
    if len(table) < 2:
        raise BadArrangement(source, Words("没有任何日子", "there is no day in it"))
    (first, header), *body = table
    columns = _columns(header, source, first)
    rows = []
    for line, cells in body:
        if len(cells) != len(columns):
            words = Words(
                f"有 {len(cells)} 个字段，应为 {len(columns)} 个", f"{len(cells)} fields instead of {len(columns)}"
            )
            raise BadArrangement(source, words, line)
        rows.append(_Row(line, dict(zip(columns, cells, strict=True))))
    return _notice_of_rows(rows, source, given) if "notice_year" in columns else _overlay_of_rows(rows, source, given)


def _columns(header: list[str], source: str, line: int) -> list[str]:
    local = "region" in header or "instrument" in header
    needed, more = (OVERLAY_COLUMNS, OVERLAY_MORE) if local else (NOTICE_COLUMNS, NOTICE_MORE)
    allowed = " ".join(needed) + " [" + " ".join(more) + "]"
    for name in header:
        if name not in needed + more:
            raise BadArrangement(
                source, Words(f"没有列 {name!r}；可用：{allowed}", f"no column {name!r}: {allowed}"), line
            )
        if header.count(name) > 1:
            raise BadArrangement(source, Words(f"列 {name} 出现两次", f"column {name} stands twice"), line)
    for name in needed:
        if name not in header:
            raise BadArrangement(
                source, Words(f"缺少列 {name}；应有：{allowed}", f"lacks column {name}: {allowed}"), line
            )
    return header


def _notice_of_rows(rows: list[_Row], source: str, given: dict[str, str | None]) -> Draft:
    year, number = _same(rows, "notice_year", source), _same(rows, "notice_no", source)
    head = {"year": int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else year, "number": number}
    head |= {"issued": _same(rows, "issued", source), "posted": _same(rows, "posted_gov_cn", source)}
    return _notice(head, _days_of_rows(rows, source), source, given, rows[0].line)


def _overlay_of_rows(rows: list[_Row], source: str, given: dict[str, str | None]) -> Draft:
    head = {name: _same(rows, name, source) for name in _OVERLAY_KEYS if name not in ("days", "source", "status")}
    head |= {name: rows[0].values.get(name, "") for name in ("source", "status")}
    return _overlay(head, _days_of_rows(rows, source), source, given, rows[0].line)


def _same(rows: list[_Row], column: str, source: str) -> str:
    """Return what stands in *column* of every row; a file holds one arrangement."""
    first = rows[0].values.get(column, "")
    for line, values in rows:
        if values.get(column, "") != first:
            found = values[column]
            words = Words(
                f"{column} 为 {found!r}，前面为 {first!r}；一个文件只能有一份安排",
                f"{column} is {found!r}, above {first!r}; a file holds one arrangement",
            )
            raise BadArrangement(source, words, line)
    return first


_Day = tuple[int | None, date, bool, str]
"""A day as read: its line if the file has lines, the day, whether it is worked, and its occasion."""


def _days_of_rows(rows: list[_Row], source: str) -> list[_Day]:
    days: list[_Day] = []
    for line, values in rows:
        day = _date(values["date"], "date", source, line)
        if values["is_workday"] not in ("0", "1"):
            _refuse_field("is_workday", values["is_workday"], Words("0 或 1", "0 or 1"), source, line)
        weekday = f"周{_WEEKDAYS[day.weekday()]}"
        if values.get("weekday") and values["weekday"] != weekday:
            words = Words(f"{day} 是{weekday}", f"{day} is a {weekday}")
            _refuse_field("weekday", values["weekday"], words, source, line)
        days.append((line, day, values["is_workday"] == "1", values.get("festival", "")))
    return days


def _from_json(text: str, source: str, given: dict[str, str | None]) -> Draft:
    try:
        values = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, source))
    except json.JSONDecodeError as error:
        raise BadArrangement(
            source, Words(f"JSON 有误（{error.msg}）", f"broken JSON ({error.msg})"), error.lineno
        ) from None
    except RecursionError:
        raise BadArrangement(source, Words("JSON 嵌套过深", "JSON is nested too deeply")) from None
    if not isinstance(values, dict):
        raise BadArrangement(
            source, Words("应为一个 JSON 对象（一份安排）", "must be one JSON object (one arrangement)")
        )
    local = "region" in values or "instrument" in values
    _refuse_unknown(values, _OVERLAY_KEYS if local else _NOTICE_KEYS, "", source)
    days = _days_of_json(values.pop("days", None), source)
    return (_overlay if local else _notice)(values, days, source, given, None)


def _once(pairs: list[tuple[str, Any]], source: str) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise BadArrangement(source, Words(f"字段 {name} 出现两次", f"field {name} stands twice"))
    return dict(pairs)


def _refuse_unknown(values: Mapping[str, Any], known: Sequence[str], where: str, source: str) -> None:
    for name in values:
        if name not in known:
            listed = " ".join(known)
            raise BadArrangement(
                source, Words(f"没有字段 {where}{name}；可用：{listed}", f"no field {where}{name}; allowed: {listed}")
            )


def _days_of_json(found: Any, source: str) -> list[_Day]:
    if not isinstance(found, list) or not found:
        _refuse_field("days", found, Words("日子的列表，不为空", "a list of days, not empty"), source)
    days: list[_Day] = []
    for n, values in enumerate(found):
        where = f"days[{n}]"
        if not isinstance(values, dict):
            _refuse_field(where, values, Words("一个 JSON 对象", "a JSON object"), source)
        _refuse_unknown(values, ("date", "working", "festival"), f"{where}.", source)
        day = _date(values.get("date"), f"{where}.date", source)
        if type(values.get("working")) is not bool:
            _refuse_field(f"{where}.working", values.get("working"), Words("true 或 false", "true or false"), source)
        days.append((None, day, values["working"], _text(values, "festival", source, needed=False)))
    return days


def _notice(
    head: Mapping[str, Any], days: list[_Day], source: str, given: dict[str, str | None], line: int | None
) -> Draft:
    if type(head.get("year")) is not int:
        _refuse_field("year", head.get("year"), Words("四位年份", "a year of four digits"), source, line)
    head = _filled(head, given, source)
    for where, day, _, festival in days:
        if not festival:
            words = Words(f"{day} 没有写明节日（festival）", f"{day} does not name its festival")
            raise BadArrangement(source, words, where)
    number = _text(head, "number", source, line, Words("（或用 --number 给出）", " (or give --number)"))
    issued = _date(head.get("issued"), "issued", source, line, Words("（或用 --issued 给出）", " (or give --issued)"))
    posted = _date(head["posted"], "posted", source, line) if head.get("posted") else issued
    noticed = [day[1:] for day in days]
    return Draft(Notice(head["year"], number, issued=issued, posted=posted, days=noticed), source, _lines(days))


def _overlay(
    head: Mapping[str, Any], days: list[_Day], source: str, given: dict[str, str | None], line: int | None
) -> Draft:
    if given["number"] is not None:
        words = Words("--number 只用于国务院的通知", "--number is for notices of the State Council")
        raise BadArrangement(source, words)
    head = _filled(head, {"issued": given["issued"]}, source)
    region, name = _place(_text(head, "region", source, line), _text(head, "name", source, line, needed=False), source)
    overlay = Overlay(
        region,
        name,
        scope=_text(head, "scope", source, line),
        instrument=_text(head, "instrument", source, line),
        days=[(day, working, festival or LOCAL) for _, day, working, festival in days],
        issued=_date(head["issued"], "issued", source, line) if head.get("issued") else None,
        source=_text(head, "source", source, line, needed=False),
        status=_text(head, "status", source, line, needed=False),
    )
    return Draft(overlay, source, _lines(days))


def _place(region: str, name: str, source: str) -> tuple[str, str]:
    """Return the code and the name of a region given by either; a new one must bring both."""
    known = regions()
    code = next((code for code, zh in known.items() if region in (code, zh)), None)
    if code is None and (not name or not re.fullmatch(r"[a-z][a-z0-9-]*", region)):
        words = UnknownRegion(region, tuple(known)).words
        raise BadArrangement(
            source,
            Words(
                f"{words.zh}；新地区须有代码（小写字母）和名称（name）",
                f"{words.en}; a new region needs a code (lower-case letters) and a name",
            ),
        )
    return (code, known[code]) if code else (region, name)


def _filled(head: Mapping[str, Any], given: Mapping[str, str | None], source: str) -> dict[str, Any]:
    """Put what was *given* beside the file where the file has none; two different answers are refused."""
    filled = dict(head)
    for name, value in given.items():
        if value is not None and filled.get(name) not in (None, "", value):
            words = Words(
                f"文件写明 {name} 为 {filled[name]!r}，与 --{name} {value} 不同",
                f"the file says {name} {filled[name]!r}, unlike --{name} {value}",
            )
            raise BadArrangement(source, words)
        filled[name] = filled.get(name) or value
    return filled


def _text(
    values: Mapping[str, Any],
    name: str,
    source: str,
    line: int | None = None,
    hint: Words | None = None,
    needed: bool = True,
) -> str:
    found = values.get(name)
    if not needed and found in (None, ""):
        return ""
    if not isinstance(found, str) or not found.strip():
        zh, en = hint or ("", "")
        _refuse_field(name, found, Words(f"非空文字{zh}", f"text that is not empty{en}"), source, line)
    return found.strip()


def _date(found: Any, name: str, source: str, line: int | None = None, hint: Words | None = None) -> date:
    if isinstance(found, str) and _DATE.fullmatch(found):
        try:
            return date.fromisoformat(found)
        except ValueError:
            pass
    zh, en = hint or ("", "")
    return _refuse_field(name, found, Words(f"日期 YYYY-MM-DD{zh}", f"a date YYYY-MM-DD{en}"), source, line)


def _refuse_field(name: str, found: Any, allowed: Words, source: str, line: int | None = None) -> NoReturn:
    text = repr(found)[:60] if found not in (None, "") else None
    zh = f"{name} 读到 {text}" if text else f"{name} 为空"
    en = f"{name} is {text}" if text else f"{name} is empty"
    raise BadArrangement(source, Words(f"{zh}，应为：{allowed.zh}", f"{en}, must be: {allowed.en}"), line)


def _lines(days: Iterable[_Day]) -> dict[date, int]:
    return {day: line for line, day, _, _ in days if line is not None}


# -- other packages -------------------------------------------------------------------------------------------

_Known = Callable[[Any, int], list[tuple[date, bool, str]] | None]
"""What a package knows of a year; None if it does not have the real arrangement."""


def from_package(package: str, year: int, issued: date, number: str | None = None) -> Draft:
    """Take the arrangement of *year* out of ``chinesecalendar`` or ``holidays``.

    Days from 26 December on are left to the next year's notice, which may change them. Raise BadArrangement
    if the package is not installed or does not have the real arrangement of the year.
    """
    module_name, known = PACKAGES[package]
    try:
        module = import_module(module_name)
    except ImportError:
        words = Words(
            "没有安装；请运行 pip install 'yishenqing[calendars]'",
            "not installed; run: pip install 'yishenqing[calendars]'",
        )
        raise BadArrangement(package, words) from None
    label = f"{package} {version(package)}"
    days = known(module, year) if FIRST.year <= year <= LAST.year else None
    if days is None:
        words = Words(
            f"没有 {year} 年的实际放假安排（推算的不算）",
            f"does not have the real arrangement for {year} (a guess does not count)",
        )
        raise BadArrangement(label, words)
    return Draft(Notice(year, number or f"取自 {label}", issued=issued, posted=issued, days=days), label)


def _of_chinesecalendar(module: Any, year: int) -> list[tuple[date, bool, str]] | None:
    try:
        module.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return None
    names = {holiday.value: holiday.chinese for holiday in module.Holiday}

    def festival(day: date) -> str:
        name = names.get(module.get_holiday_detail(day)[1], "")
        return f"{name}节" if name in ("清明", "端午", "中秋") else name or _nearest(day)

    return [(day, working, festival(day)) for day, working in _special(module.is_workday, year)]


def _of_holidays(module: Any, year: int) -> list[tuple[date, bool, str]] | None:
    """Ask ``holidays``, which guesses in silence: only a year with its swaps written down is known to it."""
    china = module.China(years=(year - 1, year))
    if year not in china.special_public_holidays:
        return None
    swaps = china.special_public_holidays[year]
    swaps = swaps if swaps and isinstance(swaps[0], tuple) else (swaps,)
    earned = {
        date(swap[4] if len(swap) > 4 else year, swap[2], swap[3]): date(year, swap[0], swap[1])
        for swap in swaps
        if len(swap) > 3
    }
    special = _special(china.is_working_day, year)
    return [(day, working, _nearest(earned.get(day, day))) for day, working in special]


def _special(is_working: Callable[[date], bool], year: int) -> list[tuple[date, bool]]:
    """Return the days that are not as the week alone has them, from 26 December before *year* to 25 December."""
    first = date(year - 1, 12, 26)
    days = [first + timedelta(n) for n in range((date(year, 12, 26) - first).days)]
    return [(day, is_working(day)) for day in days if is_working(day) != (day.weekday() < 5)]


def _nearest(day: date) -> str:
    """Name the festival whose statutory day is nearest to *day*."""
    near = [pair for year in (day.year, min(day.year + 1, LAST.year)) for pair in statutory_days(year)]
    return min(near, key=lambda pair: abs(pair[0] - day))[1].partition("（")[0]


PACKAGES: dict[str, tuple[str, _Known]] = {
    "chinesecalendar": ("chinese_calendar", _of_chinesecalendar),
    "holidays": ("holidays", _of_holidays),
}

__all__ = ["PACKAGES", "BadArrangement", "Draft", "Move", "from_package", "moves", "read_arrangement", "read_file"]
