"""Source: what a file holds once it is opened: lines of text and grids of cells, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from ...words import Words

FILE_NAME = "file name"
"""Before the year that a file's name holds, among the hints of a source."""


class Place(NamedTuple):
    """Where something stands in a file; all counts begin at 1, and None is what the file does not have.

    ``sheet`` is the name of a worksheet, ``table`` the number of a table in the file.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None

    @property
    def words(self) -> Words:
        """Say the place: page, sheet, table, row, column, line; empty where nothing is known."""
        said = [
            (self.page, "第 {} 页", "page {}"),
            (self.sheet, "工作表 {}", "sheet {}"),
            (self.table, "第 {} 个表格", "table {}"),
            (self.row, "第 {} 行", "row {}"),
            (self.column, "第 {} 列", "column {}"),
            (self.line, "第 {} 行", "line {}"),
        ]
        known = [(zh.format(value), en.format(value)) for value, zh, en in said if value is not None]
        return Words("".join(zh for zh, _ in known), ", ".join(en for _, en in known))

    def as_json(self) -> dict[str, int | str]:
        """Return what is known of the place as a JSON object."""
        return {name: value for name, value in self._asdict().items() if value is not None}


NOWHERE = Place()


class Line(NamedTuple):
    """A line of running text."""

    text: str
    place: Place = Place()


class Cell(NamedTuple):
    """A cell of a grid: its text, the position (from 0) of its left edge, and how many positions it spans."""

    text: str
    at: int
    span: int = 1
    place: Place = Place()


class Grid(NamedTuple):
    """A table: rows of the cells that begin in them; what a cell from above covers is left out."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Line | Grid


class Source(NamedTuple):
    """A file, opened: its blocks in reading order, and what was said about it (titles, comments) beside them."""

    blocks: tuple[Block, ...]
    hints: tuple[str, ...] = ()
    name: str = ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of text outside grids."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the grids."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
