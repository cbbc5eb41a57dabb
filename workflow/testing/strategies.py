"""Hypothesis strategies: whole histories of a case, lawful ones and merely possible ones.

A history is a tuple of facts of one case in the order of recording; ``Case.of("2025-001", *history)`` takes
it. Histories are built forwards, a step at a time, never filtered, so that drawing one is quick and a
failing one shrinks to few facts.

    from hypothesis import given
    from workflow.testing.strategies import lawful_histories

    @given(lawful_histories())
    def test_my_rule(history): ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast

import attrs
from hypothesis import strategies as st

from .. import events as e
from ..calendar import china
from ..guards import lapsed_before
from ..law import GoverningLaw, Readings
from ..machine import step
from ..outcomes import Outcome, Requester
from ..rules import NEWEST
from ..stages import MOVE_OF, MOVES, Matter, Stage

__all__ = ["FIRST_RECEIPT", "LAST_RECEIPT", "History", "lawful_histories", "possible_histories", "receipts"]

History = tuple[e.Fact, ...]
T = TypeVar("T")

FIRST_RECEIPT = date(2019, 5, 15)
"""The first day of the Regulation of 2019, and of the receipts drawn here."""
LAST_RECEIPT = date(2026, 8, 31)
"""The last receipt drawn here: most of what follows it lies within the confirmed calendar."""

PARTIES = ("甲公司", "乙公司", "张某")
AGENCIES = ("市财政局", "市自然资源局")
_DAY = timedelta(days=1)
_DAYS = st.dates(FIRST_RECEIPT, LAST_RECEIPT)
_FLAG = st.booleans()


class _Pen:
    """Draws values for the fields of facts."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw

    def day(self) -> date:
        drawn: date = self._draw(_DAYS)
        return drawn

    def whole(self, low: int, high: int) -> int:
        drawn: int = self._draw(_whole(low, high))
        return drawn

    def pick(self, options: Iterable[T]) -> T:
        chosen = tuple(options)
        drawn: T = self._draw(_pick(chosen, tuple(map(type, chosen))))
        return drawn

    def flag(self) -> bool:
        drawn: bool = self._draw(_FLAG)
        return drawn


@cache
def _pick(options: tuple[Any, ...], _types: tuple[type, ...]) -> st.SearchStrategy[Any]:
    # The types are part of the key: a member of an enumeration equals its plain text, but is not drawn for it.
    return st.sampled_from(options)


@cache
def _whole(low: int, high: int) -> st.SearchStrategy[int]:
    return st.integers(low, high)


def _receipt(pen: _Pen) -> e.Received:
    on, channel = pen.day(), pen.pick(e.Channel)
    submitted = acknowledged = None
    if channel in {e.Channel.ONLINE, e.Channel.FAX} and pen.flag():
        submitted = acknowledged = on - pen.whole(0, 1) * _DAY
    elif channel is e.Channel.ORDINARY_MAIL and pen.flag():
        submitted = on
    return e.Received(
        on,
        channel=channel,
        requester=pen.pick(Requester),
        subject="会议纪要",
        submitted_on=submitted,
        auto_acknowledged_on=acknowledged,
    )


@st.composite
def receipts(draw: st.DrawFn) -> e.Received:
    """Return a strategy for receipts by every channel and requester, on any day from 2019-05-15 to 2026-08-31."""
    return _receipt(_Pen(draw))


# -- lawful histories -------------------------------------------------------------------------------------


@st.composite
def lawful_histories(draw: st.DrawFn, readings: Readings | None = None) -> History:
    """Return a strategy for histories in which everything was done, told and sent in time.

    The organ keeps every limit under the default readings: at most one request for clarification, within
    7 working days; at most one extension, approved, of 1 to 20 working days, told in time; fees from 2021
    on; a lapse only after the requester's own limit. Third parties and agencies answer in time, late or
    never, and may be consulted at the same time. Disputes follow the conclusion. Some cases are still open.
    The numbers are those of the law of *readings*, by default the shipped one.
    """
    return tuple(_Lawful(_Pen(draw), readings or Readings.default()).tell())


