"""Which articles and duties have scenarios, and which have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from ...law import Law, Provision, Readings
from ...words import Lang, Words
from .expected import is_under
from .running import Result
from .seen import CaseSeen
from .vocabulary import LIMITS, breach_names


class Touched(NamedTuple):
    """What one scenario speaks of: articles, written with the version of their law, and duties."""

    articles: tuple[str, ...]
    duties: tuple[str, ...]


def touched(result: Result) -> Touched:
    """Return the articles of 依据 and of the steps of the limits, and the duties that are asked about."""
    named = (name(rule) for written in result.scenario.authority for rule in cited(written, result))
    return Touched(tuple(dict.fromkeys((*named, *result.articles()))), result.duties())


def name(rule: Provision) -> str:
    """Name an article with the version of its law."""
    return f"{rule.version} {rule.article}"


def cited(written: str, result: Result | None = None) -> Iterator[Provision]:
    """Yield the encoded provisions that an authority names: ``33(3)`` or 条例第三十三条第三款, several with ；.

    Of the Regulation these are the provisions that govern the case, or the newest where there is none.
    """
    law = (result.scenario.readings if result else Readings.default()).law
    day = _governed_on(law, result)
    for part in re.split(r"[；;、，]", written):
        for rule in law.provisions():
            if is_under(part, rule) and (rule.law != "ROGI" or rule.in_force(day)):
                yield rule


def _governed_on(law: Law, result: Result | None) -> date:
    """Return a day on which the Regulation stood as it governs the case of *result*."""
    if result is None or not isinstance(result.seen, CaseSeen):
        return law.versions("reply")[-1].in_force_from
    rule = next(step.rule for step in result.seen.reply.steps if step.op == "count")
    return max(result.seen.case.received_on, rule.in_force_from)


def report(found: Iterable[Touched], lang: Lang = "zh", law: Law | None = None) -> str:
    """Return the table: articles and duties with the number of their scenarios, then those with none.

    The articles are those of the shipped law unless another *law* is given.
    """
    articles: Counter[str] = Counter()
    duties: Counter[str] = Counter()
    for one in found:
        articles.update(one.articles)
        duties.update(one.duties)
    known = {name(rule): rule.zh_citation() for rule in Readings.default().under(law).law.provisions()}
    every = [*LIMITS, *(duty for duty in breach_names() if duty not in LIMITS)]
    called = {one: LIMITS.zh(one) if one in LIMITS else breach_names().zh(one) for one in every}
    lines = list(_part(Words("条款", "articles"), articles, known, lang))
    return "\n".join([*lines, *_part(Words("义务", "duties"), duties, called, lang)])


def _part(what: Words, counts: Counter[str], known: Mapping[str, str], lang: Lang) -> Iterator[str]:
    with_any = [one for one in known if counts[one]]
    without = [one for one in known if not counts[one]]
    said = Words("有情形", "with scenarios").say(lang)
    yield f"{what.say(lang)} {said} {len(with_any)}/{len(known)}"
    yield from (f"  {counts[one]:>4}  {_shown(one, known[one], lang)}" for one in with_any)
    yield f"{what.say(lang)} {Words('没有情形', 'without').say(lang)} {len(without)}"
    yield from (f"     -  {_shown(one, known[one], lang)}" for one in without)


def _shown(one: str, called: str, lang: Lang) -> str:
    return one if lang == "en" else f"{one}  {called}"
