"""Counting: the n-th working day, what is counted between two days, and where the calendar ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.calendar import china
from workflow.errors import NotCovered

CN = china()
DAY = timedelta(1)
starts = st.dates(date(2008, 1, 1), date(2026, 6, 30))
any_day = st.dates(CN.first, CN.last)
spans = st.tuples(starts, st.integers(-40, 120)).map(lambda pair: (pair[0], pair[0] + pair[1] * DAY))
quick = settings(deadline=None)


def walked(start: date, n: int) -> date:
    """Find the n-th working day after *start* on foot."""
    day = start
    while n:
        day += DAY
        n -= CN.is_working_day(day)
    return day


def each(after: date, until: date) -> list[date]:
    return [after + n * DAY for n in range(1, (until - after).days + 1)]


def test_attributes() -> None:
    """The calendar says who it is and how far it reaches."""
    assert (CN.id, CN.first, CN.confirmed_until, CN.last) == (
        "cn@2026",
        date(2008, 1, 1),
        date(2026, 12, 25),
        date(2050, 12, 31),
    )
    assert repr(CN) == "<WorkCalendar cn@2026, confirmed until 2026-12-25>"


@quick
@given(starts, st.integers(1, 80))
def test_nth_is_the_walked_day(start: date, n: int) -> None:
    """The bisect finds what a walk day by day finds."""
    assert CN.nth_working_day_after(start, n) == walked(start, n)


@quick
@given(starts, st.integers(1, 80))
def test_count_is_the_inverse_of_nth(start: date, n: int) -> None:
    """Between a day and the n-th working day after it lie n working days, and n - 1 the day before."""
    found = CN.nth_working_day_after(start, n)
    assert CN.count_between(start, found) == n
    assert CN.count_between(start, found - DAY) == n - 1


@quick
@given(spans)
def test_between(span: tuple[date, date]) -> None:
    """The first day is left out, the last is counted; each kind of day is told apart."""
    after, until = span
    working = tuple(day for day in each(after, until) if CN.is_working_day(day)) if until >= CN.first else ()
    assert CN.working_days_between(after, until) == working
    assert CN.count_between(after, until) == len(working)
    off, made_up = CN.days_off_between(after, until), CN.make_up_days_between(after, until)
    assert all(day.weekday() < 5 for day in off)
    assert all(day.weekday() >= 5 for day in made_up)
    weekdays = {day for day in each(after, until) if day.weekday() < 5}
    assert weekdays - set(off) | set(made_up) == set(working)


@quick
@given(st.dates(CN.first, date(2050, 12, 20)))
def test_first_working_day_from(day: date) -> None:
    """A working day stays; any other moves on to the next."""
    found = CN.first_working_day_from(day)
    assert found == (day if CN.is_working_day(day) else walked(day, 1))


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 5, 1), 20, date(2026, 6, 1)),  # a festival
        (date(2026, 5, 2), 1, date(2026, 5, 6)),  # a Saturday inside a break
        (date(2026, 10, 10), 1, date(2026, 10, 12)),  # a Saturday that is worked
        (date(2026, 10, 9), 1, date(2026, 10, 10)),  # the day before it
        (date(2026, 2, 14), 1, date(2026, 2, 24)),  # the eve of the long break
    ],
)
def test_start_need_not_be_worked(start: date, n: int, expected: date) -> None:
    """Day 0 may be any day, and is never counted."""
    assert CN.nth_working_day_after(start, n) == expected


def test_reversed_span_is_empty() -> None:
    """Nothing lies between a day and itself, or an earlier one."""
    day = date(2026, 3, 2)
    assert CN.count_between(day, day) == CN.count_between(day, day - 9 * DAY) == 0
    assert CN.working_days_between(day, day - 9 * DAY) == ()


def test_provisional_only_when_asked() -> None:
    """The 20th working day after 10 December 2026 waits for the notice of 2027."""
    with pytest.raises(NotCovered) as caught:
        CN.nth_working_day_after(date(2026, 12, 10), 20)
    assert caught.value.day == date(2027, 1, 8)
    assert "2027" in caught.value.message("zh")
    assert "the notice for 2027 is missing" in caught.value.message("en")
    assert CN.nth_working_day_after(date(2026, 12, 10), 20, provisional=True) == date(2027, 1, 8)


def test_confirmed_to_25_december() -> None:
    """The last days of December can still be moved by the next notice."""
    assert CN.nth_working_day_after(date(2026, 12, 24), 1) == date(2026, 12, 25)
    with pytest.raises(NotCovered):
        CN.nth_working_day_after(date(2026, 12, 25), 1)


def test_provisional_days_off_of_2027() -> None:
    """Only the statutory days on weekdays are off; those on weekends are owed a day that nobody knows yet."""
    off = CN.days_off_between(date(2026, 12, 31), date(2027, 12, 31))
    assert [(d.month, d.day) for d in off] == [(1, 1), (2, 5), (2, 8), (4, 5), (6, 9), (9, 15), (10, 1)]
    assert CN.make_up_days_between(date(2026, 12, 31), CN.last) == ()


@pytest.mark.parametrize("provisional", [False, True])
@pytest.mark.parametrize(
    ("start", "day"),
    [
        (date(2007, 12, 31), date(2007, 12, 31)),
        (date(1, 1, 1), date(1, 1, 1)),
        (date(2051, 1, 1), date(2051, 1, 1)),
    ],
)
def test_start_outside(start: date, day: date, provisional: bool) -> None:
    """A start before 2008 or after 2050 is never covered."""
    with pytest.raises(NotCovered) as caught:
        CN.nth_working_day_after(start, 20, provisional=provisional)
    assert caught.value.day == day


def test_result_outside() -> None:
    """A result after 2050 is not covered, whatever is asked."""
    assert CN.nth_working_day_after(date(2050, 12, 29), 1, provisional=True) == date(2050, 12, 30)
    with pytest.raises(NotCovered) as caught:
        CN.nth_working_day_after(date(2050, 12, 29), 2, provisional=True)
    assert caught.value.day == date(2051, 1, 1)
    with pytest.raises(NotCovered) as caught:
        CN.first_working_day_from(date(2050, 12, 31))
    assert caught.value.day == date(2051, 1, 1)


@pytest.mark.parametrize("n", [0, -1, -100_000])
@pytest.mark.parametrize("start", [date(2026, 3, 2), date(2007, 1, 1), date(2051, 1, 1)])
def test_n_is_at_least_one(start: date, n: int) -> None:
    """There is no 0-th working day."""
    with pytest.raises(ValueError, match="must be 1 or more"):
        CN.nth_working_day_after(start, n)


@pytest.mark.parametrize("day", [date(2007, 12, 31), date(2051, 1, 1)])
def test_questions_outside(day: date) -> None:
    """Every question about a day outside the calendar is refused, but for those about its bounds."""
    for ask in (CN.is_working_day, CN.first_working_day_from, CN.why):
        with pytest.raises(NotCovered):
            ask(day)
    for between in (CN.count_between, CN.working_days_between, CN.days_off_between, CN.make_up_days_between):
        with pytest.raises(NotCovered):
            between(min(day, date(2026, 1, 1)), max(day, date(2026, 1, 1)))
    assert CN.is_confirmed(day) is False
    assert CN.missing_year(day) == day.year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2008, 1, 1), None),
        (date(2025, 12, 31), None),
        (date(2026, 12, 25), None),
        (date(2026, 12, 26), 2027),
        (date(2026, 12, 31), 2027),
        (date(2027, 1, 1), 2027),
        (date(2027, 12, 31), 2027),
        (date(2028, 1, 1), 2028),
    ],
)
def test_missing_year(day: date, year: int | None) -> None:
    """The notice that is wanted is that of the day's year, or of the next in the last days of December."""
    assert CN.missing_year(day) == year
    assert CN.is_confirmed(day) is (year is None)


