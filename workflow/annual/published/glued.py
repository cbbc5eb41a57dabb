"""Glued digits: a row whose separators are lost, split again where its sums allow exactly one way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from .readings import Figure

Split = tuple[Figure, ...]
MOST = 40_000
"""More ways, or sums on the way, than these are not looked through: the row stays ambiguous."""


class Ways(NamedTuple):
    """The ways to split a row in which its sums hold (``fitting``), and all ways; both empty where they are too many."""

    fitting: tuple[Split, ...]
    every: tuple[Split, ...]

    @property
    def likely(self) -> tuple[Split, ...]:
        """Return the only way there is, else those in which the sums hold."""
        return self.every if len(self.every) == 1 else self.fitting


def splits(
    tokens: Sequence[str], columns: int, signed: frozenset[int] = frozenset(), block: int = 0
) -> Iterator[Split]:
    """Yield every way to cut *tokens* into *columns* figures; no cut joins two tokens, no figure begins with a zero.

    A minus opens a figure, and only in the columns *signed* (from 0). A token with a point is a figure with
    decimals, whose digits before the point may hold other figures. With *block*, the last of so many figures
    is the sum of those before it.
    """
    yield from _cut(tuple(tokens), columns, 0, signed, block, 0)


def _cut(
    tokens: tuple[str, ...], columns: int, at: int, signed: frozenset[int], block: int, sofar: Figure
) -> Iterator[Split]:
    left = columns - at
    if not tokens or left < len(tokens):
        if not tokens and not left:
            yield ()
        return
    if sum(map(_digits, tokens)) < left:
        return
    ends = block > 0 and at % block == block - 1
    for size in range(1, _digits(tokens[0]) + 1):
        head, rest = _head(tokens[0], size)
        if not _sound(head) or (head.startswith("-") and at not in signed):
            continue
        value = _value(head)
        if ends and value != sofar:
            continue
        after = (rest, *tokens[1:]) if rest else tokens[1:]
        for tail in _cut(after, columns, at + 1, signed, block, 0 if ends else sofar + value):
            yield (value, *tail)


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


def row_ways(tokens: Sequence[str], columns: int, block: int) -> Ways:
    """Return the ways to split a row; the last of each *block* of figures is the sum of those before it."""
    if not all(token.isdecimal() for token in tokens):
        return Ways((), ())
    fitting = tuple(islice(splits(tokens, columns, block=block), MOST + 1))
    every = tuple(islice(splits(tokens, columns), 2 if fitting else MOST + 1))
    return Ways((), ()) if max(len(fitting), len(every)) > MOST else Ways(fitting, every)


class Solved(NamedTuple):
    """What the balances leave of several rows: the splits that are still possible, and whether all balances hold.

    ``held`` is None where no balance could be judged.
    """

    rows: dict[str, tuple[Split, ...]]
    held: bool | None


def solve(rows: Mapping[str, tuple[Split, ...]], results: Sequence[str]) -> Solved:
    """Keep, of the possible splits of each row, those with which the columns of table III balance.

    The balances are: concluded = sum of *results*; received + brought forward = concluded + carried forward.
    One that touches a row without splits is not used. Where no choice balances, or the sums on the way are too
    many to look through, every split stays.
    """
    signs = _signs(rows, results)
    names = sorted((name for name in rows if signs.get(name)), key=lambda name: len(rows[name]))
    if not names:
        return Solved(dict(rows), None)
    before = [{_zero(rows[names[0]][0])}]
    for name in names:
        sums = {_plus(state, split, signs[name]) for state in before[-1] for split in rows[name]}
        if len(sums) > MOST:
            return Solved(dict(rows), False)
        before.append(sums)
    return _traced(rows, names, signs, before)


State = tuple[Figure, ...]


def _traced(
    rows: Mapping[str, tuple[Split, ...]],
    names: Sequence[str],
    signs: Mapping[str, tuple[int, int]],
    before: list[set[State]],
) -> Solved:
    """Go back from the sums that are zero, and keep the splits on the way."""
    good = {state for state in before[-1] if not any(state)}
    if not good:
        return Solved(dict(rows), False)
    kept: dict[str, tuple[Split, ...]] = {}
    for name, states in zip(reversed(names), reversed(before[:-1]), strict=True):
        steps = [(state, split) for state in states for split in rows[name] if _plus(state, split, signs[name]) in good]
        kept[name] = tuple(dict.fromkeys(split for _, split in steps))
        good = {state for state, _ in steps}
    return Solved({**rows, **kept}, True)


def _signs(rows: Mapping[str, tuple[Split, ...]], results: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Return with which sign each row counts in either balance; none in one of which a row is not known."""
    count = dict.fromkeys(results, 1) | {"concluded_total": -1}
    flow = {"received": 1, "brought_forward": 1, "concluded_total": -1, "carried_forward": -1}
    used = [balance if all(rows.get(name) for name in balance) else {} for balance in (count, flow)]
    return {name: (used[0].get(name, 0), used[1].get(name, 0)) for name in {*used[0], *used[1]}}


def _zero(split: Split) -> State:
    return (0,) * (2 * len(split))


def _plus(state: State, split: Split, signs: tuple[int, int]) -> State:
    half = len(split)
    return tuple(
        total + signs[n >= half] * split[n % half] if signs[n >= half] else total for n, total in enumerate(state)
    )
