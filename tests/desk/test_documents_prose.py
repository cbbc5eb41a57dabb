"""The organ's text: read by its headings, filled from the tables, and checked against them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from workflow.annual import FORM_2021, Table2, Table3, Table4
from workflow.annual.prose import BadProse, Fees, Section, UnknownPlaceholder, figures, filled, read_prose
from workflow.annual.prose_check import prose_findings

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "seed" / "fuzhou_2025_annual_report.txt"
ONE, FIVE, SIX = "一、总体情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"


def tables() -> tuple[Table2, Table3, Table4]:
    """Return the tables of a year with 12 requests received, 2 brought forward, 13 concluded, 1 carried forward."""
    third = dict.fromkeys(FORM_2021.table3.keys, 0)
    third |= {("received", "total"): 12, ("brought_forward", "total"): 2, ("concluded_total", "total"): 13}
    third |= {("carried_forward", "total"): 1, ("granted", "total"): 9, ("refused_by_law", "total"): 3}
    third |= {("refused_state_secret", "total"): 1, ("received", "business"): 4}
    third |= {("received", "natural_person"): 6}
    fourth = dict.fromkeys(FORM_2021.table4.keys, 0)
    fourth |= {("reconsideration", "total"): 3, ("reconsideration", "upheld"): 2, ("litigation_direct", "total"): 1}
    fourth |= {("litigation_after_reconsideration", "total"): 1}
    return (
        Table2(year=2025, form=FORM_2021, cells={("normative_document", "issued"): 5}),
        Table3(year=2025, form=FORM_2021, cells=third),
        Table4(year=2025, form=FORM_2021, cells=fourth),
    )


def names() -> dict[str, str]:
    """Return the figures of that year."""
    return figures(tables(), "某局", Fees(Decimal("120.50"), 2))


def said(text: str) -> list[tuple[str, str]]:
    """Return the rules and messages of what is odd in a section one."""
    found = prose_findings([Section(ONE, (text,), (7,))], names(), 2025, tables())
    return [(one.rule, one.words.zh) for one in found if one.rule == "prose"]


def test_a_text_is_read_by_its_headings() -> None:
    """Headings with or without marks of Markdown, a paragraph a line, with the lines on which they stand."""
    text = f"\ufeff# {ONE}\n\n甲。\r\n  乙。\x0b\n{FIVE}\n丙。\n## 六、其它需要报告的事项\n丁。\n"
    assert read_prose(text) == (
        Section(ONE, ("甲。", "乙。"), (3, 4)),
        Section(FIVE, ("丙。",), (6,)),
        Section(SIX, ("丁。",), (8,)),
    )


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("甲。", 1, "应先写标题"),
        (f"{ONE}\n甲。\n二、主动公开政府信息情况\n乙。", 3, "由登记簿的表格填写"),
        (f"{ONE}\n甲。\n{ONE}", 3, "出现两次"),
        ("五、总体情况\n甲。", 1, "不可用"),
    ],
)
def test_a_text_in_disorder_is_refused_with_its_line(text: str, line: int, word: str) -> None:
    """Text without a heading, a heading of a table, twice the same, and one under a wrong number."""
    with pytest.raises(BadProse, match=word) as refused:
        read_prose(text)
    assert refused.value.line == line
    assert refused.value.message("en").startswith(f"text, line {line}: ")


def test_placeholders_are_filled_from_the_tables() -> None:
    """Short names, any cell by row and column, fees; a brace written twice is a brace."""
    text = "{agency}{year}年{received}件，企业{ received.business }件，发文{normative_document.issued}件，不予公开{refused}件，"
    text += "诉讼{litigation}件，收费{fee_amount}元{{注}}"
    (section,) = filled([Section(ONE, (text,), (1,))], names())
    assert section.paragraphs == ("某局2025年12件，企业4件，发文5件，不予公开4件，诉讼2件，收费120.5元{注}",)


@pytest.mark.parametrize("placeholder", ["{recieved}", "{}", "{licence.decisions}", "{", "}"])
def test_a_placeholder_without_a_figure_is_refused(placeholder: str) -> None:
    """A misspelt name, none, a cell that is not known and a lone brace: the message names line and allowed names."""
    with pytest.raises(UnknownPlaceholder, match="第 4 行") as refused:
        filled([Section(ONE, (f"共{placeholder}件",), (4,))], names())
    assert refused.value.found == placeholder
    assert {"received", "carried_forward", "fee_amount", "litigation"} <= set(refused.value.allowed)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("全年共受理依申请公开11件。", ("11", "12")),
        ("收到政府信息公开申请１３件，均已答复。", ("13", "12")),
        ("2025年收到政府信息公开申请1,200件。", ("1200", "12")),
        ("收到政府信息公开申请12件，上年结转3件。", ("3", "2")),
        ("收到政府信息公开申请12件，办结12件。", ("12", "13")),
        ("收到政府信息公开申请12件，结转下年度继续办理2件。", ("2", "1")),
        ("因政府信息公开引起的行政复议2件。", ("2", "3")),
        ("引起行政诉讼3件。", ("3", "2")),
        ("收到因信息公开引起的行政复议和行政诉讼0件。", ("0", "5")),
        ("行政复议结果维持3件。", ("3", "2")),
        ("政府信息公开申请中，不予公开3件。", ("3", "4")),
    ],
)
def test_a_figure_that_differs_from_the_table_is_named_with_both(text: str, figures: tuple[str, str]) -> None:
    """What the text says and what the tables say stand in the message, with the line of the text."""
    ((rule, message),) = said(text)
    assert rule == "prose"
    assert message.startswith("文字稿第 7 行")
    assert f"文中 {figures[0]} 件" in message
    assert f" {figures[1]} 件，请核对" in message


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("其中自然人申请5件。", ["5"]),
        ("全年办结申请6件。予以公开8件。", ["6", "8"]),
        ("收到政府信息公开申请13件，办结12件，其中自然人5件。", ["13", "12", "5"]),
        ("政府信息公开申请结转2026年2件，办结12件，予以公开8件。", ["2", "12", "8"]),
        ("发文情况：\u3000制发规范性文件\u3000４件。", ["4"]),
    ],
)
def test_a_text_is_read_as_a_published_report_is_too(text: str, figures: list[str]) -> None:
    """What the reader of reports finds is told with the line of the text; no place twice, in the order of the text."""
    assert [re.findall(r"第 7 行.*文中 (\d+) 件", message)[0] for _, message in said(text)] == figures


@pytest.mark.parametrize(
    "text",
    [
        "全年共受理依申请公开12件，上年结转2件，办结13件，结转下年1件；行政复议3件，行政诉讼2件。",
        "2024年收到政府信息公开申请9件。",
        "收到政府信息公开申请12件，较上年增加3件。",
        "通过网络平台收到政府信息公开申请5件，当面收到申请1件。",
        "收到政府信息公开申请12件，其中收到自然人申请6件。",
        "收到行政许可申请320件，办结450件。",
        "共处理12345诉求件450件、受理来信来访51件、受理专项交办工作32件。",
        "全年办理行政复议案件300件。",
        "办理人大代表建议12件、政协提案8件。",
        "2024年，本局收到政府信息公开申请9件，办结申请9件。",
        "处理网上投诉举报81件，办结80件。",
        "参加行政复议2件。",
    ],
)
def test_a_figure_of_something_else_is_no_matter(text: str) -> None:
    """Right figures, other years, parts of the whole, and what is no request under the Regulation."""
    assert said(text) == []


@pytest.mark.skipif(not SEED.exists(), reason="the published report is not part of the distribution")
def test_the_published_text_agrees_with_its_tables() -> None:
    """Nothing in section one of the bureau's report is accused; with another table, its two figures are."""
    lines = SEED.read_text("utf-8").split("二、主动公开政府信息情况")[0].splitlines()
    sections = [Section(ONE, tuple(lines), tuple(range(1, len(lines) + 1)))]
    told = {"received": "7", "concluded": "7", "reconsideration": "0", "litigation": "0"}
    assert [f for f in prose_findings(sections, told, 2025) if f.rule == "prose"] == []
    other = told | {"received": "8", "litigation": "2"}
    assert len([f for f in prose_findings(sections, other, 2025) if f.rule == "prose"]) == 2


def test_a_long_first_section_a_missing_one_and_silence_about_fees_are_told() -> None:
    """A thousand characters are enough, blanks not counted; section six reports the fees."""
    long = Section(ONE, ("字" * 999 + " ", "字"), (1, 2))
    rules = [f.rule for f in prose_findings([long, Section(SIX, ("无。",), (4,))], names(), 2025)]
    assert rules == ["section_missing", "fees_unreported"]
    longer = Section(ONE, ("字" * 1001,), (1,))
    whole = [longer, Section(FIVE, ("有。",), (3,)), Section(SIX, ("未收取信息处理费。",), (5,))]
    (found,) = prose_findings(whole, names(), 2025)
    assert (found.rule, "1001 字" in found.words.zh) == ("section_long", True)
