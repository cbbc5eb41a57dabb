"""The reply clock (Art. 33): the facts of a case, taken in the order in which they happened.

Each fact that touches the clock has a function beside its article and a line in ``_MOVERS``. It moves the due
date and leaves a step, or leaves a warning that it moves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any

from ..calendar import WorkCalendar
from ..events import (
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    ReasonsGiven,
    Received,
    Reopened,
)
from ..law import Readings, governing_law
from . import clarification, exclusion, extension, fee, reopening
from .consultations import consultations
from .draft import Clock, Draft
from .receipt import receipt_day, receipt_words
from .values import Step

Mover = Callable[[Draft, Any], None]


def reply_clock(facts: tuple[Fact, ...], at: date, calendar: WorkCalendar, readings: Readings) -> Clock:
    """Return the reply clock as it stands at the end of the day *at*; *facts* are in order and none is later.

    Raises ``NotInForce`` for a receipt that no law reaches.
    """
    draft = _received(facts, at, calendar, readings)
    for _, _, move, what in _agenda(draft):
        move(draft, what)
    _assume_answers(draft)
    return draft.done()


def _received(facts: tuple[Fact, ...], at: date, calendar: WorkCalendar, readings: Readings) -> Draft:
    """Begin with the day of receipt (Art. 31) and the whole limit from it."""
    received = facts[0]
    assert isinstance(received, Received)
    law, day = governing_law(received.on, at, readings), receipt_day(received, calendar, readings)
    rule = law.rule("reply")
    draft = Draft(facts, at, calendar, readings, law, day, day, day)
    by_reading = receipt_words(received, calendar, readings) or ""
    named = readings.law.provision_for_receipt(received.channel, received.on)
    draft.steps.append(Step("start", named, date=day, subject=by_reading))
    draft.count("count", rule, day, rule.count or 0)
    return draft


def _agenda(draft: Draft) -> list[tuple[date, int, Mover, Any]]:
    """Return the movers in order. On one day facts come first, then answers that give days back, then letters sent."""
    found: list[tuple[date, int, Mover, Any]] = []
    for fact in draft.facts:
        move = _MOVERS.get(type(fact))
        if move is not None:
            found.append((fact.on, 0, move, fact))
    for sent in consultations(draft.facts, draft.law, draft.calendar, draft.readings):
        found.append((sent.sent, 2, exclusion.send, sent))
        if sent.answered and sent.expires and sent.answered > sent.expires:
            found.append((sent.answered, 1, exclusion.hear_late, sent))
    found.sort(key=itemgetter(0, 1))
    return found


def _defer(draft: Draft, fact: Deferred) -> None:
    earlier = draft.before(fact)
    extension.defer(draft, fact, reply_clock(earlier, fact.on, draft.calendar, draft.readings).due)


def _assume_answers(draft: Draft) -> None:
    """Show the date as if the requester clarified and paid on the day asked about, where that is still awaited."""
    if draft.unclear is None and draft.unpaid is None:
        return
    draft.tolled = draft.stands_still()
    clarification.warn_of_silence(draft)
    fee.warn_of_silence(draft)
    fee.assume(draft)
    clarification.assume(draft)


_MOVERS: Mapping[type[Fact], Mover] = {
    ClarificationRequested: clarification.ask,
    Clarified: clarification.receive,
    Extended: extension.extend,
    ReasonsGiven: extension.give_reasons,
    Deferred: _defer,
    FeeNoticed: fee.notice,
    FeePaid: fee.pay,
    AgencyConsulted: exclusion.consult,
    Reopened: reopening.reopen,
}
