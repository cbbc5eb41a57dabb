"""A roll-up as a document: the sums, and behind them what each register brings, its balance, and who is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from desk.documents.parts import part_names, parts_grid
from desk.reading import read_report
from desk.rollup import Gathered
from persistence import Register, Settings
from tests.desk.running import Ysq
from workflow import Fact, Received, Withdrawn
from workflow.annual import FORM_2021, Finding, Part, Tables, imbalances, roll_up, table2, table3, table4
from workflow.annual.grid import Table3
from workflow.events import Channel, LitigationFiled, ReconsiderationFiled
from workflow.outcomes import Requester
from workflow.words import Words

HEADINGS = ["机关", "新收", "占新收", "上年结转", "办结", "结转下年", "复议", "诉讼", "勾稽"]
LINES = [
    ["=甲局", "1", "25.0%", "1", "1", "1", "1", "1", "成立"],
    ["乙局", "3", "75.0%", "0", "0", "3", "0", "0", "成立"],
    ["合计", "4", "100.0%", "1", "1", "4", "1", "1", "成立"],
]
ABSENT = ["丙局", "缺：没有登记簿，未计入"]
Written = Callable[[str], bytes]


def asked(number: str, on: date) -> tuple[str, Fact]:
    return number, Received(on, channel=Channel.FAX, requester=Requester.BUSINESS, subject="纪要")


def book(path: str, agency: str, *facts: tuple[str, Fact]) -> None:
    with Desk(Register.create(Path(path), Settings(agency)), now=date(2026, 1, 15)) as desk:
        desk.import_facts(facts)


@pytest.fixture
def written(ysq: Ysq) -> Written:
    """Write the roll-up of two registers, a file that is none, and an organ that is missing; return the bytes."""
    first, second = (asked(n, on) for n, on in (("1", date(2024, 12, 2)), ("2", date(2025, 3, 3))))
    suits = [
        ("2", ReconsiderationFiled(date(2025, 5, 6), dispute="复1")),
        ("2", LitigationFiled(date(2025, 5, 7), dispute="诉1", after_reconsideration=False)),
    ]
    book("a.db", "=甲局", first, ("1", Withdrawn(date(2025, 1, 6))), second, *suits)
    book("b.db", "乙局", *(asked(n, date(2025, 4, 7)) for n in "345"))
    Path("broken.db").write_bytes(b"SQLite format 3\0" + bytes(200))
    Path("expected.txt").write_text("=甲局\n乙局\n丙局\n", "utf-8")

    def wrote(format: str) -> bytes:
        assert ysq("annual", "2025", "--db", ".", "--expect", "expected.txt", "-o", f"sums.{format}").status == 2
        return Path(f"sums.{format}").read_bytes()

    return wrote


def rows_html(content: bytes) -> list[list[str]]:
    from lxml import html

    (table,) = html.fromstring(content).xpath("//table[@id='parts']")
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def rows_docx(content: bytes) -> list[list[str]]:
    import docx

    table = docx.Document(io.BytesIO(content)).tables[-1]
    return [["".join(text.text or "" for text in cell.iter("{*}t")) for cell in row._tr.tc_lst] for row in table.rows]


def rows_markdown(content: bytes) -> list[list[str]]:
    lines = content.decode().split("## 附：")[1].splitlines()
    cells = [line.strip("| ").split(" | ") for line in lines if line.startswith("|") and "---" not in line]
    return [[text.rstrip("| ") for text in row if text.strip("| ")] for row in cells]


def rows_csv(content: bytes) -> list[list[str]]:
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    start = next(n for n, line in enumerate(lines) if line and line[0].startswith("附："))
    return [[text.removeprefix("'") for text in line if text] for line in lines[start + 1 :]]


@pytest.mark.parametrize(
    ("format", "rows"), [("html", rows_html), ("docx", rows_docx), ("md", rows_markdown), ("csv", rows_csv)]
)
def test_a_document_shows_who_brings_what(
    written: Written, format: str, rows: Callable[[bytes], list[list[str]]]
) -> None:
    """One line a register with share and balance, then the sums, who is missing, and what could not be read."""
    found = rows(written(format))
    assert found[:5] == [HEADINGS, *LINES, ABSENT]
    assert [row[0] for row in found[6:]] == ["提示"]
    assert found[6][1].startswith("表二有 10 格没有登记")
    assert found[5][0] == "broken.db"
    assert found[5][1].startswith("未能读取，未计入：")


def test_the_workbook_adds_up_what_they_bring(written: Written) -> None:
    """Sums are formulas over the registers, shares are percentages, and a name is never taken for a formula."""
    import openpyxl

    content = io.BytesIO(written("xlsx"))
    sheet = openpyxl.load_workbook(content)["附、汇总情况"]
    assert [[cell.value for cell in row[:2]] for row in sheet["A4:B6"]] == [
        ["=甲局", 1],
        ["乙局", 3],
        ["合计", "=SUM(B4:B5)"],
    ]
    assert sheet["A4"].data_type == "s"
    assert [(sheet[at].value, sheet[at].number_format) for at in ("C4", "C5")] == [(0.25, "0.0%"), (0.75, "0.0%")]
    assert [sheet[at].value for at in ("A7", "B7", "I4")] == [*ABSENT, "成立"]
    assert openpyxl.load_workbook(content, data_only=True)["附、汇总情况"]["B6"].value == 4


def test_a_text_shows_it_too(written: Written) -> None:
    """Below the tables stand the registers, and who is not among them."""
    lines = [line.split() for line in written("txt").decode().splitlines()[-5:]]
    assert [line[:3] for line in lines[:3]] == [
        ["机关", "新收", "占比"],
        ["=甲局", "1", "25.0%"],
        ["乙局", "3", "75.0%"],
    ]
    assert lines[3] == ["缺：丙局", "没有登记簿"]
    assert lines[4][:2] == ["未计入", "broken.db：broken.db"]


@pytest.mark.parametrize("format", ["html", "docx", "xlsx", "md", "csv", "txt"])
def test_it_is_read_back_as_the_sums(written: Written, format: str) -> None:
    """The table behind the report is taken for none of its tables, though it speaks of the same things."""
    written(format)
    (report,) = read_report(Path(f"sums.{format}"))
    assert (report.agency, report.year) == (None, 2025)
    assert report.table3 is not None
    assert report.table4 is not None
    totals = {row: report.table3.cell(row, "total") for row in ("received", "brought_forward", "carried_forward")}
    assert totals == {"received": 4, "brought_forward": 1, "carried_forward": 4}
    assert report.table4.cell("litigation_direct", "pending") == 1
    assert report.imbalances == ()


def test_one_register_alone_has_no_such_table(written: Written, ysq: Ysq) -> None:
    """It stands behind a roll-up only."""
    status, out, _ = ysq("annual", "2025", "--db", "a.db", "--format", "html")
    assert status == 0
    assert b'id="parts"' not in out


def part(db: str, agency: str, received: int = 0) -> Part:
    sound = table3([], 2025, FORM_2021)
    cells = {**sound.cells, ("received", "total"): received}
    third = Table3(year=2025, form=FORM_2021, cells=cells)
    tables = Tables(table2([], 2025, FORM_2021), third, table4([], 2025, FORM_2021))
    return Part(db, agency, tables, imbalances(third))


def test_what_does_not_balance_is_said_in_its_line_and_in_words() -> None:
    """A register that breaks a balance, and the sums that it breaks with it, are 不符, each with what is wrong."""
    parts = (part("x/a.db", "甲局", 2), part("x/b.db", "乙局"))
    grid = parts_grid(Gathered(roll_up(2025, FORM_2021, parts), ()))
    rows = [[cell.text for cell in row] for row in grid.rows()]
    assert [(row[0], row[-1]) for row in rows[1:4]] == [("甲局", "不符"), ("乙局", "成立"), ("合计", "不符")]
    said = "第一项加第二项之和，等于第三项加第四项之和；左边 2，右边 0"
    assert [row[0] for row in rows if row[1].startswith("勾稽不符：") and said in row[1]] == ["甲局", "合计"]


def test_what_is_odd_in_a_register_is_said_behind_it() -> None:
    """The warnings of each register stand under its name."""
    odd = Finding(rule="x", table=None, row=None, column=None, words=Words("其他处理偏高", "other is high"))
    parts = (part("x/a.db", "甲局")._replace(warnings=(odd,)), part("x/b.db", "乙局"))
    rows = [[cell.text for cell in row] for row in parts_grid(Gathered(roll_up(2025, FORM_2021, parts), ())).rows()]
    assert rows[4] == ["甲局", "提示：其他处理偏高"]
    assert [row[0] for row in rows[5:]] == ["提示"]


def test_registers_are_told_apart_by_their_files() -> None:
    """An organ that comes twice, and a register without an organ, are called by their files, not by their folders."""
    parts = (part("x/a.db", "甲局"), part("x/b.db", "甲局"), part("x/c.db", ""), part("x/d.db", "乙局"))
    assert part_names(parts) == ["甲局（a.db）", "甲局（b.db）", "c.db", "乙局"]
    assert parts_grid(Gathered(roll_up(2025, FORM_2021, ()), ())).caption == "附：各机关汇总情况（汇总 0 个登记簿）"
