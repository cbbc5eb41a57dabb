"""Entries of an application's own: any kind but those of the book, with any JSON, so that all of it can be read back."""

from __future__ import annotations

import json
from typing import Any

from workflow.errors import InvalidFact
from workflow.events import EVENT_OF
from workflow.fields import is_text
from workflow.words import Words

from . import keys
from .book_kinds import BOOK_KINDS
from .codec import dumps

# What a case file calls its lines by; a kind of this name would be mistaken for one of them.
_LINES = frozenset({"case", "event", "ledger", "person", "person_seen", "rules", "staff", "setting", "app"})
RESERVED = frozenset({*BOOK_KINDS, *EVENT_OF, *_LINES})
DEEPEST = 100

A_KIND = Words(
    "应用自己的种类（非空文字，如 app.记事）；登记簿自己的种类只由登记簿记录",
    "a kind of the application's own (text that is not empty, such as app.memo); the book's own kinds are recorded by "
    "the book alone",
)
JSON = Words(
    f"JSON：对象（键为文字）、列表、文字、有限的数、真假、空，不超过 {DEEPEST} 层",
    f"JSON: objects with text as keys, lists, text, finite numbers, true, false or null, {DEEPEST} deep at most",
)


def check_entry(kind: str, data: str) -> None:
    """Raise ``InvalidFact`` for a kind that is not an application's own, or for *data* that is not the text of JSON."""
    if kind in RESERVED or not is_text(kind) or not kind.strip() or kind.startswith(keys.PREFIX):
        raise InvalidFact("kind", kind, A_KIND)
    try:
        values = json.loads(data, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise InvalidFact("data", type(data).__name__, JSON) from None
    if not _is_json(values):
        raise InvalidFact("data", type(data).__name__, JSON)


def json_of(values: object) -> str:
    """Return *values* as JSON; raise ``InvalidFact`` for what JSON does not have, or would read back as something else."""
    if not _is_json(values):
        raise InvalidFact("data", type(values).__name__, JSON)
    try:
        return dumps(values)
    except ValueError:  # a number of thousands of digits
        raise InvalidFact("data", type(values).__name__, JSON) from None


def _no_number(name: str) -> Any:
    raise ValueError(name)


def _is_json(value: object, deep: int = 0) -> bool:
    if deep > DEEPEST:
        return False
    if isinstance(value, dict):
        return all(is_text(key) and _is_json(inner, deep + 1) for key, inner in value.items())
    if isinstance(value, list):
        return all(_is_json(inner, deep + 1) for inner in value)
    if isinstance(value, float):
        return value - value == 0  # neither endless nor no number
    return value is None or isinstance(value, bool | int) or is_text(value)


__all__ = ["RESERVED", "check_entry", "json_of"]
