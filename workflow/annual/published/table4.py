"""Table IV of a published report: fifteen cells, in one row or in three."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..forms import FORM_2021
from . import from_grid, from_text
from .atoms import Figures, atoms
from .columns import headers_turned
from .filled import Filled, merged
from .glued import row_ways
from .plain import bare, figure
from .readings import Reading, RowRead, read_cell, uncertain, unreadable
from .regions import Text
from .source import Place, Source

_DISPUTES = FORM_2021.table4.row_ids


def table4_of(source: Source, text: Text, year: int | None) -> Filled | None:
    """Read table IV, or return None where there is none."""
    rows: dict[str, RowRead] = {}
    for row in from_grid.table4_rows(source.grids):
        before = rows.get(row.row)
        if before is None or (not before.complete and row.complete):
            rows[row.row] = row
    if not any(row.complete for row in rows.values()):
        rows = _written4(text, year) or rows
    if headers_turned(FORM_2021.table4, source.grids, text.lines[text.fourth : text.fifth]):
        rows = {name: row.unread() for name, row in rows.items()}
    return Filled(FORM_2021, rows) if rows else None


def _written4(text: Text, year: int | None) -> dict[str, RowRead]:
    lines = text.lines[text.fourth : text.fifth]
    labelled = _labelled(lines, text.places[text.fourth : text.fifth])
    if len(labelled) == len(_DISPUTES):
        return labelled
    groups = list(_groups(lines, text.fourth))
    own = [group for group in groups if _captioned(text, group) in (None, year)]
    for group in own[:1]:
        cells = from_text.cells4(group, text.places) or _split4(group, text.places[group.line])
        parts = [cells[5 * n : 5 * n + 5] for n in range(3)]
        place = text.places[group.line]
        return {name: RowRead(name, part, place=place) for name, part in zip(_DISPUTES, parts, strict=True)}
    return {}


def _labelled(lines: Sequence[str], places: Sequence[Place]) -> dict[str, RowRead]:
    """Read the lines that give a kind of dispute and its five figures, as a terminal prints table IV."""
    ids = {bare(row.label): row.id for row in FORM_2021.table4.rows}
    rows = {}
    for line, place in zip(lines, places, strict=True):
        label, *figures = line.split() or [""]
        row = ids.get(bare(label))
        if row and len(figures) == len(FORM_2021.table4.columns) and None not in map(figure, figures):
            rows[row] = RowRead(row, tuple(read_cell(text, place) for text in figures), place=place)
    return rows


def _groups(lines: Sequence[str], first: int) -> Iterator[Figures]:
    """Yield the groups of figures in marked *lines* that fill table IV: fifteen, or at least fifteen digits."""
    for group in (atom for atom in atoms(lines, first) if isinstance(atom, Figures)):
        full = [n for n, row in enumerate(group.rows) if len(row) == 15]
        if full and not group.slots:
            yield from (Figures((group.rows[n],), group.line + n) for n in full)
            continue
        digits = sum(len(token) for token in group.tokens)
        if len(group.tokens) == 15 or (len(group.tokens) < 15 <= digits) or len(group.slots) >= 15:
            yield group


def _captioned(text: Text, group: Figures) -> int | None:
    """Return the year of the caption (2023年报告) above a group of figures, since the figures before it."""
    for number in range(group.line - 1, max(group.line - 12, -1), -1):
        line = "".join(text.lines[number].split())
        if line[:4].isdecimal() and line[4:6] == "年报" and len(line) < 12:
            return int(line[:4])
        if sum(figure(token) is not None for token in text.lines[number].split()) >= 5:
            return None
    return None


def _split4(group: Figures, place: Place) -> tuple[Reading, ...]:
    """Split the glued digits of table IV: three rows of five, each with its sum."""
    if len(group.tokens) > len(_DISPUTES) + 2 or not all(token.isdecimal() for token in group.tokens):
        return unreadable(15, place=place)
    way = row_ways(group.tokens, 15, 5)
    if way.many:
        return uncertain(15, " ".join(group.tokens), place)
    row = RowRead("", unreadable(15, place=place), group.tokens, place=place)
    return merged(way.likely or way.every, row, bool(way.likely))
