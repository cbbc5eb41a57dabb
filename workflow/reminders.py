"""Reminders: which rung of a ladder is due for which deadline. A pure function; who sends them keeps the list."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .clock import Deadline

LADDER = (10, 5, 3, 1, 0)
"""Working days before a deadline on which somebody should be reminded of it."""


class Reminder(NamedTuple):
    """A reminder that is due: the deadline, and the rung that has been reached.

    Keep it once it has been sent: given back as *sent*, it is not due again. A deadline that moves begins its
    ladder anew, for ``due`` is part of what is kept.
    """

    case: str
    duty: str
    due: date
    rung: int


def reminders(
    limits: Iterable[Deadline], sent: Collection[Reminder] = (), ladder: Sequence[int] = LADDER
) -> Iterator[Reminder]:
    """Yield one reminder for each deadline that has reached a rung of which nobody has been reminded.

    A rung of *n* is reached when at most *n* working days are left; of several reached since the last run
    only the most pressing is due, and one that was missed is caught up. None is due while the clock stands
    still, nor once the duty is done.
    """
    known = frozenset(sent)
    for limit in limits:
        if limit.done is not None or limit.state == "tolled":
            continue
        reached = [rung for rung in ladder if limit.workdays_left <= rung]
        if reached:
            reminder = Reminder(limit.case, limit.duty, limit.due, min(reached))
            if reminder not in known:
                yield reminder
