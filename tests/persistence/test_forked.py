"""Forked: a child that goes on with what its parent had open loses nothing, whatever the parent does meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persistence import CannotWrite, Register
from persistence.contract.tools import cases_of
from tests.persistence.elsewhere import Child
from workflow.events import Channel, Received
from workflow.outcomes import Requester

NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def receive(register: Register) -> str:
    asked = {"channel": Channel.ONLINE, "requester": Requester.BUSINESS, "subject": "规划文本"}
    return register.receive(Received(date(2025, 3, 3), **asked), NOW).number


@pytest.mark.parametrize("how", ["the same register", "one of its own"])
def test_parent_that_closes_does_not_take_the_log_away(tmp_path: Path, how: str) -> None:
    """What the child acknowledges is there, although the parent closed the file between two of its writes."""
    # In a process of its own: SQLite's locks are by process, and other tests may have left files open in this one.
    process = multiprocessing.get_context("spawn").Process(target=close_between_writes, args=(tmp_path, how))
    process.start()
    process.join(60)
    assert process.exitcode == 0


def close_between_writes(folder: Path, how: str) -> None:
    parent = Register.create(folder / "register.db")
    assert receive(parent) == "2025-001"
    opened: list[Register] = []

    def begin() -> str:
        opened.append(parent if how == "the same register" else Register.open(parent.path))
        return receive(opened[0])

    child = Child(begin, lambda: receive(opened[0]))
    assert child.step() == "2025-002"
    parent.close()
    assert child.step() == "2025-003"
    assert child.end() == 0
    again = Register.open(parent.path)
    assert [case.number for case in cases_of(again)] == ["2025-001", "2025-002", "2025-003"]
    assert again.verify().problems == ()
    again.close()


def test_parent_and_child_write_in_turn(tmp_path: Path) -> None:
    """Parent and child go on with one register after the fork, in turn, and number without a gap."""
    register = Register.create(tmp_path / "register.db")
    receive(register)
    child = Child(*[lambda: receive(register)] * 5)
    numbers = [number for _ in range(5) for number in (child.step(), receive(register))]
    assert child.end() == 0
    assert numbers == [f"2025-{n:03}" for n in range(2, 12)]
    assert register.verify().ok
    register.close()


def test_fork_in_the_midst_of_an_export_is_refused_in_words(tmp_path: Path) -> None:
    """A child forked while its parent reads one moment of the book may not use it; the parent goes on."""
    register = Register.create(tmp_path / "register.db")
    receive(register)
    lines = register.export()
    first = next(lines)

    def refused() -> str:
        with pytest.raises(CannotWrite, match="fork"):
            receive(register)
        return "refused"

    child = Child(refused)
    assert child.step() == "refused"
    assert child.end() == 0
    assert first == '{"rules":2}'
    assert [line.startswith('{"case":"2025-001"') for line in lines] == [True]
    assert receive(register) == "2025-002"
    register.close()


class Foreign(sqlite3.Connection):
    """A connection of another build of SQLite: once it is closed it complains in errors of its own."""

    gone = False

    def close(self) -> None:
        self.gone = True
        super().close()

    @property
    def in_transaction(self) -> bool:
        if self.gone:
            raise RuntimeError("the connection has been closed")
        return super().in_transaction


def test_a_connection_that_complains_leaves_no_other_to_the_child(tmp_path: Path) -> None:
    """What a connection says that was opened in another way keeps none of the others from being closed in a child."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    receive(register)
    foreign = [
        Register.open(path, connect=lambda at, wait: sqlite3.connect(at, wait, isolation_level=None, factory=Foreign))
        for _ in range(20)
    ]
    kept = [other._shelf.connections.db for other in foreign]
    for other in foreign:
        other.close()
    assert len(kept) == 20
    lines = register.export()
    next(lines)

    def refused() -> str:
        with pytest.raises(CannotWrite, match="fork"):
            receive(register)
        return "refused"

    child = Child(refused)
    assert child.step() == "refused"
    assert child.end() == 0
    lines.close()
    register.close()
