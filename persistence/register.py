"""Register: the book of one organ, in one SQLite file. Facts are appended, never changed.

Every write takes the lock first (``BEGIN IMMEDIATE``), folds the case's history, and appends the fact and
the docket row in the same transaction: both are there afterwards, or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, overload

from sqlite_utils import Database

from workflow.annual import FrozenYear
from workflow.calendar import Arrangement
from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.events import Fact, Received
from workflow.rules import NEWEST
from workflow.words import Words

from . import arrangements, chosen, docket, frozen, journal, keys, people, projections, retention
from .arguments import arguments_checked
from .arrangements import Move
from .book_kinds import OPENED
from .casefile import FactLine, Person, Sourced
from .chain import Head
from .chaining import now, settled
from .chosen import Chosen
from .codec import time_from
from .connection import (
    BUSY_SECONDS,
    Connect,
    check_file,
    create_file,
    failures_in_words,
)
from .entries import book_entries
from .errors import CannotWrite, InvalidLine, RegisterBusy
from .expecting import check_expected
from .files import remove_file
from .home import RegisterHome
from .importing import Imported, Importer
from .journal import Writer
from .naming import NamedInFile, check_named
from .numbering import last_of, raise_series, rebuild_series
from .opening import NewCase, Receipt
from .own_entries import check_entry
from .reader import Reader
from .retention import Certificate
from .settings import Settings, in_full
from .writing import Writing

if TYPE_CHECKING:
    from .memory import MemoryRegister

MEMORY: Final = ":memory:"


@arguments_checked
class Register(Reader):
    """One register file. Make it with :meth:`create` or :meth:`open`; use it from any thread.

    Each thread (and each forked process) gets a connection of its own.
    """

    exposed: Words | None = None
    """What is to be told of who could read the file when it was opened, where that was everybody on the machine."""
    _erased_in_log = False  # whether the log may still hold what was erased
    appended: tuple[int, int] | None = None
    """The first and the last row of the journal that were written through this object; between them others' may stand."""

    @overload
    @classmethod
    def create(  # type: ignore[overload-overlap]  # that one text is not a path
        cls, path: Literal[":memory:"], settings: Settings | None = None, opened_at: datetime | None = None
    ) -> MemoryRegister: ...

    @overload
    @classmethod
    def create(
        cls, path: str | Path, settings: Settings | None = None, opened_at: datetime | None = None
    ) -> Register: ...

    @classmethod
    def create(
        cls, path: str | Path, settings: Settings | None = None, opened_at: datetime | None = None
    ) -> Register | MemoryRegister:
        """Make a new register, by default opened now; :class:`RegisterExists` if anything stands at *path*.

        At ``:memory:`` it is made in memory, as a ``MemoryRegister``, and ends with the process.
        """
        path, settings = Path(path), settings or Settings()
        if is_memory(path):
            return _in_memory(settings, opened_at)
        settings = in_full(settings)
        values = settings._asdict()

        def fill(db: Database) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.table("setting").insert_all({"key": key, "value": value} for key, value in values.items())
            opened, writer = opened_at or time_from(now(db)), Writer(db, settings.hash)
            writer.entry(OPENED, opened, settled(values))
            writer.under(NEWEST, opened)
            db.execute("COMMIT")

        create_file(path, fill)
        return cls(path)

    @overload
    @classmethod
    def open(  # type: ignore[overload-overlap]  # that one text is not a path
        cls, path: Literal[":memory:"], busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None
    ) -> MemoryRegister: ...

    @overload
    @classmethod
    def open(cls, path: str | Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> Register: ...

    @classmethod
    def open(
        cls, path: str | Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None
    ) -> Register | MemoryRegister:
        """Open an existing register, bringing an older one up to date; ``:memory:`` is a new one in memory.

        *connect* opens the file in another way than ours, such as through another build of SQLite.

        Raises :class:`NoRegister`, :class:`NotARegister`, :class:`SeveralNames` or :class:`RegisterTooNew`, and leaves
        the file as it is then. One that everybody on the machine could read is closed to them, and says so (``exposed``).
        """
        path = Path(path)
        if is_memory(path):
            return _in_memory(Settings(), None)
        exposed = check_file(path)
        opened = cls(path, busy_seconds, connect)
        opened.exposed = exposed
        return opened

    def close(self) -> None:
        """Close the connection of this thread."""
        self._connections.close()

    def checkpoint(self) -> bool:
        """Bring what stands in the log into the file itself and empty the log; tell whether nobody was in the way."""
        with failures_in_words(self.path):
            (busy, _, _) = self._connections.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._erased_in_log = self._erased_in_log and bool(busy)
        return not busy

    def discard(self) -> None:
        """Remove the file of a register that was made a moment ago and could not be filled."""
        self.close()
        remove_file(self.path)

    # -- writing ------------------------------------------------------------------------------------------

    def receive(
        self,
        fact: Received,
        recorded_at: datetime,
        person: Person | None = None,
        key: str | None = None,
        home: RegisterHome | None = None,
    ) -> Case:
        """Open a case under the next number of its year; no number is skipped or given twice.

        Under a *key* that was used before, the case that it opened is returned and nothing is written. Raises
        :class:`NumberTaken` where the next number has been given already, or the series is at its end;
        :class:`KeyUsed` where the key stands for another receipt; ``InvalidFact`` for a day that no law governs.

        *home* is how the case is judged, by default as the register judges; it comes back with the case.
        """
        receipt = Receipt(fact, recorded_at, person, key, home or self.home)
        with self._writing() as (db, writer):
            case = receipt.under_next_number(_InFile(self, db, writer), self.settings)
        self._known.put(case.at_home(self.home))
        return case

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
        """Open a case under a number of the organ's own; with a *key* as :meth:`receive` does.

        Raises :class:`NumberTaken` if there is such a case, :class:`LooksAlike` if there is one whose number looks the
        same, and :class:`NumberAhead` for a number far ahead of its series unless *ahead* is set.
        """
        receipt = Receipt(fact, recorded_at, person, key, home or self.home)
        with self._writing() as (db, writer):
            case = receipt.under(number, _InFile(self, db, writer), self.settings, ahead)
        self._known.put(case.at_home(self.home))
        return case

    def record(
        self,
        number: str,
        fact: Fact,
        recorded_at: datetime,
        expecting: int | None = None,
        home: RegisterHome | None = None,
    ) -> Case:
        """Append one fact to a case and return the case as it stands then.

        ``expecting`` is how many facts of the case the clerk saw. Raises :class:`UnknownCase`, :class:`Stale` when
        there are others by now, ``OutOfOrder`` when the move is impossible, or ``InvalidFact`` for an ``expecting``
        that is no number of facts; nothing is written then.
        """
        with self._writing() as (db, writer):
            before = self._case(db, number)
            check_expected(before, expecting)
            check_named(number, fact, partial(self._case, db))
            case = before.at_home(home or self.home).after(fact, recorded_at)
            self._append(db, writer, case, before)
        self._known.put(case.at_home(self.home))
        return case

    def import_lines(
        self, lines: Iterable[Sourced], recorded_at: datetime, home: RegisterHome | None = None
    ) -> Imported:
        """Take all lines, or none: :class:`InvalidLine` names the first that cannot be taken."""
        try:
            with self._writing() as (db, writer):
                importer = Importer(db, recorded_at, self.settings.numbering, writer, self._alike, home or self.home)
                named = NamedInFile()
                for source, number, line in lines:
                    try:
                        importer.take(line)
                        if isinstance(line, FactLine):
                            named.note(source, number, line.case, line.fact)
                    except YishenqingError as error:
                        raise InvalidLine(source, number, error) from None
                named.check(importer.find, importer.unknown)
                return importer.finish()
        except InvalidLine:
            self._erased_in_log = True  # a long import may have begun to write who asks into it
            self._empty_log_now()
            raise

    def write_entry(
        self, kind: str, recorded_at: datetime, data: str, by: str | None = None, note: str | None = None
    ) -> Head:
        """Append an entry of an application's own, which belongs to no case; return the head before it. *data* is JSON.

        Raises ``InvalidFact`` for a kind of the book's own, and for what is no JSON.
        """
        check_entry(kind, data)
        with self._writing() as (_, writer):
            before = writer.head
            writer.entry(kind, recorded_at, data, by=by, note=note)
        return before

    def freeze(self, year: FrozenYear, recorded_at: datetime) -> None:
        """Keep a report as it was handed in."""
        with self._writing() as (_, writer):
            frozen.append(writer, year, recorded_at)

    def choose(self, what: Chosen, recorded_at: datetime) -> None:
        """Read the law from now on as was chosen. Raises ``InvalidFact`` for a day that is still to come."""
        with self._writing() as (_, writer):
            chosen.append(writer, what, recorded_at)

    def forget(self, number: str, reason: str, by: str | None, recorded_at: datetime) -> people.Erasure:
        """Erase who asked in a case, and record that it was done; the history stays and still verifies.

        The bytes are overwritten in the file and its log, unless a reading is under way: then they go with the next
        write of this register after it has ended, or when the last one who has the file open closes it.
        Raises :class:`UnknownCase` or :class:`NobodyKnown`.
        """
        with self._writing() as (db, writer):
            self._case(db, number)
            erased = people.erase(db, writer, number, reason, by, recorded_at)
            people.scrub(db)
        self._erased_in_log = True
        self.checkpoint()
        return erased

    def keep(self, periods: Iterable[tuple[str, str]], by: str | None, recorded_at: datetime) -> None:
        """Set how long the organ keeps who asked: pairs of outcome and period, all or none.

        Raises ``InvalidFact`` for what cannot be set.
        """
        with self._writing() as (_, writer):
            for outcome, period in periods:
                retention.set_period(writer, outcome, period, by, recorded_at)

    def destroy(self, numbers: Sequence[str], by: str, and_by: str, reason: str, recorded_at: datetime) -> Certificate:
        """Erase who asked in these cases, all or none, once their periods are over; return the certificate.

        Raises :class:`NotTwoPeople`, :class:`NotDue`, :class:`NobodyKnown` or :class:`UnknownCase`.
        """
        with self._writing() as (db, writer):
            retention.destroy(db, writer, numbers, by, and_by, reason, recorded_at)
            made = list(retention.certificates(db, self.settings.hash))[-1]
        self._erased_in_log = True
        self.checkpoint()
        return made

    def add_arrangement(
        self, arrangement: Arrangement, recorded_at: datetime, moved: Callable[[], Sequence[Move]]
    ) -> tuple[Move, ...]:
        """Append a notice or an overlay with what it moves, and return that.

        *moved* is called under the write lock, so that no case changes in between; whatever it raises
        leaves the register as it was.
        """
        with self._writing() as (_, writer):
            moves = tuple(moved())
            arrangements.append(writer, arrangement, moves, recorded_at)
        return moves

    def settle(self, limits: Iterable[docket.Settled], reckoned_with: str) -> None:
        """Keep deadlines in the docket, for cases whose deadline does not move and that nobody has changed since.

        This is for speed alone: where the file is busy or may not be written, nothing is kept.
        """
        writing = self._writing()
        self._connections.wait(0)
        try:
            with suppress(RegisterBusy, CannotWrite), writing as (db, _):
                docket.settle(db, limits, reckoned_with)
        finally:
            self._connections.wait()

    def rebuild(self, progress: Callable[[int], object] | None = None) -> int:
        """Make docket, counts and number series again from the journal; return how many cases there are.

        *progress* is called now and then with the number of cases done so far.
        """
        with self._writing() as (db, _):
            rebuild_series(db, self.settings.numbering)
            return projections.rebuild(db, progress)

    # -- inside -------------------------------------------------------------------------------------------

    def _append(self, db: Database, writer: Writer, case: Case, before: Case | None = None) -> None:
        entry = case.history[-1]
        assert entry.recorded_at is not None, "the register knows when it records"
        writer.under(entry.rules, entry.recorded_at)
        writer.fact(case.number, entry)
        projections.write(db, case, before)

    def _empty_log_now(self) -> None:
        """Take what was erased out of the log too; where somebody is in the way, the next write tries again."""
        self._connections.wait(0)
        try:
            with suppress(RegisterBusy, CannotWrite):
                self.checkpoint()
        finally:
            self._connections.wait()

    def _writing(self) -> Writing:
        if self._erased_in_log:
            self._empty_log_now()
        return Writing(self._connections, self.settings.hash, self._note)

    def _note(self, first: int, last: int) -> None:
        self.appended = (self.appended[0] if self.appended else first, last)


class _InFile:
    """A register while it is written in, as the shelf on which a case is opened."""

    def __init__(self, register: Register, db: Database, writer: Writer) -> None:
        self._register, self._db, self._writer = register, db, writer

    def opened_under(self, kind: str) -> Case | None:
        number = keys.case_of(self._db, kind)
        return None if number is None else self._register._case(self._db, number)

    def case_of(self, number: str) -> Case:
        return self._register._case(self._db, number)

    def is_case(self, number: str) -> int:
        return journal.facts(self._db, number)

    def alike(self, form: str) -> str | None:
        return self._register._alike.finder(self._db, self._register.settings.numbering)(form)

    def last_of(self, series: int) -> int:
        return last_of(self._db, series)

    def person_of(self, number: str) -> Person | None:
        return people.find(self._db, number)

    def erased(self, number: str) -> bool:
        return people.is_erased(book_entries(self._db, people.ERASED), number)

    def write(self, new: NewCase) -> None:
        case, place, person, key = new
        recorded_at = case.history[0].recorded_at
        assert recorded_at is not None, "the register knows when it records"
        self._register._append(self._db, self._writer, case)
        if place is not None:
            raise_series(self._db, *place)
        if person is not None:
            people.write(self._db, self._writer, case.number, person, recorded_at)
        if key is not None:
            keys.append(self._writer, key, case.number, recorded_at)


def is_memory(path: str | Path) -> bool:
    """Tell whether *path* stands for a register in memory, as it does for SQLite."""
    return str(path) == MEMORY


def _in_memory(settings: Settings, opened_at: datetime | None) -> MemoryRegister:
    from .memory import MemoryRegister  # it takes more to load than most registers need

    return MemoryRegister(opened_at, settings)


__all__ = ["FactLine", "Imported", "Person", "Register", "Settings", "is_memory"]
