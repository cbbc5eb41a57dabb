"""The registers of a roll-up in the terminal: one line each, with its share of the sums and whether it balances."""

from __future__ import annotations

from desk.text_tables import TextTable
from workflow.annual import Part, RollUp
from workflow.words import Words

from .language import lang, say


def name_of(part: Part) -> str:
    """Return what a register is called: its organ, or its file where none is named."""
    return part.agency or part.db


_HEADINGS = Words(
    "机关 新收 占比 上年结转 办理结果 结转下年 复议 诉讼 勾稽",
    "organ received share brought_forward concluded carried_forward reconsidered sued balances",
)
_FIGURES = ("brought_forward", "concluded_total", "carried_forward")


def parts_table(rollup: RollUp) -> TextTable:
    """Return one line a register: what it brings to the sums, its share of them, and whether it balances."""
    headings = _HEADINGS.say(lang()).split()
    table = TextTable(headings, right=range(1, len(headings) - 1))
    for part in rollup.parts:
        table.add(*_line(rollup, part))
    return table


def _line(rollup: RollUp, part: Part) -> tuple[str, ...]:
    third, fourth, share = part.tables.table3, part.tables.table4, rollup.share(part)
    direct, after = (fourth.cell(f"litigation_{kind}", "total") for kind in ("direct", "after_reconsideration"))
    return (
        name_of(part),
        str(third.cell("received", "total")),
        "" if share is None else f"{float(share):.1%}",
        *(str(third.cell(row, "total")) for row in _FIGURES),
        str(fourth.cell("reconsideration", "total")),
        str((direct or 0) + (after or 0)),
        say("不符", "broken") if part.imbalances else say("成立", "yes"),
    )
