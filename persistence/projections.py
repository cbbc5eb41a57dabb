"""Projections: docket, disputes and the counts by year, kept for speed beside the journal and made again from it.

A case is compared with what it was before its new facts, so that a fact that changes no count costs no count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from sqlite_utils import Database

from workflow.annual import Dispute, DisputeKey, TallyKey, disputes_of
from workflow.case import Case
from workflow.outcomes import Requester

from . import disputes, docket, journal
from .disputes import DisputeRow

# Received in, concluded in (0: open), requester, row ('' while open).
TallyRow = tuple[int, int, str, str]
# Row of table IV, filed in, decided in (0: pending), result ('' while pending).
DisputeTallyRow = tuple[str, int, int, str]


def _counter(table: str, *key: str) -> str:
    """Return the statement that adds to a count of *table*, which stands under *key*; what comes to nothing stays as 0."""
    values = ", ".join("?" * (len(key) + 1))
    return f"INSERT INTO {table} VALUES ({values}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET count = count + excluded.count"


_COUNT = _counter("tally", "received_year", "concluded_year", "requester", "row")
_COUNT_DISPUTE = _counter("dispute_tally", "row", "filed_year", "decided_year", "result")
_TALLY = "SELECT received_year, concluded_year, requester, row, count FROM tally WHERE count <> 0"
_TALLY_OF = f"{_TALLY} AND received_year <= ? AND (concluded_year = 0 OR concluded_year >= ?)"
_REQUESTER = {requester.value: requester for requester in Requester}
HELD = 500  # rows that are written together when many are
_TABLES = ("docket", "dispute", "tally", "dispute_tally")


class Projected(NamedTuple):
    """What the projections hold of one case: a pure function of its fold."""

    docket: docket.Row
    tally: TallyRow
    disputes: tuple[DisputeRow, ...]


def projected(case: Case) -> Projected | None:
    """Return what the projections hold of *case*: nothing of a void one, which is due and counted nowhere."""
    if case.voided:
        return None
    return Projected(docket.row_of(case), _tally_of(case), _dispute_rows(case) if case.disputed else ())


def _tally_of(case: Case) -> TallyRow:
    """Return under which key of the table a case is counted."""
    ended = case.conclusion
    concluded, row = (ended.on.year, ended.row) if ended else (0, "")
    return case.received_on.year, concluded, case.requester.value, row


def _dispute_rows(case: Case) -> tuple[DisputeRow, ...]:
    return tuple(disputes.row_of(n, one) for n, one in enumerate(disputes_of(case), 1))


def dispute_tally_row(dispute: Dispute) -> DisputeTallyRow:
    """Return under which key a dispute is counted."""
    row, filed, decided, result = dispute.tally_key
    return row, filed, decided or 0, result or ""


_WriteDisputes = Callable[[Database, str, tuple[DisputeRow, ...]], None]


def write(db: Database, case: Case, before: Case | None) -> None:
    """Bring what the projections hold of a case up to date; *before* is the case that they hold, None for a new one."""
    _write(db, case, before, _count_disputes)


def _write(db: Database, case: Case, before: Case | None, write_disputes: _WriteDisputes) -> None:
    if before is not None and before.voided:
        before = None
    if case.voided:
        if before is not None:
            _forget(db, before)
            write_disputes(db, before.number, ())
        return
    if before is None:
        docket.write_new(db, [docket.row_of(case)])
        _add(db, _COUNT, {_tally_of(case): 1})
    else:
        same_receipt = (before.received_on, before.requester) == (case.received_on, case.requester)
        if same_receipt and before.conclusion == case.conclusion:
            docket.write_standing(db, case, before)
        else:
            docket.write_conclusion(db, case) if same_receipt else docket.write_whole(db, case)
            _recount(db, _tally_of(before), _tally_of(case))
    if case.disputed or len(case.facts) < len(case.history):  # a rectification may have struck out a filing
        write_disputes(db, case.number, _dispute_rows(case))


def _forget(db: Database, before: Case) -> None:
    """Take out what the projections hold of a case that is void from now on."""
    docket.delete(db, before.number)
    _add(db, _COUNT, {_tally_of(before): -1})


class Batch:
    """Brings the projections up to date case by case; the rows of new cases are written some hundreds at a time.

    Disputes are counted when all is written: what one counts as depends on every case that it joins.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._rows: list[docket.Row] = []
        self._tally: Counter[TallyRow] = Counter()
        self._disputed = False

    def write(self, case: Case, before: Case | None) -> None:
        """Bring up to date what the projections hold of a case, as :func:`write` does."""
        if before is not None:
            self.flush()  # its row may still be held back
            _write(self._db, case, before, self._put_disputes)
            return
        if case.voided:
            return
        self._rows.append(docket.row_of(case))
        self._tally[_tally_of(case)] += 1
        if case.disputed:
            self._put_disputes(self._db, case.number, _dispute_rows(case))
        if len(self._rows) >= HELD:
            self.flush()

    def flush(self) -> None:
        """Write what is held back."""
        docket.write_new(self._db, self._rows)
        _add(self._db, _COUNT, self._tally)
        self._rows.clear()
        self._tally.clear()

    def finish(self) -> None:
        """Write what is held back, and count the disputes anew where any was written."""
        self.flush()
        if self._disputed:
            self._db.table("dispute_tally").delete_where()
            _add(self._db, _COUNT_DISPUTE, Counter(map(dispute_tally_row, disputes.every(self._db))))

    def _put_disputes(self, db: Database, number: str, new: tuple[DisputeRow, ...]) -> None:
        self._disputed |= _put_disputes(db, number, new)


