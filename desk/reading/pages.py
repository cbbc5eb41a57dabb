"""HTML: tables as grids with their spans, what stands outside them as lines, titles and comments as hints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from workflow.annual.published import Cell, Grid, Line, Place, Source
from workflow.annual.published.source import Block

from .encodings import decoded
from .refusals import pictured

_SKIPPED = frozenset(("script", "style", "head", "noscript", "template", "svg"))
_INLINE = frozenset(
    (
        "a",
        "abbr",
        "b",
        "bdi",
        "big",
        "em",
        "font",
        "i",
        "ins",
        "label",
        "mark",
        "o:p",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "u",
    )
)
_MOST_SPAN = 60
_END = re.compile(r"(?<=</html>)", re.IGNORECASE)


def source(content: bytes, suffix: str) -> Source:
    """Return the blocks of a page. Markup that is broken is read as a browser would: as far as it goes."""
    import lxml.etree
    import lxml.html

    text = decoded(content).replace("\0", "")
    if not text.strip():
        return Source(())
    walker, roots = _Walker(), []
    for page, before in _pages(_undeclared(text)):
        parser = lxml.html.HTMLParser(huge_tree=True, recover=True)
        try:
            roots.append(lxml.html.document_fromstring(page, parser=parser))
        except lxml.etree.ParserError:
            continue  # half a tag, or a comment, in which there is nothing to read
        walker.before = before
        walker.walk(roots[-1])
        walker.end_line()
    comments = tuple(comment for root in roots for comment in _comments(root))
    titles = tuple("".join(map(str, title.itertext())) for root in roots for title in root.iter("title"))
    pictures = sum(1 for root in roots for _ in root.iter("img"))
    return Source(tuple(walker.blocks), (*titles, *comments), cut=_broken_off(text), unread=pictured(pictures))


def _pages(text: str) -> Iterator[tuple[str, int]]:
    """Yield the pages that stand one after another in a file, each with the number of lines before it.

    What follows the end of a page would be lost in the parser.
    """
    before = 0
    for page in _END.split(text):
        if page.strip():
            yield page, before
        before += page.count("\n")


def _broken_off(text: str) -> bool:
    """Whether a page ends in a table: one is opened and not closed, and neither is the page."""
    low = text.lower()
    closed = "</body" in low or "</html" in low
    return not closed and len(re.findall(r"<table\b", low)) > low.count("</table")


def _undeclared(text: str) -> str:
    """Take an XML declaration off: text that is decoded may not name an encoding again."""
    return text[text.index("?>") + 2 :] if text.lstrip().startswith("<?xml") and "?>" in text else text


def _comments(root: Any) -> Iterator[str]:
    import lxml.etree

    for node in root.getroottree().xpath("//comment()"):
        if isinstance(node, lxml.etree._Comment) and node.text:
            yield node.text[:500]


class _Walker:
    """Walks pages in reading order and collects their blocks; ``before`` counts the lines before the page."""

    def __init__(self) -> None:
        self.before = 0
        self.blocks: list[Block] = []
        self.tables = 0
        self._parts: list[str] = []

    def walk(self, element: Any) -> None:
        """Take an element, what is in it and, by the caller, what follows it."""
        if not isinstance(element.tag, str) or element.tag in _SKIPPED:
            return
        if element.tag == "table" and not any(True for _ in element.iterdescendants("table")):
            self.end_line()
            self.tables += 1
            for caption in element.findall("caption"):
                self.blocks.append(Line("".join(caption.itertext()), self._at(caption.sourceline)))
            self.blocks.append(_grid(element, self.tables))
            return
        block = element.tag not in _INLINE
        if block:
            self.end_line()
        self._add(element.text)
        for child in element:
            self.walk(child)
            self._add(child.tail)
        if block:
            self.end_line()
            self._line = element.sourceline

    _line: int | None = None

    def _add(self, text: str | None) -> None:
        if text:
            self._parts.append(text)

    def end_line(self) -> None:
        """Close the line of text that is being collected."""
        text = " ".join("".join(self._parts).split())
        self._parts.clear()
        if text:
            self.blocks.append(Line(text, self._at(self._line)))

    def _at(self, line: int | None) -> Place:
        return Place(line=None if line is None else line + self.before)


def _grid(table: Any, number: int) -> Grid:
    """Lay the cells of a table out by their spans."""
    taken: dict[int, int] = {}
    rows = []
    for index, tr in enumerate(table.iter("tr")):
        at, cells = 0, []
        taken = {column: left for column, left in taken.items() if left > 0}
        free = dict(taken)
        for td in (child for child in tr if child.tag in ("td", "th")):
            while free.get(at, 0) > 0:
                at += 1
            span, depth = _span(td, "colspan"), _span(td, "rowspan")
            place = Place(table=number, row=index + 1, column=at + 1)
            cells.append(Cell(_text(td), at, span, place))
            for column in range(at, at + span):
                taken[column] = depth
            at += span
        taken = {column: left - 1 for column, left in taken.items()}
        rows.append(tuple(cells))
    return Grid(tuple(rows))


def _span(cell: Any, name: str) -> int:
    """Return a span; what is no number from 1 on counts as 1, as in a browser."""
    text = (cell.get(name) or "").strip()
    return min(int(text), _MOST_SPAN) if text.isascii() and text.isdecimal() and len(text) < 4 and int(text) else 1


def _text(cell: Any) -> str:
    return "".join("".join(cell.itertext()).split())
