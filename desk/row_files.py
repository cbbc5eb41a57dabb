"""Row files: CSV and XLSX as sheets of rows, each cell as the text that it shows."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
import zipfile
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from workflow.words import Words

from .extras import MissingExtra
from .text_files import BadFile, decode_text

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODS = b"mimetypeapplication/vnd.oasis.opendocument"
_BY_ENDING = {".json": "JSON", ".jsonl": "JSON", ".ndjson": "JSON", ".yaml": "YAML", ".yml": "YAML"}
_BY_BEGINNING = {b"<": "HTML/XML", b"%PDF": "PDF", b"---\n": "YAML", b"---\r\n": "YAML"}
_SEPARATORS = {
    ";": Words("分号（;）", "semicolons (;)"),
    "；": Words("全角分号（；）", "full-width semicolons (；)"),
    "\t": Words("制表符（Tab）", "tabs"),
    "|": Words("竖线（|）", "bars (|)"),
    "，": Words("全角逗号（，）", "full-width commas (，)"),
}
# Numbers of formats that are days in a Chinese Excel and that openpyxl takes for plain numbers.
_DAYS = frozenset({*range(27, 32), 36, *range(50, 55), 57, 58})
_MIDNIGHT = time()
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
HEADING = 10
"""Among so many rows the header is looked for: a title may stand above it."""
_PIECE = 1 << 20  # bytes


class DayText(str):
    """A cell that holds a day of its own kind, written as 2025-03-03 with its time where it has one."""

    __slots__ = ()


class Row(NamedTuple):
    """A row that says something: the line on which it begins, or its number in the sheet, and its cells."""

    line: int
    cells: list[str]


class RowSheet(NamedTuple):
    """The rows of a sheet; a CSV file is a sheet without a name."""

    name: str
    rows: list[Row]


def read_sheets(path: Path, source: str, extra: str) -> list[RowSheet]:
    """Read the sheets of a CSV or XLSX file that hold anything; which it is, its first bytes say.

    Raises :class:`BadFile`, which calls the file *source*, ``MissingExtra`` of *extra* where openpyxl is not installed,
    and ``OSError``.
    """
    data = path.read_bytes()
    if data.startswith(_OLE):
        words = Words("旧的 .xls 格式或有密码；请另存为 .xlsx 或 CSV", "old .xls, or locked: save it as .xlsx or CSV")
        raise BadFile(source, words)
    other = _other_format(data, path.suffix.lower())
    if other is not None:
        words = Words(
            f"是 {other}，不是表格；请另存为 CSV 或 .xlsx", f"it is {other}, no table: save it as CSV or .xlsx"
        )
        raise BadFile(source, words)
    sheets = (
        _workbook(data, source, extra)
        if data.startswith(_ZIP)
        else [RowSheet("", csv_rows(decode_text(data, source), source))]
    )
    return [sheet for sheet in sheets if sheet.rows]


def _other_format(data: bytes, ending: str) -> str | None:
    """Return the format of a file that is neither CSV nor XLSX, None where it may be one of these."""
    if _ODS in data[:200]:
        return "ODS"
    if data.startswith(_ZIP):
        return None
    said = data.removeprefix(BOM_UTF8).lstrip()
    begins = next((name for beginning, name in _BY_BEGINNING.items() if said.startswith(beginning)), None)
    return begins or _BY_ENDING.get(ending) or ("JSON" if _is_json(said) else None)


def _is_json(data: bytes) -> bool:
    """Tell whether a file is JSON or begins with a line of it; a header of CSV may begin with a bracket too."""
    if not data.startswith((b"{", b"[")):
        return False
    for part in (data.splitlines()[0], data):
        with suppress(ValueError, RecursionError):
            json.loads(part)
            return True
    return False


def separated_by(line: str) -> Words | None:
    """Return what parts the cells of a line instead of commas, None where commas do or nothing does."""
    often = max(_SEPARATORS, key=line.count)
    return _SEPARATORS[often] if line.count(often) > line.count(",") else None


def not_commas(parted: Words) -> Words:
    """Say that the cells are parted by something else than commas, and what to do."""
    return Words(
        f"各列以{parted.zh}分隔，CSV 须以逗号（,）分隔；请另存为逗号分隔的 CSV 或 .xlsx",
        f"its cells are parted by {parted.en}, and those of CSV by commas: save it as CSV with commas, or as .xlsx",
    )


def csv_rows(text: str, source: str) -> list[Row]:
    """Return the rows of comma-separated values that hold anything. Raises :class:`BadFile`."""
    reader, rows, line = csv.reader(io.StringIO(text, newline=""), strict=True), [], 1
    try:
        for cells in reader:
            rows.append(Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        parted = next(filter(None, map(separated_by, islice(io.StringIO(text), HEADING))), None)
        if parted is not None:
            raise BadFile(source, not_commas(parted)) from None
        raise BadFile(source, Words(f"CSV 有误（{error}）", f"broken CSV ({error})"), line) from None
    return _filled(rows)


def _workbook(data: bytes, source: str, extra: str) -> list[RowSheet]:
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise MissingExtra(extra, "openpyxl") from None
    try:
        with warnings.catch_warnings(action="ignore"):  # of what a sheet looks like, which is not read
            shown = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            if _has_formulas(data):
                _demand_results(shown, load_workbook(io.BytesIO(data), read_only=True), source)
            shown._date_formats |= {n for n, style in enumerate(shown._cell_styles) if style.numFmtId in _DAYS}
            return [RowSheet(sheet.title, list(_rows(sheet))) for sheet in shown.worksheets]
    except BadFile:
        raise
    except Exception as error:
        said = " ".join(str(error).split())[:120] or type(error).__name__
        raise BadFile(source, Words(f"打不开这个 XLSX：{said}", f"no XLSX: {said}")) from None


def _has_formulas(data: bytes) -> bool:
    """Tell whether any sheet may hold a formula: most hold none, and need not be read a second time."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.startswith("xl/worksheets/"):
                with parts.open(name) as part:
                    end = b""
                    while piece := part.read(_PIECE):
                        if _FORMULA.search(end + piece):
                            return True
                        end = piece[-100:]
    return False


