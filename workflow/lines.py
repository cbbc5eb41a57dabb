"""Lines of a text: parted where an editor parts them, at CR, LF and CRLF, and nowhere else.

``str.splitlines`` also parts at form feeds and at U+0085, U+2028 and their like, which are content: they come with what
people paste.
"""

from __future__ import annotations

import re

_END = re.compile(r"\r\n|\r|\n")


def split_lines(text: str) -> list[str]:
    """Return the lines without their ends; an end of line at the end of the text begins no further line."""
    lines = _END.split(text)
    return lines if lines[-1] else lines[:-1]


def with_unix_ends(text: str) -> str:
    """Return the text with LF alone at the ends of its lines."""
    return _END.sub("\n", text)
