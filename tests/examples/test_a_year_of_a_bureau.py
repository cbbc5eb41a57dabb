"""The year of an invented bureau: its tables are those that counting the exported lines by hand gives."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from desk.rollup import gather
from examples import a_year_of_a_bureau as year
from tests.examples.test_examples import EXAMPLES, run
from workflow.annual import form_for

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
SAME_ROW = {"granted_already_public": "granted", "unavailable_not_responsible": "unavailable_not_held"}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The registers of both bureaus."""
    folder = tmp_path_factory.mktemp("year")
    found = {"environment": folder / "environment.db", "water": folder / "water.db"}
    with (
        Desk.open(found["environment"], agency="临江市生态环境局", now=year.TODAY) as desk,
        Desk.open(found["water"], agency="临江市水务局", now=year.TODAY) as other,
    ):
        year.a_year(desk)
        year.fill(other, year.WATER)
    return found


def facts_of(lines: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    """Return the facts that hold by case, in the order of their days, told from the lines of a case file."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for values in map(json.loads, lines):
        if "event" in values:
            told[values["case"]].append(values)
    held: dict[str, list[dict[str, Any]]] = {}
    for number, facts in told.items():
        kept: list[dict[str, Any] | None] = list(facts)
        for fact in facts:
            if fact["event"] == "rectified":
                kept[fact["event_no"] - 1] = fact.get("replacement")
        holding = [fact for fact in kept if fact is not None and fact["event"] != "rectified"]
        held[number] = sorted(holding, key=lambda fact: fact["on"])
    return held


def ended(facts: list[dict[str, Any]]) -> tuple[str, str] | None:
    """Return the day and the row of the conclusion that counts."""
    found = None
    for fact in facts:
        kind = fact["event"]
        if kind == "reopened" and found is not None and found[0][:4] == fact["on"][:4]:
            found = None
        elif found is None and kind == "replied":
            found = fact["on"], SAME_ROW.get(fact["outcome"], fact["outcome"])
        elif found is None and kind == "lapsed":
            found = fact["on"], f"lapsed_{fact['cause']}"
        elif found is None and kind == "withdrawn":
            found = fact["on"], "other"
    return found


def table3(lines: Iterable[str]) -> Counter[tuple[str, str]]:
    """Count table III of the year, cell by cell, with nothing but the lines."""
    cells: Counter[tuple[str, str]] = Counter()
    for facts in facts_of(lines).values():
        if any(fact["event"] == "voided" for fact in facts):
            continue
        end, column = ended(facts), facts[0]["requester"]
        rows = ["received", *([end[1], "concluded_total"] if end else ["carried_forward"])]
        cells.update((row, place) for row in rows for place in (column, "total"))
    return cells


def counted(table: Any) -> Counter[tuple[str, str]]:
    """Return the cells of a table that are not nought."""
    form = form_for(year.YEAR).table3
    return Counter({key: table.cell(*key) for key in form.keys if table.cell(*key)})


def test_the_year_holds_what_was_promised(books: dict[str, Path]) -> None:
    """Fifteen requests through all six channels and of all six kinds of requester; every kind of fact is there."""
    with Desk.open(books["environment"]) as desk:
        lines = [json.loads(line) for line in desk.export()]
    facts = [line for line in lines if "event" in line]
    assert len({line["case"] for line in facts}) == 15
    assert len({line["channel"] for line in facts if line["event"] == "received"}) == 6
    assert {line["requester"] for line in facts if line["event"] == "received"} == set(COLUMNS)
    assert {line["event"] for line in facts} >= {
        "voided",
        "reopened",
        "rectified",
        "reply_ordered",
        "litigation_decided",
    }
    assert [line["requesters"] for line in facts if "requesters" in line] == [3]
    assert len([line for line in lines if "ledger" in line]) == len(year.LEDGER)


def test_table_three_is_what_counting_the_lines_gives(books: dict[str, Path]) -> None:
    """Every cell, of each bureau and of both together; the table balances."""
    by_hand = {}
    for name, path in books.items():
        with Desk.open(path, now=year.TODAY) as desk:
            by_hand[name] = table3(desk.export())
            report = desk.annual(year.YEAR)
            assert counted(report.table3) == by_hand[name]
            assert report.imbalances == ()
            assert desk.verify().problems == ()
    together = gather(books.values(), year.YEAR, form_for(year.YEAR))
    assert counted(together.report.table3) == by_hand["environment"] + by_hand["water"]
    assert by_hand["environment"]["received", "total"] == 14
    assert together.report.imbalances == ()


def test_tables_two_and_four(books: dict[str, Path]) -> None:
    """What the ledger says stands there, what it does not say is empty; each dispute counts once, with its result."""
    with Desk.open(books["environment"], now=year.TODAY) as desk:
        report = desk.annual(year.YEAR)
    two = {key: report.table2.cell(*key) for block in report.form.table2 for key in block.keys}
    figures = sorted(figure for figure in two.values() if figure is not None)
    charged = Decimal(400) / 10_000  # the form has it in units of ten thousand yuan
    assert figures == sorted([3, 4, 12 + 3 - 4, 86, 97, charged])
    assert None in two.values()
    four = {key: report.table4.cell(*key) for key in report.form.table4.keys}
    assert {key: n for key, n in four.items() if n} == {
        ("reconsideration", "overturned"): 1,
        ("reconsideration", "total"): 1,
        ("litigation_direct", "upheld"): 1,
        ("litigation_direct", "total"): 1,
    }


def test_every_cell_opens_to_its_cases(books: dict[str, Path]) -> None:
    """The cases behind a cell are as many as it says, and the void one is behind none."""
    with Desk.open(books["environment"], now=year.TODAY) as desk:
        report = desk.annual(year.YEAR)
        for row, column in report.form.table3.keys:
            behind = desk.cell(year.YEAR, row, column)
            assert len(behind) == report.table3.cell(row, column)
            assert "2026-014" not in behind
        assert [line.case for line in desk.due()] == ["2026-015"]


def test_it_runs(tmp_path: Path) -> None:
    """The script prints both tables and says that the file was refused the second time."""
    out = run(tmp_path, EXAMPLES / "a_year_of_a_bureau.py")
    assert "再次导入同一文件被拒绝" in out
    assert "本年新收 14 件" in out
    assert out.count("本年新收政府信息公开申请数量") == 2
