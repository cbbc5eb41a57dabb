"""Side by side: a print that sets two reports next to each other is cut into a left and a right one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .labels import name2, name3
from .plain import figure, plain_text
from .source import Block, Cell, Grid, Line, Source

_LEAST = 5
_PROSE = 20


def halves(source: Source) -> tuple[Source, ...]:
    """Return the reports that stand side by side in *source*, left first, or *source* alone.

    A line or a row is double where the same words stand in it twice, each time with as many figures; a source
    is double where at least five rows of tables II and III are. What is not double belongs to both.
    """
    doubled = [_halved(block) for block in source.blocks]
    labelled = sum(_labelled(pair) for pair in doubled if pair is not None)
    if labelled < _LEAST:
        return (source,)
    sides = []
    for side in (0, 1):
        blocks = tuple(
            _shared(block) if pair is None else pair[side] for block, pair in zip(source.blocks, doubled, strict=True)
        )
        sides.append(source._replace(blocks=blocks))
    return tuple(sides)


def _shared(block: Block) -> Block:
    """Leave out a sentence that counts requests and is not double: of which report it speaks, nothing tells."""
    counts = isinstance(block, Line) and re.search(r"\d\s*[件份宗起]", plain_text(block.text))
    return Line("", block.place) if counts and isinstance(block, Line) else block


def _halved(block: Block) -> tuple[Block, Block] | None:
    return _halved_line(block) if isinstance(block, Line) else _halved_grid(block)


def _halved_line(line: Line) -> tuple[Line, Line] | None:
    tokens = plain_text(line.text).split()
    half, odd = divmod(len(tokens), 2)
    if odd or not half or _shape(tokens[:half]) != _shape(tokens[half:]):
        return _halved_text(line, tokens)
    return line._replace(text=" ".join(tokens[:half])), line._replace(text=" ".join(tokens[half:]))


def _halved_text(line: Line, tokens: Sequence[str]) -> tuple[Line, Line] | None:
    """Cut a line of prose at its only space: what stands left and right of the gap between two columns."""
    if len(tokens) == 2 and max(map(len, tokens)) > _PROSE:
        return line._replace(text=tokens[0]), line._replace(text=tokens[1])
    # A long line on one side only: which one, nothing tells.
    lone = len(tokens) == 1 and len(tokens[0]) > _PROSE
    return (line._replace(text=""), line._replace(text="")) if lone else None


def _shape(tokens: Sequence[str]) -> list[str]:
    """Return the tokens with each figure replaced by a sign."""
    return ["#" if figure(token) is not None else re.sub(r"(?<=\D)\d{4}|^\d{4}(?=年)", "#", token) for token in tokens]


def _halved_grid(grid: Grid) -> tuple[Grid, Grid] | None:
    cuts = [cut for row in grid.rows if (cut := _cut(row)) is not None]
    if not cuts or 2 * len(cuts) < len(grid.rows):
        return None
    cut = min(cuts)
    left = tuple(tuple(cell for cell in row if cell.at < cut) for row in grid.rows)
    right = tuple(tuple(cell._replace(at=cell.at - cut) for cell in row if cell.at >= cut) for row in grid.rows)
    return Grid(left), Grid(right)


def _cut(row: Sequence[Cell]) -> int | None:
    """Return the position at which a row names its row of table II or III for the second time, after a figure."""
    first, counted = None, False
    for cell in row:
        named = name3(cell.text) or name2(cell.text)
        if named is None:
            counted = counted or (first is not None and figure(cell.text) is not None)
        elif first is None:
            first = named.row
        elif named.row == first and counted:
            return cell.at
    return None


def _labelled(pair: tuple[Block, Block]) -> int:
    left = pair[0]
    if isinstance(left, Grid):
        return sum(any(name3(cell.text) or name2(cell.text) for cell in row) for row in left.rows)
    words = re.sub(r"(?<=\s)-?[\d.,]+(?=\s|$)", "", left.text)
    return int(name3(words) is not None or name2(words) is not None)
