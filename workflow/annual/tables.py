"""Table III: in which cells of a year a case counts, and which cases stand behind a cell.

Source: ROGI Art. 50(2); 国办公开办函〔2021〕30号 (one request, one final result, one row).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from ..errors import InvalidFact
from ..outcomes import Requester
from ..words import Words
from .conclusions import CONCLUSIONS
from .grid import Table3
from .layout import Form, UnknownCell

TallyKey = tuple[int, int | None, Requester, str | None]
_KNOWN = frozenset(CONCLUSIONS)


@frozen
class Counted:
    """What table III needs to know of one case.

    ``row`` is that of the first conclusion, one of ``CONCLUSIONS``; it and ``concluded_on`` are given
    together or not at all. With ``again_on`` the case counts once more from an order of that day on: it was received
    in no year, and is brought forward into that of the order. Raises ``InvalidFact`` where they are not, where the row is unknown and where
    the conclusion lies before the receipt.
    """

    number: str
    received_on: date
    requester: Requester
    concluded_on: date | None = None
    row: str | None = None
    again_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if (self.concluded_on is None) != (self.row is None):
            both = Words("与 concluded_on 同有或同无", "given together with concluded_on or not at all")
            raise InvalidFact("row", self.row, both)
        if self.row is not None and self.row not in _KNOWN:
            raise InvalidFact("row", self.row, Words("、".join(CONCLUSIONS), ", ".join(CONCLUSIONS)))
        if self.concluded_on is not None and self.concluded_on < self.received_on:
            later = Words(f"{self.received_on} 或以后", f"{self.received_on} or later")
            raise InvalidFact("concluded_on", self.concluded_on, later)

    @property
    def tally_key(self) -> TallyKey:
        """Return what the yearly tally keeps of the case: years, column and row, without its number."""
        concluded = None if self.concluded_on is None else self.concluded_on.year
        return (self.received_on.year, concluded, self.requester, self.row)


def cells_of(counted: Counted, year: int, form: Form) -> tuple[str, ...]:
    """Return the ids of the rows in which the case counts in *year*, in the order of the form.

    Empty for a case received after *year* or concluded before it.
    """
    received, concluded, _, row = counted.tally_key
    if counted.again_on is None:
        return _rows(received, concluded, row, year, form)
    return () if year < counted.again_on.year else _rows(received, concluded, row, year, form, again=True)


def _rows(
    received: int, concluded: int | None, row: str | None, year: int, form: Form, again: bool = False
) -> tuple[str, ...]:
    if received > year or (concluded is not None and concluded < year):
        return ()
    intake = "received" if received == year and not again else "brought_forward"
    if concluded == year and row is not None:
        return (intake, form.place(row), "concluded_total")
    return (intake, "carried_forward")


def table3(counted: Iterable[Counted], year: int, form: Form) -> Table3:
    """Count the cases into table III of *year*; every cell is known, zero where nothing counts in it."""
    once, again = Counter[TallyKey](), []
    for case in counted:
        if case.again_on is None:
            once[case.tally_key] += 1
        else:
            again.append(case)
    table = table3_from_tally(once, year, form)
    return table if not again else _with(table, again)


def table3_from_tally(tally: Mapping[TallyKey, int], year: int, form: Form) -> Table3:
    """Fill table III of *year* from counts by (year received, year concluded, requester, result row).

    Equal to ``table3`` over the cases that were tallied. Raises ``UnknownCell`` for a result row or a
    requester that the form does not have, and for a conclusion without a row.
    """
    results, columns = form.result_rows, form.table3.column_ids[:-1]
    known_rows, known_columns = {*results, *form.merged}, {*columns}
    cells = dict.fromkeys(form.table3.keys, 0)
    for (received, concluded, requester, row), count in tally.items():
        if concluded is not None and row not in known_rows:
            raise UnknownCell("row", row or "", results, form.id)
        if requester not in known_columns:
            raise UnknownCell("column", requester, columns, form.id)
        for place in _rows(received, concluded, row, year, form):
            cells[place, requester] += count
    for place in form.table3.row_ids:
        cells[place, "total"] = sum([cells[place, column] for column in columns])
    return Table3(year=year, form=form, cells=cells)


def _with(table: Table3, again: Iterable[Counted]) -> Table3:
    """Return the table with the cases that count once more."""
    cells = dict(table.cells)
    for case in again:
        for place in cells_of(case, table.year, table.form):
            for column in (case.requester, "total"):
                cells[place, column] = (cells[place, column] or 0) + 1
    return Table3(year=table.year, form=table.form, cells=cells)


def may_count(key: TallyKey, year: int) -> bool:
    """Tell whether cases under *key* can count in *year*."""
    received, concluded, _, _ = key
    return received <= year and (concluded is None or concluded >= year)


@frozen(kw_only=True)
class Selection:
    """Which cases stand behind a cell, said in days: for a book that can look them up.

    All bounds are included. ``or_open`` takes cases that are not concluded too; ``rows`` are of
    ``CONCLUSIONS``, ``requester`` None is every kind.
    """

    received: tuple[date, date]
    concluded_from: date | None = None
    concluded_to: date | None = None
    or_open: bool = False
    rows: tuple[str, ...] | None = None
    requester: Requester | None = None

    def describes(self, counted: Counted) -> bool:
        """Tell whether a case, as it is counted, is one of those described."""
        first, last = self.received
        concluded, from_, to = counted.concluded_on, self.concluded_from, self.concluded_to
        after = from_ is None or (self.or_open if concluded is None else concluded >= from_)
        before = to is None or (concluded is not None and concluded <= to)
        row = self.rows is None or counted.row in self.rows
        asked = self.requester is None or counted.requester == self.requester
        return first <= counted.received_on <= last and after and before and row and asked


def selection(year: int, form: Form, row: str, column: str) -> Selection:
    """Return which cases count in *row* and *column* of *year*.

    Raises ``UnknownCell`` for a row or column that *form* does not have; it lists those that it has.
    """
    form.check((form.table3,), row, column)
    first, last = date(year, 1, 1), date(year, 12, 31)
    requester = None if column == "total" else Requester(column)
    if row == "received":
        return Selection(received=(first, last), requester=requester)
    if row == "brought_forward":
        before = (date.min, date(year - 1, 12, 31))
        return Selection(received=before, concluded_from=first, or_open=True, requester=requester)
    if row == "carried_forward":
        return Selection(
            received=(date.min, last), concluded_from=date(year + 1, 1, 1), or_open=True, requester=requester
        )
    rows = None if row == "concluded_total" else tuple(r for r in CONCLUSIONS if form.place(r) == row)
    return Selection(received=(date.min, last), concluded_from=first, concluded_to=last, rows=rows, requester=requester)


def cases_in_cell(counted: Iterable[Counted], year: int, form: Form, row: str, column: str) -> list[str]:
    """Return the numbers of the cases that count in *row* and *column* of *year*, in the order given.

    Raises ``UnknownCell`` for a row or column that *form* does not have; it lists those that it has.
    """
    form.check((form.table3,), row, column)
    return [
        case.number for case in counted if column in (case.requester, "total") and row in cells_of(case, year, form)
    ]
