"""The words of facts: their kinds, fields and values, stages, outcomes and the rows in which they are counted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from .. import events as e
from ..events import EVENT_OF, all_fields
from ..outcomes import Outcome, Requester
from ..stages import Stage
from .terms import Vocabulary

FACTS = Vocabulary(
    {
        "received": ("收到申请",),
        "review_started": ("转审核",),
        "clarification_requested": ("补正告知",),
        "clarified": ("收到补正的申请",),
        "processing_started": ("转办理",),
        "third_party_consulted": ("征求意见", "征求第三方意见"),
        "third_party_answered": ("第三方意见",),
        "agency_consulted": ("征求其他机关意见",),
        "agency_answered": ("其他机关意见",),
        "ground_found": ("认定依据",),
        "third_party_told": ("告知第三方",),
        "extended": ("延长", "延长答复期限"),
        "reasons_requested": ("要求说明理由",),
        "reasons_given": ("说明理由",),
        "deferred": ("延迟答复",),
        "fee_noticed": ("收费通知",),
        "fee_paid": ("缴费",),
        "replied": ("答复",),
        "letter_issued": ("发文",),
        "delivered": ("送达",),
        "lapsed": ("视为放弃申请", "视为放弃申请，不再处理"),
        "withdrawn": ("撤回", "撤回申请"),
        "archived": ("归档",),
        "reopened": ("恢复办理",),
        "voided": ("作废",),
        "reply_ordered": ("责令重新答复", "督促整改"),
        "reconsideration_filed": ("申请行政复议",),
        "reconsideration_accepted": ("复议受理",),
        "reconsideration_refused": ("复议不予受理",),
        "reconsideration_decided": ("复议结案",),
        "litigation_filed": ("提起行政诉讼",),
        "litigation_decided": ("诉讼结案",),
        "litigation_appealed": ("上诉",),
        "rectified": ("登记更正", "更正"),
    },
    {
        "clarified": ("收到补正",),
        "third_party_answered": ("第三方答复",),
        "agency_answered": ("其他机关答复",),
        "lapsed": ("视为放弃", "不再处理", "视为放弃，不再处理"),
    },
)
assert set(FACTS) == set(EVENT_OF)

_DAY = {
    "received": "收到",
    "clarification_requested": "告知",
    "third_party_consulted": "发出",
    "agency_consulted": "发出",
    "extended": "告知",
    "deferred": "告知",
    "fee_noticed": "收到",
    "replied": "作出",
    "reply_ordered": "生效",
}
_MORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "received": {
        "channel": ("渠道",),
        "requester": ("申请人",),
        "subject": ("申请内容",),
        "auto_acknowledged_on": ("自动回执日",),
    },
    "third_party_consulted": {"served_on": ("送达",), "answered": ("收到意见", "答复"), "position": ("意见",)},
    "agency_consulted": {
        "served_on": ("送达",),
        "joint": ("共同制作",),
        "answered": ("收到意见", "答复"),
        "position": ("意见",),
    },
    "extended": {"workdays": ("工作日",), "approved_by": ("同意人",), "approved_on": ("同意", "批准")},
    "reasons_given": {"accepted": ("合理",)},
    "fee_noticed": {"amount": ("金额",)},
    "fee_paid": {"amount": ("金额",)},
    "replied": {"outcome": ("结果",), "delivered_on": ("送达",)},
    "reply_ordered": {"workdays": ("工作日",)},
    "litigation_filed": {"after_reconsideration": ("复议后起诉",)},
    "rectified": {"event_no": ("记录序号",), "fact": ("原记录",), "replacement": ("改为",), "reason": ("理由",)},
}
SPOKEN_KINDS = frozenset({"third_party_consulted", "agency_consulted"})


@cache
def fields_of(kind: str) -> Vocabulary:
    """Return the fields that a fact of *kind* may be written with."""
    more = _MORE.get(kind, {})
    fields: dict[str, tuple[str, ...]] = {}
    for attribute in all_fields(EVENT_OF[kind]):
        name, zh = attribute.name, attribute.metadata["zh"]
        first = ((_DAY[kind],) if name == "on" and kind in _DAY else ()) + more.get(name, ())
        fields[name] = tuple(dict.fromkeys((*first, zh)))
    every = fields | {name: words for name, words in more.items() if name not in fields}
    return Vocabulary(every, {"approved_by": ("批准人",)})


OUTCOMES = Vocabulary(
    {
        "granted_already_public": ("已主动公开",),
        "granted": ("予以公开",),
        "partly_granted": ("部分公开",),
        "refused_state_secret": ("属于国家秘密",),
        "refused_by_law": ("其他法律行政法规禁止公开",),
        "refused_security_stability": ("危及三安全一稳定", "危及“三安全一稳定”"),
        "refused_third_party": ("保护第三方合法权益",),
        "refused_internal_affairs": ("属于三类内部事务信息",),
        "refused_deliberative": ("属于四类过程性信息",),
        "refused_enforcement_file": ("属于行政执法案卷",),
        "refused_registry_query": ("属于行政查询事项",),
        "unavailable_not_held": ("本机关不掌握相关政府信息", "不掌握", "政府信息不存在"),
        "unavailable_not_responsible": ("不属于本机关负责公开",),
        "unavailable_needs_creation": ("没有现成信息需要另行制作", "需要另行制作"),
        "unavailable_still_unclear": ("补正后申请内容仍不明确", "补正后仍不明确"),
        "not_processed_petition": ("信访举报投诉类申请",),
        "not_processed_repeat": ("重复申请",),
        "not_processed_publication": ("要求提供公开出版物", "公开出版物"),
        "not_processed_excessive": ("无正当理由大量反复申请",),
        "not_processed_reconfirmation": ("要求行政机关确认或重新出具已获取信息", "要求确认或重新出具"),
        "other": ("其他",),
    }
)
_CODES = {
    "received": ("本年新收", "一"),
    "brought_forward": ("上年结转", "二"),
    "granted": ("（一）",),
    "partly_granted": ("（二）",),
    "refused_state_secret": ("（三）1",),
    "refused_by_law": ("（三）2",),
    "refused_security_stability": ("（三）3",),
    "refused_third_party": ("（三）4",),
    "refused_internal_affairs": ("（三）5",),
    "refused_deliberative": ("（三）6",),
    "refused_enforcement_file": ("（三）7",),
    "refused_registry_query": ("（三）8",),
    "unavailable_not_held": ("（四）1",),
    "unavailable_needs_creation": ("（四）2",),
    "unavailable_still_unclear": ("（四）3",),
    "not_processed_petition": ("（五）1",),
    "not_processed_repeat": ("（五）2",),
    "not_processed_publication": ("（五）3",),
    "not_processed_excessive": ("（五）4",),
    "not_processed_reconfirmation": ("（五）5",),
    "lapsed_clarification": ("逾期不补正", "（六）1"),
    "lapsed_fee": ("逾期未缴纳费用", "逾期不缴费", "（六）2"),
    "other": ("（六）3",),
    "concluded_total": ("总计", "（七）总计", "（七）"),
    "carried_forward": ("结转下年度", "四"),
}
ROWS = Vocabulary(
    {
        row: (
            *OUTCOMES.words.get(row, ()),
            *codes,
            *(f"{c}{w}" for c in codes for w in OUTCOMES.words.get(row, ())[:1]),
        )
        for row, codes in _CODES.items()
    }
)
STAGES = Vocabulary({stage.value: (stage.zh, *stage.zh.split("、")) for stage in Stage})
ENUMS: Mapping[type, Vocabulary] = {
    Outcome: OUTCOMES,
    Requester: Vocabulary(
        {
            "natural_person": ("自然人",),
            "business": ("商业企业",),
            "research": ("科研机构",),
            "public_welfare": ("社会公益组织",),
            "legal_service": ("法律服务机构",),
            "other_organisation": ("其他",),
        }
    ),
    e.Channel: Vocabulary(
        {
            "in_person": ("当面提交", "当面"),
            "oral": ("口头提出", "口头"),
            "registered_mail": ("邮寄（签收）", "邮寄签收", "挂号信", "邮政特快专递"),
            "ordinary_mail": ("平常信函",),
            "online": ("互联网渠道", "互联网"),
            "fax": ("政府信息公开工作机构的传真", "传真"),
        }
    ),
    e.Position: Vocabulary(
        {
            "agrees": ("同意公开", "同意"),
            "objects": ("不同意公开", "不同意"),
            "objects_with_reasons": ("不同意公开且说明理由", "不同意且说明理由"),
        }
    ),
    e.AgencyPosition: Vocabulary({"agrees": ("同意公开", "同意"), "objects": ("不同意公开", "不同意")}),
    e.FeeMethod: Vocabulary({"by_item": ("按件",), "by_page": ("按量",)}),
    e.Delivery: Vocabulary(
        {
            "in_person": ("直接送达",),
            "entrusted": ("委托其他行政机关代为送达", "委托送达"),
            "post": ("邮寄送达", "邮寄"),
            "electronic": ("电子方式",),
        }
    ),
    e.PartyDecision: Vocabulary({"to_be_disclosed": ("决定公开",), "not_disclosed": ("不予公开",)}),
    e.Ground: Vocabulary(
        {
            "published": ("已主动公开",),
            "public_interest": ("不公开会对公共利益造成重大影响", "公共利益"),
            "internal_affairs": ("内部事务信息",),
            "deliberative": ("过程性信息",),
            "enforcement_file": ("行政执法案卷信息",),
            "state_secret": ("国家秘密",),
            "security_stability": ("危及“三安全一稳定”", "危及三安全一稳定"),
        }
    ),
    e.Carrier: Vocabulary({"china_post": ("邮政企业",), "other": ("其他寄递企业",)}),
    e.LapseCause: Vocabulary({"clarification": ("逾期不补正",), "fee": ("逾期未缴纳费用", "逾期未缴纳", "逾期不缴费")}),
    e.OrderedBy: Vocabulary(
        {
            "court": ("人民法院", "法院"),
            "reconsideration": ("行政复议机关", "复议机关"),
            "supervisor": ("政府信息公开工作主管部门", "主管部门"),
            "superior": ("上一级行政机关",),
        }
    ),
    e.Procedure: Vocabulary({"simple": ("简易程序",), "ordinary": ("普通程序",)}),
    e.DisputeResult: Vocabulary(
        {
            "upheld": ("结果维持", "维持"),
            "overturned": ("结果纠正", "纠正"),
            "other": ("其他结果",),
        }
    ),
}
