"""Numbers and keys: no two cases that look alike, and a receipt that can be repeated."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Any, cast

import attrs

from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.events import Received, Rectified

from ..casefile import FactLine
from ..errors import InvalidLine, KeyUsed, LooksAlike, NumberAhead, NumberTaken, UnknownCase
from .tools import NOW, WANG, ShelfTests, cases_of, receipt, refused, replied

# Beside each number others that people take for it.
ALIKE = {
    "榕工信〔2025〕第1号": (
        "榕工信[2025]第1号",
        "榕工信（2025）第1号",
        "榕工信【2025】第1号",
        "榕工信 〔２０２５〕第1号",
    ),
    "FOI-2025/7": ("foi-2025/7", "ＦＯＩ-2025/7", "FOI—2025/7", "FOI-2025 /7"),
    "é-1": ("e\u0301-1", "É-1"),
}
UNFIT = (
    "2025-001\u200b",
    "\u202e2025-1",
    "2025\u00ad-1",
    " 2025-1",
    "2025-1\u3000",
    "-5",
    "..",
    ".",
    "〔〕",
    "1\ufe0f",
)


def changed(**fields: Any) -> Received:
    """Return the receipt with other values of these fields."""
    made: Received = attrs.evolve(cast(Any, receipt()), **fields)
    return made


class NumberContract(ShelfTests):
    """Numbers and keys: no two cases that look alike, and a receipt that can be repeated."""

    def test_a_number_that_looks_like_another_is_refused(self) -> None:
        """Width, case, brackets, dashes and blanks make no other number, whichever was there first; it is named."""
        for number, others in ALIKE.items():
            for first, second in [(number, other) for other in others] + [(other, number) for other in others]:
                with self.register() as register:
                    register.open_case(first, receipt(), NOW)
                    with self.unchanged(register):
                        error = refused(LooksAlike, partial(register.open_case, second, receipt(), NOW))
                        line = [("file", 1, FactLine(second, receipt(), None))]
                        inside = refused(InvalidLine, partial(register.import_lines, line, NOW)).error
                        unknown = refused(UnknownCase, partial(register.case, second))
                    assert isinstance(inside, LooksAlike)
                    assert {error.meant, inside.meant, unknown.meant} == {first}

    def test_a_file_does_not_hold_two_numbers_that_look_alike(self) -> None:
        """The second of them is refused, and nothing of the file is taken."""
        numbers = ("x", "榕工信〔2025〕1号", "榕工信[2025]1号")
        lines = [("file", n, FactLine(number, receipt(), None)) for n, number in enumerate(numbers, 1)]
        with self.register() as register, self.unchanged(register):
            error = refused(InvalidLine, partial(register.import_lines, lines, NOW))
            assert (error.line, type(error.error)) == (3, LooksAlike)

    def test_a_refused_file_leaves_no_number_behind(self) -> None:
        """What a file that was refused would have opened stands in nobody's way."""
        lines = [("file", n, FactLine(number, receipt(), None)) for n, number in enumerate(("依a-1", "依a-1"), 1)]
        with self.register() as register:
            refused(InvalidLine, partial(register.import_lines, lines, NOW))
            assert register.open_case("依A-1", receipt(), NOW).number == "依A-1"
            assert refused(UnknownCase, partial(register.case, "依a-1")).meant == "依A-1"

    def test_a_number_that_looks_like_one_of_the_series_is_refused(self) -> None:
        """The series itself will give that number; one written with other zeros is refused once it has."""
        with self.register() as register:
            with self.unchanged(register):
                for number in ("2025-００１", "２０２５-002", "2025—003"):
                    assert refused(LooksAlike, partial(register.open_case, number, receipt(), NOW)).pattern
            register.receive(receipt(), NOW)
            assert refused(LooksAlike, partial(register.open_case, "2025-1", receipt(), NOW)).meant == "2025-001"
            assert refused(UnknownCase, partial(register.case, "2025-1")).meant == "2025-001"
            assert refused(UnknownCase, partial(register.record, "2025-01", replied(), NOW)).meant == "2025-001"
            assert refused(UnknownCase, partial(register.case, "2025-2")).meant is None

    def test_zeros_in_front_tell_no_two_numbers_apart(self) -> None:
        """Of one number of the series with more or fewer zeros one is taken, whichever comes first, and the others name it."""
        written = ("2025-11", "2025-011", "2025-0011")
        for first in written:
            others = [number for number in written if number != first]
            with self.register() as register:
                register.open_case(first, receipt(), NOW)
                with self.unchanged(register):
                    for other in others:
                        line = [("file", 1, FactLine(other, receipt(), None))]
                        assert refused(LooksAlike, partial(register.open_case, other, receipt(), NOW)).meant == first
                        inside = refused(InvalidLine, partial(register.import_lines, line, NOW)).error
                        assert isinstance(inside, LooksAlike)
                        assert refused(UnknownCase, partial(register.case, other)).meant == first
                assert register.receive(receipt(), NOW).number == "2025-012"

    def test_zeros_in_front_tell_no_two_numbers_of_a_file_apart(self) -> None:
        """In a file too, whatever the order; what older rules took is taken still."""
        for numbers in (("2025-11", "2025-011"), ("2025-011", "2025-11"), ("2025-11", "2025-0011")):
            new, old = (
                [("file", n, FactLine(number, receipt(), NOW, rules)) for n, number in enumerate(numbers, 1)]
                for rules in (2, 1)
            )
            with self.register() as register, self.unchanged(register):
                error = refused(InvalidLine, partial(register.import_lines, new, NOW))
                assert (error.line, type(error.error)) == (2, LooksAlike)
            with self.register() as register:
                register.import_lines(old, NOW)
                assert {case.number for case in cases_of(register)} == set(numbers)

    def test_a_number_that_nobody_can_read_or_type_is_refused(self) -> None:
        """None of what cannot be seen, turns text round, is an option on a command line or a folder opens a case."""
        with self.register() as register, self.unchanged(register):
            for number in UNFIT:
                assert refused(InvalidFact, partial(register.open_case, number, receipt(), NOW)).field == "case"
                line = [("file", 1, FactLine(number, receipt(), None))]
                refused(InvalidLine, partial(register.import_lines, line, NOW))

    def test_older_cases_that_look_alike_stay(self) -> None:
        """Facts recorded under the first rules are taken whatever their numbers, and each case is found by its own."""
        numbers = ["a-1", "A-1", "2025-００１", "2025-001", "-5", "x\u200b"]
        lines = [("file", n, FactLine(number, receipt(), NOW, 1)) for n, number in enumerate(numbers, 1)]
        with self.register() as register:
            register.import_lines(lines, NOW)
            assert [register.case(number).number for number in numbers] == numbers
            assert register.record("-5", replied(), NOW).number == "-5"
            refused(LooksAlike, partial(register.open_case, "ａ-1", receipt(), NOW))
            assert register.verify().problems == ()

    def test_a_number_far_ahead_is_refused_unless_it_is_meant(self) -> None:
        """One that leaves out ten numbers or more of its series needs a word more; fewer, or none of a series, do not."""
        with self.register() as register:
            for _ in range(4):
                register.receive(receipt(), NOW)
            with self.unchanged(register):
                error = refused(NumberAhead, partial(register.open_case, "2025-100", receipt(), NOW, ahead=False))
                assert (error.case, error.next) == ("2025-100", "2025-005")
                refused(NumberAhead, partial(register.open_case, "2025-015", receipt(), NOW, ahead=False))
                refused(NumberAhead, partial(register.open_case, "2026-011", receipt(), NOW, ahead=False))
            for number in ("2025-014", "2025-005", "依-900"):
                register.open_case(number, receipt(), NOW, ahead=False)
            register.open_case("2025-100", receipt(), NOW, ahead=True)
            assert register.receive(receipt(), NOW).number == "2025-101"

    def test_a_receipt_is_repeated_under_its_key(self) -> None:
        """The same key gives the same case as it stands now, by whom and with what note it may be; no number is used."""
        noted = changed(by="李", note="再次提交")
        with self.register() as register:
            case = register.receive(receipt(), NOW, WANG, key="k")
            register.open_case("依1", receipt(), NOW, key="own")
            now = register.record(case.number, replied(), NOW)
            with self.unchanged(register):
                assert register.receive(noted, NOW, WANG, key="k") == now
                assert register.open_case("依1", receipt(), NOW, key="own").number == "依1"
            assert [register.receive(receipt(), NOW, key=key).number for key in ("K", "k ")] == ["2025-002", "2025-003"]
            assert register.verify().problems == ()

    def test_a_key_stands_for_one_receipt(self) -> None:
        """Another day, subject, channel or number under a key is refused, with what was recorded under it."""
        others: list[tuple[str, dict[str, Any]]] = [("on", {"on": date(2025, 3, 4)}), ("subject", {"subject": "预算"})]
        with self.register() as register:
            case = register.receive(receipt(), NOW, key="k")
            with self.unchanged(register):
                for field, change in others:
                    again = changed(**change)
                    error = refused(KeyUsed, partial(register.receive, again, NOW, key="k"))
                    assert (error.case, error.on, error.subject) == (case.number, date(2025, 3, 3), "会议纪要")
                    assert error.differ == (field,)
                error = refused(KeyUsed, partial(register.open_case, "依1", receipt(), NOW, key="k"))
                assert error.differ == ("number",)
                for key in ("", " ", "k" * 201):
                    assert refused(InvalidFact, partial(register.receive, receipt(), NOW, key=key)).field == "key"

    def test_a_key_stands_for_one_person(self) -> None:
        """Another person under a key is refused, and so is one where nobody was named; nobody is taken for the first."""
        li = WANG._replace(name="李四")
        with self.register() as register:
            register.receive(receipt(), NOW, WANG, key="k")
            register.receive(receipt(), NOW, key="nobody")
            with self.unchanged(register):
                for key, person in (("k", li), ("k", WANG._replace(contact=None)), ("nobody", WANG)):
                    error = refused(KeyUsed, partial(register.receive, receipt(), NOW, person, key=key))
                    assert error.differ == ("person",)
                    assert not [part for part in (*WANG, *li) if part and part in str(error)]
                assert [register.receive(receipt(), NOW, None, key=key).number for key in ("k", "nobody")] == [
                    "2025-001",
                    "2025-002",
                ]
            assert (register.person("2025-001"), register.person("2025-002")) == (WANG, None)

    def test_a_key_serves_after_the_case_was_mended_or_a_receipt_failed(self) -> None:
        """What opened a case is compared, whatever holds by now; a receipt that failed leaves its key free."""
        with self.register() as register:
            register.open_case("依1", receipt(), NOW)
            refused(NumberTaken, partial(register.open_case, "依1", receipt(), NOW, key="k"))
            number = register.receive(receipt(), NOW, key="k").number
            correction = Rectified(date(2025, 3, 5), event_no=1, replacement=changed(subject="预算"), reason="笔误")
            register.record(number, correction, NOW)
            assert register.receive(receipt(), NOW, key="k").received.subject == "预算"

    def test_a_key_holds_nothing_of_who_asks(self) -> None:
        """The book says of a key the number of its case; neither the key nor the person stands in a case file."""
        with self.register() as register:
            register.receive(receipt(), NOW, WANG, key="身份证 350102199001011234")
            register.forget("2025-001", "期满", None, NOW)
            assert "350102199001011234" not in "".join(register.export(persons=True))
            assert register.receive(receipt(), NOW, WANG, key="身份证 350102199001011234").number == "2025-001"
            assert register.person("2025-001") is None

    def test_at_once_a_key_opens_one_case(self) -> None:
        """Of many who repeat one receipt at once, one opens the case and all get it."""
        with self.register() as register:

            def work(_: int) -> Case:
                try:
                    return register.receive(receipt(), NOW, key="k")
                finally:
                    register.close()

            with ThreadPoolExecutor(4) as threads:
                assert {case.number for case in threads.map(work, range(12))} == {"2025-001"}
            assert len(cases_of(register)) == 1