class _Lawful:
    """Tells one lawful story day by day, with an eye on the working days that are left.

    ``left`` is never more than what the reply clock has left at the end of ``today``: an answer that comes
    after the other side's time gives days back, and these are not counted here.
    """

    def __init__(self, pen: _Pen, readings: Readings) -> None:
        self.pen, self.calendar = pen, china()
        self.received = _receipt(pen)
        self.today = self.received.on
        self.facts: list[e.Fact] = [self.received]
        self.stage = Stage.RECEIVED
        self.law = GoverningLaw(readings.law, self.today)
        self.left = self.full = self._count("reply")
        self.waiting: dict[e.LapseCause, date] = {}
        self.consulted: dict[Matter, date] = {}
        self.tolled_until = self.today
        self.told: set[str] = set()
        if self.pen.flag():
            self._hand_on()

    def tell(self) -> list[e.Fact]:
        """Return the facts of the whole story."""
        for _ in range(self.pen.whole(0, 9)):
            self._move_on()
            self.pen.pick(self._open_steps())(self)
        self._end()
        return self.facts

    def _move_on(self) -> None:
        """Go on by up to twelve days, but not past the last day that the law allows."""
        self._go(min(self.today + self.pen.whole(0, 12) * _DAY, self._last_day()))

    def _last_day(self) -> date:
        if self.waiting:
            return min(self.waiting.values())
        resumes = max(self.today, self.tolled_until)
        return self.calendar.nth_working_day_after(resumes, self.left, provisional=True) if self.left else resumes

    def _count(self, id: str) -> int:
        """Return the number that the law names for this case today."""
        count = self.law.rule(id, self.today).count
        assert count is not None
        return count

    def _go(self, day: date) -> None:
        if not self.waiting:
            self.left -= self.calendar.count_between(max(self.today, min(self.tolled_until, day)), day)
        self.today = day

    def _add(self, fact: e.Fact) -> None:
        self.facts.append(fact)
        self.stage = MOVE_OF[self.stage, fact.kind].leads_to(self.stage) or self.stage

    def _open_steps(self) -> list[Callable[[_Lawful], None]]:
        steps: list[Callable[[_Lawful], None]] = [_Lawful._pass]
        if self.stage is not Stage.PROCESSING:
            steps += [_Lawful._hand_on] * 2
        if "clarification" not in self.told and self._in_time_to_ask():
            steps.append(_Lawful._ask_to_clarify)
        if "fee" not in self.told and self.today >= self.law.law.in_force_from("fee_restart"):
            steps.append(_Lawful._charge)
        if "extension" not in self.told:
            steps.append(_Lawful._extend)
        if self.stage is not Stage.RECEIVED and (self.left or self.waiting) and len(self.consulted) < 3:
            steps += [_Lawful._consult] * 2
        if self.stage is not Stage.RECEIVED and self.consulted:
            steps += [_Lawful._hear] * 2
        if self.waiting:
            steps.append(_Lawful._satisfy)
        return steps

    def _pass(self) -> None:
        """Let the days go by."""

    def _hand_on(self) -> None:
        first = self.stage is Stage.RECEIVED
        self._add(e.ReviewStarted(self.today) if first else e.ProcessingStarted(self.today))

    def _in_time_to_ask(self) -> bool:
        return self.today <= self._after(self._count("clarification_notice"), self.received.on)

    def _ask_to_clarify(self) -> None:
        respond_by = self._after(self.pen.whole(5, 15))
        self.told.add("clarification")
        self.waiting[e.LapseCause.CLARIFICATION] = respond_by
        self._add(e.ClarificationRequested(self.today, respond_by=respond_by))

    def _charge(self) -> None:
        self.told.add("fee")
        self.waiting[e.LapseCause.FEE] = self._after(self._count("fee_payment"))
        self._add(e.FeeNoticed(self.today, amount=Decimal(400), method=e.FeeMethod.BY_ITEM))

    def _satisfy(self) -> None:
        """Let the requester clarify or pay, which gives the organ its full time again."""
        cause = self.pen.pick(self.waiting)
        del self.waiting[cause]
        self.left = self.full
        paid = cause is e.LapseCause.FEE
        self._add(e.FeePaid(self.today, amount=Decimal(400)) if paid else e.Clarified(self.today))

    def _extend(self) -> None:
        days = self.pen.whole(1, self._count("extension_max"))
        self.told.add("extension")
        self.left += days
        self._add(e.Extended(self.today, workdays=days, approved_by="李主任"))

    def _consult(self) -> None:
        served_on = self.today + self.pen.whole(0, 4) * _DAY if self.pen.flag() else None
        party = self.pen.flag()
        topic, names = ("third_party", PARTIES) if party else ("agency", AGENCIES)
        free = [name for name in names if Matter(topic, name) not in self.consulted]
        if not free:
            return
        name = self.pen.pick(free)
        expires = self._after(self._count("third_party_answer"), served_on)
        self.consulted[Matter(topic, name)] = expires
        self.tolled_until = max(self.tolled_until, expires)
        if party:
            self._add(e.ThirdPartyConsulted(self.today, party=name, served_on=served_on))
        else:
            self._add(e.AgencyConsulted(self.today, agency=name, served_on=served_on, joint=self.pen.flag()))

    def _hear(self) -> None:
        """Let one of those consulted answer; the clock goes on when no other has time left to answer."""
        matter = self.pen.pick(self.consulted)
        del self.consulted[matter]
        self.tolled_until = max(self.consulted.values(), default=self.today)
        self._add(_answer(self.pen, self.today, matter))

    def _after(self, workdays: int, start: date | None = None) -> date:
        return self.calendar.nth_working_day_after(start or self.today, workdays, provisional=True)

    def _end(self) -> None:
        ending = self.pen.pick(("reply", "reply", "give up", "withdraw", "stay open"))
        if ending == "stay open":
            return
        if self.waiting and ending in {"give up", "reply"}:
            self._give_up()
        elif ending == "withdraw":
            self._move_on()
            self._add(e.Withdrawn(self.today))
        else:
            self._move_on()
            self._add(_reply(self.pen, self.today, self._outcomes()))
        self._aftermath()

    def _outcomes(self) -> list[Outcome]:
        """Return the outcomes that what went before allows: asked, consulted and heard as the law wants it."""
        kinds, running = (
            {fact.kind for fact in self.facts},
            [m for m, end in self.consulted.items() if end >= self.today],
        )
        barred = {Outcome.NOT_PROCESSED_EXCESSIVE}  # reasons are never asked for here
        if "clarified" not in kinds:
            barred.add(Outcome.UNAVAILABLE_STILL_UNCLEAR)
        if "third_party_consulted" not in kinds:
            barred.add(Outcome.REFUSED_THIRD_PARTY)
        if any(matter.topic == "third_party" for matter in running):
            barred.add(Outcome.GRANTED)
        return [outcome for outcome in Outcome if outcome not in barred]

    def _give_up(self) -> None:
        cause = self.pen.pick(self.waiting)
        self.today = self.waiting[cause] + self.pen.whole(1, 20) * _DAY
        self._add(e.Lapsed(self.today, cause=cause))

    def _aftermath(self) -> None:
        steps = (_Lawful._pass, _Lawful._archive, _Lawful._reconsider, _Lawful._sue)
        for _ in range(self.pen.whole(0, 2)):
            self.today += self.pen.whole(1, 15) * _DAY
            self.pen.pick(steps)(self)

    def _archive(self) -> None:
        if self.stage is not Stage.ARCHIVED:
            self._add(e.Archived(self.today))

    def _reconsider(self) -> None:
        if "reconsideration" in self.told:
            return
        self.told.add("reconsideration")
        self._add(e.ReconsiderationFiled(self.today, dispute="复议1"))
        if self.pen.flag():
            self.today += self.pen.whole(5, 60) * _DAY
            self._add(e.ReconsiderationDecided(self.today, dispute="复议1", result=self.pen.pick(e.DisputeResult)))

    def _sue(self) -> None:
        if "litigation" in self.told:
            return
        self.told.add("litigation")
        reconsidered = any(isinstance(f, e.ReconsiderationDecided) for f in self.facts)
        self._add(e.LitigationFiled(self.today, dispute="诉讼1", after_reconsideration=reconsidered))
        if self.pen.flag():
            self.today += self.pen.whole(20, 120) * _DAY
            self._add(e.LitigationDecided(self.today, dispute="诉讼1", result=self.pen.pick(e.DisputeResult)))


