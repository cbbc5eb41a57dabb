"""Below a roll-up: what each register brings to the sums, its share and whether it balances, and who is not in them.

This table is no part of the official form; it stands behind it, for whoever rolls up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from desk.rollup import Gathered
from workflow.annual import Part, Tables
from workflow.annual.grid import Key
from workflow.annual.prose import printable

from .grids import Cell, Grid

Number = int | Decimal | None


class Column(NamedTuple):
    """A column of figures: its id, its heading, and the figure that it takes from the tables of a register."""

    id: str
    label: str
    figure: Callable[[Tables], Number]


def _requests(row: str) -> Callable[[Tables], Number]:
    return lambda tables: tables.table3.cell(row, "total")


def _disputes(*rows: str) -> Callable[[Tables], Number]:
    return lambda tables: _sum(tables.table4.cell(row, "total") for row in rows)


def _sum(figures: Iterable[int | None]) -> int | None:
    known = list(figures)
    return None if None in known else sum(figure for figure in known if figure is not None)


_RECEIVED = Column("received", "新收", _requests("received"))
_AFTER = (
    Column("brought_forward", "上年结转", _requests("brought_forward")),
    Column("concluded", "办结", _requests("concluded_total")),
    Column("carried_forward", "结转下年", _requests("carried_forward")),
    Column("reconsidered", "复议", _disputes("reconsideration")),
    Column("sued", "诉讼", _disputes("litigation_direct", "litigation_after_reconsideration")),
)
_SUMS = (_RECEIVED, *_AFTER)
_HEADINGS = ("机关", _RECEIVED.label, "占新收", *(column.label for column in _AFTER), "勾稽")
_WIDTHS = (0.24, *[0.095] * 8)


def parts_grid(gathered: Gathered) -> Grid:
    """Return the table: a line a register, their sums, and what is to be said of them."""
    rollup = gathered.rollup
    cells = [Cell(0, n, 1, 1, "column" if n else "corner", text) for n, text in enumerate(_HEADINGS)]
    names = [f"part{n}" for n, _ in enumerate(rollup.parts, 1)]
    for top, (id, part, said) in enumerate(zip(names, rollup.parts, part_names(rollup.parts), strict=True), 1):
        share = rollup.share(part)
        cells += _line(top, id, said, part.tables, None if share is None else float(share), not part.imbalances)
    top = len(rollup.parts) + 1
    whole = 1.0 if rollup.tables.table3.cell("received", "total") else None
    cells += _line(top, "total", "合计", rollup.tables, whole, not rollup.imbalances)
    for n, (said, why) in enumerate(_beside(gathered), top + 1):
        cells += (Cell(n, 0, 1, 1, "row", printable(said)), Cell(n, 1, 1, 8, "note", printable(why)))
    sums: dict[Key, tuple[Key, ...]] = {("total", c.id): tuple((name, c.id) for name in names) for c in _SUMS}
    return Grid("parts", _caption(gathered), tuple(cells), 1, _WIDTHS, sums)


def _caption(gathered: Gathered) -> str:
    said = [f"汇总 {len(gathered.rollup.parts)} 个登记簿"]
    if gathered.rollup.missing:
        said.append(f"缺 {len(gathered.rollup.missing)} 个机关")
    if gathered.unread:
        said.append(f"{len(gathered.unread)} 个文件未能读取")
    return f"附：各机关汇总情况（{'，'.join(said)}）"


def _line(top: int, id: str, said: str, tables: Tables, share: float | None, balanced: bool) -> Iterator[Cell]:
    yield Cell(top, 0, 1, 1, "row", printable(said))
    yield _figure(top, 1, (id, _RECEIVED.id), _RECEIVED.figure(tables))
    shown = "" if share is None else f"{share:.1%}"
    yield Cell(top, 2, 1, 1, "share", shown, None, None if share is None else Decimal(repr(share)))
    for left, column in enumerate(_AFTER, 3):
        yield _figure(top, left, (id, column.id), column.figure(tables))
    yield Cell(top, 8, 1, 1, "note", "成立" if balanced else "不符")


def _figure(top: int, left: int, key: Key, figure: Number) -> Cell:
    return Cell(top, left, 1, 1, "figure", "" if figure is None else str(figure), key, figure)


def part_names(parts: tuple[Part, ...]) -> list[str]:
    """Return what each register is called: its organ, and its file where organs are unnamed or come twice."""
    often = Counter(part.agency for part in parts)
    files = [Path(part.db).name for part in parts]
    return [
        part.agency if part.agency and often[part.agency] == 1 else f"{part.agency}（{file}）" if part.agency else file
        for part, file in zip(parts, files, strict=True)
    ]


def _beside(gathered: Gathered) -> Iterator[tuple[str, str]]:
    """Yield who is not in the sums, what does not balance in them, and what is odd, each with the reason."""
    yield from ((name, "缺：没有登记簿，未计入") for name in gathered.rollup.missing)
    yield from ((Path(db).name, f"未能读取，未计入：{error.message('zh')}") for db, error in gathered.unread)
    parts = gathered.rollup.parts
    for name, part in zip(part_names(parts), parts, strict=True):
        yield from ((name, f"勾稽不符：{found.words.zh}") for found in part.imbalances)
        yield from ((name, f"提示：{found.words.zh}") for found in part.own_warnings)
    yield from (("合计", f"勾稽不符：{found.words.zh}") for found in gathered.rollup.imbalances)
    yield from (("提示", found.words.zh) for found in gathered.rollup.warnings)
