"""Arrangements out of other packages: only what they really know, never what they guess."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from importlib import import_module
from importlib.metadata import version
from typing import Any

from workflow.calendar import Notice
from workflow.calendar.festivals import statutory_days
from workflow.calendar.workdays import FIRST, LAST
from workflow.words import Words

from .drafts import BadArrangement, Draft

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
