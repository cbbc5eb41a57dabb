"""Table III as a sheet for any width: no column lost, heads over their columns, the balance in the corner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, zip_longest

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from workflow.annual import Table3


class Sheet:
    """Tables in lines, laid out for the width of the console that prints them: *lines* makes them for so many cells."""

    def __init__(self, lines: Callable[[int], Iterable[str]]) -> None:
        self._lines = lines

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text("\n".join(self._lines(options.max_width)), no_wrap=True, overflow="ignore")


def table3_text(table: Table3, width: int) -> Iterator[str]:
    """Yield table III line by line, at most *width* cells wide (80 or more), under the official labels."""
    form, gap = table.form.table3, 2 if width >= 100 else 1
    sizes = [_size(table, column.id, column.label) + gap for column in form.columns]
    longest = max(cell_len(row.label) + 2 * row.level for row in form.rows)
    room = min(width - sum(sizes), longest)
    rule = "─" * (room + sum(sizes))
    yield from (f"{form.label}（{table.year} 年）", rule)
    left = _wrapped(form.corner, room - 2)
    yield from (_padded(note, room) + over for note, over in zip_longest(left, _header(table, sizes), fillvalue=""))
    yield rule
    section = group = ""
    for row in form.rows:
        yield from [row.section] * (row.section not in ("", section))
        yield from [f"  {row.group}"] * (row.group not in ("", group))
        section, group, indent = row.section, row.group, "  " * (row.level - 1)
        *above, last = _wrapped(row.label, room - len(indent) - 2)
        figures = (f"{_figure(table, row.id, c):>{size}}" for c, size in zip(form.column_ids, sizes, strict=True))
        yield from (indent + line for line in above)
        yield _padded(indent + last, room) + "".join(figures)
    yield rule


def _figure(table: Table3, row: str, column: str) -> str:
    figure = table.cell(row, column)
    return "" if figure is None else str(figure)


def _size(table: Table3, column: str, label: str) -> int:
    """Return the cells that a column needs for its label in two lines and for its longest figure."""
    figures = (len(_figure(table, row, column)) for row in table.form.table3.row_ids)
    return max(*figures, *map(cell_len, _halves(label)))


def _halves(label: str) -> list[str]:
    """Break a label of more than three characters in two, as the printed form does."""
    return [label] if len(label) <= 3 else [label[: len(label) // 2], label[len(label) // 2 :]]


def _header(table: Table3, sizes: list[int]) -> Iterator[str]:
    """Yield the four lines over the figures: the header of all columns, of the groups, and the columns' own."""
    form = table.form.table3
    yield _bracket(form.header, sum(sizes))
    runs = groupby(zip(form.columns, sizes, strict=True), key=lambda pair: pair[0].group)
    yield "".join(_bracket(name, sum(size for _, size in run)) for name, run in runs).rstrip()
    for line in zip_longest(*(_halves(column.label) for column in form.columns), fillvalue=""):
        yield "".join(" " * (size - cell_len(text)) + text for text, size in zip(line, sizes, strict=True)).rstrip()


def _wrapped(text: str, width: int) -> list[str]:
    """Break *text* into lines of *width* cells; a closing mark hangs rather than begin the next line."""
    lines = chop_cells(text, width)
    for n in range(1, len(lines)):
        if lines[n][0] in "，、；）”":
            lines[n - 1], lines[n] = lines[n - 1] + lines[n][0], lines[n][1:]
    return [line for line in lines if line]


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


def _bracket(text: str, width: int) -> str:
    """Centre *text* between two strokes over *width* cells; blanks where there is no text."""
    bar = width - cell_len(text) - 4
    return f"  {'─' * (bar // 2)} {text} {'─' * (bar - bar // 2)}" if text else " " * width
