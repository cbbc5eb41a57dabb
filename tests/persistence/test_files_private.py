"""Who may read the file of a book: its owner alone, from the first byte, with every copy; and that it has one name."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from persistence import Register, backup, restore
from persistence.contract.tools import cases_of
from persistence.errors import RegisterError
from workflow.events import Channel, Received
from workflow.outcomes import Requester

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only there a mode says who may read")

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 6, 2, 4, tzinfo=UTC)


def receipt() -> Received:
    return Received(date(2026, 3, 3), channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本")


@pytest.fixture(autouse=True)
def _generous() -> Iterator[None]:
    """Let the system give new files to everybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_register_is_for_its_owner_alone(tmp_path: Path) -> None:
    """A new register can be read by its owner alone, and so can what SQLite lays beside it."""
    register = Register.create(tmp_path / "register.db")
    register.receive(receipt(), NOW)
    modes = {path.name: mode(path) for path in tmp_path.iterdir()}
    assert modes == {"register.db": 0o600, "register.db-wal": 0o600, "register.db-shm": 0o600}
    register.close()


def test_a_copy_is_never_wider_than_its_source(tmp_path: Path) -> None:
    """A backup, what is restored from it, and the copy before an upgrade are for their owner alone."""
    register = Register.create(tmp_path / "register.db")
    (tmp_path / "register.db").chmod(0o600)
    backup(register, tmp_path / "copy.db")
    register.close()
    restore(tmp_path / "copy.db", tmp_path / "again.db")
    shutil.copyfile(DATA / "first_book.db", tmp_path / "old.db")
    (tmp_path / "old.db").chmod(0o600)
    Register.open(tmp_path / "old.db").close()
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {
        "register.db": 0o600,
        "copy.db": 0o600,
        "again.db": 0o600,
        "old.db": 0o600,
        "old.db.before-chained_book": 0o600,
    }


@pytest.mark.skipif(not hasattr(sys, "addaudithook"), reason="the opening of files cannot be watched")
def test_nothing_is_wide_even_for_a_moment(tmp_path: Path) -> None:
    """No file that holds the book is wide at any moment: looked at whenever the maker asks the system for anything."""
    child = """
import os, stat, sys
from pathlib import Path
os.umask(0)
wide = set()
def look(event, arguments):
    if event.split(".")[0] in ("open", "os", "sqlite3") and not busy:
        busy.append(1)
        for folder, _, files in os.walk("."):
            for name in files:
                mode = stat.S_IMODE(os.stat(os.path.join(folder, name)).st_mode)
                if mode & 0o077:
                    wide.add((event, folder, name, oct(mode)))
        busy.clear()
busy = []
from persistence import Register, backup, restore
os.chdir(sys.argv[1])
sys.addaudithook(look)
register = Register.create(Path("a.db"))
backup(register, Path("b.db"))
restore(Path("b.db"), Path("c.db"))
register.close()
print(sorted(wide))
"""
    done = subprocess.run([sys.executable, "-c", child, str(tmp_path)], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("wide", [0o644, 0o666, 0o604, 0o664, 0o755])
def test_a_register_that_everybody_could_read_is_closed_and_said(tmp_path: Path, wide: int) -> None:
    """A register of an earlier version, open to all, is closed with all that lies beside it, and that is told once."""
    path = tmp_path / "register.db"
    shutil.copyfile(DATA / "first_book.db", path)
    path.chmod(wide)
    (tmp_path / "register.db.before-older").write_bytes(b"an older copy")
    first = Register.open(path)
    assert {mode(file) for file in tmp_path.iterdir()} == {0o600}
    assert first.exposed is not None
    assert f"{wide:o}" in first.exposed.zh
    assert "chmod 660" in first.exposed.en
    first.close()
    again = Register.open(path)
    assert again.exposed is None
    again.close()


@pytest.mark.parametrize("shared", [0o660, 0o640, 0o600, 0o400])
def test_a_group_that_was_let_in_stays(tmp_path: Path, shared: int) -> None:
    """A register that a group may read, and nobody else, is left as it is, its log too."""
    path = tmp_path / "register.db"
    shutil.copyfile(DATA / "open_told.db", path)
    path.chmod(shared)
    register = Register.open(path)
    cases_of(register)
    assert register.exposed is None
    assert {mode(file) for file in tmp_path.glob("register.db*") if "before" not in file.name} == {shared}
    assert {mode(file) for file in tmp_path.glob("*.before-*")} <= {0o600}
    register.close()


def test_a_file_that_is_no_register_keeps_its_mode(tmp_path: Path) -> None:
    """Somebody else's file is left as it is."""
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (x)")
    path.chmod(0o644)
    with pytest.raises(RegisterError):
        Register.open(path)
    assert mode(path) == 0o644


# -- several names ----------------------------------------------------------------------------------------


def test_a_register_with_two_names_is_refused(tmp_path: Path) -> None:
    """A register that has another name is not opened under either, and the error says what to do."""
    path, other = tmp_path / "register.db", tmp_path / "hard.db"
    register = Register.create(path)
    register.receive(receipt(), NOW)
    register.close()
    os.link(path, other)
    before = path.read_bytes()
    for name in (path, other):
        with pytest.raises(RegisterError, match="硬链接") as caught:
            Register.open(name)
        assert type(caught.value).__name__ == "SeveralNames"
        assert "-wal" in caught.value.words.en
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["hard.db", "register.db"]
    other.unlink()
    Register.open(path).close()


def test_a_symbolic_link_is_no_second_name(tmp_path: Path) -> None:
    """A register is opened through a symbolic link: SQLite follows it, and there is one log."""
    Register.create(tmp_path / "register.db").close()
    (tmp_path / "soft.db").symlink_to(tmp_path / "register.db")
    register = Register.open(tmp_path / "soft.db")
    register.receive(receipt(), NOW)
    register.close()
    again = Register.open(tmp_path / "register.db")
    assert [case.number for case in cases_of(again)] == ["2026-001"]
    again.close()


def test_a_hard_linked_copy_is_restored(tmp_path: Path) -> None:
    """A copy out of a farm of hard links is restored from: it is only read, and the register made has one name."""
    register = Register.create(tmp_path / "register.db")
    register.receive(receipt(), NOW)
    backup(register, tmp_path / "monday.db")
    register.close()
    os.link(tmp_path / "monday.db", tmp_path / "tuesday.db")
    assert restore(tmp_path / "tuesday.db", tmp_path / "again.db").events == 1
    Register.open(tmp_path / "again.db").close()


# -- how SQLite is told of a file -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (
            PureWindowsPath(r"\\server\共享\登记 簿.db"),
            "file:////server/%E5%85%B1%E4%BA%AB/%E7%99%BB%E8%AE%B0%20%E7%B0%BF.db",
        ),
        (PureWindowsPath(r"D:\政务\r#1.db"), "file:///D:/%E6%94%BF%E5%8A%A1/r%231.db"),
        (PurePosixPath("/srv/r?d%.db"), "file:///srv/r%3Fd%25.db"),
    ],
)
def test_sqlite_is_told_of_every_file(path: PureWindowsPath, name: str) -> None:
    """A file on a drive, on a network drive, or with signs in its name is called as SQLite's manual on URIs says."""
    from persistence.files import uri_of

    assert uri_of(path, "rw") == f"{name}?mode=rw"
