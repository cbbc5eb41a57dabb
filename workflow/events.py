"""The facts that can be recorded about a case, frozen.

One class a kind of the case file format; ``kind`` is the name used in files, in the book and on the
command line, and the key into :data:`workflow.stages.MOVES`. ``on`` is the day on which the fact took
effect in law, never the day of typing. Article numbers are those of 《政府信息公开条例》 (2019) where no
other text is named.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, cast

import attrs

from . import fields as f
from .graph import check_graph
from .outcomes import Outcome, Requester
from .rules import Limit, RuleSpan
from .stages import MOVES
from .unseen import says_something
from .words import Words

_2 = RuleSpan(2)


class Channel(StrEnum):
    """How the request reached the organ; decides the day of receipt (Art. 31)."""

    IN_PERSON = "in_person"
    ORAL = "oral"
    REGISTERED_MAIL = "registered_mail"
    ORDINARY_MAIL = "ordinary_mail"
    ONLINE = "online"
    FAX = "fax"


class Position(StrEnum):
    """What a consulted third party answers (Art. 32)."""

    AGREES = "agrees"
    OBJECTS = "objects"
    OBJECTS_WITH_REASONS = "objects_with_reasons"


class AgencyPosition(StrEnum):
    """What a consulted organ answers (Art. 34)."""

    AGREES = "agrees"
    OBJECTS = "objects"


class FeeMethod(StrEnum):
    """How the fee is charged: 按件 or 按量, never both (国办函〔2020〕109号, Art. 3)."""

    BY_ITEM = "by_item"
    BY_PAGE = "by_page"


class Delivery(StrEnum):
    """How a reply reaches the requester (国办公开办函〔2016〕235号)."""

    IN_PERSON = "in_person"
    ENTRUSTED = "entrusted"
    POST = "post"
    ELECTRONIC = "electronic"


class LapseCause(StrEnum):
    """Why a request is deemed abandoned: no clarification (Art. 30) or no payment (109号)."""

    CLARIFICATION = "clarification"
    FEE = "fee"


class OrderedBy(StrEnum):
    """Who ordered a new reply: since rules 2 also the organ above (Art. 51, 53)."""

    COURT = "court"
    RECONSIDERATION = "reconsideration"
    SUPERVISOR = "supervisor"
    SUPERIOR = "superior"


class DisputeResult(StrEnum):
    """How a dispute ended: 结果维持, 结果纠正, 其他结果 (table IV)."""

    UPHELD = "upheld"
    OVERTURNED = "overturned"
    OTHER = "other"


class PartyDecision(StrEnum):
    """What a third party is told of the information that touches it: 决定公开, 不予公开 (Art. 32)."""

    TO_BE_DISCLOSED = "to_be_disclosed"
    NOT_DISCLOSED = "not_disclosed"


class Ground(StrEnum):
    """What was found about the information, on which an outcome rests (法释〔2025〕8号 5, 6)."""

    PUBLISHED = "published"
    PUBLIC_INTEREST = "public_interest"
    INTERNAL_AFFAIRS = "internal_affairs"
    DELIBERATIVE = "deliberative"
    ENFORCEMENT_FILE = "enforcement_file"
    STATE_SECRET = "state_secret"
    SECURITY_STABILITY = "security_stability"


class Carrier(StrEnum):
    """Who carries what is posted: 邮政企业 or another (国办公开办函〔2016〕235号)."""

    CHINA_POST = "china_post"
    OTHER = "other"


class Procedure(StrEnum):
    """How a reconsideration is dealt with: 简易程序, 普通程序 (《行政复议法》 53)."""

    SIMPLE = "simple"
    ORDINARY = "ordinary"


def _two_places(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    return not value.is_signed() and isinstance(exponent, int) and exponent >= -2 and value < 10**12


AMOUNT = Limit(
    Words("金额（元）：至多两位小数，不小于 0，小于一万亿", "yuan with two places at most, from 0 to less than 10^12"),
    _two_places,
    _2,
)


def _names_its_algorithm(value: str) -> bool:
    algorithm, colon, digest = value.partition(":")
    return bool(colon) and algorithm.isascii() and algorithm.isalnum() and says_something(digest)


HASH = Limit(
    Words(
        "算法名加冒号加校验值，如 sm3:9f…（标题和正文存为文件，openssl dgst -sm3 文件 可算出）",
        "the name of the algorithm, a colon and the hash, such as sm3:9f… (openssl dgst -sm3 FILE gives that of title and text in a file)",
    ),
    _names_its_algorithm,
    _2,
)


def _not_superior(value: OrderedBy) -> bool:
    return value is not OrderedBy.SUPERIOR


FIRST_ORDERING = Limit(
    Words(
        "其中之一：court reconsideration supervisor（规则 1 之下没有 superior）",
        "one of: court reconsideration supervisor (rules 1 have no superior)",
    ),
    _not_superior,
    RuleSpan(until=1),
)


def _shown(value: object) -> str:
    """Show a field shortly: a day as it is written, a member of an enumeration as its text."""
    if isinstance(value, date):
        return value.isoformat()
    return repr(value.value) if isinstance(value, StrEnum) else repr(value)


@f.base_fact
class Fact:
    """What every fact has: the day it took effect, who acted or recorded it, and a free note."""

    kind: ClassVar[str]
    on: date = f.day("日期")
    by: str | None = f.text("经办人", default=None, kw_only=True)
    note: str | None = f.text("备注", default=None, kw_only=True)

    @property
    def zh(self) -> str:
        """The statutory word for what was recorded, such as 延长答复期限."""
        return KIND_ZH[self.kind]

    def values(self) -> dict[str, Any]:
        """Return the fields that say something, by name: those left out are left out here too."""
        unsaid = UNSAID[type(self)]
        found = ((name, getattr(self, name)) for name in FIELD_NAMES[type(self)])
        return {name: value for name, value in found if value is not None and value != unsaid.get(name)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fact) and self.kind == other.kind and self.values() == other.values()

    def __hash__(self) -> int:
        return hash((self.kind, *self.values().items()))

    def __repr__(self) -> str:
        shown = (f"{k}={_shown(v)}" for k, v in self.values().items())
        return f"{type(self).__name__}({', '.join(shown)})"


@f.fact
class Received(Fact):
    """收到申请 (29, 31): ``on`` is the day of receipt in law, which depends on the channel.

    ``requesters`` is how many people ask jointly, from 2 on: it stays one request. ``split_from`` is the number of the
    case off which this one was split.
    """

    kind: ClassVar[str] = "received"
    channel: Channel = f.one_of(Channel, "提交渠道", "channel")
    requester: Requester = f.one_of(Requester, "申请人类别", "requester")
    subject: str = f.text("申请内容", limits=(f.SAID,))
    submitted_on: date | None = f.day("提交日", default=None)
    auto_acknowledged_on: date | None = f.day("系统自动回执日", default=None)
    requesters: int | None = f.whole("联名申请人数", low=2, default=None, rules=_2)
    split_from: str | None = f.name("拆分自", default=None, rules=_2)


@f.fact
class ReviewStarted(Fact):
    """转审核 (45)."""

    kind: ClassVar[str] = "review_started"


@f.fact
class ClarificationRequested(Fact):
    """补正告知 (30): ``on`` is the day the notice was given, ``respond_by`` the requester's last day."""

    kind: ClassVar[str] = "clarification_requested"
    respond_by: date = f.day("补正期限")
    items: tuple[str, ...] = f.texts("补正事项", default=())


