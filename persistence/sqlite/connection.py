"""Connections to the file of the book, one a thread; how the file is made, checked and upgraded; its failures in words."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from weakref import WeakSet

from sqlite_utils import Database

from workflow.words import Words

from ..drafts import check_alone, draft, sweep
from ..errors import (
    CannotWrite,
    ChangedSchema,
    NoRegister,
    NotARegister,
    RegisterBusy,
    RegisterError,
    RegisterExists,
    RegisterTooNew,
)
from ..files import check_name, close_to_others, new, put_in_place, uri_of
from .schema import APPLICATION_ID, CHECKSUMS, bring_up_to_date, foreign_step, pending, unknown_migrations

BUSY_SECONDS = 10.0


Connect = Callable[[Path, float], sqlite3.Connection]
"""Opens the file at a path, waiting so many seconds at most where it is busy."""


class Connections(threading.local):
    """The connection of the current thread (and process) to one file, opened when first asked for, and an idle one beside it."""

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> None:
        self.path, self.busy_seconds, self._connect = path, busy_seconds, connect or open_file
        self._db: Database | None = None
        self._idle: Database | None = None  # the last one that a moment was read on: to open one takes 0.1 ms
        self._pid = 0

    def another(self) -> Database:
        """Return one more connection, for a reading that must see one moment of the book; it is given back afterwards."""
        idle, self._idle = self._idle, None
        if idle is not None and self._pid == os.getpid():
            return idle
        return _connect(self.path, self.busy_seconds, self._connect)

    def give_back(self, db: Database) -> None:
        """End the transaction of a connection, and keep it for the next reading."""
        if self._idle is None and self._db is not None and self._pid == os.getpid():
            db.execute("ROLLBACK")
            self._idle = db
        else:
            db.conn.close()

    def wait(self, seconds: float | None = None) -> None:
        """Wait for the lock for so long at most: by default as long as this register waits."""
        milliseconds = int((self.busy_seconds if seconds is None else seconds) * 1000)
        self.db.execute(f"PRAGMA busy_timeout = {milliseconds}")

    @property
    def db(self) -> Database:
        """The open database of this thread; never shared with a forked child."""
        if self._db is None or self._pid != os.getpid():
            self._db, self._idle, self._pid = _connect(self.path, self.busy_seconds, self._connect), None, os.getpid()
        return self._db

    def close(self) -> None:
        """Close this thread's connection."""
        for db in (self._db, self._idle):
            if db is not None and self._pid == os.getpid():
                db.conn.close()
        self._db = self._idle = None


def open_file(path: Path, busy_seconds: float, mode: str = "rw") -> sqlite3.Connection:
    """Open the file of a register that is there.

    In a folder that we may not write to (a disc, an archive) no log can be laid beside the file: there it is read
    as a file that nobody changes.
    """
    log = path.with_name(f"{path.name}-wal")
    fixed = not os.access(path.parent, os.W_OK) and not log.exists()
    return sqlite3.connect(
        uri_of(path.absolute(), "ro&immutable=1" if fixed else mode),
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,
        cached_statements=256,
        check_same_thread=False,  # each thread has its own; but a forked child must close those of all threads
    )


def _connect(path: Path, busy_seconds: float, connect: Connect = open_file) -> Database:
    if _within:
        raise CannotWrite(path, FORKED_WITHIN)
    conn = connect(path, busy_seconds)
    conn.execute("PRAGMA synchronous = FULL")
    conn.execute("PRAGMA recursive_triggers = ON")
    conn.execute("PRAGMA secure_delete = ON")
    conn.execute("PRAGMA temp_store = MEMORY")
    db = Database(conn)
    _open.add(db)
    return db


# SQLite counts its locks by process. After a fork it would take those of the parent, which the child does not hold,
# for the child's own; the parent could then put the log away while the child writes to it, and facts would be lost.
# So what came over a fork is closed before anything else happens.
_open: WeakSet[Database] = WeakSet()
_within: list[Database] = []
FORKED_WITHIN = "the process was forked in the midst of an export or import 进程在导入或导出中途被复制（fork）"


