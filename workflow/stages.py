"""Stages of a request (Art. 45) and MOVES, the one table of lawful moves.

Everything that asks "may this be recorded now, and what does it lead to" reads this table: the guarded
machine, the fast fold of a stored history, the list of moves now open, the diagrams. A move, and a guard of one, says
under which numbers of the rules (:mod:`workflow.rules`) it holds; a stage and a kind are known since the first move
that leads to them or records them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from . import articles as by
from . import second_dates
from .articles import Articles
from .errors import BrokenLaw
from .guards import (
    CONCLUDING,
    Guard,
    approved_by_another,
    decided_before,
    filed_once,
    issued,
    leaves_open,
    of_a_lapse,
    paid_up,
)
from .numbers import folded
from .rules import ALWAYS, FIRST, NEWEST, RuleSpan
from .words import Words

if TYPE_CHECKING:
    from .events import Fact


class Stage(StrEnum):
    """Where a case stands: 登记 审核 办理 答复 归档 (Art. 45); 不再处理 where it was given up, 终止办理 where it was withdrawn;
    作废 for what never was a request.
    """

    RECEIVED = "RECEIVED"
    REVIEW = "REVIEW"
    PROCESSING = "PROCESSING"
    REPLIED = "REPLIED"
    DISCONTINUED = "DISCONTINUED"
    ARCHIVED = "ARCHIVED"
    VOIDED = "VOIDED"

    @property
    def zh(self) -> str:
        """The statutory word for the stage."""
        return _STAGE_ZH[self]


_STAGE_ZH = {
    Stage.RECEIVED: "登记",
    Stage.REVIEW: "审核",
    Stage.PROCESSING: "办理",
    Stage.REPLIED: "答复",
    Stage.DISCONTINUED: "不再处理、终止办理",
    Stage.ARCHIVED: "归档",
    Stage.VOIDED: "作废",
}

# A case may rest for ever in these; every other stage must have a way to one of them.
FINAL = frozenset({Stage.ARCHIVED, Stage.VOIDED})

OPEN = (Stage.RECEIVED, Stage.REVIEW, Stage.PROCESSING)
SETTLED = (Stage.REPLIED, Stage.DISCONTINUED, Stage.ARCHIVED)
UNDER_WAY = (Stage.REVIEW, Stage.PROCESSING)
ANY = (*OPEN, *SETTLED)  # but for a void case, which a correction alone brings back


class Matter(NamedTuple):
    """Something that waits for an answer: a clarification, a fee, a consultation of a party, a dispute.

    ``name`` tells which party or dispute, ``ref`` which of several letters to it, where they are numbered, both as they
    were written; ``key`` is the same however they are.
    """

    topic: str
    name: str = ""
    ref: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The matter with name and number folded: 榕复[2025]1号 is 榕复〔2025〕1号."""
        return self.topic, folded(self.name), folded(self.ref)


