"""Oddities: what was recorded can be, and is lawful, and yet is mostly a slip of the hand. It is taken, and told at once.

Pure functions of a case. What is impossible is refused instead, what is unlawful is found by the duties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from .calendar import WorkCalendar
from .case import Case, Entry
from .clock.transition import law_of
from .events import (
    EVENT_OF,
    ClarificationRequested,
    Fact,
    FeeNoticed,
    FeePaid,
    LitigationAppealed,
    ReconsiderationAccepted,
    ReconsiderationFiled,
    Rectified,
    all_fields,
)
from .home import readings_of
from .identity_numbers import SHORTEST, holds_identity_number
from .odd_disputes import Held, Oddity, disputed
from .second_dates import BOUNDS_OF, Bound, Other, Verdict, beyond
from .unseen import says_something
from .words import Words

_BESIDE_OTHERS = (FeePaid, Rectified, LitigationAppealed, ReconsiderationAccepted, ReconsiderationFiled)
"""Facts that are odd beside others, so that not each by itself can be told to be plain."""
_TOLD = (Verdict.IMPOSSIBLE, Verdict.ODD)  # older books hold what can no longer be recorded
_GIVEN = (Other.RECEIPT, Other.TODAY)  # what no fact says of itself


def oddities(case: Case, calendar: WorkCalendar | None = None) -> tuple[Oddity, ...]:
    """Return what is odd in *case*, in the order of recording: in what holds, and in what can never be erased.

    With *calendar*, also the days to which a limit was set and which it does not know.
    """
    held = _holding(case)
    found = [odd for entry in case.history for odd in _identities(entry)]
    found += _repeated(held)
    found += _payments(held)
    found += _after_the_void(case, held)
    found += disputed(case, held, calendar)
    for no, fact in held:
        found += _dates(case, no, fact)
        found += _of_fact(no, fact, calendar)
    return tuple(sorted(found, key=lambda odd: odd.no))


def may_be_odd(fact: Fact, receipt: date | None = None, recorded_on: date | None = None) -> bool:
    """Tell without its case whether a fact may be odd, so that not every case need be looked at; not whether it is.

    *receipt* is the day of receipt of its case, *recorded_on* the day of recording; what is held against one that is
    not given may be odd. Whether another fact says the same, :func:`repeat_key` helps to tell.
    """
    bounds, texts, more = _LOOKS[fact.kind]
    for bound in bounds:
        day = bound.day_in(fact)
        other = None if day is None else bound.other_in(fact, receipt, recorded_on)
        if day is not None and (not bound.holds(day, other) if other else bound.other in _GIVEN):
            return True
    for name in texts:  # on the path of every line of an import
        value = getattr(fact, name)
        if value and (isinstance(value, tuple) or len(value) >= SHORTEST) and _holds_identity(value):
            return True
    return more and (isinstance(fact, _BESIDE_OTHERS) or any(True for _ in _of_fact(0, fact, None)))


def repeat_key(fact: Fact) -> tuple[str, date]:
    """Return what two facts of a case share where one may say the same as the other."""
    return fact.kind, fact.on


def _holding(case: Case) -> Held:
    if len(case.facts) == len(case.history) and all(e.fact is f for e, f in zip(case.history, case.facts, strict=True)):
        return [(entry.no, entry.fact) for entry in case.history]
    numbers: dict[int, list[int]] = {}
    for entry in case.history:
        fact: Fact | None = entry.fact
        while isinstance(fact, Rectified):
            fact = fact.replacement
        numbers.setdefault(id(fact), []).append(entry.no)
    return [(_next(numbers[id(fact)]), fact) for fact in case.facts]


def _next(numbers: list[int]) -> int:
    return numbers.pop(0) if len(numbers) > 1 else numbers[0]


# -- dates ------------------------------------------------------------------------------------------------


def _dates(case: Case, no: int, fact: Fact) -> Iterator[Oddity]:
    """Yield the odd dates of a fact, and those that could not be recorded today; each date once."""
    recorded_on = next(entry.recorded_on for entry in case.history if entry.no == no)
    told: set[str] = set()
    for verdict in _TOLD:
        for found in beyond(fact, verdict, receipt=case.received_on, today=recorded_on):
            if found.bound.field not in told:
                told.add(found.bound.field)
                yield Oddity(no, found.bound.field, found.said(law_of(case, fact.on, readings_of(case, None))))


_LIMITS = ("respond_by", "until", "due_on")


def _of_fact(no: int, fact: Fact, calendar: WorkCalendar | None) -> Iterator[Oddity]:
    if isinstance(fact, ClarificationRequested) and not all(map(says_something, fact.items)):
        yield Oddity(no, "items", Words("补正事项中有空白的一项", "an item that is to be clarified is blank"))
    if isinstance(fact, (FeeNoticed, FeePaid)) and not fact.amount:
        yield Oddity(no, "amount", Words("金额为 0", "the amount is 0"))
    for field in _LIMITS if calendar is not None else ():
        day = getattr(fact, field, None)
        if calendar is not None and day is not None and not calendar.first <= day <= calendar.last:
            yield Oddity(no, field, _beyond_calendar(day, calendar))


def _beyond_calendar(day: date, calendar: WorkCalendar) -> Words:
    return Words(
        f"{day} 不在日历的范围内（{calendar.first} 至 {calendar.last}），期限无法推算；有误请更正",
        f"{day} is outside the calendar ({calendar.first} to {calendar.last}): no limit can be reckoned; "
        "rectify it if it is wrong",
    )


# -- the same twice ---------------------------------------------------------------------------------------


def _repeated(held: Held) -> Iterator[Oddity]:
    """Yield the facts that say what another of the same day says; who recorded it, and the note, may differ."""
    first: dict[tuple[Any, ...], int] = {}
    for no, fact in held:
        said = {name: value for name, value in fact.values().items() if name not in {"by", "note"}}
        key = (fact.kind, *said.items())
        earlier = first.setdefault(key, no)
        if earlier != no:
            yield Oddity(
                max(no, earlier),
                "",
                Words(
                    f"与第 {min(no, earlier)} 条{fact.zh}（{fact.on}）完全相同；重复登记的，请更正删去",
                    f"says the same as fact {min(no, earlier)}, {fact.kind} of {fact.on}; "
                    "strike it out if it was entered twice",
                ),
            )


# -- after a void ------------------------------------------------------------------------------------------


def _after_the_void(case: Case, held: Held) -> Iterator[Oddity]:
    """Yield what was recorded once the case was void, of a day before: nothing comes of it."""
    void = case.void
    voided_no = next((no for no, fact in held if fact is void), None)
    if voided_no is None:  # not void, or only later than the day as of which it is seen
        return
    words = Words(
        f"记录时案件已由第 {voided_no} 条作废：此条不计入任何数字；作废有误的，先删去第 {voided_no} 条（--strike）",
        f"the case was made void by fact {voided_no} before this was recorded: nothing comes of it; "
        f"where the void is wrong, strike out fact {voided_no} first",
    )
    yield from (Oddity(no, "", words) for no, _ in held if no > voided_no)


# -- payments ---------------------------------------------------------------------------------------------


def _payments(held: Held) -> Iterator[Oddity]:
    """Yield the last payment after a notice where what was paid is not what was noticed: less, or more."""
    noticed, paid, last = Decimal(0), Decimal(0), 0
    for no, fact in held:
        if isinstance(fact, FeeNoticed):
            yield from _unequal(noticed, paid, last)
            noticed, paid, last = fact.amount, Decimal(0), 0
        elif isinstance(fact, FeePaid):
            paid, last = paid + fact.amount, no
    yield from _unequal(noticed, paid, last)


def _unequal(noticed: Decimal, paid: Decimal, last: int) -> Iterator[Oddity]:
    if last and paid < noticed:
        yield Oddity(
            last,
            "amount",
            Words(
                f"通知收费 {noticed} 元，已缴 {paid} 元，尚欠 {noticed - paid} 元：期限自缴足之日起算",
                f"{noticed} yuan were noticed and {paid} paid, {noticed - paid} are wanting: the limit waits for the rest",
            ),
        )
    elif last and paid > noticed:
        yield Oddity(
            last,
            "amount",
            Words(
                f"通知收费 {noticed} 元，已缴 {paid} 元，多缴 {paid - noticed} 元",
                f"{noticed} yuan were noticed and {paid} paid: {paid - noticed} too much",
            ),
        )


# -- what can never be erased -----------------------------------------------------------------------------

_TEXTS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(
        a.name for a in all_fields(cls) if a.metadata["json"] in {"text", "list"} and "options" not in a.metadata
    )
    for kind, cls in EVENT_OF.items()
}


class _Look(NamedTuple):
    """What is looked at in a fact of one kind: dates, texts, and whether anything else."""

    bounds: tuple[Bound, ...]
    texts: tuple[str, ...]
    more: bool


_LOOKS = {
    kind: _Look(
        tuple(b for b in BOUNDS_OF.get(kind, ()) if b.verdict in _TOLD),
        _TEXTS[kind],
        issubclass(cls, (ClarificationRequested, FeeNoticed, *_BESIDE_OTHERS)),
    )
    for kind, cls in EVENT_OF.items()
}


def _identities(entry: Entry) -> Iterator[Oddity]:
    """Yield the fields of a fact, and of one within it, that hold an identity number; it is not said which number."""
    fact: Fact | None = entry.fact
    while fact is not None:
        for name in _TEXTS[fact.kind]:
            value = getattr(fact, name)
            if value and _holds_identity(value):
                yield Oddity(entry.no, name, _cannot_be_erased(fact, name))
        fact = fact.replacement if isinstance(fact, Rectified) else None


def _holds_identity(value: str | tuple[str, ...]) -> bool:
    return any(map(holds_identity_number, value)) if isinstance(value, tuple) else holds_identity_number(value)


def _cannot_be_erased(fact: Fact, field: str) -> Words:
    label = next(a.metadata["zh"] for a in all_fields(type(fact)) if a.name == field)
    return Words(
        f"{label}（{field}）中似有公民身份号码：记录以后不能删去；申请人的身份证明应另存（--identity）",
        f"{field} seems to hold the number of an identity card: what is recorded can never be erased; "
        "who asks is kept apart (--identity)",
    )


__all__ = ["Oddity", "may_be_odd", "oddities", "repeat_key"]
