"""Taking a case file into the book: line by line, all of it or none."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from functools import partial
from typing import NamedTuple, Self

from sqlite_utils import Database

from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.events import Received
from workflow.home import Home
from workflow.law import Readings
from workflow.words import Words

from . import chosen, journal, ledger, people, projections
from .alike import UNLIKE, AlikeNumbers, check_new, unknown
from .casefile import FactLine, LedgerEntry, Line, PersonLine
from .chosen import Chosen
from .codec import time_to
from .entries import book_entries
from .errors import NumberTaken, UnknownCase
from .journal import Writer
from .ledger import LedgerWriter
from .numbering import form_of, place_in_series, raise_series

# So many cases are kept folded while a file is read; a file that jumps between more is read all the same. They are
# more than the rows that are held back, so a case that has to be read again has all of its facts in the journal.
_KEPT = 4 * projections.HELD


class _Counts(NamedTuple):
    cases: int
    events: int
    ledger: int


class Imported(_Counts):
    """How many cases were touched, how many facts were taken, and how many lines of the ledger: a tuple of three.

    Beside them stand ``persons``, how many were written, and ``replaced``, the cases where somebody else stood before.
    """

    persons: int
    replaced: tuple[str, ...]

    def __new__(
        cls, cases: int, events: int, ledger: int = 0, persons: int = 0, replaced: tuple[str, ...] = ()
    ) -> Self:
        """Make it of its counts."""
        made = super().__new__(cls, cases, events, ledger)
        made.persons, made.replaced = persons, replaced
        return made


class PersonsTaken:
    """Who asks, as an import brings it: how many were written, and in which cases somebody else stood before."""

    def __init__(self) -> None:
        self.written = 0
        self._replaced: dict[str, None] = {}

    def note(self, number: str, keeping: people.Keeping) -> None:
        """Note what became of who asks in a case."""
        self.written += keeping is not people.Keeping.ALREADY
        if keeping is people.Keeping.INSTEAD:
            self._replaced[number] = None

    @property
    def replaced(self) -> tuple[str, ...]:
        """The cases in which somebody else stood before, in the order of the file."""
        return tuple(self._replaced)


def recording_time(line: FactLine, now: datetime) -> datetime:
    """Return when the fact of a line was recorded, by default *now*; refuse what would be recorded later than that.

    Such a time is mostly the local one, written as if it were UTC.
    """
    if line.recorded_at is None or line.recorded_at <= now:
        return line.recorded_at or now
    at = time_to(now)
    allowed = Words(
        f"不晚于导入之时 {at}（世界时，比北京时间晚 8 小时）",
        f"{at} or earlier, the moment of the import (UTC, 8 hours behind Beijing)",
    )
    raise InvalidFact("recorded_at", time_to(line.recorded_at), allowed)


class Importer:
    """Takes lines inside one transaction; :meth:`finish` writes what has been held back."""

    def __init__(
        self, db: Database, recorded_at: datetime, pattern: str, writer: Writer, numbers: AlikeNumbers, home: Home
    ) -> None:
        self._db, self._now, self._pattern, self._writer, self._home = db, recorded_at, pattern, writer, home
        self._cases: OrderedDict[str, tuple[Case | None, Case]] = OrderedDict()
        self._last: dict[int, int] = {}
        self._events = self._touched = 0
        self._readings: Readings | None = None  # those of this file, which the register does not show before the end
        self._before, self._rules = journal.last_seq(db), writer.rules
        self._ledger = LedgerWriter(writer, partial(book_entries, db, ledger.KIND), recorded_at)
        self._projections, self._persons = projections.Batch(db), PersonsTaken()
        self._find, self._new = numbers.finder(db, pattern, self._before), dict[str, str]()
        writer.hold = projections.HELD

    def take(self, line: Line) -> None:
        """Take one line; raise what speaks against it."""
        if isinstance(line, FactLine):
            self._take_fact(line)
        elif isinstance(line, PersonLine):
            self._take_person(line)
        elif isinstance(line, LedgerEntry):
            self._ledger.take(line)
        elif isinstance(line, Chosen):
            self._take_chosen(line)

    def finish(self) -> Imported:
        """Write the docket rows and the number series; return what was taken."""
        self._writer.under(self._rules, self._now)
        self._writer.flush()
        for before, case in self._cases.values():
            self._projections.write(case, before)
        self._projections.finish()
        for series, last in self._last.items():
            raise_series(self._db, series, last)
        persons = self._persons
        return Imported(self._touched, self._events, self._ledger.taken, persons.written, persons.replaced)

    def _take_fact(self, line: FactLine) -> None:
        recorded_at = recording_time(line, self._now)
        before, case = self._cases.get(line.case) or self._read(line.case)
        if case and isinstance(line.fact, Received):
            raise NumberTaken(line.case)
        case = case.after(line.fact, recorded_at, line.rules) if case else self._open(line, recorded_at)
        self._writer.under(line.rules, self._now)
        self._rules = max(self._rules, line.rules)
        self._writer.fact(case.number, case.history[-1])
        self._keep(before, case)
        self._events += 1

    def _open(self, line: FactLine, recorded_at: datetime) -> Case:
        if not isinstance(line.fact, Received):
            raise self.unknown(line.case)
        self._check_number(line)
        place = place_in_series(self._pattern, line.case)
        if place is not None:
            series, n = place
            self._last[series] = max(n, self._last.get(series, 0))
        self._touched += 1
        return Case.opened(line.case, line.fact, recorded_at, line.rules, self._home)

    def _check_number(self, line: FactLine) -> None:
        """Refuse a new number that looks like another; what older rules let in stays, and is known from then on."""
        if UNLIKE.covers(line.rules):
            check_new(line.case, self._pattern, self.is_case, self._alike)
        form = form_of(self._pattern, line.case)
        if form != line.case:
            self._new.setdefault(form, line.case)

    def is_case(self, number: str) -> bool:
        """Tell whether there is a case of this number by now."""
        return number in self._cases or journal.facts(self._db, number) > 0

    def find(self, number: str) -> Case | None:
        """Return a case as it stands by now, None where there is none."""
        held = self._cases.get(number)
        return held[1] if held else journal.case(self._db, number, self._home)

    def _alike(self, form: str) -> str | None:
        return self._new.get(form) or self._find(form)

    def unknown(self, number: str) -> UnknownCase:
        """Return the error for a number of no case, with the case that is meant."""
        return unknown(number, self._pattern, self.is_case, self._alike)

    def _read(self, number: str) -> tuple[Case | None, Case | None]:
        """Return a case that is not at hand, as it is in the book and so as the projections hold it; twice."""
        case = journal.case(self._db, number, self._home)
        if case is not None:  # and this file has not touched it before
            self._touched += journal.last_seq_of(self._db, number) <= self._before
        return case, case

    def _keep(self, before: Case | None, case: Case) -> None:
        self._cases[case.number] = before, case
        self._cases.move_to_end(case.number)
        if len(self._cases) > _KEPT:
            _, (before, oldest) = self._cases.popitem(last=False)
            self._projections.write(oldest, before)

    def _take_chosen(self, line: Chosen) -> None:
        empty = self._events == 0 and not journal.has_cases(self._db)
        chosen.take(self._writer, line, self._now, empty, self._readings or self._home.readings)
        self._readings = line.readings

    def _take_person(self, line: PersonLine) -> None:
        if not self.is_case(line.case):
            raise self.unknown(line.case)
        self._persons.note(line.case, people.write(self._db, self._writer, line.case, line.person, self._now))


__all__ = ["Imported", "Importer", "PersonsTaken", "recording_time"]