def _leave_to_the_parent() -> None:
    for db in list(_open):
        with suppress(
            Exception
        ):  # whatever one of them says, in its own errors too: the others are closed all the same
            if db.conn.in_transaction:
                _within.append(db)  # it stays open: to end the parent's transaction is the parent's business
            else:
                db.conn.close()
    _open.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_the_parent)


FAILURES = (sqlite3.Error, OSError, UnicodeDecodeError)
"""What SQLite and the system raise, and what text is that was overwritten; :func:`in_words` says it."""


def in_words(error: Exception, path: Path, busy_seconds: float = BUSY_SECONDS) -> RegisterError:
    """Return our error for what SQLite or the system said about *path*."""
    if isinstance(error, sqlite3.OperationalError) and ("locked" in str(error) or "busy" in str(error)):
        return RegisterBusy(path, busy_seconds)
    if isinstance(error, OSError):
        return CannotWrite(path, error.strerror or str(error))
    if isinstance(error, (sqlite3.OperationalError, sqlite3.IntegrityError)):
        return CannotWrite(path, str(error))
    return NotARegister(path, Words(f"文件损坏（{error}）", f"the file is damaged ({error})"))


@contextmanager
def failures_in_words(path: Path, busy_seconds: float = BUSY_SECONDS) -> Iterator[None]:
    """Turn what SQLite and the system say about *path* into our errors."""
    try:
        yield
    except FAILURES as error:
        raise in_words(error, path, busy_seconds) from error


def check_not_newer(db: Database, path: Path, error: Exception | None = None) -> None:
    """Raise ``RegisterTooNew`` where a newer version has brought the file up to date, perhaps while it was open here.

    What this version cannot read then was not tampered with.
    """
    unknown: list[str] = []
    with suppress(sqlite3.Error):  # the list of steps may be damaged too
        unknown = unknown_migrations(db)
    if unknown:
        raise RegisterTooNew(path, unknown) from error


def create_file(path: Path, fill: Callable[[Database], None]) -> None:
    """Make a new register at *path*, filled by *fill*: it appears there whole, or not at all.

    It is laid out under another name and then linked into place, so that of several who begin at once one
    succeeds and the others find a register that is ready.
    """
    check_name(path)
    with failures_in_words(path):
        if path.exists():
            raise RegisterExists(path)
        with draft(path) as place:
            new(place).close()
            _lay_out(place, fill)
            put_in_place(place, path)


