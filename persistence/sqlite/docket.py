"""The docket: one row a case, kept beside the journal for speed; it can be thrown away and made again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlite_utils import Database

from workflow.annual import Selection
from workflow.case import Case

from ..projections import DocketRow, docket_row, is_open, stands
from ..shelf import Settled

# A row that is written anew forgets its deadline; it is filled in again when the docket is next asked for.
# Of its columns only those are set that may differ: an index is touched when a column of it is.
_NEW = """
INSERT INTO docket (case_no, facts, stage, requester, received_on, concluded_on, outcome, row, last_on, waits, open)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_SET = "UPDATE docket SET facts = ?, stage = ?, last_on = ?, waits = ?, duty = NULL, due = NULL, due_status = NULL"
_STANDS = f"{_SET} WHERE case_no = ?"
_OPENS = f"{_SET}, open = ? WHERE case_no = ?"
_CONCLUDES = f"{_SET}, open = ?, concluded_on = ?, outcome = ?, row = ? WHERE case_no = ?"
_WHOLE = f"{_SET}, open = ?, concluded_on = ?, outcome = ?, row = ?, requester = ?, received_on = ? WHERE case_no = ?"

_UNKNOWN = "SELECT case_no FROM open_docket WHERE due IS NULL OR last_on > ?"
_ALL_OPEN = "SELECT case_no FROM open_docket"
_SINCE = """
SELECT case_no FROM docket WHERE open = 0 AND received_on <= :on AND last_on > :on
"""


def write_new(db: Database, rows: Iterable[DocketRow]) -> None:
    """Write the rows of cases that the docket does not know yet."""
    db.conn.executemany(_NEW, rows)


def delete(db: Database, number: str) -> None:
    """Take the row of a case out."""
    db.conn.execute("DELETE FROM docket WHERE case_no = ?", (number,))


def write_whole(db: Database, case: Case) -> None:
    """Write the whole row of a case that the docket knows."""
    number, _, _, requester, received_on, *conclusion, _, _, _ = docket_row(case)
    values = (*stands(case), is_open(case), *conclusion, requester, received_on, number)
    db.conn.execute(_WHOLE, values)


def write_conclusion(db: Database, case: Case) -> None:
    """Write where a case stands and how it was concluded; its receipt is as it was."""
    number, _, _, _, _, *conclusion, _, _, _ = docket_row(case)
    db.conn.execute(_CONCLUDES, (*stands(case), is_open(case), *conclusion, number))


def write_standing(db: Database, case: Case, before: Case) -> None:
    """Write where a case stands; its receipt and its conclusion are as they were *before*."""
    now_open = is_open(case)
    if now_open == is_open(before):  # an index is touched when a column of it is set, even to what it was
        db.conn.execute(_STANDS, (*stands(case), case.number))
    else:
        db.conn.execute(_OPENS, (*stands(case), now_open, case.number))


def unknown(db: Database, on: date, past: bool, known: bool) -> list[str]:
    """Return the cases whose deadline as of *on* has to be reckoned: all open ones where nothing is *known*.

    With *past*, also those that are closed now and may have been open then.
    """
    day = on.isoformat()
    found = db.execute(_UNKNOWN, (day,)) if known else db.execute(_ALL_OPEN)
    numbers = [number for (number,) in found]
    return numbers + [number for (number,) in db.execute(_SINCE, {"on": day})] if past else numbers


def settle(db: Database, limits: Iterable[Settled], key: str) -> None:
    """Keep the deadlines of cases whose deadline does not move, all reckoned with what *key* names."""
    if reckoned_with(db) != key:
        db.execute("UPDATE docket SET duty = NULL, due = NULL, due_status = NULL WHERE due IS NOT NULL")
        db.execute("INSERT OR REPLACE INTO setting (key, value) VALUES ('reckoned_with', ?)", (key,))
    db.conn.executemany(
        "UPDATE docket SET duty = ?, due = ?, due_status = ? WHERE case_no = ? AND facts = ? AND waits = 0", limits
    )


def reckoned_with(db: Database) -> str | None:
    """Return the name of all that the deadlines of the docket were reckoned with."""
    row = db.execute("SELECT value FROM setting WHERE key = 'reckoned_with'").fetchone()
    return row[0] if row else None


def select(db: Database, wanted: Selection) -> list[str]:
    """Return the numbers of the cases that *wanted* describes, by day of receipt."""
    terms, values = _terms(wanted)
    query = f"SELECT case_no FROM docket WHERE {' AND '.join(terms)} ORDER BY received_on, case_no"
    return [number for (number,) in db.execute(query, values)]


def _terms(wanted: Selection) -> tuple[list[str], list[str]]:
    """Return the conditions of a selection, and the values in them."""
    first, last = (day.isoformat() for day in wanted.received)
    # The plus keeps SQLite from looking them up by day of receipt, where the day of conclusion finds fewer.
    by = "+received_on" if wanted.concluded_to is not None else "received_on"
    terms, values = [f"{by} BETWEEN ? AND ?"], [first, last]
    if wanted.concluded_from is not None:
        still = "(concluded_on IS NULL OR concluded_on >= ?)" if wanted.or_open else "concluded_on >= ?"
        terms, values = [*terms, still], [*values, wanted.concluded_from.isoformat()]
    if wanted.concluded_to is not None:
        terms, values = [*terms, "concluded_on <= ?"], [*values, wanted.concluded_to.isoformat()]
    if wanted.rows is not None:
        terms, values = [*terms, f"row IN ({', '.join('?' * len(wanted.rows))})"], [*values, *wanted.rows]
    if wanted.requester is not None:
        terms, values = [*terms, "requester = ?"], [*values, wanted.requester.value]
    return terms, values
