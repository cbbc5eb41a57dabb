"""Tables: the rows found in grids and in text, put together into tables II, III and IV of the form they follow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ...words import Words
from ..forms import FORM_2019, FORM_2021, FORMS, form_for
from ..grid import Key
from ..layout import Block, Form, UnknownForm
from . import from_grid, from_text
from .atoms import Figures
from .glued import MOST, Split, Ways, row_ways, solve, splits
from .plain import figure
from .readings import Reading, RowRead, State, unreadable
from .regions import Text
from .source import Place, Source

_DISPUTES = FORM_2021.table4.row_ids
_SIGNED = "change"
_SUMS = Words("各行合计", "the row sums")
_ALL = Words("各行合计与各列勾稽", "the row sums and the balances")
_PROSE = Words("正文所述件数", "the figures in the prose")


class Filled(NamedTuple):
    """A table as it was read: the form it follows, its rows, and rows that stand in it twice unlike each other.

    ``split`` names the rows whose digits were run together and could be told apart, ``by`` what told them.
    """

    form: Form
    rows: dict[str, RowRead]
    twice: tuple[str, ...] = ()
    split: tuple[str, ...] = ()
    by: Words = Words("", "")

    def readings(self, blocks: Iterable[Block]) -> dict[Key, Reading]:
        """Return the reading of each cell of the rows that were found."""
        found: dict[Key, Reading] = {}
        for block in blocks:
            for row in (row for row in block.row_ids if row in self.rows):
                cells = zip(block.column_ids, self.rows[row].cells, strict=False)
                found |= {(row, column): cell for column, cell in cells}
        return found


def table3_of(source: Source, text: Text, year: int | None) -> Filled | None:
    """Read table III, or return None where there is none. Grids are believed before running text."""
    gridded = _first_table(list(from_grid.table3_rows(source.grids)))
    written = _written3(text)
    rows, twice = (gridded, written) if _worth(gridded[0]) >= _worth(written[0]) else (written, gridded)
    found = {**twice[0], **rows[0]} if rows[0] else {}
    if not found:
        return None
    form = _form3(found, year)
    kept = {row: read for row, read in found.items() if row in form.table3.row_ids}
    return _solved3(form, kept, rows[1])


Rows = tuple[dict[str, RowRead], tuple[str, ...]]


def _written3(text: Text) -> Rows:
    lines = text.lines[text.third : text.fifth]
    if not lines:
        return {}, ()
    glued = from_text.is_glued(lines)
    starts = [n for n, line in enumerate(lines) if "本年新收政府信息公开申请" in "".join(line.split())] or [0]
    ends = [*starts[1:], len(lines)]
    tables = []
    for start, end in zip([0, *starts[1:]], ends, strict=True):
        part = lines[start:end]
        tables.append(_first_table(from_text.table3_rows(part, text.places[text.third + start :], 0, glued)))
    return max(tables, key=lambda rows: _worth(rows[0]))


def _worth(rows: dict[str, RowRead]) -> tuple[int, int]:
    return sum(row.complete or bool(row.tokens) for row in rows.values()), len(rows)


def _first_table(rows: Sequence[RowRead]) -> Rows:
    """Return the rows of the fullest table among *rows*; a new one begins where 本年新收 comes again."""
    tables: list[tuple[dict[str, RowRead], list[str]]] = [({}, [])]
    for row in rows:
        table, twice = tables[-1]
        before = table.get(row.row)
        if row.row == "received" and before is not None and len(table) > 1:
            tables.append(({row.row: row}, []))
        elif before is None or (not _worth({row.row: before})[0] and _worth({row.row: row})[0]):
            table[row.row] = row
        elif row.complete and before.complete and _values(row) != _values(before):
            table[row.row] = _either(before, row)
            twice.append(row.row)
    best = max(tables, key=lambda table: _worth(table[0]))
    return best[0], tuple(best[1])


def _values(row: RowRead) -> list[object]:
    return [cell.value for cell in row.cells]


def _either(one: RowRead, other: RowRead) -> RowRead:
    """Say of each cell that the two rows give differently that it is ambiguous."""
    cells = []
    for first, second in zip(one.cells, other.cells, strict=False):
        values = tuple(value for value in (first.value, second.value) if value is not None)
        same = first.value == second.value
        cells.append(first if same else first._replace(state=State.AMBIGUOUS, value=None, candidates=values))
    return one._replace(cells=tuple(cells))


def _form3(rows: dict[str, RowRead], year: int | None) -> Form:
    """Tell the form of table III by its rows: the form of 2019 has one row 其他处理, that of 2021 three."""
    if any(row in rows for row in FORM_2019.merged):
        return FORM_2021
    other = rows.get("other")
    if other is not None and "其他处理" in other.official + other.label:
        return FORM_2019
    try:
        return FORM_2021 if year is None else form_for(year)
    except UnknownForm:
        return FORM_2019


def _solved3(form: Form, rows: dict[str, RowRead], twice: tuple[str, ...]) -> Filled:
    """Split the rows whose digits are run together: by the row's sum first, then by all balances together."""
    columns = len(form.table3.columns)
    ways = {name: row_ways(row.tokens, columns, columns) for name, row in rows.items() if row.tokens}
    if not ways:
        return Filled(form, rows, twice)
    known: dict[str, tuple[Split, ...]] = {
        name: (tuple(cell.value or 0 for cell in row.cells),)
        for name, row in rows.items()
        if all(cell.state is State.FIGURE for cell in row.cells)
    }
    told = {name: way.likely for name, way in ways.items() if way.likely}
    solved = solve(known | told, form.result_rows)
    left = {name: solved.rows[name] if name in told else way.every for name, way in ways.items()}
    if _in_doubt(left, ways, solved.held):
        left = {
            name: _all_ways(rows[name], columns) if len(ways[name].every) > 1 else found for name, found in left.items()
        }
    made = {n: rows[n]._replace(cells=_merged(found, rows[n], bool(ways[n].fitting))) for n, found in left.items()}
    split = tuple(name for name, row in made.items() if row.complete)
    return Filled(form, rows | made, twice, split, _ALL if solved.held else _SUMS)


