"""Alike: whether a number looks like that of another case, so that nobody takes the one for the other.

Numbers that look alike share a form (:func:`persistence.numbering.form_of`), whichever was there first. A case whose
number is its own form is found in the journal under it. The others are few; their forms are kept in memory, read from
the journal when they are first asked for, and brought up to date with what was recorded since.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import islice
from string import digits as _DIGITS

from workflow.rules import RuleSpan

from .errors import LooksAlike, UnknownCase
from .numbering import form_of, meant, place_in_series
from .shelf import Rows, Unlike

_SHORT, _FEW = 60, 3

UNLIKE = RuleSpan(2)
"""The rules under which a new number must look like no other; under the first ones any was taken."""

Find = Callable[[str], str | None]
"""Finds a case by the form of its number, which it is not written in."""


def alike(number: str, pattern: str, is_case: Callable[[str], object], find: Find) -> str | None:
    """Return the number of a case that looks like *number* and is another, None where there is none."""
    form = form_of(pattern, number)
    if form != number and is_case(form):
        return form
    other = find(form)
    return None if other == number else other


def check_new(number: str, pattern: str, is_case: Callable[[str], object], find: Find) -> None:
    """Raise :class:`LooksAlike` for a number that looks like that of a case, or like one of the series of *pattern*."""
    other = alike(number, pattern, is_case, find)
    if other is not None:
        raise LooksAlike(number, other)
    written = meant(pattern, number)
    if written is not None and written != number and place_in_series(pattern, number) is None:
        raise LooksAlike(number, written, pattern)


def unknown(number: str, pattern: str, is_case: Callable[[str], object], find: Find) -> UnknownCase:
    """Return the error for *number*, which is of no case, with the cases that may be meant."""
    other = alike(number, pattern, is_case, find)
    return UnknownCase(number, other, () if other else near(number, is_case))


def near(number: str, is_case: Callable[[str], object]) -> tuple[str, ...]:
    """Return a few cases whose numbers are one slip in the digits away: another, one more, one less, two exchanged."""
    if len(number) > _SHORT:
        return ()
    found = (other for other in dict.fromkeys(_slips(number)) if other != number and is_case(other))
    return tuple(islice(found, _FEW))


def _slips(number: str) -> Iterator[str]:
    """Yield what one may have meant to type, the last digits first: there the slip is likeliest."""
    for at in reversed(range(len(number))):
        head, here, tail = number[:at], number[at], number[at + 1 :]
        if not here.isdecimal():
            continue
        if tail[:1].isdecimal():
            yield head + tail[0] + here + tail[1:]
        yield from (head + digit + tail for digit in _DIGITS)
        yield head + tail
        yield from (head + here + digit + tail for digit in _DIGITS)


class AlikeNumbers:
    """The numbers of a book that are not their own form, by that form; for all threads of a register."""

    def __init__(self) -> None:
        self._seen, self._numbers, self._lock = 0, dict[str, str](), threading.Lock()

    def finder(self, rows: Rows, pattern: str, upto: int | None = None) -> Find:
        """Return what finds a case as the journal has them now, or up to a row of it."""

        def find(form: str) -> str | None:
            with self._lock:
                self._catch_up(rows, pattern, upto)
                return self._numbers.get(form)

        return find

    def _catch_up(self, rows: Rows, pattern: str, upto: int | None) -> None:
        last = rows.count() if upto is None else upto
        if last > self._seen:
            for number in rows.find(Unlike(pattern, self._seen, last)):
                self._numbers.setdefault(form_of(pattern, number), number)
            self._seen = last


__all__ = ["UNLIKE", "AlikeNumbers", "Find", "check_new", "unknown"]
