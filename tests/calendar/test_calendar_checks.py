"""The rules for a notice: kept by every one of ours, each broken once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import attrs
import pytest

from workflow.calendar import Notice, check_notice, notices
from workflow.calendar.notices import NoticedDay
from workflow.errors import BrokenLaw


def found(number: str) -> Notice:
    return next(notice for notice in notices() if notice.number == number)


NOTICE = found("国办发明电〔2025〕7号")
EXTENSION = found("国办发明电〔2020〕1号")


def changed(*, less: Collection[date] = (), more: tuple[NoticedDay, ...] = ()) -> Notice:
    """Return the notice for 2026 with some days left out and others added."""
    days = [noticed for noticed in NOTICE.days if noticed[0] not in less]
    return attrs.evolve(NOTICE, days=[*days, *more])


def later(days: list[NoticedDay]) -> Notice:
    return Notice(2026, "新", issued=date(2026, 8, 1), posted=date(2026, 8, 1), days=days)


def off(month: int, day: int, year: int = 2026) -> NoticedDay:
    return date(year, month, day), False, "春节"


def worked(month: int, day: int, year: int = 2026) -> NoticedDay:
    return date(year, month, day), True, "春节"


@pytest.mark.parametrize("notice", notices(), ids=lambda notice: notice.number)
def test_every_notice_passes(notice: Notice) -> None:
    """Each notice of the release keeps the rules, amendments together with what they amend."""
    check_notice(notice)


def test_balance_of_each_year() -> None:
    """Weekdays off less weekend days worked are 11, 12 in 2015, and 13 in 2020 and from 2025 on."""
    last: dict[int, dict[date, bool]] = {}
    for notice in notices():
        last.setdefault(notice.year, {}).update({day: working for day, working, _ in notice.days})
    balance = {
        year: sum((not w) * (d.weekday() < 5) - w * (d.weekday() >= 5) for d, w in days.items())
        for year, days in last.items()
    }
    special = {2015: 12, 2020: 13, 2025: 13, 2026: 13}
    assert balance == {year: special.get(year, 11) for year in range(2008, 2027)}


@pytest.mark.parametrize(
    ("notice", "rule", "day"),
    [
        (changed(more=(off(2, 17),)), "listed twice", "2026-02-17"),
        (changed(more=(worked(2, 17),)), "both off and worked", "2026-02-17"),
        (changed(more=(worked(3, 4),)), "is not a weekend", "2026-03-04"),
        (changed(more=(off(3, 7),)), "is a weekend", "2026-03-07"),
        (changed(more=(off(1, 1, 2027),)), "does not belong", "2027-01-01"),
        (changed(more=(off(12, 25, 2025),)), "does not belong", "2025-12-25"),
        (changed(less={date(2026, 4, 6)}), "must be 13", "2026"),
        (changed(less={date(2026, 9, 20)}), "must be 13", "2026"),
        (changed(less={date(2026, 6, 19)}), "is not off", "2026-06-19"),
        (changed(more=(worked(4, 5),)), "is not off", "2026-04-05"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_rule_broken(notice: Notice, rule: str, day: str) -> None:
    """A mistyped day is named together with the rule that it breaks."""
    with pytest.raises(BrokenLaw) as caught:
        check_notice(notice)
    assert rule in caught.value.message("en")
    assert day in caught.value.message("en")
    assert day in caught.value.message("zh")


@pytest.mark.parametrize("day", [day for day, _, _ in NOTICE.days], ids=str)
def test_any_day_left_out_is_caught(day: date) -> None:
    """Whichever day is forgotten, some rule finds it."""
    with pytest.raises(BrokenLaw):
        check_notice(changed(less={day}))


def test_an_amendment_is_checked_with_what_it_amends() -> None:
    """Without the notice that it changes, an extension has a weekend off and the wrong balance."""
    check_notice(EXTENSION, amends=[found("国办发明电〔2019〕16号")])
    with pytest.raises(BrokenLaw):
        check_notice(EXTENSION, amends=[])


def test_an_amendment_may_give_but_not_take() -> None:
    """A later notice that this release does not know may give another day, not take one away."""
    check_notice(later(days=[off(9, 3)]))
    check_notice(later(days=[off(10, 8), worked(10, 17)]))
    check_notice(later(days=[worked(10, 7), off(10, 10)]))
    with pytest.raises(BrokenLaw, match="应为 13 天"):
        check_notice(later(days=[worked(10, 17)]))