@quick
@given(any_day)
def test_why_agrees(day: date) -> None:
    """The reason and the answer never part; what is not confirmed says so."""
    why = CN.why(day)
    assert why.working == CN.is_working_day(day)
    assert ("推定" in why.reason.zh) == ("provisional" in why.reason.en) == (not CN.is_confirmed(day))


@pytest.mark.parametrize(
    ("day", "zh", "en", "number"),
    [
        (date(2026, 3, 2), "工作日", "ordinary working day", None),
        (date(2026, 3, 1), "休息日", "weekend", None),
        (
            date(2026, 2, 17),
            "放假：春节（国办发明电〔2025〕7号）",
            "day off for Spring Festival (",
            "国办发明电〔2025〕7号",
        ),
        (
            date(2026, 2, 14),
            "调休上班：春节（",
            "make-up day worked for Spring Festival (",
            "国办发明电〔2025〕7号",
        ),
        (date(2015, 9, 3), "放假：中国人民抗日战争", "day off for 70th anniversary", "国发明电〔2015〕1号"),
        (
            date(2027, 2, 5),
            "法定节日：春节（除夕）（推定：2027年",
            "statutory day off for Spring Festival (eve) (prov",
            None,
        ),
        (
            date(2027, 2, 6),
            "法定节日：春节（初一）（推定：2027年",
            "statutory day off for Spring Festival (first",
            None,
        ),
        (
            date(2026, 12, 28),
            "工作日（推定：2027年",
            "ordinary working day (provisional: the notice for 2027",
            None,
        ),
    ],
)
def test_why(day: date, zh: str, en: str, number: str | None) -> None:
    """Each kind of day has its reason in both languages, and its notice."""
    why = CN.why(day)
    assert why.reason.zh.startswith(zh)
    assert why.reason.en.startswith(en)
    assert (why.notice.number if why.notice else None) == number
    assert why.overlay is None
