"""The histories: each must be possible, and what the projections hold must be what follows from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import attrs

from workflow.annual import Dispute, counted_once
from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.events import Rectified
from workflow.history import Entry
from workflow.words import Words

from .. import journal, numbering, projections, rules
from ..codec import time_to
from ..errors import DamagedFact
from ..problems import EVERY, Problem
from ..shelf import FactRow, Rows


class Reckoner(NamedTuple):
    """Reckons duty, day and status of the deadline that the docket may keep for a case.

    ``key`` names the calendar and the readings that it reckons with.
    """

    key: str
    of: Callable[[Case], tuple[str, str, str] | None]


class Merged:
    """Rows in the order of their case number, walked beside the histories; what is passed over is a stray."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)
        self._strays: list[str] = []

    def at(self, number: str | None) -> tuple[Any, ...] | None:
        while self._next is not None and (number is None or self._next[0] < number):
            self._strays.append(self._next[0])
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != number:
            return None
        found, self._next = self._next, next(self._rows, None)
        return found

    def strays(self) -> Iterator[Problem]:
        for number in self._strays:
            words = Words(f"在办表中的案件 {number} 没有历史", f"the docket has a case {number} without a history")
            yield Problem("docket", words, None, number)
        self._strays = []


class Grouped(Merged):
    """The same, for several rows a case."""

    def at(self, number: str | None) -> tuple[Any, ...]:
        found = []
        while (row := super().at(number)) is not None:
            found.append(row[1:])
        return tuple(found)


class Fold:
    """Folds every history, and holds it against what the projections have of it."""

    def __init__(self, rows: Rows, standing: Reckoner | None, pattern: str) -> None:
        self.rows, self.standing, self.pattern = rows, standing, pattern
        self.events = self.cases = 0
        self._tally: Counter[projections.TallyRow] = Counter()
        self._disputes: list[Dispute] = []
        self._series: dict[int, int] = {}

    def check(self, tell: Callable[[int], object]) -> Iterator[Problem]:
        """Yield what is wrong, case by case, then in the counts."""
        # Deadlines kept under another calendar or other readings are not used by anybody, and reckoned anew when asked for.
        if self.standing and [*self.rows.kept("reckoned_with")] != [(self.standing.key,)]:
            self.standing = None
        yield from self._cases(tell)
        yield from self._counts()

    def _cases(self, tell: Callable[[int], object]) -> Iterator[Problem]:
        rows = Merged(self.rows.kept("docket"))
        disputed = Grouped(self.rows.kept("dispute"))
        told = 0
        for number, entries in _histories(self.rows):
            self.cases += 1
            kept, also = rows.at(number), disputed.at(number)
            yield from rows.strays()
            yield from disputed.strays()
            if isinstance(entries, Problem):
                yield entries
                continue
            self.events += len(entries)
            yield from self._case(number, entries, kept, also)
            if self.events - told >= EVERY:
                told = self.events
                tell(told)
        rows.at(None)
        disputed.at(None)
        yield from rows.strays()
        yield from disputed.strays()

    def _case(
        self, number: str, entries: Sequence[Entry], kept: tuple[Any, ...] | None, also: tuple[Any, ...]
    ) -> Iterator[Problem]:
        missing = next((n for n, entry in enumerate(entries, 1) if entry.no != n), None)
        if missing is not None:
            words = Words(f"案件 {number} 缺第 {missing} 条记录", f"case {number} lacks fact {missing}")
            yield Problem("numbering", words, None, number, missing)
            return
        try:
            case = _recorded(number, entries)
            new = projections.projected(case)
        except (YishenqingError, AssertionError) as error:
            yield _impossible(number, error)
            return
        self._count(number, new)
        yield from self._projected(case, new, kept, also)

    def _count(self, number: str, new: projections.Projected | None) -> None:
        """Add a case to the counts that the book must have; a void one, which projects nothing, to its series alone."""
        if new is not None:
            self._tally[new.tally] += 1
            self._disputes += (projections.dispute_of(number, row) for row in new.disputes)
        place = numbering.place_in_series(self.pattern, number)
        if place:
            self._series[place[0]] = max(place[1], self._series.get(place[0], 0))

    def _projected(
        self, case: Case, new: projections.Projected | None, kept: tuple[Any, ...] | None, also: tuple[Any, ...]
    ) -> Iterator[Problem]:
        """Yield where the docket row that is *kept*, or the disputes beside it, are not what follows from a case."""
        row, rows = (new.docket, new.disputes) if new is not None else (None, ())
        if (kept and kept[:11]) != row:
            yield _differs("docket", "在办表", case.number, row, kept and kept[:11])
        elif kept and kept[11:] != (None, None, None) and self.standing and self.standing.of(case) != kept[11:]:
            yield _differs("docket", "在办表的期限", case.number, self.standing.of(case), kept[11:])
        if also != rows:
            yield _differs("dispute", "争议表", case.number, rows, also)

    def _counts(self) -> Iterator[Problem]:
        fourth = Counter(map(projections.dispute_tally_row, counted_once(self._disputes)))
        for name, zh, fold in (
            ("tally", "年度统计", dict(self._tally)),
            ("dispute_tally", "争议年度统计", dict(fourth)),
            ("numbering", "编号", {(k,): v for k, v in self._series.items()}),
        ):
            kept = {tuple(key): count for *key, count in self.rows.kept(name)}
            for key in sorted(fold.keys() | kept.keys(), key=repr):
                if kept.get(key) != fold.get(key):
                    words = Words(
                        f"{zh} {key} 记为 {kept.get(key)}，依历史应为 {fold.get(key)}",
                        f"{name} {key} is {kept.get(key)}, by the histories {fold.get(key)}",
                    )
                    yield Problem(name, words)


