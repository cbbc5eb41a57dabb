"""The write lock of a register: what is written while it is held is there afterwards, all of it, or none of it is."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

from sqlite_utils import Database

from workflow.rules import NEWEST

from .connection import FAILURES, Connections, in_words, too_new_in_words
from .errors import DamagedEntry, DamagedFact, RegisterTooNew
from .journal import Writer


class Writing:
    """Holds the lock, and the end of the chain, for the length of a ``with`` block.

    The block gets the database and the writer of the journal. It ends with a commit; with an error, all is taken back.
    What SQLite and the system say is raised in our words. *committed* is told the first and the last row that are
    there for good, where there are any.
    """

    __slots__ = ("_algorithm", "_before", "_committed", "_connections", "_db", "_writer")

    def __init__(
        self, connections: Connections, algorithm: str, committed: Callable[[int, int], object] | None = None
    ) -> None:
        self._connections, self._algorithm, self._committed = connections, algorithm, committed
        self._db: Database
        self._writer: Writer

    def __enter__(self) -> tuple[Database, Writer]:
        try:
            self._db = db = self._connections.db
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                self._writer = writer = Writer(db, self._algorithm)
                self._before = writer.head.seq
                if writer.rules > NEWEST:
                    raise RegisterTooNew(self._connections.path, [f"rules_{writer.rules}"])
                return db, writer
            except BaseException:
                self._take_back()
                raise
        except FAILURES as error:
            raise self._in_words(error) from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._commit()
                self._tell()
            else:
                self._take_back()
        except FAILURES as failure:
            raise self._in_words(failure) from failure
        if isinstance(error, FAILURES):
            raise self._in_words(error) from error
        if isinstance(error, (DamagedFact, DamagedEntry)):
            with too_new_in_words(self._db, self._connections.path):
                raise error

    def _commit(self) -> None:
        try:
            self._writer.flush()
            self._db.conn.execute("COMMIT")
        except BaseException:
            self._take_back()
            raise

    def _tell(self) -> None:
        last = self._writer.head.seq
        if self._committed is not None and last > self._before:
            self._committed(self._before + 1, last)

    def _take_back(self) -> None:
        if self._db.conn.in_transaction:
            self._db.conn.execute("ROLLBACK")

    def _in_words(self, error: Exception) -> Exception:
        return in_words(error, self._connections.path, self._connections.busy_seconds)


__all__ = ["Writing"]
