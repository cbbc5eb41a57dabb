"""Writing: a register while its lock is held. What is written is there afterwards, all of it, or none of it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from types import TracebackType
from typing import Self

from workflow.annual import FrozenYear
from workflow.calendar import Arrangement
from workflow.case import Case
from workflow.home import Home
from workflow.rules import NEWEST

from . import arrangements, frozen
from .alike import Find
from .arrangements import Move
from .book import Book
from .codec import dumps
from .core import Core
from .errors import RegisterTooNew
from .journal import Writer, case_of
from .shelf import Txn


class Writing:
    """Holds the lock, and the end of the chain, for the length of a ``with`` block.

    It ends with a commit; with an error, all is taken back. ``book`` is the book under the lock, so that what is written
    follows from what is read. *committed* is told the first and the last row that are there for good. ``txn`` is the shelf
    under the lock and ``writer`` appends to the journal: for the parts of the book itself.
    """

    __slots__ = ("_before", "_book", "_committed", "_core", "_lock", "txn", "writer")

    def __init__(self, core: Core, lock: AbstractContextManager[Txn], committed: Callable[[int, int], object]) -> None:
        self._core, self._lock, self._committed = core, lock, committed
        self._book: Book | None = None
        self.txn: Txn
        self.writer: Writer

    def __enter__(self) -> Self:
        self.txn = self._lock.__enter__()
        try:
            self.writer = writer = Writer(self.txn, self._core.settings, self._core.rules)
            if writer.rules > NEWEST:
                raise RegisterTooNew(self._core.place, [f"rules_{writer.rules}"])
        except BaseException as error:
            self._lock.__exit__(type(error), error, error.__traceback__)
            raise
        self._before = writer.head.seq
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._book is not None:
            self._book.__exit__(None, None, None)
        if error is None:
            try:
                self.writer.flush()
            except BaseException as failed:
                self._lock.__exit__(type(failed), failed, failed.__traceback__)
                raise
        self._lock.__exit__(kind, error, trace)
        last = self.writer.head.seq
        if error is None and last > self._before:
            if not self.writer.noted:
                self._core.rules.grown(self._before, last)
            self._committed(self._before + 1, last)

    @property
    def book(self) -> Book:
        """The book as it is while nobody else can write; what is written here is seen in it."""
        if self._book is None:
            self._book = Book(nullcontext(self.txn), self._core.settings, self._core.home).__enter__()
        return self._book

    # -- reading ------------------------------------------------------------------------------------------

    def case(self, number: str) -> Case:
        """Return one case; raise ``UnknownCase``."""
        return self._core.case(self.txn, number)

    def find(self, number: str, home: Home) -> Case | None:
        """Return one case as the journal has it, judged at *home*; None where there is none."""
        for _, rows in self.txn.facts((number,)):
            return case_of(number, rows, self._core.rules.of(self.txn, rows), home)
        return None

    def last_row_of(self, number: str) -> int:
        """Return the place in the journal of the last fact of a case that is there."""
        ((_, rows),) = self.txn.facts((number,))
        return int(rows[-1][8])

    def has_cases(self) -> bool:
        """Tell whether the book holds a fact of any case."""
        return any(row[1] for row in self.txn.rows())

    def is_case(self, number: str) -> int:
        """Return how many facts the case of this number has, 0 where there is none."""
        return self.txn.count(number)

    def finder(self) -> Find:
        """Return what finds a case by the form of its number, which it is not written in, among those that are there now."""
        return self._core.alike.finder(self.txn, self._core.settings.numbering, self.writer.head.seq)

    def last_of(self, series: int) -> int:
        """Return the last number that a series gave, 0 where it gave none."""
        return next((last for kept, last in self.txn.kept("numbering") if kept == series), 0)

    # -- writing ------------------------------------------------------------------------------------------

    def append(self, case: Case, before: Case | None) -> None:
        """Append the last fact of *case*, which stood as *before* until then."""
        entry = case.history[-1]
        assert entry.recorded_at is not None, "the register knows when it records"
        self.writer.under(entry.rules, entry.recorded_at)
        self.writer.fact(case.number, entry)
        self.txn.project([(case, before)])

    def freeze(self, year: FrozenYear, recorded_at: datetime) -> None:
        """Keep a report as it was handed in."""
        self.writer.entry(frozen.KIND, recorded_at, dumps(year.as_json()), by=year.by, note=year.reason)

    def add_arrangement(self, arrangement: Arrangement, moved: Iterable[Move], recorded_at: datetime) -> None:
        """Append a notice or an overlay with the limits that it moves."""
        arrangements.append(self.writer, arrangement, moved, recorded_at)


__all__ = ["Writing"]
