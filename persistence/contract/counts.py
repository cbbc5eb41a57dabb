"""What is counted: tallies and selections equal the fold."""

from __future__ import annotations

from collections import Counter
from datetime import date

from workflow.annual import (
    cases_in_cell,
    counted_of,
    counted_once,
    disputes_in_cell,
    disputes_of,
    form_for,
    selection,
    table3,
    table3_from_tally,
)
from workflow.case import Case

from .tools import EXAMPLES, NOW, History, StoreTests, any_histories, numbered, receipt, replied


def _counting(histories: list[History]) -> list[Case]:
    """Return the cases of these histories that count: all but the void ones."""
    cases = [Case.of(f"x{n}", *history) for n, history in enumerate(histories)]
    return [case for case in cases if case.facts[-1].kind != "voided"]


class CountContract(StoreTests):
    """What is counted: tallies and selections equal the fold."""

    def test_counts_equal_the_fold(self) -> None:
        """After any histories the counts are those of the cases, and stay when they are made again."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                store.import_lines(numbered(histories), NOW)
                cases = _counting(histories)
                third = Counter(counted_of(case).tally_key for case in cases)
                disputes = counted_once(dispute for case in cases for dispute in disputes_of(case))
                fourth = Counter(dispute.tally_key for dispute in disputes)
                assert (store.tally(), store.dispute_tally()) == (dict(third), dict(fourth))
                assert store.rebuild() == len(histories)
                assert (store.tally(), store.dispute_tally()) == (dict(third), dict(fourth))

        any_histories(check)

    def test_the_last_day_of_a_year_belongs_to_it(self) -> None:
        """What is concluded on 31 December counts in that year, on 1 January in the next."""
        with self.store() as store:
            for number, day in (("a", date(2025, 12, 31)), ("b", date(2026, 1, 1))):
                store.open_case(number, receipt(date(2025, 12, 1)), NOW)
                store.record(number, replied(day), NOW)
            found = {
                (year, row): store.select(selection(year, form_for(year), row, "total"))
                for year in (2025, 2026)
                for row in ("concluded_total", "brought_forward", "carried_forward")
            }
            assert {place: numbers for place, numbers in found.items() if numbers} == {
                (2025, "concluded_total"): ["a"],
                (2025, "carried_forward"): ["b"],
                (2026, "concluded_total"): ["b"],
                (2026, "brought_forward"): ["b"],
            }
            assert [sum(store.tally(year).values()) for year in (2024, 2025, 2026, 2027)] == [0, 2, 1, 0]

    def test_what_can_count_in_a_year(self) -> None:
        """Asked for one year, counts and disputes are those of the fold that can count in it."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                store.import_lines(numbered(histories), NOW)
                cases = _counting(histories)
                disputes = [dispute for case in cases for dispute in disputes_of(case)]
                rows = {dispute.row for dispute in disputes} | {"reconsideration"}
                for year in {fact.on.year for case in cases for fact in case.facts}:
                    form = form_for(year)
                    assert table3_from_tally(store.tally(year), year, form) == table3(
                        map(counted_of, cases), year, form
                    )
                    assert all(first <= year <= (last or year) for first, last, *_ in store.tally(year))
                    for row in rows:
                        counting = disputes_in_cell(disputes, year, row, "total", form)
                        assert store.disputes(row, year) == counting

        any_histories(check, EXAMPLES // 2)

    def test_a_selection_equals_the_fold(self) -> None:
        """Every cell of table III opens to the cases that count in it, by day of receipt."""

        def check(histories: list[History]) -> None:
            with self.store() as store:
                store.import_lines(numbered(histories), NOW)
                counted = [counted_of(case) for case in _counting(histories)]
                counted.sort(key=lambda case: (case.received_on, case.number))
                year = max((case.received_on.year for case in counted), default=2025)
                form = form_for(year)
                for row, column in form.table3.keys:
                    found = store.select(selection(year, form, row, column))
                    assert found == cases_in_cell(counted, year, form, row, column)

        any_histories(check, EXAMPLES // 2)
