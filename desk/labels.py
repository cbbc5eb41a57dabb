"""What people call the values of the contract: official words in Chinese, plain words in English."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from workflow.annual import FORMS
from workflow.events import (
    AgencyPosition,
    Carrier,
    Channel,
    Delivery,
    DisputeResult,
    FeeMethod,
    Ground,
    LapseCause,
    OrderedBy,
    PartyDecision,
    Position,
    Procedure,
)
from workflow.outcomes import Outcome, Requester
from workflow.words import Lang

_WORDS: tuple[tuple[StrEnum, str], ...] = (
    (Channel.IN_PERSON, "当面提交"),
    (Channel.ORAL, "口头提出"),
    (Channel.REGISTERED_MAIL, "邮寄（签收）"),
    (Channel.ORDINARY_MAIL, "平常信函"),
    (Channel.ONLINE, "互联网渠道"),
    (Channel.FAX, "政府信息公开工作机构的传真"),
    (Position.AGREES, "同意公开"),
    (Position.OBJECTS, "不同意公开"),
    (Position.OBJECTS_WITH_REASONS, "不同意公开且说明理由"),
    (AgencyPosition.AGREES, "同意公开"),
    (AgencyPosition.OBJECTS, "不同意公开"),
    (PartyDecision.TO_BE_DISCLOSED, "决定公开"),
    (PartyDecision.NOT_DISCLOSED, "不予公开"),
    (Ground.PUBLISHED, "已主动公开"),
    (Ground.PUBLIC_INTEREST, "不公开会对公共利益造成重大影响"),
    (Ground.INTERNAL_AFFAIRS, "内部事务信息"),
    (Ground.DELIBERATIVE, "过程性信息"),
    (Ground.ENFORCEMENT_FILE, "行政执法案卷信息"),
    (Ground.STATE_SECRET, "国家秘密"),
    (Ground.SECURITY_STABILITY, "危及“三安全一稳定”"),
    (FeeMethod.BY_ITEM, "按件"),
    (FeeMethod.BY_PAGE, "按量"),
    (Delivery.IN_PERSON, "直接送达"),
    (Delivery.ENTRUSTED, "委托其他行政机关代为送达"),
    (Delivery.POST, "邮寄送达"),
    (Delivery.ELECTRONIC, "电子方式"),
    (Carrier.CHINA_POST, "邮政企业"),
    (Carrier.OTHER, "其他寄递企业"),
    (LapseCause.CLARIFICATION, "逾期不补正"),
    (LapseCause.FEE, "逾期未缴纳费用"),
    (OrderedBy.COURT, "人民法院"),
    (OrderedBy.RECONSIDERATION, "行政复议机关"),
    (OrderedBy.SUPERVISOR, "政府信息公开工作主管部门"),
    (OrderedBy.SUPERIOR, "上一级行政机关"),
    (Procedure.SIMPLE, "简易程序"),
    (Procedure.ORDINARY, "普通程序"),
    (DisputeResult.UPHELD, "结果维持"),
    (DisputeResult.OVERTURNED, "结果纠正"),
    (DisputeResult.OTHER, "其他结果"),
)
FLAGS = {"true": True, "yes": True, "1": True, "是": True, "false": False, "no": False, "0": False, "否": False}
"""What people write for true and false, in small letters."""

# Members of different enumerations are equal where their text is, so the enumeration belongs to the key.
_ZH = {(type(value), value): words for value, words in _WORDS}
# Where forms differ, the newest one has the word.
_ROWS = {row.id: f"{row.group} {row.label}".strip() for form in FORMS for row in form.table3.rows}
_COLUMNS = {column.id: column.label for form in FORMS for column in form.table3.columns}


def label(value: StrEnum, lang: Lang = "zh") -> str:
    """Return what people call *value*; in English its own words, without underscores."""
    if lang == "en":
        return value.value.replace("_", " ")
    if isinstance(value, Outcome):
        return row_label(value.row)
    if isinstance(value, Requester):
        return _COLUMNS[value.value]
    return _ZH[type(value), value]


def row_label(row: str, lang: Lang = "zh") -> str:
    """Return the official label of a row of table III, with its group."""
    return _ROWS[row] if lang == "zh" else row.replace("_", " ")


def shown(value: Any, lang: Lang = "zh") -> str:
    """Return a field's value as people read it."""
    if isinstance(value, StrEnum):
        return label(value, lang)
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    if isinstance(value, tuple):
        return ("、" if lang == "zh" else ", ").join(shown(v, lang) for v in value)
    return str(value)
