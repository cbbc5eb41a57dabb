"""Home: the register that a case comes out of, as far as it says how the case is judged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from .errors import InvalidFact
from .rules import RuleSpan
from .words import Words

if TYPE_CHECKING:
    from .calendar import WorkCalendar
    from .events import Fact
    from .law import Law, Readings

_GOVERNED = RuleSpan(2)


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


def check_governed(received: Fact, home: Home | None, rules: int, before: date | None = None) -> None:
    """Refuse a receipt, or its correction, on a day on which the law of *home* has no rule for the reply.

    A receipt that stood on such a day *before* its correction may stay on one: older books hold some, whose cases cannot
    be reckoned and are passed over. Without a home there is no law to ask. Raises ``InvalidFact``.
    """
    if home is None or not _GOVERNED.covers(rules):
        return
    law = home.law
    if law.find("reply", received.on) is not None or (before is not None and law.find("reply", before) is None):
        return
    first = law.in_force_from("reply")
    allowed = Words(
        f"有规定施行之日（条例自 {first} 起施行）；请核对年份",
        f"a day on which a law is in force (the first since {first}); is the year right?",
    )
    raise InvalidFact("on", received.on.isoformat(), allowed, received.kind)


def _country() -> WorkCalendar:
    from .calendar import china  # a case alone needs no calendar

    return china()


def _defaults() -> Readings:
    from .law import Readings

    return Readings.default()


__all__ = ["AtHome", "Home", "calendar_and_readings", "check_governed", "readings_of"]