@f.fact
class Clarified(Fact):
    """收到补正的申请 (30): ``on`` is the day the corrected request was received."""

    kind: ClassVar[str] = "clarified"


@f.fact
class ProcessingStarted(Fact):
    """转办理 (45)."""

    kind: ClassVar[str] = "processing_started"


@f.fact
class ThirdPartyConsulted(Fact):
    """征求第三方意见 (32): ``on`` is the day the letter was sent, ``served_on`` the day it was received.

    ``ref`` is the number of the letter, where one party is asked by several.
    """

    kind: ClassVar[str] = "third_party_consulted"
    party: str = f.name("第三方")
    served_on: date | None = f.day("送达日", default=None)
    ref: str | None = f.name("文号", default=None, rules=_2)


@f.fact
class ThirdPartyAnswered(Fact):
    """第三方意见 (32)."""

    kind: ClassVar[str] = "third_party_answered"
    party: str = f.name("第三方")
    position: Position = f.one_of(Position, "意见", "position")
    ref: str | None = f.name("文号", default=None, rules=_2)


@f.fact
class AgencyConsulted(Fact):
    """征求其他机关意见 (34, 33(3)); ``joint`` where the information was made jointly (34)."""

    kind: ClassVar[str] = "agency_consulted"
    agency: str = f.name("机关")
    served_on: date | None = f.day("送达日", default=None)
    joint: bool = f.flag("是否共同制作")
    ref: str | None = f.name("文号", default=None, rules=_2)


