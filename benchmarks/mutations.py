"""Ten thousand spoilt reports: cells dropped, rows swapped, digits changed, tags broken; none may be misread silently.

``python -m benchmarks.mutations [COUNT [SEED]]`` makes up reports that balance, in nine layouts, spoils each once
and reads it. No exception may come out, and a figure of table III that is not the one made must break a balance
or be left open.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from desk.reading.pages import source as html_source
from desk.reading.texts import source as text_source
from workflow.annual import FORM_2019, FORM_2021, Form, Row
from workflow.annual.grid import Key
from workflow.annual.published import Published, published

from .spoiling import CAPTION, CORNER, ON_ROWS, ON_TEXT, Rows

Cells = dict[Key, int]
KINDS = FORM_2021.table3.column_ids[:-1]
SPANNED = ("html", "blank html")
LAYOUTS = ("lines", "bars", "wide bars", "spaced", "full width", "glued", "page", *SPANNED)
_WIDE = {ord("0") + n: chr(0xFF10 + n) for n in range(10)}


class Spoilt(NamedTuple):
    """A report as it is printed: its layout, its text, the figures it was made from and what was done to it."""

    layout: str
    text: str
    cells: Cells
    form: Form
    done: str


# -- made-up reports ------------------------------------------------------------------------------------------


def table(form: Form, draw: random.Random, most: int = 400) -> Cells:
    """Make up a table III that balances: result rows of up to *most* first, everything else out of them."""
    cells: Cells = {}
    most = min(most, draw.choice((0, 3, 30, 400)))
    for kind in KINDS:
        rows = {row: draw.choice((0, 0, draw.randint(0, most))) for row in form.result_rows}
        carried, brought = draw.choice((0, draw.randint(0, 9))), draw.choice((0, draw.randint(0, 9)))
        done = sum(rows.values())
        brought = min(brought, done + carried)
        rows |= {"concluded_total": done, "carried_forward": carried, "brought_forward": brought}
        rows["received"] = done + carried - brought
        cells |= {(row, kind): figure for row, figure in rows.items()}
    return cells | {(row, "total"): sum(cells[row, kind] for kind in KINDS) for row in form.table3.row_ids}


def _labelled(form: Form) -> Iterator[tuple[Row, list[str]]]:
    """Yield each row with the labels that begin in it, outermost first."""
    section = group = ""
    for row in form.table3.rows:
        new = [text for text, last in ((row.section, section), (row.group, group)) if text and text != last]
        section, group = row.section, row.group
        yield row, [*new, row.label]


_HEAD = [
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
_RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
_FOURTH = "四、政府信息公开行政复议、行政诉讼情况"
_FIFTH = "五、存在的主要问题及改进情况"


def rows_of(form: Form, cells: Cells, draw: random.Random | None = None) -> Rows:
    """Lay a report out in rows of cells; with *draw*, tables II and IV are made up around table III."""
    rows = [[f"某市某局{form.first_year}年政府信息公开工作年度报告"], ["一、总体情况"], ["本局依法公开政府信息。"]]
    if draw:
        rows.append(["二、主动公开政府信息情况"])
        for block in form.table2:
            rows += [[block.label], ["信息内容", *(column.label for column in block.columns)]]
            rows += [[row.label, *(str(draw.randint(0, 900)) for _ in block.columns)] for row in block.rows]
    rows += [[CAPTION], [CORNER, "申请人情况"], *map(list, _HEAD)]
    for row, labels in _labelled(form):
        rows.append([*labels, *(str(cells[row.id, column]) for column in form.table3.column_ids)])
    rows.append([_FOURTH])
    return rows + _disputes(draw) if draw else rows


def _disputes(draw: random.Random) -> Rows:
    figures = [[draw.choice((0, 0, draw.randint(0, 30))) for _ in _RESULTS[:-1]] for _ in range(3)]
    cells = [str(n) for part in figures for n in (*part, sum(part))]
    heads = [["行政复议", "行政诉讼"], [*_RESULTS, "未经复议直接起诉", "复议后起诉"], _RESULTS * 2]
    return [*heads, cells, [_FIFTH], ["六、其他需要报告的事项"]]


# -- layouts --------------------------------------------------------------------------------------------------


def printed(form: Form, cells: Cells, layout: str) -> str:
    """Print table III under its title in one of ``LAYOUTS``, as it is met in the wild."""
    return laid(rows_of(form, cells), layout) if layout not in SPANNED else "".join(_spanned(form, cells, layout))


def laid(rows: Rows, layout: str) -> str:
    """Lay rows out as a text in one of the layouts without spans."""
    if layout == "glued":
        return "".join("".join(row) for row in rows)
    if layout in ("lines", "bars"):
        bar = " |" if layout == "bars" else ""
        return "\n".join(cell + (bar if len(row) > 1 else "") for row in rows for cell in row) + "\n"
    if layout == "wide bars":
        return "\n".join(f"| {' | '.join(row)} |" if len(row) > 1 else row[0] for row in rows) + "\n"
    if layout == "page":
        return "".join(_page(rows))
    text = "\n".join(" ".join(row) for row in rows) + "\n"
    return text.translate(_WIDE) if layout == "full width" else text


def _page(rows: Rows) -> Iterator[str]:
    """Yield a page of tables whose cells span nothing, each single cell a paragraph between them."""
    yield "<html><body><table>\n"
    for row in rows:
        cells = "".join(f"<td><p>{cell}</p></td>" for cell in row)
        yield f"<tr>{cells}</tr>\n" if len(row) > 1 else f"</table><p>{row[0]}</p><table>\n"
    yield "</table></body></html>\n"


def _spanned(form: Form, cells: Cells, layout: str) -> Iterator[str]:
    """Yield a page whose group labels span their rows, as the official table has them."""
    rows = list(_labelled(form))
    yield from (f"<html><body><p>{row[0]}</p>\n" for row in rows_of(form, cells)[:3])
    yield f"<p>{CAPTION}</p><table><tr><td rowspan=3 colspan=3>{CORNER}</td><td colspan=7>申请人情况</td></tr>\n"
    yield "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>\n"
    yield f"<tr>{''.join(f'<td>{label}</td>' for label in _HEAD[1])}</tr>\n"
    for row, labels in rows:
        depth = {row.section: sum(r.section == row.section for r, _ in rows)}
        depth[row.group] = sum(r.group == row.group for r, _ in rows)
        heads = "".join(f"<td rowspan={depth[text]}>{text}</td>" for text in labels[:-1])
        figures = (f"<td>{_shown(cells[row.id, column], layout)}</td>" for column in form.table3.column_ids)
        yield f"<tr>{heads}<td colspan={4 - row.level}>{labels[-1]}</td>{''.join(figures)}</tr>\n"
    yield f"</table><p>{_FOURTH}</p></body></html>\n"


def _shown(figure: int, layout: str) -> str:
    return "&nbsp;" if layout == "blank html" and not figure else str(figure)


def spoilt(draw: random.Random) -> Spoilt:
    """Make up a report, print it and spoil it once."""
    form, layout = draw.choice((FORM_2019, FORM_2021)), draw.choice(LAYOUTS)
    cells = table(form, draw, 30 if layout == "glued" else 400)
    if layout not in SPANNED and draw.random() < 0.5:
        rows, change = rows_of(form, cells, draw), draw.choice(ON_ROWS)
        change(rows, draw)
        return Spoilt(layout, laid(rows, layout), cells, form, change.__name__)
    turn = draw.choice(ON_TEXT)
    return Spoilt(layout, turn(printed(form, cells, layout), draw), cells, form, turn.__name__)


# -- judging --------------------------------------------------------------------------------------------------


def read(layout: str, text: str) -> Published:
    """Read a report of that layout out of its text."""
    page = layout in (*SPANNED, "page")
    source = (html_source if page else text_source)(text.encode(), ".html" if page else ".txt")
    return published(source)[0]


def silent_errors(report: Spoilt) -> list[str]:
    """Return the figures of table III that are read otherwise than they were made while every balance holds.

    A figure that is empty or open is no error; nor is one where an imbalance names its row or column; nor are labels
    that have changed places where it is said that rows are out of order; nor is a
    digit changed or lost between blanks, which no balance can judge and which stands there as it is read.
    """
    found = read(report.layout, report.text)
    if found.table3 is None or (report.layout == "blank html" and report.done.startswith("change_")):
        return []
    if report.done == "swap_labels" and any(note.kind == "order" for note in found.notes):
        return []
    rows = {each.row for each in found.imbalances}
    columns = {each.column for each in found.imbalances if each.row is None}
    wrong = []
    for (row, column), figure in found.table3.cells.items():
        if (
            figure is not None
            and figure != report.cells.get((row, column))
            and row not in rows
            and column not in columns
            and not (report.layout == "blank html" and _shortened(figure, report.cells.get((row, column), 0)))
        ):
            wrong.append(f"{row}.{column}: read {figure}, made {report.cells.get((row, column))}")
    return wrong


def _shortened(figure: int, made: int) -> bool:
    """Whether *figure* is *made* with digits lost at its end or at its head."""
    return str(made).startswith(str(figure)) or str(made).endswith(str(figure))


def main(count: int = 10_000, seed: int = 1) -> int:
    """Spoil and read *count* reports; print what escaped, and a line of counts. Return how many did."""
    draw, seen, escaped = random.Random(seed), Counter[str](), 0
    for number in range(count):
        report = spoilt(draw)
        seen[report.done] += 1
        wrong = silent_errors(report)
        if wrong:
            escaped += 1
            print(number, report.layout, report.done, *wrong[:4], sep="; ")
    print(f"{count} spoilt reports, {escaped} misread in silence:", dict(seen))
    return escaped


if __name__ == "__main__":
    sys.exit(1 if main(*map(int, sys.argv[1:3])) else 0)
