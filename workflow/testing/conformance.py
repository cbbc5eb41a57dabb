"""The conformance kit: our scenarios, run against an application that keeps its own data.

    from workflow.testing.conformance import test_conforms  # noqa: F401

    @pytest.fixture
    def adapter(): return MyAdapter()

Our pytest plugin gives ``shipped_scenario``, one after the other. An adapter answers what it can: what it has no
method for is not asked of it, and a scenario under readings or a calendar that it cannot adopt is skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar, cast

from ..calendar import china
from ..events import Fact
from ..law import Readings
from ..words import Words
from .scenarios.beside import Fee
from .scenarios.expected import Expectation, Refusal
from .scenarios.running import Result, judged
from .scenarios.scenario import Scenario
from .scenarios.seen import NotAnswered, Refused

T = TypeVar("T")


class Adapter(Protocol):
    """What an application offers at least.

    It may also have ``row(number, on)``, ``column(number)``, ``stage(number, on)``, ``counted(number, year)``,
    ``worth_a_look(number, on)``, ``works(day)``, ``fee(method, number)``, ``report_due(year)`` and
    ``adopt(readings, calendar)``, and its ``deadline`` may return a whole :class:`~workflow.Deadline`.
    """

    refusals: tuple[type[Exception], ...]
    """What ``play`` raises for a fact that is impossible."""

    def play(self, facts: Sequence[Fact]) -> str:
        """Record *facts* of a new case in this order and return its number."""

    def deadline(self, number: str, duty: str, on: date) -> Any:
        """Return the last day of the first limit of *duty* at the end of the day *on*, or ``None``."""

    def breaches(self, number: str, on: date) -> Sequence[str]:
        """Return the duties not met at the end of the day *on*, without those that are only worth a look."""


class Skipped(Exception):
    """The application cannot be asked this scenario: its readings or its calendar are not the default ones."""


def conforms(scenario: Scenario, adapter: Adapter) -> Result:
    """Play *scenario* in the application and judge its answers; raises :class:`Skipped`."""
    _adopt(scenario, adapter)
    facts = [one.fact for one in scenario.told if one.fact is not None]
    expects_refusal = any(wanted.key == "refused" for wanted in scenario.expected)
    if expects_refusal and scenario.told[-1].fact is None:
        raise Skipped("the last fact cannot even be built")
    refusal = None
    if expects_refusal:
        refusal = _refused(adapter, facts, scenario.told[-1].kind)
        facts = facts[:-1]
    answers = Answers(adapter, adapter.play(facts), scenario.on, refusal)
    return Result(scenario, tuple(judged(map(_wordless, scenario.expected), answers)), answers)


def test_conforms(adapter: Adapter, shipped_scenario: Scenario) -> None:
    """The application says what our scenarios expect."""
    __tracebackhide__ = True
    import pytest

    try:
        result = conforms(shipped_scenario, adapter)
    except Skipped as skipped:
        pytest.skip(str(skipped))
    if not result.passed:
        from .scenarios.running import run

        pytest.fail(f"{result.report()}\n{run(shipped_scenario).derivation()}", pytrace=False)


def _adopt(scenario: Scenario, adapter: Adapter) -> None:
    adopt = getattr(adapter, "adopt", None)
    if adopt is not None:
        adopt(scenario.readings, scenario.calendar)
    elif scenario.readings != Readings.default() or scenario.calendar is not china():
        raise Skipped("the application does not adopt other readings or calendars")


def _wordless(wanted: Expectation) -> Expectation:
    """Return what is expected without our words for a refusal: an application has its own."""
    return wanted._replace(value=Refusal(wanted.value.kind, ())) if wanted.key == "refused" else wanted


def _refused(adapter: Adapter, facts: Sequence[Fact], kind: str) -> Refused | None:
    try:
        adapter.play(facts)
    except adapter.refusals as error:
        return Refused(kind, str(error))
    return None


class _LastDay:
    """A limit of which the application tells the last day only."""

    def __init__(self, due: date) -> None:
        self.due = due

    def __getattr__(self, name: str) -> Any:
        raise NotAnswered(name)


class Answers:
    """The application's answers about one case."""

    def __init__(self, adapter: Adapter, number: str, on: date, refusal: Refused | None) -> None:
        self._adapter, self._number, self._on, self.refusal = adapter, number, on, refusal

    @property
    def reply(self) -> Any:
        """The limit for the reply."""
        return self.limits("reply")[0]

    @property
    def reply_in_every_reading(self) -> Any:
        """The same: an application that tells more says so in one value."""
        return self.reply

    def limits(self, duty: str) -> Sequence[Any]:
        """Return the first limit of *duty*, where there is one."""
        found = self._adapter.deadline(self._number, duty, self._on)
        if found is None:
            return ()
        return (_LastDay(found),) if isinstance(found, date) else (found,)

    @property
    def breached(self) -> Sequence[str]:
        """The duties that were not met."""
        return self._adapter.breaches(self._number, self._on)

    @property
    def stage(self) -> str:
        """Where the case stands."""
        return self._ask("stage", str)(self._number, self._on)

    @property
    def row(self) -> str | None:
        """The row of table III in which the case counts."""
        return cast("str | None", self._ask("row", object)(self._number, self._on))

    def counted(self, year: int) -> tuple[str, ...]:
        """Return the rows of table III in which the case counts in *year*."""
        return self._ask("counted", tuple)(self._number, year)

    @property
    def column(self) -> str:
        """The column of table III in which the case counts."""
        return self._ask("column", str)(self._number)

    @property
    def worth_a_look(self) -> Sequence[str]:
        """The duties of which something is worth a look and no breach by itself."""
        return self._ask("worth_a_look", tuple)(self._number, self._on)

    def works(self, day: date) -> bool:
        """Say whether *day* is a working day."""
        return self._ask("works", bool)(day)

    def fee(self, of: Fee) -> Decimal:
        """Return the fee in yuan for that many requests or pages."""
        return self._ask("fee", Decimal)(of.method, of.number)

    def report_due(self, year: str) -> date:
        """Return the day by which a department publishes its report on *year*."""
        return self._ask("report_due", date)(int(year))

    @property
    def warnings(self) -> tuple[Words, ...]:
        """How an application words its warnings is its own."""
        raise NotAnswered("warnings")

    def _ask(self, name: str, _: type[T]) -> Callable[..., T]:
        method = getattr(self._adapter, name, None)
        if method is None:
            raise NotAnswered(name)
        return cast("Callable[..., T]", method)


__all__ = ["Adapter", "Answers", "Skipped", "conforms", "test_conforms"]
