"""Asked: what every window is reckoned from, and how its steps become a limit."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..calendar import WorkCalendar
from ..case import Case
from ..events import Fact, LitigationFiled, ReconsiderationAccepted, ReconsiderationFiled
from ..law import GoverningLaw, Provision, Readings
from ..numbers import folded
from ..words import Words
from .building import built, counted
from .values import Deadline, Over, Step

REVIEW, SUIT = "reconsideration_window", "litigation_window"


class Asked(NamedTuple):
    """A case with its facts up to the day *on*, that day, and the calendar, readings and law by which it is asked."""

    case: Case
    facts: tuple[Fact, ...]
    on: date
    calendar: WorkCalendar
    readings: Readings
    law: GoverningLaw

    @classmethod
    def of(cls, case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings) -> Asked:
        """Return the case as it is asked, under the law as it governs it."""
        return cls(case, facts, on, calendar, readings, GoverningLaw(readings.law, case.received_on))

    def steps(self, rule: Provision, start: date, begins: Provision | None = None) -> list[Step]:
        """Return the steps of what *rule* counts from *start*; *begins* says why it starts there, if not *rule* itself."""
        return [Step("start", begins or rule, date=start), *counted(self.calendar, self.law, rule, start)]

    def limit(
        self,
        duty: str,
        steps: list[Step],
        done: date | None,
        warnings: tuple[Words, ...] = (),
        over: Over | None = None,
    ) -> Deadline:
        """Return the limit that these steps lead to, of the act *over*."""
        return built(self.case.number, duty, self.on, self.calendar, steps, done, warnings, over)


def end(steps: list[Step]) -> date:
    """Return the day on which *steps* end."""
    due = steps[-1].after
    assert due is not None
    return due


def earlier(steps: list[Step], longest: list[Step] | None) -> list[Step]:
    """Return *steps*, or those of the longest period where that ends before them."""
    return longest if longest is not None and end(longest) < end(steps) else steps


def reviewed_on(later: tuple[Fact, ...]) -> date | None:
    """Return the day on which reconsideration was first asked for, or ``None``."""
    return next((f.on for f in later if isinstance(f, ReconsiderationFiled)), None)


def accepted(facts: tuple[Fact, ...], dispute: str) -> ReconsiderationAccepted | None:
    """Return the acceptance of that reconsideration, the first where several are recorded; ``None`` where none is."""
    every = (f for f in facts if isinstance(f, ReconsiderationAccepted))
    return next((f for f in every if folded(f.dispute) == folded(dispute)), None)


def sued_on(later: tuple[Fact, ...], after_reconsideration: bool = False) -> date | None:
    """Return the day of the first suit, direct or after reconsideration, or ``None``."""
    suits = (f for f in later if isinstance(f, LitigationFiled))
    return next((f.on for f in suits if f.after_reconsideration is after_reconsideration), None)
