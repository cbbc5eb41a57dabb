"""Published: a report that somebody printed, read, and judged by the balances and by what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from ...words import Words
from ..balance import Imbalance, imbalances
from ..forms import FORM_2021, form_for
from ..grid import Key, Table, Table2, Table3, Table4
from ..layout import Block, Form, UnknownForm
from .bounds import bounds
from .ending import uncut
from .filled import Filled
from .glued import Split
from .notes import Note, at
from .parting import narrowed
from .prose import Said, claims, prose_notes, said_in
from .regions import text_of
from .remarks import TABLES, of_form, of_table
from .side_by_side import halves
from .source import NOWHERE, Place, Source
from .stacked import apart
from .table2 import table2_of
from .table3 import table3_of
from .table4 import table4_of
from .title import title_of


@frozen(kw_only=True)
class Published:
    """A published report: whose, of which year, in which form, its tables, what breaks, and what is odd.

    A cell that is None in a table is empty in the source or could not be told for certain; ``notes`` says
    which. ``hybrid`` is True where table II follows another form than table III. ``places`` says where each cell
    stands, ``ways`` in which ways the rows of table II can be parted whose digits are run together.
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
    places: Mapping[tuple[str, Key], Place] = field(factory=dict, repr=False)
    ways: Mapping[str, tuple[Split, ...]] = field(factory=dict, repr=False)

    @property
    def tables(self) -> tuple[Table2 | Table3 | Table4, ...]:
        """Return the tables that were found."""
        return tuple(table for table in (self.table2, self.table3, self.table4) if table is not None)

    def place(self, table: str, *keys: Key) -> Place:
        """Return where the first of these cells stands that was found; without *keys*, where the table begins."""
        found = (self.places.get((table, key)) for key in keys)
        first = next((place for place in found if place is not None), None)
        if first is None and not keys:
            first = next((place for (name, _), place in self.places.items() if name == table), None)
        return first or NOWHERE

    def place_of(self, broken: Imbalance) -> Place:
        """Return where the cell stands that an imbalance is about, else the first cell of its left side."""
        table = self._table_of(broken)
        own = [(broken.row, broken.column)] if broken.row and broken.column else []
        return self.place(table, *own, *broken.left_cells) if table else NOWHERE

    def _table_of(self, broken: Imbalance) -> str | None:
        keys = broken.left_cells[:1]
        tables = {"table2": self.table2, "table3": self.table3, "table4": self.table4}
        return next(
            (name for name, table in tables.items() if table is not None and keys and keys[0] in table.cells), None
        )

    def _broken(self, broken: Imbalance) -> dict[str, Any]:
        """Return an imbalance as JSON with the table it is about and its place in the file."""
        return broken.as_json() | {"table": self._table_of(broken), "place": self.place_of(broken).as_json()}

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
            "imbalances": [self._broken(each) for each in self.imbalances],
            "findings": [note.as_json() for note in self.notes],
        }


def published(source: Source, year: int | None = None) -> tuple[Published, ...]:
    """Read and check the reports in *source*: one, several that follow each other, or two side by side.

    *year* is the report year where the reader knows better than the file; of several reports it picks none.
    """
    sides = [side for part in apart(uncut(source)) for side in halves(part)]
    if len(sides) == 1:
        return (_read(sides[0], year),)
    return tuple(_one_of(_read(side, None), number, len(sides)) for number, side in enumerate(sides, 1))


def _one_of(report: Published, number: int, count: int) -> Published:
    """Say that a report is not the only one in its file."""
    zh, en = f"文件中有 {count} 份报告，这是第 {number} 份", f"report {number} of {count} in this file"
    note = Note(kind="several", words=Words(zh, en), place=report.place("table3"))
    return evolve(report, notes=(note, *report.notes))


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
    made = evolve(made, places=_places(made, found), ways=_ways(second))
    blocks = {name: getattr(made, name).blocks if getattr(made, name) else () for name in found}
    return evolve(
        made,
        imbalances=tuple(each for table in made.tables for each in (*imbalances(table), *bounds(table))),
        notes=(
            *_of_whole(made, source, title.year_from, given),
            *(note for name, filled in found.items() for note in of_table(name, filled, blocks[name])),
            *_of_prose(made),
        ),
    )


def _places(made: Published, found: Mapping[str, Filled | None]) -> dict[tuple[str, Key], Place]:
    """Return where each cell of each table stands; a cell that has no place of its own stands where its row does."""
    places: dict[tuple[str, Key], Place] = {}
    for name, filled in found.items():
        table = getattr(made, name)
        if filled is None or table is None:
            continue
        for key, cell in filled.readings(table.blocks).items():
            places[name, key] = cell.place if cell.place != NOWHERE else filled.rows[key[0]].place
    return places


def _ways(second: Filled | None) -> dict[str, tuple[Split, ...]]:
    return {name: row.ways for name, row in second.rows.items() if row.ways} if second else {}


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


def _of_whole(made: Published, source: Source, year_from: str | None, given: int | None) -> Iterable[Note]:
    if len(made.tables) < len(TABLES):
        yield from (Note(kind="unread", words=words) for words in source.unread)
    if source.cut:
        words = Words(
            "文件在表格中间中断，最后一个数字不予读取", "the file breaks off in a table; its last figure is not read"
        )
        yield Note(kind="incomplete", words=words)
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
    yield from _of_forms(made)


def _of_forms(made: Published) -> Iterable[Note]:
    if made.table3 is None:
        return
    place, three = made.place("table3"), made.table3.form
    if made.hybrid and made.table2:
        two = made.table2.form.id
        zh = f"混合格式：表二用 {two} 年格式，表三用 {three.id} 年格式"
        en = f"a hybrid: table II in the form of {two}, table III in that of {three.id}"
        yield Note(kind="hybrid", words=at(place, zh, en), place=place)
    due = _of_year(made.year)
    if due and made.year and three != due:
        yield of_form(three, due, made.year, place)


def _of_prose(made: Published) -> list[Note]:
    tables: dict[str, Table[Any] | None] = {"table2": made.table2, "table3": made.table3, "table4": made.table4}
    return prose_notes(made.prose, {name: table for name, table in tables.items() if table is not None})
