"""The tables printed in every format hold the official labels and the figures of the book, each in its place."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from desk import Desk
from desk.annual import AnnualReport
from desk.documents import FORMATS, Document, grid, write
from desk.documents.grids import Grid
from desk.documents.terminal import tables_text
from desk.documents.values import note_of
from workflow.annual import FORM_2019, FORM_2021, Form, Table2, Table3, Table4
from workflow.annual.prose import Section

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "fuzhou_2025_annual_report.txt"
CASE_FILE = ROOT / "examples" / "fuzhou_2025.jsonl"
Matrix = list[list[str]]
CAPTIONS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)


@pytest.fixture(scope="module")
def fuzhou(tmp_path_factory: pytest.TempPathFactory) -> AnnualReport:
    """The report of the bureau's year."""
    with Desk.open(tmp_path_factory.mktemp("fuzhou") / "register.db") as desk:
        desk.import_file(CASE_FILE)
        return desk.annual(2025)


def plainly(text: str) -> str:
    """Return a label without blanks, with one form of brackets and marks."""
    return "".join(normalize("NFKC", text).split())


def seed_cells(begin: str, end: str) -> list[str]:
    """Return the cells of a section of the published text; a cell stands between bars, over one line or more."""
    section = SEED.read_text("utf-8").split(begin)[1].split(end)[0]
    return [cell for cell in map(plainly, section.split("|")) if cell]


@pytest.mark.skipif(not SEED.exists(), reason="the published report is not part of the distribution")
def test_tables_two_three_and_four_are_those_that_the_bureau_published(fuzhou: AnnualReport) -> None:
    """Every cell of the three tables, label or figure, in the order of the published page."""
    published = [
        seed_cells("\n二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"),
        seed_cells("\n三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"),
        seed_cells("\n四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题"),
    ]
    printed = [
        [plainly(cell.text) for cell in grid(table).cells] for table in (fuzhou.table2, fuzhou.table3, fuzhou.table4)
    ]
    assert printed == published
    assert all(published)


# -- every format read back -----------------------------------------------------------------------------------


def from_html(content: bytes) -> list[Matrix]:
    """Lay out the tables of a page as a browser does: a cell fills the first free place of its row."""
    return [laid_out(table) for table in html.fromstring(content.decode()).iter("table")]


def laid_out(table: Any) -> Matrix:
    taken: dict[tuple[int, int], str] = {}
    for r, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    assert (r + down, column + right) not in taken, "no two cells overlap"
                    taken[r + down, column + right] = cell.text_content() if not down + right else ""
    height, width = (1 + max(place[axis] for place in taken) for axis in (0, 1))
    assert len(taken) == height * width, "no place is left empty"
    return [[taken[r, c] for c in range(width)] for r in range(height)]


def from_docx(content: bytes) -> list[Matrix]:
    """Read the tables of a document; what a merged cell covers is empty."""
    found = []
    for table in docx.Document(io.BytesIO(content)).tables:
        seen: set[Any] = set()
        rows = []
        for row in table.rows:
            rows.append([])
            for cell in row.cells:
                rows[-1].append("" if cell._tc in seen else cell.text)
                seen.add(cell._tc)
        found.append(rows)
    return found


