"""Tampering: whatever is changed in the file past the library, ``verify`` finds it and says where."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from benchmarks.histories import six_facts
from desk import Desk
from desk.docket import kept_for, key_of
from persistence import FactLine, Head, Register, Verification, parse_line
from persistence.chain import DEFAULT_ALGORITHM
from persistence.sqlite.rows import CarefulRows, SqliteRows
from persistence.sqlite.shelf import SqliteShelf
from persistence.verifying import Reckoner, verify
from tests.persistence.forging import reckoned_now
from workflow.calendar import china
from workflow.calendar.notices import read_notice
from workflow.case import Case
from workflow.law import Readings

BOOK = reckoned_now((Path(__file__).parent / "data" / "disputes_once.db").read_bytes())
KEPT_FOR_SPEED = {("setting", "reckoned_with"), ("_sqlite_migrations", "applied_at"), ("_sqlite_migrations", "id")}
"""What holds nothing that was recorded: which calendar the docket was reckoned with, when a step was applied."""

COLUMNS = ("case_no", "kind", "on_day", "recorded_at", "by_whom", "data", "hash")
NOW = datetime(2030, 1, 1, 4, tzinfo=UTC)
NOTICE = read_notice(
    """2027 国办发明电〔2026〕99号 2026-11-23 2026-11-23
元旦 2026/12/31-1/4 上班 2026/12/27 1/9
春节 2/5-2/11 上班 2/14
清明节 4/3-4/5
劳动节 5/1-5/5 上班 5/8
端午节 6/9
中秋节 9/15
国庆节 10/1-10/7 上班 9/26 10/9"""
)

Cell = tuple[str, int, str, Any]


def book() -> sqlite3.Connection:
    """Return a copy of the small book in memory."""
    conn = sqlite3.connect(":memory:")
    conn.deserialize(BOOK)
    return conn


class OpenedShelf(SqliteShelf):
    """The shelf of a book that is open already."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._db = Database(conn)

    @property
    def settings(self) -> dict[str, str]:
        return dict(self._db.execute("SELECT key, value FROM setting").fetchall())

    def read(self, moment: bool = True, damaged: bool = False) -> AbstractContextManager[SqliteRows]:
        return nullcontext(CarefulRows(self._db, DEFAULT_ALGORITHM))


def standing(case: Case) -> tuple[str, str, str] | None:
    return kept_for(case, max(date(2026, 1, 5), case.facts[-1].on), china(), Readings())


def proved(conn: sqlite3.Connection, against: Head | None = None) -> Verification:
    return verify(OpenedShelf(conn), against, Reckoner(key_of(china(), Readings()), standing))


def tampered(*statements: tuple[str, tuple[Any, ...]]) -> Verification:
    """Do what the triggers forbid, put the triggers back as they were, and verify."""
    with closing(book()) as conn:
        guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            conn.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            conn.execute(statement, values)
        for _, sql in guards:
            conn.execute(sql)
        conn.commit()
        return proved(conn)


