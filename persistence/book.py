"""Book: a register as it is, or was, in one moment. Everything that is read together is read from one Book.

``register.at()`` is the present, ``register.at(day)`` what the book held at the end of a day in Beijing, and
``register.at(row)`` what it held when that row of the journal was the last. The past is folded here, out of the rows of
the present moment: its working days and frozen years are those of then; readings and periods of keeping are today's.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cached_property
from types import TracebackType
from typing import Any, Self, TypeVar

from workflow.annual import (
    Counted,
    Dispute,
    DisputeKey,
    FrozenYear,
    LedgerLine,
    LedgerRow,
    Selection,
    TallyKey,
    counted_of,
    counted_once,
    disputes_of,
    may_count,
)
from workflow.annual.ledger_rows import mended, standing
from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.fields import is_text
from workflow.history import BEIJING
from workflow.home import Home
from workflow.numbers import is_number
from workflow.stages import OPEN
from workflow.words import Words

from . import alike, arrangements, book_kinds, chosen, frozen, ledger, rules
from .alike import AlikeNumbers
from .arrangements import Recorded
from .casefile import fact_lines
from .chain import START, Head
from .codec import time_from
from .entries import BookEntry
from .errors import BookClosed, NoSuchRow, NotKnownYet
from .home import HomeThen, RegisterHome
from .journal import case_of, entry_of
from .moments import Then, UntilDay, UntilRow, went_on
from .rules import RowRules
from .settings import Settings
from .shelf import FactRow, Rows, Sought, Standing

Yielded = TypeVar("Yielded")
Moment = date | int | None
"""The end of a day, a row of the journal, or now."""

_A_ROW = Words(
    "现在或者登记簿的一条记录（某日终了没有链首）", "now, or a row of the journal (the end of a day has no head)"
)


class Book:
    """What a register holds in one moment: read it inside ``with``, in one thread; after that it is closed.

    It holds nothing of who asks: that is asked of the register, whose present alone knows. Every method raises
    ``BookClosed`` outside of its ``with``.
    """

    def __init__(
        self,
        reading: AbstractContextManager[Rows],
        settings: Settings,
        home: RegisterHome,
        moment: Moment = None,
        ended: Callable[[], object] = lambda: None,
    ) -> None:
        """Take what it reads, entered with the book; *ended* is called when the book is closed."""
        self.settings, self.moment = settings, moment
        self._reading, self._own, self._ended = reading, home, ended
        self._open: Rows | None = None
        self._process = 0  # one that came over a fork reads nothing: its transaction is the parent's
        self._then: Then | None = None

    def __enter__(self) -> Self:
        if self._process:
            raise BookClosed()
        self._open, self._process = self._reading.__enter__(), os.getpid()
        try:
            self._then = self._of(self.moment)
        except BaseException as error:
            self.__exit__(type(error), error, error.__traceback__)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open = None
        if self._process == os.getpid():
            try:
                self._reading.__exit__(kind, error, trace)
            finally:
                self._ended()

    def at(self, moment: date | int) -> Book:
        """Return the book at an earlier moment, as this one holds it; it is open for as long as this one.

        Raises ``NoSuchRow`` for a row that this book does not have.
        """
        return Book(nullcontext(_Shared(self)), self.settings, self._own, moment).__enter__()

    def _of(self, moment: Moment) -> Then | None:
        if moment is None:
            return None
        if isinstance(moment, date):
            return UntilDay(moment)
        if moment and self._rows.head(moment) is None:
            raise NoSuchRow(moment)
        return UntilRow(moment)

    @property
    def _rows(self) -> Rows:
        self._check_open()
        assert self._open is not None
        return self._open

    def _check_open(self) -> None:
        if self._open is None or self._process != os.getpid():
            raise BookClosed()

    # -- the moment ---------------------------------------------------------------------------------------

    def head(self) -> Head:
        """Return where the journal stands: row and hash. Only the present, or a row, has one; not the end of a day."""
        return self._rows.head(self._last) or Head(self.settings.hash, 0, START)  # there is no row 0

    @property
    def _last(self) -> int | None:
        """The last row of the moment, None for the present; raise ``InvalidFact`` for the end of a day."""
        if isinstance(self._then, UntilDay):
            raise InvalidFact("moment", str(self._then.day), _A_ROW)
        return self._then.seq if isinstance(self._then, UntilRow) else None

    @property
    def day(self) -> date | None:
        """The day at whose end the past book is seen: that of the moment, or of the recording of its last row; else None."""
        rows = self._rows
        if isinstance(self._then, UntilDay):
            return self._then.day
        if self._last is None:
            return None
        row = next(iter(rows.rows(self._last - 1, self._last)), None)
        return None if row is None else time_from(row[5]).astimezone(BEIJING).date()

    # -- cases --------------------------------------------------------------------------------------------

    def case(self, number: str) -> Case:
        """Return one case; raise ``UnknownCase``, or ``NotKnownYet`` for one that came into the book later."""
        for _, rows in self._rows.facts((number,)) if is_number(number) else ():
            held = self._cut(rows)
            if not held and self.moment is not None:
                raise NotKnownYet(number, self.moment)
            return self._folded(number, held)
        found_alike = AlikeNumbers().finder(self._rows, self.settings.numbering)
        raise alike.unknown(number, self.settings.numbering, self._rows.count, found_alike)

    def cases(self, numbers: Collection[str] | None = None) -> Iterator[Case]:
        """Yield every case, or those of *numbers* that the book holds, in order of number."""
        return self._watched(self._cases(None if numbers is None else [*numbers]))

    def open_cases(self) -> Iterator[Case]:
        """Yield the cases that wait for a reply, in order of number."""
        return self._sought(Sought.OPEN, lambda case: case.stage in OPEN)

    def disputed_cases(self) -> Iterator[Case]:
        """Yield the cases with a reconsideration or a lawsuit, in order of number; void ones are left out."""
        return self._sought(Sought.DISPUTED, lambda case: case.disputed and not case.voided)

    def void_cases(self) -> Iterator[Case]:
        """Yield the cases that are void, in order of number."""
        return self._sought(Sought.VOID, lambda case: case.voided)

    def select(self, wanted: Selection) -> list[str]:
        """Return the numbers of the cases that *wanted* describes, by day of receipt."""
        rows = self._rows
        if self._then is None:
            return rows.find(wanted)
        found = [counted for counted in self._counted if wanted.describes(counted)]
        return [counted.number for counted in sorted(found, key=lambda counted: counted.received_on)]

    def pending(self, on: date, reckoned_with: str, past: bool) -> tuple[list[Standing], list[Case]]:
        """Return the deadlines that are kept as of *on*, by day, and the cases whose deadline has to be reckoned.

        ``reckoned_with`` names all that a deadline is reckoned with: those kept under other ones are not used. *past*
        says that *on* lies before today, so that cases concluded since are to be looked at too.
        """
        if self._then is None:
            kept, unknown = self._rows.standing(on, reckoned_with, past)
            return kept, [*self._cases(unknown)] if unknown else []
        return [], [case for case in self.cases() if case.stage in OPEN or (past and went_on(case, on))]

    def _sought(self, sought: Sought, wanted: Callable[[Case], bool]) -> Iterator[Case]:
        if self._then is None:
            return self._watched(self._cases(self._rows.find(sought)))
        return (case for case in self.cases() if wanted(case))

    def _cases(self, numbers: Sequence[str] | None) -> Iterator[Case]:
        for number, rows in () if numbers == [] else self._rows.facts(numbers):
            held = self._cut(rows)
            if held:
                yield self._folded(number, held)

    def _watched(self, found: Iterable[Yielded]) -> Iterator[Yielded]:
        """Yield on, for as long as the book is open."""
        self._check_open()
        process = self._process
        for one in found:
            yield one
            if self._open is None or process != os.getpid():  # as _check_open, without a call a line
                raise BookClosed()

    def _cut(self, rows: Sequence[FactRow]) -> Sequence[FactRow]:
        return rows if self._then is None else self._then.cut(rows)

    def _folded(self, number: str, rows: Sequence[FactRow]) -> Case:
        return case_of(number, rows, self._rules, self._home)

    @cached_property
    def _rules(self) -> RowRules:
        return rules.along(self._rows)

    # -- figures ------------------------------------------------------------------------------------------

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Return how many cases there are by year received, year concluded, requester and row of table III.

        With *year*, only of those that can count in it.
        """
        rows = self._rows
        if self._then is None:
            return rows.tally(year)
        keys = (counted.tally_key for counted in self._counted)
        return dict(Counter(key for key in keys if year is None or may_count(key, year)))

    def dispute_tally(self) -> dict[DisputeKey, int]:
        """Return how many disputes there are, each once, by row of table IV, year filed, year decided and result."""
        rows = self._rows
        if self._then is None:
            kept = rows.kept("dispute_tally")
            return {(row, filed, ended or None, result or None): n for row, filed, ended, result, n in kept}
        return dict(Counter(dispute.tally_key for dispute in self._disputes))

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV that count in *year*, each once, by their first case and its order."""
        rows = self._rows
        if self._then is None:
            return rows.disputes(row, year)
        return [dispute for dispute in self._disputes if dispute.row == row and dispute.column(year)]

    @cached_property
    def _counted(self) -> tuple[Counted, ...]:
        return tuple(counted_of(case) for case in self.cases() if not case.voided)

    @cached_property
    def _disputes(self) -> list[Dispute]:
        return counted_once(dispute for case in self.disputed_cases() for dispute in disputes_of(case))

    # -- the book's own entries ---------------------------------------------------------------------------

    def entries(self, kind: str) -> list[BookEntry]:
        """Return the book's own entries of *kind*, in the order of recording."""
        if not is_text(kind):
            return []
        found = self._rows.entries(kind)
        return [*found] if self._then is None else [entry for entry in found if self._then.holds(entry)]

    def ledger(self) -> Iterator[LedgerLine]:
        """Yield the facts that belong to no case, as they stand, in the order of recording."""
        return self._watched(self.numbered_lines().values())

    def numbered_lines(self) -> dict[int, LedgerLine]:
        """Return by number the lines of the ledger that stand."""
        return standing({no: line for no, line, _ in self._lines()})

    def ledger_rows(self) -> Iterator[LedgerRow]:
        """Yield every line of the ledger with its number, as it was recorded and as it stands."""
        found = [*self._lines()]
        holds = mended({no: line for no, line, _ in found})
        return self._watched(LedgerRow(no, line, time_from(entry.recorded_at), *holds[no]) for no, line, entry in found)

    def _lines(self) -> Iterator[tuple[int, LedgerLine, BookEntry]]:
        for no, entry in enumerate(self._rows.entries(ledger.KIND), 1):  # a line keeps its number in a past book
            if self._then is None or self._then.holds(entry):
                yield no, ledger.line_of(entry)[1], entry

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into this register, in the order of loading."""
        return arrangements.recorded_in(self.entries(arrangements.KIND))

    def frozen_years(self, *years: int) -> Iterator[FrozenYear]:
        """Yield the frozen reports of *years*, or of all, in the order of freezing; a year may come more than once."""
        for entry in self.entries(book_kinds.YEAR_FROZEN):
            year = frozen.year_of(entry)
            if not years or year.year in years:
                yield year

    # -- how it is judged ---------------------------------------------------------------------------------

    @property
    def calendar(self) -> WorkCalendar:
        """The working days of the register's region, with the arrangements that the book holds."""
        return self._own.laid(self.arrangements())

    @property
    def home(self) -> Home:
        """By what its cases are judged: the register as it is, or as its working days were then."""
        self._check_open()
        return self._home

    @cached_property
    def _home(self) -> Home:
        return self._own if self._then is None else HomeThen(self._own, self.arrangements())

    # -- as a whole ---------------------------------------------------------------------------------------

    def facts_before(self, earlier: Book) -> dict[str, int]:
        """Return the cases that have more facts here than in the *earlier* book of this register, and how many there.

        Raises ``InvalidFact`` where that is the end of a day: which facts came later is told by rows.
        """
        found: dict[str, int] = {}
        for number, no, *_ in self._held(earlier._last or 0):
            found.setdefault(number, no - 1)
        return found

    def export(self, numbers: Sequence[str] = ()) -> Iterator[str]:
        """Yield the case file without who asks: every line in the order of recording, or the cases named."""
        numbers = tuple(dict.fromkeys(numbers))
        for number in numbers:
            self.case(number)
        return self._watched(self._exported(numbers))

    def _exported(self, numbers: Sequence[str]) -> Iterator[str]:
        if numbers:
            cases = (self.case(number) for number in numbers)
            yield from fact_lines((case.number, entry) for case in cases for entry in case.history)
            return
        yield from chosen.lines(self.entries, self.settings.readings)
        yield from fact_lines(self._in_order())
        for _, _, entry in self._lines():
            yield f'{entry.data[:-1]},"recorded_at":"{entry.recorded_at}"}}'

    def _in_order(self) -> Iterator[tuple[str, Any]]:
        rules_along = self._rules
        if self._then is None:  # the same without a step a row
            return ((row[1], entry_of(rules_along, *(*row[1:9], row[0]))) for row in self._rows.rows() if row[1])
        return ((row[0], entry_of(rules_along, *row)) for row in self._held())

    def _held(self, after: int = 0) -> Iterator[FactRow]:
        """Yield the facts that the book holds, in the order of recording."""
        until = self._last if isinstance(self._then, UntilRow) else None
        if self._then is None:
            yield from ((*row[1:9], row[0]) for row in self._rows.rows(after) if row[1])
            return
        ended: set[str] = set()  # of these cases a fact came after the day: what follows it was not known either
        for found in self._rows.rows(after, until):
            number = found[1]
            if not number or number in ended:
                continue
            row = (*found[1:9], found[0])
            if self._then.cut([row]):
                yield row
            else:
                ended.add(number)


class _Shared:
    """The rows of an open book, for an earlier one in it: closed with that."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book._rows, name)


__all__ = ["Book", "Moment"]
