"""Scenario files: what a legal officer may write, what it becomes, and what is said of what cannot be read."""

import json
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desk import labels, scenario_files
from workflow import Case
from workflow.events import EVENT_OF, Received, Rectified, ReviewStarted, ThirdPartyAnswered, ThirdPartyConsulted
from workflow.testing.scenarios import MalformedScenario, Result, Scenario, read_rows, read_yaml, run
from workflow.testing.scenarios.vocabulary import ENUMS

YSQ = [sys.executable, "-c", "from desk.cli import main; main()"]
SHIPPED = scenario_files.shipped()


def one(text: str) -> Scenario:
    """Read the only scenario of a file."""
    (scenario,) = read_yaml(text, "f")
    return scenario


def telling(facts: str, expect: str = "{违反: 无}") -> Scenario:
    """Read a scenario with these facts, in flow style."""
    return one(f"- {{情形: 一, {facts}, 应当: {expect}}}")


def complaint(text: str) -> MalformedScenario:
    """Return the error that reading *text* raises."""
    with pytest.raises(MalformedScenario) as refused:
        read_yaml(text, "f")
    return refused.value


def ran(text: str) -> Result:
    """Run the only scenario of a file."""
    return run(one(text))


def ysq(*arguments: str, cwd: Path) -> tuple[int, str, str]:
    """Run the command line: status, standard output, standard error."""
    done = subprocess.run([*YSQ, *arguments], cwd=cwd, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


# -- what comes with the library --------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", SHIPPED, ids=[scenario.title for scenario in SHIPPED])
def test_every_shipped_scenario_holds(scenario: Scenario) -> None:
    """The engine makes of it what it expects."""
    result = run(scenario)
    assert result.passed, result.report()


def test_every_shipped_scenario_names_its_authority() -> None:
    """None goes without an article, and no two have one title: a title is how a test is called."""
    assert all(scenario.authority for scenario in SHIPPED)
    assert len({scenario.title for scenario in SHIPPED}) == len(SHIPPED)
    assert len(SHIPPED) >= 90


# -- facts ------------------------------------------------------------------------------------------------

EVERY_KIND = """
- 情形: 三十四种记录
  收到申请: {收到: 2025-03-03, 渠道: 传真, 申请人: 科研机构, 申请内容: 纪要, 提交日: 2025-03-01, 自动回执日: 2025-03-02}
  转审核: {日期: 2025-03-04, 经办人: 张三, 备注: 急}
  补正告知: {告知: 2025-03-05, 补正期限: 2025-03-19, 补正事项: [名称, 文号]}
  收到补正的申请: 2025-03-06
  转办理: 2025-03-07
  征求意见: {第三方: 甲公司, 发出: 2025-03-10, 送达: 2025-03-11}
  第三方意见: {日期: 2025-03-12, 第三方: 甲公司, 意见: 不同意公开且说明理由}
  征求其他机关意见: {机关: 财政局, 发出: 2025-03-13, 送达: 2025-03-14, 共同制作: 是}
  其他机关意见: {日期: 2025-03-17, 机关: 财政局, 意见: 同意}
  认定依据: {日期: 2025-03-17, 依据: 公共利益, 理由: 涉及公共安全}
  告知第三方: {日期: 2025-03-17, 第三方: 甲公司, 决定: 决定公开}
  延长: {告知: 2025-03-18, 工作日: 10, 批准人: 李主任, 批准: 2025-03-17}
  要求说明理由: {日期: 2025-03-19, 说明期限: 2025-03-26}
  说明理由: {日期: 2025-03-20, 合理: 否}
  延迟答复: {告知: 2025-03-21, 延迟至: 2025-06-30}
  收费通知: {收到: 2025-03-24, 金额: 380元, 计收方式: 按量}
  缴费: {日期: 2025-03-25, 金额: "380.50"}
  答复: {作出: 2025-03-26, 结果: 部分公开, 送达方式: 邮寄, 送达: 2025-03-28, 文号: 〔2025〕1号, 援引条款: 16(2), 是否告知救济途径: 是}
  发文: {日期: 2025-03-26, 文书种类: reply_part, 文号: 〔2025〕1号, 正文校验值: sm3:9f, 是否加盖印章: 是}
  送达: {日期: 2025-03-28, 文号: 〔2025〕1号, 送达方式: 邮寄, 寄递企业: 邮政企业, 交邮日: 2025-03-26, 签收日: 2025-03-28}
  归档: 2025-03-31
  申请行政复议: {日期: 2025-04-01, 争议编号: 复1}
  复议受理: {日期: 2025-04-03, 争议编号: 复1, 审理程序: 简易程序}
  复议不予受理: {日期: 2025-04-03, 争议编号: 复2}
  复议结案: {日期: 2025-04-30, 争议编号: 复1, 结果: 维持}
  提起行政诉讼: {日期: 2025-05-06, 争议编号: 诉1, 复议后起诉: 是}
  诉讼结案: {日期: 2025-08-01, 争议编号: 诉1, 结果: 纠正, 是否终审: 否}
  上诉: {日期: 2025-08-01, 争议编号: 诉1}
  责令重新答复: {生效: 2025-08-01, 责令机关: 法院, 工作日: 15}
  视为放弃申请: {日期: 2025-08-04, 事由: 逾期未缴纳费用}
  撤回: 2025-08-05
  登记更正: {日期: 2025-08-06, 原记录: 归档, 改为: 2025-04-01, 理由: 误记}
  恢复办理: {日期: 2025-08-07, 理由: 有正当理由}
  作废: {日期: 2025-08-08, 理由: 重复登记, 批准人: 李主任, 重复于: 2025-002}
  截至: 2025-12-31
  应当: {违反: 无}
"""


def test_every_kind_of_fact_can_be_written() -> None:
    """In Chinese, with all its fields; the values are those that were written."""
    facts = {fact.kind: fact for fact in one(EVERY_KIND).facts}
    assert set(facts) == set(EVENT_OF)
    values = {kind: {k: str(v) for k, v in fact.values().items() if k != "on"} for kind, fact in facts.items()}
    assert values["received"]["requester"] == "research"
    assert values["fee_noticed"] == {"amount": "380", "method": "by_page"}
    assert values["fee_paid"] == {"amount": "380.50"}
    assert values["replied"] == {
        "outcome": "partly_granted",
        "delivery": "post",
        "delivered_on": "2025-03-28",
        "document": "〔2025〕1号",
        "articles": "('16(2)',)",
        "remedies_told": "True",
    }
    assert values["ground_found"] == {"ground": "public_interest", "reasons": "涉及公共安全"}
    assert values["third_party_told"] == {"party": "甲公司", "decision": "to_be_disclosed"}
    assert values["letter_issued"]["number"] == values["delivered"]["letter"] == "〔2025〕1号"
    assert (values["delivered"]["carrier"], values["delivered"]["posted_on"]) == ("china_post", "2025-03-26")
    assert values["reply_ordered"] == {"ordered_by": "court", "workdays": "15"}
    assert isinstance(facts["rectified"], Rectified)
    assert facts["rectified"].event_no == 21


def test_every_kind_has_its_english_name_too() -> None:
    """The same story in English keys, ids and dates is the same story."""
    zh = telling("收到申请: 2025-03-03, 征求意见: {发出: 2025-03-10, 答复: 2025-03-26, 意见: 不同意公开}")
    en = one(
        "- {scenario: a, received: 2025-03-03, third_party_consulted: {on: 2025-03-10, answered: 2025-03-26, "
        "position: objects}, expect: {breaches: none}}"
    )
    assert zh.facts == en.facts
    assert (zh.on, zh.expected[0].value) == (en.on, en.expected[0].value)


def test_what_is_left_unsaid() -> None:
    """Handed in by a natural person; the review starts on the day of receipt where a fact needs it."""
    received, review, asked, answered = telling(
        "收到申请: 2025年3月3日, 征求意见: {发出: 2025-03-10, 答复: 2025-03-26}"
    ).facts
    assert received == Received(date(2025, 3, 3), channel="in_person", requester="natural_person", subject="政府信息")
    assert review == ReviewStarted(date(2025, 3, 3))
    assert asked == ThirdPartyConsulted(date(2025, 3, 10), party="第三方")
    assert answered == ThirdPartyAnswered(date(2025, 3, 26), party="第三方", position="agrees")


def test_several_of_one_kind() -> None:
    """A list of days or of tables; third parties without a name are told apart."""
    asked = telling("收到申请: 2025-03-03, 征求意见: [2025-03-10, {发出: 2025-03-14, 答复: 2025-04-01}]")
    parties = [fact.party for fact in asked.facts if isinstance(fact, ThirdPartyConsulted)]
    assert parties == ["第三方", "第三方2"]
    assert Case.of("1", *asked.facts).outstanding


def test_every_label_of_the_command_line_is_understood() -> None:
    """What people see there, they may write here."""
    for options, vocabulary in ENUMS.items():
        assert issubclass(options, StrEnum)
        for option in options:
            assert vocabulary.find(option.value) == option.value
            if options.__name__ != "Outcome":
                assert vocabulary.find(labels.label(option)) == option.value, option


def test_scalars_are_text() -> None:
    """Nothing is a number, a date or a boolean before the key under which it stands says so."""
    scenario = one("- {情形: 2019, 依据: 1e3, 标签: [no, 07], 收到申请: 2025-03-03, 应当: {适用版本: 2019, 暂定: no}}")
    assert (scenario.title, scenario.authority, scenario.tags) == ("2019", ("1e3",), ("no", "07"))
    assert [wanted.value for wanted in scenario.expected] == ["ROGI-2019", False]


# -- what is expected -------------------------------------------------------------------------------------


def test_what_differs_is_said_with_the_derivation() -> None:
    """Expected and found with the line, each step with its article, and the authority."""
    report = ran(
        "- 情形: 错\n  依据: 条例第三十三条\n  收到申请: 2025-03-03\n  应当:\n    答复期限: 2025-03-28\n"
    ).report()
    first, failure, heading, *steps, authority = report.splitlines()
    assert first == "f:1 情形“错”"
    assert failure == "  答复期限：应为 2025-03-28，算得 2025-03-31（第 5 行）"
    assert heading == "  计算过程："
    assert len(steps) == 3
    assert "第三十三条第二款" in steps[1]
    assert authority == "  依据：条例第三十三条"


EXPECTED_WRONGLY = [
    ("起算日: 2025-03-04", "起算日：应为 2025-03-04，算得 2025-03-03"),
    ("稳妥期限: 2025-03-28", "稳妥期限：应为 2025-03-28，算得 2025-03-31"),
    ("依次: [33(2)]", "依次：应为 33(2)，算得 第三十一条第一项、第三十三条第二款"),
    ("状态: 逾期", "状态：应为 逾期，算得 期限内"),
    ("阶段: 归档", "阶段：应为 归档，算得 登记"),
    ("暂定: 是", "暂定：应为 是，算得 否"),
    ("适用版本: 2007", "适用版本：应为 ROGI-2007，算得 ROGI-2019"),
    ("违反: [逾期答复, 延长未经同意]", "违反：应为 延长未经同意、逾期答复，算得 无"),
    ("表三行: （四）1", "表三行：应为 本机关不掌握相关政府信息，算得 无"),
    ("计入: {2025: 无}", "2025 年计入：应为 无，算得 本年新收、结转下年度"),
    ("拒绝: 归档", "拒绝：应为 归档，算得 没有拒绝"),
    ("警告包含: 火星", "警告包含：应为 火星，算得 无"),
    ("提示: [未说明公共利益]", "提示：应为 未说明公共利益，算得 无"),
    ("表三列: 商业企业", "表三列：应为 商业企业，算得 自然人"),
    ("工作日: {2025-02-08: 否}", "2025-02-08 为工作日：应为 否，算得 是"),
    ("年度报告期限: {2025: 2026-02-02}", "2025 年度报告期限：应为 2026-02-02，算得 2026-01-31"),
    (
        "信息处理费: {计收方式: 按件, 数量: 11, 金额: 0}",
        "信息处理费：应为 0 元（按件，11），算得 100 元（按件，11）",
    ),
    ("期限: {缴费期限: 2025-03-03}", "缴费期限：应为 2025-03-03，算得 无"),
    ("期限: {答复期限: 无}", "答复期限：应为 无，算得 2025-03-31"),
    ("期限: {答复期限: {状态: 逾期, 起算: 2025-03-04}}", "答复期限：应为 逾期、2025-03-04，算得 期限内、2025-03-03"),
]


@pytest.mark.parametrize(("expect", "said"), EXPECTED_WRONGLY)
def test_every_key_can_fail(expect: str, said: str) -> None:
    """Each says what was expected and what was found, in words."""
    (failure,) = run(telling("收到申请: 2025-03-03", f"{{{expect}}}")).failures
    assert failure.text() == f"{said}（第 1 行）"
    assert "expected" in failure.text("en")


def test_an_impossible_story_fails_at_its_line() -> None:
    """Where no refusal is expected, the move that is refused is the failure."""
    result = ran("- 情形: 一\n  收到申请: 2025-03-03\n  归档: 2025-03-10\n  应当: {状态: 期限内}\n")
    (failure,) = result.failures
    assert (failure.label.zh, failure.line) == ("记录“归档”", 3)
    assert "不能记录 archived" in failure.found.zh


def test_a_refusal_must_be_of_the_last_move_and_in_these_words() -> None:
    """The kind and the words both count; the rest is judged on the case as it stood before."""
    story = "收到申请: 2025-03-03, 归档: 2025-03-10"
    assert run(telling(story, "{拒绝: {事项: 归档, 包含: [归档, 现在可记录]}, 阶段: 登记}")).passed
    assert not run(telling(story, "{拒绝: 答复}")).passed
    assert not run(telling(story, "{拒绝: {包含: 火星}}")).passed


# -- what cannot be read ----------------------------------------------------------------------------------

MALFORMED = [
    ("- 情形: a\n  收到申请: [2025-03-03\n  应当: {}\n", 3, "不是合格的 YAML"),
    ("- 情形: a\n\t收到申请: 2025-03-03\n", 2, "制表符"),
    ("- 情形: a\n  应当:\n\t  答复期限: 2025-03-31\n", 3, "制表符"),
    ("- 情形: a\n  收到日期: 2025-03-03\n  应当: {违反: 无}\n", 2, "不认识的键“收到日期”；可用：情形、依据"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  received: 2025-03-04\n  应当: {违反: 无}\n", 3, "重复（已见于第 2 行"),
    ("- 情形: a\n  收到申请: 2025-02-30\n  应当: {违反: 无}\n", 2, "没有“2025-02-30”这一天"),
    ("- 情形: a\n  收到申请: 2025-03-03\n", 1, "缺少必填的“应当”"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {}\n", 3, "至少写一项：答复期限"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当:\n", 3, "至少写一项：答复期限"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {答复期限: no}\n", 3, "读到“no”，应为日期"),
    ("- 情形: a\n  收到申请: true\n  应当: {违反: 无}\n", 2, "读到“true”，应为日期"),
    ("- 情形：a\n  收到申请：2025-03-03\n", 1, "半角冒号"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  渠道: 快递\n  应当: {违反: 无}\n", 3, "其中之一：当面提交"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  延长: {告知: 2025-03-10, 工作日: 1e3}\n  应当: {违反: 无}\n", 3, "应为整数"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  延长: {告知: 2025-03-10, 工作日: 25}\n  应当: {违反: 无}\n", 3, "1 至 20"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {违反: [迟到]}\n", 3, "可用：逾期确认收到"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  截至: 2025-03-01\n  应当: {违反: 无}\n", 3, "早于收到申请之日"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  解读: {fee_restart_length: x}\n  应当: {违反: 无}\n", 3, "可用：full"),
    ("- &x {情形: a, 收到申请: 2025-03-03, 应当: {违反: 无}}\n- *x\n", 1, "锚点"),
    ("- {情形: a, 收到申请: 2025-03-03, 应当: {违反: 无}}\n" * 2, 2, "情形“a”重复"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {工作日: 2025-03-03}\n", 3, "“工作日”应写作“日期: 是或否”"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {工作日: {2025-03-03: 也许}}\n", 3, "可用：是、否"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当:\n    工作日: {2025-03-03: 是, 2025年3月3日: 否}\n", 4, "重复"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {年度报告期限: {25: 2026-01-31}}\n", 3, "“25”应为四位年份"),
    ("- 情形: a\n  收到申请: 2025-03-03\n  应当: {信息处理费: {金额: 1}}\n", 3, "“信息处理费”缺少：计收方式、数量"),
    (
        "- 情形: a\n  收到申请: 2025-03-03\n  应当: {信息处理费: {计收方式: 按件, 数量: -1, 金额: 1}}\n",
        3,
        "读到“-1”，应为整数",
    ),
    (
        "- 情形: a\n  收到申请: 2025-03-03\n  应当: {信息处理费: {计收方式: 按件, 数量: 1, 金额: 一元}}\n",
        3,
        "应为金额（元）",
    ),
    ("[1, 2]\n", 1, "“情形”应写作“键: 值”"),
    ("- [情形]\n", 1, "“情形”应写作“键: 值”"),
    ("# 空\n", 1, "空的"),
    ("[" * 5000, 1, "YAML"),
]


@pytest.mark.parametrize(("text", "line", "said"), MALFORMED)
def test_what_cannot_be_read_is_one_message_with_its_line(text: str, line: int, said: str) -> None:
    """The first fault, where it stands, and what is allowed there; in English too."""
    error = complaint(text)
    assert error.line == line
    assert error.message().startswith(f"f:{line}: ")
    assert said in error.message()
    assert "\n" not in error.message()
    assert error.message("en").startswith(f"f:{line}: ")


# -- sheets -----------------------------------------------------------------------------------------------

AS_YAML = """
- {情形: 甲, 依据: 条例第三十三条, 收到申请: 2025-03-03, 征求意见: [{发出: 2025-03-10, 答复: 2025-03-26}],
   应当: {答复期限: 2025-04-17, 违反: 无}}
- {情形: 乙, 收到申请: 2025-05-12, 延长: {告知: 2025-06-10, 工作日: 10}, 应当: {答复期限: 2025-06-24, 期限: {答复期限: 2025-06-24}}}
"""
SHEET: list[list[Any]] = [
    [
        "情形",
        "依据",
        "收到申请",
        "征求意见",
        "延长.告知",
        "延长.工作日",
        "应当.答复期限",
        "应当.违反",
        "应当.期限.答复期限",
    ],
    ["甲", "条例第三十三条", "2025-03-03", "[{发出: 2025-03-10, 答复: 2025-03-26}]", "", "", "2025-04-17", "无", ""],
    ["", "", "", "", "", "", "", "", ""],
    ["乙", "", "2025-05-12", "", "2025-06-10", "10", "2025-06-24", "", "2025-06-24"],
]


def told(scenarios: tuple[Scenario, ...]) -> list[Any]:
    """Return what scenarios say, without where they say it."""
    return [(s.title, s.authority, s.facts, s.on, [(w.key, w.about, w.value) for w in s.expected]) for s in scenarios]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_sheet_says_the_same(tmp_path: Path, encoding: str) -> None:
    """One row a scenario, in the encodings that spreadsheets write."""
    path = tmp_path / "a.情形.csv"
    rows = [",".join(f'"{cell}"' for cell in row) for row in SHEET]
    path.write_text("\n".join(rows), encoding=encoding)
    read = scenario_files.read(path)
    assert told(read) == told(read_yaml(AS_YAML))
    assert [scenario.line for scenario in read] == [2, 4]


def test_an_xlsx_sheet_says_the_same(tmp_path: Path) -> None:
    """Days and numbers are cells of their own kind there."""
    book = openpyxl.Workbook()
    cells = {"2025-03-03": datetime(2025, 3, 3), "10": 10, "2025-06-24": date(2025, 6, 24)}  # noqa: DTZ001
    for row in SHEET:
        book.worksheets[0].append([cells.get(cell, cell or None) for cell in row])
    book.save(tmp_path / "a.情形.xlsx")
    assert told(scenario_files.read(tmp_path / "a.情形.xlsx")) == told(read_yaml(AS_YAML))


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        ([["情形", "收到日期"], ["a", "2025-03-03"]], 2, "不认识的键"),
        ([["情形", "收到申请"], ["a", "2025-03-03"]], 2, "缺少必填的“应当”"),
        ([["情形", "情形"], ["a", "b"]], 2, "重复"),
        ([["情形"], ["a", "b"]], 2, "没有键"),
        ([[""]], 1, "第一行应为键"),
        ([["情形"]], 1, "没有情形"),
        ([["情形", "征求意见"], ["a", "[{"]], 2, "YAML"),
    ],
)
def test_a_sheet_that_cannot_be_read(rows: list[list[str]], line: int, said: str) -> None:
    """The row at fault, and what is allowed."""
    with pytest.raises(MalformedScenario, match=said) as refused:
        read_rows(rows, "f")
    assert refused.value.line == line


# -- the command line -------------------------------------------------------------------------------------

GOOD = "- 情形: 对\n  收到申请: 2025-03-03\n  应当: {答复期限: 2025-03-31}\n"
WRONG = "- 情形: 错\n  依据: 条例第三十三条\n  收到申请: 2025-03-03\n  应当: {答复期限: 2025-03-28}\n"


def test_the_command_runs_files_and_folders(tmp_path: Path) -> None:
    """One line each; what differs is reported with file, line, derivation and article; the status says which."""
    (tmp_path / "一.情形.yaml").write_text(GOOD, encoding="utf-8")
    assert ysq("scenario", "一.情形.yaml", cwd=tmp_path) == (0, "✓ 对\n共 1 条情形，0 条不符\n", "")
    (tmp_path / "二.scenario.yaml").write_text(WRONG, encoding="utf-8")
    status, out, err = ysq("scenario", ".", cwd=tmp_path)
    assert (status, err) == (1, "")
    assert "✓ 对\n✗ 二.scenario.yaml:1 情形“错”\n  答复期限：应为 2025-03-28，算得 2025-03-31（第 4 行）" in out
    assert "第三十三条第二款" in out
    status, out, _ = ysq("scenario", "二.scenario.yaml", "--json", cwd=tmp_path)
    (found,) = json.loads(out)
    assert (status, found["passed"], found["failures"][0]["found"]) == (1, False, "2025-03-31")


def test_the_command_refuses_what_it_cannot_read(tmp_path: Path) -> None:
    """One line on standard error, and status 2."""
    (tmp_path / "a.yaml").write_text("- 情形: a\n", encoding="utf-8")
    (tmp_path / "b.yaml").write_bytes(b"- \xff\n")
    for arguments in (["a.yaml"], ["b.yaml"], ["c.yaml"], [], ["."]):
        status, out, err = ysq("scenario", *arguments, cwd=tmp_path)
        assert (status, out) == (2, "")
        assert err.startswith("ysq: ")
        assert err.count("\n") == 1


def test_the_amount_is_money() -> None:
    """Yuan are kept as written, without rounding."""
    scenario = telling("收到申请: 2025-03-03, 收费通知: {收到: 2025-03-10, 金额: '0.10'}")
    assert scenario.facts[-1].values()["amount"] == Decimal("0.10")
