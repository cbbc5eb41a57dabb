"""Plain: what a terminal or pipe cannot carry is written so that it reads, and no line is lost for one character."""

from __future__ import annotations

import codecs
import unicodedata
from io import TextIOWrapper

ERRORS = "yishenqing-plain"
"""The name under which :mod:`codecs` knows how we write what cannot be encoded."""
_INSTEAD = {"⇒": "=>", "✓": "√", "✗": "×", "−": "-", "•": "·"}


def prepare(stream: TextIOWrapper) -> None:
    """Let a stream that people read take every text.

    It keeps its encoding, such as that of a Chinese Windows, where that has Chinese; otherwise it becomes UTF-8.
    """
    encoding = stream.encoding if encodes("依申请", stream.encoding) else "utf-8"
    stream.reconfigure(encoding=encoding, errors=ERRORS)


def encodes(text: str, encoding: str) -> bool:
    """Tell whether a text can be written in an encoding."""
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def readable(text: str, encoding: str) -> str:
    """Return a text as it can be written in an encoding: what that lacks is put in another way."""
    return text.encode(encoding, ERRORS).decode(encoding)


def _instead(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_one(character, error.encoding) for character in lacking).encode(error.encoding), error.end


def _one(character: str, encoding: str) -> str:
    for text in (character, _INSTEAD.get(character), unicodedata.normalize("NFKC", character)):
        if text and encodes(text, encoding):
            return text
    return character.encode("ascii", "backslashreplace").decode()


codecs.register_error(ERRORS, _instead)

__all__ = ["ERRORS", "encodes", "prepare", "readable"]
