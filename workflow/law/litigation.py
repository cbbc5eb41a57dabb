"""Litigation (行政诉讼): when a court may be asked, what it does not hear, and what it may order."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

_SEEN = date(2026, 11, 23)
_ENTRY = Words("施行日期凭记忆", "the day of entry into force rests on memory")

ALL_2017 = Statute("ALL", "ALL-2017", "《中华人民共和国行政诉讼法》", date(2017, 7, 1), None, _SEEN, "ALL", _ENTRY)
SPC18 = Statute(
    "SPC18",
    "SPC-2018",
    "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》（法释〔2018〕1号）",
    date(2018, 2, 8),
    None,
    _SEEN,
    "SPC18",
)
SPC11 = Statute(
    "SPC11",
    "SPC-2011",
    "《最高人民法院关于审理政府信息公开行政案件若干问题的规定》（法释〔2011〕17号）",
    date(2011, 8, 13),
    date(2025, 5, 31),
    _SEEN,
    "SPC11",
)
SPC25 = Statute(
    "SPC25",
    "SPC-2025",
    "《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》（法释〔2025〕8号）",
    date(2025, 6, 1),
    None,
    _SEEN,
    "SPC25",
)

_SUIT = "litigation_window"

PROVISIONS = (
    ALL_2017.says(
        "litigation_after_reconsideration",
        "45",
        "可以在收到复议决定书之日起十五日内向人民法院提起诉讼",
        ("复议后起诉期限", "time to sue after reconsideration"),
        15,
        "calendar_day",
        duty=_SUIT,
    ),
    ALL_2017.says(
        "litigation_direct",
        "46(1)",
        "应当自知道或者应当知道作出行政行为之日起六个月内提出",
        ("直接起诉期限", "time to sue directly"),
        6,
        "month",
        duty=_SUIT,
    ),
    ALL_2017.says(
        "litigation_longest",
        "46(2)",
        "其他案件自行政行为作出之日起超过五年提起诉讼的，人民法院不予受理",
        ("最长起诉期限", "longest time to sue"),
        5,
        "year",
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
    ALL_2017.says(
        "performance_default",
        "47(1)",
        "行政机关在接到申请之日起两个月内不履行的，公民、法人或者其他组织可以向人民法院提起诉讼",
        ("履职期限（别无规定时）", "time to perform where no law names another"),
        2,
        "month",
    ),
    ALL_2017.says(
        "minor_illegality",
        "74(1)(2)",
        "行政行为程序轻微违法，但对原告权利不产生实际影响的",
        ("程序轻微违法", "minor procedural illegality"),
    ),
    ALL_2017.says(
        "first_instance",
        "81",
        "应当在立案之日起六个月内作出第一审判决",
        ("一审期限", "first instance"),
        6,
        "month",
    ),
    ALL_2017.says(
        "first_instance_simple",
        "83",
        "应当在立案之日起四十五日内审结",
        ("简易程序审限", "first instance, simple procedure"),
        45,
        "calendar_day",
    ),
    ALL_2017.says(
        "appeal_judgment",
        "85",
        "有权在判决书送达之日起十五日内向上一级人民法院提起上诉",
        ("对判决上诉", "appeal against a judgment"),
        15,
        "calendar_day",
    ),
    ALL_2017.says(
        "appeal_ruling",
        "85",
        "有权在裁定书送达之日起十日内向上一级人民法院提起上诉",
        ("对裁定上诉", "appeal against a ruling"),
        10,
        "calendar_day",
    ),
    SPC11.says(
        "non_reply_remedy",
        "3",
        "对行政机关的答复或者逾期不予答复不服的，可以向人民法院提起诉讼",
        ("逾期不答复的救济", "remedy for want of a reply"),
    ),
    SPC25.says(
        "non_reply_remedy",
        "2(2)",
        "对行政机关的答复、逾期不予答复等行为不服的，可以依法申请行政复议或者提起行政诉讼",
        ("逾期不答复的救济", "remedy for want of a reply"),
    ),
    SPC25.says(
        "suable_unavailable",
        "1(1)",
        "向行政机关申请获取政府信息，行政机关告知政府信息无法提供或者不予处理的",
        ("无法提供、不予处理可诉", "unavailable and not processed may be sued at once"),
        bracket="项",
    ),
    SPC25.says(
        "review_first_scope",
        "1(2)",
        "行政复议机关对政府信息公开条例第十四条、第十五条、第十六条规定的不予公开行为作出行政复议决定的",
        ("复议前置的范围", "which refusals need reconsideration first"),
        duty="review_first",
        bracket="项",
    ),
    SPC25.says(
        "suable_mismatch",
        "1(3)",
        "认为行政机关提供的政府信息不符合其申请内容的",
        ("答非所问可诉", "information that does not match may be sued"),
        bracket="项",
    ),
    SPC25.says(
        "not_suable_review_first",
        "10(2)(1)",
        "应当先向行政复议机关申请行政复议而未申请的",
        ("未经复议不立案", "no suit before reconsideration"),
        duty="review_first",
    ),
    SPC25.says(
        "not_suable_procedural",
        "10(2)(2)",
        "行政机关作出延长答复期限或者要求申请人补正等程序性告知行为的",
        ("程序性告知不可诉", "procedural notices cannot be sued"),
    ),
    SPC25.says(
        "not_suable_fee",
        "10(2)(3)",
        "单独起诉行政机关收取信息处理费决定的",
        ("收费决定不可单独起诉", "fee alone"),
    ),
    SPC25.says(
        "not_suable_repeat",
        "10(2)(4)",
        "申请人重复申请公开已经予以公开的政府信息，行政机关作出不予重复处理答复的",
        ("重复申请不可诉", "repeat of what was supplied"),
    ),
    SPC25.says(
        "not_suable_registry",
        "10(2)(5)",
        "申请行政机关公开的信息属于工商、不动产登记等资料，行政机关告知其按照法律、行政法规规定查询的",
        ("行政查询不可诉", "registry query"),
    ),
    SPC25.says(
        "not_suable_creation",
        "10(2)(6)",
        "要求行政机关为其制作、加工、分析政府信息，行政机关未予提供的",
        ("另行制作不可诉", "information that would have to be made"),
    ),
    SPC25.says(
        "not_suable_petition",
        "10(2)(7)",
        "申请人以政府信息公开申请的形式进行信访、投诉、举报等活动的",
        ("信访举报不可诉", "petition or complaint"),
    ),
    SPC25.says(
        "not_suable_publication",
        "10(2)(8)",
        "要求行政机关提供政府公报、报刊、书籍等公开出版物的",
        ("公开出版物不可诉", "publication"),
    ),
    SPC11.says(
        "ordered_reply",
        "9(1)",
        "判决被告在一定期限内公开",
        ("判决公开的期限", "disclosure ordered by a court"),
        note=Words("期限由判决确定", "the judgment itself fixes the period"),
    ),
    SPC25.says(
        "ordered_reply",
        "11",
        "判决被告在二十个工作日内公开",
        ("判决公开的期限", "disclosure ordered by a court"),
        20,
        "workday",
    ),
    SPC25.says(
        "archives",
        "9(2)",
        "已经移交各级国家档案馆的，依照有关档案管理的法律、法规和国家有关规定执行",
        ("已移交档案馆", "files already in the State archives"),
    ),
)
