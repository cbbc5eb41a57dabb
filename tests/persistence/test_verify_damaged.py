"""Damaged: whatever bytes of the file are changed, ``verify`` answers with what is wrong; it neither fails nor is content."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desk.cli import run
from persistence import Head, Register, RegisterError, Verification
from persistence.errors import BadHead
from tests.persistence.forging import reckoned_now

BOOK = reckoned_now((Path(__file__).parent / "data" / "disputes_once.db").read_bytes())
PAGE = 4096


def pages() -> dict[str, int]:
    """Return where in the file the first page of each table and index begins."""
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.deserialize(BOOK)
        found = conn.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 1")
        return {name: (page - 1) * PAGE for name, page in found}


INDEXES = (
    "sqlite_autoindex_journal_1",
    "journal_entry",
    "docket_received",
    "docket_concluded",
    "dispute_row",
    "dispute_key",
)
TABLES = ("journal", "setting", "docket", "dispute", "person", "tally", "dispute_tally", "numbering", "checksum")


def put(path: Path, data: bytes) -> Path:
    """Put a file in the place of the one before."""
    for name in ("", "-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    path.write_bytes(data)
    return path


def judged(path: Path) -> Verification | None:
    """Return what verify finds in the file, None where it is not opened: it is refused as no register."""
    try:
        register = Register.open(path)
    except RegisterError:
        return None
    try:
        return register.verify()
    finally:
        register.close()


def used(data: bytes) -> list[int]:
    """Return the bytes of an index page that say something: head, places of the cells, and the cells themselves."""
    cells = int.from_bytes(data[3:5])
    start = int.from_bytes(data[5:7])
    return [n for n in [3, 4, *range(8, 8 + 2 * cells), *range(start, PAGE)] if data[n] or n < 8 + 2 * cells]


@pytest.mark.parametrize("index", INDEXES)
def test_any_bit_of_an_index_changed_is_found(tmp_path: Path, index: str) -> None:
    """Answers are read through the indexes: one that says something else than its table is a problem."""
    start, draw = pages()[index], random.Random(2)
    where = used(BOOK[start : start + PAGE])
    for at in draw.sample(where, min(120, len(where))):
        data = bytearray(BOOK)
        data[start + at] ^= 1 << draw.randrange(8)
        found = judged(put(tmp_path / "register.db", bytes(data)))
        assert found is None or not found.ok, (index, start + at)


def narrowed(conn: sqlite3.Connection, index: str, condition: str) -> None:
    """Leave rows out of an index, and have its text say that it holds all."""
    (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (index,)).fetchone()
    for text in (f"{sql}{' AND' if 'WHERE' in sql else ' WHERE'} {condition}", sql):
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (text, index))
        (version,) = conn.execute("PRAGMA schema_version").fetchone()
        conn.execute(f"PRAGMA schema_version = {version + 1}")
        conn.commit()
        conn.execute("PRAGMA writable_schema = RESET")
        if text is not sql:
            conn.execute(f"REINDEX {index}")


@pytest.mark.parametrize(
    ("index", "condition"),
    [
        ("journal_entry", "kind <> 'ledger'"),
        ("journal_entry", "kind <> 'person_bound'"),
        ("docket_received", "case_no > '2025-003'"),
        ("docket_concluded", "row <> 'granted'"),
        ("docket_concluded", "row IS NOT NULL"),
        ("dispute_row", "n > 1"),
        ("dispute_key", "n > 1"),
    ],
)
def test_rows_left_out_of_an_index_are_found(tmp_path: Path, index: str, condition: str) -> None:
    """An index that lacks rows of its table is named."""
    path = put(tmp_path / "register.db", BOOK)
    with closing(sqlite3.connect(path)) as conn:
        narrowed(conn, index, condition)
    found = judged(path)
    assert found is not None
    assert index in " ".join(problem.words.en for problem in found.problems if problem.what == "file")


def spoiled(draw: random.Random) -> Iterator[bytes]:
    """Yield the book with some bytes of the first page of a table written over, and with pages in the place of others."""
    for name in TABLES:
        start = pages()[name]
        for _ in range(60):
            data = bytearray(BOOK)
            at, n = start + draw.randrange(PAGE), draw.choice((1, 1, 4, 40))
            for place in range(at, min(at + n, start + PAGE)):
                data[place] = draw.choice((0, 0, draw.randrange(256)))
            yield bytes(data)
    count = len(BOOK) // PAGE
    for _ in range(150):
        data = bytearray(BOOK)
        to, taken = draw.randrange(1, count) * PAGE, draw.randrange(count) * PAGE
        data[to : to + PAGE] = BOOK[taken : taken + PAGE]
        yield bytes(data)


@pytest.mark.parametrize("seed", range(4))
def test_verify_always_answers(tmp_path: Path, seed: int) -> None:
    """Whatever the pages hold, there is an answer or a complaint of the book, no other error."""
    for data in spoiled(random.Random(seed)):
        judged(put(tmp_path / "register.db", data))


def without_checks(conn: sqlite3.Connection, table: str) -> None:
    """Take from a table what keeps other types and NULL out of it; its rows and its text stay."""
    (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    plain = sql.replace(" NOT NULL", "").replace("STRICT, WITHOUT ROWID", "WITHOUT ROWID").replace("STRICT", "")
    _rewrite(conn, table, plain.rstrip().rstrip(","))


def _rewrite(conn: sqlite3.Connection, table: str, sql: str) -> None:
    conn.execute("PRAGMA writable_schema = ON")
    conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, table))
    (version,) = conn.execute("PRAGMA schema_version").fetchone()
    conn.execute(f"PRAGMA schema_version = {version + 1}")
    conn.commit()
    conn.execute("PRAGMA writable_schema = RESET")


def altered(path: Path, table: str, statement: str, *values: object) -> Verification | None:
    """Change a table past its types and triggers, and put its text back as it was."""
    put(path, BOOK)
    with closing(sqlite3.connect(path)) as conn:
        guards = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        for name, _ in guards:
            conn.execute(f"DROP TRIGGER {name}")
        conn.commit()
        without_checks(conn, table)
        conn.execute(statement, values)
        conn.commit()
        _rewrite(conn, table, sql)
    with closing(sqlite3.connect(path)) as conn:
        for _, text in guards:
            conn.execute(text)
        conn.commit()
    return judged(path)


ALTERED: dict[str, tuple[str, str, tuple[object, ...]]] = {
    "no hash": ("journal", "UPDATE journal SET hash = NULL WHERE seq = 5", ()),
    "no hash at the end": ("journal", "UPDATE journal SET hash = NULL WHERE seq = 49", ()),
    "a hash that is text": ("journal", "UPDATE journal SET hash = 'x' WHERE seq = 5", ()),
    "a number as hash": ("journal", "UPDATE journal SET hash = 7 WHERE seq = 5", ()),
    "no case": ("journal", "UPDATE journal SET case_no = NULL WHERE seq = 5", ()),
    "a case that is bytes": ("journal", "UPDATE journal SET case_no = ? WHERE seq = 5", (b"\xff",)),
    "a case that is a number": ("journal", "UPDATE journal SET case_no = CAST(5 AS BLOB) WHERE seq = 5", ()),
    "no kind": ("journal", "UPDATE journal SET kind = NULL WHERE seq = 5", ()),
    "no data": ("journal", "UPDATE journal SET data = NULL WHERE seq = 5", ()),
    "no data of an entry": ("journal", "UPDATE journal SET data = NULL WHERE seq = 42", ()),
    "data that are bytes": ("journal", "UPDATE journal SET data = ? WHERE seq = 42", (b"{}",)),
    "no kind of an entry": ("journal", "UPDATE journal SET kind = NULL WHERE seq = 42", ()),
    "a number that is text": ("journal", "UPDATE journal SET no = 'x' WHERE seq = 5", ()),
    "no number": ("journal", "UPDATE journal SET no = NULL WHERE seq = 5", ()),
    "no setting": ("setting", "UPDATE setting SET value = NULL WHERE key = 'region'", ()),
    "a setting that is a number": ("setting", "UPDATE setting SET value = x'05' WHERE key = 'agency'", ()),
    "a setting that is bytes": ("setting", "UPDATE setting SET value = ? WHERE key = 'readings'", (b"\xff",)),
    "a key that is bytes": ("setting", "UPDATE setting SET key = ? WHERE key = 'agency'", (b"\xff",)),
    "numbering": ("setting", "UPDATE setting SET value = '{' WHERE key = 'numbering'", ()),
    "numbering of nothing": ("setting", "UPDATE setting SET value = '{x}{y}' WHERE key = 'numbering'", ()),
    "numbering twice": ("setting", "UPDATE setting SET value = '{n}{n}' WHERE key = 'numbering'", ()),
    "region": ("setting", "UPDATE setting SET value = 'nowhere' WHERE key = 'region'", ()),
    "readings": ("setting", "UPDATE setting SET value = 'a=b' WHERE key = 'readings'", ()),
    "readings without sense": ("setting", "UPDATE setting SET value = 'a' WHERE key = 'readings'", ()),
    "hash": ("setting", "UPDATE setting SET value = 'md5' WHERE key = 'hash'", ()),
    "no settings": ("setting", "DELETE FROM setting", ()),
    "docket of bytes": ("docket", "UPDATE docket SET case_no = ? WHERE case_no = '2025-001'", (b"\xff",)),
    "docket without a stage": ("docket", "UPDATE docket SET stage = NULL WHERE case_no = '2025-001'", ()),
    "dispute of bytes": ("dispute", "UPDATE dispute SET case_no = ?", (b"\xff",)),
    "tally of text": ("tally", "UPDATE tally SET received_year = 'x'", ()),
    "tally without a count": ("tally", "UPDATE tally SET count = NULL", ()),
    "numbering of text": ("numbering", "UPDATE numbering SET last = 'x'", ()),
    "salt": ("person", "UPDATE person SET salt = 'x'", ()),
    "name": ("person", "UPDATE person SET name = x'ff'", ()),
    "checksum": ("checksum", "UPDATE checksum SET sha256 = NULL", ()),
}


@pytest.mark.parametrize("what", ALTERED)
def test_what_is_of_another_type_is_a_problem(tmp_path: Path, what: str, capfd: pytest.CaptureFixture[str]) -> None:
    """NULL, numbers and bytes where text belongs, and settings that mean nothing, are problems with words."""
    table, statement, values = ALTERED[what]
    path = tmp_path / "register.db"
    found = altered(path, table, statement, *values)
    assert found is None or found.problems
    assert run(["verify", "--db", str(path)]) in (1, 2)
    out, err = capfd.readouterr()
    assert "Traceback" not in err
    assert "请报告" not in err
    assert out or err


@pytest.mark.parametrize("what", ["region", "readings", "readings without sense", "numbering", "no setting"])
def test_a_book_of_unknown_settings_is_proved(tmp_path: Path, what: str) -> None:
    """Settings that name nothing do not keep the command from proving the rest."""
    table, statement, values = ALTERED[what]
    path = tmp_path / "register.db"
    altered(path, table, statement, *values)
    assert run(["verify", "--db", str(path)]) == 1


def _damaged_arrangement(conn: sqlite3.Connection) -> None:
    conn.execute("DROP TRIGGER journal_no_update")
    conn.execute("UPDATE journal SET data = '{}' WHERE kind = 'arrangement'")
    conn.execute(
        "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal\n"
        "BEGIN SELECT RAISE(ABORT, 'journal is append-only'); END"
    )


def test_a_damaged_arrangement_is_named(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An arrangement that cannot be read takes the calendar away, and not the proof."""
    path = put(tmp_path / "register.db", BOOK)
    with closing(sqlite3.connect(path)) as conn:
        _damaged_arrangement(conn)
        conn.commit()
    found = judged(path)
    assert found is not None
    assert {"chain", "entry"} <= {problem.what for problem in found.problems}
    assert run(["verify", "--db", str(path)]) == 1


