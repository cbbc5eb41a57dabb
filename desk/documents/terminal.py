"""The terminal: tables II and IV in lines under the official labels, beside table III of ``desk.sheet``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.cells import cell_len

from desk.sheet import table3_text
from workflow.annual import Block, Table, Table2, Table4
from workflow.annual.grid import plain

from .grids import CAPTION2
from .values import Document

_GAP = 2


def tables_text(document: Document, width: int) -> Iterator[str]:
    """Yield the title and tables II, III and IV line by line, the tables at most *width* cells wide (80 or more)."""
    report = document.report
    yield from filter(None, (document.title, document.note))
    yield ""
    yield from table2_text(report.table2)
    yield ""
    yield from table3_text(report.table3, width)
    yield ""
    yield from table4_text(report.table4)


def table2_text(table: Table2) -> Iterator[str]:
    """Yield table II: under each item of Art. 20 its columns and rows, the figures of a column in line."""
    room = max(cell_len(row.label) for block in table.blocks for row in block.rows) + 4
    columns = max(len(block.columns) for block in table.blocks)
    size = max(_size(table, block) for block in table.blocks if len(block.columns) > 1) + _GAP
    rule = "─" * (room + columns * size)
    yield from (f"{CAPTION2}（{table.year} 年）", rule)
    for block in table.blocks:
        wide = [size] * len(block.columns) if len(block.columns) > 1 else [columns * size]
        yield block.label
        yield _line(f"  {block.corner}", room, (column.label for column in block.columns), wide)
        for row in block.rows:
            yield _line(f"  {row.label}", room, _figures(table, row.id, block), wide)
        yield rule


def table4_text(table: Table4) -> Iterator[str]:
    """Yield table IV: a line for each kind of dispute, litigation under its common heading."""
    block = table.form.table4
    room = max(cell_len(row.label) + 2 * bool(row.group) for row in block.rows)
    wide = [_size(table, block) + _GAP] * len(block.columns)
    rule = "─" * (room + sum(wide))
    yield from (f"{block.label}（{table.year} 年）", rule)
    yield _line("", room, (column.label for column in block.columns), wide)
    yield rule
    group = ""
    for row in block.rows:
        yield from [row.group] * (row.group not in ("", group))
        group = row.group
        yield _line(("  " if group else "") + row.label, room, _figures(table, row.id, block), wide)
    yield rule


def _figures(table: Table[Any], row: str, block: Block) -> Iterator[str]:
    for column in block.column_ids:
        figure = table.cell(row, column)
        yield "—" if figure is None else str(plain(figure))


def _size(table: Table[Any], block: Block) -> int:
    """Return the cells that the widest label or figure of a block needs."""
    figures = (text for row in block.row_ids for text in _figures(table, row, block))
    return max(map(cell_len, (*(column.label for column in block.columns), *figures)))


def _line(label: str, room: int, texts: Iterable[str], wide: Iterable[int]) -> str:
    cells = (" " * (size - cell_len(text)) + text for text, size in zip(texts, wide, strict=True))
    return (label + " " * (room - cell_len(label)) + "".join(cells)).rstrip()
