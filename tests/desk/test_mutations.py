"""Spoilt reports: no error comes out, and no figure is misread without a balance that says so."""

from __future__ import annotations

import random

import pytest

from benchmarks.mutations import LAYOUTS, printed, read, silent_errors, spoilt, table
from workflow.annual import FORMS, Form


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


@pytest.mark.parametrize("seed", range(6))
def test_nothing_spoilt_is_misread_in_silence(seed: int) -> None:
    """A hundred spoilt reports a seed; ``python -m benchmarks.mutations`` reads ten thousand."""
    draw = random.Random(1000 + seed)
    for _ in range(100):
        report = spoilt(draw)
        assert silent_errors(report) == [], (report.layout, report.done)
