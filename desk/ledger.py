"""The ledger at the desk: lines of table II recorded and mended."""

from __future__ import annotations

from typing import Any

from persistence import InvalidLine, ledger
from persistence.arguments import arguments_checked
from persistence.casefile import LedgerEntry, ledger_to
from persistence.codec import time_to
from workflow.annual import LedgerLine, LedgerRow
from workflow.annual.ledger_odd import odd_day
from workflow.words import Words

from .opened import Opened
from .reports import Reports


@arguments_checked
class Ledger(Reports, Opened):
    """The lines behind table II: facts of proactive disclosure, which belong to no case."""

    def ledger_add(self, line: LedgerLine) -> LedgerRow:
        """Record a line of the ledger and return it with its number.

        Raises ``LineTwice`` for one that is there unless it says ``again``, ``InvalidFact`` for a value that may not be
        recorded, ``CannotMend`` for a rectification of nothing.
        """
        try:
            self.register.import_lines([("ledger", 1, LedgerEntry(line, None))], self._now())
        except InvalidLine as error:
            raise error.error from None
        return next(row for row in reversed(self.ledger()) if row.recorded == line)

    def rectify_ledger(
        self, number: int, replacement: LedgerLine | None = None, *, reason: str, again: bool = False
    ) -> LedgerRow:
        """Mend the line of that number and return it as it stands: *replacement* takes its place, or it is struck out.

        Raises as ``ledger_add`` does. To undo a rectification strike it out.
        """
        mending = LedgerLine(
            ledger=ledger.RECTIFIED, line=number, replacement=replacement, reason=reason, again=again or None
        )
        self.ledger_add(mending)
        return self.ledger()[number - 1]

    def ledger_oddity(self, row: LedgerRow) -> Words | None:
        """Return what is odd in a line as it was recorded, such as a day before the Regulation; None where nothing is."""
        return odd_day(row.recorded, self.readings.law.in_force_from("reply"))


def row_json(row: LedgerRow) -> dict[str, Any]:
    """Return a line with its number, as it stands; where it was struck out, as it was and by which line.

    A rectification says under ``mends`` which line it mends, for ``line`` is its own number.
    """
    said = ledger_to(row.line or row.recorded)
    if row.recorded.ledger == ledger.RECTIFIED:
        said["mends"] = said.pop("line")
    by = "struck_by" if row.line is None else "mended_by"
    told = {} if row.mended_by is None else {by: row.mended_by}
    return {"line": row.no, **said, "recorded_at": time_to(row.recorded_at), **told}


__all__ = ["Ledger", "row_json"]
