"""One case among a million, with its time limits and breaches, against one among a thousand."""

from __future__ import annotations

from datetime import date
from random import Random

from desk import Desk

from . import large
from .harness import Aim, Comparison, Turn, compare, turn

ASKED, ROUNDS = 200, 9
ON = date(2026, 6, 1)


def run() -> list[Comparison]:
    """Look at cases drawn from the whole of either book."""
    many, few = large.made(large.CASES).path, large.made(large.FEW).path
    with Desk.open(many, create=False) as big, Desk.open(few, create=False) as small:
        what, baseline = f"show a case among {large.CASES:,}", f"among {large.FEW:,}"
        return [compare(what, _asking(big, large.CASES), baseline, _asking(small, large.FEW), Aim(3), ROUNDS)]


def _asking(desk: Desk, cases: int) -> Turn:
    """Return a turn that shows cases drawn anew each time, so that what one turn read does not help the next."""
    random = Random(11)

    def show() -> None:
        for n in random.sample(range(cases), ASKED):
            number = large.number(n)
            desk.case(number)
            desk.deadlines(number, ON)
            desk.audit(number, on=ON)

    return turn(show, ASKED)
