"""Disputes as the facts tell of them: a direct suit that may bar reconsideration."""

from __future__ import annotations

from collections.abc import Sequence

from .events import DisputeResult, Fact, LitigationDecided, LitigationFiled
from .numbers import folded


def pending_suit(facts: Sequence[Fact]) -> LitigationFiled | None:
    """Return the first direct suit among *facts* that is open, or was decided on its merits; ``None`` where none is.

    One that ended as *other* may have been turned away, so that no court took it.
    """
    turned_away = {
        folded(f.dispute) for f in facts if isinstance(f, LitigationDecided) and f.result is DisputeResult.OTHER
    }
    direct = (f for f in facts if isinstance(f, LitigationFiled) and not f.after_reconsideration)
    return next((f for f in direct if folded(f.dispute) not in turned_away), None)


__all__ = ["pending_suit"]
