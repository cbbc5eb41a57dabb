"""The rows of a register in memory, as a shelf is read: each question is answered by going through all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from workflow.annual import Dispute, Selection, TallyKey, counted_of, counted_once, disputes_of
from workflow.case import Case
from workflow.stages import OPEN

from .chain import START, Head
from .chaining import BOOK
from .entries import BookEntry
from .memory_book import Book, may_count, selected, since
from .numbering import form_of
from .shelf import FactRow, PersonRow, Row, Sought, Standings, Unlike


class MemoryRows:
    """What a book in memory answers."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def head(self, seq: int | None = None) -> Head | None:
        """Return where the journal stands, or row *seq* of it."""
        rows, algorithm = self._book.rows, self._book.algorithm
        if seq is None:
            return Head(algorithm, len(rows), rows[-1][9] if rows else START)
        return Head(algorithm, seq, rows[seq - 1][9]) if 0 < seq <= len(rows) else None

    def rows(self, after: int = 0, until: int | None = None) -> Iterator[Row]:
        """Yield rows of the journal in the order of recording."""
        return iter(self._book.rows[max(after, 0) : until])

    def facts(self, numbers: Sequence[str] | None = None) -> Iterator[tuple[str, Sequence[FactRow]]]:
        """Yield cases with their facts, by number."""
        wanted = None if numbers is None else set(numbers)
        found: dict[str, list[FactRow]] = {}
        for seq, number, *columns, _ in self._book.rows:
            if number != BOOK and (wanted is None or number in wanted):
                found.setdefault(number, []).append((*columns, seq))
        for number in sorted(found, key=str.encode):
            yield number, found[number]

    def count(self, number: str | None = None) -> int:
        """Return how many facts a case has, or how many rows there are."""
        if number is None:
            return len(self._book.rows)
        return len(self._book.cases[number].history) if number in self._book.cases else 0

    def entries(self, kind: str, after: int = 0) -> Sequence[BookEntry]:
        """Return the book's own entries of a kind."""
        return [entry for entry in self._book.entries(kind) if entry.seq > after]

    def persons(self, numbers: Sequence[str] | None = None) -> Iterator[PersonRow]:
        """Yield who asks, by number."""
        for number, (person, salt) in sorted(self._book.persons.items(), key=lambda item: item[0].encode()):
            if numbers is None or number in numbers:
                yield (number, *person, salt)

    def find(self, wanted: Selection | Sought | Unlike) -> list[str]:
        """Return the numbers of the cases described."""
        if isinstance(wanted, Unlike):
            opened = (row[1] for row in self._book.rows[wanted.after : wanted.until] if row[1] and row[2] == 1)
            return [number for number in opened if form_of(wanted.pattern, number) != number]
        if isinstance(wanted, Sought):
            return [case.number for case in self._book.sorted() if _is(case, wanted)]
        found = [case for case in self._counting() if selected(case, wanted)]
        return [case.number for case in sorted(found, key=lambda case: case.received_on)]

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Count the cases."""
        keys = (counted_of(case).tally_key for case in self._counting())
        return dict(Counter(key for key in keys if year is None or may_count(key, year)))

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV."""
        return [dispute for dispute in self._disputes() if dispute.row == row and dispute.column(year)]

    def standing(self, on: date, key: str, past: bool) -> Standings:
        """Return no deadline, and all cases that are open, or with *past* may have been on that day."""
        cases = self._book.sorted()
        return Standings([], [case.number for case in cases if case.stage in OPEN or (past and since(case, on))])

    def kept(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield the counts of disputes and the series of numbers; nothing else is kept beside the cases."""
        if table == "dispute_tally":
            counts = Counter(dispute.tally_key for dispute in self._disputes())
            for (row, filed, decided, result), count in counts.items():
                yield row, filed, decided or 0, result or "", count
        elif table == "numbering":
            yield from self._book.series.items()

    def _counting(self) -> Iterator[Case]:
        return (case for case in self._book.sorted() if not case.voided)

    def _disputes(self) -> list[Dispute]:
        return counted_once(dispute for case in self._counting() if case.disputed for dispute in disputes_of(case))


def _is(case: Case, sought: Sought) -> bool:
    if sought is Sought.OPEN:
        return case.stage in OPEN
    return case.voided if sought is Sought.VOID else case.disputed and not case.voided


__all__ = ["MemoryRows"]
