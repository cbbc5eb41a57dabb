"""MemoryRegister: a register that keeps its facts in memory, for tests and trials; it ends with the process.

Its book is a value. A write makes a new one beside it and puts it in place at the end, so that what fails leaves no
trace and a reader goes on with the book that it began with.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from functools import partial

from workflow.annual import (
    Dispute,
    DisputeKey,
    FrozenYear,
    LedgerLine,
    Selection,
    TallyKey,
    counted_of,
    counted_once,
    disputes_of,
)
from workflow.calendar import Arrangement
from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.events import Fact, Received
from workflow.history import BEIJING
from workflow.rules import NEWEST
from workflow.stages import OPEN

from . import arrangements, chosen, frozen, keys, ledger, memory_book, people, retention
from .alike import UNLIKE, check_new
from .arguments import arguments_checked
from .arrangements import Move, Recorded
from .book import Book as BookAt
from .book import Moment
from .book_kinds import OPENED
from .casefile import (
    FactLine,
    LedgerEntry,
    Line,
    Person,
    PersonLine,
    Sourced,
    person_line,
)
from .chain import Head
from .chaining import BOOK, settled
from .chosen import Chosen
from .docket import Settled, Standing
from .entries import BookEntry
from .errors import InvalidLine, NumberTaken
from .expecting import check_expected
from .home import RegisterHome
from .importing import Imported, PersonsTaken, recording_time
from .ledger import LedgerWriter
from .memory_book import Book
from .memory_rows import MemoryRows
from .naming import NamedInFile, check_named
from .opening import NewCase, Receipt
from .own_entries import check_entry
from .people import Erasure
from .retention import Certificate, Retention
from .settings import Settings, in_full
from .verifying import Reckoner, Verification


@arguments_checked
class MemoryRegister:
    """A register in memory, by default opened with its first write. Use it from any thread.

    It is a :class:`persistence.store.Store`.
    """

    def __init__(self, opened_at: datetime | None = None, settings: Settings | None = None) -> None:
        self.settings = in_full(settings or Settings())
        self.home = RegisterHome(self)
        self._opened_at, self._lock = opened_at, threading.RLock()
        self.discard()

    def close(self) -> None:
        """Do nothing: nothing is held open."""

    def discard(self) -> None:
        """Empty the register."""
        self._book = Book(self.settings.hash, [], {}, {}, {})
        if self._opened_at is not None:
            self._open(self._book, self._opened_at)

    def _open(self, book: Book, opened_at: datetime) -> None:
        book.entry(OPENED, opened_at, settled(dict(self.settings._asdict())))
        book.under(NEWEST, opened_at)

    # -- writing ------------------------------------------------------------------------------------------

    def receive(
        self,
        fact: Received,
        recorded_at: datetime,
        person: Person | None = None,
        key: str | None = None,
        home: RegisterHome | None = None,
    ) -> Case:
        """Open a case under the next number of its year, or return the one that was opened under *key*."""
        receipt = Receipt(fact, recorded_at, person, key, home or self.home)
        with self._writing(recorded_at) as book:
            return receipt.under_next_number(_InMemory(book, self), self.settings)

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
        receipt = Receipt(fact, recorded_at, person, key, home or self.home)
        with self._writing(recorded_at) as book:
            return receipt.under(number, _InMemory(book, self), self.settings, ahead)

    def record(
        self,
        number: str,
        fact: Fact,
        recorded_at: datetime,
        expecting: int | None = None,
        home: RegisterHome | None = None,
    ) -> Case:
        """Append one fact to a case and return the case as it stands then."""
        with self._writing(recorded_at) as book:
            before = memory_book.case_of(book, number, self.settings.numbering)
            check_expected(before, expecting)
            check_named(number, fact, _InMemory(book, self).case_of)
            case = before.at_home(home or self.home).after(fact, recorded_at)
            book.under(NEWEST, recorded_at)
            book.fact(case.at_home(self.home))
        return case

    def import_lines(
        self, lines: Iterable[Sourced], recorded_at: datetime, home: RegisterHome | None = None
    ) -> Imported:
        """Take all lines, or none: ``InvalidLine`` names the first that cannot be taken."""
        touched: set[str] = set()
        events, named, persons = 0, NamedInFile(), PersonsTaken()
        with self._writing(recorded_at) as book:
            highest, taking = book.rules, LedgerWriter(book, partial(book.entries, ledger.KIND), recorded_at)
            for source, number, line in lines:
                try:
                    self._take(book, taking, persons, line, recorded_at, home or self.home)
                    if isinstance(line, FactLine):
                        named.note(source, number, line.case, line.fact)
                except YishenqingError as error:
                    raise InvalidLine(source, number, error) from None
                if isinstance(line, FactLine):
                    touched.add(line.case)
                    events, highest = events + 1, max(highest, line.rules)
            named.check(book.cases.get, partial(memory_book.unknown, book, pattern=self.settings.numbering))
            book.under(highest, recorded_at)
        return Imported(len(touched), events, taking.taken, persons.written, persons.replaced)

    def _take(
        self, book: Book, taking: LedgerWriter, persons: PersonsTaken, line: Line, now: datetime, home: RegisterHome
    ) -> None:
        if isinstance(line, PersonLine):
            memory_book.case_of(book, line.case, self.settings.numbering)
            persons.note(line.case, book.keep_person(line.case, line.person, now))
        elif isinstance(line, LedgerEntry):
            taking.take(line)
        elif isinstance(line, Chosen):
            held = book.entries(chosen.KIND)
            present = chosen.last(held, self.settings.readings)
            chosen.take(book, line, now, empty=not book.cases, present=present)
        else:
            moment = recording_time(line, now)
            if line.case in book.cases and isinstance(line.fact, Received):
                raise NumberTaken(line.case)
            if line.case in book.cases or not isinstance(line.fact, Received):
                before = memory_book.case_of(book, line.case, self.settings.numbering)
                case = before.at_home(home).after(line.fact, moment, line.rules)
                book.under(line.rules, now)
                book.fact(case.at_home(self.home))
            else:
                if UNLIKE.covers(line.rules):
                    check_new(line.case, self.settings.numbering, book.cases.__contains__, book.alike.get)
                book.under(line.rules, now)
                case = Case.opened(line.case, line.fact, moment, line.rules, home)
                _InMemory(book, self).write(NewCase(case, None, None, None))

    def write_entry(
        self, kind: str, recorded_at: datetime, data: str, by: str | None = None, note: str | None = None
    ) -> Head:
        """Append an entry of an application's own; return the head before it. *data* is JSON."""
        check_entry(kind, data)
        with self._writing(recorded_at) as book:
            before = book.head
            book.entry(kind, recorded_at, data, by=by, note=note)
        return before

    def freeze(self, year: FrozenYear, recorded_at: datetime) -> None:
        """Keep a report as it was handed in."""
        with self._writing(recorded_at) as book:
            frozen.append(book, year, recorded_at)

    def choose(self, what: Chosen, recorded_at: datetime) -> None:
        """Read the law from now on as was chosen."""
        with self._writing(recorded_at) as book:
            chosen.append(book, what, recorded_at)

    def add_arrangement(
        self, arrangement: Arrangement, recorded_at: datetime, moved: Callable[[], Sequence[Move]]
    ) -> tuple[Move, ...]:
        """Append a notice or an overlay with what it moves, and return that."""
        with self._writing(recorded_at) as book:
            moves = tuple(moved())
            arrangements.append(book, arrangement, moves, recorded_at)
        return moves

    def forget(self, number: str, reason: str, by: str | None, recorded_at: datetime) -> Erasure:
        """Erase who asked in a case, and record that it was done; the history stays."""
        with self._writing(recorded_at) as book:
            memory_book.case_of(book, number, self.settings.numbering)
            return book.erase(number, reason, by, recorded_at)

    def keep(self, periods: Iterable[tuple[str, str]], by: str | None, recorded_at: datetime) -> None:
        """Set how long the organ keeps who asked: pairs of outcome and period, all or none."""
        with self._writing(recorded_at) as book:
            for outcome, period in periods:
                retention.set_period(book, outcome, period, by, recorded_at)

    def destroy(self, numbers: Sequence[str], by: str, and_by: str, reason: str, recorded_at: datetime) -> Certificate:
        """Erase who asked in these cases, all or none, once their periods are over; return the certificate."""
        retention.check_two_people(by, and_by)
        on = recorded_at.astimezone(BEIJING).date()
        with self._writing(recorded_at) as book:
            cases = tuple(
                memory_book.due(book, number, on, self.settings.numbering) for number in dict.fromkeys(numbers)
            )
            for kept in cases:
                book.erase(kept.case, reason, by, recorded_at)
            retention.certify(book, cases, by, and_by, reason, recorded_at)
            return _certificates(book)[-1]

    def settle(self, limits: Iterable[Settled], reckoned_with: str) -> None:
        """Keep nothing: there is no time to be saved."""

    def rebuild(self, progress: Callable[[int], object] | None = None) -> int:
        """Return how many cases there are; nothing is kept beside them."""
        return len(self._book.cases)

    # -- reading ------------------------------------------------------------------------------------------

    def at(self, moment: Moment = None) -> BookAt:
        """Return the book as of *moment*, to be read inside ``with``: the end of a day, a row of the journal, or now.

        Raises ``NoSuchRow``, when it is entered, for a row that is not there.
        """
        return BookAt(nullcontext(MemoryRows(self._book)), self.settings, self.home, moment)

    def case(self, number: str) -> Case:
        """Return one case; ``UnknownCase`` where there is none of this number."""
        return memory_book.case_of(self._book, number, self.settings.numbering)

    def cases(self) -> Iterator[Case]:
        """Yield every case, in order of number."""
        yield from self._book.sorted()

    def open_cases(self) -> Iterator[Case]:
        """Yield the cases that wait for a reply, in order of number."""
        return (case for case in self.cases() if case.stage in OPEN)

    def disputed_cases(self) -> Iterator[Case]:
        """Yield the cases with a reconsideration or a lawsuit, in order of number; void ones are left out."""
        return (case for case in self.cases() if case.disputed and not case.voided)

    def void_cases(self) -> Iterator[Case]:
        """Yield the cases that are void, in order of number."""
        return (case for case in self.cases() if case.voided)

    def pending(self, on: date, reckoned_with: str, past: bool) -> tuple[list[Standing], list[Case]]:
        """Return no deadlines, and all cases that are open, or with *past* may have been on that day."""
        found = [case for case in self.cases() if case.stage in OPEN or (past and memory_book.since(case, on))]
        return [], found

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Count the cases by year received, year concluded, requester and row."""
        keys = (counted_of(case).tally_key for case in self.cases() if not case.voided)
        return dict(Counter(key for key in keys if year is None or memory_book.may_count(key, year)))

    def dispute_tally(self) -> dict[DisputeKey, int]:
        """Count the disputes by row of table IV, year filed, year decided and result."""
        return dict(Counter(dispute.tally_key for dispute in self._disputes()))

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV that count in *year*."""
        return [dispute for dispute in self._disputes() if dispute.row == row and dispute.column(year)]

    def _disputes(self) -> list[Dispute]:
        return counted_once(dispute for case in self.disputed_cases() for dispute in disputes_of(case))

    def select(self, wanted: Selection) -> list[str]:
        """Return the numbers of the cases that *wanted* describes, by day of receipt."""
        found = [case for case in self.cases() if not case.voided and memory_book.selected(case, wanted)]
        return [case.number for case in sorted(found, key=lambda case: case.received_on)]

    def ledger(self, known_on: date | None = None) -> Iterator[LedgerLine]:
        """Yield the facts that belong to no case, as they stand, in the order of recording; as known at the end of a day."""
        yield from ledger.lines_known(self._book.entries(ledger.KIND), known_on).values()

    def entries(self, kind: str) -> list[BookEntry]:
        """Return the book's own entries of *kind*, in the order of recording."""
        return self._book.entries(kind)

    def touched_since(self, seq: int) -> dict[str, int]:
        """Return the cases with facts after row *seq* of the journal, and how many facts each had before."""
        found: dict[str, int] = {}
        for row in self._book.rows[max(seq, 0) :]:
            if row[1] != BOOK:
                found.setdefault(row[1], row[2] - 1)
        return found

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into this register, in the order of loading."""
        return arrangements.recorded_in(self._book.entries(arrangements.KIND))

    def last_arrangement(self) -> int:
        """Return the place in the journal of the arrangement loaded last, 0 if there is none."""
        return self.last_entry(arrangements.KIND)

    def last_entry(self, kind: str) -> int:
        """Return the place in the journal of the last entry of *kind*, 0 if there is none."""
        return max((entry.seq for entry in self._book.entries(kind)), default=0)

    def person(self, number: str) -> Person | None:
        """Return who asks, or ``None`` where that is not known or has been erased."""
        found = self._book.persons.get(number)
        return found[0] if found else None

    def retention(self, on: date) -> Retention:
        """Return the periods that hold and whose personal data is due for destruction at the end of *on*."""
        book = self._book
        held = memory_book.periods(book)
        kept = [retention.kept_of(book.cases[number], held) for number in book.persons]
        return retention.listed(on, held, sorted(kept, key=lambda k: (k.last_on, k.case)))

    def certificates(self) -> list[Certificate]:
        """Return the certificates of every destruction, in the order of recording."""
        return _certificates(self._book)

    def head(self) -> Head:
        """Return where the journal stands."""
        return self._book.head

    def link(self, seq: int) -> bytes | None:
        """Return the hash of row *seq* of the journal, ``None`` where there is no such row."""
        rows = self._book.rows
        return rows[seq - 1][9] if 0 < seq <= len(rows) else None

    def verify(
        self,
        against: Head | None = None,
        standing: Reckoner | None = None,
        progress: Callable[[int, int], object] | None = None,
    ) -> Verification:
        """Prove chain and histories, and that the book still contains the head *against*."""
        book = self._book
        events = sum(row[1] != BOOK for row in book.rows)
        problems = tuple(memory_book.problems(book, against))
        return Verification(events, len(book.cases), book.head, problems, len(book.entries(ledger.KIND)))

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file: every line in the order of recording, or the cases named."""
        book = self._book
        for number in numbers:
            memory_book.case_of(book, number, self.settings.numbering)
        yield from () if numbers else chosen.lines(book.entries, self.settings.readings)
        yield from memory_book.facts(book, numbers)
        if not numbers:
            yield from (f'{e.data[:-1]},"recorded_at":"{e.recorded_at}"}}' for e in book.entries(ledger.KIND))
        for number in sorted(book.persons, key=str.encode) if persons else ():
            if not numbers or number in numbers:
                yield person_line(number, book.persons[number][0])

    @contextmanager
    def _writing(self, recorded_at: datetime) -> Iterator[Book]:
        """Yield a book to write in; it becomes the register's when nothing was raised."""
        with self._lock:
            book = self._book.another()
            if not book.rows:
                self._open(book, recorded_at)
            yield book
            self._book = book


