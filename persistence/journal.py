"""The journal: every fact and entry in the order of recording, row chained to row. It is appended to and read; nothing
else. Facts stand under their case; the book's own entries under the empty case number.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import zip_longest
from typing import Any

from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.events import Fact
from workflow.history import Entry
from workflow.home import Home

from . import book_kinds, rules
from .book_kinds import BOOK
from .chain import Head, hasher, linked
from .codec import READERS, own_data, time_to
from .entries import entry_columns
from .errors import DamagedFact, NotAsWritten
from .rules import RowRules, RulesKnown
from .settings import Settings, settled
from .shelf import FactRow, Row, Rows, Txn


def fact_columns(number: str, no: int, fact: Fact, recorded_at: str) -> tuple[Any, ...]:
    """Return the columns of a fact's row, but for its place in the journal and its hash."""
    return number, no, fact.kind, fact.on.isoformat(), recorded_at, fact.by, fact.note, own_data(fact)


class Writer:
    """Appends to the journal inside one transaction, each row chained to the one before.

    It is made once the lock is held; ``head`` is where the journal stands, ``rules`` the number of the rules under
    which it is kept there. With ``hold``, up to that number of rows wait for :meth:`flush`; a reader of the journal does
    not see them until then. A book that is empty is opened with its *settings* by the first row.
    """

    def __init__(self, txn: Txn, settings: Settings, known: RulesKnown) -> None:
        self._txn, self._settings = txn, settings
        self._algorithm, self._hash_of = settings.hash, hasher(settings.hash)
        self.hold, self._entry = 0, 0
        self.noted = False  # whether rules were noted here
        self.proven = False  # whether each fact was read back out of its columns before it came here
        self._held: list[Row] = []  # not written yet, or not yet read back
        self._moment: datetime | None = None
        self._said = ""
        head = txn.head()
        assert head is not None
        self._seq, self._last = head.seq, head.digest
        self._checked = self._seq
        # The rules are read again under each lock: a newer version may have written since this one opened the file.
        self.rules = known.now(txn, head.seq)

    @property
    def head(self) -> Head:
        """The last row and its hash."""
        return Head(self._algorithm, self._seq, self._last)

    def under(self, number: int, now: datetime) -> None:
        """Say in the book that the facts after this were recorded under the rules of *number*, where others hold now."""
        if number != self.rules or not self._seq:
            self.entry(rules.KIND, now, rules.entry_data(number))
            self.rules, self.noted = number, True

    def fact(self, number: str, entry: Entry) -> None:
        """Append one fact to a case, recorded under the rules that hold."""
        self._append(fact_columns(number, entry.no, entry.fact, self._when(entry)))

    def proven_fact(
        self, number: str, entry: Entry, kind: str, on: str, by: str | None, note: str | None, data: str
    ) -> None:
        """Append one fact that was read back out of these columns."""
        self._append((number, entry.no, kind, on, self._when(entry), by, note, data))

    def _when(self, entry: Entry) -> str:
        recorded_at = entry.recorded_at
        assert recorded_at is not None, "the register knows when it records"
        assert entry.rules == self.rules, "the book says first under which rules"
        if recorded_at is not self._moment:  # a whole import is recorded at one moment
            self._moment, self._said = recorded_at, time_to(recorded_at)
        return self._said

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
        if not self._seq and kind != book_kinds.OPENED:
            self.open(recorded_at)
            if kind == rules.KIND:
                return
        self._entry = (self._entry or self._txn.count(BOOK)) + 1
        self._append(entry_columns(self._entry, kind, recorded_at, data, on, by, note))

    def open(self, opened: datetime) -> None:
        """Open an empty book: its settings, and the rules of this version."""
        self.entry(book_kinds.OPENED, opened, settled(self._settings._asdict()))
        self.under(rules.NEWEST, opened)

    def _append(self, row: tuple[Any, ...]) -> None:
        seq = self._seq + 1
        digest = linked(self._hash_of, self._last, (seq, *row))
        self._seq, self._last = seq, digest
        self._held.append((seq, *row, digest))
        if not self.hold:
            self._txn.append(self._held[-1:])
        elif len(self._held) >= self.hold:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are held back, and read back all that were written since the last time.

        Raises ``NotAsWritten`` for the first that does not stand there as it was appended, or whose fact would be read
        as another one.
        """
        held, self._held = self._held, []
        if self.hold and held:
            self._txn.append(held)
        found = list(self._txn.rows(self._checked))
        if found != held:
            wrong = next((row for row, there in zip_longest(held, found) if row != there), None)
            raise NotAsWritten(wrong[3] if wrong else "…")
        for row in held:
            if row[1] == BOOK or not self.proven:
                _check(row)
        self._checked = self._seq


def _check(row: Row) -> None:
    """Raise ``NotAsWritten`` where a row of the journal would not be read as what would be written so again."""
    _, number, _, kind, on, _, by, note, data, _ = row
    if number != BOOK:
        read_back(kind, on, by, note, data)
        return
    try:
        json.loads(data)
    except _DAMAGE:
        raise NotAsWritten(kind) from None


def read_back(kind: str, on: str, by: str | None, note: str | None, data: str) -> Fact:
    """Return the fact of which these are the columns; raise ``NotAsWritten`` where it would be written otherwise."""
    try:
        fact = READERS[kind](on, by, note, data)
        if fact.on.isoformat() == on and (data == "{}" or own_data(fact) == data):
            return fact
    except _DAMAGE:
        pass
    raise NotAsWritten(kind)


def case_of(number: str, rows: Sequence[FactRow], held: RowRules, home: Home | None = None) -> Case:
    """Fold the rows of a case; raise ``DamagedFact`` for the first that cannot be what was recorded."""
    one = held.between(rows[0][8], rows[-1][8])
    return Case.replay(number, entries_of(rows, held), one, home)


def all_cases(rows: Rows, numbers: Sequence[str] | None = None, home: Home | None = None) -> Iterator[Case]:
    """Yield every case, or those named, by number."""
    held = rules.along(rows)
    for number, found in rows.facts(numbers):
        yield case_of(number, found, held, home)


# The journal holds times in UTC, ending in Z, as ``time_to`` wrote them; ``Entry(…)`` goes round by keywords.
_make, _time = tuple.__new__, datetime.fromisoformat
_DAMAGE = (LookupError, ValueError, TypeError, AttributeError, StopIteration, YishenqingError)


def entries_of(rows: Sequence[FactRow], held: RowRules) -> tuple[Entry, ...]:
    """Read the rows of a case; raise ``DamagedFact`` for the first that cannot be what was recorded."""
    one = held.between(rows[0][8], rows[-1][8])
    if one is None:
        return tuple([entry_of(held, *row) for row in rows])
    try:
        return tuple(  # the same once more, without a call a row
            [
                _make(Entry, (no, READERS[kind](on, by, note, data), _time(recorded_at), one))
                for _, no, kind, on, recorded_at, by, note, data, _ in rows
            ]
        )
    except _DAMAGE:  # once more, to say which
        return tuple([entry_of(held, *row) for row in rows])


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
    seq: int,
) -> Entry:
    """Read one row of a case; raise ``DamagedFact`` where it cannot be what was recorded."""
    try:
        return _make(Entry, (no, READERS[kind](on_day, by_whom, note, data), _time(recorded_at), held.at(seq)))
    except _DAMAGE as error:
        raise DamagedFact(number, no, error) from error


__all__ = ["Writer", "all_cases", "case_of", "entries_of", "entry_of", "fact_columns", "read_back"]