class Topic(NamedTuple):
    """How a fact names its matter: a fixed *topic*, or the value of *field* where topic is empty.

    With both, *field* tells which one of several matters of that topic (which party, which dispute), and *ref* names
    the field with the number of the letter, which narrows it further. Where *topic* is empty, *among* lists the topics.
    """

    topic: str
    field: str = ""
    ref: str = ""
    among: tuple[str, ...] = ()

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that a matter of this kind can have."""
        return (self.topic,) if self.topic else self.among

    def matter(self, fact: Fact) -> Matter:
        """Return the matter that *fact* opens or answers."""
        value = str(getattr(fact, self.field)) if self.field else ""
        ref = (getattr(fact, self.ref) or "") if self.ref else ""
        return Matter(self.topic, value, ref) if self.topic else Matter(value)


CLARIFICATION, FEE, REASONS = Topic("clarification"), Topic("fee"), Topic("reasons")
THIRD_PARTY, AGENCY = Topic("third_party", "party", "ref"), Topic("agency", "agency", "ref")
RECONSIDERATION, LITIGATION = Topic("reconsideration", "dispute"), Topic("litigation", "dispute")

# Disputes outlive the answer; everything else that waits is moot once the request is concluded.
OUTLIVES_CONCLUSION = frozenset({"reconsideration", "litigation"})

TOPIC_WORDS: Mapping[str, Words] = {
    "clarification": Words("补正告知", "a clarification request"),
    "fee": Words("收费通知", "a fee notice"),
    "reasons": Words("要求说明理由", "a request for reasons"),
    "third_party": Words("征求第三方意见", "a consultation of this third party"),
    "agency": Words("征求其他机关意见", "a consultation of this agency"),
    "reconsideration": Words("行政复议申请", "a reconsideration with this id"),
    "litigation": Words("行政诉讼", "a lawsuit with this id"),
}


class _Back(Enum):
    BEFORE_CONCLUSION = "the stage before the conclusion"


BEFORE_CONCLUSION: Final = _Back.BEFORE_CONCLUSION
"""The target of a move that takes back a conclusion: the stage in which the case was last concluded."""


Settles = Callable[["Sequence[Fact]", "Fact"], bool]
"""Tells of an answer, after the facts before it, whether what it answers is settled with it."""


class Move(NamedTuple):
    """One lawful move: recording a fact of *kind* takes a case from one of *sources* to *target*.

    ``name`` is the imperative, ``zh`` the statutory word, ``articles`` are what a refusal cites; a ``target`` of ``None``
    leaves the stage as it is; a source of ``None`` means "not yet received". ``answers`` must be outstanding beforehand;
    ``opens`` is outstanding afterwards; ``concludes`` makes all but disputes moot; ``guards`` may refuse; ``rules`` are
    those under which it holds. An answer for which ``settles`` is false leaves its matter open; with ``restores``, what a
    lapse made moot is open again.
    """

    name: str
    kind: str
    zh: str
    articles: Articles
    sources: tuple[Stage | None, ...]
    target: Stage | Literal[_Back.BEFORE_CONCLUSION] | None = None
    opens: Topic | None = None
    answers: Topic | None = None
    concludes: bool = False
    guards: tuple[Guard, ...] = ()
    rules: RuleSpan = ALWAYS
    settles: Settles | None = None
    restores: bool = False

    @property
    def article(self) -> str:
        """The article as it stands today."""
        return self.articles.today

    def leads_to(self, stage: Stage | None, concluded_in: Stage | None = None) -> Stage | None:
        """Return the stage after the move from *stage*; ``None`` where it leads back and the case was not concluded."""
        if self.target is BEFORE_CONCLUSION:
            return concluded_in
        return self.target or stage


_ONCE = (Guard(filed_once, RuleSpan(2)),)
_TWO = (Guard(approved_by_another, RuleSpan(2)),)
_DATED = (Guard(second_dates.possible_dates, second_dates.SINCE),)

MOVES: tuple[Move, ...] = (
    Move("receive", "received", "收到申请", by.REQUEST, (None,), Stage.RECEIVED, guards=_DATED),
    Move("start_review", "review_started", "转审核", by.ORDER, (Stage.RECEIVED,), Stage.REVIEW),
    Move("request_clarification", "clarification_requested", "补正告知", by.CLARIFICATION, OPEN, opens=CLARIFICATION),
    Move("clarify", "clarified", "收到补正的申请", by.CLARIFICATION, OPEN, answers=CLARIFICATION),
    Move("start_processing", "processing_started", "转办理", by.ORDER, (Stage.REVIEW,), Stage.PROCESSING),
    Move(
        "consult_third_party",
        "third_party_consulted",
        "征求第三方意见",
        by.THIRD_PARTY,
        UNDER_WAY,
        opens=THIRD_PARTY,
        guards=_DATED,
    ),
    Move(
        "answer_as_third_party", "third_party_answered", "第三方意见", by.PARTY_ANSWER, UNDER_WAY, answers=THIRD_PARTY
    ),
    Move("consult_agency", "agency_consulted", "征求其他机关意见", by.AGENCY, UNDER_WAY, opens=AGENCY, guards=_DATED),
    Move("answer_as_agency", "agency_answered", "其他机关意见", by.AGENCY_ANSWER, UNDER_WAY, answers=AGENCY),
    Move("find_ground", "ground_found", "认定依据", by.GROUND, UNDER_WAY, rules=RuleSpan(2)),
    Move("tell_third_party", "third_party_told", "告知第三方", by.PUBLIC_INTEREST, ANY, rules=RuleSpan(2)),
    Move("extend", "extended", "延长答复期限", by.EXTENSION, OPEN),
    Move("request_reasons", "reasons_requested", "要求说明理由", by.REASONS, OPEN, opens=REASONS),
    Move("give_reasons", "reasons_given", "说明理由", by.REASONS, OPEN, answers=REASONS),
    Move("defer", "deferred", "延迟答复", by.DEFERRAL, OPEN),
    Move("notice_fee", "fee_noticed", "收费通知", by.FEE, OPEN, opens=FEE),
    Move("pay_fee", "fee_paid", "缴费", by.PAYMENT, OPEN, answers=FEE, settles=paid_up),
    Move("reply", "replied", "答复", by.REPLY, OPEN, Stage.REPLIED, concludes=True, guards=_DATED),
    Move("issue_letter", "letter_issued", "发文", by.LETTER, ANY, rules=RuleSpan(2)),
    Move("deliver", "delivered", "送达", by.DELIVERY, ANY, guards=(Guard(issued), *_DATED), rules=RuleSpan(2)),
    Move(
        "lapse",
        "lapsed",
        "视为放弃申请，不再处理",
        by.LAPSE,
        OPEN,
        Stage.DISCONTINUED,
        answers=Topic("", "cause", among=("clarification", "fee")),
        concludes=True,
    ),
    Move("withdraw", "withdrawn", "撤回申请", by.PRACTICE, OPEN, Stage.DISCONTINUED, concludes=True),
    Move("archive", "archived", "归档", by.ORDER, (Stage.REPLIED, Stage.DISCONTINUED), Stage.ARCHIVED),
    Move("order_reply", "reply_ordered", "责令重新答复", by.ORDERED_REPLY, OPEN),
    Move("order_reply", "reply_ordered", "责令重新答复", by.ORDERED_REPLY, SETTLED, Stage.PROCESSING),
    Move(
        "file_reconsideration",
        "reconsideration_filed",
        "申请行政复议",
        by.REMEDIES,
        ANY,
        opens=RECONSIDERATION,
        guards=_ONCE,
    ),
    Move(
        "accept_reconsideration",
        "reconsideration_accepted",
        "复议受理",
        by.REVIEW_ACCEPTED,
        ANY,
        answers=RECONSIDERATION,
        rules=RuleSpan(2),
        settles=leaves_open,
    ),
    Move(
        "refuse_reconsideration",
        "reconsideration_refused",
        "复议不予受理",
        by.REVIEW_REFUSED,
        ANY,
        answers=RECONSIDERATION,
        rules=RuleSpan(2),
    ),
    Move("decide_reconsideration", "reconsideration_decided", "复议结案", by.REMEDIES, ANY, answers=RECONSIDERATION),
    Move("file_litigation", "litigation_filed", "提起行政诉讼", by.REMEDIES, ANY, opens=LITIGATION, guards=_ONCE),
    Move("decide_litigation", "litigation_decided", "诉讼结案", by.REMEDIES, ANY, answers=LITIGATION),
    Move(
        "appeal",
        "litigation_appealed",
        "上诉",
        by.APPEAL,
        ANY,
        opens=LITIGATION,
        guards=(Guard(decided_before),),
        rules=RuleSpan(2),
    ),
    Move(
        "reopen",
        "reopened",
        "恢复办理",
        by.REOPENING,
        (Stage.DISCONTINUED, Stage.ARCHIVED),
        BEFORE_CONCLUSION,
        guards=(Guard(of_a_lapse),),
        rules=RuleSpan(2),
        restores=True,
    ),
    Move("void", "voided", "作废", by.PRACTICE, ANY, Stage.VOIDED, guards=_TWO, rules=RuleSpan(2)),
    Move("rectify", "rectified", "登记更正", by.ORDER, (*ANY, Stage.VOIDED)),
)

if {move.kind for move in MOVES if move.concludes} != CONCLUDING:
    raise BrokenLaw(Words("办结的行为与动作表不符", "the guards and the table do not agree on what concludes a case"))


class MoveTable(NamedTuple):
    """A table of moves, compiled for the rules of one number."""

    move_of: Mapping[tuple[Stage | None, str], Move]
    kinds: frozenset[str]
    in_stage: Mapping[Stage | None, int]
    """The number by which a fact is judged in a stage: another one where these rules do not know the stage."""


def spans(moves: Iterable[Move], of: Callable[[Move], object]) -> Mapping[object, RuleSpan]:
    """Return by *of* (such as kind or target) the numbers of the rules from the first to the last move of each."""
    found: dict[object, RuleSpan] = {}
    for move in moves:
        since, until = found.get(key := of(move), move.rules)
        ends = None if until is None or move.rules.until is None else max(until, move.rules.until)
        found[key] = RuleSpan(min(since, move.rules.since), ends)
    return found


def compiled(moves: Sequence[Move], rules: int) -> MoveTable:
    """Return the moves that a fact of these rules may take, by stage and kind.

    In a stage that the rules do not know yet a fact is judged by the first rules that do; in one that they have
    dropped, by the last that did.
    """
    known = {None: ALWAYS, **spans(moves, lambda move: move.target)}
    in_stage = {stage: _nearest(known.get(stage, ALWAYS), rules) for stage in (None, *Stage)}
    move_of = {(s, move.kind): move for move in moves for s in move.sources if move.rules.covers(in_stage[s])}
    kinds = (kind for kind, span in spans(moves, lambda move: move.kind).items() if span.covers(rules))
    return MoveTable(move_of, frozenset(map(str, kinds)), in_stage)


def _nearest(span: RuleSpan, rules: int) -> int:
    """Return *rules* where *span* covers them, else the number in it that is nearest."""
    last = rules if span.until is None else min(rules, span.until)
    return max(last, span.since)


@cache
def move_table(rules: int) -> MoveTable:
    """Return :data:`MOVES` as compiled for the rules of one number; made once. ``ValueError`` for no such rules."""
    if not FIRST <= rules <= NEWEST:
        raise ValueError(f"there are rules {FIRST} to {NEWEST}, not {rules}")
    return compiled(MOVES, rules)


MOVE_OF: Mapping[tuple[Stage | None, str], Move] = move_table(NEWEST).move_of
"""The move by stage and kind, under the newest rules."""


class Effect(NamedTuple):
    """The effect of a kind of fact on the matters that wait for an answer: the moves of one kind agree in it."""

    topic: Topic
    opens: bool
    answers: bool
    concludes: bool
    settles: Settles | None = None
    restores: bool = False


def effect_of(move: Move) -> Effect:
    """Return the effect of a move on the matters that wait for an answer."""
    topic = move.opens or move.answers or Topic("")
    return Effect(topic, move.opens is not None, move.answers is not None, move.concludes, move.settles, move.restores)


EFFECTS: Mapping[str, Effect] = {
    m.kind: effect_of(m) for m in MOVES if m.opens or m.answers or m.concludes or m.restores
}
