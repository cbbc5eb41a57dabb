"""Basis: what cases are judged by. A supposition makes another one of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import NamedTuple, TypeAlias

from ..calendar import WorkCalendar
from ..errors import WrongType
from ..law import Law, Readings
from ..words import Words


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
    """Return *basis* under all *suppositions*, each on top of those before it; ``WrongType`` for what is none."""
    return reduce(_under, suppositions, basis)


def _under(basis: Basis, supposition: Supposition) -> Basis:
    if not callable(supposition):
        raise WrongType("suppositions", supposition, _A_SUPPOSITION)
    return supposition(basis)


_A_SUPPOSITION = Words("假设，如 SupposedNumber", "a supposition, such as SupposedNumber")


__all__ = ["Basis", "Supposition", "supposed"]