@f.fact
class AgencyAnswered(Fact):
    """其他机关意见 (34)."""

    kind: ClassVar[str] = "agency_answered"
    agency: str = f.name("机关")
    position: AgencyPosition = f.one_of(AgencyPosition, "意见", "position")
    ref: str | None = f.name("文号", default=None, rules=_2)


@f.fact
class GroundFound(Fact):
    """认定依据 (法释〔2025〕8号 5, 6): what was found of the information, with the reasons.

    ``level`` is that of a State secret; ``address`` tells where published information stands.
    """

    kind: ClassVar[str] = "ground_found"
    ground: Ground = f.one_of(Ground, "依据", "ground")
    reasons: str | None = f.name("理由", default=None)
    level: str | None = f.name("密级", default=None)
    address: str | None = f.name("公开位置", default=None)


@f.fact
class ThirdPartyTold(Fact):
    """告知第三方 (32): ``on`` is the day on which the party was told the decision, in writing."""

    kind: ClassVar[str] = "third_party_told"
    party: str = f.name("第三方")
    decision: PartyDecision = f.one_of(PartyDecision, "决定", "decision")


@f.fact
class Extended(Fact):
    """延长答复期限 (33(2)): ``on`` is the day the requester was told; ``workdays`` are working days."""

    kind: ClassVar[str] = "extended"
    workdays: int = f.whole("延长工作日", low=1, high=20)
    approved_by: str = f.text("同意延长的政府信息公开工作机构负责人")
    approved_on: date | None = f.day("批准日", default=None)


@f.fact
class ReasonsRequested(Fact):
    """要求说明理由 (35)."""

    kind: ClassVar[str] = "reasons_requested"
    respond_by: date | None = f.day("说明期限", default=None)


@f.fact
class ReasonsGiven(Fact):
    """说明理由 (35); ``accepted`` where the organ finds them reasonable."""

    kind: ClassVar[str] = "reasons_given"
    accepted: bool = f.flag("理由是否合理")


@f.fact
class Deferred(Fact):
    """延迟答复 (35): ``on`` is the day the requester was told, ``until`` the new last day."""

    kind: ClassVar[str] = "deferred"
    until: date = f.day("延迟至")


@f.fact
class FeeNoticed(Fact):
    """收费通知 (42, 109号): ``on`` is the day the requester received it; ``amount`` in yuan."""

    kind: ClassVar[str] = "fee_noticed"
    amount: Decimal = f.yuan("金额（元）", limits=(AMOUNT,))
    method: FeeMethod = f.one_of(FeeMethod, "计收方式", "method")


@f.fact
class FeePaid(Fact):
    """缴费 (109号); ``amount`` in yuan. Several may add up to the amount noticed."""

    kind: ClassVar[str] = "fee_paid"
    amount: Decimal = f.yuan("金额（元）", limits=(AMOUNT,))


@f.fact
class Replied(Fact):
    """答复 (33, 36): ``on`` is the day that counts: posting for post, else signature (235号).

    ``articles`` are those that the answer cites, such as ``16(2)``. ``remedies_told`` says whether it told the requester
    of reconsideration and lawsuit, ``review_first_told`` whether also that reconsideration comes first. ``referred_to``
    is the organ that it names under Art. 36(5). A repeat (36(6)) rests on ``earlier_case``, a case number or the number
    of another answer; ``earlier_granted`` says whether that one was granted.
    """

    kind: ClassVar[str] = "replied"
    outcome: Outcome = f.one_of(Outcome, "办理结果", "outcome")
    delivery: Delivery = f.one_of(Delivery, "送达方式", "delivery")
    delivered_on: date | None = f.day("送达日", default=None)
    document: str | None = f.text("文号", default=None)
    articles: tuple[str, ...] = f.texts("援引条款", default=(), rules=_2)
    remedies_told: bool | None = f.flag("是否告知救济途径", default=None, rules=_2)
    review_first_told: bool | None = f.flag("是否告知复议前置", default=None, rules=_2)
    referred_to: str | None = f.name("告知的负责机关", default=None, rules=_2)
    earlier_case: str | None = f.name("此前案号或文号", default=None, rules=_2)
    earlier_granted: bool | None = f.flag("此前是否已予公开", default=None, rules=_2)


