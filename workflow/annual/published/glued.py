"""Glued digits: a row whose separators are lost, split again where its sums allow exactly one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from .readings import Figure

Split = tuple[Figure, ...]
MOST = 40_000
"""More ways than these are not looked through: the row stays ambiguous."""
STEPS = 400_000
"""Steps in search of a sum or a balance, some two seconds; beyond, nothing is looked through."""
LONGEST = 9
"""Digits of a figure, on average over a row: no report counts a thousand million requests."""


class Ways(NamedTuple):
    """The ways to split a row in which its sums hold (``fitting``), and all ways; both empty where there is none.

    ``many`` is True where they are too many to be looked through; then both are empty too.
    """

    fitting: tuple[Split, ...]
    every: tuple[Split, ...]
    many: bool = False

    @property
    def likely(self) -> tuple[Split, ...]:
        """Return the only way there is, else those in which the sums hold."""
        return self.every if len(self.every) == 1 else self.fitting


def splits(tokens: Sequence[str], columns: int, signed: frozenset[int] = frozenset()) -> Iterator[Split]:
    """Yield every way to cut *tokens* into *columns* figures; no cut joins two tokens, no figure begins with a zero.

    A minus opens a figure, and only in the columns *signed* (from 0). A token with a point is a figure with
    decimals, whose digits before the point may hold other figures.
    """
    yield from _cut(tuple(tokens), columns, 0, signed)


def _cut(tokens: tuple[str, ...], columns: int, at: int, signed: frozenset[int]) -> Iterator[Split]:
    left = columns - at
    if not tokens or left < len(tokens):
        if not tokens and not left:
            yield ()
        return
    if sum(map(_digits, tokens)) < left:
        return
    for size in range(1, _digits(tokens[0]) + 1):
        head, rest = _head(tokens[0], size)
        if not _sound(head) or (head.startswith("-") and at not in signed):
            continue
        for tail in _cut((rest, *tokens[1:]) if rest else tokens[1:], columns, at + 1, signed):
            yield (_value(head), *tail)


def _digits(token: str) -> int:
    return len(token.split(".")[0].lstrip("-"))


def _head(token: str, size: int) -> tuple[str, str]:
    """Cut the first *size* digits off; a point and its decimals go with the last digit before it."""
    end = size + token.startswith("-")
    if token[end : end + 1] == ".":
        return token, ""
    return token[:end], token[end:]


def _sound(text: str) -> bool:
    digits = text.lstrip("-").split(".")[0]
    return digits == "0" or not digits.startswith("0")


def _value(text: str) -> Figure:
    return Decimal(text) if "." in text else int(text)


class TooMany(Exception):
    """The search for the ways to split one row takes too long."""


class _Search:
    """Counts the steps of a search; raises ``TooMany`` where they are more than one row may take."""

    def __init__(self) -> None:
        self.left = STEPS

    def step(self) -> None:
        """Count one step."""
        self.left -= 1
        if self.left < 0:
            raise TooMany


def summed(tokens: Sequence[str], columns: int, block: int) -> Iterator[Split]:
    """Yield the ways to cut runs of digits in which the last of each *block* of figures is the sum of the others.

    Raises ``TooMany``.
    """
    yield from _blocks(tuple(tokens), columns, block, _Search())


def _blocks(tokens: tuple[str, ...], columns: int, block: int, search: _Search) -> Iterator[Split]:
    if not tokens or sum(map(len, tokens)) < columns:
        return
    if columns == block:
        yield from _last(tokens, block, search)
        return
    for parts, rest in _parts(tokens, block - 1):
        search.step()
        total = str(sum(parts))
        if rest and rest[0].startswith(total):
            for tail in _blocks(_after(rest, len(total)), columns - block, block, search):
                yield (*parts, int(total), *tail)


def _last(tokens: tuple[str, ...], block: int, search: _Search) -> Iterator[Split]:
    """Take each sum that may stand at the end, and cut what is before it into figures that give it."""
    for size in range(1, len(tokens[-1]) + 1):
        before, total = tokens[-1][:-size], tokens[-1][-size:]
        if _sound(total):
            for parts in _adding((*tokens[:-1], before) if before else tokens[:-1], block - 1, int(total), search):
                yield (*parts, int(total))


def _adding(tokens: tuple[str, ...], count: int, total: int, search: _Search) -> Iterator[Split]:
    """Yield the ways to cut *tokens* into *count* figures whose sum is *total*."""
    search.step()
    if not count or not tokens:
        yield from () if count or tokens or total else ((),)
        return
    digits = sum(map(len, tokens))
    if digits < count or count < len(tokens) or not _least(digits, count) <= total < _most(digits, count):
        return
    for size in range(1, len(tokens[0]) + 1):
        head = int(tokens[0][:size])
        if head > total or not _sound(tokens[0][:size]):
            return
        for tail in _adding(_after(tokens, size), count - 1, total - head, search):
            yield (head, *tail)


def _least(digits: int, count: int) -> int:
    """Return the least sum of *count* figures with *digits* digits together: their lengths are as even as can be."""
    each, more = divmod(digits, count)
    # *more* of them have one digit above the others; a figure of one digit may be nought.
    return int(more * 10**each + (count - more) * (10 ** (each - 1) if each > 1 else 0))


def _most(digits: int, count: int) -> int:
    """Return a number above every sum of *count* figures with *digits* digits together: all but one have one digit."""
    return int(10 ** (digits - count + 1)) + 10 * (count - 1)


def _parts(tokens: tuple[str, ...], count: int) -> Iterator[tuple[tuple[int, ...], tuple[str, ...]]]:
    """Yield the first *count* figures of *tokens* with what is left of them."""
    if not count or not tokens:
        yield from () if count else (((), tokens),)
        return
    for size in range(1, min(len(tokens[0]), LONGEST) + 1):
        if not _sound(tokens[0][:size]):
            return
        for parts, left in _parts(_after(tokens, size), count - 1):
            yield (int(tokens[0][:size]), *parts), left


def _after(tokens: tuple[str, ...], size: int) -> tuple[str, ...]:
    """Return *tokens* without the first *size* digits of the first."""
    rest = tokens[0][size:]
    return (rest, *tokens[1:]) if rest else tokens[1:]


def row_ways(tokens: Sequence[str], columns: int, block: int) -> Ways:
    """Return the ways to split a row; the last of each *block* of figures is the sum of those before it."""
    if not all(token.isdecimal() for token in tokens):
        return Ways((), ())
    if sum(map(len, tokens)) > LONGEST * columns:
        return Ways((), (), many=True)
    try:
        fitting = tuple(islice(summed(tokens, columns, block), MOST + 1))
    except TooMany:
        return Ways((), (), many=True)
    every = tuple(islice(splits(tokens, columns), 2 if fitting else MOST + 1))
    return Ways((), (), many=True) if max(len(fitting), len(every)) > MOST else Ways(fitting, every)