def _impossible(number: str, error: Exception) -> Problem:
    zh, en = error.words if isinstance(error, YishenqingError) else (str(error), str(error))
    return Problem("order", Words(f"案件 {number} 的历史不可能：{zh}", f"case {number} cannot be: {en}"), None, number)


def _differs(what: str, zh: str, number: str, fold: object, kept: object) -> Problem:
    words = Words(
        f"案件 {number} 的{zh}为 {kept}，依历史应为 {fold}；可用 ysq rebuild 重建",
        f"the {what} has of case {number}: {kept}, by its history {fold}; ysq rebuild makes it again",
    )
    return Problem(what, words, None, number)


def _recorded(number: str, entries: Sequence[Entry]) -> Case:
    """Record the facts of a case once more, each under the rules of its row; raise what would have refused one of them."""
    first, *others = entries
    case = Case.opened(number, first.fact, first.recorded_at, first.rules)
    _validate(first.fact)
    for entry in others:
        _validate(entry.fact)
        case = case.after(entry.fact, entry.recorded_at, entry.rules)
    return case


def _validate(fact: Any) -> None:
    attrs.validate(fact)
    if isinstance(fact, Rectified) and fact.replacement is not None:
        _validate(fact.replacement)


def _histories(shelf: Rows) -> Iterator[tuple[str, Sequence[Entry] | Problem]]:
    """Yield each case with its facts, or with what is wrong with the first that cannot be read."""
    held = rules.along(shelf)
    for number, rows in shelf.facts():
        try:
            entries = journal.entries_of(rows, held)
            yield number, _respelled(number, rows, entries) or entries
        except DamagedFact as error:
            yield number, Problem("fact", error.words, None, number, error.no)


def _respelled(number: str, rows: Sequence[FactRow], entries: Sequence[Entry]) -> Problem | None:
    """Return the first fact whose row is not spelled as recording it would have spelled it: not by us, then."""
    said, moment = "", None
    for row, entry in zip(rows, entries, strict=True):
        if entry.recorded_at is not moment:
            moment = entry.recorded_at
            said = time_to(moment) if moment else ""
        if journal.fact_columns(number, entry.no, entry.fact, said) != row[:8]:
            words = Words(
                f"案件 {number} 第 {entry.no} 条记录的写法不是登记时的写法",
                f"fact {entry.no} of case {number} is not spelled as recording it would have spelled it",
            )
            return Problem("fact", words, None, number, entry.no)
    return None
