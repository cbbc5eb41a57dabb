"""The chain: a written book verifies, and holds the heads that it showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workflow.calendar import notices

from ..casefile import read_lines
from ..chain import Head
from ..errors import NoSuchRow
from ..register import Register
from .tools import LINES, NOW, WANG, ShelfTests, numbered, opened, receipt, refused, replied


def _load_a_notice(register: Register) -> None:
    with register.writing() as w:
        w.add_arrangement(notices()[0], (), NOW)


class ChainContract(ShelfTests):
    """The chain: a written book verifies, and holds the heads that it showed."""

    def test_a_written_book_verifies(self) -> None:
        """Every write moves the head on; the book verifies, and still contains every head noted before."""
        writes: Sequence[Callable[[Register], object]] = (
            lambda register: register.receive(receipt(), NOW, WANG),
            lambda register: register.record("2025-001", replied(), NOW),
            lambda register: register.import_lines([*numbered([(receipt(),)]), *read_lines(LINES, "l")], NOW),
            _load_a_notice,
            lambda register: register.forget("2025-001", "依请求", None, NOW),
            lambda register: register.keep([("all", "5")], None, NOW),
        )
        with self.register() as register:
            heads = [register.head()]
            for write in writes:
                write(register)
                heads.append(register.head())
            assert [head.seq for head in heads] == sorted({head.seq for head in heads})
            assert [register.verify(head).problems for head in heads] == [()] * len(heads)
            found = register.verify()
            assert (found.events, found.cases, found.head) == (3, 2, heads[-1])

    def test_each_row_has_its_link(self) -> None:
        """The last link is that of the head, the first stays what it was; beyond the ends there is none."""
        with self.register() as register:
            register.receive(receipt(), NOW)
            head = register.head()
            with register.at() as book:
                first, last = book.at(1).head(), book.at(head.seq).head()
            assert last == head
            register.record("2025-001", replied(), NOW)
            with register.at() as book:
                assert (book.at(1).head(), book.at(head.seq).head()) == (first, head)
                refused(NoSuchRow, lambda: book.at(book.head().seq + 1))

    def test_a_foreign_head_is_not_contained(self) -> None:
        """A head that the book never had, or that lies beyond its end, is a problem of its own."""
        with self.register() as register:
            register.receive(receipt(), NOW)
            seq = register.head().seq
            for foreign in (Head("sha256", seq, bytes(32)), Head("sha256", seq + 1, register.head().digest)):
                assert [problem.what for problem in register.verify(foreign).problems] == ["head"]

    def test_a_changed_projection_is_found(self) -> None:
        """What is kept of a case for speed and was changed is a problem of that case, until it is made again."""
        with self.shelf() as shelf:
            register = opened(shelf)
            for number in ("x", "y"):
                register.open_case(number, receipt(), NOW)
            self.tamper(shelf, "y")
            assert {problem.case for problem in register.verify().problems} == {"y"}
            assert register.rebuild() == 2
            assert register.verify().problems == ()
