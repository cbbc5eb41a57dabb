"""The words of time limits, how they stand, and of the duties that were not met; and of the versions of the Regulation."""

from __future__ import annotations

from functools import cache

from ..law import Law
from .terms import Vocabulary

STATES = Vocabulary(
    {
        "running": ("期限内",),
        "met": ("按期", "已按期办理"),
        "missed": ("逾期", "已逾期", "期限已过"),
        "tolled": ("停止计算", "不计算在期限内"),
    }
)
LIMITS = Vocabulary(
    {
        "reply": ("答复期限",),
        "clarification_notice": ("补正告知期限",),
        "clarification": ("申请人补正期限", "补正期限"),
        "third_party_answer": ("第三方提出意见期限",),
        "agency_answer": ("被征求意见机关提出意见期限",),
        "fee_payment": ("缴费期限",),
        "ordered_reply": ("责令重新答复期限",),
        "reconsideration_window": ("行政复议申请期限",),
        "litigation_window": ("起诉期限",),
        "third_party_reconsideration_window": ("第三方行政复议申请期限",),
        "third_party_litigation_window": ("第三方起诉期限",),
        "reconsideration_answer": ("行政复议答复期限",),
        "litigation_answer": ("举证、答辩期限", "答辩期限"),
        "appeal_window": ("上诉期限",),
    },
    {
        "third_party_answer": ("第三方答复期限",),
        "agency_answer": ("被征求意见机关答复期限", "其他机关答复期限"),
        "reconsideration_window": ("申请行政复议期限",),
        "litigation_window": ("提起行政诉讼期限",),
    },
)
_BREACHES = {
    "receipt_confirmation": "逾期确认收到",
    "clarification_notice": "逾期告知补正",
    "clarification_once": "未一次性告知补正",
    "respond_by_reasonable": "没有补正时间",
    "extension_in_time": "逾期告知延长",
    "extension_approved": "延长未经同意",
    "extension_approved_first": "先告知延长后经同意",
    "extension_length": "延长超过上限",
    "extension_once": "再次延长",
    "deferral_in_time": "逾期告知延迟答复",
    "fee_notice_in_time": "逾期通知收费",
    "fee_once": "重复计收",
    "lapse_premature": "过早视为放弃申请",
    "reply": "逾期答复",
    "delivered_in_time": "逾期签收",
    "ordered_reply": "逾期重新答复",
    "consultation_ignored": "未说明公共利益",
    "clarified_before_unclear": "未补正即答复仍不明确",
    "reasons_asked_first": "未要求说明理由",
    "consulted_before_refusal": "未征求第三方意见",
    "waited_for_third_party": "未等第三方提出意见",
    "consultation_contradicted": "第三方同意仍不予公开",
    "third_party_told": "未告知第三方",
    "earlier_answer_named": "未记录此前的答复",
    "lapse_on_late_notice": "逾期告知补正后视为放弃申请",
    "remedies_told": "未告知救济途径",
    "review_first_told": "未告知复议前置",
    "articles_cited": "援引条款不符",
    "referred": "未告知负责公开的机关",
}
# Words that were printed once and are still understood.
_FORMERLY = {"lapse_premature": ("过早视为放弃",), "lapse_on_late_notice": ("逾期告知补正后视为放弃",)}


@cache
def breach_names() -> Vocabulary:
    """Return the duties of the organ, each by what it is called when it is not met."""
    from ..duties import DUTIES

    names = (duty.__name__ for duty in DUTIES)
    return Vocabulary({name: (_BREACHES[name],) if name in _BREACHES else () for name in names}, _FORMERLY)


def laws(law: Law) -> Vocabulary:
    """Return the versions of the Regulation in *law*, newest first, each with the year of its name."""
    return Vocabulary({rule.version: (rule.version.rpartition("-")[2],) for rule in reversed(law.versions("reply"))})
