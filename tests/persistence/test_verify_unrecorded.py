"""What was never recorded is found too: rightly chained and unlawful, or kept from sight by a damaged index."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk import Desk
from desk.cli import run
from persistence import Head, Register, frozen
from persistence.chain import hasher, linked
from persistence.errors import BadHead
from workflow.calendar.notices import read_notice

BOOK = (Path(__file__).parent / "data" / "open_cases.db").read_bytes()
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
OPENING = '{"ledger":"document","kind":"normative_document","action":"opening","on":"2025-01-01","count":1}'
LATER = "2030-01-01T04:00:00Z"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small book that verifies."""
    path = tmp_path / "register.db"
    path.write_bytes(BOOK)
    return path


def found(path: Path) -> list[str]:
    register = Register.open(path)
    try:
        return [problem.words.en for problem in register.verify().problems]
    finally:
        register.close()


def append(
    path: Path, case: str, kind: str, on: str, data: str, recorded_at: str = LATER, by: str | None = None
) -> None:
    """Append a row with the right number and the right hash, as somebody would who knows how."""
    with closing(sqlite3.connect(path)) as db:
        seq, last = db.execute("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        (no,) = db.execute("SELECT coalesce(max(no), 0) + 1 FROM journal WHERE case_no = ?", (case,)).fetchone()
        row = (seq + 1, case, no, kind, on, recorded_at, by, None, data)
        db.execute(
            "INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, linked(hasher("sha256"), last, row))
        )
        db.commit()


def rebuilt(path: Path) -> list[str]:
    register = Register.open(path)
    register.rebuild()
    register.close()
    return found(path)


def test_a_lawful_fact_appended_so_is_taken(path: Path) -> None:
    """The way of appending is right: a fact that could have been recorded is not complained of."""
    append(path, "新", "received", "2025-04-05", '{"channel":"fax","requester":"research","subject":"x"}')
    append(path, "新", "extended", "2025-04-06", '{"workdays":10,"approved_by":"甲"}')
    append(path, "", "ledger", "2025-01-01", OPENING)
    assert rebuilt(path) == []


UNLAWFUL = {
    "after the day of recording": ("extended", "2030-04-06", '{"workdays":10,"approved_by":"甲"}', LATER),
    "more days than there are": ("extended", "2025-04-06", '{"workdays":999,"approved_by":"甲"}', LATER),
    "half a day": ("extended", "2025-04-06", '{"workdays":1.5,"approved_by":"甲"}', LATER),
    "a key twice": ("extended", "2025-04-06", '{"workdays":10,"workdays":10,"approved_by":"甲"}', LATER),
    "blanks": ("extended", "2025-04-06", '{"workdays": 10,"approved_by":"甲"}', LATER),
    "no such fact": ("rectified", "2025-04-06", '{"event_no":9,"reason":"x"}', LATER),
    "itself": ("rectified", "2025-04-06", '{"event_no":2,"reason":"x"}', LATER),
    "a bad replacement": (
        "rectified",
        "2025-04-06",
        '{"event_no":1,"reason":"x","replacement":{"event":"received","on":"2025-04-05","channel":"fax","requester":"research","subject":7}}',
        LATER,
    ),
    "a list": ("review_started", "2025-04-06", "[]", LATER),
    "a day in short": ("review_started", "20250406", "{}", LATER),
    "a week": ("review_started", "2025-W15-1", "{}", LATER),
    "another zone": ("review_started", "2025-04-06", "{}", "2030-01-01T12:00:00+08:00"),
    "out of order": ("archived", "2025-04-06", "{}", LATER),
}


@pytest.mark.parametrize("what", UNLAWFUL)
def test_an_unlawful_fact_with_a_right_hash_is_found(path: Path, what: str) -> None:
    """A fact that could not have been recorded is named with its case, though chain and projections agree with it."""
    append(path, "新", "received", "2025-04-05", '{"channel":"fax","requester":"research","subject":"x"}')
    kind, on, data, recorded_at = UNLAWFUL[what]
    append(path, "新", kind, on, data, recorded_at)
    register = Register.open(path)
    problems = register.verify().problems
    register.close()
    assert "新" in [problem.case for problem in problems if problem.what in {"fact", "order"}]


ENTRIES = {
    "no JSON": ("ledger", "{", None),
    "no line": ("ledger", '{"case":"x"}', None),
    "a line of tomorrow": ("ledger", '{"ledger":"charge","on":"2031-01-01","amount":"1"}', None),
    "no period": ("retention_set", "{}", None),
    "a period below nothing": ("retention_set", '{"outcome":"all","period":-5}', None),
    "one person": ("destroyed", '{"cases":[],"and_by":"张三","reason":"x"}', "张三"),
    "nobody": ("destroyed", '{"cases":[],"and_by":"张三","reason":"x"}', None),
    "no notice": ("arrangement", '{"kind":"notice","content":{},"moved":[]}', None),
    "no year": (frozen.KIND, "{}", None),
    "no case": ("person_erased", '{"case":5,"reason":"x"}', None),
    "opened again": (
        "book_opened",
        '{"agency":"甲","hash":"sha256","numbering":"{year}-{n:03}","readings":"","region":"cn"}',
        None,
    ),
}


@pytest.mark.parametrize("what", ENTRIES)
def test_an_entry_of_the_book_that_cannot_be_is_found(path: Path, what: str) -> None:
    """Ledger lines, periods, destructions, notices and frozen years are read as their readers read them."""
    kind, data, by = ENTRIES[what]
    append(path, "", kind, "2025-04-05", data, by=by)
    assert rebuilt(path) != []


def test_what_an_application_keeps_in_the_book_is_its_own(path: Path) -> None:
    """Entries of a kind that is not ours are no problem."""
    append(path, "", "stamp", "2025-04-05", '{"n":1}')
    assert found(path) == []


INDEXES = ("journal_entry", "docket_received", "docket_concluded", "sqlite_autoindex_journal_1")


@pytest.mark.parametrize("index", INDEXES)
def test_a_bit_of_an_index_is_missed(path: Path, index: str) -> None:
    """Whatever bit of the content of an index is turned, the proof notices, and never ends in a fault of ours."""
    with closing(sqlite3.connect(path)) as db:
        (page,) = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (index,)).fetchone()
        (size,) = db.execute("PRAGMA page_size").fetchone()
    data = bytearray(BOOK)
    first = int.from_bytes(data[(page - 1) * size + 5 : (page - 1) * size + 7], "big")  # where the cells begin
    draw = random.Random(index)
    for _ in range(40):
        at, bit = (page - 1) * size + draw.randrange(first, size), 1 << draw.randrange(8)
        changed = bytearray(data)
        changed[at] ^= bit
        path.write_bytes(changed)
        assert found(path), (index, at, bit)


