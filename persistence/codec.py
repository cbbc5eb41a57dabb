"""Facts as plain data and back: the case file format (version 1), to the letter.

What comes in is checked field by field; every complaint names the field, what was found and what is allowed.
"""

from __future__ import annotations

import json.encoder
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any

import attrs
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, override

from workflow.errors import InvalidFact, MissingField, UnknownField, UnknownKind
from workflow.events import EVENT_OF, FIELD_NAMES, KIND_ZH, UNSAID, Fact, all_fields
from workflow.history import BEIJING
from workflow.rules import NEWEST
from workflow.words import Words

A_TIME = Words("UTC 时间（YYYY-MM-DDThh:mm:ssZ）", "a UTC timestamp (YYYY-MM-DDThh:mm:ssZ)")
NOT_SO_DEEP = Words("层数不多的更正", "corrections that are not nested so deeply")
AN_OBJECT = Words("一个 JSON 对象", "one JSON object")

Parse = Callable[[Any], Any]

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# Whatever a constructor takes as an amount, written plainly: how long it may be is a limit of the rules, not of reading.
A_DECIMAL = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)", re.ASCII)


def parse_date(value: Any) -> date:
    """Read a date written YYYY-MM-DD; raise ValueError for anything else."""
    if type(value) is str and _DATE.fullmatch(value):
        return date.fromisoformat(value)
    raise ValueError(value)


def parse_yuan(value: Any) -> Decimal:
    """Read an amount written as plain decimal text; raise ValueError for anything else."""
    if type(value) is str and A_DECIMAL.fullmatch(value):
        amount = Decimal(value)
        if amount >= 0:  # that is so of -0 too, which versions under rules 1 took
            return amount
    raise ValueError(value)


def _parse_list(value: Any) -> tuple[Any, ...]:
    if type(value) is not list:
        raise ValueError(value)
    return tuple(value)


def _hook(kind: str, attribute: attrs.Attribute[Any], parse: Parse) -> Callable[[Any, Any], Any]:
    """Return a hook that parses one field, and complains with its name."""
    if parse is _as_is:
        return _taken_as_it_is
    optional, allowed = attribute.default is None, attribute.metadata["allowed"]

    def structure(value: Any, _: Any) -> Any:
        if value is None and optional:
            return None
        try:
            return parse(value)
        except (ValueError, TypeError, InvalidOperation):
            raise InvalidFact(attribute.name, value, allowed, kind) from None

    return structure


def _as_is(value: Any) -> Any:
    return value


def _taken_as_it_is(value: Any, _: Any) -> Any:
    return value


def _structure_fn(cls: type[Fact]) -> Callable[[Mapping[str, Any], Any], Fact]:
    overrides: dict[str, Any] = {
        a.name: override(struct_hook=_hook(cls.kind, a, _PARSERS.get(a.metadata["json"], _as_is)))
        for a in all_fields(cls)
    }
    return make_dict_structure_fn(
        cls,
        _CONVERTER,
        _cattrs_forbid_extra_keys=True,
        _cattrs_detailed_validation=False,
        **overrides,
    )


_CONVERTER = Converter(detailed_validation=False)


def fact_from(values: Any) -> Fact:
    """Build a fact from ``{"event": kind, "on": …, …}``; raise :class:`InvalidFact` and say what is wrong."""
    if type(values) is not dict:
        raise InvalidFact("replacement", values, AN_OBJECT)
    values = dict(values)
    kind = values.pop("event", None)
    try:
        return build_fact(kind, values)
    except RecursionError:
        raise InvalidFact("replacement", "…", NOT_SO_DEEP) from None


def build_fact(kind: Any, values: dict[str, Any]) -> Fact:
    """Build the fact of *kind* from its fields as JSON values; raise :class:`InvalidFact`."""
    build = _BUILDERS.get(kind) if isinstance(kind, str) else None
    if build is None:
        raise UnknownKind(kind, KIND_ZH)
    try:
        return build(values, None)
    except ForbiddenExtraKeysError as error:
        name = sorted(error.extra_fields)[0]
        raise UnknownField(name, FIELD_NAMES[EVENT_OF[kind]], kind) from None
    except InvalidFact as error:
        if error.kind is not None or type(error) is not InvalidFact:
            raise
        raise InvalidFact(error.field, error.found, error.allowed, kind) from None
    except KeyError as error:
        name = str(error.args[0])
        allowed = next(a for a in all_fields(EVENT_OF[kind]) if a.name == name).metadata["allowed"]
        raise MissingField(name, allowed, kind) from None


def check_value(kind: str, name: str, value: Any) -> None:
    """Raise :class:`InvalidFact` for a JSON value that no fact of *kind* recorded from now on may have in the field *name*."""
    cls = EVENT_OF[kind]
    attribute = next(a for a in all_fields(cls) if a.name == name)
    try:
        found = _hook(kind, attribute, _PARSERS.get(attribute.metadata["json"], _as_is))(value, None)
        found = attribute.converter(found) if callable(attribute.converter) else found
    except InvalidFact as error:
        raise InvalidFact(name, error.found, error.allowed, kind) from None
    if attribute.validator is not None:
        attribute.validator(cls, attribute, found)  # which asks it for no more than its kind
    for limit in attribute.metadata["limits"]:
        if found is not None and limit.rules.covers(NEWEST) and not limit.holds(found):
            raise InvalidFact(name, value, limit.allowed, kind)


