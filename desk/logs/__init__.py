"""Another system's event log, read as histories without importing it, so that it can be judged.

A log is a CSV or XLSX file with a row for each event; a map (TOML) says which columns hold the case, the activity and the
day, and what each activity is. ``docs/logs.md`` describes both. What cannot be mapped is said, row by row, and never
guessed; a case with such a row is set aside, since that row may be the very reply that seems to be missing.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from workflow.case import Case
from workflow.words import Words

from .. import wall_clock
from ..row_files import read_sheets
from .cases import Unjudged, cases_of
from .mapping import BadMap, read_map
from .rows import Unread, rows_of


class Log(NamedTuple):
    """The cases of a log that can be judged, and what could not be read of it.

    ``unread`` are rows that could not be read and cases that cannot have happened, by their place in the file;
    ``unjudged`` are the cases that are set aside for it, and rows that name no case. ``notes`` say how the rows were read
    where that is not plain.
    """

    cases: tuple[Case, ...]
    unread: tuple[Unread, ...]
    unjudged: tuple[Unjudged, ...] = ()
    notes: tuple[Words, ...] = ()


def read_log(path: str | Path, map_path: str | Path, today: date | None = None) -> Log:
    """Read the CSV or XLSX file at *path* by the TOML map at *map_path*.

    A case with a row of a day after *today* cannot have happened and is set aside; by default that is today in Beijing.

    Raises :class:`BadMap` where the map or the columns do not fit, ``BadFile`` for a file that cannot be read at all and
    ``MissingExtra`` for XLSX without openpyxl.
    """
    log_map = read_map(Path(map_path))
    rows, unread, notes = rows_of(read_sheets(Path(path), str(path), "reports"), log_map, str(path))
    return Log(*cases_of(rows, unread, notes, today or wall_clock.today()))


__all__ = ["BadMap", "Log", "Unjudged", "Unread", "read_log"]
