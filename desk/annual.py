"""The annual tables of a register: counted by ``workflow``, out of what the book keeps, and proved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from persistence import Book
from workflow.annual import (
    Counted,
    Dispute,
    Finding,
    Form,
    FrozenYear,
    Imbalance,
    LedgerLine,
    Table2,
    Table3,
    Table4,
    Tables,
    UnknownForm,
    carry_imbalances,
    cases_in_cell,
    counts_of,
    counts_otherwise,
    differs,
    direct_suits,
    disputes_in_cell,
    disputes_of,
    form_for,
    imbalances,
    ledger_warnings,
    lines_in_cell,
    other_high,
    selection,
    stock_warnings,
    table2,
    table3,
    table3_from_tally,
    table4,
    table4_from_tally,
    unrecorded,
    with_flows,
)
from workflow.annual.balance import Behind
from workflow.annual.ledger_odd import Noughts, odd_lines, unfounded, unfounded_warnings, without
from workflow.case import Case
from workflow.law import Readings, reading
from workflow.words import Lang


class Standing(NamedTuple):
    """A report that was handed in, and in how many cells the present figures differ from it."""

    frozen: FrozenYear
    differing: int

    def as_json(self) -> dict[str, Any]:
        """Return when and by whom it was frozen, at which entry of the journal, and how much differs now."""
        return frozen_json(self.frozen) | {"differing": self.differing}


class AnnualReport(NamedTuple):
    """The tables of one year, what does not balance in them (nothing, where they come from cases), and what is odd.

    Warnings never make a report wrong.
    """

    year: int
    form: Form
    table2: Table2
    table3: Table3
    table4: Table4
    imbalances: tuple[Imbalance, ...]
    warnings: tuple[Finding, ...] = ()
    frozen: Standing | None = None

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the report as the command line's contract writes it.

        ``frozen`` is there only where the year was frozen.
        """
        report = {
            "year": self.year,
            "form": self.form.id,
            "table2": self.table2.as_json(),
            "table3": self.table3.as_json(),
            "table4": self.table4.as_json(),
            "imbalances": [i.as_json() for i in self.imbalances],
            "warnings": [w.as_json() for w in self.warnings],
        }
        return report | {"frozen": self.frozen.as_json()} if self.frozen else report


def frozen_json(frozen: FrozenYear) -> dict[str, Any]:
    """Return when and by whom a year was frozen, why where that was said, and at which entry of the journal."""
    return {"on": frozen.on.isoformat(), "by": frozen.by, "reason": frozen.reason, "head": frozen.head}


def annual_report(book: Book, year: int, form: Form, readings: Readings) -> AnnualReport:
    """Count the tables of *year* out of one moment of the book, and hold them against what was handed in by then."""
    numbered = book.numbered_lines()
    lines = tuple(numbered.values())
    tables = tables_of(book, year, form, readings, lines)
    last = {frozen.year: frozen for frozen in book.frozen_years(year - 1, year)}
    before, frozen = last.get(year - 1), last.get(year)
    found = [broken for table in tables for broken in imbalances(table)]
    found += _not_carried(book, before, tables.table3, readings) if before else ()
    behind = partial(cases_behind, book, year, form, readings=readings)
    odd: tuple[Finding, ...] = (
        *unrecorded(tables.table2),
        *odd_lines(year, numbered),
        *_odd_stock(book, before, tables.table2, lines),
        *(finding.opened(behind) for finding in other_high(tables.table3)),
        *_odd_suits(book, tables.table4, readings),
    )
    standing = None
    if frozen:
        same = tables if frozen.form is form else tables_of(book, year, frozen.form, readings, lines)
        recorded, noughts = as_recorded(book, frozen)
        standing, odd = Standing(frozen, differs(recorded, same)), (*odd, *unfounded_warnings(year, noughts))
    return AnnualReport(year, form, *tables, tuple(found), odd, standing)


def as_recorded(book: Book, frozen: FrozenYear) -> tuple[Tables, Noughts]:
    """Return the frozen tables without the noughts of table II that nobody had recorded, and these.

    An earlier version printed and froze them so: they say as much as a cell that is empty now.
    """
    then = table2(book.at(frozen.facts_until).ledger(), frozen.year, frozen.form)
    noughts = unfounded(frozen.tables.table2, then)
    return frozen.tables._replace(table2=without(frozen.tables.table2, noughts)), noughts


