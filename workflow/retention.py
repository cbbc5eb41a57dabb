"""Retention: how long an organ keeps who asked, and what is due.

No period is law here: an organ sets its own, outcome by outcome. A period runs from the end of the year in which the last
fact of a case lies. What is destroyed is the personal data; the history and the figures of the report stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from .annual import disputes_of
from .case import Case
from .errors import InvalidFact
from .fields import is_text
from .outcomes import Outcome
from .stages import FINAL, Stage
from .words import Words

ALL, PERMANENT, NONE = "all", "permanent", "none"
VOIDED = "voided"
OUTCOMES = (ALL, *(outcome.value for outcome in Outcome), "lapsed_clarification", "lapsed_fee", "withdrawn", VOIDED)
"""What a period may be set for; ``all`` holds for every outcome without one of its own."""
MOST_YEARS = 100

Period = int | Literal["permanent"]
"""So many whole years after the year of the last fact, or for ever."""

_A_PERIOD = Words(
    f"1 至 {MOST_YEARS} 的整数年数、{PERMANENT}（永久）或 {NONE}（撤销）",
    f"1 to {MOST_YEARS} whole years, {PERMANENT}, or {NONE} to withdraw it",
)


class Kept(NamedTuple):
    """A case of which personal data is kept: its outcome, the day of its last fact, its period and the last day of it.

    ``why`` says what stands against destroying it though its period is over.
    """

    case: str
    outcome: str | None
    last_on: date
    period: Period | None
    until: date | None
    why: Words | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the case as JSON has it."""
        values = {"case": self.case, "outcome": self.outcome, "last_on": str(self.last_on), "period": self.period}
        return values | {"kept_until": self.until and str(self.until)}

    def refusal(self, on: date) -> Words | None:
        """Return what stands against destroying it at the end of *on*; None where nothing does."""
        if self.why:
            return self.why
        return _not_yet(self) if self.until is None or self.until >= on else None


class Retention(NamedTuple):
    """What is due on a day: ``due`` may be destroyed, ``held_back`` not yet; ``without_period`` counts the rest."""

    on: date
    periods: Mapping[str, Period]
    due: tuple[Kept, ...]
    held_back: tuple[Kept, ...]
    without_period: int

    def as_json(self) -> dict[str, Any]:
        """Return the list as JSON has it."""
        held = [kept.as_json() | {"why": kept.why and kept.why.zh} for kept in self.held_back]
        due = [kept.as_json() for kept in self.due]
        head = {"on": str(self.on), "periods": self.periods, "due": due, "held_back": held}
        return head | {"without_period": self.without_period}


class Standing(NamedTuple):
    """How a case stands, as far as its keeping goes: outcome and row of table III where it was concluded."""

    case: str
    stage: str
    outcome: str | None
    row: str | None
    last_on: date
    disputed: bool = False
    """Whether a reconsideration or a lawsuit is not decided."""
    voided: bool = False


def standing_of(case: Case) -> Standing:
    """Return how a case stands, by its history."""
    ended, outcome, row = case.conclusion, None, None
    if ended is not None:
        outcome, row = ended.outcome and ended.outcome.value, ended.row
    pending = case.disputed and any(dispute.decided_on is None for dispute in disputes_of(case))
    return Standing(case.number, case.stage.value, outcome, row, case.facts[-1].on, pending, case.voided)


def check_period(outcome: str, period: str) -> Period | None:
    """Read a period for *outcome*, ``None`` where it is withdrawn; raise ``InvalidFact``."""
    if not is_text(outcome) or outcome not in OUTCOMES:
        raise InvalidFact("outcome", outcome, Words("、".join(OUTCOMES), ", ".join(OUTCOMES)), "retention")
    if not is_text(period):
        raise InvalidFact("years", period, _A_PERIOD, "retention")
    if period == PERMANENT:
        return "permanent"
    if period == NONE:
        return None
    if not (period.isascii() and period.isdecimal() and len(period) < 4 and 1 <= int(period) <= MOST_YEARS):
        raise InvalidFact("years", period, _A_PERIOD, "retention")
    return int(period)


def retention(on: date, periods: Mapping[str, Period], found: Iterable[Standing]) -> Retention:
    """Sort the cases of which personal data is kept into what is due at the end of *on* and what is not."""
    due: list[Kept] = []
    back: list[Kept] = []
    without = 0
    for kept in sorted((kept_of(standing, periods) for standing in found), key=lambda kept: (kept.last_on, kept.case)):
        without += kept.period is None
        if kept.until is not None and kept.until < on:
            (back if kept.why else due).append(kept)
    return Retention(on, periods, tuple(due), tuple(back), without)


def kept_of(standing: Standing, periods: Mapping[str, Period]) -> Kept:
    """Return the period of a case, and until when its personal data is kept."""
    key = VOIDED if standing.voided else _outcome(standing.outcome, standing.row)
    period = periods.get(key or ALL, periods.get(ALL))
    until = date(standing.last_on.year + period, 12, 31) if isinstance(period, int) else None
    return Kept(standing.case, key, standing.last_on, period, until, _in_the_way(standing))


def _outcome(outcome: str | None, row: str | None) -> str | None:
    if outcome or row is None:
        return outcome
    return row if row.startswith("lapsed_") else "withdrawn"


def _in_the_way(standing: Standing) -> Words | None:
    if Stage(standing.stage) not in FINAL:
        return Words("案件尚未归档", "the case is not archived")
    if standing.disputed:
        return Words("复议或诉讼尚未审结", "a reconsideration or a lawsuit is not decided")
    return None


def _not_yet(kept: Kept) -> Words:
    if kept.period is None:
        zh = f"没有为 {kept.outcome} 设定保存期限（ysq retention --set）"
        return Words(zh, f"no period is set for {kept.outcome} (ysq retention --set)")
    if kept.until is None:
        return Words(f"{kept.outcome} 为永久保管", f"{kept.outcome} is kept for ever")
    return Words(f"保管至 {kept.until}", f"it is kept until {kept.until}")


__all__ = [
    "ALL",
    "NONE",
    "OUTCOMES",
    "PERMANENT",
    "Kept",
    "Period",
    "Retention",
    "Standing",
    "check_period",
    "kept_of",
    "retention",
]