def _demand_results(shown: Any, typed: Any, source: str) -> None:
    """Refuse a formula without its result: nobody knows what stands there."""
    for sheet in shown.worksheets:
        for cells, formulas in zip(_cells(sheet), _cells(typed[sheet.title]), strict=True):
            for cell, formula in zip(cells, formulas, strict=True):
                if cell.value is None and formula.data_type == "f" and cell.data_type != "str":
                    place = f"{sheet.title} {formula.coordinate}"
                    words = Words(
                        f"{place} 的公式没有结果；请在 Excel 或 WPS 中打开并保存",
                        f"the formula in {place} has no result: open the file in Excel or WPS and save it",
                    )
                    raise BadFile(source, words)


def _cells(sheet: Any, values_only: bool = False) -> Iterator[tuple[Any, ...]]:
    """Yield the cells of each row, to the last that there is: what a file says of its size is not always so."""
    sheet.reset_dimensions()
    yield from sheet.iter_rows(values_only=values_only)


def _rows(sheet: Any) -> Iterator[Row]:
    """Yield the rows of a sheet that hold anything."""
    for line, cells in enumerate(_cells(sheet, values_only=True), 1):
        yield from _filled([Row(line, [_text(cell) for cell in cells])])


def _filled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if any(cell.strip() for cell in row.cells)]


def _text(value: Any) -> str:
    """Write a cell as text: a day as a day, a whole number without its point, 是 and 否 for true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return DayText(value.date() if value.time() == _MIDNIGHT else value)
    if isinstance(value, date):
        return DayText(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