def from_xlsx(content: bytes) -> list[Matrix]:
    """Read the sheets of a workbook with the values that its formulas had when it was written."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    rows = [
        [["" if v is None else str(v) for v in row] for row in sheet.iter_rows(3, values_only=True)] for sheet in book
    ]
    return [sheet[:-2] if "勾稽核对" in sheet[-1][0] else sheet for sheet in rows]


def from_lines(rows: list[list[str]]) -> list[Matrix]:
    """Part the rows of a text into tables at the lines that hold a caption."""
    starts = [n for n, row in enumerate(rows) if row and row[0] in CAPTIONS]
    parts = [rows[start + 1 : end] for start, end in zip(starts, [*starts[1:], len(rows)], strict=True)]
    return [[row for row in part if len(row) > 1] for part in parts]


def from_csv(content: bytes) -> list[Matrix]:
    """Read a file of comma-separated values."""
    return from_lines(list(csv.reader(io.StringIO(content.decode("utf-8-sig")))))


def from_md(content: bytes) -> list[Matrix]:
    """Read the tables of a Markdown text."""
    rows = []
    for line in content.decode().split("\n"):
        if line.startswith("## "):
            rows.append([line[3:]])
        elif line.startswith("|") and "---" not in line:
            rows.append([re.sub(r"\\(.)", r"\1", cell) for cell in line[2:-2].split(" | ")])
    return from_lines(rows)


READERS = {"html": from_html, "docx": from_docx, "xlsx": from_xlsx, "csv": from_csv, "md": from_md}
COUNTS = st.one_of(st.none(), st.integers(0, 99_999))


@st.composite
def reports(draw: st.DrawFn) -> AnnualReport:
    """Draw a report of either form whose figures need not balance and may be unknown."""
    form = draw(st.sampled_from((FORM_2019, FORM_2021)))
    year = draw(st.integers(form.first_year, form.last_year or 2030))
    money = st.one_of(st.none(), st.decimals(0, 99_999, places=4))

    def filled(blocks: Any) -> dict[Any, Any]:
        keys = [key for block in blocks for key in block.keys]
        return {key: draw(money if key[1].endswith("amount") else COUNTS) for key in keys}

    second = Table2(year=year, form=form, cells=filled(form.table2))
    third = Table3(year=year, form=form, cells=filled((form.table3,)))
    return AnnualReport(year, form, second, third, Table4(year=year, form=form, cells=filled((form.table4,))), ())


def expected(report: AnnualReport) -> list[list[Any]]:
    """Return the figures of the three tables, row by row as the forms print them."""
    form = report.form
    second = [[report.table2.cells[row, c] for c in block.column_ids] for block in form.table2 for row in block.row_ids]
    third = [[report.table3.cells[row, c] for c in form.table3.column_ids] for row in form.table3.row_ids]
    fourth = [report.table4.cells[key] for key in form.table4.keys]
    return [[figure for row in rows for figure in row] for rows in (second, third, [fourth])]


def figures_in(form: Form, tables: list[Matrix]) -> list[list[Any]]:
    """Return the figures of tables that were read: by where the form has them, not by what they look like."""
    second, third, fourth = tables
    found, top = [], 0
    for block in form.table2:
        columns = range(1, 1 + len(block.columns))
        found += [value(second[top + 2 + r][c]) for r in range(len(block.rows)) for c in columns]
        top += 2 + len(block.rows)
    assert (len(second), len(fourth), len(third)) == (top, 4, 3 + len(form.table3.rows))
    return [found, [value(cell) for row in third[3:] for cell in row[3:]], [value(cell) for cell in fourth[3]]]


def value(text: str) -> Decimal | None:
    """Return a printed figure; nothing is unknown."""
    return Decimal(text) if text else None


def labels(report: AnnualReport) -> list[str]:
    """Return every label of the forms, sorted."""
    form = report.form
    blocks = (*form.table2, form.table3, form.table4)
    texts = {block.corner for block in blocks} | {block.header for block in blocks} | {b.label for b in form.table2}
    texts |= {text for block in blocks for row in block.rows for text in (row.label, row.group, row.section)}
    texts |= {text for block in blocks for column in block.columns for text in (column.label, column.group)}
    return sorted(texts - {""})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(reports())
@pytest.mark.parametrize("format", FORMATS)
def test_what_is_printed_is_read_back(format: str, report: AnnualReport) -> None:
    """In every format each figure stands in its place, unknown ones as nothing, and every label stands in full."""
    tables = READERS[format](write(Document(report=report), format))
    assert figures_in(report.form, tables) == expected(report)
    printed = {text for table in tables for row in table for text in row}
    assert set(labels(report)) <= printed


def test_the_sums_of_a_workbook_are_formulas_where_they_hold(fuzhou: AnnualReport) -> None:
    """All totals of tables III and IV are sums of cells; one that is not the sum stays the figure that was given."""
    book = openpyxl.load_workbook(io.BytesIO(write(Document(report=fuzhou), "xlsx")))
    third, fourth = book["三、依申请公开"], book["四、复议诉讼"]
    assert third["J6"].value == "=SUM(D6:I6)"
    assert third["D29"].value == "=SUM(D8:D28)"
    assert [fourth.cell(6, n).value for n in (5, 10, 15)] == ["=SUM(A6:D6)", "=SUM(F6:I6)", "=SUM(K6:N6)"]
    assert third["D6"].value == 7
    assert third["D32"].value == "=D6+D7-D29-D30"
    cells = {**fuzhou.table3.cells, ("received", "total"): 8}
    broken = fuzhou._replace(table3=Table3(year=2025, form=fuzhou.form, cells=cells))
    book = openpyxl.load_workbook(io.BytesIO(write(Document(report=broken), "xlsx")))
    assert book["三、依申请公开"]["J6"].value == 8


def test_a_workbook_holds_the_values_of_its_formulas(fuzhou: AnnualReport) -> None:
    """No formula is without its value, so that a reader that does not reckon sees the totals."""
    with zipfile.ZipFile(io.BytesIO(write(Document(report=fuzhou), "xlsx"))) as book:
        sheets = b"".join(book.read(name) for name in book.namelist() if "worksheets" in name)
    formulas = re.findall(rb"<f>[^<]*</f><v>(-?\d+)</v>", sheets)
    assert len(formulas) == sheets.count(b"<f>") == 25 + 6 + 7 + 3


def test_a_page_can_be_heard(fuzhou: AnnualReport) -> None:
    """The page names its language; each table has a caption; each heading says for which cells it speaks."""
    page = html.fromstring(write(Document(report=fuzhou, agency="某局"), "html").decode())
    assert page.getroottree().getroot().get("lang") == "zh-CN"
    assert page.findtext(".//title") == page.findtext(".//h1") == "某局2025年政府信息公开工作年度报告"
    assert [caption.text for caption in page.iter("caption")] == list(CAPTIONS)
    assert {th.get("scope") for th in page.iter("th")} == {"row", "col", "rowgroup", "colgroup"}
    assert not any("http" in (value or "") for tag in page.iter() for value in tag.attrib.values())


def test_headings_that_span_speak_for_their_group(fuzhou: AnnualReport) -> None:
    """Over columns they say colgroup, over rows rowgroup; a section of table III is a body; table II has a head."""
    page = html.fromstring(write(Document(report=fuzhou), "html").decode())
    said = {th.text: th.get("scope") for th in page.iter("th")}
    assert [said[text] for text in ("申请人情况", "法人或其他组织", "行政诉讼", "复议后起诉")] == ["colgroup"] * 4
    assert [said[text] for text in ("三、本年度办理结果", "（三）不予公开", "第二十条第（五）项")] == ["rowgroup"] * 3
    assert [said[text] for text in ("自然人", "行政许可", "（七）总计")] == ["col", "row", "row"]
    second, third, fourth = page.iter("table")
    assert [len(body) for body in third.iter("tbody")] == [2, 22, 1]
    assert [[th.text for th in row] for row in second.find("thead")] == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ]
    assert [len(body) for body in second.iter("tbody")] == [2, 3, 4, 3]
    assert [len(group) for group in fourth.iter("colgroup")] == [5, 5, 5]


def test_a_workbook_says_on_every_sheet_whose_report_it_is(fuzhou: AnnualReport) -> None:
    """The title stands on the sheet itself, with the day of the book where one was asked for; never as a formula."""
    sections = (Section("一、总体情况", ("甲。",)),)
    made = Document(report=fuzhou, agency="=某局", sections=sections, note=note_of(date(2026, 1, 31)))
    book = openpyxl.load_workbook(io.BytesIO(write(made, "xlsx")))
    assert len(book.worksheets) == 6
    title = "=某局2025年政府信息公开工作年度报告（按 2026-01-31 登记簿所记）"
    assert {(sheet["A1"].value, sheet["A1"].data_type) for sheet in book} == {(title, "s")}


@pytest.mark.parametrize("format", FORMATS)
def test_as_the_book_stood_on_a_day(format: str, fuzhou: AnnualReport) -> None:
    """What is printed as of a day says so, once for each page or sheet; what is printed as of now does not."""
    note = "按 2026-01-31 登记簿所记"
    then = text_of(format, write(Document(report=fuzhou, note=note_of(date(2026, 1, 31))), format))
    assert then.count(note) == (3 if format == "xlsx" else 1)
    assert "登记簿所记" not in text_of(format, write(Document(report=fuzhou), format))


def text_of(format: str, content: bytes) -> str:
    """Return all that a file says."""
    if format == "docx":
        return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)
    if format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)
    return content.decode()


def test_a_document_says_when_it_was_made(fuzhou: AnnualReport) -> None:
    """The moment is that which was given, in UTC; where none was, the file names none, and not its template's."""
    moment = datetime(2026, 1, 20, 3, 4, 5, tzinfo=UTC)
    kept = docx.Document(io.BytesIO(write(Document(report=fuzhou, made_at=moment), "docx"))).core_properties
    assert {kept.created.replace(tzinfo=UTC), kept.modified.replace(tzinfo=UTC)} == {moment}
    kept = docx.Document(io.BytesIO(write(Document(report=fuzhou), "docx"))).core_properties
    assert (kept.created, kept.modified) == (None, None)
    book = openpyxl.load_workbook(io.BytesIO(write(Document(report=fuzhou, made_at=moment), "xlsx")))
    assert book.properties.created.replace(tzinfo=UTC) == moment


