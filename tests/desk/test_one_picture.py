"""One picture: a desk answers as of its today, whatever the book holds; what cannot be judged is told, and stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from persistence import FactLine
from persistence.contract.tools import cases_of
from workflow.calendar import Overlay, WorkCalendar
from workflow.case import Case
from workflow.duties import DUTIES, Breach
from workflow.errors import NotReceived, YishenqingError
from workflow.events import Channel, Delivery, Received, Replied, ReplyOrdered, ReviewStarted
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester
from workflow.stages import Stage
from workflow.words import Words

LATER, EARLIER = date(2025, 12, 31), date(2025, 3, 20)


def receipt(on: date) -> Received:
    return Received(on, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="采购合同")


def replied(on: date) -> Replied:
    return Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a register with cases answered in time, late, twice, not at all, and received after the earlier day."""
    path = tmp_path / "register.db"
    facts = [
        ("in time", receipt(date(2025, 3, 3))),
        ("in time", ReviewStarted(date(2025, 3, 4))),
        ("in time", replied(date(2025, 3, 25))),
        ("early", receipt(date(2025, 3, 3))),
        ("early", replied(date(2025, 3, 10))),
        ("early", ReplyOrdered(date(2025, 3, 12), ordered_by="supervisor")),  # type: ignore[arg-type]  # as files say it
        ("early", replied(date(2025, 4, 1))),
        ("late", receipt(date(2025, 2, 5))),
        ("late", replied(date(2025, 4, 20))),
        ("open", receipt(date(2025, 3, 10))),
        ("next", receipt(date(2025, 4, 2))),
    ]
    with Desk.create(path, now=LATER) as desk:
        desk.import_sourced(("facts", n, FactLine(case, fact, None)) for n, (case, fact) in enumerate(facts, 1))
        desk.due()  # the docket keeps what it can
    return path


@pytest.fixture
def earlier(path: Path) -> Iterator[Desk]:
    with Desk.open(path, now=EARLIER) as desk:
        yield desk


@pytest.fixture
def later(path: Path) -> Iterator[Desk]:
    with Desk.open(path, now=LATER) as desk:
        yield desk


def test_an_earlier_desk_sees_what_a_later_one_sees_as_of_that_day(earlier: Desk, later: Desk) -> None:
    """Every question answers the same, whether its clock stands earlier or the day is given."""
    numbers = ["early", "in time", "late", "open"]
    assert [case.number for case in earlier.cases()] == numbers
    assert earlier.due() == earlier.due(on=EARLIER) == later.due(on=EARLIER)
    assert {line.case for line in earlier.due()} == {"in time", "early", "late", "open"}
    assert earlier.audit() == later.audit(on=EARLIER)
    for number, case in zip(numbers, earlier.cases(), strict=True):
        assert earlier.case(number) == case == later.case(number, on=EARLIER)
        assert earlier.deadlines(number) == later.deadlines(number, on=EARLIER)
        assert earlier.deadline(number) == later.deadline(number, on=EARLIER)
        assert earlier.audit(number) == later.audit(number, on=EARLIER)
        assert [line.entry for line in earlier.history(number)] == list(case.history)
    assert earlier.case("in time").stage is Stage.REVIEW
    assert earlier.deadline("in time").state == "running"


def test_what_was_received_later_is_not_there_yet(earlier: Desk, later: Desk) -> None:
    """A case that is received after today is in no answer, and asked for by number it says so."""
    assert earlier.audit("next") == later.audit("next", on=EARLIER) == []
    for ask in (earlier.case, earlier.deadline, earlier.deadlines, earlier.history):
        with pytest.raises(NotReceived):
            ask("next")


def test_the_dates_that_move_are_those_of_today(earlier: Desk, later: Desk) -> None:
    """A notice moves what is open as of the day, though it was answered since."""
    off = [(date(2025, 3, 24), False, "放假")]
    notice = Overlay("somewhere", "某地", scope="", instrument="通知", days=off)
    moved = earlier.moves(earlier.calendar_with(notice))
    assert moved == later.moves(later.calendar_with(notice), on=EARLIER)
    assert {"in time", "open"} <= {move.case for move in moved}


def test_the_book_itself_is_whole(earlier: Desk, later: Desk) -> None:
    """What is of the book and not of a day is the same by every clock."""
    assert list(earlier.export()) == list(later.export())
    assert earlier.annual(2025) == later.annual(2025)
    assert earlier.verify().ok


