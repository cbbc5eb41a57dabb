"""Basis: what cases are judged by. A supposition makes another one of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import NamedTuple, TypeAlias

from ..calendar import WorkCalendar
from ..law import Law, Readings


class Basis(NamedTuple):
    """The working days, and the readings of the disputed points with the law that is so read."""

    calendar: WorkCalendar
    readings: Readings

    @property
    def law(self) -> Law:
        """The law."""
        return self.readings.law

    def under(self, law: Law) -> Basis:
        """Return the same working days and readings under another *law*."""
        return self._replace(readings=self.readings.under(law))


Supposition: TypeAlias = Callable[[Basis], Basis]
"""``supposition(basis)`` returns the basis as it would be; it raises ``BrokenLaw`` for what cannot be."""


def supposed(suppositions: Iterable[Supposition], basis: Basis) -> Basis:
    """Return *basis* under all *suppositions*, each on top of those before it."""
    return reduce(lambda so_far, supposition: supposition(so_far), suppositions, basis)


__all__ = ["Basis", "Supposition", "supposed"]
