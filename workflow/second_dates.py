"""Second dates: the one table of what may lie where, for every date of a fact beside the day on which it took effect.

Each bound says how many days a date may lie from another, and what a date beyond it is: *impossible*, and refused where
the fact is recorded; *unlawful*, and found by a duty; or *odd*, and taken, but told at once. Where the law speaks, the
bound names the article. Where it is silent, what cannot have happened is impossible, and all else is odd, for the order
in which a bureau's papers come is a fact of life.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, cast

import attrs

from . import articles as by
from .articles import NOTHING, Articles, law_before
from .rules import RuleSpan
from .words import Words, counted

if TYPE_CHECKING:
    from .events import Fact
    from .guards import Before
    from .law import GoverningLaw

SINCE = RuleSpan(2)
"""The rules under which what is impossible is refused. Older books hold what they hold."""

FAR = 183
"""Days after which a distance is odd: a year that is mistyped moves a date by about twice as many."""


class Verdict(StrEnum):
    """What a date beyond its bound is."""

    IMPOSSIBLE = "impossible"
    UNLAWFUL = "unlawful"
    ODD = "odd"


class Other(StrEnum):
    """What a second date is held against: ``on`` of its fact, the receipt of the case, or the day of recording."""

    ON = "on"
    RECEIPT = "receipt"
    TODAY = "today"
    SUBMITTED = "submitted_on"
    POSTED = "posted_on"


class Bound(NamedTuple):
    """How far a date of a fact may lie from another: *least* or *most* days after it, itself included; one of the two.

    *where* limits the bound to facts with certain values of a field; *duty* is the one that finds what is unlawful.
    """

    kind: str
    field: str
    other: Other
    verdict: Verdict
    why: Words
    least: int | None = None
    most: int | None = None
    articles: Articles = Articles()
    where: tuple[str, tuple[str, ...]] | None = None
    duty: str = ""

    def day_in(self, fact: Fact) -> date | None:
        """Return the date of *fact* that the bound is about; ``None`` where it says none or the bound is not for it."""
        if self.where is not None and getattr(fact, self.where[0]) not in self.where[1]:
            return None
        day: date | None = getattr(fact, self.field)
        return day

    def other_in(self, fact: Fact, receipt: date | None, today: date | None) -> date | None:
        """Return the day against which it is held; ``None`` where that is not recorded, or not given."""
        held = self.other
        return receipt if held is _RECEIPT else today if held is _TODAY else getattr(fact, held)

    def holds(self, day: date, other: date) -> bool:
        """Tell whether *day* lies within the bound from *other*."""
        apart = day.toordinal() - other.toordinal()
        return (self.least is None or apart >= self.least) and (self.most is None or apart <= self.most)


_ON, _RECEIPT, _TODAY = Other.ON, Other.RECEIPT, Other.TODAY
_IMPOSSIBLE, _UNLAWFUL, _ODD = Verdict.IMPOSSIBLE, Verdict.UNLAWFUL, Verdict.ODD

_MISTYPED = Words("请核对年份", "is the year right?")
_NOT_YET = Words("尚未发生的事不能记录", "what has not happened yet cannot be recorded")
_ABROAD = Words("提交在先，收到在后", "a request is submitted before it is received")
_ACKNOWLEDGED = Words("尚未提交，无从回执", "nothing was there to acknowledge")
_ANSWERED_LATE = Words("系统回执一般不晚于确认收到", "a system mostly acknowledges before a person does")
_SAME_DAY = Words("当面提交的，提交之日为收到申请之日", "what is handed in is received on the day of submission")
_LETTER = Words("征求意见书发出后才能送达", "a letter is received after it was sent")
_CONSENT = Words("延长须先经同意再告知申请人", "consent comes before the requester is told")
_NO_TIME = Words("没有给申请人留出合理的补正期限", "the requester was given no time to clarify")
_NO_TIME_FOR_REASONS = Words("没有给申请人留出说明理由的时间", "the requester was given no time for reasons")
_NO_EFFECT = Words("延迟后的期限须在告知之后", "a deferral ends after it was told")
_NOT_MADE = Words("答复作出后才能送达", "a reply is delivered after it was made")
_NOT_ASKED = Words("申请收到之前不会有答复", "there was no request to answer yet")
_SENT_AHEAD = Words("电子件先于答复到达，请核对以哪一日为答复之日", "the electronic copy came first: which day counts?")
_SIGNED = Words("直接送达、委托送达以签收之日为准", "what is handed over counts on the day of signature")
_NOT_POSTED = Words("交邮在先，送达在后", "a letter is posted before it is delivered")
_NO_REQUEST = Words("申请收到之前不会有文书送达", "there was no request to write about yet")
_WHICH_DAY = Words("请核对以哪一日为送达之日", "which day is that of delivery?")
_ORDER_OVER = Words("责令生效时限期已过", "the time was over when the order took effect")

_PAPER, _HANDED = ("delivery", ("post", "in_person", "entrusted")), ("delivery", ("in_person", "entrusted"))
_SENT = ("delivery", ("electronic",))
_BY_HAND = ("method", ("in_person", "entrusted"))
_COUNTER = ("channel", ("in_person", "oral"))

BOUNDS: tuple[Bound, ...] = (
    # Art. 31: the day of receipt is that of submission, of signature or of confirmation, never an earlier one.
    Bound("received", "submitted_on", _ON, _IMPOSSIBLE, _ABROAD, most=0, articles=by.RECEIVED),
    # A contradiction, but which of the two days is wrong nobody knows: a form filled in on one day may be handed in later.
    Bound("received", "submitted_on", _ON, _ODD, _SAME_DAY, least=0, articles=by.HANDED_IN, where=_COUNTER),
    Bound("received", "submitted_on", _ON, _ODD, _MISTYPED, least=-FAR),
    Bound("received", "auto_acknowledged_on", Other.SUBMITTED, _IMPOSSIBLE, _ACKNOWLEDGED, least=0),
    Bound("received", "auto_acknowledged_on", _TODAY, _IMPOSSIBLE, _NOT_YET, most=0),
    # The organ may have confirmed by telephone first (Art. 31(3)), so a system that answers later is odd, no more.
    Bound("received", "auto_acknowledged_on", _ON, _ODD, _ANSWERED_LATE, most=0),
    Bound("received", "auto_acknowledged_on", _ON, _ODD, _MISTYPED, least=-FAR),
    # Art. 30 asks for a reasonable time: one that ends with the day of the notice is none. What is enough, it leaves open.
    Bound(
        "clarification_requested",
        "respond_by",
        _ON,
        _UNLAWFUL,
        _NO_TIME,
        least=1,
        articles=by.TIME_TO_CLARIFY,
        duty="respond_by_reasonable",
    ),
    Bound("clarification_requested", "respond_by", _ON, _ODD, _MISTYPED, most=FAR),
    # Art. 35 names no time for reasons, and some are given on the spot.
    Bound("reasons_requested", "respond_by", _ON, _ODD, _NO_TIME_FOR_REASONS, least=0, articles=by.REASONS),
    Bound("reasons_requested", "respond_by", _ON, _ODD, _MISTYPED, most=FAR),
    # ``on`` is the day of sending: where the letter was handed over earlier, it was sent earlier.
    *(
        bound
        for kind in ("third_party_consulted", "agency_consulted")
        for bound in (
            Bound(kind, "served_on", _ON, _IMPOSSIBLE, _LETTER, least=0),
            Bound(kind, "served_on", _TODAY, _IMPOSSIBLE, _NOT_YET, most=0),
            Bound(kind, "served_on", _ON, _ODD, _MISTYPED, most=FAR),
        )
    ),
    # Art. 33(2): 经同意并告知, in this order.
    Bound(
        "extended",
        "approved_on",
        _ON,
        _UNLAWFUL,
        _CONSENT,
        most=0,
        articles=by.CONSENT,
        duty="extension_approved_first",
    ),
    Bound("extended", "approved_on", _TODAY, _IMPOSSIBLE, _NOT_YET, most=0),
    # A head may have agreed for all requests of a kind, so consent before the receipt is odd and not impossible.
    Bound("extended", "approved_on", _RECEIPT, _ODD, _MISTYPED, least=0),
    # Art. 35 leaves the time of a deferral open; the clock gives one that ends before it is told no effect.
    Bound("deferred", "until", _ON, _ODD, _NO_EFFECT, least=1, articles=by.DEFERRAL),
    Bound("deferred", "until", _ON, _ODD, _MISTYPED, most=FAR),
    # 235号 4: posting counts for post, and comes before delivery; handing over is the signature itself.
    Bound("replied", "delivered_on", _ON, _IMPOSSIBLE, _NOT_MADE, least=0, articles=by.BY_POST, where=_PAPER),
    Bound("replied", "delivered_on", _ON, _ODD, _SIGNED, most=0, articles=by.BY_SIGNATURE, where=_HANDED),
    # 235号 says nothing of electronic delivery: a file may be sent ahead of the paper that is dated later.
    Bound("replied", "delivered_on", _ON, _ODD, _SENT_AHEAD, least=0, where=_SENT),
    Bound("replied", "delivered_on", _RECEIPT, _IMPOSSIBLE, _NOT_ASKED, least=0, where=_SENT),
    Bound("replied", "delivered_on", _TODAY, _IMPOSSIBLE, _NOT_YET, most=0),
    Bound("replied", "delivered_on", _ON, _ODD, _MISTYPED, most=FAR),
    # 235号 4: posting counts for post, so that a letter may be signed for after the day of its delivery; nothing else may.
    Bound("delivered", "posted_on", _ON, _IMPOSSIBLE, _NOT_POSTED, most=0, articles=by.BY_POST),
    Bound("delivered", "signed_on", Other.POSTED, _IMPOSSIBLE, _NOT_POSTED, least=0, articles=by.BY_POST),
    Bound("delivered", "refused_on", Other.POSTED, _IMPOSSIBLE, _NOT_POSTED, least=0, articles=by.BY_POST),
    Bound("delivered", "signed_on", _ON, _ODD, _SIGNED, most=0, articles=by.BY_SIGNATURE, where=_BY_HAND),
    *(
        bound
        for name in ("signed_on", "arrived_on", "refused_on")
        for bound in (
            Bound("delivered", name, _RECEIPT, _IMPOSSIBLE, _NO_REQUEST, least=0),
            Bound("delivered", name, _TODAY, _IMPOSSIBLE, _NOT_YET, most=0),
            Bound("delivered", name, _ON, _ODD, _WHICH_DAY, least=0),
            Bound("delivered", name, _ON, _ODD, _MISTYPED, most=FAR),
        )
    ),
    Bound("delivered", "posted_on", _RECEIPT, _IMPOSSIBLE, _NO_REQUEST, least=0),
    Bound("delivered", "posted_on", _ON, _ODD, _MISTYPED, least=-FAR),
    Bound("delivered", "arrived_on", _ON, _ODD, _WHICH_DAY, most=0),
    Bound("delivered", "refused_on", _ON, _ODD, _WHICH_DAY, most=0),
    # An appeal may put off the day on which an order takes effect, beyond the day that it named.
    Bound("reply_ordered", "due_on", _ON, _ODD, _ORDER_OVER, least=1),
    Bound("reply_ordered", "due_on", _ON, _ODD, _MISTYPED, most=FAR),
)
"""Every bound there is."""

BOUNDS_OF: Mapping[str, tuple[Bound, ...]] = {
    kind: tuple(bound for bound in BOUNDS if bound.kind == kind) for kind in dict.fromkeys(b.kind for b in BOUNDS)
}
"""The bounds of each kind."""

HAPPENED: Mapping[str, tuple[str, ...]] = {
    kind: fields
    for kind, bounds in BOUNDS_OF.items()
    if (fields := tuple(bound.field for bound in bounds if bound.other is Other.TODAY))
}
"""By kind, the dates on which something happened, so that they cannot lie in the future."""


class Beyond(NamedTuple):
    """A date of a fact that lies beyond a bound, and the day against which it was held."""

    bound: Bound
    fact: Fact
    day: date
    other: date

    def said(self, law: GoverningLaw | None = None) -> Words:
        """Say where the date lies and why that is amiss, what is allowed, and which article of *law* says so, if any does."""
        bound, side = self.bound, _side(self.day, self.other)
        label = next(a.metadata["zh"] for a in attrs.fields(_class(self.fact)) if a.name == bound.field)
        apart = abs(self.day.toordinal() - self.other.toordinal())
        far = Words(f"，相差 {apart} 日", f", {counted(apart, 'day')} apart") if apart > FAR else Words("", "")
        held = _held(bound.other, self.fact, self.other)
        article, words = NOTHING if law is None else bound.articles.cited(law, self.fact.on)
        under = Words(f"（{words.zh}）", f" ({words.en})") if article else Words("", "")
        allowed = _allowed(bound, self.other) if bound.verdict is Verdict.IMPOSSIBLE else Words("", "")
        return Words(
            f"{label}（{bound.field}）{self.day} {side.zh}{held.zh}{far.zh}：{bound.why.zh}{under.zh}{allowed.zh}",
            f"{bound.field} {self.day} is {side.en} {held.en}{far.en}: {bound.why.en}{under.en}{allowed.en}",
        )


_BY_VERDICT: Mapping[tuple[str, Verdict], tuple[Bound, ...]] = {
    (kind, verdict): tuple(bound for bound in bounds if bound.verdict is verdict)
    for kind, bounds in BOUNDS_OF.items()
    for verdict in Verdict
}


def beyond(fact: Fact, verdict: Verdict, *, receipt: date | None = None, today: date | None = None) -> Iterator[Beyond]:
    """Yield the dates of *fact* that lie beyond the bounds of this verdict.

    What is held against a day that is not given, or not recorded, is passed over.
    """
    for bound in _BY_VERDICT.get((fact.kind, verdict), ()):  # on the path of every write
        day = bound.day_in(fact)
        other = None if day is None else bound.other_in(fact, receipt, today)
        if day is not None and other is not None and not bound.holds(day, other):
            yield Beyond(bound, fact, day, other)


def possible_dates(before: Before, fact: Fact | None) -> Words | None:
    """Return why the dates of *fact* are impossible, ``None`` where they are not: a guard of its move."""
    if fact is None:
        return None
    receipt = before.facts[0].on if before.facts else fact.on
    found = next(beyond(fact, Verdict.IMPOSSIBLE, receipt=receipt), None)
    return found and found.said(law_before(receipt, fact.on, before.home))


def not_yet(fact: Fact, today: date) -> Words | None:
    """Return what *fact* says to have happened after *today*, the day of recording; ``None`` where that is nothing."""
    found = (b.said() for b in beyond(fact, Verdict.IMPOSSIBLE, today=today) if b.bound.other is Other.TODAY)
    return next(found, None)


def _side(day: date, other: date) -> Words:
    return Words("早于", "before") if day < other else Words("晚于", "after") if day > other else Words("即为", "on")


def _held(other: Other, fact: Fact, day: date) -> Words:
    return {
        Other.ON: Words(f"{fact.zh}之日 {day}", f"the day of {fact.kind}, {day}"),
        Other.RECEIPT: Words(f"收到申请之日 {day}", f"the day of receipt, {day}"),
        Other.TODAY: Words(f"记录之日 {day}", f"the day of recording, {day}"),
        Other.SUBMITTED: Words(f"提交日 {day}", f"the day of submission, {day}"),
        Other.POSTED: Words(f"交邮日 {day}", f"the day of posting, {day}"),
    }[other]


def _allowed(bound: Bound, other: date) -> Words:
    if bound.most is not None:
        last = other + timedelta(bound.most)
        return Words(f"；应不晚于 {last}", f"; allowed is {last} or earlier")
    first = other + timedelta(bound.least or 0)
    return Words(f"；应不早于 {first}", f"; allowed is {first} or later")


def _class(fact: Fact) -> type[attrs.AttrsInstance]:
    return cast("type[attrs.AttrsInstance]", type(fact))


__all__ = [
    "BOUNDS",
    "FAR",
    "HAPPENED",
    "SINCE",
    "Beyond",
    "Bound",
    "Other",
    "Verdict",
    "beyond",
    "not_yet",
    "possible_dates",
]
