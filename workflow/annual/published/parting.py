"""Parting: what parts the digits of a row of table II, which has no sums: the prose, the law, the year before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ...words import Words
from ..grid import Key
from .filled import Filled, Parted, merged
from .glued import Split
from .readings import RowRead

_PROSE = Words("正文所述件数", "the figures in the prose")
_LASTING = 1_000  # years; no organ has so many documents in force for each that it made in the year


class Assumption(NamedTuple):
    """What is taken to hold of a row of these columns, for want of a sum; it parts digits and accuses nobody."""

    columns: tuple[str, ...]
    holds: Callable[[Split], bool]
    words: Words


def _disclosed(way: Split) -> bool:
    made, new, total = way
    return made == new <= total and (made == 0 or total <= _LASTING * made)


def _items(way: Split) -> bool:
    before, change = way[:2]
    return -before <= change <= before


_ITEMS = Words(
    "事项一年内增减不超过上一年项目数量这一推定",
    "the presumption that items do not change by more than there were",
)
ASSUMPTIONS = (
    Assumption(
        ("newly_made", "newly_disclosed", "total_disclosed"),
        _disclosed,
        Words(
            "新制作的规章和规范性文件均应公开（第二十条第（一）项）、总数不少于新公开数这一推定",
            "the presumption that documents made are disclosed (Art. 20(1)) and that the total holds them",
        ),
    ),
    Assumption(("last_year_items", "change", "decisions"), _items, _ITEMS),
    Assumption(("last_year_items", "change"), _items, _ITEMS),
)


def narrowed(filled: Filled, claims: Mapping[Key, set[int]]) -> Filled:
    """Part the glued rows of table II in the one way that gives the figures that the prose *claims*, else that is presumed."""
    rows, split = dict(filled.rows), dict(filled.split)
    for name, row in filled.rows.items():
        columns = _columns(filled, name)
        found = _said(name, columns, row.ways, claims) or _assumed(columns, row.ways)
        if found is not None:
            rows[name], split[name] = parted(row, found[0]), Parted(found[1], row.ways)
    return filled._replace(rows=rows, split=split)


def parted(row: RowRead, way: Split) -> RowRead:
    """Return a row with its digits parted in this way."""
    return row._replace(cells=merged([way], row._replace(tokens=(row.cells[0].text,))))


def _columns(filled: Filled, name: str) -> tuple[str, ...]:
    return next((block.column_ids for block in filled.form.table2 if name in block.row_ids), ())


def _said(
    name: str, columns: Sequence[str], ways: Iterable[Split], claims: Mapping[Key, set[int]]
) -> tuple[Split, Words] | None:
    said = {n: claims[name, column] for n, column in enumerate(columns) if (name, column) in claims}
    fitting = [way for way in ways if said and all(way[n] in numbers for n, numbers in said.items())]
    return (fitting[0], _PROSE) if len(fitting) == 1 else None


def _assumed(columns: tuple[str, ...], ways: Sequence[Split]) -> tuple[Split, Words] | None:
    for assumption in ASSUMPTIONS:
        fitting = [way for way in ways if assumption.holds(way)] if assumption.columns == columns else []
        if len(fitting) == 1:
            return fitting[0], assumption.words
    return None


def presumed(columns: tuple[str, ...], ways: Sequence[Split]) -> tuple[Split, ...]:
    """Return those of *ways* that the assumption on these columns allows; all, where there is none."""
    holds = next((each.holds for each in ASSUMPTIONS if each.columns == columns), None)
    return tuple(way for way in ways if holds is None or holds(way))
