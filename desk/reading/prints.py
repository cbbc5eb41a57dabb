"""PDF: the ruled tables of each page as grids, and the text of each page as lines."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from workflow.annual.published import Cell, Grid, Line, Place, Source
from workflow.annual.published.source import Block
from workflow.words import Words

from .refusals import NoText

_MOST_PAGES = 300


def source(content: bytes, suffix: str) -> Source:
    """Return the blocks of a PDF, page by page: lines of text, then tables, in which the text stands again."""
    import pdfplumber

    blocks: list[Block] = []
    pictures: list[int] = []
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        title = str((pdf.metadata or {}).get("Title") or "")
        tables = 0
        for number, page in enumerate(pdf.pages[:_MOST_PAGES], 1):
            text = page.extract_text() or ""
            blocks += (Line(line, Place(page=number, line=n)) for n, line in enumerate(text.splitlines(), 1))
            for grid in _grids(page, number, tables):
                tables += 1
                blocks.append(grid)
            if not text.strip() and page.images:
                pictures.append(number)
        if not blocks and pictures:
            raise NoText
    return Source(tuple(blocks), (title,) if title else (), unread=_pictures(pictures))


def _pictures(pages: list[int]) -> tuple[Words, ...]:
    """Say which pages are pictures: what stands in them is not read."""
    if not pages:
        return ()
    numbers = ", ".join(map(str, pages))
    return (Words(f"第 {numbers} 页是图片，其中的内容未读取", f"pages {numbers} are pictures, which are not read"),)


def _grids(page: Any, number: int, before: int) -> Iterator[Grid]:
    """Yield the tables of a page; a page whose rules cannot be made out has none."""
    tables: list[list[list[str | None]]] = []
    with suppress(ValueError, IndexError, ZeroDivisionError):
        tables = page.extract_tables()
    for count, table in enumerate(tables, before + 1):
        yield Grid(tuple(_row(row, Place(page=number, table=count, row=n)) for n, row in enumerate(table, 1)))


def _row(row: list[str | None], place: Place) -> tuple[Cell, ...]:
    """Return the cells that begin in a row: None is what a cell to the left or above covers."""
    starts = [at for at, text in enumerate(row) if text is not None]
    ends = [*starts[1:], len(row)]
    return tuple(
        Cell("".join((row[at] or "").split()), at, _width(row, at, end), place._replace(column=at + 1))
        for at, end in zip(starts, ends, strict=True)
    )


def _width(row: list[str | None], at: int, end: int) -> int:
    return max(1, sum(1 for each in row[at:end] if each is None) + 1)
