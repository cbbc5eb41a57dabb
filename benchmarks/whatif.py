"""What if 20 working days were 15, over 10,000 cases, against two audits of them."""

from __future__ import annotations

from datetime import date

from desk import Desk
from workflow.whatif import SupposedNumber

from . import histories
from .harness import Aim, Comparison, compare, scratch, turn

CASES, ROUNDS = 10_000, 5
ON = date(2025, 12, 31)
FIFTEEN = SupposedNumber("reply", 15, date(2024, 1, 1))


def run() -> list[Comparison]:
    """Compare every case of a register, half of them concluded and half of them on their way."""
    with scratch() as folder, Desk.open(folder / "book.db", now=ON) as desk:
        desk.import_facts(
            (histories.number(n), fact)
            for n in range(CASES)
            for fact in (histories.ten_facts if n % 2 else histories.six_facts)(n)
        )

        def twice() -> None:
            desk.audit(on=ON)
            desk.audit(on=ON)

        ours = turn(lambda: desk.what_if([FIFTEEN], on=ON), CASES)
        what = f"a case under another law, of {CASES:,}"
        return [compare(what, ours, "two audits", turn(twice, CASES), Aim(3), ROUNDS)]
