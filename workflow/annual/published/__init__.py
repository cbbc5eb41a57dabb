"""Published reports: text and grids read into tables II to IV, with the balances they break and what is odd."""

from .notes import Note
from .prose import Said
from .readings import Reading, State
from .report import Published, across_years, published
from .source import FILE_NAME, Cell, Grid, Line, Place, Source

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
    "published",
]
