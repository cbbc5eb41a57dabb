"""Desk: the one door for applications. It owns the clock on the wall; everything else is asked of the
register (the book) and of ``workflow`` (the law).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

from persistence import (
    Certificate,
    Erasure,
    FactLine,
    Head,
    Imported,
    NotInAFile,
    NotKnownYet,
    Person,
    Register,
    RegisterExists,
    Retention,
    Settings,
    Sourced,
    Verification,
    backup,
    read_lines,
)
from persistence.chain import DEFAULT_ALGORITHM
from persistence.frozen import frozen_years
from persistence.numbering import DEFAULT
from persistence.store import Store
from workflow.annual import Dispute, Form, FrozenYear, LedgerLine, form_for
from workflow.calendar import Arrangement, WorkCalendar, check_arrangement, china, laid_over, overlays
from workflow.case import BEIJING, Case
from workflow.clock import Deadline, deadline, deadlines
from workflow.duties import Breach, breaches
from workflow.events import Channel, Fact, Received
from workflow.law import Readings
from workflow.outcomes import Requester

from .annual import AnnualReport, annual_report, cases_behind, disputes_behind, lines_behind
from .calendars import Move, moves, refuse_elsewhere
from .docket import Due, Unjudged, docket, kept_for
from .frozen import Comparison, compare, freeze, handed_in
from .history import HistoryLine, history


def calendar_of(region: str) -> WorkCalendar:
    """Return the working days of a region; ``cn`` is the country without local days off."""
    return china() if region == "cn" else china(overlays=overlays(region))


def _now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Return today in Asia/Shanghai."""
    return _now().astimezone(BEIJING).date()


def _clock(now: Callable[[], datetime] | date) -> Callable[[], datetime]:
    """Return a clock; a day becomes a clock that stands at noon of it, in Asia/Shanghai."""
    if not isinstance(now, date):
        return now
    noon = datetime(now.year, now.month, now.day, 12, tzinfo=BEIJING)
    return lambda: noon


