"""Every shelf keeps the contract: the one in a file, and the one in memory."""

from __future__ import annotations

import itertools
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import get_type_hints

import pytest

from desk import Desk
from persistence import MemoryRegister, Person, Register, RegisterError, Settings
from persistence import shelf as shelf_module
from persistence.contract import NOW, ShelfContract
from persistence.contract.tools import cases_of, opened, receipt, replied
from persistence.memory import MemoryShelf
from persistence.settings import in_full
from persistence.shelf import Row, Rows, Shelf, Txn
from persistence.sqlite.shelf import SqliteShelf
from tests.persistence.list_shelf import ListShelf
from workflow.calendar import Overlay
from workflow.events import ReconsiderationFiled


class TestSqliteShelf(ShelfContract):
    """The shelf in an SQLite file."""

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.paths = (tmp_path / f"{n}.db" for n in itertools.count())

    def make_shelf(self, settings: Settings) -> SqliteShelf:
        return SqliteShelf.create(next(self.paths), settings._asdict(), lambda txn, now: None)

    def tamper(self, shelf: Shelf, number: str) -> None:
        assert isinstance(shelf, SqliteShelf)
        with closing(sqlite3.connect(shelf.path)) as conn, conn:
            conn.execute("UPDATE docket SET stage = 'REVIEW' WHERE case_no = ?", (number,))

    def copied(self, shelf: Shelf) -> list[Row]:
        copy = next(self.paths)
        shelf.copy(copy)
        with SqliteShelf(copy).read() as rows:
            return [*rows.rows()]

    def test_a_register_that_is_discarded_leaves_no_file(self) -> None:
        """Neither the file nor what lies beside it stays; the place is free for another."""
        register = Register.create(next(self.paths), None, NOW)
        register.receive(receipt(), NOW)
        register.discard()
        assert list(register.path.parent.iterdir()) == []
        with pytest.raises(RegisterError):
            cases_of(register)
        assert list(register.path.parent.iterdir()) == []


class TestMemoryShelf(ShelfContract):
    """The shelf in memory."""

    def make_shelf(self, settings: Settings) -> MemoryShelf:
        return MemoryShelf(settings._asdict())

    def copied(self, shelf: Shelf) -> list[Row]:
        copy: list[Row] = []
        shelf.copy(copy.extend)
        return copy


class TestListShelf(ShelfContract):
    """A shelf of plain lists, as it takes no more than the contract to be one."""

    def make_shelf(self, settings: Settings) -> ListShelf:
        return ListShelf(settings._asdict())

    def copied(self, shelf: Shelf) -> list[Row]:
        copy: list[Row] = []
        shelf.copy(copy)
        return copy


FILLED = ("x0", "x1", "x2")


def filled(store: Register) -> Desk:
    """Return a desk over *store* with one case replied to, one open and one late, and a local day off."""
    desk = Desk(store, now=date(2025, 4, 10))
    for number in FILLED:
        store.open_case(number, receipt(), desk.now)
    desk.record("x0", replied())
    desk.record("x1", replied(date(2025, 4, 9)))
    return desk


def answers(desk: Desk) -> dict[str, object]:
    """Return what a desk says of the cases, the docket, the year and the book."""
    with desk.at(date(2025, 3, 1)) as then:
        known = then.annual(2025).as_json()
    return {
        "due": desk.due(),
        "due_then": desk.due(on=date(2025, 3, 25)),
        "audit": [breach.as_json() for breach in desk.audit()],
        "deadlines": [desk.deadline(number) for number in FILLED],
        "history": [desk.history(number) for number in FILLED],
        "annual": desk.annual(2025).as_json(),
        "known": known,
        "cell": desk.cell(2025, "granted", "total"),
        "export": list(desk.export(persons=True)),
    }


def test_a_desk_answers_alike_over_any_shelf(tmp_path: Path) -> None:
    """Docket, breaches, deadlines, figures and case file are the same over a file and over memory, asked twice."""
    file, memory = filled(Register.create(tmp_path / "r.db", None, NOW)), filled(MemoryRegister(NOW))
    for _ in range(2):
        assert answers(file) == answers(memory)
    assert file.head() == memory.head()
    assert [(due.case, due.state) for due in memory.due()] == [("x2", "missed")]
    assert file.verify().problems == memory.verify().problems == ()
    file.close()


