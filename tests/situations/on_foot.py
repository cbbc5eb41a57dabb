"""Days counted on foot: which days are worked, as an independent package says, and how to walk over them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import chinese_calendar

DAY = timedelta(days=1)
FIRST, LAST = date(2007, 12, 1), date(2027, 12, 31)
"""The days that are known here: as was arranged until 2026-12-31, and in 2027 as the statute alone has it."""
END = date(2036, 1, 1)
ARRANGED = date(2026, 12, 31)
STATUTORY_2027 = {  # Mondays to Fridays off for certain: 全国年节及纪念日放假办法 (2024) 2
    *(date(2027, 1, 1), date(2027, 2, 5), date(2027, 2, 8), date(2027, 4, 5)),
    *(date(2027, 6, 9), date(2027, 9, 15), date(2027, 10, 1)),
}


def days(after: date, until: date) -> list[date]:
    """Every day after *after* up to *until*."""
    return [after + n * DAY for n in range(1, (until - after).days + 1)]


WORKED = frozenset(
    [day for day in days(FIRST - DAY, ARRANGED) if chinese_calendar.is_workday(day)]
    # From 2028 on nothing is known: whoever walks so far is not compared.
    + [day for day in days(ARRANGED, END) if day.weekday() < 5 and day not in STATUTORY_2027]
)


def walk(start: date, n: int, left_out: Collection[date] = frozenset()) -> date:
    """The *n*-th working day after *start* that is not left out; *start* itself for none."""
    day = start
    while n:
        day += DAY
        if day in WORKED and day not in left_out:
            n -= 1
    return day


def off_the_holiday(day: date) -> date:
    """The day itself if it is worked, else the next that is."""
    while day not in WORKED:
        day += DAY
    return day


def days_after(day: date, n: int, left_out: Collection[date] = frozenset()) -> date:
    """Walk so many days on, then off a day that is not worked."""
    while n:
        day += DAY
        n -= day not in left_out
    return off_the_holiday(day)


def months_after(day: date, n: int) -> date:
    """Walk so many months on, then off a day that is not worked."""
    return off_the_holiday(months_later(day, n))


def months_later(day: date, n: int) -> date:
    """Walk through so many turns of the month to the day of the same number, or the month's last."""
    there, turned = day, 0
    while turned < n:
        there += DAY
        turned += there.day == 1
    while there.day < day.day and (there + DAY).month == there.month:
        there += DAY
    return there
