"""Draw ``deadline.svg``: what ``ysq deadline`` prints for a case of the example, as a terminal shows it.

Every run of characters is set on the grid of the terminal, two cells for a Chinese character, and told how
long it is, so that the picture lines up whatever monospaced font the reader has.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

from rich.cells import cell_len

from desk import Desk
from workflow.clock.wording import DUTIES

HERE = Path(__file__).resolve().parent
PICTURE = HERE / "deadline.svg"
CASE_FILE, CASE = HERE.parent.parent / "examples" / "fuzhou_2025.jsonl", "2025-006"
ON = date(2025, 10, 27)
CELLS, CELL, LINE, SIZE, TOP, LEFT = 96, 8, 23, 14.5, 54, 22
FONT = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK SC', 'PingFang SC', 'Microsoft YaHei', monospace"
ARROWS = "→⇒"
NEVER_FIRST = "。，；：、）〕》"
STYLES = (
    ("prompt", re.compile(r"^\$.*")),
    ("head", re.compile(r"^[^\d\s⇒].*期限$")),
    ("due", re.compile(r"^⇒.*")),
    ("cite", re.compile(r"〔[^〕]*〕?|^[^〔]*〕")),
    ("date", re.compile(r"\d{4}-\d\d-\d\d（周.）|\d\d-\d\d(?:–\d\d-\d\d)?")),
)
COLOURS = {
    "": "#d8dee9",
    "head": "#eceff4",
    "prompt": "#a3be8c",
    "due": "#ebcb8b",
    "cite": "#81a1c1",
    "date": "#88c0d0",
}


def lines() -> list[str]:
    """Return what the terminal shows, wrapped."""
    with tempfile.TemporaryDirectory() as folder, Desk.open(Path(folder) / "register.db") as desk:
        desk.import_file(CASE_FILE)
        limits = desk.deadlines(CASE, ON)
    shown = [f"$ ysq deadline {CASE} --on {ON}"]
    for limit in limits:
        shown += [DUTIES[limit.duty].zh, *limit.explain().splitlines()]
    return [part for line in shown for part in wrapped(line)]


def wrapped(line: str) -> Iterator[str]:
    """Break a line at the width of the terminal: dates stay whole, a closing mark never begins a line."""
    hang = " " * (3 if line[:1].isdigit() else 2)
    row = ""
    for piece in re.findall(rf"[!-~–]+(?:（周.）)?[{NEVER_FIRST}]*|.[{NEVER_FIRST}]*", line):
        if cell_len(row + piece.rstrip()) > CELLS:
            yield row.rstrip()
            row = hang + piece.lstrip()
        else:
            row += piece
    yield row.rstrip()


def svg() -> str:
    """Return the picture."""
    shown = lines()
    width, height = LEFT * 2 + CELLS * CELL, TOP + LINE * len(shown) + 8
    colours = "".join(f".{name or 'text'}{{fill:{colour}}}" for name, colour in COLOURS.items())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" role="img" '
        f'aria-label="ysq deadline {CASE}"><style>text{{font:{SIZE}px {FONT};white-space:pre}}'
        f".due,.head{{font-weight:bold}}{colours}</style>"
        f'<rect width="{width:.0f}" height="{height}" rx="8" fill="#2e3440"/>'
        '<g fill="#4c566a"><circle cx="24" cy="20" r="6"/><circle cx="44" cy="20" r="6"/>'
        '<circle cx="64" cy="20" r="6"/></g>'
    )
    rows = [part for n, line in enumerate(shown) for part in _row(line, TOP + LINE * n, _styles(shown, n))]
    return "\n".join([head, *rows, "</svg>"]) + "\n"


def _styles(shown: list[str], n: int) -> list[str]:
    """Return the style of each character of a line; a citation may have begun on the line before."""
    line = shown[n]
    found = [""] * len(line)
    open_before = n > 0 and shown[n - 1].rfind("〔") > shown[n - 1].rfind("〕")
    for name, pattern in STYLES:
        for match in pattern.finditer(line):
            if name == "cite" and not match[0].startswith("〔") and not open_before:
                continue
            for i in range(*match.span()):
                found[i] = found[i] or name
    return found


def _row(line: str, y: int, styles: list[str]) -> Iterator[str]:
    """Yield a text element for each run of one style and one width of character."""
    column = start = 0
    for i in range(1, len(line) + 1):
        if i == len(line) or (styles[i], _width(line[i])) != (styles[start], _width(line[start])):
            run = line[start:i]
            if said := run.strip():
                x, length = LEFT + (column + run.index(said)) * CELL, cell_len(said) * CELL
                place = f'x="{x}" y="{y}" textLength="{length}"'
                if said in ARROWS:
                    place = f'x="{x + CELL / 2}" y="{y}" text-anchor="middle"'
                yield f'<text {place} class="{styles[start] or "text"}">{escape(said)}</text>'
            column, start = column + cell_len(run), i


def _width(character: str) -> str:
    """Tell apart what is set in one cell, in two, and the arrows, which fonts draw as wide as they like."""
    return character if character in ARROWS else str(cell_len(character))


if __name__ == "__main__":
    PICTURE.write_text(svg(), "utf-8")
