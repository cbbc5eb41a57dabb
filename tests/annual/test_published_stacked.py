"""Several reports in one file are told apart, each with its figures; one report is never cut in two."""

from __future__ import annotations

import random

import pytest

from benchmarks.mutations import LAYOUTS, SPANNED, Cells, laid, printed, rows_of, table
from desk.reading.pages import source as page
from desk.reading.texts import source_of_text
from workflow.annual import FORM_2019, FORM_2021, Form
from workflow.annual.published import Grid, Line, Published, Source, published

PLAIN = [layout for layout in LAYOUTS if layout not in (*SPANNED, "glued", "page")]
TITLE = "{agency}{year}年政府信息公开工作年度报告"


def made(form: Form, seed: int) -> Cells:
    """Make up a table III of small figures."""
    return table(form, random.Random(seed), most=30)


def text_of(form: Form, seed: int, layout: str, title: str | None) -> str:
    """Print a whole report under *title*; under none, it begins with section 二."""
    rows = rows_of(form, made(form, seed), random.Random(seed))[1:]
    rows = rows[2:] if title is None else [[title], *rows]
    return laid(rows, layout)


def figures(report: Published) -> dict[tuple[str, str], int | None]:
    """Return the cells of table III."""
    assert report.table3 is not None
    return dict(report.table3.cells)


@pytest.mark.parametrize("titled", [True, False], ids=["titled", "untitled"])
@pytest.mark.parametrize("layout", [*PLAIN, "glued"])
def test_one_below_the_other(layout: str, titled: bool) -> None:
    """Three reports in a text, of two forms and two organs: each has its figures, and says which of how many it is."""
    parts = [(FORM_2021, 1, "某市甲局"), (FORM_2021, 2, "某市乙局"), (FORM_2019, 3, "某市乙局")]
    texts = [
        text_of(form, seed, layout, TITLE.format(agency=agency, year=form.first_year) if titled else None)
        for form, seed, agency in parts
    ]
    reports = published(source_of_text("\n".join(texts)))
    assert len(reports) == 3
    for number, (report, (form, seed, agency)) in enumerate(zip(reports, parts, strict=True), 1):
        expected = made(form, seed)
        assert all(figure in (None, expected[key]) for key, figure in figures(report).items())
        if layout != "glued":
            assert figures(report) == expected
            assert report.imbalances == ()
        assert (report.agency, report.year) == ((agency, form.first_year) if titled else (None, None))
        (note,) = [note for note in report.notes if note.kind == "several"]
        assert f"report {number} of 3" in note.words.en


def test_a_title_over_two_lines_goes_with_its_report() -> None:
    """The organ on a line of its own above the year belongs to the report below."""
    texts = [
        text_of(form, seed, "spaced", f"{agency}\n{form.first_year}年政府信息公开工作年度报告")
        for form, seed, agency in [(FORM_2021, 1, "某市甲局"), (FORM_2019, 2, "某市乙局")]
    ]
    found = [(report.agency, report.year) for report in published(source_of_text("\n".join(texts)))]
    assert found == [("某市甲局", 2021), ("某市乙局", 2019)]


@pytest.mark.parametrize(
    "foot",
    [
        "上一篇：某市某局2020年政府信息公开工作年度报告\n下一篇：某市某局2022年政府信息公开工作年度报告",
        "与某市某局2020年政府信息公开工作年度报告相比，本年新收政府信息公开申请有所增加。",
        "一、总体情况\n二、主动公开政府信息情况",
    ],
)
def test_mentions_of_other_reports_cut_nothing(foot: str) -> None:
    """Links, comparisons and contents behind a report are not another: no second table III follows."""
    text = text_of(FORM_2021, 4, "spaced", TITLE.format(agency="某市某局", year=2021))
    (report,) = published(source_of_text(f"{text}{foot}\n"))
    assert figures(report) == made(FORM_2021, 4)
    assert report.year == 2021


def test_a_page_that_prints_its_tables_twice_is_one_report() -> None:
    """What stands in the lines of a PDF stands in its grids again; a running head repeats the title."""
    cells = made(FORM_2021, 5)
    title = TITLE.format(agency="某市某局", year=2021)
    lines = text_of(FORM_2021, 5, "spaced", title).splitlines()
    grid = next(
        block for block in page(printed(FORM_2021, cells, "html").encode(), ".html").blocks if isinstance(block, Grid)
    )
    blocks: list[Line | Grid] = [Line(line) for line in (*lines[:20], title, *lines[20:])]
    (report,) = published(Source((*blocks, grid, Line(title))))
    assert figures(report) == cells
    assert not {"several"} & {note.kind for note in report.notes}


@pytest.mark.parametrize("where", ["below", "at the end"])
def test_two_tables_under_one_heading_are_not_mixed(where: str) -> None:
    """Of two tables III that nothing tells apart, one is read whole, and the place of the other is said."""
    one, other = made(FORM_2021, 6), made(FORM_2021, 7)
    rows = [row for row in rows_of(FORM_2021, other) if len(row) > 7]
    text = text_of(FORM_2021, 6, "spaced", TITLE.format(agency="某市某局", year=2021))
    text = (
        text.replace("四、政府信息公开", laid(rows, "spaced") + "四、政府信息公开")
        if where == "below"
        else text + laid(rows, "spaced")
    )
    (report,) = published(source_of_text(text))
    assert figures(report) in (one, other)
    (note,) = [note for note in report.notes if note.kind == "several"]
    assert note.place.line is not None


def test_a_year_that_is_given_is_of_one_report() -> None:
    """The year of a reader who knows better than the file is not laid on several reports."""
    texts = [text_of(form, 8, "spaced", None) for form in (FORM_2021, FORM_2021)]
    assert [report.year for report in published(source_of_text(texts[0]), 2022)] == [2022]
    two = published(source_of_text(texts[0] + text_of(FORM_2021, 9, "spaced", None)), 2022)
    assert [report.year for report in two] == [None, None]
