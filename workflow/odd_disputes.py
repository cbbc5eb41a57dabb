"""Oddity, a value; and what is odd in disputes: accepted twice, under a procedure that there was not, barred, or too late."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from .calendar import WorkCalendar
from .case import Case
from .clock.respondent import respondent_limits
from .disputes import pending_suit
from .events import (
    Fact,
    Lapsed,
    LitigationAppealed,
    Procedure,
    ReconsiderationAccepted,
    ReconsiderationFiled,
    Replied,
    ReplyOrdered,
)
from .home import readings_of
from .law import Law, Readings, review_first, silence_review_first
from .numbers import folded
from .words import Lang, Words


class Oddity(NamedTuple):
    """Something odd in the fact number ``no`` of a case, in one of its fields or, where that is empty, in the whole."""

    no: int
    field: str
    words: Words

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the oddity with its sentence in *lang*."""
        return {"no": self.no, "field": self.field or None, "message": self.words.say(lang)}


Held = list[tuple[int, Fact]]
"""The facts that hold in the order of the law, each with the number under which it, or its correction, was recorded."""


def disputed(case: Case, held: Held, calendar: WorkCalendar | None) -> Iterator[Oddity]:
    """Yield what is odd in the disputes of *case*; with *calendar*, also appeals after their time."""
    first: dict[str, int] = {}
    readings = readings_of(case, None)
    for at, (no, fact) in enumerate(held):
        if isinstance(fact, ReconsiderationAccepted):
            yield from _accepted(held, at, first.setdefault(folded(fact.dispute), at), readings.law)
        elif isinstance(fact, ReconsiderationFiled):
            yield from _barred(no, [other for _, other in held[:at]], readings)
        elif isinstance(fact, LitigationAppealed) and calendar is not None:
            yield from _appealed_late(case, no, fact, calendar, readings)


def _accepted(held: Held, at: int, first: int, law: Law) -> Iterator[Oddity]:
    """Yield an acceptance of what was accepted before, and a procedure that the law of its day did not know."""
    (no, fact), (earlier, before) = held[at], held[first]
    since = law.in_force_from("reconsideration_simple")
    if isinstance(fact, ReconsiderationAccepted) and fact.procedure is Procedure.SIMPLE and fact.on < since:
        words = Words(
            f"{since} 前施行的行政复议法没有简易程序，期限按一般规定推算",
            f"the law on reconsideration before {since} had no simple procedure: limits are reckoned by the general rule",
        )
        yield Oddity(no, "procedure", words)
    if first != at:
        words = Words(
            f"第 {earlier} 条已记录该复议于 {before.on} 受理：期限按先受理之日推算；有误请更正",
            f"fact {earlier} has this reconsideration accepted on {before.on}: limits are reckoned from that day; "
            "rectify what is wrong",
        )
        yield Oddity(no, "", words)


def _barred(no: int, before: list[Fact], readings: Readings) -> Iterator[Oddity]:
    """Yield a reconsideration asked for while a direct suit over the same answer or silence is pending (ARL 16(2), 29(2))."""
    since = next((n for n in reversed(range(len(before))) if isinstance(before[n], (Replied, Lapsed, ReplyOrdered))), 0)
    suit = pending_suit(before[since:])
    reviewed = any(isinstance(fact, ReconsiderationFiled) for fact in before[since:])
    if suit is not None and not reviewed and not _review_first(before[since], suit, readings):
        words = Words(
            f"{suit.on} 已直接提起行政诉讼：人民法院已经依法受理的，不得申请行政复议",
            f"a suit was filed on {suit.on}: once a court has taken it, there is no reconsideration",
        )
        yield Oddity(no, "", words)


def _review_first(over: Fact, suit: Fact, readings: Readings) -> bool:
    """Say whether no court could take a suit over an answer, or over silence, before reconsideration."""
    if isinstance(over, Replied):
        return bool(review_first(over.outcome, over.on, readings, over.articles, suit.on))
    return not isinstance(over, Lapsed) and silence_review_first(suit.on, readings)


def _appealed_late(
    case: Case, no: int, fact: LitigationAppealed, calendar: WorkCalendar, readings: Readings
) -> Iterator[Oddity]:
    """Yield an appeal after the time that is reckoned from the judgment; the day of its service is not recorded."""
    then = case.as_of(fact.on)
    for limit in respondent_limits(then, then.facts, fact.on, calendar, readings):
        if limit.duty == "appeal_window" and limit.done == fact.on and limit.state == "missed":
            words = Words(
                f"自裁判之日起算的上诉期限已于 {limit.due} 届满；裁判文书送达之日未记录",
                f"the time to appeal, reckoned from the judgment, ended on {limit.due}; when it was served is not recorded",
            )
            yield Oddity(no, "", words)
