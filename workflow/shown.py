"""How a value is shown in a message: as a person writes it, and never as Python does."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from decimal import Decimal
from enum import Enum

from .words import Words

_NOTHING, _BYTES = Words("空", "nothing"), Words("字节，不是文字", "bytes, which are no text")
_TRUE, _FALSE = Words("true", "true"), Words("false", "false")  # as files and people write them
_MOST = 60


def shown(value: object) -> Words:
    """Return *value* as it is shown in both languages, in 60 characters at most."""
    if value is None:
        return _NOTHING
    if isinstance(value, bool):
        return _TRUE if value else _FALSE
    if isinstance(value, bytes | bytearray):
        return _BYTES
    try:
        text = _text(value)
    except (ValueError, RecursionError):  # Python writes no whole number of more than 4,300 digits
        text = f"{type(value).__name__} …"
    text = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    return Words(text, text)


def _text(value: object) -> str:
    """Return a value in one text; what it holds is shown as it is itself."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return repr(value)  # in quotes, so that blanks and what is not seen in it are
    if isinstance(value, int | float | Decimal | date):
        return str(value)
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_text(key)}: {shown(one).en}' for key, one in value.items())}}}"
    if isinstance(value, list | tuple | Set):
        return f"[{', '.join(shown(one).en for one in value)}]"
    return type(value).__name__


__all__ = ["shown"]
