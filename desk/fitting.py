"""Fitting: lines that are too long are broken where a reader breaks them, never inside a word, a date or an id.

Chinese may be broken after any character, but a closing mark does not begin a line and an opening one does not end it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

_OPENING, _CLOSING = "“‘《〈（〔【「『", "”’》〉）〕】」』，、。；：！？％…·"
_NARROW = rf"[^\s{_OPENING}{_CLOSING}\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
# What is never broken: blanks; or a word of narrow characters, or a wide one, with the marks that belong to it.
_PIECE = re.compile(rf"\s+|[{_OPENING}]*(?:{_NARROW}+|[^\s{_OPENING}{_CLOSING}])[{_CLOSING}]*|[{_OPENING}{_CLOSING}]+")
_JOINT = re.compile(r"[-_/.,:;=)\]]")


class Piece(NamedTuple):
    """A piece of a line that is not broken: where it begins, and how many cells it takes."""

    at: int
    text: str
    cells: int


def breaks(line: str, width: int) -> list[int]:
    """Return the places (characters from the beginning) at which *line* is broken so as to fit *width* cells."""
    if cell_len(line) <= width:
        return []
    found: list[int] = []
    used = 0
    for piece in _pieces(line, width):
        if used and not piece.text.isspace() and used + piece.cells > width:
            found.append(piece.at)
            used = 0
        used += piece.cells
    return found


def fitted(text: str, width: int) -> list[str]:
    """Return the lines of *text*, none of them longer than *width* cells."""
    return [part for line in text.split("\n") for part in _parts(line, breaks(line, width))]


def _parts(line: str, at: list[int]) -> Iterator[str]:
    for first, last in zip([0, *at], [*at, len(line)], strict=True):
        yield line[first:last].rstrip() if last < len(line) else line[first:last]


def _pieces(line: str, width: int) -> Iterator[Piece]:
    for match in _PIECE.finditer(line):
        cells = cell_len(match[0])
        if cells <= width:
            yield Piece(match.start(), match[0], cells)
        else:
            yield from _shortened(match.start(), match[0], width)


def _shortened(at: int, text: str, width: int) -> Iterator[Piece]:
    """Yield a piece that is longer than a line in pieces that are not: cut at a joint where it has one."""
    while cell_len(text) > width:
        head = chop_cells(text, width)[0] or text[0]
        joints = [joint.end() for joint in _JOINT.finditer(head)]
        cut = joints[-1] if joints else len(head)
        yield Piece(at, text[:cut], cell_len(text[:cut]))
        at, text = at + cut, text[cut:]
    if text:
        yield Piece(at, text, cell_len(text))


__all__ = ["breaks", "fitted"]
