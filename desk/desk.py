"""Desk: the one door for applications. It owns the clock on the wall; everything else is asked of the
register (the book) and of ``workflow`` (the law).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from persistence import (
    Book,
    CannotRead,
    FactLine,
    Head,
    Imported,
    Person,
    Sourced,
    read_lines,
)
from persistence.arguments import arguments_checked
from persistence.casefile import somebody
from persistence.own_entries import json_of
from workflow.annual import FrozenYear
from workflow.calendar import Arrangement, WorkCalendar, check_arrangement, laid_over
from workflow.case import Case
from workflow.events import Channel, Fact, Received, Voided
from workflow.outcomes import Requester
from workflow.whatif import Basis

from . import mending
from .adopting import Adopting
from .answers import Answers
from .calendars import Move, moves, refuse_elsewhere
from .custody import Custody
from .docket import tell_in_log
from .frozen import freeze
from .intake import Intake, TellOdd
from .ledger import Ledger
from .read_only import ReadOnlyDesk


@arguments_checked
class Desk(Answers, Adopting, Custody, Ledger):
    """A register with a clock, as an application holds it.

    Use one from any number of threads. ``now`` may be replaced to stand the clock still in tests: a function
    that returns an aware time, or simply a day.

    What is asked about cases is answered as of the end of a day in law: of ``on`` where a method takes it and it is given, else of
    today in Asia/Shanghai by the clock of the desk. What took effect later is left out, whatever the book holds, so that a
    desk whose clock stands earlier sees what was to be seen then; ``case`` and ``cases`` on the clock of the wall, which
    stands where it is, show cases as the book has them. The book itself is whole: the annual figures, ``export``,
    ``verify``, ``backup``, and what ``receive`` and ``record`` return.
    """

    def at(self, moment: date | int | None = None) -> ReadOnlyDesk:
        """Return a desk that answers from one moment of the book, inside ``with``, and cannot write.

        The moment is the end of a day in Beijing, by the days of recording; a row of the journal; or now, by default.
        Raises ``NoSuchRow``, when it is entered, for a row that is not there.
        """
        return ReadOnlyDesk(self.register.at(moment), self)

    # -- recording ----------------------------------------------------------------------------------------

    def receive(
        self,
        on: date,
        *,
        channel: Channel,
        requester: Requester,
        subject: str,
        submitted_on: date | None = None,
        auto_acknowledged_on: date | None = None,
        requesters: int | None = None,
        split_from: str | None = None,
        by: str | None = None,
        note: str | None = None,
        person: Person | None = None,
        number: str | None = None,
        ahead: bool = False,
        key: str | None = None,
    ) -> Case:
        """Open a case under the next number of its year, or under *number*, and return it.

        ``on`` is the day of receipt in law (Art. 31); ``requesters`` is how many people ask jointly, ``split_from`` the
        case off which this one was split. ``person`` is kept apart from the history, unless it says nothing. Raises
        ``InvalidFact`` for what cannot be recorded, such as a day on which no law was in force. With a *key* the call can be
        repeated, by two processes at once too: the same key gives the same case, as it stands now, and ``KeyUsed`` is
        raised where it stands for another receipt. A *number* of the organ's own raises ``NumberTaken`` or
        ``LooksAlike`` where there is one that is, or looks, the same; ``NumberAhead`` where it lies far ahead of its
        series, unless *ahead* says that it is meant.
        """
        person = somebody(person)
        fact = Received(
            on,
            channel=channel,
            requester=requester,
            subject=subject,
            submitted_on=submitted_on,
            auto_acknowledged_on=auto_acknowledged_on,
            requesters=requesters,
            split_from=split_from,
            by=by,
            note=note,
        )
        if number is not None:
            return self.register.open_case(number, fact, self._now(), person, key=key, ahead=ahead, home=self._home)
        return self.register.receive(fact, self._now(), person, key, self._home)

    def record(self, number: str, fact: Fact, *, expecting: int | None = None) -> Case:
        """Record one fact about a case and return the case as it stands then.

        ``expecting`` is how many facts of the case the clerk saw: where others recorded more meanwhile, ``Stale``
        says which. Raises ``UnknownCase``, or ``OutOfOrder`` when the move is impossible; nothing is written then.
        What is odd is taken: ``oddities`` tells it.
        """
        return self.register.record(number, fact, self._now(), expecting, self._home)

    def rectify(
        self,
        number: str,
        no: int,
        *,
        reason: str,
        by: str | None = None,
        strike: bool = False,
        expecting: int | None = None,
        **changed: Any,
    ) -> Case:
        """Mend fact *no* of a case by the fields that change, or strike it out, and return the case as it stands then.

        The other fields are as they hold now; ``None`` empties one. *reason* and *by* are those of the correction: the
        fields of the fact itself are ``fact_reason`` and ``fact_by``. Raises ``CannotRectify`` where nothing would
        change, ``Stale`` where others recorded something meanwhile, and what :meth:`record` raises.
        """
        case = self.register.case(number)
        if strike and changed:
            raise mending.CannotRectify(number, no, mending.NOT_BOTH)
        if strike:
            fact = mending.striking(case, no, self.today, reason, by)
        else:
            fact = mending.replacing(case, no, changed, self.today, reason, by)
        return self.record(number, fact, expecting=len(case.history) if expecting is None else expecting)

    def void(
        self,
        number: str,
        *,
        reason: str,
        approved_by: str,
        duplicate_of: str | None = None,
        on: date | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> Case:
        """Make a case void: entered twice, a test, no request. Its number stays used; it counts and is due nowhere.

        ``rectify`` with *strike* undoes it. Raises ``OutOfOrder`` where *by* approved it too.
        """
        fact = Voided(
            on or self.today, reason=reason, approved_by=approved_by, duplicate_of=duplicate_of, by=by, note=note
        )
        return self.record(number, fact)

    def import_lines(self, lines: Iterable[str | bytes], source: str = "-") -> Imported:
        """Take a case file (JSON Lines), all of it or none; ``InvalidLine`` names the first bad line."""
        return self.import_sourced(read_lines(lines, source))

    def import_file(self, path: str | Path) -> Imported:
        """Take the case file at *path*, all of it or none; ``CannotRead`` where there is none or it may not be read."""
        try:
            lines = Path(path).open("rb")  # noqa: SIM115  # closed below; what fails then is no fault of the file
        except OSError as error:
            raise CannotRead(Path(path), error.strerror or str(error)) from None
        with lines:
            return self.import_lines(lines, Path(path).name)

    def import_sourced(self, lines: Iterable[Sourced], odd: TellOdd | None = None) -> Imported:
        """Take lines of several case files, all of them or none; *odd* is called with each case and each oddity in it."""
        if odd is None:
            return self.register.import_lines(lines, self._now(), self._home)
        intake = Intake(self.today)
        taken = self.register.import_lines(intake.through(lines), self._now(), self._home)
        with self._reading() as book:
            intake.tell(book, self._calendar_in(book), odd)
        return taken

    def import_facts(self, facts: Iterable[tuple[str, Fact]], source: str = "facts") -> Imported:
        """Take pairs of case number and fact, all of them or none."""
        numbered = enumerate(facts, 1)
        return self.import_sourced((source, n, FactLine(case, fact, None)) for n, (case, fact) in numbered)

    def write_entry(self, kind: str, data: object, *, by: str | None = None, note: str | None = None) -> Head:
        """Record something of the application's own, which belongs to no case, and return the head before it.

        ``kind`` is any but the book's own (``app.memo``), *data* any JSON: dicts with text as keys, lists, text, finite
        numbers, True, False, None. Raises ``InvalidFact`` for anything else; ``register.entries(kind)`` reads it back.
        """
        return self.register.write_entry(kind, self._now(), json_of(data), by, note)

    def freeze(
        self,
        year: int,
        form: str | None = None,
        *,
        by: str | None = None,
        again: bool = False,
        reason: str | None = None,
    ) -> FrozenYear:
        """Keep the report of *year* as it was handed in; what is recorded later shows as a difference.

        Raises ``CannotFreeze`` for a year that is not over, for one that is frozen unless *again* is set with
        a *reason*, and for one that does not balance unless a *reason* is given.
        """
        clock = self._now(), self.today
        return freeze(
            self.register, year, self._form(year, form), *clock, self.readings, by=by, again=again, reason=reason
        )

    # -- the calendar -------------------------------------------------------------------------------------

    def calendar_with(self, arrangement: Arrangement, *, amends: bool = False) -> WorkCalendar:
        """Return the calendar as it would be with *arrangement*; nothing is recorded.

        Raises ``BrokenArrangement``, naming the day and the rule, for one that cannot be: among others a second
        notice for a year that is not said to amend the first (*amends*), or days off of another region.
        """
        refuse_elsewhere(arrangement, self.register.settings.region)
        present = self.calendar
        check_arrangement(arrangement, present, amends)
        return laid_over(present, arrangement)

    def moves(self, calendar: WorkCalendar, on: date | None = None) -> list[Move]:
        """Return the time limits of open cases, not yet done, that end on another day under *calendar*."""
        with self._reading() as book:
            return self._moves(book, calendar, on or self.today)

    def _moves(self, book: Book, calendar: WorkCalendar, on: date) -> list[Move]:
        _, cases = book.pending(on, "", self._may_hold_later(on))
        present = Basis(self._calendar_in(book), self.readings)
        return list(moves(cases, on, present, present._replace(calendar=calendar), tell_in_log))

    def add_arrangement(
        self, arrangement: Arrangement, *, amends: bool = False, on: date | None = None
    ) -> tuple[Move, ...]:
        """Load a notice or an overlay into the register, to hold from now on; return what it moved as of *on*.

        It is checked as by ``calendar_with``; the check, the comparison and the record are one transaction.
        """

        with self.register.writing() as w:
            calendar = self.calendar_with(arrangement, amends=amends)
            moved = tuple(self._moves(w.book, calendar, on or self.today))
            w.add_arrangement(arrangement, moved, self._now())
        return moved

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file line by line; who asks is left out unless *persons* is set."""
        return self.register.export(numbers, persons)


__all__ = ["Desk"]
