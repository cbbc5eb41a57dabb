"""Encodings: bytes of somebody's report into text, though they be damaged or in an encoding that nobody would choose."""

from __future__ import annotations

import codecs
import re

from ..text_files import BadFile, decode_text

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decoded(content: bytes) -> str:
    """Return the text. Bytes that no encoding explains become U+FFFD: nothing is lost but they."""
    try:
        return decode_text(content, "")
    except BadFile:
        return _guessed(content)


def _guessed(content: bytes) -> str:
    """Return the text of bytes that are refused where words are taken over from a file.

    A report of others is only looked at, for figures that prove each other: one that is cut off, has null bytes or is
    in UTF-16 or Big5 is still worth reading, and nobody can be asked to save it again.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    declared = _DECLARED.search(content[:2000])
    names = ["utf-8-sig", "gb18030"]
    if declared and declared[1].lower().startswith((b"gb", b"big5")):
        names.append(declared[1].decode())
    for name in names:
        try:
            return content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    texts = [content.decode(name, "replace") for name in ("utf-8-sig", "gb18030")]
    return min(texts, key=lambda text: text.count("\ufffd"))
