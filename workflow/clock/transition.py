"""The law of a case: that of the day of receipt, or the new one that found it open."""

from __future__ import annotations

from datetime import date

from ..case import Case
from ..law import GoverningLaw, Readings, governing_law


def law_of(case: Case, on: date, readings: Readings) -> GoverningLaw:
    """Return the law that governs *case* as it stands on the day *on*; a case that was answered keeps the law of that day."""
    return governing_law(case.received_on, on, readings, case.answered_on)
