"""The rules in the book: under which number of the rules of the process each row of the journal was recorded.

An entry of the book, ``{"rules": N}``, says that the facts after it were recorded under rules N; before any such entry
they are rules 1. It is written under the lock, with the opening of a book or before the first fact recorded under newer
rules. The number goes down within an import only, around facts that were recorded under older rules elsewhere.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from workflow.errors import InvalidFact
from workflow.rules import FIRST, NEWEST
from workflow.words import Words

from . import book_kinds
from .codec import dumps
from .entries import BookEntry, undamaged
from .shelf import FactRow, Rows

KIND = book_kinds.RULES


class RowRules(NamedTuple):
    """The numbers of the rules along a journal: ``numbers[i]`` holds up to row ``starts[i]``, the last one to the end."""

    starts: tuple[int, ...] = ()
    numbers: tuple[int, ...] = (FIRST,)

    def at(self, seq: int) -> int:
        """Return the number for the row *seq*."""
        return self.numbers[bisect_right(self.starts, seq)]

    def between(self, first: int, last: int) -> int | None:
        """Return the one number that holds for the rows from *first* to *last*; ``None`` where there are several."""
        n = bisect_right(self.starts, first)
        return self.numbers[n] if n == bisect_right(self.starts, last) else None


def row_rules(entries: Iterable[tuple[int, int]], first: int) -> RowRules:
    """Return the numbers along a journal from the row *first* on, by the entries of the rules: row and number, in order."""
    found = tuple(entries)
    opening = [number for seq, number in found if seq < first]
    later = [(seq, number) for seq, number in found if seq > first]
    return RowRules(tuple(seq for seq, _ in later), ((opening or [FIRST])[-1], *(number for _, number in later)))


def along(rows: Rows) -> RowRules:
    """Return the numbers of the rules along the whole journal: most books have one, from their first fact on."""
    found = _checked([_said(entry) for entry in rows.entries(KIND)])
    first = next((row[0] for row in rows.rows() if row[1]), 0) if found else 0
    return row_rules(found, first) if found else RowRules()


class RulesKnown:
    """The rules along a journal that is read again and again: only what was appended is asked for. For all threads."""

    def __init__(self) -> None:
        self._found: tuple[tuple[int, int], ...] = ()
        self._upto = 0

    def now(self, rows: Rows, last: int) -> int:
        """Return the number of the rules under which the journal is kept that ends at row *last*, one beyond ours too.

        All of it is on the disk for good: what is there is remembered.
        """
        if last != self._upto:
            self._found, self._upto = self._catch_up(rows), last
        return self._found[-1][1] if self._found else FIRST

    def grown(self, before: int, last: int) -> None:
        """Remember that no rules were noted from row *before* to row *last*, which are on the disk for good."""
        if before == self._upto:
            self._upto = last

    def of(self, rows: Rows, facts: Sequence[FactRow]) -> RowRules:
        """Return the rules of the facts of one case; ask after reading them: what was recorded since changes none of theirs."""
        return row_rules(_checked(self._catch_up(rows)), facts[0][8])

    def _catch_up(self, rows: Rows) -> tuple[tuple[int, int], ...]:
        known = self._found
        later = rows.entries(KIND, known[-1][0] if known else 0)
        if later:
            known = (*known, *map(_said, later))
        return known


def _checked(found: Sequence[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Return what was found; raise ``DamagedEntry`` for a number beyond ours: its facts cannot be read."""
    for seq, number in found:
        if number > NEWEST:
            with undamaged(KIND, seq):
                check_number(number)
    return found


def _said(entry: BookEntry) -> tuple[int, int]:
    """Return the row of an entry and the number that it names, one beyond ours too."""
    with undamaged(KIND, entry.seq):
        number = SAID.get(entry.data)
        if number is None:
            values = json.loads(entry.data)
            number = values[KIND]
            if type(number) is not int or number <= NEWEST:
                number = number_of(entry.data)
        return entry.seq, number


def entry_data(rules: int) -> str:
    """Return what an entry says from which facts of these rules follow; a line of a case file says it alike."""
    return dumps({KIND: rules})


SAID = {entry_data(number): number for number in range(FIRST, NEWEST + 1)}
"""The numbers by what an entry says as we write it: looked up on the path of every read and write."""


def number_of(data: str) -> int:
    """Return the number that an entry names; raise what reading JSON raises, or ``InvalidFact`` for no such number."""
    if data in SAID:
        return SAID[data]
    values = json.loads(data)
    return check_number(values[KIND] if type(values) is dict and set(values) == {KIND} else values)


def check_number(value: object) -> int:
    """Return *value* if it is the number of rules that we know; raise ``InvalidFact``."""
    if type(value) is not int or not FIRST <= value <= NEWEST:
        upto = Words(
            f"规则编号，{FIRST} 至 {NEWEST} 的整数", f"the number of rules, a whole number from {FIRST} to {NEWEST}"
        )
        raise InvalidFact(KIND, value, upto)
    return value


class RulesInOrder:
    """The entries of the rules as ``verify`` meets them, one after the other: each is held against those before it."""

    def __init__(self) -> None:
        self._now = self._highest = FIRST
        self._lowered_at: datetime | None = None

    def take(self, number: int, recorded_at: datetime) -> Words | None:
        """Take the next entry; return what speaks against it."""
        wrong = None
        if number == self._now:
            wrong = Words("规则编号并未改变", "it does not change the number of the rules")
        elif self._lowered_at not in (None, recorded_at):
            wrong = NOT_RAISED
        self._now, self._highest = number, max(self._highest, number)
        self._lowered_at = recorded_at if number < self._highest else None
        return wrong

    def end(self) -> Words | None:
        """Return what is wrong where the journal ends."""
        return NOT_RAISED if self._lowered_at else None


NOT_RAISED = Words(
    "规则编号降低后，未在同一次导入中恢复",
    "the number of the rules went down and was not raised again by the same import",
)

__all__ = [
    "KIND",
    "NEWEST",
    "SAID",
    "RowRules",
    "RulesInOrder",
    "RulesKnown",
    "along",
    "check_number",
    "entry_data",
    "number_of",
    "row_rules",
]
