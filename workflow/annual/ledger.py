"""LedgerLine: one line of the ledger, a fact of proactive disclosure that belongs to no case.

Source: ROGI Art. 20(1)(5)(6)(8) and 50(1). Whatever the constructor takes can be written and read back; what may be
recorded from now on is narrower, and stands in ``ledger_taking``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from attrs import field, fields, frozen

from ..errors import InvalidFact, MissingField
from ..fields import A_TEXT, NOT_EMPTY, is_text
from ..words import Words
from .forms import form_for

# What each ledger's line must say, and what a person may add to it. Every other field but ``again`` is absent.
_REQUIRED = {
    "document": ("kind", "action", "on", "count"),
    "decision": ("kind", "on", "count"),
    "charge": ("on", "amount"),
    "declared": ("form", "year", "cells"),
    "rectified": ("line", "reason"),
}
_FREE = {"document": ("title", "number"), "rectified": ("replacement",)}
KINDS = {"document": ("regulation", "normative_document"), "decision": ("licence", "penalty", "coercion")}
ACTIONS = ("opening", "issued", "abolished")
RECTIFIED = "rectified"

A_DECIMAL = Words('十进制数字符串，如 "23500.00"', 'a decimal string such as "23500.00"')
_A_DATE, _WHOLE = Words("日期", "a date"), Words("整数", "a whole number")
_FROM_ONE = Words("台账行号，自 1 起的整数", "the number of a line of the ledger, a whole number from 1")
_TRUE = Words("true，或不写", "true, or nothing")
_A_LINE = Words("一条完整的台账行", "a whole line of the ledger")
_PLAIN = Words("更正可由更正取代，但不再嵌套", "a rectification may be replaced by one, but not nested more deeply")
_AN_OBJECT = Words("以“行.列”为键的对象", 'an object with keys "row.column"')
_MOST = 4_000  # digits that are written and read without asking the interpreter for more


def _decimal(value: object, name: str) -> Decimal:
    try:
        amount = Decimal(value) if isinstance(value, str | int | Decimal) else Decimal("NaN")
    except (InvalidOperation, ValueError):
        amount = Decimal("NaN")
    if isinstance(value, bool) or not amount.is_finite() or _digits(amount) > _MOST:
        raise InvalidFact(name, _short(value), A_DECIMAL)
    return amount


def _digits(amount: Decimal) -> int:
    return len(amount.as_tuple().digits) + abs(int(amount.as_tuple().exponent))


def _short(value: object) -> object:
    """Return a value that can be shown: a whole number of thousands of digits cannot."""
    return "…" if isinstance(value, int) and abs(value) >= 10**30 else value


def _amount(value: object) -> Decimal | None:
    return None if value is None else _decimal(value, "amount")


def _cells(cells: Mapping[str, object] | None) -> dict[str, int | Decimal] | None:
    if cells is None:
        return None
    if not isinstance(cells, Mapping) or not all(isinstance(key, str) for key in cells):
        raise InvalidFact("cells", cells, _AN_OBJECT)
    return {key: _figure(key, value) for key, value in cells.items()}


def _figure(key: str, value: object) -> int | Decimal:
    if key.endswith("amount"):
        return _decimal(value, f"cells.{key}")
    if not _is_whole(value):
        raise InvalidFact(f"cells.{key}", _short(value), _WHOLE)
    assert isinstance(value, int)
    return value


def _is_whole(value: object) -> bool:
    return type(value) is int and abs(value) < 10**_MOST


def _again(value: object) -> object:
    return None if value is False else value


class _Check(NamedTuple):
    """What the value of a field must be, where there is one."""

    holds: Callable[[Any], bool]
    allowed: Words


_CHECKS: dict[str, _Check] = {
    **dict.fromkeys(("kind", "action", "form", "title", "number"), _Check(is_text, A_TEXT)),
    "reason": _Check(lambda value: is_text(value) and bool(value.strip()), NOT_EMPTY),
    "on": _Check(lambda value: type(value) is date, _A_DATE),
    **dict.fromkeys(("count", "year"), _Check(_is_whole, _WHOLE)),
    "line": _Check(lambda value: _is_whole(value) and value > 0, _FROM_ONE),
    "again": _Check(lambda value: value is True, _TRUE),
    "replacement": _Check(lambda value: isinstance(value, LedgerLine), _A_LINE),
}


@frozen(kw_only=True)
class LedgerLine:
    """One line of the ledger: a ``document``, ``decision``, ``charge``, ``declared`` or ``rectified`` line.

    ``amount`` is in yuan. ``cells`` of a declared line maps ``"row.column"`` (ids of table II in its form)
    to the figure as it is to be printed. A rectified line mends the line of the number ``line``: ``replacement`` takes
    its place, without one it is struck out. ``again`` says that an equal line is there and this one is meant all the
    same. Raises ``InvalidFact`` for a missing, foreign or impossible field.
    """

    ledger: str
    kind: str | None = None
    action: str | None = None
    on: date | None = None
    count: int | None = None
    amount: Decimal | None = field(default=None, converter=_amount)
    form: str | None = None
    year: int | None = None
    cells: Mapping[str, int | Decimal] | None = field(default=None, converter=_cells, hash=False)
    title: str | None = None
    number: str | None = None
    line: int | None = None
    replacement: LedgerLine | None = None
    reason: str | None = None
    again: bool | None = field(default=None, converter=_again)

    def __attrs_post_init__(self) -> None:
        if not is_text(self.ledger) or self.ledger not in _REQUIRED:
            raise InvalidFact("ledger", self.ledger, one_of(_REQUIRED))
        self._check_presence()
        for name, check in _CHECKS.items():
            value = getattr(self, name)
            if value is not None and not check.holds(value):
                raise InvalidFact(name, _short(value), check.allowed, self.ledger)
        if self.ledger in KINDS and self.kind not in KINDS[self.ledger]:
            raise InvalidFact("kind", self.kind, one_of(KINDS[self.ledger]), self.ledger)
        if self.ledger == "document" and self.action not in ACTIONS:
            raise InvalidFact("action", self.action, one_of(ACTIONS), self.ledger)
        self._check_cells()
        inner = self.replacement and self.replacement.replacement
        if inner is not None and inner.ledger == RECTIFIED:
            raise InvalidFact("replacement", "…", _PLAIN, self.ledger)

    def _check_presence(self) -> None:
        required, free = _REQUIRED[self.ledger], (*_FREE.get(self.ledger, ()), "again")
        for name in (attribute.name for attribute in fields(type(self))[1:]):
            value, needed = getattr(self, name), name in required
            if (value is not None) != needed and name not in free:
                if needed:
                    raise MissingField(name, _needed(name, self.ledger), self.ledger)
                raise InvalidFact(name, _short(value), Words("空", "nothing"), self.ledger)

    def _check_cells(self) -> None:
        if self.cells is None or self.year is None:
            return
        form = form_for(self.year, self.form)
        allowed = [".".join(key) for block in form.table2 for key in block.keys]
        for key in self.cells:
            if key not in allowed:
                raise InvalidFact("cells", key, one_of(allowed), self.ledger)

    @property
    def content(self) -> tuple[Any, ...]:
        """What the line says, to be compared: everything but ``again``."""
        values = [getattr(self, attribute.name) for attribute in fields(type(self)) if attribute.name != "again"]
        return tuple(
            value.content
            if isinstance(value, LedgerLine)
            else tuple(sorted(value.items()))
            if isinstance(value, dict)
            else value
            for value in values
        )


def required(ledger: str) -> tuple[str, ...]:
    """Return the fields that every line of *ledger* must have."""
    return _REQUIRED[ledger]


def _needed(name: str, ledger: str) -> Words:
    """Say what a field that is missing may be."""
    listed = {"kind": KINDS.get(ledger), "action": ACTIONS}.get(name)
    if listed:
        return one_of(listed)
    return _CHECKS[name].allowed if name in _CHECKS else {"amount": A_DECIMAL, "cells": _AN_OBJECT}[name]


def one_of(ids: Iterable[str]) -> Words:
    """Say which ids there are."""
    ids = tuple(ids)
    return Words("、".join(ids), ", ".join(ids))


__all__ = ["ACTIONS", "KINDS", "RECTIFIED", "LedgerLine", "one_of", "required"]