def tables_of(
    book: Book, year: int, form: Form, readings: Readings, lines: Iterable[LedgerLine] | None = None
) -> Tables:
    """Count the tables of *year*: out of the tallies of the book, where it counts as they do; *lines* are its ledger."""
    if counts_otherwise(readings):
        third = table3(_counted(book.cases(), readings), year, form)
    else:
        third = table3_from_tally(book.tally(year), year, form)
    if _judges_otherwise(readings):
        fourth = table4(_disputes(book.disputed_cases(), readings), year, form)
    else:
        fourth = table4_from_tally(book.dispute_tally(), year, form)
    return Tables(table2(book.ledger() if lines is None else lines, year, form), third, fourth)


def _judges_otherwise(readings: Readings) -> bool:
    """Say whether table IV counts otherwise than the books tally it."""
    return readings.get("appeal_pending") != reading("appeal_pending").default


def _not_carried(book: Book, before: FrozenYear, table: Table3, readings: Readings) -> tuple[Imbalance, ...]:
    """Hold 上年结转 against what was handed in for the year before, and name the cases that make the difference.

    Against the book's own count of that year it needs no proof: both count the same cases by the same days.
    """
    found = carry_imbalances(before.tables.table3, table)
    if not found:
        return ()
    earlier = book.at(before.facts_until)
    touched = tuple(book.facts_before(earlier))
    then = opening(earlier.cases(touched), before.year, before.form, readings)
    now = opening(book.cases(touched), table.year, table.form, readings)
    return tuple(broken.opened(now, then) for broken in found)


def opening(cases: Iterable[Case], year: int, form: Form, readings: Readings) -> Behind:
    """Return what opens a cell of table III or IV to those of *cases* that are behind it; table II has none."""
    cases = tuple(cases)
    counted = _counted(cases, readings)
    disputes = tuple(_disputes(cases, readings))

    def behind(row: str, column: str) -> list[str]:
        if row in form.table4.row_ids:
            return _cases_of(disputes_in_cell(disputes, year, row, column, form))
        return cases_in_cell(counted, year, form, row, column) if row in form.table3.row_ids else []

    return behind


def cases_behind(book: Book, year: int, form: Form, row: str, column: str, readings: Readings) -> list[str]:
    """Return the cases behind a cell of table III, or of table IV where the row is one of its rows."""
    if row in form.table4.row_ids:
        return list(dict.fromkeys(_cases_of(disputes_behind(book, year, form, row, column, readings))))
    form.check((form.table3, form.table4), row, column)
    if counts_otherwise(readings):
        return cases_in_cell(_counted(book.cases(), readings), year, form, row, column)
    return book.select(selection(year, form, row, column))


def disputes_behind(book: Book, year: int, form: Form, row: str, column: str, readings: Readings) -> list[Dispute]:
    """Return the disputes behind a cell of table IV, each with its case."""
    form.check((form.table4,), row, column)
    otherwise = _judges_otherwise(readings)
    known = _disputes(book.disputed_cases(), readings) if otherwise else book.disputes(row, year)
    return disputes_in_cell(known, year, row, column, form)


def lines_behind(book: Book, year: int, form: Form, row: str, column: str) -> list[LedgerLine]:
    """Return the ledger lines behind a cell of table II, in the order of recording."""
    return lines_in_cell(book.ledger(), year, form, row, column)


def _odd_stock(
    book: Book, before: FrozenYear | None, table: Table2, lines: tuple[LedgerLine, ...]
) -> tuple[Finding, ...]:
    """Hold the stock of documents against what was handed in for the year before, or else against the ledger."""
    missing = ledger_warnings(table, lines)
    try:
        form = form_for(table.year - 1)
    except UnknownForm:
        return missing
    previous = as_recorded(book, before)[0].table2 if before else table2(lines, table.year - 1, form)
    return (*stock_warnings(previous, with_flows(table, lines)), *missing)


def _odd_suits(book: Book, table: Table4, readings: Readings) -> tuple[Finding, ...]:
    """Look at the cases of the suits without reconsideration, where there are any that were not turned away."""
    if table.cell("litigation_direct", "total") == table.cell("litigation_direct", "other"):
        return ()
    numbers = cases_behind(book, table.year, table.form, "litigation_direct", "total", readings)
    return direct_suits(map(book.case, numbers), table.year, readings)


def _counted(cases: Iterable[Case], readings: Readings) -> list[Counted]:
    """Return what counts in table III of *cases*, by day of receipt."""
    found = (counted for case in cases if not case.voided for counted in counts_of(case, readings))
    return sorted(found, key=lambda counted: (counted.received_on, counted.number))


def _disputes(cases: Iterable[Case], readings: Readings) -> Iterator[Dispute]:
    return (dispute for case in cases if not case.voided for dispute in disputes_of(case, readings))


def _cases_of(disputes: Iterable[Dispute]) -> list[str]:
    return [case for dispute in disputes for case in (dispute.case, *dispute.joined)]
