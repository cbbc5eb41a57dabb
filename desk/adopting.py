"""Adopting: a register takes over the readings that this version takes by default, after it was seen what they move."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from persistence.arguments import arguments_checked
from persistence.chosen import Chosen
from workflow.law import Readings
from workflow.whatif import Basis, Moved, WhatIf, what_if

from .docket import TellUnjudged, tell_in_log
from .opened import Opened


class Adoption(NamedTuple):
    """What the readings were, what they are to be, and what is otherwise then, as ``what_if`` tells it."""

    before: Readings
    after: Readings
    compared: WhatIf

    @property
    def moved(self) -> list[Moved]:
        """The time limits and duties that are otherwise then, of all cases."""
        return self.compared.moved

    @property
    def points(self) -> tuple[tuple[str, str, str], ...]:
        """Return each point that changes, with its option before and after."""
        return tuple((id, option, self.after.get(id)) for id, option in self.before if self.after.get(id) != option)


@arguments_checked
class Adopting(Opened):
    """The readings of a register, which keeps those with which it was made until it adopts others."""

    def adoption(self, on: date | None = None, unjudged: TellUnjudged | None = None) -> Adoption:
        """Return what adopting the defaults of this version would change, as of *on*; nothing is recorded.

        What was chosen stays, an earlier default too; only what the register never named changes. A case that cannot be
        judged is told to *unjudged*, by default in the log, and passed over.
        """
        before, day = self.readings, on or self.today
        after = before.adopted()
        with self._reading() as book:
            present = Basis(self._calendar_in(book), before)
            cases = self._all_seen(book.cases() if after != before else (), day)
            found = what_if(cases, day, present, present._replace(readings=after), unjudged or tell_in_log)
        return Adoption(before, after, found)

    def adopt_readings(
        self, *, by: str | None = None, on: date | None = None, unjudged: TellUnjudged | None = None
    ) -> Adoption:
        """Read the law from now on by the defaults of this version; return what that changed as of *on*.

        It is recorded in the book; where nothing changes, nothing is. A desk that was given readings of its own goes on
        with those.
        """
        found = self.adoption(on, unjudged)
        if found.points:
            self.register.choose(Chosen(found.after, self.today, by), self._now())
        return found


__all__ = ["Adopting", "Adoption"]
