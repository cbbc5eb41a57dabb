"""From a case to what the tables count: its place in table III and its disputes in table IV."""

from __future__ import annotations

from typing import Any

from ..case import Case
from ..events import (
    Fact,
    LitigationDecided,
    LitigationFiled,
    ReconsiderationDecided,
    ReconsiderationFiled,
)
from ..numbers import folded
from .disputes import Dispute
from .tables import Counted


def counted_of(case: Case) -> Counted:
    """Return what table III needs to know of *case*."""
    row = case.conclusion.row if case.conclusion else None
    return Counted(case.number, case.received_on, case.requester, case.concluded_on, row)


def disputes_of(case: Case) -> tuple[Dispute, ...]:
    """Return the disputes of *case* in the order of filing, each with its decision where there is one."""
    found: list[dict[str, Any]] = []
    if case.voided:
        return ()
    for fact in case.facts:
        if isinstance(fact, (ReconsiderationFiled, LitigationFiled)):
            if _of(found, fact) is not None:  # the first rules let a dispute be filed twice, however written: it is one
                continue
            found.append(_filed(case.number, fact))
        elif isinstance(fact, (ReconsiderationDecided, LitigationDecided)):
            _decide(found, fact)
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


def _decide(found: list[dict[str, Any]], fact: ReconsiderationDecided | LitigationDecided) -> None:
    values = _of(found, fact)
    if values is not None and "result" not in values:
        values |= {"decided_on": fact.on, "result": fact.result.value}


def _of(found: list[dict[str, Any]], fact: Any) -> dict[str, Any] | None:
    key = _kind(fact), folded(fact.dispute)
    return next((values for values in found if (values["kind"], folded(values["dispute"])) == key), None)


def _kind(fact: Fact) -> str:
    return fact.kind.rsplit("_", 1)[0]
