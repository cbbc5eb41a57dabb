"""Files of suppositions: the words in Chinese and English, and what is wrong with a bad one, with its line."""

from __future__ import annotations

from datetime import date

import pytest

from workflow import Readings
from workflow.calendar import china
from workflow.testing.scenarios import MalformedScenario
from workflow.whatif import Basis, SupposedDays, SupposedNumber, SupposedReading, SupposedStart, reading
from workflow.whatif.reading import read_suppositions

PRESENT = Basis(china(), Readings.default())
REPLY = SupposedNumber("reply", 15, date(2024, 1, 1))

CHINESE = """\
假如: 答复期限自 2024 年起为 15 个工作日
说明: 试算
修改:
- {条款: 答复期限, 数: 15, 自: 2024年1月1日}
- {条款: 延长期限上限, 数: 10, 自: 2024-01-01, 至: 2024-12-31}
- {版本: 2019, 施行: 2020-01-01}
放假: [2025-10-09, 2025-11-03至2025-11-04]
上班: 2025-10-11
解读: {consultation_boundary: sent_to_answered}
"""
ENGLISH = """\
what_if: fifteen working days for the reply from 2024
remark: a trial
change:
- {provision: reply, count: 15, from: 2024/1/1}
- {provision: extension_max, count: 10, from: 2024-01-01, to: 2024-12-31}
- {version: ROGI-2019, in_force: 2020-01-01}
off: [2025-10-09, 2025-11-03..2025-11-04]
worked: 2025-10-11
readings: consultation_boundary=sent_to_answered
"""
BOTH = (
    REPLY,
    SupposedNumber("extension_max", 10, date(2024, 1, 1), date(2024, 12, 31)),
    SupposedStart("ROGI-2019", date(2020, 1, 1)),
    SupposedDays((date(2025, 10, 9), date(2025, 11, 3), date(2025, 11, 4)), (date(2025, 10, 11),)),
    SupposedReading("consultation_boundary", "sent_to_answered"),
)


