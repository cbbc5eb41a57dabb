"""The journal: every fact and entry in the order of recording, row chained to row. It is appended to and read;
nothing else. Facts stand under their case; the book's own entries under the empty case number.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.events import Fact
from workflow.history import Entry
from workflow.home import Home
from workflow.rules import FIRST, NEWEST

from . import rules
from .chain import START, Head, hasher, linked
from .chaining import BOOK
from .codec import READERS, own_data, time_to
from .entries import entry_columns, last_entry, undamaged
from .errors import DamagedFact, NotAsWritten
from .rules import RowRules

LAST_ROW = 2**63 - 1  # that SQLite can number
_APPEND = "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_COLUMNS = "case_no, no, kind, on_day, recorded_at, by_whom, note, data"
# The plus keeps SQLite from planning this anew each time: a bare parameter might be '', and an index of those exists.
_HISTORY = "SELECT no, kind, on_day, recorded_at, by_whom, note, data, seq FROM journal WHERE case_no = +? ORDER BY no"
_FACTS = "SELECT no FROM journal WHERE case_no = +? ORDER BY no DESC LIMIT 1"
_LAST_OF = "SELECT seq FROM journal WHERE case_no = +? ORDER BY no DESC LIMIT 1"
_WRITTEN = f"SELECT seq, {_COLUMNS}, hash FROM journal WHERE seq > ? ORDER BY seq"
_BY_CASE = f"SELECT {_COLUMNS}{{seq}} FROM journal WHERE case_no > '' ORDER BY case_no, no"
_BY_SEQ = f"SELECT {_COLUMNS}{{seq}} FROM journal WHERE case_no > '' ORDER BY seq"
_FIRST_FACT = "SELECT seq FROM journal WHERE +case_no > '' ORDER BY seq LIMIT 1"  # in order, not sorted out of an index
_LAST = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_RULES = f"SELECT seq, data FROM journal WHERE case_no = '{BOOK}' AND kind = '{rules.KIND}'"
_RULES_BACK = f"{_RULES} AND seq <= ? ORDER BY seq DESC"
_END = (
    f"SELECT seq, hash, (SELECT data FROM ({_RULES} ORDER BY seq DESC LIMIT 1)) FROM journal ORDER BY seq DESC LIMIT 1"
)
_LAST_ENTRY = f"SELECT coalesce(max(no), 0) FROM journal WHERE case_no = '{BOOK}'"
_THESE = f"SELECT {_COLUMNS}{{seq}} FROM journal WHERE case_no IN ({{numbers}}) ORDER BY case_no, no"
OPEN = "SELECT case_no FROM open_docket"
DISPUTED = "SELECT case_no FROM dispute"
VOID = "SELECT case_no FROM journal WHERE case_no > '' AND no = 1 AND case_no NOT IN (SELECT case_no FROM docket)"

# A fact of a case that is known: number within the case, kind, day, time of recording, clerk, note, own data; and its
# place in the journal, where the book was kept under several rules.
Row = tuple[Any, ...]


def fact_columns(number: str, no: int, fact: Fact, recorded_at: str) -> tuple[Any, ...]:
    """Return the columns of a fact's row, but for its place in the journal and its hash."""
    return number, no, fact.kind, fact.on.isoformat(), recorded_at, fact.by, fact.note, own_data(fact)


