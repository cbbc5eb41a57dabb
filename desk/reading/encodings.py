"""Encodings: bytes of a Chinese text file into text, UTF-8 with or without a mark, UTF-16, else GB 18030."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decoded(content: bytes) -> str:
    """Return the text. Bytes that no encoding explains become U+FFFD: nothing is lost but they."""
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
