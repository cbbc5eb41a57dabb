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
        """Say the place: page, sheet and cell, table, line, row, column; empty where nothing is known."""
        cell = _named(self.row, self.column) if self.sheet else None
        said = [
            (self.page, "第 {} 页", "page {}"),
            (self.sheet, "工作表 {} ", "sheet {}"),
            (cell, "单元格 {}", "cell {}"),
            (self.table, "第 {} 个表格", "table {}"),
            (self.line, "第 {} 行", "line {}"),
            (None if cell else self.row, "第 {} 行", "row {}"),
            (None if cell else self.column, "第 {} 列", "column {}"),
        ]
        known = [(zh.format(value), en.format(value)) for value, zh, en in said if value is not None]
        return Words("".join(zh for zh, _ in known).strip(), ", ".join(en for _, en in known))

    def as_json(self) -> dict[str, int | str]:
        """Return what is known of the place as a JSON object."""
        return {name: value for name, value in self._asdict().items() if value is not None}


def _named(row: int | None, column: int | None) -> str | None:
    """Name a cell as a spreadsheet does: B7."""
    if row is None or column is None:
        return None
    letters = ""
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return f"{letters}{row}"


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
    """A file, opened: its blocks in reading order, and what was said about it (titles, comments) beside them.

    ``cut`` is True where the file was broken off in a table, ``bare_end`` where it ends with a digit and no line's
    end, as a file may that was.
    ``unread`` says what in it could not be read at all, such as tables that are pictures.
    """

    blocks: tuple[Block, ...]
    hints: tuple[str, ...] = ()
    name: str = ""
    cut: bool = False
    bare_end: bool = False
    unread: tuple[Words, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the lines of text outside grids."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def grids(self) -> tuple[Grid, ...]:
        """Return the grids."""
        return tuple(block for block in self.blocks if isinstance(block, Grid))
