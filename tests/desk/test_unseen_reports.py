"""Reports in the ways of writing that are met in the wild: each is read to its figures, or it is said why not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.cli import run
from desk.reading import read_report
from workflow.annual import FORM_2019, FORM_2021, FORMS, Form, Row
from workflow.annual.published import Published

TITLE = "某市某某区教育局{year}年政府信息公开工作年度报告"
KINDS = FORM_2021.table3.column_ids[:-1]
Cells = dict[tuple[str, str], int]


def cells_of(form: Form) -> Cells:
    """Make a table III that balances: 1,234 requests of people and three of businesses, some carried over."""
    cells: Cells = dict.fromkeys(form.table3.keys, 0)
    cells |= {
        ("received", "natural_person"): 1234,
        ("brought_forward", "natural_person"): 2,
        ("received", "business"): 3,
    }
    cells |= {("granted", "natural_person"): 1205, ("partly_granted", "natural_person"): 20, ("granted", "business"): 3}
    cells |= {("refused_deliberative", "natural_person"): 4, ("other", "natural_person"): 6}
    cells |= {("concluded_total", "natural_person"): 1235, ("concluded_total", "business"): 3}
    cells |= {("carried_forward", "natural_person"): 1}
    return cells | {(row, "total"): sum(cells[row, kind] for kind in KINDS) for row in form.table3.row_ids}


def shown(cells: Cells, row: Row, zero: str = "0", unit: str = "", comma: bool = False) -> list[str]:
    """Write the figures of a row: nothing counts as *zero*, with a unit behind and commas between thousands."""
    figures = [cells[row.id, column] for column in FORM_2021.table3.column_ids]
    return [(f"{n:,}" if comma else str(n)) + unit if n else zero for n in figures]


def headed(form: Form) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row with the labels that begin in it, outermost first."""
    section = group = ""
    for row in form.table3.rows:
        new = [text for text, last in ((row.section, section), (row.group, group)) if text and text != last]
        section, group = row.section, row.group
        yield row, [*new, row.label]


HEADER = (
    "<tr><th colspan=3 rowspan=3>（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</th>"
    "<th colspan=7>申请人情况</th></tr>"
    "<tr><th rowspan=2>自然人</th><th colspan=5>法人或其他组织</th><th rowspan=2>总计</th></tr>"
    "<tr><th>商业企业</th><th>科研机构</th><th>社会公益组织</th><th>法律服务机构</th><th>其他</th></tr>"
)


def table_html(form: Form, cells: Cells, merged: bool = True, **more: object) -> str:
    """Print table III as HTML with a head and a body; without *merged* cells each row has its label alone."""
    body = []
    rows = list(headed(form))
    for row, labels in rows:
        depth = {row.section: sum(r.section == row.section for r, _ in rows)}
        depth[row.group] = sum(r.group == row.group for r, _ in rows)
        heads = "".join(f"<td rowspan={depth[text]}>{text}</td>" for text in labels[:-1]) if merged else ""
        span = f" colspan={4 - row.level}" if merged else ""
        figures = "".join(f"<td><p><span>{n}</span></p></td>" for n in shown(cells, row, **more))  # type: ignore[arg-type]  # as given
        body.append(f"<tr>{heads}<td{span}>{labels[-1]}</td>{figures}</tr>")
    return f"<table><thead>{HEADER if merged else ''}</thead><tbody>{''.join(body)}</tbody></table>"


def page_of(table: str, year: int, head: str = '<meta charset="utf-8">', foot: str = "") -> str:
    """Set a table into a page with its title and headings."""
    return (
        f"<!DOCTYPE html><html><head>{head}</head><body><div class=nav>首页 &gt; 政务公开 &gt; 政府信息公开年报</div>"
        f"<h1>{TITLE.format(year=year)}</h1><p>一、总体情况</p><p>本局依法公开政府信息。</p>"
        f"<p>三、收到和处理政府信息公开申请情况</p>{table}{foot}<p>五、存在的主要问题及改进情况</p></body></html>"
    )


def only(path: Path) -> Published:
    """Read the one report in a file."""
    (report,) = read_report(path)
    return report


def check(report: Published, form: Form, cells: Cells, zero: int | None = 0) -> None:
    """Hold a report against what was printed: each figure, and *zero* where nothing was counted."""
    assert report.table3 is not None
    assert report.table3.form == form
    assert dict(report.table3.cells) == {key: figure or zero for key, figure in cells.items()}
    assert report.imbalances == ()
    assert (report.agency, report.year) == ("某市某某区教育局", form.first_year)


EMPTIES = ["/", "-", "—", "——", "&nbsp;", "　", "", "－", "／", "无"]


