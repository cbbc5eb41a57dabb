"""The report as an XLSX workbook: real numbers, merged headings, and sums that are formulas, so that the balances
stay live. Needs ``openpyxl``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from workflow.annual.grid import Key
from workflow.annual.prose import Section

from ..extras import MissingExtra
from .grids import Cell, Grid
from .values import Document

_TOP = 3  # the row of the sheet on which a table begins; above it stand the report's title and the caption
_NAMES = {"table2": "二、主动公开", "table3": "三、依申请公开", "table4": "四、复议诉讼", "parts": "附、汇总情况"}
_CENTIMETRES = {"table2": 17.0, "table3": 22.0, "table4": 25.0, "parts": 20.0}
_PER_CENTIMETRE = 5.1  # widths of columns are in characters
_EMPTY = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)><f>([^<]*)</f><v ?/?>(?:</v>)?</c>')


def write(document: Document) -> bytes:
    """Return the workbook: a sheet for each part of the report."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise MissingExtra("reports", "openpyxl") from None
    book, results = Workbook(), {}
    book.remove(book.active)
    book.properties.title, book.properties.creator = document.title, document.agency or None
    if document.made_at is not None:
        book.properties.created = document.made_at.replace(tzinfo=None)
    head = f"{document.title}（{document.note}）" if document.note else document.title
    for n, part in enumerate(document.parts(), 1):
        if isinstance(part, Section):
            _prose(book.create_sheet(part.heading[:2] + part.heading[2:8]), part, head)
        else:
            results[f"xl/worksheets/sheet{n}.xml"] = _table(book.create_sheet(_NAMES[part.id]), part, head)
    out = io.BytesIO()
    book.save(out)
    return _with_results(out.getvalue(), results)


