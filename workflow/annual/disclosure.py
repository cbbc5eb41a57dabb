"""Table II out of the ledger: what each line counts for, and the lines behind a figure.

A figure that nobody recorded and nobody declared is not known, which is not nought.

Source: ROGI Art. 50(1); figures as at 31 December (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from .grid import Key, Table2
from .layout import Form
from .ledger import LedgerLine

Figure = int | Decimal | None
_YUAN_IN_WAN = Decimal(10_000)
# In which columns a document line counts in its own year, beside in_force (the form of 2019 says newly_made).
_DOCUMENT_COLUMNS: Mapping[str | None, tuple[str, ...]] = {
    "opening": (),
    "issued": ("issued", "newly_made"),
    "abolished": ("abolished",),
}


class Opening(NamedTuple):
    """The stock of a kind of document from which what is in force is counted, and its place among the lines."""

    place: int
    line: LedgerLine


def table2(lines: Iterable[LedgerLine], year: int, form: Form) -> Table2:
    """Fill table II of *year* from the lines that stand in the ledger.

    A cell in which lines count is their sum; any other is what was declared for *year* and *form*, else None. In force
    are the documents of the last opening stock, plus issued minus abolished since: None without an opening and without
    a declaration.
    """
    lines = tuple(lines)
    sums = dict[Key, int | Decimal]()
    for _, key, figure in _counted(lines, year):
        sums[key] = sums.get(key, 0) + figure
    figures: dict[Key, Figure] = {**declared_cells(lines, year, form), **sums}
    keys = [key for block in form.table2 for key in block.keys]
    return Table2(year=year, form=form, cells={key: figures.get(key) for key in keys})


def lines_in_cell(lines: Iterable[LedgerLine], year: int, form: Form, row: str, column: str) -> list[LedgerLine]:
    """Return the lines that make up the figure in *row* and *column* of table II of *year*, in the order given.

    For a figure that was declared, the declared line that holds. Raises ``UnknownCell``.
    """
    form.check(form.table2, row, column)
    lines, key = tuple(lines), (row, column)
    counted = [line for line, cell, _ in _counted(lines, year) if cell == key]
    return counted or [line for line in lines if key in declared_cells((line,), year, form)][-1:]


def counts_in(lines: Iterable[LedgerLine], year: int) -> list[bool]:
    """Tell of each line whether it counts in some cell of table II of *year*, of any form."""
    lines = tuple(lines)
    opened = openings(lines, year)
    return [bool(_cells_of(place, line, year, opened)) for place, line in enumerate(lines)]


def declared_cells(lines: Iterable[LedgerLine], year: int, form: Form) -> dict[Key, Figure]:
    """Return the figures declared for *year* and *form*; of two for the same cell the last one given."""
    declared: dict[Key, Figure] = {}
    for line in lines:
        if line.cells is not None and (line.year, line.form) == (year, form.id):
            for key, figure in line.cells.items():
                row, column = key.split(".")
                declared[row, column] = figure
    return declared


def openings(lines: Iterable[LedgerLine], year: int) -> dict[str, Opening]:
    """Return, for each kind of document, the last opening stock by the end of *year*; of one day the last recorded.

    A stock below zero, by which older books were mended, is a change of the one before it and opens none.
    """
    found: dict[str, Opening] = {}
    for place, line in enumerate(lines):
        if line.action == "opening" and line.kind and line.on and line.on.year <= year and (line.count or 0) >= 0:
            before = found.get(line.kind)
            if before is None or before.line.on is None or before.line.on <= line.on:
                found[line.kind] = Opening(place, line)
    return found


def _counted(lines: tuple[LedgerLine, ...], year: int) -> Iterator[tuple[LedgerLine, Key, int | Decimal]]:
    opened = openings(lines, year)
    for place, line in enumerate(lines):
        yield from ((line, key, figure) for key, figure in _cells_of(place, line, year, opened))


def _cells_of(
    place: int, line: LedgerLine, year: int, opened: Mapping[str, Opening]
) -> list[tuple[Key, int | Decimal]]:
    """Return the cells, of any form, in which the line at *place* counts in *year*, and how much."""
    if line.on is None or line.on.year > year:
        return []
    kind, count, this_year = line.kind or "", line.count or 0, line.on.year == year
    if line.ledger == "charge":
        return [(("charge", "amount"), (line.amount or Decimal()) / _YUAN_IN_WAN)] if this_year else []
    if line.ledger == "decision":
        return [((kind, "decisions"), count)] if this_year else []
    columns = _DOCUMENT_COLUMNS[line.action] if this_year else ()
    cells: list[tuple[Key, int | Decimal]] = [((kind, column), count) for column in columns]
    if kind in opened and _in_stock(place, line, opened[kind]):
        cells.append(((kind, "in_force"), -count if line.action == "abolished" else count))
    return cells


def _in_stock(place: int, line: LedgerLine, opening: Opening) -> bool:
    """Tell whether a document line counts in the stock: the opening itself, and what came since, its day included."""
    assert line.on is not None
    assert opening.line.on is not None
    if line.action != "opening":
        return line.on >= opening.line.on
    mends = (line.count or 0) < 0 and (line.on, place) > (opening.line.on, opening.place)
    return mends or place == opening.place


__all__ = ["Opening", "counts_in", "declared_cells", "lines_in_cell", "openings", "table2"]
