"""Disputed points that can move a day: of receipt, of a reply, or the last day of a limit.

Every default is the literal or the safer answer; a comment says why where the texts favour none.
"""

from __future__ import annotations

from ..words import Words
from .disputed import Reading, option

RECEIPT = (
    Reading(
        "online_confirmation",
        Words("网上申请何时视为“双方确认”？", "When is an online request confirmed by both sides?"),
        (
            option(
                "both_confirm",
                "工作机构的确认到达申请人之日；系统自动回执不算",
                "on the day the office's confirmation reaches the requester, not by an automatic receipt",
                "31(3)",
            ),
            option(
                "auto_acknowledged",
                "机关自有系统自动回执即为确认",
                "an automatic acknowledgement by the organ's own system is the confirmation",
                "最高人民法院指导案例26号；国办公开办函〔2015〕207号 一、3",
            ),
            option(
                "next_workday",
                "确认不得迟延：最迟为提交后的第一个工作日",
                "delay cannot lengthen the limit: at the latest on the first working day after submission",
                "31(3)",
            ),
        ),
        "both_confirm",
        affects_dates=True,
    ),
    Reading(
        "online_receipt_2007",
        Words(
            "2019年5月15日前的网上申请，何日为收到申请之日？",
            "When was an online request received before 2019-05-15?",
        ),
        (
            option(
                "auto_acknowledged",
                "系统确认申请提交成功之日，内部流转不延长期限",
                "on the day the system confirmed that it was submitted; handling inside the organ lengthens nothing",
                "最高人民法院指导案例26号；国办公开办函〔2015〕207号 一、3",
            ),
            option(
                "both_confirm",
                "双方确认之日",
                "on the day both sides confirmed it",
                "国办公开办函〔2015〕207号 一、5",
            ),
        ),
        "auto_acknowledged",
        affects_dates=True,
        earlier=("both_confirm",),
    ),
    Reading(
        "ordinary_mail_unreachable",
        Words(
            "平常信函的申请人无法联系时，何日为收到之日？",
            "When is an ordinary letter received if the requester cannot be reached?",
        ),
        (
            option(
                "pending_contact",
                "登记在案，自恢复联络之日起算",
                "it is logged, and the limit starts on the day contact is made",
                "国办公开办函〔2015〕207号 一、2",
            ),
            option(
                "arrival",
                "应于收到当日确认，以到达之日起算为稳妥",
                "confirmation is due the same day: the day of arrival is the safe start",
                "31(2)",
            ),
        ),
        "pending_contact",
        affects_dates=True,
    ),
    Reading(
        "rest_day_receipt",
        Words("休息日收到的申请，何日为收到申请之日？", "When is a request received that comes in on a day off?"),
        (
            option("same_day", "当日，条例没有顺延的规定", "that day: the Regulation rolls nothing", "31"),
            option(
                "next_workday",
                "其后第一个工作日",
                "the first working day after it",
                "2017年的一件判决（休息日的电子邮件）",
                seen=False,
            ),
        ),
        "same_day",
        affects_dates=True,
    ),
    Reading(
        "transition_2019",
        Words(
            "2019年5月15日前收到、当日尚未答复的申请适用何种期限？",
            "Which limit governs a request received before 2019-05-15 and still open on that day?",
        ),
        (
            option(
                "new_procedure",
                "程序从新：自收到申请之日起20个工作日",
                "new procedure at once: 20 working days from receipt",
                "法〔2004〕96号 三",
                seen=False,
            ),
            option(
                "old_limit",
                "收到时已确定的15个工作日不变",
                "the 15 working days fixed at receipt stay",
                "立法法（2015）93，立法法（2023）104",
            ),
        ),
        "old_limit",
        affects_dates=True,
    ),
)

