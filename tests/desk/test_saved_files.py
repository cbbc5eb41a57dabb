"""Files as a Chinese Windows saves them, and days as people type them, in every way in."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desk import scenario_files
from tests.desk.running import Ysq
from workflow.testing.scenarios import MalformedScenario

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
    right, wrong = [HEAD, ["对", "2025-03-03", "2025-03-31"]], [HEAD, ["错", "2025-03-03", date(2025, 3, 28)]]
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


def story(name: str, received: str) -> str:
    """Return a scenario as YAML or CSV."""
    if name.endswith("yaml"):
        return f"- 情形: 对\n  收到申请: {received}\n  应当: {{答复期限: 2025-03-31}}\n"
    return f"情形,收到申请,应当.答复期限\n对,{received},2025-03-31\n"


@pytest.mark.parametrize("name", ["a.scenario.yaml", "a.scenario.csv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_scenarios_are_read_in_either_encoding(tmp_path: Path, name: str, encoding: str, end: str) -> None:
    """With any ends of lines, as a spreadsheet or an editor saved them."""
    (tmp_path / name).write_bytes(story(name, "2025-03-03").replace("\n", end).encode(encoding))
    (read,) = scenario_files.read(tmp_path / name)
    assert [(fact.kind, fact.on) for fact in read.facts] == [("received", date(2025, 3, 3))]


@pytest.mark.parametrize("name", ["a.scenario.yaml", "a.scenario.csv"])
@pytest.mark.parametrize("received", ["2025/3/3", "2025-3-3", "2025年3月3日"])
def test_the_days_of_scenarios_are_read_as_people_write_them(tmp_path: Path, name: str, received: str) -> None:
    """A spreadsheet that saves a sheet anew turns 2025-03-03 into 2025/3/3."""
    (tmp_path / name).write_text(story(name, received), encoding="utf-8")
    (read,) = scenario_files.read(tmp_path / name)
    assert [fact.on for fact in read.facts] == [date(2025, 3, 3)]


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
