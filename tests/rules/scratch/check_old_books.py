"""A book of rules 1 under code of the next rules: opened, replayed, proved, exported, imported, copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import attrs
import pytest
from shared import LATER, LINES, OLD, new_book, numbers, old_book, old_books, rows, stores, take

from desk import Desk
from persistence import Register, backup
from persistence.contract.tools import cases_of
from persistence.sqlite import rows as asked
from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.events import Extended, LegalReviewStarted, Rectified, Replied
from workflow.rules import NEWEST
from workflow.stages import Stage

FACTS = [line for line in LINES if '"event":' in line]


def test_this_is_the_scratch_version() -> None:
    """The checks run under rules that this version does not have."""
    assert NEWEST == 3


def test_it_is_read_and_proved_as_it_was(tmp_path: Path) -> None:
    """Its export is the same bytes, verify finds nothing, and opening, reading and proving write no entry of rules."""
    register = old_book(tmp_path)
    before = rows(register)
    assert list(register.export(persons=True)) == LINES
    assert register.verify().problems == ()
    assert {case.number: case for case in cases_of(register)} == {
        n: register.case(n) for n in {c.number for c in cases_of(register)}
    }
    assert [entry.rules for case in cases_of(register) for entry in case.history] == [1] * len(FACTS)
    assert (rows(register), numbers(register)) == (before, [])


def test_it_is_asked_as_it_was(tmp_path: Path) -> None:
    """What is due, what was breached and every deadline are answered; made again, the projections are the same."""
    copy(OLD / "book.db", tmp_path / "book.db")
    with Desk.open(tmp_path / "book.db", now=date(2025, 12, 1)) as desk:
        due = desk.due()
        assert [line.case for line in due] == ["twice", "reopened"]
        assert [desk.deadline(line.case, duty=line.duty).due for line in due] == [line.due for line in due]
        assert desk.audit()
        assert desk.rebuild() == len(list(desk.cases()))
        assert desk.verify().ok


def test_it_is_copied(tmp_path: Path) -> None:
    """A copy verifies, and is the same book."""
    register = old_book(tmp_path)
    assert backup(register, tmp_path / "copy.db").ok
    assert list(Register.open(tmp_path / "copy.db").export(persons=True)) == LINES


def test_it_is_imported_and_exported_byte_for_byte(tmp_path: Path) -> None:
    """In every store, an export of rules 1 makes a book that exports the same; its rows are of rules 1."""
    for store in stores(tmp_path):
        take(store, LINES)
        assert list(store.export(persons=True)) == LINES
        assert store.verify().ok
        assert numbers(store) == [NEWEST, 1, NEWEST]
        assert {entry.rules for case in cases_of(store) for entry in case.history} == {1}


def test_single_cases_are_exported_byte_for_byte(tmp_path: Path) -> None:
    """A case of rules 1 alone has no line of rules either."""
    register = old_book(tmp_path)
    single = [line for case in cases_of(register) for line in register.export([case.number])]
    assert sorted(single) == sorted(FACTS)


@pytest.mark.parametrize(
    "layout", ["first_book", "chained_book", "open_cases", "open_told", "rules_2", "disputes_once"]
)
def test_every_layout_so_far_is_opened(layout: str, tmp_path: Path) -> None:
    """A register of any layout is brought up to date, verifies, and exports what it always did."""
    register = Register.open(copy(OLD / f"{layout}.db", tmp_path / "book.db"))
    assert register.verify().problems == ()
    assert list(register.export(persons=True)) == (OLD / "layouts.jsonl").read_text(encoding="utf-8").splitlines()


def test_a_fact_recorded_late_across_the_change(tmp_path: Path) -> None:
    """It is judged by the newest rules, what comes after it by its own, in a stage that those do not know by these."""
    for register in old_books(tmp_path):
        case = register.record("straight", Extended(date(2025, 3, 5), workdays=15, approved_by="甲"), LATER)
        assert (case.stage, numbers(register)[-1]) == (Stage.ARCHIVED, NEWEST)
        # Between review and processing of rules 1 a stage of the next rules is entered: processing starts from there all the same.
        case = register.record("straight", LegalReviewStarted(date(2025, 3, 5)), LATER)
        assert [stage for _, stage in case.timeline()][3:6] == [Stage.REVIEW, Stage.LEGAL, Stage.PROCESSING]
        assert case.as_of(date(2025, 3, 5)).stage is Stage.LEGAL
        assert Case.replay("straight", case.history) == case
        assert register.case("straight").timeline() == case.timeline()
        assert register.verify().problems == ()


def test_the_entry_stands_right_before_the_first_new_fact(tmp_path: Path) -> None:
    """It is written once, in the same breath as the fact."""
    register = old_book(tmp_path)
    register.record("straight", Extended(date(2025, 3, 5), workdays=15, approved_by="甲"), LATER)
    assert [(r[0], r[2]) for r in rows(register)[-2:]] == [("", "rules"), ("straight", "extended")]
    register.record("straight", Extended(date(2025, 3, 5), workdays=15, approved_by="甲"), LATER)
    assert numbers(register) == [NEWEST]


def test_a_stage_of_before_is_left_by_the_rules_of_now(tmp_path: Path) -> None:
    """A case that stood in review when the rules changed goes on by the new ones, and its old facts stay."""
    register = new_book(tmp_path)
    take(register, [line for line in FACTS if '"case":"twice"' in line])
    case = register.record("twice", LegalReviewStarted(date(2025, 4, 1)), LATER)
    case = register.record("twice", Replied(date(2025, 4, 2), outcome="granted", delivery="post"), LATER)
    assert case.stage is Stage.REPLIED
    assert register.verify().problems == ()


class Interrupted(sqlite3.Connection):
    """A connection beside which somebody else writes, once, between two of its statements."""

    meanwhile: Callable[[], object] | None = None

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        found = super().execute(sql, *values)
        if self.meanwhile is not None and "FROM journal WHERE" in sql and "kind = 'rules'" not in sql:
            write, self.meanwhile = self.meanwhile, None
            rows = found.fetchall()
            write()
            return super().execute(f"SELECT * FROM (VALUES {','.join(map(_literal, rows))})") if rows else found
        return found


def _literal(row: tuple[Any, ...]) -> str:
    return "(" + ",".join("NULL" if v is None else repr(v) if isinstance(v, int) else f"'{v}'" for v in row) + ")"


def test_a_case_is_read_with_the_rules_of_its_rows_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    """The first fact of new rules comes between two statements of a reader: no fact is read under another number."""
    writer = old_book(tmp_path)
    new = Extended(date(2025, 3, 20), workdays=15, approved_by="甲")
    connections: list[Interrupted] = []

    def connect(path: Path, seconds: float) -> sqlite3.Connection:
        conn = sqlite3.connect(path, factory=Interrupted, isolation_level=None, timeout=seconds)
        connections.append(conn)
        return conn

    reader = Register.open(writer.path, connect=connect)
    connections[-1].meanwhile = lambda: writer.record("twice", new, LATER)
    seen = reader.case("twice")
    assert connections[-1].meanwhile is None
    assert [entry.rules for entry in seen.history] == [1] * 5
    again = reader.case("twice")
    assert [entry.rules for entry in again.history] == [1] * 5 + [NEWEST]
    mended = Rectified(date(2025, 12, 1), event_no=6, replacement=attrs.evolve(new, workdays=18), reason="误登")
    with pytest.raises(InvalidFact, match="至多 15"):
        reader.record("twice", mended, LATER)
    assert writer.verify().problems == ()


def test_what_is_asked_for_the_rules_walks_over_no_journal(tmp_path: Path) -> None:
    """Each question about the rules is answered by an index or by the first rows, and none sorts."""
    register = old_book(tmp_path)
    register.record("twice", LegalReviewStarted(date(2025, 4, 1)), LATER)
    with closing(sqlite3.connect(register.path)) as db:
        for query, values in ((asked._ENTRIES, ("rules", 9)), (asked._ROWS, (0, 2**62)), (asked._LAST, ())):
            plan = " ".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {query}", values))
            assert "TEMP B-TREE" not in plan, (query, plan)
            assert "journal_entry" in plan or query is not asked._ENTRIES, (query, plan)


def test_no_older_version_may_read_on(tmp_path: Path) -> None:
    """Once opened by this version the file names a step that the older one does not know."""
    register = old_book(tmp_path)
    with closing(sqlite3.connect(register.path)) as db:
        steps = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY id")]
    assert steps[-1] == f"rules_{NEWEST}"
