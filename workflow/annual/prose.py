"""The prose of an annual report: sections 一 五 六 as the organ writes them, with the figures that the book fills in.

Source: 国办公开办函〔2021〕30号 (six sections in order; sections two to four are tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import YishenqingError
from ..lines import split_lines
from ..words import Words
from .conclusions import CONCLUSIONS
from .grid import Key, Table, Table3, Table4, plain
from .layout import Form

SECTIONS = ("一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项")
_MAIN_WORDS = ("情况", "问题", "其")

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_HEADING = re.compile(r"#*\s*([一二三四五六]、.*)")
# The beginnings of the conclusions that a group of rows takes.
_GROUPS = {
    "refused": ("refused_",),
    "unavailable": ("unavailable_",),
    "not_processed": ("not_processed_",),
    "other_handling": ("lapsed_", "other"),
}


class Section(NamedTuple):
    """A section of prose: its official heading, its paragraphs, and the lines (from 1) on which these stand."""

    heading: str
    paragraphs: tuple[str, ...]
    lines: tuple[int, ...] = ()


class BadProse(YishenqingError):
    """The organ's text cannot be used: ``line`` (from 1) says where, ``found`` what stands there."""

    def __init__(self, line: int, found: str, words: Words) -> None:
        self.line, self.found = line, found
        super().__init__(Words(f"文字稿第 {line} 行：{words.zh}", f"text, line {line}: {words.en}"))


class UnknownPlaceholder(BadProse):
    """No known figure has that name; ``allowed`` holds the short names that there are."""

    def __init__(self, line: int, found: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(allowed)
        words = Words(
            f"占位符 {found} 没有对应的数字。可用的：{'、'.join(self.allowed)}；"
            "各表任一格写作 {行.列}，如 {received.business}；花括号本身写作两个",
            f"there is no figure for the placeholder {found}; allowed are: {', '.join(self.allowed)}, "
            "and any cell as {row.column}, such as {received.business}; a brace itself is written twice",
        )
        super().__init__(line, found, words)


def printable(text: str) -> str:
    """Return *text* without the characters that neither XML nor a spreadsheet can hold."""
    return "".join(
        c for c in text if c == "\t" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
    )


# -- reading --------------------------------------------------------------------------------------------------


def read_prose(text: str) -> tuple[Section, ...]:
    """Read the organ's text: a heading of ``SECTIONS`` (with or without ``#``), then a paragraph a line.

    Raises ``BadProse`` for text before the first heading, for another heading and for one that comes twice.
    """
    found: dict[str, list[tuple[int, str]]] = {}
    heading = ""
    for n, line in enumerate(split_lines(text.removeprefix("\ufeff")), 1):
        said = printable(line).strip()
        if match := _HEADING.fullmatch(said):
            heading = _heading(n, match[1].rstrip("# "), found)
            found[heading] = []
        elif said:
            if not heading:
                raise BadProse(
                    n, said, Words(f"应先写标题，如“{SECTIONS[0]}”", f"a heading comes first: {SECTIONS[0]}")
                )
            found[heading].append((n, said))
    return tuple(Section(name, tuple(s for _, s in lines), tuple(n for n, _ in lines)) for name, lines in found.items())


def _heading(line: int, said: str, found: Mapping[str, object]) -> str:
    """Return the official heading that is meant: its number and its main word decide."""
    meant = next(
        (one for one, word in zip(SECTIONS, _MAIN_WORDS, strict=True) if said[0] == one[0] and word in said), ""
    )
    if not meant:
        words = Words(
            f"标题“{said}”不可用，可用的：{'、'.join(SECTIONS)}（二、三、四由登记簿的表格填写）",
            f"no heading {said!r} may stand here; allowed are: {', '.join(SECTIONS)} (the book fills 二 to 四)",
        )
        raise BadProse(line, said, words)
    if meant in found:
        raise BadProse(line, said, Words(f"“{meant}”出现两次", f"{meant} comes twice"))
    return meant


# -- figures --------------------------------------------------------------------------------------------------


class Fees(NamedTuple):
    """Information processing fees (信息处理费) paid in the year: how much, in yuan, and for how many requests."""

    amount: Decimal = Decimal(0)
    cases: int = 0


def figures(tables: Iterable[Table[Any]], agency: str = "", fees: Fees | None = None) -> dict[str, str]:
    """Return what the placeholders stand for: short names first, then every known cell as ``row.column``.

    *tables* are II, III and IV of one year. A figure that is not known has no name here; *fees* without None.
    """
    tables = tuple(tables)
    third = next(table for table in tables if isinstance(table, Table3))
    fourth = next(table for table in tables if isinstance(table, Table4))
    short: dict[str, Any] = {"year": third.year, **_of_table3(third), **_of_table4(fourth)}
    if agency:
        short = {"agency": agency, **short}
    if fees is not None:
        short |= {"fee_amount": plain(fees.amount), "fee_cases": fees.cases}
    cells = {".".join(key): plain(table.cells.get(key)) for table in tables for key in _keys(table)}
    return {name: str(value) for name, value in (short | cells).items() if value is not None}


def _of_table3(table: Table3) -> dict[str, int | None]:
    rows = {
        "received": ("received",),
        "brought_forward": ("brought_forward",),
        "concluded": ("concluded_total",),
        "carried_forward": ("carried_forward",),
        "granted": ("granted",),
        "partly_granted": ("partly_granted",),
        **{name: _taking(table.form, prefix) for name, prefix in _GROUPS.items()},
    }
    return {name: _sum(table, of) for name, of in rows.items() if of}


def _taking(form: Form, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Return the rows that take the conclusions so named; none where one of them takes others as well."""
    meant = [row for row in CONCLUSIONS if row.startswith(prefixes)]
    rows = dict.fromkeys(map(form.place, meant))
    return tuple(rows) if all(row in meant for row in CONCLUSIONS if form.place(row) in rows) else ()


def _of_table4(table: Table4) -> dict[str, int | None]:
    suits = tuple(row for row in table.form.table4.row_ids if row.startswith("litigation"))
    return {"reconsideration": _sum(table, ("reconsideration",)), "litigation": _sum(table, suits)}


def _sum(table: Table[Any], rows: Iterable[str]) -> int | None:
    cells = [table.cells.get((row, "total")) for row in rows]
    return None if None in cells else sum(cell for cell in cells if cell is not None)


def _keys(table: Table[Any]) -> Iterator[Key]:
    return (key for block in table.blocks for key in block.keys)


# -- filling --------------------------------------------------------------------------------------------------


def filled(sections: Iterable[Section], names: Mapping[str, str]) -> tuple[Section, ...]:
    """Return *sections* with their placeholders filled; raises ``UnknownPlaceholder``, which names the line."""
    return tuple(
        Section(s.heading, tuple(_filled(p, n, names) for p, n in zip(s.paragraphs, s.lines, strict=True)), s.lines)
        for s in sections
    )


def _filled(paragraph: str, line: int, names: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[0] in ("{{", "}}"):
            return match[0][0]
        name = (match[1] or "").strip()
        if name not in names:
            raise UnknownPlaceholder(line, match[0], (one for one in names if "." not in one))
        return names[name]

    return _PLACEHOLDER.sub(value, paragraph)
