"""The words of the law, wherever a person reads: the wrong ones are printed nowhere, and still understood where words are read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from desk.labels import label
from workflow import Case
from workflow.clock.wording import DUTIES
from workflow.events import Channel, Extended, LapseCause, Lapsed, OrderedBy, Received, ReplyOrdered, Withdrawn
from workflow.events import ClarificationRequested as Asked
from workflow.law import provisions
from workflow.testing.scenarios import read_yaml, run
from workflow.testing.scenarios import vocabulary as v

ROOT = Path(__file__).parents[1]
# Old word, and the articles for which another is right: 30, 32, 33(2), 34, 47(2); 行政复议法 20, 64; 109号 6.
WRONG = (
    "第三方答复",
    "其他机关答复",
    "机关答复期限",
    "征求意见答复",
    "申请行政复议期限",
    "提起行政诉讼期限",
    "未履行的法定义务",
    "收到补正(?!的申请|通知)",
    "重新起算",
    "补正[^，。；（]*重新计算",
    "视为放弃(?!申请)",
    "逾期不缴费",
    "不生效",
    "(?<!公开工作)主管部门",
    "复议责令重作",
    "须先申请行政复议",
    "不得直接起诉",
    "收到申请之日：收到申请之日为",
    "不再处理（撤回）",
    "抹除",
    "保管期限",
)
# Words of other people: published reports, and what scenario files may say besides the usual word.
READ_ONLY = ("workflow/annual/published/", "workflow/vocabulary/")
DOCUMENTS = sorted({*ROOT.glob("docs/*.md"), *ROOT.glob("*.zh-CN.md"), ROOT / "README.md"})
SCENARIOS = sorted((ROOT / "workflow/testing/scenarios/data").iterdir())


def said(path: Path) -> Iterator[str]:
    """Yield every text that stands in a source, the parts of a composed one together."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def sources() -> Iterator[Path]:
    """Yield the sources whose texts a person may read."""
    for room in ("workflow", "persistence", "desk", "examples"):
        for path in sorted((ROOT / room).rglob("*.py")):
            if not path.relative_to(ROOT).as_posix().startswith(READ_ONLY):
                yield path


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_word_is_said_nowhere(wrong: str) -> None:
    """No source, no document and no shipped scenario says it; of a form's rows the words are the form's."""
    every = [(path, text) for path in sources() for text in said(path)]
    assert len(every) > 5000
    every += [(path, path.read_text("utf-8")) for path in (*DOCUMENTS, *SCENARIOS)]
    assert [f"{path.name}: {text[:60]}" for path, text in every if re.search(wrong, text)] == []


def test_no_usual_spelling_is_wrong() -> None:
    """What scenario files understand besides is never printed: the usual spelling of an id is none of the wrong words."""
    tables = [getattr(v, name) for name in dir(v) if isinstance(getattr(v, name), v.Vocabulary)]
    usual = [table.zh(name) for table in (*tables, *v.ENUMS.values(), v.breach_names()) for name in table]
    assert len(usual) > 150
    assert [word for word in usual if any(re.search(wrong, word) for wrong in WRONG)] == []


OLD = [
    (v.FACTS, "收到补正", "clarified"),
    (v.FACTS, "第三方答复", "third_party_answered"),
    (v.FACTS, "其他机关答复", "agency_answered"),
    (v.FACTS, "视为放弃", "lapsed"),
    (v.FACTS, "不再处理", "lapsed"),
    (v.FACTS, "视为放弃，不再处理", "lapsed"),
    (v.FACTS, "责令重新答复", "reply_ordered"),
    (v.LIMITS, "第三方答复期限", "third_party_answer"),
    (v.LIMITS, "被征求意见机关答复期限", "agency_answer"),
    (v.LIMITS, "其他机关答复期限", "agency_answer"),
    (v.LIMITS, "申请行政复议期限", "reconsideration_window"),
    (v.LIMITS, "提起行政诉讼期限", "litigation_window"),
    (v.STAGES, "不再处理", "DISCONTINUED"),
    (v.ROWS, "逾期不缴费", "lapsed_fee"),
    (v.ENUMS[Channel], "传真", "fax"),
    (v.ENUMS[LapseCause], "逾期不缴费", "fee"),
    (v.ENUMS[OrderedBy], "主管部门", "supervisor"),
    (v.breach_names(), "过早视为放弃", "lapse_premature"),
]


