"""Every store keeps the contract: the book in a file, and the one in memory."""

from __future__ import annotations

import itertools
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

pytest.register_assert_rewrite("persistence.contract")

from desk import Desk  # noqa: E402 - after the assertions of the contract are made readable
from persistence import Person, Register, RegisterError, Settings  # noqa: E402
from persistence.contract import NOW, StoreContract  # noqa: E402
from persistence.contract.tools import receipt, replied  # noqa: E402
from persistence.memory import MemoryRegister  # noqa: E402
from persistence.store import Store  # noqa: E402
from workflow.calendar import Overlay  # noqa: E402
from workflow.events import ReconsiderationFiled  # noqa: E402


class TestRegister(StoreContract):
    """The register in a SQLite file."""

    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path) -> None:
        self.paths = (tmp_path / f"{n}.db" for n in itertools.count())

    def make_store(self, settings: Settings) -> Store:
        return Register.create(next(self.paths), settings, NOW)

    def tamper(self, store: Store, number: str) -> None:
        assert isinstance(store, Register)
        with closing(sqlite3.connect(store.path)) as conn, conn:
            conn.execute("UPDATE docket SET stage = 'REVIEW' WHERE case_no = ?", (number,))

    def test_a_register_that_is_discarded_leaves_no_file(self) -> None:
        """Neither the file nor what lies beside it stays; the place is free for another."""
        register = self.make_store(Settings())
        assert isinstance(register, Register)
        register.receive(receipt(), NOW)
        register.discard()
        assert list(register.path.parent.iterdir()) == []
        with pytest.raises(RegisterError):
            list(register.cases())
        assert list(register.path.parent.iterdir()) == []


class TestMemoryRegister(StoreContract):
    """The register in memory."""

    def make_store(self, settings: Settings) -> Store:
        return MemoryRegister(NOW, settings)


FILLED = ("x0", "x1", "x2")


def filled(store: Store) -> Desk:
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


def test_a_desk_answers_alike_over_any_store(tmp_path: Path) -> None:
    """Docket, breaches, deadlines, figures and case file are the same over a file and over memory, asked twice."""
    file, memory = filled(Register.create(tmp_path / "r.db", None, NOW)), filled(MemoryRegister(NOW))
    for _ in range(2):
        assert answers(file) == answers(memory)
    assert file.head() == memory.head()
    assert [(due.case, due.state) for due in memory.due()] == [("x2", "missed")]
    assert file.verify().problems == memory.verify().problems == ()
    file.close()


def test_a_year_is_frozen_and_compared_alike_over_any_store(tmp_path: Path) -> None:
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


def test_a_changed_row_in_memory_is_found() -> None:
    """Whatever is changed in a row that stands in memory, the chain shows it."""
    for column, other in ((0, 9), (2, 7), (5, "2031-01-01T04:00:01Z"), (8, "{}"), (9, bytes(32))):
        store = MemoryRegister(NOW)
        store.open_case("x", receipt(), NOW)
        row = store._book.rows[-1]
        store._book.rows[-1] = (*row[:column], other, *row[column + 1 :])
        assert store.verify().problems[0].what == "chain"


def test_a_changed_person_in_memory_is_found() -> None:
    """A person who was put in place of another without a word, or dropped, is a problem."""
    store = MemoryRegister(NOW)
    store.open_case("x", receipt(), NOW, Person("甲"))
    person, salt = store._book.persons["x"]
    store._book.persons["x"] = person._replace(name="乙"), salt
    assert [(p.what, p.case) for p in store.verify().problems] == [("person", "x")]
    del store._book.persons["x"]
    assert [(p.what, p.case) for p in store.verify().problems] == [("person", "x")]


def test_the_contract_asks_for_no_test_library() -> None:
    """Importing the contract loads neither pytest nor Hypothesis."""
    code = "import json, sys, persistence.contract; print(json.dumps([*sys.modules]))"
    found = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert not {"pytest", "hypothesis"} & set(json.loads(found))