class Desk:
    """A register with a clock: what an application holds.

    Use one from any number of threads. ``now`` may be replaced to stand the clock still in tests: a function
    that returns an aware time, or simply a day. Every method that takes ``on`` answers as of the end of that day in law, by default today
    in Asia/Shanghai.
    """

    def __init__(
        self,
        register: Store,
        *,
        calendar: WorkCalendar | None = None,
        readings: Readings | None = None,
        now: Callable[[], datetime] | date = _now,
    ) -> None:
        self.register, self._now = register, _clock(now)
        self._base = calendar or calendar_of(register.settings.region)
        self._laid = (0, self._base)
        self.readings = readings or Readings.parse(register.settings.readings)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        agency: str = "",
        region: str = "cn",
        numbering: str = DEFAULT,
        readings: Readings | None = None,
        now: Callable[[], datetime] | date = _now,
    ) -> Desk:
        """Open the register at *path*; make one there first where none is, unless *create* is off.

        ``agency``, ``region``, ``numbering`` and ``readings`` matter only when it is made. Raises ``RegisterError``.
        """
        if create and not Path(path).exists():
            with suppress(RegisterExists):  # somebody else was quicker
                return cls.create(path, agency=agency, region=region, numbering=numbering, readings=readings, now=now)
        return cls(Register.open(path), now=now)

    @classmethod
    def create(
        cls,
        path: str | Path,
        *,
        agency: str = "",
        region: str = "cn",
        numbering: str = DEFAULT,
        readings: Readings | None = None,
        hash: str = DEFAULT_ALGORITHM,
        now: Callable[[], datetime] | date = _now,
    ) -> Desk:
        """Make a register at *path*, where nothing may stand yet; raises ``RegisterExists`` otherwise.

        ``hash`` chains its journal: ``sha256``, or ``sm3`` where the organ must use national cryptography.
        """
        calendar_of(region)
        settings = Settings(agency, region, numbering, str(readings or ""), hash)
        return cls(Register.create(path, settings, _clock(now)()), now=now)

    @property
    def calendar(self) -> WorkCalendar:
        """The working days: of the register's region, or as given, with the register's own arrangements over them."""
        seq, laid = self._laid
        if self.register.last_arrangement() != seq:
            own = self.register.arrangements()
            laid = laid_over(self._base, *(recorded.arrangement for recorded in own))
            self._laid = (own[-1].seq, laid)
        return laid

    @property
    def now(self) -> datetime:
        """The present moment, by the clock of this desk."""
        return self._now()

    @property
    def today(self) -> date:
        """Today in Asia/Shanghai."""
        return self._now().astimezone(BEIJING).date()

    def close(self) -> None:
        """Close the connection of this thread."""
        self.register.close()

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

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
        by: str | None = None,
        note: str | None = None,
        person: Person | None = None,
        number: str | None = None,
    ) -> Case:
        """Open a case under the next number of its year, or under *number*, and return it.

        ``on`` is the day of receipt in law (Art. 31). ``person`` is kept apart from the history.
        """
        fact = Received(
            on,
            channel=channel,
            requester=requester,
            subject=subject,
            submitted_on=submitted_on,
            auto_acknowledged_on=auto_acknowledged_on,
            by=by,
            note=note,
        )
        if number is not None:
            return self.register.open_case(number, fact, self._now(), person)
        return self.register.receive(fact, self._now(), person)

    def record(self, number: str, fact: Fact, *, expecting: int | None = None) -> Case:
        """Record one fact about a case and return the case as it stands then.

        ``expecting`` is how many facts of the case the clerk saw: where others recorded more meanwhile, ``Stale``
        says which. Raises ``UnknownCase``, or ``OutOfOrder`` when the move is impossible; nothing is written then.
        """
        return self.register.record(number, fact, self._now(), expecting)

    def forget(self, number: str, reason: str, by: str | None = None) -> Erasure:
        """Erase who asked in a case: name, identity, contact. The history stays, and still verifies.

        Raises ``UnknownCase``, or ``NobodyKnown`` where there is nothing to erase.
        """
        return self.register.forget(number, reason, by, self._now())

    def keep(self, periods: Iterable[tuple[str, str]], by: str | None = None) -> None:
        """Set how long the organ keeps who asked, all of these pairs or none: outcome and period.

        A period is whole years, ``permanent``, or ``none`` to withdraw one. The outcomes are those of
        ``persistence.retention.OUTCOMES``; ``all`` holds for those without a period of their own.
        """
        self.register.keep(periods, by, self._now())

    def retention(self, on: date | None = None) -> Retention:
        """Return the periods that the organ has set, and whose personal data is due for destruction as of *on*."""
        return self.register.retention(on or self.today)

    def destroy(self, *numbers: str, by: str, and_by: str, reason: str) -> Certificate:
        """Destroy the personal data of cases whose period is over, all of them or none; return the certificate.

        It takes two different people. History and figures stay. Raises ``NotTwoPeople``, ``NotDue``, ``NobodyKnown``.
        """
        return self.register.destroy(numbers, by, and_by, reason, self._now())

    def certificates(self) -> list[Certificate]:
        """Return the certificates of every destruction, in the order of recording."""
        return self.register.certificates()

    def backup(self, path: str | Path) -> Verification:
        """Copy the register to *path* while others write, verify the copy and return what was found.

        Raises ``RegisterExists`` if anything stands at *path*; a copy that does not verify is not left there. A
        register that is no file raises ``NotInAFile``: export it.
        """
        if not isinstance(self.register, Register):
            raise NotInAFile(type(self.register).__name__)
        return backup(self.register, Path(path))

    def import_lines(self, lines: Iterable[str | bytes], source: str = "-") -> Imported:
        """Take a case file (JSON Lines), all of it or none; ``InvalidLine`` names the first bad line."""
        return self.import_sourced(read_lines(lines, source))

    def import_file(self, path: str | Path) -> Imported:
        """Take the case file at *path*, all of it or none."""
        with Path(path).open("rb") as lines:
            return self.import_lines(lines, Path(path).name)

    def import_sourced(self, lines: Iterable[Sourced]) -> Imported:
        """Take lines of several case files, all of them or none."""
        return self.register.import_lines(lines, self._now())

    def import_facts(self, facts: Iterable[tuple[str, Fact]], source: str = "facts") -> Imported:
        """Take pairs of case number and fact, all of them or none."""
        numbered = enumerate(facts, 1)
        return self.import_sourced((source, n, FactLine(case, fact, None)) for n, (case, fact) in numbered)

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
        return list(moves(self.register.open_cases(), on or self.today, self.calendar, calendar, self.readings))

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
        """Return a case, as of a day where *on* is given, as the book knew it at the end of *known_on* if given.

        Raises ``UnknownCase``, ``NotReceived``, or ``NotKnownYet`` for a case that was entered later.
        """
        case: Case | None = self.register.case(number)
        if known_on is not None and case is not None:
            case = case.as_known_on(known_on)
        if case is None:
            raise NotKnownYet(number, known_on or self.today)
        return case if on is None else case.as_of(on)

    def history(self, number: str) -> list[HistoryLine]:
        """Return every fact of a case with both its days, and what those entered late or rectified changed."""
        return history(self.register.case(number), self.today, self.calendar, self.readings)

    def calendar_known_on(self, day: date | None) -> WorkCalendar:
        """Return the calendar with those of the register's arrangements that it held at the end of *day*."""
        if day is None:
            return self.calendar
        own = self.register.arrangements()
        then = (r.arrangement for r in own if r.recorded_at.astimezone(BEIJING).date() <= day)
        return laid_over(self._base, *then)

    def cases(self) -> Iterator[Case]:
        """Yield every case, in order of number."""
        return self.register.cases()

    def export(self, numbers: Sequence[str] = (), persons: bool = False) -> Iterator[str]:
        """Yield the case file line by line; who asks is left out unless *persons* is set."""
        return self.register.export(numbers, persons)

    def deadlines(self, number: str, on: date | None = None, known_on: date | None = None) -> tuple[Deadline, ...]:
        """Return every time limit of a case, running or settled, each with its derivation.

        With *known_on*, as the book stood at the end of that day, and as of that day too unless *on* is given.
        """
        case, calendar = self.case(number, known_on=known_on), self.calendar_known_on(known_on)
        return deadlines(case, on or known_on or self.today, calendar, self.readings)

    def deadline(self, number: str, on: date | None = None, *, duty: str = "reply") -> Deadline:
        """Return one time limit of a case, by default that for the reply; ``NoSuchLimit`` where it has none such."""
        return deadline(self.case(number), on or self.today, self.calendar, self.readings, duty=duty)

    def audit(
        self,
        *numbers: str,
        on: date | None = None,
        known_on: date | None = None,
        unjudged: Unjudged | None = None,
    ) -> list[Breach]:
        """Return the duties that were not met: in the cases named, or in all.

        A case that cannot be judged is told to *unjudged* and passed over; without it its error is raised.
        """
        asked = (self.case(number, known_on=known_on) for number in numbers) if numbers else self._known(known_on)
        calendar = self.calendar_known_on(known_on)
        return list(breaches(asked, on or known_on or self.today, calendar, self.readings, unjudged=unjudged))

    def _known(self, known_on: date | None) -> Iterator[Case]:
        for case in self.cases():
            known = case if known_on is None else case.as_known_on(known_on)
            if known is not None:
                yield known

    def due(self, within: int | None = None, on: date | None = None, unjudged: Unjudged | None = None) -> list[Due]:
        """Return the open cases by deadline: overdue first, then by working days left.

        ``within`` leaves out what has more than so many working days left. A case whose deadline cannot be
        reckoned is told to *unjudged* and left out; without it its error is raised.
        """
        on = on or self.today
        return docket(self.register, self.calendar, self.readings, on, self.today, within, unjudged)

    # -- the book itself ----------------------------------------------------------------------------------

    def head(self) -> Head:
        """Return where the journal stands: to be noted elsewhere, and shown to ``verify`` later."""
        return self.register.head()

    def verify(self, against: Head | None = None, progress: Callable[[int, int], object] | None = None) -> Verification:
        """Prove the book: file, layout, chain, numbering, histories, and that the projections equal their fold.

        ``against`` is a head noted earlier, which the book must still contain; *progress* is told how many of
        how many steps are done.
        """
        return self.register.verify(against, self._standing(), progress)

    def rebuild(self, progress: Callable[[int], object] | None = None) -> int:
        """Make docket, counts and number series again from the journal; return how many cases there are."""
        return self.register.rebuild(progress)

    def _standing(self) -> Callable[[Case], tuple[str, str, str] | None]:
        """Return what reckons the deadline that the docket may keep for a case."""
        calendar, readings, today = self.calendar, self.readings, self.today
        return lambda case: kept_for(case, calendar, readings, max(today, case.facts[-1].on))

    # -- the annual report --------------------------------------------------------------------------------

    def annual(self, year: int, form: str | None = None, known_on: date | None = None) -> AnnualReport:
        """Return the annual tables of *year*, proved; as the book stood at the end of *known_on* if given."""
        return annual_report(self.register, year, self._form(year, form), known_on, self.readings)

    def cell(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[str]:
        """Return the numbers of the cases behind one cell of table III or IV, by day of receipt."""
        return cases_behind(self.register, year, self._form(year, form), row, column, known_on)

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

    def frozen(self, year: int) -> tuple[FrozenYear, ...]:
        """Return what was handed in for *year*, the last one last; empty where it was never frozen."""
        return tuple(frozen_years(self.register, year))

    def handed_in(self, year: int) -> AnnualReport:
        """Return the report of *year* with the figures that were last handed in; raises ``NeverFrozen``."""
        return handed_in(self.register, year)

    def compare(self, year: int) -> Comparison:
        """Compare what was last handed in for *year* with the present figures; raises ``NeverFrozen``."""
        return compare(self.register, year)

    def disputes(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[Dispute]:
        """Return the disputes behind one cell of table IV, each with its case."""
        return disputes_behind(self.register, year, self._form(year, form), row, column, known_on)

    def ledger_lines(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[LedgerLine]:
        """Return the ledger lines behind one cell of table II, in the order of recording."""
        return lines_behind(self.register, year, self._form(year, form), row, column, known_on)

    @staticmethod
    def _form(year: int, form: str | None) -> Form:
        return form_for(year, form)


__all__ = ["Desk", "Due"]
