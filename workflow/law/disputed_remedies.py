"""Disputed points that decide which remedy is open, or whether a time to sue has an end at all.

Every default is the literal or the safer answer; a comment says why where the texts favour none.
"""

from __future__ import annotations

from ..words import Words
from .disputed import Reading, option

REMEDY = (
    Reading(
        "silence_before_2015",
        Words(
            "2015年5月1日前答复期限届满而逾期不答复的，起诉期限至何日？",
            "Until when may a requester sue for want of a reply whose limit ended before 2015-05-01?",
        ),
        (
            # The transition speaks of a time to sue that is still running, and no text gave this one an end.
            option("no_end", "所见文本未规定终日", "no text read says until when", "SPC00 39(1)"),
            option(
                "six_months",
                "自期限届满之日起六个月，2015年5月1日尚未满的适用",
                "six months from the end of that limit, where they were still running on 2015-05-01",
                "SPC15 26(1), SPC15 4",
            ),
        ),
        "no_end",
    ),
    Reading(
        "non_reply_remedy",
        Words(
            "2024年1月1日至2026年6月30日逾期不答复，能否直接起诉？",
            "From 2024-01-01 to 2026-06-30, may a requester sue at once for want of a reply?",
        ),
        (
            option(
                "review_or_suit",
                "复议或者诉讼均可",
                "reconsideration or a suit, as the requester chooses",
                "SPC25 2(2), SPC25 11",
            ),
            option(
                "review_first",
                "属未履行法定职责，应先复议",
                "reconsideration first, as a failure to perform a duty",
                "ARL 23(1)(3)",
            ),
        ),
        "review_or_suit",
    ),
    Reading(
        "review_first_2024",
        Words(
            "2024年1月1日至2025年5月31日，复议前置的范围多大？",
            "From 2024-01-01 to 2025-05-31, which answers need reconsideration first?",
        ),
        (
            # The narrow one is what the Supreme Court laid down from 2025-06-01, so it is the default.
            option(
                "narrow",
                "仅第十四条至第十六条的不予公开",
                "only refusals under Art. 14 to 16",
                "SPC25 1(2), SPC25 10(2)(1)",
            ),
            option("wide", "一切未予公开的答复", "every negative answer", "ARL 23(1)(4)"),
        ),
        "narrow",
    ),
    Reading(
        "silence_review_first",
        Words(
            "2026年7月1日起逾期不答复，能否直接起诉？",
            "From 2026-07-01, may a requester sue at once for want of a reply?",
        ),
        (
            # A regulation and an interpretation disagree; reconsideration first is safe, for its sixty days run meanwhile.
            option(
                "review_first",
                "应当先申请行政复议（属未履行法定职责）",
                "reconsideration first, as a failure to perform a duty",
                "IR 30(1), ARL 23(1)(3)",
            ),
            option(
                "review_or_suit",
                "复议或者诉讼均可",
                "reconsideration or a suit, as the requester chooses",
                "SPC25 2(2)",
            ),
        ),
        "review_first",
        earlier=("review_or_suit",),
    ),
    Reading(
        "partial_review_first",
        Words(
            "2024年1月1日至2026年6月30日，部分公开中不予公开的部分是否应当先申请复议？",
            "From 2024-01-01 to 2026-06-30, does the refused part of a partial grant go to reconsideration first?",
        ),
        (
            # No text named it until the revised regulation did; reconsideration first is the safe course.
            option("review_first", "是（推定）", "yes, as an inference", "ARL 23(1)(4)"),
            option("review_or_suit", "否，可以直接起诉", "no: a suit is open at once", "ALL 44(1)"),
        ),
        "review_first",
    ),
    Reading(
        "repeat_after_refusal",
        Words(
            "首次答复为不予公开，再次申请被告知不予重复处理，能否起诉？",
            "May a requester sue over a repeat whose first answer was a refusal?",
        ),
        (
            # The bar speaks of what was already disclosed, so the remedy stays open by default.
            option("suable", "可以", "yes: the bar covers only what was already supplied", "SPC25 10(2)(4)"),
            option("not_suable", "不可以", "no", "SPC25 10(2)(4)"),
        ),
        "suable",
    ),
)
