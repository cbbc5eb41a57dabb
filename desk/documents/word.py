"""The report as a DOCX document on A4, set as official documents are. Needs ``python-docx``."""

from __future__ import annotations

import io
from typing import Any

from workflow.annual.prose import Section

from ..extras import MissingExtra
from .grids import Cell, Grid
from .values import Document

BODY, HEADING, TITLE, TABLE = "仿宋", "黑体", "宋体", "宋体"
_WIDTH = 16.6  # centimetres between the margins
_SIZES = {"table2": 10.5, "table3": 8.5, "table4": 8.5, "parts": 9}


def write(document: Document) -> bytes:
    """Return the report as a document for Word and WPS."""
    try:
        import docx
    except ImportError:
        raise MissingExtra("reports", "python-docx") from None
    made = docx.Document()
    _set_up(made, document)
    _title(made, document.title, document.note)
    for part in document.parts():
        if isinstance(part, Section):
            _heading(made, part.heading)
            for paragraph in part.paragraphs:
                _paragraph(made, paragraph)
        else:
            _heading(made, part.caption, alone=document.sections is None and part.id == "table3")
            _table(made, part)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _set_up(made: Any, document: Document) -> None:
    """Set the page to A4, and what all text has in common."""
    from docx.shared import Cm, Pt

    section = made.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21.0 - _WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.5), Cm(2.2)
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    _fonts(style.element.get_or_add_rPr(), BODY)
    _describe(made.core_properties, document)
    _page_number(section.footer.paragraphs[0])


def _describe(kept: Any, document: Document) -> None:
    """Say in the file what it is and when it was made; where that is not known, no moment, and not the template's."""
    kept.title, kept.author = document.title, document.agency
    kept.language, kept.comments = "zh-CN", ""
    if document.made_at is not None:
        kept.created = kept.modified = document.made_at.replace(tzinfo=None)
        return
    for moment in [one for one in kept._element if one.tag.endswith(("}created", "}modified"))]:
        kept._element.remove(moment)


def _fonts(properties: Any, name: str) -> None:
    """Name the font of Chinese characters, which is not that of Latin ones, and the language."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for side in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(side), name if side == "w:eastAsia" else "Times New Roman")
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")


def _run(paragraph: Any, text: str, font: str, size: float, bold: bool = False) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    _fonts(run._element.get_or_add_rPr(), font)


def _title(made: Any, text: str, note: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    for words, size in ((text, 20 if len(text) < 23 else 18), *([(note, 12)] if note else [])):
        paragraph = made.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(18 if words == note or not note else 4)
        _run(paragraph, words, TITLE, size, bold=words == text)


def _heading(made: Any, text: str, alone: bool = False) -> None:
    """Add a heading of the first level, kept with what follows, *alone* on a new page."""
    from docx.shared import Pt, RGBColor

    paragraph = made.add_heading(level=1)
    _run(paragraph, text, HEADING, 15)
    paragraph.runs[0].font.color.rgb = RGBColor(0, 0, 0)
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(12), Pt(6), True
    shape.page_break_before = alone


def _paragraph(made: Any, text: str) -> None:
    from docx.shared import Pt

    paragraph = made.add_paragraph()
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.line_spacing, shape.space_after = Pt(28), Pt(26), Pt(0)
    _run(paragraph, text, BODY, 14)


def _table(made: Any, grid: Grid) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.shared import Cm

    rows = list(grid.rows())
    table = made.add_table(len(rows), grid.columns, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Cm(share * _WIDTH) for share in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    places = [row.cells for row in table.rows]
    for row in places:
        for place, width in zip(row, widths, strict=True):
            place.width = width
    for cell in grid.cells:
        place = places[cell.top][cell.left]
        if cell.height > 1 or cell.width > 1:
            place = place.merge(places[cell.top + cell.height - 1][cell.left + cell.width - 1])
        _fill(place, cell, grid, sum(grid.widths[cell.left : cell.left + cell.width]) * _WIDTH)
    for n, row in enumerate(table.rows):
        _row_properties(row, heading=n < grid.head)
    _narrow_margins(table)


def _fill(place: Any, cell: Cell, grid: Grid, width: float) -> None:
    """Write a cell, *width* centimetres wide; tables III and IV are kept whole where a page can hold them."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = place.paragraphs[0]
    left = (cell.kind == "note" and cell.width > 1) or (
        cell.kind in ("row", "corner") and (cell.height == 1 or cell.kind == "corner")
    )
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(1.5), Pt(1.5), 1.0
    inside = grid.id in ("table3", "table4") and cell.top < grid.cells[-1].top
    shape.keep_with_next = inside or cell.kind in ("title", "column", "corner")
    if cell.kind == "column" and len(cell.text) == 4 and width < 1.5:  # two lines of two, as the form has it
        shape.left_indent = shape.right_indent = Pt(4.5)
    _run(paragraph, cell.text, TABLE, _SIZES[grid.id])


def _row_properties(row: Any, heading: bool) -> None:
    """Keep a row on one page; a heading is repeated on the next."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if heading else [])):
        properties.append(OxmlElement(name))


def _narrow_margins(table: Any) -> None:
    """Leave a millimetre left and right in each cell, so that labels of four characters stand in two lines."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("w:left", "w:right"):
        made = OxmlElement(side)
        made.set(qn("w:w"), "50")
        made.set(qn("w:type"), "dxa")
        margins.append(made)
    table._tbl.tblPr.append(margins)


def _page_number(paragraph: Any) -> None:
    """Number the pages, as official documents do, between dashes."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text in ("— ", None, " —"):
        if text:
            _run(paragraph, text, BODY, 10.5)
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        paragraph._p.append(field)
