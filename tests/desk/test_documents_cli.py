"""``ysq annual --format … -o``: files are written whole, mistakes are said in one line; run in this process."""

from __future__ import annotations

import json
import re
import runpy
from functools import partial
from pathlib import Path

import pytest

from desk import Desk
from tests.desk.running import Ysq

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = EXAMPLES / "annual_report_2025.txt"
BEGINS = {"md": b"# ", "html": b"<!DOCTYPE html>", "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK"}
TITLE = "某市某局2025年政府信息公开工作年度报告"


@pytest.fixture
def annual(ysq: Ysq) -> Ysq:
    """Run ``ysq annual 2025`` in a folder with the register of the example."""
    with Desk.open("register.db", agency="某市某局") as desk:
        desk.import_file(EXAMPLES / "fuzhou_2025.jsonl")
    return partial(ysq, "annual", "2025")


@pytest.mark.parametrize("format", list(BEGINS))
def test_a_document_is_written_to_a_file(annual: Ysq, format: str) -> None:
    """The ending of the name says the format; nothing goes to standard output, no other file is left behind."""
    assert annual("-o", f"report.{format}", "--text", TEXT) == (0, b"", f"已写入 report.{format}\n")
    assert Path(f"report.{format}").read_bytes().startswith(BEGINS[format])
    assert sorted(p.name for p in Path().iterdir() if not p.name.startswith("register.db")) == [f"report.{format}"]


@pytest.mark.parametrize("format", ["md", "html", "csv"])
def test_a_text_goes_to_standard_output(annual: Ysq, format: str) -> None:
    """Without ``-o`` a text is printed, and nothing else; CSV without the mark that is for files."""
    ran = annual("--format", format)
    assert (ran.status, ran.err) == (0, "")
    assert TITLE in ran.out.decode()
    assert not ran.out.startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_binary_format_needs_a_file(annual: Ysq, format: str) -> None:
    """Without ``-o`` it is refused in words; a dash writes it to standard output all the same."""
    assert annual("--format", format) == (2, b"", f"ysq: {format} 须用 -o 写入文件；用法见 --help\n")
    assert annual("--format", format, "-o", "-").out.startswith(b"PK")


def test_a_document_is_written_over_but_never_the_book_nor_the_text(annual: Ysq) -> None:
    """A derived file is made anew; a register under any name and the organ's own text stay as they are."""
    Path("report.md").write_text("old", "utf-8")
    assert annual("-o", "report.md").status == 0
    assert TITLE in Path("report.md").read_text("utf-8")
    Path("text.md").write_bytes(TEXT.read_bytes())
    book = Path("register.db").read_bytes()
    for kept, more in (("register.db", ["--format", "md"]), ("text.md", ["--text", "text.md"])):
        ran = annual("-o", kept, *more)
        assert (ran.status, ran.out) == (2, b"")
        assert f"{kept} 是登记簿、它的日志或本命令的输入（文字稿、名单），不得覆盖" in ran.err
    assert (Path("register.db").read_bytes(), Path("text.md").read_bytes()) == (book, TEXT.read_bytes())


def test_a_place_that_cannot_be_written_is_named(annual: Ysq, tmp_path: Path) -> None:
    """A folder that is not there, a file in the place of the folder, and a folder in the place of the file."""
    ran = annual("-o", "nowhere/deep/report.md")
    assert (ran.status, ran.out) == (2, b"")
    assert "文件夹 nowhere/deep 不存在" in ran.err
    assert "文件夹 register.db 不是文件夹" in annual("-o", "register.db/report.md").err
    assert annual("--format", "md", "-o", tmp_path) == (2, b"", f"ysq: {tmp_path} 是文件夹\n")


