"""Spoilt reports: no error comes out, and no figure is misread without a balance that says so."""

from __future__ import annotations

import random

import pytest

from benchmarks.mutations import LAYOUTS, printed, read, silent_errors, spoilt, table
from workflow.annual import FORM_2021, FORMS, Form


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_a_sound_report_is_read_to_its_figures(form: Form, layout: str) -> None:
    """Unspoilt, every figure is the one made (a blank stays blank), and nothing is accused."""
    draw = random.Random(f"{form.id} {layout}")
    for _ in range(8):
        cells = table(form, draw, 30 if layout == "glued" else 400)
        found = read(layout, printed(form, cells, layout))
        assert found.table3 is not None
        assert found.table3.form == form
        assert not found.imbalances
        blank = layout == "blank html"
        open_cells = {(note.row, note.column) for note in found.notes if note.kind == "ambiguous"}
        rows_open = {row for row, _ in open_cells}
        for key, figure in found.table3.cells.items():
            if figure is None:
                assert (blank and cells[key] == 0) or (layout == "glued" and key[0] in rows_open)
            else:
                assert figure == cells[key]


@pytest.mark.parametrize("seed", range(8))
def test_nothing_spoilt_is_misread_in_silence(seed: int) -> None:
    """A hundred spoilt reports a seed; ``python -m benchmarks.mutations`` reads ten thousand."""
    draw = random.Random(1000 + seed)
    for _ in range(100):
        report = spoilt(draw)
        assert silent_errors(report) == [], (report.layout, report.done)


def test_labels_that_lost_their_figures_take_no_others() -> None:
    """The first label has slipped below: the figures above the second are not the second's, nor are those behind."""
    draw = random.Random(3)
    cells = table(FORM_2021, draw)
    lines = printed(FORM_2021, cells, "lines").split("\n")
    first = lines.index(FORM_2021.table3.rows[0].label)
    lines.insert(first + 40, lines.pop(first))
    found = read("lines", "\n".join(lines))
    assert found.table3 is not None
    assert all(figure in (None, cells[key]) for key, figure in found.table3.cells.items())


@pytest.mark.parametrize("layout", ["blank html", "lines", "bars", "spaced", "glued"])
def test_a_figure_cut_in_two_by_the_end_of_the_file_is_not_read(layout: str) -> None:
    """Wherever a file ends in table III, no figure is half of one; what follows is said to be missing."""
    draw = random.Random(11)
    cells = table(FORM_2021, draw, most=30)
    text = printed(FORM_2021, cells, layout)
    body = text.index(FORM_2021.table3.rows[1].label)
    for end in range(body, text.index(FORM_2021.table3.rows[5].label), 1 if layout == "blank html" else 3):
        found = read(layout, text[:end])
        if found.table3 is not None:
            kinds = {note.kind for note in found.notes}
            assert "incomplete" in kinds or layout == "glued"
            assert not found.imbalances
            figures = {key: figure for key, figure in found.table3.cells.items() if figure is not None}
            assert {key: cells[key] for key in figures} == figures, end
