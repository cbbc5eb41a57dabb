"""Killed: a writer that dies at any moment leaves every acknowledged fact, a book that verifies, and room for more."""

from __future__ import annotations

import os
import random
import signal
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persistence import Register
from persistence.contract.tools import cases_of
from workflow.events import Channel, Received, ReviewStarted
from workflow.outcomes import Requester

KILLS = int(os.environ.get("YSQ_KILLS", "200"))
"""How many writers are killed: 200 here, 2,000 in the soak run (see docs/book.md)."""
ROUNDS = 4
NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)
DAY = date(2025, 3, 3)

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="writers are forked"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def receipt() -> Received:
    return Received(DAY, channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本")


def write_until_killed(path: Path, out: int) -> None:
    """Receive and move on, case after case, saying on *out* what the register has acknowledged."""
    register = Register.open(path)
    while True:
        case = register.receive(receipt(), NOW)
        os.write(out, f"{case.number} 1\n".encode())
        register.record(case.number, ReviewStarted(DAY), NOW)
        os.write(out, f"{case.number} 2\n".encode())


def killed_after(path: Path, seconds: float) -> list[str]:
    """Let a child write, kill it once it has begun and *seconds* have passed, and return what was acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write_until_killed(path, writing)
        finally:
            os._exit(1)
    os.close(writing)
    said = os.read(reading, 1 << 16) if seconds > 0.004 else b""
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL
    while more := os.read(reading, 1 << 16):
        said += more
    os.close(reading)
    return said.decode().splitlines()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_what_was_acknowledged_survives_the_writer(tmp_path: Path, round_: int) -> None:
    """However often and whenever the writer is killed, all that it acknowledged is there and the next write works."""
    path, draw = tmp_path / "register.db", random.Random(round_)
    Register.create(path).close()
    acknowledged: set[tuple[str, int]] = set()
    for n in range(KILLS // ROUNDS):
        lines = killed_after(path, draw.uniform(0, 0.02))
        acknowledged |= {(number, int(no)) for number, no in map(str.split, lines)}
        register = Register.open(path)
        held = {(case.number, entry.no) for case in cases_of(register) for entry in case.history}
        assert acknowledged <= held
        case = register.receive(receipt(), NOW)
        acknowledged.add((case.number, 1))
        if n % 10 == 9:
            found = register.verify()
            assert found.problems == ()
            numbers = {case.number for case in cases_of(register)}
            assert numbers == {f"2025-{k:03}" for k in range(1, found.cases + 1)}
        register.close()
    assert acknowledged
