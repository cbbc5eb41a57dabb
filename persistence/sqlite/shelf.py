"""The shelf in an SQLite file: one connection a thread, one more for each reading of a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path
from types import TracebackType

from sqlite_utils import Database

from workflow.words import Words

from ..chain import DEFAULT_ALGORITHM
from ..errors import CannotWrite, DamagedEntry, DamagedFact, RegisterBusy
from ..files import remove_file
from ..numbering import DEFAULT
from ..problems import Problem
from .chaining import now
from .connection import (
    BUSY_SECONDS,
    FAILURES,
    Connect,
    Connections,
    check_file,
    check_not_newer,
    copy_pages,
    create_file,
    failures_in_words,
    in_words,
    open_file,
)
from .layout import file_problems, layout_problems
from .rows import CarefulRows, MomentRows, SqliteRows
from .txn import SqliteTxn


class SqliteShelf:
    """One register file; to be used from any thread, and after a fork."""

    exposed: Words | None = None
    """What is to be told of who could read the file when it was opened, where that was everybody on the machine."""

    def __init__(self, path: Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> None:
        self.path, self.connections = path, Connections(path, busy_seconds, connect)
        settings = self.settings
        self.algorithm = settings.get("hash", DEFAULT_ALGORITHM)
        self.pattern = settings.get("numbering", DEFAULT)

    @property
    def settings(self) -> Mapping[str, str]:
        """What was chosen when the register was made, as it stands in the file."""
        with failures_in_words(self.path, self.connections.busy_seconds):
            return dict(self.connections.db.execute("SELECT key, value FROM setting").fetchall())

    @classmethod
    def create(cls, path: Path, settings: Mapping[str, str], fill: Callable[[SqliteTxn, str], None]) -> SqliteShelf:
        """Make a file with what *fill* writes, whole or not at all; *fill* is told the present moment in UTC."""

        def lay(db: Database) -> None:
            db.execute("BEGIN IMMEDIATE")
            db.table("setting").insert_all({"key": key, "value": value} for key, value in settings.items())
            fill(SqliteTxn(db, settings["hash"], settings["numbering"]), now(db))
            db.execute("COMMIT")

        create_file(path, lay)
        return cls(path)

    @classmethod
    def open(cls, path: Path, busy_seconds: float = BUSY_SECONDS, connect: Connect | None = None) -> SqliteShelf:
        """Open a file that is there, bringing an older one up to date."""
        exposed = check_file(path)
        opened = cls(path, busy_seconds, connect)
        opened.exposed = exposed
        return opened

    def write(self, busy: float | None = None) -> AbstractContextManager[SqliteTxn]:
        """Take the lock of the file, on the connection of this thread."""
        return _Lock(self, busy)

    def read(self, moment: bool = True, damaged: bool = False) -> AbstractContextManager[SqliteRows]:
        """Read one moment on a connection of its own, or the present on that of this thread.

        With *damaged* (a moment only) broken text is read too, so that it can be named.
        """
        return _Moment(self, damaged) if moment else _Present(self)

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the pages of the file, and with its tables."""
        with self.read(damaged=True) as rows:
            yield from file_problems(rows.db)
            yield from layout_problems(rows.db)

    def scrub(self) -> bool:
        """Bring the log into the file and empty it, waiting for nobody: what was erased then stands in neither."""
        with suppress(RegisterBusy, CannotWrite), failures_in_words(self.path):
            self.connections.wait(0)
            try:
                (busy, _, _) = self.connections.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                return not busy
            finally:
                self.connections.wait()
        return False

    def copy(self, to: Path) -> None:
        """Copy the pages of one moment of the file to *to*, while others write."""
        with closing(open_file(self.path, BUSY_SECONDS, "ro")) as source:
            copy_pages(source, to)

    def close(self) -> None:
        """Close the connection of this thread."""
        self.connections.close()

    def discard(self) -> None:
        """Remove the file."""
        self.close()
        remove_file(self.path)

    def told(self, error: BaseException) -> None:
        """Raise our error in place of *error* where SQLite or a newer version of the file is the cause; else do nothing."""
        if isinstance(error, FAILURES) and _is_ours(error):
            raise self.in_words(error) from error
        if isinstance(error, (DamagedFact, DamagedEntry)):
            with failures_in_words(self.path):
                check_not_newer(self.connections.db, self.path, error)

    def in_words(self, error: Exception) -> Exception:
        """Return our error for what SQLite or the system said."""
        return in_words(error, self.path, self.connections.busy_seconds)


