"""A draft: an arrangement as read from outside, checked field by field; every complaint names its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple, NoReturn

from workflow.calendar import Arrangement, BrokenArrangement, Notice, Overlay, UnknownRegion, region_code, regions
from workflow.calendar.overlays import LOCAL
from workflow.errors import YishenqingError
from workflow.shown import shown
from workflow.words import Words
from workflow.written_days import A_DAY, UnreadableDay, read_day

OVERLAY_KEYS = ("region", "name", "scope", "instrument", "issued", "source", "status", "days")


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


DayRead = tuple[int | None, date, bool, str]
"""A day as read: its line if the file has lines, the day, whether it is worked, and its occasion."""


def notice(
    head: Mapping[str, Any], days: list[DayRead], source: str, given: dict[str, str | None], line: int | None
) -> Draft:
    if type(head.get("year")) is not int:
        refuse_field("year", head.get("year"), Words("四位年份", "a year of four digits"), source, line)
    head = _filled(head, given, source)
    for where, day, _, festival in days:
        if not festival:
            words = Words(f"{day} 没有写明节日（festival）", f"{day} does not name its festival")
            raise BadArrangement(source, words, where)
    number = text_of(head, "number", source, line, Words("（或用 --number 给出）", " (or give --number)"))
    issued = date_of(head.get("issued"), "issued", source, line, Words("（或用 --issued 给出）", " (or give --issued)"))
    posted = date_of(head["posted"], "posted", source, line) if head.get("posted") else issued
    noticed = [day[1:] for day in days]
    return Draft(Notice(head["year"], number, issued=issued, posted=posted, days=noticed), source, _lines(days))


def overlay(
    head: Mapping[str, Any], days: list[DayRead], source: str, given: dict[str, str | None], line: int | None
) -> Draft:
    if given["number"] is not None:
        words = Words("--number 只用于国务院的通知", "--number is for notices of the State Council")
        raise BadArrangement(source, words)
    head = _filled(head, {"issued": given["issued"]}, source)
    region, name = _place(
        text_of(head, "region", source, line), text_of(head, "name", source, line, needed=False), source
    )
    overlay = Overlay(
        region,
        name,
        scope=text_of(head, "scope", source, line),
        instrument=text_of(head, "instrument", source, line),
        days=[(day, working, festival or LOCAL) for _, day, working, festival in days],
        issued=date_of(head["issued"], "issued", source, line) if head.get("issued") else None,
        source=text_of(head, "source", source, line, needed=False),
        status=text_of(head, "status", source, line, needed=False),
    )
    return Draft(overlay, source, _lines(days))


def _place(region: str, name: str, source: str) -> tuple[str, str]:
    """Return the code and the name of a region given by either; a new one must bring both."""
    known = regions()
    if name and region not in {"cn", *known} and re.fullmatch(r"[a-z][a-z0-9-]*", region):
        return region, name
    try:
        code = region_code(region)
    except UnknownRegion as error:
        words = error.words
    else:
        if code in known:
            return code, known[code]
        words = UnknownRegion(region, tuple(known)).words
    raise BadArrangement(
        source,
        Words(
            f"{words.zh}；新地区须有代码（小写字母）和名称（name）",
            f"{words.en}; a new region needs a code (lower-case letters) and a name",
        ),
    )


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


def text_of(
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
        refuse_field(name, found, Words(f"非空文字{zh}", f"text that is not empty{en}"), source, line)
    return found.strip()


def date_of(found: Any, name: str, source: str, line: int | None = None, hint: Words | None = None) -> date:
    if isinstance(found, str):
        with suppress(UnreadableDay):
            return read_day(found)
    zh, en = hint or ("", "")
    return refuse_field(name, found, Words(f"{A_DAY.zh}{zh}", f"{A_DAY.en}{en}"), source, line)


def refuse_field(name: str, found: Any, allowed: Words, source: str, line: int | None = None) -> NoReturn:
    empty, read = found in (None, ""), shown(found)
    zh = f"{name} 为空" if empty else f"{name} 读到 {read.zh}"
    en = f"{name} is empty" if empty else f"{name} is {read.en}"
    raise BadArrangement(source, Words(f"{zh}，应为：{allowed.zh}", f"{en}, must be: {allowed.en}"), line)


def _lines(days: Iterable[DayRead]) -> dict[date, int]:
    return {day: line for line, day, _, _ in days if line is not None}
