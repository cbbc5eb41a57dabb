"""Home: the register that a case comes out of, as far as it says how the case is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from .calendar import WorkCalendar
    from .law import Law, Readings


class Home(Protocol):
    """The register of a case, as far as it judges: its working days, and its readings of the disputed points."""

    @property
    def calendar(self) -> WorkCalendar:
        """The working days, with the arrangements that the register holds by now."""

    @property
    def readings(self) -> Readings:
        """The readings, and through them the law."""

    @property
    def law(self) -> Law:
        """The law alone, which costs less to ask for than the readings."""


class AtHome(Protocol):
    """Something that comes out of a register and knows it, such as a case."""

    @property
    def home(self) -> Home | None:
        """The register, ``None`` for what was built by hand."""


def calendar_and_readings(
    case: AtHome, calendar: WorkCalendar | None, readings: Readings | None
) -> tuple[WorkCalendar, Readings]:
    """Return calendar and readings for *case*: those given, else those of its home, else the country's and the defaults."""
    if calendar is None:
        calendar = _country() if case.home is None else case.home.calendar
    return calendar, readings_of(case, readings)


def readings_of(case: AtHome, readings: Readings | None) -> Readings:
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


__all__ = ["AtHome", "Home", "calendar_and_readings", "readings_of"]
