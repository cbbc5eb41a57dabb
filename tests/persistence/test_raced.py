"""Raced: many processes and threads write at once; nothing is lost, doubled, misnumbered or refused without cause."""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from persistence import Register, RegisterBusy, Stale
from persistence.contract.tools import cases_of, tallies
from workflow.events import AgencyConsulted, Channel, Received, ReviewStarted
from workflow.outcomes import Requester

PROCESSES, FACTS, CASES = 8, 250, 20
NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)
DAY = date(2025, 3, 3)
NUMBERS = [f"2025-{n:03}" for n in range(1, CASES + 1)]


def receipt() -> Received:
    return Received(DAY, channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本")


def clerk(path: Path, who: int, barrier: Any) -> None:
    """Record facts that every case takes at any time, in turn over all cases."""
    register = Register.open(path, busy_seconds=60)
    barrier.wait()
    for n in range(FACTS):
        fact = AgencyConsulted(DAY, agency=f"{who}-{n}", joint=False)
        register.record(NUMBERS[(n + who) % CASES], fact, NOW)
    register.close()


def opened(path: Path) -> Register:
    register = Register.create(path)
    for _ in NUMBERS:
        number = register.receive(receipt(), NOW).number
        register.record(number, ReviewStarted(DAY), NOW)
    return register


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("how", ["spawn", "fork", "forkserver"])
def test_eight_processes_on_twenty_cases(tmp_path: Path, how: str) -> None:
    """Eight processes record 250 facts each on the same 20 cases: all 2,000 are there once, and the book verifies."""
    register = opened(tmp_path / "register.db")
    register.close()
    context = multiprocessing.get_context(how)
    barrier = context.Barrier(PROCESSES)
    clerks = [context.Process(target=clerk, args=(register.path, who, barrier)) for who in range(PROCESSES)]
    for process in clerks:
        process.start()
    for process in clerks:
        process.join(120)
    assert [process.exitcode for process in clerks] == [0] * PROCESSES
    told = Counter(f.agency for case in cases_of(register) for f in case.facts if isinstance(f, AgencyConsulted))
    assert told == Counter(f"{who}-{n}" for who in range(PROCESSES) for n in range(FACTS))
    found = register.verify()
    assert (found.problems, found.cases, found.events) == ((), CASES, 2 * CASES + PROCESSES * FACTS)
    register.close()


def in_threads(count: int, work: Callable[[int], object]) -> list[BaseException]:
    """Run *work* in so many threads at once; return what they raised."""
    raised: list[BaseException] = []

    def run(n: int) -> None:
        try:
            work(n)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_threads_of_one_register_number_without_a_gap(tmp_path: Path) -> None:
    """Threads that share a register, as in a web application, receive under gap-free numbers."""
    register = Register.create(tmp_path / "register.db")

    def receive(_: int) -> None:
        for _ in range(15):
            register.receive(receipt(), NOW)
        register.close()

    assert in_threads(6, receive) == []
    assert [case.number for case in cases_of(register)] == [f"2025-{n:03}" for n in range(1, 91)]
    assert register.verify().ok
    register.close()


def test_one_of_many_stale_clerks_is_taken(tmp_path: Path) -> None:
    """Of clerks who all saw the same two facts, one is taken; each other is told what was recorded meanwhile."""
    register = opened(tmp_path / "register.db")
    taken: list[int] = []

    def record(n: int) -> None:
        register.record("2025-001", AgencyConsulted(DAY, agency=f"{n}", joint=False), NOW, expecting=2)
        taken.append(n)

    raised = in_threads(6, record)
    assert len(taken) == 1
    assert {type(error) for error in raised} == {Stale}
    assert {error.meanwhile for error in raised if isinstance(error, Stale)} == {((3, "agency_consulted", DAY, None),)}
    assert [entry.no for entry in register.case("2025-001").history] == [1, 2, 3]
    register.close()


def test_a_clerk_who_saw_more_than_there_is_is_refused(tmp_path: Path) -> None:
    """A version from the future is refused too, and nothing is written."""
    register = opened(tmp_path / "register.db")
    with pytest.raises(Stale, match="未作记录"):
        register.record("2025-001", AgencyConsulted(DAY, agency="x", joint=False), NOW, expecting=9)
    assert len(register.case("2025-001").history) == 2
    register.close()


def test_readers_never_wait_for_a_writer(tmp_path: Path) -> None:
    """While a writer holds the lock, others read what was there before; another writer waits, then says so."""
    register = opened(tmp_path / "register.db")
    other = Register.open(register.path, busy_seconds=0.2)
    with register.writing() as w:
        w.txn.db.execute("DELETE FROM tally")
        assert len(cases_of(other)) == CASES
        assert sum(tallies(other)[0].values()) == CASES
        with pytest.raises(RegisterBusy, match=r"0\.2"):
            other.record("2025-001", AgencyConsulted(DAY, agency="x", joint=False), NOW)
        w.txn.db.execute("INSERT INTO tally VALUES (2025, 0, 'business', '', ?)", (CASES,))
    assert other.verify().ok
    other.close()
    register.close()
