"""Cases of a log: its rows case by case, in order, folded into histories; and those that are set aside.

Rows are ordered by day. On one day the times decide where every row has one; else the order of the log does, turned round
where the log runs from new to old. Where that order is impossible and the opposite is not, the opposite holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.numbers import folded
from workflow.second_dates import not_yet
from workflow.words import Lang, Words, counted

from .rows import LogRow, Unread

_NOTHING = Words("", "")
_SHOWN = 3  # so many cases does a note name
Read = tuple[tuple[Case, ...], tuple[Unread, ...], tuple["Unjudged", ...], tuple[Words, ...]]


class Unjudged(NamedTuple):
    """A case that is set aside, for rows that could not be read or that cannot have happened.

    ``case`` is empty for a row that names none: it may belong to any case.
    """

    case: str
    reasons: tuple[Unread, ...]

    @property
    def words(self) -> Words:
        """Why it is set aside, row by row."""
        said = [(unread.place, unread.words) for unread in self.reasons]
        return Words(
            "；".join(f"{place.zh}：{why.zh}" for place, why in said),
            "; ".join(f"{place.en}: {why.en}" for place, why in said),
        )

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the case with its rows; a row of a workbook with several sheets names its sheet."""
        rows = [
            ({"sheet": unread.sheet} if unread.sheet else {}) | {"row": unread.line, "message": unread.words.say(lang)}
            for unread in self.reasons
        ]
        return {"case": self.case or None, "message": self.words.say(lang), "rows": rows}


def cases_of(rows: Sequence[LogRow], unread: Sequence[Unread], notes: Sequence[Words], today: date) -> Read:
    """Return the cases that can be judged, all that was not read, the cases set aside for it, and the notes.

    What a row says of a day after *today* has not happened.
    """
    by_case: dict[str, list[LogRow]] = {}
    for row in rows:
        by_case.setdefault(row.case, []).append(row)
    set_aside: dict[str, list[Unread]] = {}
    for one in (*unread, *_to_come(rows, today), *_alike(rows, unread)):
        set_aside.setdefault(one.case, []).append(one)
    turned = _from_new_to_old(by_case)
    folded = _Folded(turned)
    for number, found in by_case.items():
        if number not in set_aside and (why := folded.add(number, found)) is not None:
            set_aside[number] = [why]
    every = [one for reasons in set_aside.values() for one in reasons]
    return (
        tuple(folded.cases),
        tuple(sorted(every, key=_place)),
        tuple(Unjudged(number, tuple(reasons)) for number, reasons in set_aside.items()),
        (*notes, *folded.notes()),
    )


def _to_come(rows: Iterable[LogRow], today: date) -> Iterator[Unread]:
    """Yield the rows that say of a day after *today* that something happened on it."""
    for row in rows:
        on = row.fact.on
        late = Words(f"日期 {on} 晚于今天 {today}", f"{on} is after today, {today}") if on > today else None
        words = late or not_yet(row.fact, today)
        if words is not None:
            yield Unread(row.line, row.case, words, row.sheet)


def _alike(rows: Iterable[LogRow], unread: Iterable[Unread]) -> Iterator[Unread]:
    """Yield, for case numbers that look the same, where each is first met: nobody knows whether they are one case."""
    first: dict[str, Unread] = {}
    for one in sorted((*unread, *(Unread(row.line, row.case, _NOTHING, row.sheet) for row in rows)), key=_place):
        if one.case:
            first.setdefault(one.case, one)
    looks: dict[str, list[str]] = {}
    for number in first:
        looks.setdefault(folded(number), []).append(number)
    for numbers in looks.values():
        for number in numbers if len(numbers) > 1 else ():
            other = next(n for n in numbers if n != number)
            zh = f"案号“{number}”与“{other}”看起来相同，无法确定是否同一案件"
            yield first[number]._replace(words=Words(zh, f"{number!r} and {other!r} look alike: are they one case?"))


def _place(unread: Unread) -> tuple[str, int]:
    return unread.sheet, unread.line


def _from_new_to_old(by_case: Mapping[str, Sequence[LogRow]]) -> bool:
    """Tell whether the days of every case run down the log, and those of some case do."""
    steps = [later.fact.on - earlier.fact.on for rows in by_case.values() for earlier, later in pairwise(rows)]
    return any(step.days < 0 for step in steps) and all(step.days <= 0 for step in steps)


class _Folded:
    """The cases that were folded, and how."""

    def __init__(self, turned: bool) -> None:
        self.turned = turned
        self.cases: list[Case] = []
        self.opposite: list[str] = []

    def add(self, number: str, rows: Sequence[LogRow]) -> Unread | None:
        """Fold a case; return where and why it cannot have happened."""
        case = _fold(number, _ordered(rows, self.turned))
        if isinstance(case, Unread):
            other = _fold(number, _ordered(rows, not self.turned))
            if isinstance(other, Unread):
                return case
            case = other
            self.opposite.append(number)
        self.cases.append(case)
        return None

    def notes(self) -> Iterator[Words]:
        """Yield what is to be said of the order."""
        if self.turned:
            yield Words(
                "日志由新到旧排列，同日的各行按倒序读", "the log runs from new to old: rows of one day are read upwards"
            )
        if self.opposite:
            n, few = len(self.opposite), "、".join(self.opposite[:_SHOWN]) + "…" * (len(self.opposite) > _SHOWN)
            yield Words(
                f"{n} 个案件的同日各行只有按相反顺序才能成立，已按相反顺序读：{few}",
                f"{counted(n, 'case is', 'cases are')} possible only with the rows of one day in the opposite order, "
                f"which was taken: {few}",
            )


def _ordered(rows: Sequence[LogRow], turned: bool) -> Iterator[LogRow]:
    """Yield the rows by day; on one day by time where each has one, else as the log has them, or *turned* round."""
    as_written = rows[::-1] if turned else rows
    for _, same in groupby(sorted(as_written, key=lambda row: row.fact.on), key=lambda row: row.fact.on):
        day = list(same)
        timed = [row.time for row in day if row.time is not None]
        yield from (
            (row for _, row in sorted(zip(timed, day, strict=True), key=_first)) if len(timed) == len(day) else day
        )


def _first(pair: tuple[Any, LogRow]) -> Any:
    return pair[0]


def _fold(number: str, rows: Iterable[LogRow]) -> Case | Unread:
    """Return the case, or the first row that cannot have happened."""
    case: Case | None = None
    for row in rows:
        try:
            case = case.after(row.fact) if case else Case.opened(number, row.fact)
        except YishenqingError as error:
            return Unread(row.line, number, error.words, row.sheet)
    assert case is not None
    return case
