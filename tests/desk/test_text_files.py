"""Text files in the encodings that people save them in, and sheets."""

from __future__ import annotations

import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from desk.reading.encodings import decoded
from desk.row_files import read_sheets
from desk.text_files import BadFile, decode_text
from workflow.lines import split_lines

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


def test_a_formula_that_gives_nothing_is_an_empty_cell(tmp_path: Path) -> None:
    """Excel keeps the result of ``=""`` as an empty text, which is a result."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["甲", '=""', "=1+1"])
    book.save(tmp_path / "plain.xlsx")
    with zipfile.ZipFile(tmp_path / "plain.xlsx") as plain, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        for name in plain.namelist():
            content = plain.read(name)
            if name.endswith("sheet1.xml"):
                content = re.sub(rb'<c r="B1"[^>]*>', b'<c r="B1" t="str">', content)
                content = re.sub(rb"(<f>1\+1</f>)<v ?/?>(</v>)?", rb"\1<v>2</v>", content)
            made.writestr(name, content)
    assert cells(tmp_path / "a.xlsx") == [["甲", "", "2"]]


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_report_is_the_text_that_a_file_of_ours_would_be(encoding: str) -> None:
    """What can be read by the strict rule is read by it, without its mark; what cannot is still looked at."""
    assert decoded(f"\ufeff{TEXT}".encode("gb18030")) == TEXT
    assert decoded(TEXT.encode(encoding)) == decode_text(TEXT.encode(encoding), "f") == TEXT
    assert decoded(TEXT.encode("utf-16")) == TEXT
    assert decoded(f"{TEXT}\0".encode()) == f"{TEXT}\0"
