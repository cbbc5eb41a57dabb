"""The journal: every fact, in the order of recording. It is appended to and read; nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from workflow.case import Case, Entry
from workflow.errors import YishenqingError

from .codec import READERS, own_data, time_to
from .errors import DamagedFact

_APPEND = """
INSERT INTO journal (case_no, no, kind, on_day, recorded_at, by_whom, note, data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_COLUMNS = "no, kind, on_day, recorded_at, by_whom, note, data"
_HISTORY = f"SELECT {_COLUMNS}, case_no FROM journal WHERE case_no = ? ORDER BY no"
_BY_CASE = f"SELECT {_COLUMNS}, case_no FROM journal ORDER BY case_no, no"
_BY_SEQ = f"SELECT {_COLUMNS}, case_no FROM journal ORDER BY seq"
_THESE = f"SELECT {_COLUMNS}, case_no FROM journal WHERE case_no IN ({{numbers}}) ORDER BY case_no, no"
OPEN = "SELECT case_no FROM docket WHERE stage IN ('RECEIVED', 'REVIEW', 'PROCESSING')"
DISPUTED = "SELECT case_no FROM disputed"


def append(db: Database, number: str, entry: Entry) -> None:
    """Append one fact to the journal."""
    fact, recorded_at = entry.fact, entry.recorded_at
    assert recorded_at is not None, "the register knows when it records"
    db.execute(
        _APPEND,
        (
            number,
            entry.no,
            fact.kind,
            fact.on.isoformat(),
            time_to(recorded_at),
            fact.by,
            fact.note,
            own_data(fact),
        ),
    )


def history(db: Database, number: str) -> tuple[Entry, ...]:
    """Return the facts of one case in the order of recording; empty where there is no such case."""
    return tuple([_entry(row) for row in db.execute(_HISTORY, (number,))])


def cases(db: Database, numbers: str | None = None) -> Iterator[Case]:
    """Yield every case, or those that one of our own queries (``OPEN``, ``DISPUTED``) names, by number."""
    rows = db.execute(_THESE.format(numbers=numbers) if numbers else _BY_CASE)
    current: str | None = None
    found: list[Entry] = []
    for row in rows:
        if row[7] != current:
            if current is not None:
                yield Case.replay(current, found)
            current, found = row[7], []
        found.append(_entry(row))
    if current is not None:
        yield Case.replay(current, found)


def last_seq(db: Database) -> int:
    """Return the number of the last fact of the whole book, 0 in an empty one."""
    return int(db.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def first_seq(db: Database, number: str) -> int:
    """Return the place in the whole book of the first fact of a case that is there."""
    return int(db.execute("SELECT seq FROM journal WHERE case_no = ? AND no = 1", (number,)).fetchone()[0])


def entries(db: Database) -> Iterator[tuple[str, Entry]]:
    """Yield every fact with its case number, in the order of recording over the whole book."""
    for row in db.execute(_BY_SEQ):
        yield row[7], _entry(row)


def some_entries(db: Database, numbers: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the facts of these cases, case by case."""
    for number in numbers:
        for entry in history(db, number):
            yield number, entry


# The journal holds times in UTC, ending in Z, as ``time_to`` wrote them; ``Entry(…)`` goes round by keywords.
_make, _time = tuple.__new__, datetime.fromisoformat


def _entry(row: tuple[Any, ...]) -> Entry:
    no, kind, on_day, recorded_at, by_whom, note, data, number = row
    try:
        return _make(Entry, (no, READERS[kind](on_day, by_whom, note, data), _time(recorded_at)))
    except (LookupError, ValueError, TypeError, AttributeError, YishenqingError) as error:
        raise DamagedFact(number, no, error) from error
