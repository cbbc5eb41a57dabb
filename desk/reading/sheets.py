"""XLSX: each worksheet a grid with its merged cells; formulas by what they last gave, or reckoned where they are sums."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from workflow.annual.published import Cell, Grid, Line, Place, Source, opens
from workflow.annual.published.source import Block

_MOST_ROWS, _MOST_COLUMNS = 2_000, 200


def source(content: bytes, suffix: str) -> Source:
    """Return the worksheets as grids; a row with one filled cell is a line of text too."""
    import openpyxl

    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    blocks: list[Block] = []
    for sheet in values.worksheets:
        blocks += _sheet(_Sheet(sheet, formulas[sheet.title]))
    title = str(values.properties.title or "")
    return Source(tuple(blocks), (title,) if title else ())


class _Sheet:
    """A worksheet with the values it shows."""

    def __init__(self, values: Any, formulas: Any) -> None:
        self.values, self.formulas = values, formulas
        self.rows = min(values.max_row or 0, _MOST_ROWS)
        self.columns = min(values.max_column or 0, _MOST_COLUMNS)
        self.covered: set[tuple[int, int]] = set()
        self.spans: dict[tuple[int, int], int] = {}
        for merged in values.merged_cells.ranges:
            self.spans[merged.min_row, merged.min_col] = merged.max_col - merged.min_col + 1
            self.covered |= {
                (row, column)
                for row in range(merged.min_row, min(merged.max_row, self.rows) + 1)
                for column in range(merged.min_col, min(merged.max_col, self.columns) + 1)
            } - {(merged.min_row, merged.min_col)}

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows: its value, or the value of its formula."""
        value = self.values.cell(row, column).value
        if value is None:
            formula = self.formulas.cell(row, column).value
            if isinstance(formula, str) and formula.startswith("="):
                reckoned = self.reckon(formula, 0)
                return "" if reckoned is None else _shown(reckoned)
        return _shown(value)

    def reckon(self, formula: str, depth: int) -> Decimal | None:
        """Reckon a formula of sums and differences of cells; None for any other, or one with an empty cell."""
        terms = re.fullmatch(
            r"=\s*[+-]?\s*(?:SUM\([^()]*\)|\$?[A-Z]+\$?\d+)(?:\s*[+-]\s*(?:SUM\([^()]*\)|\$?[A-Z]+\$?\d+))*", formula
        )
        if not terms or depth > 20:
            return None
        total = Decimal(0)
        for sign, term in re.findall(r"([+-]?)\s*(SUM\([^()]*\)|\$?[A-Z]+\$?\d+)", formula[1:]):
            values = [self.number(at, depth) for at in _cells(term)]
            if None in values:
                return None
            total += (-1 if sign == "-" else 1) * sum(value for value in values if value is not None)
        return total

    def number(self, at: tuple[int, int], depth: int) -> Decimal | None:
        """Return the number in a cell, reckoned where it is a formula."""
        value = self.formulas.cell(*at).value
        if isinstance(value, str) and value.startswith("="):
            return self.reckon(value, depth + 1)
        try:
            return None if value is None or isinstance(value, bool) else Decimal(str(value))
        except ArithmeticError:
            return None


def _cells(term: str) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns of the cells that a term names."""
    from openpyxl.utils.cell import range_boundaries

    inner = term[4:-1] if term.startswith("SUM(") else term
    for part in inner.replace("$", "").split(","):
        left, top, right, bottom = range_boundaries(part.strip())
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                yield row, column


def _shown(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float | Decimal):
        number = Decimal(str(value)).normalize()
        return format(number, "f")
    return str(value)


def _sheet(sheet: _Sheet) -> Iterator[Block]:
    rows: list[tuple[Cell, ...]] = []
    name = str(sheet.values.title)
    yield Line(name, Place(sheet=name))
    for row in range(1, sheet.rows + 1):
        cells = []
        for column in range(1, sheet.columns + 1):
            if (row, column) not in sheet.covered:
                span = sheet.spans.get((row, column), 1)
                place = Place(sheet=name, row=row, column=column)
                cells.append(Cell(sheet.text(row, column), column - 1, span, place))
        filled = [cell for cell in cells if cell.text.strip()]
        if len(filled) == 1:
            # A title or a heading may begin another report: the rows before it are a grid of their own.
            if rows and opens(filled[0].text):
                yield Grid(tuple(rows))
                rows = []
            yield Line(filled[0].text, filled[0].place)
        rows.append(tuple(cells))
    yield Grid(tuple(rows))
