"""Another system's event log, read as histories without importing it, so that it can be judged.

A map (TOML) says which columns hold the case, the activity and the day, and what each activity is::

    [columns]
    case = "案号"
    activity = "环节"
    date = "日期"

    [activities."收件登记"]
    kind = "received"
    channel = "in_person"              # a value for every such row …
    requester = { column = "申请人类别", values = { "公民" = "natural_person", "企业" = "business" } }
    subject = { column = "内容" }      # … or a column, its words translated where "values" says so

What cannot be mapped is said, row by row, and never guessed.
"""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from persistence import build_fact
from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.events import EVENT_OF, Fact, all_fields
from workflow.words import Words

_COLUMNS = ("case", "activity", "date")


class BadMap(YishenqingError):
    """The map of a log cannot be used."""


class Unread(NamedTuple):
    """A row that could not be read, or a case that cannot have happened: where it stands, and why."""

    line: int
    case: str
    words: Words


class Log(NamedTuple):
    """The cases of a log that can be judged, and what could not be read of it."""

    cases: tuple[Case, ...]
    unread: tuple[Unread, ...]


class _Row(NamedTuple):
    line: int
    case: str
    fact: Fact


def read_log(path: str | Path, map_path: str | Path) -> Log:
    """Read the CSV file at *path* by the TOML map at *map_path*.

    Raises :class:`BadMap` where the map or the columns do not fit; a row that does not is left out and said.
    """
    mapping = _read_map(Path(map_path))
    rows, unread = _rows(Path(path), mapping)
    return _cases(rows, unread)


def _read_map(path: Path) -> dict[str, Any]:
    try:
        mapping = tomllib.loads(path.read_bytes().decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMap(Words(f"{path} 不是 TOML 文件：{error}", f"{path} is no TOML file: {error}")) from None
    columns, activities = mapping.get("columns"), mapping.get("activities")
    if not isinstance(columns, dict) or any(not isinstance(columns.get(name), str) for name in _COLUMNS):
        need = "、".join(_COLUMNS)
        raise BadMap(
            Words(f"{path} 的 [columns] 须写明 {need}", f"[columns] of {path} must name {', '.join(_COLUMNS)}")
        )
    if not isinstance(activities, dict) or not activities:
        raise BadMap(Words(f"{path} 没有 [activities]", f"{path} has no [activities]"))
    for name, activity in activities.items():
        _check_activity(path, name, activity)
    return mapping


def _check_activity(path: Path, name: str, activity: Any) -> None:
    kind = activity.get("kind") if isinstance(activity, dict) else None
    if kind not in EVENT_OF:
        listed = " ".join(EVENT_OF)
        raise BadMap(
            Words(
                f"{path} 环节“{name}”的 kind 是 {kind!r}，应为其中之一：{listed}",
                f"{path}: activity {name!r} has kind {kind!r}, must be one of: {listed}",
            )
        )
    known = {a.name for a in all_fields(EVENT_OF[kind])} | {"kind"}
    for field in activity:
        if field not in known:
            listed = " ".join(sorted(known))
            raise BadMap(
                Words(
                    f"{path} 环节“{name}”：{kind} 没有字段 {field}；可用：{listed}",
                    f"{path}: activity {name!r}: {kind} has no field {field}; there are: {listed}",
                )
            )


def _rows(path: Path, mapping: Mapping[str, Any]) -> tuple[list[_Row], list[Unread]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadMap(Words(f"{path} 不是 UTF-8 文件", f"{path} is not in UTF-8")) from None
    reader = csv.DictReader(text.splitlines())
    _check_header(path, reader.fieldnames or (), mapping)
    rows: list[_Row] = []
    unread: list[Unread] = []
    for values in reader:
        case = values[mapping["columns"]["case"]] or ""
        try:
            rows.append(_Row(reader.line_num, case, _fact(values, mapping)))
        except YishenqingError as error:
            unread.append(Unread(reader.line_num, case, error.words))
    return rows, unread


def _check_header(path: Path, header: Iterable[str], mapping: Mapping[str, Any]) -> None:
    named = [mapping["columns"][name] for name in _COLUMNS]
    for activity in mapping["activities"].values():
        named += [f["column"] for f in activity.values() if isinstance(f, dict) and "column" in f]
    missing = [name for name in dict.fromkeys(named) if name not in header]
    if missing:
        found = "、".join(header)
        raise BadMap(
            Words(
                f"{path} 没有列 {'、'.join(missing)}；现有：{found}",
                f"{path} has no column {', '.join(missing)}; there are: {found}",
            )
        )


def _fact(values: Mapping[str, str], mapping: Mapping[str, Any]) -> Fact:
    columns = mapping["columns"]
    name = (values[columns["activity"]] or "").strip()
    activity = mapping["activities"].get(name)
    if activity is None:
        raise BadMap(Words(f"环节“{name}”没有对应的种类", f"the activity {name!r} is not mapped"))
    fields: dict[str, Any] = {"on": _day(values[columns["date"]] or "", mapping)}
    for field, source in activity.items():
        if field != "kind":
            fields[field] = _value(source, values, mapping)
    return build_fact(activity["kind"], {k: v for k, v in fields.items() if v is not None})


def _value(source: Any, values: Mapping[str, str], mapping: Mapping[str, Any]) -> Any:
    """Return a field's value: the literal in the map, or what stands in the column, translated."""
    if not isinstance(source, dict):
        return source
    found = (values[source["column"]] or "").strip()
    if not found:
        return source.get("default")
    if source.get("type") == "date":
        return _day(found, mapping)
    return source["values"].get(found, found) if "values" in source else found


def _day(text: str, mapping: Mapping[str, Any]) -> str:
    pattern = mapping["columns"].get("date_format")
    try:
        if pattern:
            return datetime.strptime(text.strip(), pattern).date().isoformat()  # noqa: DTZ007  # a day has no zone
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        raise BadMap(Words(f"日期 {text!r} 读不出", f"cannot read the date {text!r}")) from None


def _cases(rows: list[_Row], unread: list[Unread]) -> Log:
    """Fold the rows case by case, in the order of the log's days; a case that cannot have happened is said."""
    by_case: dict[str, list[_Row]] = {}
    for row in rows:
        by_case.setdefault(row.case, []).append(row)
    cases = []
    for number, found in by_case.items():
        found.sort(key=lambda row: row.fact.on)
        case: Case | None = None
        try:
            for row in found:
                case = case.after(row.fact) if case else Case.opened(number, row.fact)
        except YishenqingError as error:
            unread.append(Unread(row.line, number, error.words))
            continue
        if case is not None:
            cases.append(case)
    return Log(tuple(cases), tuple(sorted(unread)))
