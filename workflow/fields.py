"""Fields: the few types of value that a fact can carry, each checked when the fact is made.

A field without ``default`` must be given; ``default=None`` says that it may be left out. A value that does
not fit raises :class:`~workflow.errors.InvalidFact`, which names the field, shows what was found and says
what is allowed.

Every field takes the numbers of the rules (:mod:`workflow.rules`): ``rules`` says under which it may be given,
``obligatory`` under which it must be, ``limits`` what its values may be. These are checked where a fact is recorded
(:mod:`workflow.recordable`); a constructor checks the shape alone, so that what was recorded can be read for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, TypedDict, TypeGuard, TypeVar, Unpack, dataclass_transform

import attrs

from .errors import InvalidFact
from .rules import ALWAYS, Limit, RuleSpan, check_span
from .unseen import says_something
from .words import Words

T = TypeVar("T")
Check = Callable[[Any, Any, Any], None]
Json = Literal["date", "text", "list", "flag", "yuan", "whole", "fact"]
"""How a field is written in a case file."""

A_DATE = Words("日期（YYYY-MM-DD，不带时间）", "a date (YYYY-MM-DD, without a time)")
A_TEXT = Words("文字", "text")
NOT_EMPTY = Words("非空文字", "text that is not empty")
TRUE_FALSE = Words("true 或 false", "true or false")
YUAN = Words("非负金额（元，十进制）", "an amount of yuan, decimal, not negative")
A_FACT = Words("一条完整的记录", "a whole fact")
A_LIST = Words("文字列表", "a list of texts")

MOST = 999_999_999
"""The greatest whole number that a field takes which has no end of its own."""
UNWRITABLE = 10**4300
"""The first whole number that Python does not write: none as great was ever recorded."""

SAID = Limit(NOT_EMPTY, says_something, RuleSpan(2))


class Ruled(TypedDict, total=False):
    """The numbers of the rules that a field carries; by default it may always be given and need never be."""

    rules: RuleSpan
    obligatory: RuleSpan
    limits: tuple[Limit, ...]


def _metadata(label: str, json: Json, allowed: Words, ruled: Ruled, **more: Any) -> dict[str, Any]:
    return {
        "zh": label,
        "allowed": allowed,
        "json": json,
        "rules": ruled.get("rules", ALWAYS),
        "obligatory": ruled.get("obligatory"),
        "limits": ruled.get("limits", ()),
        **more,
    }


def check_numbers(attributes: Iterable[attrs.Attribute[Any]]) -> None:
    """Raise ``BrokenLaw`` for a field with numbers of the rules that there are not."""
    for attribute in attributes:
        carried = [attribute.metadata["rules"], *(limit.rules for limit in attribute.metadata["limits"])]
        if attribute.metadata["obligatory"] is not None:
            carried.append(attribute.metadata["obligatory"])
        for span in carried:
            check_span(span, attribute.name)


def refuse(fact: Any, attribute: Any, value: object, allowed: Words) -> None:
    """Raise :class:`InvalidFact` for the value of *attribute*."""
    raise InvalidFact(attribute.name, value, allowed, getattr(fact, "kind", None))


def _is_date(fact: Any, attribute: Any, value: Any) -> None:
    if type(value) is not date:
        refuse(fact, attribute, value, A_DATE)


def is_text(value: object) -> TypeGuard[str]:
    """Tell whether *value* is text that can be written to a file: no half characters."""
    if not isinstance(value, str):
        return False
    try:
        value.isascii() or value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_text(fact: Any, attribute: Any, value: Any) -> None:
    if not is_text(value):
        refuse(fact, attribute, value, A_TEXT)


def _is_name(fact: Any, attribute: Any, value: Any) -> None:
    if not is_text(value) or not value.strip():
        refuse(fact, attribute, value, NOT_EMPTY)


def _is_flag(fact: Any, attribute: Any, value: Any) -> None:
    if type(value) is not bool:
        refuse(fact, attribute, value, TRUE_FALSE)


def _is_yuan(fact: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        refuse(fact, attribute, value, YUAN)


def _is_list(fact: Any, attribute: Any, value: Any) -> None:
    if not isinstance(value, tuple) or not all(is_text(v) for v in value):
        refuse(fact, attribute, value, A_LIST)


def _field(
    label: str,
    json: Json,
    check: Check,
    allowed: Words,
    default: Any,
    ruled: Ruled,
    kw_only: bool | None = None,
    converter: Callable[[Any], Any] | None = None,
) -> Any:
    def check_or_none(fact: Any, attribute: Any, value: Any) -> None:
        if value is not None:
            check(fact, attribute, value)

    validator = check_or_none if default is None else check
    metadata = _metadata(label, json, allowed, ruled)
    return attrs.field(default=default, validator=validator, converter=converter, kw_only=kw_only, metadata=metadata)


def day(label: str, *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]) -> Any:
    """Declare a date."""
    return _field(label, "date", _is_date, A_DATE, default, ruled)


def text(label: str, *, default: Any = attrs.NOTHING, kw_only: bool | None = None, **ruled: Unpack[Ruled]) -> Any:
    """Declare a text, which may be empty."""
    return _field(label, "text", _is_text, A_TEXT, default, ruled, kw_only)


def name(label: str, *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]) -> Any:
    """Declare a text that says something; since rules 2, something that can be seen."""
    ruled["limits"] = (SAID, *ruled.get("limits", ()))
    return _field(label, "text", _is_name, NOT_EMPTY, default, ruled)


def texts(label: str, *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]) -> Any:
    """Declare a list of texts; any list of Python's is taken, and becomes a tuple."""
    return _field(label, "list", _is_list, A_LIST, default, ruled, converter=_listed)


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def flag(label: str, *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]) -> Any:
    """Declare a yes or no."""
    return _field(label, "flag", _is_flag, TRUE_FALSE, default, ruled)


