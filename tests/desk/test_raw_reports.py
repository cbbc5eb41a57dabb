"""The published reports of ../shared, read: every file with a twin gives exactly its figures, and its verdict."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from desk.reading import read_report, read_reports
from workflow.annual import FORM_2021, FORMS
from workflow.annual.published import Published

SHARED = Path(__file__).parents[3] / "shared"
RAW, PARSED = SHARED / "reports" / "raw", SHARED / "reports" / "parsed"
SEED = SHARED / "seed" / "fuzhou_2025_annual_report.txt"
pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason="the published reports are not on this machine")

SIDE_BY_SIDE = RAW / "suqian_2023_2024_sidebyside.pdfplumber.txt"
TWINS = [
    (SEED, "fuzhou_gxj_2025"),
    *(
        (RAW / f"hongze_2023.{ending}", "hongze_2023")
        for ending in ("pdf", "pdfplumber.txt", "pypdf.txt", "tables.tsv")
    ),
    *((RAW / f"pingtan_{year}.glued.txt", f"pingtan_{year}") for year in (2019, 2020, 2021, 2022)),
    (RAW / "shanghai_gov_office_2019.html", "shanghai_gov_office_2019"),
    (RAW / "shuyang_fgj_2023.html", "shuyang_fgj_2023"),
    (SIDE_BY_SIDE, "suqian_2023"),
    (SIDE_BY_SIDE, "suqian_2024"),
]
TABLE4 = dict(
    zip(FORM_2021.table4.row_ids, ("行政复议", "行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉"), strict=True)
)
each_twin = pytest.mark.parametrize(("path", "name"), TWINS, ids=[f"{path.name}-{name}" for path, name in TWINS])


@cache
def reports(path: Path) -> tuple[Published, ...]:
    """Read a file once for all the tests that look at it."""
    return read_report(path)


@cache
def twin(name: str) -> Any:
    """Return the figures of a report as a person read them."""
    return json.loads((PARSED / f"{name}.json").read_text(encoding="utf-8"))


def report(path: Path, name: str) -> Published:
    """Return the one report in *path* that is of the year of its twin."""
    (one,) = (one for one in reports(path) if one.year == twin(name)["year"])
    return one


@each_twin
def test_table_three_is_read_to_exactly_its_figures(path: Path, name: str) -> None:
    """Labels, figures, and the cells that are empty in the source, row by row."""
    table = report(path, name).table3
    assert table is not None
    expected = [(row["label"], row["values"]) for row in twin(name)["table3"]["rows"]]
    assert [(row["label"], row["cells"]) for row in table.as_json()["rows"]] == expected


@each_twin
def test_table_four_is_read_to_exactly_its_figures(path: Path, name: str) -> None:
    """Fifteen figures; where the source has no table IV, it is said to be missing."""
    one, expected = report(path, name), twin(name)["table4"]
    if expected is None:
        assert one.table4 is None
        assert ("missing_table", "table4") in {(note.kind, note.table) for note in one.notes}
        return
    assert one.table4 is not None
    columns = [column.label for column in FORM_2021.table4.columns]
    for row in one.table4.as_json()["rows"]:
        assert dict(zip(columns, row["cells"], strict=True)) == expected[TABLE4[row["id"]]]


def leaves(found: Any) -> dict[str, list[Any] | str]:
    """Return the rows of a twin's table II by their label: figures, or words where the text leaves them open."""
    rows = {label: figures for block in found.values() for label, figures in block.items() if label != "columns"}
    return {label: [row] if isinstance(row, int | float) else row for label, row in rows.items()}


@each_twin
def test_table_two_never_differs_from_its_figures(path: Path, name: str) -> None:
    """A row has the twin's figures or, where digits are glued and no sum can part them, is said to be ambiguous."""
    one, expected = report(path, name), twin(name)["table2"]
    if expected is None:
        assert one.table2 is None
        return
    assert one.table2 is not None
    open_rows = {note.row for note in one.notes if note.table == "table2" and note.kind == "ambiguous"}
    for block in one.table2.as_json()["blocks"]:
        for row in block["rows"]:
            figures = leaves(expected)[row["label"]]
            if row["id"] in open_rows:
                assert "glued" in path.name
            else:
                assert [_number(cell) for cell in row["cells"]] == [_number(cell) for cell in figures]


def _number(cell: object) -> float | None:
    found = re.fullmatch(r"(-?[\d.]+)元?", str(cell))
    return float(found[1]) if found else None


