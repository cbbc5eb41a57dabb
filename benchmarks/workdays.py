"""The 20th working day after a date, against a bare bisect and against ``holidays``."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from random import Random

import holidays

from workflow.calendar import WorkCalendar, china

from .harness import Aim, Comparison, compare, turn

N, DATES, SAMPLE = 20, 100_000, 2_000
BARE_ROUNDS, SAMPLE_ROUNDS = 15, 9


def run() -> list[Comparison]:
    """Ask for random dates, all of them such that the answer rests on notices."""
    random, calendar = Random(20), china()
    first = calendar.first.toordinal()
    last = (calendar.confirmed_until - timedelta(60)).toordinal()
    dates = [date.fromordinal(random.randint(first, last)) for _ in range(DATES)]
    return [_against_bisect(calendar, dates), _against_holidays(calendar, dates[:SAMPLE])]


def _all(calendar: WorkCalendar, dates: list[date]) -> list[date]:
    return [calendar.nth_working_day_after(day, N) for day in dates]


def _against_bisect(calendar: WorkCalendar, dates: list[date]) -> Comparison:
    days = [day.toordinal() for day in calendar.working_days_between(calendar.first, calendar.last)]

    def bare() -> list[date]:
        return [date.fromordinal(days[bisect_right(days, day.toordinal()) + N - 1]) for day in dates]

    if bare() != _all(calendar, dates):
        raise AssertionError("the bare bisect finds other days")
    ours, baseline = turn(lambda: _all(calendar, dates), DATES), turn(bare, DATES)
    return compare("20th working day, 100,000 dates", ours, "bare bisect, inlined", baseline, Aim(2), BARE_ROUNDS)


def _against_holidays(calendar: WorkCalendar, dates: list[date]) -> Comparison:
    # The years are given, so that both sides answer out of what is already in memory.
    theirs = holidays.country_holidays("CN", years=range(calendar.first.year, calendar.confirmed_until.year + 1))

    def library() -> list[date]:
        return [theirs.get_nth_working_day(day, N) for day in dates]

    ours, baseline = turn(lambda: _all(calendar, dates), SAMPLE), turn(library, SAMPLE)
    name = "holidays.get_nth_working_day"
    return compare("20th working day, 2,000 dates", ours, name, baseline, Aim(50, True), SAMPLE_ROUNDS)
