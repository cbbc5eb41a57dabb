"""Litigation until 2018-02-07: the law of 1989, the interpretations of 2000 and 2015, and how one gave way to the next."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

_SEEN = date(2026, 11, 30)
_SUIT = "litigation_window"

ALL_1989 = Statute(
    "ALL", "ALL-1989", "《中华人民共和国行政诉讼法》", date(1990, 10, 1), date(2015, 4, 30), _SEEN, "ALL"
)
SPC00 = Statute(
    "SPC00",
    "SPC-2000",
    "《最高人民法院关于执行〈中华人民共和国行政诉讼法〉若干问题的解释》（法释〔2000〕8号）",
    date(2000, 3, 10),
    date(2018, 2, 7),
    _SEEN,
    "SPC00",
)
SPC15 = Statute(
    "SPC15",
    "SPC-2015",
    "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉若干问题的解释》（法释〔2015〕9号）",
    date(2015, 5, 1),
    date(2018, 2, 7),
    _SEEN,
    "SPC15",
    Words(
        "所见文本无施行条款，施行日期依第二十六条推定",
        "the text read has no clause of entry into force; the day follows from its Art. 26",
    ),
)
# What the law as amended in 2014 says itself ended in the interpretation with that amendment.
_UNTIL_2015 = SPC00._replace(
    in_force_to=date(2015, 4, 30),
    note=Words(
        "2015-05-01 起由2014年修正的行政诉讼法自行规定",
        "from 2015-05-01 the law as amended in 2014 says this itself",
    ),
)
_UNTIL_2011 = SPC00._replace(
    in_force_to=date(2011, 8, 12),
    note=Words(
        "2011-08-13 起法释〔2011〕17号第九条、第十条对政府信息公开案件另有规定",
        "from 2011-08-13 SPC11 9 and 10 have rules of their own for suits about government information",
    ),
)

PROVISIONS = (
    ALL_1989.says(
        "litigation_choice",
        "37(1)",
        "可以先向上一级行政机关或者法律、法规规定的行政机关申请复议，对复议不服的，再向人民法院提起诉讼；也可以直接向人民法院提起诉讼",
        ("复议或者起诉由当事人选择", "reconsideration or a suit, as the requester chooses"),
        duty=_SUIT,
    ),
    ALL_1989.says(
        "litigation_after_reconsideration",
        "38(2)",
        "可以在收到复议决定书之日起十五日内向人民法院提起诉讼",
        ("复议后起诉期限", "time to sue after reconsideration"),
        15,
        "calendar_day",
        duty=_SUIT,
    ),
    ALL_1989.says(
        "litigation_review_silent",
        "38(2)",
        "复议机关逾期不作决定的，申请人可以在复议期满之日起十五日内向人民法院提起诉讼",
        ("复议机关逾期不作决定的起诉期限", "time to sue where the review organ stays silent"),
        15,
        "calendar_day",
        duty=_SUIT,
    ),
    ALL_1989.says(
        "litigation_direct",
        "39",
        "应当在知道作出具体行政行为之日起三个月内提出",
        ("直接起诉期限", "time to sue directly"),
        3,
        "month",
        duty=_SUIT,
    ),
    ALL_1989.says(
        "first_instance", "57", "应当在立案之日起三个月内作出第一审判决", ("一审期限", "first instance"), 3, "month"
    ),
    ALL_1989.says(
        "appeal_judgment",
        "58",
        "有权在判决书送达之日起十五内向上一级人民法院提起上诉",
        ("对判决上诉", "appeal against a judgment"),
        15,
        "calendar_day",
        note=Words("所见文本“十五日内”作“十五内”", "the text read lacks a character here"),
    ),
    ALL_1989.says(
        "appeal_ruling",
        "58",
        "有权在裁定书送达之日起十日内向上一级人民法院提起上诉",
        ("对裁定上诉", "appeal against a ruling"),
        10,
        "calendar_day",
    ),
    _UNTIL_2015.says(
        "performance_default",
        "39(1)",
        "行政机关在接到申请之日起60日内不履行的，公民、法人或者其他组织向人民法院提起诉讼，人民法院应当依法受理",
        ("履职期限（别无规定时）", "time to perform where no law names another"),
        60,
        "calendar_day",
    ),
    _UNTIL_2015.says(
        "litigation_longest",
        "42",
        "其他具体行政行为从作出之日起超过5年提起诉讼的，人民法院不予受理",
        ("最长起诉期限", "longest time to sue"),
        5,
        "year",
        duty=_SUIT,
    ),
    _UNTIL_2015.says(
        "litigation_counting",
        "97",
        "除依照行政诉讼法和本解释外，可以参照民事诉讼的有关规定",
        ("诉讼期间的计算", "counting of periods in litigation"),
        duty=_SUIT,
    ),
    SPC00.says(
        "litigation_review_refused",
        "33(2)",
        "复议机关不受理复议申请或者在法定期限内不作出复议决定，公民、法人或者其他组织不服，依法向人民法院提起诉讼的，人民法院应当依法受理",
        ("复议不予受理后可诉", "a suit where the review organ refuses"),
        duty=_SUIT,
    ),
    SPC00.says(
        "litigation_review_pending",
        "34",
        "已经申请行政复议，在法定复议期间内又向人民法院提起诉讼的，人民法院不予受理",
        ("复议期间不得起诉", "no suit while a reconsideration is pending"),
        duty=_SUIT,
    ),
    SPC00.says(
        "litigation_review_withdrawn",
        "35",
        "又经复议机关同意撤回复议申请，在法定起诉期限内对原具体行政行为提起诉讼的，人民法院应当依法受理",
        ("撤回复议后可诉", "a suit after the reconsideration was withdrawn"),
        duty=_SUIT,
    ),
    SPC00.says(
        "litigation_not_told",
        "41(1)",
        "从知道或者应当知道具体行政行为内容之日起最长不得超过2年",
        ("未告知诉权或者起诉期限", "the requester was not told"),
        2,
        "year",
        duty=_SUIT,
    ),
    SPC00.says(
        "litigation_content_unknown",
        "42",
        "其起诉期限从知道或者应当知道该具体行政行为内容之日起计算",
        ("不知道行政行为内容", "the content was not known"),
        duty=_SUIT,
    ),
    _UNTIL_2011.says(
        "ordered_reply",
        "60(1)",
        "可以限定重新作出具体行政行为的期限",
        ("判决重新作出行政行为的期限", "a new act ordered by a court"),
    ),
    _UNTIL_2011.says(
        "ordered_first_reply",
        "60(2)",
        "人民法院判决被告履行法定职责，应当指定履行的期限，因情况特殊难于确定期限的除外",
        ("判决履行法定职责的期限", "performance of a duty ordered by a court"),
        duty="ordered_reply",
    ),
    SPC15.says(
        "litigation_non_reply",
        "4",
        "应当在行政机关履行法定职责期限届满之日起六个月内提出",
        ("逾期不答复的起诉期限", "time to sue for want of a reply"),
        6,
        "month",
        duty=_SUIT,
    ),
    SPC15.says(
        "litigation_transition_2015",
        "26(1)",
        "2015年5月1日前起诉期限尚未届满的，适用修改后的行政诉讼法关于起诉期限的规定",
        ("2015年5月1日前尚未届满的起诉期限", "a time to sue that was still running on 2015-05-01"),
        duty=_SUIT,
    ),
)
