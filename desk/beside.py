"""Beside: what is odd in a case beside the others of its book: the same request twice, or all its entries void.

A request of which no entry is left counts nowhere. All of it is told, and taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from persistence import Book, Person, UnknownCase
from workflow.annual import Selection
from workflow.case import Case
from workflow.events import Fact, Rectified
from workflow.names import plain_name
from workflow.oddities import Oddity
from workflow.words import Words

# So many cases of one day and kind of requester are looked at: where there are more, many people ask for the same.
_MOST = 50


def twins(case: Case, book: Book, person_of: Callable[[str], Person | None]) -> Iterator[Oddity]:
    """Yield an oddity where a case that was recorded before *case* says the same of its receipt.

    A void one is no twin, nor one of which it is known that somebody else asks: *person_of* says who asks in a case.
    """
    if case.void is not None:
        return
    day = case.received_on
    numbers = book.select(Selection(received=(day, day), requester=case.requester))
    others = book.cases([number for number in numbers[:_MOST] if number != case.number])
    found = [other for other in others if _is_twin(case, other) and not _of_others(case, other, person_of)]
    if found:
        listed = [other.number for other in found]
        yield Oddity(
            1,
            "",
            Words(
                f"与案件 {'、'.join(listed)} 同日、同渠道、同类申请人、同一内容；重复登记的，请作废其一（ysq void）",
                f"says the same as {', '.join(listed)}: day, channel, kind of requester and subject; "
                "where it was entered twice, make one void (ysq void)",
            ),
        )


def _is_twin(case: Case, other: Case) -> bool:
    """Tell whether *other* was recorded earlier, and its receipt says the same."""
    mine, theirs = case.received, other.received
    same = (mine.on, mine.channel, mine.requester) == (theirs.on, theirs.channel, theirs.requester)
    return same and plain_name(mine.subject) == plain_name(theirs.subject) and _recorded(other) < _recorded(case)


def _recorded(case: Case) -> tuple[str, str]:
    at = case.history[0].recorded_at
    return (at.isoformat() if at else "", case.number)


def _of_others(case: Case, other: Case, person_of: Callable[[str], Person | None]) -> bool:
    """Tell whether two different people are known to ask."""
    people = (person_of(one.number) for one in (case, other))
    return len({plain_name(person.name) for person in people if person is not None and person.name}) > 1


def none_left(case: Case, book: Book) -> Iterator[Oddity]:
    """Yield an oddity where *case* and the others that were entered for its request are all void."""
    no = _void_no(case)
    if no is None:
        return
    try:
        entries = _entries(case, book)
    except UnknownCase:  # a book that was tampered with
        return
    if len(entries) > 1:
        zh, en = "、".join(entries), ", ".join(entries)
        yield Oddity(
            no,
            "duplicate_of",
            Words(
                f"{zh} 是同一申请的登记，均已作废：该申请不再计入任何数字；有误的，删去其中一件的作废（ysq rectify 案号 序号 --strike）",
                f"{en} are entries of one request and all void: it counts in no figure; where that is wrong, strike out"
                " one of the voids (ysq rectify CASE NO --strike)",
            ),
        )


def _void_no(case: Case) -> int | None:
    """Return the number of the fact that made the case void, None where it is not or was only later."""
    if case.void is None:
        return None
    return next((entry.no for entry in reversed(case.history) if _innermost(entry.fact) is case.void), None)


def _innermost(fact: Fact | None) -> Fact | None:
    while isinstance(fact, Rectified):
        fact = fact.replacement
    return fact


def _entries(case: Case, book: Book) -> list[str]:
    """Return the void cases of one request: those that *case* repeats and those that repeat it; none where one stands."""
    found: dict[str, None] = {}
    repeated: str | None = case.number
    while repeated is not None and repeated not in found:
        found[repeated] = None
        void = book.case(repeated).void
        if void is None:
            return []
        repeated = void.duplicate_of
    for other in book.void_cases():
        if other.void is not None and other.void.duplicate_of in found:
            found[other.number] = None
    return sorted(found)


__all__ = ["none_left", "twins"]
