"""The shelf in memory: plain lists that go with the process.

A write works on a copy, which is put in its place at the end, so that what fails leaves no trace and a reader goes on with
the rows that it began with.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from workflow.annual import Dispute, Selection, TallyKey, counted_of, counted_once, disputes_of, may_count
from workflow.case import Case
from workflow.stages import OPEN

from .book_kinds import BOOK
from .chain import START, Head
from .entries import BookEntry
from .errors import CannotWrite, RegisterBusy
from .moments import went_on
from .numbering import form_of, place_in_series
from .projections import dispute_tally_row, projected
from .shelf import Change, FactRow, PersonRow, Row, Rows, Settled, Sought, Standings, Txn, Unlike

_PLACE = Path(":memory:")
_NO_DEADLINE = (None, None, None)


class MemoryRows(Rows):
    """The rows of a register in memory; each question is answered by going through them."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._settings = settings
        self._rows: list[Row] = []
        self._facts: dict[str, tuple[FactRow, ...]] = {}
        self._entries: dict[str, tuple[BookEntry, ...]] = {}
        self._cases: dict[str, Case] = {}  # as the projections hold them
        self._persons: dict[str, PersonRow] = {}

    def head(self, seq: int | None = None) -> Head | None:
        rows, algorithm = self._rows, self._settings["hash"]
        if seq is None:
            return Head(algorithm, len(rows), rows[-1][9] if rows else START)
        return Head(algorithm, seq, rows[seq - 1][9]) if 0 < seq <= len(rows) else None

    def rows(self, after: int = 0, until: int | None = None) -> Iterator[Row]:
        return iter(self._rows[max(after, 0) : until])

    def facts(self, numbers: Sequence[str] | None = None) -> Iterator[tuple[str, Sequence[FactRow]]]:
        for number in sorted(self._facts if numbers is None else {*numbers} & self._facts.keys(), key=str.encode):
            yield number, self._facts[number]

    def count(self, number: str | None = None) -> int:
        if number == BOOK:
            return sum(map(len, self._entries.values()))
        return len(self._rows) if number is None else len(self._facts.get(number, ()))

    def entries(self, kind: str, after: int = 0) -> Sequence[BookEntry]:
        found = self._entries.get(kind, ())
        return [entry for entry in found if entry.seq > after] if after else found

    def persons(self, numbers: Sequence[str] | None = None) -> Iterator[PersonRow]:
        for number in sorted(self._persons, key=str.encode):
            if numbers is None or number in numbers:
                yield self._persons[number]

    def find(self, wanted: Selection | Sought | Unlike) -> list[str]:
        if isinstance(wanted, Unlike):
            opened = (row[1] for row in self._rows[wanted.after : wanted.until] if row[1] and row[2] == 1)
            return [number for number in opened if form_of(wanted.pattern, number) != number]
        if isinstance(wanted, Sought):
            return [case.number for case in self._sorted() if _is(case, wanted)]
        found = [counted for case in self._counting() if wanted.describes(counted := counted_of(case))]
        return [counted.number for counted in sorted(found, key=lambda counted: counted.received_on)]

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        keys = (counted_of(case).tally_key for case in self._counting())
        return dict(Counter(key for key in keys if year is None or may_count(key, year)))

    def disputes(self, row: str, year: int) -> list[Dispute]:
        return [dispute for dispute in self._disputes() if dispute.row == row and dispute.column(year)]

    def standing(self, on: date, key: str, past: bool) -> Standings:
        """Return no deadline, and all cases that are open, or with *past* may have been on that day."""
        cases = self._sorted()
        return Standings([], [case.number for case in cases if case.stage in OPEN or (past and went_on(case, on))])

    def kept(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield what follows from the cases as they are projected."""
        held = [found for case in self._sorted() if (found := projected(case))]
        if table == "docket":
            yield from ((*row.docket, *_NO_DEADLINE) for row in held)
        elif table == "dispute":
            yield from ((row.docket[0], *dispute) for row in held for dispute in row.disputes)
        elif table == "reckoned_with":
            return
        elif table == "numbering":
            yield from self._series().items()
        else:
            disputes = map(dispute_tally_row, self._disputes())
            counts = Counter(disputes if table == "dispute_tally" else (row.tally for row in held))
            yield from ((*key, count) for key, count in counts.items())

    def _series(self) -> dict[int, int]:
        last: dict[int, int] = {}
        for number in self._facts:
            if place := place_in_series(self._settings["numbering"], number):
                last[place[0]] = max(place[1], last.get(place[0], 0))
        return last

    def _sorted(self) -> list[Case]:
        return [self._cases[number] for number in sorted(self._cases, key=str.encode)]

    def _counting(self) -> Iterator[Case]:
        return (case for case in self._sorted() if not case.voided)

    def _disputes(self) -> list[Dispute]:
        return counted_once(dispute for case in self._counting() if case.disputed for dispute in disputes_of(case))


class MemoryTxn(MemoryRows, Txn):
    """A copy of the rows that is written in."""

    def __init__(self, before: MemoryRows) -> None:
        super().__init__(before._settings)
        self._rows, self._facts, self._entries = [*before._rows], {**before._facts}, {**before._entries}
        self._cases, self._persons = {**before._cases}, {**before._persons}

    def append(self, rows: Sequence[Row]) -> None:
        self._rows += rows
        for seq, number, *columns, _ in rows:
            if number != BOOK:
                self._facts[number] = (*self._facts.get(number, ()), (number, *columns, seq))
            else:
                _, kind, *rest = columns
                self._entries[kind] = (*self._entries.get(kind, ()), BookEntry(seq, *rest))

    def project(self, changes: Iterable[Change], anew: bool = False) -> None:
        """Keep the cases as they stand."""
        if anew:
            self._cases = {}
        for case, _ in changes:
            self._cases[case.number] = case

    def person(self, number: str, row: PersonRow | None) -> None:
        if row is None:
            del self._persons[number]
        else:
            self._persons[number] = row

    def settle(self, limits: Iterable[Settled], key: str) -> None:
        """Keep nothing: there is no time to be saved."""


class MemoryShelf:
    """Where a register in memory stands; to be used from any thread."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings, self._lock = settings, threading.Lock()
        self._writer: int | None = None  # the thread that holds the lock
        self._held = MemoryRows(settings)

    @contextmanager
    def write(self, busy: float | None = None) -> Iterator[MemoryTxn]:
        """Take the lock and yield a copy; it takes the place of the rows when nothing was raised."""
        if self._writer == threading.get_ident():
            raise CannotWrite(_PLACE, "a write within a write 写入之中又写入")
        if not self._lock.acquire(timeout=-1 if busy is None else busy):
            raise RegisterBusy(_PLACE, busy or 0)
        self._writer = threading.get_ident()
        try:
            txn = MemoryTxn(self._held)
            yield txn
            self._held = txn
        finally:
            self._writer = None
            self._lock.release()

    @contextmanager
    def read(self, moment: bool = True, damaged: bool = False) -> Iterator[MemoryRows]:
        """Read the rows as they stand when it is entered; nobody changes them."""
        yield self._held

    def check(self) -> Iterator[Any]:
        """Find nothing wrong with memory."""
        return iter(())

    def scrub(self) -> bool:
        """Do nothing: what was erased is gone."""
        return True

    def copy(self, to: Callable[[Iterable[Row]], object]) -> None:
        """Hand the rows to *to*."""
        to(self._held.rows())

    def close(self) -> None:
        """Do nothing: nothing is held open."""

    def discard(self) -> None:
        """Empty it."""
        self._held = MemoryRows(self.settings)


def _is(case: Case, sought: Sought) -> bool:
    if sought is Sought.OPEN:
        return case.stage in OPEN
    return case.voided if sought is Sought.VOID else case.disputed and not case.voided


__all__ = ["MemoryShelf"]
