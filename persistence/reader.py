"""Reader: what a register answers, as a whole or as of one moment of it. It writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from sqlite_utils import Database

from workflow.annual import Dispute, DisputeKey, LedgerLine, Selection, TallyKey
from workflow.case import Case
from workflow.fields import is_text
from workflow.numbers import is_number

from . import arrangements, chosen, disputes, docket, journal, ledger, people, projections, retention
from .alike import AlikeNumbers, unknown
from .arguments import arguments_checked
from .arrangements import Recorded
from .book import Book, Moment
from .casefile import Person, fact_lines, person_line
from .chain import Head
from .connection import (
    BUSY_SECONDS,
    Connect,
    Connections,
    check_not_newer,
    failures_in_words,
    too_new_in_words,
)
from .entries import BookEntry, book_entries, last_entry
from .errors import UnknownCase
from .home import RegisterHome
from .known import Known
from .retention import Certificate, Retention
from .settings import Settings
from .shelf import Rows
from .sqlite.rows import SqliteRows
from .verifying import Reckoner, Verification, verify


@arguments_checked
class Reader:
    """The answering side of a register; :class:`~persistence.register.Register` adds the writing.

    Each thread (and each forked process) gets a connection of its own.
    """

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> None:
        self.path = path
        self._connections = Connections(path, busy_seconds, connect)
        self._known, self._alike = Known(), AlikeNumbers()
        self.settings = self._read_settings()
        self.home = RegisterHome(self)

    def at(self, moment: Moment = None) -> Book:
        """Return the book as of *moment*, to be read inside ``with``: the end of a day, a row of the journal, or now.

        Raises ``NoSuchRow``, when it is entered, for a row that is not there.
        """
        return Book(self._moment(), self.settings, self.home, moment)

    @contextmanager
    def _moment(self) -> Iterator[Rows]:
        with self._one_moment() as db:
            yield SqliteRows(db, self.settings.hash)

    def case(self, number: str) -> Case:
        """Return one case; :class:`UnknownCase` where there is none of this number."""
        with self._reading() as db:
            case = self._case(db, number)
        self._known.put(case)
        return case

    def cases(self) -> Iterator[Case]:
        """Yield every case, in order of number. Facts may be recorded meanwhile; they are not seen."""
        with self._one_moment() as db:
            yield from journal.cases(db, home=self.home)

    def open_cases(self) -> Iterator[Case]:
        """Yield the cases that wait for a reply, in order of number."""
        with self._one_moment() as db:
            yield from journal.cases(db, journal.OPEN, self.home)

    def pending(self, on: date, reckoned_with: str, past: bool) -> tuple[list[docket.Standing], list[Case]]:
        """Return the deadlines that the docket knows as of *on*, by day, and the cases it does not know them of.

        ``reckoned_with`` names all that a deadline is reckoned with: deadlines kept under other ones are not used.
        *past* says that *on* lies before today, so that cases concluded since are to be looked at too.
        """
        with self._one_moment() as db:
            known = docket.reckoned_with(db) == reckoned_with
            standing = list(docket.standing(db, on)) if known else []
            numbers = docket.unknown(db, on, past, known)
            return standing, [self._case(db, number) for number in numbers]

    def disputed_cases(self) -> Iterator[Case]:
        """Yield the cases with a reconsideration or a lawsuit, in order of number."""
        with self._one_moment() as db:
            yield from journal.cases(db, journal.DISPUTED, self.home)

    def void_cases(self) -> Iterator[Case]:
        """Yield the cases that are void, in order of number: they are those that no projection holds."""
        with self._one_moment() as db:
            yield from journal.cases(db, journal.VOID, self.home)

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Return how many cases there are by year received, year concluded, requester and row of table III.

        With *year*, only of those that can count in it.
        """
        with self._reading() as db:
            return projections.tally(db, year)

    def dispute_tally(self) -> dict[DisputeKey, int]:
        """Return how many disputes there are, each once, by row of table IV, year filed, year decided and result."""
        with self._reading() as db:
            return projections.dispute_tally(db)

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV that count in *year*, each once, by their first case and its order."""
        with self._reading() as db:
            return disputes.in_row(db, row, year)

    def select(self, wanted: Selection) -> list[str]:
        """Return the numbers of the cases that *wanted* describes, by day of receipt."""
        with self._reading() as db:
            return docket.select(db, wanted)

    def ledger(self, known_on: date | None = None) -> Iterator[LedgerLine]:
        """Yield the facts that belong to no case, as they stand, in the order of recording; as known at the end of a day."""
        yield from ledger.lines_known(self.entries(ledger.KIND), known_on).values()

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into this register, in the order of loading."""
        with self._reading() as db:
            return arrangements.recorded(db)

    def last_arrangement(self) -> int:
        """Return the number of the arrangement loaded last, 0 if there is none: it tells whether one is new."""
        with self._reading() as db:
            return arrangements.last(db)

    def last_entry(self, kind: str) -> int:
        """Return the place in the journal of the last entry of *kind*, 0 if there is none."""
        with self._reading() as db:
            return last_entry(db, kind)

    def person(self, number: str) -> Person | None:
        """Return who asks, or ``None`` where that is not known or has been erased."""
        with self._reading() as db:
            return people.find(db, number) if is_number(number) else None

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

    def link(self, seq: int) -> bytes | None:
        """Return the hash of row *seq* of the journal, ``None`` where there is no such row; the first names the book."""
        with self._reading() as db:
            return journal.link(db, seq) if 0 < seq <= journal.LAST_ROW else None

    def verify(
        self,
        against: Head | None = None,
        standing: Reckoner | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Verification:
        """Prove the book in one moment of it: file, layout, chain, order, histories, projections.

        ``against`` is a head noted earlier, which the book must still contain. *standing* reckons the deadline
        of a case anew, to compare with what the docket keeps.
        """
        with self._one_moment() as db:
            check_not_newer(db, self.path)  # what this version does not know was not tampered with
            return verify(db, against, standing, progress)

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file: every line in the order of recording, or the cases named.

        Who asks is left out unless *persons* is set.
        """
        with self._one_moment() as db:
            numbers = tuple(dict.fromkeys(numbers))
            for number in numbers:
                self._case(db, number)
            found = journal.some_entries(db, numbers) if numbers else journal.entries(db)
            yield from () if numbers else chosen.lines(partial(book_entries, db), self.settings.readings)
            yield from fact_lines(found)
            if not numbers:
                yield from self._ledger_lines(db)
            if persons:
                yield from self._person_lines(db, numbers)

    def entries(self, kind: str) -> list[BookEntry]:
        """Return the book's own entries of *kind*, in the order of recording."""
        with self._reading() as db:
            return list(book_entries(db, kind)) if is_text(kind) else []

    def touched_since(self, seq: int) -> dict[str, int]:
        """Return the cases with facts after row *seq* of the journal, and how many facts each had before."""
        with self._reading() as db:
            return journal.touched_since(db, max(-1, min(seq, journal.LAST_ROW)))

    def cases_in_rows(self, first: int, last: int, most: int) -> list[str]:
        """Return the cases with facts from row *first* to row *last* of the journal, in order, *most* of them at most."""
        with self._reading() as db:
            return journal.cases_in_rows(db, first, last, most)

    # -- inside -------------------------------------------------------------------------------------------

    def _case(self, db: Database, number: str) -> Case:
        if not is_number(number):  # what stands under no such number is not a case
            raise UnknownCase(number)
        known = self._known.get(db, number)
        if known is not None:
            return known
        case = journal.case(db, number, self.home)
        if case is None:
            pattern = self.settings.numbering
            finder = self._alike.finder(db, pattern)
            raise unknown(number, pattern, partial(journal.facts, db), finder)
        return case

    def _ledger_lines(self, db: Database) -> Iterator[str]:
        for entry in book_entries(db, ledger.KIND):
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
        with self._apart() as db:
            db.execute("BEGIN")
            yield db

    @contextmanager
    def _apart(self) -> Iterator[Database]:
        """Read on a connection of its own: whoever reads bit by bit may write in between."""
        with failures_in_words(self.path, self._connections.busy_seconds):
            db = self._connections.another()
            try:
                with too_new_in_words(db, self.path):
                    yield db
            finally:
                db.conn.close()

    @contextmanager
    def _reading(self) -> Iterator[Database]:
        with failures_in_words(self.path, self._connections.busy_seconds):
            db = self._connections.db
            with too_new_in_words(db, self.path):
                yield db


__all__ = ["Reader", "Settings"]
