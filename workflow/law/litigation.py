"""Litigation (行政诉讼) from 2015-05-01: when a court may be asked, by the law as amended in 2014 and in 2017."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..words import Words
from .statute import Provision, Statute

_SEEN, _SEEN_2014 = date(2026, 11, 23), date(2026, 11, 30)
_ENTRY = Words("施行日期凭记忆", "the day of entry into force rests on memory")
_TITLE = "《中华人民共和国行政诉讼法》"

ALL_2014 = Statute("ALL", "ALL-2014", _TITLE, date(2015, 5, 1), date(2017, 6, 30), _SEEN_2014, "ALL")
ALL_2017 = Statute("ALL", "ALL-2017", _TITLE, date(2017, 7, 1), None, _SEEN, "ALL", _ENTRY)
SPC18 = Statute(
    "SPC18",
    "SPC-2018",
    "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》（法释〔2018〕1号）",
    date(2018, 2, 8),
    None,
    _SEEN,
    "SPC18",
)

_SUIT = "litigation_window"


def _of_2014_and_2017(law: Statute) -> Iterator[Provision]:
    """Yield what both amendments say in the same words."""
    yield law.says(
        "litigation_choice",
        "44(1)",
        "可以先向行政机关申请复议，对复议决定不服的，再向人民法院提起诉讼；也可以直接向人民法院提起诉讼",
        ("复议或者起诉由当事人选择", "reconsideration or a suit, as the requester chooses"),
        duty=_SUIT,
    )
    yield law.says(
        "litigation_after_reconsideration",
        "45",
        "可以在收到复议决定书之日起十五日内向人民法院提起诉讼",
        ("复议后起诉期限", "time to sue after reconsideration"),
        15,
        "calendar_day",
        duty=_SUIT,
    )
    yield law.says(
        "litigation_review_silent",
        "45",
        "复议机关逾期不作决定的，申请人可以在复议期满之日起十五日内向人民法院提起诉讼",
        ("复议机关逾期不作决定的起诉期限", "time to sue where the review organ stays silent"),
        15,
        "calendar_day",
        duty=_SUIT,
    )
    yield law.says(
        "litigation_direct",
        "46(1)",
        "应当自知道或者应当知道作出行政行为之日起六个月内提出",
        ("直接起诉期限", "time to sue directly"),
        6,
        "month",
        duty=_SUIT,
    )
    yield law.says(
        "litigation_longest",
        "46(2)",
        "其他案件自行政行为作出之日起超过五年提起诉讼的，人民法院不予受理",
        ("最长起诉期限", "longest time to sue"),
        5,
        "year",
        duty=_SUIT,
    )
    yield law.says(
        "performance_default",
        "47(1)",
        "行政机关在接到申请之日起两个月内不履行的，公民、法人或者其他组织可以向人民法院提起诉讼",
        ("履职期限（别无规定时）", "time to perform where no law names another"),
        2,
        "month",
    )
    yield from _procedure(law)


def _procedure(law: Statute) -> Iterator[Provision]:
    """Yield the limits of the courts, and of appeals."""
    yield law.says(
        "first_instance", "81", "应当在立案之日起六个月内作出第一审判决", ("一审期限", "first instance"), 6, "month"
    )
    yield law.says(
        "first_instance_simple",
        "83",
        "应当在立案之日起四十五日内审结",
        ("简易程序审限", "first instance, simple procedure"),
        45,
        "calendar_day",
    )
    yield law.says(
        "appeal_judgment",
        "85",
        "有权在判决书送达之日起十五日内向上一级人民法院提起上诉",
        ("对判决上诉", "appeal against a judgment"),
        15,
        "calendar_day",
    )
    yield law.says(
        "appeal_ruling",
        "85",
        "有权在裁定书送达之日起十日内向上一级人民法院提起上诉",
        ("对裁定上诉", "appeal against a ruling"),
        10,
        "calendar_day",
    )
    yield law.says(
        "litigation_counting",
        "101",
        "本法没有规定的，适用《中华人民共和国民事诉讼法》的相关规定",
        ("诉讼期间的计算", "counting of periods in litigation"),
        duty=_SUIT,
    )


PROVISIONS = (
    *_of_2014_and_2017(ALL_2014),
    *_of_2014_and_2017(ALL_2017),
    ALL_2017.says(
        "litigation_answer",
        "67(1)",
        "被告应当在收到起诉状副本之日起十五日内向人民法院提交作出行政行为的证据和所依据的规范性文件，并提出答辩状",
        ("举证、答辩期限", "the organ's answer to a lawsuit"),
        15,
        "calendar_day",
    ),
    ALL_2017.says(
        "minor_illegality",
        "74(1)(2)",
        "行政行为程序轻微违法，但对原告权利不产生实际影响的",
        ("程序轻微违法", "minor procedural illegality"),
    ),
    SPC18.says(
        "litigation_review_refused",
        "56(2)",
        "复议机关不受理复议申请或者在法定期限内不作出复议决定，公民、法人或者其他组织不服，依法向人民法院提起诉讼的，人民法院应当依法立案",
        ("复议不予受理后可诉", "a suit where the review organ refuses"),
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_review_pending",
        "57",
        "已经申请行政复议，在法定复议期间内又向人民法院提起诉讼的，人民法院裁定不予立案",
        ("复议期间不得起诉", "no suit while a reconsideration is pending"),
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_review_withdrawn",
        "58",
        "又经复议机关同意撤回复议申请，在法定起诉期限内对原行政行为提起诉讼的，人民法院应当依法立案",
        ("撤回复议后可诉", "a suit after the reconsideration was withdrawn"),
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_from_decision",
        "59",
        "以复议决定送达时间确定起诉期限",
        ("起诉期限自复议决定送达起算", "the suit runs from service of the decision"),
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_not_told",
        "64(1)",
        "从知道或者应当知道行政行为内容之日起最长不得超过一年",
        ("未告知起诉期限", "the requester was not told"),
        1,
        "year",
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_content_unknown",
        "65",
        "其起诉期限从知道或者应当知道该行政行为内容之日起计算，但最长不得超过行政诉讼法第四十六条第二款规定的起诉期限",
        ("不知道行政行为内容", "the content was not known"),
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_non_reply",
        "66",
        "应当在行政机关履行法定职责期限届满之日起六个月内提出",
        ("逾期不答复的起诉期限", "time to sue for want of a reply"),
        6,
        "month",
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_roll",
        "48(3)",
        "期间届满的最后一日是节假日的，以节假日后的第一日为期间届满的日期",
        ("末日遇节假日顺延", "a last day that is a day off rolls forward"),
        duty=_SUIT,
    ),
    SPC18.says(
        "litigation_day_zero",
        "48(2)",
        "期间开始的时和日，不计算在期间内",
        ("开始的当日不计入", "the first day is not counted"),
        duty=_SUIT,
    ),
)
