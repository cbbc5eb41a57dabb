"""Reports: the annual report and what is behind each of its figures."""

from __future__ import annotations

from datetime import MAXYEAR

from persistence.arguments import arguments_checked
from workflow.annual import Dispute, Form, FrozenYear, LedgerLine, LedgerRow, form_for
from workflow.errors import InvalidFact
from workflow.words import Words

from .annual import AnnualReport, annual_report, cases_behind, disputes_behind, lines_behind
from .frozen import Comparison, compare, handed_in
from .source import Source


@arguments_checked
class Reports(Source):
    """The annual report of a book: counted, opened to its cases and lines, compared with what was handed in."""

    def annual(self, year: int, form: str | None = None) -> AnnualReport:
        """Return the annual tables of *year*, proved."""
        with self._reading() as book:
            return annual_report(book, year, self._form(year, form), self.readings)

    def cell(self, year: int, row: str, column: str, form: str | None = None) -> list[str]:
        """Return the numbers of the cases behind one cell of table III or IV, by day of receipt."""
        with self._reading() as book:
            return cases_behind(book, year, self._form(year, form), row, column, self.readings)

    def frozen(self, year: int) -> tuple[FrozenYear, ...]:
        """Return what was handed in for *year*, the last one last; empty where it was never frozen."""
        with self._reading() as book:
            return tuple(book.frozen_years(year))

    def handed_in(self, year: int) -> AnnualReport:
        """Return the report of *year* with the figures that were last handed in; raises ``NeverFrozen``."""
        with self._reading() as book:
            return handed_in(book, year, self.readings)

    def compare(self, year: int) -> Comparison:
        """Compare what was last handed in for *year* with the figures of the book; raises ``NeverFrozen``."""
        with self._reading() as book:
            return compare(book, year, self.readings)

    def disputes(self, year: int, row: str, column: str, form: str | None = None) -> list[Dispute]:
        """Return the disputes behind one cell of table IV, each with its case."""
        with self._reading() as book:
            return disputes_behind(book, year, self._form(year, form), row, column, self.readings)

    def ledger_lines(self, year: int, row: str, column: str, form: str | None = None) -> list[LedgerLine]:
        """Return the ledger lines behind one cell of table II, in the order of recording."""
        with self._reading() as book:
            return lines_behind(book, year, self._form(year, form), row, column)

    def ledger(self, year: int | None = None) -> list[LedgerRow]:
        """Return every line of the ledger by number, as recorded and as it stands, the rectifications among them.

        With *year* those that are of it.
        """
        with self._reading() as book:
            rows = list(book.ledger_rows())
        if year is None:
            return rows
        of_it = {row.no for row in rows if year in (_year(row.recorded), row.line and _year(row.line))}
        return [row for row in rows if row.no in of_it or row.recorded.line in of_it]

    @staticmethod
    def _form(year: int, form: str | None) -> Form:
        if year > MAXYEAR:
            raise InvalidFact("year", year, Words(f"不晚于 {MAXYEAR} 的年份", f"a year up to {MAXYEAR}"))
        return form_for(year, form)


def _year(line: LedgerLine) -> int | None:
    return line.on.year if line.on is not None else line.year


__all__ = ["Reports"]
