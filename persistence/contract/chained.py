"""The chain: a written book verifies, and holds the heads that it showed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from workflow.calendar import notices

from ..casefile import read_lines
from ..chain import Head
from ..store import Store
from .tools import LINES, NOW, WANG, StoreTests, numbered, receipt, replied


class ChainContract(StoreTests):
    """The chain: a written book verifies, and holds the heads that it showed."""

    def test_a_written_book_verifies(self) -> None:
        """Every write moves the head on; the book verifies, and still contains every head noted before."""
        writes: Sequence[Callable[[Store], object]] = (
            lambda store: store.receive(receipt(), NOW, WANG),
            lambda store: store.record("2025-001", replied(), NOW),
            lambda store: store.import_lines([*numbered([(receipt(),)]), *read_lines(LINES, "l")], NOW),
            lambda store: store.add_arrangement(notices()[0], NOW, tuple),
            lambda store: store.forget("2025-001", "依请求", None, NOW),
            lambda store: store.keep([("all", "5")], None, NOW),
        )
        with self.store() as store:
            heads = [store.head()]
            for write in writes:
                write(store)
                heads.append(store.head())
            assert [head.seq for head in heads] == sorted({head.seq for head in heads})
            assert [store.verify(head).problems for head in heads] == [()] * len(heads)
            found = store.verify()
            assert (found.events, found.cases, found.head) == (3, 2, heads[-1])

    def test_each_row_has_its_link(self) -> None:
        """The last link is that of the head, the first stays what it was; beyond the ends there is none."""
        with self.store() as store:
            store.receive(receipt(), NOW)
            first, head = store.link(1), store.head()
            assert store.link(head.seq) == head.digest
            store.record("2025-001", replied(), NOW)
            assert (store.link(1), store.link(head.seq)) == (first, head.digest)
            assert store.link(0) is store.link(store.head().seq + 1) is None

    def test_a_foreign_head_is_not_contained(self) -> None:
        """A head that the book never had, or that lies beyond its end, is a problem of its own."""
        with self.store() as store:
            store.receive(receipt(), NOW)
            seq = store.head().seq
            for foreign in (Head("sha256", seq, bytes(32)), Head("sha256", seq + 1, store.head().digest)):
                assert [problem.what for problem in store.verify(foreign).problems] == ["head"]

    def test_a_changed_projection_is_found(self) -> None:
        """What is kept of a case for speed and was changed is a problem of that case, until it is made again."""
        with self.store() as store:
            for number in ("x", "y"):
                store.open_case(number, receipt(), NOW)
            self.tamper(store, "y")
            assert {problem.case for problem in store.verify().problems} == {"y"}
            assert store.rebuild() == 2
            assert store.verify().problems == ()
