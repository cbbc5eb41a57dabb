"""Home: the register that a case comes out of, as far as it says how the case is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .calendar import WorkCalendar
    from .case import Case
    from .law import Readings


class Home(Protocol):
    """What a case brings along: the working days of its register, and its readings of the disputed points."""

    @property
    def calendar(self) -> WorkCalendar:
        """The working days, with the arrangements that the register holds by now."""

    @property
    def readings(self) -> Readings:
        """The readings, and through them the law."""


def calendar_and_readings(
    case: Case, calendar: WorkCalendar | None, readings: Readings | None
) -> tuple[WorkCalendar, Readings]:
    """Return what *case* is judged by: what is given, else what it brings along, else the country's and the defaults."""
    if calendar is None:
        calendar = _country() if case.home is None else case.home.calendar
    return calendar, readings_of(case, readings)


def readings_of(case: Case, readings: Readings | None) -> Readings:
    """Return the readings that are given, else those that *case* brings along, else the default ones."""
    if readings is None:
        readings = _defaults() if case.home is None else case.home.readings
    return readings


def _country() -> WorkCalendar:
    from .calendar import china  # a case alone needs no calendar

    return china()


def _defaults() -> Readings:
    from .law import Readings

    return Readings.default()


__all__ = ["Home", "calendar_and_readings", "readings_of"]
