"""The notices as data: their number, their order, and what they say where they are known to be tricky."""

from __future__ import annotations

from datetime import date

from workflow.calendar import notices
from workflow.calendar.notices import read_notice


def days(number: str) -> dict[date, bool]:
    (notice,) = (notice for notice in notices() if notice.number == number)
    return {day: working for day, working, _ in notice.days}


def test_one_notice_a_year_and_three_amendments() -> None:
    """The notices cover each year from 2008 to 2026, in order of issue, and 2015, 2019, 2020 twice."""
    assert len(notices()) == 22
    assert sorted(n.year for n in notices()) == sorted([*range(2008, 2027), 2015, 2019, 2020])
    assert [n.issued for n in notices()] == sorted(n.issued for n in notices())
    assert all(n.issued <= n.posted for n in notices())
    assert len({n.number for n in notices()}) == 22


def test_the_first_notice_of_2020_has_1_february_worked() -> None:
    """The extension took back the make-up day; the first notice still has it."""
    assert days("国办发明电〔2019〕16号")[date(2020, 2, 1)] is True
    assert days("国办发明电〔2020〕1号") == {date(2020, 1, 31): False, date(2020, 2, 1): False}


def test_the_first_notice_of_2019_gives_one_day_in_may() -> None:
    """Before the amendment only 1 May was off."""
    may = {day: w for day, w in days("国办发明电〔2018〕15号").items() if day.month in (4, 5) and day.day != 5}
    assert may == {date(2019, 5, 1): False}


def test_a_notice_reaches_into_the_year_before() -> None:
    """The notices for 2008, 2012 and 2019 move days of the December before."""
    early = {day: working for n in notices() for day, working, _ in n.days if day.year < n.year}
    assert early == {
        date(2007, 12, 29): True,
        date(2007, 12, 31): False,
        date(2011, 12, 31): True,
        date(2018, 12, 29): True,
        date(2018, 12, 31): False,
    }


def test_reads_a_notice() -> None:
    """A block of text becomes a notice: spans lose their weekends, days standing alone do not."""
    notice = read_notice("2026 某号 2025-11-04 2025-11-05\n春节 2/20-2/23 2/28 上班 2/14")
    assert (notice.year, notice.number) == (2026, "某号")
    assert (notice.issued, notice.posted) == (date(2025, 11, 4), date(2025, 11, 5))
    assert notice.days == (
        (date(2026, 2, 14), True, "春节"),
        (date(2026, 2, 20), False, "春节"),
        (date(2026, 2, 23), False, "春节"),
        (date(2026, 2, 28), False, "春节"),
    )
