"""Tables of the screen, and the one way into them: every cell is text, and what is not visible in it is written out.

No other file makes a table of ``rich``, so that no cell can come to the terminal past here.
"""

from __future__ import annotations

from collections.abc import Container, Iterable

from rich.table import Table
from rich.text import Text

from .screen import visible


class TextTable:
    """A table without lines, under *headings* (``_`` stands for a blank); a long cell is folded.

    *right* and *whole* name columns by their place, from 0: those that stand to the right, and those that are never
    broken.
    """

    def __init__(
        self, headings: Iterable[str], right: Container[int] = (), whole: Container[int] = (), title: str | None = None
    ) -> None:
        self._table = Table(box=None, padding=(0, 2, 0, 0), title=title, title_justify="left")
        for n, heading in enumerate(headings):
            self._table.add_column(
                heading.replace("_", " "),
                justify="right" if n in right else "left",
                no_wrap=n in whole,
                overflow="fold",
            )

    def add(self, *cells: str | list[str], style: str = "") -> None:
        """Add a row; a list is a cell of several lines."""
        self._table.add_row(*map(_cell, cells), style=style)

    def __rich__(self) -> Table:
        """Return the table, to be laid out."""
        return self._table


def pairs(rows: Iterable[tuple[str, str]], dim: Container[int] = (0,)) -> Table:
    """Return two columns without a heading, those of the places *dim* in a faint colour."""
    table = Table.grid(padding=(0, 2))
    for row in rows:
        table.add_row(*(Text(visible(text), style="dim" if n in dim else "") for n, text in enumerate(row)))
    return table


def _cell(cell: str | list[str]) -> Text:
    return Text("\n".join(map(visible, [cell] if isinstance(cell, str) else cell)))
