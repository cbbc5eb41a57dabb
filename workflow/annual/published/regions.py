"""Regions: where in running text the prose ends and tables II, III and IV begin, by the official headings."""

from __future__ import annotations

import re
from typing import NamedTuple

from .atoms import is_noise, marked
from .source import Line, Place, Source

_HEADS = (
    r"[二2]、\s*主动公开政府信息情况",
    r"第\s*二十\s*条\s*第\s*\(",
    r"[三3]、\s*收到和处理政府信息公开申请情况",
    r"[四4]、\s*(?:因)?\s*政府信息公开.{0,6}复议",
    r"[五5]、\s*(?:政府信息公开工作)?存在",
    r"[六6]、\s*其他需要报告",
)
_BREAK = re.compile(f"(?<=.)(?={'|'.join(_HEADS)})")
_SECOND = re.compile(r"主动公开政府信息情况\s*$|第\s*二十\s*条\s*第\s*\(")
_THIRD = re.compile(r"收到和处理政府信息公开申请情况|勾稽关系为|本年新收政府信息公开申请")
_FOURTH = re.compile(r"政府信息公开.{0,6}复议.{0,3}行政诉讼(?:案件)?情况|^\s*[四4]、.{0,12}复议")
_FIFTH = re.compile(r"[五5]、\s*(?:政府信息公开工作)?存在|^\s*存在的主要问题|[六6]、\s*其他需要报告")

_ITEM = re.compile(r"^\s*第\s*二十\s*条\s*第\s*\(([五六八九])\)")
_PROSE = 20  # characters; a line of prose is longer, a cell of table II is not


class Text(NamedTuple):
    """Running text in one spelling: lines that break at headings, the place of each, and where regions begin.

    ``second``, ``third``, ``fourth`` and ``fifth`` are the numbers of the lines with which tables II, III, IV
    and section 五 begin, each at least the one before; the number of lines where a region is not there.
    """

    lines: tuple[str, ...]
    places: tuple[Place, ...]
    second: int
    third: int
    fourth: int
    fifth: int

    @property
    def prose(self) -> list[tuple[str, Place]]:
        """Return the lines before table II and from section 五 on."""
        numbers = [*range(self.second), *range(self.fifth, len(self.lines))]
        return [(self.lines[n], self.places[n]) for n in numbers]


def text_of(source: Source) -> Text:
    """Return the running text of *source*, cut into its regions."""
    broken = [(part, line.place) for line in source.lines for part in _broken(line)]
    lines, places = tuple(part for part, _ in broken), tuple(place for _, place in broken)
    second = _first(_SECOND, lines, 0)
    if _is_part(lines[: second + 1]):
        second = 0
    third = _first(_THIRD, lines, 0 if second == len(lines) else second)
    fourth = _first(_FOURTH, lines, min(third + 1, len(lines)))
    if second == len(lines):
        second = min(third, fourth)
    fifth = _first(_FIFTH, lines, min(second, third, fourth))
    return Text(lines, places, second, min(third, fifth), min(fourth, fifth), fifth)


def _is_part(lines: tuple[str, ...]) -> bool:
    """Whether table II has begun before the first heading in it: a later item of Art. 20 after short lines alone."""
    item = _ITEM.search(lines[-1]) if lines else None
    return item is not None and item[1] != "一" and all(len(line) < _PROSE for line in lines)


def _broken(line: Line) -> list[str]:
    text = marked(line.text)
    return [part for part in _BREAK.split(text) if part.strip() and not is_noise(part)]


def _first(pattern: re.Pattern[str], lines: tuple[str, ...], start: int) -> int:
    return next((n for n in range(start, len(lines)) if pattern.search(lines[n])), len(lines))