@f.fact
class LetterIssued(Fact):
    """发文 (235号): ``letter`` is its kind, ``number`` its number.

    ``text_hash`` is the hash of title and paragraphs, without number, addressee and day, after the name of its
    algorithm. ``answers`` is the number, in this case, of the fact that the letter tells.
    """

    kind: ClassVar[str] = "letter_issued"
    letter: str = f.name("文书种类")
    number: str = f.name("文号")
    text_hash: str = f.name("正文校验值", limits=(HASH,))
    answers: int | None = f.whole("所告知的记录序号", low=1, default=None)
    signed_by: str | None = f.name("签发人", default=None)
    sealed: bool | None = f.flag("是否加盖印章", default=None)


@f.fact
class Delivered(Fact):
    """送达 (40, 235号): ``letter`` is the number of a letter that was issued.

    It was posted, signed for, came into the recipient's system, or its signature was refused, each on its own day.
    A letter that came back is ``returned``.
    """

    kind: ClassVar[str] = "delivered"
    letter: str = f.name("文号")
    method: Delivery = f.one_of(Delivery, "送达方式", "method")
    posted_on: date | None = f.day("交邮日", default=None)
    signed_on: date | None = f.day("签收日", default=None)
    arrived_on: date | None = f.day("到达日", default=None)
    refused_on: date | None = f.day("拒绝签收日", default=None)
    carrier: Carrier | None = f.one_of(Carrier, "寄递企业", "carrier", default=None)
    returned: bool | None = f.flag("是否退回", default=None)
    evidence: str | None = f.name("送达凭证", default=None)


@f.fact
class Lapsed(Fact):
    """视为放弃申请，不再处理 (30, 109号)."""

    kind: ClassVar[str] = "lapsed"
    cause: LapseCause = f.one_of(LapseCause, "事由", "cause")


@f.fact
class Withdrawn(Fact):
    """撤回申请 (practice; no article)."""

    kind: ClassVar[str] = "withdrawn"


@f.fact
class Archived(Fact):
    """归档 (45)."""

    kind: ClassVar[str] = "archived"


@f.fact
class Reopened(Fact):
    """恢复办理 (30): a lapse is taken back, for a good reason; what had lapsed waits for an answer again."""

    kind: ClassVar[str] = "reopened"
    reason: str = f.name("理由")


@f.fact
class Voided(Fact):
    """作废 (practice; no article): entered twice, a test, no request. The number stays used; the case counts nowhere."""

    kind: ClassVar[str] = "voided"
    reason: str = f.name("理由")
    approved_by: str = f.name("批准人")
    duplicate_of: str | None = f.name("重复于", default=None)


@f.fact
class ReplyOrdered(Fact):
    """责令重新答复 (法释〔2025〕8号 11): ``on`` is the day the order took effect."""

    kind: ClassVar[str] = "reply_ordered"
    ordered_by: OrderedBy = f.one_of(OrderedBy, "责令机关", "ordered_by", limits=(FIRST_ORDERING,))
    due_on: date | None = f.day("限期", default=None)
    workdays: int | None = f.whole("限期工作日", low=1, default=None)

    @property
    def zh(self) -> str:
        """The statutory word: a supervising department has an organ mend its ways, it orders no new reply (Art. 47(2))."""
        return "督促整改" if self.ordered_by is OrderedBy.SUPERVISOR else KIND_ZH[self.kind]


@f.fact
class ReconsiderationFiled(Fact):
    """申请行政复议 (51)."""

    kind: ClassVar[str] = "reconsideration_filed"
    dispute: str = f.name("争议编号")


@f.fact
class ReconsiderationAccepted(Fact):
    """复议受理 (《行政复议法》 30): the reconsideration stays open."""

    kind: ClassVar[str] = "reconsideration_accepted"
    dispute: str = f.name("争议编号")
    procedure: Procedure = f.one_of(Procedure, "审理程序", "procedure")


