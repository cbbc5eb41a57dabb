"""Real published reports, where they are at hand, are read to the figures that people found in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desk.reading import read_report
from workflow.annual.published import Published

SHARED = Path(__file__).parents[2].parent / "shared"
RAW, PARSED = SHARED / "reports" / "raw", SHARED / "reports" / "parsed"
SEED = SHARED / "seed" / "fuzhou_2025_annual_report.txt"
BESIDE = "suqian_2023_2024_sidebyside"

pytestmark = pytest.mark.skipif(not RAW.exists(), reason="the published reports are not at hand")


def twins() -> list[tuple[Path, tuple[str, ...]]]:
    """Return each raw report that has parsed twins, with their names."""
    if not RAW.exists():
        return []
    names = sorted(path.stem for path in PARSED.glob("*.json"))
    found = [(path, tuple(n for n in names if path.name.startswith(n))) for path in sorted(RAW.iterdir())]
    beside = [(path, ("suqian_2023", "suqian_2024")) for path in RAW.glob(f"{BESIDE}*")]
    return [
        *((path, own) for path, own in found if own and not path.name.startswith(BESIDE)),
        *beside,
        (SEED, ("fuzhou_gxj_2025",)),
    ]


def twin(name: str) -> dict[str, Any]:
    """Return a parsed twin."""
    read: dict[str, Any] = json.loads((PARSED / f"{name}.json").read_text("utf-8"))
    return read


def rows(table: Any) -> list[list[Any]]:
    """Return the cells of a table, row by row."""
    return [row["cells"] for row in table.as_json()["rows"]]


def ambiguous(report: Published) -> set[str | None]:
    """Return the rows of table II that are said to be ambiguous."""
    return {note.row for note in report.notes if note.kind == "ambiguous" and note.table == "table2"}


@pytest.mark.parametrize(("path", "names"), twins(), ids=lambda value: value.name if isinstance(value, Path) else None)
def test_a_report_is_read_to_the_figures_of_its_twin(path: Path, names: tuple[str, ...]) -> None:
    """Tables III and IV are the twin's, empty cells too; table II is, or its row is said to be ambiguous."""
    reports = read_report(path)
    assert len(reports) == len(names)
    for report, known in zip(reports, map(twin, names), strict=True):
        assert report.table3 is not None
        assert rows(report.table3) == [row["values"] for row in known["table3"]["rows"]]
        assert (report.year, report.table3.form.id) == (known["year"], known["format_table3"])
        assert report.hybrid == (known["format"] == "hybrid")
        assert bool(report.imbalances) != known["checks"]["reconciles"]
        if known["table4"]:
            assert report.table4 is not None
            assert rows(report.table4) == [list(row.values()) for row in known["table4"].values()]
        if known["table2"]:
            assert report.table2 is not None
            _compare_table2(report, known["table2"])


def _compare_table2(report: Published, known: dict[str, Any]) -> None:
    """Compare table II row by row; a row that is said to be ambiguous has the twin's figures among its candidates."""
    assert report.table2 is not None
    given = {row["label"]: row for block in report.table2.as_json()["blocks"] for row in block["rows"]}
    for item in known.values():
        for label, figures in ((label, figures) for label, figures in item.items() if label != "columns"):
            wanted = [str(n).removesuffix("元") for n in (figures if isinstance(figures, list) else [figures])]
            row = given[label]
            if row["id"] in ambiguous(report):
                (note,) = [n for n in report.notes if n.kind == "ambiguous" and n.row == row["id"]]
                cut = any(way.startswith("…") for way in note.candidates)
                assert cut or isinstance(figures, str) or " | ".join(wanted) in note.candidates
            else:
                assert [str(cell) for cell in row["cells"]] == wanted


def test_the_sums_that_do_not_balance_are_the_twins() -> None:
    """Two real reports do not balance: the sums said are those that a person reckoned."""
    (pingtan,) = read_report(next(RAW.glob("pingtan_2020*")))
    assert [(i.rule, i.column, i.left, i.right) for i in pingtan.imbalances] == [
        ("results", "natural_person", 20, 26),
        ("results", "total", 21, 27),
    ]
    for path in RAW.glob("hongze_2023*"):
        (hongze,) = read_report(path)
        assert [(i.rule, i.row, i.left, i.right) for i in hongze.imbalances] == [
            ("dispute_total", "reconsideration", 0, 11),
            ("dispute_total", "litigation_after_reconsideration", 0, 5),
        ]


def test_what_is_cut_short_is_read_as_far_as_it_goes() -> None:
    """Fragments and blank forms: tables that are there are read, what is not there is said to be missing."""
    for path in [*RAW.glob("partial_*"), *RAW.glob("official_*")]:
        (report,) = read_report(path)
        assert report.imbalances == ()
        assert {"missing_table"} <= {note.kind for note in report.notes}