def cells() -> Iterator[Cell]:
    """Yield every cell of every table: table, place of the row, column, value."""
    with closing(book()) as conn:
        names = [n for (n,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        for table in names:
            found = conn.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in found.description]
            for n, row in enumerate(found.fetchall()):
                yield from ((table, n, column, value) for column, value in zip(columns, row, strict=True))


def others(value: Any) -> list[Any]:
    """Return values that differ from *value* as little as may be."""
    if value is None:
        return ["x"]
    if isinstance(value, int):
        return [value + 1]
    if isinstance(value, bytes):
        return [bytes([value[0] ^ 1]) + value[1:]]
    middle = len(value) // 2
    swapped = chr(ord(value[middle]) ^ 1) if value else "x"
    return [value[:middle] + swapped + value[middle + 1 :], value + " "]


def keys(table: str) -> list[tuple[Any, ...]]:
    with closing(book()) as conn:
        return conn.execute(f"SELECT * FROM {table}").fetchall()


def where(table: str, n: int) -> tuple[str, tuple[Any, ...]]:
    """Return the condition that finds the *n*-th row of *table*, by all its columns."""
    with closing(book()) as conn:
        found = conn.execute(f"SELECT * FROM {table}")
        columns = [column[0] for column in found.description]
        row = found.fetchall()[n]
    return " AND ".join(f"{column} IS ?" for column in columns), row


def test_the_book_itself_is_sound() -> None:
    """Nothing is wrong with the book that the tests tamper with."""
    with closing(book()) as conn:
        found = proved(conn)
    assert (found.problems, found.cases) == ((), 8)
    assert found.events == len([row for row in keys("journal") if row[1]])


CELLS = [cell for cell in cells() if (cell[0], cell[2]) not in KEPT_FOR_SPEED]


@pytest.mark.parametrize("table", sorted({cell[0] for cell in CELLS}))
def test_any_cell_changed_is_found(table: str) -> None:
    """Whatever single value of any table is changed, the book no longer verifies."""
    missed = []
    for _, n, column, value in (cell for cell in CELLS if cell[0] == table):
        condition, row = where(table, n)
        if table == "setting" and "reckoned_with" in row:
            continue
        for other in others(value):
            try:
                found = tampered((f"UPDATE {table} SET {column} = ? WHERE {condition}", (other, *row)))
            except sqlite3.IntegrityError:  # the table itself forbids it
                continue
            if found.ok:
                missed.append((n, column, value, other))
    assert missed == []


@pytest.mark.parametrize("table", sorted({cell[0] for cell in CELLS}))
def test_any_row_removed_is_found(table: str) -> None:
    """Whatever row of any table is removed, the book no longer verifies, unless it is the end of the journal."""
    rows = keys(table)
    last = max((row[0] for row in rows), default=0) if table == "journal" else None
    missed = []
    for n, row in enumerate(rows):
        if "reckoned_with" in row or (table == "journal" and row[0] == last):
            continue
        condition, values = where(table, n)
        if tampered((f"DELETE FROM {table} WHERE {condition}", values)).ok:
            missed.append(row)
    assert missed == []


def test_the_first_wrong_fact_is_named() -> None:
    """A fact that was changed is named by its place, its case and its number."""
    seq, number, no = next(row[:3] for row in keys("journal") if row[3] == "replied")
    found = tampered(("UPDATE journal SET on_day = '2025-02-11' WHERE seq = ?", (seq,)))
    assert (found.problems[0].what, found.problems[0].seq) == ("chain", seq)
    assert (found.problems[0].case, found.problems[0].no) == (number, no)


def test_any_byte_of_a_large_book_changed_is_found(tmp_path: Path) -> None:
    """A single byte of any fact of nine thousand, in whatever column, is found where it was changed."""
    register = Register.create(tmp_path / "register.db")
    facts = ((f"2025-{n:04}", fact) for n in range(1_500) for fact in six_facts(n))
    register.import_lines((("a", m, FactLine(*told, None)) for m, told in enumerate(facts, 1)), NOW)
    register.close()
    draw = random.Random(11)
    with closing(sqlite3.connect(tmp_path / "register.db")) as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        for _ in range(25):
            seq, column = draw.randint(2, 9_001), draw.choice(COLUMNS)
            (value,) = conn.execute(f"SELECT CAST({column} AS BLOB) FROM journal WHERE seq = ?", (seq,)).fetchone()
            if value:
                at = draw.randrange(len(value))
                other = value[:at] + bytes([value[at] ^ draw.randint(1, 127)]) + value[at + 1 :]
                write = (
                    f"UPDATE journal SET {column} = CAST(? AS {'BLOB' if column == 'hash' else 'TEXT'}) WHERE seq = ?"
                )
                conn.execute(write, (other, seq))
                assert next(p.seq for p in verify(OpenedShelf(conn)).problems if p.what == "chain") == seq
                conn.execute(write, (value, seq))
        conn.rollback()


def test_two_facts_exchanged_are_found() -> None:
    """Two facts that change places are found at the first of them, wherever they stand."""
    count = len(keys("journal"))
    draw = random.Random(7)
    for _ in range(25):
        a, b = sorted(draw.sample(range(1, count + 1), 2))
        found = tampered(
            ("UPDATE journal SET seq = -1 WHERE seq = ?", (a,)),
            ("UPDATE journal SET seq = ? WHERE seq = ?", (a, b)),
            ("UPDATE journal SET seq = ? WHERE seq = -1", (b,)),
        )
        assert [problem.seq for problem in found.problems][:1] == [a]


def test_a_tail_cut_off_is_found_against_a_noted_head() -> None:
    """The end of the journal cut off, with everything made to fit, is found by whoever noted the head."""
    with closing(book()) as conn:
        noted = proved(conn).head
        for name in ("journal_no_delete", "journal_no_update", "journal_no_replace"):
            sql = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
            conn.execute(f"DROP TRIGGER {name}")
            conn.execute("DELETE FROM journal WHERE seq = ? AND case_no = ''", (noted.seq,))
            conn.execute(sql)
        conn.commit()
        assert "head" in {problem.what for problem in proved(conn, noted).problems}


@pytest.mark.parametrize("kind", ["trigger", "index"])
def test_dropped_parts_of_the_layout_are_found(kind: str) -> None:
    """A trigger or an index that is gone is named."""
    with closing(book()) as conn:
        query = "SELECT name FROM sqlite_master WHERE type = ? AND sql IS NOT NULL"
        names = [name for (name,) in conn.execute(query, (kind,))]
    assert names
    for name in names:
        with closing(book()) as conn:
            conn.execute(f"DROP {kind} {name}")
            conn.commit()
            assert [p.words.en for p in proved(conn).problems] == [f"part {name} of the layout is missing"]


def test_head_proves_that_the_book_grew(tmp_path: Path) -> None:
    """A head noted earlier is still contained after more was recorded; another book's head is not."""
    path = tmp_path / "register.db"
    path.write_bytes(BOOK)
    register = Register.open(path)
    noted = register.head()
    line = parse_line('{"ledger":"decision","kind":"licence","on":"2026-01-05","count":1}')
    register.import_lines([("ledger", 1, line)], datetime(2026, 1, 6, 4, tzinfo=UTC))
    assert register.verify(Head.parse(str(noted))).ok
    other = Register.create(tmp_path / "other.db")
    assert not other.verify(noted).ok
    register.close()
    other.close()


def test_a_new_notice_is_no_false_alarm(tmp_path: Path) -> None:
    """Deadlines that the docket kept under an earlier calendar are out of use, not wrong."""
    path = tmp_path / "register.db"
    with Desk.open(path, now=date(2026, 12, 24)) as desk:
        desk.import_lines(
            ['{"case":"1","event":"received","on":"2026-12-10","channel":"fax","requester":"research","subject":"x"}']
        )
        (line,) = desk.due()
        assert line.status == "provisional"
        desk.add_arrangement(NOTICE)
        assert desk.verify().problems == ()
        assert [again.status for again in desk.due()] == ["confirmed"]
        assert desk.verify().problems == ()