def test_a_year_is_frozen_and_compared_alike_over_any_shelf(tmp_path: Path) -> None:
    """What was handed in, what came after it, and the cells that it changed are the same over file and memory."""
    found = []
    for store in (Register.create(tmp_path / "r.db", None, NOW), MemoryRegister(NOW)):
        filled(store)
        Desk(store, now=date(2026, 1, 20)).freeze(2025)
        desk = Desk(store, now=date(2026, 1, 21))
        desk.record("x1", ReconsiderationFiled(date(2025, 12, 1), dispute="r1"))
        compared = desk.compare(2025)
        row = [desk.cell(2025, "reconsideration", column) for column in ("pending", "total")]
        found.append((desk.handed_in(2025).as_json(), compared.as_json(), row))
        desk.close()
    assert found[0] == found[1]
    assert [(later.case, later.entry.fact.kind) for later in compared.facts] == [("x1", "reconsideration_filed")]
    assert row == [["x1"], ["x1"]]


def test_a_desk_loads_an_arrangement_into_memory() -> None:
    """A local day off moves the deadline of an open case in memory, as the desk then says."""
    store = MemoryRegister(NOW, Settings(region="guangxi"))
    desk = Desk(store, now=date(2025, 3, 4))
    store.open_case("x", receipt(), desk.now)
    before = desk.deadline("x").due
    overlay = Overlay("guangxi", "放假", scope="", instrument="通知", days=[(date(2025, 3, 20), False, "放假")])
    moves = desk.add_arrangement(overlay)
    assert [(move.case, move.before, move.after) for move in moves if move.duty == "reply"] == [
        ("x", before, desk.deadline("x").due)
    ]
    assert desk.deadline("x").due > before


OTHERS = ((2, 7), (5, "2031-01-01T04:00:01Z"), (8, "{}"), (9, bytes(32)))


def test_a_changed_row_in_memory_is_found() -> None:
    """Whatever is changed in a row that stands in memory, the chain shows it."""
    changes = ((0, 9, "gap"), *((n, other, "chain") for n, other in OTHERS))
    for column, other, what in changes:
        shelf = MemoryShelf(in_full(Settings())._asdict())
        register = opened(shelf)
        register.open_case("x", receipt(), NOW)
        row = shelf._held._rows[-1]
        shelf._held._rows[-1] = (*row[:column], other, *row[column + 1 :])
        assert register.verify().problems[0].what == what


def test_a_changed_person_in_memory_is_found() -> None:
    """A person who was put in place of another without a word, or dropped, is a problem."""
    shelf = MemoryShelf(in_full(Settings())._asdict())
    register = opened(shelf)
    register.open_case("x", receipt(), NOW, Person("甲"))
    case, _, *others = shelf._held._persons["x"]
    shelf._held._persons["x"] = (case, "乙", *others)
    assert [(p.what, p.case) for p in register.verify().problems] == [("person", "x")]
    del shelf._held._persons["x"]
    assert [(p.what, p.case) for p in register.verify().problems] == [("person", "x")]


def test_the_contract_asks_for_no_test_library() -> None:
    """Importing the contract loads neither pytest nor Hypothesis."""
    code = "import json, sys, persistence.contract; print(json.dumps([*sys.modules]))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"pytest", "hypothesis"} & set(json.loads(found))


def members(*protocols: type) -> dict[str, object]:
    """Return what these protocols ask for, by name."""
    return {f"{p.__name__}.{n}": m for p in protocols for n, m in vars(p).items() if not n.startswith("_")}


def test_the_shelf_is_narrow_and_knows_no_database() -> None:
    """Shelf, rows and lock have 24 public members at most; none takes or gives anything of SQLite's or of SQL."""
    found = members(Shelf, Rows, Txn)
    assert 20 < len(found) <= 24
    for name, member in found.items():
        function = member.fget if isinstance(member, property) else member
        assert isinstance(function, FunctionType), name
        named = " ".join(str(hint) for hint in get_type_hints(function, vars(shelf_module)).values()).lower()
        assert named, name
        assert not [word for word in ("sqlite", "sql", "cursor", "connection", "database") if word in named], name
