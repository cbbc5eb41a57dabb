"""Writing on a shelf: all of it or none, one writer at a time; and what a shelf does as a whole."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from unittest import SkipTest

from ..errors import CannotWrite, RegisterBusy, RegisterError
from ..shelf import Row, Rows, Shelf
from .filled import answers, change, entry, fact, fill, write
from .tools import ShelfTests, receipt, refused, replied


class Torn(Exception):
    """Something that goes wrong while the lock is held."""


class TxnContract(ShelfTests):
    """Writing on a shelf: all of it or none, one writer at a time; and what a shelf does as a whole."""

    def copied(self, shelf: Shelf) -> list[Row]:
        """Copy the *shelf* to another place, and return the rows that stand there.

        Write it where your shelf can be copied; without it the test is passed over.
        """
        raise SkipTest("the shelf is not copied")

    def test_a_write_within_a_write_is_refused(self) -> None:
        """It would be lost, or the other would: nothing of the inner one is taken, and the outer one goes on."""
        with self.shelf() as shelf:
            with shelf.write() as txn:
                write(txn, fact("a", 1, receipt()))
                refused(CannotWrite, lambda: shelf.write().__enter__())
            with shelf.read() as rows:
                assert (rows.count(), rows.count("a")) == (1, 1)

    def test_a_write_that_raises_leaves_nothing(self) -> None:
        """Neither in the journal, nor in what is kept for speed, nor of who asks; what was raised comes out as it was."""
        with self.shelf() as shelf:
            cases = fill(shelf)
            before = _asked(shelf, answers)

            def torn() -> None:
                with shelf.write() as txn:
                    change(txn, cases)
                    txn.settle([("reply", "2025-03-31", "running", "2025-2", 1)], "key")
                    raise torn_by

            torn_by = Torn()
            assert refused(Torn, torn) is torn_by
            assert _asked(shelf, answers) == before
            assert _asked(shelf, lambda rows: [*rows.kept("reckoned_with")]) == []
            with shelf.write() as txn:
                change(txn, cases)
            assert _asked(shelf, answers) != before

    def test_what_is_written_is_read_under_the_lock(self) -> None:
        """A write reads what it has written itself, as everybody does after it."""
        with self.shelf() as shelf:
            cases = fill(shelf)
            with shelf.write() as txn:
                change(txn, cases)
                under = answers(txn)
            assert _asked(shelf, answers) == under

    def test_a_write_waits_no_longer_than_it_is_told(self) -> None:
        """While another holds the lock it is refused in words, and what the other writes is there afterwards."""
        with self.shelf() as shelf, ThreadPoolExecutor(1) as threads:

            def attempt() -> RegisterBusy:
                try:
                    return refused(RegisterBusy, lambda: shelf.write(0).__enter__())
                finally:
                    shelf.close()

            with shelf.write() as txn:
                write(txn, fact("a", 1, receipt()))
                threads.submit(attempt).result(60)
                write(txn, fact("a", 2, replied()))
            assert _asked(shelf, lambda rows: rows.count("a")) == 2
            with shelf.write(0) as txn:
                write(txn, entry(1, "memo", "{}"))

    def test_a_person_is_replaced_and_erased(self) -> None:
        """The last that was said holds, of each case by itself."""
        first, second, other = (
            (number, name, None, None, b"salt") for number, name in (("a", "甲"), ("a", "乙"), ("b", "丙"))
        )
        with self.shelf() as shelf:
            for row in (first, other, second):
                with shelf.write() as txn:
                    txn.person(row[0], row)
            assert _asked(shelf, lambda rows: [*rows.persons()]) == [second, other]
            with shelf.write() as txn:
                txn.person("a", None)
                assert [*txn.persons(("a",))] == []
            assert _asked(shelf, lambda rows: [*rows.persons()]) == [other]

    def test_what_was_erased_is_scrubbed(self) -> None:
        """At once where nobody reads; a reading that is under way is waited for by nobody, and goes on."""
        with self.shelf() as shelf:
            cases = fill(shelf)
            with shelf.read() as rows:
                before = answers(rows)
                with shelf.write() as txn:
                    change(txn, cases)
                shelf.scrub()
                assert answers(rows) == before
            assert shelf.scrub()
            assert _asked(shelf, lambda rows: [row[0] for row in rows.persons()]) == ["w"]

    def test_nothing_is_wrong_with_a_shelf_that_nobody_damaged(self) -> None:
        """The proof of the place itself finds nothing, empty or filled."""
        with self.shelf() as shelf:
            assert [*shelf.check()] == []
            fill(shelf)
            assert [*shelf.check()] == []

    def test_a_shelf_that_was_closed_is_used_again(self) -> None:
        """To close it lets go of what this thread holds; what was written stays."""
        with self.shelf() as shelf:
            fill(shelf)
            before = _asked(shelf, answers)
            shelf.close()
            assert _asked(shelf, answers) == before
            shelf.close()
            shelf.close()

    def test_a_copy_holds_one_moment(self) -> None:
        """A copy has the rows that the shelf has, and none that come later."""
        with self.shelf() as shelf:
            fill(shelf)
            copy = self.copied(shelf)
            assert copy == _asked(shelf, lambda rows: [*rows.rows()]) != []

    def test_a_shelf_that_is_discarded_is_gone(self) -> None:
        """It is empty, or there is none."""
        with self.shelf() as shelf:
            fill(shelf)
            shelf.discard()
            try:
                found = _asked(shelf, lambda rows: [*rows.rows(), *rows.persons(), *rows.facts()])
            except RegisterError:
                found = []
            assert found == []


def _asked(shelf: Shelf, question: Callable[[Rows], object]) -> object:
    with shelf.read() as rows:
        return question(rows)


__all__ = ["TxnContract"]