_PARSERS: dict[str, Parse] = {
    "date": parse_date,
    "yuan": parse_yuan,
    "list": _parse_list,
    "fact": fact_from,
}

_BUILDERS: dict[str, Callable[[dict[str, Any], Any], Fact]] = {
    kind: _structure_fn(cls) for kind, cls in EVENT_OF.items()
}


def plain(value: Any) -> Any:
    """Return a field's value as JSON has it: dates and decimals as text, enumerations as their value."""
    write = _WRITERS.get(type(value))
    if write is not None:
        return write(value)
    if isinstance(value, Enum):
        return value.value
    return fact_to(value) if isinstance(value, Fact) else value


_WRITERS: dict[type, Callable[[Any], Any]] = {
    date: date.isoformat,
    Decimal: lambda value: format(value, "f"),
    tuple: list,
}


def fact_to(fact: Fact) -> dict[str, Any]:
    """Return ``{"event": kind, "on": …, …}``, without fields that were left out."""
    return {"event": fact.kind, **{name: plain(v) for name, v in fact.values().items()}}


def own_data(fact: Fact) -> str:
    """Return the fact's own fields as compact JSON: what the journal keeps beside day, clerk and note."""
    parts = []
    for name, key, unsaid in _OWN_KEYS[type(fact)]:
        value = getattr(fact, name)
        if value is not None and value != unsaid:
            parts.append(key + (_quoted(value) if isinstance(value, str) else dumps(plain(value))))
    return f"{{{','.join(parts)}}}"


_quoted = json.encoder.encode_basestring
_OWN_KEYS = {
    cls: tuple(
        (name, f'"{name}":', UNSAID[cls].get(name)) for name in FIELD_NAMES[cls] if name not in {"on", "by", "note"}
    )
    for cls in EVENT_OF.values()
}

_COLUMNS = ("on", "by", "note")
_Read = Callable[[str, str | None, str | None, str], Fact]
_blank, _day = object.__new__, date.fromisoformat
_scan: Callable[[str, int], tuple[Any, int]] = vars(json.JSONDecoder())["scan_once"]


def _reader(cls: type[Fact]) -> _Read:
    """Return a function that puts a fact of this kind back together; it was checked before it was recorded.

    Each field is put straight into its slot: no hook, no converter of a whole class, no validator. A field that is
    missing, or one that the kind does not have, is a ``KeyError``: the row is not what was recorded.
    """
    put_on, put_by, put_note = (getattr(cls, name).__set__ for name in _COLUMNS)
    own = [a for a in all_fields(cls) if a.name not in _COLUMNS]
    required = [(a.name, getattr(cls, a.name).__set__, _parser(a)) for a in own if a.default is attrs.NOTHING]
    optional = [
        (a.name, getattr(cls, a.name).__set__, _parser(a), a.default) for a in own if a.default is not attrs.NOTHING
    ]

    def read(on: str, by: str | None, note: str | None, data: str) -> Fact:
        fact = _blank(cls)
        put_on(fact, _day(on))
        put_by(fact, by)
        put_note(fact, note)
        values: dict[str, Any] = _scan(data, 0)[0] if data != "{}" else {}
        take = values.pop
        for name, put, parse in required:
            value = take(name)
            put(fact, parse(value) if parse else value)
        for name, put, parse, default in optional:
            value = take(name, default)
            put(fact, parse(value) if parse and value is not default else value)
        if values:
            raise KeyError(*values)
        return fact

    return read


def _parser(attribute: attrs.Attribute[Any]) -> Parse | None:
    """Return what makes a field's value of JSON as it was written; None where that is the value itself."""
    parse: Any = _PARSERS.get(attribute.metadata["json"]) or attribute.converter
    return _day if parse is parse_date else parse


READERS: dict[str, _Read] = {kind: _reader(cls) for kind, cls in EVENT_OF.items()}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumps(values: Any) -> str:
    """Write JSON in one line, with Chinese as it is."""
    return _encode(values)


def time_from(value: Any) -> datetime:
    """Read a UTC timestamp; raise :class:`InvalidFact` for one without a zone or that does not exist."""
    try:
        if _TIME.fullmatch(value):
            moment = datetime.fromisoformat(value).astimezone(UTC)
            moment.astimezone(BEIJING)  # the day of recording must exist there too
            return moment
    except (TypeError, ValueError, OverflowError):
        pass
    raise InvalidFact("recorded_at", value, A_TIME)


def time_to(moment: datetime) -> str:
    """Write a UTC timestamp, with the ending Z."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat()[:-6] + "Z"


__all__ = [
    "READERS",
    "build_fact",
    "dumps",
    "fact_from",
    "fact_to",
    "own_data",
    "plain",
    "time_from",
    "time_to",
]
