"""Documents: the annual report in the forms that people hand in, publish and reckon with."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from .grids import Cell, Grid, grid, grids
from .values import Document

FILES = {"md": "markdown", "html": "web", "csv": "comma", "xlsx": "excel", "docx": "word"}
FORMATS = tuple(FILES)
BINARY = ("xlsx", "docx")


def write(document: Document, format: str) -> bytes:
    """Return *document* in one of ``FORMATS``, as the bytes of a file.

    ``xlsx`` needs ``openpyxl`` and ``docx`` needs ``python-docx``; raises ``MissingExtra`` without them.
    """
    writer: Callable[[Document], bytes] = import_module(f".{FILES[format]}", __name__).write
    return writer(document)


__all__ = ["BINARY", "FORMATS", "Cell", "Document", "Grid", "grid", "grids", "write"]
