"""Stages of a request (Art. 45) and MOVES, the one table of lawful moves.

Everything that asks "may this be recorded now, and what does it lead to" reads this table: the guarded
machine, the fast fold of a stored history, the list of moves now open, the diagram in the docs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from .errors import BrokenLaw
from .words import Words

if TYPE_CHECKING:
    from .events import Fact


class Stage(StrEnum):
    """Where a case stands: 登记 审核 办理 答复 归档 (Art. 45), and 不再处理 for what was never answered."""

    RECEIVED = "RECEIVED"
    REVIEW = "REVIEW"
    PROCESSING = "PROCESSING"
    REPLIED = "REPLIED"
    DISCONTINUED = "DISCONTINUED"
    ARCHIVED = "ARCHIVED"

    @property
    def zh(self) -> str:
        """The statutory word for the stage."""
        return _STAGE_ZH[self]


_STAGE_ZH = {
    Stage.RECEIVED: "登记",
    Stage.REVIEW: "审核",
    Stage.PROCESSING: "办理",
    Stage.REPLIED: "答复",
    Stage.DISCONTINUED: "不再处理",
    Stage.ARCHIVED: "归档",
}

# A case may rest for ever in these; every other stage must have a way to one of them.
FINAL = frozenset({Stage.ARCHIVED})

OPEN = (Stage.RECEIVED, Stage.REVIEW, Stage.PROCESSING)
SETTLED = (Stage.REPLIED, Stage.DISCONTINUED, Stage.ARCHIVED)
UNDER_WAY = (Stage.REVIEW, Stage.PROCESSING)
ANY = (*OPEN, *SETTLED)


class Matter(NamedTuple):
    """Something that waits for an answer: a clarification, a fee, a consultation of a party, a dispute."""

    topic: str
    name: str = ""


class Topic(NamedTuple):
    """How a fact names its matter: a fixed *topic*, or the value of *field* where topic is empty.

    With both, *field* tells which one of several matters of that topic (which party, which dispute).
    """

    topic: str
    field: str = ""

    def matter(self, fact: Fact) -> Matter:
        """Return the matter that *fact* opens or answers."""
        value = str(getattr(fact, self.field)) if self.field else ""
        return Matter(self.topic, value) if self.topic else Matter(value)


CLARIFICATION, FEE, REASONS = Topic("clarification"), Topic("fee"), Topic("reasons")
THIRD_PARTY, AGENCY = Topic("third_party", "party"), Topic("agency", "agency")
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


class Move(NamedTuple):
    """One lawful move: recording a fact of *kind* takes a case from one of *sources* to *target*.

    ``name`` is the imperative, ``zh`` the statutory word; a ``target`` of ``None`` leaves the stage as
    it is; a source of ``None`` means "not yet received". ``answers`` must be outstanding beforehand;
    ``opens`` is outstanding afterwards; ``concludes`` makes all but disputes moot.
    """

    name: str
    kind: str
    zh: str
    article: str
    sources: tuple[Stage | None, ...]
    target: Stage | None = None
    opens: Topic | None = None
    answers: Topic | None = None
    concludes: bool = False


MOVES: tuple[Move, ...] = (
    Move("receive", "received", "收到申请", "29, 31", (None,), Stage.RECEIVED),
    Move("start_review", "review_started", "转审核", "45", (Stage.RECEIVED,), Stage.REVIEW),
    Move("request_clarification", "clarification_requested", "补正告知", "30", OPEN, opens=CLARIFICATION),
    Move("clarify", "clarified", "收到补正", "30", OPEN, answers=CLARIFICATION),
    Move("start_processing", "processing_started", "转办理", "45", (Stage.REVIEW,), Stage.PROCESSING),
    Move("consult_third_party", "third_party_consulted", "征求第三方意见", "32", UNDER_WAY, opens=THIRD_PARTY),
    Move("answer_as_third_party", "third_party_answered", "第三方答复", "32", UNDER_WAY, answers=THIRD_PARTY),
    Move("consult_agency", "agency_consulted", "征求其他机关意见", "34, 33(3)", UNDER_WAY, opens=AGENCY),
    Move("answer_as_agency", "agency_answered", "其他机关答复", "34", UNDER_WAY, answers=AGENCY),
    Move("extend", "extended", "延长答复期限", "33(2)", OPEN),
    Move("request_reasons", "reasons_requested", "要求说明理由", "35", OPEN, opens=REASONS),
    Move("give_reasons", "reasons_given", "说明理由", "35", OPEN, answers=REASONS),
    Move("defer", "deferred", "延迟答复", "35", OPEN),
    Move("notice_fee", "fee_noticed", "收费通知", "42, 109号", OPEN, opens=FEE),
    Move("pay_fee", "fee_paid", "缴费", "109号", OPEN, answers=FEE),
    Move("reply", "replied", "答复", "33, 36", OPEN, Stage.REPLIED, concludes=True),
    Move(
        "lapse",
        "lapsed",
        "视为放弃，不再处理",
        "30, 109号",
        OPEN,
        Stage.DISCONTINUED,
        answers=Topic("", "cause"),
        concludes=True,
    ),
    Move("withdraw", "withdrawn", "撤回申请", "实践 practice", OPEN, Stage.DISCONTINUED, concludes=True),
    Move("archive", "archived", "归档", "45", (Stage.REPLIED, Stage.DISCONTINUED), Stage.ARCHIVED),
    Move("order_reply", "reply_ordered", "责令重新答复", "法释〔2025〕8号 11", OPEN),
    Move("order_reply", "reply_ordered", "责令重新答复", "法释〔2025〕8号 11", SETTLED, Stage.PROCESSING),
    Move("file_reconsideration", "reconsideration_filed", "申请行政复议", "51", ANY, opens=RECONSIDERATION),
    Move("decide_reconsideration", "reconsideration_decided", "复议结案", "51", ANY, answers=RECONSIDERATION),
    Move("file_litigation", "litigation_filed", "提起行政诉讼", "51", ANY, opens=LITIGATION),
    Move("decide_litigation", "litigation_decided", "诉讼结案", "51", ANY, answers=LITIGATION),
    Move("rectify", "rectified", "登记更正", "45", ANY),
)

MOVE_OF: Mapping[tuple[Stage | None, str], Move] = {(s, m.kind): m for m in MOVES for s in m.sources}

# Where a fact of this kind leads from that stage.
STAGE_AFTER: Mapping[tuple[Stage | None, str], Stage] = {
    (source, move.kind): target
    for move in MOVES
    for source in move.sources
    if (target := move.target or source) is not None
}


class Effect(NamedTuple):
    """What a fact of some kind does to what waits for an answer: the moves of one kind agree in it."""

    topic: str
    field: str
    opens: bool
    answers: bool
    concludes: bool


def _effect(move: Move) -> Effect:
    topic, field = move.opens or move.answers or Topic("")
    return Effect(topic, field, move.opens is not None, move.answers is not None, move.concludes)


EFFECTS: Mapping[str, Effect] = {m.kind: _effect(m) for m in MOVES if m.opens or m.answers or m.concludes}


def outstanding_after(facts: Iterable[Fact], outstanding: Iterable[Matter] = ()) -> frozenset[Matter]:
    """Return what waits for an answer once *facts* have been recorded, in their order, on top of *outstanding*."""
    waiting: set[tuple[str, str]] = set(outstanding)
    for fact in facts:
        effect = EFFECTS.get(fact.kind)
        if effect is None:
            continue
        topic, field, opens, answers, concludes = effect
        value = str(getattr(fact, field)) if field else ""
        matter = (topic, value) if topic else (value, "")
        if answers:
            waiting.discard(matter)
        if opens:
            waiting.add(matter)
        if concludes:
            waiting = {m for m in waiting if m[0] in OUTLIVES_CONCLUSION}
    return frozenset(map(Matter._make, waiting))


def check_graph(moves: Iterable[Move], kinds: Iterable[str]) -> None:
    """Raise :class:`BrokenLaw` where the table of moves cannot be right.

    Found are: a kind without a move or a move without a kind, two moves for one stage and kind, a stage
    that nothing leads to, and a stage from which no final stage can be reached.
    """
    moves, kinds = tuple(moves), tuple(kinds)
    _check_kinds(moves, kinds)
    arrows = {(s, m.target or s) for m in moves for s in m.sources}
    _check_reach(arrows)


def _check_kinds(moves: tuple[Move, ...], kinds: tuple[str, ...]) -> None:
    odd = {m.kind for m in moves} ^ set(kinds)
    if odd:
        raise BrokenLaw(Words(f"行为与动作不对应：{sorted(odd)}", f"kinds and moves do not match: {sorted(odd)}"))
    seen: set[tuple[Stage | None, str]] = set()
    for key in [(s, m.kind) for m in moves for s in m.sources]:
        if key in seen:
            raise BrokenLaw(Words(f"同一阶段有两个相同动作：{key}", f"two moves for one stage and kind: {key}"))
        seen.add(key)


def _check_reach(arrows: set[tuple[Stage | None, Stage | None]]) -> None:
    reached = _closure(arrows, [None])
    unreachable = [s for s in Stage if s not in reached]
    if unreachable:
        raise BrokenLaw(Words(f"无法到达的阶段：{unreachable}", f"unreachable stages: {unreachable}"))
    homeward = _closure({(b, a) for a, b in arrows}, FINAL)
    stuck = [s for s in Stage if s not in homeward]
    if stuck:
        raise BrokenLaw(Words(f"无法走到归档的阶段：{stuck}", f"stages with no way to an end: {stuck}"))


def _closure(arrows: set[tuple[Stage | None, Stage | None]], start: Iterable[Stage | None]) -> set[Stage | None]:
    reached = set(start)
    while more := {b for a, b in arrows if a in reached} - reached:
        reached |= more
    return reached
