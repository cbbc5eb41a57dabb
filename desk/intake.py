"""Intake: what is looked at before and after facts are recorded: whether a law governs a request, and what is odd."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from persistence import FactLine, InvalidLine, Sourced, Store
from workflow.calendar import WorkCalendar
from workflow.case import BEIJING
from workflow.errors import InvalidFact
from workflow.events import Fact, Received, Rectified
from workflow.law import Law
from workflow.oddities import Oddity, may_be_odd, oddities, repeat_key
from workflow.rules import RuleSpan
from workflow.words import Words

TellOdd = Callable[[str, Oddity], object]
"""Is told the number of a case and what is odd in it."""

# Older books hold receipts for which no law is in force; their cases cannot be reckoned, and are passed over.
_GOVERNED = RuleSpan(2)


def governed(received: Received, law: Law) -> bool:
    """Tell whether *law* has a rule for the reply to a request of that day."""
    return law.find("reply", received.on) is not None


def check_governed(fact: Fact, law: Law) -> None:
    """Refuse a receipt on a day on which *law* has no rule for the reply, and a correction that would make one."""
    if isinstance(fact, Rectified) and fact.replacement is not None:
        check_governed(fact.replacement, law)
    elif isinstance(fact, Received) and not governed(fact, law):
        first = law.in_force_from("reply")
        allowed = Words(
            f"有规定施行之日（条例自 {first} 起施行）；请核对年份",
            f"a day on which a law is in force (the first since {first}); is the year right?",
        )
        raise InvalidFact("on", fact.on.isoformat(), allowed, fact.kind)


class Intake:
    """Looks at the lines of an import as they pass, and afterwards at the cases in which something may be odd."""

    def __init__(self, law: Law, today: date) -> None:
        self._law, self._today = law, today
        self._new: dict[str, int] = {}
        self._received: dict[str, date] = {}  # the cases that are opened here
        self._ungoverned: set[str] = set()
        self._look_at: set[str] = set()
        self._said: set[int] = set()

    def through(self, lines: Iterable[Sourced]) -> Iterator[Sourced]:
        """Yield the lines; ``InvalidLine`` for a receipt that no law governs."""
        for source, number, line in lines:
            if isinstance(line, FactLine):
                try:
                    self._check(line)
                except InvalidFact as error:
                    raise InvalidLine(source, number, error) from None
                self._note(line)
            yield source, number, line

    def _check(self, line: FactLine) -> None:
        """Refuse a receipt that no law governs, but for one of older rules and its corrections."""
        if _GOVERNED.covers(line.rules) and line.case not in self._ungoverned:
            check_governed(line.fact, self._law)
        elif isinstance(line.fact, Received) and not governed(line.fact, self._law):
            self._ungoverned.add(line.case)

    def _note(self, line: FactLine) -> None:
        self._new[line.case] = self._new.get(line.case, 0) + 1
        if isinstance(line.fact, Received):
            self._received.setdefault(line.case, line.fact.on)
        said = hash((line.case, *repeat_key(line.fact)))
        if said in self._said or self._may_be_odd(line):
            self._look_at.add(line.case)
        self._said.add(said)

    def _may_be_odd(self, line: FactLine) -> bool:
        """Tell whether its case is to be looked at: one that was there before is, for it may say the same."""
        received = self._received.get(line.case)
        recorded_on = self._today if line.recorded_at is None else line.recorded_at.astimezone(BEIJING).date()
        return received is None or may_be_odd(line.fact, received, recorded_on)

    def tell(self, register: Store, calendar: WorkCalendar, odd: TellOdd) -> None:
        """Tell what is odd in what the import brought."""
        for number in sorted(self._look_at):
            case = register.case(number)
            before = len(case.history) - self._new[number]
            for found in oddities(case, calendar):
                if found.no > before:
                    odd(number, found)


__all__ = ["Intake", "TellOdd", "check_governed", "governed"]
