"""What SQLite is asked: the questions of a shelf, each in one statement or few."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from weakref import WeakSet

from sqlite_utils import Database

from workflow.annual import Dispute, Selection, TallyKey
from workflow.numbers import FOLDED
from workflow.outcomes import Requester
from workflow.words import Words

from ..book_kinds import BOOK
from ..chain import START, Head
from ..codec import dumps
from ..entries import BookEntry
from ..errors import RegisterError
from ..numbering import form_of, other_zeros
from ..shelf import FactRow, PersonRow, Row, Rows, Sought, Standings, Unlike
from . import docket
from .projections import disputes_of

LAST_ROW = 2**63 - 1  # that SQLite can number
_ALL = "seq, case_no, no, kind, on_day, recorded_at, by_whom, note, data, hash"
_FACT = "case_no, no, kind, on_day, recorded_at, by_whom, note, data, seq"
_ROWS = f"SELECT {_ALL} FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq"
# The plus keeps SQLite from planning this anew each time: a bare parameter might be '', and an index of those exists.
_OF_ONE = f"SELECT {_FACT} FROM journal WHERE case_no = +? ORDER BY no"
_OF_ALL = f"SELECT {_FACT} FROM journal WHERE case_no > '' ORDER BY case_no, no"
_OF_SOME = f"""
SELECT {_FACT} FROM journal
WHERE case_no > '' AND case_no IN (SELECT value FROM json_each(?)) ORDER BY case_no, no
"""
_COUNT = "SELECT no FROM journal WHERE case_no = +? ORDER BY no DESC LIMIT 1"
_LAST = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_ENTRIES = f"""
SELECT seq, on_day, recorded_at, by_whom, note, data FROM journal
WHERE case_no = '{BOOK}' AND kind = ? AND seq > ? ORDER BY seq
"""
_SOUGHT = {
    Sought.OPEN: "SELECT case_no FROM open_docket",
    Sought.DISPUTED: "SELECT DISTINCT case_no FROM dispute",
    Sought.VOID: "SELECT case_no FROM journal WHERE case_no > '' AND no = 1 AND case_no NOT IN (SELECT case_no FROM docket)",
}
_UNLIKE = f"""
SELECT case_no FROM journal WHERE case_no > '' AND no = 1 AND seq > :after AND seq <= :until AND (
  case_no GLOB '*[^{FOLDED}]*'
  OR (length(case_no) < :length AND case_no GLOB :any) OR (length(case_no) > :length AND case_no GLOB :zero)
) ORDER BY seq
"""
_PERSONS = "SELECT case_no, name, identity, contact, salt FROM person"
_TALLY = "SELECT received_year, concluded_year, requester, row, count FROM tally WHERE count <> 0"
_TALLY_OF = f"{_TALLY} AND received_year <= ? AND (concluded_year = 0 OR concluded_year >= ?)"
_REQUESTER = {requester.value: requester for requester in Requester}
# The row of a dispute is said by the first of its cases, so that one that counts here may stand under another elsewhere.
_KEYS_OF_YEAR = """
SELECT DISTINCT key FROM dispute
WHERE row IN (?, ?) AND filed_on <= ? AND (decided_on IS NULL OR decided_on >= ?)
"""
_SUITS = ("litigation_direct", "litigation_after_reconsideration")
# The deadlines that are known and do not move, of cases with no fact later than a day.
_STANDING = """
SELECT case_no, duty, due, due_status, stage FROM open_docket
WHERE due IS NOT NULL AND last_on <= ? ORDER BY due, case_no
"""
_KEPT = {
    "docket": """
SELECT case_no, facts, stage, requester, received_on, concluded_on, outcome, row, last_on, waits, open,
  duty, due, due_status
FROM docket ORDER BY case_no
""",
    "dispute": """
