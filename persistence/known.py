"""Cases folded a moment ago: whoever records a fact has mostly just looked at the case.

The journal is append-only, so a case that has as many facts as when it was folded is the same case.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress

from workflow.case import Case

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


__all__ = ["Known"]
