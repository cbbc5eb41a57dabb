"""The report as comma-separated values: the tables as they stand in the form, one below the other."""

from __future__ import annotations

import csv
import io

from workflow.annual.prose import Section

from .grids import Cell
from .values import Document


def write(document: Document) -> bytes:
    """Return the report as CSV: a heading stands alone in its line, an empty line parts the tables.

    It begins with the mark of UTF-8, without which Excel takes it for GBK.
    """
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([_inert(document.title)])
    lines.writerows([[document.note]] if document.note else [])
    for part in document.parts():
        lines.writerow([])
        if isinstance(part, Section):
            lines.writerow([part.heading])
            lines.writerows([_inert(paragraph)] for paragraph in part.paragraphs)
        else:
            lines.writerow([part.caption])
            lines.writerows([_text(cell) for cell in row] for row in part.matrix())
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell | None) -> str:
    """Return what stands in a place; names and notes come from people, figures do not."""
    if cell is None:
        return ""
    return _inert(cell.text) if cell.kind in ("row", "note") else cell.text


def _inert(text: str) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t" else text
