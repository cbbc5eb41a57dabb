"""Reopening (Art. 30): a lapse is taken back, and the clock waits again for what had lapsed."""

from __future__ import annotations

from ..events import ClarificationRequested, FeeNoticed, LapseCause, Lapsed, Reopened
from ..guards import lapsed_before
from .draft import Draft


def reopen(draft: Draft, fact: Reopened) -> None:
    """Wait for the corrected request or the payment: with it the limit begins anew, whatever became of the old one."""
    before = draft.before(fact)
    lapse = lapsed_before(before)
    assert isinstance(lapse, Lapsed), "only a lapse is reopened"
    draft.reopened = fact.on
    if lapse.cause is LapseCause.CLARIFICATION and draft.law.find("restart", fact.on) is not None:
        draft.unclear = next(f for f in reversed(before) if isinstance(f, ClarificationRequested))
    elif lapse.cause is LapseCause.FEE and draft.law.find("fee_restart", fact.on) is not None:
        noticed = next(f for f in reversed(before) if isinstance(f, FeeNoticed))
        draft.unpaid = draft.unpaid or noticed  # the clock has stood still since the first notice that waits
