"""The annual tables of a register: counted by ``workflow``, out of what the book keeps, and proved."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from persistence.frozen import frozen_years
from persistence.ledger import KIND as LEDGER
from persistence.ledger import lines_known
from persistence.since import recorded_since
from persistence.store import Store
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
from workflow.annual.ledger_odd import Noughts, odd_lines, unfounded, unfounded_warnings, without
from workflow.case import Case
from workflow.law import Readings, reading
from workflow.words import Lang

from .since import opening, touched


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


def annual_report(
    register: Store, year: int, form: Form, known_on: date | None = None, readings: Readings | None = None
) -> AnnualReport:
    """Count the tables of *year*, as the book stands or as it stood at the end of *known_on*."""
    numbered = lines_known(register.entries(LEDGER), known_on)
    lines = tuple(numbered.values())
    read = register.home.readings if readings is None else readings
    tables = _tables(register, year, form, lines, known_on, read)
    last = {f.year: f for f in frozen_years(register, year - 1, year) if known_on is None or f.on <= known_on}
    before, frozen = last.get(year - 1), last.get(year)
    found = [broken for table in tables for broken in imbalances(table)]
    found += _not_carried(register, before, tables.table3, known_on, read) if before else ()
    behind = partial(cases_behind, register, year, form, known_on=known_on, readings=read)
    odd: tuple[Finding, ...] = (
        *unrecorded(tables.table2),
        *odd_lines(year, numbered),
        *_odd_stock(register, before, tables.table2, lines),
        *(finding.opened(behind) for finding in other_high(tables.table3)),
        *_odd_suits(register, tables.table4, known_on, read),
    )
    standing = None
    if frozen:
        same = tables if frozen.form is form else _tables(register, year, frozen.form, lines, known_on, read)
        recorded, noughts = as_recorded(register, frozen)
        standing, odd = Standing(frozen, differs(recorded, same)), (*odd, *unfounded_warnings(year, noughts))
    return AnnualReport(year, form, *tables, tuple(found), odd, standing)


def as_recorded(register: Store, frozen: FrozenYear) -> tuple[Tables, Noughts]:
    """Return the frozen tables without the noughts of table II that nobody had recorded, and these.

    An earlier version printed and froze them so: they say as much as a cell that is empty now.
    """
    then = table2(lines_known(register.entries(LEDGER), until=frozen.facts_until).values(), frozen.year, frozen.form)
    noughts = unfounded(frozen.tables.table2, then)
    return frozen.tables._replace(table2=without(frozen.tables.table2, noughts)), noughts


def tables_now(register: Store, year: int, form: Form, readings: Readings | None = None) -> Tables:
    """Count the tables of *year* as the book stands."""
    read = register.home.readings if readings is None else readings
    return _tables(register, year, form, tuple(register.ledger()), None, read)


def _tables(
    register: Store, year: int, form: Form, lines: tuple[LedgerLine, ...], known_on: date | None, readings: Readings
) -> Tables:
    """Count the tables: out of the tallies that the book keeps, where it stands now and counts as they do."""
    if known_on is None and not counts_otherwise(readings):
        third = table3_from_tally(register.tally(year), year, form)
    else:
        third = table3(_counted(register, known_on, readings), year, form)
    if known_on is None and not _judges_otherwise(readings):
        fourth = table4_from_tally(register.dispute_tally(), year, form)
    else:
        fourth = table4(_disputes(register, known_on, readings), year, form)
    return Tables(table2(lines, year, form), third, fourth)


def _judges_otherwise(readings: Readings) -> bool:
    """Say whether table IV counts otherwise than the books tally it."""
    return readings.get("appeal_pending") != reading("appeal_pending").default


def _not_carried(
    register: Store, before: FrozenYear, table: Table3, known_on: date | None, readings: Readings
) -> tuple[Imbalance, ...]:
    """Hold 上年结转 against what was handed in for the year before, and name the cases that make the difference.

    Against the book's own count of that year it needs no proof: both count the same cases by the same days.
    """
    found = carry_imbalances(before.tables.table3, table)
    if not found:
        return ()
    cases = touched(register, recorded_since(register, before.facts_until).cases, known_on)
    then = opening(cases.then, before.year, before.form, readings)
    now = opening(cases.now, table.year, table.form, readings)
    return tuple(broken.opened(now, then) for broken in found)


def cases_behind(
    register: Store,
    year: int,
    form: Form,
    row: str,
    column: str,
    known_on: date | None = None,
    readings: Readings | None = None,
) -> list[str]:
    """Return the cases behind a cell of table III, or of table IV where the row is one of its rows."""
    read = register.home.readings if readings is None else readings
    if row in form.table4.row_ids:
        found = disputes_behind(register, year, form, row, column, known_on, read)
        return list(dict.fromkeys(case for dispute in found for case in (dispute.case, *dispute.joined)))
    form.check((form.table3, form.table4), row, column)
    if known_on is None and not counts_otherwise(read):
        return register.select(selection(year, form, row, column))
    return cases_in_cell(_counted(register, known_on, read), year, form, row, column)


def disputes_behind(
    register: Store,
    year: int,
    form: Form,
    row: str,
    column: str,
    known_on: date | None = None,
    readings: Readings | None = None,
) -> list[Dispute]:
    """Return the disputes behind a cell of table IV, each with its case."""
    form.check((form.table4,), row, column)
    read = register.home.readings if readings is None else readings
    kept = known_on is None and not _judges_otherwise(read)
    known = register.disputes(row, year) if kept else _disputes(register, known_on, read)
    return disputes_in_cell(known, year, row, column, form)


def lines_behind(
    register: Store, year: int, form: Form, row: str, column: str, known_on: date | None = None
) -> list[LedgerLine]:
    """Return the ledger lines behind a cell of table II, in the order of recording."""
    return lines_in_cell(register.ledger(known_on), year, form, row, column)


def _odd_stock(
    register: Store, before: FrozenYear | None, table: Table2, lines: tuple[LedgerLine, ...]
) -> tuple[Finding, ...]:
    """Hold the stock of documents against what was handed in for the year before, or else against the ledger."""
    missing = ledger_warnings(table, lines)
    try:
        form = form_for(table.year - 1)
    except UnknownForm:
        return missing
    previous = as_recorded(register, before)[0].table2 if before else table2(lines, table.year - 1, form)
    return (*stock_warnings(previous, with_flows(table, lines)), *missing)


def _odd_suits(register: Store, table: Table4, known_on: date | None, readings: Readings) -> tuple[Finding, ...]:
    """Look at the cases of the suits without reconsideration, where there are any that were not turned away."""
    if table.cell("litigation_direct", "total") == table.cell("litigation_direct", "other"):
        return ()
    numbers = cases_behind(register, table.year, table.form, "litigation_direct", "total", known_on, readings)
    cases = (_known(register.case(number), known_on) for number in numbers)
    return direct_suits((case for case in cases if case), table.year, readings)


def _known(case: Case, known_on: date | None) -> Case | None:
    return case if known_on is None else case.as_known_on(known_on)


def _counted(register: Store, known_on: date | None, readings: Readings) -> list[Counted]:
    known = (_known(case, known_on) for case in register.cases())
    found = (counted for case in known if case and not case.voided for counted in counts_of(case, readings))
    return sorted(found, key=lambda counted: (counted.received_on, counted.number))


def _disputes(register: Store, known_on: date | None, readings: Readings) -> list[Dispute]:
    known = (_known(case, known_on) for case in register.disputed_cases())
    return [dispute for case in known if case for dispute in disputes_of(case, readings)]
