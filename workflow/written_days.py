"""Days as people and programs write them: one reader for the command line, sheets, scenarios and logs.

A case file is stricter: there a day is YYYY-MM-DD and nothing else.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from .errors import YishenqingError
from .history import BEIJING
from .words import Words

A_DAY = Words("日期，写作 2025-03-03、2025/3/3 或 2025年3月3日", "a day, written 2025-03-03, 2025/3/3 or 2025年3月3日")

_SHAPE = r"(\d{4})(?:([-/])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)"
_DAY = re.compile(_SHAPE, re.ASCII)
_STAMP = re.compile(
    _SHAPE + r"(?P<between>[Tt]|[ \t\u3000]+|(?<=日))"
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"|(?P<zh_hour>\d{1,2})时(?P<zh_minute>\d{1,2})分(?:(?P<zh_second>\d{1,2})秒)?)"
    r"(?: ?(?P<zone>[Zz]|(?:UTC|GMT)(?:[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d(?::?\d\d)?))?",
    re.ASCII,
)
_ZONE = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d\d)?", re.ASCII)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)  # no place on earth is further from Greenwich
_LONGEST = 60  # characters of what was written that a message repeats


class UnreadableDay(YishenqingError, ValueError):
    """A text that names no day, or more than a day: ``written`` is the text."""

    def __init__(self, written: str, words: Words) -> None:
        self.written = written
        super().__init__(words)


class Moment(NamedTuple):
    """A day in Beijing, and the time of that day where it was written."""

    day: date
    time: time | None


def read_day(written: str) -> date:
    """Read a day: 2025-03-03, 2025-3-3, 2025/3/3 or 2025年3月3日, with blanks around it and nothing else.

    Digits are those of ASCII. Raises :class:`UnreadableDay`.
    """
    found = _DAY.fullmatch(written.strip())
    if found is None:
        raise _unreadable(written)
    return _day(found, written)


def read_moment(written: str) -> Moment:
    """Read a day, or a day with a time. A time with a zone is brought to Beijing; one without is a time there.

    A zone is ``Z``, ``UTC``, ``GMT`` or hours from it (``+08:00``). After a time without seconds hours are a zone only
    where ``T`` stands before the time: ``9:00-10:00`` is how people write from when to when. Raises
    :class:`UnreadableDay` for anything else after the day.
    """
    text = written.strip()
    found = _STAMP.fullmatch(text)
    if found is None:
        return Moment(read_day(written), None)
    zone = found["zone"]
    if zone and zone[0] in "+-" and not found["second"] and found["between"] not in ("T", "t"):
        raise _unreadable(written)
    try:
        return in_beijing(datetime.combine(_day(found, written), _time(found), _zone(zone)))
    except UnreadableDay:
        raise
    except (ValueError, OverflowError):
        raise _unreadable(written) from None


def in_beijing(moment: datetime) -> Moment:
    """Return a moment in Beijing time; one without a zone is a time there."""
    there = moment if moment.tzinfo is None else moment.astimezone(BEIJING)
    return Moment(there.date(), there.time())


def _day(found: re.Match[str], written: str) -> date:
    try:
        return date(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    except ValueError:
        shown = _shown(written)
        raise UnreadableDay(
            written, Words(f"日历上没有“{shown}”这一天", f"{shown!r} is no day of the calendar")
        ) from None


def _time(found: re.Match[str]) -> time:
    hour, minute, second = (found[name] or found[f"zh_{name}"] or "0" for name in ("hour", "minute", "second"))
    return time(int(hour), int(minute), int(second), int((found["part"] or "").ljust(6, "0")[:6]))


def _zone(written: str | None) -> tzinfo | None:
    """Return the zone that is written; ``ValueError`` for one that is nowhere on earth."""
    if written is None:
        return None
    found = _ZONE.fullmatch(written)
    if found is None:
        return UTC
    minutes = int(found[3] or 0)
    away = timedelta(hours=int(found[2]), minutes=minutes) * (-1 if found[1] == "-" else 1)
    if minutes > 59 or not _WEST <= away <= _EAST:
        raise ValueError(written)
    return timezone(away)


def _unreadable(written: str) -> UnreadableDay:
    shown = _shown(written)
    wide = any(c.isdecimal() and not c.isascii() for c in written)
    zh, en = ("（数字用半角）", " (with the digits 0 to 9)") if wide else ("", "")
    return UnreadableDay(
        written,
        Words(f"读到“{shown}”，应为{A_DAY.zh}{zh}", f"found {shown!r}, allowed is {A_DAY.en}{en}"),
    )


def _shown(written: str) -> str:
    return written if len(written) <= _LONGEST else written[: _LONGEST - 1] + "…"
