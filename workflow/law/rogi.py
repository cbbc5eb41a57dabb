"""The Regulation of 2019 (国务院令第711号): the procedure, in force from 2019-05-15, 20 + 20 working days."""

from __future__ import annotations

from datetime import date

from ..words import Words
from .statute import Statute

# Chosen once for a whole case, by its day of receipt: what was asked under a law is answered under it.
BY_RECEIPT = frozenset(
    {
        "request_content",
        "receipt",
        "receipt_in_person",
        "receipt_oral",
        "receipt_mail",
        "receipt_ordinary_mail",
        "receipt_online",
        "receipt_fax",
        "clarification_notice",
        "clarification_once",
        "clarification",
        "restart",
        "lapse_clarification",
        "third_party_consultation",
        "third_party_answer",
        "third_party_silence",
        "third_party_objection",
        "third_party_reasons",
        "public_interest",
        "agency_consultation",
        "agency_answer",
        "agency_silence",
        "on_the_spot",
        "reply",
        "extension_max",
        "extension_approval",
        "extension_notice",
        "exclusion",
        "reasons",
        "deferral",
    }
)
ROGI_2019 = Statute(
    law="ROGI",
    version="ROGI-2019",
    title="《中华人民共和国政府信息公开条例》",
    in_force_from=date(2019, 5, 15),
    in_force_to=None,
    verified_on=date(2026, 11, 23),
    by_receipt=BY_RECEIPT,
)
_says = ROGI_2019.says

_EXTENSION = "需要延长答复期限的，应当经政府信息公开工作机构负责人同意并告知申请人"
_ORDINARY_MAIL = (
    "以平常信函等无需签收的邮寄方式提交政府信息公开申请的，政府信息公开工作机构应当于收到申请的当日"
    "与申请人确认，确认之日为收到申请之日"
)
_BOTH_CONFIRM = "申请人通过互联网渠道或者政府信息公开工作机构的传真提交政府信息公开申请的，以双方确认之日为收到申请之日"
_PROCEDURES = "行政机关应当建立健全政府信息公开申请登记、审核、办理、答复、归档的工作制度"
_BEFORE_EXPIRY = Words(
    "须在期限届满前告知：由条文推出，届满后无可延长",
    "inference: the notice must precede expiry, as afterwards nothing is left to extend",
)
_NO_PERIOD = Words("条例未规定具体天数", "the Regulation names no number of days")

