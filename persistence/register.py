"""Register: the book of one organ. Facts are appended, never changed.

Every write takes the lock of the shelf first, folds the case's history, and appends the fact and what is kept for speed in
the same transaction: both are there afterwards, or neither. Where the rows are kept is the business of the shelf.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from workflow.case import Case
from workflow.events import Fact, Received
from workflow.fields import is_text
from workflow.numbers import is_number
from workflow.retention import Retention
from workflow.words import Words

from . import arrangements, chosen, journal, people, retention, verifying
from .alike import AlikeNumbers
from .arguments import arguments_checked
from .arrangements import Recorded
from .book import Book, Moment
from .casefile import FactLine, Person, Sourced, person_line
from .chain import Head
from .chosen import Chosen
from .codec import time_from
from .core import Core, Known
from .entries import BookEntry
from .errors import CannotWrite, InvalidLine, NotInAFile, RegisterBusy, RegisterError
from .home import RegisterHome
from .importing import Imported, Importer
from .journal import Writer
from .memory import MemoryShelf
from .naming import check_named
from .opening import Receipt, check_expected
from .own_entries import check_entry
from .prepared import Prepared
from .retention import Certificate
from .rules import RulesKnown
from .settings import Settings, in_full
from .shelf import Rows, Settled, Shelf, Txn
from .verifying import Reckoner, Verification
from .writing import Writing

Connect = Callable[[Path, float], Any]
"""Opens the file at a path, waiting so many seconds at most where it is busy, in another way than ours."""

MEMORY: Final = ":memory:"
BUSY_SECONDS: Final = 10.0
_TOLD_EVERY = 500  # cases


@arguments_checked
class Register:
    """One register. Make it with :meth:`create` or :meth:`open`; use it from any thread.

    It stands on a shelf: in an SQLite file, in memory, or one of your own that passes ``persistence.contract``.
    """

    exposed: Words | None = None
    """What is to be told of who could read the file when it was opened, where that was everybody on the machine."""
    appended: tuple[int, int] | None = None
    """The first and the last row of the journal that were written through this object; between them others' may stand."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        kept = shelf.settings
        self.settings = Settings(**{name: kept[name] for name in Settings._fields if name in kept})
        self.home = RegisterHome(self)
        place = getattr(shelf, "path", Path(MEMORY))
        self._core = Core(self.settings, self.home, place, Known(), AlikeNumbers(), RulesKnown())
        self._scrubbed = 0  # the row of the last erasure of which no trace is left
        self._left = False  # whether the shelf may still hold what was erased

    @classmethod
    def create(cls, path: str | Path, settings: Settings | None = None, opened_at: datetime | None = None) -> Register:
        """Make a new register, by default opened now; :class:`RegisterExists` if anything stands at *path*.

        At ``:memory:`` it is made in memory, and ends with the process.
        """
        if is_memory(path):
            return MemoryRegister(opened_at, settings)
        from .sqlite.shelf import SqliteShelf  # it takes more to load than a register in memory needs

        chosen_ones = in_full(settings or Settings())

        def fill(txn: Txn, now: str) -> None:
            writer = Writer(txn, chosen_ones, RulesKnown())
            writer.open(opened_at or time_from(now))
            writer.flush()

        return Register(SqliteShelf.create(Path(path), chosen_ones._asdict(), fill))

    @classmethod
    def open(cls, path: str | Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> Register:
        """Open an existing register, bringing an older one up to date; ``:memory:`` is a new one in memory.

        *connect* opens the file in another way than ours, such as through another build of SQLite.

        Raises :class:`NoRegister`, :class:`NotARegister`, :class:`SeveralNames` or :class:`RegisterTooNew`, and leaves
        the file as it is then. One that everybody on the machine could read is closed to them, and says so (``exposed``).
        """
        if is_memory(path):
            return MemoryRegister()
        from .sqlite.shelf import SqliteShelf

        shelf = SqliteShelf.open(Path(path), busy_seconds, connect)
        opened = Register(shelf)
        opened.exposed = shelf.exposed
        return opened

    @property
    def path(self) -> Path:
        """The file of the register; raise ``NotInAFile`` for one that is in none."""
        found: Path | None = getattr(self._shelf, "path", None)
        if found is None:
            raise NotInAFile(type(self).__name__)
        return found

    def close(self) -> None:
        """Let go of what the current thread holds open; the register may be used again."""
        self._shelf.close()

    def checkpoint(self) -> bool:
        """Bring the log of a file into the file itself and empty it; tell whether nobody was in the way."""
        done = self._shelf.scrub()
        self._left = self._left and not done
        return done

    def copy(self, to: Path) -> None:
        """Copy one moment of the register to *to*, while others write."""
        try:
            self._shelf.copy(to)
        finally:
            self._after_reading()

    def discard(self) -> None:
        """Remove a register that was made a moment ago and could not be filled."""
        self._shelf.discard()

    # -- moments ------------------------------------------------------------------------------------------

    def at(self, moment: Moment = None) -> Book:
        """Return the book as of *moment*, to be read inside ``with``: the end of a day, a row of the journal, or now.

        Raises ``NoSuchRow``, when it is entered, for a row that is not there.
        """
        return Book(self._shelf.read(), self.settings, self.home, moment, self._after_reading)

    def writing(self, busy_seconds: float | None = None) -> Writing:
        """Take the lock, to be held inside ``with``; ``book`` is the book under it. Raises :class:`RegisterBusy`.

        It is waited for as long as was said when the register was opened, or *busy_seconds* at most.
        """
        if self._left:
            self.checkpoint()
        return Writing(self._core, self._shelf.write(busy_seconds), self._note)

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
        with self.writing() as w:
            case = receipt.under_next_number(w, self.settings)
        self._core.known.put(case.at_home(self.home))
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
        with self.writing() as w:
            case = receipt.under(number, w, self.settings, ahead)
        self._core.known.put(case.at_home(self.home))
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
        with self.writing() as w:
            before = w.case(number)
            check_expected(before, expecting)
            check_named(number, fact, w.case)
            case = before.at_home(home or self.home).after(fact, recorded_at)
            w.append(case, before)
        self._core.known.put(case.at_home(self.home))
        return case

    def import_lines(
        self, lines: Iterable[Sourced], recorded_at: datetime, home: RegisterHome | None = None
    ) -> Imported:
        """Take all lines, or none: :class:`InvalidLine` names the first that cannot be taken.

        All are read and validated before the lock is taken. Cases are folded under it, since what may be recorded depends
        on what the book holds then.
        """
        with closing(Prepared(lines)) as prepared:
            try:
                with self.writing() as w:
                    return Importer(w, recorded_at, self.settings.numbering, home or self.home).take_all(prepared)
            except InvalidLine:
                self._left = True  # a long import may have begun to write who asks
                self.checkpoint()
                raise

    def write_entry(
        self, kind: str, recorded_at: datetime, data: str, by: str | None = None, note: str | None = None
    ) -> Head:
        """Append an entry of an application's own, which belongs to no case; return the head before it. *data* is JSON.

        Raises ``InvalidFact`` for a kind of the book's own, and for what is no JSON.
        """
        check_entry(kind, data)
        with self.writing() as w:
            before = w.writer.head
            w.writer.entry(kind, recorded_at, data, by=by, note=note)
        return before

    def choose(self, what: Chosen, recorded_at: datetime) -> None:
        """Read the law from now on as was chosen. Raises ``InvalidFact`` for a day that is still to come."""
        with self.writing() as w:
            chosen.append(w.writer, what, recorded_at)

    def forget(self, number: str, reason: str, by: str | None, recorded_at: datetime) -> people.Erasure:
        """Erase who asked in a case, and record that it was done; the history stays and still verifies.

        The bytes are overwritten in the file and its log, unless a reading is under way: then they go when the last such
        reading ends, or with the next write of this register. Raises :class:`UnknownCase` or :class:`NobodyKnown`.
        """
        with self.writing() as w:
            w.case(number)
            erased = people.erase(w.txn, w.writer, number, reason, by, recorded_at)
        self._left = True
        self.checkpoint()
        return erased

    def keep(self, periods: Iterable[tuple[str, str]], by: str | None, recorded_at: datetime) -> None:
        """Set how long the organ keeps who asked: pairs of outcome and period, all or none.

        Raises ``InvalidFact`` for what cannot be set.
        """
        with self.writing() as w:
            for outcome, period in periods:
                retention.set_period(w.writer, outcome, period, by, recorded_at)

    def destroy(self, numbers: Sequence[str], by: str, and_by: str, reason: str, recorded_at: datetime) -> Certificate:
        """Erase who asked in these cases, all or none, once their periods are over; return the certificate.

        Raises :class:`NotTwoPeople`, :class:`NotDue`, :class:`NobodyKnown` or :class:`UnknownCase`.
        """
        retention.check_two_people(by, and_by)
        with self.writing() as w:
            for number in numbers:
                w.case(number)
            made = retention.destroy(w.txn, w.writer, numbers, by, and_by, reason, recorded_at)
        self._left = True
        self.checkpoint()
        return made

    def settle(self, limits: Iterable[Settled], reckoned_with: str) -> None:
        """Keep deadlines of cases whose deadline does not move and that nobody has changed since; others are passed over.

        This is for speed alone: where the file is busy or may not be written, nothing is kept.
        """
        with suppress(RegisterBusy, CannotWrite), self.writing(0) as w:
            w.txn.settle(limits, reckoned_with)

    def rebuild(self, progress: Callable[[int], object] | None = None) -> int:
        """Make docket, counts and number series again from the journal; return how many cases there are.

        *progress* is called now and then with the number of cases done so far, at the end with that of all.
        """
        done = 0

        def counted(cases: Iterable[Case]) -> Iterator[tuple[Case, None]]:
            nonlocal done
            for case in cases:
                yield case, None
                done += 1
                if progress and done % _TOLD_EVERY == 0:
                    progress(done)

        with self.writing() as w:
            w.txn.project(counted(journal.all_cases(w.txn)), anew=True)
        if progress:
            progress(done)
        return done

    # -- reading ------------------------------------------------------------------------------------------

    def case(self, number: str) -> Case:
        """Return one case; :class:`UnknownCase` where there is none of this number."""
        with self._shelf.read(moment=False) as rows:
            case = self._core.case(rows, number)
        self._core.known.put(case)
        return case

    def person(self, number: str) -> Person | None:
        """Return who asks, or ``None`` where that is not known or has been erased; always of the present."""
        with self._shelf.read(moment=False) as rows:
            return people.find(rows, number) if is_number(number) else None

    def head(self) -> Head:
        """Return where the journal stands: to be noted elsewhere, and shown to ``verify`` later."""
        with self._shelf.read(moment=False) as rows:
            found = rows.head()
        assert found is not None
        return found

    def entries(self, kind: str, after: int = 0) -> list[BookEntry]:
        """Return the book's own entries of *kind* that stand after row *after* of the journal, in the order of recording."""
        with self._shelf.read(moment=False) as rows:
            return [*rows.entries(kind, after)] if is_text(kind) else []

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into this register, in the order of loading."""
        return arrangements.recorded_in(self.entries(arrangements.KIND))

    def retention(self, on: date) -> Retention:
        """Return the periods that hold and whose personal data is due for destruction at the end of *on*."""
        with self._reading() as rows:
            return retention.retention(rows, on)

    def certificates(self) -> list[Certificate]:
        """Return the certificates of every destruction, in the order of recording."""
        with self._shelf.read(moment=False) as rows:
            return retention.certificates(rows)

    def verify(
        self,
        against: Head | None = None,
        standing: Reckoner | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Verification:
        """Prove the book in one moment of it: file, layout, chain, order, histories, projections.

        ``against`` is a head noted earlier, which the book must still contain. *standing* reckons the deadline
        of a case anew, to compare with what is kept.
        """
        try:
            return verifying.verify(self._shelf, against, standing, progress)
        finally:
            self._after_reading()

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file: every line in the order of recording, or the cases named.

        Who asks is left out unless *persons* is set.
        """
        with self._reading() as rows:
            with Book(nullcontext(rows), self.settings, self.home) as book:
                yield from book.export(numbers)
            for number, *person, _ in rows.persons(numbers or None) if persons else ():
                yield person_line(number, Person(*person))

    # -- inside -------------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[Rows]:
        try:
            with self._shelf.read() as rows:
                yield rows
        finally:
            self._after_reading()

    def _note(self, first: int, last: int) -> None:
        self.appended = (self.appended[0] if self.appended else first, last)

    def _after_reading(self) -> None:
        """Take out what was erased while somebody was reading: the last who reads leaves no trace of it."""
        with suppress(RegisterError):
            erased = self.entries(people.ERASED, self._scrubbed)
            if erased and self.checkpoint():
                self._scrubbed = erased[-1].seq


@arguments_checked
class MemoryRegister(Register):
    """A register in memory, by default opened with its first write; it ends with the process."""

    def __init__(self, opened_at: datetime | None = None, settings: Settings | None = None) -> None:
        super().__init__(MemoryShelf(in_full(settings or Settings())._asdict()))
        self._opened_at = opened_at
        self._begin()

    def discard(self) -> None:
        """Empty the register."""
        super().discard()
        self._begin()

    def _begin(self) -> None:
        if self._opened_at is not None:
            with self.writing() as w:
                w.writer.open(self._opened_at)


def is_memory(path: str | Path) -> bool:
    """Tell whether *path* stands for a register in memory, as it does for SQLite."""
    return str(path) == MEMORY


__all__ = ["FactLine", "Imported", "MemoryRegister", "Person", "Register", "Settings", "is_memory"]
