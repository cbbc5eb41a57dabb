"""Table III of a published report: its rows out of grids and text, put together in the form they follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from ...words import Words
from ..forms import FORMS
from ..layout import Form
from . import from_grid, from_text
from .columns import header_in_order
from .filled import Filled, Parted, merged
from .glued import Split, Ways, row_ways, splits
from .readings import RowRead, State, uncertain, unreadable
from .regions import Text
from .solving import solve
from .source import Place, Source

_SEVERAL = 5  # rows; what has as many complete ones is another table, not a summary of this
_SHOWN = 1_000  # ways of a row in doubt that are kept; a reader is shown fewer
_SUMS = Words("各行合计", "the row sums")
_ALL = Words("各行合计与各列勾稽", "the row sums and the balances")


def table3_of(source: Source, text: Text, year: int | None) -> Filled | None:
    """Read table III, or return None where there is none. Grids are believed before running text."""
    gridded = _first_table(list(from_grid.table3_rows(source.grids)))
    written = _written3(text)
    rows, other = (gridded, written) if _worth(gridded.rows) >= _worth(written.rows) else (written, gridded)
    found = {**other.rows, **rows.rows} if rows.rows else {}
    if not found:
        return None
    form = _form3(found, year)
    kept = {row: read for row, read in found.items() if row in form.table3.row_ids}
    return _solved3(form, kept, rows.twice)._replace(others=rows.others, order=tuple(rows.rows))


class Rows(NamedTuple):
    """The rows of a table III, those that stand in it twice unlike each other, and where other tables III begin."""

    rows: dict[str, RowRead]
    twice: tuple[str, ...] = ()
    others: tuple[Place, ...] = ()


def _written3(text: Text) -> Rows:
    lines = text.lines[text.third : text.fifth]
    if not lines:
        return Rows({})
    glued = from_text.is_glued(lines)
    starts = _starts(text, text.third, text.fifth) or [text.third]
    behind = _starts(text, text.fifth, len(text.lines))
    tables = _tables_in(text, [text.third, *starts[1:], text.fifth], glued)
    return _fullest(tables, _tables_in(text, [*behind, len(text.lines)], glued))


def _starts(text: Text, first: int, end: int) -> list[int]:
    """Return the numbers of the lines with which a table III begins."""
    return [n for n in range(first, end) if "本年新收政府信息公开申请" in "".join(text.lines[n].split())]


def _tables_in(text: Text, edges: Sequence[int], glued: bool) -> list[Rows]:
    found, ordered = [], header_in_order(text.lines[text.third : text.fifth])
    for start, end in pairwise(edges):
        rows = from_text.table3_rows(text.lines[start:end], text.places[start:], 0, glued)
        found.append(_first_table(rows if ordered else [row.unread() for row in rows]))
    return found


def _fullest(tables: Sequence[Rows], behind: Sequence[Rows] = ()) -> Rows:
    """Return the fullest of several tables, with the places of others that are full too and say something else.

    Those *behind* the sections of the report are not the report's; they are told all the same.
    """
    best = max(tables, key=lambda table: _worth(table.rows))
    rest = [table for table in (*tables, *behind) if table is not best and _differs(table, best)]
    return best._replace(others=tuple(next(iter(table.rows.values())).place for table in rest))


def _differs(table: Rows, best: Rows) -> bool:
    both = [(row, best.rows[name]) for name, row in table.rows.items() if name in best.rows]
    full = [(one, other) for one, other in both if one.complete and other.complete]
    return len(full) >= _SEVERAL and any(_values(one) != _values(other) for one, other in full)


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
        elif before is None or _better(row, before):
            table.pop(row.row, None)  # it stands where its figures do
            table[row.row] = row
        elif row.tokens and before.tokens and row.tokens != before.tokens:
            table[row.row] = before._replace(tokens=(), cells=unreadable(len(before.cells), place=before.place))
        elif row.complete and before.complete and _values(row) != _values(before):
            table[row.row] = _either(before, row)
            twice.append(row.row)
    return _fullest([Rows(table, tuple(twice)) for table, twice in tables])


def _better(row: RowRead, before: RowRead) -> bool:
    """Whether a row that comes again takes the place of the first: 3.其他 of its group's label, figures of none."""
    if row.official != before.official and row.row == "other":
        return row.official.startswith("3")
    return not _worth({row.row: before})[0] and bool(_worth({row.row: row})[0])


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
    """Tell the form of table III by its rows: the one, or the year's among those, that has most of them so called."""
    known = {form.id: sum((row.id, row.label) in _named(rows) for row in form.table3.rows) for form in FORMS}
    best = [form for form in FORMS if known[form.id] == max(known.values())]
    return next((form for form in reversed(best) if year is None or form.serves(year)), best[0])


def _named(rows: dict[str, RowRead]) -> set[tuple[str, str]]:
    return {(name, row.official) for name, row in rows.items()}


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
    doubt = _in_doubt(left, ways, solved.held)
    if doubt:
        left = {name: _ways_of(rows[name], ways[name], columns) for name in left}
    sure = {name: not any(map(any, left[name])) if doubt else bool(way.likely) for name, way in ways.items()}
    made = {name: rows[name]._replace(cells=merged(found, rows[name], sure[name])) for name, found in left.items()}
    made |= {name: _unparted(rows[name], columns) for name, way in ways.items() if way.many}
    by = _ALL if solved.held else _SUMS
    split = {
        name: Parted(by, ways[name].fitting if len(ways[name].fitting) > 1 else ())
        for name, row in made.items()
        if row.complete
    }
    return Filled(form, rows | made, twice, split, solved.many)


def _unparted(row: RowRead, columns: int) -> RowRead:
    return row._replace(cells=uncertain(columns, " ".join(row.tokens), row.place))


def _in_doubt(left: Mapping[str, tuple[Split, ...]], ways: Mapping[str, Ways], held: bool | None) -> bool:
    """Whether a row's sum alone may not part it: the digits of some row fit no sum, or some rows stay open.

    Then a cell may be lost in any row that is not all zeros. Where every row is parted, what does not balance
    is accused, so that a row parted wrongly would show.
    """
    return (
        not held
        and any(len(found) != 1 for found in left.values())
        and any(not way.fitting or held is False for way in ways.values())
    )


def _ways_of(row: RowRead, ways: Ways, columns: int) -> tuple[Split, ...]:
    """Return the ways to part a row in doubt: all, or where they are not counted out, so many that none is sure."""
    return ways.every if len(ways.every) == 1 else tuple(islice(splits(row.tokens, columns), _SHOWN))
