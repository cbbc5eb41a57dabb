"""Cited: which article of the Regulation an answer means by the text that it cites, however people write it.

``16(2)``, ``16 （2）``, ``第十六条第二款``, ``条例第16条第2款`` and ``ROGI 16(2)`` are one article; one of another law,
《档案法》第十四条, is none of the Regulation.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..names import plain_name
from .statute import Provision, zh_number

_NUMBERS = {zh_number(n): n for n in range(1, 100)}
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TITLE = r"(?:本条例|(?:(?:中华人民共和国)?政府信息公开)?条例|rogi)(?:[-(〔]?(?P<year>20\d\d)年?(?:修[订正])?[)〕]?)?"
_PART = rf"(?:第?\(?{_NUMBER}\)?[款项]|第?\({_NUMBER}\))"
_CITED = re.compile(rf"(?:{_TITLE})?第?(?P<article>{_NUMBER})条?(?P<parts>{_PART}{{0,2}})")
_PARAGRAPH = re.compile(rf"第?\(?{_NUMBER}\)?款")
_MARKS = str.maketrans("", "", "《》“”\"'")
_BETWEEN = re.compile(r"(?<=[条款项)\d])(?:[、,;/]|以?及|[和与])")


class Citation(NamedTuple):
    """An article of the Regulation as it was cited: its number, those of its paragraph and item, and the year named."""

    article: int
    parts: tuple[int, ...] = ()
    of_paragraph: bool = False
    year: int | None = None

    def touches(self, rule: Provision) -> bool:
        """Tell whether it is the article of *rule*, a part of it, or what it is a part of: 36 of 36(4), never 3."""
        if self.year is not None and not rule.version.endswith(str(self.year)):
            return False
        own = read(rule.article)[0] if rule.law == "ROGI" else None
        if own is None or own.article != self.article:
            return False
        one_paragraph = rule.bracket == "项" and len(own.parts) == 1  # its items need no 第一款 before them
        first = self.parts[:1] == (1,) and (self.of_paragraph or len(self.parts) > 1)
        parts = self.parts[1:] if one_paragraph and first else self.parts
        return all(a == b for a, b in zip(parts, own.parts, strict=False))


def read(text: str) -> tuple[Citation, ...]:
    """Return the articles of the Regulation that *text* cites; ``()`` where any of it is another law's or unclear.

    An item behind another is one of the same article, as in 第三十六条第（四）、（五）项.
    """
    citations: list[Citation] = []
    for piece in _BETWEEN.split(plain_name(text).translate(_MARKS)):
        found = _CITED.fullmatch(piece)
        if found is not None:
            citations.append(_citation(found))
        elif citations and citations[-1].parts and re.fullmatch(_PART, piece):
            citations.append(citations[-1]._replace(parts=(*citations[-1].parts[:-1], *_numbers(piece))))
        else:
            return ()
    return tuple(citations)


def _citation(match: re.Match[str]) -> Citation:
    parts, year = match["parts"], match["year"]
    of_paragraph = _PARAGRAPH.match(parts) is not None
    return Citation(_number(match["article"]), _numbers(parts), of_paragraph, int(year) if year else None)


def _numbers(parts: str) -> tuple[int, ...]:
    return tuple(_number(n) for n in re.findall(_NUMBER, parts))


def _number(text: str) -> int:
    """Return a number in figures or in Chinese; 0, which no article has, for one written as none is."""
    return int(text) if text.isdecimal() else _NUMBERS.get(text, 0)


__all__ = ["Citation", "read"]