def _reply(pen: _Pen, on: date, outcomes: Iterable[Outcome] = Outcome) -> e.Replied:
    return e.Replied(on, outcome=pen.pick(outcomes), delivery=pen.pick(e.Delivery))


def _answer(pen: _Pen, on: date, matter: Matter) -> e.Fact:
    ref = matter.ref or None
    if matter.topic == "third_party":
        return e.ThirdPartyAnswered(on, party=matter.name, position=pen.pick(e.Position), ref=ref)
    return e.AgencyAnswered(on, agency=matter.name, position=pen.pick(e.AgencyPosition), ref=ref)


# -- possible histories -----------------------------------------------------------------------------------


@st.composite
def possible_histories(draw: st.DrawFn, void: bool = True) -> History:
    """Return a strategy for histories that can be recorded, lawful or not.

    Anything goes that is not ``OutOfOrder``: replies and answers much too late, a second clarification,
    several extensions, lapses too early, cases reopened by an order, facts recorded late, and facts
    rectified, struck out or restored. Some cases are void, unless *void* is false: those have no time limit.
    """
    pen = _Pen(draw)
    in_order = _any_story(pen, void)
    recorded = _some_recorded_late(pen, in_order)
    return (*recorded, *_rectifications(pen, recorded))


def _any_story(pen: _Pen, void: bool) -> list[e.Fact]:
    """Return possible facts in the order of their days."""
    receipt = _receipt(pen)
    facts: list[e.Fact] = [receipt]
    today, stage, outstanding = receipt.on, Stage.RECEIVED, frozenset[Matter]()
    for _ in range(pen.whole(0, 12)):
        kind = pen.pick(_open_kinds(stage, outstanding, facts))
        today += pen.whole(0, pen.pick((1, 3, 8, 40))) * _DAY
        fact = _fact(pen, kind, today, outstanding)
        if kind.endswith("_filed"):  # once each
            filed = len([f for f in facts if f.kind == kind])
            fact = _evolve(fact, dispute=f"{_CASE_IDS[filed % 2]}{filed or ''}")
        elif kind == "litigation_appealed":
            fact = _evolve(fact, dispute=pen.pick(_to_appeal(outstanding, facts)))
        stage, outstanding = step(stage, outstanding, fact, facts, [NEWEST] * len(facts))
        facts.append(fact)
    if void and pen.whole(0, 9) == 9:
        facts.append(e.Voided(today, reason="重复登记", approved_by="李主任"))
    return facts


