"""Filled: a table as it was read, row by row, and what parted the rows whose digits were run together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ...words import Words
from ..grid import Key
from ..layout import Block, Form
from .glued import Split
from .readings import Reading, RowRead, State, unreadable
from .source import Place


class Parted(NamedTuple):
    """What parted the digits of a row, and the ways in which they could be parted without it (none: only one)."""

    by: Words
    ways: tuple[Split, ...] = ()


class Filled(NamedTuple):
    """A table as it was read: the form it follows, its rows, and rows that stand in it twice unlike each other.

    ``split`` holds the rows whose digits were run together and could be told apart, with what told them.
    ``many`` is True where the rows can be parted in too many ways to hold the balances against all.
    ``others`` are the places of further tables of the kind, which were not read; ``order`` is that of the rows.
    """

    form: Form
    rows: dict[str, RowRead]
    twice: tuple[str, ...] = ()
    split: Mapping[str, Parted] = MappingProxyType({})
    many: bool = False
    others: tuple[Place, ...] = ()
    order: tuple[str, ...] = ()

    def readings(self, blocks: Iterable[Block]) -> dict[Key, Reading]:
        """Return the reading of each cell of the rows that were found."""
        found: dict[Key, Reading] = {}
        for block in blocks:
            for row in (row for row in block.row_ids if row in self.rows):
                cells = zip(block.column_ids, self.rows[row].cells, strict=False)
                found |= {(row, column): cell for column, cell in cells}
        return found


def merged(found: Sequence[Split], row: RowRead, sure: bool = True) -> tuple[Reading, ...]:
    """Return the cells that all splits agree on as figures, the others as ambiguous with their candidates.

    Unless *sure*, a cell on which they agree is ambiguous too: digits that fit no sum may be other digits.
    """
    text = " ".join(row.tokens)
    if not found:
        return unreadable(len(row.cells), text, row.place)
    cells = []
    for values in zip(*found, strict=True):
        options = tuple(dict.fromkeys(values))
        one = len(options) == 1 and sure
        state = State.FIGURE if one else State.AMBIGUOUS
        value, maybe = (options[0], ()) if one else (None, options)
        cells.append(Reading(state, value, maybe, text, row.place, () if one else tuple(found)))
    return tuple(cells)
