"""Cases that are named by facts of others: they are there."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from workflow.errors import InvalidFact
from workflow.events import Channel, Fact, Received, Rectified, Voided
from workflow.outcomes import Requester

from ..casefile import FactLine, Sourced, read_lines
from ..errors import InvalidLine, UnknownCase
from .tools import NOW, StoreTests, receipt, refused

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


class NamingContract(StoreTests):
    """Cases that are named by facts of others: they are there."""

    def test_a_case_is_split_off_one_that_is_there(self) -> None:
        """Whether its number is given or counted; a correction of the receipt is asked as well."""
        with self.store() as store:
            number = store.receive(receipt(), NOW).number
            assert store.receive(split(number), NOW).received.split_from == number
            store.open_case("x", split(number), NOW)
            wrong = Rectified(DAY, event_no=1, replacement=split("z"), reason="更正")
            with self.unchanged(store):
                refused(UnknownCase, lambda: store.receive(split("z"), NOW))
                refused(UnknownCase, lambda: store.open_case("y", split("z"), NOW))
                refused(InvalidFact, lambda: store.open_case("y", split("y"), NOW))
                refused(UnknownCase, lambda: store.record("x", wrong, NOW))

    def test_a_case_is_split_off_one_of_the_same_day(self) -> None:
        """Recorded, corrected or taken from a file; what was right when it was recorded goes through a file."""
        later = DAY + timedelta(1)
        with self.store() as store:
            for number, on in (("a", DAY), ("b", later)):
                store.open_case(number, receipt(on), NOW)
            store.open_case("x", split("a"), NOW)
            wrong = Rectified(later, event_no=1, replacement=split("a", later), reason="更正")
            with self.unchanged(store):
                found = refused(InvalidFact, lambda: store.open_case("y", split("b"), NOW))
                assert (found.field, str(later) in found.message("zh")) == ("split_from", True)
                refused(InvalidFact, lambda: store.receive(split("b"), NOW))
                refused(InvalidFact, lambda: store.record("x", wrong, NOW))
                both = lines(("z", split("y")), ("y", receipt(later)))
                line = refused(InvalidLine, lambda: store.import_lines(both, NOW))
                assert (line.line, line.error.message("zh").count(str(later))) == (1, 1)
            mended = Rectified(later, event_no=1, replacement=receipt(later), reason="更正")
            store.record("a", mended, NOW)
            with self.store() as other:
                other.import_lines(read_lines([line.encode() for line in store.export()], "f"), NOW)
                assert list(other.export()) == list(store.export())

    def test_a_void_repeats_a_case_that_stands(self) -> None:
        """Not itself, none that there is not, and none that is void, whether recorded or put in by a correction."""
        with self.store() as store:
            for number in ("a", "b", "c"):
                store.open_case(number, receipt(), NOW)
            store.record("c", void(), NOW)
            with self.unchanged(store):
                refused(InvalidFact, lambda: store.record("a", void("a"), NOW))
                refused(UnknownCase, lambda: store.record("a", void("z"), NOW))
                refused(InvalidFact, lambda: store.record("a", void("c"), NOW))
            assert store.record("b", void("a"), NOW).voided
            for named, error in (("b", InvalidFact), ("z", UnknownCase), ("c", InvalidFact)):
                mended = Rectified(DAY, event_no=2, replacement=void(named), reason="更正")
                with self.unchanged(store):
                    refused(error, partial(store.record, "b", mended, NOW))

    def test_a_file_names_cases_that_are_there_in_the_end(self) -> None:
        """A case may stand further down than the line that names it; of one that is nowhere the line is told."""
        with self.store() as store:
            store.import_lines(lines(("b", split("a")), ("b", void("a")), ("a", receipt())), NOW)
            wrong = [("x", receipt()), ("x", void("z")), ("y", split("z"))]
            with self.unchanged(store):
                found = refused(InvalidLine, lambda: store.import_lines(lines(*wrong), NOW))
                assert (found.line, isinstance(found.error, UnknownCase)) == (2, True)
                found = refused(InvalidLine, lambda: store.import_lines(lines(("x", split("x"))), NOW))
                assert (found.line, isinstance(found.error, InvalidFact)) == (1, True)
            store.import_lines(lines(("c", split("a"))), NOW)
            assert store.verify().problems == ()

    def test_what_was_recorded_goes_through_a_file(self) -> None:
        """Case by case too, though the case that one repeats has become void itself by then."""
        with self.store() as store:
            for number in ("a", "b", "c"):
                store.open_case(number, receipt(), NOW)
            store.record("b", void("a"), NOW)
            store.record("a", void("c"), NOW)
            for numbers in ((), ("a", "b", "c"), ("c", "b", "a")):
                with self.store() as other:
                    other.import_lines(read_lines([line.encode() for line in store.export(numbers)], "f"), NOW)
                    assert list(other.export()) == list(store.export(numbers))


__all__ = ["NamingContract"]
