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

from .tools import EXAMPLES, NOW, History, ShelfTests, any_histories, numbered, receipt, replied, tallies


def _counting(histories: list[History]) -> list[Case]:
    """Return the cases of these histories that count: all but the void ones."""
    cases = [Case.of(f"x{n}", *history) for n, history in enumerate(histories)]
    return [case for case in cases if case.facts[-1].kind != "voided"]


class CountContract(ShelfTests):
    """What is counted: tallies and selections equal the fold."""

    def test_counts_equal_the_fold(self) -> None:
        """After any histories the counts are those of the cases, and stay when they are made again."""

        def check(histories: list[History]) -> None:
            with self.register() as register:
                register.import_lines(numbered(histories), NOW)
                cases = _counting(histories)
                third = Counter(counted_of(case).tally_key for case in cases)
                disputes = counted_once(dispute for case in cases for dispute in disputes_of(case))
                fourth = Counter(dispute.tally_key for dispute in disputes)
                assert tallies(register) == (dict(third), dict(fourth))
                assert register.rebuild() == len(histories)
                assert tallies(register) == (dict(third), dict(fourth))

        any_histories(check)

    def test_the_last_day_of_a_year_belongs_to_it(self) -> None:
        """What is concluded on 31 December counts in that year, on 1 January in the next."""
        with self.register() as register:
            for number, day in (("a", date(2025, 12, 31)), ("b", date(2026, 1, 1))):
                register.open_case(number, receipt(date(2025, 12, 1)), NOW)
                register.record(number, replied(day), NOW)
            with register.at() as book:
                found = {
                    (year, row): book.select(selection(year, form_for(year), row, "total"))
                    for year in (2025, 2026)
                    for row in ("concluded_total", "brought_forward", "carried_forward")
                }
                counts = [sum(book.tally(year).values()) for year in (2024, 2025, 2026, 2027)]
            assert {place: numbers for place, numbers in found.items() if numbers} == {
                (2025, "concluded_total"): ["a"],
                (2025, "carried_forward"): ["b"],
                (2026, "concluded_total"): ["b"],
                (2026, "brought_forward"): ["b"],
            }
            assert counts == [0, 2, 1, 0]

    def test_what_can_count_in_a_year(self) -> None:
        """Asked for one year, counts and disputes are those of the fold that can count in it."""

        def check(histories: list[History]) -> None:
            with self.register() as register:
                register.import_lines(numbered(histories), NOW)
                cases = _counting(histories)
                disputes = [dispute for case in cases for dispute in disputes_of(case)]
                rows = {dispute.row for dispute in disputes} | {"reconsideration"}
                with register.at() as book:
                    for year in {fact.on.year for case in cases for fact in case.facts}:
                        form = form_for(year)
                        tally, counted = book.tally(year), map(counted_of, cases)
                        assert table3_from_tally(tally, year, form) == table3(counted, year, form)
                        assert all(first <= year <= (last or year) for first, last, *_ in tally)
                        for row in rows:
                            counting = disputes_in_cell(disputes, year, row, "total", form)
                            assert book.disputes(row, year) == counting

        any_histories(check, EXAMPLES // 2)

    def test_a_selection_equals_the_fold(self) -> None:
        """Every cell of table III opens to the cases that count in it, by day of receipt."""

        def check(histories: list[History]) -> None:
            with self.register() as register:
                register.import_lines(numbered(histories), NOW)
                counted = [counted_of(case) for case in _counting(histories)]
                counted.sort(key=lambda case: (case.received_on, case.number))
                year = max((case.received_on.year for case in counted), default=2025)
                form = form_for(year)
                with register.at() as book:
                    for row, column in form.table3.keys:
                        found = book.select(selection(year, form, row, column))
                        assert found == cases_in_cell(counted, year, form, row, column)

        any_histories(check, EXAMPLES // 2)
