"""Reconsideration first (复议前置): which outcomes, and when silence, may be taken to court only after reconsideration."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ..outcomes import Outcome
from .law import Law
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
_WITHHELD = re.compile(r"1[456](?!\d)|.*第十[四五六]条")


def review_first(
    outcome: Outcome,
    on: date,
    readings: Readings | None = None,
    articles: Iterable[str] = (),
    suing: date | None = None,
) -> ReviewFirst:
    """Say whether an answer with *outcome*, known on the day *on*, must go to reconsideration before a suit.

    ``REQUIRED`` for refusals under Art. 14 to 16 from 2024-01-01, and for partial ones from 2026-07-01; until then
    ``INFERRED`` for the refused part of a partly granted request, which no text named (reading
    ``partial_review_first``). A partial grant whose *articles* are given and none of them is 14 to 16 withheld
    nothing of the kind. ``NO`` for all else, a registry query included.
    From 2024-01-01 to 2025-05-31 the reading ``review_first_2024="wide"`` adds every negative answer, until the day of
    *suing* (by default *on*) is one on which courts take such a suit (SPC25 1(1)).
    Source: ARL 23(1)(4), SPC25 1(2) and 10(2)(1), IR 31.
    """
    readings = readings or Readings.default()
    if on < readings.law.in_force_from("review_first"):
        return ReviewFirst.NO
    if outcome in _REFUSALS:
        return ReviewFirst.REQUIRED
    if outcome is Outcome.PARTLY_GRANTED:
        return _of_a_part(on, readings, tuple(articles))
    return ReviewFirst.REQUIRED if _wide(suing or on, readings) and outcome not in _NOT_NEGATIVE else ReviewFirst.NO


def silence_review_first(limit_ended: date, readings: Readings) -> bool:
    """Say whether want of a reply, whose limit ended on that day, must go to reconsideration before a suit.

    From 2024-01-01 to 2026-06-30 by the reading ``non_reply_remedy`` (ARL 23(1)(3)), since then by the reading
    ``silence_review_first`` (IR 30(1) against SPC25 2(2)).
    """
    acting = silence_reading(limit_ended, readings.law)
    return acting is not None and readings.get(acting) == "review_first"


def silence_reading(limit_ended: date, law: Law) -> str | None:
    """Name the disputed point that decides of want of a reply whose limit ended on that day; ``None`` before 2024."""
    if law.find("review_first_silence", limit_ended) is not None:
        return "silence_review_first"
    return "non_reply_remedy" if limit_ended >= law.in_force_from("review_first_non_performance") else None


def _of_a_part(on: date, readings: Readings, articles: tuple[str, ...]) -> ReviewFirst:
    if articles and not any(_WITHHELD.match(article) for article in articles):
        return ReviewFirst.NO
    if readings.law.find("review_first_refusal", on) is not None:
        return ReviewFirst.REQUIRED
    return ReviewFirst.INFERRED if readings.get("partial_review_first") == "review_first" else ReviewFirst.NO


def _wide(on: date, readings: Readings) -> bool:
    """Say whether the wide reading is chosen and the day lies before the Supreme Court settled the point."""
    settled = readings.law.in_force_from("review_first_scope")
    return on < settled and readings.get("review_first_2024") == "wide"
