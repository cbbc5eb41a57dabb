"""The docket: one row a case, kept beside the journal for speed; it can be thrown away and made again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlite_utils import Database

from workflow.annual import Counted
from workflow.case import Case
from workflow.outcomes import Requester

_UPSERT = """
INSERT INTO docket (case_no, facts, stage, requester, received_on, concluded_on, outcome, row)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (case_no) DO UPDATE SET
  facts = excluded.facts, stage = excluded.stage, requester = excluded.requester,
  received_on = excluded.received_on, concluded_on = excluded.concluded_on,
  outcome = excluded.outcome, row = excluded.row
"""

_COUNTED = """
SELECT case_no, received_on, requester, concluded_on, row FROM docket
WHERE received_on <= :last AND (concluded_on IS NULL OR concluded_on >= :first)
ORDER BY received_on, case_no
"""

Row = tuple[str, int, str, str, str, str | None, str | None, str | None]


def row_of(case: Case) -> Row:
    """Return the docket row of a case: a pure function of its fold."""
    conclusion = case.conclusion
    return (
        case.number,
        len(case.history),
        case.stage.value,
        case.requester.value,
        case.received_on.isoformat(),
        conclusion.on.isoformat() if conclusion else None,
        conclusion.outcome.value if conclusion and conclusion.outcome else None,
        conclusion.row if conclusion else None,
    )


def write_row(db: Database, case: Case) -> None:
    """Bring the row of *case* up to date."""
    db.execute(_UPSERT, row_of(case))
    if case.disputed:
        db.execute("INSERT OR IGNORE INTO disputed (case_no) VALUES (?)", (case.number,))


def counted(db: Database, year: int) -> Iterator[Counted]:
    """Yield what table III of *year* needs of each case that can count in it."""
    span = {"first": f"{year}-01-01", "last": f"{year}-12-31"}
    for number, received_on, requester, concluded_on, row in db.execute(_COUNTED, span):
        yield Counted(
            number,
            date.fromisoformat(received_on),
            Requester(requester),
            date.fromisoformat(concluded_on) if concluded_on else None,
            row,
        )
