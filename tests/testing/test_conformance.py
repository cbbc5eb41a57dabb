"""The conformance kit: our scenarios against the Desk, against one that is wrong, and against one that knows little."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desk import Desk
from desk.scenario_files import shipped
from persistence import InvalidLine, Register, Settings
from workflow import Deadline, NoSuchLimit
from workflow.annual import FORM_2021, cells_of, counted_of
from workflow.calendar import WorkCalendar
from workflow.events import Fact, FeeMethod
from workflow.law import Readings
from workflow.testing.conformance import Skipped, conforms, test_conforms  # noqa: F401  # run here too

ITEMS = ((10, 0), *((last, 100 * (last // 10 - 2) if last > 30 else 100) for last in (30, 40, 50, 60)))
SHIPPED = {scenario.title: scenario for scenario in shipped()}


class DeskAdapter:
    """The Desk as an application that keeps its own data."""

    refusals = (InvalidLine,)

    def __init__(self, folder: Path) -> None:
        self.register = Register.create(folder / "register.db", Settings())
        self.adopt(None, None)

    def adopt(self, readings: Readings | None, calendar: WorkCalendar | None) -> None:
        """Read the law so, and take these days for working days."""
        self.desk = Desk(self.register, calendar=calendar, readings=readings, now=date(2026, 11, 30))

    def play(self, facts: Sequence[Fact]) -> str:
        """Record the facts of a new case, all or none."""
        number = f"2025-{len(list(self.desk.cases())) + 1}"
        self.desk.import_facts((number, fact) for fact in facts)
        return number

    def deadline(self, number: str, duty: str, on: date) -> Deadline | None:
        """Return the first limit of a duty."""
        try:
            return self.desk.deadline(number, on, duty=duty)
        except NoSuchLimit:
            return None

    def breaches(self, number: str, on: date) -> list[str]:
        """Return the duties not met."""
        return [breach.duty for breach in self.desk.audit(number, on=on) if not breach.warning]

    def stage(self, number: str, on: date) -> str:
        """Return where the case stands."""
        return self.desk.case(number, on).stage.value

    def row(self, number: str, on: date) -> str | None:
        """Return the row of table III."""
        return counted_of(self.desk.case(number, on)).row

    def column(self, number: str) -> str:
        """Return the column of table III."""
        return self.desk.case(number).received.requester.value

    def worth_a_look(self, number: str, on: date) -> list[str]:
        """Return the duties of which something is worth a look."""
        return [breach.duty for breach in self.desk.audit(number, on=on) if breach.warning]

    def works(self, day: date) -> bool:
        """Say whether a day is worked."""
        return self.desk.calendar.is_working_day(day)

    def fee(self, method: FeeMethod, number: int) -> Decimal:
        """Return a fee, reckoned by a tariff of this application's own."""
        tiers = ((30, 0), (100, 10), (200, 20), (None, 40)) if method is FeeMethod.BY_PAGE else ITEMS
        total = below = 0
        for last, rate in tiers:
            upper = number if last is None else min(number, last)
            total, below = total + rate * max(upper - below, 0), max(below, upper)
        return Decimal(total)

    def report_due(self, year: int) -> date:
        """Return the day of the report."""
        return date(year + 1, 1, 31)

    def counted(self, number: str, year: int) -> tuple[str, ...]:
        """Return the rows of table III of one year."""
        return cells_of(counted_of(self.desk.case(number)), year, FORM_2021)


@pytest.fixture
def adapter(tmp_path: Path) -> Iterator[DeskAdapter]:
    """The one fixture that an application overrides."""
    desk = DeskAdapter(tmp_path)
    yield desk
    desk.register.close()


class FifteenDays:
    """An application that still believes in 15 working days, and tells no more than dates."""

    refusals = (ValueError,)

    def play(self, facts: Sequence[Fact]) -> str:
        """Take anything."""
        return "1"

    def deadline(self, number: str, duty: str, on: date) -> date | None:
        """Return one day for everything."""
        return date(2025, 3, 24)

    def breaches(self, number: str, on: date) -> list[str]:
        """Find nothing amiss."""
        return []


def test_an_application_that_is_wrong_is_told_so() -> None:
    """What it answers is judged; what it has no words for is passed over."""
    result = conforms(SHIPPED["普通申请，二十个工作日"], FifteenDays())
    assert [failure.text() for failure in result.failures] == [
        f"答复期限：应为 2025-03-31，算得 2025-03-24（第 {result.failures[0].line} 行）"
    ]
    assert "普通申请" in result.report()


def test_what_an_application_does_not_answer_is_not_asked_of_it() -> None:
    """Fees, days worked, columns and reports are asked only of those that have them."""
    for title in (
        "一个自然月内三十五件，按件计收三千元",
        "广西三月三，在其他地方是工作日",
        "三位村民联名一份申请，计一件，自然人",
        "年度报告期限是周六，不顺延",
        "未说明公共利益：第三方不同意而没有说明理由",
    ):
        asked = [failure.label.zh for failure in conforms(SHIPPED[title], FifteenDays()).failures]
        assert asked in ([], ["答复期限"])


def test_an_application_that_refuses_nothing_is_told_so() -> None:
    """A move that is impossible must be refused, in whatever words."""
    (failure,) = conforms(SHIPPED["没有收费通知，不能记录缴费"], FifteenDays()).failures
    assert failure.found.zh == "没有拒绝"


def test_an_application_that_knows_one_reading_is_not_asked_another() -> None:
    """Scenarios under other readings or calendars are skipped."""
    with pytest.raises(Skipped):
        conforms(SHIPPED["旧条例时收到，程序从新"], FifteenDays())
    with pytest.raises(Skipped):
        conforms(SHIPPED["2020 年春节假期延长之前的算法"], FifteenDays())
