"""Withdrawn: what is left, and until when, where a review may have been withdrawn (SPC00 35, SPC18 58; ARL23 74(2)).

The book says of such a review no more than that it ended otherwise, and on which day.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ...events import DisputeResult, ReconsiderationDecided
from ...law import Provision, ReviewFirst, silence_review_first
from ...words import Words
from ..asked import Asked, end, sued_on
from .act import Act, act
from .contested import contested_by, silences
from .gates import bar, barred_on, gate
from .reconsideration import reconsideration
from .silence import silent_suit_steps
from .suit import suit_steps


class _Left(NamedTuple):
    """The last days of a direct suit and of a review; ``None`` for a suit that no text ends, or a review that none allows."""

    suit: date | None
    review: date | None
    review_first: ReviewFirst
    barred: bool = False


def withdrawn_words(asked: Asked, decided: ReconsiderationDecided, filing: int) -> tuple[Words, ...]:
    """Say what is left if the review that was filed with the fact *filing* was withdrawn, and did not end otherwise."""
    rule = asked.law.find("litigation_review_withdrawn", decided.on)
    if rule is None or decided.result is not DisputeResult.OTHER:
        return ()
    left = _left(asked, filing)
    if left is None:
        return (_undated(decided.on, rule),)
    again = asked.law.find("reconsideration_settled", decided.on)
    suit = () if left.barred else (_suit_words(left, decided.on, rule),)
    return suit if again is None or left.review is None else (*suit, _again_words(left.review, decided.on, again))


def _left(asked: Asked, filing: int) -> _Left | None:
    """Return what is left against the answer or the silence that the filing was over; ``None`` where there was neither."""
    over = contested_by(asked, filing)
    contested = None if over is None else act(asked, over)
    if contested is not None:
        return _against(asked, contested)
    return next((_against_silence(asked, s.ended) for s in silences(asked, filing) if s.at == over), None)


def _against(asked: Asked, contested: Act) -> _Left:
    steps = suit_steps(asked, contested)
    due = None if steps is None else end(steps)
    suing = sued_on(contested.later) or min(asked.on, due or asked.on)
    first = gate(contested, asked.readings, suing)
    barred = barred_on(bar(contested, asked.readings), suing) is not None
    review = next((limit.due for limit in reconsideration(asked, contested, ())), None)
    return _Left(due, review, first, barred)


def _against_silence(asked: Asked, ended: date) -> _Left:
    steps, rule = silent_suit_steps(asked, ended), asked.law.find("reconsideration_window", ended)
    review = None if rule is None else end(asked.steps(rule, ended))
    first = ReviewFirst.REQUIRED if silence_review_first(ended, asked.readings) else ReviewFirst.NO
    return _Left(None if steps is None else end(steps), review, first)


def _undated(day: date, rule: Provision) -> Words:
    return Words(
        f"复议如系于 {day} 经同意撤回申请，仍可在直接起诉的期限内起诉〔{rule.zh_citation()}〕",
        f"if the review was withdrawn on {day}, with consent, the time of a direct suit still holds "
        f"[{rule.version} {rule.article}]",
    )


def _suit_words(left: _Left, day: date, rule: Provision) -> Words:
    """Say whether a direct suit is left after a withdrawal on that *day*, and until when."""
    if left.review_first:
        inferred = Words("（推定）", " (inferred)") if left.review_first is ReviewFirst.INFERRED else Words("", "")
        zh = f"应当先申请行政复议{inferred.zh}的，不能直接起诉"
        en = f"no direct suit is open, for reconsideration had to come first{inferred.en}"
    elif left.suit is None:
        zh, en = "直接起诉的期限照常计算，所见文本未规定终日", "a direct suit is open, and no text read says until when"
    elif left.suit < day:
        zh, en = f"直接起诉的期限已于 {left.suit} 届满", f"the time of a direct suit was over on {left.suit}"
    else:
        zh, en = f"直接起诉的期限照常计算，至 {left.suit}", f"the time of a direct suit still holds, until {left.suit}"
    how = Words("撤回申请", "") if left.review_first else Words("经同意撤回申请", ", with consent")
    return Words(
        f"复议如系于 {day} {how.zh}，{zh}〔{rule.zh_citation()}〕",
        f"if the review was withdrawn on {day}{how.en}: {en} [{rule.version} {rule.article}]",
    )


def _again_words(due: date, day: date, rule: Provision) -> Words:
    """Say until when a review may be asked for again after a withdrawal on that *day*, and when it may not."""
    if due < day:
        return Words(f"复议申请期限已于 {due} 届满", f"the time to ask for a review was over on {due}")
    return Words(
        f"复议申请期限至 {due}；达成和解后撤回的，不得再以同一事实和理由申请，能够证明违背真实意愿的除外"
        f"〔{rule.zh_citation()}〕",
        f"the time to ask for a review ends on {due}; after a settlement not again on the same facts and reasons, unless the "
        f"withdrawal was against the requester's true will [{rule.version} {rule.article}]",
    )