def yuan(label: str, *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]) -> Any:
    """Declare an amount of money in yuan."""
    return _field(label, "yuan", _is_yuan, YUAN, default, ruled)


def whole(
    label: str, *, low: int, high: int | None = None, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]
) -> Any:
    """Declare a whole number from *low* to *high*, both included; since rules 2 one without *high* ends at :data:`MOST`."""
    allowed = _from_to(low, high)
    if high is None:
        ruled["limits"] = (Limit(_from_to(low, MOST), _is_counted, RuleSpan(2)), *ruled.get("limits", ()))
    above = UNWRITABLE if high is None else high + 1

    def check(fact: Any, attribute: Any, value: Any) -> None:
        if type(value) is not int or not low <= value < above:
            refuse(fact, attribute, value, allowed)

    return _field(label, "whole", check, allowed, default, ruled)


def _from_to(low: int, high: int | None) -> Words:
    if high is None:
        return Words(f"不小于 {low} 的整数", f"a whole number of at least {low}")
    return Words(f"{low} 至 {high} 的整数", f"a whole number from {low} to {high}")


def _is_counted(value: int) -> bool:
    return value <= MOST


def one_of(
    options: type[StrEnum], label: str, field: str, *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]
) -> Any:
    """Declare one value of an enumeration; its plain text is taken too, and becomes the member."""
    members: dict[Any, StrEnum | None] = {o.value: o for o in options} | ({None: None} if default is None else {})
    listed = " ".join(option.value for option in options)
    allowed = Words(f"其中之一：{listed}", f"one of: {listed}")

    def convert(value: Any) -> StrEnum | None:
        try:
            return members[value]
        except (KeyError, TypeError):
            raise InvalidFact(field, value, allowed) from None

    return attrs.field(
        default=default,
        converter=convert,
        metadata=_metadata(label, "text", allowed, ruled, options=options),
    )


def nested(label: str, kind: Callable[[], type], *, default: Any = attrs.NOTHING, **ruled: Unpack[Ruled]) -> Any:
    """Declare a fact within a fact; *kind* is asked for the base class when a value is checked."""

    def check(fact: Any, attribute: Any, value: Any) -> None:
        if not isinstance(value, kind()):
            refuse(fact, attribute, value, A_FACT)

    return _field(label, "fact", check, A_FACT, default, ruled)


@dataclass_transform(frozen_default=True, field_specifiers=(day, text))
def base_fact(cls: type[T]) -> type[T]:
    """Make a frozen, slotted value of the class that all facts derive from.

    Comparing and printing are written once, there: generating them for each kind would double the time
    that importing takes.
    """
    return attrs.frozen(cls, order=False, repr=False, eq=False)


@dataclass_transform(
    frozen_default=True,
    kw_only_default=True,
    field_specifiers=(day, text, name, texts, flag, yuan, whole, one_of, nested),
)
def fact(cls: type[T]) -> type[T]:
    """Make a frozen, slotted value of the class; its own fields are keyword-only."""
    return attrs.frozen(cls, kw_only=True, order=False, repr=False, eq=False)
