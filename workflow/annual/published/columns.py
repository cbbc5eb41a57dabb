"""Columns: whether the headers of a table stand in the order of the form; figures under others are not its."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..layout import Block
from .plain import bare
from .source import Grid

_NAMES = ("自然人", "商业", "科研", "社会公益", "法律服务")
_FEWEST = 3  # names; of fewer, that wrapped lines have been mixed is likelier than another order
_LONG = 8  # characters; a line with one name is no longer
_FIRST_ROW = "本年新收"


def header_in_order(lines: Sequence[str]) -> bool:
    """Whether the headers in running text, above the first row, stand in the order of the form.

    Judged are the names on one line, which stand there from left to right, and names that have lines of their own.
    """
    alone = ""
    for line in lines:
        text = bare(line)
        head = text.split(_FIRST_ROW)[0]
        if not in_order(head):
            return False
        alone += next((name for name in (*_NAMES, "其他", "总计") if head.startswith(name) and len(head) < _LONG), "")
        if _FIRST_ROW in text:
            break
    return in_order(alone)


def in_order(header: str) -> bool:
    """Whether the names in a header are in order, 总计 behind 自然人 and 其他 behind the kinds that it is beside."""
    head = bare(header).replace("法人或其他组织", "")
    places = [place for name in _NAMES if (place := head.find(name)) >= 0]
    total, other = head.find("总计"), head.find("其他")
    if 0 <= total < head.find(_NAMES[0]):
        return False
    return len(places) < _FEWEST or (places == sorted(places) and (other < 0 or other > places[-1]))


def headers_turned(block: Block, grids: Iterable[Grid], lines: Iterable[str]) -> bool:
    """Whether a header of *block* stands right before one that the form has before it; blocks of table IV repeat."""
    labels = [bare(column.label) for column in block.columns]
    wrong = {
        after + before
        for n, before in enumerate(labels)
        for after in labels[n + 1 :]
        if (before, after) != (labels[0], "总计")
    }
    texts = [bare("".join(cell.text for cell in row)) for grid in grids for row in grid.rows]
    return any(pair in text for text in (*texts, bare("".join(lines))) for pair in wrong)
