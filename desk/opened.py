"""Opened: a register that stands open, with the clock on the wall, the working days and the readings."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from persistence import (
    Register,
    RegisterExists,
    Settings,
)
from persistence.chain import DEFAULT_ALGORITHM
from persistence.numbering import DEFAULT
from persistence.store import Store
from workflow.calendar import WorkCalendar, china, laid_over, overlays, region_code
from workflow.case import BEIJING
from workflow.law import Law, Readings


def calendar_of(region: str) -> WorkCalendar:
    """Return the working days of a region; ``cn`` is the country without local days off."""
    return china(overlays=overlays(region))


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


class Opened:
    """A register that stands open, with its clock, calendar and readings.

    ``law`` is the law under which it is read: by default that of *readings*, which is the shipped one.
    """

    def __init__(
        self,
        register: Store,
        *,
        calendar: WorkCalendar | None = None,
        readings: Readings | None = None,
        law: Law | None = None,
        now: Callable[[], datetime] | date = _now,
    ) -> None:
        self.register, self._now = register, _clock(now)
        self._base = calendar or calendar_of(register.settings.region)
        self._laid = (0, self._base)
        self.readings = (readings or Readings.parse(register.settings.readings)).under(law)

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
        law: Law | None = None,
        now: Callable[[], datetime] | date = _now,
    ) -> Self:
        """Open the register at *path*; make one there first where none is, unless *create* is off.

        ``agency``, ``region``, ``numbering`` and ``readings`` matter only when it is made; ``law`` is kept nowhere
        and is that of *readings* unless given. Raises ``RegisterError``.
        """
        law = law or (readings.law if readings else None)
        if create and not Path(path).exists():
            with suppress(RegisterExists):  # somebody else was quicker
                return cls.create(
                    path, agency=agency, region=region, numbering=numbering, readings=readings, law=law, now=now
                )
        return cls(Register.open(path), law=law, now=now)

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
        now: Callable[[], datetime] | date = _now,
    ) -> Self:
        """Make a register at *path*, where nothing may stand yet; raises ``RegisterExists`` otherwise.

        ``hash`` chains its journal: ``sha256``, or ``sm3`` where the organ must use national cryptography.
        """
        region = region_code(region)
        law = law or (readings.law if readings else None)
        settings = Settings(agency, region, numbering, str(readings or ""), hash)
        return cls(Register.create(path, settings, _clock(now)()), law=law, now=now)

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


__all__ = ["Opened", "calendar_of", "today"]
