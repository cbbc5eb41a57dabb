"""Store: what a desk asks of a register, wherever that keeps its facts.

``Register`` keeps them in an SQLite file, ``MemoryRegister`` in memory. Whatever else is to be one (a server database)
passes the tests of ``persistence.contract``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Protocol

from workflow.annual import Dispute, DisputeKey, FrozenYear, LedgerLine, Selection, TallyKey
from workflow.calendar import Arrangement
from workflow.case import Case
from workflow.events import Fact, Received

from .arrangements import Move, Recorded
from .book import Book, Moment
from .casefile import Person, Sourced
from .chain import Head
from .chosen import Chosen
from .docket import Settled, Standing
from .entries import BookEntry
from .home import RegisterHome
from .importing import Imported
from .people import Erasure
from .register import Settings
from .retention import Certificate, Retention
from .verifying import Reckoner, Verification


class Store(Protocol):
    """A register. Every method that writes writes all of it or nothing, and may be called from any thread.

    What each method does, and what it raises, is said in :class:`persistence.Register`. *home* is how the cases that a
    method writes are judged, by default as the store judges; a case comes back with it, and is kept without it.
    """

    @property
    def settings(self) -> Settings:
        """The settings of the register, chosen when it was made."""

    @property
    def home(self) -> RegisterHome:
        """How its cases are judged: its working days and readings, which every case out of it brings along."""

    def close(self) -> None:
        """Let go of what the current thread holds open; it may be used again."""

    def discard(self) -> None:
        """Remove a register that was made a moment ago and could not be filled."""

    def receive(
        self,
        fact: Received,
        recorded_at: datetime,
        person: Person | None = None,
        key: str | None = None,
        home: RegisterHome | None = None,
    ) -> Case:
        """Open a case under the next number of its year, or return the one that was opened under *key*."""

    def open_case(
        self,
        number: str,
        fact: Fact,
        recorded_at: datetime,
        person: Person | None = None,
        *,
        key: str | None = None,
        ahead: bool = True,
        home: RegisterHome | None = None,
    ) -> Case:
        """Open a case under a number of the organ's own, or return the one that was opened under *key*."""

    def record(
        self,
        number: str,
        fact: Fact,
        recorded_at: datetime,
        expecting: int | None = None,
        home: RegisterHome | None = None,
    ) -> Case:
        """Append one fact to a case and return the case as it stands then."""

    def import_lines(
        self, lines: Iterable[Sourced], recorded_at: datetime, home: RegisterHome | None = None
    ) -> Imported:
        """Take all lines, or none."""

    def write_entry(
        self, kind: str, recorded_at: datetime, data: str, by: str | None = None, note: str | None = None
    ) -> Head:
        """Append an entry of an application's own; return the head before it."""

    def freeze(self, year: FrozenYear, recorded_at: datetime) -> None:
        """Keep a report as it was handed in."""

    def choose(self, what: Chosen, recorded_at: datetime) -> None:
        """Read the law from now on as was chosen."""

    def add_arrangement(
        self, arrangement: Arrangement, recorded_at: datetime, moved: Callable[[], Sequence[Move]]
    ) -> tuple[Move, ...]:
        """Append a notice or an overlay with what it moves, and return that."""

    def forget(self, number: str, reason: str, by: str | None, recorded_at: datetime) -> Erasure:
        """Erase who asked in a case, and record that it was done."""

    def keep(self, periods: Iterable[tuple[str, str]], by: str | None, recorded_at: datetime) -> None:
        """Set how long the organ keeps who asked."""

    def destroy(self, numbers: Sequence[str], by: str, and_by: str, reason: str, recorded_at: datetime) -> Certificate:
        """Erase who asked in these cases once their periods are over."""

    def settle(self, limits: Iterable[Settled], reckoned_with: str) -> None:
        """Keep deadlines for speed; a store may as well keep none."""

    def rebuild(self, progress: Callable[[int], object] | None = None) -> int:
        """Make again what is kept for speed; return how many cases there are."""

    def at(self, moment: Moment = None) -> Book:
        """Return the book as of the end of a day, of a row of the journal, or now."""

    def case(self, number: str) -> Case:
        """Return one case."""

    def cases(self) -> Iterator[Case]:
        """Yield every case, in order of number."""

    def open_cases(self) -> Iterator[Case]:
        """Yield the cases that wait for a reply, in order of number."""

    def disputed_cases(self) -> Iterator[Case]:
        """Yield the cases with a reconsideration or a lawsuit, in order of number; void ones are left out."""

    def void_cases(self) -> Iterator[Case]:
        """Yield the cases that are void, in order of number."""

    def pending(self, on: date, reckoned_with: str, past: bool) -> tuple[list[Standing], list[Case]]:
        """Return the deadlines that are kept as of a day, and the cases whose deadline has to be reckoned."""

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Count the cases by year received, year concluded, requester and row; those that can count in *year*."""

    def dispute_tally(self) -> dict[DisputeKey, int]:
        """Count the disputes, each once however many cases it joins, by row of table IV, year filed, year decided and result."""

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV that count in *year*, each once, by their first case and its order."""

    def select(self, wanted: Selection) -> list[str]:
        """Return the numbers of the cases that *wanted* describes, by day of receipt."""

    def ledger(self, known_on: date | None = None) -> Iterator[LedgerLine]:
        """Yield the facts that belong to no case, as they stand, mended; as known at the end of a day."""

    def entries(self, kind: str) -> list[BookEntry]:
        """Return the book's own entries of *kind*."""

    def touched_since(self, seq: int) -> dict[str, int]:
        """Return the cases with facts after row *seq* of the journal, and how many facts each had before."""

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into this register."""

    def last_arrangement(self) -> int:
        """Return the number of the arrangement loaded last, 0 if there is none."""

    def last_entry(self, kind: str) -> int:
        """Return the place in the journal of the last entry of *kind*, 0 if there is none."""

    def person(self, number: str) -> Person | None:
        """Return who asks, or ``None``."""

    def retention(self, on: date) -> Retention:
        """Return the periods that hold, and what is due as of a day."""

    def certificates(self) -> list[Certificate]:
        """Return the certificates of every destruction."""

    def head(self) -> Head:
        """Return where the journal stands."""

    def link(self, seq: int) -> bytes | None:
        """Return the hash of row *seq* of the journal, ``None`` where there is no such row."""

    def verify(
        self,
        against: Head | None = None,
        standing: Reckoner | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Verification:
        """Prove the book in one moment of it."""

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file of one moment of the book."""


__all__ = ["Store"]
