"""From ``--field value`` on the command line to the fields of a fact."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import attrs
import click

from desk.labels import FLAGS
from desk.mending import field_of
from persistence import build_fact, fact_to
from workflow.errors import InvalidFact, MissingField, UnknownField, UnknownKind
from workflow.events import EVENT_OF, FIELD_NAMES, HASH, KIND_ZH, Fact, all_fields
from workflow.rules import NEWEST
from workflow.words import Words
from workflow.written_days import A_DAY, UnreadableDay, read_day

from .language import say
from .shell import Whole, write

F = TypeVar("F", bound=Callable[..., Any])


def kinds_listed(function: F) -> F:
    """Add the options that list the kinds and, of one, its fields."""
    fields = click.option(
        "--fields",
        is_eager=True,
        expose_value=False,
        callback=_list_fields,
        metavar="KIND",
        help=say("列出某一种类的字段", "List the fields of a kind."),
    )
    kinds = click.option(
        "--kinds",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_list_kinds,
        help=say("列出全部种类", "List the kinds."),
    )
    return kinds(fields(function))


facts_seen: Callable[[F], F] = click.option(
    "--expecting",
    type=Whole(0),
    metavar="N",
    help=say("所见的记录条数；其间有人记录则拒绝", "Facts seen; refused if others were recorded since."),
)


def _list_kinds(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        for kind in EVENT_OF:
            write(f"{kind:<26}{KIND_ZH[kind]}")
        ctx.exit(0)


def _list_fields(ctx: click.Context, _: click.Parameter, kind: str | None) -> None:
    if kind is not None:
        if kind not in EVENT_OF:
            raise UnknownKind(kind, KIND_ZH)
        write(fields_help(kind))
        ctx.exit(0)


def changes_from_arguments(held: Fact, arguments: Sequence[str]) -> dict[str, Any]:
    """Return the fields that ``--name value`` pairs change in a fact, by the names given; an empty value empties one."""
    known = {a.name: a for a in all_fields(type(held))}
    now: dict[str, Any] = {name: value for name, value in fact_to(held).items() if name != "event"}
    values: dict[str, Any] = {}
    names: dict[str, str] = {}
    for name, text in _pairs(arguments):
        field = field_of(type(held), name)
        names[name] = field
        if text:
            _put(values, known[field], text, held.kind)
        else:
            values[field] = None
    whole = {name: value for name, value in (now | values).items() if value is not None}
    fact = build_fact(held.kind, whole)
    return {name: getattr(fact, field) for name, field in names.items()}


def fact_from_arguments(kind: str, arguments: Sequence[str], case: str = "") -> Fact:
    """Build a fact from ``--name value`` or ``--name=value`` pairs; a list field may be given several times.

    A replacement, which is the whole corrected fact, may say which *case* it is of.
    """
    if kind not in EVENT_OF:
        raise UnknownKind(kind, KIND_ZH)
    known = {a.name: a for a in all_fields(EVENT_OF[kind])}
    values: dict[str, Any] = {}
    for name, text in _pairs(arguments):
        if name not in known:
            raise UnknownField(name, FIELD_NAMES[EVENT_OF[kind]], kind)
        _put(values, known[name], text, kind)
    replacement = values.get("replacement")
    if isinstance(replacement, dict) and replacement.get("case") == case:
        del replacement["case"]
    try:
        return build_fact(kind, values)
    except MissingField as error:
        if error.field in known and known[error.field].metadata["json"] == "date":
            raise MissingField(error.field, A_DAY, kind) from None  # a case file takes fewer ways to write one
        raise


def _pairs(arguments: Sequence[str]) -> list[tuple[str, str]]:
    found, rest = [], list(arguments)
    while rest:
        option = rest.pop(0)
        if not option.startswith("--"):
            raise click.UsageError(
                say(f"多余的参数 {option!r}，字段写作 --名称 值", f"unexpected {option!r}: write --field value")
            )
        name, equals, text = option[2:].partition("=")
        if not equals:
            if not rest:
                raise click.UsageError(say(f"{option} 缺少值", f"{option} lacks its value"))
            text = rest.pop(0)
        found.append((name.replace("-", "_"), text))
    return found


def _put(values: dict[str, Any], attribute: attrs.Attribute[Any], text: str, kind: str) -> None:
    name, json_type = attribute.name, attribute.metadata["json"]
    if json_type == "list":
        values.setdefault(name, []).append(text)
        return
    if name in values:
        raise InvalidFact(name, text, Words("只给一次", "given once"), kind)
    values[name] = _value(json_type, text, attribute, kind)


def _value(json_type: str, text: str, attribute: attrs.Attribute[Any], kind: str) -> Any:
    if json_type == "flag":
        return FLAGS.get(text.lower(), text)
    if json_type == "date":
        return _day(text, attribute, kind)
    if json_type == "whole" and len(text) < 20 and text.isascii() and text.removeprefix("-").isdecimal():
        return int(text)
    if json_type == "fact":
        try:
            return json.loads(text)
        except ValueError:
            raise InvalidFact(attribute.name, text, attribute.metadata["allowed"], kind) from None
    return text


def _day(text: str, attribute: attrs.Attribute[Any], kind: str) -> str:
    try:
        return read_day(text).isoformat()
    except UnreadableDay:
        raise InvalidFact(attribute.name, text, A_DAY, kind) from None


def fields_help(kind: str) -> str:
    """Return one line a field of *kind* under the newest rules: how to write it and what it takes."""
    lines = []
    for attribute in all_fields(EVENT_OF[kind]):
        if not attribute.metadata["rules"].covers(NEWEST):
            continue
        obligatory = attribute.metadata["obligatory"]
        needed = attribute.default is attrs.NOTHING or (obligatory is not None and obligatory.covers(NEWEST))
        words = _taken(attribute)
        mark = say("必填", "required") if needed else say("可选", "optional")
        label = attribute.metadata["zh"]
        option = f"--{attribute.name.replace('_', '-')}"
        lines.append(
            f"  {option:<24}{label}（{mark}）{words.zh}" if say("1", "") else f"  {option:<24}{mark}: {words.en}"
        )
    return "\n".join(lines)


def _taken(attribute: attrs.Attribute[Any]) -> Words:
    """Return what a field takes; a hash, also how to come by one."""
    if HASH in attribute.metadata["limits"]:
        return HASH.allowed
    return A_DAY if attribute.metadata["json"] == "date" else attribute.metadata["allowed"]
