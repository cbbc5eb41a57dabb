"""Disputed points that decide which row or column counts; and conventions of a register.

A convention is a point that no fact decides: the clerk does, when something is recorded.

Every default is the literal or the safer answer; a comment says why where the texts favour none.
"""

from __future__ import annotations

from ..words import Words
from .disputed import Reading, option

COUNTING = (
    Reading(
        "ordered_reply_counting",
        Words("责令重新答复后，办理结果如何统计？", "How is a reply ordered anew counted in table III?"),
        (
            option(
                "first_outcome",
                "原结果留在原年度，新答复另行跟踪",
                "the first outcome stays in its year; the new reply is tracked beside it",
                "30号 三",
            ),
            option(
                "last_by_year_end",
                "同一年度内撤销并重新答复的，按12月31日时的结果",
                "annulled and answered anew within the year, the outcome that stands on 31 December",
                "30号 三（最终处理结果）",
            ),
            option(
                "recount",
                "重新打开并计入（六）3",
                "the case is reopened and counted again in row （六）3",
                "30号 表三(六)3",
            ),
        ),
        "first_outcome",  # no text says what the final result is of an answer that was annulled and replaced
    ),
    Reading(
        "final_result_year_end",
        Words(
            "以往年度的办理结果在本年度被责令重新答复的，如何统计？",
            "How does an outcome of an earlier year count once a new reply is ordered?",
        ),
        (
            option(
                "published_stands",
                "已公布的年度不变，新答复另行跟踪",
                "the year that was published stands; the new reply is tracked beside it",
                "30号 三；ROGI 50",
            ),
            option(
                "reopened",
                "已公布的年度不变，本年度作为上年结转再计一件，按新结果",
                "that year stands, and the request counts once more: brought forward, with its new outcome",
                "IR26 58(2)",
            ),
        ),
        "published_stands",  # a published figure may not move, and 上年结转 stays what was carried forward
    ),
    Reading(
        "withdrawn_before_registration",
        Words(
            "登记前（收到当日、转审核之前）撤回的申请是否统计？",
            "Is a request counted that was withdrawn before registration: on the day of receipt, before its review?",
        ),
        (
            # Row （六）3 is the common practice, so it is the default.
            option("counted", "计入（六）3", "yes, in row （六）3", "30号 表三(六)3"),
            option("not_counted", "不统计", "no", "practice"),
        ),
        "counted",
    ),
    Reading(
        "appeal_pending",
        Words(
            "12月31日时判决尚未生效（上诉期内或者上诉中）的，表四如何统计？",
            "How does table IV count a judgment that is not final on 31 December, since an appeal is open or possible?",
        ),
        (
            option("pending", "尚未审结，终审后按终审结果", "as pending, and by the final result later", "ALL 85"),
            option(
                "by_judgment",
                "按当年最后一次判决的结果，以后年度上诉的再计一次",
                "by the last judgment of that year; an appeal of a later year counts once more",
                "30号 四",
            ),
        ),
        "pending",  # a judgment under appeal has no legal force
    ),
)

CONVENTIONS = (
    Reading(
        "item_splitting",
        Words(
            "一份申请多项内容，年度统计如何计件？",
            "How is one paper with several items counted in table III?",
        ),
        (
            option("one_case", "一个编号计一件", "one number is one request", "FORM"),
            option("split", "登记时拆分为多件", "it is split into several requests at registration", "109号 4(1)"),
        ),
        "one_case",
        convention=Words(
            "登记时决定：一个编号计一件，拆分的各自编号（split_from）",
            "decided at registration: one number is one request, and each part has a number of its own (split_from)",
        ),
    ),
    Reading(
        "archives_row",
        Words(
            "信息已移交国家档案馆的，计入哪一行？",
            "In which row does a file already in the State archives count?",
        ),
        (
            # No row names archives; the default is the row for what no other row names.
            option("other", "（六）3其他", "row （六）3, other", "30号 表三(六)3"),
            option("not_held", "（四）1本机关不掌握", "row （四）1, not held", "36(4), 36(5)"),
        ),
        "other",
        convention=Words(
            "记录答复时以办理结果决定：other 或 unavailable_not_held",
            "decided by the outcome of the reply: other, or unavailable_not_held",
        ),
    ),
    Reading(
        "mixed_letter_row",
        Words(
            "信访与信息申请混合的来信，计入哪一行？",
            "In which row does a letter count that mixes a complaint in?",
        ),
        (
            # Only the information part is a request under the Regulation, so its result is the default.
            option("information_outcome", "按信息部分的结果", "the row of the information part", "39(1)"),
            option("partly_granted", "按区分处理计部分公开", "partly granted", "37"),
        ),
        "information_outcome",
        convention=Words(
            "记录答复时以办理结果决定：信息部分的结果，或 partly_granted",
            "decided by the outcome of the reply: that of the information part, or partly_granted",
        ),
    ),
    Reading(
        "representative_applicant",
        Words("多人联名申请，计入哪一列？", "In which column does a request by several requesters count?"),
        (
            # Practice takes the first or the representative; the first is always known, so it is the default.
            option("first_named", "列名第一的申请人", "that of the first named", "practice"),
            option("representative", "推选的代表人", "that of the representative", "practice"),
        ),
        "first_named",
        convention=Words("登记时以申请人类别决定", "decided at registration by the kind of requester that is entered"),
    ),
    Reading(
        "individual_trader",
        Words(
            "个体工商户以经营者本人名义申请，计入哪一列？",
            "In which column does an individual trader count who asks in the owner's own name?",
        ),
        (
            option("natural_person", "自然人", "natural person", "practice"),
            option("business", "商业企业", "business", "practice"),
        ),
        "natural_person",
        convention=Words(
            "登记时以申请人类别决定：natural_person 或 business",
            "decided at registration by the kind of requester: natural_person, or business",
        ),
    ),
    Reading(
        "unsuable_clause",
        Words(
            "法院不受理的答复，救济告知是否写明可以起诉？",
            "Does an answer that no court takes on tell of a suit all the same?",
        ),
        (
            option("review_only", "只告知行政复议", "it tells of reconsideration only", "SPC25 10(2)(4)-(8)"),
            option("both", "复议和诉讼均告知", "it tells of both", "ARL 20(3), SPC18 64"),
        ),
        "review_only",
        convention=Words(
            "拟写答复书时决定；本版本不生成救济告知", "decided when the answer is written: this version writes none"
        ),
    ),
)