def _open_kinds(stage: Stage, outstanding: frozenset[Matter], facts: Sequence[e.Fact]) -> tuple[str, ...]:
    kinds = _kinds(stage, frozenset(matter.topic for matter in outstanding))
    closed = {"reopened"} if lapsed_before(facts) is None else set()
    if not _to_appeal(outstanding, facts):
        closed.add("litigation_appealed")
    closed |= {kind for kind, needed in _NEEDS.items() if not any(fact.kind == needed for fact in facts)}
    return tuple(kind for kind in kinds if kind not in closed)


def _to_appeal(outstanding: frozenset[Matter], facts: Sequence[e.Fact]) -> tuple[str, ...]:
    """Return the lawsuits that were decided and are not open again."""
    open_ = _names(outstanding, "litigation")
    decided = dict.fromkeys(fact.dispute for fact in facts if isinstance(fact, e.LitigationDecided))
    return tuple(dispute for dispute in decided if dispute not in open_)


@cache
def _kinds(stage: Stage, topics: frozenset[str]) -> tuple[str, ...]:
    """Return the kinds that are possible; those that lead on or answer more than once, to be drawn more often."""
    found: list[str] = []
    for move in MOVES:
        if MOVE_OF.get((stage, move.kind)) is not move or move.kind in {"rectified", "voided"}:  # not of older rules
            continue
        if move.answers is None:
            found += [move.kind] * (4 if move.kind in {"review_started", "processing_started"} else 1)
        elif not topics.isdisjoint(move.answers.topics):
            found += [move.kind] * 2
    return tuple(found)


