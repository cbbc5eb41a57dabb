"""The balances, on made-up tables and on real published ones."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from workflow.annual import (
    FORM_2021,
    Imbalance,
    Table3,
    Table4,
    carry_imbalances,
    form_for,
    imbalances,
    table3,
    table4,
)
from workflow.annual.grid import Key

PARSED = Path(__file__).parents[3] / "shared" / "reports" / "parsed"
BALANCED = [
    "fuzhou_gxj_2025",
    "pingtan_2019",
    "pingtan_2021",
    "pingtan_2022",
    "shanghai_gov_office_2019",
    "shuyang_fgj_2023",
    "suqian_2023",
    "suqian_2024",
]


def published(name: str) -> dict[str, Any]:
    path = PARSED / f"{name}.json"
    if not path.exists():
        pytest.skip("the published reports are not here")
    report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return report


def published_table3(name: str) -> Table3:
    report = published(name)
    form = form_for(report["year"], report["format_table3"])
    assert [row["label"] for row in report["table3"]["rows"]] == [row.label for row in form.table3.rows]
    cells = {
        (row, column): figure
        for row, printed in zip(form.table3.row_ids, report["table3"]["rows"], strict=True)
        for column, figure in zip(form.table3.column_ids, printed["values"], strict=True)
    }
    return Table3(year=report["year"], form=form, cells=cells)


def published_table4(name: str) -> Table4 | None:
    report = published(name)
    form = form_for(report["year"])
    if report["table4"] is None:
        return None
    rows = {"/".join(filter(None, (row.group, row.label))): row.id for row in form.table4.rows}
    columns = {column.label: column.id for column in form.table4.columns}
    cells = {
        (rows[row], columns[column]): figure
        for row, figures in report["table4"].items()
        for column, figure in figures.items()
    }
    return Table4(year=report["year"], form=form, cells=cells)


def found(*tables: Table3 | Table4 | None) -> list[tuple[str, str | None, str | None, object, object]]:
    return [
        (one.rule, one.row, one.column, one.left, one.right)
        for table in tables
        if table is not None
        for one in imbalances(table)
    ]


@pytest.mark.parametrize("name", BALANCED)
def test_published_reports_that_balance(name: str) -> None:
    """Reports that were found to balance by hand break no rule; blank cells are not judged."""
    assert published(name)["checks"]["reconciles"] is True
    assert found(published_table3(name), published_table4(name)) == []


def test_pingtan_2020_counts_six_too_many() -> None:
    """The result rows of Pingtan's report of 2020 add up to 26 and 27, its totals say 20 and 21."""
    assert published("pingtan_2020")["checks"]["reconciles"] is False
    assert found(published_table3("pingtan_2020"), published_table4("pingtan_2020")) == [
        ("results", None, "natural_person", 20, 26),
        ("results", None, "total", 21, 27),
    ]


def test_hongze_2023_has_no_totals_in_table_four() -> None:
    """Hongze's report of 2023 leaves 11 reconsiderations and 5 lawsuits with a total of 0."""
    assert found(published_table3("hongze_2023"), published_table4("hongze_2023")) == [
        ("dispute_total", "reconsideration", "total", 0, 11),
        ("dispute_total", "litigation_after_reconsideration", "total", 0, 5),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pingtan_2019", "pingtan_2020"),
        ("pingtan_2020", "pingtan_2021"),
        ("pingtan_2021", "pingtan_2022"),
        ("suqian_2023", "suqian_2024"),
    ],
)
def test_published_years_follow_on(before: str, after: str) -> None:
    """What these reports carry forward, the next year's brings forward."""
    assert carry_imbalances(published_table3(before), published_table3(after)) == ()


def with_cells(cells: dict[Key, int | None], year: int = 2025) -> Table3:
    return Table3(year=year, form=FORM_2021, cells={**table3([], year, FORM_2021).cells, **cells})


def test_an_imbalance_says_where_and_how_much() -> None:
    """One case received and lost breaks the flow of its column, with both sums in both languages."""
    (one, two) = imbalances(with_cells({("received", "research"): 1, ("received", "total"): 1}))
    assert (one.rule, one.column, one.left, one.right) == ("flow", "research", 1, 0)
    assert two.column == "total"
    assert one.words.zh == "表三 科研机构列：第一项加第二项之和，等于第三项加第四项之和；左边 1，右边 0"
    assert one.words.en.startswith("table III, column research: ")
    assert one.as_json() == {
        "rule": "flow",
        "row": None,
        "column": "research",
        "left": 1,
        "right": 0,
        "message": one.words.zh,
        "message_en": one.words.en,
        "cases": [],
    }


def test_a_row_whose_total_is_wrong() -> None:
    """A total that is not the sum of its columns is found in its row."""
    rules = [(one.rule, one.row) for one in imbalances(with_cells({("granted", "business"): 1}))]
    assert rules == [("results", None), ("row_total", "granted")]


def test_a_negative_count() -> None:
    """A count below zero is found even where the sums agree."""
    cells: dict[Key, int | None] = {
        (row, column): figure
        for row, figure in (("received", -1), ("carried_forward", -1))
        for column in ("business", "total")
    }
    found = imbalances(with_cells(cells))
    assert {one.rule for one in found} == {"non_negative"}
    assert len(found) == 4
    assert "一、本年新收政府信息公开申请数量 商业企业列" in found[0].words.zh


def test_an_unknown_cell_is_not_judged() -> None:
    """An equality that touches a blank cell says nothing, the others still do."""
    one_blank = with_cells({("received", "total"): None, ("received", "business"): 5})
    assert [(one.rule, one.column) for one in imbalances(one_blank)] == [("flow", "business")]
    assert imbalances(Table3(year=2025, form=FORM_2021, cells={})) == ()


def test_what_was_not_brought_forward() -> None:
    """Three carried forward and two brought forward is one case lost between the years."""
    before = with_cells({("carried_forward", "total"): 3}, 2024)
    (one,) = carry_imbalances(before, with_cells({("brought_forward", "total"): 2}))
    assert (one.rule, one.row, one.column) == ("carry", "brought_forward", "total")
    assert (one.left, one.right) == (2, 3)


def test_an_imbalance_can_carry_its_cases() -> None:
    """Who knows the cases involved can say them."""
    (one, *_) = imbalances(with_cells({("received", "business"): 1}))
    named = Imbalance(
        rule=one.rule,
        row=one.row,
        column=one.column,
        left=one.left,
        right=one.right,
        words=one.words,
        cases=("2025-001",),
    )
    assert named.as_json()["cases"] == ["2025-001"]


def test_an_empty_table_four_balances() -> None:
    """Zero everywhere is a table, and it balances."""
    assert imbalances(table4([], 2025)) == ()
