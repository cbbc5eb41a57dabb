"""Ending: a file that breaks off inside a table; its last figure may be half of one, and is not read."""

from __future__ import annotations

import re

from .plain import plain_text
from .source import Block, Grid, Line, Source

_CARRIED = re.compile(r"结转下年")


def uncut(source: Source) -> Source:
    """Return *source* without its last figure where the file is ``cut``; else as it is.

    A file that ends with a digit is cut where the last row of table III is not in it.
    """
    cut = source.cut or (source.bare_end and not any(map(_carries, source.blocks)))
    if not cut or not source.blocks:
        return source
    return source._replace(blocks=(*source.blocks[:-1], _without_last(source.blocks[-1])), cut=True)


def _carries(block: Block) -> bool:
    """Whether the last row of table III stands in *block*."""
    texts = [block.text] if isinstance(block, Line) else [cell.text for row in block.rows for cell in row]
    return any(_CARRIED.search(plain_text(text)) for text in texts)


def _without_last(block: Block) -> Block:
    if isinstance(block, Line):
        return block._replace(text=re.sub(r"[\d.,]+\s*$", "", block.text))
    row = next((n for n in range(len(block.rows) - 1, -1, -1) if block.rows[n]), None)
    if row is None:
        return block
    *cells, cell = block.rows[row]
    # The cell stays, for without it the others would stand under other columns; what it says is no figure.
    rows = (*block.rows[:row], (*cells, cell._replace(text=f"{cell.text}…")), *block.rows[row + 1 :])
    return Grid(rows)
