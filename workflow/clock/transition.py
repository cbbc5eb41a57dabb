"""Which law governs a request: that of the day of receipt, or the new one that found it open."""

from __future__ import annotations

from datetime import date

from ..case import Case
from ..events import Received
from ..law import GoverningLaw, Readings


def governing_law(received: Received, at: date, readings: Readings) -> GoverningLaw:
    """Return the law that governs a request as it stands on the day *at*.

    Under one answer of the reading transition_2019, the Regulation of 2019 takes over what is open on its first
    day. Raises ``NotInForce`` for a receipt that no law reaches.
    """
    since = new_procedure_from(readings)
    if received.on < since <= at and readings.get("transition_2019") == "new_procedure":
        readings.law.provision("reply", received.on)  # what no law reaches is not taken over either
        return GoverningLaw(readings.law, since)
    return GoverningLaw(readings.law, received.on)


def law_of(case: Case, on: date, readings: Readings) -> GoverningLaw:
    """Return the law that governs *case* as it stands on the day *on*; a case that was answered keeps the law of that day."""
    answered = case.answered_on
    return governing_law(case.received, on if answered is None else min(answered, on), readings)


def new_procedure_from(readings: Readings) -> date:
    """Return the first day of the Regulation of 2019, of which the reading transition_2019 speaks."""
    return readings.law.in_force_from("restart")
