"""Reading: what a cell of a published table says: a figure, nothing, or what cannot be told for certain."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from .plain import figure, is_empty
from .source import NOWHERE, Place

Figure = int | Decimal


class State(StrEnum):
    """How a cell was read."""

    FIGURE = "figure"
    EMPTY = "empty"
    AMBIGUOUS = "ambiguous"
    UNREADABLE = "unreadable"


class Reading(NamedTuple):
    """A cell: its state, its figure where that is certain, and the candidates where it is not.

    ``ways`` are the ways to part the whole row, where its digits are run together.
    """

    state: State
    value: Figure | None = None
    candidates: tuple[Figure, ...] = ()
    text: str = ""
    place: Place = Place()
    ways: tuple[tuple[Figure, ...], ...] = ()


class RowRead(NamedTuple):
    """A row of a published table: its id, its cells or the digits run together, and how its label is printed.

    ``tokens`` holds the runs of digits where fewer of them stand there than the row has columns. ``exact``
    is False where the label departs from ``official`` by a slip.
    """

    row: str
    cells: tuple[Reading, ...]
    tokens: tuple[str, ...] = ()
    label: str = ""
    exact: bool = True
    official: str = ""
    place: Place = Place()

    @property
    def complete(self) -> bool:
        """Whether every cell was read for certain, be it empty."""
        return bool(self.cells) and all(cell.state in (State.FIGURE, State.EMPTY) for cell in self.cells)


def read_cell(text: str, place: Place = NOWHERE) -> Reading:
    """Read one cell. Raises nothing: what is no figure and not empty is unreadable."""
    if is_empty(text):
        return Reading(State.EMPTY, text=text.strip(), place=place)
    value = figure(text)
    state = State.UNREADABLE if value is None else State.FIGURE
    return Reading(state, value, text=text.strip(), place=place)


def unreadable(count: int, text: str = "", place: Place = NOWHERE) -> tuple[Reading, ...]:
    """Return *count* cells of which nothing can be told."""
    return (Reading(State.UNREADABLE, text=text, place=place),) * count
