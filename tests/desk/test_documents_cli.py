"""``ysq annual --format … -o``: files are written whole, mistakes are said in one line; run in this process."""

from __future__ import annotations

import json
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from desk import Desk
from desk.cli import run

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = EXAMPLES / "annual_report_2025.txt"
BEGINS = {"md": b"# ", "html": b"<!DOCTYPE html>", "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "docx": b"PK"}
TITLE = "某市某局2025年政府信息公开工作年度报告"


class Ran(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    out: bytes
    err: str


Ysq = Callable[..., Ran]


@pytest.fixture
def annual(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Ysq:
    """Run ``ysq annual 2025`` in a folder with the register of the example."""
    monkeypatch.chdir(tmp_path)
    for name in ("YSQ_DB", "YSQ_LANG", "YSQ_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    with Desk.open("register.db", agency="某市某局") as desk:
        desk.import_file(EXAMPLES / "fuzhou_2025.jsonl")

    def ran(*arguments: str | Path) -> Ran:
        status = run(["annual", "2025", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return Ran(status, out, err.decode())

    return ran


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
        assert f"{kept} 是登记簿或文字稿，不得覆盖" in ran.err
    assert (Path("register.db").read_bytes(), Path("text.md").read_bytes()) == (book, TEXT.read_bytes())


def test_a_place_that_cannot_be_written_is_named(annual: Ysq, tmp_path: Path) -> None:
    """A folder that is not there, and a folder in the place of the file."""
    assert annual("-o", "nowhere/report.md") == (2, b"", "ysq: 找不到文件 nowhere/report.md\n")
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
    assert annual("-o", "tables.txt").status == 0
    assert Path("tables.txt").read_text("utf-8").splitlines() == lines[:-1]


def test_the_form_of_2019_has_cells_that_nobody_declared(annual: Ysq) -> None:
    """They are left empty, and it is said how many; never a nought."""
    ran = annual("--form", "2019", "--format", "csv")
    assert "提示：表二有 17 格没有登记或申报数字，印为空格" in ran.err
    assert "规范性文件,23,,\r\n" in ran.out.decode()


def test_a_text_needs_a_document_and_utf_8(annual: Ysq) -> None:
    """In the terminal there are tables only; a text in another encoding is refused in words."""
    assert "--text 须同时指定 --format" in annual("--text", TEXT).err
    Path("gbk.txt").write_bytes("一、总体情况\n甲。".encode("gbk"))
    ran = annual("--text", "gbk.txt", "--format", "md")
    assert (ran.status, ran.out) == (2, b"")
    assert "gbk.txt 不是 UTF-8 文本" in ran.err


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


def test_an_unknown_placeholder_writes_nothing(annual: Ysq) -> None:
    """One line that names the line of the text and what is allowed."""
    Path("own.txt").write_text("一、总体情况\n\n共{recieved}件。\n", "utf-8")
    ran = annual("--text", "own.txt", "-o", "report.docx")
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert "文字稿第 3 行：占位符 {recieved}" in ran.err
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