def test_json_stays_alone_on_standard_output(annual: Ysq) -> None:
    """With a document in a file it may be asked for too; both on standard output may not; a file may hold it."""
    ran = annual("--json", "-o", "report.csv")
    assert json.loads(ran.out)["year"] == 2025
    assert Path("report.csv").exists()
    assert annual("--json", "--format", "md").status == 2
    assert annual("--json", "-o", "report.json").out == b""
    assert json.loads(Path("report.json").read_text("utf-8")) == json.loads(ran.out)


def test_the_terminal_shows_all_three_tables(annual: Ysq) -> None:
    """Table II from the ledger, III from the cases, IV from the disputes, and that they balance; the same in a file."""
    ran = annual()
    lines = ran.out.decode().splitlines()
    assert any(line.split() == ["行政规范性文件", "23", "37", "18"] for line in lines)
    assert any(line.split() == ["行政许可", "6"] for line in lines)
    assert any(line.split() == ["5.属于三类内部事务信息", "3", *["0"] * 5, "3"] for line in lines)
    assert any(line.split() == ["复议后起诉", *["0"] * 5] for line in lines)
    assert lines[-1].startswith("勾稽关系成立")
    assert lines[0] == TITLE
    assert annual("-o", "tables.txt").status == 0
    assert Path("tables.txt").read_text("utf-8").splitlines() == lines[:-1]


def test_the_form_of_2019_has_cells_that_nobody_declared(annual: Ysq) -> None:
    """They are left empty, and it is said how many; never a nought."""
    ran = annual("--form", "2019", "--format", "csv")
    assert "提示：表二有 17 格没有登记或申报数字，留空" in ran.err
    assert "规范性文件,23,,\r\n" in ran.out.decode()


def test_a_text_needs_a_document_and_an_encoding_that_is_read(annual: Ysq) -> None:
    """In the terminal there are tables only; UTF-8 and GB 18030 are read, and another encoding is refused in words."""
    assert "--text 须同时指定 --format" in annual("--text", TEXT).err
    assert "--json 只输出表格" in annual("--text", TEXT, "--json").err
    assert "report.txt 的扩展名不说明格式" in annual("--text", TEXT, "-o", "report.txt").err
    Path("gbk.txt").write_bytes("一、总体情况\n甲。".encode("gbk"))
    ran = annual("--text", "gbk.txt", "--format", "md")
    assert (ran.status, "\n甲。\n" in ran.text) == (0, True)
    Path("utf16.txt").write_bytes("一、总体情况\n甲。".encode("utf-16"))
    ran = annual("--text", "utf16.txt", "--format", "md")
    assert (ran.status, ran.out) == (2, b"")
    assert "utf16.txt：是 UTF-16 文字；请另存为 UTF-8" in ran.err


def test_the_whole_report_has_six_sections_and_its_figures(annual: Ysq) -> None:
    """In official order, the placeholders filled; what is odd is told beside it and does no harm."""
    out = annual("--text", TEXT, "--format", "md").out.decode()
    assert [line[3:5] for line in out.splitlines() if line.startswith("## ")] == [f"{n}、" for n in "一二三四五六"]
    assert "全年共受理依申请公开7件，其中自然人7件" in out
    assert "收取信息处理费0元，涉及申请0件" in out
    Path("own.txt").write_text("一、总体情况\n全年收到政府信息公开申请9件。\n", "utf-8")
    ran = annual("--text", "own.txt", "--format", "md")
    assert ran.status == 0
    assert "文中 9 件，表中新收 7 件" in ran.err
    assert "（本部分尚未撰写）" in ran.out.decode()


