"""Ten thousand spoilt reports: cells dropped, rows swapped, digits changed, tags broken; none may be misread silently.

``python -m benchmarks.mutations [COUNT [SEED]]`` makes up reports that balance, in seven layouts, spoils each once
and reads it. No exception may come out, and a figure of table III that is not the one made must break a balance
or be left open.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from desk.reading.pages import source as html_source
from desk.reading.texts import source as text_source
from workflow.annual import FORM_2019, FORM_2021, Form, Row
from workflow.annual.grid import Key
from workflow.annual.published import Published, published

Cells = dict[Key, int]
KINDS = FORM_2021.table3.column_ids[:-1]
LAYOUTS = ("lines", "bars", "wide bars", "spaced", "glued", "html", "blank html")


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


def _figures(form: Form, cells: Cells, row: Row) -> list[str]:
    return [str(cells[row.id, column]) for column in form.table3.column_ids]


_HEAD = [
    "申请人情况",
    "自然人",
    "法人或其他组织",
    "总计",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "其他",
]
_CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
_TITLE = "某市某局2{year}年政府信息公开工作年度报告\n一、总体情况\n本局依法公开政府信息。\n"
_CAPTION = "三、收到和处理政府信息公开申请情况"
_FOURTH = "四、政府信息公开行政复议、行政诉讼情况"


def printed(form: Form, cells: Cells, layout: str) -> str:
    """Print table III under its title in one of ``LAYOUTS``, as it is met in the wild."""
    title = _TITLE.replace("2{year}", str(form.first_year))
    rows = list(_labelled(form))
    if layout.endswith("html"):
        return "".join(_html(form, cells, title, rows, layout))
    if layout == "glued":
        body = "".join("".join(labels) + "".join(_figures(form, cells, row)) for row, labels in rows)
        return title.replace("\n", "") + _CAPTION + _CORNER + "".join(_HEAD) + body + _FOURTH
    lines = [_CAPTION]
    if layout == "spaced":
        lines += [
            _CORNER,
            " ".join(_HEAD),
            *(f"{labels[-1]} {' '.join(_figures(form, cells, r))}" for r, labels in rows),
        ]
    elif layout == "wide bars":
        lines += [f"| {' | '.join([*_padded(labels), *_figures(form, cells, row)])} |" for row, labels in rows]
    else:
        bar = " |" if layout == "bars" else ""
        lines += [text + bar for text in (_CORNER, *_HEAD)]
        lines += [text + bar for row, labels in rows for text in (*labels, *_figures(form, cells, row))]
    return title + "\n".join([*lines, _FOURTH, ""])


def _padded(labels: list[str]) -> list[str]:
    return [*[""] * (3 - len(labels)), *labels]


def _html(form: Form, cells: Cells, title: str, rows: list[tuple[Row, list[str]]], layout: str) -> Iterator[str]:
    yield from (f"<html><body><p>{line}</p>\n" for line in title.splitlines())
    yield f"<p>{_CAPTION}</p><table><tr><td rowspan=3 colspan=3>{_CORNER}</td><td colspan=7>申请人情况</td></tr>\n"
    yield "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>\n"
    yield f"<tr>{''.join(f'<td>{label}</td>' for label in _HEAD[4:])}</tr>\n"
    for row, labels in rows:
        depth = {row.section: sum(r.section == row.section for r, _ in rows)}
        depth[row.group] = sum(r.group == row.group for r, _ in rows)
        heads = "".join(f"<td rowspan={depth[text]}>{text}</td>" for text in labels[:-1])
        figures = (f"<td>{_shown(figure, layout)}</td>" for figure in _figures(form, cells, row))
        yield f"<tr>{heads}<td colspan={4 - row.level}>{labels[-1]}</td>{''.join(figures)}</tr>\n"
    yield f"</table><p>{_FOURTH}</p></body></html>\n"


def _shown(figure: str, layout: str) -> str:
    return "&nbsp;" if layout == "blank html" and figure == "0" else figure


# -- spoiling -------------------------------------------------------------------------------------------------


def _body(text: str) -> int:
    """Return where table III begins: only what stands in it is spoilt."""
    return text.index(_CORNER) if _CORNER in text else text.index(_CAPTION) + len(_CAPTION)


def change_digit(text: str, draw: random.Random) -> str:
    """Change one digit of a figure."""
    places = [m.start() for m in re.finditer(r"(?<![\d=])\d+(?=\s*(?:[|<\n]| |$))", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), str(draw.randint(1, 9))) if places else text


def change_glued(text: str, draw: random.Random) -> str:
    """Change one digit in the middle of a run, which belongs to no ordinal."""
    places = [m.start() for m in re.finditer(r"\d(?=\d)", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), str(draw.randint(1, 9))) if places else text


def _at(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at + 1 :]


def drop_cell(text: str, draw: random.Random) -> str:
    """Drop one cell, so that the others close up."""
    found = [
        m for m in re.finditer(r"<td>[^<]*</td>|\|\s*\d+\s*(?=\|)|(?<=[\s])\d+\s+", text) if m.start() > _body(text)
    ]
    spot = draw.choice(found) if found else None
    return text[: spot.start()] + text[spot.end() :] if spot else text


def drop_line(text: str, draw: random.Random) -> str:
    """Drop one line."""
    lines = text.split("\n")
    first = text[: _body(text)].count("\n") + 1
    if first < len(lines):
        del lines[draw.randrange(first, len(lines))]
    return "\n".join(lines)


def swap_lines(text: str, draw: random.Random) -> str:
    """Swap two lines; not two labels that stand alone, which would print another report that balances too."""
    lines = text.split("\n")
    first = text[: _body(text)].count("\n") + 1
    if first + 1 < len(lines):
        one, other = draw.sample(range(first, len(lines)), 2)
        if not any(
            lines[n].strip(" |").isdecimal() or len(lines[n].split()) > 4 or "<" in lines[n] for n in (one, other)
        ):
            return text
        lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def break_tag(text: str, draw: random.Random) -> str:
    """Take one character away from a tag, or one bar."""
    places = [m.start() for m in re.finditer(r"(?<=<)[^>]+>|[|<>/]", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), "") if places else text


def cut_off(text: str, draw: random.Random) -> str:
    """End the file somewhere in the table."""
    return text[: draw.randrange(_body(text), len(text))]


def double_row(text: str, draw: random.Random) -> str:
    """Print one line twice."""
    lines = text.split("\n")
    n = draw.randrange(len(lines))
    return "\n".join([*lines[: n + 1], *lines[n:]])


def spoil_label(text: str, draw: random.Random) -> str:
    """Take one character away from a label."""
    places = [m.start() for m in re.finditer(r"[\u4e00-\u9fff]", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), "") if places else text


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    change_digit,
    change_glued,
    drop_cell,
    drop_line,
    swap_lines,
    break_tag,
    cut_off,
    double_row,
    spoil_label,
)


def spoilt(draw: random.Random) -> Spoilt:
    """Make up a report, print it and spoil it once."""
    form, layout = draw.choice((FORM_2019, FORM_2021)), draw.choice(LAYOUTS)
    cells = table(form, draw, 30 if layout == "glued" else 400)
    change = draw.choice(CHANGES)
    return Spoilt(layout, change(printed(form, cells, layout), draw), cells, form, change.__name__)


# -- judging --------------------------------------------------------------------------------------------------


def read(layout: str, text: str) -> Published:
    """Read a report of that layout out of its text."""
    opener = html_source if layout.endswith("html") else text_source
    return published(opener(text.encode(), ".html" if layout.endswith("html") else ".txt"))[0]


def silent_errors(report: Spoilt) -> list[str]:
    """Return the figures of table III that are read otherwise than they were made while every balance holds.

    A figure that is empty or open is no error; nor is one where an imbalance names its row or column; nor is a
    changed digit between blanks, which no balance can judge and which stands there as it is read.
    """
    found = read(report.layout, report.text)
    if found.table3 is None or (report.layout == "blank html" and report.done.startswith("change_")):
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
        ):
            wrong.append(f"{row}.{column}: read {figure}, made {report.cells.get((row, column))}")
    return wrong


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
