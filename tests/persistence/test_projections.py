"""Projections: docket, disputes and the counts by year equal the fold after any history, and can be made again."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persistence import FactLine, Register, Settings
from persistence.contract.tools import cases_of, tallies
from workflow.annual import (
    FORM_2021,
    cases_in_cell,
    counted_of,
    disputes_of,
    form_for,
    selection,
    table3,
    table3_from_tally,
    table4,
    table4_from_tally,
)
from workflow.case import Case
from workflow.events import Channel, Fact, Received
from workflow.outcomes import Requester
from workflow.testing.strategies import possible_histories

NOW = datetime(2030, 1, 1, 4, tzinfo=UTC)
TABLES = ("docket", "dispute", "tally WHERE count <> 0", "dispute_tally WHERE count <> 0")


def contents(path: Path) -> list[list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as db:
        return [db.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4").fetchall() for table in TABLES]


@given(st.lists(possible_histories(), min_size=1, max_size=6), st.booleans())
@settings(deadline=None, max_examples=40)
def test_projections_equal_the_fold(histories: list[tuple[Fact, ...]], one_by_one: bool) -> None:
    """After any histories, recorded fact by fact or imported, the book verifies and its tables are those of the fold."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.db"
        register = Register.create(path)
        for n, history in enumerate(histories):
            if one_by_one:
                register.open_case(f"x{n}", history[0], NOW)
                for fact in history[1:]:
                    register.record(f"x{n}", fact, NOW)
            else:
                register.import_lines((("a", m, FactLine(f"x{n}", f, None)) for m, f in enumerate(history, 1)), NOW)
        assert register.verify().problems == ()
        cases = [case for case in cases_of(register) if case.stage != "VOIDED"]
        tally, disputes = tallies(register)
        for year in years(cases):
            third, fourth = both(cases, year)
            assert table3_from_tally(tally, year, form_for(year)) == third
            assert table4_from_tally(disputes, year, form_for(year)) == fourth
        before = contents(path)
        register.rebuild()
        assert contents(path) == before
        register.close()


def years(cases: list[Case]) -> list[int]:
    found = {fact.on.year for case in cases for fact in case.facts}
    return [year for year in range(min(found), max(found) + 2) if year >= 2019] if found else []


def both(cases: list[Case], year: int) -> tuple[object, object]:
    form = form_for(year)
    disputes = [dispute for case in cases for dispute in disputes_of(case)]
    return table3(map(counted_of, cases), year, form), table4(disputes, year, form)


@given(st.lists(possible_histories(), min_size=1, max_size=5), st.data())
@settings(deadline=None, max_examples=30)
def test_a_selection_finds_the_cases_of_a_cell(histories: list[tuple[Fact, ...]], data: st.DataObject) -> None:
    """Looked up by index, a cell opens to the same cases, in the same order, as by counting all of them."""
    with tempfile.TemporaryDirectory() as folder:
        register = Register.create(Path(folder) / "register.db")
        for n, history in enumerate(histories):
            register.import_lines((("a", m, FactLine(f"x{n}", f, None)) for m, f in enumerate(history, 1)), NOW)
        cases = [case for case in cases_of(register) if case.stage != "VOIDED"]
        year = data.draw(st.sampled_from(years(cases) or [2025]))
        form = form_for(year)
        counted = sorted(map(counted_of, cases), key=lambda c: (c.received_on, c.number))
        with register.at() as book:
            for row in form.table3.row_ids:
                for column in form.table3.column_ids:
                    found = book.select(selection(year, form, row, column))
                    assert found == cases_in_cell(counted, year, form, row, column)
        register.close()


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_a_register_is_chained_with_what_it_was_made_with(tmp_path: Path, algorithm: str) -> None:
    """The head names the hash function chosen when the register was made, and the book verifies under it."""
    register = Register.create(tmp_path / "register.db", Settings(hash=algorithm), NOW)
    found = register.verify()
    assert (found.ok, found.head.algorithm, register.head()) == (True, algorithm, found.head)
    register.close()


def test_rebuild_makes_the_number_series_again(tmp_path: Path) -> None:
    """A series whose last number was changed is found, made again from the cases, and goes on without a gap."""
    path = tmp_path / "register.db"
    register = Register.create(path)
    received = Received(date(2025, 9, 1), channel=Channel.ONLINE, requester=Requester.NATURAL_PERSON, subject="预算")
    register.receive(received, NOW)
    with closing(sqlite3.connect(path)) as db:
        db.execute("UPDATE numbering SET last = 41")
        db.execute("INSERT INTO numbering VALUES (2019, 7)")
        db.commit()
    assert [problem.what for problem in register.verify().problems] == ["numbering", "numbering"]
    register.rebuild()
    assert register.verify().ok
    assert register.receive(received, NOW).number == "2025-002"
    register.close()


def test_rebuild_says_how_far_it_is(tmp_path: Path) -> None:
    """Of a thousand and one cases it tells the number done now and then, at last all of them."""
    register = Register.create(tmp_path / "register.db")
    received = Received(date(2025, 9, 1), channel=Channel.ONLINE, requester=Requester.NATURAL_PERSON, subject="预算")
    register.import_lines((("a", n, FactLine(f"x{n}", received, None)) for n in range(1001)), NOW)
    told: list[int] = []
    assert register.rebuild(told.append) == 1001
    assert told[-1] == 1001
    assert len(told) > 1
    assert told == sorted(told)
    register.close()


def test_forms_share_the_columns_of_the_tally() -> None:
    """The tally keeps the rows of the newest form: each of them has a place in every form."""
    for year in (2019, 2020, 2021, 2026):
        form = form_for(year)
        assert {form.place(row) for row in FORM_2021.result_rows} == set(form.result_rows)
