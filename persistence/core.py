"""Core: what the parts of a register share while it is open; among it the cases folded a moment ago.

Whoever records a fact has mostly just looked at the case. The journal is append-only, so a case that has as many facts
as when it was folded is the same case.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from workflow.case import Case
from workflow.numbers import is_number

from . import alike
from .alike import AlikeNumbers
from .errors import UnknownCase
from .home import RegisterHome
from .journal import case_of
from .rules import RulesKnown
from .settings import Settings
from .shelf import Rows

MOST = 256


class Known:
    """The cases that a register folded last, at most *most* of them; for all of its threads, without a lock.

    Each step below is whole by itself; two threads at once may keep a case less, never a wrong one.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most, self._cases = most, OrderedDict[str, Case]()

    def get(self, rows: Rows, number: str) -> Case | None:
        """Return the case if it still is as *rows* have it."""
        case = self._cases.get(number)
        return case if case is not None and rows.count(number) == len(case.history) else None

    def put(self, case: Case) -> None:
        """Keep a case as it was read, or as it stands now that its facts are on the disk for good; the oldest goes."""
        self._cases.pop(case.number, None)
        self._cases[case.number] = case
        if len(self._cases) > self._most:
            with suppress(KeyError):  # another thread was here
                self._cases.popitem(last=False)


class Core(NamedTuple):
    """The settings of a register and the home of its cases; its ``place``, for errors; and what it remembers for speed.

    It remembers cases folded a moment ago, numbers that look alike, and the rules along the journal.
    """

    settings: Settings
    home: RegisterHome
    place: Path
    known: Known
    alike: AlikeNumbers
    rules: RulesKnown

    def case(self, rows: Rows, number: str) -> Case:
        """Return one case as *rows* have it; raise ``UnknownCase``."""
        if not is_number(number):  # what stands under no such number is not a case
            raise UnknownCase(number)
        known = self.known.get(rows, number)
        if known is not None:
            return known
        for _, facts in rows.facts((number,)):
            return case_of(number, facts, self.rules.of(rows, facts), self.home)
        pattern = self.settings.numbering
        raise alike.unknown(number, pattern, rows.count, self.alike.finder(rows, pattern))


__all__ = ["Core", "Known"]
