"""What people call the lines of the ledger: the rows of table II by their official labels, and a line in one phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..words import Words
from .forms import FORMS
from .grid import plain

if TYPE_CHECKING:
    from .ledger import LedgerLine

ROWS = {row.id: row.label for form in FORMS for block in form.table2 for row in block.rows}
COLUMNS = {column.id: column.label for form in FORMS for block in form.table2 for column in block.columns}
ACTION_WORDS = {
    "opening": Words("期初", "opening"),
    "issued": Words("制发", "issued"),
    "abolished": Words("废止", "abolished"),
}
LEDGERS = {
    "document": Words("文件", "document"),
    "decision": Words("处理决定", "decision"),
    "charge": Words("收费", "charge"),
    "declared": Words("申报数字", "declared figures"),
    "rectified": Words("更正", "rectification"),
}


def kind_words(line: LedgerLine) -> Words:
    """Name what a line is about: the row of table II that it belongs to, or what else it is."""
    if line.kind is None:
        return LEDGERS[line.ledger]
    return Words(ROWS[line.kind], line.kind.replace("_", " "))


def amount_words(line: LedgerLine) -> Words:
    """Say how much a line records: a count with its unit, yuan, or the figures declared."""
    if line.count is not None:
        action = ACTION_WORDS.get(line.action or "", Words("", ""))
        return Words(f"{action.zh} {line.count} 件".strip(), f"{action.en} {line.count}".strip())
    if line.amount is not None:
        return Words(f"{plain(line.amount)} 元", f"{plain(line.amount)} yuan")
    if line.cells is not None:
        return _cells_words(line)
    return _mending_words(line)


def _cells_words(line: LedgerLine) -> Words:
    zh, en = [], []
    for key, figure in (line.cells or {}).items():
        row, column = key.split(".")
        zh.append(f"{ROWS[row]}{COLUMNS[column]} {plain(figure)}")
        en.append(f"{key} {plain(figure)}")
    return Words("、".join(zh), ", ".join(en))


def _mending_words(line: LedgerLine) -> Words:
    if line.replacement is None:
        return Words(f"第 {line.line} 行划去", f"line {line.line} struck out")
    zh, en = line_words(line.replacement)
    return Words(f"第 {line.line} 行改为：{zh}", f"line {line.line} becomes: {en}")


def line_words(line: LedgerLine) -> Words:
    """Say what a line records, in one phrase."""
    what, much = kind_words(line), amount_words(line)
    when = line.on or line.year
    return Words(
        f"{what.zh} {much.zh}" + (f"（{when}）" if when else ""),
        f"{what.en} {much.en}" + (f" ({when})" if when else ""),
    )


__all__ = ["ACTION_WORDS", "COLUMNS", "LEDGERS", "ROWS", "amount_words", "kind_words", "line_words"]
