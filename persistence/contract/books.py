"""The book as of a moment: one state for everything that is read in it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from workflow.annual import Selection
from workflow.calendar import Overlay
from workflow.errors import InvalidFact
from workflow.events import ReconsiderationFiled

from ..casefile import read_lines
from ..errors import BookClosed, NoSuchRow, NotKnownYet, UnknownCase
from .tools import LINES, NOW, ShelfTests, receipt, refused, replied

YEAR = (date(2025, 1, 1), date(2025, 12, 31))
EVENING = datetime(2026, 3, 1, 15, 59, 59, tzinfo=UTC)  # 23:59:59 in Beijing


class BookContract(ShelfTests):
    """Books: the present, the end of a day, a row of the journal."""

    def test_what_is_written_meanwhile_is_not_in_a_book(self) -> None:
        """A book that is open shows one moment, whatever is asked of it; the next one shows the next."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            with register.at() as book:
                head = book.head()
                register.open_case("y", receipt(), NOW)
                register.record("x", replied(), NOW)
                assert [case.number for case in book.cases()] == ["x"]
                assert len(book.case("x").history) == 1
                assert sum(book.tally().values()) == len(book.select(Selection(received=YEAR))) == 1
                assert book.head() == head
                refused(UnknownCase, lambda: book.case("y"))
            with register.at() as book:
                assert [len(case.history) for case in book.cases()] == [2, 1]

    def test_a_day_selects_by_the_time_of_recording(self) -> None:
        """At the end of a day, in Beijing, the book holds what was recorded by then: cases, figures, ledger."""
        with self.register() as register:
            register.open_case("x", receipt(), EVENING)
            register.record("x", replied(), EVENING + timedelta(seconds=1))
            for line, at in zip(read_lines(LINES, "l"), (EVENING, EVENING + timedelta(seconds=1)), strict=True):
                register.import_lines([line], at)
            found = {}
            for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)):
                with register.at(day) as book:
                    facts = sum(len(case.facts) for case in book.cases())
                    found[day.day] = facts, sum(book.tally().values()), len(list(book.ledger())), book.day == day
                    refused(InvalidFact, book.head)
                    if day.day == 28:
                        refused(NotKnownYet, lambda: book.case("x"))
            assert found == {28: (0, 0, 0, True), 1: (1, 1, 1, True), 2: (2, 1, 2, True)}

    def test_a_row_is_a_moment_with_a_head(self) -> None:
        """A book at a row is the book as it was when that row was the last; a row that is not there is none."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            then = register.head()
            lines = list(register.export())
            register.record("x", replied(), NOW)
            register.record("x", ReconsiderationFiled(date(2025, 4, 1), dispute="r"), NOW)
            with register.at(then.seq) as book:
                assert book.head() == then
                assert list(book.export()) == lines
                assert [len(case.facts) for case in book.cases()] == [1]
                assert (book.dispute_tally(), [*book.disputed_cases()]) == ({}, [])
            with register.at() as book:
                earlier = book.at(then.seq)
                assert (len(earlier.case("x").facts), len(book.case("x").facts)) == (1, 3)
                assert book.facts_before(earlier) == {"x": 1}
                assert list(book.export()) == list(register.export())
            with register.at(0) as book:
                assert (book.head().seq, [*book.cases()], [*book.export()], book.day) == (0, [], [], None)
            refused(NoSuchRow, lambda: register.at(register.head().seq + 1).__enter__())

    def test_the_present_is_its_own_last_row(self) -> None:
        """Folded as a past one, the book at the last row answers as the present does."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            register.record("x", replied(), NOW)
            register.record("x", ReconsiderationFiled(date(2025, 4, 1), dispute="r"), NOW)
            register.open_case("y", receipt(), NOW)
            with register.at() as now, register.at(register.head().seq) as folded:
                for answer in ("tally", "dispute_tally", "arrangements", "head"):
                    assert getattr(now, answer)() == getattr(folded, answer)(), answer
                for answer in ("cases", "open_cases", "disputed_cases", "void_cases", "ledger", "export"):
                    assert [*getattr(now, answer)()] == [*getattr(folded, answer)()], answer
                row = "reconsideration"
                assert now.disputes(row, 2025) == folded.disputes(row, 2025) != []
                assert now.select(Selection(received=YEAR)) == folded.select(Selection(received=YEAR)) == ["x", "y"]

    def test_the_working_days_of_a_moment_are_not_taken_for_those_of_now(self) -> None:
        """Of three days off the middle one was recorded a day later than the last: a book of the day before lacks it."""
        days = [date(2025, 6, 3), date(2025, 6, 4), date(2025, 6, 5)]
        with self.register() as register:
            for day, at in zip(days, (EVENING, EVENING + timedelta(days=1), EVENING), strict=True):
                off = Overlay("350000", "放假", scope="全省", instrument="闽政〔2025〕1号", days=[(day, False, "放假")])
                with register.writing() as w:
                    w.add_arrangement(off, (), at)
            with register.at(date(2026, 3, 1)) as book:
                assert [book.calendar.is_working_day(day) for day in days] == [False, True, False]
            assert [register.home.calendar.is_working_day(day) for day in days] == [False] * 3
            with register.at(date(2026, 3, 1)) as book:
                assert [book.calendar.is_working_day(day) for day in days] == [False, True, False]

    def test_an_error_of_who_reads_a_book_is_not_put_on_its_register(self) -> None:
        """A file that is not found while a book is open is that file, and the book is closed."""
        with self.register() as register:
            book = register.at()

            def read() -> None:
                with book:
                    raise FileNotFoundError(2, "No such file or directory", "own.txt")

            refused(FileNotFoundError, read)
            refused(BookClosed, book.head)

    def test_a_book_is_closed_at_its_end(self) -> None:
        """After its ``with`` nothing can be read from it, nor from what it has begun to yield."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            register.open_case("y", receipt(), NOW)
            with register.at() as book:
                earlier, cases = book.at(register.head().seq), book.cases()
                next(cases)
            for attempt in (book.head, earlier.head, lambda: next(cases), lambda: book.case("x"), book.tally):
                refused(BookClosed, attempt)
            refused(BookClosed, register.at().head)
