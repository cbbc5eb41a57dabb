"""Bounds: a balance with unknown cells, which no reading of them can keep, since no count is below zero."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ...words import Words
from ..balance import RULES3, RULES4, Equality, Figure, Imbalance, Rule, place_words
from ..grid import Key, Table, Table3, Table4, plain


class Side(NamedTuple):
    """One side of an equality: the sum of its known cells, and whether all of them are known."""

    least: Figure
    whole: bool


def bounds(table: Table[Any]) -> tuple[Imbalance, ...]:
    """Return the balances of table III or IV that are broken whatever the unknown cells hold.

    One side is known; the known cells of the other are more already. Balances with all cells known are not
    judged here.
    """
    rules = RULES3 if isinstance(table, Table3) else RULES4 if isinstance(table, Table4) else ()
    return tuple(_broken(table, rules))


def _broken(table: Table[Any], rules: Iterable[Rule]) -> Iterator[Imbalance]:
    for rule in rules:
        for equality in rule.equalities(table.form):
            left, right = _side(table, equality.left), _side(table, equality.right)
            if left.whole != right.whole and (left.least < right.least if left.whole else right.least < left.least):
                yield _imbalance(table, rule, equality, left, right)


def _side(table: Table[Any], keys: Iterable[Key]) -> Side:
    least: Figure = 0
    whole = True
    for key in keys:
        figure = table.cells.get(key)
        least, whole = least + (figure or 0), whole and figure is not None
    return Side(least, whole)


def _imbalance(table: Table[Any], rule: Rule, equality: Equality, left: Side, right: Side) -> Imbalance:
    zh, en = place_words(table, equality.row, equality.column)
    sums = [
        (
            f"{'' if side.whole else '至少 '}{plain(side.least)}",
            f"{'' if side.whole else 'at least '}{plain(side.least)}",
        )
        for side in (left, right)
    ]
    words = Words(
        f"{zh}：{rule.words.zh}；左边 {sums[0][0]}，右边 {sums[1][0]}",
        f"{en}: {rule.words.en}; left {sums[0][1]}, right {sums[1][1]}",
    )
    return Imbalance(
        rule=rule.id,
        row=equality.row,
        column=equality.column,
        left=left.least,
        right=right.least,
        words=words,
        left_cells=equality.left,
        right_cells=equality.right,
    )