@pytest.mark.parametrize("format", FORMATS)
def test_a_name_with_odd_characters_does_no_harm(format: str, fuzhou: AnnualReport) -> None:
    """Control characters are left out, marks of the format are text."""
    content = write(Document(report=fuzhou, agency="=a\x0b<b>&|\x00*c"), format)
    said = content.decode() if format in ("md", "html", "csv") else ""
    name = {"md": r"=a\<b\>&\|\*c", "html": "=a&lt;b&gt;&amp;|*c", "csv": "'=a<b>&|*c"}.get(format, "")
    assert f"{name}2025年" in said or not said
    assert len(READERS[format](content)) == 3


def test_the_terminal_shows_all_three_tables_within_its_width(fuzhou: AnnualReport) -> None:
    """Tables II and IV stand under their official labels, no line wider than 80 cells."""
    lines = list(tables_text(Document(report=fuzhou, agency="某局", note=note_of(date(2026, 1, 31))), 80))
    assert lines[:3] == ["某局2025年政府信息公开工作年度报告", "按 2026-01-31 登记簿所记", ""]
    assert "  行政规范性文件              23            37            18" in lines
    assert [line for line in lines if line[:2] in ("二、", "三、", "四、")][0::3][:1] == [
        "二、主动公开政府信息情况（2025 年）"
    ]
    assert any(line.startswith("  复议后起诉") and line.split()[1:] == ["0"] * 5 for line in lines)


def test_a_grid_covers_its_rectangle_once() -> None:
    """In both forms the cells of each table fill the whole of it, and none lies over another."""
    for form, year in ((FORM_2019, 2020), (FORM_2021, 2025)):
        tables = (Table2(year=year, form=form, cells={}), Table3(year=year, form=form, cells={}))
        for made in map(grid, (*tables, Table4(year=year, form=form, cells={}))):
            assert covered(made) == [(r, c) for r in range(1 + made.cells[-1].top) for c in range(made.columns)]


def covered(made: Grid) -> list[tuple[int, int]]:
    """Return every place that a cell covers, as often as it is covered."""
    return sorted(
        (cell.top + down, cell.left + right)
        for cell in made.cells
        for down in range(cell.height)
        for right in range(cell.width)
    )
