"""Balance (勾稽关系): the equalities that a sound table keeps, and where a table breaks them.

Sources: the note printed in table III of both forms (item one plus item two equals item three plus item
four); the others follow from what a total and a count are. An equality that touches an unknown cell is not
judged. What a year owes to the year before stands in ``following``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from attrs import evolve, frozen

from ..words import Words
from .grid import Key, Table, Table2, Table3, Table4, plain
from .layout import Block, Form

Figure = int | Decimal
Behind = Callable[[str, str], Iterable[str]]
"""Opens a cell, by row and column, to the numbers of the cases that count in it."""


class Equality(NamedTuple):
    """The sum of the cells *left* must equal the sum of the cells *right*, in one *row* or one *column*."""

    row: str | None
    column: str | None
    left: tuple[Key, ...]
    right: tuple[Key, ...]


class Rule(NamedTuple):
    """A balance: its id, what it demands, and the equalities that it lays on a table of a form."""

    id: str
    words: Words
    equalities: Callable[[Form], Iterable[Equality]]


@frozen(kw_only=True)
class Imbalance:
    """A balance that a table breaks: the rule, the row, column or cell, and both sums.

    ``left_cells`` and ``right_cells`` are the cells that add up to them. ``cases`` holds the numbers of the
    cases in question, where they are known: those that do not count alike on both sides.
    """

    rule: str
    row: str | None
    column: str | None
    left: Figure
    right: Figure
    words: Words
    cases: tuple[str, ...] = ()
    left_cells: tuple[Key, ...] = ()
    right_cells: tuple[Key, ...] = ()

    def opened(self, behind: Behind, behind_right: Behind | None = None) -> Imbalance:
        """Return the imbalance with its cases: those that count more often on one side than on the other.

        *behind* opens the cells; *behind_right* those of the right side, where they are another table's.
        """
        left = _behind(behind, self.left_cells)
        right = _behind(behind_right or behind, self.right_cells)
        return evolve(self, cases=tuple(sorted((left - right) | (right - left))))

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


def _flow(form: Form) -> Iterator[Equality]:
    for column in form.table3.column_ids:
        inflow = (("received", column), ("brought_forward", column))
        yield Equality(None, column, inflow, (("concluded_total", column), ("carried_forward", column)))


def _results(form: Form) -> Iterator[Equality]:
    for column in form.table3.column_ids:
        leaves = tuple((row, column) for row in form.result_rows)
        yield Equality(None, column, (("concluded_total", column),), leaves)


def _requesters(form: Form) -> Iterator[Equality]:
    return _totals(form.table3)


def _dispute_results(form: Form) -> Iterator[Equality]:
    return _totals(form.table4)


def _totals(block: Block) -> Iterator[Equality]:
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
        _requesters,
    ),
)

RULES4 = (
    Rule(
        "dispute_total",
        Words(
            "总计等于结果维持、结果纠正、其他结果、尚未审结之和",
            "the total equals upheld plus overturned plus other plus pending",
        ),
        _dispute_results,
    ),
)

_NAMES: dict[type[Table[Any]], Words] = {
    Table2: Words("表二", "table II"),
    Table3: Words("表三", "table III"),
    Table4: Words("表四", "table IV"),
}
_RULES: dict[type[Table[Any]], tuple[Rule, ...]] = {Table2: (), Table3: RULES3, Table4: RULES4}
_COUNT = Words("数量不得为负", "a count is never negative")


def imbalances(table: Table[Any]) -> tuple[Imbalance, ...]:
    """Return every balance that *table* (II, III or IV) breaks, rule by rule; empty when it balances."""
    broken = (_judge(table, rule, equality) for rule, equality in _declared(_RULES[type(table)], table.form))
    return (*(found for found in broken if found), *_negatives(table))


@lru_cache(maxsize=16)
def _declared(rules: tuple[Rule, ...], form: Form) -> tuple[tuple[Rule, Equality], ...]:
    return tuple((rule, equality) for rule in rules for equality in rule.equalities(form))


def _judge(table: Table[Any], rule: Rule, equality: Equality) -> Imbalance | None:
    left, right = total(table, equality.left), total(table, equality.right)
    if left is None or right is None or left == right:
        return None
    place, cells = (equality.row, equality.column), (equality.left, equality.right)
    return imbalance(table, rule.id, rule.words, place, (left, right), cells)


def total(table: Table[Any], keys: Iterable[Key]) -> Figure | None:
    """Return the sum of these cells, None where one of them is unknown."""
    known, sum_ = table.cells.get, 0
    for key in keys:
        figure = known(key)
        if figure is None:
            return None
        sum_ += figure
    return sum_


def _behind(behind: Behind, cells: Iterable[Key]) -> Counter[str]:
    return Counter(number for cell in cells for number in behind(*cell))


def _negatives(table: Table[Any]) -> Iterator[Imbalance]:
    """Find figures below zero; only 本年增/减 of the form of 2019 may be one."""
    below = {key for key, figure in table.cells.items() if figure is not None and figure < 0}
    for key in (key for block in table.blocks for key in block.keys) if below else ():
        if key in below and key[1] != "change":
            figure = table.cells[key]
            yield imbalance(table, "non_negative", _COUNT, key, (figure, 0), ((key,), ()))


def imbalance(
    table: Table[Any],
    rule: str,
    words: Words,
    place: tuple[str | None, str | None],
    sums: tuple[Figure, Figure],
    cells: tuple[Sequence[Key], Sequence[Key]],
) -> Imbalance:
    """Return the imbalance at *place*, a row, a column or a cell, in the words of its rule."""
    (row, column), (zh, en), (left, right) = place, place_words(table, *place), sums
    said = Words(
        f"{zh}：{words.zh}；左边 {plain(left)}，右边 {plain(right)}",
        f"{en}: {words.en}; left {plain(left)}, right {plain(right)}",
    )
    found = Imbalance(rule=rule, row=row, column=column, left=left, right=right, words=said)
    return evolve(found, left_cells=tuple(cells[0]), right_cells=tuple(cells[1]))


def place_words(table: Table[Any], row: str | None, column: str | None) -> Words:
    """Name a row, a column or a cell of *table*: official labels in Chinese, ids in English."""
    rows = {entry.id: entry.group + entry.label for block in table.blocks for entry in block.rows}
    columns = {entry.id: entry.label for block in table.blocks for entry in block.columns}
    zh = [f"{rows[row]}" if row else "", f"{columns[column]}列" if column else ""]
    en = [f"row {row}" if row else "", f"column {column}" if column else ""]
    name = _NAMES[type(table)]
    return Words(" ".join([name.zh, *filter(None, zh)]), ", ".join([name.en, *filter(None, en)]))
