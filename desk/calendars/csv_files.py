"""Arrangements in CSV: one day a row, under the columns of a notice or of a local one."""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.words import Words, counted

from ..row_files import csv_rows
from .drafts import OVERLAY_KEYS, BadArrangement, DayRead, Draft, date_of, notice, overlay, refuse_field

# Columns that a file must have, and those that it may have.
NOTICE_COLUMNS = ("date", "is_workday", "festival", "notice_year")
NOTICE_MORE = ("notice_no", "issued", "posted_gov_cn", "weekday", "status", "notes")
OVERLAY_COLUMNS = ("region", "scope", "date", "is_workday", "instrument")
OVERLAY_MORE = ("name", "festival", "issued", "source", "status", "weekday")
_WEEKDAYS = "一二三四五六日"


class _Row(NamedTuple):
    """One day of a file: where it stands, and its fields."""

    line: int
    values: dict[str, str]


def from_csv(text: str, source: str, given: dict[str, str | None]) -> Draft:
    """Read an arrangement from CSV. Raises ``BadArrangement``, and ``BadFile`` for what is no CSV."""
    table = [(line, [cell.strip() for cell in cells]) for line, cells in csv_rows(text, source)]
    if len(table) < 2:
        raise BadArrangement(source, Words("没有任何日子", "there is no day in it"))
    (first, header), *body = table
    columns = _columns(header, source, first)
    rows = []
    for line, cells in body:
        if len(cells) != len(columns):
            words = Words(
                f"有 {len(cells)} 个字段，应为 {len(columns)} 个",
                f"{counted(len(cells), 'field')} instead of {len(columns)}",
            )
            raise BadArrangement(source, words, line)
        rows.append(_Row(line, dict(zip(columns, cells, strict=True))))
    return _notice_of_rows(rows, source, given) if "notice_year" in columns else _overlay_of_rows(rows, source, given)


def _columns(header: list[str], source: str, line: int) -> list[str]:
    local = "region" in header or "instrument" in header
    needed, more = (OVERLAY_COLUMNS, OVERLAY_MORE) if local else (NOTICE_COLUMNS, NOTICE_MORE)
    allowed = " ".join(needed) + " [" + " ".join(more) + "]"
    for name in header:
        if name not in needed + more:
            raise BadArrangement(
                source, Words(f"没有列 {name!r}；可用：{allowed}", f"no column {name!r}: {allowed}"), line
            )
        if header.count(name) > 1:
            raise BadArrangement(source, Words(f"列 {name} 出现两次", f"column {name} stands twice"), line)
    for name in needed:
        if name not in header:
            raise BadArrangement(
                source, Words(f"缺少列 {name}；应有：{allowed}", f"lacks column {name}: {allowed}"), line
            )
    return header


def _notice_of_rows(rows: list[_Row], source: str, given: dict[str, str | None]) -> Draft:
    year, number = _same(rows, "notice_year", source), _same(rows, "notice_no", source)
    head = {"year": int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else year, "number": number}
    head |= {"issued": _same(rows, "issued", source), "posted": _same(rows, "posted_gov_cn", source)}
    return notice(head, _days_of_rows(rows, source), source, given, rows[0].line)


def _overlay_of_rows(rows: list[_Row], source: str, given: dict[str, str | None]) -> Draft:
    head = {name: _same(rows, name, source) for name in OVERLAY_KEYS if name not in ("days", "source", "status")}
    head |= {name: rows[0].values.get(name, "") for name in ("source", "status")}
    return overlay(head, _days_of_rows(rows, source), source, given, rows[0].line)


def _same(rows: list[_Row], column: str, source: str) -> str:
    """Return what stands in *column* of every row; a file holds one arrangement."""
    first = rows[0].values.get(column, "")
    for line, values in rows:
        if values.get(column, "") != first:
            found = values[column]
            words = Words(
                f"{column} 为 {found!r}，前面为 {first!r}；一个文件只能有一份安排",
                f"{column} is {found!r}, above {first!r}; a file holds one arrangement",
            )
            raise BadArrangement(source, words, line)
    return first


def _days_of_rows(rows: list[_Row], source: str) -> list[DayRead]:
    days: list[DayRead] = []
    for line, values in rows:
        day = date_of(values["date"], "date", source, line)
        if values["is_workday"] not in ("0", "1"):
            refuse_field("is_workday", values["is_workday"], Words("0 或 1", "0 or 1"), source, line)
        weekday = f"周{_WEEKDAYS[day.weekday()]}"
        if values.get("weekday") and values["weekday"] != weekday:
            words = Words(f"{day} 是{weekday}", f"{day} is a {weekday}")
            refuse_field("weekday", values["weekday"], words, source, line)
        days.append((line, day, values["is_workday"] == "1", values.get("festival", "")))
    return days
