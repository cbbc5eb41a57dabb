"""The book of a register in memory: a value that is copied, written in, and put in place of the one before."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

import attrs

from workflow.annual import Selection, TallyKey, counted_of
from workflow.case import Case
from workflow.rules import FIRST
from workflow.words import Words

from . import alike, people, retention, rules
from .casefile import Person, checked, fact_lines
from .chain import START, Head, hasher, linked
from .chaining import BOOK
from .codec import dumps, time_to
from .entries import BookEntry, entry_columns
from .errors import NobodyKnown, NotAsWritten, UnknownCase
from .journal import fact_columns, reads_back
from .numbering import form_of, place_in_series
from .people import Erasure
from .retention import Kept, Period
from .verifying import Problem

Row = tuple[Any, ...]
"""A row of the journal, as the file has it: seq, case, no, kind, day, recorded at, by, note, data, hash."""


@attrs.define
class Book:
    """The journal with its hashes, and what follows from it.

    ``persons`` stand with their salt, ``series`` by year; ``alike`` are the numbers that are not their own form,
    by that form; ``rules`` are those under which the book is kept now.
    """

    algorithm: str
    rows: list[Row]
    cases: dict[str, Case]
    persons: dict[str, tuple[Person, bytes]]
    series: dict[int, int]
    alike: dict[str, str] = attrs.Factory(dict)
    rules: int = FIRST

    def another(self) -> Book:
        """Return a copy to write in."""
        return Book(
            self.algorithm, [*self.rows], {**self.cases}, {**self.persons}, {**self.series}, {**self.alike}, self.rules
        )

    @property
    def head(self) -> Head:
        """Where the journal stands."""
        return Head(self.algorithm, len(self.rows), self.rows[-1][9] if self.rows else START)

    def append(self, *columns: Any) -> None:
        """Append one row, chained to the one before; ``NotAsWritten`` where it would be read as another."""
        if not reads_back(columns):
            raise NotAsWritten(columns[2])
        row = (len(self.rows) + 1, *columns)
        self.rows.append((*row, linked(hasher(self.algorithm), self.head.digest, row)))

    def under(self, number: int, now: datetime) -> None:
        """Say that the facts after this were recorded under the rules of *number*, where others hold now."""
        if number != self.rules:
            self.entry(rules.KIND, now, rules.entry_data(number))
            self.rules = number

    def fact(self, case: Case) -> None:
        """Append the last fact of *case*, which stands as it is from now on."""
        no, fact, recorded_at, number = case.history[-1]
        assert recorded_at is not None, "the register knows when it records"
        assert number == self.rules, "the book says first under which rules"
        self.append(*fact_columns(case.number, no, fact, time_to(recorded_at)))
        self.cases[case.number] = case

    def entry(
        self,
        kind: str,
        recorded_at: datetime,
        data: str,
        on: date | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> None:
        """Append one entry of the book itself."""
        no = sum(row[1] == BOOK for row in self.rows) + 1
        self.append(*entry_columns(no, kind, recorded_at, data, on, by, note))

    def entries(self, kind: str) -> list[BookEntry]:
        """Return the book's own entries of *kind*."""
        return [BookEntry(row[0], *row[4:9]) for row in self.rows if row[1] == BOOK and row[3] == kind]

    def keep_person(self, number: str, person: Person, recorded_at: datetime) -> people.Keeping:
        """Keep who asks, in place of what was known before, and bind it to the journal."""
        known, _ = self.persons.get(number, (None, b""))
        if known == checked(person):
            return people.Keeping.ALREADY
        salt = os.urandom(16)
        self.persons[number] = person, salt
        digest = people.binding(self.algorithm, salt, person)
        self.entry(people.BOUND, recorded_at, dumps({"case": number, "hash": digest}))
        return people.Keeping.NEW if known is None else people.Keeping.INSTEAD

    def erase(self, number: str, reason: str, by: str | None, recorded_at: datetime) -> Erasure:
        """Erase who asked in a case, and say so in the journal."""
        if number not in self.persons:
            raise NobodyKnown(number)
        people.check_reason(reason, self.persons.pop(number)[0])
        self.entry(people.ERASED, recorded_at, dumps({"case": number, "reason": reason}), by=by)
        return Erasure(number, time_to(recorded_at), by, reason)

    def number_used(self, pattern: str, number: str) -> None:
        """Know *number* by its form, and make the next of its series come after it where that follows the pattern."""
        if (form := form_of(pattern, number)) != number:
            self.alike.setdefault(form, number)
        place = place_in_series(pattern, number)
        if place is not None:
            self.series[place[0]] = max(place[1], self.series.get(place[0], 0))

    def sorted(self) -> list[Case]:
        """Return every case, in order of number."""
        return [self.cases[number] for number in sorted(self.cases, key=str.encode)]


