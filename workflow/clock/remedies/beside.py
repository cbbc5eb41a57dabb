"""Beside: a direct suit that is under way, and bars reconsideration once a court has taken it (ARL 16(2), from 2024 29(2))."""

from __future__ import annotations

from ...disputes import pending_suit
from ...events import Fact
from ...words import Words
from ..asked import Asked, reviewed_on


def sued_beside(asked: Asked, later: tuple[Fact, ...]) -> tuple[Words, ...]:
    """Say that a direct suit was filed before reconsideration was asked for; that a court took it is not recorded."""
    suit, reviewed = pending_suit(later), reviewed_on(later)
    rule = None if suit is None else asked.law.find("suit_excludes_reconsideration", suit.on)
    if suit is None or rule is None or (reviewed is not None and reviewed < suit.on):
        return ()
    return (
        Words(
            f"已于 {suit.on} 提起行政诉讼；人民法院已经依法受理的，不得申请行政复议〔{rule.zh_citation()}〕",
            f"a suit was filed on {suit.on}: once a court has taken it, there is no reconsideration "
            f"[{rule.version} {rule.article}]",
        ),
    )