PROVISIONS = (
    _says("commencement", "56", "本条例自2019年5月15日起施行", ("施行日期", "commencement")),
    _says("responsible_organ", "10(1)", "由制作该政府信息的行政机关负责公开", ("公开主体", "who must disclose")),
    _says(
        "responsible_lead_organ",
        "10(3)",
        "两个以上行政机关共同制作的政府信息，由牵头制作的行政机关负责公开",
        ("牵头机关负责公开", "the lead organ discloses joint documents"),
    ),
    _says(
        "proactive_disclosure",
        "26",
        "应当自该政府信息形成或者变更之日起20个工作日内及时公开",
        ("主动公开期限", "time limit for proactive disclosure"),
        20,
        "workday",
    ),
    _says(
        "request_form",
        "29(1)",
        "应当向行政机关的政府信息公开工作机构提出，并采用包括信件、数据电文在内的书面形式",
        ("申请形式", "form of a request"),
    ),
    _says(
        "request_content",
        "29(2)",
        "政府信息公开申请应当包括下列内容",
        ("申请内容", "what a request must contain"),
    ),
    _says(
        "receipt",
        "31",
        "行政机关收到政府信息公开申请的时间，按照下列规定确定",
        ("收到申请之日", "day of receipt"),
    ),
    _says(
        "receipt_in_person",
        "31(1)",
        "申请人当面提交政府信息公开申请的，以提交之日为收到申请之日",
        ("当面提交", "handed in"),
        duty="receipt",
        bracket="项",
    ),
    _says(
        "receipt_oral",
        "29(1)",
        "采用书面形式确有困难的，申请人可以口头提出，由受理该申请的政府信息公开工作机构代为填写政府信息公开申请",
        ("口头提出", "made orally"),
        duty="receipt",
        note=Words(
            "代为填写之日视同当面提交：由条文推出",
            "inference: the day the form is filled in counts as handed in",
        ),
    ),
    _says(
        "receipt_mail",
        "31(2)",
        "申请人以邮寄方式提交政府信息公开申请的，以行政机关签收之日为收到申请之日",
        ("邮寄签收", "mail signed for"),
        duty="receipt",
        bracket="项",
    ),
    _says(
        "receipt_ordinary_mail",
        "31(2)",
        _ORDINARY_MAIL,
        ("平常信函", "ordinary letter"),
        duty="receipt_confirmation",
        bracket="项",
    ),
    _says(
        "receipt_online",
        "31(3)",
        _BOTH_CONFIRM,
        ("互联网渠道", "sent online"),
        duty="receipt_confirmation",
        bracket="项",
    ),
    _says(
        "receipt_fax",
        "31(3)",
        _BOTH_CONFIRM,
        ("政府信息公开工作机构的传真", "sent by fax"),
        duty="receipt_confirmation",
        bracket="项",
    ),
    _says(
        "clarification_notice",
        "30",
        "自收到申请之日起7个工作日内一次性告知申请人作出补正",
        ("补正告知期限", "time limit for the notice to clarify"),
        7,
        "workday",
    ),
    _says("clarification_once", "30", "一次性告知申请人作出补正", ("补正一次性告知", "one notice to clarify")),
    _says(
        "clarification",
        "30",
        "说明需要补正的事项和合理的补正期限",
        ("申请人补正期限", "the requester's time to clarify"),
        note=_NO_PERIOD,
    ),
    _says(
        "restart",
        "30",
        "答复期限自行政机关收到补正的申请之日起计算",
        ("答复期限自收到补正的申请之日起计算", "the limit restarts at the clarified request"),
        duty="reply",
    ),
    _says(
        "lapse_clarification",
        "30",
        "申请人无正当理由逾期不补正的，视为放弃申请，行政机关不再处理该政府信息公开申请",
        ("逾期不补正，视为放弃申请", "lapse for want of clarification"),
        duty="lapse_premature",
    ),
    _says(
        "third_party_consultation",
        "32",
        "依申请公开的政府信息公开会损害第三方合法权益的，行政机关应当书面征求第三方的意见",
        ("征求第三方意见", "consultation of the third party"),
        duty="consultation_ignored",
    ),
    _says(
        "third_party_answer",
        "32",
        "第三方应当自收到征求意见书之日起15个工作日内提出意见",
        ("第三方提出意见期限", "the third party's time to answer"),
        15,
        "workday",
    ),
    _says(
        "third_party_silence",
        "32",
        "第三方逾期未提出意见的，由行政机关依照本条例的规定决定是否公开",
        ("第三方逾期未提出意见", "silence of the third party"),
        duty="third_party_answer",
    ),
    _says(
        "third_party_objection",
        "32",
        "第三方不同意公开且有合理理由的，行政机关不予公开",
        ("第三方有理由不同意公开", "objection of the third party with reasons"),
        duty="consultation_ignored",
    ),
    _says(
        "third_party_reasons",
        "32",
        "第三方不同意公开且有合理理由的，行政机关不予公开",
        ("第三方须有合理理由", "an objection needs reasons"),
        duty="consultation_ignored",
    ),
    _says(
        "public_interest",
        "32",
        "行政机关认为不公开可能对公共利益造成重大影响的，可以决定予以公开，"
        "并将决定公开的政府信息内容和理由书面告知第三方",
        ("公共利益", "public interest"),
        duty="consultation_ignored",
    ),
    _says(
        "on_the_spot",
        "33(1)",
        "能够当场答复的，应当当场予以答复",
        ("当场答复", "reply on the spot"),
        duty="reply",
    ),
    _says(
        "reply",
        "33(2)",
        "应当自收到申请之日起20个工作日内予以答复",
        ("答复期限", "time limit for the reply"),
        20,
        "workday",
    ),
    _says(
        "extension_max",
        "33(2)",
        "延长的期限最长不得超过20个工作日",
        ("延长期限上限", "longest extension"),
        20,
        "workday",
        duty="extension_length",
    ),
    _says(
        "extension_approval",
        "33(2)",
        _EXTENSION,
        ("延长须经同意", "approval of the extension"),
        duty="extension_approved",
    ),
    _says(
        "extension_notice",
        "33(2)",
        _EXTENSION,
        ("延长须告知", "notice of the extension"),
        duty="extension_in_time",
        note=_BEFORE_EXPIRY,
    ),
    _says(
        "exclusion",
        "33(3)",
        "行政机关征求第三方和其他机关意见所需时间不计算在前款规定的期限内",
        ("征求意见时间不计入", "consultation not counted"),
        duty="reply",
    ),
    _says(
        "agency_consultation",
        "34",
        "牵头制作的行政机关收到政府信息公开申请后可以征求相关行政机关的意见",
        ("征求共同制作机关意见", "consultation of a joint maker"),
        duty="agency_answer",
    ),
    _says(
        "agency_answer",
        "34",
        "被征求意见机关应当自收到征求意见书之日起15个工作日内提出意见",
        ("机关提出意见期限", "the consulted organ's time to answer"),
        15,
        "workday",
    ),
    _says(
        "agency_silence",
        "34",
        "逾期未提出意见的视为同意公开",
        ("机关逾期未提出意见，视为同意", "silence of the consulted organ is consent"),
        duty="agency_answer",
    ),
    _says(
        "reasons",
        "35",
        "申请人申请公开政府信息的数量、频次明显超过合理范围，行政机关可以要求申请人说明理由",
        ("要求说明理由", "asking for reasons"),
        duty="deferral_in_time",
        note=_NO_PERIOD,
    ),
    _says(
        "deferral",
        "35",
        "行政机关认为申请理由合理，但是无法在本条例第三十三条规定的期限内答复申请人的，"
        "可以确定延迟答复的合理期限并告知申请人",
        ("延迟答复", "deferral"),
        duty="deferral_in_time",
        note=_NO_PERIOD,
    ),
    _says(
        "form_of_supply",
        "40",
        "应当根据申请人的要求及行政机关保存政府信息的实际情况，确定提供政府信息的具体形式",
        ("提供形式", "form of supply"),
    ),
    _says(
        "record_correction",
        "41",
        "可以要求行政机关更正",
        ("更正记录", "correction of records"),
        note=_NO_PERIOD,
    ),
    _says(
        "fee",
        "42(1)",
        "申请人申请公开政府信息的数量、频次明显超过合理范围的，行政机关可以收取信息处理费",
        ("信息处理费", "fee for processing information"),
    ),
    _says("procedures", "45", _PROCEDURES, ("登记、审核、办理、答复、归档", "the five stages")),
    _says("archive", "45", _PROCEDURES, ("归档", "archiving"), duty="procedures"),
    _says(
        "complaint",
        "47(2)",
        "可以向政府信息公开工作主管部门提出",
        ("向政府信息公开工作主管部门提出", "complaint to the supervising department"),
        note=_NO_PERIOD,
    ),
    _says(
        "ordered_reply_supervisor",
        "47(2)",
        "政府信息公开工作主管部门查证属实的，应当予以督促整改或者通报批评",
        ("政府信息公开工作主管部门督促整改", "correction ordered by the supervising department"),
        duty="ordered_reply",
        note=_NO_PERIOD,
    ),
    _says(
        "ordered_reply_superior",
        "53",
        "行政机关违反本条例的规定，有下列情形之一的，由上一级行政机关责令改正",
        ("上一级行政机关责令改正", "correction ordered by the organ above"),
        duty="ordered_reply",
        note=_NO_PERIOD,
    ),
    _says(
        "annual_report_departments",
        "49(1)",
        "县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交"
        "本行政机关上一年度政府信息公开工作年度报告并向社会公布",
        ("部门年度报告", "annual report of a department"),
        month_day=(1, 31),
    ),
    _says(
        "annual_report_governments",
        "49(2)",
        "应当在每年3月31日前向社会公布本级政府上一年度政府信息公开工作年度报告",
        ("政府年度报告", "annual report of a government"),
        month_day=(3, 31),
    ),
    _says(
        "annual_report_contents",
        "50(1)",
        "政府信息公开工作年度报告应当包括下列内容",
        ("年度报告内容", "contents of the annual report"),
    ),
    _says("remedies", "51", "也可以依法申请行政复议或者提起行政诉讼", ("复议与诉讼", "remedies")),
)