SELECT case_no, n, dispute, key, row, filed_on, decided_on, result, final FROM dispute ORDER BY case_no, n
""",
    "tally": _TALLY,
    "dispute_tally": "SELECT row, filed_year, decided_year, result, count FROM dispute_tally WHERE count <> 0",
    "numbering": "SELECT year, last FROM numbering",
    "reckoned_with": "SELECT value FROM setting WHERE key = 'reckoned_with'",
}
_number_of = itemgetter(0)


class SqliteRows(Rows):
    """The rows of a register in an SQLite file."""

    def __init__(self, db: Database, algorithm: str) -> None:
        self.db, self._algorithm = db, algorithm
        self._ask: Callable[..., Any] = db.conn.execute
        self._each: Callable[..., Iterator[Any]] = db.conn.execute  # for answers that are read bit by bit

    def head(self, seq: int | None = None) -> Head | None:
        if seq is None:
            return Head(self._algorithm, *(self._ask(_LAST).fetchone() or (0, START)))
        if not 0 < seq <= LAST_ROW:
            return None
        found = self._ask("SELECT seq, hash FROM journal WHERE seq = ?", (seq,)).fetchone()
        return Head(self._algorithm, *found) if found else None

    def rows(self, after: int = 0, until: int | None = None) -> Iterator[Row]:
        return self._each(_ROWS, (max(-1, min(after, LAST_ROW)), LAST_ROW if until is None else until))

    def facts(self, numbers: Sequence[str] | None = None) -> Iterator[tuple[str, Sequence[FactRow]]]:
        if numbers is not None and len(numbers) == 1:
            rows = self._ask(_OF_ONE, tuple(numbers)).fetchall()
            if rows:
                yield numbers[0], rows
            return
        found = self._each(_OF_ALL) if numbers is None else self._each(_OF_SOME, (dumps(list(numbers)),))
        for number, of_it in groupby(found, _number_of):
            yield number, [*of_it]

    def count(self, number: str | None = None) -> int:
        if number is None:
            return int(self._ask("SELECT count(*) FROM journal").fetchone()[0])
        found = self._ask(_COUNT, (number,)).fetchone()
        return found[0] if found else 0

    def entries(self, kind: str, after: int = 0) -> Sequence[BookEntry]:
        return [*map(BookEntry._make, self._ask(_ENTRIES, (kind, after)))]

    def persons(self, numbers: Sequence[str] | None = None) -> Iterator[PersonRow]:
        if numbers is None:
            return self._each(f"{_PERSONS} ORDER BY case_no")
        if len(numbers) == 1:
            return self._each(f"{_PERSONS} WHERE case_no = ?", tuple(numbers))
        chosen = f"{_PERSONS} WHERE case_no IN (SELECT value FROM json_each(?)) ORDER BY case_no"
        return self._each(chosen, (dumps(list(numbers)),))

    def find(self, wanted: Selection | Sought | Unlike) -> list[str]:
        if isinstance(wanted, Selection):
            return docket.select(self.db, wanted)
        if isinstance(wanted, Sought):
            return [number for (number,) in self._ask(_SOUGHT[wanted])]
        length, any_, zero = other_zeros(wanted.pattern)
        limits = {"after": wanted.after, "until": min(wanted.until, LAST_ROW)}
        found = self._ask(_UNLIKE, {**limits, "length": length, "any": any_, "zero": zero})
        return [number for (number,) in found if form_of(wanted.pattern, number) != number]

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        found = self._ask(_KEPT["tally"]) if year is None else self._ask(_TALLY_OF, (year, year))
        return {(r, c or None, _REQUESTER[q], row or None): n for r, c, q, row, n in found}

    def disputes(self, row: str, year: int) -> list[Dispute]:
        rows = _SUITS if row in _SUITS else (row, row)
        keys = [key for (key,) in self._ask(_KEYS_OF_YEAR, (*rows, f"{year}-12-31", f"{year}-01-01"))]
        return [one for one in disputes_of(self.db, keys) if one.row == row and one.column(year)]

    def standing(self, on: date, key: str, past: bool) -> Standings:
        known = docket.reckoned_with(self.db) == key
        kept = [*self._ask(_STANDING, (on.isoformat(),))] if known else []
        return Standings(kept, docket.unknown(self.db, on, past, known))

    def kept(self, table: str) -> Iterator[tuple[Any, ...]]:
        return self._each(_KEPT[table])


class MomentRows(SqliteRows):
    """The rows of one moment, which ends when :meth:`end` says so."""

    def __init__(self, db: Database, algorithm: str) -> None:
        super().__init__(db, algorithm)
        self._streams, self._each = WeakSet[Any](), self._begun

    def _begun(self, query: str, values: Sequence[object] = ()) -> Iterator[Any]:
        found: Any = self._ask(query, values)
        self._streams.add(found)
        return found  # type: ignore[no-any-return]

    def end(self) -> None:
        """Close what is still being read: a connection with an open cursor would live on, and its moment with it."""
        for stream in list(self._streams):
            stream.close()


class CarefulRows(MomentRows):
    """The rows of a file that may be damaged: broken text is read too, and what cannot be read raises ``RegisterError``."""

    def __init__(self, db: Database, algorithm: str) -> None:
        super().__init__(db, algorithm)
        db.conn.text_factory = _as_text
        asked = db.conn.execute

        def ask(query: str, values: Sequence[object] = ()) -> _Careful:
            try:
                return _Careful(asked(query, values))  # the first row is read here already
            except sqlite3.Error as error:
                raise RegisterError(Words(str(error), str(error))) from error

        self._ask = ask


def _as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


class _Careful:
    """A cursor that raises ``RegisterError`` for what SQLite says."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        try:
            return next(self._cursor)
        except sqlite3.Error as error:
            raise RegisterError(Words(str(error), str(error))) from error

    def close(self) -> None:
        self._cursor.close()

    def fetchone(self) -> Any:
        return next(self, None)

    def fetchall(self) -> list[Any]:
        return [*self]


__all__ = ["LAST_ROW", "CarefulRows", "MomentRows", "SqliteRows"]