def _names(outstanding: frozenset[Matter], topic: str) -> tuple[str, ...]:
    return tuple(sorted(matter.name for matter in outstanding if matter.topic == topic))


def _fact(pen: _Pen, kind: str, on: date, outstanding: frozenset[Matter]) -> e.Fact:
    """Return a fact of *kind*, which is possible with these matters outstanding."""
    make = _MAKERS.get(kind)
    return make(pen, on, outstanding) if make else e.EVENT_OF[kind](on)


def _served(pen: _Pen, on: date) -> date | None:
    return on + pen.whole(0, 6) * _DAY if pen.flag() else None


def _lapse(pen: _Pen, on: date, outstanding: frozenset[Matter]) -> e.Fact:
    causes = sorted(matter.topic for matter in outstanding if matter.topic in {"clarification", "fee"})
    return e.Lapsed(on, cause=e.LapseCause(pen.pick(causes)))


def _order(pen: _Pen, on: date, _: frozenset[Matter]) -> e.Fact:
    days = pen.whole(5, 30) if pen.flag() else None
    return e.ReplyOrdered(on, ordered_by=pen.pick(e.OrderedBy), workdays=days)


def _letter_to(pen: _Pen, outstanding: frozenset[Matter], topic: str) -> Matter:
    """Return a letter to answer, with its number where several to one name are open, else with or without it."""
    open_ = sorted(matter for matter in outstanding if matter.topic == topic)
    several = {name for name in (matter.name for matter in open_) if [m.name for m in open_].count(name) > 1}
    matter = pen.pick(matter for matter in open_ if matter.ref or matter.name not in several)
    return matter if matter.name in several or pen.flag() else matter._replace(ref="")


def _letter(pen: _Pen, on: date, _: frozenset[Matter]) -> e.Fact:
    return e.LetterIssued(on, letter="reply", number=_LETTER, text_hash="sm3:9f", sealed=pen.pick((None, True, False)))


def _delivery(pen: _Pen, on: date, _: frozenset[Matter]) -> e.Fact:
    method = pen.pick(e.Delivery)
    if method is e.Delivery.ELECTRONIC:
        return e.Delivered(on, letter=_LETTER, method=method, arrived_on=on)
    posted_on = on if method is e.Delivery.POST else None
    signed_on = on if pen.flag() else None
    return e.Delivered(
        on,
        letter=_LETTER,
        method=method,
        posted_on=posted_on,
        signed_on=signed_on,
        carrier=pen.pick(e.Carrier) if posted_on else None,
        returned=None if signed_on else pen.flag(),
    )


Maker = Callable[[_Pen, date, frozenset[Matter]], e.Fact]
_CASE_IDS = ("甲", "乙")
_LETTER = "1号"
_REFS = (None, None, "征1号", "征2号")
_NEEDS = {"delivered": "letter_issued", "litigation_appealed": "litigation_decided"}
"""What must have been recorded before a fact of a kind, beside what it answers."""