@each_twin
def test_year_form_and_agency_are_recognised(path: Path, name: str) -> None:
    """The forms of tables II and III are told apart, so a hybrid is called one."""
    one, expected = report(path, name), twin(name)
    assert one.form is not None
    assert one.form.id == expected["format_table3"]
    assert one.hybrid == (expected["format_table2"] != expected["format_table3"])


def balances(checks: Any) -> set[tuple[str, int, int]]:
    """Return what a twin says does not balance: the row or column, and both sums."""
    found = set()
    for said in checks["findings"]:
        place, sums = said.split(": ", 1)
        if "≠" in sums:
            left, right = re.search(r"sum(?: of sub rows)?=(\d+)", sums), re.search(r"总计=(\d+)", sums)
            assert left is not None
            assert right is not None
            found.add((place, int(left[1]), int(right[1])))
    return found


@each_twin
def test_what_does_not_balance_is_found_and_nothing_else(path: Path, name: str) -> None:
    """The same places and the same sums as a person found; a report that balances is not accused."""
    one, checks = report(path, name), twin(name)["checks"]
    labels = {column.id: column.label for column in FORM_2021.table3.columns}
    labels |= {row: f"表四 {label}" for row, label in TABLE4.items()}
    found = {(labels[each.row or each.column or ""], each.right, each.left) for each in one.imbalances}
    assert found == balances(checks)
    assert checks["reconciles"] == (not one.imbalances)


def test_only_what_the_twin_leaves_open_is_ambiguous_in_table_three() -> None:
    """No cell of table III stays open in any file: the balances part all glued digits."""
    for path, name in TWINS:
        notes = [note for note in report(path, name).notes if note.table == "table3"]
        assert not {note.kind for note in notes} & {"ambiguous", "unreadable", "missing_row"}


@pytest.mark.parametrize(
    ("name", "table2", "rows3"),
    [
        ("partial_gengma_sfj_2021.txt", {"penalty": 0, "coercion": 0, "charge": "20.3"}, {"received": [0] * 7}),
        ("partial_lixian_sjj_2022_one_value_per_line.txt", {"regulation": 0, "licence": 0, "charge": 0}, {}),
        (
            "partial_xuwen_2023.txt",
            {"normative_document": 3, "charge": 0},
            {"received": [0, *[None] * 5, 0], "refused_internal_affairs": [*[None] * 6, 0]},
        ),
    ],
)
def test_a_part_of_a_report_is_read_as_far_as_it_goes(name: str, table2: Any, rows3: Any) -> None:
    """What stands there is read; what does not is said to be missing and stays unknown."""
    (one,) = reports(RAW / name)
    assert one.table2 is not None
    seen2 = {row["id"]: row["cells"][0] for block in one.table2.as_json()["blocks"] for row in block["rows"]}
    assert {row: seen2[row] for row in table2} == table2
    seen3 = {} if one.table3 is None else {row["id"]: row["cells"] for row in one.table3.as_json()["rows"]}
    assert {row: seen3[row] for row in rows3} == rows3
    assert all(cells == [None] * 7 for row, cells in seen3.items() if row not in rows3 and row in ("concluded_total",))
    assert not one.imbalances


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_the_empty_template_has_no_figures(form: Any) -> None:
    """A template that nobody filled is not taken for a report of zeros."""
    for one in reports(RAW / f"official_template_{form.id}.txt"):
        figures = [cell for table in one.tables for cell in table.cells.values() if cell is not None]
        assert figures == []
        assert not one.imbalances


def test_years_of_one_agency_follow_each_other() -> None:
    """Four years of one district and two of one city carry over what was left open."""
    paths = [*(RAW / f"pingtan_{year}.glued.txt" for year in (2019, 2020, 2021, 2022)), SIDE_BY_SIDE]
    found = read_reports(paths)
    assert [one.year for one in found] == [2019, 2020, 2021, 2022, 2023, 2024]
    assert not [each for one in found for each in one.imbalances if each.rule == "carry"]


@pytest.mark.parametrize(
    ("path", "name", "figures"),
    [
        (RAW / "shanghai_gov_office_2019.html", "shanghai_gov_office_2019", ("265", "337")),
        (SIDE_BY_SIDE, "suqian_2024", ("134", "170")),
        (SIDE_BY_SIDE, "suqian_2024", ("57", "77")),
    ],
)
def test_prose_against_table(path: Path, name: str, figures: tuple[str, str]) -> None:
    """What the prose says and the table does not is found, with both figures."""
    said = [note.words.zh for note in report(path, name).notes if note.kind == "prose"]
    assert any(all(figure in words for figure in figures) for words in said), said
