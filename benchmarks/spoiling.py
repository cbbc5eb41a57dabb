"""Spoiling: what happens to a report on its way: cells lost, rows swapped, digits changed, tags broken, a file cut off.

Changes of rows take the report as rows of cells, changes of text as it is printed; each is made once.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
CAPTION = "三、收到和处理政府信息公开申请情况"
Rows = list[list[str]]
_COLUMNS = 7

# -- rows -----------------------------------------------------------------------------------------------------


def _numbered(rows: Rows) -> list[int]:
    """Return the numbers of the rows that hold labels and seven figures."""
    return [n for n, row in enumerate(rows) if len(row) > _COLUMNS and all(map(str.isdecimal, row[-_COLUMNS:]))]


def lose_cell(rows: Rows, draw: random.Random) -> None:
    """Take one cell out of a row of table III, be it a label."""
    row = rows[draw.choice(_numbered(rows))]
    del row[draw.randrange(len(row))]


def empty_cell(rows: Rows, draw: random.Random) -> None:
    """Blank one cell of any table."""
    row = draw.choice([row for row in rows if len(row) > 2])
    row[draw.randrange(len(row))] = ""


def swap_rows(rows: Rows, draw: random.Random) -> None:
    """Let two neighbouring rows change places, each with its label."""
    pairs = [n for n in _numbered(rows) if n + 1 < len(rows) and len(rows[n]) == len(rows[n + 1]) == _COLUMNS + 1]
    n = draw.choice(pairs)
    rows[n], rows[n + 1] = rows[n + 1], rows[n]


def swap_labels(rows: Rows, draw: random.Random) -> None:
    """Let the labels of two rows change places, and leave their figures."""
    one, other = draw.sample(_numbered(rows), 2)
    rows[one][-_COLUMNS - 1], rows[other][-_COLUMNS - 1] = rows[other][-_COLUMNS - 1], rows[one][-_COLUMNS - 1]


def drop_row(rows: Rows, draw: random.Random) -> None:
    """Leave a row out, be it a heading."""
    del rows[draw.randrange(len(rows))]


def print_twice(rows: Rows, draw: random.Random) -> None:
    """Print a row twice."""
    n = draw.randrange(len(rows))
    rows.insert(n, list(rows[n]))


def change_figure(rows: Rows, draw: random.Random) -> None:
    """Put another digit in the place of one of a figure of table III, be it a zero at its head."""
    row = rows[draw.choice(_numbered(rows))]
    n = draw.randrange(len(row) - _COLUMNS, len(row))
    at = draw.randrange(len(row[n]))
    row[n] = row[n][:at] + draw.choice("0123456789") + row[n][at + 1 :]


def put_into_label(rows: Rows, draw: random.Random) -> None:
    """Put a wrong character into a label, or take one out of it."""
    row = draw.choice([row for row in rows if len(row) > 1])
    at = draw.randrange(len(row[0]) or 1)
    row[0] = row[0][:at] + draw.choice(["", "口", " ", "|", "1"]) + row[0][at + 1 :]


# -- text -----------------------------------------------------------------------------------------------------


def _body(text: str) -> int:
    """Return where table III begins: only what stands in it is spoilt."""
    return text.index(CORNER) if CORNER in text else text.index(CAPTION) + len(CAPTION)


def _at(text: str, at: int, new: str) -> str:
    return text[:at] + new + text[at + 1 :]


def change_digit(text: str, draw: random.Random) -> str:
    """Change one digit of a figure."""
    places = [m.start() for m in re.finditer(r"(?<![\d=])\d+(?=\s*(?:[|<\n]| |$))", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), str(draw.randint(1, 9))) if places else text


def change_glued(text: str, draw: random.Random) -> str:
    """Change one digit in the middle of a run, which belongs to no ordinal."""
    places = [m.start() for m in re.finditer(r"\d(?=\d)", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), str(draw.randint(1, 9))) if places else text


def drop_cell(text: str, draw: random.Random) -> str:
    """Drop one cell, so that the others close up."""
    cells = re.finditer(r"<td>[^<]*</td>|\|\s*\d+\s*(?=\|)|(?<=[\s])\d+\s+", text)
    found = [match for match in cells if match.start() > _body(text)]
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


def double_line(text: str, draw: random.Random) -> str:
    """Print one line twice."""
    lines = text.split("\n")
    n = draw.randrange(len(lines))
    return "\n".join([*lines[: n + 1], *lines[n:]])


def spoil_label(text: str, draw: random.Random) -> str:
    """Take one character away from a label."""
    places = [m.start() for m in re.finditer(r"[\u4e00-\u9fff]", text) if m.start() > _body(text)]
    return _at(text, draw.choice(places), "") if places else text


def break_text(text: str, draw: random.Random) -> str:
    """Take a short stretch out of the text: half a tag, a bar, the end of a line, some figures."""
    at = draw.randrange(len(text))
    return text[:at] + text[at + draw.randint(1, 6) :]


def turn_tag(text: str, draw: random.Random) -> str:
    """Spoil one tag, or one bar, or one line's end."""
    at = draw.choice([match.start() for match in re.finditer(r"[<>|\n]", text)] or [0])
    return text[:at] + draw.choice(["", "<td>", "</tr>", "<", "|", "\n", "</table>"]) + text[at + 1 :]


ON_ROWS: tuple[Callable[[Rows, random.Random], None], ...] = (
    lose_cell,
    empty_cell,
    swap_rows,
    swap_labels,
    drop_row,
    print_twice,
    change_figure,
    put_into_label,
)
ON_TEXT: tuple[Callable[[str, random.Random], str], ...] = (
    change_digit,
    change_glued,
    drop_cell,
    drop_line,
    swap_lines,
    break_tag,
    cut_off,
    double_line,
    spoil_label,
    break_text,
    turn_tag,
)
