"""A notice: the State Council's word on which days of a year are off and which weekend days are worked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

import attrs

from .arrangements import TEXT

NoticedDay = tuple[date, bool, str]
"""A day, whether it is worked, and the festival for which it was moved."""

_WORKED = "上班"


def as_days(days: Iterable[NoticedDay]) -> tuple[NoticedDay, ...]:
    """Make *days*, read from anywhere, the tuple that a notice or an overlay holds."""
    return tuple((day, working, festival) for day, working, festival in days)


@attrs.frozen
class Notice:
    """One arrangement of festivals and days off (部分节假日安排), or an amendment of one.

    ``number`` is the document number, ``issued`` the day from which the notice is known, ``posted`` the day
    it stood on www.gov.cn. ``days`` holds only what differs from Monday to Friday, as ``(day, working,
    festival)``: weekdays off, weekend days worked and, in an amendment, days that an earlier notice had
    moved. A notice may reach back into the last days of December of the year before.
    """

    year: int
    number: str
    issued: date = attrs.field(kw_only=True)
    posted: date = attrs.field(kw_only=True)
    days: tuple[NoticedDay, ...] = attrs.field(kw_only=True, converter=as_days)


@cache
def notices() -> tuple[Notice, ...]:
    """Return every notice that this release knows, in the order of issue."""
    return tuple(read_notice(block) for block in TEXT.strip().split("\n\n"))


def read_notice(block: str) -> Notice:
    """Read a notice from the notation of ``arrangements``: a head line, then a line for each break."""
    head, *breaks = block.strip().splitlines()
    year, number, issued, posted = head.split()
    return Notice(
        int(year),
        number,
        issued=date.fromisoformat(issued),
        posted=date.fromisoformat(posted),
        days=[day for line in breaks for day in read_break(line, int(year))],
    )


def read_break(line: str, year: int) -> Iterator[NoticedDay]:
    """Read one break of *year*, such as ``春节 2/15-2/23 上班 2/14 2/28``, into its days in order."""
    festival, *tokens = line.split()
    split = tokens.index(_WORKED) if _WORKED in tokens else len(tokens)
    off = {day for token in tokens[:split] for day in _span(token, year)}
    worked = {day for token in tokens[split + 1 :] for day in _span(token, year)}
    for day, working in sorted([(day, False) for day in off] + [(day, True) for day in worked]):
        yield day, working, festival


def _span(token: str, year: int) -> list[date]:
    """Return the day that *token* names, or the Mondays to Fridays of the span that it names."""
    begin, _, end = token.partition("-")
    if not end:
        return [_day(begin, year)]
    ordinals = range(_day(begin, year).toordinal(), _day(end, year).toordinal() + 1)
    return [day for day in map(date.fromordinal, ordinals) if day.weekday() < 5]


def _day(token: str, year: int) -> date:
    *own_year, month, day = map(int, token.split("/"))
    return date(own_year[0] if own_year else year, month, day)
