"""GoverningLaw: the law as it governs one case, where each provision says which day selects its version.

The law of a request is that of the day of receipt, or the new one that found it open.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .law import Law
from .readings import Readings
from .statute import Provision


class GoverningLaw(NamedTuple):
    """A law, and the day whose version governs a case: that of the receipt, unless a reading names a later one.

    A provision with ``selected_by="receipt"`` is taken as in force on ``governed_on``, one with ``"act"`` as in
    force on the day of the act; without a day of the act, both as on ``governed_on``.
    """

    law: Law
    governed_on: date

    def find(self, id: str, act: date | None = None) -> Provision | None:
        """Return the provision *id* as in force on the day that selects it, or ``None``."""
        versions = self.law.versions(id)
        day = self.governed_on if act is None or versions[0].selected_by == "receipt" else act
        for version in reversed(versions):  # as Law.find does; the clock asks this at every fact
            last = version.in_force_to
            if version.in_force_from <= day and (last is None or day <= last):
                return version
        return None

    def rule(self, id: str, act: date | None = None) -> Provision:
        """Return the provision *id* as in force on the day that selects it.

        An act before its provision came into force is told by the first version, for a text must be quoted;
        a case that is governed by none raises :class:`NotInForce`.
        """
        found = self.find(id, act)
        if found is not None:
            return found
        if act is not None and self.law.selected_by(id) == "act":
            return self.law.provision_or_first(id, act)
        return self.law.provision(id, self.governed_on)


def governing_law(received_on: date, at: date, readings: Readings, answered_on: date | None = None) -> GoverningLaw:
    """Return the law that governs a request as it stands on the day *at*; one that was answered keeps the law of that day.

    Under one answer of the reading transition_2019, the Regulation of 2019 takes over what is open on its first
    day. Raises ``NotInForce`` for a receipt that no law reaches, where that is asked.
    """
    since, until = new_procedure_from(readings), at if answered_on is None else min(at, answered_on)
    if received_on < since <= until and readings.get("transition_2019") == "new_procedure":
        readings.law.provision("reply", received_on)  # what no law reaches is not taken over either
        return GoverningLaw(readings.law, since)
    return GoverningLaw(readings.law, received_on)


def new_procedure_from(readings: Readings) -> date:
    """Return the first day of the Regulation of 2019, of which the reading transition_2019 speaks."""
    return readings.law.in_force_from("restart")
