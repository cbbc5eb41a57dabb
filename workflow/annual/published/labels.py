"""Labels: which row of a form a piece of text names, by its official label, a short form of it, or a slip of it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..forms import FORM_2021, FORMS
from ..layout import Row
from .plain import bare, distance, plain_text

# An ordinal before a label: 一、 （一） (1) 1. 1、; what the vertical 三、本年度办理结果 leaves before it is dropped.
_ORDINAL = re.compile(r"^\s*(?:\(?\s*([一二三四五六七八]|\d)\s*[)、.,:]+|\x00\(?(\d)[).、,:]*)\s*")
_LEAST = 4
_LONGEST = 200  # characters; a label with all its spaces is shorter, and prose need not be compared with labels
_SHORT: dict[str, tuple[str, ...]] = {
    "received": ("本年新收",),
    "brought_forward": ("上年结转", "上年度结转"),
    "partly_granted": ("部分公开",),
    "refused_security_stability": ("危及三安全", "三安全一稳定"),
    "refused_internal_affairs": ("内部事务信息",),
    "refused_deliberative": ("过程性信息",),
    "refused_enforcement_file": ("行政执法案卷",),
    "refused_registry_query": ("行政查询事项",),
    "refused_third_party": ("保护第三方",),
    "unavailable_not_held": ("本机关不掌握",),
    "unavailable_needs_creation": ("没有现成信息",),
    "unavailable_still_unclear": ("补正后申请内容",),
    "not_processed_petition": ("信访举报投诉",),
    "not_processed_excessive": ("大量反复申请",),
    "not_processed_reconfirmation": ("确认或重新出具",),
    "lapsed_clarification": ("逾期不补正", "逾期未补正", "申请人无正当理由逾期不补正"),
    "lapsed_fee": ("逾期不缴费", "逾期未缴费", "申请人逾期未按收费通知要求缴纳费用"),
    "carried_forward": ("结转下年", "结转下年度"),
}


class Named(NamedTuple):
    """A row that a text names. ``exact`` is False where the text departs from the official label by a slip."""

    row: str
    exact: bool
    official: str
    score: int


class Vocabulary(NamedTuple):
    """What a row is called: its bare label without ordinal, short names of it, and its ordinal."""

    row: str
    official: str
    core: str
    short: tuple[str, ...]
    ordinal: str


def split_ordinal(text: str) -> tuple[str, str]:
    """Return the ordinal before a label (as a digit or a Chinese numeral, or nothing) and the label."""
    found = _ORDINAL.match(text)
    return ((found[1] or found[2]), text[found.end() :]) if found else ("", text)


@cache
def vocabulary3() -> tuple[Vocabulary, ...]:
    """Return the names of the rows of table III, in order; both rows ``other`` are there."""
    rows: dict[tuple[str, str], Row] = {}
    for form in reversed(FORMS):
        rows |= {(row.id, row.label): row for row in form.table3.rows}
    return tuple(_entry(row) for row in rows.values())


def _entry(row: Row) -> Vocabulary:
    ordinal, label = split_ordinal(plain_text(row.label))
    return Vocabulary(row.id, row.label, bare(label), _SHORT.get(row.id, ()), ordinal)


@cache
def name3(text: str) -> Named | None:
    """Return the row of table III that *text* names, or None."""
    if len(text) > _LONGEST:
        return None
    ordinal, rest = split_ordinal(plain_text(text).strip())
    core = bare(rest)
    if not core or len(core) > 60 or (core == "其他处理" and ordinal not in ("", "六")):
        return None
    found = [named for entry in vocabulary3() if (named := _named(entry, ordinal, core)) is not None]
    best = max((named.score for named in found), default=0)
    rows = {named.row: named for named in found if named.score == best}
    return next(iter(rows.values())) if len(rows) == 1 else None


def _named(entry: Vocabulary, ordinal: str, core: str) -> Named | None:
    """Compare one row's names with a label: the whole, its beginning, a short name, a slip."""
    official, fits = entry.core, ordinal == entry.ordinal
    if core == official:
        short = len(official) <= 2 and not fits
        return None if short and ordinal else Named(entry.row, True, entry.official, 90 - 40 * short + 5 * fits)
    if core in entry.short or any(core == bare(name) for name in entry.short):
        return Named(entry.row, True, entry.official, 80 + fits)
    if len(official) < _LEAST:
        return None
    if len(core) >= _LEAST and (official.startswith(core) or core.startswith(official)):
        return Named(entry.row, True, entry.official, 70 + fits)
    most = max(1, len(official) // 4)
    off = distance(core, official, most)
    if off <= most:
        return Named(entry.row, False, entry.official, 60 - off + fits)
    if any(name in core for name in entry.short):
        return Named(entry.row, len(core) > len(official), entry.official, 50 + fits)
    head = official[: len(core)]
    if len(core) >= 6 and distance(core, head, 1) <= 1:
        return Named(entry.row, False, entry.official, 40 + fits)
    return None


class Named2(NamedTuple):
    """A row of table II that a text names, in which forms it stands, and whether letter by letter."""

    row: str
    forms: tuple[str, ...]
    exact: bool
    official: str


@cache
def name2(text: str) -> Named2 | None:
    """Return the row of table II that *text* names, or None."""
    if len(text) > _LONGEST:
        return None
    core, found = bare(text), []
    for form in FORMS:
        for row in (row for block in form.table2 for row in block.rows):
            most = 1 if len(row.label) >= _LEAST else 0
            off = distance(core, bare(row.label), most) if core else most + 1
            if off <= most:
                found.append((off, row, form.id))
    if not found:
        return None
    best = min(off for off, *_ in found)
    named = [(row, form) for off, row, form in found if off == best]
    row = named[0][0]
    return Named2(row.id, tuple(form for each, form in named if each.id == row.id), best == 0, row.label)


@cache
def column3(text: str) -> str | None:
    """Return the column of table III whose header ends *text*, or None; headers above it may stand before."""
    core = bare(text)
    for column in FORM_2021.table3.columns:
        label = bare(column.label)
        if core in (label, "法人或其他组织" + label, "申请人情况" + label, "申请人情况法人或其他组织" + label):
            return column.id
        tail = core[-len(label) :]
        if len(label) >= _LEAST and len(core) >= len(label) and distance(tail, label, 1) <= 1:
            return column.id
    return None
