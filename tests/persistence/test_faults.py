"""Faults: a disk that is full or fails leaves an error in words, a book that verifies, and nothing half-written."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, cast

import apsw
import pytest

from desk.cli import run
from persistence import CannotWrite, Register, RegisterError
from persistence.contract.tools import cases_of
from persistence.sqlite.shelf import SqliteShelf
from workflow.events import Channel, Received, ReviewStarted
from workflow.outcomes import Requester

NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)
DAY = date(2025, 3, 3)


def receipt() -> Received:
    return Received(DAY, channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本" * 50)


def held(register: Register) -> set[tuple[str, int]]:
    return {(case.number, entry.no) for case in cases_of(register) for entry in case.history}


def write_until_refused(register: Register, most: int = 400) -> tuple[set[tuple[str, int]], RegisterError | None]:
    """Write until the register refuses; return what it acknowledged, and the refusal."""
    acknowledged: set[tuple[str, int]] = set()
    try:
        for _ in range(most):
            number = register.receive(receipt(), NOW).number
            acknowledged.add((number, 1))
            register.record(number, ReviewStarted(DAY), NOW)
            acknowledged.add((number, 2))
    except RegisterError as error:
        return acknowledged, error
    return acknowledged, None


def prove(path: Path, acknowledged: set[tuple[str, int]]) -> None:
    """All that was acknowledged is there, the book verifies, and the next write works."""
    register = Register.open(path)
    assert acknowledged <= held(register)
    assert register.verify().problems == ()
    assert register.receive(receipt(), NOW).number not in {number for number, _ in acknowledged}
    assert register.verify().problems == ()
    register.close()


# -- a full disk ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spare", [1, 2, 3, 5, 8])
def test_a_file_that_may_not_grow(tmp_path: Path, spare: int) -> None:
    """Where the file may not grow any more, the write is refused in words and everything before it stands."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    db = register._shelf.connections.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + spare}")
    acknowledged, error = write_until_refused(register)
    assert isinstance(error, CannotWrite)
    assert "full" in str(error)
    assert held(register) == acknowledged
    register.close()
    prove(path, acknowledged)


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of half a megabyte; not in a folder that pytest clears away."""
    folder = Path(tempfile.mkdtemp())
    command = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        folder.rmdir()
        pytest.skip("only an administrator may mount")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
    folder.rmdir()


def test_a_disk_that_is_full(small_disk: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """On a full disk the writer is refused in words, at the command line too; with room again it goes on."""
    path, ballast = small_disk / "register.db", small_disk / "ballast"
    register = Register.create(path)
    acknowledged, error = write_until_refused(register)
    assert isinstance(error, CannotWrite)
    register.close()
    with suppress(OSError), ballast.open("wb") as file:
        while True:
            file.write(bytes(4096))
            file.flush()
    asked = ["receive", "--db", str(path), "--on", "2025-03-03", "--channel", "fax", "--requester", "business"]
    assert run([*asked, "--subject", "规划文本" * 2000]) == 2
    out, err = capfd.readouterr()
    assert (out, err.count("\n"), "Traceback" in err) == ("", 1, False)
    ballast.unlink()
    moved = tmp_path / "register.db"
    for name in os.listdir(small_disk):
        (tmp_path / name).write_bytes((small_disk / name).read_bytes())
    prove(moved, acknowledged)


# -- a disk that fails ------------------------------------------------------------------------------------


class Countdown:
    """Lets so many operations on the disk pass and fails each one after."""

    def __init__(self) -> None:
        self.left: float = float("inf")

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise apsw.IOError("disk I/O error")


COUNTDOWN = Countdown()


class FailingFile(apsw.VFSFile):
    """A file whose writes, truncations and syncs fail once the countdown has run out."""

    def __init__(self, name: Any, flags: Any) -> None:
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        COUNTDOWN()
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        COUNTDOWN()
        super().xSync(flags)

    def xTruncate(self, size: int) -> None:
        COUNTDOWN()
        super().xTruncate(size)


class FailingDisk(apsw.VFS):
    """A file system of failing files over the real one."""

    def __init__(self) -> None:
        super().__init__("failing", "")

    def xOpen(self, name: Any, flags: Any) -> FailingFile:
        return FailingFile(name, flags)


class Cursor:
    """What a register asks of a cursor, over one of APSW's."""

    def __init__(self, cursor: Any) -> None:
        self._cursor = cursor

    @property
    def description(self) -> Any:
        try:
            return self._cursor.description or None
        except apsw.ExecutionCompleteError:
            return None

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def fetchone(self) -> Any:
        return translated(lambda: next(self._cursor, None))

    def fetchall(self) -> list[Any]:
        return translated(lambda: list(self._cursor))


