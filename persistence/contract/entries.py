"""The book's own entries: ledger, arrangements, and others."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial

from workflow.calendar import notices
from workflow.errors import InvalidFact
from workflow.events import (
    ReviewStarted,
)
from workflow.rules import NEWEST

from ..arrangements import Move
from ..casefile import FactLine, read_lines
from ..errors import InvalidLine
from ..own_entries import RESERVED
from .tools import LINES, NOW, StoreTests, numbered, receipt, refused, replied

NO_JSON = ("", "not json", "{", "NaN", '{"n":NaN}', "[Infinity]", '"\\ud800"', '{"\\ud800":1}', "[" * 999)


class EntryContract(StoreTests):
    """The book's own entries: ledger, arrangements, and others."""

    def test_the_ledger_keeps_its_order(self) -> None:
        """Ledger lines come back as given, in the order of recording; one from after its recording is refused."""
        lines = list(read_lines(LINES, "ledger"))
        with self.store() as store:
            store.import_lines(reversed(lines), NOW)
            assert [line.on for line in store.ledger()] == [date(2025, 3, 4), date(2025, 3, 3)]
            assert [str(line.amount) for line in store.ledger()] == ["1", "400.50"]
            with self.unchanged(store):
                refused(InvalidLine, lambda: store.import_lines(lines, datetime(2025, 3, 3, tzinfo=UTC)))

    def test_arrangements_are_loaded(self) -> None:
        """Notices come back in the order of loading with what they moved; a comparison that fails loads none."""
        move = Move("x", "reply", date(2027, 1, 7), date(2027, 1, 8))
        with self.store() as store:
            assert (store.arrangements(), store.last_arrangement()) == ((), 0)
            with self.unchanged(store):
                refused(LookupError, lambda: store.add_arrangement(notices()[0], NOW, lambda: [][0]))
            for notice in notices():
                assert store.add_arrangement(notice, NOW, lambda: [move]) == (move,)
            found = store.arrangements()
            assert tuple(recorded.arrangement for recorded in found) == notices()
            assert {(recorded.moved, recorded.recorded_at) for recorded in found} == {((move,), NOW)}
            assert store.last_arrangement() == found[-1].seq == store.head().seq
            assert list(store.export()) == []

    def test_an_arrangement_may_ask_the_book(self) -> None:
        """What an arrangement moves may be reckoned from the cases of the same store."""
        with self.store() as store:
            store.open_case("x", receipt(), NOW)
            day = date(2027, 1, 7)
            moves = store.add_arrangement(
                notices()[0], NOW, lambda: [Move(case.number, "reply", day, day) for case in store.open_cases()]
            )
            assert [move.case for move in moves] == ["x"]

    def test_entries_of_the_book(self) -> None:
        """An entry of the book's own comes back by its kind, and tells the head before it."""
        with self.store() as store:
            before = store.head()
            assert store.write_entry("stamp", NOW, '{"n":1}', by="张", note="甲") == before
            store.write_entry("other", NOW, "{}")
            store.write_entry("stamp", NOW + timedelta(hours=13), '{"n":2}')
            first, second = store.entries("stamp")
            assert first == (before.seq + 1, "2031-01-01", "2031-01-01T04:00:00Z", "张", "甲", '{"n":1}')
            assert (second.seq, second.on, second.data) == (before.seq + 3, "2031-01-02", '{"n":2}')
            assert (len(store.entries("book_opened")), store.entries("none")) == (1, [])

    def test_the_kinds_of_the_book_are_its_own(self) -> None:
        """An entry that only the book may write, or that is no JSON, is refused before anything is written."""
        with self.store() as store:
            store.open_case("x", receipt(), NOW)
            with self.unchanged(store):
                for kind in (*RESERVED, "", " ", "\ud800"):
                    refused(InvalidFact, partial(store.write_entry, kind, NOW, "{}"))
                for data in NO_JSON:
                    refused(InvalidFact, partial(store.write_entry, "app.memo", NOW, data))

    def test_the_book_alone_notes_its_rules(self) -> None:
        """An entry of the rules is the book's own, and none is there while it is of rules 1."""
        with self.store() as store:
            with self.unchanged(store):
                refused(InvalidFact, lambda: store.write_entry("rules", NOW, '{"rules":1}'))
            store.open_case("x", receipt(), NOW)
            assert [entry.data for entry in store.entries("rules")] == (
                [] if NEWEST == 1 else [f'{{"rules":{NEWEST}}}']
            )

    def test_what_came_after_a_head(self) -> None:
        """Cases with facts after a place in the journal are named, with how many facts they had before."""
        with self.store() as store:
            store.import_lines(numbered([(receipt(),), (receipt(), replied())]), NOW)
            seq = store.head().seq
            store.record("x0", ReviewStarted(date(2025, 3, 4)), NOW)
            store.record("x0", replied(), NOW)
            store.import_lines([*read_lines(LINES, "l"), ("f", 1, FactLine("x2", receipt(), None))], NOW)
            assert store.touched_since(seq) == {"x0": 1, "x2": 0}
            assert store.touched_since(0) == {"x0": 0, "x1": 0, "x2": 0}
            assert store.touched_since(store.head().seq) == {}
