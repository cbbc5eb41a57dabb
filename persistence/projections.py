"""Projections: what is kept of a case for speed beside the journal, a pure function of its fold; a shelf may keep it or not."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workflow.annual import Dispute, disputes_of
from workflow.case import Case
from workflow.stages import OPEN

# Number, facts, stage, requester, received on, concluded on, outcome, row, day of the last fact, whether days move, open.
DocketRow = tuple[str, int, str, str, str, str | None, str | None, str | None, str, int, int]
# Received in, concluded in (0: open), requester, row ('' while open).
TallyRow = tuple[int, int, str, str]
# Number of the dispute within its case, its id and the form that its ways of writing share, row of table IV, day of
# filing, day of its end, result, and whether that was final.
DisputeRow = tuple[int, str, str, str, str, str | None, str | None, int]
# Row of table IV, filed in, decided in (0: pending), result ('' while pending).
DisputeTallyRow = tuple[str, int, int, str]

# What keeps a deadline moving from day to day: something asked of others that is still unanswered.
MOVING = frozenset({"clarification", "fee", "third_party", "agency"})


class Projected(NamedTuple):
    """What the projections hold of one case."""

    docket: DocketRow
    tally: TallyRow
    disputes: tuple[DisputeRow, ...]


def projected(case: Case) -> Projected | None:
    """Return what the projections hold of *case*: nothing of a void one, which is due and counted nowhere."""
    if case.voided:
        return None
    return Projected(docket_row(case), tally_row(case), dispute_rows(case) if case.disputed else ())


def docket_row(case: Case) -> DocketRow:
    """Return the row of the docket of a case."""
    conclusion = case.conclusion
    facts, stage, last_on, waits = stands(case)
    return (
        case.number,
        facts,
        stage,
        case.requester.value,
        case.received_on.isoformat(),
        conclusion.on.isoformat() if conclusion else None,
        conclusion.outcome.value if conclusion and conclusion.outcome else None,
        conclusion.row if conclusion else None,
        last_on,
        waits,
        is_open(case),
    )


def is_open(case: Case) -> int:
    """Return 1 for a case that waits for a reply, 0 for one that does not."""
    return int(case.stage in OPEN)


def stands(case: Case) -> tuple[int, str, str, int]:
    """Return what changes with every fact: how many there are, the stage, the day of the last, whether days move."""
    waits = not MOVING.isdisjoint([matter[0] for matter in case.outstanding])
    return len(case.history), case.stage.value, case.facts[-1].on.isoformat(), int(waits)


def tally_row(case: Case) -> TallyRow:
    """Return under which key of the table a case is counted."""
    ended = case.conclusion
    concluded, row = (ended.on.year, ended.row) if ended else (0, "")
    return case.received_on.year, concluded, case.requester.value, row


def dispute_rows(case: Case) -> tuple[DisputeRow, ...]:
    """Return the rows of the disputes of a case, from a filing or an appeal to its end each."""
    return tuple(dispute_row(n, one) for n, one in enumerate(disputes_of(case), 1))


def dispute_row(n: int, dispute: Dispute) -> DisputeRow:
    """Return the row of the *n*-th dispute of a case."""
    ended = dispute.decided_on.isoformat() if dispute.decided_on else None
    filed = dispute.filed_on.isoformat()
    return n, dispute.dispute, dispute.key, dispute.row, filed, ended, dispute.result, int(dispute.final)


def dispute_of(case: str, row: DisputeRow) -> Dispute:
    """Return the dispute that a row of a case holds."""
    _, dispute, _, place, filed_on, decided_on, result, final = row
    kind, _, how = place.partition("_")
    return Dispute(
        case=case,
        dispute=dispute,
        kind=kind,
        filed_on=date.fromisoformat(filed_on),
        after_reconsideration=how == "after_reconsideration" if kind == "litigation" else None,
        decided_on=date.fromisoformat(decided_on) if decided_on else None,
        result=result,
        final=bool(final),
    )


def dispute_tally_row(dispute: Dispute) -> DisputeTallyRow:
    """Return under which key a dispute is counted."""
    row, filed, decided, result = dispute.tally_key
    return row, filed, decided or 0, result or ""


__all__ = ["DisputeRow", "DocketRow", "Projected", "TallyRow", "dispute_of", "dispute_tally_row", "projected"]
