"""What a clerk saw of a case before recording: a stale clerk is refused, with what happened meanwhile."""

from __future__ import annotations

from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.words import Words

from .errors import Stale

A_COUNT = Words("所见记录的条数（不小于 1 的整数）", "how many facts were seen, a whole number of at least 1")


def check_expected(case: Case, expecting: int | None) -> None:
    """Raise ``Stale`` where the case has not as many facts as were seen, ``InvalidFact`` for what is no such number."""
    if expecting is None:
        return
    if type(expecting) is not int or expecting < 1:
        raise InvalidFact("expecting", expecting, A_COUNT)
    if len(case.history) != expecting:
        since = [(e.no, e.fact.kind, e.fact.on, e.fact.by) for e in case.history[expecting:]]
        raise Stale(case.number, expecting, len(case.history), since)


__all__ = ["check_expected"]