def test_today_nothing_is_left_out(later: Desk) -> None:
    """A desk whose clock stands after all that was recorded sees each case as the register has it."""
    assert list(later.cases()) == cases_of(later.register)
    assert [later.case(case.number) for case in later.cases()] == cases_of(later.register)


def test_on_the_clock_of_the_wall_the_book_is_shown_as_it_is(path: Path) -> None:
    """A desk without a clock of its own shows every case as the book has it, also one that is dated ahead."""
    with Desk.open(path, now=date(2050, 1, 1)) as ahead:
        ahead.receive(
            date(2049, 12, 1), channel=Channel.FAX, requester=Requester.BUSINESS, subject="采购合同", number="ahead"
        )
    with Desk.open(path) as desk:
        assert [case.number for case in desk.cases()] == [case.number for case in cases_of(desk.register)]
        assert desk.case("ahead").received_on == date(2049, 12, 1)


# -- what cannot be judged ------------------------------------------------------------------------------------


@pytest.fixture
def mistyped(tmp_path: Path) -> Iterator[Desk]:
    """Return a desk over a book with a receipt of 1925, as earlier versions took it, and one that is overdue."""
    with Desk.create(tmp_path / "register.db", now=LATER) as desk:
        for number, on in (("1925-001", date(1925, 11, 3)), ("2025-001", date(2025, 11, 3))):
            desk.register.import_lines([("old", 1, FactLine(number, receipt(on), None, 1))], desk.now)
        yield desk


def test_a_mistyped_year_stops_nothing(mistyped: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The other cases are judged; the one that no law reaches is named in the log."""
    notice = Overlay("somewhere", "某地", scope="", instrument="通知", days=[(date(2025, 11, 24), False, "放假")])
    for ask in (
        mistyped.due,
        mistyped.audit,
        lambda: mistyped.due(on=date(2025, 11, 20)),
        lambda: mistyped.moves(mistyped.calendar_with(notice)),
        lambda: mistyped.audit("1925-001", "2025-001"),
        lambda: mistyped.add_arrangement(notice),
    ):
        caplog.clear()
        with caplog.at_level(logging.WARNING, "yishenqing"):
            assert {line.case for line in ask()} == {"2025-001"}
        assert {record.name for record in caplog.records} == {"yishenqing"}
        assert "1925-001" in caplog.text
        assert "2025-001" not in caplog.text


def test_who_asks_to_be_told_is_told(mistyped: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever gives a function hears of the case and the reason, and the log is silent."""
    told: list[str] = []

    def tell(case: Case, error: YishenqingError) -> None:
        told.append(case.number)
        assert "1925" in error.message("zh")

    mistyped.due(unjudged=tell)
    mistyped.audit(unjudged=tell)
    assert told == ["1925-001", "1925-001"]
    assert not caplog.records


def test_the_case_itself_says_which_it_is(mistyped: Desk) -> None:
    """Asked for the limits of that case alone, the error names it."""
    for ask in (mistyped.deadline, mistyped.deadlines):
        with pytest.raises(YishenqingError, match="1925-001") as caught:
            ask("1925-001")
        assert "1925-001" in caught.value.message("en")


# -- duties of one's own --------------------------------------------------------------------------------------


def started(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """Demand that review begins within two working days, as an organ may ask of itself."""
    due = calendar.nth_working_day_after(case.received_on, 2, provisional=True)
    begun = next((fact.on for fact in case.facts if isinstance(fact, ReviewStarted)), None)
    if (begun or on) <= due:
        return None
    words = Words("审核未及时开始", "the review did not start in time")
    return Breach(case.number, "review", "内部规定", due, begun, calendar.count_between(due, begun or on), words)


def test_an_audit_with_duties_of_ones_own(tmp_path: Path) -> None:
    """A duty of one's own is judged by the register's calendar, alone or beside those of the law."""
    with Desk.create(tmp_path / "gx.db", region="guangxi", now=date(2024, 12, 31)) as desk:
        number = desk.receive(
            date(2024, 4, 9), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="采购合同"
        ).number
        desk.record(number, ReviewStarted(date(2024, 4, 16)))
        # The 10th, then the 15th: the 11th and 12th are 壮族三月三, the 13th and 14th a weekend.
        (found,) = desk.audit(duties=[started])
        assert (found.duty, found.due, found.workdays_late) == ("review", date(2024, 4, 15), 1)
        both = desk.audit(number, duties=(*DUTIES, started))
        assert [breach.duty for breach in both] == ["reply", "review"]
        assert desk.audit(duties=()) == []
