"""Atoms: running text cut into labels, groups of figures and the rest, each with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .plain import plain_text
from .source import Line, Place

# 2.其他…: the digit before the point numbers the next label, also where it is glued to the figures before it.
_NUMBERED = re.compile(r"(?<!\.)(\d)([.、])(?=\s*(?:[^\d\s|]|$))|\((\d)\)")
_SPECIAL = re.compile(
    r"(?P<ordinal>\x00\(?\d[).、,:]?|\([一二三四五六七八]\)|[一二三四五六七八]、)"
    r"|(?P<figure>-?\d[\d,]*(?:\.\d+)?(?:万?元|[件条项次个份部宗起例](?=[\s|]|$))?)"
    r"|(?P<bar>\|)"
    r"|(?P<dash>(?<![^\s|])[-—–/]{1,3}(?![^\s|]))"
)
_PAGE_NUMBER = re.compile(r"\s*[-—–·]+\s*\d+\s*[-—–·]+\s*|\s*第\s*\d+\s*页.{0,12}|\s*=+.*=+\s*|\s*\[[^\]]*\]\s*")


class Piece(NamedTuple):
    """A stretch of text without figures; ``ordinal`` stands in it where a label is numbered."""

    text: str
    line: int
    numbered: bool = False


class Figures(NamedTuple):
    """Figures with no text between them: tokens by line, and the slots between bars where there are bars."""

    rows: tuple[tuple[str, ...], ...]
    line: int
    slots: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return the tokens in order; a dash is an empty cell and stands there as such."""
        return tuple(token for row in self.rows for token in row)


Atom = Piece | Figures


def marked(line: str) -> str:
    """Return a line in one spelling, its label numbers marked, so that they are not taken for figures."""
    return _NUMBERED.sub(lambda m: f"\x00{m[1]}{m[2]}" if m[1] else f"\x00({m[3]})", plain_text(line))


def is_noise(line: str) -> bool:
    """Whether a line is a page number or a mark of where pages begin."""
    return _PAGE_NUMBER.fullmatch(line) is not None


def atoms(lines: Sequence[str], first: int = 0) -> list[Atom]:
    """Cut marked *lines* into atoms; the first of them has the number *first*."""
    found: list[Atom] = []
    raw: list[tuple[str, str, int]] = []
    for kind, text, line in _scan(lines, first):
        if kind in ("figure", "bar", "dash"):
            raw.append((kind, text, line))
            continue
        found += _grouped(raw)
        raw = []
        found.append(Piece(text, line, kind == "numbered"))
    return found + _grouped(raw)


def _scan(lines: Sequence[str], first: int) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, the text and the line of every token; a label and its ordinal are one ``numbered`` token."""
    for number, line in enumerate(lines, first):
        if is_noise(line):
            continue
        at, ordinal = 0, ""
        for match in _SPECIAL.finditer(line):
            text = line[at : match.start()]
            if ordinal or text.strip():
                yield ("numbered" if ordinal else "text", ordinal + text, number)
            at, ordinal = match.end(), ""
            if match.lastgroup == "ordinal":
                ordinal = match[0]
            else:
                yield (str(match.lastgroup), match[0], number)
        if ordinal or line[at:].strip():
            yield ("numbered" if ordinal else "text", ordinal + line[at:], number)


def _grouped(raw: list[tuple[str, str, int]]) -> list[Atom]:
    """Make one group of what stands between two texts; nothing where neither figures nor a row of dashes do."""
    if not any(kind == "figure" for kind, *_ in raw) and not _all_dashes(raw):
        return []
    rows: dict[int, list[str]] = {}
    for kind, text, line in raw:
        if kind != "bar":
            rows.setdefault(line, []).append("" if kind == "dash" else text)
    return [Figures(tuple(tuple(row) for row in rows.values()), min(rows), _slots(raw))]


def _all_dashes(raw: list[tuple[str, str, int]]) -> bool:
    """Whether a line holds several empty cells and nothing else; between bars they may be a rule of the table."""
    return len(raw) > 1 and {kind for kind, *_ in raw} == {"dash"} and len({line for *_, line in raw}) == 1


def _slots(raw: list[tuple[str, str, int]]) -> tuple[str, ...]:
    """Return what stands between the bars, from the first bar on; empty where there are none."""
    if not any(kind == "bar" for kind, *_ in raw):
        return ()
    slots = [[]] if raw[0][0] != "bar" else []  # type: list[list[str]]
    for kind, text, _ in raw:
        if kind == "bar":
            slots.append([])
        elif kind == "figure":
            slots[-1].append(text)
        else:
            slots[-1].append("-")
    return tuple(" ".join(slot) for slot in slots)


def place_of(lines: Sequence[Line], number: int) -> Place:
    """Return the place of a line by its number."""
    return lines[number].place if number < len(lines) else Place()
