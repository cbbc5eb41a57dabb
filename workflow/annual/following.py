"""Following (跨年衔接): what a year's report owes to the report of the year before.

Brought forward is what was carried forward: an imbalance where it is not, since no request vanishes between
two years. Documents in force are those of the year before, plus issued, minus abolished: a warning only, since
a stock may be identified anew or move with an organ. Figures that are unknown are not judged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ..words import Words
from .balance import Figure, Imbalance, imbalance, total
from .grid import Key, Table, Table2, Table3, TablesDiffer
from .layout import Form


class Follows(NamedTuple):
    """The cells *now* must add up to the cells *then* of the year before plus the cells *added* of this year."""

    row: str
    column: str
    now: tuple[Key, ...]
    then: tuple[Key, ...]
    added: tuple[Key, ...] = ()


class YearlyRule(NamedTuple):
    """A balance between two years: its id, what it demands, and what it lays on the later form."""

    id: str
    words: Words
    follows: Callable[[Form], Iterable[Follows]]


def _carried(form: Form) -> Iterator[Follows]:
    for column in form.table3.column_ids:
        yield Follows("brought_forward", column, (("brought_forward", column),), (("carried_forward", column),))


def _stock(form: Form) -> Iterator[Follows]:
    for block in form.table2:
        for row in block.row_ids if "in_force" in block.column_ids else ():
            now = ((row, "in_force"), (row, "abolished"))
            yield Follows(row, "in_force", now, ((row, "in_force"),), ((row, "issued"),))


CARRY = YearlyRule(
    "carry",
    Words(
        "上年结转数等于上一年度报告的结转下年度数",
        "brought forward equals what the report of the year before carried forward",
    ),
    _carried,
)

STOCK = YearlyRule(
    "stock",
    Words(
        "现行有效件数加本年废止件数，等于上一年度的现行有效件数加本年制发件数",
        "in force plus abolished equals in force a year before plus issued",
    ),
    _stock,
)


def carry_imbalances(previous: Table3, current: Table3) -> tuple[Imbalance, ...]:
    """Return each column whose ``brought_forward`` is not what the year before carried forward.

    Raises ``TablesDiffer`` unless *current* is of the year right after *previous*.
    """
    return _broken(CARRY, previous, current)


def stock_imbalances(previous: Table2, current: Table2) -> tuple[Imbalance, ...]:
    """Return each kind of document whose stock does not follow from that of the year before.

    Raises ``TablesDiffer`` unless *current* is of the year right after *previous*.
    """
    return _broken(STOCK, previous, current)


def _broken(rule: YearlyRule, previous: Table[Any], current: Table[Any]) -> tuple[Imbalance, ...]:
    if current.year != previous.year + 1:
        raise TablesDiffer(
            Words(
                f"须为相邻两个年度，实为 {previous.year} 与 {current.year}",
                f"two neighbouring years are needed, not {previous.year} and {current.year}",
            )
        )
    judged = (_judge(rule, follows, previous, current) for follows in rule.follows(current.form))
    return tuple(found for found in judged if found)


def _judge(rule: YearlyRule, follows: Follows, previous: Table[Any], current: Table[Any]) -> Imbalance | None:
    left, right = total(current, follows.now), _plus(total(previous, follows.then), total(current, follows.added))
    if left is None or right is None or left == right:
        return None
    place, cells = (follows.row, follows.column), (follows.now, follows.then)
    return imbalance(current, rule.id, rule.words, place, (left, right), cells)


def _plus(one: Figure | None, other: Figure | None) -> Figure | None:
    return None if one is None or other is None else one + other


__all__ = ["CARRY", "STOCK", "Follows", "YearlyRule", "carry_imbalances", "stock_imbalances"]