class Writer:
    """Appends to the journal inside one transaction, each row chained to the one before.

    It is made once the lock is held; ``head`` is where the journal stands, ``rules`` the number of the rules under
    which it is kept there. With ``hold``, up to that number of rows wait for :meth:`flush`; a reader of the journal does
    not see them until then.
    """

    def __init__(self, db: Database, algorithm: str) -> None:
        self._db, self._algorithm, self._hash_of = db, algorithm, hasher(algorithm)
        self.hold, self._entry = 0, 0
        self._held: list[tuple[Any, ...]] = []  # not written yet, or not yet read back
        self._moment: datetime | None = None
        self._said = ""
        # The rules are read again under each lock: a newer version may have written since this one opened the file.
        last: tuple[int, bytes, str | None] = db.conn.execute(_END).fetchone() or (0, START, None)
        self._seq, self._last, kept = last
        self._checked = self._seq
        self.rules = FIRST if kept is None else rules.SAID.get(kept) or _number(db, kept)

    @property
    def head(self) -> Head:
        """The last row and its hash."""
        return Head(self._algorithm, self._seq, self._last)

    def under(self, number: int, now: datetime) -> None:
        """Say in the book that the facts after this were recorded under the rules of *number*, where others hold now."""
        if number != self.rules:
            self.entry(rules.KIND, now, rules.entry_data(number))
            self.rules = number

    def fact(self, number: str, entry: Entry) -> None:
        """Append one fact to a case, recorded under the rules that hold."""
        fact, recorded_at = entry.fact, entry.recorded_at
        assert recorded_at is not None, "the register knows when it records"
        assert entry.rules == self.rules, "the book says first under which rules"
        if recorded_at is not self._moment:  # a whole import is recorded at one moment
            self._moment, self._said = recorded_at, time_to(recorded_at)
        self._append(fact_columns(number, entry.no, fact, self._said))

    def entry(
        self,
        kind: str,
        recorded_at: datetime,
        data: str,
        on: date | None = None,
        by: str | None = None,
        note: str | None = None,
    ) -> None:
        """Append one entry of the book itself; *data* is JSON, ``on`` by default the day of recording in Beijing."""
        self._entry = (self._entry or self._db.execute(_LAST_ENTRY).fetchone()[0]) + 1
        self._append(entry_columns(self._entry, kind, recorded_at, data, on, by, note))

    def _append(self, row: tuple[Any, ...]) -> None:
        seq = self._seq + 1
        digest = linked(self._hash_of, self._last, (seq, *row))
        self._seq, self._last = seq, digest
        self._held.append((seq, *row, digest))
        if not self.hold:
            self._db.conn.execute(_APPEND, self._held[-1])
        elif len(self._held) >= self.hold:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held back, and read back all that were written since the last time.

        Raises ``NotAsWritten`` for the first that does not stand there as it was appended, or whose fact would be read
        as another one.
        """
        if self.hold:
            self._db.conn.executemany(_APPEND, self._held)
        held, self._held = self._held, []
        found = self._db.conn.execute(_WRITTEN, (self._checked,)).fetchall()
        if found != held:
            wrong = next((row for row, there in zip_longest(held, found) if row != there), None)
            raise NotAsWritten(wrong[3] if wrong else "…")
        for row in held:
            if not reads_back(row[1:-1]):
                raise NotAsWritten(row[3])
        self._checked = self._seq


def reads_back(row: tuple[Any, ...]) -> bool:
    """Tell whether the columns of a row, from the case to the data, are read as what would be written so again."""
    number, _, kind, on, _, by, note, data = row
    try:
        if number == BOOK:
            json.loads(data)
            return True
        fact = READERS[kind](on, by, note, data)
        return bool(fact.on.isoformat() == on and (data == "{}" or own_data(fact) == data))
    except _DAMAGE:
        return False


def touched_since(db: Database, seq: int) -> dict[str, int]:
    """Return the cases with facts after row *seq*, and how many facts each had before."""
    query = "SELECT case_no, min(no) - 1 FROM journal WHERE seq > ? AND case_no > '' GROUP BY case_no"
    return dict(db.execute(query, (seq,)).fetchall())


def cases_in_rows(db: Database, first: int, last: int, most: int) -> list[str]:
    """Return the cases with facts in these rows, by the first of them, *most* at most."""
    query = "SELECT case_no FROM journal WHERE seq BETWEEN ? AND ? AND case_no > '' GROUP BY case_no ORDER BY min(seq)"
    return [number for (number,) in db.execute(f"{query} LIMIT ?", (first, last, most))]


def _number(db: Database, data: str) -> int:
    """Return the number that the last entry of the rules names, one beyond ours too: the caller tells what to install."""
    with undamaged(rules.KIND, last_entry(db, rules.KIND)):
        number = json.loads(data)[rules.KIND]
        return number if type(number) is int and number > NEWEST else rules.number_of(data)


def row_rules(db: Database, first: int, last: int = LAST_ROW) -> RowRules:
    """Return the numbers of the rules along the journal from row *first* to row *last*."""
    found: list[tuple[int, int]] = []
    for seq, data in db.conn.execute(_RULES_BACK, (last,)):  # back from the end, for mostly the first one tells all
        with undamaged(rules.KIND, seq):
            found.append((seq, rules.number_of(data)))
        if seq < first:
            break
    return rules.row_rules(reversed(found), first) if found else _FIRST_RULES


def rules_of_all(db: Database) -> RowRules:
    """Return the numbers of the rules along the whole journal: most books have one, from their first fact on."""
    (first,) = db.conn.execute(_FIRST_FACT).fetchone() or (0,)
    return row_rules(db, first)


_FIRST_RULES = RowRules()


def _asking(query: str, held: RowRules) -> str:
    """Return a query of facts, with their place in the journal where that tells their rules."""
    return query.format(seq=", seq" if held.starts else "", numbers="{numbers}")


def head(db: Database, algorithm: str) -> Head:
    """Return where the journal stands."""
    return Head(algorithm, *(db.execute(_LAST).fetchone() or (0, START)))


def link(db: Database, seq: int) -> bytes | None:
    """Return the hash of row *seq*; ``None`` where there is no such row."""
    row = db.execute("SELECT hash FROM journal WHERE seq = ?", (seq,)).fetchone()
    return row[0] if row else None


def history(db: Database, number: str) -> tuple[Entry, ...]:
    """Return the facts of one case in the order of recording; empty where there is no such case."""
    rows = db.conn.execute(_HISTORY, (number,)).fetchall()
    return entries_of(number, rows, _rules_of(db, rows)) if rows else ()


def case(db: Database, number: str, home: Home | None = None) -> Case | None:
    """Return one case; ``None`` where there is none of this number."""
    rows = db.conn.execute(_HISTORY, (number,)).fetchall()
    if not rows:
        return None
    held = _rules_of(db, rows)
    return Case.replay(number, entries_of(number, rows, held), held.one, home)


def _rules_of(db: Database, rows: Sequence[Row]) -> RowRules:
    """Return the rules of the rows of one case, asked after them: what was recorded meanwhile changes none of theirs."""
    return row_rules(db, rows[0][7], rows[-1][7])


def facts(db: Database, number: str) -> int:
    """Return how many facts a case has, 0 where there is no such case."""
    found = db.conn.execute(_FACTS, (number,)).fetchone()
    return found[0] if found else 0


def cases(db: Database, numbers: str | None = None, home: Home | None = None) -> Iterator[Case]:
    """Yield every case, or those that one of our own queries (``OPEN``, ``DISPUTED``, ``VOID``) names, by number."""
    held = rules_of_all(db)
    one = held.one
    for number, rows in rows_by_case(db, held, numbers):
        yield Case.replay(number, entries_of(number, rows, held), one, home)


def rows_by_case(db: Database, held: RowRules, numbers: str | None = None) -> Iterator[tuple[str, list[Row]]]:
    """Yield each case, or each that one of our own queries names, with its facts as they are stored, in order."""
    rows = db.conn.execute(_asking(_THESE, held).format(numbers=numbers) if numbers else _asking(_BY_CASE, held))
    for number, found in groupby(rows, _number_of):
        yield number, [row[1:] for row in found]


def has_cases(db: Database) -> bool:
    """Tell whether the book holds a fact of any case."""
    return db.execute(_FIRST_FACT).fetchone() is not None


def last_seq(db: Database) -> int:
    """Return the number of the last fact of the whole book, 0 in an empty one."""
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def last_seq_of(db: Database, number: str) -> int:
    """Return the place in the whole book of the last fact of a case that is there."""
    return int(db.execute(_LAST_OF, (number,)).fetchone()[0])


def numbers(db: Database) -> Iterator[str]:
    """Yield the number of every case."""
    return (number for (number,) in db.execute("SELECT case_no FROM journal WHERE case_no > '' AND no = 1"))


def entries(db: Database) -> Iterator[tuple[str, Entry]]:
    """Yield every fact with its case number, in the order of recording over the whole book."""
    held = rules_of_all(db)
    for row in db.execute(_asking(_BY_SEQ, held)):
        yield row[0], entry_of(held, *row)


def some_entries(db: Database, numbers: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the facts of these cases, case by case."""
    for number in numbers:
        for entry in history(db, number):
            yield number, entry


