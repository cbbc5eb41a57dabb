"""The Regulation of 2007 (国务院令第492号): in force from 2008-05-01 to 2019-05-14, 15 + 15 working days."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .rogi import BY_RECEIPT
from .statute import Statute

ROGI_2007 = Statute(
    law="ROGI",
    version="ROGI-2007",
    title="《中华人民共和国政府信息公开条例》",
    in_force_from=date(2008, 5, 1),
    in_force_to=date(2019, 5, 14),
    verified_on=date(2026, 11, 23),
    by_receipt=BY_RECEIPT,
)
_says = ROGI_2007.says

_NO_LIMIT = Words("2007年条例未规定期限", "the Regulation of 2007 names no time limit")
_REFUSED = "属于不予公开范围的，应当告知申请人并说明理由"
_NOT_OURS = "依法不属于本行政机关公开或者该政府信息不存在的，应当告知申请人"
_EXTENSION = "如需延长答复期限的，应当经政府信息公开工作机构负责人同意，并告知申请人"

PROVISIONS = (
    _says("commencement", "38", "本条例自2008年5月1日起施行", ("施行日期", "commencement")),
    _says(
        "receipt",
        "24(2)",
        "自收到申请之日起15个工作日内予以答复",
        ("收到申请之日", "day of receipt"),
        note=Words(
            "2007年条例未规定收到申请之日如何确定",
            "the Regulation of 2007 has no clause on which day is the day of receipt",
        ),
    ),
    _says(
        "on_the_spot",
        "24(1)",
        "能够当场答复的，应当当场予以答复",
        ("当场答复", "reply on the spot"),
        duty="reply",
    ),
    _says(
        "reply",
        "24(2)",
        "应当自收到申请之日起15个工作日内予以答复",
        ("答复期限", "time limit for the reply"),
        15,
        "workday",
    ),
    _says(
        "extension_max",
        "24(2)",
        "延长答复的期限最长不得超过15个工作日",
        ("延长期限上限", "longest extension"),
        15,
        "workday",
        duty="extension_length",
    ),
    _says(
        "extension_approval",
        "24(2)",
        _EXTENSION,
        ("延长须经同意", "approval of the extension"),
        duty="extension_approved",
    ),
    _says(
        "extension_notice",
        "24(2)",
        _EXTENSION,
        ("延长须告知", "notice of the extension"),
        duty="extension_in_time",
    ),
    _says(
        "exclusion",
        "24(3)",
        "行政机关征求第三方意见所需时间不计算在本条第二款规定的期限内",
        ("征求意见时间不计入", "consultation not counted"),
        duty="reply",
        note=Words("仅限征求第三方意见", "third parties only; other organs are not named"),
    ),
    _says(
        "clarification_notice",
        "21(4)",
        "申请内容不明确的，应当告知申请人作出更改、补充",
        ("补正告知", "notice to clarify"),
        bracket="项",
        note=_NO_LIMIT,
    ),
    _says(
        "third_party_consultation",
        "23",
        "应当书面征求第三方的意见",
        ("征求第三方意见", "consultation of the third party"),
        duty="consultation_ignored",
    ),
    _says(
        "third_party_answer",
        "23",
        "应当书面征求第三方的意见",
        ("第三方意见", "the third party's answer"),
        note=_NO_LIMIT,
    ),
    _says(
        "third_party_objection",
        "23",
        "第三方不同意公开的，不得公开",
        ("第三方不同意公开", "objection of the third party"),
        duty="consultation_ignored",
    ),
    _says(
        "public_interest",
        "23",
        "行政机关认为不公开可能对公共利益造成重大影响的，应当予以公开，并将决定公开的政府信息内容和理由书面通知第三方",
        ("公共利益", "public interest"),
        duty="consultation_ignored",
    ),
    _says("answers", "21", "行政机关根据下列情况分别作出答复", ("答复的种类", "kinds of answers")),
    _says("refusal", "21(2)", _REFUSED, ("不予公开", "refusal"), bracket="项"),
    _says(
        "fee",
        "27(1)",
        "除可以收取检索、复制、邮寄等成本费用外，不得收取其他费用",
        ("成本费用", "cost fees"),
    ),
    _says(
        "proactive_disclosure",
        "18",
        "应当自该政府信息形成或者变更之日起20个工作日内予以公开",
        ("主动公开期限", "time limit for proactive disclosure"),
        20,
        "workday",
    ),
    _says(
        "request_content",
        "20(2)",
        "政府信息公开申请应当包括下列内容",
        ("申请内容", "what a request must contain"),
    ),
    _says(
        "form_of_supply",
        "26",
        "行政机关依申请公开政府信息，应当按照申请人要求的形式予以提供",
        ("提供形式", "form in which information is supplied"),
    ),
    _says(
        "record_correction",
        "25(2)",
        "有证据证明行政机关提供的与其自身相关的政府信息记录不准确的，有权要求该行政机关予以更正",
        ("更正记录", "correction of records"),
        note=_NO_LIMIT,
    ),
    _says(
        "annual_report_departments",
        "31",
        "各级行政机关应当在每年3月31日前公布本行政机关的政府信息公开工作年度报告",
        ("部门年度报告", "annual report of a department"),
        month_day=(3, 31),
    ),
    _says(
        "annual_report_governments",
        "31",
        "各级行政机关应当在每年3月31日前公布本行政机关的政府信息公开工作年度报告",
        ("政府年度报告", "annual report of a government"),
        month_day=(3, 31),
    ),
    _says(
        "annual_report_contents",
        "32",
        "政府信息公开工作年度报告应当包括下列内容",
        ("年度报告内容", "its contents"),
    ),
    _says("remedies", "33(2)", "可以依法申请行政复议或者提起行政诉讼", ("复议与诉讼", "remedies")),
    _says(
        "outcome_granted_already_public",
        "21(1)",
        "属于公开范围的，应当告知申请人获取该政府信息的方式和途径",
        ("已经主动公开", "already public"),
        bracket="项",
    ),
    _says(
        "outcome_granted",
        "21(1)",
        "属于公开范围的，应当告知申请人获取该政府信息的方式和途径",
        ("予以公开", "granted"),
        bracket="项",
    ),
    _says(
        "outcome_partly_granted",
        "22",
        "能够作区分处理的，行政机关应当向申请人提供可以公开的信息内容",
        ("部分公开", "partly granted"),
    ),
    _says("outcome_refused_state_secret", "21(2)", _REFUSED, ("国家秘密", "state secret"), bracket="项"),
    _says("outcome_refused_by_law", "21(2)", _REFUSED, ("法律禁止公开", "forbidden by law"), bracket="项"),
    _says(
        "outcome_refused_security_stability",
        "21(2)",
        _REFUSED,
        ("危及安全稳定", "security and stability"),
        bracket="项",
    ),
    *(
        _says(f"outcome_refused_{ground}", "21(2)", _REFUSED, words, bracket="项")
        for ground, words in (
            ("internal_affairs", ("内部事务信息", "internal affairs")),
            ("deliberative", ("过程性信息", "deliberative material")),
            ("enforcement_file", ("行政执法案卷", "enforcement file")),
        )
    ),
    _says(
        "outcome_refused_third_party",
        "23",
        "第三方不同意公开的，不得公开",
        ("保护第三方权益", "rights of a third party"),
    ),
    _says("outcome_unavailable_not_held", "21(3)", _NOT_OURS, ("信息不存在", "not held"), bracket="项"),
    _says(
        "outcome_unavailable_not_responsible",
        "21(3)",
        _NOT_OURS,
        ("不属于本机关负责公开", "another organ is responsible"),
        bracket="项",
    ),
)