def _recount(db: Database, before: TallyRow, after: TallyRow) -> None:
    if before != after:
        _add(db, _COUNT, {after: 1, before: -1})


def _count_disputes(db: Database, number: str, new: tuple[DisputeRow, ...]) -> None:
    """Write the disputes of a case, and count those anew that it joins."""
    keys = {key for _, _, key, *_ in (*disputes_before(db, number), *new)}
    counts = Counter(map(dispute_tally_row, disputes.of_keys(db, keys)))
    if _put_disputes(db, number, new):
        after = Counter(map(dispute_tally_row, disputes.of_keys(db, keys)))
        after.subtract(counts)
        _add(db, _COUNT_DISPUTE, after)


def _put_disputes(db: Database, number: str, new: tuple[DisputeRow, ...]) -> bool:
    """Write the disputes of a case without counting them; tell whether they were others before."""
    if tuple(disputes_before(db, number)) == new:
        return False
    db.execute("DELETE FROM dispute WHERE case_no = ?", (number,))
    db.conn.executemany("INSERT INTO dispute VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", ((number, *row) for row in new))
    return True


def disputes_before(db: Database, number: str) -> Iterator[DisputeRow]:
    """Yield the disputes of a case as the projection holds them."""
    query = "SELECT n, dispute, key, row, filed_on, decided_on, result, final FROM dispute WHERE case_no = ? ORDER BY n"
    yield from db.execute(query, (number,))


def _add(db: Database, counter: str, counts: Mapping[TallyRow, int] | Mapping[DisputeTallyRow, int]) -> None:
    db.conn.executemany(counter, [(*key, count) for key, count in counts.items() if count])


def rebuild(db: Database, progress: Callable[[int], object] | None = None) -> int:
    """Make all projections again from the journal; return how many cases there are. Deadlines kept are forgotten.

    *progress* is called now and then with the number of cases done so far, at the end with that of all.
    """
    for table in _TABLES:
        db.table(table).delete_where()
    done, batch = 0, Batch(db)
    for case in journal.cases(db):
        batch.write(case, None)
        done += 1
        if progress and done % HELD == 0:
            progress(done)
    batch.finish()
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
    found = db.execute("SELECT row, filed_year, decided_year, result, count FROM dispute_tally WHERE count <> 0")
    return {(row, filed, decided or None, result or None): n for row, filed, decided, result, n in found}


__all__ = ["Projected", "dispute_tally", "disputes_before", "projected", "rebuild", "tally", "write"]
