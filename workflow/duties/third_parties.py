"""Third parties (Art. 32; 2007: Art. 23): asked before a refusal, waited for, heard, and told of what is disclosed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..calendar import WorkCalendar
from ..case import Case
from ..clock.consultations import answered_on, is_to, served_on
from ..clock.transition import law_of
from ..events import (
    Fact,
    Ground,
    GroundFound,
    Position,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyTold,
)
from ..law import GoverningLaw, Readings
from ..numbers import folded
from ..outcomes import Outcome
from ..third_parties import DISCLOSED, OBJECTIONS, objecting, was_told
from ..words import Words
from .breach import Breach
from .replies import replies


def consulted_before_refusal(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A third party must be asked in writing before information is withheld for its sake (Art. 32; 2007: Art. 23)."""
    law = law_of(case, on, readings)
    for before, fact in replies(case, on, {Outcome.REFUSED_THIRD_PARTY}):
        rule = law.find("third_party_consultation", fact.on)
        if rule is not None and not any(isinstance(other, ThirdPartyConsulted) for other in before):
            words = Words(
                f"{fact.on} 以损害第三方合法权益为由不予公开，此前没有书面征求第三方的意见",
                f"withheld on {fact.on} for the sake of a third party, which was never asked",
            )
            return Breach.of(case.number, "consulted_before_refusal", rule, None, fact.on, 0, words)
    return None


