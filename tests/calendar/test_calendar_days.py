"""Every day from 2008 to 2026 against two independent packages and the table read out of the notices."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from workflow.calendar import china, notices

TABLE = Path(__file__).parents[3] / "shared" / "law" / "china_workdays.csv"
BEFORE, UNTIL = date(2007, 12, 31), date(2026, 12, 31)
EVERY_DAY = [date(2008, 1, 1) + timedelta(n) for n in range((UNTIL - BEFORE).days)]


def rows() -> list[dict[str, str]]:
    if not TABLE.exists():
        pytest.skip("the table of the notices is not part of the distribution")
    with TABLE.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_agrees_with_holidays_on_every_day() -> None:
    """The calendar and the package holidays agree on each of 6,940 days."""
    other = holidays.country_holidays("CN", years=range(2007, 2028))
    assert [d for d in EVERY_DAY if china().is_working_day(d) != other.is_working_day(d)] == []


def test_agrees_with_chinesecalendar_on_every_day() -> None:
    """The calendar and the package chinesecalendar agree on each of 6,940 days."""
    assert [d for d in EVERY_DAY if china().is_working_day(d) != chinese_calendar.is_workday(d)] == []


def test_counts() -> None:
    """Nineteen years have 339 weekdays off and 123 weekend days worked."""
    assert len(EVERY_DAY) == 6940
    assert len(china().days_off_between(BEFORE + timedelta(1), UNTIL)) + 1 == 339  # 1 January 2008 is off
    assert len(china().make_up_days_between(BEFORE + timedelta(1), UNTIL)) == 123


def test_every_row_of_the_table() -> None:
    """Each row of the table is a day of ours with the same answer, festival and notice."""
    for row in rows():
        day = date.fromisoformat(row["date"])
        why = china().why(day)
        assert why.working == (row["is_workday"] == "1"), day
        assert row["festival"] in why.reason.zh, day
        if row["status"] == "verified" and day != date(2019, 5, 1):  # named again by the amendment
            assert why.notice is not None, day
            assert (why.notice.number, str(why.notice.issued), str(why.notice.posted)) == (
                row["notice_no"],
                row["issued"],
                row["posted_gov_cn"],
            )


def test_no_day_beside_the_table() -> None:
    """No notice moves a day that the table does not have, but for the two days of December 2007."""
    table = {date.fromisoformat(row["date"]) for row in rows()}
    ours = {day for notice in notices() for day, _, _ in notice.days}
    assert ours - table == {date(2007, 12, 29), date(2007, 12, 31)}
