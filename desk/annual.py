"""The annual tables of a register: counted by ``workflow``, out of what the book keeps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from persistence import Register
from workflow.annual import (
    Counted,
    Dispute,
    Form,
    Imbalance,
    Table2,
    Table3,
    Table4,
    cases_in_cell,
    counted_of,
    disputes_in_cell,
    disputes_of,
    imbalances,
    table2,
    table3,
    table4,
)
from workflow.words import Lang


class AnnualReport(NamedTuple):
    """The tables of one year and what does not balance in them (nothing, where they come from cases)."""

    year: int
    form: Form
    table2: Table2
    table3: Table3
    table4: Table4
    imbalances: tuple[Imbalance, ...]

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the report as the command line's contract writes it."""
        return {
            "year": self.year,
            "form": self.form.id,
            "table2": self.table2.as_json(),
            "table3": self.table3.as_json(),
            "table4": self.table4.as_json(),
            "imbalances": [i.as_json() for i in self.imbalances],
        }


def annual_report(register: Register, year: int, form: Form, known_on: date | None = None) -> AnnualReport:
    """Count the tables of *year*, as the book stands or as it stood at the end of *known_on*."""
    second = table2(register.ledger(known_on), year, form)
    third = table3(_counted(register, year, known_on), year, form)
    fourth = table4(_disputes(register, known_on), year, form)
    found = tuple(i for t in (second, third, fourth) for i in imbalances(t))
    return AnnualReport(year, form, second, third, fourth, found)


def cases_behind(
    register: Register, year: int, form: Form, row: str, column: str, known_on: date | None = None
) -> list[str]:
    """Return the cases behind a cell of table III, or of table IV where the row is one of its rows."""
    if row in form.table4.row_ids:
        found = disputes_in_cell(_disputes(register, known_on), year, row, column, form)
        return list(dict.fromkeys(dispute.case for dispute in found))
    return cases_in_cell(_counted(register, year, known_on), year, form, row, column)


def _counted(register: Register, year: int, known_on: date | None) -> Iterable[Counted]:
    if known_on is None:
        return register.counted(year)
    known = (case.as_known_on(known_on) for case in register.cases())
    return sorted((counted_of(c) for c in known if c), key=lambda c: (c.received_on, c.number))


def _disputes(register: Register, known_on: date | None) -> list[Dispute]:
    cases = register.disputed_cases()
    known = cases if known_on is None else (c.as_known_on(known_on) for c in cases)
    return [dispute for case in known if case for dispute in disputes_of(case)]
