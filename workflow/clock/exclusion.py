"""Exclusion (Art. 33(3)): the time of a consultation does not count; what comes after the limit moves nothing."""

from __future__ import annotations

from .consultations import Consultation, bounds
from .draft import Draft, Excluded


def send(draft: Draft, sent: Consultation) -> None:
    """Leave out the days up to the answer, the end of the other side's time, or the day asked about."""
    until = min(d for d in (sent.answered, sent.expires, draft.at) if d is not None)
    span = Excluded(
        *bounds(sent.sent, until, sent.answered, draft.readings),
        sent.name,
        draft.law.rule("exclusion", sent.sent),
    )
    late = span.since >= draft.due and not draft.stands_still()
    if late or (draft.deferred and not draft.waits()):
        _warn_too_late(draft, sent)
        draft.excluded.append(span)  # it counts again should the limit run anew
        return
    if sent.answered is None and (sent.expires is None or sent.expires >= draft.at):
        draft.tolled = draft.consulting = True
        draft.unlimited = draft.unlimited or sent.expires is None
    draft.exclude(span)


def hear_late(draft: Draft, sent: Consultation) -> None:
    """Leave out the time up to an answer that came after the other side's time, unless the reading caps it.

    Up to that day it was counted, so such an answer cannot revive a limit that has run out meanwhile.
    """
    assert sent.answered is not None
    assert sent.expires is not None
    if draft.readings.get("consultation_boundary") == "capped":
        return
    if draft.deferred or draft.too_late(sent.answered):
        return
    span = bounds(sent.expires, sent.answered, sent.answered, draft.readings, first=False)
    draft.exclude(Excluded(*span, sent.name, draft.law.rule("exclusion", sent.sent)))


def _warn_too_late(draft: Draft, sent: Consultation) -> None:
    draft.warn(
        f"{sent.sent} 征求{sent.name}意见时期限已届满，不影响答复期限",
        f"{sent.name} was consulted on {sent.sent}, when no time was left: nothing is excluded",
    )
