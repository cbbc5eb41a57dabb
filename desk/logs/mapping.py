"""The map of a log: which columns hold what, and which fact each activity is; checked whole before a row is read."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from persistence.codec import check_value
from workflow.errors import InvalidFact, YishenqingError
from workflow.events import EVENT_OF, all_fields
from workflow.lines import with_unix_ends
from workflow.shown import shown
from workflow.words import Words
from workflow.written_days import in_beijing

from ..text_files import read_text

_COLUMNS = ("case", "activity", "date")
_TOP = ("columns", "activities", "ignore", "sheets")
_OF_FIELD = ("column", "values", "default", "type")


class BadMap(YishenqingError):
    """The map of a log cannot be used."""


class Source(NamedTuple):
    """Where the value of a field comes from: a *column*, or the *literal* in the map where there is no column."""

    json: str
    literal: Any = None
    column: str | None = None
    values: Mapping[str, Any] | None = None
    default: Any = None


class Activity(NamedTuple):
    """What the rows of one activity are: a fact of this kind, with these fields."""

    kind: str
    fields: Mapping[str, Source]


class LogMap(NamedTuple):
    """A map that was found in order. ``ignore`` are activities without meaning in law; ``sheets`` those to be read."""

    case: str
    activity: str
    date: str
    date_format: str | None
    activities: Mapping[str, Activity]
    ignore: frozenset[str]
    sheets: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a log must have."""
        sources = (source for activity in self.activities.values() for source in activity.fields.values())
        named = (source.column for source in sources if source.column is not None)
        return tuple(dict.fromkeys((self.case, self.activity, self.date, *named)))


def read_map(path: Path) -> LogMap:
    """Read the map at *path*. Raises :class:`BadMap`, and ``BadFile`` where it is no text."""
    try:
        written = tomllib.loads(with_unix_ends(read_text(path)))
    except tomllib.TOMLDecodeError as error:
        raise BadMap(Words(f"{path} 不是 TOML 文件：{error}", f"{path} is no TOML file: {error}")) from None
    return _checked(path, written)


def _checked(path: Path, written: Mapping[str, Any]) -> LogMap:
    _known(written, _TOP, str(path))
    columns = _columns(path, written.get("columns"))
    activities = written.get("activities")
    if not isinstance(activities, dict) or not activities:
        raise BadMap(Words(f"{path} 没有 [activities]", f"{path} has no [activities]"))
    ignore = frozenset(_texts(path, "ignore", written.get("ignore", [])))
    if both := sorted(ignore & activities.keys()):
        _refuse(path, f"环节“{both[0]}”既在 ignore 又在 [activities]", f"{both[0]!r} is both ignored and mapped")
    return LogMap(
        columns["case"],
        columns["activity"],
        columns["date"],
        columns.get("date_format"),
        {name: _activity(path, name, activity) for name, activity in activities.items()},
        ignore,
        _texts(path, "sheets", written.get("sheets", [])),
    )


def _columns(path: Path, columns: Any) -> dict[str, str]:
    if not isinstance(columns, dict) or any(not isinstance(columns.get(name), str) for name in _COLUMNS):
        need = "、".join(_COLUMNS)
        _refuse(path, f"[columns] 须写明 {need}", f"[columns] must name {', '.join(_COLUMNS)}")
    _known(columns, (*_COLUMNS, "date_format"), f"{path} [columns]")
    if "date_format" in columns:
        _check_format(path, columns["date_format"])
    return columns


def _check_format(path: Path, pattern: Any) -> None:
    """Refuse a format that does not bring back the day of a moment: without a year, or with the name of a zone."""
    moment = datetime(2024, 11, 23, 17, 45, 59, tzinfo=UTC)
    try:
        back = datetime.strptime(moment.strftime(pattern), pattern)  # noqa: DTZ007  # the zone is where %z is
        whole = in_beijing(back).day == (date(2024, 11, 24) if back.tzinfo else date(2024, 11, 23))
    except (TypeError, ValueError):
        whole = False
    if not whole or "%Z" in pattern.replace("%%", ""):
        _refuse(
            path,
            f"date_format {pattern!r} 定不出日期：须有年、月、日；时区写作 %z",
            f"date_format {pattern!r} does not tell a day: it needs year, month and day, and a zone is %z",
        )


def _activity(path: Path, name: str, activity: Any) -> Activity:
    kind = activity.get("kind") if isinstance(activity, dict) else None
    if not isinstance(kind, str) or kind not in EVENT_OF:
        listed = " ".join(EVENT_OF)
        _refuse(
            path,
            f"环节“{name}”的 kind 是 {kind!r}，应为其中之一：{listed}",
            f"activity {name!r} has kind {kind!r}, must be one of: {listed}",
        )
    written = {a.name: a.metadata["json"] for a in all_fields(EVENT_OF[kind])}
    for field in activity:
        if field != "kind" and field not in written:
            listed = " ".join(sorted({*written, "kind"}))
            _refuse(
                path,
                f"环节“{name}”：{kind} 没有字段 {field}；可用：{listed}",
                f"activity {name!r}: {kind} has no field {field}; there are: {listed}",
            )
    fields = {f: _source(path, name, f, value, written[f]) for f, value in activity.items() if f != "kind"}
    for field, source in fields.items():
        _check_fixed(path, name, kind, field, source)
    return Activity(kind, fields)


def _check_fixed(path: Path, name: str, kind: str, field: str, source: Source) -> None:
    """Refuse what the map itself says and no fact may have: else every row would be blamed for it."""
    fixed = [source.literal if source.column is None else source.default]
    if "options" in next(a for a in all_fields(EVENT_OF[kind]) if a.name == field).metadata:
        fixed += (source.values or {}).values()
    for value in fixed:
        if value is None and source.column is not None:
            continue
        try:
            check_value(kind, field, value)
        except InvalidFact as error:
            read, allowed = shown(value), error.allowed
            _refuse(
                path,
                f"环节“{name}”的 {field} 写作 {read.zh}，应为 {allowed.zh}",
                f"activity {name!r} has {field} {read.en}, must be {allowed.en}",
            )


def _source(path: Path, name: str, field: str, value: Any, json: str) -> Source:
    if not isinstance(value, dict):
        return Source(json, literal=value.isoformat() if type(value) is date else value)
    _known(value, _OF_FIELD, f"{path} {name}.{field}")
    values = value.get("values")
    if not isinstance(value.get("column"), str) or not isinstance(values, dict | None):
        _refuse(
            path,
            f'{name}.{field} 须写作 {{ column = "列名" }}，values 为对照表',
            f'{name}.{field} is written {{ column = "name" }}, and values is a table',
        )
    return Source(json, column=value["column"], values=values, default=value.get("default"))


def _texts(path: Path, name: str, found: Any) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        _refuse(path, f"{name} 应为文字列表", f"{name} must be a list of texts")
    return tuple(found)


def _known(found: Iterable[str], allowed: Iterable[str], where: str) -> None:
    """Refuse a key that says nothing here: it would be a wish that is not heard."""
    for name in found:
        if name not in allowed:
            listed = " ".join(allowed)
            raise BadMap(Words(f"{where} 没有 {name}；可用：{listed}", f"{where} has no {name}; there are: {listed}"))


def _refuse(path: Path, zh: str, en: str) -> NoReturn:
    raise BadMap(Words(f"{path} {zh}", f"{path}: {en}"))
