"""Guards: the conditions of moves, as pure functions of a case before a fact and of the fact.

Each returns why the fact may not be recorded, or ``None``. Which move asks which of them, and since which rules, stands
in the table (:mod:`workflow.stages`); what second dates may be stands in :mod:`workflow.second_dates`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from .names import plain_name
from .numbers import folded
from .rules import ALWAYS, RuleSpan
from .words import Words

if TYPE_CHECKING:
    from .events import Fact
    from .home import Home
    from .stages import Matter, Stage

CONCLUDING: Final = frozenset({"replied", "lapsed", "withdrawn"})
"""The kinds of facts that conclude a case, as the table has them; it is held against them."""


class Before(NamedTuple):
    """A case as a guard sees it: its stage, what waits for an answer, the facts that hold, in the order of the law, its home."""

    stage: Stage | None
    outstanding: frozenset[Matter]
    facts: Sequence[Fact]
    home: Home | None = None


GuardCheck = Callable[[Before, "Fact | None"], Words | None]
"""Returns why a fact may not be recorded, or ``None``. Asked without a fact, it answers for every fact of its kind."""


class Guard(NamedTuple):
    """A condition of a move, and the numbers of the rules under which it is asked."""

    check: GuardCheck
    rules: RuleSpan = ALWAYS


def filed_once(before: Before, fact: Fact | None) -> Words | None:
    """Refuse a dispute that is open or decided in the case, however its id is written; one that was refused may come again."""
    if fact is None:
        return None
    last = _last_about(before.facts, fact)
    if last is None or last.kind == "reconsideration_refused":
        return None
    first: str = last.dispute  # type: ignore[attr-defined]  # of disputes
    dispute: str = fact.dispute  # type: ignore[attr-defined]  # the same
    zh, en = ("", "") if first == dispute else (f"（写作 {first}）", f", written {first}")
    return Words(
        f"争议 {dispute} 在本案已登记{zh}，不能再次登记", f"dispute {dispute} was filed in this case already{en}"
    )


def decided_before(before: Before, fact: Fact | None) -> Words | None:
    """Refuse an appeal in a lawsuit that was not decided, or in which one is open."""
    if fact is None:
        decided = [f for f in before.facts if f.kind == "litigation_decided"]
        if any(_last_about(before.facts, f) is f for f in decided):
            return None
        return Words("没有已结案的行政诉讼", "no lawsuit was decided")
    last = _last_about(before.facts, fact)
    if last is not None and last.kind == "litigation_decided":
        return None
    dispute = fact.dispute  # type: ignore[attr-defined]  # of disputes
    return Words(f"诉讼 {dispute} 尚未结案，无从上诉", f"lawsuit {dispute} was not decided: there is nothing to appeal")


def _last_about(facts: Sequence[Fact], fact: Fact) -> Fact | None:
    """Return the last fact about the dispute of *fact*, however its id is written."""
    family, wanted = fact.kind.partition("_")[0], folded(fact.dispute)  # type: ignore[attr-defined]  # of disputes
    found = (f for f in reversed(facts) if f.kind.startswith(f"{family}_"))
    return next((f for f in found if folded(f.dispute) == wanted), None)  # type: ignore[attr-defined]  # of disputes


def leaves_open(before: Sequence[Fact], fact: Fact) -> bool:
    """Tell that what a fact answers still waits: an acceptance settles nothing."""
    return False


def issued(before: Before, fact: Fact | None) -> Words | None:
    """Refuse the delivery of a letter that was not issued before it, however its number is written."""
    numbers: list[str] = [f.number for f in before.facts if f.kind == "letter_issued"]  # type: ignore[attr-defined]  # of letters
    if fact is None:
        return None if numbers else Words("本案没有发出过文书", "no letter was issued in this case")
    number: str = fact.letter  # type: ignore[attr-defined]  # of deliveries
    if folded(number) in map(folded, numbers):
        return None
    return Words(f"没有发出文号为 {number} 的文书", f"no letter with the number {number} was issued")


def of_a_lapse(before: Before, fact: Fact | None) -> Words | None:
    """Refuse to take back a conclusion that was no lapse."""
    if lapsed_before(before.facts) is not None:
        return None
    return Words("最近一次办结并非视为放弃申请", "the case was not concluded as abandoned")


def approved_by_another(before: Before, fact: Fact | None) -> Words | None:
    """Refuse what one person alone decided, however the name is written."""
    if fact is None or fact.by is None:
        return None
    if plain_name(fact.by) != plain_name(fact.approved_by):  # type: ignore[attr-defined]  # of voids
        return None
    return Words(
        f"作废须由一人经办、另一人批准，现均为 {fact.by!r}",
        f"a case is made void by one person and approved by another, and here both are {fact.by!r}",
    )


def lapsed_before(facts: Sequence[Fact]) -> Fact | None:
    """Return the lapse with which a case was last concluded, None where it was concluded otherwise or not at all."""
    last = next((f for f in reversed(facts) if f.kind in CONCLUDING or f.kind == "reopened"), None)
    return last if last is not None and last.kind == "lapsed" else None


def paid_up(before: Sequence[Fact], payment: Fact) -> bool:
    """Tell whether the payments since the last fee notice, *payment* the last of them, come to the amount noticed."""
    paid = payment.amount  # type: ignore[attr-defined]  # of payments and notices
    for fact in reversed(before):
        if fact.kind == "fee_paid":
            paid += fact.amount  # type: ignore[attr-defined]
        elif fact.kind == "fee_noticed":
            return bool(paid >= fact.amount)  # type: ignore[attr-defined]
    return True


__all__ = [
    "CONCLUDING",
    "Before",
    "Guard",
    "GuardCheck",
    "approved_by_another",
    "decided_before",
    "filed_once",
    "issued",
    "lapsed_before",
    "leaves_open",
    "of_a_lapse",
    "paid_up",
]