_MAKERS: dict[str, Maker] = {
    "clarification_requested": lambda pen, on, _: e.ClarificationRequested(on, respond_by=on + pen.whole(0, 30) * _DAY),
    "third_party_consulted": lambda pen, on, _: e.ThirdPartyConsulted(
        on, party=pen.pick(PARTIES), served_on=_served(pen, on), ref=pen.pick(_REFS)
    ),
    "third_party_answered": lambda pen, on, waiting: _answer(pen, on, _letter_to(pen, waiting, "third_party")),
    "agency_consulted": lambda pen, on, _: e.AgencyConsulted(
        on, agency=pen.pick(AGENCIES), served_on=_served(pen, on), joint=pen.flag(), ref=pen.pick(_REFS)
    ),
    "agency_answered": lambda pen, on, waiting: _answer(pen, on, _letter_to(pen, waiting, "agency")),
    "extended": lambda pen, on, _: e.Extended(
        on, workdays=pen.whole(1, 20), approved_by=pen.pick(("李主任", "李主任", ""))
    ),
    "reasons_requested": lambda pen, on, _: e.ReasonsRequested(on),
    "reasons_given": lambda pen, on, _: e.ReasonsGiven(on, accepted=pen.flag()),
    "deferred": lambda pen, on, _: e.Deferred(on, until=on + pen.whole(0, 60) * _DAY),
    "fee_noticed": lambda pen, on, _: e.FeeNoticed(on, amount=Decimal("400.50"), method=pen.pick(e.FeeMethod)),
    "fee_paid": lambda pen, on, _: e.FeePaid(on, amount=pen.pick((Decimal("400.50"), Decimal("200.25")))),
    "replied": lambda pen, on, _: _reply(pen, on),
    "ground_found": lambda pen, on, _: e.GroundFound(on, ground=pen.pick(e.Ground)),
    "third_party_told": lambda pen, on, _: e.ThirdPartyTold(
        on, party=pen.pick(PARTIES), decision=pen.pick(e.PartyDecision)
    ),
    "letter_issued": _letter,
    "delivered": _delivery,
    "lapsed": _lapse,
    "reply_ordered": _order,
    "reopened": lambda pen, on, _: e.Reopened(on, reason="有正当理由"),
    "reconsideration_filed": lambda pen, on, _: e.ReconsiderationFiled(on, dispute=pen.pick(_CASE_IDS)),
    "reconsideration_accepted": lambda pen, on, waiting: e.ReconsiderationAccepted(
        on, dispute=pen.pick(_names(waiting, "reconsideration")), procedure=pen.pick(e.Procedure)
    ),
    "reconsideration_refused": lambda pen, on, waiting: e.ReconsiderationRefused(
        on, dispute=pen.pick(_names(waiting, "reconsideration"))
    ),
    "reconsideration_decided": lambda pen, on, waiting: e.ReconsiderationDecided(
        on, dispute=pen.pick(_names(waiting, "reconsideration")), result=pen.pick(e.DisputeResult)
    ),
    "litigation_filed": lambda pen, on, _: e.LitigationFiled(
        on, dispute=pen.pick(_CASE_IDS), after_reconsideration=pen.flag()
    ),
    "litigation_decided": lambda pen, on, waiting: e.LitigationDecided(
        on, dispute=pen.pick(_names(waiting, "litigation")), result=pen.pick(e.DisputeResult), final=pen.flag()
    ),
    "litigation_appealed": lambda pen, on, _: e.LitigationAppealed(on, dispute="甲"),
}

_TOPICS = {move.kind: (move.opens, move.answers) for move in MOVES}
_MOVES_STAGE = {move.kind for move in MOVES if move.target is not None}


