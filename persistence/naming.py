"""Naming: a fact that names another case names one that there is.

A receipt names the case off which it was split, a void the one that it repeats. Both fields came with rules 2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from workflow.case import Case
from workflow.errors import InvalidFact, YishenqingError
from workflow.events import Fact, Received, Rectified, Voided
from workflow.words import Words

from .errors import InvalidLine

ANOTHER = Words("另一件案件", "another case")
STANDING = Words("另一件未作废的案件", "another case, one that is not void")


class Named(NamedTuple):
    """The case that a fact names, in which field, and by what kind of fact."""

    number: str
    field: str
    kind: str


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
    return None if number is None else Named(number, field, fact.kind)


def check_named(case: str, fact: Fact, find: Callable[[str], Case]) -> None:
    """Refuse a fact about *case* that names itself, or no case, or a void one as what it repeats.

    *find* is asked only where another case is named; ``UnknownCase`` where it finds none.
    """
    named = named_in(fact)
    if named is None:
        return
    _check_another(case, named)
    if find(named.number).voided and named.field == "duplicate_of":
        raise InvalidFact(named.field, named.number, STANDING, named.kind)


def _check_another(case: str, named: Named) -> None:
    if named.number == case:
        raise InvalidFact(named.field, named.number, ANOTHER, named.kind)


class NamedInFile:
    """The cases that the facts of a file name: each must be there when the file ends, for it may stand further down.

    Whether it was void when it was named cannot be told from a file, whose cases may stand in another order.
    """

    def __init__(self) -> None:
        self._first: dict[str, tuple[str, int]] = {}

    def note(self, source: str, line: int, case: str, fact: Fact) -> None:
        """Remember what *fact* names; raise ``InvalidFact`` where that is its own case."""
        named = named_in(fact)
        if named is not None:
            _check_another(case, named)
            self._first.setdefault(named.number, (source, line))

    def check(self, is_case: Callable[[str], object], unknown: Callable[[str], YishenqingError]) -> None:
        """Raise ``InvalidLine`` for the first line that names a case which is not there."""
        for number, place in self._first.items():
            if not is_case(number):
                raise InvalidLine(*place, unknown(number))


__all__ = ["NamedInFile", "check_named", "named_in"]