def test_an_index_without_its_rows_is_found(path: Path) -> None:
    """An index made to hold fewer rows, with its text as it should be, hides nothing."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        (sql,) = db.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_entry'").fetchone()
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'journal_entry'", (f"{sql} AND kind = 'nothing'",))
        db.commit()
    with closing(sqlite3.connect(path)) as db:
        db.execute("REINDEX journal_entry")
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'journal_entry'", (sql,))
        db.execute("DELETE FROM person")
        db.commit()
    assert any("journal_entry" in words for words in found(path))


BLOBS: dict[str, Callable[[sqlite3.Connection], object]] = {
    "the hash": lambda db: db.execute("UPDATE journal SET hash = 7 WHERE seq = 3"),
    "a setting": lambda db: db.execute("UPDATE setting SET value = x'ff' WHERE key = 'agency'"),
    "the name of a setting": lambda db: db.execute("UPDATE setting SET key = 7 WHERE key = 'agency'"),
    "the numbering": lambda db: db.execute("UPDATE setting SET value = '{' WHERE key = 'numbering'"),
    "the region": lambda db: db.execute("UPDATE setting SET value = 'atlantis' WHERE key = 'region'"),
    "the readings": lambda db: db.execute("UPDATE setting SET value = 'no=such' WHERE key = 'readings'"),
    "a docket number": lambda db: db.execute("UPDATE docket SET case_no = x'01' WHERE case_no = '2025-001'"),
    "a year": lambda db: db.execute("UPDATE tally SET received_year = 'x'"),
    "a notice": lambda db: db.execute("UPDATE journal SET data = '{}' WHERE kind = 'arrangement'"),
}


@pytest.mark.parametrize("what", BLOBS)
def test_what_is_of_no_kind_is_said(path: Path, what: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Where a column holds what none of its kind can be, proving says so and ends with 1; it never fails itself."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA writable_schema = ON")
        db.execute("UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '       ') WHERE type = 'table'")
        db.commit()
    with closing(sqlite3.connect(path)) as db:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        BLOBS[what](db)
        db.commit()
    assert run(["verify", "--db", str(path)]) in (1, 2)
    out, err = capfd.readouterr()
    assert "请报告" not in err
    assert "Traceback" not in err
    assert "发现" in out or "未作改动" in err or "没有" in err


@pytest.mark.parametrize(
    "what",
    [
        "CREATE TRIGGER _litestream_x BEFORE INSERT ON journal BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TABLE _litestream_p (x)",
        "CREATE VIEW _litestream_seq AS SELECT 1",
    ],
)
def test_a_name_like_a_replicators_hides_nothing(path: Path, what: str) -> None:
    """Only the two tables that Litestream makes are let through."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(what)
        db.commit()
    assert [words for words in found(path) if "layout" in words]


def test_what_analyze_counted_is_no_change(path: Path) -> None:
    """SQLite's own statistics belong to nobody's layout."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("ANALYZE")
        db.commit()
    assert found(path) == []


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


def test_a_head_beyond_all_rows_is_none() -> None:
    """A number that no row can have makes no head."""
    for seq in (2**63, 10**30, -1):
        with pytest.raises(BadHead):
            Head.parse(f"sha256:{seq}:{'0' * 64}")