def _prose(sheet: Any, section: Section, title: str) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.column_dimensions["A"].width = 78
    for n, text in enumerate((title, section.heading, *section.paragraphs), 1):
        cell = _words(sheet, n, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(name="宋体", size=14 if n == 2 else 11, bold=n == 2)
        sheet.row_dimensions[n].height = 17.0 * (1 + len(text) // 36) + 4
    _page(sheet)


def _words(sheet: Any, row: int, text: str) -> Any:
    """Write words into the first column, even where they begin with an equals sign; return the cell."""
    cell = sheet.cell(row, 1)
    cell.value, cell.data_type = text, "s"
    return cell


def _table(sheet: Any, grid: Grid, title: str) -> dict[str, str]:
    """Fill a sheet; return the value of each formula, by cell."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    at = {cell.key: f"{get_column_letter(cell.left + 1)}{cell.top + _TOP}" for cell in grid.cells if cell.key}
    figures = {cell.key: cell.figure for cell in grid.cells if cell.key}
    _words(sheet, 1, title).font = Font(name="宋体", size=11)
    _words(sheet, 2, grid.caption).font = Font(name="黑体", size=14)
    results = {}
    for cell in grid.cells:
        formula = _formula(cell.key, grid, at, figures) if cell.key else None
        if formula and cell.key:
            results[at[cell.key]] = str(cell.figure)
        _fill(sheet, cell, formula)
    for n, share in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(n)].width = share * _CENTIMETRES[grid.id] * _PER_CENTIMETRE
    for row in grid.rows():
        sheet.row_dimensions[row[0].top + _TOP].height = _height(row, grid)
    results |= _check(sheet, grid, at, figures)
    sheet.freeze_panes = sheet.cell(_TOP + grid.head, 4 if grid.id == "table3" else 1) if grid.head else None
    _page(sheet, grid.id == "table4", whole=grid.id != "parts")
    sheet.oddHeader.center.text = title.replace("&", "&&")
    return results


def _formula(key: Key, grid: Grid, at: dict[Key, str], figures: dict[Key, Any]) -> str | None:
    """Return the sum of a cell as a formula; None where it is no sum, or not the sum that it should be."""
    parts = grid.sums.get(key, ())
    known = [figures[part] for part in parts]
    if not parts or None in known or sum(known) != figures[key]:
        return None
    return f"=SUM({at[parts[0]]}:{at[parts[-1]]})"


def _check(sheet: Any, grid: Grid, at: dict[Key, str], figures: dict[Key, Any]) -> dict[str, str]:
    """Write, below table III, the balance of each column, which must be nought."""
    from openpyxl.styles import Alignment, Font

    if grid.id != "table3":
        return {}
    row, results = grid.cells[-1].top + _TOP + 2, {}
    sheet.cell(row, 1, "勾稽核对：一＋二－三－四，应为 0").font = Font(name="宋体", size=9, italic=True)
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=3)
    for n, column in enumerate(dict.fromkeys(key[1] for key in at), 4):
        keys = [(name, column) for name in ("received", "brought_forward", "concluded_total", "carried_forward")]
        known = [figures[key] for key in keys]
        if None not in known:
            one, two, three, four = (at[key] for key in keys)
            cell = sheet.cell(row, n, f"={one}+{two}-{three}-{four}")
            cell.font, cell.alignment = Font(name="宋体", size=9, italic=True), Alignment(horizontal="center")
            results[cell.coordinate] = str(known[0] + known[1] - known[2] - known[3])
    return results


def _fill(sheet: Any, cell: Cell, formula: str | None) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    top, left = cell.top + _TOP, cell.left + 1
    side = Side(style="thin", color="55555A")
    for row in range(top, top + cell.height):
        for column in range(left, left + cell.width):
            sheet.cell(row, column).border = Border(side, side, side, side)
    made = sheet.cell(top, left)
    made.value = formula or (cell.text if cell.is_head or cell.kind == "note" else cell.figure)
    if cell.kind in ("row", "note"):
        made.data_type = "s"  # names and notes are words, even where they begin with an equals sign
    made.font = Font(name="宋体", size=10)
    words = cell.kind in ("row", "corner") or (cell.kind == "note" and cell.width > 1)
    across = "left" if words and cell.width + cell.height < 20 else "center"
    made.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    if cell.kind in ("title", "column"):
        made.fill = PatternFill("solid", fgColor="F4F4F0")
    if isinstance(cell.figure, Decimal):
        made.number_format = "0.0%" if cell.kind == "share" else "0.######" if cell.figure % 1 else "0"
    if cell.height > 1 or cell.width > 1:
        sheet.merge_cells(
            start_row=top, end_row=top + cell.height - 1, start_column=left, end_column=left + cell.width - 1
        )


def _height(row: list[Cell], grid: Grid) -> float:
    """Return how high a row must be, in points, for its longest label in its width."""
    room = [sum(grid.widths[cell.left : cell.left + cell.width]) * _CENTIMETRES[grid.id] * 2.7 for cell in row]
    lines = [-(-len(cell.text) // max(1, int(room[n]))) for n, cell in enumerate(row) if cell.height == 1]
    return 14.0 * max(1, *lines, 1) + 5


def _page(sheet: Any, landscape: bool = False, whole: bool = False) -> None:
    """Print on A4, as wide as the page; *whole* on one page."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, int(whole)
    sheet.print_options.horizontalCentered = True


def _with_results(book: bytes, results: dict[str, dict[str, str]]) -> bytes:
    """Write the value of each formula beside it: not every reader reckons, and ``openpyxl`` leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            values = results.get(item.filename, {})
            new.writestr(item, b"".join(_valued(old.read(item), values)))
    return out.getvalue()


def _valued(sheet: bytes, values: dict[str, str]) -> Iterator[bytes]:
    done = 0
    for match in _EMPTY.finditer(sheet) if values else ():
        place, style, formula = match.groups()
        value = values[place.decode()].encode()
        yield sheet[done : match.start()] + b'<c r="%b"%b><f>%b</f><v>%b</v></c>' % (place, style, formula, value)
        done = match.end()
    yield sheet[done:]
