"""What every notice keeps to: rules that catch a mistyped day before a deadline is counted with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from ..errors import BrokenLaw
from ..words import Words, counted
from .festivals import statutory_days
from .notices import Notice, NoticedDay, notices
from .overlays import Arrangement, Overlay
from .workdays import WorkCalendar

# Days off that an amendment gave beyond the statute (its make-up days taken off).
_GRANTED = {"国发明电〔2015〕1号": 1, "国办发明电〔2019〕3号": 0, "国办发明电〔2020〕1号": 2}


class BrokenArrangement(BrokenLaw):
    """A notice or an overlay cannot be what was written; ``day`` is the day at fault, if it is one day."""

    def __init__(self, words: Words, day: date | None = None) -> None:
        self.day = day
        super().__init__(words)


class Fault(NamedTuple):
    """A rule that is not kept: in words, and on which day if it is one day."""

    words: Words
    day: date | None = None


def check_notice(notice: Notice, amends: Sequence[Notice] | None = None) -> None:
    """Raise BrokenArrangement, naming the day and the rule, if *notice* cannot be what the State Council wrote.

    *amends* are the notices for the same year that it changes, oldest first; by default those of this
    release that were issued before it. No rule sees a day off and a day worked that are both missing.
    """
    if amends is None:
        amends = [n for n in notices() if n.year == notice.year and n.issued < notice.issued]
    before = {day: working for earlier in amends for day, working, _ in earlier.days}
    after = before | {day: working for day, working, _ in notice.days}
    _refuse_first(
        chain(
            _twice(notice.number, notice.days),
            _in_time(notice),
            _moved(notice, before),
            _statute_kept(notice.number, notice.year, after),
            _balance(notice, amends, after),
        )
    )


def check_arrangement(arrangement: Arrangement, calendar: WorkCalendar, amends: bool = False) -> None:
    """Raise BrokenArrangement, naming the day and the rule, if *arrangement* cannot be laid over *calendar*.

    A notice for a year that has one already must be meant as an amendment (*amends*), and not be issued
    before what it amends.
    """
    if isinstance(arrangement, Notice):
        earlier = [notice for notice in calendar.notices if notice.year == arrangement.year]
        _refuse_first(chain(_spanned(arrangement, calendar), _place_in_year(arrangement, earlier, amends)))
        check_notice(arrangement, earlier)
    else:
        label, days = arrangement.instrument, arrangement.days
        _refuse_first(
            chain(
                _known_already(arrangement, calendar),
                _twice(label, days),
                _inside(label, days, calendar),
                _overruling(arrangement, calendar),
                _no_festival_worked(arrangement),
            )
        )


def _refuse_first(faults: Iterable[Fault]) -> None:
    for words, day in faults:
        raise BrokenArrangement(words, day)


def _twice(label: str, days: Iterable[NoticedDay]) -> Iterator[Fault]:
    seen: dict[date, bool] = {}
    for day, working, _ in days:
        if day in seen and seen[day] != working:
            yield Fault(Words(f"{label}：{day} 既放假又上班", f"{label}: {day} is both off and worked"), day)
        if day in seen:
            yield Fault(Words(f"{label}：{day} 列了两次", f"{label}: {day} is listed twice"), day)
        seen[day] = working


def _in_time(notice: Notice) -> Iterator[Fault]:
    """Find a day outside the year, to which the days from 26 December before it belong."""
    for day, _, _ in notice.days:
        if not date(notice.year - 1, 12, 26) <= day <= date(notice.year, 12, 31):
            words = Words(
                f"{notice.number}：{day} 不属于 {notice.year} 年的安排",
                f"{notice.number}: {day} does not belong to the arrangement for {notice.year}",
            )
            yield Fault(words, day)


def _moved(notice: Notice, before: Mapping[date, bool]) -> Iterator[Fault]:
    """Find a day that is listed though it would be so anyway: off on a weekend, or worked on a weekday."""
    for day, working, _ in notice.days:
        weekend = day.weekday() >= 5
        if working and not weekend and before.get(day) is not False:
            words = Words(
                f"{notice.number}：调休上班日 {day} 不是周六、周日",
                f"{notice.number}: {day} is worked as a make-up day but is not a weekend",
            )
            yield Fault(words, day)
        if not working and weekend and before.get(day) is not True:
            words = Words(
                f"{notice.number}：放假日 {day} 本是周六、周日，且不是被取消的调休上班日",
                f"{notice.number}: {day} is off but is a weekend, and no make-up day that is cancelled",
            )
            yield Fault(words, day)


def _statute_kept(label: str, year: int, after: Mapping[date, bool]) -> Iterator[Fault]:
    """Find a statutory day that is worked."""
    for day, festival in statutory_days(year):
        if after.get(day, day.weekday() < 5):
            words = Words(
                f"{label}：法定节日 {day}（{festival}）未放假",
                f"{label}: statutory day {day} ({festival}) is not off",
            )
            yield Fault(words, day)


def _balance(notice: Notice, amends: Sequence[Notice], after: Mapping[date, bool]) -> Iterator[Fault]:
    """Hold weekdays off less weekend days worked against the number that the statute gives."""
    off = sum(not working and day.weekday() < 5 for day, working in after.items())
    worked = sum(working and day.weekday() >= 5 for day, working in after.items())
    owed = len(statutory_days(notice.year)) + sum(_GRANTED.get(n.number, 0) for n in (*amends, notice))
    # An amendment that this release does not know may give days beyond the statute, but takes none away.
    unknown = bool(amends) and notice.number not in _GRANTED
    if off - worked < owed or (off - worked > owed and not unknown):
        yield Fault(
            Words(
                f"{notice.number}（{notice.year}年）：工作日放假 {off} 天减周末上班 {worked} 天，"
                f"等于 {off - worked} 天，应为 {owed} 天",
                f"{notice.number} ({notice.year}): {counted(off, 'weekday')} off less {counted(worked, 'weekend day')} worked "
                f"is {off - worked}, must be {owed}",
            )
        )


def _spanned(notice: Notice, calendar: WorkCalendar) -> Iterator[Fault]:
    first, last = calendar.first.year, calendar.last.year
    if not first <= notice.year <= last:
        yield Fault(
            Words(
                f"{notice.number}：{notice.year} 年不在日历的范围内（{first} 至 {last}）",
                f"{notice.number}: {notice.year} is outside the calendar ({first} to {last})",
            )
        )


def _place_in_year(notice: Notice, earlier: Sequence[Notice], amends: bool) -> Iterator[Fault]:
    """Find a second notice for a year that is not meant as an amendment, or an amendment of nothing."""
    number, year = notice.number, notice.year
    listed = "、".join(n.number for n in earlier)
    if earlier and not amends:
        yield Fault(
            Words(
                f"{number}：{year} 年已有安排（{listed}）；若是对它的修改，须注明为修改（--amends）",
                f"{number}: {year} has its arrangement ({listed}); say so if this amends it (--amends)",
            )
        )
    if amends and not earlier:
        yield Fault(
            Words(f"{number}：{year} 年尚无安排，无可修改", f"{number}: there is no arrangement for {year} to amend")
        )
    for other in earlier:
        if notice.issued < other.issued:
            yield Fault(
                Words(
                    f"{number}：发文日 {notice.issued} 早于所修改的 {other.number}（{other.issued}）",
                    f"{number}: issued on {notice.issued}, before {other.number} ({other.issued}), which it amends",
                )
            )


def _known_already(overlay: Overlay, calendar: WorkCalendar) -> Iterator[Fault]:
    for known in calendar.overlays:
        if (known.region, known.instrument) == (overlay.region, overlay.instrument):
            yield Fault(
                Words(
                    f"{overlay.name}的安排已经载入：{overlay.instrument}",
                    f"the arrangement of {overlay.name} is loaded already: {overlay.instrument}",
                )
            )


def _inside(label: str, days: Iterable[NoticedDay], calendar: WorkCalendar) -> Iterator[Fault]:
    for day, _, _ in days:
        if not calendar.first <= day <= calendar.last:
            words = Words(
                f"{label}：{day} 不在日历的范围内（{calendar.first} 至 {calendar.last}）",
                f"{label}: {day} is outside the calendar ({calendar.first} to {calendar.last})",
            )
            yield Fault(words, day)


def _overruling(overlay: Overlay, calendar: WorkCalendar) -> Iterator[Fault]:
    """Find a day that an overlay lists though *calendar* has it so anyway."""
    for day, working, _ in overlay.days:
        if working == calendar.is_working_day(day):
            words = Words(
                f"{overlay.instrument}：{day} 本来就{'上班' if working else '放假'}，不应列出",
                f"{overlay.instrument}: {day} is {'worked' if working else 'off'} anyway and must not be listed",
            )
            yield Fault(words, day)


def _no_festival_worked(overlay: Overlay) -> Iterator[Fault]:
    for day, working, _ in overlay.days:
        for statutory, festival in statutory_days(day.year) if working else ():
            if day == statutory:
                words = Words(
                    f"{overlay.instrument}：法定节日 {day}（{festival}）不能定为上班",
                    f"{overlay.instrument}: statutory day {day} ({festival}) cannot be worked",
                )
                yield Fault(words, day)
