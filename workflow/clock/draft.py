"""Draft: the reply clock while the facts of a case are taken one by one; and Clock, how it stands after the last.

The due date is always the n-th working day after the start that is not excluded. A day is excluded at most once.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import attrs

from ..calendar import WorkCalendar
from ..events import ClarificationRequested, Fact, FeeNoticed
from ..law import GoverningLaw, Provision, Readings
from ..words import Words
from .consultations import fresh
from .values import Op, Step


class Excluded(NamedTuple):
    """The days after ``since`` up to ``until``, which do not count under ``rule``; ``name`` says for whose sake."""

    since: date
    until: date
    name: str
    rule: Provision


class Clock(NamedTuple):
    """The reply clock on a day: ``due``, day 0 of the count that led to it, and the steps between.

    ``tolled`` says that the clock stands still, ``consulting`` that it does so for an answer, and ``unlimited``
    that no limit ends the wait for one.
    """

    start: date
    due: date
    version: str
    steps: tuple[Step, ...]
    warnings: tuple[Words, ...]
    tolled: bool
    consulting: bool
    unlimited: bool

    @property
    def safe(self) -> date:
        """The due date, or the day off that a deferral named and from which it was rolled: the safe day is the named one."""
        last = self.steps[-1]
        return last.before if last.op == "roll" and last.before is not None else self.due


@attrs.define(eq=False)
class Draft:
    """The clock as far as the facts have been taken; each function of this folder that takes a fact changes it."""

    facts: tuple[Fact, ...]
    at: date
    calendar: WorkCalendar
    readings: Readings
    law: GoverningLaw
    received_on: date
    start: date
    due: date
    steps: list[Step] = attrs.Factory(list)
    warnings: list[Words] = attrs.Factory(list)
    excluded: list[Excluded] = attrs.Factory(list)
    queued: list[Excluded] = attrs.Factory(list)
    extensions: int = 0
    extended_by: int = 0
    clarified: bool = False
    deferred: bool = False
    fee_restarted: bool = False
    unclear: ClarificationRequested | None = None
    unpaid: FeeNoticed | None = None
    reopened: date | None = None
    tolled: bool = False
    consulting: bool = False
    unlimited: bool = False

    # -- asking -------------------------------------------------------------------------------------------

    def waits(self) -> bool:
        """Say whether the requester's answer will begin the count anew."""
        restarts = self.unpaid is not None and self.readings.get("fee_restart_length") == "full"
        return self.unclear is not None or restarts

    def stands_still(self) -> bool:
        """Say whether the clock waits for the requester, so that no limit can run out meanwhile.

        A fee noticed on the last day leaves nothing to wait for where payment gives back only the rest.
        """
        return self.waits() or (self.unpaid is not None and self.unpaid.on < self.due)

    def too_late(self, day: date) -> bool:
        """Say whether the limit has run out before *day*: what comes then moves nothing."""
        return day > self.due and not self.stands_still()

    def nth(self, start: date, n: int) -> date:
        """Return the n-th working day after *start*, known for certain or not."""
        return self.calendar.nth_working_day_after(start, n, provisional=True)

    def before(self, fact: Fact) -> tuple[Fact, ...]:
        """Return the facts before *fact*, itself one of them: found by identity, for one equal to it may come earlier."""
        return self.facts[: next(n for n, other in enumerate(self.facts) if other is fact)]

    # -- changing -----------------------------------------------------------------------------------------

    def warn(self, zh: str, en: str) -> None:
        """Say something beside the date."""
        self.warnings.append(Words(zh, en))

    def count(
        self,
        op: Op,
        rule: Provision,
        start: date,
        length: int,
        *,
        on: date | None = None,
        before: date | None = None,
        since: date | None = None,
        until: date | None = None,
        subject: str | Words = "",
    ) -> None:
        """Set the due date to the *length*-th working day after *start*, and leave the step that says so."""
        due = self.due = self.calendar.nth_working_day_after(start, length, provisional=True)
        off, made_up = self.calendar.days_off_between(start, due), self.calendar.make_up_days_between(start, due)
        self.steps.append(Step(op, rule, on, length, since, until, before or start, due, off, subject, made_up))

    def restart(self, on: date, rule: Provision, subject: str | Words = "") -> None:
        """Begin the whole count anew after the day *on*: nothing was extended, deferred or paid for in it yet."""
        days = self.law.rule("reply", on).count or 0
        self.start = on
        self.extensions = self.extended_by = 0
        self.deferred = self.fee_restarted = False
        self.count("restart", rule, on, days, on=on, before=self.due, subject=subject)
        spans, self.excluded = self.excluded, []
        for span in spans:  # a consultation may reach into the new count
            self.exclude(span)

    def exclude(self, span: Excluded) -> None:
        """Leave the working days of *span* out, those that are not left out yet."""
        if self.waits():  # whatever comes next is reckoned from the restart
            self.excluded.append(span)
        elif self.unpaid is not None:  # the days of waiting come first
            self.queued.append(span)
        else:
            self._leave_out(span)

    def _leave_out(self, span: Excluded) -> None:
        since, until, name, rule = span
        since = max(since, self.start)
        for a, b in fresh((since, until), [other[:2] for other in self.excluded]):
            days = self.calendar.count_between(a, b)
            if days and a < self.due:  # a part that begins when no time is left moves nothing
                self.count("exclude", rule, self.due, days, since=a, until=b, subject=name)
        if until > since:
            self.excluded.append(Excluded(since, until, name, rule))

    def done(self) -> Clock:
        """Return the clock as it stands; an answer that is awaited does not hold a day that was named (Art. 35)."""
        consulting = self.consulting and not self.deferred
        return Clock(
            start=self.start,
            due=self.due,
            version=self.steps[1].rule.version,  # of the first count, after the step that says the day of receipt
            steps=tuple(self.steps),
            warnings=tuple(self.warnings),
            tolled=self.tolled or consulting,
            consulting=consulting,
            unlimited=self.unlimited,
        )
