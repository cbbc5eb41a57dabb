"""The book's own entries: ledger, arrangements, and others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial

from workflow.calendar import Arrangement, notices
from workflow.errors import InvalidFact
from workflow.events import (
    ReviewStarted,
)
from workflow.rules import NEWEST

from ..arrangements import KIND, Move
from ..book import Book
from ..casefile import FactLine, read_lines
from ..errors import InvalidLine
from ..own_entries import RESERVED
from ..register import Register
from .tools import LINES, NOW, ShelfTests, asked, numbered, receipt, refused, replied

NO_JSON = ("", "not json", "{", "NaN", '{"n":NaN}', "[Infinity]", '"\\ud800"', '{"\\ud800":1}', "[" * 999)


def _load(register: Register, notice: Arrangement, moved: Callable[[Book], list[Move]]) -> None:
    """Load an arrangement with the limits that it moves, which are told from the book."""
    with register.writing() as w:
        w.add_arrangement(notice, moved(w.book), NOW)


class EntryContract(ShelfTests):
    """The book's own entries: ledger, arrangements, and others."""

    def test_the_ledger_keeps_its_order(self) -> None:
        """Ledger lines come back as given, in the order of recording; one from after its recording is refused."""
        lines = list(read_lines(LINES, "ledger"))
        with self.register() as register:
            register.import_lines(reversed(lines), NOW)
            ledger = asked(register, lambda book: [*book.ledger()])
            assert [line.on for line in ledger] == [date(2025, 3, 4), date(2025, 3, 3)]
            assert [str(line.amount) for line in ledger] == ["1", "400.50"]
            with self.unchanged(register):
                refused(InvalidLine, lambda: register.import_lines(lines, datetime(2025, 3, 3, tzinfo=UTC)))

    def test_arrangements_are_loaded(self) -> None:
        """Notices come back in the order of loading with what they moved; a comparison that fails loads none."""
        move = Move("x", "reply", date(2027, 1, 7), date(2027, 1, 8))
        with self.register() as register:
            assert (register.arrangements(), [*register.entries(KIND, 0)]) == ((), [])
            with self.unchanged(register):
                refused(LookupError, partial(_load, register, notices()[0], lambda book: [][0]))
            for notice in notices():
                _load(register, notice, lambda book: [move])
            found = register.arrangements()
            assert tuple(recorded.arrangement for recorded in found) == notices()
            assert {(recorded.moved, recorded.recorded_at) for recorded in found} == {((move,), NOW)}
            assert (
                [entry.seq for entry in register.entries(KIND, found[-2].seq)]
                == [found[-1].seq]
                == [register.head().seq]
            )
            assert list(register.export()) == []

    def test_an_arrangement_may_ask_the_book(self) -> None:
        """What an arrangement moves may be reckoned from the cases of the same register."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            day = date(2027, 1, 7)
            _load(register, notices()[0], lambda book: [Move(c.number, "reply", day, day) for c in book.open_cases()])
            (loaded,) = register.arrangements()
            assert [move.case for move in loaded.moved] == ["x"]

    def test_entries_of_the_book(self) -> None:
        """An entry of the book's own comes back by its kind, and tells the head before it."""
        with self.register() as register:
            before = register.head()
            assert register.write_entry("stamp", NOW, '{"n":1}', by="张", note="甲") == before
            register.write_entry("other", NOW, "{}")
            register.write_entry("stamp", NOW + timedelta(hours=13), '{"n":2}')
            first, second = register.entries("stamp")
            assert first == (before.seq + 1, "2031-01-01", "2031-01-01T04:00:00Z", "张", "甲", '{"n":1}')
            assert (second.seq, second.on, second.data) == (before.seq + 3, "2031-01-02", '{"n":2}')
            assert (len(register.entries("book_opened")), register.entries("none")) == (1, [])

    def test_the_kinds_of_the_book_are_its_own(self) -> None:
        """An entry that only the book may write, or that is no JSON, is refused before anything is written."""
        with self.register() as register:
            register.open_case("x", receipt(), NOW)
            with self.unchanged(register):
                for kind in (*RESERVED, "", " ", "\ud800"):
                    refused(InvalidFact, partial(register.write_entry, kind, NOW, "{}"))
                for data in NO_JSON:
                    refused(InvalidFact, partial(register.write_entry, "app.memo", NOW, data))

    def test_the_book_alone_notes_its_rules(self) -> None:
        """An entry of the rules is the book's own, and none is there while it is of rules 1."""
        with self.register() as register:
            with self.unchanged(register):
                refused(InvalidFact, lambda: register.write_entry("rules", NOW, '{"rules":1}'))
            register.open_case("x", receipt(), NOW)
            assert [entry.data for entry in register.entries("rules")] == (
                [] if NEWEST == 1 else [f'{{"rules":{NEWEST}}}']
            )

    def test_what_came_after_a_head(self) -> None:
        """Cases with facts after a place in the journal are named, with how many facts they had before."""
        with self.register() as register:
            register.import_lines(numbered([(receipt(),), (receipt(), replied())]), NOW)
            seq = register.head().seq
            register.record("x0", ReviewStarted(date(2025, 3, 4)), NOW)
            register.record("x0", replied(), NOW)
            register.import_lines([*read_lines(LINES, "l"), ("f", 1, FactLine("x2", receipt(), None))], NOW)
            with register.at() as book:
                assert book.facts_before(book.at(seq)) == {"x0": 1, "x2": 0}
                assert book.facts_before(book.at(0)) == {"x0": 0, "x1": 0, "x2": 0}
                assert book.facts_before(book.at(book.head().seq)) == {}
