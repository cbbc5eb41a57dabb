"""The book as it was known on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ..casefile import read_lines
from .tools import LINES, StoreTests, receipt, replied


class KnownThenContract(StoreTests):
    """The book as it was known on a day."""

    def test_the_book_as_it_was_known(self) -> None:
        """A case and the ledger as known at the end of a day, in Beijing, hold what was recorded by then."""
        evening = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Beijing
        with self.store() as store:
            store.open_case("x", receipt(), evening)
            store.record("x", replied(), evening + timedelta(seconds=1))
            for line, at in zip(read_lines(LINES, "l"), (evening, evening + timedelta(seconds=1)), strict=True):
                store.import_lines([line], at)
            kinds = {}
            for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)):
                known = store.case("x").at(day)
                kinds[day.day] = (len(known.facts) if known else 0, len(list(store.ledger(day))))
            assert kinds == {28: (0, 0), 1: (1, 1), 2: (2, 2)}
