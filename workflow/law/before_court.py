"""Reconsideration first (复议前置): which outcomes, and when silence, may be taken to court only after reconsideration."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from ..outcomes import Outcome
from .cited import Citation, read
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
# What gives a part, and so is no ground on which the rest was withheld.
_GIVES = frozenset({Outcome.GRANTED, Outcome.PARTLY_GRANTED})


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
    ``partial_review_first``). A partial grant withheld nothing of the kind where each of its *articles* is understood
    and names another ground (36(4)): 37 names none, nor does an article of another law, by which 14 may be meant.
    ``NO`` for all else, a registry query included.
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
    if articles and _on_other_grounds(articles, on, readings.law):
        return ReviewFirst.NO
    if readings.law.find("review_first_refusal", on) is not None:
        return ReviewFirst.REQUIRED
    return ReviewFirst.INFERRED if readings.get("partial_review_first") == "review_first" else ReviewFirst.NO


def _on_other_grounds(articles: tuple[str, ...], on: date, law: Law) -> bool:
    """Say whether every article cited is understood, and they name grounds that are none of Art. 14 to 16."""
    cited = [read(article) for article in articles]
    gives = [f"outcome_{outcome}" for outcome in _GIVES]
    refused = ["refusal", *(f"outcome_{outcome}" for outcome in _REFUSALS)]
    known = [id for id in law.provision_ids() if id.startswith("outcome_") and id not in (*refused, *gives)]
    every = [c for found in cited for c in found]
    named = [c for c in every if _touches(c, known, on, law)]
    withheld = any(_touches(c, refused, on, law) for c in every)
    understood = all(cited) and all(c in named or _touches(c, gives, on, law) for c in every)
    return understood and bool(named) and not withheld


def _touches(citation: Citation, ids: list[str], on: date, law: Law) -> bool:
    rules = (law.find(id, on) for id in ids)
    return any(rule is not None and citation.touches(rule) for rule in rules)


def _wide(on: date, readings: Readings) -> bool:
    """Say whether the wide reading is chosen and the day lies before the Supreme Court settled the point."""
    settled = readings.law.in_force_from("review_first_scope")
    return on < settled and readings.get("review_first_2024") == "wide"