def consultation_contradicted(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Withholding for the sake of third parties that all agreed to disclosure wants a look: a warning (Art. 32; 2007: 23).

    One that was asked and said nothing may be the one that is protected: then nothing is assumed.
    """
    law = law_of(case, on, readings)
    for before, fact in replies(case, on, {Outcome.REFUSED_THIRD_PARTY}):
        rule, names = law.find("third_party_objection", fact.on), _all_agreed(before)
        if rule is not None and names:
            words = Words(
                f"{'、'.join(names)} 同意公开，{fact.on} 仍以损害第三方合法权益为由不予公开",
                f"withheld on {fact.on} for the sake of a third party, though {', '.join(names)} agreed to disclosure",
            )
            return Breach.of(case.number, "consultation_contradicted", rule, None, fact.on, 0, words, warning=True)
    return None


def _all_agreed(before: tuple[Fact, ...]) -> tuple[str, ...]:
    """Return the third parties where the last word of each that was asked is agreement; else none."""
    last = {folded(fact.party): fact for fact in before if isinstance(fact, (ThirdPartyConsulted, ThirdPartyAnswered))}
    agreed = [f for f in last.values() if isinstance(f, ThirdPartyAnswered) and f.position is Position.AGREES]
    return tuple(f.party for f in agreed) if len(agreed) == len(last) else ()


def waited_for_third_party(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Nothing is disclosed while a third party that was asked has time left to answer (Art. 32).

    A warning where a part was granted only: whether it touched the third party, the case does not say.
    """
    law = law_of(case, on, readings)
    for before, fact in replies(case, on, DISCLOSED):
        for party, last in _running(before, fact.on, calendar, law):
            words = Words(
                f"{fact.on} 予以公开时，{party} 提出意见的期限至 {last}（含当日）尚未届满，也没有提出意见",
                f"disclosed on {fact.on}, while {party} had until {last}, included, to answer and had not",
            )
            doubtful, rule = fact.outcome is not Outcome.GRANTED, law.rule("third_party_answer", fact.on)
            return Breach.of(case.number, "waited_for_third_party", rule, last, fact.on, 0, words, warning=doubtful)
    return None


def _running(
    before: tuple[Fact, ...], day: date, calendar: WorkCalendar, law: GoverningLaw
) -> Iterator[tuple[str, date]]:
    """Yield each third party that has not answered and whose time has not run out before *day*, with its last day."""
    for n, fact in enumerate(before):
        if isinstance(fact, ThirdPartyConsulted):
            last = _last_day(fact, calendar, law)
            if last is not None and last >= day and answered_on(fact, before[n + 1 :]) is None:
                yield fact.party, last


def _last_day(asked: ThirdPartyConsulted, calendar: WorkCalendar, law: GoverningLaw) -> date | None:
    """Return the last day on which a third party may answer; ``None`` under the Regulation of 2007, which named no time."""
    rule = law.find("third_party_answer", asked.on)
    if rule is None or rule.count is None:
        return None
    return calendar.nth_working_day_after(served_on(asked), rule.count, provisional=True)


def consultation_ignored(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Disclosing against what a third party said last wants a ground of public interest: a warning (Art. 32; 2007: a breach).

    The ground is a fact (``ground_found``); a word of it in a note is none. Whether reasons are good ones is judged; the
    Regulation of 2007 asked for none (Art. 23), so that there only a partial grant, which may not touch the party, is a
    warning. What comes after the 15 working days binds nobody: the organ decides by itself.
    """
    law = law_of(case, on, readings)
    reasoned = _heeded(law) != OBJECTIONS
    for before, fact in replies(case, on, DISCLOSED):
        party, late = next(_objections(before, calendar, law), (None, None))
        if party is not None and not _of_public_interest(before, fact.on):
            id = "third_party_objection" if late is None else "third_party_silence"
            words = _granted_all_the_same(party, reasoned) if late is None else _objected_late(party, late)
            rule = law.rule(id, fact.on)
            doubtful = reasoned or late is not None or fact.outcome is not Outcome.GRANTED
            return Breach.of(case.number, "consultation_ignored", rule, None, fact.on, 0, words, warning=doubtful)
    return None


def third_party_told(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A third party against whose reasons information is disclosed must be told so in writing (Art. 32; 2007: Art. 23).

    It speaks only of cases that record a ground, or that a third party was told; of others nothing is assumed. A warning
    where a part was granted only, or where the third party objected after its time.
    """
    law = law_of(case, on, readings)
    known = [fact for fact in case.facts if fact.on <= on]
    if not any(isinstance(fact, (GroundFound, ThirdPartyTold)) for fact in case.facts):
        return None
    for before, fact in replies(case, on, DISCLOSED):
        rule = law.find("public_interest", fact.on)
        objections = (found for found in _objections(before, calendar, law) if not was_told(known, found.party))
        untold, late = next(objections, (None, None))
        if untold is not None and rule is not None:
            words = Words(
                f"{untold} 不同意公开，{fact.on} 仍予公开，没有书面告知其决定公开的内容和理由",
                f"disclosed on {fact.on} against {untold}, which was not told in writing what is disclosed and why",
            )
            doubtful = fact.outcome is not Outcome.GRANTED or late is not None
            return Breach.of(case.number, "third_party_told", rule, None, fact.on, 0, words, warning=doubtful)
    return None


class _Objection(NamedTuple):
    """A third party that objected last, and the last day of its time where every objection of it came after that."""

    party: str
    late: date | None


def _objections(before: tuple[Fact, ...], calendar: WorkCalendar, law: GoverningLaw) -> Iterator[_Objection]:
    """Yield the third parties that stand against a disclosure, those that said so in time first."""
    found = [_Objection(party, _too_late(before, party, calendar, law)) for party in objecting(before, _heeded(law))]
    yield from sorted(found, key=lambda objection: objection.late is not None)


def _too_late(before: tuple[Fact, ...], party: str, calendar: WorkCalendar, law: GoverningLaw) -> date | None:
    """Return the last day of the time of *party* where it objected after that and not before, else ``None``."""
    heeded, over = _heeded(law), None
    for n, fact in enumerate(before):
        if isinstance(fact, ThirdPartyAnswered) and folded(fact.party) == folded(party) and fact.position in heeded:
            asked = [f for f in before[:n] if isinstance(f, ThirdPartyConsulted) and is_to(fact, f)]
            over = max((day for f in asked if (day := _last_day(f, calendar, law)) is not None), default=None)
            if over is None or fact.on <= over:
                return None
    return over


def _heeded(law: GoverningLaw) -> frozenset[Position]:
    """Return the answers that stand against a disclosure: with reasons, where the law asks for them (2007 did not)."""
    return OBJECTIONS if law.find("third_party_reasons") is None else frozenset({Position.OBJECTS_WITH_REASONS})


def _of_public_interest(before: tuple[Fact, ...], day: date) -> bool:
    return any(
        isinstance(fact, GroundFound) and fact.ground is Ground.PUBLIC_INTEREST and fact.on <= day for fact in before
    )


def _granted_all_the_same(party: str, reasoned: bool) -> Words:
    because = Words("且说明理由", " with reasons") if reasoned else Words("", "")
    return Words(
        f"{party} 不同意公开{because.zh}，仍予公开，没有认定不公开可能对公共利益造成重大影响的记录",
        f"{party} objected{because.en}, yet the information was disclosed and no public interest was found",
    )


def _objected_late(party: str, last: date) -> Words:
    return Words(
        f"{party} 在提出意见的期限 {last}（含当日）届满后才不同意公开：是否公开由行政机关自行决定，请核对公开是否损害其合法权益",
        f"{party} objected only after {last}, the last day of its time: the organ decides by itself whether to disclose, "
        "and wants to see whether that harms the third party",
    )
