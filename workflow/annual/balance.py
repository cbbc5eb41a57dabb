"""Balance (勾稽关系): the equalities that a sound table keeps, and where a table breaks them.

Sources: the note printed in table III of both forms (item one plus item two equals item three plus item
four); the others follow from what a total, a count and a carry-over are. An equality that touches an
unknown cell is not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from attrs import frozen

from ..words import Words
from .grid import Key, Table, Table2, Table3, Table4, TablesDiffer, plain

Figure = int | Decimal


class Equality(NamedTuple):
    """The sum of the cells *left* must equal the sum of the cells *right*, in one *row* or one *column*."""

    row: str | None
    column: str | None
    left: tuple[Key, ...]
    right: tuple[Key, ...]


class Rule(NamedTuple):
    """A balance: its id, what it demands, and the equalities that it lays on a table."""

    id: str
    words: Words
    equalities: Callable[[Table[Any]], Iterable[Equality]]


@frozen(kw_only=True)
class Imbalance:
    """A balance that a table breaks: the rule, the row, column or cell, and both sums.

    ``cases`` holds the numbers of the cases involved, where they are known.
    """

    rule: str
    row: str | None
    column: str | None
    left: Figure
    right: Figure
    words: Words
    cases: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the imbalance as a JSON object with its message in both languages."""
        return {
            "rule": self.rule,
            "row": self.row,
            "column": self.column,
            "left": plain(self.left),
            "right": plain(self.right),
            "message": self.words.zh,
            "message_en": self.words.en,
            "cases": list(self.cases),
        }


def _flow(table: Table[Any]) -> Iterator[Equality]:
    for column in table.form.table3.column_ids:
        inflow = (("received", column), ("brought_forward", column))
        yield Equality(None, column, inflow, (("concluded_total", column), ("carried_forward", column)))


def _results(table: Table[Any]) -> Iterator[Equality]:
    for column in table.form.table3.column_ids:
        leaves = tuple((row, column) for row in table.form.result_rows)
        yield Equality(None, column, (("concluded_total", column),), leaves)


def _totals(table: Table[Any]) -> Iterator[Equality]:
    for block in table.blocks:
        for row in block.row_ids:
            parts = tuple((row, column) for column in block.column_ids if column != "total")
            yield Equality(row, "total", ((row, "total"),), parts)


RULES3 = (
    Rule(
        "flow",
        Words(
            "第一项加第二项之和，等于第三项加第四项之和",
            "received plus brought forward equals concluded plus carried forward",
        ),
        _flow,
    ),
    Rule(
        "results",
        Words("（七）总计等于（一）至（六）各项之和", "concluded total equals the sum of the result rows"),
        _results,
    ),
    Rule(
        "row_total",
        Words("总计等于六类申请人之和", "the total equals the sum of the six kinds of requester"),
        _totals,
    ),
)

RULES4 = (
    Rule(
        "dispute_total",
        Words(
            "总计等于结果维持、结果纠正、其他结果、尚未审结之和",
            "the total equals upheld plus overturned plus other plus pending",
        ),
        _totals,
    ),
)

_NAMES: dict[type[Table[Any]], Words] = {
    Table2: Words("表二", "table II"),
    Table3: Words("表三", "table III"),
    Table4: Words("表四", "table IV"),
}
_RULES: dict[type[Table[Any]], tuple[Rule, ...]] = {Table2: (), Table3: RULES3, Table4: RULES4}
_COUNT = Words("数量不得为负", "a count is never negative")
_CARRIED = Words(
    "上年结转数等于上一年度报告的结转下年度数",
    "brought forward equals what the report of the year before carried forward",
)


def imbalances(table: Table[Any]) -> tuple[Imbalance, ...]:
    """Return every balance that *table* (II, III or IV) breaks, rule by rule; empty when it balances."""
    broken = (_judge(table, rule, equality) for rule in _RULES[type(table)] for equality in rule.equalities(table))
    return (*(found for found in broken if found), *_negatives(table))


def carry_imbalances(previous: Table3, current: Table3) -> tuple[Imbalance, ...]:
    """Return each column whose ``brought_forward`` is not what the year before carried forward.

    Raises ``TablesDiffer`` unless *current* is of the year right after *previous*.
    """
    if current.year != previous.year + 1:
        raise TablesDiffer(
            Words(
                f"须为相邻两个年度，实为 {previous.year} 与 {current.year}",
                f"two neighbouring years are needed, not {previous.year} and {current.year}",
            )
        )
    found = []
    for column in current.form.table3.column_ids:
        left, right = current.cell("brought_forward", column), previous.cell("carried_forward", column)
        if left is not None and right is not None and left != right:
            found.append(_imbalance(current, "carry", _CARRIED, ("brought_forward", column), left, right))
    return tuple(found)


def _judge(table: Table[Any], rule: Rule, equality: Equality) -> Imbalance | None:
    left, right = _sum(table, equality.left), _sum(table, equality.right)
    if left is None or right is None or left == right:
        return None
    return _imbalance(table, rule.id, rule.words, (equality.row, equality.column), left, right)


def _sum(table: Table[Any], keys: Iterable[Key]) -> Figure | None:
    figures = [table.cells.get(key) for key in keys]
    return None if None in figures else sum(figure for figure in figures if figure is not None)


def _negatives(table: Table[Any]) -> Iterator[Imbalance]:
    """Find figures below zero; only 本年增/减 of the form of 2019 may be one."""
    for key in (key for block in table.blocks for key in block.keys if key[1] != "change"):
        figure = table.cells.get(key)
        if figure is not None and figure < 0:
            yield _imbalance(table, "non_negative", _COUNT, key, figure, 0)


def _imbalance(
    table: Table[Any],
    rule: str,
    words: Words,
    place: tuple[str | None, str | None],
    left: Figure,
    right: Figure,
) -> Imbalance:
    (row, column), (zh, en) = place, _place(table, *place)
    said = Words(
        f"{zh}：{words.zh}；左边 {plain(left)}，右边 {plain(right)}",
        f"{en}: {words.en}; left {plain(left)}, right {plain(right)}",
    )
    return Imbalance(rule=rule, row=row, column=column, left=left, right=right, words=said)


def _place(table: Table[Any], row: str | None, column: str | None) -> Words:
    """Name a row, a column or a cell of *table*: official labels in Chinese, ids in English."""
    rows = {entry.id: entry.group + entry.label for block in table.blocks for entry in block.rows}
    columns = {entry.id: entry.label for block in table.blocks for entry in block.columns}
    zh = [f"{rows[row]}" if row else "", f"{columns[column]}列" if column else ""]
    en = [f"row {row}" if row else "", f"column {column}" if column else ""]
    name = _NAMES[type(table)]
    return Words(" ".join([name.zh, *filter(None, zh)]), ", ".join([name.en, *filter(None, en)]))
