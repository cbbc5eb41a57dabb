"""The clock: every time limit of a case, each a date that explains itself by article."""

from __future__ import annotations

from datetime import date

from ..calendar import WorkCalendar, china
from ..case import Case
from ..law import Readings
from .reply_deadline import reply_deadline
from .values import Deadline, OtherReading, Step

__all__ = ["Deadline", "OtherReading", "Step", "deadlines", "reply_deadline"]


def deadlines(
    case: Case, on: date, calendar: WorkCalendar | None = None, readings: Readings | None = None
) -> tuple[Deadline, ...]:
    """Return every time limit of *case*, running or settled, as it stands at the end of the day *on*."""
    calendar, readings = calendar or china(), readings or Readings.default()
    return (reply_deadline(case, on, calendar, readings),)
