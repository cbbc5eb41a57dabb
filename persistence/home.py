"""The home of the cases of a register: its working days and readings, as chosen when it was made and loaded since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol, Self

from workflow.calendar import WorkCalendar, china, laid_over, overlays
from workflow.home import Home
from workflow.law import Law, Readings

from . import chosen
from .arrangements import KIND as ARRANGEMENT
from .arrangements import Recorded
from .entries import BookEntry
from .settings import Settings


class Holder(Protocol):
    """A register, as far as it says how its cases are judged."""

    @property
    def settings(self) -> Settings:
        """What was chosen when the register was made."""

    def arrangements(self) -> tuple[Recorded, ...]:
        """Return the notices and overlays that were loaded into it."""

    def entries(self, kind: str, after: int = 0) -> Sequence[BookEntry]:
        """Return the book's own entries of *kind* after a row of the journal."""


_Laid = tuple[tuple[int, ...], WorkCalendar]
"""Working days, by the rows of the arrangements that are laid over them."""


class Judging(NamedTuple):
    """Working days and readings that stay as they are: the home of a case that went to another process."""

    calendar: WorkCalendar
    readings: Readings

    @property
    def law(self) -> Law:
        """The law that is so read."""
        return self.readings.law


class _Staying:
    """A home whose register stays where it is when a case of it is copied, or goes to another process."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return the same home: a register is not copied with its cases."""
        return self

    def __reduce__(self: Home) -> tuple[Any, ...]:
        """Send along what the cases are judged by, as it is now."""
        law = None if self.law is Readings.default().law else self.law
        return _sent, (self.calendar, self.readings.in_full(), law)


class RegisterHome(_Staying):
    """The working days and readings of a register; they are looked up when they are first asked for."""

    def __init__(
        self,
        register: Holder,
        calendar: WorkCalendar | None = None,
        readings: Readings | None = None,
        law: Law | None = None,
    ) -> None:
        """Take what is given instead of what the register was made with; its own arrangements are laid over it."""
        self._register, self._base, self._given = register, calendar, readings
        self.law: Law = readings.law if readings is not None else law or Readings.default().law
        self._laid: _Laid | None = None  # of the present
        self._laid_then: _Laid | None = None  # of the moment that was asked for last
        self._read: tuple[int, Readings] | None = None

    @property
    def base(self) -> WorkCalendar:
        """The working days of the region, or as given, without the register's own arrangements."""
        if self._base is None:
            self._base = china(overlays=overlays(self._register.settings.region))
        return self._base

    def look_up(self) -> None:
        """Look up the region and the readings now; raise what :attr:`base` and :attr:`readings` raise for none such."""
        self._base, _ = self.base, self.readings

    @property
    def calendar(self) -> WorkCalendar:
        """The working days with the register's own arrangements over them."""
        known = self._laid
        if known is None or self._register.entries(ARRANGEMENT, known[0][-1] if known[0] else 0):
            own = self._register.arrangements()
            known = self._laid = (_rows(own), self.laid(own))
        return known[1]

    def laid(self, own: Sequence[Recorded]) -> WorkCalendar:
        """Return the working days with these of the register's own arrangements over them: those of a moment."""
        rows = _rows(own)
        for known in (self._laid, self._laid_then):
            if known is not None and known[0] == rows:
                return known[1]
        made = laid_over(self.base, *(recorded.arrangement for recorded in own))
        self._laid_then = rows, made
        return made

    @property
    def readings(self) -> Readings:
        """The readings that were chosen, when the register was made or since; or as given."""
        if self._given is not None:
            return self._given
        known = self._read
        if known is None or self._register.entries(chosen.KIND, known[0]):
            entries = self._register.entries(chosen.KIND)
            last = entries[-1].seq if entries else 0
            known = self._read = (last, chosen.last(entries, self._register.settings.readings, self.law))
        return known[1]


def _rows(own: Sequence[Recorded]) -> tuple[int, ...]:
    return tuple(recorded.seq for recorded in own)


class HomeThen(_Staying):
    """The working days as a register had arranged them in a moment of the past; its readings are those of the present."""

    def __init__(self, home: RegisterHome, own: Sequence[Recorded]) -> None:
        self._home, self._own = home, own
        self.law: Law = home.law

    @property
    def calendar(self) -> WorkCalendar:
        """The working days with the arrangements of that moment over them."""
        return self._home.laid(self._own)

    @property
    def readings(self) -> Readings:
        """The readings that hold now."""
        return self._home.readings


def _sent(calendar: WorkCalendar, readings: str, law: Law | None) -> Judging:
    return Judging(calendar, Readings.kept(readings, law))


__all__ = ["HomeThen", "Judging", "RegisterHome"]
