"""What another calendar would move: time limits not done that would end on another day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from persistence.arrangements import Move
from workflow.calendar import Arrangement, BrokenArrangement, Overlay
from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.whatif import Basis, compared
from workflow.words import Words


def moves(
    cases: Iterable[Case],
    on: date,
    present: Basis,
    other: Basis,
    unjudged: Callable[[Case, YishenqingError], None],
) -> Iterator[Move]:
    """Yield the time limits of *cases* that end on another day on the basis *other* than on *present*.

    They are compared as they stand at the end of the day *on*. Limits that were met or missed by something
    done are left out, and so is a case received later; one that cannot be reckoned is told to *unjudged*.
    """
    for case in cases:
        if case.received_on <= on:
            try:
                found = list(compared(case, on, present, other))
            except YishenqingError as error:
                unjudged(case, error)
                continue
            for duty, now, then in found:
                if now and then and now.done is None and then.done is None and now.due != then.due:
                    yield Move(case.number, duty, now.due, then.due)


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
