"""Fuzzed: whatever stands in place of a register, the answer is words, never a traceback, never a changed file."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import attrs
import pytest

from desk.cli import run
from persistence import Register, RegisterError, arrangements, frozen, ledger, people, retention
from persistence.errors import DamagedFact
from tests.persistence.forging import Row, append, reckoned_now
from workflow.events import EVENT_OF
from workflow.law import Readings

BOOK = reckoned_now((Path(__file__).parent / "data" / "disputes_once.db").read_bytes(), Readings.kept(""))
KINDS = (ledger.KIND, arrangements.KIND, frozen.KIND, people.BOUND, people.ERASED, retention.SET, retention.DESTROYED)
COMMANDS = (
    ["show", "2025-001"],
    ["annual", "2025"],
    ["due"],
    ["verify"],
    ["export"],
    ["cell", "2025", "received", "total"],
)


def truncated(draw: random.Random) -> bytes:
    return BOOK[: draw.randrange(1, len(BOOK))]


def overwritten(draw: random.Random) -> bytes:
    data = bytearray(BOOK)
    for _ in range(draw.randrange(1, 60)):
        at = draw.randrange(len(data))
        data[at : at + 8] = draw.randbytes(len(data[at : at + 8]))
    return bytes(data)


def page_lost(draw: random.Random) -> bytes:
    page = draw.randrange(1, len(BOOK) // 4096) * 4096
    return BOOK[:page] + draw.randbytes(4096) + BOOK[page + 4096 :]


def random_bytes(draw: random.Random) -> bytes:
    return draw.randbytes(draw.randrange(20_000))


def right_head_only(draw: random.Random) -> bytes:
    return BOOK[:100] + draw.randbytes(draw.randrange(20_000))


HOW = (truncated, overwritten, page_lost, random_bytes, right_head_only)


@pytest.mark.parametrize("how", HOW)
def test_what_is_no_register_is_said_so(
    tmp_path: Path, how: Callable[[random.Random], bytes], capfd: pytest.CaptureFixture[str]
) -> None:
    """Every command ends with an answer or one line of complaint, and the file keeps its bytes."""
    path = tmp_path / "register.db"
    for seed in range(30):
        draw = random.Random(seed)
        data = how(draw)
        path.write_bytes(data)
        path.chmod(0o600)  # else that is said too, in a line of its own
        for name in ("register.db-wal", "register.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        command = [*COMMANDS[seed % len(COMMANDS)], "--db", str(path)]
        status = run(command)
        _, err = capfd.readouterr()
        assert "Traceback" not in err
        assert "请报告" not in err, err
        assert status in (0, 1, 2)
        assert status != 2 or (err.startswith("ysq: ") and err.count("\n") == 1), err
        assert path.read_bytes() == data


@pytest.mark.parametrize("damage", ["{", "{}", "[]", "0", '{"outcome":[]}', '{"case":"2025-001"}'])
def test_a_damaged_entry_of_the_book_is_said_so(tmp_path: Path, damage: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever stands in place of an entry's data, every command ends with an answer or one line of complaint."""
    for kind in KINDS:
        path = tmp_path / f"{kind}.db"
        path.write_bytes(BOOK)
        with closing(sqlite3.connect(path)) as conn:
            append(conn, Row(kind, damage, case=""))
            conn.commit()
        for command in (*COMMANDS, ["retention"], ["annual", "2025", "--frozen"], ["calendar", "2025"], ["rebuild"]):
            status = run([*command, "--db", str(path)])
            _, err = capfd.readouterr()
            assert "Traceback" not in err
            assert "请报告" not in err, (kind, command, err)
            assert status in (0, 1, 2)


DAMAGES = ("", "{", "{}", "[]", "0", "null", '{"party":5}', '{"channel":[]}', '{"nothing":1}', '{"on":"2025-01-01"}')


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_fact_is_said_so(tmp_path: Path, damage: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Whatever stands in place of a fact's data, what reads it says which fact it is; no field is made up or left out."""
    with closing(sqlite3.connect(":memory:")) as book:
        book.deserialize(BOOK)
        facts = book.execute(
            "SELECT seq, case_no, no, kind FROM journal WHERE case_no > '' AND data <> '{}'"
        ).fetchall()
    for seq, case, no, kind in facts:
        path = tmp_path / f"{seq}.db"
        path.write_bytes(BOOK)
        with closing(sqlite3.connect(path)) as book:
            book.execute("DROP TRIGGER journal_no_update")
            book.execute("UPDATE journal SET data = ? WHERE seq = ?", (damage, seq))
            book.commit()
        if damage == "{}" and not _required(kind):
            continue
        register = Register.open(path)
        with pytest.raises(DamagedFact) as caught:
            register.case(case)
        assert (caught.value.case, caught.value.no) == (case, no)
        register.close()
        for command in (["show", case], ["export"], ["annual", "2025"], ["due"], ["verify"], ["history", case]):
            status = run([*command, "--db", str(path)])
            _, err = capfd.readouterr()
            assert "Traceback" not in err
            assert "请报告" not in err, (kind, command, err)
            assert status in (0, 1, 2)


def _required(kind: str) -> list[str]:
    return [a.name for a in attrs.fields(EVENT_OF[kind]) if a.default is attrs.NOTHING and a.name != "on"]


def test_a_log_of_rubbish_loses_nothing(tmp_path: Path) -> None:
    """A write-ahead log that is rubbish is passed over, or complained of; what the file holds is not lost."""
    path = tmp_path / "register.db"
    for seed in range(30):
        path.write_bytes(BOOK)
        (tmp_path / "register.db-shm").unlink(missing_ok=True)
        (tmp_path / "register.db-wal").write_bytes(random.Random(seed).randbytes(9000))
        try:
            register = Register.open(path)
            assert register.verify().problems == ()
            register.close()
        except RegisterError:
            pass
        assert path.read_bytes() == BOOK
