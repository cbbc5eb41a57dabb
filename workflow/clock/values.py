"""Step and Deadline: a date that carries its own derivation."""

from __future__ import annotations

import datetime as dt
from datetime import date
from typing import Any, Literal, NamedTuple

import attrs

from ..law import Provision
from ..words import Lang, Words
from . import wording

Op = Literal["start", "count", "exclude", "restart", "extend", "defer", "roll"]
Status = Literal["confirmed", "provisional"]
State = Literal["running", "met", "missed", "tolled"]


_JSON_UNITS: dict[str | None, str] = {"calendar_day": "days", "month": "months", "year": "years"}


class Step(NamedTuple):
    """One operation on the way to a date, under one provision.

    ``before`` and ``after`` are the due date before and after it; ``since`` and ``until`` the span that it
    speaks of (``since`` not included, ``until`` included); ``length`` a number of days, working days unless
    the rule says otherwise; ``skipped`` the Mondays to Fridays off in between, ``made_up`` the weekend days worked.
    """

    op: Op
    rule: Provision
    date: dt.date | None = None
    length: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    before: dt.date | None = None
    after: dt.date | None = None
    skipped: tuple[dt.date, ...] = ()
    subject: str | Words = ""
    made_up: tuple[dt.date, ...] = ()

    @property
    def article(self) -> str:
        """The article, in the short notation of the contract, such as ``33(2)``."""
        return self.rule.article

    def text(self, lang: Lang = "zh") -> str:
        """Say the step in one sentence, with its article."""
        return wording.step_text(self, lang)

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the step as the command line's contract writes it."""
        unit = _JSON_UNITS.get(self.rule.unit, "workdays")
        values: dict[str, Any] = {
            "op": self.op,
            "article": self.article,
            "date": self.date,
            unit: self.length,
            "from": self.since,
            "to": self.until,
            "before": self.before,
            "after": self.after,
        }
        shown = {k: _plain(v) for k, v in values.items() if v is not None}
        if self.after is not None:
            shown["skipped"] = [d.isoformat() for d in self.skipped]
        return shown | {"text": self.text(lang)}


class Over(NamedTuple):
    """The act that a limit is of, where a case may have several: its day, and what it is."""

    on: dt.date
    words: Words


class OtherReading(NamedTuple):
    """What another reading of a disputed point would make of the date."""

    reading: str
    option: str
    due: date

    def as_json(self) -> dict[str, str]:
        """Return the reading as ``id:option`` with its date."""
        return {"reading": f"{self.reading}:{self.option}", "due": self.due.isoformat()}


@attrs.frozen(kw_only=True, order=False)
class Deadline:
    """A time limit of a case: when it ends, how that follows, and where it stands on a day.

    ``start`` is day 0 of the running count and ``due`` the last day, included. While ``state`` is
    ``tolled``, ``due`` is the earliest date it can be, ``due_if_silent`` the date if a consultation is never
    answered, and ``workdays_left`` exact. ``workdays_left`` counts the working days after ``on`` up to
    ``due``, negative once it has passed. ``done`` is the day on which it was met, too late or not. ``over`` is the act
    that it is of, such as the answer that a window is open against.
    """

    case: str
    duty: str
    on: date
    start: date
    due: date
    status: Status
    state: State
    law: str
    calendar: str
    steps: tuple[Step, ...]
    workdays_left: int
    done: date | None = None
    due_if_silent: date | None = None
    safe_due: date
    readings: tuple[OtherReading, ...] = ()
    warnings: tuple[Words, ...] = ()
    over: Over | None = None

    @property
    def rule(self) -> Provision:
        """The provision that sets the limit."""
        counted = [s for s in self.steps if s.op == "count"]
        return (counted or list(self.steps))[0].rule

    @property
    def article(self) -> str:
        """The article that sets the limit."""
        return self.rule.article

    def explain(self, lang: Lang = "zh") -> str:
        """Return the derivation as numbered sentences, each with its article."""
        return wording.deadline_text(self, lang)

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the deadline as the command line's contract writes it."""
        tolled = self.state == "tolled"
        silent = {"due_if_silent": self.due_if_silent.isoformat()} if tolled and self.due_if_silent else {}
        return {
            "case": self.case,
            "duty": self.duty,
            **({"over": {"on": self.over.on.isoformat(), "words": self.over.words.say(lang)}} if self.over else {}),
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            **silent,
            **({"workdays_left": self.workdays_left} if tolled else {}),
            "status": self.status,
            "state": self.state,
            "law": self.law,
            "calendar": self.calendar,
            "steps": [step.as_json(lang) for step in self.steps],
            "safe_due": self.safe_due.isoformat(),
            "readings": [r.as_json() for r in self.readings],
            "warnings": [w.say(lang) for w in self.warnings],
        }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
