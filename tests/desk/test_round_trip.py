"""What we print in any format, ``desk.reading`` reads back to the same tables: figures, blanks and form."""

from __future__ import annotations

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.annual import AnnualReport
from desk.documents import FORMATS, Document, write
from desk.documents.terminal import tables_text
from desk.documents.values import note_of
from desk.reading import read_report
from workflow.annual import FORM_2019, FORM_2021, FORMS, Form, Table2, Table3, Table4
from workflow.annual.prose import Section

AGENCY = "某市某局"
TERMINALS = {"80.txt": 80, "140.txt": 140}
PRINTED = (*FORMATS, *TERMINALS)
KINDS = FORM_2021.table3.column_ids[:-1]
DISPUTES = FORM_2021.table4.column_ids[:-1]
COUNTS = st.sampled_from((0, 0, 0, 1, 2, 7, 10, 23, 105, 3402)) | st.integers(0, 12_000)
MONEY = st.decimals(0, 100_000, places=4, allow_nan=False).map(lambda sum_: sum_ if sum_ % 1 else int(sum_))
Cells = dict[tuple[str, str], Any]


@st.composite
def tables2(draw: st.DrawFn, form: Form) -> Table2:
    """Draw a table II: counts, a change that may be negative, sums of money, and unknown cells."""
    cells: Cells = {}
    for block in form.table2:
        for row, column in block.keys:
            figure: Any = draw(COUNTS | st.none())
            if column == "change":
                figure = draw(st.integers(-900, 900))
            elif column in ("amount", "purchase_amount"):
                figure = draw(MONEY)
            cells[row, column] = figure
    return Table2(year=form.first_year, form=form, cells=cells)


@st.composite
def tables3(draw: st.DrawFn, form: Form) -> Table3:
    """Draw a table III that balances: result rows first, everything else out of them."""
    cells: Cells = {}
    for kind in KINDS:
        rows = {row: draw(COUNTS) for row in form.result_rows}
        done = sum(rows.values())
        carried, brought = draw(COUNTS), draw(st.integers(0, done))
        rows |= {"concluded_total": done, "carried_forward": carried, "brought_forward": brought}
        rows["received"] = done + carried - brought
        cells |= {(row, kind): figure for row, figure in rows.items()}
    cells |= {(row, "total"): sum(cells[row, kind] for kind in KINDS) for row in form.table3.row_ids}
    return Table3(year=form.first_year, form=form, cells=cells)


@st.composite
def tables4(draw: st.DrawFn, form: Form) -> Table4:
    """Draw a table IV that balances."""
    cells: Cells = {(row, column): draw(COUNTS) for row in form.table4.row_ids for column in DISPUTES}
    cells |= {(row, "total"): sum(cells[row, column] for column in DISPUTES) for row in form.table4.row_ids}
    return Table4(year=form.first_year, form=form, cells=cells)


@st.composite
def reports(draw: st.DrawFn) -> AnnualReport:
    """Draw a report in one of the forms."""
    form = draw(st.sampled_from(FORMS))
    return AnnualReport(form.first_year, form, draw(tables2(form)), draw(tables3(form)), draw(tables4(form)), ())


def printed_as(document: Document, format_: str) -> bytes:
    """Return what a file of the format holds, or what a terminal so many cells wide shows."""
    width = TERMINALS.get(format_)
    return write(document, format_) if width is None else "\n".join(tables_text(document, width)).encode()


def read_back(report: AnnualReport, format_: str, agency: str = AGENCY, **more: Any) -> Any:
    """Print *report*, and read the one report in the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"report.{format_}"
        path.write_bytes(printed_as(Document(report=report, agency=agency, **more), format_))
        (found,) = read_report(path)
        return found


def known(cells: Cells) -> Cells:
    """Leave out what is unknown; money compares by its value."""
    return {key: Decimal(figure) for key, figure in cells.items() if figure is not None}


@pytest.mark.parametrize("format_", PRINTED)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(report=reports())
def test_printed_tables_are_read_back(format_: str, report: AnnualReport) -> None:
    """Figure by figure, in every format and both forms; nothing is accused."""
    found = read_back(report, format_)
    assert (found.agency, found.year, found.form, found.hybrid) == (AGENCY, report.year, report.form, False)
    for printed, read in zip(
        (report.table2, report.table3, report.table4), (found.table2, found.table3, found.table4), strict=True
    ):
        assert read is not None
        assert known(dict(read.cells)) == known(dict(printed.cells))
    assert not found.imbalances


@pytest.mark.parametrize("format_", PRINTED)
def test_whose_report_it_is(format_: str) -> None:
    """The title gives the organ and the year; the year also where the register names no organ."""
    found = read_back(sample(FORM_2021), format_, note=note_of(date(2020, 3, 4)))
    assert (found.agency, found.year) == (AGENCY, 2021)
    nobody = read_back(sample(FORM_2021), format_, agency="")
    assert (nobody.agency, nobody.year) == (None, 2021)


@pytest.mark.parametrize("format_", PRINTED)
def test_what_is_unknown_comes_back_unknown(format_: str) -> None:
    """A table II of which one figure is known, in each form: no blank becomes a nought, no figure moves."""
    for form in FORMS:
        first = form.table2[0].keys[1]
        known_one = Table2(year=form.first_year, form=form, cells={first: 7})
        found = read_back(sample(form)._replace(table2=known_one), format_)
        assert known(dict(found.table2.cells)) == {first: 7}


@pytest.mark.parametrize("format_", PRINTED)
def test_a_figure_printed_wrong_is_found(format_: str) -> None:
    """A figure of table III that was changed before printing breaks its row and its columns."""
    report = sample(FORM_2019)
    cells = dict(report.table3.cells) | {("granted", "business"): 8}
    found = read_back(report._replace(table3=Table3(year=2019, form=FORM_2019, cells=cells)), format_)
    assert {(each.rule, each.row or each.column) for each in found.imbalances} == {
        ("row_total", "granted"),
        ("results", "business"),
    }


@pytest.mark.parametrize("format_", FORMATS)
def test_prose_around_the_tables_does_not_disturb_them(format_: str) -> None:
    """The tables stay the same, and a figure in the prose that they do not bear out is a finding."""
    sections = (
        Section("一、总体情况", ("2021年，本机关共收到政府信息公开申请9件，其中自然人申请4件。",)),
        Section("六、其他需要报告的事项", ("本年度未收取信息处理费。",)),
    )
    report = sample(FORM_2021)
    found = read_back(report, format_, sections=sections)
    assert known(dict(found.table3.cells)) == known(dict(report.table3.cells))
    assert any(note.kind == "prose" and "9" in note.words.zh for note in found.notes)


def sample(form: Form) -> AnnualReport:
    """Return a report with four requests, all granted, and one suit."""
    cells3: Cells = dict.fromkeys(form.table3.keys, 0)
    for row in ("received", "granted", "concluded_total"):
        cells3 |= {(row, "natural_person"): 4, (row, "total"): 4}
    cells4: Cells = dict.fromkeys(form.table4.keys, 0) | {
        ("litigation_direct", "pending"): 1,
        ("litigation_direct", "total"): 1,
    }
    cells2: Cells = {key: 1 for block in form.table2 for key in block.keys}
    year = form.first_year
    tables = (Table2(year=year, form=form, cells=cells2), Table3(year=year, form=form, cells=cells3))
    return AnnualReport(year, form, *tables, Table4(year=year, form=form, cells=cells4), ())