class _InMemory:
    """The book of a register in memory while it is written in, as the shelf on which a case is opened."""

    def __init__(self, book: Book, register: MemoryRegister) -> None:
        self._book, self._settings, self._home = book, register.settings, register.home

    def opened_under(self, kind: str) -> Case | None:
        number = keys.case_in(self._book.entries(kind))
        return None if number is None else self._book.cases[number]

    def case_of(self, number: str) -> Case:
        return memory_book.case_of(self._book, number, self._settings.numbering)

    def is_case(self, number: str) -> bool:
        return number in self._book.cases

    def alike(self, form: str) -> str | None:
        return self._book.alike.get(form)

    def last_of(self, series: int) -> int:
        return self._book.series.get(series, 0)

    def person_of(self, number: str) -> Person | None:
        person, _ = self._book.persons.get(number, (None, b""))
        return person

    def erased(self, number: str) -> bool:
        return people.is_erased(self._book.entries(people.ERASED), number)

    def write(self, new: NewCase) -> None:
        case, _, person, key = new
        _, _, recorded_at, rules = case.history[0]
        assert recorded_at is not None, "the register knows when it records"
        self._book.under(rules, recorded_at)
        self._book.fact(case.at_home(self._home))
        self._book.number_used(self._settings.numbering, case.number)
        if person is not None:
            self._book.keep_person(case.number, person, recorded_at)
        if key is not None:
            keys.append(self._book, key, case.number, recorded_at)


def _certificates(book: Book) -> list[Certificate]:
    heads = {row[0]: Head(book.algorithm, row[0], row[9]) for row in book.rows}
    made = book.entries(retention.DESTROYED)
    return [retention.certificate(heads[e.seq], e.on, e.recorded_at, e.by, e.data) for e in made]


__all__ = ["MemoryRegister"]
