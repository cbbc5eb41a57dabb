"""Projections: docket, disputes and the counts by year, kept for speed beside the journal and made again from it.

A row is compared with the one before, so that a fact that changes no count costs no count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from sqlite_utils import Database

from workflow.annual import DisputeKey, TallyKey, counted_of, disputes_of
from workflow.case import Case
from workflow.outcomes import Requester

from . import docket, journal

# Received in, concluded in (0: open), requester, row ('' while open).
TallyRow = tuple[int, int, str, str]
# Row of table IV, filed in, decided in (0: pending), result ('' while pending).
DisputeTallyRow = tuple[str, int, int, str]
# Number of the dispute within its case, its id, row of table IV, day of filing, day of decision, result.
DisputeRow = tuple[int, str, str, str, str | None, str | None]


class CountTable(NamedTuple):
    """How a table of counts is kept: what adds to a count, and what drops one that has come to nothing."""

    add: str
    drop: str

    @classmethod
    def of(cls, table: str, *key: str) -> CountTable:
        """Return the statements for *table*, whose counts stand under *key*."""
        grown = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET count = count + excluded.count"
        same = " AND ".join(f"{column} = ?" for column in key)
        return cls(
            f"INSERT INTO {table} VALUES ({', '.join('?' * (len(key) + 1))}) {grown}",
            f"DELETE FROM {table} WHERE {same} AND count = 0",
        )


_COUNT = CountTable.of("tally", "received_year", "concluded_year", "requester", "row")
_COUNT_DISPUTE = CountTable.of("dispute_tally", "row", "filed_year", "decided_year", "result")
_TALLY = "SELECT received_year, concluded_year, requester, row, count FROM tally"
_TALLY_OF = f"{_TALLY} WHERE received_year <= ? AND (concluded_year = 0 OR concluded_year >= ?)"
_REQUESTER = {requester.value: requester for requester in Requester}
_TABLES = ("docket", "dispute", "tally", "dispute_tally")


class Projected(NamedTuple):
    """What the projections hold of one case: a pure function of its fold."""

    docket: docket.Row
    tally: TallyRow
    disputes: tuple[DisputeRow, ...]


def projected(case: Case) -> Projected:
    """Return what the projections hold of *case*."""
    disputes = disputes_of(case) if case.disputed else ()
    rows = tuple(
        (n, d.dispute, d.row, d.filed_on.isoformat(), d.decided_on.isoformat() if d.decided_on else None, d.result)
        for n, d in enumerate(disputes, 1)
    )
    return Projected(docket.row_of(case), tally_row(counted_of(case).tally_key), rows)


def tally_row(key: TallyKey) -> TallyRow:
    """Return a tally key as the table has it."""
    received, concluded, requester, row = key
    return received, concluded or 0, requester.value, row or ""


def dispute_tally_row(row: DisputeRow) -> DisputeTallyRow:
    """Return under which key a dispute is counted."""
    _, _, place, filed_on, decided_on, result = row
    return place, int(filed_on[:4]), int(decided_on[:4]) if decided_on else 0, result or ""


def write(db: Database, case: Case) -> None:
    """Bring everything that the projections hold of *case* up to date."""
    new = projected(case)
    before = docket.counted_before(db, case.number)
    if before is None or before != docket.counted_part(new.docket):
        docket.write_whole(db, new.docket)
        after = Counter([new.tally])
        after.subtract([_tally_before(*before)] if before else [])
        _add(db, _COUNT, after)
    else:
        docket.write_standing(db, new.docket)
    if case.disputed or len(case.facts) < len(case.history):  # a rectification may have struck out a filing
        _write_disputes(db, case.number, new.disputes)


def _tally_before(received_on: str, requester: str, concluded_on: str | None, row: str | None) -> TallyRow:
    return int(received_on[:4]), int(concluded_on[:4]) if concluded_on else 0, requester, row or ""


def _write_disputes(db: Database, number: str, new: tuple[DisputeRow, ...]) -> None:
    old = tuple(disputes_before(db, number))
    if old == new:
        return
    db.execute("DELETE FROM dispute WHERE case_no = ?", (number,))
    db.conn.executemany("INSERT INTO dispute VALUES (?, ?, ?, ?, ?, ?, ?)", ((number, *row) for row in new))
    counts = Counter(map(dispute_tally_row, new))
    counts.subtract(map(dispute_tally_row, old))
    _add(db, _COUNT_DISPUTE, counts)


def disputes_before(db: Database, number: str) -> Iterator[DisputeRow]:
    """Yield the disputes of a case as the projection holds them."""
    query = "SELECT n, dispute, row, filed_on, decided_on, result FROM dispute WHERE case_no = ? ORDER BY n"
    yield from db.execute(query, (number,))


def _add(db: Database, counted: CountTable, counts: Counter[TallyRow] | Counter[DisputeTallyRow]) -> None:
    for key, count in counts.items():
        if count:
            db.execute(counted.add, (*key, count))
        if count < 0:
            db.execute(counted.drop, key)


def rebuild(db: Database, progress: Callable[[int], object] | None = None) -> int:
    """Make all projections again from the journal; return how many cases there are. Deadlines kept are forgotten."""
    for table in _TABLES:
        db.execute(f"DELETE FROM {table}")
    done = 0
    for case in journal.cases(db):
        write(db, case)
        done += 1
        if progress:
            progress(done)
    return done


def tally(db: Database, year: int | None = None) -> dict[TallyKey, int]:
    """Return how many cases there are by year received, year concluded, requester and row.

    With *year*, only of those that can count in it: received by its end, and not concluded before.
    """
    found = db.execute(_TALLY_OF, (year, year)) if year is not None else db.execute(_TALLY)
    return {(r, c or None, _REQUESTER[q], row or None): n for r, c, q, row, n in found}


def dispute_tally(db: Database) -> dict[DisputeKey, int]:
    """Return how many disputes there are by row of table IV, year filed, year decided and result."""
    found = db.execute("SELECT row, filed_year, decided_year, result, count FROM dispute_tally")
    return {(row, filed, decided or None, result or None): n for row, filed, decided, result, n in found}


__all__ = ["Projected", "dispute_tally", "disputes_before", "projected", "rebuild", "tally", "write"]
