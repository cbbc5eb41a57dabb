"""The documents opened by the programs that people have: LibreOffice reckons and prints them, a browser prints them.

Skipped where these programs are not installed.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path
from unicodedata import normalize

import openpyxl
import pdfplumber
import pytest

from desk import Desk
from desk.documents import Document, write
from desk.documents.making import fees_of, whole, with_charts

EXAMPLES = Path(__file__).parents[2] / "examples"
OFFICE = shutil.which("soffice")
BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
HEADINGS = ("一、总体情况", "二、主动公开", "三、收到和处理", "四、政府信息公开行政复议", "五、存在的", "六、其他需要")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the whole report of the example in three formats, and a workbook in which figures were changed."""
    room = tmp_path_factory.mktemp("opened")
    with Desk.open(room / "register.db", agency="某市某局") as desk:
        desk.import_file(EXAMPLES / "fuzhou_2025.jsonl")
        text = (EXAMPLES / "annual_report_2025.txt").read_text("utf-8")
        with desk.at() as then:
            made, _ = whole(Document.of(then.annual(2025), then), text, fees_of(then, 2025))
            made = with_charts(made, then)
    for format in ("docx", "xlsx", "html"):
        (room / f"report.{format}").write_bytes(write(made, format))
    book = openpyxl.load_workbook(room / "report.xlsx")  # saved again, the formulas have no values
    book["三、依申请公开"]["E6"] = 5  # received from businesses
    book["三、依申请公开"]["E8"] = 4  # granted to them: one is lost
    book["四、复议诉讼"]["A6"] = 3
    book.save(room / "changed.xlsx")
    return room


def office(folder: Path, target: str, *names: str) -> None:
    """Convert files with LibreOffice, under a profile of its own."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", target, "--outdir", str(folder), *names]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)


def rows(path: Path) -> list[list[str]]:
    """Return the rows of a file of comma-separated values."""
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def folded(text: str) -> str:
    """Return a text without blanks; a browser may write radicals for characters."""
    return "".join(normalize("NFKC", text).split())


def pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF, folded."""
    with pdfplumber.open(path) as printed:
        return [folded(page.extract_text() or "") for page in printed.pages]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_workbook_reckons_anew(folder: Path) -> None:
    """With a figure changed, totals follow and the balance of the column shows what is lost; the rest stays."""
    office(folder, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "changed.xlsx")
    third, fourth = rows(folder / "changed-三、依申请公开.csv"), rows(folder / "changed-四、复议诉讼.csv")
    assert third[5][3:] == ["7", "5", "0", "0", "0", "0", "12"]
    assert third[28][3:] == ["7", "4", "0", "0", "0", "0", "11"]
    assert third[31][3:] == ["0", "1", "0", "0", "0", "0", "1"]
    assert fourth[5] == ["3", "0", "0", "0", "3", *["0"] * 10]


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_a_document_prints_on_three_pages_and_a_workbook_on_one_a_sheet(folder: Path) -> None:
    """Six sections in order, each table III on one page, no page empty; the workbook a page for each of its sheets."""
    office(folder, "pdf", "report.docx")
    printed = pages(folder / "report.pdf")
    (folder / "report.pdf").unlink()
    assert len(printed) == 3
    together = "".join(printed)
    found = [together.index(folded(heading)) for heading in HEADINGS]
    assert found == sorted(found)
    assert all(len(page) > 100 for page in printed)
    assert "第二十条第(八)项" in printed[0] + printed[1]
    assert "一、本年新收" in printed[1]
    assert "四、结转下年度继续办理" in printed[1]


@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_a_page_prints_in_a_browser(folder: Path) -> None:
    """Every section and every chart is on paper, table III on one page."""
    assert BROWSER is not None
    flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={folder / 'browser'}",
        "--no-pdf-header-footer",
    ]
    target = f"--print-to-pdf={folder / 'page.pdf'}"
    command = [BROWSER, *flags, target, (folder / "report.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=os.environ | {"HOME": str(folder)})
    printed = pages(folder / "page.pdf")
    together = "".join(printed)
    for heading in (*HEADINGS, "2025年各月新收申请（件）", "2025年办理结果构成", "2025年答复时距期限届满的工作日"):
        assert folded(heading) in together
    (third,) = (page for page in printed if "一、本年新收" in page)
    assert "四、结转下年度继续办理" in third
    assert all(page for page in printed)
