"""Grids: the statutory tables laid out as printed, cell by cell with spans; every document format draws these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal, NamedTuple

from workflow.annual import Block, Row, Table, Table2, Table3, Table4, spans
from workflow.annual.grid import Key, plain

Kind = Literal["title", "corner", "column", "row", "figure", "share", "note"]


class Cell(NamedTuple):
    """A printed cell: where it begins (from 0), how far it spans, and what stands in it.

    A ``figure`` has its address ``key``; ``figure`` is None where it is unknown, which is printed as nothing. A
    ``share`` is a figure shown as a percentage, a ``note`` what is said of a row; only below a roll-up.
    """

    top: int
    left: int
    height: int
    width: int
    kind: Kind
    text: str
    key: Key | None = None
    figure: int | Decimal | None = None

    @property
    def is_head(self) -> bool:
        """Whether the cell is a heading."""
        return self.kind in ("title", "corner", "column", "row")


class Grid(NamedTuple):
    """A table as it is printed: its caption, its cells row by row, and how many of its rows are heading.

    ``widths`` are the shares of the columns in the width of the page; ``sums`` holds, for each figure that is
    a sum of others, the addresses of those.
    """

    id: str
    caption: str
    cells: tuple[Cell, ...]
    head: int
    widths: tuple[float, ...]
    sums: dict[Key, tuple[Key, ...]]

    @property
    def columns(self) -> int:
        """How many columns the grid has."""
        return len(self.widths)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells that begin in each row, from the left."""
        for _, run in groupby(self.cells, key=lambda cell: cell.top):
            yield list(run)

    def matrix(self) -> Iterator[list[Cell | None]]:
        """Yield the rows with every place filled; a place that a cell from elsewhere covers is None."""
        for row in self.rows():
            at = {cell.left: cell for cell in row}
            yield [at.get(n) for n in range(self.columns)]


CAPTION2 = "二、主动公开政府信息情况"


def grids(tables: Iterable[Table[Any]]) -> tuple[Grid, ...]:
    """Return the grid of each table."""
    return tuple(map(grid, tables))


def grid(table: Table[Any]) -> Grid:
    """Return table II, III or IV as the official form prints it."""
    if isinstance(table, Table2):
        return _grid2(table)
    if isinstance(table, Table3):
        return _grid3(table)
    assert isinstance(table, Table4), "there are three tables"
    return _grid4(table)


def _figure(table: Table[Any], key: Key, top: int, left: int, width: int = 1) -> Cell:
    figure = table.cells.get(key)
    text = "" if figure is None else str(plain(figure))
    return Cell(top, left, 1, width, "figure", text, key, figure)


# -- table II: one block below the other ----------------------------------------------------------------------


def _grid2(table: Table2) -> Grid:
    columns = 1 + max(len(block.columns) for block in table.blocks)
    cells: list[Cell] = []
    for block in table.blocks:
        cells += _block2(table, block, cells[-1].top + 1 if cells else 0, columns)
    return Grid("table2", CAPTION2, tuple(cells), 0, (0.34, *[0.66 / (columns - 1)] * (columns - 1)), {})


def _block2(table: Table2, block: Block, top: int, columns: int) -> Iterator[Cell]:
    last = len(block.columns) - 1
    widths = [1] * last + [columns - 1 - last]  # the last one takes what room is left
    yield Cell(top, 0, 1, columns, "title", block.label)
    yield Cell(top + 1, 0, 1, 1, "corner", block.corner)
    for n, column in enumerate(block.columns):
        yield Cell(top + 1, n + 1, 1, widths[n], "column", column.label)
    for r, row in enumerate(block.rows, top + 2):
        yield Cell(r, 0, 1, 1, "row", row.label)
        for n, column in enumerate(block.columns):
            yield _figure(table, (row.id, column.id), r, n + 1, widths[n])


# -- table III: results down, requesters across ---------------------------------------------------------------

_LABELS = 3  # columns of labels: section, group, row


def _grid3(table: Table3) -> Grid:
    block = table.form.table3
    body = tuple(cell for n, row in enumerate(block.rows) for cell in _row3(table, block, n, row))
    widths = (0.075, 0.15, 0.275, *[0.5 / len(block.columns)] * len(block.columns))
    return Grid("table3", block.label, (*_head3(block), *body), 3, widths, _sums3(table))


def _head3(block: Block) -> list[Cell]:
    cells = [Cell(0, 0, 3, _LABELS, "corner", block.corner)]
    cells.append(Cell(0, _LABELS, 1, len(block.columns), "column", block.header))
    left = _LABELS
    for group, width in spans(column.group for column in block.columns):
        run = block.columns[left - _LABELS : left - _LABELS + width]
        if group:
            cells.append(Cell(1, left, 1, width, "column", group))
            cells += [Cell(2, left + n, 1, 1, "column", column.label) for n, column in enumerate(run)]
        else:
            cells += [Cell(1, left + n, 2, 1, "column", column.label) for n, column in enumerate(run)]
        left += width
    return sorted(cells)


def _row3(table: Table3, block: Block, n: int, row: Row) -> Iterator[Cell]:
    top, above = n + 3, block.rows[n - 1] if n else None
    if row.section and (above is None or above.section != row.section):
        height = sum(other.section == row.section for other in block.rows)
        yield Cell(top, 0, height, 1, "row", row.section)
    if row.group and (above is None or above.group != row.group):
        height = sum(other.group == row.group for other in block.rows)
        yield Cell(top, 1, height, 1, "row", row.group)
    left = row.level - 1
    yield Cell(top, left, 1, _LABELS - left, "row", row.label)
    for c, column in enumerate(block.column_ids, _LABELS):
        yield _figure(table, (row.id, column), top, c)


def _sums3(table: Table3) -> dict[Key, tuple[Key, ...]]:
    columns = table.form.table3.column_ids
    across = _across(table.form.table3)
    down = {
        ("concluded_total", column): tuple((row, column) for row in table.form.result_rows)
        for column in columns
        if column != "total"
    }
    return across | down


def _across(block: Block) -> dict[Key, tuple[Key, ...]]:
    parts = tuple(column for column in block.column_ids if column != "total")
    return {(row, "total"): tuple((row, column) for column in parts) for row in block.row_ids}


# -- table IV: one line of figures ----------------------------------------------------------------------------


def _grid4(table: Table4) -> Grid:
    block, across = table.form.table4, len(table.form.table4.columns)
    cells: list[Cell] = []
    left = 0
    for group, count in spans(row.group for row in block.rows):
        for row in block.rows[left // across : left // across + count]:
            cells += _kind4(table, block, row, left)
            left += across
        if group:
            cells.append(Cell(0, left - count * across, 1, count * across, "column", group))
    return Grid("table4", block.label, tuple(sorted(cells)), 3, (1 / left,) * left, _across(block))


def _kind4(table: Table4, block: Block, row: Row, left: int) -> Iterator[Cell]:
    """Yield the five columns of one kind of dispute; a kind under a group stands one line lower."""
    down = 1 if row.group else 0
    yield Cell(down, left, 1, len(block.columns), "column", row.label)
    for n, column in enumerate(block.columns, left):
        yield Cell(1 + down, n, 2 - down, 1, "column", column.label)
        yield _figure(table, (row.id, column.id), 3, n)
