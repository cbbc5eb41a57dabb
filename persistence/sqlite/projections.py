"""Projections: docket, disputes and the counts by year, kept for speed beside the journal and made again from it.

A case is compared with what it was before its new facts, so that a fact that changes no count costs no count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from sqlite_utils import Database

from workflow.annual import Dispute, counted_once
from workflow.case import Case

from ..codec import dumps
from ..numbering import place_in_series
from ..projections import (
    DisputeRow,
    DisputeTallyRow,
    DocketRow,
    TallyRow,
    dispute_of,
    dispute_rows,
    dispute_tally_row,
    docket_row,
    tally_row,
)
from . import docket


def _counter(table: str, *key: str) -> str:
    """Return the statement that adds to a count of *table*, which stands under *key*; what comes to nothing stays as 0."""
    values = ", ".join("?" * (len(key) + 1))
    return f"INSERT INTO {table} VALUES ({values}) ON CONFLICT ({', '.join(key)}) DO UPDATE SET count = count + excluded.count"


_COUNT = _counter("tally", "received_year", "concluded_year", "requester", "row")
_COUNT_DISPUTE = _counter("dispute_tally", "row", "filed_year", "decided_year", "result")
_SERIES = """
INSERT INTO numbering (year, last) VALUES (?, ?) ON CONFLICT (year) DO UPDATE SET last = max(last, excluded.last)
"""
_DISPUTES = "SELECT case_no, n, dispute, key, row, filed_on, decided_on, result, final FROM dispute"
_OF_KEYS = f"{_DISPUTES} WHERE key IN (SELECT value FROM json_each(?)) ORDER BY case_no, n"
HELD = 500  # rows that are written together when many are
_TABLES = ("docket", "dispute", "tally", "dispute_tally", "numbering")


_WriteDisputes = Callable[[Database, str, tuple[DisputeRow, ...]], None]


def write(db: Database, case: Case, before: Case | None, pattern: str) -> None:
    """Bring what the projections hold of a case up to date; *before* is the case that they hold, None for a new one.

    A new one raises the series of its number, where that follows the *pattern*.
    """
    place = place_in_series(pattern, case.number) if before is None else None
    if place is not None:
        _raise_series(db, *place)
    _write(db, case, before, _count_disputes)


def _raise_series(db: Database, series: int, last: int) -> None:
    """Make the next number of *series* come after *last*."""
    db.execute(_SERIES, (series, last))


def _write(db: Database, case: Case, before: Case | None, write_disputes: _WriteDisputes) -> None:
    if before is not None and before.voided:
        before = None
    if case.voided:
        if before is not None:
            docket.delete(db, before.number)
            _add(db, _COUNT, {tally_row(before): -1})
            write_disputes(db, before.number, ())
        return
    if before is None:
        docket.write_new(db, [docket_row(case)])
        _add(db, _COUNT, {tally_row(case): 1})
    else:
        same_receipt = (before.received_on, before.requester) == (case.received_on, case.requester)
        if same_receipt and before.conclusion == case.conclusion:
            docket.write_standing(db, case, before)
        else:
            docket.write_conclusion(db, case) if same_receipt else docket.write_whole(db, case)
            _recount(db, tally_row(before), tally_row(case))
    if case.disputed or len(case.facts) < len(case.history):  # a rectification may have struck out a filing
        write_disputes(db, case.number, dispute_rows(case))


class Batch:
    """Brings the projections up to date case by case; the rows of new cases are written some hundreds at a time.

    Disputes are counted when all is written: what one counts as depends on every case that it joins.
    """

    def __init__(self, db: Database, pattern: str) -> None:
        self._db, self._pattern = db, pattern
        self._series: dict[int, int] = {}
        self._rows: list[DocketRow] = []
        self._tally: Counter[TallyRow] = Counter()
        self._disputed = False

    def write(self, case: Case, before: Case | None) -> None:
        """Bring up to date what the projections hold of a case, as :func:`write` does."""
        if before is not None:
            self.flush()  # its row may still be held back
            _write(self._db, case, before, self._put_disputes)
            return
        place = place_in_series(self._pattern, case.number)
        if place is not None:
            self._series[place[0]] = max(place[1], self._series.get(place[0], 0))
        if case.voided:
            return
        self._rows.append(docket_row(case))
        self._tally[tally_row(case)] += 1
        if case.disputed:
            self._put_disputes(self._db, case.number, dispute_rows(case))
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
        for place in self._series.items():
            _raise_series(self._db, *place)
        if self._disputed:
            self._db.table("dispute_tally").delete_where()
            _add(self._db, _COUNT_DISPUTE, Counter(map(dispute_tally_row, disputes_of(self._db))))

    def _put_disputes(self, db: Database, number: str, new: tuple[DisputeRow, ...]) -> None:
        self._disputed |= _put_disputes(db, number, new)


def _recount(db: Database, before: TallyRow, after: TallyRow) -> None:
    if before != after:
        _add(db, _COUNT, {after: 1, before: -1})


def _count_disputes(db: Database, number: str, new: tuple[DisputeRow, ...]) -> None:
    """Write the disputes of a case, and count those anew that it joins."""
    keys = {key for _, _, key, *_ in (*disputes_before(db, number), *new)}
    counts = Counter(map(dispute_tally_row, disputes_of(db, keys)))
    if _put_disputes(db, number, new):
        after = Counter(map(dispute_tally_row, disputes_of(db, keys)))
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


def forget(db: Database) -> None:
    """Forget all that is kept, the deadlines too."""
    for table in _TABLES:
        db.table(table).delete_where()


def disputes_of(db: Database, keys: Iterable[str] | None = None) -> list[Dispute]:
    """Return the disputes of these keys, or all, as they count: each once, in however many cases it stands."""
    found = db.execute(f"{_DISPUTES} ORDER BY case_no, n") if keys is None else db.execute(_OF_KEYS, (dumps([*keys]),))
    return counted_once(dispute_of(case, row) for case, *row in found)


__all__ = ["HELD", "Batch", "disputes_of", "forget", "write"]