def _lay_out(place: Path, fill: Callable[[Database], None]) -> None:
    with closing(_connect(place, BUSY_SECONDS)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        bring_up_to_date(db)
        fill(db)


def check_file(path: Path) -> Words | None:
    """Refuse what is no register, without touching it; then bring an older one up to date.

    What killed commands left of it is swept first. Return what is to be told where everybody could read it.
    """
    with failures_in_words(path):
        sweep(path)
        check_alone(path, _check_kind(path))
        with closing(_connect(path, BUSY_SECONDS)) as db:
            _check_steps(db, path)
            told = close_to_others(path)
            if pending(db):
                _upgrade(db, path)
        return told


def check_copy(path: Path) -> None:
    """Refuse what is no register, and leave the file as it is, an older one too."""
    with failures_in_words(path):
        _check_kind(path)
        with closing(Database(open_copy(path))) as db:
            _check_steps(db, path)


def open_copy(path: Path) -> sqlite3.Connection:
    """Open a copy that nobody writes to, to read from it only; where no log lies beside it, nothing is laid there."""
    log = path.with_name(f"{path.name}-wal")
    return open_file(path, BUSY_SECONDS, "ro" if log.exists() else "ro&immutable=1")


def upgrade_draft(path: Path) -> None:
    """Bring a copy that nobody else knows up to date, with no copy of it kept."""
    with closing(_connect(path, BUSY_SECONDS)) as db:
        bring_up_to_date(db)


def _check_kind(path: Path) -> os.stat_result:
    """Refuse what does not look like a register from outside and by its mark; return how the file stands."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):  # the last of a name that holds a NUL
        raise NoRegister(path) from None
    if stat.S_ISDIR(status.st_mode):
        raise NotARegister(path, Words("是一个文件夹", "it is a folder"))
    if not stat.S_ISREG(status.st_mode):
        raise NotARegister(path, Words("不是普通文件", "it is no ordinary file"))
    if not status.st_size:
        raise NotARegister(path, Words("空文件", "it is empty"))
    _check_mark(path)
    return status


def _check_steps(db: Database, path: Path) -> None:
    """Refuse a file that was not laid out by our steps, from the first one on without a gap."""
    unknown = unknown_migrations(db)
    if unknown:
        raise RegisterTooNew(path, unknown)
    lacking = pending(db)
    if len(lacking) == len(CHECKSUMS):
        raise NotARegister(path, Words("没有登记簿的结构", "it has not the layout of a register"))
    foreign = foreign_step(db)
    if foreign or lacking != list(CHECKSUMS)[len(CHECKSUMS) - len(lacking) :]:
        raise ChangedSchema(path, foreign or lacking[0])


_upgrading = threading.Lock()  # of several threads the first brings the file up to date; processes wait for its lock


def _upgrade(db: Database, path: Path) -> None:
    """Bring an older file up to date, with a copy of it kept; a file that is not what it says is left as it was."""
    with _upgrading:
        steps = pending(db)
        if not steps:
            return
        copy = _keep_copy(db, path, steps[0])
        try:
            bring_up_to_date(db)
        except BaseException as error:
            if copy is not None:
                copy.unlink()
            if isinstance(error, sqlite3.Error) and any(said in str(error) for said in _OTHER_TABLES):
                raise ChangedSchema(path, steps[0]) from error
            raise


_OTHER_TABLES = ("no such", "already exists", "duplicate")  # what SQLite says of a step whose tables are not there


def _keep_copy(db: Database, path: Path, step: str) -> Path | None:
    """Copy a file that is about to be upgraded to ``NAME.before-STEP`` and return that; one that is there is left alone."""
    copy = path.with_name(f"{path.name}.before-{step}")
    if copy.exists():
        return None
    try:
        with draft(path) as place:  # of the register: whoever opens that next sweeps it
            copy_pages(db.conn, place)
            put_in_place(place, copy)
    except RegisterExists:  # another process was quicker
        return None
    return copy


def copy_of_copy(copy: Path, place: Path) -> None:
    """Copy a copy that nobody writes to."""
    with closing(open_copy(copy)) as source:
        copy_pages(source, place)


def copy_pages(source: sqlite3.Connection, place: Path) -> None:
    """Copy a register as it stands to *place*, for the owner alone."""
    new(place).close()
    with closing(sqlite3.connect(place)) as target:
        source.backup(target)


def _check_mark(path: Path) -> None:
    """Read the mark of a register in the head of a file, and nothing else of it.

    SQLite does the reading: a process that opens the file by itself and closes it loses the locks of all its connections
    to it, and another process then takes the log away.
    """
    try:
        mark = _mark(path, "ro&immutable=1")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_NOTADB:
            raise NotARegister(path, Words("不是 SQLite 文件", "it is no SQLite file")) from error
        mark = _mark(path, "ro")  # it may be whole only together with its log
    if mark != APPLICATION_ID:
        raise NotARegister(path, Words("是别的 SQLite 数据库", "it is some other SQLite database"))


def _mark(path: Path, mode: str) -> int:
    with closing(sqlite3.connect(uri_of(path.absolute(), mode), uri=True)) as conn:
        (mark,) = conn.execute("PRAGMA application_id").fetchone()
    return int(mark)
