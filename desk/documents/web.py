"""The report as one HTML file: real tables with captions and scopes, charts within, ready for print on A4."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import import_module
from itertools import pairwise

from workflow.annual.prose import SECTIONS, Section

from .grids import Cell, Grid
from .values import Document

STYLE = """
:root{color-scheme:light}
body{font-family:"Noto Serif CJK SC","Source Han Serif SC","Songti SC",SimSun,serif;color:#1a1a1a;background:#fff;
line-height:1.8;max-width:60rem;margin:2rem auto;padding:0 1.2rem}
h1{text-wrap:balance;font-size:1.7rem;text-align:center;line-height:1.4;margin:1rem 0 2rem}
h2,caption{font-family:"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",SimHei,sans-serif;
font-size:1.15rem;font-weight:600;text-align:left;margin:2rem 0 .6rem;break-after:avoid}
p.note{text-indent:0;text-align:center;margin:-1.4rem 0 2rem}
p{text-indent:2em;margin:.4rem 0;text-align:justify}
.scroll{overflow-x:auto;margin:2rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45;font-variant-numeric:tabular-nums}
caption{margin:0;padding:0 0 .6rem}
th,td{border:1px solid #55555a;padding:.28rem .35rem;vertical-align:middle}
th{font-weight:400;text-align:center;background:#f4f4f0}
tbody th{text-align:left;background:#fff}
tbody th.title,tbody th.label{text-align:center;background:#f4f4f0}
td{text-align:center}
td.note{text-align:left}
th.corner{text-align:left}
th.label{text-wrap:balance}
figure{margin:1.6rem 0;break-inside:avoid}
figure svg{display:block;width:100%;max-width:36rem;height:auto;margin:0 auto}
@page{size:A4;margin:20mm 16mm}
@media print{body{max-width:none;margin:0;padding:0;font-size:10.5pt}.scroll{overflow:visible;break-inside:avoid;margin:12pt 0}
h1{font-size:15pt}figure{margin:8pt 0}figure svg{width:64%}table{font-size:8.5pt;line-height:1.3}th,td{padding:1.5pt 3pt}
tr{break-inside:avoid}th,tbody th.title,tbody th.label{background:#fff}a{color:inherit;text-decoration:none}}
"""


def write(document: Document) -> bytes:
    """Return the report as HTML that needs no other file."""
    parts = [
        part
        for made in document.parts()
        for part in (_prose(made) if isinstance(made, Section) else _part(made, document))
    ]
    body = "\n".join(parts)
    note = f'<p class="note">{escape(document.note)}</p>\n' if document.note else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(document.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(document.title)}</h1>\n{note}{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _prose(section: Section) -> Iterator[str]:
    yield f'<section aria-labelledby="s{SECTIONS.index(section.heading) + 1}">'
    yield f'<h2 id="s{SECTIONS.index(section.heading) + 1}">{escape(section.heading)}</h2>'
    yield from (f"<p>{escape(paragraph)}</p>" for paragraph in section.paragraphs)
    yield "</section>"


def _part(grid: Grid, document: Document) -> Iterator[str]:
    """Yield a table; the charts stand below the table of requests."""
    yield from table(grid)
    if grid.id == "table3" and document.charts is not None:
        yield from import_module(".charts", __package__).figures(document.charts)


def table(grid: Grid) -> Iterator[str]:
    """Yield a table line by line."""
    rows = list(grid.rows())
    yield f'<div class="scroll" role="region" aria-label="{escape(grid.caption)}" tabindex="0">'
    yield f'<table id="{grid.id}">\n<caption>{escape(grid.caption)}</caption>'
    yield "".join(_column_groups(grid))
    head = next(n for n, row in enumerate(rows) if row[0].kind not in _OF_HEAD)
    yield "<thead>"
    yield from (_row(row, "colgroup") for row in rows[:head])
    yield "</thead>\n<tbody>"
    for n, row in enumerate(rows[head:]):
        if n and _begins(row, rows[head + n - 1]):
            yield "</tbody>\n<tbody>"
        yield _row(row, "rowgroup")
    yield "</tbody>\n</table>\n</div>"


_OF_HEAD = ("title", "corner", "column")


def _column_groups(grid: Grid) -> Iterator[str]:
    """Yield the columns with their widths, in the groups over which a heading spans."""
    heads = [cell for cell in grid.cells if cell.kind in ("corner", "column") and cell.width > 1]
    edges = {edge for cell in heads for edge in (cell.left, cell.left + cell.width)} | {0, grid.columns}
    for left, right in pairwise(sorted(edges)):
        columns = "".join(f'<col style="width:{100 * share:.1f}%">' for share in grid.widths[left:right])
        yield f"<colgroup>{columns}</colgroup>"


def _begins(row: list[Cell], above: list[Cell]) -> bool:
    """Tell whether a body begins with a row: with a title, with a section over several rows, or behind such a section."""
    first = row[0]
    return first.kind == "title" or (
        first.left == 0 and first.kind == "row" and (first.height > 1 or above[0].left > 0)
    )


def _row(cells: list[Cell], group: str) -> str:
    return "<tr>" + "".join(_cell(cell, group) for cell in cells) + "</tr>"


def _cell(cell: Cell, group: str) -> str:
    """Write a cell in a *group* of rows: ``colgroup`` in the head, ``rowgroup`` in a body."""
    spans = (f' rowspan="{cell.height}"' if cell.height > 1 else "") + (
        f' colspan="{cell.width}"' if cell.width > 1 else ""
    )
    if not cell.is_head:
        at = f' data-row="{cell.key[0]}" data-column="{cell.key[1]}"' if cell.key else ""
        note = ' class="note"' if cell.kind == "note" and cell.width > 1 else ""
        return f"<td{spans}{note}{at}>{escape(cell.text)}</td>"
    look = {"title": ' class="title"', "corner": ' class="corner"', "column": ' class="label"'}.get(cell.kind, "")
    return f'<th{spans}{look} scope="{_scope(cell, group)}">{escape(cell.text)}</th>'


def _scope(cell: Cell, group: str) -> str:
    """Say for which cells a heading speaks: a row or a column, or the group of them over which it spans."""
    if cell.kind == "title":
        return group
    if cell.kind == "row":
        return "rowgroup" if cell.height > 1 else "row"
    return "colgroup" if cell.width > 1 else "col"
