"""A receipt can be repeated under its key by several processes at once; the book proves what stands for which case."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest

from persistence import Person, Register
from persistence.contract.tools import cases_of, receipt
from tests.persistence.forging import Row, forged
from workflow import InvalidFact

NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)
KEYS = 5


def portal(path: Path) -> list[str]:
    """Hand in the same five requests as every other process does."""
    register = Register.open(path, busy_seconds=60)
    try:
        return [register.receive(receipt(date(2025, 3, 3 + n)), NOW, key=f"key {n}").number for n in range(KEYS)]
    finally:
        register.close()


def test_processes_at_once_open_one_case_a_key(tmp_path: Path) -> None:
    """Four processes repeat five receipts: five cases, the same for each, without a gap, and the book verifies."""
    register = Register.create(tmp_path / "register.db")
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as processes:
        found = list(processes.map(portal, [register.path] * 4))
    assert len({tuple(numbers) for numbers in found}) == 1
    assert sorted(found[0]) == [f"2025-{n:03}" for n in range(1, KEYS + 1)] == [c.number for c in cases_of(register)]
    assert register.verify().problems == ()
    register.close()


def test_a_key_is_found_by_an_index(tmp_path: Path) -> None:
    """However many keys there are, the book does not read them one after the other."""
    register = Register.create(tmp_path / "register.db")
    register.receive(receipt(), NOW, key="k")
    with closing(sqlite3.connect(register.path)) as conn:
        (kind,) = conn.execute("SELECT kind FROM journal WHERE kind LIKE 'receipt_key %'").fetchone()
        plan = conn.execute(
            "EXPLAIN QUERY PLAN SELECT seq, data FROM journal WHERE case_no = '' AND kind = ? ORDER BY seq", (kind,)
        ).fetchall()
    assert [row[3] for row in plan] == ["SEARCH journal USING INDEX journal_entry (kind=?)"]
    register.close()


def test_nothing_of_the_key_or_of_who_asks_is_in_the_file(tmp_path: Path) -> None:
    """After the person was erased no byte of them is left, though their number was the key."""
    register = Register.create(tmp_path / "register.db")
    identity = "350102199001011234"
    number = register.receive(receipt(), NOW, Person("王小明", identity), key=identity).number
    register.forget(number, "期满", None, NOW)
    register.close()
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert all(identity.encode() not in path.read_bytes() for path in files)
    register = Register.open(tmp_path / "register.db")
    assert register.receive(receipt(), NOW, key=identity).number == number
    register.close()


def test_an_application_cannot_forge_a_key(tmp_path: Path) -> None:
    """An entry of that kind is the book's own."""
    register = Register.create(tmp_path / "register.db")
    with pytest.raises(InvalidFact):
        register.write_entry(f"receipt_key {'0' * 64}", NOW, '{"case":"2025-001"}')
    register.close()


KIND = f"receipt_key {'0' * 64}"


@pytest.mark.parametrize(
    "rows",
    [
        [(KIND, '{"case":"2025-009"}')],
        [(KIND, '{"case":"2025-001"}'), (KIND, '{"case":"2025-001"}')],
        [("receipt_key k", '{"case":"2025-001"}')],
        [(KIND, '{"case":"2025-001","name":"王"}')],
        [(KIND, "[]")],
    ],
    ids=["no case", "twice", "no hash", "more", "no object"],
)
def test_verify_finds_a_key_that_the_book_did_not_write(tmp_path: Path, rows: list[tuple[str, str]]) -> None:
    """Each is named; one as the book writes it is in order."""
    made = [Row(kind, data, on="2026-01-05", case="") for kind, data in rows]
    good = forged(tmp_path / "good.db", Row(KIND, '{"case":"2025-001"}', on="2026-01-05", case=""))
    bad = forged(tmp_path / "bad.db", *made)
    assert good.verify().problems == ()
    assert [problem.what for problem in bad.verify().problems] == ["entry"]
    good.close()
    bad.close()
