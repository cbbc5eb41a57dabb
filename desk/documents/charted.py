"""What the charts of a report show, counted from the cases: months, outcomes, and time left at the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from persistence import Book
from workflow.annual import Selection, Table3
from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import reply_deadline
from workflow.errors import YishenqingError
from workflow.law import Readings

if TYPE_CHECKING:
    from desk.read_only import ReadOnlyDesk

LookedAt = Callable[[Iterable[Case]], Iterable[Case]]
"""Passes on the cases as they are gone through, so that somebody may watch."""

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


_ONE_BY_ONE = 4  # times as long as in a row takes a case that is looked up: 39 µs, and 10 µs, in a book of 120,000


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


def unwatched(cases: Iterable[Case]) -> Iterable[Case]:
    """Pass on the cases; nobody watches."""
    return cases


def charts_of(desk: ReadOnlyDesk, year: int, table: Table3, looked_at: LookedAt = unwatched) -> Charts:
    """Count what the charts of *year* show in the moment of the desk; *table* is of the same moment.

    One time limit is reckoned for each case that was answered in the year.
    """
    calendar, readings = desk.calendar, desk.readings
    months: Counter[int] = Counter()
    left: Counter[int] = Counter()
    unjudged = 0
    for case in looked_at(_counting_in(desk.book, year)):
        months[case.received_on.month] += case.received_on.year == year
        if case.conclusion is not None and case.conclusion.on.year == year and case.outcome is not None:
            try:
                left[days_left(case, calendar, readings)] += 1
            except YishenqingError:
                unjudged += 1
    return Charts(year, outcomes(table), _by_month(months), binned(left), unjudged)


def _counting_in(book: Book, year: int) -> Iterable[Case]:
    """Yield at least the cases that were received or concluded in *year*.

    The docket of the present knows which these are; a past book has to be gone through.
    """
    if book.moment is None:
        first, last = date(year, 1, 1), date(year, 12, 31)
        received = book.select(Selection(received=(first, last)))
        before = (date.min, date(year - 1, 12, 31))
        concluded = book.select(Selection(received=before, concluded_from=first, concluded_to=last))
        if _ONE_BY_ONE * (len(received) + len(concluded)) <= sum(book.tally().values()):
            return map(book.case, (*received, *concluded))
    return (case for case in book.cases() if not case.voided)


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
