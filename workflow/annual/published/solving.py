"""Solving: of the ways to split the rows of a table, those with which its columns balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .glued import STEPS, Split
from .readings import Figure


class Solved(NamedTuple):
    """Rows after the balances were asked: the splits that are still possible, and whether all balances hold.

    ``held`` is None where no balance could be judged; ``many`` is True where that would take too long.
    """

    rows: dict[str, tuple[Split, ...]]
    held: bool | None
    many: bool = False


def solve(rows: Mapping[str, tuple[Split, ...]], results: Sequence[str]) -> Solved:
    """Keep, of the possible splits of each row, those with which the columns of table III balance.

    The balances are: concluded = sum of *results*; received + brought forward = concluded + carried forward.
    One that touches a row without splits is not used. Where no choice balances, or there are too many
    to look through, every split stays.
    """
    signs = _signs(rows, results)
    names = sorted((name for name in rows if signs.get(name)), key=lambda name: len(rows[name]))
    if not names:
        return Solved(dict(rows), None)
    before, steps = [{_zero(rows[names[0]][0])}], 0
    for name in names:
        steps += len(before[-1]) * len(rows[name])
        if steps > STEPS:
            return Solved(dict(rows), False, many=True)
        before.append({_plus(state, split, signs[name]) for state in before[-1] for split in rows[name]})
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
    half = len(
        split
    )  # the first half sums the balance of the outcomes, the second that of the flow: False is 0, True 1
    return tuple(
        total + signs[n >= half] * split[n % half] if signs[n >= half] else total for n, total in enumerate(state)
    )
