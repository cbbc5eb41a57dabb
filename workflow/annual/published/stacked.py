"""Stacked: a file that holds one report after another is cut where the next begins, so that no figures mix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from .plain import plain_text
from .source import Block, Grid, Line, Source
from .title import bare_title, headed

_FIRST = re.compile(r"^\s*一、\s*(?:总体情况|概述|总体概况)")
_SECOND = re.compile(r"^\s*二、\s*主动公开政府信息情况")
_RECEIVED = re.compile(r"本年新收政府信息公开申请(?:数量)?(?![数一-鿿])")
_CARRIED = re.compile(r"结转下年度?继续办理(?![一-鿿。,;])")
_FOURTH = re.compile(r"^\s*四、\s*(?:因)?政府信息公开.{0,6}复议|^\s*五、.{0,12}存在")
_MARKS = re.compile(r"总体情况|主动公开|政府信息公开|年报|概况|概述|结转下年|存在")
_RUN = re.compile(r"(?:^|(?<=[\s。]))[^\s。]{2,40}?20[0-4]\d年度?的?政府信息公开(?:工作)?年度报告")
_PATTERNS = (
    ("heading", _FIRST),
    ("heading", _SECOND),
    ("received", _RECEIVED),
    ("carried", _CARRIED),
    ("carried", _FOURTH),
)
_LONG = 80  # characters; a title in a longer stretch of prose is a mention


class Spot(NamedTuple):
    """Where a report may begin: the number of the block, and the row of a grid or the character of a line in it."""

    block: int
    at: int


class Mark(NamedTuple):
    """What stands at a spot: a ``title`` (whose and of which year), a ``heading``, a ``sheet``, ``received``, ``carried``."""

    kind: str
    spot: Spot
    said: tuple[object, ...] = ()


def opens(text: str) -> bool:
    """Whether *text* is a title or a heading with which a report, or a part of one, begins."""
    plain = plain_text(text)
    return len(plain) <= _LONG and (headed(plain) is not None or re.match(r"\s*[一二三四五六]、", plain) is not None)


def apart(source: Source) -> tuple[Source, ...]:
    """Return the reports that stand one after another in *source*, in order, or *source* alone.

    A report begins with a title of another organ or year, with section 一 or 二, or with a worksheet, where
    table III of the report before has ended and another follows.
    """
    spots = list(_beginnings(list(_marks(source))))
    if not spots:
        return (source,)
    edges = [Spot(0, 0), *spots, Spot(len(source.blocks), 0)]
    parts = [tuple(_between(source.blocks, first, end)) for first, end in pairwise(edges)]
    # What is said about a file is said about its first report, if about any.
    return tuple(source._replace(blocks=part, hints=source.hints if not n else ()) for n, part in enumerate(parts))


def _beginnings(marks: list[Mark]) -> Iterator[Spot]:
    """Yield where the second report and those after it begin."""
    opened, ended, begun, title = False, False, None, next((mark.said for mark in marks if mark.kind == "title"), None)
    settled = False
    for mark in marks:
        if mark.kind == "carried":
            ended = opened
        elif mark.kind == "received":
            if begun is not None:
                yield begun.spot
                title = begun.said or title
            opened, ended, begun, settled = True, False, None, False
        elif ended and mark.kind == "title" and not settled and mark.said not in (title, begun and begun.said):
            begun = mark if begun is None or begun.kind == "title" else begun._replace(said=mark.said)
        elif ended and mark.kind != "title":
            begun, settled = begun or mark, mark.kind == "heading"


def _marks(source: Source) -> Iterator[Mark]:
    """Yield the marks of *source* in order; where tables stand in lines too, as in a PDF, the lines have them."""
    lined = any(_RECEIVED.search(plain_text(line.text)) for line in source.lines)
    sheet, above = None, ""
    for number, block in enumerate(source.blocks):
        if isinstance(block, Line):
            if block.place.sheet != sheet:
                sheet = block.place.sheet
                yield Mark("sheet", Spot(number, 0))
            yield from _in_line(block.text, above, number)
            above = block.text
            continue
        above = ""
        if not lined:
            for row, cells in enumerate(block.rows):
                for cell in cells:
                    yield from (mark._replace(spot=Spot(number, row)) for mark in _in_line(cell.text, "", number))


def _in_line(text: str, above: str, number: int) -> Iterator[Mark]:
    """Yield the marks in a line in order; a title that begins in the line *above* begins there."""
    if len(text) <= _LONG:
        text, above = plain_text(text), plain_text(above)
    if not _MARKS.search(text):
        return
    found = [
        (match.start(), Mark(kind, Spot(number, 0))) for kind, pattern in _PATTERNS for match in pattern.finditer(text)
    ]
    found += [(start, Mark("title", spot, said)) for start, spot, said in _titles(text, above, number)]
    yield from (mark for _, mark in sorted(found, key=lambda each: each[0]))


def _titles(text: str, above: str, number: int) -> Iterator[tuple[int, Spot, tuple[object, ...]]]:
    """Yield the titles in a line: the line itself, or what begins a report of which all stands in the line."""
    if len(text) > _LONG:
        for match in _RUN.finditer(text) if _RECEIVED.search(text) else ():
            if said := headed(match[0]):
                yield match.start(), Spot(number, match.start()), said
        return
    if said := headed(text):
        yield 0, Spot(number, 0), said
    elif year := bare_title(text):
        said = headed(f"{above}\n{text}") if len(above) <= _LONG else None
        yield 0, Spot(number - bool(said), 0), said or (None, year)


def _between(blocks: tuple[Block, ...], first: Spot, end: Spot) -> Iterator[Block]:
    for number in range(first.block, min(end.block + 1, len(blocks))):
        block = blocks[number]
        start = first.at if number == first.block else 0
        stop = end.at if number == end.block else None
        if stop == 0:
            continue
        if isinstance(block, Grid):
            yield Grid(block.rows[start:stop])
        else:
            yield block._replace(text=block.text[start:stop])
