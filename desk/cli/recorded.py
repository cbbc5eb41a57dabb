"""Recorded: what the command under way has written for good, to be said where it could not show its answer.

Whoever is told "bad use or bad input" tries again; what stands in the book already would then stand there twice.
"""

from __future__ import annotations

from contextlib import suppress

from desk.desk import Desk
from persistence import Register
from workflow.words import Words

_NAMED = 5  # cases that a message names

_desks: list[Desk] = []
_copies: list[Words] = []


def begin() -> None:
    """Forget what an earlier command of this process did."""
    _desks.clear()
    _copies.clear()


def watched(desk: Desk) -> Desk:
    """Return *desk*, of which is known from now on what it records."""
    _desks.append(desk)
    return desk


def copied(words: Words) -> None:
    """Note that a register was made out of another, whole and verified."""
    _copies.append(words)


def recorded() -> Words | None:
    """Say what was recorded; None where nothing was."""
    said = [*_copies, *(words for desk in _desks if (words := _of(desk.register)) is not None)]
    return Words("；".join(w.zh for w in said), "; ".join(w.en for w in said)) if said else None


def _of(register: Register) -> Words | None:
    if register.appended is None:
        return None
    first, last = register.appended
    cases: list[str] = []
    with suppress(Exception), register.at(last) as book:  # what was recorded can be said without them
        cases = [*book.facts_before(book.at(first - 1))]
    shown, more = cases[:_NAMED], len(cases) > _NAMED
    zh, en = "、".join(shown) + ("等" if more else ""), ", ".join(shown) + (" and others" if more else "")
    return Words(
        f"已经记录{f'（案件 {zh}）' if shown else ''}，请勿重复操作",
        f"it was recorded{f' (case {en})' if shown else ''}: do not do it again",
    )


__all__ = ["begin", "copied", "recorded", "watched"]
