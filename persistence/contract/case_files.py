"""Case files: taken in whole or not at all, given out again."""

from __future__ import annotations

from datetime import date, timedelta

from workflow.events import (
    Archived,
)
from workflow.rules import NEWEST

from ..casefile import FactLine, Sourced, read_lines
from ..errors import InvalidLine, UnknownCase
from .tools import LINES, NOW, WANG, History, ShelfTests, any_histories, numbered, receipt, refused, replied, tallies


class CaseFileContract(ShelfTests):
    """Case files: taken in whole or not at all, given out again."""

    def test_an_import_is_all_or_nothing(self) -> None:
        """The first line that cannot be taken is named, and no other is taken, neither before nor after it."""
        good = [*numbered([(receipt(), replied())]), *read_lines(LINES, "ledger")]
        bad: list[Sourced] = [("b.jsonl", 7, FactLine("nowhere", replied(), None))]
        with self.register() as register:
            with self.unchanged(register):
                error = refused(InvalidLine, lambda: register.import_lines([*good, *bad, *bad], NOW))
                assert (error.source, error.line, type(error.error)) == ("b.jsonl", 7, UnknownCase)
            assert register.import_lines(good, NOW) == (1, 2, len(LINES))
            assert register.import_lines([("c", 1, FactLine("x0", Archived(date(2025, 5, 1)), None))], NOW) == (1, 1, 0)

    def test_importing_is_recording(self) -> None:
        """A file leaves the same cases and figures as its facts recorded one by one."""

        def check(histories: list[History]) -> None:
            with self.register() as imported, self.register() as recorded:
                taken = imported.import_lines(numbered(histories), NOW)
                for n, history in enumerate(histories):
                    recorded.open_case(f"x{n}", history[0], NOW)
                    for fact in history[1:]:
                        recorded.record(f"x{n}", fact, NOW)
                assert taken == (len(histories), sum(map(len, histories)), 0)
                assert list(imported.export()) == list(recorded.export())
                assert tallies(imported) == tallies(recorded)

        any_histories(check)

    def test_an_export_can_be_taken_in_again(self) -> None:
        """What is exported and imported elsewhere is exported there with the same bytes."""

        def check(histories: list[History]) -> None:
            with self.register() as register, self.register() as other:
                register.import_lines([*numbered(histories), *read_lines(LINES, "ledger")], NOW)
                lines = list(register.export())
                other.import_lines(read_lines(lines, "export"), NOW + timedelta(days=400))
                assert list(other.export()) == lines

        any_histories(check)

    def test_a_file_says_under_which_rules_its_facts_were_recorded(self) -> None:
        """Facts of rules 1 are kept as such and exported without a line of rules; a number that there is not is refused."""
        with self.register() as register:
            register.import_lines(numbered([(receipt(),)]), NOW)
            (fact,) = list(register.export(["x0"]))[-1:]
            lines = ['{"rules":1}', fact.replace('"x0"', '"x1"'), fact.replace('"x0"', '"x2"')]
            register.import_lines(read_lines(lines, "a"), NOW)
            assert [register.case(number).history[0].rules for number in ("x0", "x1", "x2")] == [NEWEST, 1, 1]
            assert list(register.export(["x1", "x2"])) == lines[1:]
            assert register.verify().ok
            with self.unchanged(register):
                bad = [f'{{"rules":{NEWEST + 1}}}', fact.replace('"x0"', '"x3"')]
                refused(InvalidLine, lambda: register.import_lines(read_lines(bad, "b"), NOW))

    def test_some_cases_can_be_exported(self) -> None:
        """Named cases come in the order asked for, without the ledger; an unknown one is refused."""
        with self.register() as register:
            register.import_lines([*numbered([(receipt(), replied())] * 3), *read_lines(LINES, "ledger")], NOW)
            first, *whole = register.export()  # the first line tells the rules
            assert list(register.export(["x2", "x0"])) == [first, *whole[4:6], *whole[0:2]]
            refused(UnknownCase, lambda: list(register.export(["x0", "x9"])))
            register.receive(receipt(), NOW, WANG)
            assert list(register.export(["x2", "x0"], persons=True)) == list(register.export(["x2", "x0"]))

    def test_an_export_is_of_one_moment(self) -> None:
        """What is written once an export has begun does not stand in it: no fact, no case, no ledger line, no person."""
        for numbers in ((), ("x1", "x0")):
            with self.register() as register:
                register.import_lines([*numbered([(receipt(),), (receipt(),)]), *read_lines(LINES[:1], "ledger")], NOW)
                before = list(register.export(numbers, persons=True))
                begun = register.export(numbers, persons=True)
                first = next(begun)
                register.record("x0", replied(), NOW)
                register.receive(receipt(), NOW, WANG)
                register.import_lines(read_lines([*LINES[1:], '{"case":"x1","person":{"name":"甲"}}'], "later"), NOW)
                assert [first, *begun] == before
                assert len(list(register.export(numbers, persons=True))) > len(before)
