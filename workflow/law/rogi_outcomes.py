"""The Regulation of 2019: which article each outcome (办理结果) rests on."""

from __future__ import annotations

from ..words import Words
from .rogi import ROGI_2019

_says = ROGI_2019.says

_ARTICLE_14 = (
    "依法确定为国家秘密的政府信息，法律、行政法规禁止公开的政府信息，以及公开后可能危及国家安全、"
    "公共安全、经济安全、社会稳定的政府信息，不予公开"
)
_ARTICLE_16_2 = (
    "行政机关在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息"
    "以及行政执法案卷信息，可以不予公开"
)
_SEARCHED = Words("须保留检索证据", "keep the evidence of the search")
_ROW_OF_FORM = Words(
    "结论取自年度报告格式（四）3，条文只规定补正", "the outcome itself is row （四）3 of the report form"
)

PROVISIONS = (
    _says(
        "outcome_granted_already_public",
        "36(1)",
        "所申请公开信息已经主动公开的，告知申请人获取该政府信息的方式、途径",
        ("已经主动公开", "already public"),
        bracket="项",
    ),
    _says(
        "outcome_granted",
        "36(2)",
        "所申请公开信息可以公开的，向申请人提供该政府信息，或者告知申请人获取该政府信息的方式、途径和时间",
        ("予以公开", "granted"),
        bracket="项",
    ),
    _says(
        "outcome_partly_granted",
        "37",
        "能够作区分处理的，行政机关应当向申请人提供可以公开的政府信息内容，并对不予公开的内容说明理由",
        ("部分公开", "partly granted"),
    ),
    _says(
        "refusal",
        "36(3)",
        "行政机关依据本条例的规定决定不予公开的，告知申请人不予公开并说明理由",
        ("不予公开", "refusal"),
        bracket="项",
    ),
    _says("outcome_refused_state_secret", "14", _ARTICLE_14, ("国家秘密", "state secret")),
    _says("outcome_refused_by_law", "14", _ARTICLE_14, ("法律、行政法规禁止公开", "forbidden by law")),
    _says(
        "outcome_refused_security_stability",
        "14",
        _ARTICLE_14,
        ("危及“三安全一稳定”", "security and stability"),
    ),
    _says(
        "outcome_refused_third_party",
        "15",
        "涉及商业秘密、个人隐私等公开会对第三方合法权益造成损害的政府信息，行政机关不得公开",
        ("保护第三方合法权益", "rights of a third party"),
    ),
    _says(
        "outcome_refused_internal_affairs",
        "16(1)",
        "行政机关的内部事务信息，包括人事管理、后勤管理、内部工作流程等方面的信息，可以不予公开",
        ("三类内部事务信息", "internal affairs"),
    ),
    _says("outcome_refused_deliberative", "16(2)", _ARTICLE_16_2, ("四类过程性信息", "deliberative material")),
    _says("outcome_refused_enforcement_file", "16(2)", _ARTICLE_16_2, ("行政执法案卷", "enforcement file")),
    _says(
        "outcome_refused_registry_query",
        "36(7)",
        "所申请公开信息属于工商、不动产登记资料等信息，有关法律、行政法规对信息的获取有特别规定的，"
        "告知申请人依照有关法律、行政法规的规定办理",
        ("行政查询事项", "registry query"),
        bracket="项",
    ),
    _says(
        "outcome_unavailable_not_held",
        "36(4)",
        "经检索没有所申请公开信息的，告知申请人该政府信息不存在",
        ("信息不存在", "not held"),
        bracket="项",
        note=_SEARCHED,
    ),
    _says(
        "outcome_unavailable_not_responsible",
        "36(5)",
        "所申请公开信息不属于本行政机关负责公开的，告知申请人并说明理由",
        ("不属于本机关负责公开", "another organ is responsible"),
        bracket="项",
    ),
    _says(
        "outcome_unavailable_needs_creation",
        "38",
        "需要行政机关对现有政府信息进行加工、分析的，行政机关可以不予提供",
        ("需要另行制作", "would have to be made"),
    ),
    _says(
        "outcome_unavailable_still_unclear",
        "30",
        "政府信息公开申请内容不明确的，行政机关应当给予指导和释明",
        ("补正后仍不明确", "still unclear"),
        note=_ROW_OF_FORM,
    ),
    _says(
        "outcome_not_processed_petition",
        "39(1)",
        "申请人以政府信息公开申请的形式进行信访、投诉、举报等活动，行政机关应当告知申请人"
        "不作为政府信息公开申请处理并可以告知通过相应渠道提出",
        ("信访举报投诉", "petition or complaint"),
    ),
    _says(
        "outcome_not_processed_repeat",
        "36(6)",
        "行政机关已就申请人提出的政府信息公开申请作出答复、申请人重复申请公开相同政府信息的，告知申请人不予重复处理",
        ("重复申请", "repeat request"),
        bracket="项",
    ),
    _says(
        "outcome_not_processed_publication",
        "39(2)",
        "申请人提出的申请内容为要求行政机关提供政府公报、报刊、书籍等公开出版物的，行政机关可以告知获取的途径",
        ("公开出版物", "publication"),
    ),
    _says(
        "outcome_not_processed_excessive",
        "35",
        "行政机关认为申请理由不合理的，告知申请人不予处理",
        ("无正当理由大量反复申请", "excessive requests"),
    ),
)
