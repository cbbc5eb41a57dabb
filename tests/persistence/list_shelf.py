"""A shelf of plain lists, as simple as one can be: what it answers, it finds by going through all that it holds."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from persistence.chain import START, Head
from persistence.entries import BookEntry
from persistence.errors import CannotWrite, RegisterBusy
from persistence.numbering import form_of, place_in_series
from persistence.problems import Problem
from persistence.projections import dispute_tally_row, projected
from persistence.shelf import Change, FactRow, PersonRow, Row, Settled, Sought, Standings, Unlike
from workflow.annual import Dispute, Selection, TallyKey, counted_of, counted_once, disputes_of
from workflow.case import Case
from workflow.stages import OPEN

NO_DEADLINE = (None, None, None)


class ListRows:
    """Three lists: the journal, the cases as they are projected, and who asks."""

    def __init__(
        self, settings: Mapping[str, str], journal: Sequence[Row], cases: Sequence[Case], people: Sequence[PersonRow]
    ) -> None:
        self._settings = settings
        self._journal, self._cases, self._people = [*journal], [*cases], [*people]

    def head(self, seq: int | None = None) -> Head | None:
        """Return the last row, or row *seq*, with its hash."""
        algorithm = self._settings["hash"]
        if seq is None:
            return Head(algorithm, len(self._journal), self._journal[-1][9] if self._journal else START)
        return next((Head(algorithm, seq, row[9]) for row in self._journal if row[0] == seq), None)

    def rows(self, after: int = 0, until: int | None = None) -> Iterator[Row]:
        """Yield the rows after one row up to another."""
        return (row for row in self._journal if row[0] > after and (until is None or row[0] <= until))

    def facts(self, numbers: Sequence[str] | None = None) -> Iterator[tuple[str, Sequence[FactRow]]]:
        """Yield cases with their facts."""
        for number in sorted({row[1] for row in self._journal if row[1]}, key=str.encode):
            if numbers is None or number in numbers:
                yield number, [(*row[1:9], row[0]) for row in self._journal if row[1] == number]

    def count(self, number: str | None = None) -> int:
        """Return how many facts a case has, or how many rows there are."""
        return len([row for row in self._journal if number is None or row[1] == number])

    def entries(self, kind: str, after: int = 0) -> Sequence[BookEntry]:
        """Return entries of the book itself."""
        own = [row for row in self.rows(after) if row[1] == "" and row[3] == kind]
        return [BookEntry(row[0], *row[4:9]) for row in own]

    def persons(self, numbers: Sequence[str] | None = None) -> Iterator[PersonRow]:
        """Yield who asks."""
        for row in sorted(self._people, key=lambda row: row[0].encode()):
            if numbers is None or row[0] in numbers:
                yield row

    def find(self, wanted: Selection | Sought | Unlike) -> list[str]:
        """Return the numbers of the cases described."""
        if isinstance(wanted, Unlike):
            opened = [row[1] for row in self.rows(wanted.after, wanted.until) if row[1] and row[2] == 1]
            return [number for number in opened if form_of(wanted.pattern, number) != number]
        if wanted is Sought.OPEN:
            return [case.number for case in self._cases if case.stage in OPEN]
        if wanted is Sought.VOID:
            return [case.number for case in self._cases if case.voided]
        if wanted is Sought.DISPUTED:
            return [case.number for case in self._standing_ones() if case.disputed]
        found = [case for case in self._standing_ones() if _chosen(case, wanted)]
        return [case.number for case in sorted(found, key=lambda case: (case.received_on, case.number.encode()))]

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Count the cases."""
        counts = Counter(counted_of(case).tally_key for case in self._standing_ones())
        return {
            key: n
            for key, n in counts.items()
            if year is None or (key[0] <= year and (key[1] is None or key[1] >= year))
        }

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row that count in a year."""
        return [dispute for dispute in self._disputes() if dispute.row == row and dispute.column(year)]

    def standing(self, on: date, key: str, past: bool) -> Standings:
        """Return no deadline, but all cases that may have one."""
        found = [case for case in self._cases if case.stage in OPEN]
        if past:
            closed = [case for case in self._standing_ones() if case.stage not in OPEN]
            found += [case for case in closed if case.received_on <= on < case.facts[-1].on]
        return Standings([], [case.number for case in found])

    def kept(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield what would be kept."""
        rows = [found for case in sorted(self._cases, key=lambda c: c.number.encode()) if (found := projected(case))]
        if table == "docket":
            yield from [(*row.docket, *NO_DEADLINE) for row in rows]
        if table == "dispute":
            yield from [(row.docket[0], *dispute) for row in rows for dispute in row.disputes]
        if table == "tally":
            yield from [(*key, n) for key, n in Counter(row.tally for row in rows).items()]
        if table == "dispute_tally":
            yield from [(*key, n) for key, n in Counter(map(dispute_tally_row, self._disputes())).items()]
        if table == "numbering":
            places = [place_in_series(self._settings["numbering"], case.number) for case in self._cases]
            given = [place for place in places if place]
            yield from {series: max(n for other, n in given if other == series) for series, _ in given}.items()

    def _standing_ones(self) -> list[Case]:
        return [case for case in self._cases if not case.voided]

    def _disputes(self) -> list[Dispute]:
        cases = sorted(self._standing_ones(), key=lambda case: case.number.encode())
        return counted_once(dispute for case in cases for dispute in disputes_of(case))


