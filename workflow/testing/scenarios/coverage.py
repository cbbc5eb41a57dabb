"""Which articles and duties have scenarios, and which have none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...law import PROVISIONS, Provision
from ...words import Lang, Words
from .expected import is_under
from .running import Result
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
    """Yield the encoded provisions that an authority names: ``33(3)`` or 条例第三十三条第三款, several with ；."""
    version = result.seen.reply.law if result and result.seen else "ROGI-2019"
    for part in re.split(r"[；;、，]", written):
        for rule in PROVISIONS:
            if is_under(part, rule) and (rule.law != "ROGI" or rule.version == version):
                yield rule


def report(found: Iterable[Touched], lang: Lang = "zh") -> str:
    """Return the table: articles and duties with the number of their scenarios, then those with none."""
    articles: Counter[str] = Counter()
    duties: Counter[str] = Counter()
    for one in found:
        articles.update(one.articles)
        duties.update(one.duties)
    known = list(dict.fromkeys(name(rule) for rule in PROVISIONS))
    every = [*LIMITS, *(duty for duty in breach_names() if duty not in LIMITS)]
    lines = list(_part(Words("条款", "articles"), articles, known, lang))
    return "\n".join([*lines, *_part(Words("义务", "duties"), duties, every, lang)])


def _part(what: Words, counts: Counter[str], known: list[str], lang: Lang) -> Iterator[str]:
    with_any = [one for one in known if counts[one]]
    without = [one for one in known if not counts[one]]
    said = Words("有情形", "with scenarios").say(lang)
    yield f"{what.say(lang)} {said} {len(with_any)}/{len(known)}"
    yield from (f"  {counts[one]:>4}  {_shown(one, lang)}" for one in with_any)
    yield f"{what.say(lang)} {Words('没有情形', 'without').say(lang)} {len(without)}"
    yield from (f"     -  {_shown(one, lang)}" for one in without)


_CITATION = {name(rule): rule.zh_citation() for rule in PROVISIONS}


def _shown(one: str, lang: Lang) -> str:
    if lang == "en":
        return one
    if one in _CITATION:
        return f"{one}  {_CITATION[one]}"
    return f"{one}  {LIMITS.zh(one) if one in LIMITS else breach_names().zh(one)}"
