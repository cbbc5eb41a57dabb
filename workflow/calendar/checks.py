"""What every notice keeps to: rules that catch a mistyped day before a deadline is counted with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from ..errors import BrokenLaw
from ..words import Words
from .festivals import statutory_days
from .notices import Notice, notices

# Days off that an amendment gave beyond the statute (its make-up days taken off).
_GRANTED = {"国发明电〔2015〕1号": 1, "国办发明电〔2019〕3号": 0, "国办发明电〔2020〕1号": 2}


def check_notice(notice: Notice, amends: Sequence[Notice] | None = None) -> None:
    """Raise BrokenLaw, naming the day and the rule, if *notice* cannot be what the State Council wrote.

    *amends* are the notices for the same year that it changes, oldest first; by default those of this
    release that were issued before it. No rule sees a day off and a day worked that are both missing.
    """
    if amends is None:
        amends = [n for n in notices() if n.year == notice.year and n.issued < notice.issued]
    before = {day: working for earlier in amends for day, working, _ in earlier.days}
    after = before | {day: working for day, working, _ in notice.days}
    faults = chain(
        _twice(notice),
        _in_time(notice),
        _moved(notice, before),
        _statute_kept(notice, after),
        _balance(notice, amends, after),
    )
    for words in faults:
        raise BrokenLaw(words)


def _twice(notice: Notice) -> Iterator[Words]:
    seen: dict[date, bool] = {}
    for day, working, _ in notice.days:
        if day in seen and seen[day] != working:
            yield Words(f"{notice.number}：{day} 既放假又上班", f"{notice.number}: {day} is both off and worked")
        if day in seen:
            yield Words(f"{notice.number}：{day} 列了两次", f"{notice.number}: {day} is listed twice")
        seen[day] = working


def _in_time(notice: Notice) -> Iterator[Words]:
    """Find a day outside the year, to which the days from 26 December before it belong."""
    for day, _, _ in notice.days:
        if not date(notice.year - 1, 12, 26) <= day <= date(notice.year, 12, 31):
            yield Words(
                f"{notice.number}：{day} 不属于 {notice.year} 年的安排",
                f"{notice.number}: {day} does not belong to the arrangement for {notice.year}",
            )


def _moved(notice: Notice, before: dict[date, bool]) -> Iterator[Words]:
    """Find a day that is listed though it would be so anyway: off on a weekend, or worked on a weekday."""
    for day, working, _ in notice.days:
        weekend = day.weekday() >= 5
        if working and not weekend and before.get(day) is not False:
            yield Words(
                f"{notice.number}：调休上班日 {day} 不是周六、周日",
                f"{notice.number}: {day} is worked as a make-up day but is not a weekend",
            )
        if not working and weekend and before.get(day) is not True:
            yield Words(
                f"{notice.number}：放假日 {day} 本是周六、周日，且不是被取消的调休上班日",
                f"{notice.number}: {day} is off but is a weekend, and no make-up day that is cancelled",
            )


def _statute_kept(notice: Notice, after: dict[date, bool]) -> Iterator[Words]:
    """Find a statutory day that is worked."""
    for day, festival in statutory_days(notice.year):
        if after.get(day, day.weekday() < 5):
            yield Words(
                f"{notice.number}：法定节日 {day}（{festival}）未放假",
                f"{notice.number}: statutory day {day} ({festival}) is not off",
            )


def _balance(notice: Notice, amends: Sequence[Notice], after: dict[date, bool]) -> Iterator[Words]:
    """Hold weekdays off less weekend days worked against the number that the statute gives."""
    off = sum(not working and day.weekday() < 5 for day, working in after.items())
    worked = sum(working and day.weekday() >= 5 for day, working in after.items())
    owed = len(statutory_days(notice.year)) + sum(_GRANTED.get(n.number, 0) for n in (*amends, notice))
    # An amendment that this release does not know may give days beyond the statute, but takes none away.
    unknown = bool(amends) and notice.number not in _GRANTED
    if off - worked < owed or (off - worked > owed and not unknown):
        yield Words(
            f"{notice.number}（{notice.year}年）：工作日放假 {off} 天减周末上班 {worked} 天，"
            f"等于 {off - worked} 天，应为 {owed} 天",
            f"{notice.number} ({notice.year}): {off} weekdays off less {worked} weekend days worked "
            f"is {off - worked}, must be {owed}",
        )
