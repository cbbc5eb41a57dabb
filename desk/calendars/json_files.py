"""Arrangements in JSON: one object, with its days in a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from workflow.words import Words

from .drafts import OVERLAY_KEYS, BadArrangement, DayRead, Draft, date_of, notice, overlay, refuse_field, text_of

_NOTICE_KEYS = ("year", "number", "issued", "posted", "days")


def from_json(text: str, source: str, given: dict[str, str | None]) -> Draft:
    try:
        values = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, source))
    except json.JSONDecodeError as error:
        raise BadArrangement(
            source, Words(f"JSON 有误（{error.msg}）", f"broken JSON ({error.msg})"), error.lineno
        ) from None
    except RecursionError:
        raise BadArrangement(source, Words("JSON 嵌套过深", "JSON is nested too deeply")) from None
    if not isinstance(values, dict):
        raise BadArrangement(
            source, Words("应为一个 JSON 对象（一份安排）", "must be one JSON object (one arrangement)")
        )
    local = "region" in values or "instrument" in values
    _refuse_unknown(values, OVERLAY_KEYS if local else _NOTICE_KEYS, "", source)
    days = _days_of_json(values.pop("days", None), source)
    return (overlay if local else notice)(values, days, source, given, None)


def _once(pairs: list[tuple[str, Any]], source: str) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise BadArrangement(source, Words(f"字段 {name} 出现两次", f"field {name} stands twice"))
    return dict(pairs)


def _refuse_unknown(values: Mapping[str, Any], known: Sequence[str], where: str, source: str) -> None:
    for name in values:
        if name not in known:
            listed = " ".join(known)
            raise BadArrangement(
                source, Words(f"没有字段 {where}{name}；可用：{listed}", f"no field {where}{name}; allowed: {listed}")
            )


def _days_of_json(found: Any, source: str) -> list[DayRead]:
    if not isinstance(found, list) or not found:
        refuse_field("days", found, Words("日子的列表，不为空", "a list of days, not empty"), source)
    days: list[DayRead] = []
    for n, values in enumerate(found):
        where = f"days[{n}]"
        if not isinstance(values, dict):
            refuse_field(where, values, Words("一个 JSON 对象", "a JSON object"), source)
        _refuse_unknown(values, ("date", "working", "festival"), f"{where}.", source)
        day = date_of(values.get("date"), f"{where}.date", source)
        if type(values.get("working")) is not bool:
            refuse_field(f"{where}.working", values.get("working"), Words("true 或 false", "true or false"), source)
        days.append((None, day, values["working"], text_of(values, "festival", source, needed=False)))
    return days
