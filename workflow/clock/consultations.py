"""Consultations as the reply clock sees them (Art. 32, 34, 33(3)): which count, from when, to when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from ..calendar import WorkCalendar
from ..events import AgencyAnswered, AgencyConsulted, Fact, ThirdPartyAnswered, ThirdPartyConsulted
from ..law import GoverningLaw, Provision, Readings
from ..numbers import folded

Span = tuple[date, date]
"""The days after the first and up to the second, included."""


class Consultation(NamedTuple):
    """One consultation that stops the clock: sent, and answered or not; ``expires`` ends the other side's time."""

    name: str
    sent: date
    answered: date | None
    expires: date | None


def consultations(
    facts: tuple[Fact, ...], law: GoverningLaw, calendar: WorkCalendar, readings: Readings
) -> list[Consultation]:
    """Return the consultations that stop the clock, in the order of sending."""
    found = []
    for i, fact in enumerate(facts):
        if isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)):
            rule = _time_to_answer(fact, law, readings)
            if rule is not None:
                expires = None  # the Regulation of 2007 set the other side no limit
                if rule.count:
                    expires = calendar.nth_working_day_after(served_on(fact), rule.count, provisional=True)
                found.append(Consultation(_name(fact), fact.on, answered_on(fact, facts[i + 1 :]), expires))
    return found


def served_on(fact: ThirdPartyConsulted | AgencyConsulted) -> date:
    """Return the day from which the other side's time runs: of service where it is known, and never before the sending."""
    return max(fact.served_on or fact.on, fact.on)


def _time_to_answer(
    fact: ThirdPartyConsulted | AgencyConsulted, law: GoverningLaw, readings: Readings
) -> Provision | None:
    """Return the provision on the other side's time; ``None`` where the consultation does not stop the clock.

    The Regulation of 2007 excluded the time of third parties only (Art. 24(3)): it knew no other organs.
    """
    if isinstance(fact, ThirdPartyConsulted):
        return law.rule("third_party_answer", fact.on)
    if not fact.joint and readings.get("other_organs") == "joint_only":
        return None
    return law.find("agency_answer", fact.on)


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
    for a, b in covered:  # of each part, what lies before the covered days and what lies after them, where there is any
        parts = [p for x, y in parts for p in ((x, min(y, a)), (max(x, b), y)) if p[0] < p[1]]
    return parts


def answered_on(fact: ThirdPartyConsulted | AgencyConsulted, later: tuple[Fact, ...]) -> date | None:
    """Return the day on which a consultation was answered, among the facts *later* than it, however the name is written.

    An answer with the number of a letter is to that letter; one without is to the one that was open.
    """
    return next((other.on for other in later if is_to(other, fact)), None)


def is_to(other: Fact, fact: ThirdPartyConsulted | AgencyConsulted) -> bool:
    """Say whether *other* is an answer to that consultation; one without the number of a letter may be to any."""
    answer = ThirdPartyAnswered if isinstance(fact, ThirdPartyConsulted) else AgencyAnswered
    if not isinstance(other, answer) or folded(_name(other)) != folded(_name(fact)):
        return False
    return other.ref is None or folded(other.ref) == folded(fact.ref or "")


def _name(fact: ThirdPartyConsulted | ThirdPartyAnswered | AgencyConsulted | AgencyAnswered) -> str:
    return fact.party if isinstance(fact, (ThirdPartyConsulted, ThirdPartyAnswered)) else fact.agency
