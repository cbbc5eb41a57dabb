"""Arguments: what the methods of a register or a desk are called with, held against the types that they name.

A value of another type is refused in words before anything is done. Past this door it would come to light somewhere
inside, as an error of another library, or as a register that looks damaged.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from enum import Enum
from functools import wraps
from itertools import chain, repeat
from os import PathLike
from pathlib import Path
from types import FunctionType, NoneType, UnionType
from typing import Any, Literal, NamedTuple, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from workflow.errors import WrongType
from workflow.words import Words

C = TypeVar("C", bound=type)
P = ParamSpec("P")
T = TypeVar("T")


class Kind(NamedTuple):
    """What an argument may be: the test, how it is called, and types whose values need no test."""

    holds: Callable[[Any], bool]
    words: Words
    exact: frozenset[type] = frozenset()


ANYTHING = Kind(lambda value: True, Words("", ""))


def arguments_checked(cls: C) -> C:
    """Let every public method of *cls*, and its making, refuse arguments of other types with ``WrongType``."""
    for name, member in list(vars(cls).items()):
        if name.startswith("_") and name != "__init__":
            continue
        if isinstance(member, classmethod):
            setattr(cls, name, classmethod(_checked(member.__func__)))
        elif isinstance(member, FunctionType):
            setattr(cls, name, _checked(member))
    return cls


def _checked(method: Callable[P, T]) -> Callable[P, T]:
    kinds: dict[str, Kind] = {}
    parameters = list(inspect.signature(method).parameters.values())
    placed = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    rest = repeat(next((p.name for p in parameters if p.kind is p.VAR_POSITIONAL), ""))

    @wraps(method)
    def checked(*args: P.args, **kwargs: P.kwargs) -> T:
        if not kinds:  # hints are looked up late: they may name what is defined further down
            kinds.update(_kinds_of(method))
        for name, value in zip(chain(placed, rest) if len(args) > len(placed) else placed, args, strict=False):
            if name in kinds and type(value) not in kinds[name].exact:
                _check(kinds[name], name, value)
        for name, value in kwargs.items():
            if name in kinds and type(value) not in kinds[name].exact:
                _check(kinds[name], name, value)
        return method(*args, **kwargs)

    return checked


def _check(kind: Kind, name: str, value: object) -> None:
    if not kind.holds(value):
        raise WrongType(name, value, kind.words)


def _kinds_of(method: Callable[..., Any]) -> dict[str, Kind]:
    named = {name: hint for name, hint in method.__annotations__.items() if name != "return"}
    hints = get_type_hints(type("", (), {"__annotations__": named}), method.__globals__)
    return {"": ANYTHING} | {name: _named(name, _kind(hint)) for name, hint in hints.items()}


def _named(name: str, kind: Kind) -> Kind:
    """Say of a case number where it comes from: that a case stands in its place is the most natural mistake."""
    if name not in ("number", "numbers"):
        return kind
    return kind._replace(words=Words(f"{kind.words.zh}（案件编号，如 case.number）", f"{kind.words.en} (case.number)"))


def _kind(hint: Any) -> Kind:
    """Return what a value must be where *hint* is asked for; whatever the hint does not settle is let pass."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _either([_kind(one) for one in inner])
    if origin is Literal:
        return Kind(lambda value: isinstance(value, str), _WORDS[str])
    if origin is Callable:
        return Kind(callable, Words("函数", "a function"))
    if inspect.isclass(origin) and issubclass(origin, Iterable):
        return Kind(_is_listed, Words("列表之类（不是一个文字）", "a list or the like, and not one text"))
    if not inspect.isclass(hint) or hint is object:
        return ANYTHING
    if getattr(hint, "_is_protocol", False):
        members = [name for name in vars(hint) if not name.startswith("_")]
        return Kind(lambda value: all(hasattr(value, name) for name in members), Words(hint.__name__, hint.__name__))
    return Kind(
        _TESTS.get(hint, lambda value: _is_a(value, hint)),
        _WORDS.get(hint, Words(f"{hint.__name__} 的值", f"a {hint.__name__}")),
        frozenset({hint}) if hint is not datetime else frozenset(),
    )


def _either(kinds: list[Kind]) -> Kind:
    words = Words("或者".join(k.words.zh for k in kinds), " or ".join(k.words.en for k in kinds))
    exact = frozenset[type]().union(*(kind.exact for kind in kinds))
    return Kind(lambda value: any(kind.holds(value) for kind in kinds), words, exact)


def _is_listed(value: object) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str | bytes)


def _is_a(value: object, hint: type) -> bool:
    return isinstance(value, hint) or (issubclass(hint, Enum) and isinstance(value, str))


def _is_aware(value: object) -> bool:
    return isinstance(value, datetime) and (value.tzinfo is UTC or value.utcoffset() is not None)


# A moment is a ``date`` to Python, and True a whole number; to us they are not.
_TESTS: dict[type, Callable[[Any], bool]] = {
    date: lambda value: isinstance(value, date) and not isinstance(value, datetime),
    datetime: _is_aware,
    int: lambda value: isinstance(value, int) and not isinstance(value, bool),
    float: lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    Path: lambda value: isinstance(value, PathLike),
}
_WORDS: dict[type, Words] = {
    NoneType: Words("不填", "nothing"),
    str: Words("文字", "text"),
    int: Words("整数", "a whole number"),
    bool: Words("True 或 False", "True or False"),
    float: Words("数", "a number"),
    date: Words("日期（datetime.date）", "a day (datetime.date)"),
    datetime: Words("带时区的时间（datetime）", "a time with its zone (datetime)"),
    Path: Words("路径", "a path"),
}

__all__ = ["arguments_checked"]
