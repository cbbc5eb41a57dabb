"""The report as Markdown: official labels where they stand in the form, blanks where a cell spans."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from workflow.annual.prose import Section

from .grids import Cell, Grid
from .values import Document

_SPECIAL = re.compile(r"([\\`*_<>\[\]|#])")


def write(document: Document) -> bytes:
    """Return the report as Markdown in UTF-8."""
    lines = [f"# {_escaped(document.title)}", "", *([document.note, ""] if document.note else [])]
    for part in document.parts():
        lines += _prose(part) if isinstance(part, Section) else _table(part)
    return "\n".join(lines).encode()


def _prose(section: Section) -> Iterator[str]:
    yield from (f"## {section.heading}", "")
    for paragraph in section.paragraphs:
        yield from (_escaped(paragraph), "")


def _table(grid: Grid) -> Iterator[str]:
    """Yield a table; its first row is what Markdown calls the heading."""
    first, *rest = list(grid.matrix())
    yield from (f"## {grid.caption}", "")
    yield _row(first)
    yield _row_of("---:" if any(_is_figure(row[n]) for row in rest) else "---" for n in range(grid.columns))
    yield from map(_row, rest)
    yield ""


def _is_figure(cell: Cell | None) -> bool:
    return cell is not None and not cell.is_head


def _row(cells: list[Cell | None]) -> str:
    return _row_of(_escaped(cell.text) if cell else "" for cell in cells)


def _row_of(texts: Iterable[str]) -> str:
    return "| " + " | ".join(texts) + " |"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
