"""From a case to what the tables count: its place in table III and its disputes in table IV."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ..case import Case
from ..events import (
    Fact,
    LitigationAppealed,
    LitigationDecided,
    LitigationFiled,
    ReconsiderationDecided,
    ReconsiderationFiled,
    ReconsiderationRefused,
)
from ..law import Law, Readings
from ..numbers import folded
from .disputes import REFUSED, Dispute
from .tables import Counted


def counted_of(case: Case) -> Counted:
    """Return what table III needs to know of *case*."""
    row = case.conclusion.row if case.conclusion else None
    return Counted(case.number, case.received_on, case.requester, case.concluded_on, row)


def disputes_of(case: Case, readings: Readings | None = None) -> tuple[Dispute, ...]:
    """Return the disputes of *case* in the order of filing, each with its end where there is one.

    One that was filed again after it was refused stands once more from that day on. A lawsuit is open until its judgment
    has force: where that is not final, until the time for an appeal is over, and while it is appealed. Where the reading
    ``appeal_pending`` counts it by the judgment, it ends with that, and stands once more from the appeal on. *readings*
    are by default the shipped ones, as the books tally.
    """
    found: list[dict[str, Any]] = []
    if case.voided:
        return ()
    read = readings or Readings.default()
    by_judgment = read.get("appeal_pending") == "by_judgment"
    for fact in case.facts:
        if isinstance(fact, (ReconsiderationFiled, LitigationFiled)):
            last = _of(found, fact)
            # The first rules let a dispute be filed twice, however written: it is one.
            if last is None or last.get("result") == REFUSED:
                found.append(_filed(case.number, fact))
        elif isinstance(fact, LitigationAppealed):
            last = _of(found, fact)
            if last is not None and "result" in last:
                found += _appealed(last, fact.on) if by_judgment else _open_again(last)
        elif isinstance(fact, (ReconsiderationDecided, ReconsiderationRefused, LitigationDecided)):
            _end(found, fact, fact.on if by_judgment else _in_force(fact, read.law))
    return tuple(Dispute(**values) for values in found)


def _filed(number: str, fact: ReconsiderationFiled | LitigationFiled) -> dict[str, Any]:
    after = fact.after_reconsideration if isinstance(fact, LitigationFiled) else None
    return {
        "case": number,
        "dispute": fact.dispute,
        "kind": _kind(fact),
        "filed_on": fact.on,
        "after_reconsideration": after,
    }


def _in_force(fact: ReconsiderationDecided | ReconsiderationRefused | LitigationDecided, law: Law) -> date:
    """Return the day on which a decision has force: of a judgment that is not final, once no appeal came (ALL 85)."""
    if not isinstance(fact, LitigationDecided) or fact.final:
        return fact.on
    return fact.on + timedelta(law.provision_or_first("appeal_judgment", fact.on).count or 0)


def _end(
    found: list[dict[str, Any]], fact: ReconsiderationDecided | ReconsiderationRefused | LitigationDecided, on: date
) -> None:
    values = _of(found, fact)
    if values is None or "result" in values:
        return
    result = REFUSED if isinstance(fact, ReconsiderationRefused) else fact.result.value
    values |= {"decided_on": on, "result": result}
    if isinstance(fact, LitigationDecided):
        values["final"] = fact.final


def _appealed(judged: dict[str, Any], on: date) -> list[dict[str, Any]]:
    """Return the lawsuit as it stands once more from the appeal on."""
    again = {name: judged[name] for name in ("case", "dispute", "kind", "after_reconsideration")}
    return [again | {"filed_on": on}]


def _open_again(judged: dict[str, Any]) -> list[dict[str, Any]]:
    """Take the judgment back that is appealed against: the lawsuit was open all the time."""
    for name in ("decided_on", "result", "final"):
        judged.pop(name, None)
    return []


def _of(found: list[dict[str, Any]], fact: Any) -> dict[str, Any] | None:
    """Return what was last found of the dispute of *fact*."""
    key = _kind(fact), folded(fact.dispute)
    return next((values for values in reversed(found) if (values["kind"], folded(values["dispute"])) == key), None)


def _kind(fact: Fact) -> str:
    return fact.kind.rsplit("_", 1)[0]
