"""One case as several commands print it: stage, history, limits, breaches, oddities, possible moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from desk import printing
from desk.read_only import ReadOnlyDesk
from persistence import fact_to
from persistence.codec import time_to
from workflow.case import Case
from workflow.clock import Deadline
from workflow.duties import Breach
from workflow.errors import NotCovered
from workflow.law import NotInForce
from workflow.oddities import Oddity

from .language import lang
from .shell import print_json, tell_unjudged


def show_case(desk: ReadOnlyDesk, number: str, on: date | None, as_json: bool, everything: bool = False) -> None:
    """Print where a case stands in the moment of *desk*, which is opened here, for people or as JSON."""
    with desk:
        case, odd = desk.case(number, on), desk.oddities(number, on)
        found = desk.audit(number, on=on, unjudged=tell_unjudged)
        try:
            limits = desk.deadlines(number, on)
        except (NotCovered, NotInForce):  # said already
            limits = ()
    if as_json:
        print_json(_case_json(case, limits, found, odd))
    else:
        printing.show(printing.console(), *printing.case_view(case, limits, found, lang(), everything, odd, case.void))


def _case_json(
    case: Case, limits: Sequence[Deadline], found: Sequence[Breach], odd: Sequence[Oddity]
) -> dict[str, Any]:
    return {
        "case": case.number,
        "stage": case.stage.value,
        "requester": case.requester.value,
        "subject": case.received.subject,
        "received_on": case.received_on.isoformat(),
        "outcome": case.outcome and case.outcome.value,
        "concluded_on": case.concluded_on and case.concluded_on.isoformat(),
        "voided": case.voided,
        "history": [_entry(case, no) for no in range(len(case.history))],
        "deadlines": [limit.as_json(lang()) for limit in limits],
        "breaches": [breach.as_json(lang()) for breach in found],
        "odd": [one.as_json(lang()) for one in odd],
        "lawful_moves": [option.kind for option in case.lawful_moves() if option.open],
    }


def _entry(case: Case, index: int) -> dict[str, Any]:
    no, fact, recorded_at, _ = case.history[index]
    said = {"recorded_at": time_to(recorded_at)} if recorded_at else {}
    mended = case.corrections
    if no in mended:
        said["mended"] = "struck_out" if mended[no] is None else "replaced"
    return {"no": no, **fact_to(fact), **said}


__all__ = ["show_case"]
