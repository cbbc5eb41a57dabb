"""Layout: the shape of a statutory form as plain data, and the errors for asking what it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import NamedTuple

from attrs import field, frozen

from ..errors import YishenqingError
from ..words import Words


class UnknownForm(YishenqingError):
    """No form serves *year* (or bears the name *form*); ``allowed`` holds the ids of the forms that exist."""

    def __init__(self, year: int, form: str | None, allowed: tuple[str, ...]) -> None:
        self.year, self.form, self.allowed = year, form, allowed
        zh = f"{year} 年" if form is None else f"{year} 年、格式 {form!r}"
        en = f"{year}" if form is None else f"{year}, form {form!r}"
        super().__init__(
            Words(
                f"{zh}：没有这样的年度报告格式。统一格式自 2019 年度起施行，可用的格式：{'、'.join(allowed)}",
                f"{en}: there is no such annual report form. Forms exist from 2019 on; "
                f"allowed are: {', '.join(allowed)}",
            )
        )


class UnknownCell(YishenqingError):
    """A form has no such row or column: ``axis`` says which, ``found`` the asked, ``allowed`` the ids."""

    def __init__(self, axis: str, found: str, allowed: Iterable[str], form: str) -> None:
        self.axis, self.found, self.allowed, self.form = axis, found, tuple(allowed), form
        axis_zh = "行" if axis == "row" else "列"
        super().__init__(
            Words(
                f"{form} 年格式没有{axis_zh} {found!r}，可用的{axis_zh}：{'、'.join(self.allowed)}",
                f"the form of {form} has no {axis} {found!r}; allowed are: {', '.join(self.allowed)}",
            )
        )


class Column(NamedTuple):
    """A column: its id, its official label, and the header over it (empty where none is)."""

    id: str
    label: str
    group: str = ""


class Row(NamedTuple):
    """A row: its id, its official label, the group header beside it and the section header beside that."""

    id: str
    label: str
    group: str = ""
    section: str = ""

    @property
    def level(self) -> int:
        """Say how deep the row stands: 1 alone, 2 under a section or a group, 3 under both."""
        return 1 + sum(1 for above in (self.section, self.group) if above)


class Block(NamedTuple):
    """A rectangle of a form in which every row crosses every column.

    ``corner`` is the text in its upper left cell, ``header`` the one over all columns (empty where none is).
    """

    id: str
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    corner: str = ""
    header: str = ""

    @property
    def row_ids(self) -> tuple[str, ...]:
        """Return the ids of the rows in official order."""
        return tuple(row.id for row in self.rows)

    @property
    def column_ids(self) -> tuple[str, ...]:
        """Return the ids of the columns in official order."""
        return tuple(column.id for column in self.columns)

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Return every (row id, column id) of the block, row by row."""
        return tuple((row, column) for row in self.row_ids for column in self.column_ids)


@frozen(kw_only=True)
class Form:
    """A form of the annual report and the report years it serves, both inclusive.

    ``last_year`` None: until a later form begins. ``merged`` maps a conclusion (``CONCLUSIONS``) that has no row of
    its own to the row of this form in which it counts.
    """

    id: str
    document: str
    first_year: int
    last_year: int | None
    table2: tuple[Block, ...] = field(repr=False)
    table3: Block = field(repr=False)
    table4: Block = field(repr=False)
    merged: Mapping[str, str] = field(factory=dict, repr=False, hash=False)

    def serves(self, year: int) -> bool:
        """Say whether report *year* is one of those that the form is for; a later form may serve it too."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def result_rows(self) -> tuple[str, ...]:
        """Return the ids of the leaf rows of 三、本年度办理结果, without （七）总计."""
        return tuple(row.id for row in self.table3.rows if row.section and row.id != "concluded_total")

    def place(self, row: str) -> str:
        """Return the row of this form in which the conclusion *row* counts."""
        return self.merged.get(row, row)

    def check(self, blocks: tuple[Block, ...], row: str, column: str) -> None:
        """Raise ``UnknownCell`` unless one of *blocks* has *row*, and that block has *column*."""
        block = next((block for block in blocks if row in block.row_ids), None)
        if block is None:
            raise UnknownCell("row", row, (id for block in blocks for id in block.row_ids), self.id)
        if column not in block.column_ids:
            raise UnknownCell("column", column, block.column_ids, self.id)


def spans(headers: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return each run of equal neighbouring *headers* with its length, as a merged cell spans them."""
    return tuple((header, len(list(run))) for header, run in groupby(headers))
