"""Days as people and programs write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.written_days import Moment, UnreadableDay, read_day, read_moment

THIRD = date(2025, 3, 3)


@pytest.mark.parametrize(
    "written",
    ["2025-03-03", "2025-3-3", "2025/3/3", "2025/03/03", "2025年3月3日", "2025年03月03日", " 2025-03-03\u3000"],
)
def test_a_day_is_read_however_it_is_written(written: str) -> None:
    """Programs, spreadsheets and letters write it in their own ways."""
    assert read_day(written) == THIRD
    assert read_moment(written) == Moment(THIRD, None)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "2025-03-311",
        "2025-03-03至2025-03-10",
        "2025-03-03（补发2025-04-20）",
        "2025-03-2O",
        "2025-3/3",
        "2025.3.3",
        "20250303",
        "25-3-3",
        "3/3/2025",
        "2025-03",
        "2025年3月",
        "2025-W10-1",
        "-2025-03-03",
        "2025-03-03Z",
        "45719",
        "２０２５-03-03",
        "2025年３月3日",
        "二〇二五年三月三日",
    ],
)
def test_what_is_no_day_alone_is_refused(written: str) -> None:
    """Nothing after the day is dropped, and nothing is guessed."""
    for read in (read_day, read_moment):
        with pytest.raises(UnreadableDay, match="2025-03-03") as refused:
            read(written)
        assert refused.value.written == written


@pytest.mark.parametrize("written", ["2025-02-29", "2025/13/1", "2025年4月31日", "0000-01-01", "2025-02-29 09:00"])
def test_a_day_that_no_calendar_has_is_called_so(written: str) -> None:
    """It is written as a day and is none."""
    with pytest.raises(UnreadableDay, match="日历上没有"):
        read_moment(written)


def test_full_width_digits_are_named() -> None:
    """Who typed them sees no difference on the screen."""
    with pytest.raises(UnreadableDay) as refused:
        read_day("２０２５-０３-０３")
    assert "半角" in refused.value.message("zh")
    assert "0 to 9" in refused.value.message("en")


@pytest.mark.parametrize(
    ("written", "day", "clock"),
    [
        ("2025-03-31T17:00:00Z", date(2025, 4, 1), time(1)),
        ("2025-03-31T15:59:59Z", date(2025, 3, 31), time(23, 59, 59)),
        ("2025-03-31T16:00Z", date(2025, 4, 1), time(0)),
        ("2025-03-31 17:00:00 UTC", date(2025, 4, 1), time(1)),
        ("2025-03-31 17:00:00.250+00", date(2025, 4, 1), time(1, 0, 0, 250_000)),
        ("2025-03-31T12:00:00-0500", date(2025, 4, 1), time(1)),
        ("2025-04-01T00:30:00+08:00", date(2025, 4, 1), time(0, 30)),
        ("2025-04-01T00:30:00+09:00", date(2025, 3, 31), time(23, 30)),
        ("2025/3/31 17:00:00 GMT+8", date(2025, 3, 31), time(17)),
        ("2025-03-31 23:59:59", date(2025, 3, 31), time(23, 59, 59)),
        ("2025/3/31 9:05", date(2025, 3, 31), time(9, 5)),
        ("2025年3月31日 9时5分", date(2025, 3, 31), time(9, 5)),
        ("2025年3月31日9:05", date(2025, 3, 31), time(9, 5)),
    ],
)
def test_a_stamp_is_brought_to_beijing(written: str, day: date, clock: time) -> None:
    """With a zone it is put into Beijing time and its day taken there; without one it is a time there."""
    assert read_moment(written) == Moment(day, clock)
    with pytest.raises(UnreadableDay):
        read_day(written)


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-31 09:00-10:00",
        "2025-03-31 24:00",
        "2025-03-31 09:60",
        "2025-03-31T09:00:00+15:00",
        "2025-03-31T09:00:00-13:00",
        "2025-03-31T09:00:00+08:75",
        "2025-03-31 09:00 CST",
        "2025-03-31T09",
        "2025-03-3109:00",
        "2025-03-31 09:00 已寄",
        "2025-03-31 上午9:00",
        "9999-12-31T23:00:00Z",
    ],
)
def test_a_stamp_of_no_known_moment_is_refused(written: str) -> None:
    """From when to when, an hour that is none, a zone of several places: the day is not certain."""
    with pytest.raises(UnreadableDay):
        read_moment(written)


ZONES = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(st.datetimes(datetime(2007, 1, 1), datetime(2030, 1, 1)), ZONES)  # noqa: DTZ001
def test_any_stamp_of_the_standard_is_read(moment: datetime, zone: timezone) -> None:
    """What a machine writes by ISO 8601 is the moment that it was."""
    written = moment.replace(tzinfo=zone).isoformat(timespec="seconds")
    utc = moment.replace(microsecond=0) - (zone.utcoffset(None) or timedelta())
    there = utc + timedelta(hours=8)
    assert read_moment(written) == Moment(there.date(), there.time())