def _chosen(case: Case, wanted: Selection) -> bool:
    counted = counted_of(case)
    ended = counted.concluded_on
    if not wanted.received[0] <= case.received_on <= wanted.received[1]:
        return False
    if wanted.concluded_from is not None and (not wanted.or_open if ended is None else ended < wanted.concluded_from):
        return False
    if wanted.concluded_to is not None and (ended is None or ended > wanted.concluded_to):
        return False
    if wanted.rows is not None and counted.row not in wanted.rows:
        return False
    return wanted.requester is None or case.requester == wanted.requester


class ListTxn(ListRows):
    """Copies of the lists, which are written in."""

    def append(self, rows: Sequence[Row]) -> None:
        """Append rows."""
        self._journal.extend(rows)

    def project(self, changes: Iterable[Change], anew: bool = False) -> None:
        """Keep the cases as they stand."""
        if anew:
            self._cases = []
        for case, _ in changes:
            self._cases = [*(other for other in self._cases if other.number != case.number), case]

    def person(self, number: str, row: PersonRow | None) -> None:
        """Keep who asks, or nobody."""
        self._people = [*(other for other in self._people if other[0] != number), *([row] if row else [])]

    def settle(self, limits: Iterable[Settled], key: str) -> None:
        """Keep no deadline."""


class ListShelf:
    """Holds the lists; who writes works on copies, who reads has copies."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings, self._lock, self._writer = settings, threading.Lock(), 0
        self._held: tuple[list[Row], list[Case], list[PersonRow]] = [], [], []

    @contextmanager
    def write(self, busy: float | None = None) -> Iterator[ListTxn]:
        """Let one writer in."""
        if self._writer == threading.get_ident():
            raise CannotWrite(Path("lists"), "a write within a write")
        if not self._lock.acquire(timeout=-1 if busy is None else busy):
            raise RegisterBusy(Path("lists"), busy or 0)
        self._writer = threading.get_ident()
        try:
            txn = ListTxn(self.settings, *self._held)
            yield txn
            self._held = txn._journal, txn._cases, txn._people
        finally:
            self._writer = 0
            self._lock.release()

    @contextmanager
    def read(self, moment: bool = True, damaged: bool = False) -> Iterator[ListRows]:
        """Read copies."""
        yield ListRows(self.settings, *self._held)

    def check(self) -> Iterator[Problem]:
        """Find nothing."""
        return iter(())

    def scrub(self) -> bool:
        """Do nothing."""
        return True

    def copy(self, to: list[Row]) -> None:
        """Copy the journal into another list."""
        to.extend(self._held[0])

    def close(self) -> None:
        """Do nothing."""

    def discard(self) -> None:
        """Empty the lists."""
        self._held = [], [], []
