"""The published reports of ../shared, read: every file with a twin gives exactly its figures, and its verdict."""

from __future__ import annotations

import json
import re
from decimal import Decimal
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


# What the twin's author judged by eye and nothing in the file tells: "107105" and "2648-18538" stand there alone.
BY_EYE = {("pingtan_2020", "其他对外管理服务事项"), ("pingtan_2020", "行政处罚")}


def rows2(known: Any) -> dict[str, list[Decimal | None] | None]:
    """Return the rows of a twin's table II by their label, None where it leaves the figures open."""
    found: dict[str, list[Decimal | None] | None] = {}
    for label, row in ((label, row) for block in known.values() for label, row in block.items() if label != "columns"):
        figures = row if isinstance(row, list) else [row]
        whole = [re.fullmatch(r"(-?[\d.]+)元?", str(figure)) for figure in figures]
        found[label] = [Decimal(figure[1]) for figure in whole if figure] if all(whole) else None
    return found


def left_open(name: str) -> set[str]:
    """Return the labels of table II that a twin lists as ambiguous, and those that only its author's eye parted."""
    listed = {said.split(" ")[0] for said in twin(name).get("ambiguous", []) if not said.startswith("row ")}
    # The twin of 2021 names the row without the word that its form puts in front.
    listed = {"行政规范性文件" if label == "规范性文件" and name == "pingtan_2021" else label for label in listed}
    return listed | {label for own, label in BY_EYE if own == name}


def candidates(one: Published, row: str) -> list[list[Decimal]]:
    """Return the ways in which a row of table II is said to be possible."""
    (note,) = [note for note in one.notes if note.kind == "ambiguous" and (note.table, note.row) == ("table2", row)]
    ways = [way for way in note.candidates if not way.startswith("…")]
    return [[Decimal(figure) for figure in way.split(" | ")] for way in ways]


@each_twin
def test_table_two_is_read_to_exactly_its_figures(path: Path, name: str) -> None:
    """Row by row; a row is left open exactly where the twin leaves it open, with the twin's figures among its ways."""
    one, known = report(path, name), twin(name)["table2"]
    if known is None:
        assert one.table2 is None
        return
    assert one.table2 is not None
    assert one.table2.form.id == twin(name)["format_table2"]
    seen = {row["label"]: row for block in one.table2.as_json()["blocks"] for row in block["rows"]}
    assert set(seen) == set(rows2(known))
    for label, figures in rows2(known).items():
        row = seen[label]
        if label in left_open(name):
            assert None in row["cells"]
            ways = candidates(one, row["id"])
            assert figures is None or figures in ways
        else:
            assert [None if cell is None else Decimal(cell) for cell in row["cells"]] == figures


@each_twin
def test_exactly_what_the_twin_leaves_open_is_declared(path: Path, name: str) -> None:
    """The rows that are said to be ambiguous are the twin's; where the columns part a row, its ways are named."""
    one = report(path, name)
    labels = {row.id: row.label for block in (one.table2.blocks if one.table2 else ()) for row in block.rows}
    ambiguous = [note for note in one.notes if note.kind in ("ambiguous", "unreadable", "missing_row", "incomplete")]
    assert {labels[note.row or ""] for note in ambiguous} == left_open(name)
    named = {
        note.row: note.candidates for note in one.notes if note.kind == "split" and note.table == "table3" and note.row
    }
    said = [each for each in twin(name).get("ambiguous", []) if each.startswith("row ")]
    assert set(named) == ({"granted", "unavailable_not_held"} if said else set())
    assert all(len(ways) == 2 for ways in named.values())


@each_twin
def test_agency_year_and_form_are_recognised(path: Path, name: str) -> None:
    """The forms of tables II and III are told apart, so a hybrid is called one; the name of the organ is whole."""
    one, known = report(path, name), twin(name)
    assert one.form is not None
    assert one.form.id == known["format_table3"]
    assert one.hybrid == (known["format"] == "hybrid")
    assert (one.agency, one.year) == (known["agency"].removesuffix("（全区）"), known["year"])


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


def test_no_raw_report_with_a_twin_is_left_out() -> None:
    """Each raw file that has a twin stands in the list above, and each twin has a file."""
    names = {path.name for path in RAW.iterdir() if not path.name.startswith(("partial_", "official_"))}
    assert {path.name for path, _ in TWINS} == names | {SEED.name}
    assert {name for _, name in TWINS} == {path.stem for path in PARSED.iterdir()}


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


def test_what_is_cut_short_says_what_is_missing() -> None:
    """Fragments and blank forms accuse nobody, and name the tables that are not there."""
    for path in [*RAW.glob("partial_*"), *RAW.glob("official_*")]:
        (one,) = reports(path)
        assert one.imbalances == ()
        assert "missing_table" in {note.kind for note in one.notes}


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
    # The items of one year, and its change, are the items of the next: what neither file tells, both do.
    first, second = (found[0].table2, found[1].table2)
    assert first is not None
    assert second is not None
    columns = ("last_year_items", "change", "decisions")
    assert [first.cell("licence", column) for column in columns] == [396, 0, 181]
    assert [first.cell("penalty", column) for column in columns] == [2648, 0, 430]
    assert [first.cell("other_service", column) for column in columns] == [10, 0, 153]
    assert [second.cell("other_service", column) for column in columns] == [10, 7, 105]
    assert second.cell("licence", "decisions") is None


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
