"""From a case to what the tables count: its place in table III and its disputes in table IV."""

from __future__ import annotations

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
from ..numbers import folded
from .disputes import REFUSED, Dispute
from .tables import Counted


def counted_of(case: Case) -> Counted:
    """Return what table III needs to know of *case*."""
    row = case.conclusion.row if case.conclusion else None
    return Counted(case.number, case.received_on, case.requester, case.concluded_on, row)


def disputes_of(case: Case) -> tuple[Dispute, ...]:
    """Return the disputes of *case* in the order of filing, each with its end where there is one.

    One that was appealed, or filed again after it was refused, stands once more from that day on.
    """
    found: list[dict[str, Any]] = []
    if case.voided:
        return ()
    for fact in case.facts:
        if isinstance(fact, (ReconsiderationFiled, LitigationFiled)):
            last = _of(found, fact)
            # The first rules let a dispute be filed twice, however written: it is one.
            if last is None or last.get("result") == REFUSED:
                found.append(_filed(case.number, fact))
        elif isinstance(fact, LitigationAppealed):
            last = _of(found, fact)
            if last is not None and "result" in last:
                again = {name: last[name] for name in ("case", "dispute", "kind", "after_reconsideration")}
                found.append(again | {"filed_on": fact.on})
        elif isinstance(fact, (ReconsiderationDecided, ReconsiderationRefused, LitigationDecided)):
            _end(found, fact)
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


def _end(
    found: list[dict[str, Any]], fact: ReconsiderationDecided | ReconsiderationRefused | LitigationDecided
) -> None:
    values = _of(found, fact)
    if values is None or "result" in values:
        return
    result = REFUSED if isinstance(fact, ReconsiderationRefused) else fact.result.value
    values |= {"decided_on": fact.on, "result": result}
    if isinstance(fact, LitigationDecided):
        values["final"] = fact.final


def _of(found: list[dict[str, Any]], fact: Any) -> dict[str, Any] | None:
    """Return what was last found of the dispute of *fact*."""
    key = _kind(fact), folded(fact.dispute)
    return next((values for values in reversed(found) if (values["kind"], folded(values["dispute"])) == key), None)


def _kind(fact: Fact) -> str:
    return fact.kind.rsplit("_", 1)[0]
