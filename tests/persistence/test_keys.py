"""A receipt can be repeated under its key by several processes at once; the book proves what stands for which case."""

from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from persistence import Person, Register, Settings
from persistence.contract.tools import receipt
from tests.desk.running import Ysq
from tests.persistence.forging import Row, forged
from workflow import InvalidFact

NOW = datetime(2025, 6, 2, 4, tzinfo=UTC)
KEYS = 5


def portal(path: Path, barrier: Any, given: Any) -> None:
    """Hand in the same five requests as every other process does."""
    register = Register.open(path, busy_seconds=60)
    barrier.wait()
    for n in range(KEYS):
        given.put((n, register.receive(receipt(date(2025, 3, 3 + n)), NOW, key=f"key {n}").number))
    register.close()


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize("hash", ["sha256", "sm3"])
def test_processes_at_once_open_one_case_a_key(tmp_path: Path, hash: str) -> None:
    """Four processes repeat five receipts: five cases, the same for each, without a gap, and the book verifies."""
    try:
        register = Register.create(tmp_path / "register.db", Settings(hash=hash))
    except Exception as error:  # a machine without that hash function
        pytest.skip(str(error))
    register.close()
    context = multiprocessing.get_context("spawn")
    barrier, given = context.Barrier(4), context.SimpleQueue()
    processes = [context.Process(target=portal, args=(register.path, barrier, given)) for _ in range(4)]
    for process in processes:
        process.start()
    found = {given.get() for _ in range(4 * KEYS)}
    for process in processes:
        process.join(60)
    assert len(found) == KEYS
    assert sorted(number for _, number in found) == [case.number for case in register.cases()]
    assert sorted(number for _, number in found) == [f"2025-{n:03}" for n in range(1, KEYS + 1)]
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


def test_the_command_is_safe_to_repeat(ysq: Ysq) -> None:
    """``receive --key`` twice is one case; with another subject it is refused, with what was recorded under the key."""
    asked = ("receive", "--channel", "fax", "--requester", "business", "--on", "2026-03-03", "--json", "--key")
    assert ysq("init").status == 0
    first, again = ysq(*asked, "网-7", "--subject", "名单"), ysq(*asked, "网-7", "--subject", "名单", "--by", "李")
    assert (first.status, again.status, first.json, again.json["case"]) == (0, 0, again.json, "2026-001")
    assert "2026-001" in again.err
    other = ysq(*asked, "网-7", "--subject", "预算")
    assert (other.status, "2026-001" in other.err, "名单" in other.err, other.out) == (2, True, True, b"")
    assert ysq(*asked, "网-8", "--subject", "预算").json["case"] == "2026-002"