def _in_doubt(left: Mapping[str, tuple[Split, ...]], ways: Mapping[str, Ways], held: bool | None) -> bool:
    """Whether a row's sum alone may not part it: the digits of some row fit no sum, or some rows stay open.

    Where every row is parted, what does not balance is accused, so that a row parted wrongly would show.
    """
    return (
        not held
        and any(len(found) != 1 for found in left.values())
        and any(not way.fitting or held is False for way in ways.values())
    )


def _all_ways(row: RowRead, columns: int) -> tuple[Split, ...]:
    return tuple(islice(splits(row.tokens, columns), MOST))


def _merged(found: Sequence[Split], row: RowRead, sure: bool = True) -> tuple[Reading, ...]:
    """Return the cells that all splits agree on as figures, the others as ambiguous with their candidates.

    Unless *sure*, a cell on which they agree is ambiguous too: digits that fit no sum may be other digits.
    """
    text = " ".join(row.tokens)
    if not found:
        return unreadable(len(row.cells), text, row.place)
    cells = []
    for values in zip(*found, strict=True):
        options = tuple(dict.fromkeys(values))
        one = len(options) == 1 and (sure or len(found) == 1)
        state = State.FIGURE if one else State.AMBIGUOUS
        value, maybe = (options[0], ()) if one else (None, options)
        cells.append(Reading(state, value, maybe, text, row.place, () if one else tuple(found)))
    return tuple(cells)


def table2_of(source: Source, text: Text, year: int | None) -> Filled | None:
    """Read table II, or return None where there is none."""
    gridded = list(from_grid.table2_rows(source.grids))
    written = list(from_text.table2_rows(text.lines[text.second : text.third], text.places[text.second :], 0))
    votes = Counter(form for _, forms in gridded for form in forms)
    votes += Counter(form for found in written for form in found.forms)
    votes += Counter({form: 3 * n for form, n in Counter(_headers2(source, text)).items()})
    if not gridded and not written:
        return None
    form = _form2(votes, year)
    rows: dict[str, RowRead] = {}
    for row in [*_fitted(form, (row for row, _ in gridded)), *_written2(form, written, text)]:
        before = rows.get(row.row)
        if before is None or (not before.complete and row.complete):
            rows[row.row] = row
    return Filled(form, rows)


