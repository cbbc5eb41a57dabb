"""Which calendar one gets: what was known on a day, what a new notice confirms, what a place adds."""

from __future__ import annotations

from datetime import date

import attrs
import pytest

from workflow.calendar import Notice, Overlay, china
from workflow.calendar.notices import read_notice
from workflow.errors import NotCovered

NOTICE_2027 = read_notice(
    "2027 国办发明电〔2026〕99号 2026-11-20 2026-11-20\n元旦 2026/12/31-1/2 上班 2026/12/27\n春节 2/5-2/11 上班 2/14\n"
)


def bare(year: int, issued: date) -> Notice:
    return Notice(year, f"{year}", issued=issued, posted=issued, days=())


@pytest.mark.parametrize(
    ("received", "n", "known_on", "expected"),
    [
        (date(2020, 1, 20), 20, date(2020, 1, 25), date(2020, 2, 21)),
        (date(2020, 1, 20), 20, date(2020, 1, 26), date(2020, 2, 25)),
        (date(2020, 1, 20), 20, None, date(2020, 2, 25)),
        (date(2019, 4, 10), 15, date(2019, 3, 21), date(2019, 5, 2)),
        (date(2019, 4, 10), 15, date(2019, 3, 22), date(2019, 4, 30)),
        (date(2015, 8, 20), 15, date(2015, 5, 12), date(2015, 9, 10)),
        (date(2015, 8, 20), 15, date(2015, 5, 13), date(2015, 9, 11)),
    ],
)
def test_known_on(received: date, n: int, known_on: date | None, expected: date) -> None:
    """A deadline is counted with the notices issued by the day on which it was asked."""
    assert china(known_on=known_on).nth_working_day_after(received, n) == expected


@pytest.mark.parametrize(
    ("known_on", "name", "confirmed_until"),
    [
        (date(2007, 12, 14), "cn@2007", date(2007, 12, 25)),
        (date(2007, 12, 15), "cn@2008", date(2008, 12, 25)),
        (date(2018, 12, 3), "cn@2018", date(2018, 12, 25)),
        (date(2018, 12, 4), "cn@2019", date(2019, 12, 25)),
        (date(2099, 1, 1), "cn@2026", date(2026, 12, 25)),
    ],
)
def test_known_on_confirms(known_on: date, name: str, confirmed_until: date) -> None:
    """The last notice known gives the calendar its name and its confirmed span."""
    calendar = china(known_on)
    assert (calendar.id, calendar.confirmed_until) == (name, confirmed_until)


def test_before_the_first_notice_nothing_is_confirmed() -> None:
    """Without any notice the statute alone speaks, and only when asked."""
    calendar = china(date(2007, 12, 1))
    assert calendar.missing_year(date(2008, 1, 1)) == 2008
    with pytest.raises(NotCovered):
        calendar.nth_working_day_after(date(2008, 1, 1), 1)
    assert calendar.nth_working_day_after(date(2008, 2, 5), 1, provisional=True) == date(2008, 2, 11)


def test_the_same_calendar_is_made_once() -> None:
    """Equal arguments give one object; days between two notices are the same day to the calendar."""
    assert china() is china()
    assert china(date(2019, 4, 1)) is china(date(2019, 4, 2))
    assert china(extra_notices=[NOTICE_2027]) is china(extra_notices=(NOTICE_2027,))


def test_a_new_notice_confirms_and_moves() -> None:
    """The notice for 2027 confirms 2026 whole and may move the end of its December."""
    calendar = china(extra_notices=[NOTICE_2027])
    assert (calendar.id, calendar.confirmed_until) == ("cn@2027", date(2027, 12, 25))
    assert calendar.is_working_day(date(2026, 12, 27))
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert calendar.missing_year(date(2026, 12, 31)) is None
    assert calendar.nth_working_day_after(date(2026, 12, 10), 20) == date(2027, 1, 8)
    assert calendar.why(date(2027, 2, 9)).notice == NOTICE_2027
    assert calendar.missing_year(date(2027, 12, 26)) == 2028


def test_a_new_notice_has_its_day_too() -> None:
    """A notice loaded by the user is not known before it was issued."""
    assert china(date(2026, 11, 19), extra_notices=[NOTICE_2027]).id == "cn@2026"
    assert china(date(2026, 11, 20), extra_notices=[NOTICE_2027]).id == "cn@2027"


def test_a_hole_between_notices_is_not_confirmed() -> None:
    """With the notice for 2028 but none for 2027, 2026 stays the last year confirmed."""
    calendar = china(extra_notices=[bare(2028, date(2026, 11, 21))])
    assert calendar.id == "cn@2026"
    assert calendar.missing_year(date(2028, 3, 1)) == 2028


def test_an_amendment_overrules_whatever_the_order_given() -> None:
    """The notice issued last wins, not the one named last."""
    day = date(2027, 2, 12)
    late = Notice(2027, "改", issued=day, posted=day, days=[(day, False, "春节")])
    early = attrs.evolve(late, issued=date(2026, 11, 1), days=[(day, True, "春节")])
    assert not china(extra_notices=[late, early]).is_working_day(day)


def test_overlays_known_on() -> None:
    """An overlay issued later is left out, with its region; one without a day of issue stays."""
    day = (date(2026, 2, 24), False, "某节")
    dated = Overlay("x", "某地", scope="", instrument="", days=[day], issued=date(2026, 1, 28))
    undated = Overlay("y", "某市", scope="", instrument="", days=[day])
    assert china(date(2026, 1, 27), [dated]).id == "cn@2026"
    assert china(date(2026, 1, 28), [dated]).id == "cn-x@2026"
    assert china(date(2026, 1, 27), [dated, undated]).id == "cn-y@2026"
