"""Published: a report that somebody printed, read, and judged by the balances and by what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve, field, frozen

from ...words import Words
from ..balance import Imbalance, imbalances
from ..following import carry_imbalances
from ..forms import FORM_2021, form_for
from ..grid import Key, Table, Table2, Table3, Table4
from ..layout import Block, Form, UnknownForm
from .filled import Filled
from .notes import Note, at
from .prose import Said, claims, prose_notes, said_in
from .readings import Reading, State
from .regions import text_of
from .side_by_side import halves
from .source import Source
from .table2 import narrowed, table2_of
from .table3 import table3_of
from .table4 import table4_of
from .title import title_of

_MOST_WAYS = 24
_TABLES = {
    "table2": Words("表二", "table II"),
    "table3": Words("表三", "table III"),
    "table4": Words("表四", "table IV"),
}


@frozen(kw_only=True)
class Published:
    """A published report: whose, of which year, in which form, its tables, what breaks, and what is odd.

    A cell that is None in a table is empty in the source or could not be told for certain; ``notes`` says
    which. ``hybrid`` is True where table II follows another form than table III.
    """

    file: str
    agency: str | None
    year: int | None
    form: Form | None
    hybrid: bool = False
    table2: Table2 | None = field(default=None, repr=False)
    table3: Table3 | None = field(default=None, repr=False)
    table4: Table4 | None = field(default=None, repr=False)
    imbalances: tuple[Imbalance, ...] = ()
    notes: tuple[Note, ...] = ()
    prose: tuple[Said, ...] = field(default=(), repr=False)

    @property
    def tables(self) -> tuple[Table2 | Table3 | Table4, ...]:
        """Return the tables that were found."""
        return tuple(table for table in (self.table2, self.table3, self.table4) if table is not None)

    def as_json(self) -> dict[str, Any]:
        """Return the report as the command line's contract writes it."""
        return {
            "file": self.file,
            "agency": self.agency,
            "year": self.year,
            "form": self.form.id if self.form else None,
            "hybrid": self.hybrid,
            "table2": self.table2.as_json() if self.table2 else None,
            "table3": self.table3.as_json() if self.table3 else None,
            "table4": self.table4.as_json() if self.table4 else None,
            "imbalances": [each.as_json() for each in self.imbalances],
            "findings": [note.as_json() for note in self.notes],
        }


def published(source: Source, year: int | None = None) -> tuple[Published, ...]:
    """Read and check the reports in *source*: one, or the two that stand side by side in it.

    *year* is the report year where the reader knows better than the file; of two side by side it picks none.
    """
    sides = halves(source)
    return tuple(_read(side, year if len(sides) == 1 else None) for side in sides)


def _read(source: Source, given: int | None) -> Published:
    text, title = text_of(source), title_of(source)
    year = given or title.year
    second, third, fourth = table2_of(source, text, year), table3_of(source, text, year), table4_of(source, text, year)
    said = said_in(text.prose)
    second = second and narrowed(second, claims(said, "table2"))
    form = third.form if third else second.form if second else _of_year(year)
    base = year or (form or FORM_2021).first_year
    made = Published(
        file=source.name,
        agency=title.agency,
        year=year,
        form=form,
        hybrid=second is not None and third is not None and second.form != third.form,
        table2=Table2(year=base, form=second.form, cells=_values(second, second.form.table2)) if second else None,
        table3=Table3(year=base, form=third.form, cells=_counts(third, (third.form.table3,))) if third else None,
        table4=_table4(fourth, base, form or FORM_2021),
        prose=tuple(said),
    )
    found = {"table2": second, "table3": third, "table4": fourth}
    return evolve(
        made,
        imbalances=tuple(each for table in made.tables for each in imbalances(table)),
        notes=(*_of_whole(made, title.year_from, given), *_of_tables(made, found), *_of_prose(made)),
    )


def _table4(filled: Filled | None, year: int, form: Form) -> Table4 | None:
    return Table4(year=year, form=form, cells=_counts(filled, (form.table4,))) if filled else None


def _of_year(year: int | None) -> Form | None:
    try:
        return None if year is None else form_for(year)
    except UnknownForm:
        return None


def _values(filled: Filled, blocks: Iterable[Block]) -> dict[Key, Any]:
    read = filled.readings(blocks)
    return {key: read[key].value if key in read else None for block in blocks for key in block.keys}


def _counts(filled: Filled, blocks: tuple[Block, ...]) -> dict[Key, int | None]:
    return {key: value if isinstance(value, int) else None for key, value in _values(filled, blocks).items()}


def _of_whole(made: Published, year_from: str | None, given: int | None) -> Iterable[Note]:
    if made.agency is None:
        yield Note(kind="agency", words=Words("未能识别机关名称", "the agency could not be told"))
    if made.year is None:
        yield Note(
            kind="year", words=Words("未能识别报告年度，可用 --year 指定", "no year found; give one with --year")
        )
    elif given is None and year_from in ("text", "name"):
        zh, en = {"text": ("正文", "the prose"), "name": ("文件名", "the name of the file")}[year_from]
        words = Words(f"没有标题；年度 {made.year} 取自{zh}", f"no title; the year {made.year} is taken from {en}")
        yield Note(kind="year", words=words)
    if made.hybrid and made.table2 and made.table3:
        two, three = made.table2.form.id, made.table3.form.id
        zh = f"混合格式：表二用 {two} 年格式，表三用 {three} 年格式"
        yield Note(
            kind="hybrid", words=Words(zh, f"a hybrid: table II in the form of {two}, table III in that of {three}")
        )
    due = _of_year(made.year)
    if due and made.table3 and made.table3.form != due:
        zh = f"表三为 {made.table3.form.id} 年格式，{made.year} 年度应为 {due.id} 年格式（{due.document}）"
        en = f"table III is in the form of {made.table3.form.id}; for {made.year} it is that of {due.id} ({due.document})"
        yield Note(kind="form", words=Words(zh, en), table="table3")


