"""Hypothesis strategies: histories that break one duty on purpose, so that a rule can be seen to find it.

from hypothesis import given
from workflow.testing.unlawful import unlawful_histories

@given(unlawful_histories("extension_in_time"))
def test_my_audit(told): ...
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from .. import events as e
from ..calendar import china
from ..outcomes import Outcome, Requester

__all__ = ["DUTIES_BROKEN", "unlawful_histories"]

Told = tuple[tuple[e.Fact, ...], date]
Story = Callable[[st.DrawFn, date], tuple[e.Fact, ...]]

_FIRST, _LAST = date(2021, 1, 1), date(2026, 3, 31)
_DAY = timedelta(days=1)


def unlawful_histories(duty: str) -> st.SearchStrategy[Told]:
    """Return a strategy for (history, day): the facts of a case that breaks *duty*, and a day on which it shows.

    Raises ``KeyError`` for a duty that is not in :data:`DUTIES_BROKEN`. Other duties may be broken with it.
    """
    return _told(_STORIES[duty])


@st.composite
def _told(draw: st.DrawFn, story: Story) -> Told:
    received_on = draw(st.dates(_FIRST, _LAST))
    history = story(draw, received_on)
    return history, max(fact.on for fact in history) + draw(st.integers(0, 30)) * _DAY


def _received(on: date, channel: e.Channel = e.Channel.IN_PERSON, submitted_on: date | None = None) -> e.Received:
    return e.Received(
        on, channel=channel, requester=Requester.NATURAL_PERSON, subject="会议纪要", submitted_on=submitted_on
    )


def _workday(start: date, n: int) -> date:
    return china().nth_working_day_after(start, n, provisional=True)


def _late(draw: st.DrawFn, last: date) -> date:
    """Draw a day after *last* that is at least one working day late."""
    return _workday(last, draw(st.integers(1, 40)))


def _replied(on: date, outcome: Outcome = Outcome.GRANTED) -> e.Replied:
    return e.Replied(on, outcome=outcome, delivery=e.Delivery.IN_PERSON)


def _reply(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    return _received(day), _replied(_late(draw, _workday(day, 20)))


def _ordered_reply(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    replied = _workday(day, draw(st.integers(1, 20)))
    ordered = replied + draw(st.integers(1, 90)) * _DAY
    limit = draw(st.integers(1, 30))
    order = e.ReplyOrdered(ordered, ordered_by=e.OrderedBy.COURT, workdays=limit)
    return _received(day), _replied(replied), order, _replied(_late(draw, _workday(ordered, limit)))


def _clarification_notice(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    asked = _late(draw, _workday(day, 7))
    return _received(day), e.ClarificationRequested(asked, respond_by=asked + 14 * _DAY)


def _clarification_once(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    first = _workday(day, draw(st.integers(1, 7)))
    again = first + draw(st.integers(0, 30)) * _DAY
    return (
        _received(day),
        e.ClarificationRequested(first, respond_by=first + 14 * _DAY),
        e.Clarified(again),
        e.ClarificationRequested(again, respond_by=again + 14 * _DAY),
    )


def _extension_in_time(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    told = _late(draw, _workday(day, 20))
    return _received(day), e.Extended(told, workdays=draw(st.integers(1, 20)), approved_by="负责人")


def _extension_approved(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    told = _workday(day, draw(st.integers(1, 20)))
    return _received(day), e.Extended(
        told, workdays=draw(st.integers(1, 20)), approved_by=draw(st.sampled_from(["", " "]))
    )


def _extension_approved_first(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    told = _workday(day, draw(st.integers(1, 20)))
    approved = told + draw(st.integers(1, 60)) * _DAY
    return _received(day), e.Extended(told, workdays=10, approved_by="负责人", approved_on=approved)


def _respond_by_reasonable(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    asked = _workday(day, draw(st.integers(1, 7)))
    return _received(day), e.ClarificationRequested(asked, respond_by=asked - draw(st.integers(0, 30)) * _DAY)


def _fee_once(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    first = _workday(day, draw(st.integers(1, 10)))
    again = first + draw(st.integers(0, 10)) * _DAY
    methods = [draw(st.sampled_from(e.FeeMethod)) for _ in range(2)]
    noticed = zip((first, again), methods, strict=True)
    return _received(day), *(e.FeeNoticed(on, amount=Decimal(100), method=method) for on, method in noticed)


def _delivered_in_time(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    on = _workday(day, draw(st.integers(1, 20)))
    delivery = draw(st.sampled_from([e.Delivery.IN_PERSON, e.Delivery.ENTRUSTED]))
    signed = _late(draw, _workday(day, 20))
    replied = e.Replied(on, outcome=Outcome.GRANTED, delivery=delivery, delivered_on=signed)
    return _received(day), replied, e.Archived(signed)


def _extension_length(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    first = draw(st.integers(1, 20))
    second = draw(st.integers(21 - first, 20))
    told = _workday(day, draw(st.integers(1, 20)))
    return (
        _received(day),
        e.Extended(told, workdays=first, approved_by="负责人"),
        e.Extended(told, workdays=second, approved_by="负责人"),
    )


def _extension_once(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    first = draw(st.integers(1, 20))
    again = draw(st.integers(first, 20))
    told = (
        e.Extended(_workday(day, n), workdays=draw(st.integers(1, 20)), approved_by="负责人") for n in (first, again)
    )
    return _received(day), *told


def _deferral_in_time(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    told = _late(draw, _workday(day, 20))
    return _received(day), e.Deferred(told, until=told + 30 * _DAY)


def _fee_notice_in_time(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    noticed = _late(draw, _workday(day, 20))
    return _received(day), e.FeeNoticed(noticed, amount=Decimal(100), method=e.FeeMethod.BY_ITEM)


def _receipt_confirmation(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    if draw(st.booleans()):
        return (_received(_workday(day, draw(st.integers(1, 20))), e.Channel.ORDINARY_MAIL, day),)
    channel = draw(st.sampled_from([e.Channel.ONLINE, e.Channel.FAX]))
    return (_received(_late(draw, _workday(day, 1)), channel, day),)


def _lapse_premature(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    noticed = _workday(day, draw(st.integers(1, 7)))
    if draw(st.booleans()):
        last = noticed + draw(st.integers(1, 20)) * _DAY
        notice: e.Fact = e.ClarificationRequested(noticed, respond_by=last)
        cause = e.LapseCause.CLARIFICATION
    else:
        last, cause = _workday(noticed, 20), e.LapseCause.FEE
        notice = e.FeeNoticed(noticed, amount=Decimal(100), method=e.FeeMethod.BY_PAGE)
    given_up = last - draw(st.integers(0, (last - noticed).days)) * _DAY
    return _received(day), notice, e.Lapsed(given_up, cause=cause)


def _waited_for_third_party(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    replied = day + draw(st.integers(0, 14)) * _DAY
    asked = e.ReviewStarted(day), e.ThirdPartyConsulted(day, party="甲公司")
    return _received(day), *asked, _replied(replied, draw(st.sampled_from([Outcome.GRANTED, Outcome.PARTLY_GRANTED])))


def _third_party_told(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    *heard, reply = _consultation_ignored(draw, day)
    found = e.GroundFound(reply.on, ground=e.Ground.PUBLIC_INTEREST, reasons="不公开将造成重大影响")
    return *heard, found, reply


def _consultation_ignored(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    answered = day + draw(st.integers(0, 15)) * _DAY
    return (
        _received(day),
        e.ReviewStarted(day),
        e.ThirdPartyConsulted(day, party="甲公司"),
        e.ThirdPartyAnswered(answered, party="甲公司", position=e.Position.OBJECTS_WITH_REASONS),
        _replied(answered),
    )


def _consultation_contradicted(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    answered = day + draw(st.integers(0, 15)) * _DAY
    return (
        _received(day),
        e.ReviewStarted(day),
        e.ThirdPartyConsulted(day, party="甲公司"),
        e.ThirdPartyAnswered(answered, party="甲公司", position=e.Position.AGREES),
        _replied(answered, Outcome.REFUSED_THIRD_PARTY),
    )


def _clarified_before_unclear(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    replied = _workday(day, draw(st.integers(8, 20)))
    asked: tuple[e.Fact, ...] = ()
    if draw(st.booleans()):  # asked, but never corrected
        asked = (e.ClarificationRequested(_workday(day, 1), respond_by=replied),)
    return _received(day), *asked, _replied(replied, Outcome.UNAVAILABLE_STILL_UNCLEAR)


def _reasons_asked_first(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    on = _workday(day, draw(st.integers(2, 20)))
    asked = e.ReasonsRequested(day), e.ReasonsGiven(_workday(day, 1), accepted=draw(st.booleans()))
    if draw(st.booleans()):
        before = asked if asked[1].accepted else ()
        return _received(day), *before, _replied(on, Outcome.NOT_PROCESSED_EXCESSIVE)
    return _received(day), *(() if asked[1].accepted else asked), e.Deferred(on, until=on + 30 * _DAY)


def _consulted_before_refusal(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    return _received(day), _replied(_workday(day, draw(st.integers(1, 20))), Outcome.REFUSED_THIRD_PARTY)


def _answered(**contents: Any) -> Story:
    """Make the story of a refusal for its internal affairs, or of another outcome, that tells so much."""

    def story(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
        on = max(_workday(day, draw(st.integers(1, 20))), date(2024, 1, 1))
        given = {"outcome": Outcome.REFUSED_INTERNAL_AFFAIRS, **contents}
        return _received(day), e.Replied(on, delivery=draw(st.sampled_from(e.Delivery)), **given)

    return story


def _lapse_on_late_notice(draw: st.DrawFn, day: date) -> tuple[e.Fact, ...]:
    asked = _late(draw, _workday(day, 7))
    last = asked + draw(st.integers(5, 20)) * _DAY
    notice = e.ClarificationRequested(asked, respond_by=last)
    return _received(day), notice, e.Lapsed(last + _DAY, cause=e.LapseCause.CLARIFICATION)


_STORIES: dict[str, Story] = {
    "receipt_confirmation": _receipt_confirmation,
    "clarification_notice": _clarification_notice,
    "clarification_once": _clarification_once,
    "respond_by_reasonable": _respond_by_reasonable,
    "extension_in_time": _extension_in_time,
    "extension_approved": _extension_approved,
    "extension_approved_first": _extension_approved_first,
    "extension_length": _extension_length,
    "extension_once": _extension_once,
    "deferral_in_time": _deferral_in_time,
    "fee_notice_in_time": _fee_notice_in_time,
    "fee_once": _fee_once,
    "lapse_premature": _lapse_premature,
    "reply": _reply,
    "delivered_in_time": _delivered_in_time,
    "ordered_reply": _ordered_reply,
    "consultation_ignored": _consultation_ignored,
    "consultation_contradicted": _consultation_contradicted,
    "clarified_before_unclear": _clarified_before_unclear,
    "reasons_asked_first": _reasons_asked_first,
    "consulted_before_refusal": _consulted_before_refusal,
    "waited_for_third_party": _waited_for_third_party,
    "third_party_told": _third_party_told,
    "earlier_answer_named": _answered(outcome=Outcome.NOT_PROCESSED_REPEAT, remedies_told=True),
    "lapse_on_late_notice": _lapse_on_late_notice,
    "remedies_told": _answered(remedies_told=False),
    "review_first_told": _answered(remedies_told=True, review_first_told=False),
    "articles_cited": _answered(remedies_told=True, articles=("14",)),
    "referred": _answered(outcome=Outcome.UNAVAILABLE_NOT_RESPONSIBLE),
}

DUTIES_BROKEN = tuple(_STORIES)
"""The duties that :func:`unlawful_histories` can break: all in ``workflow.DUTIES``."""
