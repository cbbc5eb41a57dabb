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
from ..law import GoverningLaw, Provision, Readings, new_procedure_from, review_first
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

    Of the Regulation of 2007 not every ground is encoded: there only an article of the Regulation of 2019 is told.
    """
    law = law_of(case, on, readings)
    for fact in _telling(case, on):
        rule = law.find(f"outcome_{fact.outcome}", fact.on)
        if rule is None or rule.law != "ROGI" or fact.outcome in _NO_BURDEN or _cited(fact, rule, law, readings):
            continue
        listed_zh, listed_en = "、".join(fact.articles) or "没有条款", ", ".join(fact.articles) or "no article"
        words = Words(
            f"{fact.on} 的答复引用了{listed_zh}，其办理结果依据 {rule.article}",
            f"the reply of {fact.on} cites {listed_en}; its outcome rests on {rule.article}",
        )
        return _of(case, "articles_cited", rule, fact, words, warning=True)
    return None


def _cited(fact: Replied, rule: Provision, law: GoverningLaw, readings: Readings) -> bool:
    """Tell whether one of the articles cited is that of *rule*, a part of it, or what it is a part of.

    Under the Regulation of 2007, whether none of them is plainly of a newer one.
    """
    citations = [citation for text in fact.articles for citation in read(text)]
    if any(citation.touches(rule) for citation in citations):
        return True
    old = law.governed_on < new_procedure_from(readings)
    return old and not any(_of_a_newer(citation, rule, law) for citation in citations)


def _of_a_newer(citation: Citation, rule: Provision, law: GoverningLaw) -> bool:
    """Tell whether an article can only be of a newer Regulation: by its year, its number, or as the very item of this outcome."""
    last, newest = law.find("commencement"), law.law.versions(rule.id)[-1]
    beyond = last is not None and citation.article > int(last.article)
    by_year = citation.year is not None and not rule.version.endswith(str(citation.year))
    items = bool(citation.parts) and newest is not rule
    return beyond or by_year or (items and read(newest.article) == (citation._replace(of_paragraph=False),))


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