def facts(book: Book, numbers: Sequence[str]) -> Iterator[str]:
    """Yield the facts as lines of a case file: of these cases, or all in the order of recording."""
    places = [(number, entry.no) for number in numbers for entry in book.cases[number].history]
    places = places if numbers else [(row[1], row[2]) for row in book.rows if row[1] != BOOK]
    yield from fact_lines((number, book.cases[number].history[no - 1]) for number, no in places)


def case_of(book: Book, number: str, pattern: str) -> Case:
    """Return one case, or raise ``UnknownCase`` with the one that is meant, where one looks like it."""
    if number not in book.cases:
        raise unknown(book, number, pattern)
    return book.cases[number]


def unknown(book: Book, number: str, pattern: str) -> UnknownCase:
    """Return the error for a number of no case, with the case that is meant."""
    return alike.unknown(number, pattern, book.cases.__contains__, book.alike.get)


def due(book: Book, number: str, on: date, pattern: str) -> Kept:
    """Return what is kept of a case if it may be destroyed on that day; raise what stands against it."""
    case = case_of(book, number, pattern)
    if number not in book.persons:
        raise NobodyKnown(number)
    return retention.check_due(retention.kept_of(case, periods(book)), on)


def periods(book: Book) -> dict[str, Period]:
    """Return the periods that hold, by outcome."""
    return retention.periods_in(book.entries(retention.SET))


def since(case: Case, on: date) -> bool:
    """Tell whether a case was received by that day and went on after it."""
    return case.received_on <= on < case.facts[-1].on and not case.voided


def may_count(key: TallyKey, year: int) -> bool:
    """Tell whether cases under *key* can count in *year*."""
    received, concluded, _, _ = key
    return received <= year and (concluded is None or concluded >= year)


def selected(case: Case, wanted: Selection) -> bool:
    """Tell whether a case is one of those described."""
    counted = counted_of(case)
    first, last = wanted.received
    concluded = counted.concluded_on
    from_, to = wanted.concluded_from, wanted.concluded_to
    after = from_ is None or (wanted.or_open if concluded is None else concluded >= from_)
    before = to is None or (concluded is not None and concluded <= to)
    row = wanted.rows is None or counted.row in wanted.rows
    return first <= counted.received_on <= last and after and before and row and _asked(counted.requester, wanted)


def _asked(requester: object, wanted: Selection) -> bool:
    return wanted.requester is None or requester == wanted.requester


def problems(book: Book, against: Head | None) -> Iterator[Problem]:
    """Yield what is wrong with chain and histories, and that the head *against* is not there."""
    hash_of, before = hasher(book.algorithm), START
    for n, (*columns, digest) in enumerate(book.rows, 1):
        row = tuple(columns)
        if row[0] != n or linked(hash_of, before, row) != digest:
            words = Words(
                f"第 {n} 条记录与链值不符：它或它之前的一条被改动", f"row {n} does not follow: it was changed"
            )
            yield Problem("chain", words, n, row[1] or None, row[2])
        before = digest
    if against is not None and not _holds(book, against):
        words = Words(f"登记簿不再含有链首 {against}", f"the book no longer contains the head {against}")
        yield Problem("head", words, against.seq)
    kept = ((number, *person, salt) for number, (person, salt) in sorted(book.persons.items()))
    for number, words in people.unbound_in(book.entries, kept, book.algorithm):
        yield Problem("person", words, None, number)
    for number, case in book.cases.items():
        if Case.replay(number, case.history) != case:
            yield Problem(
                "order", Words(f"案件 {number} 与其历史不符", f"case {number} is not its history"), None, number
            )


def _holds(book: Book, head: Head) -> bool:
    digests = [START, *(row[9] for row in book.rows)]
    return head.algorithm == book.algorithm and head.seq < len(digests) and digests[head.seq] == head.digest


__all__ = ["Book", "case_of", "due", "facts", "may_count", "periods", "problems", "selected", "since", "unknown"]
