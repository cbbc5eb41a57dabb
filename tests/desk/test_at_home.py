"""At home: a case that comes out of a register is judged by that register, whoever judges it."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import attrs
import cattrs
import pytest

from desk import Desk
from persistence import MemoryRegister, Register, Settings
from persistence.contract.tools import asked, cases_of
from workflow.calendar import Overlay, china, overlays
from workflow.case import Case
from workflow.clock import deadline, deadlines
from workflow.duties import breaches
from workflow.events import AgencyConsulted, Channel, Delivery, Received, Rectified, Replied, ReviewStarted
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester
from workflow.testing.scenarios.assertions import Law, assert_breaches, assert_deadline, assert_lawful

NOW = datetime(2025, 12, 31, 4, tzinfo=UTC)
LAST = date(2025, 12, 31)
RECEIVED = Received(date(2024, 3, 25), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="采购合同")
REPLIED = Replied(date(2024, 4, 25), outcome=Outcome.GRANTED, delivery=Delivery.POST)
# 20 working days after 25 March 2024 end on 23 April; in Guangxi, with two days of 壮族三月三, on the 25th.
COUNTRY, GUANGXI = date(2024, 4, 23), date(2024, 4, 25)
STRICT = Readings.default().with_(other_organs="joint_only")


@pytest.fixture(params=["file", "memory"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk in Guangxi with a case that was answered on the last day there."""
    path = tmp_path / "gx.db" if request.param == "file" else ":memory:"
    with Desk.create(path, region="guangxi", readings=STRICT, now=NOW) as made:
        made.register.open_case("甲", RECEIVED, NOW)
        made.record("甲", REPLIED)
        yield made


def ways(desk: Desk) -> dict[str, Case]:
    """Return the case by every way out of the book, and after every step that makes another of it."""
    register: Any = desk.register
    case = desk.case("甲")
    found = {
        "desk.case": case,
        "desk.cases": next(desk.cases()),
        "register.case": register.case("甲"),
        "register.cases": cases_of(register)[0],
        "as_of": case.as_of(date(2024, 4, 26)),
        "as_of before": case.as_of(date(2024, 4, 1)),
        "at": case.at(LAST),
        "copied": copy.copy(case),
        "deeply copied": copy.deepcopy(case),
        "pickled": pickle.loads(pickle.dumps(case)),
        "evolved": attrs.evolve(case, number="乙"),
        "after": case.as_of(date(2024, 4, 1)).after(ReviewStarted(date(2024, 4, 2))),
        "between": case.after(ReviewStarted(date(2024, 4, 2))),
        "rectified": case.after(Rectified(LAST, event_no=2, replacement=REPLIED, reason="核对")),
        "opened": desk.receive(date(2024, 3, 25), channel=Channel.FAX, requester=Requester.BUSINESS, subject="x"),
        "recorded": desk.record("2024-001", ReviewStarted(date(2024, 4, 2))),
        "open": asked(register, lambda book: next(book.open_cases())),
        "received": register.receive(RECEIVED, NOW),
    }
    for moment in (None, LAST, desk.head().seq):
        with desk.at(moment) as then:
            found |= {f"desk at {moment}": then.case("甲"), f"book at {moment}": then.book.case("甲")}
    return {way: one for way, one in found.items() if one is not None}


def test_the_free_functions_judge_as_the_register_does(desk: Desk) -> None:
    """No way out of the book loses its working days: a limit is that of the register, never that of the country."""
    for way, case in ways(desk).items():
        assert deadline(case, date(2024, 4, 25)).due == GUANGXI, way
        assert deadlines(case, date(2024, 4, 25))[0].calendar.startswith("cn-guangxi@"), way


def test_no_breach_comes_out_of_another_calendar(desk: Desk) -> None:
    """What was answered on the last day there is no breach, asked of the desk or of the free function."""
    assert desk.audit() == list(breaches(desk.cases(), LAST)) == list(breaches(cases_of(desk.register), LAST)) == []
    assert list(breaches(desk.cases(), LAST, desk.calendar, desk.readings)) == []


