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
    is False where the label departs from ``official`` by a slip; ``turned`` is True where the columns of the table
    stand in another order than the form's.
    """

    row: str
    cells: tuple[Reading, ...]
    tokens: tuple[str, ...] = ()
    label: str = ""
    exact: bool = True
    official: str = ""
    place: Place = Place()
    turned: bool = False

    def unread(self) -> RowRead:
        """Return the row unread: its figures stand under headers in another order, and which is whose, nothing tells."""
        return self._replace(cells=unreadable(len(self.cells), place=self.place), tokens=(), turned=True)

    @property
    def ways(self) -> tuple[tuple[Figure, ...], ...]:
        """Return the ways to part the row, where its digits are run together and more than one is possible."""
        return next((cell.ways for cell in self.cells if cell.ways), ())

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


def uncertain(count: int, text: str = "", place: Place = NOWHERE) -> tuple[Reading, ...]:
    """Return *count* ambiguous cells without candidates: there are too many ways to part their digits."""
    return (Reading(State.AMBIGUOUS, text=text, place=place),) * count


def unreadable(count: int, text: str = "", place: Place = NOWHERE) -> tuple[Reading, ...]:
    """Return *count* cells of which nothing can be told."""
    return (Reading(State.UNREADABLE, text=text, place=place),) * count
