"""Contents of an answer: what it must tell the requester (Art. 36; 行政复议法 20, 23; its regulation).

Where the case says nothing of what an answer told, nothing is assumed, but for the organ that is named (Art. 36(5)).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..clock.transition import law_of
from ..events import Replied
from ..law import GoverningLaw, Provision, Readings, review_first
from ..law.before_court import ReviewFirst
from ..law.cited import Citation, read
from ..outcomes import Outcome
from ..words import Words
from .breach import Breach
from .replies import replies, says_contents

# An answer that gives all that was asked for burdens nobody, so that remedies need not be told.
_NO_BURDEN = frozenset({Outcome.GRANTED, Outcome.GRANTED_ALREADY_PUBLIC, Outcome.OTHER})


def remedies_told(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """An answer that may burden tells the right to reconsideration, the organ and the period (实施条例 17; 2026: 25)."""
    for fact in _telling(case, on):
        rule = readings.law.find("reconsideration_telling", fact.on)
        if rule is None or fact.remedies_told or fact.outcome in _NO_BURDEN:
            continue
        words = Words(
            f"{fact.on} 的答复{_not(fact.remedies_told)}告知申请行政复议的权利、机关和期限",
            f"the reply of {fact.on} {_nothing_en(fact.remedies_told)} of the right to reconsideration, the organ and the period",
        )
        return _of(case, "remedies_told", rule, fact, words, warning=fact.remedies_told is None)
    return None


def review_first_told(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Where reconsideration must come before a suit, the answer says so (行政复议法 23(2)); inferred, it is a warning."""
    for fact in _telling(case, on):
        gate = review_first(fact.outcome, fact.on, readings, fact.articles)
        rule = readings.law.find("review_first_notice", fact.on)
        if rule is None or not gate or fact.review_first_told:
            continue
        doubtful = gate is ReviewFirst.INFERRED or fact.review_first_told is None
        words = Words(
            f"{fact.on} 的答复{_not(fact.review_first_told)}告知应当先申请行政复议（复议前置）",
            f"the reply of {fact.on} {_nothing_en(fact.review_first_told)} of reconsideration having to come first",
        )
        return _of(case, "review_first_told", rule, fact, words, warning=doubtful)
    return None


def articles_cited(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """An answer cites the article that its outcome rests on (Art. 36(3) 说明理由; practice of the courts): a warning.

    A partial grant may cite the ground of what it withholds, a refusal under the Regulation of 2007 whatever article of it
    says what is not disclosed. Of an outcome that the Regulation of 2007 does not know, an article of 2019 is told.
    """
    law = law_of(case, on, readings)
    for fact in _telling(case, on):
        rule = law.find(f"outcome_{fact.outcome}", fact.on)
        if fact.outcome in _NO_BURDEN or (rule is not None and rule.law != "ROGI"):
            continue
        cited = [citation for text in fact.articles for citation in read(text)]
        if rule is not None and not any(_fits(citation, rule, fact.outcome, law) for citation in cited):
            return _of(case, "articles_cited", rule, fact, _miscited(fact, rule), warning=True)
        kinds = law.find("answers", fact.on)
        if rule is None and kinds is not None and _of_a_newer(fact.outcome, cited, law):
            return _of(case, "articles_cited", kinds, fact, _unknown_to(fact, kinds), warning=True)
    return None


def _fits(citation: Citation, rule: Provision, outcome: Outcome, law: GoverningLaw) -> bool:
    """Tell whether what is cited is the article of the outcome, a part of it or what it is a part of, or may be its ground."""
    if citation.touches(rule):
        return True
    if outcome is Outcome.PARTLY_GRANTED:
        withheld = (law.find(f"outcome_{other}") for other in Outcome if other not in _NO_BURDEN)
        if any(ground is not None and citation.touches(ground) for ground in withheld):
            return True
    return _ground_of_2007(citation, outcome, law)


def _ground_of_2007(citation: Citation, outcome: Outcome, law: GoverningLaw) -> bool:
    """Tell whether what is cited may be why something is not disclosed under the Regulation of 2007.

    It says so before Art. 20, on how a request is made; not all of these articles are encoded. One that has the very
    paragraph that the Regulation of 2019 has for the outcome is of that one.
    """
    refusal, request = law.find("refusal"), law.find("request_content")
    if law.find("answers") is None or refusal is None or request is None:
        return False
    if outcome.startswith("refused") and citation.touches(refusal):
        return True
    newest = read(law.law.versions(f"outcome_{outcome}")[-1].article)
    newer = bool(citation.parts) and newest == (citation._replace(of_paragraph=False),)
    of_another_year = citation.year is not None and not refusal.version.endswith(str(citation.year))
    return citation.article < read(request.article)[0].article and not newer and not of_another_year


def _of_a_newer(outcome: Outcome, cited: list[Citation], law: GoverningLaw) -> bool:
    """Tell whether what is cited is the article that a newer Regulation has for an outcome that this one does not know."""
    id = f"outcome_{outcome}"
    newer = law.law.versions(id) if id in law.law else ()
    return any(citation.touches(rule) for citation in cited for rule in newer)


def _miscited(fact: Replied, rule: Provision) -> Words:
    cites_zh, cites_en = _cites(fact)
    return Words(
        f"{fact.on} 的答复{cites_zh}，其办理结果依据{rule.zh_citation()}",
        f"the reply of {fact.on} {cites_en}; its outcome rests on {rule.citation('en')}",
    )


def _unknown_to(fact: Replied, kinds: Provision) -> Words:
    cites_zh, cites_en = _cites(fact)
    return Words(
        f"{fact.on} 的答复{cites_zh}；适用的{kinds.zh_title()}没有规定此种办理结果，答复的种类见{kinds.zh_article()}",
        f"the reply of {fact.on} {cites_en}; the Regulation that governs it, {kinds.version}, has no such outcome: for the "
        f"kinds of replies see its {kinds.article}",
    )


def _cites(fact: Replied) -> Words:
    if not fact.articles:
        return Words("没有记录援引的条款", "is not recorded to cite an article")
    return Words(f"引用了{'、'.join(fact.articles)}", f"cites {', '.join(fact.articles)}")


def referred(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Who is not responsible names the organ that is, where it can be told (Art. 36(5); 2007: 21(3)): a warning."""
    law = law_of(case, on, readings)
    for _, fact in replies(case, on, {Outcome.UNAVAILABLE_NOT_RESPONSIBLE}):
        rule = law.find("outcome_unavailable_not_responsible", fact.on)
        if rule is not None and not fact.referred_to:
            words = Words(
                f"{fact.on} 答复不属于本机关负责公开，没有记录负责公开的机关；能够确定的，应当告知其名称、联系方式",
                f"answered on {fact.on} as the duty of another organ, which is not named; where it can be told it must be",
            )
            return _of(case, "referred", rule, fact, words, warning=True)
    return None


def _telling(case: Case, on: date) -> Iterator[Replied]:
    """Yield the replies by the day *on* that say something of their contents."""
    yield from (fact for _, fact in replies(case, on) if says_contents(fact))


def _not(told: bool | None) -> str:
    return "没有记录是否" if told is None else "没有"


def _nothing_en(told: bool | None) -> str:
    return "is not recorded to have told" if told is None else "did not tell"


def _of(case: Case, duty: str, rule: Provision, fact: Replied, words: Words, *, warning: bool) -> Breach:
    return Breach.of(case.number, duty, rule, None, fact.on, 0, words, warning=warning)
