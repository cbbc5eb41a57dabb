"""Columns of a published table in another order than the form's: noticed, and never read under the wrong header."""

from __future__ import annotations

import random

import pytest

from benchmarks.mutations import Cells, laid, rows_of, table
from desk.reading.texts import source_of_text
from workflow.annual import FORM_2021
from workflow.annual.published import Cell, Grid, Line, Source, published

COLUMNS = FORM_2021.table3.column_ids
TITLE = "某市某局2021年政府信息公开工作年度报告"
Rows = list[list[str]]


def made(seed: int) -> Cells:
    """Make up a table III that balances."""
    return table(FORM_2021, random.Random(seed))


def grid_of(rows: Rows) -> Grid:
    """Make a grid of rows as they are."""
    return Grid(tuple(tuple(Cell(text, at) for at, text in enumerate(row)) for row in rows))


ORDERS = [(1, 0, 2, 3, 4, 5, 6), (6, 0, 1, 2, 3, 4, 5), (0, 4, 2, 3, 1, 5, 6), (0, 5, 1, 2, 3, 4, 6)]


@pytest.mark.parametrize("order", ORDERS)
def test_columns_in_another_order_are_noticed(order: tuple[int, ...]) -> None:
    """Headers that change places: a grid is read by them, a text is not read; nothing is wrong, nobody is accused."""
    cells = made(11)
    labels = [FORM_2021.table3.columns[n].label for n in order]
    rows = [[row.label, *(str(cells[row.id, COLUMNS[n]]) for n in order)] for row in FORM_2021.table3.rows]
    (report,) = published(Source((grid_of([["项目", *labels], *rows]),)))
    assert report.table3 is not None
    assert dict(report.table3.cells) == cells
    assert {note.kind for note in report.notes} >= {"columns"}
    for layout in ("spaced", "lines"):
        text = laid([[TITLE], ["三、收到和处理政府信息公开申请情况"], labels, *rows], layout)
        (report,) = published(source_of_text(text))
        assert report.table3 is not None
        assert all(figure is None for figure in report.table3.cells.values())
        assert report.imbalances == ()
        assert {note.kind for note in report.notes} >= {"columns"}


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [
        ("table2", "本年制发件数", "现行有效件数"),
        ("table2", "本年制发件数", "本年废止件数"),
        ("table4", "结果维持", "结果纠正"),
    ],
)
def test_headers_in_another_order_leave_tables_two_and_four_unread(table: str, one: str, other: str) -> None:
    """No sum would show that figures stand under each other's headers: they are not read, and it is said why."""
    cells = made(12)
    swapped = {one: other, other: one}
    rows = [[swapped.get(cell, cell) for cell in row] for row in rows_of(FORM_2021, cells, random.Random(12))]
    title = Line(TITLE)
    for source in (
        Source((title, grid_of(rows))),
        *(source_of_text(laid(rows, layout)) for layout in ("spaced", "lines")),
    ):
        (report,) = published(source)
        (note,) = [note for note in report.notes if note.kind == "columns"]
        assert note.table == table
        read_ = report.table2 if table == "table2" else report.table4
        assert read_ is not None
        turned = [key for key in read_.cells if key[0] in ("regulation", "normative_document") or table == "table4"]
        assert all(read_.cells[key] is None for key in turned)
        assert report.table3 is not None
        assert dict(report.table3.cells) == cells


@pytest.mark.parametrize("layout", ["spaced", "lines", "bars", "wide bars"])
def test_rows_out_of_order_are_named(layout: str) -> None:
    """Two labels that have changed places make another table that may balance: it is said which rows are not in order."""
    cells = made(13)
    rows = rows_of(FORM_2021, cells)
    one, other = (
        next(n for n, row in enumerate(rows) if row[-8:-7] == [label]) for label in ("（一）予以公开", "2.重复申请")
    )
    rows[one][-8], rows[other][-8] = rows[other][-8], rows[one][-8]
    (report,) = published(source_of_text(laid(rows, layout)))
    named = {note.row for note in report.notes if note.kind == "order"}
    assert named == {"partly_granted", "granted"}
    rows[one][-8], rows[other][-8] = rows[other][-8], rows[one][-8]
    (report,) = published(source_of_text(laid(rows, layout)))
    assert "order" not in {note.kind for note in report.notes}
