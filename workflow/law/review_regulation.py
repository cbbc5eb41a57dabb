"""The implementing regulation of reconsideration (行政复议法实施条例): of 2007, and as revised from 2026-07-01."""

from __future__ import annotations

from datetime import date

from .statute import Statute

_SEEN = date(2026, 11, 30)
_TITLE = "《中华人民共和国行政复议法实施条例》"
_WINDOW = "reconsideration_window"

IR_2007 = Statute("IR", "IR-2007", _TITLE, date(2007, 8, 1), date(2026, 6, 30), _SEEN, "IR")
IR_2026 = Statute("IR", "IR-2026", _TITLE, date(2026, 7, 1), None, _SEEN, "IR")

PROVISIONS = (
    IR_2007.says(
        "reconsideration_start_direct",
        "15(1)(2)",
        "自受送达人签收之日起计算",
        ("直接送达的，复议申请期限的起算", "start of the sixty days, handed over"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_start_direct",
        "23(1)(2)",
        "自受送达人签收或者拒绝签收之日起计算",
        ("直接送达的，复议申请期限的起算", "start of the sixty days, handed over"),
        duty=_WINDOW,
    ),
    IR_2007.says(
        "reconsideration_start_post",
        "15(1)(3)",
        "自受送达人在邮件签收单上签收之日起计算",
        ("邮寄送达的，复议申请期限的起算", "start of the sixty days, by post"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_start_post",
        "23(1)(3)",
        "自受送达人在邮件签收单上签收之日起计算；没有邮件签收单的，自受送达人在送达回执上签名之日或者邮政机构记载的受送达人签收之日起计算",
        ("邮寄送达的，复议申请期限的起算", "start of the sixty days, by post"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_start_electronic",
        "23(1)(4)",
        "自法律文书到达受送达人指定的特定系统之日起计算",
        ("电子送达的，复议申请期限的起算", "start of the sixty days, electronic service"),
        duty=_WINDOW,
    ),
    IR_2007.says(
        "reconsideration_start_told_later",
        "15(1)(5)",
        "自该公民、法人或者其他组织收到行政机关补充告知的通知之日起计算",
        ("事后补充告知的，复议申请期限的起算", "start of the sixty days, told afterwards"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_start_told_later",
        "23(1)(6)",
        "自该公民、法人或者其他组织收到行政机关补充告知的通知之日起计算",
        ("事后补充告知的，复议申请期限的起算", "start of the sixty days, told afterwards"),
        duty=_WINDOW,
    ),
    IR_2007.says(
        "reconsideration_start_silence",
        "16(1)(1)",
        "有履行期限规定的，自履行期限届满之日起计算",
        ("逾期不答复的，复议申请期限的起算", "start of the sixty days, no reply"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_start_silence",
        "24(1)(1)",
        "有履行期限规定的，自履行期限届满之日起计算",
        ("逾期不答复的，复议申请期限的起算", "start of the sixty days, no reply"),
        duty=_WINDOW,
    ),
    IR_2007.says(
        "reconsideration_telling",
        "17",
        "应当告知其申请行政复议的权利、行政复议机关和行政复议申请期限",
        ("告知复议权利", "telling of the right to reconsideration"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_telling",
        "25",
        "应当告知其申请行政复议的权利、行政复议机关和行政复议申请期限",
        ("告知复议权利", "telling of the right to reconsideration"),
        duty=_WINDOW,
    ),
    IR_2026.says(
        "gate_not_told",
        "26",
        "自公民、法人或者其他组织提起行政诉讼之日至人民法院驳回起诉裁定送达之日的期间不计入行政复议申请期限",
        ("未告知先申请复议的，诉讼期间不计入", "not told of review first: time in court does not count"),
        unit="calendar_day",
        duty=_WINDOW,
    ),
    IR_2026.says(
        "reconsideration_online",
        "28(1)",
        "行政复议申请材料到达特定系统之日，为行政复议机关收到行政复议申请之日",
        ("网上申请复议之日", "day of an application online"),
        duty=_WINDOW,
    ),
    IR_2007.says(
        "reconsideration_admissible",
        "28(4)",
        "在法定申请期限内提出",
        ("复议受理条件：期限", "conditions of acceptance: in time"),
        duty=_WINDOW,
        bracket="项",
    ),
    IR_2026.says(
        "review_first_silence",
        "30(1)",
        "该行政机关存在行政复议法第十一条第三项、第十一项、第十二项、第十四项规定的在法定期限内未受理、受理后不予答复或者不履行相应法定职责的情形",
        ("逾期不答复属未履行法定职责", "want of a reply is a failure to perform a duty"),
        duty="review_first",
    ),
    IR_2026.says(
        "review_first_refusal",
        "31",
        "决定全部或者部分不予公开的行为不服的，应当依照行政复议法第二十三条的规定先向行政复议机关申请行政复议",
        ("全部或者部分不予公开先复议", "whole and partial refusals go to reconsideration first"),
        duty="review_first",
    ),
    IR_2007.says(
        "remade_act_own_time",
        "49(1)",
        "被申请人应当在法律、法规、规章规定的期限内重新作出具体行政行为",
        (
            "复议决定责令重作，依该行为本来的期限",
            "a new act after reconsideration, in the time that the law gives for it",
        ),
        duty="ordered_reply",
    ),
    IR_2026.says(
        "remade_act_own_time",
        "58(1)",
        "被申请人应当在法律、法规、规章规定的期限内重新作出行政行为",
        (
            "复议决定责令重作，依该行为本来的期限",
            "a new act after reconsideration, in the time that the law gives for it",
        ),
        duty="ordered_reply",
    ),
    IR_2007.says(
        "remade_act",
        "49(1)",
        "法律、法规、规章未规定期限的，重新作出具体行政行为的期限为60日",
        ("重新作出行政行为的期限", "time for an act made anew"),
        60,
        "calendar_day",
        duty="ordered_reply",
    ),
    IR_2026.says(
        "remade_act",
        "58(1)",
        "法律、法规、规章未规定期限的，重新作出行政行为的期限为60日",
        ("重新作出行政行为的期限", "time for an act made anew"),
        60,
        "calendar_day",
        duty="ordered_reply",
    ),
)
