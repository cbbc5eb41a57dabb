"""Case files: taken in whole or not at all, given out again."""

from __future__ import annotations

from datetime import date, timedelta

from workflow.events import (
    Archived,
)
from workflow.rules import NEWEST

from ..casefile import FactLine, Sourced, read_lines
from ..errors import InvalidLine, UnknownCase
from .tools import LINES, NOW, WANG, History, StoreTests, any_histories, numbered, receipt, refused, replied


class CaseFileContract(StoreTests):
    """Case files: taken in whole or not at all, given out again."""

    def test_an_import_is_all_or_nothing(self) -> None:
        """The first line that cannot be taken is named, and no other is taken, neither before nor after it."""
        good = [*numbered([(receipt(), replied())]), *read_lines(LINES, "ledger")]
        bad: list[Sourced] = [("b.jsonl", 7, FactLine("nowhere", replied(), None))]
        with self.store() as store:
            with self.unchanged(store):
                error = refused(InvalidLine, lambda: store.import_lines([*good, *bad, *bad], NOW))
                assert (error.source, error.line, type(error.error)) == ("b.jsonl", 7, UnknownCase)
            assert store.import_lines(good, NOW) == (1, 2, len(LINES))
            assert store.import_lines([("c", 1, FactLine("x0", Archived(date(2025, 5, 1)), None))], NOW) == (1, 1, 0)

    def test_importing_is_recording(self) -> None:
        """A file leaves the same cases and figures as its facts recorded one by one."""

        def check(histories: list[History]) -> None:
            with self.store() as imported, self.store() as recorded:
                taken = imported.import_lines(numbered(histories), NOW)
                for n, history in enumerate(histories):
                    recorded.open_case(f"x{n}", history[0], NOW)
                    for fact in history[1:]:
                        recorded.record(f"x{n}", fact, NOW)
                assert taken == (len(histories), sum(map(len, histories)), 0)
                assert list(imported.export()) == list(recorded.export())
                assert (imported.tally(), imported.dispute_tally()) == (recorded.tally(), recorded.dispute_tally())

        any_histories(check)

    def test_an_export_can_be_taken_in_again(self) -> None:
        """What is exported and imported elsewhere is exported there with the same bytes."""

        def check(histories: list[History]) -> None:
            with self.store() as store, self.store() as other:
                store.import_lines([*numbered(histories), *read_lines(LINES, "ledger")], NOW)
                lines = list(store.export())
                other.import_lines(read_lines(lines, "export"), NOW + timedelta(days=400))
                assert list(other.export()) == lines

        any_histories(check)

    def test_a_file_says_under_which_rules_its_facts_were_recorded(self) -> None:
        """Facts of rules 1 are kept as such and exported without a line of rules; a number that there is not is refused."""
        with self.store() as store:
            store.import_lines(numbered([(receipt(),)]), NOW)
            (fact,) = list(store.export(["x0"]))[-1:]
            lines = ['{"rules":1}', fact.replace('"x0"', '"x1"'), fact.replace('"x0"', '"x2"')]
            store.import_lines(read_lines(lines, "a"), NOW)
            assert [store.case(number).history[0].rules for number in ("x0", "x1", "x2")] == [NEWEST, 1, 1]
            assert list(store.export(["x1", "x2"])) == lines[1:]
            assert store.verify().ok
            with self.unchanged(store):
                bad = [f'{{"rules":{NEWEST + 1}}}', fact.replace('"x0"', '"x3"')]
                refused(InvalidLine, lambda: store.import_lines(read_lines(bad, "b"), NOW))

    def test_some_cases_can_be_exported(self) -> None:
        """Named cases come in the order asked for, without the ledger; an unknown one is refused."""
        with self.store() as store:
            store.import_lines([*numbered([(receipt(), replied())] * 3), *read_lines(LINES, "ledger")], NOW)
            first, *whole = store.export()  # the first line tells the rules
            assert list(store.export(["x2", "x0"])) == [first, *whole[4:6], *whole[0:2]]
            refused(UnknownCase, lambda: list(store.export(["x0", "x9"])))
            store.receive(receipt(), NOW, WANG)
            assert list(store.export(["x2", "x0"], persons=True)) == list(store.export(["x2", "x0"]))

    def test_an_export_is_of_one_moment(self) -> None:
        """What is written once an export has begun does not stand in it: no fact, no case, no ledger line, no person."""
        for numbers in ((), ("x1", "x0")):
            with self.store() as store:
                store.import_lines([*numbered([(receipt(),), (receipt(),)]), *read_lines(LINES[:1], "ledger")], NOW)
                before = list(store.export(numbers, persons=True))
                begun = store.export(numbers, persons=True)
                first = next(begun)
                store.record("x0", replied(), NOW)
                store.receive(receipt(), NOW, WANG)
                store.import_lines(read_lines([*LINES[1:], '{"case":"x1","person":{"name":"甲"}}'], "later"), NOW)
                assert [first, *begun] == before
                assert len(list(store.export(numbers, persons=True))) > len(before)
