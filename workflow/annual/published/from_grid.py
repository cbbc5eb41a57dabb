"""Rows out of grids: each row of cells is known by its label, its figures by the header above or by their number."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ..forms import FORM_2021, FORMS
from .columns import in_order
from .labels import Named, column3, name2, name3
from .plain import bare, figure, is_empty
from .readings import RowRead, read_cell, unreadable
from .source import Cell, Grid, Place

Row = tuple[Cell, ...]
_COLUMNS3 = FORM_2021.table3.column_ids
_DISPUTES = {
    "行政复议": "reconsideration",
    "未经复议直接起诉": "litigation_direct",
    "复议后起诉": "litigation_after_reconsideration",
}


_WEAK = 50  # the score of a label as short as 总计 and 其他, which name columns too


class Header(NamedTuple):
    """Whether the columns are in the order of the form; else which position belongs to which, where one row names all.

    The order is that in which names follow each other in each row: where they stand depends on spans, which are
    often wrong.
    """

    ordered: bool = True
    columns: Mapping[int, str] = MappingProxyType({})


def table3_rows(grids: Sequence[Grid]) -> Iterator[RowRead]:
    """Yield the rows of table III in all grids, in order; a grid without a header goes on under the one before."""
    header, width = Header(), 0
    for grid in grids:
        found = _header3(grid)
        wide = max((cell.at + cell.span for row in grid.rows for cell in row), default=0)
        if found or wide != width:
            header, width = found or Header(), wide
        start = _start3(grid)
        for row in grid.rows:
            read = _row3(row, header, start)
            if read is not None:
                yield read


def _header3(grid: Grid) -> Header | None:
    """Return the header of table III in a grid, or None where no row of it names a column."""
    found = None
    for row in grid.rows:
        label = _label3(row)
        if label is not None and label[1].score > _WEAK:
            break
        columns = {cell.at: name for cell in row if (name := column3(bare(cell.text)))}
        if not in_order("".join(cell.text for cell in row)):
            return Header(False, columns if sorted(columns.values()) == sorted(_COLUMNS3) else {})
        found = Header() if columns else found
    return found


def _label3(row: Row) -> tuple[int, Named] | None:
    """Return the deepest label of a row with its index: the last cell that names a row before its figures."""
    found = None
    for index, cell in enumerate(row):
        if figure(cell.text) is not None:
            if index == 0:
                continue  # a serial number before the label
            break
        named = None if is_empty(cell.text) else name3(cell.text)
        found = (index, named) if named else found
    return found


def _start3(grid: Grid) -> int | None:
    """Return the position where the figures begin in most of the rows that have exactly their seven cells."""
    starts: Counter[int] = Counter()
    for row in grid.rows:
        label = _label3(row)
        after = row[label[0] + 1 :] if label else ()
        if len(after) == len(_COLUMNS3):
            starts[after[0].at] += 1
    return starts.most_common(1)[0][0] if starts else None


def _row3(row: Row, header: Header, start: int | None) -> RowRead | None:
    """Read a row; one of more than seven cells has its figures where the others have them, from *start* on."""
    label = _label3(row)
    if label is None:
        return None
    index, named = label
    after = row[index + 1 :]
    if not after or (named.score <= _WEAK and not any(figure(cell.text) is not None for cell in after)):
        return None
    after = _spread(after, len(_COLUMNS3))
    cells = _by_number(after, len(_COLUMNS3), start) if header.ordered else _by_header(after, header.columns)
    place = row[index].place
    read = tuple(read_cell(cell.text, cell.place) for cell in cells)
    text = " | ".join(cell.text for cell in after)
    read = read or unreadable(len(_COLUMNS3), text, place)
    found = RowRead(named.row, read, (), row[index].text, named.exact, named.official, place)
    return found._replace(turned=not header.ordered)


def _by_header(after: Row, header: Mapping[int, str]) -> Row:
    """Take the cells under a header; nothing unless there is one in each column and no figure beside them."""
    at = {cell.at: cell for cell in after if cell.span == 1}
    beside = [cell for cell in after if cell.at not in header and not is_empty(cell.text)]
    if not header or beside or not all(position in at for position in header):
        return ()
    places = {name: at[position] for position, name in header.items()}
    return tuple(places[name] for name in _COLUMNS3)


def _spread(after: Row, count: int) -> Row:
    """Count an empty cell that spans several columns once for each, where that makes exactly *count* cells."""
    wide = [cell for cell in after if cell.span > 1]
    if not wide or sum(cell.span for cell in after) != count or not all(is_empty(cell.text) for cell in wide):
        return after
    return tuple(cell._replace(at=cell.at + n, span=1) for cell in after for n in range(cell.span))


def _by_number(after: Row, count: int, start: int | None = None) -> Row:
    """Take the cells after the label where exactly *count* stand there; empty ones around them may be more.

    Where *start* is known, those *count* cells begin at that position.
    """
    if len(after) == count:
        return after
    if start is None:
        first = next((i for i, cell in enumerate(after) if not is_empty(cell.text)), len(after))
        last = next((i for i in range(len(after), 0, -1) if not is_empty(after[i - 1].text)), 0)
        return after[first:last] if last - first == count else ()
    under = tuple(cell for cell in after if start <= cell.at < start + count)
    beside = any(cell not in under and not is_empty(cell.text) for cell in after)
    return under if len(under) == count and not beside else ()


def table2_rows(grids: Sequence[Grid]) -> Iterator[tuple[RowRead, tuple[str, ...]]]:
    """Yield the rows of table II in all grids with the forms that have such a row."""
    for row in (row for grid in grids for row in grid.rows):
        for index, cell in enumerate(row):
            named = name2(cell.text)
            after = row[index + 1 :]
            if named and after and all(is_empty(c.text) or figure(c.text) is not None for c in after):
                cells = tuple(read_cell(c.text, c.place) for c in after)
                yield RowRead(named.row, cells, (), cell.text, named.exact, named.official, cell.place), named.forms
                break


def table2_forms(grids: Sequence[Grid]) -> Iterator[str]:
    """Yield the form that each header of table II in the grids belongs to."""
    labels = {bare(c.label): form.id for form in FORMS for block in form.table2 for c in block.columns}
    for cell in (cell for grid in grids for row in grid.rows for cell in row):
        if bare(cell.text) in labels:
            yield labels[bare(cell.text)]


def table4_rows(grids: Sequence[Grid]) -> Iterator[RowRead]:
    """Yield the rows of table IV in all grids: fifteen cells under its header, or five after a row's label."""
    for grid in grids:
        headed = False
        for row in grid.rows:
            yield from _labelled4(row)
            text = bare("".join(cell.text for cell in row))
            if headed and not any(character.isalpha() for character in text):
                yield from _fifteen(row)
            headed = headed or ("纠正" in text and "审结" in text) or "复议后起诉" in text


def _labelled4(row: Row) -> Iterator[RowRead]:
    for index, cell in enumerate(row):
        name = _DISPUTES.get(bare(cell.text))
        after = row[index + 1 :]
        if name and len(after) >= 5 and any(figure(c.text) is not None for c in after):
            cells = _by_number(after, 5)
            read = tuple(read_cell(c.text, c.place) for c in cells) or unreadable(5, place=cell.place)
            yield RowRead(name, read, label=cell.text, place=cell.place)


def _fifteen(row: Row) -> Iterator[RowRead]:
    cells = row if len(row) == 15 else _by_number(row, 15)
    place = row[0].place if row else Place()
    for n, name in enumerate(_DISPUTES.values()):
        part = cells[5 * n : 5 * n + 5]
        read = tuple(read_cell(cell.text, cell.place) for cell in part)
        if read or any(figure(cell.text) is not None for cell in row):
            yield RowRead(name, read or unreadable(5, place=place), place=place)