@f.fact
class ReconsiderationRefused(Fact):
    """复议不予受理 (《行政复议法》 30, 34): it ends the reconsideration, which was not decided."""

    kind: ClassVar[str] = "reconsideration_refused"
    dispute: str = f.name("争议编号")


@f.fact
class ReconsiderationDecided(Fact):
    """复议结案 (51)."""

    kind: ClassVar[str] = "reconsideration_decided"
    dispute: str = f.name("争议编号")
    result: DisputeResult = f.one_of(DisputeResult, "结果", "result")


@f.fact
class LitigationFiled(Fact):
    """提起行政诉讼 (51)."""

    kind: ClassVar[str] = "litigation_filed"
    dispute: str = f.name("争议编号")
    after_reconsideration: bool = f.flag("是否复议后起诉")


@f.fact
class LitigationDecided(Fact):
    """诉讼结案 (51); ``final`` is false while an appeal is open or possible (《行政诉讼法》 85)."""

    kind: ClassVar[str] = "litigation_decided"
    dispute: str = f.name("争议编号")
    result: DisputeResult = f.one_of(DisputeResult, "结果", "result")
    final: bool = f.flag("是否终审", default=True, rules=_2)


@f.fact
class LitigationAppealed(Fact):
    """上诉 (《行政诉讼法》 85): a lawsuit that was decided is open again."""

    kind: ClassVar[str] = "litigation_appealed"
    dispute: str = f.name("争议编号")


@f.fact
class Rectified(Fact):
    """登记更正: a mistake in the book is mended, never erased.

    ``event_no`` names an earlier fact of the case, counted from 1 in the order of recording; it is replaced
    by ``replacement``, the whole corrected fact, or struck out where that is ``None``.
    """

    kind: ClassVar[str] = "rectified"
    event_no: int = f.whole("被更正的记录序号", low=1)
    replacement: Fact | None = f.nested("更正后的记录", lambda: Fact, default=None)
    reason: str = f.name("更正理由")


EVENTS: tuple[type[Fact], ...] = (
    Received,
    ReviewStarted,
    ClarificationRequested,
    Clarified,
    ProcessingStarted,
    ThirdPartyConsulted,
    ThirdPartyAnswered,
    AgencyConsulted,
    AgencyAnswered,
    GroundFound,
    ThirdPartyTold,
    Extended,
    ReasonsRequested,
    ReasonsGiven,
    Deferred,
    FeeNoticed,
    FeePaid,
    Replied,
    LetterIssued,
    Delivered,
    Lapsed,
    Withdrawn,
    Archived,
    Reopened,
    Voided,
    ReplyOrdered,
    ReconsiderationFiled,
    ReconsiderationAccepted,
    ReconsiderationRefused,
    ReconsiderationDecided,
    LitigationFiled,
    LitigationDecided,
    LitigationAppealed,
    Rectified,
)

KIND_ZH = {move.kind: move.zh for move in MOVES}

EVENT_OF: dict[str, type[Fact]] = {cls.kind: cls for cls in EVENTS}


def _attrs(kind: type[Fact]) -> type[attrs.AttrsInstance]:
    return cast("type[attrs.AttrsInstance]", kind)


# A fact's fields in the order of the file format: the day, its own fields, then who and why.
FIELD_NAMES: dict[type[Fact], tuple[str, ...]] = {
    cls: ("on", *(a.name for a in attrs.fields(_attrs(cls)) if a.name not in {"on", "by", "note"}), "by", "note")
    for cls in EVENTS
}

UNSAID: dict[type[Fact], dict[str, Any]] = {
    cls: {a.name: a.default for a in attrs.fields(_attrs(cls)) if a.default is not attrs.NOTHING} for cls in EVENTS
}
"""By kind, the value with which each optional field says nothing: it is not written, and older rules take it."""

check_graph(MOVES, EVENT_OF)
f.check_numbers(attribute for cls in EVENTS for attribute in attrs.fields(_attrs(cls)))


def all_fields(kind: type[Fact]) -> tuple[attrs.Attribute[Any], ...]:
    """Return every field that this kind of fact has."""
    return tuple(attrs.fields(_attrs(kind)))
