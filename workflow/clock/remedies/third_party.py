"""The windows of a third party whose secrets or privacy a disclosure touches (Art. 32; SPC11 1(1)(3), SPC25 1(4), 13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...calendar import WorkCalendar
from ...case import Case
from ...events import Fact, Replied
from ...law import Readings
from ...third_parties import DISCLOSED, objecting, told_of_disclosure, was_told
from ...words import Words
from ..asked import Asked
from ..values import Deadline, Step
from .suit import direct_steps

THEIR_REVIEW, THEIR_SUIT = "third_party_reconsideration_window", "third_party_litigation_window"


def windows_of_third_parties(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows of each third party that was told of a disclosure, or that objected and was not told of it.

    Who filed a remedy is not recorded, so that none of these windows is ever said to be met.
    """
    asked = Asked.of(case, facts, on, calendar, readings)
    for at, fact in enumerate(facts):
        if told_of_disclosure(fact):
            yield from _windows(asked, fact.party, fact.on, ())
        elif isinstance(fact, Replied) and fact.outcome in DISCLOSED:
            for party in (party for party in objecting(facts[:at]) if not was_told(facts, party)):
                yield from _windows(asked, party, fact.on, (_untold_words(fact.on),))


def _windows(asked: Asked, party: str, known: date, warnings: tuple[Words, ...]) -> Iterator[Deadline]:
    rule, direct = asked.law.find("reconsideration_window", known), direct_steps(asked, known)
    if rule is not None:
        yield asked.limit(THEIR_REVIEW, _of(party, asked.steps(rule, known)), None, warnings)
    if direct is not None:
        yield asked.limit(THEIR_SUIT, _of(party, direct), None, warnings)


def _of(party: str, steps: list[Step]) -> list[Step]:
    """Return *steps* with the party named where they begin."""
    return [steps[0]._replace(subject=party), *steps[1:]]


def _untold_words(on: date) -> Words:
    return Words(
        f"未记录告知该第三方：期限自其知道之日起算，暂自 {on} 起算",
        f"that the party was told is not recorded: the time runs from its knowing, counted from {on} for now",
    )
