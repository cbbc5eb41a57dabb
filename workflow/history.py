"""History: the facts of a case as they stand in the book, each with its number and the time of recording."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from .events import Fact, Rectified
from .rules import NEWEST

# China has had one time zone and no summer time since 1992.
BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")


class Entry(NamedTuple):
    """One fact as it stands in the book: its number in the case (from 1) and when it was recorded (UTC).

    ``rules`` is the number of the rules under which it was recorded; two entries that differ in it alone are equal.
    """

    no: int
    fact: Fact
    recorded_at: datetime | None = None
    rules: int = NEWEST

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Entry) and self[:3] == other[:3]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:3])

    @property
    def recorded_on(self) -> date | None:
        """The day of recording in Asia/Shanghai."""
        return self.recorded_at.astimezone(BEIJING).date() if self.recorded_at else None


def until(history: Iterable[Entry], day: date) -> Iterator[Entry]:
    """Yield the receipt, the facts that took effect by the end of *day*, and the rectifications of what is yielded."""
    kept: set[int] = set()
    for entry in history:
        mends = isinstance(entry.fact, Rectified) and entry.fact.event_no in kept
        if entry.no == 1 or mends or (entry.fact.on <= day and not isinstance(entry.fact, Rectified)):
            kept.add(entry.no)
            yield entry


__all__ = ["BEIJING", "Entry", "until"]
