"""Table II of a published report: its form by its headers, its rows out of grids and text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ..forms import FORMS
from ..layout import Block, Form
from . import from_grid, from_text
from .atoms import Figures
from .columns import headers_turned
from .filled import Filled, merged
from .glued import LONGEST, splits
from .readings import Reading, RowRead, State, uncertain, unreadable
from .regions import Text
from .source import Place, Source

_SIGNED = "change"


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
    lines = text.lines[text.second : text.third]
    turned = {row for block in form.table2 if headers_turned(block, source.grids, lines) for row in block.row_ids}
    return Filled(form, {name: row.unread() if name in turned else row for name, row in rows.items()})


def _form2(votes: Counter[str], year: int | None) -> Form:
    best = votes.most_common(2)
    if len(best) == 1 or best[0][1] > best[1][1]:
        return next(form for form in FORMS if form.id == best[0][0])
    return next((form for form in reversed(FORMS) if year is not None and form.serves(year)), FORMS[-1])


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
    # Figures that stand apart are not glued: of too few of them one is missing, and nothing tells which.
    glued = all(token.startswith("-") for token in tokens[1:])
    fewer = 0 < len(tokens) < len(block.columns) and all(tokens) and glued
    if fewer and sum(map(len, tokens)) > LONGEST * len(block.columns):
        return uncertain(len(block.columns), " ".join(group.tokens), place)
    found = tuple(splits(tokens, len(block.columns), signed)) if fewer else ()
    row = RowRead("", unreadable(len(block.columns), place=place), tuple(group.tokens), place=place)
    return merged(found, row)
