"""Frozen years (定稿): the tables as they were handed in, and what differs from them now, cell by cell.

What is recorded later never changes a frozen figure: it shows as a difference, with the cases that make it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from attrs import field, frozen

from ..words import Words
from .balance import Behind, place_words
from .forms import form_for
from .grid import Key, T, Table, Table2, Table3, Table4, plain
from .layout import Form


class Tables(NamedTuple):
    """Tables II, III and IV of one year in one form."""

    table2: Table2
    table3: Table3
    table4: Table4

    @property
    def form(self) -> Form:
        """The form of all three."""
        return self.table3.form

    def as_json(self) -> dict[str, Any]:
        """Return ``{"table2": …, "table3": …, "table4": …}``, each as it prints itself."""
        return {name: table.as_json() for name, table in zip(self._fields, self, strict=True)}


@frozen(kw_only=True)
class FrozenYear:
    """The report of *year* as it was handed in on *on*.

    ``head`` names the last entry that the journal then held, ``facts_until`` is its number there. ``reason``
    is given for a report that was corrected and handed in again.
    """

    year: int
    on: date
    tables: Tables = field(repr=False)
    head: str
    facts_until: int
    by: str | None = None
    reason: str | None = None

    @property
    def form(self) -> Form:
        """The form that was handed in."""
        return self.tables.form

    def as_json(self) -> dict[str, Any]:
        """Return what the journal keeps of it; the day, the clerk and the reason stand beside it there."""
        tables = self.tables.as_json()
        return {"year": self.year, "form": self.form.id, "head": self.head, "until": self.facts_until, **tables}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], on: date, by: str | None, reason: str | None) -> FrozenYear:
        """Return the frozen year that ``as_json`` wrote; raise KeyError, ValueError or TypeError for anything else."""
        year, form = data["year"], form_for(data["year"], data["form"])
        tables = Tables(
            _table(Table2, year, form, data["table2"]["blocks"]),
            _table(Table3, year, form, [data["table3"]]),
            _table(Table4, year, form, [data["table4"]]),
        )
        until = data["until"]
        return cls(year=year, on=on, tables=tables, head=data["head"], facts_until=until, by=by, reason=reason)


def _table(cls: type[T], year: int, form: Form, blocks: list[Mapping[str, Any]]) -> T:
    cells = {
        (row["id"], column): Decimal(figure) if isinstance(figure, str) else figure
        for block in blocks
        for row in block["rows"]
        for column, figure in zip(block["columns"], row["cells"], strict=True)
    }
    return cls(year=year, form=form, cells=cells)


@frozen(kw_only=True)
class Difference:
    """A cell whose figure is no longer what was handed in, and the cases that are in it only then or only now.

    The cases are empty for table II, whose lines belong to no case.
    """

    table: str
    row: str
    column: str
    frozen: int | Decimal | None
    present: int | Decimal | None
    words: Words
    cases: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the difference as a JSON object with its message in both languages."""
        return {
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "frozen": plain(self.frozen),
            "present": plain(self.present),
            "message": self.words.zh,
            "message_en": self.words.en,
            "cases": list(self.cases),
        }


def differing(frozen: Table[Any], present: Table[Any]) -> tuple[Key, ...]:
    """Return the cells of two tables of one form whose figures differ; a cell that became unknown differs too."""
    keys = (key for block in frozen.blocks for key in block.keys)
    return tuple(key for key in keys if frozen.cells.get(key) != present.cells.get(key))


def differs(frozen: Tables, present: Tables) -> int:
    """Return in how many cells the present figures are not the frozen ones."""
    return sum(len(differing(*pair)) for pair in zip(frozen, present, strict=True))


def differences(frozen: Tables, present: Tables, then: Behind, now: Behind) -> tuple[Difference, ...]:
    """Return every cell that differs, in the order of the form.

    *then* and *now* open a cell of table III or IV to its cases, as the book stood when the year was frozen
    and as it stands; cases that are the same in both may be left out of both.
    """
    return tuple(_differences(frozen, present, then, now))


def _differences(frozen: Tables, present: Tables, then: Behind, now: Behind) -> Iterator[Difference]:
    for name, old, new in zip(Tables._fields, frozen, present, strict=True):
        for row, column in differing(old, new):
            cases = set() if name == "table2" else set(then(row, column)) ^ set(now(row, column))
            figures = old.cells.get((row, column)), new.cells.get((row, column))
            yield Difference(
                table=name,
                row=row,
                column=column,
                frozen=figures[0],
                present=figures[1],
                words=_words(new, row, column, *figures),
                cases=tuple(sorted(cases)),
            )


def _words(
    table: Table[Any], row: str, column: str, frozen: int | Decimal | None, present: int | Decimal | None
) -> Words:
    (zh, en), (old, new) = place_words(table, row, column), (_said(frozen), _said(present))
    return Words(f"{zh}：定稿 {old.zh}，现为 {new.zh}", f"{en}: frozen {old.en}, now {new.en}")


def _said(figure: int | Decimal | None) -> Words:
    return Words("空白", "blank") if figure is None else Words(str(plain(figure)), str(plain(figure)))