# The journal holds times in UTC, ending in Z, as ``time_to`` wrote them; ``Entry(…)`` goes round by keywords.
_make, _time = tuple.__new__, datetime.fromisoformat
_number_of: Callable[[tuple[Any, ...]], str] = itemgetter(0)
_DAMAGE = (LookupError, ValueError, TypeError, AttributeError, StopIteration, YishenqingError)


def entries_of(number: str, rows: Sequence[Row], held: RowRules) -> tuple[Entry, ...]:
    """Read the rows of a case; raise ``DamagedFact`` for the first that cannot be what was recorded."""
    one = held.one or held.between(rows[0][7], rows[-1][7])
    if one is None:
        return tuple([entry_of(held, number, *row) for row in rows])
    try:
        return tuple(  # the same once more, without a call a row
            [
                _make(Entry, (no, READERS[kind](on, by, note, data), _time(recorded_at), one))
                for no, kind, on, recorded_at, by, note, data in (
                    rows if len(rows[0]) == 7 else [row[:7] for row in rows]
                )
            ]
        )
    except _DAMAGE:  # once more, to say which
        return tuple([entry_of(held, number, *row) for row in rows])


def entry_of(
    held: RowRules,
    number: str,
    no: int,
    kind: str,
    on_day: str,
    recorded_at: str,
    by_whom: str | None,
    note: str | None,
    data: str,
    seq: int = 0,
) -> Entry:
    """Read one row of a case; raise ``DamagedFact`` where it cannot be what was recorded."""
    try:
        return _make(Entry, (no, READERS[kind](on_day, by_whom, note, data), _time(recorded_at), held.at(seq)))
    except _DAMAGE as error:
        raise DamagedFact(number, no, error) from error