def _spare(facts: Sequence[e.Fact], at: int) -> bool:
    """Say whether the history stays possible without the fact at *at*: nothing later leans on it."""
    fact = facts[at]
    if fact.kind in _MOVES_STAGE:
        return False
    if any(_NEEDS.get(later.kind) == fact.kind for later in facts[at + 1 :]):
        return False
    opens, answers = _TOPICS[fact.kind]
    if answers is not None and any(_answers_alike(later, answers.matter(fact)) for later in facts[at + 1 :]):
        return False  # without this answer a later one would not tell which of two letters it is to
    return opens is None or not any(_answers(later, opens.matter(fact)) for later in facts[at + 1 :])


def _answers_alike(fact: e.Fact, matter: Matter) -> bool:
    """Say whether *fact* answers the same side as *matter*, whatever its letter."""
    answers = _TOPICS[fact.kind][1]
    return answers is not None and answers.matter(fact)[:2] == matter[:2]


def _answers(fact: e.Fact, matter: Matter) -> bool:
    answers = _TOPICS[fact.kind][1]
    if answers is None:
        return False
    to = answers.matter(fact)
    # One without the number of a letter answers the only one that is open, and leans on there being no other.
    return to[:2] == matter[:2] and to.ref in {"", matter.ref}


def _some_recorded_late(pen: _Pen, facts: list[e.Fact]) -> list[e.Fact]:
    """Return the facts in an order of recording in which up to two of them come late."""
    recorded = list(facts)
    for _ in range(pen.whole(0, 2)):
        late = [i for i in range(1, len(facts) - 1) if facts[i].on < facts[i + 1].on and _spare(facts, i)]
        if late:
            fact = facts[pen.pick(late)]
            at = next(i for i, other in enumerate(recorded) if other is fact)
            del recorded[at]
            recorded.insert(pen.whole(at, len(recorded)), fact)
    return recorded


def _rectifications(pen: _Pen, recorded: Sequence[e.Fact]) -> list[e.Fact]:
    """Return up to three corrections, each of which leaves the history possible."""
    today = max(fact.on for fact in recorded)
    in_order = sorted(recorded, key=lambda fact: fact.on)
    added: list[e.Fact] = []
    for _ in range(pen.pick((0, 0, 0, 1, 2, 3))):
        today += pen.whole(0, 5) * _DAY
        no = pen.whole(1, len(recorded) + len(added))
        if no > len(recorded):
            added.append(e.Rectified(today, event_no=no, reason="更正有误"))
            continue
        fact = recorded[no - 1]
        at = next(i for i, other in enumerate(in_order) if other is fact)
        struck = _spare(in_order, at) and pen.flag()
        replacement = None if struck else _corrected(pen, fact)
        added.append(e.Rectified(today, event_no=no, replacement=replacement, reason="录入有误"))
    return added


def _corrected(pen: _Pen, fact: e.Fact) -> e.Fact:
    """Return *fact* with a mistake mended that nothing else depends on."""
    if isinstance(fact, e.Received):
        return _earlier(fact, pen.whole(0, 10) * _DAY, pen.pick(Requester))
    if isinstance(fact, e.Replied):
        return _evolve(fact, outcome=pen.pick(Outcome))
    if isinstance(fact, e.Extended):
        return _evolve(fact, workdays=pen.whole(1, 20))
    return _evolve(fact, note="已核对")


def _earlier(fact: e.Received, by: timedelta, requester: Requester) -> e.Fact:
    """Return a receipt of *by* days before, with everything that goes before it."""
    days = {name: day - by for name in ("on", "submitted_on", "auto_acknowledged_on") if (day := getattr(fact, name))}
    return _evolve(fact, requester=requester, **days)


def _evolve(fact: e.Fact, **changes: Any) -> e.Fact:
    # mypy cannot see that the decorator of facts makes attrs classes.
    evolved: e.Fact = attrs.evolve(cast("Any", fact), **changes)
    return evolved
