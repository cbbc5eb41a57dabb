"""Years: reports of one agency held against each other, and what a year's report says of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from ...words import Words
from ..following import carry_imbalances
from ..grid import Key, Table2
from ..layout import Block
from .filled import Parted
from .glued import Split
from .parting import presumed
from .readings import Figure
from .remarks import of_split
from .report import Published

_BEFORE = Words("上一年度或下一年度报告的项目数量", "the number of items in the report of the year before or after")
_ITEMS, _CHANGE = "last_year_items", "change"


def across_years(reports: Sequence[Published]) -> tuple[Published, ...]:
    """Return the reports, each with the columns in which it does not take up what the year before left open.

    Reports are of one agency where its name is the same but for spaces; the first of a year counts. Digits of
    table II that are run together in one report are parted where the items of the other leave one way.
    """
    read = list(reports)
    first: dict[tuple[str, int], int] = {}
    for number, report in enumerate(read):
        if report.agency and report.year:
            first.setdefault((report.agency, report.year), number)
    for (agency, year), number in first.items():
        before = first.get((agency, year - 1))
        if before is not None:
            read[before], read[number] = _parted(read[before], read[number])
    before_of = [first.get((report.agency or "", (report.year or 0) - 1)) for report in read]
    return tuple(
        report if before is None else _followed(report, read[before])
        for report, before in zip(read, before_of, strict=True)
    )


def _followed(report: Published, before: Published) -> Published:
    if before.table3 is None or report.table3 is None:
        return report
    return evolve(report, imbalances=(*report.imbalances, *carry_imbalances(before.table3, report.table3)))


def _parted(before: Published, after: Published) -> tuple[Published, Published]:
    """Part the digits of table II of two years: the items of a year are those of the year before and the change."""
    if before.table2 is None or after.table2 is None or before.table2.form != after.table2.form:
        return before, after
    for block, row in _rows(before.table2):
        then, now = _possible(before, block, row), _possible(after, block, row)
        pairs = [(one, other) for one in then for other in now if one[0] + one[1] == other[0]]
        before = _taken(before, block, row, [one for one, _ in pairs])
        after = _taken(after, block, row, [other for _, other in pairs])
    return before, after


def _rows(table: Table2) -> Iterator[tuple[Block, str]]:
    for block in table.form.table2:
        if block.column_ids[:2] == (_ITEMS, _CHANGE):
            yield from ((block, row) for row in block.row_ids)


def _possible(report: Published, block: Block, row: str) -> tuple[Split, ...]:
    """Return the ways in which a row may be read: its figures, or those that its digits allow; none where it is unknown."""
    if row in report.ways:
        return presumed(block.column_ids, report.ways[row])
    assert report.table2 is not None
    figures = [report.table2.cells.get((row, column)) for column in block.column_ids]
    return () if None in figures else (tuple(figure for figure in figures if figure is not None),)


def _taken(report: Published, block: Block, row: str, ways: list[Split]) -> Published:
    """Take the one way that is left of a row; leave the report as it is where more are, or the row is read already."""
    if len(set(ways)) != 1 or row not in report.ways or report.table2 is None:
        return report
    cells: dict[Key, Figure | None] = dict(report.table2.cells) | {
        (row, column): figure for column, figure in zip(block.column_ids, ways[0], strict=True)
    }
    place = report.place("table2", (row, block.column_ids[0]))
    official = next(each for each in block.rows if each.id == row)
    said = of_split("table2", official, place, ways[0], Parted(_BEFORE, report.ways[row]))
    notes = [
        said if (note.table, note.row, note.kind) == ("table2", row, "ambiguous") else note for note in report.notes
    ]
    open_ = {name: found for name, found in report.ways.items() if name != row}
    return evolve(
        report,
        table2=Table2(year=report.table2.year, form=report.table2.form, cells=cells),
        notes=tuple(notes),
        ways=open_,
    )
