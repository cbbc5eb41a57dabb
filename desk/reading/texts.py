"""Texts and Markdown: lines, and rows between bars as grids; notes above the text (# …) are said about it."""

from __future__ import annotations

import re

from workflow.annual.published import Cell, Grid, Line, Place, Source
from workflow.annual.published.source import Block

from .encodings import decoded

_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_BAR = re.compile(r"(?<!\\)\|")
_PAGE = re.compile(r"\s*=+\s*page\s+(\d+)\b.*", re.IGNORECASE)
_LEAST_CELLS = 3


def source(content: bytes, suffix: str) -> Source:
    """Return the lines of a text; lines of at least three cells between bars, and what joins them, are grids."""
    return source_of_text(decoded(content), markdown=suffix in (".md", ".markdown"))


def source_of_text(text: str, markdown: bool = False) -> Source:
    """Return the blocks of a text. Form feeds and lines such as ``===== page 3 =====`` count the pages."""
    blocks: list[Block] = []
    hints: list[str] = []
    rows: list[tuple[int, str]] = []
    page: int | None = None
    wide = _row_per_line(text)
    for number, line in enumerate(text.splitlines(), 1):
        turned = _PAGE.fullmatch(line)
        page = int(turned[1]) if turned else page
        if not blocks and not rows and line.startswith("#") and not markdown:
            hints.append(line)
            continue
        if wide and "|" in line:
            rows.append((number, line))
            continue
        blocks += _grid(rows, page)
        rows = []
        if not turned and line.strip():
            blocks.append(Line(_plain(line) if markdown else line, Place(page=page, line=number)))
    return Source((*blocks, *_grid(rows, page)), tuple(hints), bare_end=text[-1:].isdigit())


def _row_per_line(text: str) -> bool:
    """Whether bars part the cells of a row: most lines with bars hold several figures or several cells."""
    barred = [line for line in text.splitlines() if "|" in line]
    wide = [line for line in barred if sum(bool(part.strip()) for part in _BAR.split(line)) >= _LEAST_CELLS]
    return bool(barred) and 3 * len(wide) >= len(barred)


def _grid(rows: list[tuple[int, str]], page: int | None) -> list[Block]:
    kept = [(number, line) for number, line in rows if not _RULE.fullmatch(line)]
    if not kept:
        return []
    return [Grid(tuple(_cells(number, line, page) for number, line in kept))]


def _cells(number: int, line: str, page: int | None) -> tuple[Cell, ...]:
    stripped = line.strip()
    parts = _BAR.split(stripped)
    # A bar that opens a line opens its first cell; without one the line begins with a cell of its own.
    parts = parts[1:] if not parts[0].strip() and _closed(stripped, parts) else parts
    parts = parts[:-1] if len(parts) > 1 and not parts[-1].strip() else parts
    return tuple(
        Cell(_plain(part), at, 1, Place(page=page, line=number, column=at + 1)) for at, part in enumerate(parts)
    )


def _closed(line: str, parts: list[str]) -> bool:
    return line.startswith("|") and len(parts) > 1


def _plain(text: str) -> str:
    """Take the marks of Markdown and the breaks of HTML off a text."""
    text = re.sub(r"<br\s*/?>", "", text).replace("&nbsp;", " ").replace("\\|", "|")
    return re.sub(r"\*\*|__|^\s*#{1,6}\s+|\\(?=[.*_|#()-])", "", text).strip()