def narrowed(filled: Filled, claims: Mapping[Key, set[int]]) -> Filled:
    """Part the glued rows of table II in the one way that gives the figures that the prose *claims*."""
    rows = dict(filled.rows)
    for name, row in filled.rows.items():
        block = _block2(filled.form, name)
        ways = next((cell.ways for cell in row.cells if cell.ways), ())
        said = {
            n: claims[name, column]
            for n, column in enumerate(block.column_ids if block else ())
            if (name, column) in claims
        }
        fitting = [way for way in ways if said and all(way[n] in numbers for n, numbers in said.items())]
        if len(fitting) == 1:
            rows[name] = row._replace(cells=_merged(fitting, row._replace(tokens=(row.cells[0].text,))))
    split = tuple(name for name, row in rows.items() if row != filled.rows[name])
    return filled._replace(rows=rows, split=split, by=_PROSE) if split else filled


def _form2(votes: Counter[str], year: int | None) -> Form:
    best = votes.most_common(2)
    if len(best) == 1 or best[0][1] > best[1][1]:
        return next(form for form in FORMS if form.id == best[0][0])
    return FORM_2019 if year in (2019, 2020) else FORM_2021


def _headers2(source: Source, text: Text) -> list[str]:
    """Return the form of each column header of table II, once for each time it is printed."""
    found = list(from_grid.table2_forms(source.grids))
    body = "".join("".join(text.lines[text.second : text.third]).split())
    labels = {column.label: form.id for form in FORMS for block in form.table2 for column in block.columns}
    own = {label: form for label, form in labels.items() if label not in ("处理决定数量",)}
    return found + [form for label, form in own.items() if label.replace("（", "(").replace("）", ")") in body]


def _block2(form: Form, row: str) -> Block | None:
    return next((block for block in form.table2 if row in block.row_ids), None)


def _fitted(form: Form, rows: Iterable[RowRead]) -> Iterable[RowRead]:
    """Give each row of a grid as many cells as the form has columns; empty ones behind them are the grid's."""
    for row in rows:
        block = _block2(form, row.row)
        if block is None:
            continue
        count, cells = len(block.columns), row.cells
        while len(cells) > count and cells[-1].state is State.EMPTY:
            cells = cells[:-1]
        while len(cells) > count and cells[0].state is State.EMPTY:
            cells = cells[1:]
        sound = len(cells) == count
        yield row._replace(cells=cells if sound else unreadable(count, place=row.place))


def _written2(form: Form, found: Iterable[from_text.Found2], text: Text) -> Iterable[RowRead]:
    for each in found:
        block = _block2(form, each.row)
        if block is not None:
            cells = from_text.cells2(each, len(block.columns), text.places[text.second :])
            cells = cells or _split2(each.group, block, each.place)
            yield RowRead(each.row, cells, (), each.label, each.exact, each.official, each.place)


def _split2(group: Figures, block: Block, place: Place) -> tuple[Reading, ...]:
    """Split glued digits of a row of table II, in which nothing but the number of columns and a minus helps."""
    signed = frozenset(n for n, column in enumerate(block.column_ids) if column == _SIGNED)
    tokens = [token.rstrip("万元").replace(",", "") for token in group.tokens]
    fewer = 0 < len(tokens) < len(block.columns) and all(tokens)
    found = tuple(splits(tokens, len(block.columns), signed)) if fewer else ()
    row = RowRead("", unreadable(len(block.columns), place=place), tuple(group.tokens), place=place)
    return _merged(found, row)


def table4_of(source: Source, text: Text, year: int | None) -> Filled | None:
    """Read table IV, or return None where there is none."""
    rows: dict[str, RowRead] = {}
    for row in from_grid.table4_rows(source.grids):
        before = rows.get(row.row)
        if before is None or (not before.complete and row.complete):
            rows[row.row] = row
    if not any(row.complete for row in rows.values()):
        rows = _written4(text, year) or rows
    return Filled(FORM_2021, rows) if rows else None


def _written4(text: Text, year: int | None) -> dict[str, RowRead]:
    lines = text.lines[text.fourth : text.fifth]
    groups = list(from_text.table4_groups(lines, text.fourth))
    own = [group for group in groups if _captioned(text, group) in (None, year)]
    for group in own[:1]:
        cells = from_text.cells4(group, text.places) or _split4(group, text.places[group.line])
        parts = [cells[5 * n : 5 * n + 5] for n in range(3)]
        place = text.places[group.line]
        return {name: RowRead(name, part, place=place) for name, part in zip(_DISPUTES, parts, strict=True)}
    return {}


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
    if not all(token.isdecimal() for token in group.tokens):
        return unreadable(15, place=place)
    way = row_ways(group.tokens, 15, 5)
    row = RowRead("", unreadable(15, place=place), group.tokens, place=place)
    return _merged(way.likely or way.every, row, bool(way.fitting))
