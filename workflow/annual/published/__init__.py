"""Published reports: text and grids read into tables II to IV, with the balances they break and what is odd."""

from .notes import Note, at
from .prose import Said
from .readings import Reading, State
from .report import Published, published
from .source import FILE_NAME, Cell, Grid, Line, Place, Source
from .stacked import opens
from .years import across_years

__all__ = [
    "FILE_NAME",
    "Cell",
    "Grid",
    "Line",
    "Note",
    "Place",
    "Published",
    "Reading",
    "Said",
    "Source",
    "State",
    "across_years",
    "at",
    "opens",
    "published",
]
