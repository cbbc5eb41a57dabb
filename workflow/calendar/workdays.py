"""The working-day calendar: a sorted list of ordinals, so that a deadline is one bisect and one index."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import compress
from typing import Final
from zlib import crc32

from ..errors import NotCovered
from ..words import Words
from .days import Day, Rule, explain
from .notices import Notice
from .overlays import Overlay

FIRST: Final = date(2008, 1, 1)
LAST: Final = date(2050, 12, 31)

Place = tuple[str, str]
"""A region by its code and its name."""


class WorkCalendar:
    """The working days of one region, as far as they are known; made by ``china``, never changed afterwards.

    ``id`` names the region and the last year whose notice is known, such as ``cn@2026``; ``revision`` is equal
    for two calendars exactly when they agree on every day and on what is confirmed. The calendar spans
    ``first`` to ``last``, both included. Up to ``confirmed_until``, included, it rests on notices. After
    that it is provisional: Monday to Friday less the weekdays among the statutory days off
    (全国年节及纪念日放假办法 Art. 2). A statutory day on a weekend is owed a weekday off on a date not yet
    known; none is subtracted for it, since the early date is the safe one. Make-up days are not known
    either, so that a provisional date can still move both ways.

    ``confirmed_until`` is 25 December, for a notice may still change the last days of the year before its
    own (those for 2008, 2012 and 2019 did).

    A year of which the region's own days off are not known is provisional too, wherever it lies: the national
    days hold in it, and ``local_unknown`` says which feasts of its ``places`` lack their days.

    ``notices`` and ``overlays`` are what it was made of, in the order in which each overruled the one before.

    Unless they say otherwise, methods answer for provisional days too (ask ``is_confirmed``) and raise
    NotCovered for a day outside ``first`` to ``last``.
    """

    __slots__ = (
        "_confirmed",
        "_days",
        "_flags",
        "_made_up",
        "_off",
        "_origin",
        "_rules",
        "confirmed_until",
        "first",
        "id",
        "last",
        "local_unknown",
        "notices",
        "overlays",
        "places",
        "revision",
    )

    def __init__(
        self,
        region: str,
        last_notice: int,
        rules: Mapping[date, Rule],
        notices: tuple[Notice, ...] = (),
        overlays: tuple[Overlay, ...] = (),
        places: tuple[Place, ...] = (),
        local_unknown: Mapping[int, Words] | None = None,
    ) -> None:
        """Lay *rules* over Monday to Friday; *last_notice* is the last year whose notice is known."""
        self.id: Final = f"{region}@{last_notice}"
        self.first: Final = FIRST
        self.last: Final = LAST
        self.confirmed_until: Final = date(last_notice, 12, 25)
        self.notices: Final = notices
        self.overlays: Final = overlays
        self.places: Final = places
        self.local_unknown: Final = local_unknown or {}
        self._rules: Final = rules
        self._origin: Final = FIRST.toordinal()
        self._confirmed: Final = self.confirmed_until.toordinal()
        self._flags: Final = self._lay(rules)
        self._off: Final = sorted(d for d, (working, *_) in rules.items() if not working and d.weekday() < 5)
        self._made_up: Final = sorted(d for d, (working, *_) in rules.items() if working and d.weekday() >= 5)
        confirmed = "".join(f"-{year}" for year in self.local_unknown if year <= last_notice)
        self.revision: Final = f"{self.id}/{self.confirmed_until}{confirmed}/{crc32(self._flags):08x}"
        self._days: Final = list(compress(range(self._origin, LAST.toordinal() + 1), self._flags))

    def _lay(self, rules: Mapping[date, Rule]) -> bytes:
        """Return a byte for each day from ``first`` to ``last``: 1 if it is worked."""
        size = LAST.toordinal() + 1 - self._origin
        flags = bytearray(b"\1\1\1\1\1\0\0" * (size // 7 + 2))[FIRST.weekday() :][:size]
        for day, (working, _, _) in rules.items():
            if FIRST <= day <= LAST:
                flags[day.toordinal() - self._origin] = working
        return bytes(flags)

    def __repr__(self) -> str:
        return f"<WorkCalendar {self.id}, confirmed until {self.confirmed_until}>"

    def nth_working_day_after(self, start: date, n: int, *, provisional: bool = False) -> date:
        """Return the *n*-th working day strictly after *start*, which is day 0 and need not be a working day.

        Raise NotCovered if *start* is before ``first``, if a day on the way is not confirmed (unless
        *provisional*), or if the result is after ``last``; raise ValueError if *n* is less than 1.
        """
        ordinal = start.toordinal()
        days = self._days
        try:
            found = days[bisect_right(days, ordinal) + n - 1]
        except IndexError:
            raise self._refusal(start, n) from None
        day = date.fromordinal(found)
        if n > 0 and ordinal >= self._origin and (provisional or self.is_confirmed(day, start)):
            return day
        raise self._refusal(start, n)

    def count_between(self, after: date, until: date) -> int:
        """Count the working days later than *after* and not later than *until*; 0 if *until* is not later."""
        if until <= after:
            return 0
        if after < self.first or until > self.last:
            raise self._outside(after if after < self.first else until)
        days = self._days
        return bisect_right(days, until.toordinal()) - bisect_right(days, after.toordinal())

    def working_days_between(self, after: date, until: date) -> tuple[date, ...]:
        """Return the working days later than *after* and not later than *until*, in order."""
        return tuple(day for day in self._each(after, until) if self.is_working_day(day))

    def days_off_between(self, after: date, until: date) -> tuple[date, ...]:
        """Return the Mondays to Fridays later than *after* and not later than *until* that are off."""
        if until > after:
            self._cover(after)
            self._cover(until)
        first, last = bisect_right(self._off, after), bisect_right(self._off, until)
        return tuple(self._off[first:last])

    def make_up_days_between(self, after: date, until: date) -> tuple[date, ...]:
        """Return the weekend days later than *after*, not later than *until*, that are worked (调休上班)."""
        if until > after:
            self._cover(after)
            self._cover(until)
        return tuple(self._made_up[bisect_right(self._made_up, after) : bisect_right(self._made_up, until)])

    def first_working_day_from(self, day: date) -> date:
        """Return *day* if it is worked, else the next working day: where a limit in calendar days ends."""
        self._cover(day)
        index = bisect_left(self._days, day.toordinal())
        if index == len(self._days):
            raise self._outside(self.last + timedelta(1))
        return date.fromordinal(self._days[index])

    def is_working_day(self, day: date) -> bool:
        """Tell whether *day* is worked."""
        self._cover(day)
        return self._flags[day.toordinal() - self._origin] == 1

    def why(self, day: date) -> Day:
        """Say whether *day* is worked, why, and under which notice or overlay."""
        lacking = self.lacking(day)
        return explain(self.is_working_day(day), self._rules.get(day), lacking[0] if lacking else None)

    def is_confirmed(self, day: date, since: date | None = None) -> bool:
        """Tell whether *day*, and every day after *since* on the way to it, is known for certain; never raise."""
        if not self.first <= day <= self.confirmed_until:
            return False
        return not self.local_lacking(day, since)

    def missing_year(self, day: date) -> int | None:
        """Return the year whose notice is wanted before *day* is confirmed, None if it is; never raise.

        From 26 December on, that is the year after. A day before ``first``, or in a year of which the region's
        own days off are not known, names its own year.
        """
        if self.is_confirmed(day):
            return None
        if day <= self.confirmed_until:
            return day.year
        return max(day.year, self.confirmed_until.year + 1)

    def lacking(self, day: date, since: date | None = None) -> tuple[Words, ...]:
        """Name the arrangements that are wanted before ``is_confirmed`` holds of the same days; never raise."""
        found = []
        if not self.first <= day <= self.confirmed_until:
            year = self.missing_year(day)
            found.append(Words(f"{year}年放假安排", f"the notice for {year}"))
        return (*found, *self.local_lacking(day, since))

    def local_lacking(self, day: date, since: date | None = None) -> tuple[Words, ...]:
        """Name the region's own days off that are wanted, of the years of *day* and of the days after *since*."""
        unknown = self.local_unknown
        return tuple(unknown[year] for year in _years(day, since) if year in unknown) if unknown else ()

    def _each(self, after: date, until: date) -> Iterator[date]:
        """Run through the days later than *after* and not later than *until*."""
        if until > after:
            self._cover(after)
            self._cover(until)
        return map(date.fromordinal, range(after.toordinal() + 1, until.toordinal() + 1))

    def _cover(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise self._outside(day)

    def _outside(self, day: date) -> NotCovered:
        return NotCovered(
            day,
            Words(
                f"{day} 不在日历 {self.id} 的范围内（{self.first} 至 {self.last}）",
                f"{day} is outside calendar {self.id} ({self.first} to {self.last})",
            ),
        )

    def _refusal(self, start: date, n: int) -> NotCovered | ValueError:
        """Find out why the *n*-th working day after *start* cannot be given."""
        if n < 1:
            return ValueError(f"n is {n}, must be 1 or more (第 n 个工作日，n 至少为 1)")
        if not self.first <= start <= self.last:
            return self._outside(start)
        index = bisect_right(self._days, start.toordinal()) + n - 1
        if index >= len(self._days):
            return self._outside(self.last + timedelta(1))
        day = date.fromordinal(self._days[index])
        lacking = self.lacking(day, start)
        return NotCovered(
            day,
            Words(
                f"{start} 之后第 {n} 个工作日落在 {day}，日历 {self.id} 不能确认："
                f"缺{'、'.join(words.zh for words in lacking)}（全国只确认到 {self.confirmed_until}）",
                f"working day {n} after {start} would be {day}, but calendar {self.id} does not confirm it: "
                f"{' and '.join(words.en for words in lacking)} is missing (confirmed nationally until {self.confirmed_until})",
            ),
        )


def _years(day: date, since: date | None) -> range:
    """Return the years of the days after *since* up to *day*; that of *day* alone without one."""
    if since is None or since >= day:
        return range(day.year, day.year + 1)
    return range((since + timedelta(1)).year, day.year + 1)
