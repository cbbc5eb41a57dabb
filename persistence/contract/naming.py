"""Cases that are named by facts of others: they are there."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from workflow.errors import InvalidFact
from workflow.events import Channel, Fact, Received, Rectified, Voided
from workflow.outcomes import Requester

from ..casefile import FactLine, Sourced, read_lines
from ..errors import InvalidLine, UnknownCase
from .tools import NOW, ShelfTests, receipt, refused

DAY = date(2025, 3, 3)


def void(of: str | None = None) -> Voided:
    """Return the fact that makes a case void, as a duplicate of another where that is named."""
    return Voided(DAY, reason="重复登记", approved_by="李主任", duplicate_of=of)


def split(off: str, on: date = DAY) -> Received:
    """Return the receipt of a case that was split off another."""
    return Received(on, channel=Channel.FAX, requester=Requester.BUSINESS, subject="会议纪要", split_from=off)


def lines(*facts: tuple[str, Fact]) -> list[Sourced]:
    """Return facts as lines of a file."""
    return [("file", n, FactLine(case, fact, None)) for n, (case, fact) in enumerate(facts, 1)]


class NamingContract(ShelfTests):
    """Cases that are named by facts of others: they are there."""

    def test_a_case_is_split_off_one_that_is_there(self) -> None:
        """Whether its number is given or counted; a correction of the receipt is asked as well."""
        with self.register() as register:
            number = register.receive(receipt(), NOW).number
            assert register.receive(split(number), NOW).received.split_from == number
            register.open_case("x", split(number), NOW)
            wrong = Rectified(DAY, event_no=1, replacement=split("z"), reason="更正")
            with self.unchanged(register):
                refused(UnknownCase, lambda: register.receive(split("z"), NOW))
                refused(UnknownCase, lambda: register.open_case("y", split("z"), NOW))
                refused(InvalidFact, lambda: register.open_case("y", split("y"), NOW))
                refused(UnknownCase, lambda: register.record("x", wrong, NOW))

    def test_a_case_is_split_off_one_of_the_same_day(self) -> None:
        """Recorded, corrected or taken from a file; what was right when it was recorded goes through a file."""
        later = DAY + timedelta(1)
        with self.register() as register:
            for number, on in (("a", DAY), ("b", later)):
                register.open_case(number, receipt(on), NOW)
            register.open_case("x", split("a"), NOW)
            wrong = Rectified(later, event_no=1, replacement=split("a", later), reason="更正")
            with self.unchanged(register):
                found = refused(InvalidFact, lambda: register.open_case("y", split("b"), NOW))
                assert (found.field, str(later) in found.message("zh")) == ("split_from", True)
                refused(InvalidFact, lambda: register.receive(split("b"), NOW))
                refused(InvalidFact, lambda: register.record("x", wrong, NOW))
                both = lines(("z", split("y")), ("y", receipt(later)))
                line = refused(InvalidLine, lambda: register.import_lines(both, NOW))
                assert (line.line, line.error.message("zh").count(str(later))) == (1, 1)
            mended = Rectified(later, event_no=1, replacement=receipt(later), reason="更正")
            register.record("a", mended, NOW)
            with self.register() as other:
                other.import_lines(read_lines([line.encode() for line in register.export()], "f"), NOW)
                assert list(other.export()) == list(register.export())

    def test_a_void_repeats_a_case_that_stands(self) -> None:
        """Not itself, none that there is not, and none that is void, whether recorded or put in by a correction."""
        with self.register() as register:
            for number in ("a", "b", "c"):
                register.open_case(number, receipt(), NOW)
            register.record("c", void(), NOW)
            with self.unchanged(register):
                refused(InvalidFact, lambda: register.record("a", void("a"), NOW))
                refused(UnknownCase, lambda: register.record("a", void("z"), NOW))
                refused(InvalidFact, lambda: register.record("a", void("c"), NOW))
            assert register.record("b", void("a"), NOW).voided
            for named, error in (("b", InvalidFact), ("z", UnknownCase), ("c", InvalidFact)):
                mended = Rectified(DAY, event_no=2, replacement=void(named), reason="更正")
                with self.unchanged(register):
                    refused(error, partial(register.record, "b", mended, NOW))

    def test_a_file_names_cases_that_are_there_in_the_end(self) -> None:
        """A case may stand further down than the line that names it; of one that is nowhere the line is told."""
        with self.register() as register:
            register.import_lines(lines(("b", split("a")), ("b", void("a")), ("a", receipt())), NOW)
            wrong = [("x", receipt()), ("x", void("z")), ("y", split("z"))]
            with self.unchanged(register):
                found = refused(InvalidLine, lambda: register.import_lines(lines(*wrong), NOW))
                assert (found.line, isinstance(found.error, UnknownCase)) == (2, True)
                found = refused(InvalidLine, lambda: register.import_lines(lines(("x", split("x"))), NOW))
                assert (found.line, isinstance(found.error, InvalidFact)) == (1, True)
            register.import_lines(lines(("c", split("a"))), NOW)
            assert register.verify().problems == ()

    def test_what_was_recorded_goes_through_a_file(self) -> None:
        """Case by case too, though the case that one repeats has become void itself by then."""
        with self.register() as register:
            for number in ("a", "b", "c"):
                register.open_case(number, receipt(), NOW)
            register.record("b", void("a"), NOW)
            register.record("a", void("c"), NOW)
            for numbers in ((), ("a", "b", "c"), ("c", "b", "a")):
                with self.register() as other:
                    other.import_lines(read_lines([line.encode() for line in register.export(numbers)], "f"), NOW)
                    assert list(other.export()) == list(register.export(numbers))


__all__ = ["NamingContract"]
