"""The register's own arrangements: notices and local overlays that were loaded into it, with what they moved.

They are entries of the journal, like ledger lines, and stay with the register: the case file format has no line for
them, so that ``export`` leaves them out and ``import`` into another register does not bring them along.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from workflow.calendar import Arrangement, Notice, Overlay
from workflow.calendar.notices import NoticedDay

from . import book_kinds
from .codec import dumps, time_from
from .entries import BookEntry, Entries, undamaged

KIND = book_kinds.ARRANGEMENT


class Move(NamedTuple):
    """A deadline that an arrangement moved: of which case, for which duty, from when to when."""

    case: str
    duty: str
    before: date
    after: date

    @property
    def days(self) -> int:
        """The calendar days from ``before`` to ``after``; negative if the deadline comes earlier."""
        return (self.after - self.before).days

    def as_json(self) -> dict[str, str]:
        """Return the move as JSON has it."""
        return {"case": self.case, "duty": self.duty, "before": str(self.before), "after": str(self.after)}


class Recorded(NamedTuple):
    """An arrangement as it stands in the book: its place in the journal, when it was loaded (UTC), what it moved."""

    seq: int
    recorded_at: datetime
    arrangement: Arrangement
    moved: tuple[Move, ...]


def append(writer: Entries, arrangement: Arrangement, moved: Iterable[Move], recorded_at: datetime) -> None:
    """Append one arrangement with what it moves."""
    kind = "notice" if isinstance(arrangement, Notice) else "overlay"
    values = {"kind": kind, "content": arrangement_to(arrangement), "moved": [move.as_json() for move in moved]}
    writer.entry(KIND, recorded_at, dumps(values))


def recorded_in(entries: Iterable[BookEntry]) -> tuple[Recorded, ...]:
    """Return the arrangements that these entries of the book hold."""
    return tuple(_recorded(entry.seq, entry.recorded_at, entry.data) for entry in entries)


def arrangement_to(arrangement: Arrangement) -> dict[str, Any]:
    """Return a notice or an overlay as JSON has it; ``posted``, ``issued`` and so on are left out if unknown."""
    if isinstance(arrangement, Notice):
        head: dict[str, Any] = {"year": arrangement.year, "number": arrangement.number}
        head |= {"issued": arrangement.issued.isoformat(), "posted": arrangement.posted.isoformat()}
    else:
        names = ("region", "name", "scope", "instrument", "source", "status")
        head = {name: getattr(arrangement, name) for name in names if getattr(arrangement, name)}
        if arrangement.issued is not None:
            head["issued"] = arrangement.issued.isoformat()
    return head | {"days": [_day_to(*day) for day in arrangement.days]}


def _recorded(seq: int, recorded_at: str, data: str) -> Recorded:
    with undamaged(KIND, seq):
        values = json.loads(data)
        arrangement = _notice(values["content"]) if values["kind"] == "notice" else _overlay(values["content"])
        moves = [Move(m["case"], m["duty"], _date(m["before"]), _date(m["after"])) for m in values["moved"]]
        return Recorded(seq, time_from(recorded_at), arrangement, tuple(moves))


def _notice(values: dict[str, Any]) -> Notice:
    return Notice(
        values["year"],
        values["number"],
        issued=_date(values["issued"]),
        posted=_date(values["posted"]),
        days=_days(values),
    )


def _overlay(values: dict[str, Any]) -> Overlay:
    return Overlay(
        values["region"],
        values["name"],
        scope=values.get("scope", ""),
        instrument=values["instrument"],
        days=_days(values),
        issued=_date(values["issued"]) if "issued" in values else None,
        source=values.get("source", ""),
        status=values.get("status", ""),
    )


def _day_to(day: date, working: bool, festival: str) -> dict[str, Any]:
    return {"date": day.isoformat(), "working": working, "festival": festival}


def _days(values: dict[str, Any]) -> list[NoticedDay]:
    return [(_date(day["date"]), day["working"], day["festival"]) for day in values["days"]]


def _date(text: str) -> date:
    return date.fromisoformat(text)


__all__ = ["Move", "Recorded", "append", "arrangement_to", "recorded_in"]
