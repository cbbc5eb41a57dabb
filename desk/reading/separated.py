"""CSV and TSV: one grid, cut where a line of text stands between the tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from workflow.annual.published import Cell, Grid, Line, Place, Source
from workflow.annual.published.source import Block

from .encodings import decoded


def source(content: bytes, suffix: str) -> Source:
    """Return the rows of a separated file; a row of one field is a line of text."""
    text = decoded(content).replace("⏎", " ")
    lines = list(io.StringIO(text, newline=""))
    hints = tuple(line for line in lines[:10] if line.startswith("#"))
    delimiter = "\t" if suffix == ".tsv" or text.count("\t") > text.count(",") else ","
    rows = [(n, row) for n, row in _rows(lines, delimiter) if row and not row[0].startswith("#")]
    return Source(tuple(_blocks(rows)), hints)


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter)
    for row in reader:
        yield reader.line_num, row


def _blocks(rows: list[tuple[int, list[str]]]) -> Iterator[Block]:
    """Yield grids and the lines of text between them; a row that holds but its first field is said as text too."""
    grid: list[tuple[Cell, ...]] = []
    for number, row in rows:
        alone = not any(field.strip() for field in row[1:])
        if alone and row[0].strip():
            yield Line(row[0], Place(line=number))
        if len(row) > 1:
            grid.append(tuple(Cell(text, at, 1, Place(line=number, column=at + 1)) for at, text in enumerate(row)))
        elif grid:
            yield Grid(tuple(grid))
            grid = []
    if grid:
        yield Grid(tuple(grid))
