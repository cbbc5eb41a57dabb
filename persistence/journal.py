"""The journal: every fact, in the order of recording. It is appended to and read; nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from workflow.case import Case, Entry

from .codec import fact_of_row, own_data, time_from, time_to

_APPEND = """
INSERT INTO journal (case_no, no, kind, on_day, recorded_at, by_whom, note, data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_COLUMNS = "no, kind, on_day, recorded_at, by_whom, note, data"
_HISTORY = f"SELECT {_COLUMNS} FROM journal WHERE case_no = ? ORDER BY no"
_BY_CASE = f"SELECT {_COLUMNS}, case_no FROM journal ORDER BY case_no, no"
_BY_SEQ = f"SELECT {_COLUMNS}, case_no FROM journal ORDER BY seq"
_THESE = f"""
SELECT {_COLUMNS}, case_no FROM journal
WHERE case_no IN (SELECT case_no FROM docket WHERE {{condition}}) ORDER BY case_no, no
"""


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
    return tuple(_entry(row) for row in db.execute(_HISTORY, (number,)))


def cases(db: Database, condition: str | None = None) -> Iterator[Case]:
    """Yield every case, or those whose docket row meets *condition* (our own SQL), in order of number."""
    rows = db.execute(_THESE.format(condition=condition) if condition else _BY_CASE)
    for number, group in groupby(rows, key=itemgetter(7)):
        yield Case.replay(number, [_entry(row) for row in group])


def entries(db: Database) -> Iterator[tuple[str, Entry]]:
    """Yield every fact with its case number, in the order of recording over the whole book."""
    for row in db.execute(_BY_SEQ):
        yield row[7], _entry(row)


def some_entries(db: Database, numbers: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Yield the facts of these cases, case by case."""
    for number in numbers:
        for entry in history(db, number):
            yield number, entry


def _entry(row: tuple[Any, ...]) -> Entry:
    no, kind, on_day, recorded_at, by_whom, note, data, *_ = row
    return Entry(no, fact_of_row(kind, on_day, by_whom, note, data), time_from(recorded_at))
