"""Roll-up (逐级汇总): the tables of several organs added up, with the share of each and who is missing.

Source: 国办公开办函〔2021〕30号 (departments to their government, level by level).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import frozen

from ..names import plain_name
from ..words import Words
from .balance import Imbalance, imbalances
from .frozen import Tables
from .grid import Key, Table2, Table3, Table4, plain, rolled_up
from .layout import Form
from .ledger_odd import unrecorded
from .ledger_words import COLUMNS, ROWS
from .warnings import Finding


class Part(NamedTuple):
    """One register of a roll-up: where it is, whose it is, its tables and what is wrong or odd in them."""

    db: str
    agency: str
    tables: Tables
    imbalances: tuple[Imbalance, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def own_warnings(self) -> tuple[Finding, ...]:
        """The warnings that are told beside the sums; how much is not recorded is told of these."""
        return tuple(found for found in self.warnings if found.rule != "unrecorded")


@frozen(kw_only=True)
class RollUp:
    """The tables of *parts* added up.

    ``imbalances`` are those of the sums; each part has its own. ``missing`` are the organs that were expected
    and have no register; ``warnings`` say of organs that come twice or were not expected.
    """

    tables: Tables
    parts: tuple[Part, ...]
    imbalances: tuple[Imbalance, ...]
    missing: tuple[str, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def balanced(self) -> bool:
        """Whether the sums and every part balance."""
        return not self.imbalances and not any(part.imbalances for part in self.parts)

    def share(self, part: Part, row: str = "received", column: str = "total") -> Fraction | None:
        """Return how much of a cell of table III comes from *part*; None where that is unknown or nothing."""
        whole, own = self.tables.table3.cell(row, column), part.tables.table3.cell(row, column)
        return Fraction(own, whole) if whole and own is not None else None


def roll_up(year: int, form: Form, parts: Iterable[Part], expected: Sequence[str] = ()) -> RollUp:
    """Add up the tables of *year* in *form*; *expected* names the organs that should be among the parts.

    A figure of table II that one part does not know is not known of all; the warnings say what the others add up to.
    Without parts every sum is zero, but that of table II, where nothing was recorded. Raises ``TablesDiffer`` for a part
    of another year or form.
    """
    parts = tuple(parts)
    tables = _sums(year, form, [part.tables for part in parts])
    return RollUp(
        tables=tables,
        parts=parts,
        imbalances=tuple(found for table in tables for found in imbalances(table)),
        missing=missing(expected, (part.agency for part in parts)),
        warnings=(
            *unrecorded(tables.table2),
            *_known_to_some(parts, tables),
            *_twice(parts),
            *_unexpected(expected, parts),
        ),
    )


def _sums(year: int, form: Form, tables: Sequence[Tables]) -> Tables:
    none = Tables(
        Table2(year=year, form=form, cells={key: 0 for block in form.table2 for key in block.keys} if tables else {}),
        Table3(year=year, form=form, cells=dict.fromkeys(form.table3.keys, 0)),
        Table4(year=year, form=form, cells=dict.fromkeys(form.table4.keys, 0)),
    )
    second, third, fourth = zip(none, *tables, strict=True)
    return Tables(rolled_up(*second), rolled_up(*third), rolled_up(*fourth))


def _known_to_some(parts: tuple[Part, ...], tables: Tables) -> Iterable[Finding]:
    """Say of the sums of table II that are not known what they come to without the parts that do not know theirs."""
    second, told = tables.table2, dict[tuple[str, ...], dict[Key, int | Decimal]]()
    for key in (key for block in second.blocks for key in block.keys):
        figures = [part.tables.table2.cells.get(key) for part in parts]
        known = [figure for figure in figures if figure is not None]
        if known and len(known) < len(figures):
            whose = tuple(part.agency or part.db for part, figure in zip(parts, figures, strict=True) if figure is None)
            told.setdefault(whose, {})[key] = sum(known)
    for whose, sums in told.items():
        zh = "、".join(f"{ROWS[row]}{COLUMNS[column]} {plain(figure)}" for (row, column), figure in sums.items())
        en = ", ".join(f"{row}.{column} {plain(figure)}" for (row, column), figure in sums.items())
        words = Words(
            f"表二有 {len(sums)} 格汇总留空，因为{'、'.join(whose)}没有登记；其余合计：{zh}",
            f"{len(sums)} sums of table II are left empty, for {', '.join(whose)} recorded nothing; the others add up to: {en}",
        )
        cells = tuple(sums)
        yield Finding(rule="part_unrecorded", table="table2", row=None, column=None, words=words, cells=cells)


def missing(expected: Iterable[str], present: Iterable[str]) -> tuple[str, ...]:
    """Return those of *expected* that are not *present*; names are compared by :func:`plain_name`."""
    known = {plain_name(name) for name in present}
    return tuple(name for name in expected if plain_name(name) not in known)


def _twice(parts: Iterable[Part]) -> Iterable[Finding]:
    by_name = Counter(plain_name(part.agency) for part in parts if part.agency)
    for part in parts:
        if by_name.pop(plain_name(part.agency), 0) > 1:
            yield _finding(
                "agency_twice",
                Words(
                    f"{part.agency} 有不止一个登记簿，数字均已计入，请核对是否重复",
                    f"{part.agency} has more than one register; all are counted: check that none is a copy",
                ),
            )


def _unexpected(expected: Sequence[str], parts: Iterable[Part]) -> Iterable[Finding]:
    known = {plain_name(name) for name in expected}
    for part in parts if expected else ():
        if plain_name(part.agency) not in known:
            name = part.agency or Words("未写明机关", "an organ without a name").say()
            yield _finding(
                "agency_unexpected",
                Words(
                    f"{part.db}（{name}）不在应汇总的名单中，数字已计入",
                    f"{part.db} ({part.agency or 'an organ without a name'}) was not expected; it is counted",
                ),
            )


def _finding(rule: str, words: Words) -> Finding:
    return Finding(rule=rule, table=None, row=None, column=None, words=words)


def part_json(part: Part, share: Fraction | None) -> dict[str, Any]:
    """Return a part as a JSON object; ``share`` is its part of the requests received, rounded to four places."""
    return {
        "db": part.db,
        "agency": part.agency,
        "share": None if share is None else round(float(share), 4),
        **part.tables.as_json(),
        "imbalances": [found.as_json() for found in part.imbalances],
        "warnings": [found.as_json() for found in part.warnings],
    }