@pytest.mark.parametrize("seq", [2**63, 10**30, -1])
def test_a_head_beyond_all_rows_is_no_head(seq: int) -> None:
    """A row number that SQLite cannot hold is told as a bad head; the highest that it can is one."""
    with pytest.raises(BadHead):
        Head.parse(f"sha256:{seq}:{'00' * 32}")
    assert Head.parse(f"sha256:{2**63 - 1}:{'00' * 32}").seq == 2**63 - 1


def _added(path: Path, *statements: str) -> Verification | None:
    put(path, BOOK)
    with closing(sqlite3.connect(path)) as conn:
        for statement in statements:
            conn.execute(statement)
        conn.commit()
    return judged(path)


FOREIGN = {
    "a trigger": "CREATE TRIGGER _litestream_x BEFORE INSERT ON journal BEGIN SELECT RAISE(IGNORE); END",
    "a trigger of a name let through": "CREATE TRIGGER _litestream_seq BEFORE INSERT ON journal BEGIN SELECT 1; END",
    "an index": "CREATE INDEX _litestream_lock ON journal (kind)",
    "a view": "CREATE VIEW _litestream_seq AS SELECT * FROM person",
    "a copy of the persons": "CREATE TABLE _litestream_p AS SELECT * FROM person",
    "a trigger on a table let through": "CREATE TRIGGER x BEFORE INSERT ON journal BEGIN SELECT 1; END",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_what_others_add_is_found(tmp_path: Path, what: str) -> None:
    """A name that begins like a replicator's makes nothing invisible."""
    found = _added(tmp_path / "register.db", FOREIGN[what])
    assert found is not None
    assert [problem.what for problem in found.problems] == ["layout"]


def test_what_replication_and_analysis_keep_is_let_through(tmp_path: Path) -> None:
    """Litestream's own two tables and the figures of ANALYZE are no problem."""
    found = _added(
        tmp_path / "register.db",
        "CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)",
        "CREATE TABLE _litestream_lock (id INTEGER)",
        "ANALYZE",
    )
    assert found is not None
    assert found.problems == ()
