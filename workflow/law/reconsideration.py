"""Reconsideration (行政复议): what follows a reply before a court is asked, from 2024-01-01."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

_SEEN = date(2026, 11, 23)

ARL_2023 = Statute("ARL", "ARL-2023", "《中华人民共和国行政复议法》", date(2024, 1, 1), None, _SEEN, "ARL")

_WINDOW = "reconsideration_window"

PROVISIONS = (
    ARL_2023.says(
        "reconsideration_scope",
        "11(14)",
        "认为行政机关在政府信息公开工作中侵犯其合法权益",
        ("复议范围", "what may be reviewed"),
        bracket="项",
    ),
    ARL_2023.says(
        "reconsideration_window",
        "20(1)",
        "可以自知道或者应当知道该行政行为之日起六十日内提出行政复议申请",
        ("申请复议期限", "time limit to ask for reconsideration"),
        60,
        "calendar_day",
    ),
    ARL_2023.says(
        "reconsideration_not_told",
        "20(3)",
        "自知道或者应当知道行政行为内容之日起最长不得超过一年",
        ("未告知复议权利", "the requester was not told"),
        1,
        "year",
        duty=_WINDOW,
    ),
    ARL_2023.says(
        "reconsideration_longest",
        "21",
        "其他行政复议申请自行政行为作出之日起超过五年的，行政复议机关不予受理",
        ("最长复议期限", "longest time to ask for reconsideration"),
        5,
        "year",
        duty=_WINDOW,
    ),
    ARL_2023.says(
        "review_first",
        "23(1)(4)",
        "申请政府信息公开，行政机关不予公开",
        ("复议前置", "reconsideration first"),
    ),
    ARL_2023.says(
        "review_first_notice",
        "23(2)",
        "行政机关在作出行政行为时应当告知公民、法人或者其他组织先向行政复议机关申请行政复议",
        ("告知先申请复议", "telling the requester to ask for reconsideration first"),
        duty="review_first",
    ),
    ARL_2023.says(
        "review_first_non_performance",
        "23(1)(3)",
        "认为行政机关存在本法第十一条规定的未履行法定职责情形",
        ("未履行法定职责", "failure to perform a duty"),
        duty="review_first",
    ),
    ARL_2023.says(
        "suit_excludes_reconsideration",
        "29(2)",
        "公民、法人或者其他组织向人民法院提起行政诉讼，人民法院已经依法受理的，不得申请行政复议",
        ("已经起诉的不得申请复议", "no reconsideration beside a suit"),
        duty=_WINDOW,
    ),
    ARL_2023.says(
        "reconsideration_acceptance",
        "30(1)",
        "行政复议机关收到行政复议申请后，应当在五日内进行审查",
        ("复议受理审查", "check before acceptance"),
        5,
        "workday",
    ),
    ARL_2023.says(
        "reconsideration_deemed_accepted",
        "30(3)",
        "行政复议机关未作出不予受理决定的，审查期限届满之日起视为受理",
        ("视为受理", "deemed accepted"),
    ),
    ARL_2023.says(
        "reconsideration_correction_notice",
        "31(1)",
        "应当自收到申请之日起五日内书面通知申请人补正",
        ("复议补正通知", "notice to complete the application"),
        5,
        "workday",
    ),
    ARL_2023.says(
        "reconsideration_correction",
        "31(2)",
        "申请人应当自收到补正通知之日起十日内提交补正材料",
        ("复议补正期限", "time to complete the application"),
        10,
        "workday",
    ),
    ARL_2023.says(
        "litigation_after_review_first",
        "34",
        "自收到决定书之日起或者行政复议期限届满之日起十五日内，依法向人民法院提起行政诉讼",
        ("复议前置后起诉期限", "time to sue after a mandatory reconsideration"),
        15,
        "calendar_day",
        duty="litigation_window",
    ),
    ARL_2023.says(
        "reconsideration_copy",
        "48",
        "应当自行政复议申请受理之日起七日内，将行政复议申请书副本或者行政复议申请笔录复印件发送被申请人",
        ("发送副本（普通程序）", "copy to the organ, ordinary procedure"),
        7,
        "workday",
    ),
    ARL_2023.says(
        "reconsideration_answer",
        "48",
        "被申请人应当自收到行政复议申请书副本或者行政复议申请笔录复印件之日起十日内，提出书面答复",
        ("复议答复（普通程序）", "the organ's answer, ordinary procedure"),
        10,
        "workday",
    ),
    ARL_2023.says(
        "reconsideration_simple",
        "53(1)(4)",
        "属于政府信息公开案件",
        ("可以适用简易程序", "the simple procedure is open"),
    ),
    ARL_2023.says(
        "reconsideration_copy_simple",
        "54(1)",
        "应当自受理行政复议申请之日起三日内，将行政复议申请书副本或者行政复议申请笔录复印件发送被申请人",
        ("发送副本（简易程序）", "copy to the organ, simple procedure"),
        3,
        "workday",
    ),
    ARL_2023.says(
        "reconsideration_answer_simple",
        "54(1)",
        "被申请人应当自收到行政复议申请书副本或者行政复议申请笔录复印件之日起五日内，提出书面答复",
        ("复议答复（简易程序）", "the organ's answer, simple procedure"),
        5,
        "workday",
    ),
    ARL_2023.says(
        "reconsideration_decision",
        "62(1)",
        "行政复议机关应当自受理申请之日起六十日内作出行政复议决定",
        ("复议决定（普通程序）", "decision, ordinary procedure"),
        60,
        "calendar_day",
    ),
    ARL_2023.says(
        "reconsideration_extension_max",
        "62(1)",
        "延长期限最多不得超过三十日",
        ("复议延长期限上限", "longest extension of the decision"),
        30,
        "calendar_day",
    ),
    ARL_2023.says(
        "reconsideration_decision_simple",
        "62(2)",
        "行政复议机关应当自受理申请之日起三十日内作出行政复议决定",
        ("复议决定（简易程序）", "decision, simple procedure"),
        30,
        "calendar_day",
    ),
    ARL_2023.says(
        "ordered_reply_reconsideration",
        "64(1)",
        "可以责令被申请人在一定期限内重新作出行政行为",
        ("复议决定责令重新作出行政行为", "a new act ordered on reconsideration"),
        duty="ordered_reply",
        note=Words("期限由复议决定确定", "the decision itself fixes the period"),
    ),
    ARL_2023.says(
        "reconsideration_settled",
        "74(2)",
        "行政复议机构准予撤回行政复议申请、行政复议机关决定终止行政复议的，申请人不得再以同一事实和理由提出行政复议申请",
        ("和解后撤回复议申请", "withdrawn after a settlement"),
    ),
    ARL_2023.says(
        "ordered_first_reply_reconsideration",
        "66",
        "被申请人不履行法定职责的，行政复议机关决定被申请人在一定期限内履行",
        ("复议决定限期履行法定职责", "performance of a duty ordered on reconsideration"),
        duty="ordered_reply",
        note=Words("期限由复议决定确定", "the decision itself fixes the period"),
    ),
    ARL_2023.says(
        "reconsideration_counting",
        "88(1)",
        "本法没有规定的，依照《中华人民共和国民事诉讼法》关于期间、送达的规定执行",
        ("复议期间的计算", "counting of periods on reconsideration"),
    ),
    ARL_2023.says(
        "reconsideration_workdays",
        "88(2)",
        "“三日”、“五日”、“七日”、“十日”的规定是指工作日，不含法定休假日",
        ("复议中的工作日", "which periods are working days"),
    ),
)
