"""Searching: which provisions somebody means who names a law by its title, or an article without saying of which law."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .statute import Provision

_PLAIN = str.maketrans({"（": "(", "）": ")", "《": "", "》": ""})
_QUOTED = re.compile(r"《(?P<title>.*)》")
# A title, an article behind it, or both; an article in figures stands alone.
_ASKED = re.compile(r"(?P<title>.*?)\s*(?P<article>第[零一二三四五六七八九十百]+[条点].*|(?<!\S)\d+(?:\(\d+\)){0,2})?")
_SHORTEST = 2
"""How many characters of a title must be given, so that a slip of the hand does not find a law."""


def searched(provisions: Iterable[Provision], text: str) -> tuple[Provision, ...]:
    """Return the *provisions* of the law, the version or the article that *text* names; none is ``()``.

    A title may be shortened from the left (行政复议法), and an article follow it (行政复议法第二十条); an article alone,
    第七十五条 or 75, is that of every law that has one.
    """
    found = _ASKED.fullmatch(text.strip().translate(_PLAIN))
    if found is None or not (found["title"] or found["article"]):
        return ()
    named = tuple(provisions)
    if found["title"]:
        named = _of_law(named, found["title"].strip())
    return tuple(p for p in named if found["article"] is None or _has(p, found["article"]))


def _of_law(provisions: tuple[Provision, ...], title: str) -> tuple[Provision, ...]:
    """Return those of the law that is so called: of which it is the version, or how its title ends, or a part of it."""
    if len(title) < _SHORTEST:
        return ()
    called = tuple(p for p in provisions if title in (p.law, p.version) or _name(p).endswith(title))
    return called or tuple(p for p in provisions if title in p.zh_title().translate(_PLAIN))


def _name(p: Provision) -> str:
    found = _QUOTED.search(p.title)
    return (found["title"] if found else p.title).translate(_PLAIN)


def _has(p: Provision, article: str) -> bool:
    """Say whether *article*, in Chinese or in figures, is that of *p* or holds it."""
    if article.startswith("第"):
        return p.zh_article().startswith(article)
    number = p.article.rpartition(" ")[2]
    return number == article or number.startswith(f"{article}(")


__all__ = ["searched"]
