"""What another calendar would move: the time limits of open cases that would end on another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count

from persistence.arrangements import Move
from workflow.calendar import Arrangement, BrokenArrangement, Overlay, WorkCalendar
from workflow.case import Case
from workflow.clock import deadlines
from workflow.errors import YishenqingError
from workflow.law import Readings
from workflow.words import Words


def moves(
    cases: Iterable[Case],
    on: date,
    present: WorkCalendar,
    other: WorkCalendar,
    readings: Readings,
    unjudged: Callable[[Case, YishenqingError], None],
) -> Iterator[Move]:
    """Yield the time limits of *cases* that end on another day under *other* than under *present*.

    They are compared as they stand at the end of the day *on*. Limits that were met or missed by something
    done are left out, and so is a case received later; one that cannot be reckoned is told to *unjudged*.
    """
    for case in cases:
        if case.received_on <= on:
            try:
                now, then = (_limits(case, on, calendar, readings) for calendar in (present, other))
            except YishenqingError as error:
                unjudged(case, error)
                continue
            yield from (Move(case.number, k[0], now[k], then[k]) for k in now if then.get(k, now[k]) != now[k])


def _limits(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> dict[tuple[str, int], date]:
    """Return the end of each limit that is not done, by duty and by its place among those of the same duty."""
    found: dict[tuple[str, int], date] = {}
    seen: dict[str, Iterator[int]] = {}
    for limit in deadlines(case, on, calendar, readings):
        place = next(seen.setdefault(limit.duty, count()))
        if limit.done is None:
            found[limit.duty, place] = limit.due
    return found


def refuse_elsewhere(arrangement: Arrangement, region: str) -> None:
    """Raise BrokenArrangement if *arrangement* is an overlay of another region than the register's.

    A register of ``cn`` takes overlays of any place: it has not said where it is.
    """
    if isinstance(arrangement, Overlay) and region not in ("cn", arrangement.region):
        place = arrangement.region
        raise BrokenArrangement(
            Words(
                f"{place} 的地方安排不适用于本登记簿（地区 {region}）",
                f"the overlay of {place} does not apply to this register (region {region})",
            )
        )
