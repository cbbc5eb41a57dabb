"""What the requester may still do against an answer, or against none: reconsideration and litigation.

Limits in calendar days and months, rolled off a last day that is a day off (CPL 85(3), SPC18 48(3)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..events import (
    Fact,
    Lapsed,
    LitigationFiled,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Replied,
)
from ..law import GoverningLaw, Provision, Readings, review_first
from ..outcomes import Outcome
from ..words import Words
from .building import built, counted
from .values import Deadline, Step

# Replies that no court takes on (SPC25 10(2)(4)-(8)); reconsideration stays open for all (ARL 11(14)). A repeat is
# barred only where the first answer supplied the information, which is not recorded (reading repeat_after_refusal).
NOT_SUABLE = {
    Outcome.NOT_PROCESSED_REPEAT: "not_suable_repeat",
    Outcome.REFUSED_REGISTRY_QUERY: "not_suable_registry",
    Outcome.UNAVAILABLE_NEEDS_CREATION: "not_suable_creation",
    Outcome.NOT_PROCESSED_PETITION: "not_suable_petition",
    Outcome.NOT_PROCESSED_PUBLICATION: "not_suable_publication",
}


def windows_after_answer(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows that each reply, or a lapse, opens from the day the requester knows of it."""
    law = GoverningLaw(readings.law, case.received_on)
    for i, fact in enumerate(facts):
        if not isinstance(fact, (Replied, Lapsed)):
            continue
        known, doubts = _known_on(fact)
        if known > on:
            continue
        later = facts[i + 1 :]
        first = _review_first(fact, readings)
        yield from _reconsideration(case, law, known, later, on, calendar, (*doubts, *first))
        yield from _direct_suit(case, fact, known, later, on, calendar, readings, doubts)


def windows_after_decision(
    case: Case, facts: tuple[Fact, ...], on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the 15 days to sue after each reconsideration decision (ALL Art. 45)."""
    law = GoverningLaw(readings.law, case.received_on)
    for i, fact in enumerate(facts):
        if isinstance(fact, ReconsiderationDecided) and (rule := law.find("litigation_after_reconsideration", fact.on)):
            filed = _filed(facts[i + 1 :], after_reconsideration=True)
            yield _window(case, law, "litigation_window", rule, fact.on, filed, on, calendar)


def windows_after_silence(
    case: Case, missed: Deadline, on: date, calendar: WorkCalendar, readings: Readings
) -> Iterator[Deadline]:
    """Yield the windows against a reply that never came, from the end of the missed limit (SPC18 Art. 66)."""
    law, facts = GoverningLaw(readings.law, case.received_on), case.as_of(on).facts
    reviewed = next((f.on for f in facts if isinstance(f, ReconsiderationFiled)), None)
    if rule := law.find("reconsideration_window", missed.due):
        yield _window(case, law, "reconsideration_window", rule, missed.due, reviewed, on, calendar)
    if readings.get("non_reply_remedy") == "review_or_suit" and (rule := law.find("litigation_non_reply", missed.due)):
        filed = _filed(facts, after_reconsideration=False)
        yield _window(case, law, "litigation_window", rule, missed.due, filed, on, calendar)


def _reconsideration(
    case: Case,
    law: GoverningLaw,
    known: date,
    later: tuple[Fact, ...],
    on: date,
    calendar: WorkCalendar,
    doubts: tuple[Words, ...],
) -> Iterator[Deadline]:
    rule = law.find("reconsideration_window", known)
    if rule is not None:
        filed = next((f.on for f in later if isinstance(f, ReconsiderationFiled)), None)
        yield _window(case, law, "reconsideration_window", rule, known, filed, on, calendar, doubts)


def _direct_suit(
    case: Case,
    fact: Replied | Lapsed,
    known: date,
    later: tuple[Fact, ...],
    on: date,
    calendar: WorkCalendar,
    readings: Readings,
    doubts: tuple[Words, ...],
) -> Iterator[Deadline]:
    """Yield the six months to sue directly, unless reconsideration comes first or no court takes it on."""
    law = GoverningLaw(readings.law, case.received_on)
    rule = law.find("litigation_direct", known)
    if rule is None or (isinstance(fact, Replied) and not _suable(fact, law, readings)):
        return
    filed = _filed(later, after_reconsideration=False)
    yield _window(case, law, "litigation_window", rule, known, filed, on, calendar, doubts)


def _review_first(fact: Replied | Lapsed, readings: Readings) -> tuple[Words, ...]:
    """Say that no court takes the answer on before reconsideration (ARL 23, SPC25 10(2)(1))."""
    if isinstance(fact, Replied) and review_first(fact.outcome, fact.on, readings):
        return (Words("应当先申请行政复议（复议前置）", "reconsideration must come first: no direct suit"),)
    return ()


def _suable(fact: Replied, law: GoverningLaw, readings: Readings) -> bool:
    if review_first(fact.outcome, fact.on, readings):
        return False
    barred = NOT_SUABLE.get(fact.outcome)
    return barred is None or law.find(barred, fact.on) is None


def _known_on(fact: Replied | Lapsed) -> tuple[date, tuple[Words, ...]]:
    """Return the day the requester knew: delivery where it is recorded, else the day of the reply, and never before it."""
    if isinstance(fact, Replied) and fact.delivered_on is not None:
        if fact.delivered_on >= fact.on:
            return fact.delivered_on, ()
        early = Words(
            f"送达日 {fact.delivered_on} 早于答复之日，暂自 {fact.on} 起算",
            f"delivered on {fact.delivered_on}, before the reply: counted from {fact.on}",
        )
        return fact.on, (early,)
    if isinstance(fact, Replied) and fact.delivery.value in {"post", "electronic", "entrusted"}:
        unknown = Words(
            f"送达日未记录，暂自 {fact.on} 起算", f"the day of delivery is not recorded: counted from {fact.on}"
        )
        return fact.on, (unknown,)
    return fact.on, ()


def _window(
    case: Case,
    law: GoverningLaw,
    duty: str,
    rule: Provision,
    start: date,
    done: date | None,
    on: date,
    calendar: WorkCalendar,
    doubts: tuple[Words, ...] = (),
) -> Deadline:
    steps = [Step("start", rule, date=start), *counted(calendar, law, rule, start)]
    return built(case.number, duty, on, calendar, steps, done, doubts)


def _filed(later: tuple[Fact, ...], after_reconsideration: bool) -> date | None:
    return next(
        (f.on for f in later if isinstance(f, LitigationFiled) and f.after_reconsideration is after_reconsideration),
        None,
    )


__all__ = ["NOT_SUABLE", "windows_after_answer", "windows_after_decision", "windows_after_silence"]
