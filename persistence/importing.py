"""Taking a case file into the book: line by line, all of it or none."""

from __future__ import annotations

from collections import OrderedDict
from datetime import datetime
from functools import partial
from typing import NamedTuple, Self

from workflow.case import Case
from workflow.errors import InvalidFact, YishenqingError
from workflow.events import Fact, Received
from workflow.home import Home
from workflow.law import Readings
from workflow.words import Words

from . import chosen, ledger, people
from .alike import UNLIKE, check_new, unknown
from .casefile import LedgerEntry, Line, PersonLine
from .chosen import Chosen
from .codec import time_from, time_to
from .errors import InvalidLine, NumberTaken, UnknownCase
from .journal import read_back
from .ledger import LedgerWriter
from .numbering import form_of
from .prepared import FactColumns, Prepared
from .shelf import Change
from .writing import Writing

# So many cases are kept folded while a file is read; a file that jumps between more is read all the same. They are
# more than the rows that are held back, so a case that has to be read again has all of its facts in the journal.
HELD = 500  # rows that are written together
_KEPT = 4 * HELD


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


def recording_time(said: str, now: datetime) -> datetime:
    """Return when a fact was recorded as a line *said*; refuse what would be recorded later than *now*.

    Such a time is mostly the local one, written as if it were UTC.
    """
    recorded_at = time_from(said)
    if recorded_at <= now:
        return recorded_at
    at = time_to(now)
    allowed = Words(
        f"不晚于导入之时 {at}（世界时，比北京时间晚 8 小时）",
        f"{at} or earlier, the moment of the import (UTC, 8 hours behind Beijing)",
    )
    raise InvalidFact("recorded_at", said, allowed)


class Importer:
    """Takes the lines of one import while the lock is held."""

    def __init__(self, w: Writing, recorded_at: datetime, pattern: str, home: Home) -> None:
        self._w, self._now, self._pattern, self._home = w, recorded_at, pattern, home
        self._cases: OrderedDict[str, tuple[Case | None, Case]] = OrderedDict()
        self._ready: list[Change] = []  # to be projected
        self._events = self._touched = 0
        self._readings: Readings | None = None  # those of this file, which the register does not show before the end
        self._before, self._rules = w.writer.head.seq, w.writer.rules
        self._ledger = LedgerWriter(w.writer, partial(w.txn.entries, ledger.KIND), recorded_at)
        self._persons = 0  # that were written
        self._replaced: dict[str, None] = {}  # cases in which somebody else stood before, in the order of the file
        self._find, self._new = w.finder(), dict[str, str]()
        w.writer.hold, w.writer.proven = HELD, True

    def take_all(self, lines: Prepared) -> Imported:
        """Take all lines and return what was taken; raise ``InvalidLine`` for the first that cannot be."""
        for source, number, line in lines:
            try:
                self._take(line)
            except YishenqingError as error:
                raise InvalidLine(source, number, error) from None
        lines.named.check(self.find, self.unknown)
        return self._finish()

    def _take(self, line: Line | FactColumns) -> None:
        if isinstance(line, list):
            self._take_fact(line)
        elif isinstance(line, PersonLine):
            self._take_person(line)
        elif isinstance(line, LedgerEntry):
            self._ledger.take(line)
        elif isinstance(line, Chosen):
            self._take_chosen(line)

    def _finish(self) -> Imported:
        """Write the rows and what is kept for speed; return what was taken."""
        self._w.writer.under(self._rules, self._now)
        self._w.writer.flush()
        self._w.txn.project([*self._ready, *((case, before) for before, case in self._cases.values())])
        return Imported(self._touched, self._events, self._ledger.taken, self._persons, tuple(self._replaced))

    def _take_fact(self, line: FactColumns) -> None:
        rules, number, _, kind, on, at, by, note, data = line
        fact = read_back(kind, on, by, note, data)  # what is folded is what will be read
        recorded_at = recording_time(at, self._now) if at else self._now
        before, case = self._cases.get(number) or self._read(number)
        if case and isinstance(fact, Received):
            raise NumberTaken(number)
        case = case.after(fact, recorded_at, rules) if case else self._open(number, fact, recorded_at, rules)
        self._w.writer.under(rules, self._now)
        self._rules = max(self._rules, rules)
        self._w.writer.proven_fact(number, case.history[-1], kind, on, by, note, data)
        self._keep(before, case)
        self._events += 1

    def _open(self, number: str, fact: Fact, recorded_at: datetime, rules: int) -> Case:
        if not isinstance(fact, Received):
            raise self.unknown(number)
        self._check_number(number, rules)
        self._touched += 1
        return Case.opened(number, fact, recorded_at, rules, self._home)

    def _check_number(self, number: str, rules: int) -> None:
        """Refuse a new number that looks like another; what older rules let in stays, and is known from then on."""
        if UNLIKE.covers(rules):
            check_new(number, self._pattern, self.is_case, self._alike)
        form = form_of(self._pattern, number)
        if form != number:
            self._new.setdefault(form, number)

    def is_case(self, number: str) -> bool:
        """Tell whether there is a case of this number by now."""
        return number in self._cases or self._w.is_case(number) > 0

    def find(self, number: str) -> Case | None:
        """Return a case as it stands by now, None where there is none."""
        held = self._cases.get(number)
        return held[1] if held else self._w.find(number, self._home)

    def _alike(self, form: str) -> str | None:
        return self._new.get(form) or self._find(form)

    def unknown(self, number: str) -> UnknownCase:
        """Return the error for a number of no case, with the case that is meant."""
        return unknown(number, self._pattern, self.is_case, self._alike)

    def _read(self, number: str) -> tuple[Case | None, Case | None]:
        """Return a case that is not at hand, as it is in the book and so as the projections hold it; twice."""
        case = self._w.find(number, self._home)
        if case is not None:  # and this file has not touched it before
            self._touched += self._w.last_row_of(number) <= self._before
        return case, case

    def _keep(self, before: Case | None, case: Case) -> None:
        self._cases[case.number] = before, case
        self._cases.move_to_end(case.number)
        if len(self._cases) > _KEPT:
            _, (before, oldest) = self._cases.popitem(last=False)
            self._ready.append((oldest, before))
            if len(self._ready) == HELD:
                self._w.txn.project(self._ready)
                self._ready = []

    def _take_chosen(self, line: Chosen) -> None:
        empty = self._events == 0 and not self._w.has_cases()
        chosen.take(self._w.writer, line, self._now, empty, self._readings or self._home.readings)
        self._readings = line.readings

    def _take_person(self, line: PersonLine) -> None:
        if not self.is_case(line.case):
            raise self.unknown(line.case)
        kept = people.write(self._w.txn, self._w.writer, line.case, line.person, self._now)
        self._persons += kept is not people.Keeping.ALREADY
        if kept is people.Keeping.INSTEAD:
            self._replaced[line.case] = None


__all__ = ["Imported", "Importer", "recording_time"]
