"""Register: the book of one organ, in one SQLite file. Facts are appended, never changed.

Every write takes the lock first (``BEGIN IMMEDIATE``), folds the case's history, and appends the fact and
the docket row in the same transaction: both are there afterwards, or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from workflow.annual import Dispute, DisputeKey, LedgerLine, Selection, TallyKey
from workflow.calendar import Arrangement
from workflow.case import Case, Entry
from workflow.errors import YishenqingError
from workflow.events import Fact, Received

from . import arrangements, disputes, docket, journal, ledger, people, projections, retention
from .arrangements import Move, Recorded
from .casefile import FactLine, Person, Sourced, fact_line, person_line
from .chain import DEFAULT_ALGORITHM, Head, hasher
from .chaining import now, settled
from .codec import time_from
from .connection import (
    BUSY_SECONDS,
    Connect,
    Connections,
    check_file,
    create_file,
    failures_in_words,
    remove_file,
)
from .errors import CannotWrite, InvalidLine, NumberTaken, RegisterBusy, Stale, UnknownCase
from .importing import Imported, Importer
from .journal import BookEntry, Writer
from .known import Known
from .numbering import (
    DEFAULT,
    check_pattern,
    number_of,
    place_in_series,
    raise_series,
    rebuild_series,
    series_of,
)
from .retention import Certificate, Retention
from .verifying import Standing, Verification, verify
from .writing import Writing


class Settings(NamedTuple):
    """What was chosen when the register was made: ``readings`` as ``point=option`` with blanks between, ``hash`` for
    the chain of the journal.
    """

    agency: str = ""
    region: str = "cn"
    numbering: str = DEFAULT
    readings: str = ""
    hash: str = DEFAULT_ALGORITHM


class Register:
    """One register file. Make it with :meth:`create` or :meth:`open`; use it from any thread.

    Each thread (and each forked process) gets a connection of its own.
    """

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> None:
        self.path = path
        self._connections = Connections(path, busy_seconds, connect)
        self._known = Known()
        self.settings = self._read_settings()

    @classmethod
    def create(cls, path: str | Path, settings: Settings | None = None, opened_at: datetime | None = None) -> Register:
        """Make a new register, by default opened now; :class:`RegisterExists` if anything stands at *path*."""
        path, settings = Path(path), settings or Settings()
        check_pattern(settings.numbering)
        hasher(settings.hash)
        values = settings._asdict()

        def fill(db: Database) -> None:
            db.execute("BEGIN IMMEDIATE")
            for row in values.items():
                db.execute("INSERT INTO setting (key, value) VALUES (?, ?)", row)
            opened = opened_at or time_from(now(db))
            Writer(db, settings.hash).entry("book_opened", opened, settled(values))
            db.execute("COMMIT")

        create_file(path, fill)
        return cls(path)

    @classmethod
    def open(cls, path: str | Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> Register:
        """Open an existing register, bringing an older one up to date.

        *connect* opens the file in another way than ours, such as through another build of SQLite.

        Raises :class:`NoRegister`, :class:`NotARegister` or :class:`RegisterTooNew`, and leaves the file as
        it is then.
        """
        path = Path(path)
        check_file(path)
        return cls(path, busy_seconds, connect)

    def close(self) -> None:
        """Close the connection of this thread."""
        self._connections.close()

    def checkpoint(self) -> None:
        """Bring what stands in the log into the file itself."""
        with failures_in_words(self.path):
            self._connections.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def discard(self) -> None:
        """Remove the file of a register that was made a moment ago and could not be filled."""
        self.close()
        remove_file(self.path)

    # -- writing ------------------------------------------------------------------------------------------

    def receive(self, fact: Received, recorded_at: datetime, person: Person | None = None) -> Case:
        """Open a case under the next number of its year; no number is skipped or given twice."""
        pattern, year = self.settings.numbering, fact.on.year
        with self._writing() as (db, writer):
            series = series_of(pattern, year)
            row = db.execute("SELECT last FROM numbering WHERE year = ?", (series,)).fetchone()
            n = (row[0] if row else 0) + 1
            case = Case.opened(number_of(pattern, year, n), fact, recorded_at)
            self._append(db, writer, case)
            raise_series(db, series, n)
            if person is not None:
                people.write(db, writer, case.number, person, recorded_at)
        return case

    def open_case(self, number: str, fact: Fact, recorded_at: datetime, person: Person | None = None) -> Case:
        """Open a case under a number of the organ's own; :class:`NumberTaken` if there is one."""
        case = Case.opened(number, fact, recorded_at)
        with self._writing() as (db, writer):
            if journal.history(db, number):
                raise NumberTaken(number)
            self._append(db, writer, case)
            place = place_in_series(self.settings.numbering, number)
            if place is not None:
                raise_series(db, *place)
            if person is not None:
                people.write(db, writer, number, person, recorded_at)
        return case

    def record(self, number: str, fact: Fact, recorded_at: datetime, expecting: int | None = None) -> Case:
        """Append one fact to a case and return the case as it stands then.

        ``expecting`` is how many facts of the case the clerk saw. Raises :class:`UnknownCase`, :class:`Stale` when
        there are others by now, or ``OutOfOrder`` when the move is impossible; nothing is written then.
        """
        with self._writing() as (db, writer):
            before = self._case(db, number)
            if expecting is not None and len(before.history) != expecting:
                since = before.history[expecting:]
                raise Stale(number, expecting, [(e.no, e.fact.kind, e.fact.on, e.fact.by) for e in since])
            case = before.after(fact, recorded_at)
            self._append(db, writer, case, before)
        self._known.put(case)
        return case

    def import_lines(self, lines: Iterable[Sourced], recorded_at: datetime) -> Imported:
        """Take all lines, or none: :class:`InvalidLine` names the first that cannot be taken."""
        with self._writing() as (db, writer):
            importer = Importer(db, recorded_at, self.settings.numbering, writer)
            for source, number, line in lines:
                try:
                    importer.take(line)
                except YishenqingError as error:
                    raise InvalidLine(source, number, error) from None
            return importer.finish()

    def write_entry(
        self, kind: str, recorded_at: datetime, data: str, by: str | None = None, note: str | None = None
    ) -> Head:
        """Append an entry of the book itself, which belongs to no case; return the head before it. *data* is JSON."""
        with self._writing() as (_, writer):
            before = writer.head
            writer.entry(kind, recorded_at, data, by=by, note=note)
        return before

    def entries(self, kind: str) -> list[BookEntry]:
        """Return the book's own entries of *kind*, in the order of recording."""
        with self._reading() as db:
            return list(journal.book_entries(db, kind))

    def touched_since(self, seq: int) -> dict[str, int]:
        """Return the cases with facts after row *seq* of the journal, and how many facts each had before."""
        with self._reading() as db:
            return journal.touched_since(db, seq)

    def forget(self, number: str, reason: str, by: str | None, recorded_at: datetime) -> people.Erasure:
        """Erase who asked in a case, and record that it was done; the history stays and still verifies.

        The bytes are overwritten in the file, and in its log unless another process holds that: then they go with
        the next write after it has let go. Raises :class:`UnknownCase` or :class:`NobodyKnown`.
        """
        with self._writing() as (db, writer):
            self._case(db, number)
            erased = people.erase(db, writer, number, reason, by, recorded_at)
            people.scrub(db)
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

    # -- reading ------------------------------------------------------------------------------------------

    def case(self, number: str) -> Case:
        """Return one case; :class:`UnknownCase` where there is none of this number."""
        with self._reading() as db:
            return self._case(db, number)

    def cases(self) -> Iterator[Case]:
        """Yield every case, in order of number."""
        with self._reading() as db:
            yield from journal.cases(db)

    def open_cases(self) -> Iterator[Case]:
        """Yield the cases that wait for a reply, in order of number."""
        with self._reading() as db:
            yield from journal.cases(db, journal.OPEN)

    def pending(self, on: date, reckoned_with: str, past: bool) -> tuple[list[docket.Standing], list[Case]]:
        """Return the deadlines that the docket knows as of *on*, by day, and the cases it does not know them of.

        ``reckoned_with`` names the calendar and the readings: deadlines kept under other ones are not used.
        *past* says that *on* lies before today, so that cases concluded since are to be looked at too.
        """
        with self._one_moment() as db:
            known = docket.reckoned_with(db) == reckoned_with
            standing = list(docket.standing(db, on)) if known else []
            numbers = docket.unknown(db, on, past, known)
            return standing, [self._case(db, number) for number in numbers]

    def settle(self, limits: Iterable[docket.Settled], reckoned_with: str) -> None:
        """Keep deadlines in the docket, for cases whose deadline does not move and that nobody has changed since.

        This is for speed alone: where the file is busy or may not be written, nothing is kept.
        """
        self._connections.wait(0)
        try:
            with suppress(RegisterBusy, CannotWrite), self._writing() as (db, _):
                docket.settle(db, limits, reckoned_with)
        finally:
            self._connections.wait()

    def disputed_cases(self) -> Iterator[Case]:
        """Yield the cases with a reconsideration or a lawsuit, in order of number."""
        with self._reading() as db:
            yield from journal.cases(db, journal.DISPUTED)

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Return how many cases there are by year received, year concluded, requester and row of table III.

        With *year*, only of those that can count in it.
        """
        with self._reading() as db:
            return projections.tally(db, year)

    def dispute_tally(self) -> dict[DisputeKey, int]:
        """Return how many disputes there are by row of table IV, year filed, year decided and result."""
        with self._reading() as db:
            return projections.dispute_tally(db)

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV that can count in *year*, by case and in the order of filing."""
        with self._reading() as db:
            return disputes.in_row(db, row, year)

    def select(self, wanted: Selection) -> list[str]:
        """Return the numbers of the cases that *wanted* describes, by day of receipt."""
        with self._reading() as db:
            return docket.select(db, wanted)

    def ledger(self, known_on: date | None = None) -> Iterator[LedgerLine]:
        """Yield the facts that belong to no case, in the order of recording, as known at the end of a day."""
        with self._reading() as db:
            for kept in journal.book_entries(db, ledger.KIND):
                day, line = ledger.line_of(kept)
                if known_on is None or day <= known_on:
                    yield line

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into this register, in the order of loading."""
        with self._reading() as db:
            return arrangements.recorded(db)

    def last_arrangement(self) -> int:
        """Return the number of the arrangement loaded last, 0 if there is none: it tells whether one is new."""
        with self._reading() as db:
            return arrangements.last(db)

    def person(self, number: str) -> Person | None:
        """Return who asks, or ``None`` where that is not known or has been erased."""
        with self._reading() as db:
            return people.find(db, number)

    def retention(self, on: date) -> Retention:
        """Return the periods that hold and whose personal data is due for destruction at the end of *on*."""
        with self._one_moment() as db:
            return retention.retention(db, on)

    def certificates(self) -> list[Certificate]:
        """Return the certificates of every destruction, in the order of recording."""
        with self._reading() as db:
            return list(retention.certificates(db, self.settings.hash))

    def head(self) -> Head:
        """Return where the journal stands: to be noted elsewhere, and shown to ``verify`` later."""
        with self._reading() as db:
            return journal.head(db, self.settings.hash)

    def verify(
        self,
        against: Head | None = None,
        standing: Standing | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Verification:
        """Prove the book in one moment of it: file, layout, chain, order, histories, projections.

        ``against`` is a head noted earlier, which the book must still contain. *standing* reckons the deadline
        of a case anew, to compare with what the docket keeps.
        """
        with self._one_moment() as db:
            return verify(db, against, standing, progress)

    def rebuild(self, progress: Callable[[int], object] | None = None) -> int:
        """Make docket, counts and number series again from the journal; return how many cases there are."""
        with self._writing() as (db, _):
            rebuild_series(db, self.settings.numbering)
            return projections.rebuild(db, progress)

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file: every line in the order of recording, or the cases named.

        Who asks is left out unless *persons* is set.
        """
        with self._one_moment() as db:
            for number in numbers:
                self._case(db, number)
            found = journal.some_entries(db, numbers) if numbers else journal.entries(db)
            for number, entry in found:
                yield fact_line(number, entry)
            if not numbers:
                yield from self._ledger_lines(db)
            if persons:
                yield from self._person_lines(db, numbers)

    # -- inside -------------------------------------------------------------------------------------------

    def _append(self, db: Database, writer: Writer, case: Case, before: Case | None = None) -> None:
        writer.fact(case.number, case.history[-1])
        projections.write(db, case, before)

    def _case(self, db: Database, number: str) -> Case:
        known = self._known.get(db, number)
        if known is not None:
            return known
        history: tuple[Entry, ...] = journal.history(db, number)
        if not history:
            raise UnknownCase(number)
        case = Case.replay(number, history)
        self._known.put(case)
        return case

    def _ledger_lines(self, db: Database) -> Iterator[str]:
        for entry in journal.book_entries(db, ledger.KIND):
            yield f'{entry.data[:-1]},"recorded_at":"{entry.recorded_at}"}}'

    def _person_lines(self, db: Database, numbers: Sequence[str]) -> Iterator[str]:
        for number, *person in db.execute("SELECT case_no, name, identity, contact FROM person ORDER BY case_no"):
            if not numbers or number in numbers:
                yield person_line(number, Person(*person))

    def _read_settings(self) -> Settings:
        with self._reading() as db:
            known = dict(db.execute("SELECT key, value FROM setting").fetchall())
        return Settings(**{name: known[name] for name in Settings._fields if name in known})

    @contextmanager
    def _one_moment(self) -> Iterator[Database]:
        """Read on a connection of its own, in one transaction: what others write meanwhile is not seen."""
        with failures_in_words(self.path, self._connections.busy_seconds):
            db = self._connections.another()
            try:
                db.execute("BEGIN")
                yield db
            finally:
                db.conn.close()

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        with failures_in_words(self.path, self._connections.busy_seconds):
            yield self._connections.db

    def _writing(self) -> Writing:
        return Writing(self._connections, self.settings.hash)


__all__ = ["FactLine", "Imported", "Person", "Register", "Settings"]
