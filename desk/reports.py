"""Reports: the annual report and what is behind each of its figures."""

from __future__ import annotations

from datetime import MAXYEAR, date

from persistence.arguments import arguments_checked
from persistence.frozen import frozen_years
from workflow.annual import Dispute, Form, FrozenYear, LedgerLine, form_for
from workflow.errors import InvalidFact
from workflow.words import Words

from .annual import AnnualReport, annual_report, cases_behind, disputes_behind, lines_behind
from .frozen import Comparison, compare, freeze, handed_in
from .opened import Opened


@arguments_checked
class Reports(Opened):
    """The annual report of a register: counted, opened to its cases, frozen, compared."""

    def annual(self, year: int, form: str | None = None, known_on: date | None = None) -> AnnualReport:
        """Return the annual tables of *year*, proved; as the book stood at the end of *known_on* if given."""
        return annual_report(self.register, year, self._form(year, form), known_on, self._readings_known_on(known_on))

    def cell(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[str]:
        """Return the numbers of the cases behind one cell of table III or IV, by day of receipt."""
        return cases_behind(
            self.register, year, self._form(year, form), row, column, known_on, self._readings_known_on(known_on)
        )

    def freeze(
        self,
        year: int,
        form: str | None = None,
        *,
        by: str | None = None,
        again: bool = False,
        reason: str | None = None,
    ) -> FrozenYear:
        """Keep the report of *year* as it was handed in; what is recorded later shows as a difference.

        Raises ``CannotFreeze`` for a year that is not over, for one that is frozen unless *again* is set with
        a *reason*, and for one that does not balance unless a *reason* is given.
        """
        clock = self._now(), self.today
        return freeze(
            self.register, year, self._form(year, form), *clock, self.readings, by=by, again=again, reason=reason
        )

    def frozen(self, year: int) -> tuple[FrozenYear, ...]:
        """Return what was handed in for *year*, the last one last; empty where it was never frozen."""
        return tuple(frozen_years(self.register, year))

    def handed_in(self, year: int) -> AnnualReport:
        """Return the report of *year* with the figures that were last handed in; raises ``NeverFrozen``."""
        return handed_in(self.register, year, self.readings)

    def compare(self, year: int) -> Comparison:
        """Compare what was last handed in for *year* with the present figures; raises ``NeverFrozen``."""
        return compare(self.register, year, self.readings)

    def disputes(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[Dispute]:
        """Return the disputes behind one cell of table IV, each with its case."""
        return disputes_behind(
            self.register, year, self._form(year, form), row, column, known_on, self._readings_known_on(known_on)
        )

    def ledger_lines(
        self, year: int, row: str, column: str, form: str | None = None, known_on: date | None = None
    ) -> list[LedgerLine]:
        """Return the ledger lines behind one cell of table II, in the order of recording."""
        return lines_behind(self.register, year, self._form(year, form), row, column, known_on)

    @staticmethod
    def _form(year: int, form: str | None) -> Form:
        if year > MAXYEAR:
            raise InvalidFact("year", year, Words(f"不晚于 {MAXYEAR} 的年份", f"a year up to {MAXYEAR}"))
        return form_for(year, form)
