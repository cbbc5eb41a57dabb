"""Seen: what is asked of a case when a scenario is judged, and the engine's own answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from ...calendar import WorkCalendar
from ...case import Case
from ...clock import Deadline, deadlines, reply_deadline
from ...duties import DUTIES, Breach, Duty, breaches
from ...law import Readings
from ...words import Words
from .beside import Fee, fee_found, report_found


class Refused(NamedTuple):
    """A move that was refused: of which kind, and what was said."""

    kind: str
    message: str


class Seen(Protocol):
    """What a scenario may ask. Whoever answers may raise :class:`NotAnswered`."""

    @property
    def reply(self) -> Any:
        """The limit for the reply."""

    @property
    def reply_in_every_reading(self) -> Any:
        """The same, with what other readings make of it."""

    @property
    def stage(self) -> str:
        """Where the case stands."""

    @property
    def breached(self) -> Sequence[str]:
        """The duties that were not met."""

    @property
    def worth_a_look(self) -> Sequence[str]:
        """The duties of which something is worth a look and no breach by itself."""

    @property
    def warnings(self) -> tuple[Words, ...]:
        """What is said beside the limits, and what is worth a look."""

    @property
    def column(self) -> str:
        """The column of table III in which the case counts."""

    @property
    def row(self) -> str | None:
        """The row of table III in which the case counts."""

    @property
    def refusal(self) -> Refused | None:
        """The last move, where it was refused."""

    def limits(self, duty: str) -> Sequence[Any]:
        """Return the limits of *duty*."""

    def counted(self, year: int) -> tuple[str, ...]:
        """Return the rows of table III in which the case counts in *year*."""

    def works(self, day: date) -> bool:
        """Say whether *day* is a working day."""

    def fee(self, of: Fee) -> Decimal:
        """Return the fee in yuan for that many requests or pages."""

    def report_due(self, year: str) -> date:
        """Return the day by which a department publishes its report on *year*."""


class NotAnswered(Exception):
    """What is asked is not something that this application answers."""


class CaseSeen:
    """The engine's answers about *case* at the end of the day *on*."""

    def __init__(
        self,
        case: Case,
        on: date,
        calendar: WorkCalendar,
        readings: Readings,
        refusal: Refused | None = None,
        duties: tuple[Duty, ...] = DUTIES,
    ) -> None:
        self.case, self.on, self.calendar, self.readings = case, on, calendar, readings
        self.refusal, self.duties = refusal, duties

    @cached_property
    def reply(self) -> Deadline:
        """The limit for the reply, under the readings of the scenario alone."""
        return reply_deadline(self.case, self.on, self.calendar, self.readings, other_readings=False)

    @cached_property
    def reply_in_every_reading(self) -> Deadline:
        """The limit for the reply with what other readings make of it."""
        return reply_deadline(self.case, self.on, self.calendar, self.readings)

    @cached_property
    def every_limit(self) -> tuple[Deadline, ...]:
        """Every limit of the case."""
        return deadlines(self.case, self.on, self.calendar, self.readings)

    def limits(self, duty: str) -> tuple[Deadline, ...]:
        """Return the limits of *duty*."""
        return tuple(limit for limit in self.every_limit if limit.duty == duty)

    @property
    def stage(self) -> str:
        """Where the case stands."""
        return self.case.as_of(self.on).stage.value

    @cached_property
    def found(self) -> tuple[Breach, ...]:
        """What is amiss, warnings with it."""
        return tuple(breaches([self.case], self.on, self.calendar, self.readings, self.duties))

    @property
    def breached(self) -> tuple[str, ...]:
        """The duties that were not met."""
        return tuple(breach.duty for breach in self.found if not breach.warning)

    @property
    def worth_a_look(self) -> tuple[str, ...]:
        """The duties of which something is worth a look and no breach by itself."""
        return tuple(breach.duty for breach in self.found if breach.warning)

    @property
    def column(self) -> str:
        """The column of table III in which the case counts."""
        return self.case.received.requester.value

    @property
    def warnings(self) -> tuple[Words, ...]:
        """What is said beside the limits, and what is worth a look."""
        beside = [words for limit in self.every_limit for words in limit.warnings]
        return (*beside, *(breach.words for breach in self.found if breach.warning))

    @property
    def row(self) -> str | None:
        """The row of table III in which the case counts."""
        from ...annual import counts_of

        counted = counts_of(self.case.as_of(self.on), self.readings)
        return counted[0].row if counted else None

    def counted(self, year: int) -> tuple[str, ...]:
        """Return the rows of table III in which the case counts in *year*."""
        from ...annual import FORM_2021, cells_of, counts_of

        counted = () if self.case.voided else counts_of(self.case, self.readings)
        return tuple(row for each in counted for row in cells_of(each, year, FORM_2021))

    def works(self, day: date) -> bool:
        """Say whether *day* is a working day of the calendar of the scenario."""
        return self.calendar.is_working_day(day)

    def fee(self, of: Fee) -> Decimal:
        """Return the fee in yuan for that many requests or pages."""
        return fee_found(of, self.readings.law, self.on)

    def report_due(self, year: str) -> date:
        """Return the day by which a department publishes its report on *year*."""
        return report_found(year, self.readings)
