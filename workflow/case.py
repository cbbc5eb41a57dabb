"""Case: a number and its history; where it stands is a fold over that history.

The fold orders facts by ``on``, then by the order of recording, after rectifications have been applied.
A fact recorded late is welcome when the history so ordered is possible. Each fact is judged by the rules under which
it was recorded, so that what was lawful once stays so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import attrs

from . import articles, machine
from .articles import law_before
from .case_checks import (
    CALLED,
    check_governed,
    check_recorded,
    check_rectification,
    fold_guarded,
    out_of_order,
    with_its_day,
)
from .errors import InvalidFact, NotReceived, OutOfOrder
from .events import (
    EVENT_OF,
    Fact,
    LitigationFiled,
    Received,
    ReconsiderationFiled,
    Rectified,
    Reopened,
    Voided,
)
from .folding import (
    Conclusion,
    concludes,
    conclusion,
    day_of,
    first_round,
    folded,
    holding,
    mended,
    stage_after,
    walk,
)
from .guards import Before
from .history import BEIJING, Entry, until
from .home import Home
from .machine import Refused
from .numbers import A_NEW_NUMBER, A_NUMBER, is_number, may_be_new
from .outcomes import Outcome, Requester
from .outstanding import outstanding_after
from .recordable import check_recordable
from .rules import NEWEST, RuleSpan
from .stages import MOVE_OF, Matter, Stage
from .words import Words, counted

if TYPE_CHECKING:
    from .law import GoverningLaw

_LEGIBLE = RuleSpan(2)

_FILINGS = frozenset({ReconsiderationFiled, LitigationFiled})


class MoveOption(NamedTuple):
    """A move and whether it is open now; where it is not, ``reason`` says why."""

    kind: str
    zh: str
    article: str
    open: bool
    reason: Words | None = None


@attrs.frozen(eq=False, repr=False)
class Case:
    """A request and everything that happened to it.

    ``history`` has the facts in the order of recording; ``facts`` those that hold: rectified, ordered
    by ``on``, without the rectifications themselves. Make one with :meth:`of` or :meth:`replay`; go on
    with :meth:`after`. A case never changes: each step returns a new one.

    ``home`` is the register that the case comes out of: deadlines and breaches are judged by its working days and
    readings where no others are given. Two cases that differ in it alone are equal.
    """

    number: str
    history: tuple[Entry, ...]
    facts: tuple[Fact, ...]
    stage: Stage
    _judged_by: tuple[int, ...]  # the rules of each of the facts
    _outstanding: frozenset[Matter] | None = None  # until first asked for
    _ended: tuple[Conclusion | None] | None = None  # the same
    home: Home | None = attrs.field(default=None, kw_only=True)
    _later_void: Voided | None = attrs.field(default=None, kw_only=True)  # of a case as of a day before it

    @classmethod
    def of(cls, number: str, *facts: Fact) -> Case:
        """Build a case from facts in the order of recording, each checked as :meth:`after` does, by the newest rules."""
        case = cls.opened(number, facts[0]) if facts else None
        if case is None:
            raise ValueError("a case begins with its receipt: give at least one fact")
        for fact in facts[1:]:
            case = case.after(fact)
        return case

    @classmethod
    def opened(
        cls,
        number: str,
        fact: Fact,
        recorded_at: datetime | None = None,
        rules: int = NEWEST,
        home: Home | None = None,
    ) -> Case:
        """Open a case with its first fact, which must be the receipt; else :class:`OutOfOrder`.

        Raises :class:`InvalidFact` for a fact that *rules* do not take, and for a day that no law of *home* governs.
        """
        if not is_number(number):
            raise InvalidFact("case", number, A_NUMBER)
        if _LEGIBLE.covers(rules) and not may_be_new(number):
            raise InvalidFact("case", number, A_NEW_NUMBER)
        entry = Entry(1, fact, recorded_at, rules)
        check_recordable(fact, rules)
        try:
            check_recorded(entry)
            stage, _ = machine.step(None, frozenset(), fact, rules=rules, home=home)
        except Refused as refused:
            law = law_before(fact.on, fact.on, home)
            raise out_of_order(number, fact, None, refused, ["received"], law) from None
        check_governed(fact, home, rules)
        return cls(number, (entry,), (fact,), stage, (rules,), home=home)

    @classmethod
    def replay(cls, number: str, history: Sequence[Entry], rules: int | None = None, home: Home | None = None) -> Case:
        """Fold a history that was checked when it was recorded: by the table, firing no guard.

        *rules* are those of every entry; left out, they are looked up in each.
        """
        facts, judged_by, stage = folded(history, rules)
        if stage is None:
            stage, _ = fold_guarded(number, history, facts, judged_by, home)  # to say why
        return cls(number, tuple(history), facts, stage, judged_by, home=home)

    def at_home(self, home: Home | None) -> Case:
        """Return the case as one that comes out of *home*."""
        if home is self.home:
            return self
        known = (self._judged_by, self._outstanding, self._ended)
        return Case(self.number, self.history, self.facts, self.stage, *known, home=home, later_void=self._later_void)

    def after(self, fact: Fact, recorded_at: datetime | None = None, rules: int = NEWEST) -> Case:
        """Return the case as it stands once *fact* has been recorded.

        ``recorded_at`` is when it is entered (UTC, aware); with it, a fact whose day lies after the day of
        recording is refused. It is judged by *rules*, each later fact by its own. Raises :class:`OutOfOrder` when the
        move is impossible, :class:`InvalidFact` for a fact that the rules do not take; what is unlawful but possible
        (late, twice, unapproved) is taken, and found by the duties.
        """
        entry = Entry(self.history[-1].no + 1, fact, recorded_at, rules)
        check_recordable(fact, rules)
        try:
            check_recorded(entry)
        except Refused as refused:
            raise self._refusal(fact, fact, refused) from None
        history = (*self.history, entry)
        if isinstance(fact, Rectified):
            return self._rectified(history, fact)
        if fact.on < self.received_on:
            raise self._before_receipt(fact)
        if self.facts[-1].on <= fact.on:  # what is recorded mostly comes last: nothing is folded again
            return self._appended(history, fact, rules)
        at = bisect_right(self.facts, fact.on, key=day_of)
        facts = (*self.facts[:at], fact, *self.facts[at:])
        judged_by = (*self._judged_by[:at], rules, *self._judged_by[at:])
        stage, outstanding = self._inserted(facts, judged_by, at)
        return Case(self.number, history, facts, stage, judged_by, outstanding, home=self.home)

    def lawful_moves(self, on: date | None = None) -> tuple[MoveOption, ...]:
        """Return every move, open or not; one that is not open says why.

        The article is that of the law which governs the case, for a move made on the day *on*, which is that of the last
        fact where none is given; it is empty where that law has none.
        """
        on = self.facts[-1].on if on is None else on
        law = self._law(on)
        return tuple(self._option(kind, law, on) for kind in EVENT_OF)

    def as_of(self, day: date) -> Case:
        """Return the case as of the end of *day*, in law; :class:`NotReceived` when it did not exist yet.

        A case that is void now was no request on that day either: it is ``voided``, whatever its stage was.
        """
        if self.facts[-1].on <= day and len(self.facts) == len(self.history):  # nothing is later, nothing was mended
            return self
        facts = self.facts[: bisect_right(self.facts, day, key=day_of)]
        if not facts:
            raise NotReceived(self.number, day, self.received_on)
        history = tuple(until(self.history, day))
        if len(facts) == len(self.facts) and len(history) == len(self.history):
            return self
        judged_by = self._judged_by[: len(facts)]
        stage = stage_after(facts, judged_by)
        assert stage is not None, "what happened by a day is possible without what happened later"
        return Case(self.number, history, facts, stage, judged_by, home=self.home, later_void=self.void)

    def at(self, day: date) -> Case | None:
        """Return the case with only what had been recorded by the end of *day*; ``None`` if nothing had.

        A fact cannot have been known before those recorded ahead of it, even where the times of a file say so.
        """
        history = tuple(takewhile(lambda e: e.recorded_on is None or e.recorded_on <= day, self.history))
        return Case.replay(self.number, history, home=self.home) if history else None

    def timeline(self) -> tuple[tuple[Fact, Stage], ...]:
        """Return the facts that hold in the order of the law, each with the stage that it led to."""
        places = zip(self.facts, walk(self.facts, self._judged_by), strict=True)
        return tuple((fact, place.stage) for fact, place in places if place is not None and place.stage is not None)

    @property
    def first_round(self) -> Sequence[Fact]:
        """The facts up to the first conclusion that was not taken back: an order to reply anew begins another round."""
        return first_round(self.facts)

    @property
    def answered_on(self) -> date | None:
        """The day of the first reply, lapse or withdrawal that was not taken back: with it the limit of Art. 33 ends.

        It is ``concluded_on`` but for a lapse of an earlier year that was taken back, whose row in table III stands.
        """
        last = self.first_round[-1]
        return last.on if concludes(last) else None

    @property
    def corrections(self) -> Mapping[int, Fact | None]:
        """The fact that now stands in the place of each mended one, by its number; ``None`` where it was struck out."""
        holds = holding(self.history)
        return {entry.no: holds[entry.no] for entry in self.history if holds[entry.no] is not entry.fact}

    @property
    def voided(self) -> bool:
        """Whether the case is void: on no day does it count in a figure, and on none is anything due in it."""
        return self.stage is Stage.VOIDED or self._later_void is not None

    @property
    def void(self) -> Voided | None:
        """The fact that made the case void, ``None`` where it is not."""
        return self._later_void or next((fact for fact in self.facts if isinstance(fact, Voided)), None)

    @property
    def received(self) -> Received:
        """The receipt, as rectified."""
        first = self.facts[0]
        assert isinstance(first, Received)
        return first

    @property
    def received_on(self) -> date:
        """The day of receipt in law (Art. 31)."""
        return self.facts[0].on

    @property
    def requester(self) -> Requester:
        """The column of table III."""
        return self.received.requester

    @property
    def outstanding(self) -> frozenset[Matter]:
        """The matters that wait for an answer: clarification, fee, reasons, consultations, disputes."""
        if self._outstanding is None:
            object.__setattr__(self, "_outstanding", outstanding_after(self.facts))
        assert self._outstanding is not None
        return self._outstanding

    @property
    def conclusion(self) -> Conclusion | None:
        """How the case was first concluded, or ``None`` while it never was.

        A case reopened by an order keeps its first outcome in table III (reading ordered_reply_counting).
        """
        if self._ended is None:
            object.__setattr__(self, "_ended", (conclusion(self.facts),))
        assert self._ended is not None
        return self._ended[0]

    @property
    def disputed(self) -> bool:
        """Whether a reconsideration or a lawsuit was ever filed about the case (table IV)."""
        return not _FILINGS.isdisjoint(map(type, self.facts))

    @property
    def stage_zh(self) -> str:
        """What the stage is called: a request that was withdrawn is 终止办理, one that was given up 不再处理 (Art. 30)."""
        if self.stage is not Stage.DISCONTINUED:
            return self.stage.zh
        ended = next(fact.kind for fact in reversed(self.facts) if fact.kind in {"lapsed", "withdrawn"})
        return "终止办理" if ended == "withdrawn" else "不再处理"

    @property
    def concluded_on(self) -> date | None:
        """The day of the first reply, lapse or withdrawal."""
        return self.conclusion.on if self.conclusion else None

    @property
    def outcome(self) -> Outcome | None:
        """The outcome of the first reply; ``None`` where the case was never answered."""
        return self.conclusion.outcome if self.conclusion else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Case) and (self.number, self.history) == (other.number, other.history)

    def __hash__(self) -> int:
        return hash((self.number, self.history))

    def __repr__(self) -> str:
        return f"<Case {self.number} {self.stage.value}, {counted(len(self.history), 'fact')}>"

    def _appended(self, history: tuple[Entry, ...], fact: Fact, rules: int) -> Case:
        try:
            stage, outstanding = machine.step(
                self.stage, self.outstanding, fact, self.facts, self._judged_by, rules, self.home
            )
        except Refused as refused:
            raise self._refusal(fact, fact, refused) from None
        facts, judged_by = (*self.facts, fact), (*self._judged_by, rules)
        ended = None if concludes(fact) or type(fact) is Reopened else (self.conclusion,)
        return Case(self.number, history, facts, stage, judged_by, outstanding, ended, home=self.home)

    def _inserted(
        self, facts: tuple[Fact, ...], judged_by: tuple[int, ...], at: int
    ) -> tuple[Stage, frozenset[Matter]]:
        """Fire the fact at *at* and everything that comes after it in law."""
        stage, outstanding = stage_after(facts[:at], judged_by[:at]), outstanding_after(facts[:at])
        for n in range(at, len(facts)):
            try:
                stage, outstanding = machine.step(
                    stage, outstanding, facts[n], facts[:n], judged_by[:n], judged_by[n], self.home
                )
            except Refused as refused:
                before = Before(stage, outstanding, facts[:n], self.home)
                dated = with_its_day(refused, before, facts[n:], judged_by)
                raise self._refusal(facts[at], facts[n], dated) from None
        assert stage is not None
        return stage, outstanding

    def _refusal(self, new: Fact, broken: Fact, refused: Refused) -> OutOfOrder:
        if broken is not new:
            zh, en = refused.reason
            refused.reason = Words(
                f"若补记此条，则其后 {broken.on} 的 {broken.kind} 无法成立：{zh}",
                f"with it, the later {broken.kind} of {broken.on} would be impossible: {en}",
            )
        return out_of_order(self.number, new, self.stage, refused, self._open_kinds(), self._law(refused.on))

    def _law(self, act: date) -> GoverningLaw:
        """Return the law that governs the case when something happens in it on the day *act*."""
        return law_before(self.received_on, act, self.home, self.answered_on)

    def _before_receipt(self, fact: Fact) -> OutOfOrder:
        reason = Words(
            f"日期 {fact.on} 早于收到申请之日 {self.received_on}",
            f"{fact.on} is before the day of receipt, {self.received_on}",
        )
        return self._refusal(fact, fact, Refused(reason, articles.RECEIPT, fact.on))

    def _rectified(self, history: tuple[Entry, ...], fact: Rectified) -> Case:
        try:
            check_rectification(history)
        except Refused as refused:
            raise self._refusal(fact, fact, refused) from None
        facts, judged_by = mended(history)
        try:
            stage, _ = fold_guarded(self.number, history, facts, judged_by, self.home)
        except OutOfOrder as error:
            zh, en = error.reason
            reason = Words(f"更正后的记录无法成立：{zh}", f"the mended history is impossible: {en}")
            known, lawful = (self.number, fact.kind, self.stage.value, reason), self._open_kinds()
            raise OutOfOrder(*known, error.article, lawful, error.under, CALLED) from None
        mended_case = Case(self.number, history, facts, stage, judged_by, home=self.home)
        if fact.on < mended_case.received_on:
            raise mended_case._before_receipt(fact)
        if mended_case.received_on != self.received_on:
            check_governed(mended_case.received, self.home, history[-1].rules, self.received_on)
        return mended_case

    def _open_kinds(self) -> list[str]:
        return [kind for kind in EVENT_OF if self._why_not(kind) is None]

    def _option(self, kind: str, law: GoverningLaw, on: date) -> MoveOption:
        move, reason = MOVE_OF.get((self.stage, kind)) or machine.MOVE_BY_KIND[kind], self._why_not(kind)
        article, _ = move.articles.cited(law, on)
        return MoveOption(kind, move.zh, article, reason is None, reason)

    def _why_not(self, kind: str) -> Words | None:
        return machine.why_not(kind, Before(self.stage, self.outstanding, self.facts, self.home), self._judged_by)


__all__ = ["BEIJING", "Case", "Entry", "MoveOption"]
