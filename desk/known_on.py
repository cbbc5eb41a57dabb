"""Days of recording as parameters: kept for a moment, for callers that do not ask a desk of a moment yet."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any

from persistence.arguments import arguments_checked
from workflow.annual import Dispute, LedgerLine
from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import Deadline
from workflow.duties import DUTIES, Breach, Duty
from workflow.oddities import Oddity

from .annual import AnnualReport
from .answers import Answers
from .docket import TellUnjudged

if TYPE_CHECKING:
    from .read_only import ReadOnlyDesk


@arguments_checked
class KnownOn(Answers):
    """The answers with a day of recording."""

    @abstractmethod
    def at(self, moment: date | int | None = None) -> ReadOnlyDesk:
        """Return a desk of a moment."""

    def _at(self, day: date | None) -> AbstractContextManager[Any]:
        return nullcontext(super()) if day is None else self.at(day)

    def calendar_known_on(self, day: date | None) -> WorkCalendar:
        """Return the working days of a moment."""
        if day is None:
            return self.calendar
        with self.at(day) as then:
            return then.calendar

    def case(self, number: str, on: date | None = None, known_on: date | None = None) -> Case:
        """Return a case."""
        with self._at(known_on) as then:
            found: Case = then.case(number, on)
        return found

    def oddities(self, number: str, on: date | None = None, known_on: date | None = None) -> tuple[Oddity, ...]:
        """Return the oddities of a case."""
        with self._at(known_on) as then:
            found: tuple[Oddity, ...] = then.oddities(number, on)
        return found

    def deadlines(self, number: str, on: date | None = None, known_on: date | None = None) -> tuple[Deadline, ...]:
        """Return the time limits of a case."""
        with self._at(known_on) as then:
            found: tuple[Deadline, ...] = then.deadlines(number, on)
        return found

    def audit(
        self,
        *numbers: str,
        on: date | None = None,
        known_on: date | None = None,
        duties: Sequence[Duty] = DUTIES,
        unjudged: TellUnjudged | None = None,
    ) -> list[Breach]:
        """Return the duties that were not met."""
        with self._at(known_on) as then:
            found: list[Breach] = then.audit(*numbers, on=on, duties=duties, unjudged=unjudged)
        return found

    def annual(self, year: int, form: str | None = None, known_on: date | None = None) -> AnnualReport:
        """Return the annual tables."""
        with self._at(known_on) as then:
            found: AnnualReport = then.annual(year, form)
        return found

    def cell(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[str]:
        """Return the cases behind a cell."""
        with self._at(known_on) as then:
            found: list[str] = then.cell(year, row, column, form)
        return found

    def disputes(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[Dispute]:
        """Return the disputes behind a cell."""
        with self._at(known_on) as then:
            found: list[Dispute] = then.disputes(year, row, column, form)
        return found

    def ledger_lines(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[LedgerLine]:
        """Return the ledger lines behind a cell."""
        with self._at(known_on) as then:
            found: list[LedgerLine] = then.ledger_lines(year, row, column, form)
        return found
