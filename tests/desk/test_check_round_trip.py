"""Round trip: any table that is printed, in any format, is read back equal."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.annual import AnnualReport
from desk.documents import FORMATS, Document, write
from desk.reading import read_report
from workflow.annual import FORMS, Form, Table2, Table3, Table4, imbalances

AGENCY = "某市某局"
FIGURES = st.integers(0, 12_000)
MONEY = st.decimals(0, 90_000, places=4, allow_nan=False)


@st.composite
def reports(draw: st.DrawFn) -> AnnualReport:
    """Draw a report of either form whose tables balance."""
    form: Form = draw(st.sampled_from(FORMS))
    year, columns = form.first_year, form.table3.column_ids[:-1]
    cells: dict[tuple[str, str], int] = {}
    for column in columns:
        results = draw(st.lists(FIGURES, min_size=len(form.result_rows), max_size=len(form.result_rows)))
        cells |= {(row, column): n for row, n in zip(form.result_rows, results, strict=True)}
        done, left = sum(results), draw(FIGURES)
        before = draw(st.integers(0, done + left))
        cells |= {("concluded_total", column): done, ("carried_forward", column): left}
        cells |= {("brought_forward", column): before, ("received", column): done + left - before}
    cells |= {(row, "total"): sum(cells[row, column] for column in columns) for row in form.table3.row_ids}
    fourth = {key: draw(FIGURES) for key in form.table4.keys if key[1] != "total"}
    fourth |= {(row, "total"): sum(n for (own, _), n in fourth.items() if own == row) for row in form.table4.row_ids}
    second: dict[Any, Any] = {key: draw(FIGURES) for block in form.table2 for key in block.keys}
    for key in second:
        if key[1].endswith("amount"):
            second[key] = draw(MONEY)
        elif key[1] == "change":
            second[key] = draw(st.integers(-900, 900))
    tables = (
        Table2(year=year, form=form, cells=second),
        Table3(year=year, form=form, cells=cells),
        Table4(year=year, form=form, cells=fourth),
    )
    return AnnualReport(year, form, *tables, tuple(i for table in tables for i in imbalances(table)))


@pytest.mark.parametrize("format", FORMATS)
@given(report=reports())
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_what_is_printed_is_read_back(tmp_path: Path, format: str, report: AnnualReport) -> None:
    """The tables of a printed report, read from its file, are the tables printed; nothing is accused."""
    path = tmp_path / f"report.{format}"
    path.write_bytes(write(Document(report=report, agency=AGENCY), format))
    (read,) = read_report(path)
    assert read.table2 is not None
    assert read.table3 is not None
    assert read.table4 is not None
    assert (read.agency, read.year, read.form) == (AGENCY, report.year, report.form)
    money = {key: Decimal(figure) for key, figure in read.table2.cells.items() if figure is not None}
    assert money == {key: Decimal(figure) for key, figure in report.table2.cells.items() if figure is not None}
    assert dict(read.table3.cells) == dict(report.table3.cells)
    assert dict(read.table4.cells) == dict(report.table4.cells)
    assert read.imbalances == ()
