"""The statutory days: the lunar table against two packages, and the three versions of the statute."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from lunar_python import Lunar, Solar

from workflow import errors
from workflow.calendar.festivals import festival_words, statutory_days
from workflow.words import Words

YEARS = range(2008, 2051)


def day_of(year: int, festival: str) -> date:
    return next(day for day, name in statutory_days(year) if name == festival)


def lunar(year: int, month: int, day: int) -> date:
    solar = Lunar.fromYmd(year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def qingming(year: int) -> date:
    solar = Solar.fromYmd(year, 4, 6).getLunar().getJieQiTable()["清明"]
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


@pytest.mark.parametrize("year", YEARS)
def test_agrees_with_lunar_python(year: int) -> None:
    """The moving festivals fall where the lunar calendar of lunar_python puts them."""
    assert day_of(year, "春节（初一）") == lunar(year, 1, 1)
    assert day_of(year, "清明节") == qingming(year)
    assert day_of(year, "端午节") == lunar(year, 5, 5)
    assert day_of(year, "中秋节") == lunar(year, 8, 15)


@pytest.mark.parametrize("year", YEARS)
def test_agrees_with_holidays(year: int) -> None:
    """Each statutory day is a public holiday in the package holidays, and it knows no others."""
    other = holidays.country_holidays("CN", years=year, observed=False, language="zh_CN")
    moved = {day for day, name in other.items() if any(word in name for word in ("休息日", "70周年", "延长"))}
    assert set(other) - moved == {day for day, _ in statutory_days(year)}


@pytest.mark.parametrize(("year", "number", "first"), [(2013, 11, -1), (2014, 11, 0), (2024, 11, 0), (2025, 13, -1)])
def test_versions_of_the_statute(year: int, number: int, first: int) -> None:
    """The eve counts until 2013 and again from 2025; 13 days are given from 2025, 11 before."""
    assert len(statutory_days(year)) == number
    spring = min(day for day, name in statutory_days(year) if name.startswith("春节"))
    assert spring == lunar(year, 1, 1) + timedelta(first)


def test_two_festivals_on_one_day_are_both_owed() -> None:
    """In 2031 the middle of autumn falls on 1 October and the statute still gives 13 days."""
    assert [day for day, _ in statutory_days(2031)].count(date(2031, 10, 1)) == 2
    assert len(statutory_days(2031)) == 13


def test_years_without_table_are_not_covered() -> None:
    """The table ends in 2050."""
    with pytest.raises(errors.NotCovered) as caught:
        statutory_days(2051)
    assert caught.value.day == date(2051, 1, 1)


def test_festivals_in_words() -> None:
    """Festivals are said in both languages; an unknown one stays Chinese."""
    assert festival_words("中秋节、国庆节") == Words("中秋节、国庆节", "Mid-Autumn Festival and National Day")
    assert festival_words("火把节") == Words("火把节", "火把节")
