"""DOCX: paragraphs as lines and tables as grids, in the order of the document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from workflow.annual.published import Cell, Grid, Line, Place, Source
from workflow.annual.published.source import Block

from .refusals import pictured


def source(content: bytes, suffix: str) -> Source:
    """Return the blocks of a document; its title property is said about it."""
    import docx
    from docx.oxml.ns import qn

    document = docx.Document(io.BytesIO(content))
    title = str(document.core_properties.title or "")
    pictures = sum(1 for _ in document.element.body.iter(qn("a:blip")))
    return Source(tuple(_blocks(document)), (title,) if title else (), unread=pictured(pictures))


def _blocks(document: Any) -> Iterator[Block]:
    from docx.table import Table

    tables = lines = 0
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            tables += 1
            yield Grid(tuple(_rows(part, tables)))
            continue
        for text in part.text.splitlines():
            lines += 1
            if text.strip():
                yield Line(text, Place(line=lines))


def _rows(table: Any, number: int) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells that begin in each row; one that goes on from above is left out."""
    from docx.oxml.ns import qn

    for index, row in enumerate(table._tbl.tr_lst, 1):
        at, cells = row.grid_before, []
        for cell in row.tc_lst:
            span = cell.grid_span
            if cell.vMerge != "continue":
                text = "".join(node.text or "" for node in cell.iter(qn("w:t")))
                cells.append(Cell(text, at, span, Place(table=number, row=index, column=at + 1)))
            at += span
        yield tuple(cells)