def test_the_assertions_of_a_test_judge_so_too(desk: Desk) -> None:
    """What an application asserts of a case in its tests is asserted by the register's days, or by a law that is given."""
    case = desk.case("甲")
    assert_lawful(case, on=LAST)
    assert_deadline(case, GUANGXI)
    assert_breaches(case, [], on=LAST)
    assert_breaches(case, ["reply"], on=LAST, law=Law())
    assert_deadline(case, COUNTRY, law=Law())


def test_what_is_given_wins(desk: Desk) -> None:
    """A calendar or readings that are given take the place of the register's, each for itself."""
    case = desk.case("甲")
    assert deadline(case, LAST, china()).due == COUNTRY
    (late,) = breaches([case], LAST, china(), Readings.default())
    assert (late.duty, late.due) == ("reply", COUNTRY)
    assert deadline(case, LAST, readings=Readings.default()).due == GUANGXI


def test_the_readings_are_the_registers(desk: Desk) -> None:
    """Whether the days of a consultation count is read as the register reads it, unless readings are given."""
    desk.register.open_case("丙", RECEIVED, NOW)
    desk.record("丙", ReviewStarted(date(2024, 3, 26)))
    case = desk.record("丙", AgencyConsulted(date(2024, 3, 27), agency="某局", joint=False))
    on = date(2024, 4, 10)
    assert deadline(case, on) == desk.deadline("丙", on)
    assert deadline(case, on).state == "running"
    assert deadline(case, on, readings=Readings.default()).state == "tolled"


def test_cases_of_two_registers_together(desk: Desk) -> None:
    """In one audit, each case is judged by its own register, and one of none by the country's days."""
    country = MemoryRegister(NOW)
    country.open_case("国", RECEIVED, NOW)
    country.record("国", REPLIED, NOW)
    alone = Case.of("无", RECEIVED, REPLIED)
    found = [(breach.case, breach.due) for breach in breaches([*cases_of(country), *desk.cases(), alone], LAST)]
    assert found == [("国", COUNTRY), ("无", COUNTRY)]


def test_a_notice_that_is_loaded_later_holds_for_cases_at_hand(desk: Desk) -> None:
    """A case that one holds is judged with what the register knows by now."""
    case = desk.case("甲", on=date(2024, 4, 1))
    assert deadline(case, date(2024, 4, 1)).due == GUANGXI
    own = Overlay("guangxi", "广西", scope="", instrument="停电", days=[(date(2024, 4, 15), False, "停电")])
    desk.add_arrangement(own)
    assert deadline(case, date(2024, 4, 1)).due == desk.deadline("甲", date(2024, 4, 1)).due == date(2024, 4, 26)


def test_a_desk_with_a_calendar_of_its_own(tmp_path: Path) -> None:
    """A desk that was given a calendar or readings hands out cases that are judged by those, not by the file's."""
    register = Register.create(tmp_path / "cn.db", Settings(), NOW)
    register.open_case("甲", RECEIVED, NOW)
    desk = Desk(register, calendar=china(overlays=overlays("guangxi")), now=NOW)
    for case in (desk.case("甲"), next(desk.cases())):
        assert deadline(case, date(2024, 4, 1)).due == GUANGXI
    assert deadline(register.case("甲"), date(2024, 4, 1)).due == COUNTRY
    register.close()


def test_a_case_stays_the_value_that_it_was(desk: Desk) -> None:
    """Two cases are equal by number and history, wherever they come from; they hash, print and travel as before."""
    case = desk.case("甲")
    alone = Case.of("甲", RECEIVED, REPLIED)
    bare = Case.replay("甲", case.history)
    assert case == bare
    assert hash(case) == hash(bare)
    assert case.facts == alone.facts
    assert repr(case) == "<Case 甲 REPLIED, 2 facts>"
    assert pickle.loads(pickle.dumps(case)) == case
    assert len(pickle.dumps([case] * 100)) < 2 * len(pickle.dumps(case))
    assert cattrs.unstructure(case)["number"] == "甲"


def test_the_law_stays_light() -> None:
    """An application that only names a case loads neither the calendar nor the provisions."""
    code = (
        "import sys, workflow; print([m for m in sys.modules if m.startswith(('workflow.calendar', 'workflow.law'))])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
