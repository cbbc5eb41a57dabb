"""The replies of a case as the duties look at them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from ..case import Case
from ..events import Fact, Replied
from ..outcomes import Outcome


def replies(
    case: Case, on: date, outcomes: Collection[Outcome] = frozenset(Outcome)
) -> Iterator[tuple[tuple[Fact, ...], Replied]]:
    """Yield the replies with one of *outcomes*, by default any, by the day *on*, each with the facts before it."""
    for n, fact in enumerate(case.facts):
        if isinstance(fact, Replied) and fact.outcome in outcomes and fact.on <= on:
            yield case.facts[:n], fact


def says_contents(fact: Replied) -> bool:
    """Tell whether a reply says anything of its contents: articles, remedies, the organ or the case that it names."""
    told = (fact.remedies_told, fact.review_first_told, fact.referred_to, fact.earlier_case, fact.earlier_granted)
    return bool(fact.articles) or any(value is not None for value in told)
