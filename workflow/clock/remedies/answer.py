"""The windows against an answer, or a lapse: reconsideration and a direct suit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...calendar import WorkCalendar
from ...case import Case
from ...events import Fact
from ...law import Readings
from ..asked import Asked, sued_on
from ..values import Deadline
from .act import act
from .otherwise import or_review_first, other_gates
from .reconsideration import reconsideration
from .suit import suit


def windows_after_answer(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows that each reply, or a lapse, opens from the day the requester knows of it.

    Why there is no direct suit is said by the window for reconsideration.
    """
    asked = Asked.of(case, facts, on, calendar, readings)
    for at in range(len(facts)):
        contested = act(asked, at)
        if contested is None or contested.known > on:
            continue
        direct, why_not = suit(asked, contested)
        for review in reconsideration(asked, contested, why_not):
            yield review
            if direct is not None:
                suing = sued_on(contested.later) or min(on, direct.due)
                direct = or_review_first(direct, other_gates(contested, readings, suing), review.due)
        if direct is not None:
            yield direct
