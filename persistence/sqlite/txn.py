"""The lock of a register in an SQLite file, and what is written while it is held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlite_utils import Database

from ..shelf import Change, PersonRow, Row, Settled, Txn
from . import docket, projections
from .projections import Batch
from .rows import SqliteRows

_APPEND = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_PERSON = """
INSERT INTO person (case_no, name, identity, contact, salt) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (case_no) DO UPDATE SET
  name = excluded.name, identity = excluded.identity, contact = excluded.contact, salt = excluded.salt
"""


class SqliteTxn(SqliteRows, Txn):
    """One transaction that writes; :meth:`finish` comes before its commit."""

    def __init__(self, db: Database, algorithm: str, pattern: str) -> None:
        super().__init__(db, algorithm)
        self._pattern, self.erased = pattern, False
        self._batch: Batch | None = None

    def append(self, rows: Sequence[Row]) -> None:
        if len(rows) == 1:
            self._ask(_APPEND, rows[0])
        else:
            self.db.conn.executemany(_APPEND, rows)

    def project(self, changes: Iterable[Change], anew: bool = False) -> None:
        """Bring docket, disputes, counts and series up to date: of one case at once, of many by the end of the transaction."""
        if anew:
            projections.forget(self.db)
        elif self._batch is None and isinstance(changes, Sequence) and len(changes) == 1:
            ((case, before),) = changes
            projections.write(self.db, case, before, self._pattern)
            return
        batch = self._batch = self._batch or Batch(self.db, self._pattern)
        for case, before in changes:
            batch.write(case, before)

    def person(self, number: str, row: PersonRow | None) -> None:
        """Keep who asks, or erase it; the pages are laid out anew at the end."""
        if row is None:
            self._ask("DELETE FROM person WHERE case_no = ?", (number,))
            self.erased = True
        else:
            self._ask(_PERSON, row)

    def settle(self, limits: Iterable[Settled], key: str) -> None:
        """Keep deadlines in the docket, of cases whose deadline does not move."""
        docket.settle(self.db, limits, key)

    def finish(self) -> None:
        """Write what is held back, and take the copies of what was erased out of the pages."""
        if self._batch is not None:
            self._batch.finish()
        if self.erased:
            _lay_out_anew(self.db)


def _lay_out_anew(db: Database) -> None:
    """Lay the persons out on new pages and blank the old ones.

    When rows move from page to page SQLite leaves copies of them in the gaps, and its ``secure_delete`` blanks those
    only with the whole page.
    """
    db.execute("CREATE TEMP TABLE kept AS SELECT * FROM main.person")  # in memory: see ``temp_store``
    db.execute("DELETE FROM main.person")
    db.execute("INSERT INTO main.person SELECT * FROM kept ORDER BY case_no")
    db.execute("DROP TABLE kept")


__all__ = ["SqliteTxn"]
