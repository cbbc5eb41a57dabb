"""Table: a filled form. Each cell has an address (row id, column id); a cell that is not known is None."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Generic, TypeVar

from attrs import field, frozen

from ..errors import YishenqingError
from ..words import Words
from .layout import Block, Form

Key = tuple[str, str]
V = TypeVar("V", bound="int | Decimal | None", covariant=True)
T = TypeVar("T", bound="Table[Any]")


class TablesDiffer(YishenqingError):
    """Two tables cannot be set beside each other: their years or their forms do not fit."""


@frozen(kw_only=True)
class Table(Generic[V]):
    """A table of report *year* in *form*.

    ``cells`` holds the figures by (row id, column id); one that is absent or None is unknown, not zero.
    """

    year: int
    form: Form = field(repr=lambda form: form.id)
    cells: Mapping[Key, V]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the blocks of the form that this table fills."""
        raise NotImplementedError

    def cell(self, row: str, column: str) -> V | None:
        """Return the figure in *row* and *column*, or None where it is unknown.

        Raises ``UnknownCell``, listing what is allowed, for a row or column that the form does not have.
        """
        self.form.check(self.blocks, row, column)
        return self.cells.get((row, column))

    def as_json(self) -> dict[str, Any]:
        """Return ``{"columns": [ids], "rows": [{"id", "label", "cells"}]}``."""
        return _block_json(self, self.blocks[0])


class Table2(Table[int | Decimal | None]):
    """Table II: proactive disclosure."""

    __slots__ = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return one block for each item of Art. 20."""
        return self.form.table2

    def as_json(self) -> dict[str, Any]:
        """Return ``{"blocks": [{"id", "label", "columns", "rows"}]}``; a figure that is not whole is a decimal string."""
        blocks = [{"id": block.id, "label": block.label} | _block_json(self, block) for block in self.blocks]
        return {"blocks": blocks}


class Table3(Table[int | None]):
    """Table III: requests received and how they were concluded."""

    __slots__ = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the one block of table III."""
        return (self.form.table3,)


class Table4(Table[int | None]):
    """Table IV: reconsideration and litigation."""

    __slots__ = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Return the one block of table IV."""
        return (self.form.table4,)


def rolled_up(first: T, *rest: T) -> T:
    """Add tables of the same kind, year and form cell by cell, as a superior authority does.

    A cell that is unknown in one table is unknown in the sum. Raises ``TablesDiffer`` where they do not fit.
    """
    for table in rest:
        if (type(table), table.year, table.form) != (type(first), first.year, first.form):
            raise TablesDiffer(
                Words("只能汇总同一年度、同一格式的同一张表", "only tables of one kind, year and form add up")
            )
    keys = [key for block in first.blocks for key in block.keys]
    cells = {key: _added([table.cells.get(key) for table in (first, *rest)]) for key in keys}
    return type(first)(year=first.year, form=first.form, cells=cells)


def _added(figures: list[int | Decimal | None]) -> int | Decimal | None:
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None


def _block_json(table: Table[Any], block: Block) -> dict[str, Any]:
    rows = [
        {
            "id": row.id,
            "label": row.label,
            "cells": [plain(table.cells.get((row.id, column))) for column in block.column_ids],
        }
        for row in block.rows
    ]
    return {"columns": list(block.column_ids), "rows": rows}


def plain(figure: int | Decimal | None) -> int | str | None:
    """Return *figure* fit for JSON: a whole number as such, any other as its shortest decimal text."""
    if not isinstance(figure, Decimal):
        return figure
    if figure == figure.to_integral_value() and abs(figure) < 10**15:
        return int(figure)
    text = format(figure, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