def _of_tables(made: Published, found: dict[str, Filled | None]) -> Iterable[Note]:
    for name, filled in found.items():
        table = getattr(made, name)
        if filled is None or table is None:
            zh, en = _TABLES[name]
            yield Note(
                kind="missing_table", words=Words(f"未找到{zh}的数字", f"no figures of {en} were found"), table=name
            )
        else:
            yield from _of_rows(name, filled, table.blocks)


def _of_rows(name: str, filled: Filled, blocks: tuple[Block, ...]) -> Iterable[Note]:
    zh, en = _TABLES[name]
    for row in (row for block in blocks for row in block.rows):
        read = filled.rows.get(row.id)
        if read is None:
            words = Words(f"{zh}缺少行“{row.label}”", f"{en} lacks the row {row.id}")
            yield Note(kind="missing_row", words=words, table=name, row=row.id)
            continue
        if not read.exact:
            shown = " ".join(read.label.split())
            words = at(
                read.place,
                f"{zh}的标签“{shown}”与规定的“{read.official or row.label}”不同",
                f"{en}: the label “{shown}” of row {row.id} is not the official “{read.official or row.label}”",
            )
            yield Note(kind="label", words=words, table=name, row=row.id, place=read.place)
        block = next(block for block in blocks if row in block.rows)
        yield from _of_cells(name, row.id, dict(zip(block.columns, read.cells, strict=False)))
    yield from _of_splits(name, filled)


def _of_splits(name: str, filled: Filled) -> Iterable[Note]:
    if filled.split:
        how, count = filled.by, len(filled.split)
        zh = f"{_TABLES[name].zh}有 {count} 行数字粘连，按{how[0]}唯一拆分"
        en = f"{_TABLES[name].en}: the digits of {count} rows were run together; {how[1]} allow one way to part them"
        yield Note(kind="split", words=Words(zh, en), table=name)


def _of_cells(name: str, row: str, cells: dict[Any, Reading]) -> Iterable[Note]:
    """Say what is empty and what cannot be told in one row, one note for each kind."""
    for state, zh, en in (
        (State.EMPTY, "为空（不作 0）", "empty, which is not zero"),
        (State.UNREADABLE, "无法辨认", "not readable"),
        (State.AMBIGUOUS, "有多种读法", "ambiguous"),
    ):
        some = {column: cell for column, cell in cells.items() if cell.state is state}
        if not some:
            continue
        first = next(iter(some.values()))
        labels, ids = "、".join(column.label for column in some), ", ".join(column.id for column in some)
        shown = f"：“{first.text}”" if first.text and state is not State.EMPTY else ""
        options = _options(cells) if state is State.AMBIGUOUS else ()
        said = f"（{'；'.join(options)}）" if options else ""
        words = at(
            first.place,
            f"{_TABLES[name].zh} {row} 行{labels}{zh}{shown}{said}",
            f"{_TABLES[name].en}, row {row}: {ids}: {en}{shown}{said}",
        )
        only = next(iter(some)).id if len(some) == 1 else None
        yield Note(
            kind=str(state), words=words, table=name, row=row, column=only, place=first.place, candidates=options
        )


def _options(cells: dict[Any, Reading]) -> tuple[str, ...]:
    """Return the ways to read a row, or a cell that stands twice; a long list is cut."""
    ways = next((cell.ways for cell in cells.values() if cell.ways), ())
    if ways:
        said = tuple(" | ".join(str(value) for value in way) for way in ways)
    else:
        said = tuple(" / ".join(str(value) for value in cell.candidates) for cell in cells.values() if cell.candidates)
    return said if len(said) <= _MOST_WAYS else (*said[:_MOST_WAYS], f"… {len(said)}")


def _of_prose(made: Published) -> list[Note]:
    tables: dict[str, Table[Any] | None] = {"table2": made.table2, "table3": made.table3, "table4": made.table4}
    return prose_notes(made.prose, {name: table for name, table in tables.items() if table is not None})


def across_years(reports: Sequence[Published]) -> tuple[Published, ...]:
    """Return the reports, each with the columns in which it does not take up what the year before left open.

    Reports are of one agency where its name is the same but for spaces; the first of a year counts.
    """
    before: dict[tuple[str, int], Table3] = {}
    for report in reports:
        if report.agency and report.year and report.table3:
            before.setdefault((report.agency, report.year), report.table3)
    return tuple(_followed(report, before) for report in reports)


def _followed(report: Published, before: dict[tuple[str, int], Table3]) -> Published:
    previous = before.get((report.agency or "", (report.year or 0) - 1))
    if previous is None or report.table3 is None:
        return report
    return evolve(report, imbalances=(*report.imbalances, *carry_imbalances(previous, report.table3)))