@pytest.mark.parametrize(("table", "word", "meant"), OLD, ids=[f"{word}-{id}" for _, word, id in OLD])
def test_an_old_word_is_still_understood(table: v.Vocabulary, word: str, meant: str) -> None:
    """A scenario file of yesterday is read today."""
    assert table.find(word) == meant


YESTERDAY = """
- 情形: 昨天的写法
  收到申请: {收到: 2025-05-12, 渠道: 传真, 申请内容: 合同}
  转审核: 2025-05-12
  征求意见: 2025-05-13
  第三方答复: 2025-05-20
  延长: {告知: 2025-06-09, 工作日: 5, 批准人: 李主任, 批准: 2025-06-09}
  补正告知: {告知: 2025-05-14, 补正期限: 2025-06-03}
  收到补正: 2025-05-15
  责令重新答复: {生效: 2025-06-12, 责令机关: 主管部门, 限期: 2025-07-01}
  截至: 2025-06-12
  应当:
    期限: {第三方答复期限: 2025-06-04}
    阶段: 审核
"""


def test_a_file_of_yesterday_is_read() -> None:
    """Each old word stands where a key or a value is read."""
    (scenario,) = read_yaml(YESTERDAY)
    assert {fact.kind for fact in scenario.facts} >= {"clarified", "third_party_answered", "reply_ordered", "extended"}
    (extended,) = [fact for fact in scenario.facts if isinstance(fact, Extended)]
    assert (extended.approved_by, scenario.facts[0].values()["channel"]) == ("李主任", "fax")
    result = run(scenario)
    assert result.passed, result.report()


def test_the_right_words() -> None:
    """What is printed in their place, typed in from the law."""
    assert {id: DUTIES[id].zh for id in ("third_party_answer", "agency_answer")} == {
        "third_party_answer": "第三方提出意见期限",
        "agency_answer": "被征求意见机关提出意见期限",
    }
    assert DUTIES["reconsideration_window"].zh == "行政复议申请期限"
    assert DUTIES["litigation_window"].zh == "起诉期限"
    assert label(LapseCause.FEE) == "逾期未缴纳费用"
    assert label(OrderedBy.SUPERVISOR) == "政府信息公开工作主管部门"
    assert label(Channel.FAX) == "政府信息公开工作机构的传真"
    assert attrs.fields(Extended).approved_by.metadata["zh"] == "同意延长的政府信息公开工作机构负责人"
    words = {p.id: p.words.zh for p in provisions()}
    assert words["restart"] == "答复期限自收到补正的申请之日起计算"
    assert words["ordered_reply_reconsideration"] == "复议决定责令重新作出行政行为"


def test_a_withdrawn_request_is_no_abandoned_one() -> None:
    """不再处理 is the word of Art. 30 for what was given up; a request that was withdrawn is 终止办理."""
    on = date(2025, 5, 12)
    received = Received(on, channel="in_person", requester="business", subject="合同")
    given_up = Case.of("1", received, Asked(on, respond_by=on), Lapsed(date(2025, 5, 13), cause="clarification"))
    withdrawn = Case.of("2", received, Withdrawn(on))
    assert (given_up.stage_zh, withdrawn.stage_zh) == ("不再处理", "终止办理")
    assert (given_up.stage, Case.of("3", received).stage_zh) == (withdrawn.stage, "登记")


def test_a_supervising_department_orders_no_reply() -> None:
    """Art. 47(2): 督促整改; a court orders a reply anew."""
    words = [ReplyOrdered(date(2025, 5, 12), ordered_by=who).zh for who in ("supervisor", "court")]
    assert words == ["督促整改", "责令重新答复"]
