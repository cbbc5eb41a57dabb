"""One process holds a register more than once: none of its connections takes the locks from the others."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk import Desk
from persistence import Register, backup, restore
from workflow.events import Channel, Received, ReviewStarted
from workflow.outcomes import Requester

NOW = datetime(2030, 1, 1, 4, tzinfo=UTC)
RECEIVED = Received(date(2025, 9, 1), channel=Channel.ONLINE, requester=Requester.NATURAL_PERSON, subject="预算")
ELSEWHERE = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from persistence import Register
from workflow.events import ReviewStarted
register = Register.open(Path(sys.argv[1]))
register.record(sys.argv[2], ReviewStarted(date(2025, 9, 2)), datetime(2030, 1, 1, 4, tzinfo=UTC))
register.close()
"""


def once_more(path: Path) -> None:
    Register.open(path).close()


def at_a_desk(path: Path) -> None:
    with Desk.open(path, create=False) as desk:
        desk.case("2025-001")


def from_a_backup(path: Path) -> None:
    register = Register.open(path)
    backup(register, path.with_name("copy.db"))
    register.close()
    restore(path.with_name("copy.db"), path.with_name("other.db"))


def refused(path: Path) -> None:
    for taken in (lambda: Register.create(path), lambda: restore(path, path)):
        with pytest.raises(Exception, match=r"register\.db"):
            taken()


@pytest.mark.parametrize("how", [once_more, at_a_desk, from_a_backup, refused])
def test_a_second_opening_loses_nothing(tmp_path: Path, how: Callable[[Path], None]) -> None:
    """What the first connection acknowledges after another process came and went is there for everybody."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    numbers = [register.receive(RECEIVED, NOW).number for _ in range(3)]
    how(path)
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(path), numbers[0]], check=True, cwd=Path(__file__).parents[2])
    assert len(register.record(numbers[1], ReviewStarted(date(2025, 9, 2)), NOW).history) == 2
    fourth = register.receive(RECEIVED, NOW).number
    subprocess.run([sys.executable, "-c", ELSEWHERE, str(path), fourth], check=True, cwd=Path(__file__).parents[2])
    for reader in (register, Register.open(path)):
        assert [len(reader.case(number).history) for number in (*numbers, fourth)] == [2, 2, 1, 2]
        assert reader.verify().problems == ()
        reader.close()