@pytest.mark.parametrize("written", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_either_language_says_the_same(written: str) -> None:
    """All that can be supposed, in one file."""
    assert read_suppositions(written, PRESENT) == BOTH


@pytest.mark.parametrize("name", ["reply", "答复期限", "'24(2)'", "第三十三条第二款"])
def test_a_provision_is_named_by_id_words_or_article(name: str) -> None:
    """An article that says several things with a number is not enough, and the message names them."""
    written = f"修改: {{条款: {name}, 数: 15, 自: 2024-01-01}}"
    if name in ("reply", "答复期限"):
        assert read_suppositions(written, PRESENT) == (REPLY,)
        return
    with pytest.raises(MalformedScenario, match="有几项，请写明：答复期限、延长期限上限"):
        read_suppositions(written, PRESENT)


def test_an_article_that_says_one_thing_is_enough() -> None:
    """Article 30 has one number: the 7 working days."""
    (found,) = read_suppositions("change: {provision: 第三十条, count: 5, from: 2024-01-01}", PRESENT)
    assert found == SupposedNumber("clarification_notice", 5, date(2024, 1, 1))


def test_one_provision_can_begin_on_another_day() -> None:
    """Without a version its newest is meant."""
    (found,) = read_suppositions("修改: {条款: 缴费期限, 施行: 2022-01-01}", PRESENT)
    assert found == SupposedStart("FEE-109-2020", date(2022, 1, 1), "fee_payment")


BAD = {
    "": (1, "文件是空的"),
    "- 15\n": (1, "应写作“键: 值”"),
    "假如: 什么也没有\n": (1, "没有可假设的；至少写一项：修改、放假、上班、解读"),
    "修改: []\n": (1, "“修改”没有内容"),
    "放假: []\n": (1, "“放假”没有内容"),
    "期限: 15\n": (1, "不认识的键“期限”；可用：假如、说明、修改、放假、上班、解读"),
    "放假: 2025-03-10\n放假: 2025-03-11\n": (2, "键“放假”重复"),
    "修改: {条款： 答复期限}\n": (1, "键后要用半角冒号"),
    "修改:\n- {条款: 答复期限, 天数: 15}\n": (2, "不认识的键“天数”；可用：条款、数、自、至、版本、施行"),
    "修改: {条款: 答复期限}\n": (1, "一项修改或者写“数”和“自”（另一个数字），或者写“施行”（另一个施行日）"),
    "修改: {条款: 答复期限, 数: 15, 自: 2024-01-01, 施行: 2024-01-01}\n": (1, "一项修改或者写“数”"),
    "修改: {条款: 答复期限, 数: 15}\n": (1, "缺少“自”"),
    "修改: {数: 15, 自: 2024-01-01}\n": (1, "缺少“条款”"),
    "修改: {施行: 2024-01-01}\n": (1, "缺少“版本”"),
    "修改: {条款: 答复期限, 数: 15, 自: 2024-01-01, 版本: 2019}\n": (1, "“版本”不能与“数”并用"),
    "修改: {条款: 答复期限, 施行: 2024-01-01, 至: 2024-02-01}\n": (1, "“至”不能与“施行”并用"),
    "修改: {条款: 答复期限, 数: 十五, 自: 2024-01-01}\n": (1, "读到“十五”，应为整数"),
    "修改: {条款: 答复期限, 数: 0, 自: 2024-01-01}\n": (1, "“数”应为 1 以上"),
    "修改: {条款: 答复期限, 数: -3, 自: 2024-01-01}\n": (1, "“数”应为 1 以上、10000 以下"),
    "修改:\n- 条款: litigation_direct\n  数: 120000\n  自: 2024-01-01\n": (3, "“数”应为 1 以上、300 以下"),
    "修改: {条款: litigation_longest, 数: 99999, 自: 2024-01-01}\n": (1, "“数”应为 1 以上、25 以下"),
    "修改: {条款: reconsideration_window, 数: 4000000, 自: 2024-01-01}\n": (1, "“数”应为 1 以上、10000 以下"),
    "修改: {条款: litigation_direct, 数: 1234567890, 自: 2024-01-01}\n": (1, "“数”应为 1 以上、300 以下"),
    "修改: {条款: 答复期限, 数: 15, 自: 明年}\n": (1, "读到“明年”，应为日期"),
    "修改: {条款: 答复期限, 数: 15, 自: 2024-01-01, 至: 2023-01-01}\n": (1, "“至”2023-01-01 早于“自”2024-01-01"),
    "修改: {条款: 处罚幅度, 数: 15, 自: 2024-01-01}\n": (1, "读到“处罚幅度”，可用：主动公开期限、补正告知期限"),
    "修改: {条款: 起诉期限, 数: 15, 自: 2024-01-01}\n": (
        1,
        "“条款”：起诉期限 有几项，请写明：复议前置后起诉期限、复议后起诉期限、复议机关逾期不作决定的起诉期限、直接起诉期限、"
        "最长起诉期限、未告知起诉期限、逾期不答复的起诉期限",
    ),
    "修改: {条款: 上诉期限, 数: 10, 自: 2024-01-01}\n": (1, "上诉期限 有几项，请写明：对判决上诉、对裁定上诉"),
    "修改: {条款: 第三方起诉期限, 施行: 2024-01-01}\n": (1, "第三方起诉期限 有几项，请写明：复议前置后起诉期限、"),
    "修改: {条款: 答复期限, 数: 15, 自: 2001-01-01, 至: 2002-01-01}\n": (
        1,
        "没有施行中的条款 reply；施行期间：2008-05-01 至",
    ),
    "修改: {版本: 2018, 施行: 2024-01-01}\n": (1, "读到“2018”，可用：2019、2007、"),
    "修改: {版本: 2019, 施行: 2008-05-01}\n": (1, "应晚于所取代的 ROGI-2007 的施行日 2008-05-01"),
    "说明: 甲\n放假: 2025-03-09至2025-03-01\n": (2, "2025-03-01 早于 2025-03-09"),
    "放假: 1999-01-01\n": (1, "1999-01-01 不在日历的范围内（2008-01-01 至 2050-12-31）"),
    "放假: 2025-03-10\n上班: 2025-03-10\n": (1, "2025-03-10 既放假又上班"),
    "解读: {consultation: capped}\n": (1, "不认识的键“consultation”；可用：online_confirmation、"),
    "解读: {number_of_extensions: two}\n": (1, "读到“two”，可用：several、one"),
    "解读:\n  item_splitting: split\n": (2, "item_splitting 是登记惯例，不能选作解读（split）：登记时决定"),
    "解读: item_splitting=split\n": (1, "item_splitting 是登记惯例，不能选作解读（split）：登记时决定"),
    "解读: {item_splitting: [split]}\n": (1, "“item_splitting”应为一个值"),
    "修改: [\n": (1, "不是合格的 YAML"),
}


@pytest.mark.parametrize("written", BAD, ids=range(len(BAD)))
def test_a_bad_file_is_told_with_its_line(written: str) -> None:
    """Which line, what is wrong there, and what is allowed."""
    line, said = BAD[written]
    with pytest.raises(MalformedScenario) as refused:
        read_suppositions(written, PRESENT, "假如.yaml")
    assert said in refused.value.message()
    assert (refused.value.line, refused.value.source) == (line, "假如.yaml")
    assert refused.value.message("en").isascii() or "假如" in refused.value.message("en")


def test_the_example_supposes_something() -> None:
    """Each line of the example in the module's own words changes what is in force."""
    example = "\n".join(line[4:] for line in (reading.__doc__ or "").splitlines() if line.startswith("    "))
    found = read_suppositions(example, PRESENT)
    assert len(found) == 3
    assert [one for one in found if one(PRESENT) == PRESENT] == []


def test_every_supposition_is_on_top_of_those_before_it() -> None:
    """What one made impossible is told of the next: the version of 2019 cannot begin after it was split."""
    written = "修改:\n- {条款: 答复期限, 数: 15, 自: 2024-01-01}\n- {版本: 2019, 施行: 2024-06-01}\n"
    with pytest.raises(MalformedScenario, match="第 3 行：ROGI-2019 不能自 2024-06-01 起施行"):
        read_suppositions(written, PRESENT)


def test_a_provision_is_cited_as_elsewhere() -> None:
    """By the title of its law with the article, as ``ysq law`` takes it."""
    text = "修改: {条款: 行政复议法第二十条第一款, 数: 30, 自: 2024-01-01}"
    assert read_suppositions(text, PRESENT) == (SupposedNumber("reconsideration_window", 30, date(2024, 1, 1)),)
