"""Text files in the encodings that people save them in, and sheets."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desk import scenario_files
from desk.row_files import read_sheets
from desk.text_files import BadFile, decode_text
from tests.desk.running import Ysq
from workflow.lines import split_lines
from workflow.testing.scenarios import MalformedScenario

TEXT = "案号,环节\nA-1,收到申请"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_text_is_read_in_either_encoding(encoding: str, end: str) -> None:
    """The mark of UTF-8 is no part of the text; the ends of lines are."""
    assert decode_text(TEXT.replace("\n", end).encode(encoding), "f") == TEXT.replace("\n", end)


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        ("a,b\n一".encode("gbk"), 2, "“һ”（UTF-8）也可读作“一”（GB 18030）"),
        ("a·b".encode(), 1, "无法确定"),
        ((TEXT * 3).encode()[:-1], 4, "已损坏"),
        (TEXT.encode("gbk") + b"\r\n\xff", 3, "既不是 UTF-8 也不是 GB 18030"),
        (TEXT.encode("utf-16"), None, "UTF-16"),
        (b"PK\0\0", None, "不是文字文件"),
    ],
)
def test_bytes_that_are_not_certain_are_refused(data: bytes, line: int | None, said: str) -> None:
    """It is said where, as what they can be read, and how to save the file."""
    with pytest.raises(BadFile, match=said) as refused:
        decode_text(data, "f.txt")
    assert (refused.value.source, refused.value.line) == ("f.txt", line)


@pytest.mark.parametrize("text", ["é", "a·b", "§ 33"])
def test_the_mark_of_utf_8_settles_it(text: str) -> None:
    """A file that says it is UTF-8 is."""
    assert decode_text(text.encode("utf-8-sig"), "f") == text


def test_lines_end_where_an_editor_ends_them() -> None:
    """A form feed, U+0085 and U+2028 within a line are content."""
    assert split_lines("a\fb\x85c\u2028d\x1ce\r\nf\rg\n") == ["a\fb\x85c\u2028d\x1ce", "f", "g"]


def cells(path: Path) -> list[list[str]]:
    """Return the rows of the only sheet of a file."""
    (sheet,) = read_sheets(path, path.name, "reports")
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize("odd", ["\u2028", "\f", "\x85", "\x1c"])
def test_a_cell_of_csv_keeps_what_stands_in_it(tmp_path: Path, odd: str) -> None:
    """The row is not broken in two."""
    path = tmp_path / "a.csv"
    path.write_bytes(f"案号,备注\r\nA-1,前{odd}后\r\n".encode())
    assert cells(path) == [["案号", "备注"], ["A-1", f"前{odd}后"]]


def test_a_csv_with_an_open_quote_is_refused(tmp_path: Path) -> None:
    """The rest of the file does not disappear in one cell."""
    (tmp_path / "a.csv").write_text('案号,备注\nA-1,"开\nA-2,x\n', encoding="utf-8")
    with pytest.raises(BadFile, match="CSV 有误") as refused:
        cells(tmp_path / "a.csv")
    assert refused.value.line == 2


@pytest.mark.parametrize("epoch_1904", [False, True])
def test_the_days_of_a_sheet_are_days(tmp_path: Path, epoch_1904: bool) -> None:
    """Those of both calendars of Excel, with their time where they have one, in the formats of a Chinese Excel too."""
    book = openpyxl.Workbook()
    if epoch_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append([date(2025, 3, 3), datetime(2025, 3, 3, 23, 59, 59), 2025001, 10.0, True, None, "甲"])  # noqa: DTZ001
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [["2025-03-03", "2025-03-03 23:59:59", "2025001", "10", "是", "", "甲"]]


def test_a_day_in_a_format_of_chinese_excel_alone_is_a_day(tmp_path: Path) -> None:
    """The format of number 31 is written by its number only, and means 2025年3月3日."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 45719
    book.worksheets[0]["A1"].number_format = "0.000"
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        for name in plain.namelist():
            content = plain.read(name)
            made.writestr(
                name, content.replace(b'<xf numFmtId="164"', b'<xf numFmtId="31"') if "styles" in name else content
            )
    assert cells(tmp_path / "a.xlsx") == [["2025-03-03"]]