CLOCK = (
    Reading(
        "late_clarification_notice",
        Words(
            "超过7个工作日才告知补正，答复期限是否仍自收到补正的申请之日起计算？",
            "Does a notice to clarify given after 7 working days still restart the limit?",
        ),
        (
            option(
                "original_limit",
                "否，原期限继续有效",
                "no: the original limit keeps running",
                "30",
            ),
            option(
                "restart",
                "是，逾期告知属程序轻微违法",
                "yes: the lateness is a minor procedural illegality",
                "ALL 74(1)(2)",
            ),
        ),
        "original_limit",
        affects_dates=True,
    ),
    Reading(
        "consultation_boundary",
        Words("征求意见期间首尾两日是否不计入？", "Which days of a consultation are excluded?"),
        (
            option(
                "after_sent_to_answered",
                "发出次日起至收到意见之日止（发出日计入，收到日不计入）",
                "from the day after sending to the day of the answer, inclusive: (sent, answered]",
                "33(3)",
            ),
            option(
                "sent_to_before_answered",
                "发出之日起至收到意见前一日止",
                "from the day of sending to the day before the answer: [sent, answered)",
                "33(3)",
            ),
            option(
                "sent_to_answered",
                "发出之日起至收到意见之日止，首尾均不计入",
                "from the day of sending to the day of the answer, both inclusive: [sent, answered]",
                "33(3)",
            ),
            option(
                "capped",
                "发出次日起，至多至被征求方15个工作日届满之日止，逾期的意见不再延长",
                "(sent, answered], but no longer than the 15 working days allowed plus time in the mail",
                "32, 33(3), 34",
            ),
        ),
        # Art. 32 and 34 give 15 working days; what comes later was not needed, so that Art. 33(3) leaves nothing out.
        "capped",
        affects_dates=True,
        earlier=("after_sent_to_answered",),
    ),
    Reading(
        "other_organs",
        Words(
            "第三十三条第三款的“其他机关”是否限于共同制作机关？",
            "Are the other organs of Art. 33(3) only the joint makers of Art. 34?",
        ),
        (
            option(
                "every_written_consultation",
                "凡确有必要并书面征求其他机关意见的，均不计入",
                "every written and needed consultation of an organ is excluded",
                "33(3), 11, 17(3)",
            ),
            option(
                "joint_only",
                "仅限第三十四条征求共同制作机关意见",
                "only the consultation of joint makers under Art. 34",
                "34",
            ),
        ),
        "every_written_consultation",
        affects_dates=True,
    ),
    Reading(
        "number_of_extensions",
        Words("能否分次延长答复期限？", "May the limit be extended more than once?"),
        (
            option(
                "several",
                "可以分次，合计不超过上限",
                "several times, up to the total",
                "33(2)",
            ),
            option("one", "只能延长一次", "once only", "33(2)"),
        ),
        "one",
        affects_dates=True,
    ),
    Reading(
        "art35_pause",
        Words(
            "要求申请人说明理由期间，答复期限是否停止计算？",
            "Does the limit stand still while reasons are asked for under Art. 35?",
        ),
        (
            option("no_pause", "不停止，应在原期限内处理", "no: act within the limit", "35"),
            option(
                "restart",
                "比照补正，自收到理由之日起计算",
                "as with a clarification, it restarts when the reasons are received",
                "西乡县政府信息公开指南",
            ),
        ),
        "no_pause",
        affects_dates=True,
    ),
    Reading(
        "fee_restart_length",
        Words("缴费后重新计算的期限有多长？", "How long is the limit that restarts after payment?"),
        (
            option("full", "完整的答复期限", "the full limit", "109号 6", seen=False),
            option("remainder", "仅余下的期限", "only what was left of it", "109号 6", seen=False),
        ),
        "full",
        affects_dates=True,
    ),
    Reading(
        "extension_after_fee",
        Words("缴费重新计算后能否再延长？", "May the limit that restarts after payment be extended again?"),
        (
            option("yes", "可以", "yes", "33(2)"),
            option("no", "不可以", "no", "109号 6", seen=False),
        ),
        "yes",
        affects_dates=True,
    ),
    Reading(
        "electronic_reply",
        Words("电子方式答复以何时为准？", "When does an electronic reply count as made?"),
        (
            option("sent", "发出并留存记录之时", "when it is sent and logged", "235号 4"),
            option(
                "arrived",
                "到达申请人特定系统之日",
                "on the day it reaches the recipient's system",
                "CPL 90",
                seen=False,
            ),
        ),
        "sent",
        affects_dates=True,
    ),
    Reading(
        "not_told_2015",
        Words(
            "2015年5月1日至2018年2月7日，未告知诉权的起诉期限最长多久？",
            "From 2015-05-01 to 2018-02-07, how long may a requester sue who was not told of it?",
        ),
        (
            # The interpretation of 2000 was repealed by that of 2018 only; that it held until then is an inference.
            option("two_years", "二年", "two years", "SPC00 41(1)"),
            option("one_year", "一年", "one year", "SPC18 64(1)"),
        ),
        "two_years",
        affects_dates=True,
    ),
)
