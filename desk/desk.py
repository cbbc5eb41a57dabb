"""Desk: the one door for applications. It owns the clock on the wall; everything else is asked of the
register (the book) and of ``workflow`` (the law).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from persistence import (
    CannotRead,
    FactLine,
    Head,
    Imported,
    NotKnownYet,
    Person,
    Sourced,
    read_lines,
)
from persistence.arguments import arguments_checked
from persistence.casefile import somebody
from persistence.own_entries import json_of
from workflow.calendar import Arrangement, WorkCalendar, check_arrangement, laid_over
from workflow.case import BEIJING, Case
from workflow.clock import Deadline, deadline, deadlines
from workflow.duties import DUTIES, Breach, Duty, breaches
from workflow.events import Channel, Fact, Received, Voided
from workflow.oddities import Oddity, oddities
from workflow.outcomes import Requester
from workflow.whatif import Basis, Supposition, WhatIf, supposed, what_if

from . import mending
from .adopting import Adopting
from .calendars import Move, moves, refuse_elsewhere
from .custody import Custody
from .docket import Due, TellUnjudged, docket, tell_in_log, with_subjects
from .history import HistoryLine, history
from .intake import Intake, TellOdd
from .ledger import Ledger
from .reports import Reports
from .twins import twins
from .voids import none_left

_TOLD_EVERY = 200  # cases


@arguments_checked
class Desk(Adopting, Custody, Ledger, Reports):
    """A register with a clock, as an application holds it.

    Use one from any number of threads. ``now`` may be replaced to stand the clock still in tests: a function
    that returns an aware time, or simply a day.

    What is asked about cases is answered as of the end of a day in law: of ``on`` where a method takes it and it is given, else of
    today in Asia/Shanghai by the clock of the desk. What took effect later is left out, whatever the book holds, so that a
    desk whose clock stands earlier sees what was to be seen then; ``case`` and ``cases`` on the clock of the wall, which
    stands where it is, show cases as the book has them. The book itself is whole: the annual figures, ``export``,
    ``verify``, ``backup``, and what ``receive`` and ``record`` return.
    """

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
        intake.tell(self.register, self.calendar, odd)
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
        day = on or self.today
        _, cases = self.register.pending(day, "", self._may_hold_later(day))
        present = self.basis
        return list(moves(cases, day, present, present._replace(calendar=calendar), tell_in_log))

    def add_arrangement(
        self, arrangement: Arrangement, *, amends: bool = False, on: date | None = None
    ) -> tuple[Move, ...]:
        """Load a notice or an overlay into the register, to hold from now on; return what it moved as of *on*.

        It is checked as by ``calendar_with``; the check, the comparison and the record are one transaction.
        """

        def moved() -> list[Move]:
            return self.moves(self.calendar_with(arrangement, amends=amends), on)

        return self.register.add_arrangement(arrangement, self._now(), moved)

    # -- asking -------------------------------------------------------------------------------------------

    def case(self, number: str, on: date | None = None, known_on: date | None = None) -> Case:
        """Return a case as of a day, by default as ``cases`` does; with *known_on*, as the book knew it at the end of that day.

        Raises ``UnknownCase``, ``NotReceived``, or ``NotKnownYet`` for a case that was entered later.
        """
        return self._seen(self._recorded(number, known_on), on or known_on or self._last_seen)

    def _recorded(self, number: str, known_on: date | None) -> Case:
        case = self.register.case(number)
        known = case if known_on is None else case.as_known_on(known_on)
        if known is None:
            raise NotKnownYet(number, known_on or self.today)
        return known

    def history(self, number: str) -> list[HistoryLine]:
        """Return every fact of a case with both its days, and what those entered late or rectified changed."""
        return history(self.case(number), self.today, self.calendar, self.readings)

    def calendar_known_on(self, day: date | None) -> WorkCalendar:
        """Return the calendar with those of the register's arrangements that it held at the end of *day*."""
        if day is None:
            return self.calendar
        own = self.register.arrangements()
        then = (r.arrangement for r in own if r.recorded_at.astimezone(BEIJING).date() <= day)
        return laid_over(self._home.base, *then)

    def _judging_known_on(self, day: date | None) -> Basis:
        """Return the working days and the readings as the register held them at the end of *day*."""
        return Basis(self.calendar_known_on(day), self._readings_known_on(day))

    def oddities(self, number: str, on: date | None = None, known_on: date | None = None) -> tuple[Oddity, ...]:
        """Return the oddities of a case: facts that are mostly slips of the hand, though neither impossible nor unlawful.

        Of the case that ``case`` returns with the same days, and by the calendar that the book held at the end of *known_on*.
        """
        case = self.case(number, on, known_on)
        found = oddities(case, self.calendar_known_on(known_on))
        return found if known_on is not None else (*found, *none_left(case, self.register), *twins(case, self.register))

    def cases(self) -> Iterator[Case]:
        """Yield every case, as of today where the desk has a clock of its own, in order of number."""
        day = self._last_seen
        return (self._seen(case, day) for case in self.register.cases() if case.received_on <= day)

    @property
    def _last_seen(self) -> date:
        """The day as of which cases are shown where none is asked for."""
        return self.today if self._stands_elsewhere else date.max

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file line by line; who asks is left out unless *persons* is set."""
        return self.register.export(numbers, persons)

    def deadlines(self, number: str, on: date | None = None, known_on: date | None = None) -> tuple[Deadline, ...]:
        """Return every time limit of a case, running or settled, each with its derivation.

        With *known_on*, as the book stood at the end of that day, and as of that day too unless *on* is given.
        """
        day, judging = on or known_on or self.today, self._judging_known_on(known_on)
        return deadlines(self.case(number, day, known_on), day, *judging)

    def deadline(self, number: str, on: date | None = None, *, duty: str = "reply") -> Deadline:
        """Return one time limit of a case, by default that for the reply; ``NoSuchLimit`` where it has none such."""
        day = on or self.today
        return deadline(self.case(number, day), day, self.calendar, self.readings, duty=duty)

    def audit(
        self,
        *numbers: str,
        on: date | None = None,
        known_on: date | None = None,
        duties: Sequence[Duty] = DUTIES,
        unjudged: TellUnjudged | None = None,
    ) -> list[Breach]:
        """Return the *duties* that were not met, by default those of the law: in the cases named, or in all.

        A case that cannot be judged is passed over; *unjudged* is called with it, by default to log it.
        """
        day, judging = on or known_on or self.today, self._judging_known_on(known_on)
        known = (self._recorded(number, known_on) for number in numbers) if numbers else self._known(known_on)
        cases = (self._seen(case, day) for case in known if case.received_on <= day)
        return list(breaches(cases, day, *judging, tuple(duties), unjudged or tell_in_log))

    @property
    def basis(self) -> Basis:
        """What the cases are judged by: the working days, and the readings with the law."""
        return Basis(self.calendar, self.readings)

    def what_if(
        self,
        suppositions: Iterable[Supposition],
        *numbers: str,
        on: date | None = None,
        unjudged: TellUnjudged | None = None,
        progress: Callable[[int], object] | None = None,
    ) -> WhatIf:
        """Return what would be otherwise under *suppositions*, in the cases named, or in all; nothing is recorded.

        Which time limits would end on another day, which would be late or no longer late at the end of the day *on*, and
        the sums by duty. A supposition is one of ``workflow.whatif``, as ``read_suppositions`` finds them in a file, or a
        function of one's own. A case that cannot be judged is told to *unjudged*, by default in the log, and passed over;
        *progress* is told now and then how many cases are done so far. Raises ``BrokenLaw`` for what cannot be.
        """
        day, present = on or self.today, self.basis
        other = supposed(suppositions, present)
        known = (self._recorded(number, None) for number in numbers) if numbers else self.register.cases()
        cases = (self._seen(case, day) for case in known if case.received_on <= day)
        return what_if(_counted(cases, progress), day, present, other, unjudged or tell_in_log)

    def _known(self, known_on: date | None) -> Iterator[Case]:
        for case in self.register.cases():
            known = case if known_on is None else case.as_known_on(known_on)
            if known is not None:
                yield known

    def due(
        self,
        within: int | None = None,
        on: date | None = None,
        unjudged: TellUnjudged | None = None,
        *,
        subjects: bool = False,
    ) -> list[Due]:
        """Return the open cases by deadline: overdue first, then by working days left.

        ``within`` is the most working days that may be left. A case whose deadline cannot be
        reckoned is left out; *unjudged* is called with it, by default to log it. With *subjects* each line says what the
        case asks for, which takes a look at every case.
        """
        day = on or self.today
        past = self._may_hold_later(day)
        lines = docket(
            self.register, day, self.calendar, self.readings, past=past, within=within, unjudged=unjudged or tell_in_log
        )
        return with_subjects(self.register, lines) if subjects else lines


def _counted(cases: Iterable[Case], progress: Callable[[int], object] | None) -> Iterator[Case]:
    for done, case in enumerate(cases):
        if progress is not None and done % _TOLD_EVERY == 0:
            progress(done)
        yield case


__all__ = ["Desk"]
