"""Voids: void cases that are entries of one request, of which none is left; that is told, since the request counts nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from persistence import Book, UnknownCase
from workflow.case import Case
from workflow.events import Fact, Rectified
from workflow.oddities import Oddity
from workflow.words import Words


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


__all__ = ["none_left"]
