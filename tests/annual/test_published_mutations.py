"""Published reports spoilt at random: never an exception, and never a wrong figure that no balance betrays.

The suite runs a seeded part; ``YSQ_MUTATIONS=10000`` runs as many.
"""

from __future__ import annotations

import importlib.util
import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from desk.reading.pages import source as page
from desk.reading.texts import source_of_text
from workflow.annual import FORMS
from workflow.annual.published import Published, Source, published

COUNT = int(os.environ.get("YSQ_MUTATIONS", "600"))
TITLE = "某市某局{year}年政府信息公开工作年度报告"
Rows = list[list[str]]


def beside(name: str) -> ModuleType:
    """Import a file of tests that stands beside this one."""
    spec = importlib.util.spec_from_file_location(f"beside_{name}", Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


LAID: Any = beside("test_published_layouts")


def glued(rows: Rows) -> str:
    """Lay rows out with nothing between the cells."""
    return "".join("".join(row) for row in rows)


def page_of(rows: Rows) -> str:
    """Lay rows out as a page: single cells as paragraphs, the others as table rows."""
    parts = []
    for row in rows:
        cells = "".join(f"<td><p>{cell}</p></td>" for cell in row)
        parts.append(f"<tr>{cells}</tr>" if len(row) > 1 else f"</table><p>{row[0]}</p><table>")
    return f"<html><body><table>{''.join(parts)}</table></body></html>"


LAYOUTS: tuple[Callable[[Rows], str], ...] = (*LAID.LAYOUTS, glued, page_of)


def drop_cell(roll: random.Random, rows: Rows) -> None:
    """Take one cell out of a row of figures."""
    row = roll.choice([row for row in rows if len(row) > 7])
    del row[roll.randrange(len(row))]


def empty_cell(roll: random.Random, rows: Rows) -> None:
    """Blank one cell."""
    row = roll.choice([row for row in rows if len(row) > 2])
    row[roll.randrange(len(row))] = ""


def swap_rows(roll: random.Random, rows: Rows) -> None:
    """Let two neighbouring rows of results change places, each with its label."""
    numbers = [n for n, row in enumerate(rows[:-1]) if len(row) == len(rows[n + 1]) == 8]
    n = roll.choice(numbers)
    rows[n], rows[n + 1] = rows[n + 1], rows[n]


def drop_row(roll: random.Random, rows: Rows) -> None:
    """Leave a row out."""
    del rows[roll.randrange(len(rows))]


def double_row(roll: random.Random, rows: Rows) -> None:
    """Print a row twice."""
    n = roll.randrange(len(rows))
    rows.insert(n, list(rows[n]))


def change_digit(roll: random.Random, rows: Rows) -> None:
    """Change one digit of one figure of table III."""
    row = roll.choice([row for row in rows if 8 <= len(row) <= 10 and row[-1].isdecimal()])
    n = roll.randrange(len(row) - 7, len(row))
    at = roll.randrange(len(row[n]))
    row[n] = row[n][:at] + roll.choice("0123456789") + row[n][at + 1 :]


def spoil_label(roll: random.Random, rows: Rows) -> None:
    """Put a wrong character into a label, or take one out of it."""
    row = roll.choice([row for row in rows if len(row) > 1])
    at = roll.randrange(len(row[0]) or 1)
    row[0] = row[0][:at] + roll.choice(["", "口", " ", "|", "1"]) + row[0][at + 1 :]


def break_text(roll: random.Random, text: str) -> str:
    """Take a short stretch out of the text: half a tag, a bar, the end of a line."""
    at = roll.randrange(len(text))
    return text[:at] + text[at + roll.randint(1, 6) :]


def turn_tag(roll: random.Random, text: str) -> str:
    """Spoil one tag, or one bar, or one line's end."""
    marks = [match.start() for match in re.finditer(r"[<>|\n]", text)] or [0]
    at = roll.choice(marks)
    return text[:at] + roll.choice(["", "<td>", "</tr>", "<", "|", "\n", "</table>"]) + text[at + 1 :]


ON_ROWS = (drop_cell, empty_cell, swap_rows, drop_row, double_row, change_digit, spoil_label)
ON_TEXT = (break_text, turn_tag)


def read(layout: Callable[[Rows], str], text: str) -> Published:
    """Read a spoilt report, as a page or as a text."""
    source: Source = page(text.encode(), ".html") if layout is page_of else source_of_text(text)
    return published(source)[0]


def wrong_cells(report: Published, tables: Any) -> list[tuple[str, str]]:
    """Return the cells of table III that are given with another figure than the one laid out."""
    if report.table3 is None:
        return []
    given, meant = report.table3.cells, tables[1].cells
    return [key for key, figure in given.items() if figure is not None and key in meant and figure != meant[key]]


def test_a_spoilt_report_never_fails_and_never_lies() -> None:
    """Cells dropped, rows swapped, digits changed, tags broken: a figure that differs is betrayed by a balance."""
    bases = {(form.id, seed): LAID.balanced(form, seed, most=14) for form in FORMS for seed in range(6)}
    lies = []
    for number in range(COUNT):
        roll = random.Random(number)
        key = roll.choice(sorted(bases))
        layout, tables = roll.choice(LAYOUTS), bases[key]
        rows = [list(row) for row in LAID.rows_of(tables)]
        change = roll.choice((*ON_ROWS, *ON_TEXT))
        if change in ON_ROWS:
            change(roll, rows)  # type: ignore[arg-type]  # one of ON_ROWS takes rows
        text = TITLE.format(year=tables[1].year) + "\n" + layout(rows)
        text = change(roll, text) if change in ON_TEXT else text  # type: ignore[arg-type,assignment]  # and this a text
        report = read(layout, text)
        assert report.as_json()["file"] == ""
        wrong = wrong_cells(report, tables)
        if wrong and not report.imbalances:
            lies.append((number, layout.__name__, change.__name__, wrong[:3]))
    assert lies == []
