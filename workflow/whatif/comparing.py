"""Comparing: the time limits of cases, and the duties not met, on two bases side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count
from typing import Any

from attrs import Factory, define, frozen

from ..case import Case
from ..clock import Deadline, deadlines
from ..clock.wording import DUTIES as LIMITS
from ..duties import DUTIES, Breach
from ..errors import YishenqingError
from .basis import Basis

# A missed limit is a breach of the duty of its name; these are told by no limit.
_TOLD_BY_NO_LIMIT = tuple(duty for duty in DUTIES if duty.__name__ not in LIMITS)


@frozen
class Moved:
    """What would be otherwise with one limit of one case; ``duty`` is that of the limit, or one that ``audit`` finds.

    ``due`` is the last day as things are, ``due_then`` as they would be; None where there is no such limit, or the duty
    names no day. ``late`` and ``late_then`` say whether the limit ran out, or the duty was not met, by the day asked about.
    """

    case: str
    duty: str
    due: date | None
    due_then: date | None
    late: bool
    late_then: bool

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line's contract writes it."""
        return {
            "case": self.case,
            "duty": self.duty,
            "due": self.due and self.due.isoformat(),
            "due_then": self.due_then and self.due_then.isoformat(),
            "late": self.late,
            "late_then": self.late_then,
        }


@define
class Lateness:
    """How many limits of one duty are late as things are, and how many would be."""

    late: int = 0
    late_then: int = 0

    def as_json(self) -> dict[str, int]:
        """Return it as the command line's contract writes it."""
        return {"late": self.late, "late_then": self.late_then}


@define
class WhatIf:
    """The limits that would move, in the order of the cases, and the sums by duty over all cases.

    ``judged`` is how many cases were compared, ``unjudged`` how many could not be.
    """

    moved: list[Moved] = Factory(list)
    sums: dict[str, Lateness] = Factory(dict)
    judged: int = 0
    unjudged: int = 0

    def as_json(self) -> dict[str, Any]:
        """Return it as the command line's contract writes it."""
        return {
            "moved": [one.as_json() for one in self.moved],
            "sums": {duty: sum_.as_json() for duty, sum_ in self.sums.items()},
        }

    def take(self, case: Case, on: date, present: Basis, other: Basis) -> None:
        """Compare one more case; raise what cannot be judged, and take nothing of it then."""
        for duty, now, then in [*_limits(case, on, present, other), *_duties(case, on, present, other)]:
            (due, late), (due_then, late_then) = now, then
            sum_ = self.sums.setdefault(duty, Lateness())
            sum_.late += late
            sum_.late_then += late_then
            if now != then:
                self.moved.append(Moved(case.number, duty, due, due_then, late, late_then))
        self.judged += 1


def what_if(
    cases: Iterable[Case],
    on: date,
    present: Basis,
    other: Basis,
    unjudged: Callable[[Case, YishenqingError], None] | None = None,
) -> WhatIf:
    """Return which limits of *cases* would end, or stand, otherwise on the basis *other* than on *present*.

    They are judged as they stand at the end of the day *on*; a case received later is left out. One that cannot be
    judged, on either basis, is told to *unjudged* and passed over; without *unjudged* its error is raised.
    """
    found = WhatIf()
    for case in cases:
        if case.received_on > on:
            continue
        try:
            found.take(case, on, present, other)
        except YishenqingError as error:
            error.of_case(case.number)
            if unjudged is None:
                raise
            found.unjudged += 1
            unjudged(case, error)
    return found


def compared(
    case: Case, on: date, present: Basis, other: Basis
) -> Iterator[tuple[str, Deadline | None, Deadline | None]]:
    """Yield each limit of *case*: its duty, and how it stands on *present* and on *other*, None where there is none.

    Limits of one duty are compared by their place among each other. Raises what ``deadlines`` raises, before anything
    is yielded.
    """
    now, then = _placed(case, on, present), _placed(case, on, other)
    for place in dict.fromkeys((*now, *then)):
        yield place[0], now.get(place), then.get(place)


def _placed(case: Case, on: date, basis: Basis) -> dict[tuple[str, int], Deadline]:
    """Return the limits of *case* by duty and by the place among those of one duty."""
    seen: dict[str, Iterator[int]] = {}
    limits = deadlines(case, on, *basis, other_readings=False)
    return {(limit.duty, next(seen.setdefault(limit.duty, count()))): limit for limit in limits}


_Ends = tuple[date | None, bool]
_NONE: _Ends = (None, False)


def _limits(case: Case, on: date, present: Basis, other: Basis) -> Iterator[tuple[str, _Ends, _Ends]]:
    for duty, *both in compared(case, on, present, other):
        now, then = ((limit.due, limit.state == "missed") if limit else _NONE for limit in both)
        yield duty, now, then


def _duties(case: Case, on: date, present: Basis, other: Basis) -> Iterator[tuple[str, _Ends, _Ends]]:
    """Yield the duties not met, on one basis at least, that no limit tells."""
    if case.voided:
        return
    case = case.as_of(on)
    for duty in _TOLD_BY_NO_LIMIT:
        now, then = (_unmet(duty(case, on, *basis)) for basis in (present, other))
        if now[1] or then[1]:
            yield duty.__name__, now, then


def _unmet(breach: Breach | None) -> _Ends:
    return _NONE if breach is None or breach.warning else (breach.due, True)


__all__ = ["Lateness", "Moved", "WhatIf", "compared", "what_if"]
