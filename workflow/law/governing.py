"""GoverningLaw: the law as it governs one case, where each provision says which day selects its version."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .law import Law
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
        return self.law.find(id, self._day(id, act))

    def rule(self, id: str, act: date | None = None) -> Provision:
        """Return the provision *id* as in force on the day that selects it.

        An act before its provision came into force is told by the first version, for a text must be quoted;
        a case that is governed by none raises :class:`NotInForce`.
        """
        if act is not None and self.law.selected_by(id) == "act":
            return self.law.provision_or_first(id, act)
        return self.law.provision(id, self.governed_on)

    def _day(self, id: str, act: date | None) -> date:
        return self.governed_on if act is None or self.law.selected_by(id) == "receipt" else act