def test_what_check_finds_in_the_printed_report_is_told_before(annual: Ysq, ysq: Ysq) -> None:
    """Each figure that the report would be accused of is told when it is printed, with its line, and only once."""
    text = "一、总体情况\n制发行政规范性文件22件，废止行政规范性文件36件，现行有效行政规范性文件17件。\n"
    text += (
        "2025年共收到政府信息公开申请8件，其中自然人申请6件。全年办结申请6件。上年结转1件。无法提供5件，不予公开2件。\n"
    )
    Path("own.txt").write_text(text, "utf-8")
    ran = annual("--text", "own.txt", "-o", "own.md")
    told = re.findall(r"文字稿第 (\d) 行.*?文中 (\d+) 件", ran.err)
    assert told == [("2", n) for n in ("22", "36", "17")] + [("3", n) for n in "866152"]
    checked = ysq("check", "own.md", "--json")
    assert checked.status == 0
    (report,) = checked.json
    accused = re.findall(r"正文 (\d+)，", "".join(note["message"] for note in report["findings"]))
    assert set(accused) <= {figure for _, figure in told}
    assert len(accused) == 9


@pytest.mark.parametrize("given", [("-o", "x.md"), ("--format", "md"), ("--text", TEXT), ("-o", "-")])
@pytest.mark.parametrize("option", ["--diff", "--freeze"])
def test_freezing_and_comparing_write_no_document(annual: Ysq, option: str, given: tuple[str | Path, ...]) -> None:
    """Asked for a document they refuse, and do nothing at all."""
    ran = annual(option, *given)
    assert (ran.status, ran.out) == (2, b"")
    assert f"不能用 {given[0]}" in ran.err
    assert not Path("x.md").exists()
    never = annual("--frozen")
    assert (never.status, "没有可用 --frozen 输出的数字" in never.err) == (2, True)


def test_a_frozen_year_does_not_send_its_reader_to_itself(annual: Ysq) -> None:
    """Printed with ``--frozen`` it says whose figures these are, and where the difference is to be seen."""
    assert annual("--freeze").status == 0
    with Desk.open("register.db") as desk:
        desk.import_lines(['{"ledger":"decision","kind":"penalty","on":"2025-12-20","count":3}'])
    ran = annual("--frozen")
    assert "所列为定稿的数字：" in ran.err
    assert "--diff" in ran.err
    assert "--frozen" not in ran.err
    assert "ysq annual 2025 --frozen" in annual().err
    later = [line.split() for line in annual("--diff").out.decode().splitlines() if line.startswith("台账")]
    assert later == [["台账", "2025-12-20", "行政处罚", "3", "件"]]


def test_what_is_printed_as_of_a_day_says_so(annual: Ysq) -> None:
    """In the terminal and in a document the day stands under the title."""
    day = "2090-01-31"
    assert annual("--as-known-on", day).out.decode().splitlines()[1] == f"按 {day} 登记簿所记"
    assert f"按 {day} 登记簿所记" in annual("--as-known-on", day, "--format", "md").out.decode()


def test_a_year_that_is_not_over_is_told(annual: Ysq, ysq: Ysq) -> None:
    """It is printed all the same."""
    ran = ysq("annual", "2099", "--json")
    assert (ran.status, ran.json["year"]) == (0, 2099)
    assert "2099 年度尚未结束" in ran.err
    assert "尚未结束" not in annual().err


def test_an_unknown_placeholder_writes_nothing(annual: Ysq) -> None:
    """One line that names the line of the text and what is allowed."""
    Path("own.txt").write_text("一、总体情况\n\n共{recieved}件。\n", "utf-8")
    ran = annual("--text", "own.txt", "-o", "report.docx")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "文字稿第 3 行：占位符 {recieved}" in ran.err
    assert "fee_amount" in ran.err
    assert not Path("report.docx").exists()


def test_the_example_makes_the_three_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They balance, nothing in their text is odd, and all three hold the bureau's figures."""
    runpy.run_path(str(EXAMPLES / "annual_report_2025.py"))["main"](tmp_path)
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "福州市工业和信息化局2025年政府信息公开工作年度报告：勾稽不符 0 处，文字与表格不一致 0 处。"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(said[1:])
    page = (tmp_path / "annual_report_2025.html").read_text("utf-8")
    assert "全年制发行政规范性文件23件，废止37件，年底现行有效18件" in page
    assert page.count("<svg") == 3
