"""Frozen years in the book: entries of the journal that keep a report as it was handed in, and what came after one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from workflow.annual import FrozenYear, LedgerLine
from workflow.errors import YishenqingError

from .casefile import LedgerEntry, parse_line
from .chain import Head
from .codec import dumps
from .connection import Connections, failures_in_words
from .errors import DamagedFact
from .journal import BookEntry
from .register import Register

KIND = "year_frozen"

_SINCE = "SELECT case_no, min(no) - 1 FROM journal WHERE seq > ? AND case_no > '' GROUP BY case_no"


class Since(NamedTuple):
    """What was recorded after a place in the journal.

    ``cases`` says of each case with new facts how many it had before, ``lines`` are the new lines of the ledger.
    """

    cases: dict[str, int]
    lines: tuple[LedgerLine, ...]


def freeze(register: Register, made: Callable[[Head], FrozenYear], recorded_at: datetime) -> FrozenYear:
    """Keep the report that *made* returns for the head of the journal, as an entry of the book, and return it.

    It is made again where something was recorded while it was being made, so that its figures are those of the
    head that it names; what is recorded after that head counts as later, even if it was before the entry.
    """
    while True:
        head = register.head()
        frozen = made(head)
        if register.head() == head:
            register.write_entry(KIND, recorded_at, dumps(frozen.as_json()), by=frozen.by, note=frozen.reason)
            return frozen


def frozen_years(register: Register, *years: int) -> Iterator[FrozenYear]:
    """Yield the frozen reports of *years*, or of all, in the order of freezing; a year may come more than once."""
    for entry in register.entries(KIND):
        frozen = _read(entry)
        if not years or frozen.year in years:
            yield frozen


def _read(entry: BookEntry) -> FrozenYear:
    try:
        return FrozenYear.from_json(json.loads(entry.data), date.fromisoformat(entry.on), entry.by, entry.note)
    except (LookupError, ValueError, TypeError, YishenqingError) as error:
        raise DamagedFact(KIND, entry.seq, error) from error


def recorded_since(register: Register, seq: int) -> Since:
    """Return which cases got new facts after row *seq* of the journal, and the new lines of the ledger."""
    connections = Connections(register.path)
    try:
        with failures_in_words(register.path):
            cases: dict[str, int] = dict(connections.db.execute(_SINCE, (seq,)).fetchall())
    finally:
        connections.close()
    taken = (parse_line(entry.data) for entry in register.entries("ledger") if entry.seq > seq)
    return Since(cases, tuple(entry.line for entry in taken if isinstance(entry, LedgerEntry)))
