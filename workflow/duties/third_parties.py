"""Third parties (Art. 32; 2007: Art. 23): asked before a refusal, waited for, heard, and told of what is disclosed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..clock.consultations import answered_on, served_on
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
        rule = law.find("third_party_answer", fact.on) if isinstance(fact, ThirdPartyConsulted) else None
        if not isinstance(fact, ThirdPartyConsulted) or rule is None or rule.count is None:
            continue  # the Regulation of 2007 named no time
        last = calendar.nth_working_day_after(served_on(fact), rule.count, provisional=True)
        if last >= day and answered_on(fact, before[n + 1 :]) is None:
            yield fact.party, last


def consultation_ignored(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Disclosing against what a third party said last wants a ground of public interest: a warning (Art. 32).

    The ground is a fact (``ground_found``); a word of it in a note is none. The Regulation of 2007 asked the third
    party for no reasons (Art. 23).
    """
    law = law_of(case, on, readings)
    heeded = _heeded(law)
    for before, fact in replies(case, on, DISCLOSED):
        party = next(objecting(before, heeded), None)
        if party is not None and not _of_public_interest(before, fact.on):
            words, rule = _granted_all_the_same(party, heeded != OBJECTIONS), law.rule("third_party_objection", fact.on)
            return Breach.of(case.number, "consultation_ignored", rule, None, fact.on, 0, words, warning=True)
    return None


def third_party_told(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """A third party against whose reasons information is disclosed must be told so in writing (Art. 32; 2007: Art. 23).

    It speaks only of cases that record a ground, or that a third party was told; of others nothing is assumed.
    """
    law = law_of(case, on, readings)
    known = [fact for fact in case.facts if fact.on <= on]
    if not any(isinstance(fact, (GroundFound, ThirdPartyTold)) for fact in case.facts):
        return None
    for before, fact in replies(case, on, DISCLOSED):
        rule = law.find("public_interest", fact.on)
        untold = next((party for party in objecting(before, _heeded(law)) if not was_told(known, party)), None)
        if untold is not None and rule is not None:
            words = Words(
                f"{untold} 不同意公开，{fact.on} 仍予公开，没有书面告知其决定公开的内容和理由",
                f"disclosed on {fact.on} against {untold}, which was not told in writing what is disclosed and why",
            )
            doubtful = fact.outcome is not Outcome.GRANTED
            return Breach.of(case.number, "third_party_told", rule, None, fact.on, 0, words, warning=doubtful)
    return None


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
