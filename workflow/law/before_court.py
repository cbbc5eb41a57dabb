"""Reconsideration first (复议前置): which outcomes may be taken to court only after reconsideration."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from ..outcomes import Outcome
from .readings import Readings


class ReviewFirst(StrEnum):
    """Whether reconsideration must come before a suit; only ``NO`` is false in a condition."""

    NO = ""
    REQUIRED = "required"
    INFERRED = "inferred"


_REFUSALS = frozenset(
    {
        Outcome.REFUSED_STATE_SECRET,
        Outcome.REFUSED_BY_LAW,
        Outcome.REFUSED_SECURITY_STABILITY,
        Outcome.REFUSED_THIRD_PARTY,
        Outcome.REFUSED_INTERNAL_AFFAIRS,
        Outcome.REFUSED_DELIBERATIVE,
        Outcome.REFUSED_ENFORCEMENT_FILE,
    }
)
# What is no negative answer in either reading; "other" says too little to be called one.
_NOT_NEGATIVE = frozenset({Outcome.GRANTED, Outcome.GRANTED_ALREADY_PUBLIC, Outcome.OTHER})


def review_first(outcome: Outcome, on: date, readings: Readings | None = None) -> ReviewFirst:
    """Say whether an answer with *outcome* given on the day *on* must go to reconsideration before a suit.

    ``REQUIRED`` for refusals under Art. 14 to 16 from 2024-01-01; ``INFERRED`` for the refused part of a
    partly granted request, which the law does not name; ``NO`` for all else, a registry query included.
    From 2024-01-01 to 2025-05-31 the reading ``review_first_2024="wide"`` adds every negative answer.
    Source: ARL 23(1)(4), SPC25 1(2) and 10(2)(1).
    """
    readings = readings or Readings.default()
    if on < readings.law.in_force_from("review_first"):
        return ReviewFirst.NO
    if outcome in _REFUSALS:
        return ReviewFirst.REQUIRED
    if outcome is Outcome.PARTLY_GRANTED:
        return ReviewFirst.INFERRED
    return ReviewFirst.REQUIRED if _wide(on, readings) and outcome not in _NOT_NEGATIVE else ReviewFirst.NO


def _wide(on: date, readings: Readings) -> bool:
    """Say whether the wide reading is chosen and the day lies before the Supreme Court settled the point."""
    settled = readings.law.in_force_from("review_first_scope")
    return on < settled and readings.get("review_first_2024") == "wide"
