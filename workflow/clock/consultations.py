"""Consultations as the reply clock sees them (Art. 32, 34, 33(3)): which count, from when, to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..calendar import WorkCalendar
from ..events import AgencyAnswered, AgencyConsulted, Fact, ThirdPartyAnswered, ThirdPartyConsulted
from ..law import Provision, Readings

Span = tuple[date, date]
"""The days after the first and up to the second, included."""


class Consultation(NamedTuple):
    """One consultation that stops the clock: sent, and answered or not; ``expires`` ends the other side's time."""

    name: str
    sent: date
    answered: date | None
    expires: date | None


def consultations(
    facts: tuple[Fact, ...], answer: Provision, organs: bool, calendar: WorkCalendar, readings: Readings
) -> list[Consultation]:
    """Return the consultations that stop the clock, in the order of sending.

    ``answer`` is the provision on the other side's time, which the Regulation of 2007 did not limit; *organs*
    says whether consultations of other organs count at all (Art. 33(3) from 2019).
    """
    found = []
    for i, fact in enumerate(facts):
        if isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)) and _counts(fact, organs, readings):
            expires = None
            if answer.count:
                expires = calendar.nth_working_day_after(fact.served_on or fact.on, answer.count, provisional=True)
            found.append(Consultation(_name(fact), fact.on, answered_on(fact, facts[i + 1 :]), expires))
    return found


def _counts(fact: ThirdPartyConsulted | AgencyConsulted, organs: bool, readings: Readings) -> bool:
    if isinstance(fact, ThirdPartyConsulted):
        return True
    return organs and (fact.joint or readings.get("other_organs") != "joint_only")


def bounds(since: date, until: date, answered: date | None, readings: Readings, first: bool = True) -> Span:
    """Return the span from *since* to *until* under the chosen reading of its two ends.

    *first* says that *since* is the day of sending; *until* is read as an end only where it is the answer's.
    """
    boundary, day = readings.get("consultation_boundary"), timedelta(days=1)
    if first and boundary in {"sent_to_before_answered", "sent_to_answered"}:
        since -= day
    if until == answered and boundary == "sent_to_before_answered":
        until -= day
    return since, until


def fresh(span: Span, covered: Iterable[Span]) -> list[Span]:
    """Return the parts of *span* that none of *covered* has: spans are united, never added up."""
    parts = [span]
    for a, b in covered:
        parts = [p for x, y in parts for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]]
    return parts


def answered_on(fact: ThirdPartyConsulted | AgencyConsulted, later: tuple[Fact, ...]) -> date | None:
    """Return the day on which a consultation was answered, among the facts *later* than it."""
    for other in later:
        if isinstance(fact, ThirdPartyConsulted) and isinstance(other, ThirdPartyAnswered):
            if other.party == fact.party:
                return other.on
        elif isinstance(fact, AgencyConsulted) and isinstance(other, AgencyAnswered) and other.agency == fact.agency:
            return other.on
    return None


def _name(fact: ThirdPartyConsulted | AgencyConsulted) -> str:
    return fact.party if isinstance(fact, ThirdPartyConsulted) else fact.agency