class Connection:
    """What a register asks of a connection, over one of APSW's on the failing disk."""

    def __init__(self, path: Path, busy_seconds: float) -> None:
        self._conn = translated(lambda: apsw.Connection(str(path), vfs="failing"))
        # The shim has no shared memory: the index of the log is kept in this process alone.
        self.execute("PRAGMA locking_mode = EXCLUSIVE")

    def execute(self, sql: str, values: Sequence[Any] = ()) -> Cursor:
        return Cursor(translated(lambda: self._conn.execute(sql, tuple(values))))

    def executemany(self, sql: str, rows: Any) -> Cursor:
        return Cursor(translated(lambda: self._conn.executemany(sql, [tuple(row) for row in rows])))

    @property
    def in_transaction(self) -> bool:
        return bool(self._conn.in_transaction)

    def close(self) -> None:
        translated(self._conn.close)


def translated(work: Callable[[], Any]) -> Any:
    """Let APSW's errors come out as those of the standard library."""
    try:
        return work()
    except apsw.Error as error:
        raise sqlite3.OperationalError(str(error)) from error


def failing(path: Path, busy_seconds: float) -> sqlite3.Connection:
    return cast(sqlite3.Connection, Connection(path, busy_seconds))


@pytest.fixture
def failing_disk() -> Iterator[None]:
    disk = FailingDisk()
    COUNTDOWN.left = float("inf")
    yield
    COUNTDOWN.left = float("inf")
    disk.unregister()


@pytest.mark.usefixtures("failing_disk")
def test_a_disk_that_fails_at_any_operation(tmp_path: Path) -> None:
    """Whichever operation of the disk fails first, and however much was written before, nothing is half-written."""
    path, draw = tmp_path / "register.db", random.Random(5)
    Register.create(path).close()
    acknowledged: set[tuple[str, int]] = set()
    refused = 0
    for n in range(60):
        COUNTDOWN.left = float("inf")
        register = Register(SqliteShelf(path, connect=failing))
        COUNTDOWN.left = n if n < 30 else draw.randrange(30, 300)
        found, error = write_until_refused(register, 60)
        assert error is None or isinstance(error, CannotWrite)
        refused += error is not None
        acknowledged |= found
        with suppress(sqlite3.OperationalError):
            register.close()
        COUNTDOWN.left = float("inf")
        again = Register.open(path)
        assert acknowledged <= held(again)
        if n % 6 == 0:
            assert again.verify().problems == ()
        again.close()
    assert refused > 50
    prove(path, acknowledged)


@pytest.mark.usefixtures("failing_disk")
def test_what_another_build_of_sqlite_says(tmp_path: Path) -> None:
    """What a connection that was opened in another way raises in Python of its own is said in words as well."""
    path = tmp_path / "register.db"
    Register.create(path).close()
    register = Register(SqliteShelf(path, connect=failing))
    db = register._shelf.connections.db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages + 3}").fetchone()
    acknowledged, error = write_until_refused(register)
    assert isinstance(error, CannotWrite)
    assert "full" in str(error)
    register.close()
    prove(path, acknowledged)
