"""Preconditions of an outcome: what must have gone before, so that an answer of its kind may be given.

A breach where the law is plain; a warning where it leaves judgment, or where the case does not say enough.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..clock.receipt import receipt_day
from ..clock.transition import law_of
from ..events import (
    ClarificationRequested,
    Clarified,
    Deferred,
    Fact,
    LapseCause,
    Lapsed,
    ReasonsGiven,
    ReasonsRequested,
    Replied,
)
from ..law import Readings
from ..outcomes import Outcome
from ..words import Words
from .breach import Breach
from .replies import replies, says_contents

_Facts = tuple[Fact, ...]


def clarified_before_unclear(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A request is still unclear only after it was to be clarified (Art. 30); not corrected at all, it is abandoned."""
    law = law_of(case, on, readings)
    for before, fact in replies(case, on, {Outcome.UNAVAILABLE_STILL_UNCLEAR}):
        rule = law.find("clarification_notice", fact.on)
        if rule is None or (_has(before, ClarificationRequested) and _has(before, Clarified)):
            continue
        asked = _has(before, ClarificationRequested)
        words = _not_corrected(fact) if asked else _never_asked(fact)
        return Breach.of(case.number, "clarified_before_unclear", rule, None, fact.on, 0, words, warning=asked)
    return None


def _never_asked(fact: Replied) -> Words:
    return Words(
        f"{fact.on} 以补正后仍不明确答复，此前没有告知补正",
        f"answered on {fact.on} as still unclear, and no clarification was asked for before",
    )


def _not_corrected(fact: Replied) -> Words:
    return Words(
        f"{fact.on} 以补正后仍不明确答复，但没有收到补正的申请；逾期不补正的，视为放弃申请",
        f"answered on {fact.on} as still unclear, though no corrected request came: what is not corrected is abandoned",
    )


def reasons_asked_first(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Too many requests are not processed, or the answer is deferred, only once reasons were asked for and judged (Art. 35).

    A warning where the request was not processed before the time that was set for reasons had run out.
    """
    law = law_of(case, on, readings)
    for n, fact in enumerate(case.facts):
        said = _REASONS.get(type(fact))
        rule = law.find("reasons", fact.on)
        if said is None or rule is None or fact.on > on:
            continue
        before = case.facts[:n]
        words, hasty = said(before, fact), _hasty(before, fact)
        if (found := words or hasty) is not None:
            return Breach.of(case.number, "reasons_asked_first", rule, None, fact.on, 0, found, warning=words is None)
    return None


def _hasty(before: _Facts, fact: Fact) -> Words | None:
    """Say that a request was not processed while the time that was set for reasons ran, and none had come."""
    asked = _last(before, ReasonsRequested)
    if (
        not isinstance(fact, Replied)
        or fact.outcome is not Outcome.NOT_PROCESSED_EXCESSIVE
        or _has(before, ReasonsGiven)
    ):
        return None
    if not isinstance(asked, ReasonsRequested) or asked.respond_by is None or fact.on > asked.respond_by:
        return None
    return Words(
        f"{fact.on} 不予处理时，说明理由的期限至 {asked.respond_by}（含当日）尚未届满，申请人也没有说明理由",
        f"not processed on {fact.on}, while the requester had until {asked.respond_by}, included, to give reasons and had not",
    )


def _not_processed(before: _Facts, fact: Fact) -> Words | None:
    if not isinstance(fact, Replied) or fact.outcome is not Outcome.NOT_PROCESSED_EXCESSIVE:
        return None
    if not _has(before, ReasonsRequested):
        return Words(
            f"{fact.on} 以数量、频次明显超过合理范围不予处理，此前没有要求说明理由",
            f"not processed on {fact.on} as excessive, and no reasons were asked for before",
        )
    given = _last(before, ReasonsGiven)
    if isinstance(given, ReasonsGiven) and given.accepted:
        return Words(
            f"{given.on} 认为理由合理，{fact.on} 又不予处理",
            f"the reasons of {given.on} were found reasonable, yet the request was not processed on {fact.on}",
        )
    return None


def _deferred(before: _Facts, fact: Fact) -> Words | None:
    given = _last(before, ReasonsGiven)
    if isinstance(given, ReasonsGiven) and given.accepted:
        return None
    return Words(
        f"{fact.on} 告知延迟答复，此前没有认为申请理由合理的记录",
        f"the reply was deferred on {fact.on}, and no reasons were found reasonable before",
    )


_REASONS: dict[type[Fact], Callable[[_Facts, Fact], Words | None]] = {Replied: _not_processed, Deferred: _deferred}


def earlier_answer_named(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A repeat is one of a request that was answered (Art. 36(6)): a warning where the earlier case is not named.

    It speaks only of answers that say something of their contents; where they say nothing, nothing is assumed.
    """
    law = law_of(case, on, readings)
    for _, fact in replies(case, on, {Outcome.NOT_PROCESSED_REPEAT}):
        rule = law.find("outcome_not_processed_repeat", fact.on)
        if rule is not None and says_contents(fact) and not fact.earlier_case:
            words = Words(
                f"{fact.on} 以重复申请不予处理，没有记录此前已答复的申请",
                f"not processed on {fact.on} as a repeat, and the request that was answered before is not named",
            )
            return Breach.of(case.number, "earlier_answer_named", rule, None, fact.on, 0, words, warning=True)
    return None


def lapse_on_late_notice(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A request given up for want of a clarification that was itself asked for too late (Art. 30): a warning.

    What a late notice is worth, the Regulation does not say; see the reading ``late_clarification_notice``.
    """
    law = law_of(case, on, readings)
    rule, received_on = law.rule("clarification_notice"), receipt_day(case.received, calendar, readings)
    for n, fact in enumerate(case.facts):
        if not isinstance(fact, Lapsed) or fact.on > on or fact.cause is not LapseCause.CLARIFICATION or not rule.count:
            continue
        asked, last = (
            _first(case.facts[:n], ClarificationRequested),
            calendar.nth_working_day_after(received_on, rule.count, provisional=True),
        )
        if asked is not None and asked.on > last:
            words = Words(
                f"补正告知应于 {last} 前（含当日）作出，实际于 {asked.on} 作出；{fact.on} 据此视为放弃申请",
                f"clarification had to be asked for by {last} and was on {asked.on}; on it rests the lapse of {fact.on}",
            )
            return Breach.of(case.number, "lapse_on_late_notice", rule, last, fact.on, 0, words, warning=True)
    return None


def _has(facts: _Facts, kind: type[Fact]) -> bool:
    return any(isinstance(fact, kind) for fact in facts)


def _first(facts: _Facts, kind: type[Fact]) -> Fact | None:
    return next((fact for fact in facts if isinstance(fact, kind)), None)


def _last(facts: _Facts, kind: type[Fact]) -> Fact | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, kind)), None)
