"""Naming: a fact that names another case names one that there is.

A receipt names the case off which it was split, which was received on the same day, a void the one that it repeats.
Both fields came with rules 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from workflow.case import Case
from workflow.errors import InvalidFact, YishenqingError
from workflow.events import Fact, Received, Rectified, Voided
from workflow.words import Words

from .errors import InvalidLine

ANOTHER = Words("另一件案件", "another case")
STANDING = Words("另一件未作废的案件", "another case, one that is not void")


class Named(NamedTuple):
    """The case that a fact names, in which field, by what kind of fact, and of which day."""

    number: str
    field: str
    kind: str
    on: date


_NAMING = frozenset({Received, Rectified, Voided})


def named_in(fact: Fact) -> Named | None:
    """Return the case that *fact* names, or what it puts in the place of another; None where it names none."""
    if type(fact) not in _NAMING:  # nearly every fact: asked of each line of a file
        return None
    while isinstance(fact, Rectified) and fact.replacement is not None:
        fact = fact.replacement
    number, field = None, ""
    if isinstance(fact, Voided):
        number, field = fact.duplicate_of, "duplicate_of"
    elif isinstance(fact, Received):
        number, field = fact.split_from, "split_from"
    return None if number is None else Named(number, field, fact.kind, fact.on)


def check_named(case: str, fact: Fact, find: Callable[[str], Case]) -> None:
    """Refuse a fact about *case* that names itself, or no case, a void one as what it repeats, or splits one of another day.

    *find* is asked only where another case is named; ``UnknownCase`` where it finds none.
    """
    named = named_in(fact)
    if named is None:
        return
    _check_another(case, named)
    other = find(named.number)
    if other.voided and named.field == "duplicate_of":
        raise InvalidFact(named.field, named.number, STANDING, named.kind)
    if named.field == "split_from" and other.received_on != named.on:
        raise _of_another_day(named, other)


def _of_another_day(named: Named, other: Case) -> InvalidFact:
    allowed = Words(
        f"同日收到的案件；该案收到申请之日为 {other.received_on}，本案为 {named.on}",
        f"a case received on the same day; that one was received on {other.received_on}, this one on {named.on}",
    )
    return InvalidFact(named.field, named.number, allowed, named.kind)


def _check_another(case: str, named: Named) -> None:
    if named.number == case:
        raise InvalidFact(named.field, named.number, ANOTHER, named.kind)


class NamedInFile:
    """The cases that the facts of a file name: each must be there when the file ends, for it may stand further down.

    Whether it was void when it was named, or had that day of receipt, cannot be told from a file, whose cases may stand
    in another order: it must have had the day at some time.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[str, date | None], tuple[str, int, Named]] = {}

    def note(self, source: str, line: int, case: str, fact: Fact) -> None:
        """Remember what *fact* names; raise ``InvalidFact`` where that is its own case."""
        named = named_in(fact)
        if named is not None:
            _check_another(case, named)
            day = named.on if named.field == "split_from" else None
            self._first.setdefault((named.number, day), (source, line, named))

    def check(self, find: Callable[[str], Case | None], unknown: Callable[[str], YishenqingError]) -> None:
        """Raise ``InvalidLine`` for the first line that names a case which is not there, or splits one of another day."""
        for (number, day), (source, line, named) in self._first.items():
            other = find(number)
            if other is None:
                raise InvalidLine(source, line, unknown(number))
            if day is not None and day not in _days_of_receipt(other):
                raise InvalidLine(source, line, _of_another_day(named, other))


def _days_of_receipt(case: Case) -> Iterator[date]:
    """Yield the days that were ever recorded as that of the receipt."""
    for entry in case.history:
        fact: Fact | None = entry.fact
        while isinstance(fact, Rectified):
            fact = fact.replacement
        if isinstance(fact, Received):
            yield fact.on


__all__ = ["NamedInFile", "check_named", "named_in"]
