"""Opened: a register that stands open, with the clock on the wall, the working days and the readings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Self

from persistence import (
    Book,
    NotOnDisk,
    OtherSettings,
    Person,
    Register,
    RegisterExists,
    Settings,
)
from persistence.arguments import arguments_checked
from persistence.chain import DEFAULT_ALGORITHM
from persistence.home import RegisterHome
from persistence.numbering import DEFAULT
from persistence.register import is_memory
from workflow.calendar import WorkCalendar, china, overlays, region_code
from workflow.case import Case
from workflow.law import Law, Readings

from .docket import Docket
from .source import Source
from .wall_clock import clock
from .wall_clock import now as present


def calendar_of(region: str) -> WorkCalendar:
    """Return the working days of a region; ``cn`` is the country without local days off."""
    return china(overlays=overlays(region))


def refuse_other_settings(register: Register, asked: dict[str, str], readings: Readings | None) -> None:
    """Raise ``OtherSettings`` where a register has other settings than it is opened with; what is not asked for is fine."""
    has = register.settings
    held = {"agency": has.agency, "region": has.region, "numbering": has.numbering}
    wanted = asked if "region" not in asked else asked | {"region": _code(asked["region"], has.region)}
    if readings is not None:
        wanted = wanted | {"readings": str(readings)}
        held["readings"] = str(register.home.readings)
    differing = [name for name, value in wanted.items() if value != held[name]]
    if differing:
        said = [[f"{name}={values[name]!r}" for name in differing] for values in (wanted, held)]
        raise OtherSettings(register.path, *said)


def _code(region: str, held: str) -> str:
    """Return the code of *region*; the one that is *held* needs no calendar of this release."""
    return region if region == held else region_code(region)


@arguments_checked
class Opened(Source):
    """A register that stands open, with its clock, calendar and readings.

    ``law`` is the law under which it is read: by default that of *readings*, which is the shipped one.
    """

    def __init__(
        self,
        register: Register,
        *,
        calendar: WorkCalendar | None = None,
        readings: Readings | None = None,
        law: Law | None = None,
        now: Callable[[], datetime] | date | datetime = present,
    ) -> None:
        self.register, self.settings, self._now = register, register.settings, clock(now)
        self._stands_elsewhere = now is not present  # it was given a clock of its own
        own = register.home
        read = (own.readings if readings is None else readings).under(law)
        same = calendar is None and read == own.readings
        self._judging = own if same else RegisterHome(register, calendar, None if readings is None else read, read.law)
        self._judging.look_up()  # a region that has no calendar is refused at once

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        agency: str | None = None,
        region: str | None = None,
        numbering: str | None = None,
        readings: Readings | None = None,
        law: Law | None = None,
        now: Callable[[], datetime] | date | datetime = present,
    ) -> Self:
        """Open the register at *path*; make one there first where none is, unless *create* is off.

        ``agency``, ``region``, ``numbering`` and ``readings`` are chosen when it is made, and by default those of
        ``create``; ``OtherSettings`` is raised where an existing register has others. ``law`` is kept nowhere and is
        that of *readings* unless given. ``:memory:`` is a new register in memory. Raises ``RegisterError``.
        """
        law = law or (readings.law if readings else None)
        chosen = {"agency": agency, "region": region, "numbering": numbering}
        asked = {name: value for name, value in chosen.items() if value is not None}
        if create and (is_memory(path) or not Path(path).exists()):
            with suppress(RegisterExists):  # somebody else was quicker
                return cls.create(path, **asked, readings=readings, law=law, now=now)
        if is_memory(path):
            raise NotOnDisk(Path(path))
        return cls._opened(Path(path), asked, readings, law, now)

    @classmethod
    def _opened(
        cls,
        path: Path,
        asked: dict[str, str],
        readings: Readings | None,
        law: Law | None,
        now: Callable[[], datetime] | date | datetime,
    ) -> Self:
        """Open a register that is there, unless it was made with other settings than those *asked* for."""
        register = Register.open(path)
        try:
            refuse_other_settings(register, asked, readings)
            return cls(register, law=law, now=now)
        except BaseException:
            register.close()
            raise

    @classmethod
    def create(
        cls,
        path: str | Path,
        *,
        agency: str = "",
        region: str = "cn",
        numbering: str = DEFAULT,
        readings: Readings | None = None,
        law: Law | None = None,
        hash: str = DEFAULT_ALGORITHM,
        now: Callable[[], datetime] | date | datetime = present,
    ) -> Self:
        """Make a register at *path*, where nothing may stand yet; raises ``RegisterExists`` otherwise.

        ``hash`` chains its journal: ``sha256``, or ``sm3`` where the organ must use national cryptography.
        ``:memory:`` is made in memory, and ends with the process.
        """
        law = law or (readings.law if readings else None)
        settings = Settings(agency, region_code(region), numbering, str(readings or ""), hash)
        return cls(Register.create(path, settings, clock(now)()), law=law, now=now)

    def _reading(self) -> Book:
        return self.register.at()

    def _recorded(self, number: str) -> Case:
        return self.register.case(number)  # on the connection of this thread, which is quicker than a book

    def _calendar_in(self, book: Book) -> WorkCalendar:
        return self._home.laid(book.arrangements())

    def _person(self, number: str) -> Person | None:
        return self.register.person(number)

    def _remember(self, found: Docket) -> None:
        if found.settled:
            self.register.settle(found.settled, found.key)

    @property
    def _home(self) -> RegisterHome:
        return self._judging

    def close(self) -> None:
        """Close the connection of this thread."""
        self.register.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["Opened", "calendar_of"]
