"""Upgrading: a register of every released layout is brought up to date in place, with a copy kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from persistence import ChangedSchema, DamagedFact, NotARegister, Register, RegisterTooNew
from persistence.contract.tools import cases_of
from persistence.sqlite.schema import APPLICATION_ID, CHECKSUMS

DATA = Path(__file__).parent / "data"


@contextmanager
def opened(path: Path) -> Iterator[Register]:
    register = Register.open(path)
    try:
        yield register
    finally:
        register.close()


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A register as the first layout had it: eight cases, a person, ledger lines, a notice."""
    path = tmp_path / "register.db"
    path.write_bytes((DATA / "first_book.db").read_bytes())
    return path


def test_an_older_register_is_upgraded_in_place(older: Path) -> None:
    """Every line that the older register held is in the upgraded one, which verifies."""
    with opened(older) as register:
        lines = [f"{line}\n" for line in register.export(persons=True)]
        assert register.verify().problems == ()
        assert [r.arrangement.issued.year for r in register.arrangements() if r.arrangement.issued] == [2025]
    assert "".join(lines) == (DATA / "first_book.jsonl").read_text(encoding="utf-8")


def test_a_copy_of_the_older_register_is_kept(older: Path) -> None:
    """Beside the upgraded file stands the older one, row for row; opening again makes no other and touches it not."""
    before = (DATA / "first_book.db").read_bytes()
    with opened(older):
        pass
    copies = [path for path in older.parent.iterdir() if "before" in path.name]
    assert [path.name for path in copies] == ["register.db.before-chained_book"]
    assert dump(copies[0]) == dump_of(before)
    kept = copies[0].read_bytes()
    with opened(older):
        pass
    assert copies[0].read_bytes() == kept


@pytest.mark.parametrize(
    ("layout", "next_step"),
    [
        ("chained_book", "open_cases"),
        ("open_cases", "open_told"),
        ("open_told", "rules_2"),
        ("rules_2", "disputes_once"),
        ("disputes_once", None),
    ],
)
def test_a_chained_register_keeps_its_journal(layout: str, next_step: str | None, tmp_path: Path) -> None:
    """A register of any chained layout opens, verifies, and holds row for row the journal that it held."""
    path = tmp_path / "register.db"
    path.write_bytes((DATA / f"{layout}.db").read_bytes())
    before = journal(path)
    with opened(path) as register:
        assert register.verify().problems == ()
        assert (register.head().seq, register.head().digest) == (before[-1][0], before[-1][-1])
    assert len(before) > 30
    assert journal(path) == before
    copies = [copy.name for copy in tmp_path.iterdir() if "before" in copy.name]
    assert copies == ([f"register.db.before-{next_step}"] if next_step else [])


def test_the_upgrade_is_written_down(older: Path) -> None:
    """The last row of an upgraded journal says that it was upgraded, and with which settings."""
    with opened(older):
        pass
    with closing(sqlite3.connect(older)) as db:
        row = db.execute("SELECT kind, data FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    assert row[0] == "book_upgraded"
    assert '"agency":"某市某局"' in row[1]


def test_an_upgrade_that_cannot_be_finished_changes_nothing(older: Path) -> None:
    """A fact that cannot be read stops the upgrade; the file is as it was, and says so in words."""
    with closing(sqlite3.connect(older)) as db:
        db.execute("DROP TRIGGER journal_no_update")
        db.execute("UPDATE journal SET kind = 'rumour' WHERE seq = 3")
        db.commit()
    before = dump(older)
    with pytest.raises(Exception, match=r"第 3 条记录已损坏|fact 3") as caught:
        Register.open(older)
    assert isinstance(caught.value, DamagedFact)
    assert dump(older) == before


def test_a_register_of_a_later_version_is_refused(tmp_path: Path) -> None:
    """A step that we do not know means a later version; the message says what to install."""
    path = tmp_path / "register.db"
    path.write_bytes((DATA / "chained_book.db").read_bytes())
    with closing(sqlite3.connect(path)) as db:
        db.execute("INSERT INTO _sqlite_migrations VALUES (99, 'yishenqing', 'sealed_book', '2030-01-01')")
        db.commit()
    before = path.read_bytes()
    with pytest.raises(RegisterTooNew, match="pip install --upgrade yishenqing"):
        Register.open(path)
    assert path.read_bytes() == before


def test_a_step_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    """A file whose step bears our name but another checksum is left alone."""
    path = tmp_path / "register.db"
    path.write_bytes((DATA / "chained_book.db").read_bytes())
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE checksum SET sha256 = 'x' WHERE step = 'chained_book'")
        db.commit()
    before = path.read_bytes()
    with pytest.raises(ChangedSchema, match="chained_book"):
        Register.open(path)
    assert path.read_bytes() == before


def test_several_threads_upgrade_once(older: Path) -> None:
    """Of eight threads that open the older file at once all find it upgraded, and one copy is kept."""
    for _ in range(5):
        for path in older.parent.iterdir():
            path.unlink()
        older.write_bytes((DATA / "first_book.db").read_bytes())
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(lambda _: len(list(_cases(older))), range(8)))
        assert found == [8] * 8
        assert sorted(path.name for path in older.parent.iterdir() if "before" in path.name) == [
            "register.db.before-chained_book"
        ]


def _cases(path: Path) -> list[str]:
    with opened(path) as register:
        return [case.number for case in cases_of(register)]


@pytest.mark.parametrize(
    ("layout", "step"),
    [(layout, step) for n, layout in enumerate(CHECKSUMS) for step in ("all", *list(CHECKSUMS)[: n + 1])],
)
def test_a_list_of_steps_with_a_gap_is_refused(tmp_path: Path, layout: str, step: str) -> None:
    """A file whose list of steps lost one, or all, is none of ours any more: it is left as it is, with no copy beside it."""
    path = tmp_path / "register.db"
    path.write_bytes((DATA / f"{layout}.db").read_bytes())
    with closing(sqlite3.connect(path)) as db:
        db.execute("DELETE FROM _sqlite_migrations WHERE ? IN ('all', name)", (step,))
        db.commit()
    before = path.read_bytes()
    with pytest.raises((ChangedSchema, NotARegister)):
        Register.open(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_some_other_file_with_the_mark_of_a_register_is_left_alone(tmp_path: Path) -> None:
    """The mark alone makes no register: no table is laid out in somebody else's file."""
    path = tmp_path / "register.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("CREATE TABLE theirs (x)")
        db.commit()
    before = path.read_bytes()
    with pytest.raises(NotARegister, match="没有登记簿的结构"):
        Register.open(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def journal(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT * FROM journal ORDER BY seq").fetchall()


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def dump_of(data: bytes) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        return list(db.iterdump())
