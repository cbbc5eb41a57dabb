"""The history of a case with both its days: when a fact took effect in law, and when the book learnt of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any, NamedTuple

from persistence import fact_to
from persistence.codec import time_to
from workflow.calendar import WorkCalendar
from workflow.case import Case, Entry
from workflow.clock import deadlines
from workflow.errors import YishenqingError
from workflow.events import Rectified
from workflow.law import Readings


class Change(NamedTuple):
    """What a fact changed of what stood before it: a date or a state, before and after, None where there was none.

    ``what`` is ``stage``, ``requester``, ``received_on``, ``outcome``, ``concluded_on``, or the duty of a time limit.
    """

    what: str
    before: str | None
    after: str | None


class HistoryLine(NamedTuple):
    """One fact: its entry, whether it was entered after a later one or mends one, and what it changed then."""

    entry: Entry
    late: bool
    changed: tuple[Change, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the line as JSON has it."""
        no, fact, recorded_at, _ = self.entry
        head: dict[str, Any] = {"no": no, "recorded_at": time_to(recorded_at) if recorded_at else None}
        return head | fact_to(fact) | {"late": self.late, "changed": [change._asdict() for change in self.changed]}


def history(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> list[HistoryLine]:
    """Return the facts in the order of recording; those that came late, or mend, with what they changed.

    The time limits are compared as of *on*.
    """
    lines = []
    before: Case | None = None
    for n, entry in enumerate(case.history, 1):
        late = before is not None and entry.fact.on < before.facts[-1].on
        changed: tuple[Change, ...] = ()
        after = Case.replay(case.number, case.history[:n])
        if before is not None and (late or isinstance(entry.fact, Rectified)):
            changed = tuple(_changes(before, after, on, calendar, readings))
        lines.append(HistoryLine(entry, late, changed))
        before = after
    return lines


def _changes(before: Case, after: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Iterator[Change]:
    old, new = (_standing(case, on, calendar, readings) for case in (before, after))
    for what in old | new:
        if old.get(what) != new.get(what):
            yield Change(what.partition("#")[0], old.get(what), new.get(what))


def _standing(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> dict[str, str | None]:
    """Return all that is compared; the second limit of the same duty has ``#1`` after its name."""
    found: dict[str, str | None] = {
        "stage": case.stage.value,
        "requester": case.requester.value,
        "received_on": case.received_on.isoformat(),
        "outcome": case.outcome.value if case.outcome else None,
        "concluded_on": case.concluded_on.isoformat() if case.concluded_on else None,
    }
    try:
        limits = deadlines(case, max(on, case.received_on), calendar, readings)
    except YishenqingError:  # the law or the calendar does not reach the case
        return found
    for limit in limits:
        name = next(name for n in count() if (name := f"{limit.duty}#{n}" if n else limit.duty) not in found)
        found[name] = limit.due.isoformat()
    return found


__all__ = ["Change", "HistoryLine", "history"]
