"""What the charts of a report show, counted from the cases: months, outcomes, and time left at the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from workflow.annual import Table3
from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import reply_deadline
from workflow.errors import YishenqingError
from workflow.law import Readings

from .known import LookedAt, Moment, counting_in, unwatched

if TYPE_CHECKING:
    from desk.desk import Desk

# Working days left when the answer was given: from, to (both included), label.
BINS = (
    (None, -11, "逾期超过 10 日"),
    (-10, -6, "逾期 6–10 日"),
    (-5, -1, "逾期 1–5 日"),
    (0, 0, "届满当日"),
    (1, 5, "提前 1–5 日"),
    (6, 10, "提前 6–10 日"),
    (11, 15, "提前 11–15 日"),
    (16, None, "提前 16 日以上"),
)


class Charts(NamedTuple):
    """Requests received by month (1 to 12), outcomes by label, answers by bin; None where cases are not at hand.

    ``unjudged`` counts the answered cases whose time limit could not be reckoned.
    """

    year: int
    outcomes: tuple[tuple[str, int], ...]
    months: tuple[int, ...] | None = None
    answers: tuple[int, ...] | None = None
    unjudged: int = 0


def outcomes(table: Table3) -> tuple[tuple[str, int], ...]:
    """Return how many requests were concluded in each of the six classes （一） to （六）."""
    rows = [row for row in table.form.table3.rows if row.id in table.form.result_rows]
    classes = groupby(rows, key=lambda row: row.group or row.label)
    return tuple((_short(name), sum(table.cell(row.id, "total") or 0 for row in run)) for name, run in classes)


def _short(label: str) -> str:
    """Leave out what stands in brackets behind a label."""
    return label[:3] + label[3:].split("（")[0]


def charts_of(desk: Desk, year: int, table: Table3, moment: Moment = None, looked_at: LookedAt = unwatched) -> Charts:
    """Count what the charts of *year* show, as the book stood at *moment*; *table* is of the same moment.

    One time limit is reckoned for each case that was answered in the year.
    """
    cases, calendar = counting_in(desk, year, moment)
    months: Counter[int] = Counter()
    left: Counter[int] = Counter()
    unjudged = 0
    for case in looked_at(cases):
        months[case.received_on.month] += case.received_on.year == year
        if case.conclusion is not None and case.conclusion.on.year == year and case.outcome is not None:
            try:
                left[days_left(case, calendar, desk.readings)] += 1
            except YishenqingError:
                unjudged += 1
    return Charts(year, outcomes(table), _by_month(months), binned(left), unjudged)


def days_left(case: Case, calendar: WorkCalendar, readings: Readings) -> int:
    """Return how many working days were left when an answered case was answered, negative when it was late."""
    assert case.conclusion is not None, "the case was answered"
    on = case.conclusion.on
    due = reply_deadline(case, on, calendar, readings, other_readings=False).due
    return calendar.count_between(on, due) if on <= due else -max(1, calendar.count_between(due, on))


def _by_month(months: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(months.get(month, 0) for month in range(1, 13))


def binned(left: Mapping[int, int]) -> tuple[int, ...]:
    """Return how many answers fall into each of ``BINS``; *left* counts them by working days left."""
    return tuple(sum(n for days, n in left.items() if _within(days, low, high)) for low, high, _ in BINS)


def _within(days: int, low: int | None, high: int | None) -> bool:
    return (low is None or low <= days) and (high is None or days <= high)


def shares(counts: Iterable[int]) -> list[float]:
    """Return the share of each count in their sum; nought where there is nothing."""
    counts = tuple(counts)
    whole = sum(counts)
    return [count / whole if whole else 0.0 for count in counts]
