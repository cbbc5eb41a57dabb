"""Remarks: what is odd in a report that was read: what is missing, empty, not certain, or not as the form has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ...words import Words, counted
from ..layout import Block, Form, Row
from .filled import Filled, Parted
from .notes import Note, at
from .readings import Reading, RowRead, State
from .source import NOWHERE, Place

_MOST_WAYS = 24
_LEAST_CUT = 3  # rows; so many that are missing at the end are one remark
TABLES = {
    "table2": Words("表二", "table II"),
    "table3": Words("表三", "table III"),
    "table4": Words("表四", "table IV"),
}


def of_table(name: str, filled: Filled | None, blocks: tuple[Block, ...]) -> Iterator[Note]:
    """Yield the remarks on one table, row by row; *blocks* are empty where no figures of it were found."""
    zh, en = TABLES[name]
    if filled is None or not blocks:
        words = Words(f"未找到{zh}的数字", f"no figures of {en} were found")
        yield Note(kind="missing_table", words=words, table=name)
        return
    rows = [(block, row) for block in blocks for row in block.rows]
    last = max((n for n, (_, row) in enumerate(rows) if row.id in filled.rows), default=-1)
    end = last + 1 if len(rows) - last > _LEAST_CUT else len(rows)
    for number, (block, row) in enumerate(rows[:end]):
        read = filled.rows.get(row.id)
        before = _before(filled, rows, number)
        yield from _of_row(name, row, block, read) if read else _missing(name, row, before)
    if end < len(rows):
        yield _incomplete(name, rows[last][1] if last >= 0 else None, len(rows) - end, _before(filled, rows, end))
    yield from _of_others(name, filled)
    yield from _of_order(name, filled, [row for _, row in rows])
    yield from _of_splits(name, filled, {row.id: row for _, row in rows})


def _of_order(name: str, filled: Filled, rows: Sequence[Row]) -> Iterator[Note]:
    """Name the rows that stand behind one that the form has after them: a label may have changed places."""
    zh, en = TABLES[name]
    numbers = {row.id: number for number, row in enumerate(rows)}
    order = [row for row in filled.order if row in numbers]
    for before, row in pairwise(order):
        if numbers[row] < numbers[before]:
            labels, place = (rows[numbers[row]].label, rows[numbers[before]].label), filled.rows[row].place
            words = at(
                place,
                f"{zh}“{labels[0]}”行在“{labels[1]}”行之后，与规定的顺序不同",
                f"{en}: row {row} stands after row {before}, not in the order of the form",
            )
            yield Note(kind="order", words=words, table=name, row=row, place=place)


def _of_others(name: str, filled: Filled) -> Iterator[Note]:
    """Say that there are further tables of the kind, and that the columns of this one are not in order."""
    zh, en = TABLES[name]
    for place in filled.others:
        words = at(
            place, f"还有另一张{zh}，数字不同，未读取", f"there is another {en} with other figures, which is not read"
        )
        yield Note(kind="several", words=words, table=name, place=place)
    turned = [read for read in filled.rows.values() if read.turned]
    if turned:
        zh_, en_ = ("按表头读取", "read by its headers") if any(r.complete for r in turned) else ("未读取", "not read")
        words = at(
            turned[0].place,
            f"{zh}各列的顺序与规定不同，{zh_}",
            f"{en}: its columns stand in another order than the form's; {en_}",
        )
        yield Note(kind="columns", words=words, table=name, place=turned[0].place)


def _before(filled: Filled, rows: Sequence[tuple[Block, Row]], number: int) -> Place:
    """Return the place of the nearest row before the *number*-th that was found, else of the first behind it."""
    above = [filled.rows[row.id].place for _, row in rows[:number] if row.id in filled.rows]
    below = [filled.rows[row.id].place for _, row in rows[number:] if row.id in filled.rows]
    return above[-1] if above else below[0] if below else NOWHERE


def _missing(name: str, row: Row, place: Place) -> Iterator[Note]:
    zh, en = TABLES[name]
    words = Words(f"{zh}缺少行“{row.label}”", f"{en} lacks the row {row.id}")
    yield Note(kind="missing_row", words=words, table=name, row=row.id, place=place)


def _incomplete(name: str, last: Row | None, missing: int, place: Place) -> Note:
    zh, en = TABLES[name]
    after, behind = (f"在“{last.label}”之后", f" after the row {last.id}") if last else ("", "")
    words = at(
        place,
        f"{zh}不完整：{after}缺少 {missing} 行",
        f"{en} is incomplete: {counted(missing, 'row is', 'rows are')} missing{behind}",
    )
    return Note(kind="incomplete", words=words, table=name, row=last.id if last else None, place=place)


def _of_row(name: str, row: Row, block: Block, read: RowRead) -> Iterator[Note]:
    zh, en = TABLES[name]
    if not read.exact:
        shown, official = " ".join(read.label.split()), read.official or row.label
        words = at(
            read.place,
            f"{zh}的标签“{shown}”与规定的“{official}”不同",
            f"{en}: the label “{shown}” of row {row.id} is not the official “{official}”",
        )
        yield Note(kind="label", words=words, table=name, row=row.id, place=read.place)
    yield from _of_cells(name, row, dict(zip(block.columns, read.cells, strict=False)))


def _of_cells(name: str, row: Row, cells: dict[Any, Reading]) -> Iterator[Note]:
    """Say what is empty and what cannot be told in one row, one note for each kind."""
    for state, zh, en in (
        (State.EMPTY, "为空（不作 0）", "empty, which is not zero"),
        (State.UNREADABLE, "无法辨认", "not readable"),
        (State.AMBIGUOUS, "有多种读法", "ambiguous"),
    ):
        some = {column: cell for column, cell in cells.items() if cell.state is state}
        if some:
            options = _options(cells) if state is State.AMBIGUOUS else ()
            many = state is State.AMBIGUOUS and not options
            said = (f"{zh}，拆法过多", f"{en}, too many splits") if many else (zh, en)
            yield _of_some(name, row, some, str(state), said, options)


def _of_some(
    name: str, row: Row, some: dict[Any, Reading], kind: str, said: tuple[str, str], options: tuple[str, ...]
) -> Note:
    first = next(iter(some.values()))
    labels, ids = "、".join(column.label for column in some), ", ".join(column.id for column in some)
    shown = f"：“{first.text}”" if first.text and kind != str(State.EMPTY) else ""
    ways = f"（{'；'.join(options)}）" if options else ""
    words = at(
        first.place,
        f"{TABLES[name].zh}“{row.label}”行{labels}{said[0]}{shown}{ways}",
        f"{TABLES[name].en}, row {row.id}: {ids}: {said[1]}{shown}{ways}",
    )
    only = next(iter(some)).id if len(some) == 1 else None
    return Note(kind=kind, words=words, table=name, row=row.id, column=only, place=first.place, candidates=options)


def _options(cells: dict[Any, Reading]) -> tuple[str, ...]:
    """Return the ways to read a row, or a cell that stands twice."""
    ways = next((cell.ways for cell in cells.values() if cell.ways), ())
    if ways:
        return _listed(ways)
    return tuple(" / ".join(str(value) for value in cell.candidates) for cell in cells.values() if cell.candidates)


def _listed(ways: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """Return ways to part a row as text; a long list is cut."""
    said = tuple(" | ".join(str(value) for value in way) for way in ways)
    return said if len(said) <= _MOST_WAYS else (*said[:_MOST_WAYS], f"… {len(said)}")


def _of_splits(name: str, filled: Filled, rows: Mapping[str, Row]) -> Iterator[Note]:
    """Say which digits were run together: those with one way all at once, the others row by row with their ways."""
    zh, en = TABLES[name]
    plain = {row: parted for row, parted in filled.split.items() if not parted.ways}
    if plain:
        how, count, place = next(iter(plain.values())).by, len(plain), filled.rows[next(iter(plain))].place
        words = at(
            place,
            f"{zh}有 {count} 行数字粘连，按{how.zh}唯一拆分",
            f"{en}: the digits of {counted(count, 'row')} were run together; {how.en} allow one way to part them",
        )
        yield Note(kind="split", words=words, table=name, place=place)
    for row, parted in filled.split.items():
        if parted.ways:
            yield of_split(name, rows[row], filled.rows[row].place, [c.value for c in filled.rows[row].cells], parted)
    if filled.many:
        words = Words(
            f"{zh}数字粘连，拆法过多，未逐一核对勾稽关系",
            f"{en}: digits run together, too many splits to hold the balances against each",
        )
        yield Note(kind="ambiguous", words=words, table=name)


def of_split(name: str, row: Row, place: Place, figures: Sequence[object], parted: Parted) -> Note:
    """Say how a row was parted that could be parted in several ways, by what, and what the others are."""
    taken, options = " | ".join(map(str, figures)), _listed(parted.ways)
    words = at(
        place,
        f"{TABLES[name].zh}“{row.label}”行数字粘连，本身有 {len(parted.ways)} 种拆法，按{parted.by.zh}取 {taken}",
        f"{TABLES[name].en}, row {row.id}: digits run together in one of {len(parted.ways)} ways; "
        f"{parted.by.en} leave {taken}",
    )
    return Note(kind="split", words=words, table=name, row=row.id, place=place, candidates=options)


def of_form(form: Form, due: Form, year: int, place: Place) -> Note:
    """Say that table III is not in the form that is due for the year."""
    zh = f"表三为 {form.id} 年格式，{year} 年度应为 {due.id} 年格式（{due.document}）"
    en = f"table III is in the form of {form.id}; for {year} it is that of {due.id} ({due.document})"
    return Note(kind="form", words=at(place, zh, en), table="table3", place=place)