def test_a_formula_without_its_result_is_refused(tmp_path: Path) -> None:
    """Nobody knows what stands there: an empty cell would be a guess."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["甲", "=A1"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(BadFile, match="Sheet B1 的公式没有结果"):
        cells(tmp_path / "a.xlsx")


def test_a_sheet_is_read_whatever_size_it_claims(tmp_path: Path) -> None:
    """Some programs write that a sheet ends after its first cell."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["甲", "乙"])
    book.worksheets[0].append(["丙", "丁"])
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        for name in plain.namelist():
            made.writestr(name, plain.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert cells(tmp_path / "a.xlsx") == [["甲", "乙"], ["丙", "丁"]]


HEAD = ["情形", "收到申请", "应当.答复期限"]


def workbook(*sheets: list[list[object]]) -> bytes:
    """Return a workbook with a sheet for each list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_every_sheet_of_scenarios_is_run(ysq: Ysq) -> None:
    """A wrong day in the second sheet is found there; empty sheets say nothing."""
    right, wrong = [HEAD, ["对", "2025/3/3", "2025年3月31日"]], [HEAD, ["错", "2025-3-3", date(2025, 3, 28)]]
    Path("a.scenario.xlsx").write_bytes(workbook(right, [], wrong))
    ran = ysq("scenario", "a.scenario.xlsx")
    assert ran.status == 1
    assert "✓ 对\n✗ a.scenario.xlsx[Sheet2]:2 情形“错”" in ran.text
    assert "共 2 条情形，1 条不符" in ran.text


def test_a_sheet_that_holds_no_scenarios_is_named(tmp_path: Path) -> None:
    """It is not passed over in silence; a title that stands in two sheets is refused."""
    right: list[list[object]] = [HEAD, ["对", "2025-03-03", "2025-03-31"]]
    for second, said in (([["填写须知"], ["给同事"]], "不认识的键“填写须知”"), (right, "情形“对”重复")):
        (tmp_path / "a.scenario.xlsx").write_bytes(workbook(right, second))
        with pytest.raises(MalformedScenario, match=said) as refused:
            scenario_files.read(tmp_path / "a.scenario.xlsx")
        assert refused.value.source == "a.scenario.xlsx[Sheet1]"


@pytest.mark.parametrize("written", ["2025-03-03 23:59:59", datetime(2025, 3, 3, 23, 59, 59)])  # noqa: DTZ001
def test_a_time_is_no_day_of_a_scenario(tmp_path: Path, written: object) -> None:
    """As a text and as a cell of its own kind alike."""
    (tmp_path / "a.scenario.xlsx").write_bytes(workbook([HEAD, ["甲", written, "2025-03-31"]]))
    with pytest.raises(MalformedScenario, match="读到“2025-03-03 23:59:59”"):
        scenario_files.read(tmp_path / "a.scenario.xlsx")


@pytest.mark.parametrize("name", ["a.scenario.yaml", "a.scenario.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_scenarios_are_read_in_either_encoding(tmp_path: Path, name: str, encoding: str, end: str) -> None:
    """With any ends of lines, as a spreadsheet or an editor saved them."""
    text = "情形,收到申请,应当.答复期限\n对,2025/3/3,2025年3月31日\n"
    if name.endswith("yaml"):
        text = "- 情形: 对\n  收到申请: 2025/3/3\n  应当: {答复期限: 2025年3月31日}\n"
    (tmp_path / name).write_bytes(text.replace("\n", end).encode(encoding))
    (read,) = scenario_files.read(tmp_path / name)
    assert [(fact.kind, fact.on) for fact in read.facts] == [("received", date(2025, 3, 3))]


def test_every_day_on_the_command_line_is_read_alike(ysq: Ysq) -> None:
    """``--on`` of every command and each field of a fact that is a day."""
    ysq("init")
    asked = ("--channel", "in_person", "--requester", "research", "--subject", "纪要")
    assert ysq("receive", "--on", "2025年3月3日", "--submitted-on", "2025/3/3", *asked).status == 0
    ysq("record", "2025-001", "review_started", "--on", "2025-3-4")
    told = ("--workdays", "5", "--approved-by", "甲", "--approved-on", "2025/3/20")
    assert ysq("record", "2025-001", "extended", "--on", "2025年3月21日", *told).status == 0
    facts = ysq("show", "2025-001", "--on", "2025/12/31", "--json").json["history"]
    assert [fact["on"] for fact in facts] == ["2025-03-03", "2025-03-04", "2025-03-21"]
    refused = ysq("record", "2025-001", "archived", "--on", "２０２５-04-01")
    assert (refused.status, "2025/3/3" in refused.err) == (2, True)
    assert ysq("due", "--on", "2025-04-01至2025-04-03").status == 2


def test_lists_and_texts_of_a_chinese_windows_are_read(ysq: Ysq) -> None:
    """``--expect`` and ``--text`` in GB 18030."""
    ysq("init", "--agency", "甲局")
    Path("名单.txt").write_bytes("甲局\r\n乙局\r\n".encode("gb18030"))
    ran = ysq("annual", "2025", "--db", "register.db", "--expect", "名单.txt", "--json")
    assert "乙局" in ran.text + ran.err
    Path("正文.txt").write_bytes("一、总体情况\r\n全年平稳。\r\n".encode("gb18030"))
    assert "全年平稳。" in ysq("annual", "2025", "--text", "正文.txt", "--format", "md").text