@pytest.mark.parametrize("zero", EMPTIES)
def test_empty_cells_are_unknown_however_they_are_marked(tmp_path: Path, zero: str) -> None:
    """A stroke, a dash, a blank in any width: unknown, not zero, and nothing is accused."""
    cells, path = cells_of(FORM_2021), tmp_path / "r.html"
    path.write_text(page_of(table_html(FORM_2021, cells, zero=zero), 2021), "utf-8")
    check(only(path), FORM_2021, cells, zero=None)


@pytest.mark.parametrize("merged", [True, False], ids=["merged", "labels alone"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_page_with_a_head_units_and_commas(tmp_path: Path, form: Form, merged: bool) -> None:
    """A head of th cells, figures such as 1,234件, merged cells or none: the same figures."""
    cells, path = cells_of(form), tmp_path / "r.shtml"
    table = table_html(form, cells, merged=merged, unit="件", comma=True)
    path.write_text(page_of(table, form.first_year), "utf-8")
    check(only(path), form, cells)


@pytest.mark.parametrize("slip", [("colspan=5", "colspan=4"), ("rowspan=2", ""), ("colspan=3 rowspan=3", "colspan=2")])
def test_spans_of_the_header_may_be_wrong(tmp_path: Path, slip: tuple[str, str]) -> None:
    """Pages out of a word processor count their spans wrong: the rows have their seven cells all the same."""
    cells, path = cells_of(FORM_2021), tmp_path / "r.html"
    table = table_html(FORM_2021, cells)
    assert slip[0] in table
    path.write_text(page_of(table.replace(*slip), 2021), "utf-8")
    check(only(path), FORM_2021, cells)


def test_a_table_in_the_cell_of_a_table(tmp_path: Path) -> None:
    """Pages are laid out by tables: the one that holds figures is found in them, three deep."""
    cells, path = cells_of(FORM_2021), tmp_path / "r.htm"
    inner = table_html(FORM_2021, cells)
    nested = f"<table><tr><td>导航</td><td><table><tr><td><table><tr><td>{inner}</td></tr></table></td></tr></table></td></tr></table>"
    path.write_text(page_of(nested, 2021), "utf-8")
    check(only(path), FORM_2021, cells)


@pytest.mark.parametrize("declared", ["gb2312", "GBK", "gb18030", "utf-8", ""])
def test_a_page_in_the_encoding_of_the_country(tmp_path: Path, declared: str) -> None:
    """GBK bytes, whatever the page says of itself."""
    cells, path = cells_of(FORM_2019), tmp_path / "r.htm"
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    path.write_bytes(page_of(table_html(FORM_2019, cells), 2019, head).encode("gb18030"))
    check(only(path), FORM_2019, cells)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
def test_a_text_with_full_width_figures_and_its_own_ordinals(tmp_path: Path, encoding: str) -> None:
    """A row a line, digits in full width, ordinals in half-width brackets, ideographic spaces between."""
    cells, path = cells_of(FORM_2021), tmp_path / "r.txt"
    wide = {ord("0") + n: chr(0xFF10 + n) for n in range(10)}
    lines = [
        row.label.replace("（", "(").replace("）", ")") + "　" + "　".join(shown(cells, row)).translate(wide)
        for row in FORM_2021.table3.rows
    ]
    text = "\r\n".join(
        [
            TITLE.format(year=2021),
            "三、收到和处理政府信息公开申请情况",
            *lines,
            "四、政府信息公开行政复议、行政诉讼情况",
        ]
    )
    path.write_bytes(f"{text}\r\n".encode(encoding))
    check(only(path), FORM_2021, cells)


def test_footnotes_below_a_table_are_not_figures(tmp_path: Path) -> None:
    """Notes with numbers behind the table, and a mark behind a figure."""
    cells, path = cells_of(FORM_2021), tmp_path / "r.html"
    table = table_html(FORM_2021, cells).replace("<span>1205</span>", "<span>1205*</span>")
    notes = "<p>注：1.本表数据截至2021年12月31日。2.*含以往年度受理的5件。3.本年新收不含咨询 12 0 0 0 0 0 12 件。</p>"
    path.write_text(page_of(table, 2021, foot=notes), "utf-8")
    check(only(path), FORM_2021, cells)


def test_two_reports_on_one_page(tmp_path: Path) -> None:
    """One below the other: each with its figures, and each says that it is not alone."""
    path = tmp_path / "r.html"
    pages = [page_of(table_html(form, cells_of(form)), form.first_year) for form in (FORM_2021, FORM_2019)]
    path.write_text("\n".join(pages), "utf-8")
    reports = read_report(path)
    assert len(reports) == 2
    for report, form in zip(reports, (FORM_2021, FORM_2019), strict=True):
        check(report, form, cells_of(form))
        assert "several" in {note.kind for note in report.notes}


def test_a_second_table_of_which_nothing_is_known(tmp_path: Path) -> None:
    """Two tables III under one heading: one is read, and the other is said to be there."""
    one, other = cells_of(FORM_2021), dict.fromkeys(FORM_2021.table3.keys, 0)
    path = tmp_path / "r.html"
    path.write_text(page_of(table_html(FORM_2021, one) + table_html(FORM_2021, other), 2021), "utf-8")
    report = only(path)
    check(report, FORM_2021, one)
    (note,) = [note for note in report.notes if note.kind == "several"]
    assert note.place.table == 2


@pytest.mark.parametrize("by", ["title", "name"])
def test_a_worksheet_a_year(tmp_path: Path, by: str) -> None:
    """Two worksheets, told apart by the title in each or by their names: two reports; an imbalance names its cell."""
    import openpyxl

    book = openpyxl.Workbook()
    for form in (FORM_2019, FORM_2021):
        sheet = book.create_sheet(f"{form.first_year}年" if by == "name" else f"Sheet{form.id}")
        sheet.append([TITLE.format(year=form.first_year) if by == "title" else "政府信息公开申请情况"])
        cells = cells_of(form) | {("carried_forward", "total"): 7}
        for row in form.table3.rows:
            sheet.append([row.label, *(cells[row.id, column] for column in form.table3.column_ids)])
    book.save(tmp_path / "r.xlsx")
    reports = read_report(tmp_path / "r.xlsx")
    assert [(report.year, report.form) for report in reports] == [(2019, FORM_2019), (2021, FORM_2021)]
    for report in reports:
        flow, broken = report.imbalances
        assert (flow.rule, broken.rule, broken.row) == ("flow", "row_total", "carried_forward")
        assert report.form is not None
        assert f"单元格 H{1 + len(report.form.table3.rows)}" in report.place_of(broken).words.zh


def test_a_table_that_is_a_picture_is_said(tmp_path: Path) -> None:
    """A page that shows its tables as pictures has no figures, and says why."""
    path = tmp_path / "r.html"
    path.write_text(page_of('<p><img src="table3.png"></p>', 2021), "utf-8")
    report = only(path)
    assert report.table3 is None
    assert "unread" in {note.kind for note in report.notes}


def scan() -> bytes:
    """Make a PDF of one page that is a picture."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (60, 80), 255).save(out, "PDF")
    return out.getvalue()


def locked_pdf() -> bytes:
    """Make a PDF that opens with a password alone."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -4>>",
    ]
    body, at = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        at.append(len(body))
        body += b"%d 0 obj%sendobj\n" % (number, each)
    table = b"xref\n0 4\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % n for n in at)
    ids = b"/ID[<00><00>]"
    return body + table + b"trailer<</Size 4/Root 1 0 R/Encrypt 3 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (ids, len(body))


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("r.doc", OLE, "另存为"),
        ("r.xls", OLE, "另存为"),
        ("r.wps", OLE, "另存为"),
        ("r.doc", rb"{\rtf1\ansi r}", "另存为"),
        ("r.odt", b"PK\3\4", "另存为"),
        ("r.xlsx", LOCKED, "密码"),
        ("r.docx", LOCKED, "密码"),
        ("r.pdf", locked_pdf(), "密码"),
        ("r.pdf", scan(), "扫描"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str, content: bytes, said: str
) -> None:
    """Old binary formats, passwords, scans: one line with the way out, exit status 2, also from a folder."""
    (tmp_path / name).write_bytes(content)
    for target in (tmp_path / name, tmp_path):
        assert run(["check", str(target)]) == 2
        shown_ = capfdbinary.readouterr()
        assert said in shown_.err.decode()
        assert shown_.err.count(b"\n") == 1


def test_a_page_in_the_clothes_of_a_workbook_is_read(tmp_path: Path) -> None:
    """Sites give pages the name .xls, and documents none: how the file begins tells."""
    cells = cells_of(FORM_2021)
    (tmp_path / "r.xls").write_text(page_of(table_html(FORM_2021, cells), 2021), "utf-8")
    check(only(tmp_path / "r.xls"), FORM_2021, cells)


def test_a_document_without_an_ending_is_known_by_its_content(tmp_path: Path) -> None:
    """A DOCX under another name, with a title and table III."""
    import docx

    document, cells = docx.Document(), cells_of(FORM_2021)
    document.add_paragraph(TITLE.format(year=2021))
    table = document.add_table(0, 8)
    for row in FORM_2021.table3.rows:
        for cell, text in zip(table.add_row().cells, [row.label, *shown(cells, row)], strict=True):
            cell.text = text
    document.save(str(tmp_path / "download"))
    assert zipfile.is_zipfile(tmp_path / "download")
    check(only(tmp_path / "download"), FORM_2021, cells)
