"""Files of arrangements: CSV or JSON, told apart by how they begin."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ..text_files import BadFile, decode_text
from .csv_files import from_csv
from .drafts import BadArrangement, Draft
from .json_files import from_json


def read_file(path: str | Path, number: str | None = None, issued: date | None = None) -> Draft:
    """Read the CSV or JSON file at *path*; see ``read_arrangement``."""
    return read_arrangement(Path(path).read_bytes(), Path(path).name, number, issued)


def read_arrangement(data: bytes, source: str, number: str | None = None, issued: date | None = None) -> Draft:
    """Read a notice or an overlay from CSV or JSON, in UTF-8 or GB 18030.

    *number* and *issued* stand in where a notice says neither, *issued* also for an overlay. Raise
    BadArrangement, naming the line or the field, for anything that cannot be read; the rules of the calendar
    are not checked yet.
    """
    given = {"number": number, "issued": issued.isoformat() if issued else None}
    try:
        text = decode_text(data, source)
        read = from_json if text.lstrip().startswith(("{", "[")) else from_csv
        return read(text, source, given)
    except BadFile as error:
        raise BadArrangement(source, error.reason, error.line) from None
