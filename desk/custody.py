"""Custody: the book itself in safe hands: proved, copied, made again; and who asked, kept and destroyed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from persistence import (
    Certificate,
    DamagedEntry,
    Erasure,
    Head,
    Retention,
    Verification,
    backup,
)
from persistence.arguments import arguments_checked
from persistence.verifying import Reckoner

from .docket import kept_for, key_of
from .opened import Opened


@arguments_checked
class Custody(Opened):
    """What keeps the register sound, and what is done with personal data."""

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
        """Make docket, counts and number series again from the journal; return how many cases there are.

        *progress* is called now and then with the number of cases done so far.
        """
        return self.register.rebuild(progress)

    def _standing(self) -> Reckoner | None:
        """Return what reckons the deadline that the docket may keep for a case; None without a calendar to reckon with."""
        try:
            calendar, readings, today = self.calendar, self.readings, self.today
        except DamagedEntry:  # verifying names it
            return None
        return Reckoner(
            key_of(calendar, readings),
            lambda case: kept_for(case, max(today, case.facts[-1].on), calendar, readings),
        )

    def forget(self, number: str, reason: str, by: str | None = None) -> Erasure:
        """Erase who asked in a case: name, identity, contact. The history stays, and still verifies.

        Raises ``UnknownCase``, or ``NobodyKnown`` where there is nothing to erase.
        """
        return self.register.forget(number, reason, by, self._now())

    def keep(self, periods: Iterable[tuple[str, str]], by: str | None = None) -> None:
        """Set how long the organ keeps who asked, all of these pairs or none: outcome and period.

        A period is whole years, ``permanent``, or ``none`` to withdraw one. The outcomes are those of
        ``workflow.retention.OUTCOMES``; ``all`` holds for those without a period of their own.
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
        return backup(self.register, Path(path))