class _Present:
    """Reads what stands there at each question, on the connection of this thread."""

    __slots__ = ("_shelf",)

    def __init__(self, shelf: SqliteShelf) -> None:
        self._shelf = shelf

    def __enter__(self) -> SqliteRows:
        shelf = self._shelf
        try:
            return SqliteRows(shelf.connections.db, shelf.algorithm)
        except FAILURES as error:
            raise shelf.in_words(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._shelf.told(error)


class _Moment:
    """Reads one moment on a connection of its own: that of entering it."""

    __slots__ = ("_damaged", "_rows", "_shelf")

    def __init__(self, shelf: SqliteShelf, damaged: bool) -> None:
        self._shelf, self._damaged = shelf, damaged
        self._rows: MomentRows

    def __enter__(self) -> SqliteRows:
        shelf = self._shelf
        with failures_in_words(shelf.path, shelf.connections.busy_seconds):
            db = shelf.connections.another()
            try:
                db.execute("BEGIN")
                db.execute("SELECT 1 FROM sqlite_master").fetchone()  # the moment is that of the first reading
                if self._damaged:
                    check_not_newer(db, shelf.path)  # what this version does not know was not tampered with
                self._rows = (CarefulRows if self._damaged else MomentRows)(db, shelf.algorithm)
            except BaseException:
                db.conn.close()
                raise
        return self._rows

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.end()
        if error is None and not self._damaged:
            self._shelf.connections.give_back(self._rows.db)
        else:
            self._rows.db.conn.close()
        if error is not None:
            self._shelf.told(error)


class _Lock:
    """Holds the lock for the length of a ``with``. It ends with a commit; with an error, all is taken back."""

    __slots__ = ("_busy", "_db", "_shelf", "_txn")

    def __init__(self, shelf: SqliteShelf, busy: float | None) -> None:
        self._shelf, self._busy = shelf, busy
        self._db: Database
        self._txn: SqliteTxn

    def __enter__(self) -> SqliteTxn:
        shelf = self._shelf
        try:
            self._db = db = shelf.connections.db
            if self._busy is not None:
                shelf.connections.wait(self._busy)
            try:
                db.conn.execute("BEGIN IMMEDIATE")
            finally:
                if self._busy is not None:
                    shelf.connections.wait()
        except FAILURES as error:
            raise shelf.in_words(error) from error
        self._txn = SqliteTxn(db, shelf.algorithm, shelf.pattern)
        return self._txn

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._commit()
            else:
                self._take_back()
        except FAILURES as failure:
            raise self._shelf.in_words(failure) from failure
        if error is not None:
            self._shelf.told(error)

    def _commit(self) -> None:
        try:
            self._txn.finish()
            self._db.conn.execute("COMMIT")
        except BaseException:
            self._take_back()
            raise

    def _take_back(self) -> None:
        if self._db.conn.in_transaction:
            self._db.conn.execute("ROLLBACK")


def _is_ours(error: BaseException) -> bool:
    """Tell whether an error came up while rows were read or written, and not in what the caller does beside that.

    A connection that was opened in another way may raise it in Python of its own, called from here.
    """
    if isinstance(error, OSError):  # rows raise none
        return False
    trace, last, ours = error.__traceback__, "", ""
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__"))
        last = last if name.startswith("sqlite_utils") else name
        ours = name if name.startswith(_OURS) else ours
        trace = trace.tb_next
    return last.startswith(_OURS) or ours.startswith(f"{_OURS}.sqlite")


_OURS = __name__.partition(".sqlite")[0]

__all__ = ["SqliteShelf"]
