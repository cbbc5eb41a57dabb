"""Table II: facts of proactive disclosure, which belong to no case, and the figures they add up to.

Source: ROGI Art. 20(1)(5)(6)(8) and 50(1); figures as at 31 December (国办公开办函〔2021〕30号).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from attrs import field, frozen

from ..errors import InvalidFact
from ..words import Words
from .forms import form_for
from .grid import Key, Table2
from .layout import Form

Figure = int | Decimal | None
_YUAN_IN_WAN = Decimal(10_000)

# What each ledger's line must say. Every other field is absent; only a document may have title, number.
_REQUIRED = {
    "document": ("kind", "action", "on", "count"),
    "decision": ("kind", "on", "count"),
    "charge": ("on", "amount"),
    "declared": ("form", "year", "cells"),
}
_FIELDS = ("kind", "action", "on", "count", "amount", "form", "year", "cells", "title", "number")
_KINDS = {"document": ("regulation", "normative_document"), "decision": ("licence", "penalty", "coercion")}
# In which columns a document line counts in its own year, beside in_force (the form of 2019 says newly_made).
_DOCUMENT_COLUMNS: dict[str, tuple[str, ...]] = {
    "opening": (),
    "issued": ("issued", "newly_made"),
    "abolished": ("abolished",),
}
# The cells that lines carry, with what stands there when no line does; all others, of any form, must be declared.
_ZERO: dict[Key, Figure] = {
    **{
        (kind, column): 0 for kind in _KINDS["document"] for column in ("issued", "newly_made", "abolished", "in_force")
    },
    **{(kind, "decisions"): 0 for kind in _KINDS["decision"]},
    ("charge", "amount"): Decimal(0),
}
_WHOLE = Words("整数", "a whole number")
_TYPES = {"on": (date, Words("日期", "a date")), "count": (int, _WHOLE), "year": (int, _WHOLE)}


def _decimal(value: object, name: str) -> Decimal:
    try:
        amount = Decimal(value) if isinstance(value, str | int | Decimal) else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if isinstance(value, bool) or not amount.is_finite():
        raise InvalidFact(name, value, Words('十进制数字符串，如 "23500.00"', 'a decimal string such as "23500.00"'))
    return amount


def _amount(value: object) -> Decimal | None:
    return None if value is None else _decimal(value, "amount")


def _cells(cells: Mapping[str, object] | None) -> dict[str, int | Decimal] | None:
    if cells is None:
        return None
    if not isinstance(cells, Mapping):
        raise InvalidFact("cells", cells, Words("以“行.列”为键的对象", 'an object with keys "row.column"'))
    return {key: _figure(key, value) for key, value in cells.items()}


def _figure(key: str, value: object) -> int | Decimal:
    if key.endswith("amount"):
        return _decimal(value, f"cells.{key}")
    if type(value) is not int:
        raise InvalidFact(f"cells.{key}", value, _WHOLE)
    return value


@frozen(kw_only=True)
class LedgerLine:
    """One line of the ledger: a ``document``, ``decision``, ``charge`` or ``declared`` line.

    ``amount`` is in yuan. ``cells`` of a declared line maps ``"row.column"`` (ids of table II in its form)
    to the figure as it is to be printed. Raises ``InvalidFact`` for a missing, foreign or impossible field.
    """

    ledger: str
    kind: str | None = None
    action: str | None = None
    on: date | None = None
    count: int | None = None
    amount: Decimal | None = field(default=None, converter=_amount)
    form: str | None = None
    year: int | None = None
    cells: Mapping[str, int | Decimal] | None = field(default=None, converter=_cells, hash=False)
    title: str | None = None
    number: str | None = None

    def __attrs_post_init__(self) -> None:
        if self.ledger not in _REQUIRED:
            raise InvalidFact("ledger", self.ledger, _one_of(_REQUIRED))
        self._check_presence()
        if self.ledger in _KINDS and self.kind not in _KINDS[self.ledger]:
            raise InvalidFact("kind", self.kind, _one_of(_KINDS[self.ledger]), self.ledger)
        if self.ledger == "document" and self.action not in _DOCUMENT_COLUMNS:
            raise InvalidFact("action", self.action, _one_of(_DOCUMENT_COLUMNS), self.ledger)
        for name, (kind, allowed) in _TYPES.items():
            value = getattr(self, name)
            if value is not None and type(value) is not kind:
                raise InvalidFact(name, value, allowed, self.ledger)
        self._check_cells()

    def _check_presence(self) -> None:
        free = ("title", "number") if self.ledger == "document" else ()
        for name in _FIELDS:
            value, needed = getattr(self, name), name in _REQUIRED[self.ledger]
            if (value is not None) != needed and name not in free:
                allowed = Words("必填", "a value: it is required") if needed else Words("空", "nothing")
                raise InvalidFact(name, value, allowed, self.ledger)

    def _check_cells(self) -> None:
        if self.cells is None or self.year is None:
            return
        form = form_for(self.year, self.form)
        allowed = [".".join(key) for block in form.table2 for key in block.keys]
        for key in self.cells:
            if key not in allowed:
                raise InvalidFact("cells", key, _one_of(allowed), self.ledger)


def table2(lines: Iterable[LedgerLine], year: int, form: Form) -> Table2:
    """Fill table II of *year* from the ledger.

    A cell that lines can carry is their sum, zero where there is none; any other cell is what was declared
    for *year* and *form*, or None: unknown is said. Where no line counts in a cell (for documents in force:
    where no opening stock was recorded) a declared figure takes its place; the last one given holds.
    Documents in force are counted from the last year that has an opening stock; openings of one year add up.
    """
    lines = tuple(lines)
    keys = [key for block in form.table2 for key in block.keys]
    counted, opened = _counted(lines, year), opening_years(lines, year)
    settled = {key: sum for key, sum in counted.items() if key[1] != "in_force" or key[0] in opened}
    figures = {key: _ZERO.get(key) for key in keys} | counted | declared_cells(lines, year, form) | settled
    return Table2(year=year, form=form, cells={key: figures[key] for key in keys})


def lines_in_cell(lines: Iterable[LedgerLine], year: int, form: Form, row: str, column: str) -> list[LedgerLine]:
    """Return the lines that make up the figure in *row* and *column* of table II of *year*, in the order given.

    For a figure that was declared, the declared line that holds. Raises ``UnknownCell``.
    """
    form.check(form.table2, row, column)
    lines, key = tuple(lines), (row, column)
    since = opening_years(lines, year)
    counted = [line for line in lines if any(cell == key for cell, _ in _cells_of(line, year, since))]
    said = [line for line in lines if key in declared_cells((line,), year, form)]
    opened = column != "in_force" or any(line.action == "opening" for line in counted)
    return said[-1:] if said and not (counted and opened) else counted


def declared_cells(lines: Iterable[LedgerLine], year: int, form: Form) -> dict[Key, Figure]:
    """Return the figures declared for *year* and *form*; of two for the same cell the last one given."""
    declared: dict[Key, Figure] = {}
    for line in lines:
        if line.cells is not None and (line.year, line.form) == (year, form.id):
            for key, figure in line.cells.items():
                row, column = key.split(".")
                declared[row, column] = figure
    return declared


def opening_years(lines: Iterable[LedgerLine], year: int) -> dict[str, int]:
    """Return, for each kind of document with an opening stock by the end of *year*, the last year that has one."""
    opened: dict[str, int] = {}
    for line in lines:
        if line.action == "opening" and line.kind and line.on and line.on.year <= year:
            opened[line.kind] = max(line.on.year, opened.get(line.kind, 0))
    return opened


def _counted(lines: Iterable[LedgerLine], year: int) -> dict[Key, Figure]:
    lines = tuple(lines)
    since, sums = opening_years(lines, year), dict[Key, int | Decimal]()
    for line in lines:
        for key, figure in _cells_of(line, year, since):
            sums[key] = sums.get(key, 0) + figure
    return {**sums}


def _cells_of(line: LedgerLine, year: int, since: Mapping[str, int]) -> list[tuple[Key, int | Decimal]]:
    """Return the cells, of any form, in which *line* counts in *year*, and how much.

    *since* names the year from which the stock of a kind is counted; what came before is in its opening.
    """
    if line.on is None or line.on.year > year:
        return []
    kind, count, this_year = line.kind or "", line.count or 0, line.on.year == year
    if line.ledger == "charge":
        return [(("charge", "amount"), (line.amount or Decimal()) / _YUAN_IN_WAN)] if this_year else []
    if line.ledger == "decision":
        return [((kind, "decisions"), count)] if this_year else []
    if line.on.year < since.get(kind, 0):
        return []
    stock = -count if line.action == "abolished" else count
    columns = _DOCUMENT_COLUMNS[line.action or ""] if this_year else ()
    return [((kind, "in_force"), stock), *(((kind, column), count) for column in columns)]


def _one_of(ids: Iterable[str]) -> Words:
    ids = tuple(ids)
    return Words("、".join(ids), ", ".join(ids))
