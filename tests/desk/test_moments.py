"""A desk of a moment: it answers as the register was then, all of it from one state, and cannot write."""

from __future__ import annotations

import inspect
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desk import Desk
from desk.docket import key_of
from desk.frozen import NeverFrozen
from desk.read_only import ReadOnlyDesk
from persistence import BookClosed, FactLine, MemoryRegister, NoSuchRow, NotKnownYet, Person, PersonLine, Register
from persistence.chosen import Chosen
from workflow.annual import LedgerLine
from workflow.calendar import Overlay
from workflow.case import Case
from workflow.clock import deadline as limit
from workflow.errors import WrongType
from workflow.events import (
    Channel,
    Delivery,
    Extended,
    LitigationFiled,
    Received,
    Replied,
    Withdrawn,
)
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester

DAY = date(2025, 3, 3)
BEFORE, NOW = date(2025, 12, 1), date(2025, 12, 31)
REPLIED = Replied(date(2025, 3, 20), outcome=Outcome.GRANTED, delivery=Delivery.POST)
ANSWERS = {
    *("case", "cases", "history", "oddities", "deadlines", "deadline", "audit", "due", "what_if", "export"),
    *("annual", "cell", "disputes", "ledger_lines", "ledger", "frozen", "handed_in", "compare"),
}

ASKED: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("case", "history", "oddities", "deadlines", "deadline"), ("a",)),
    **dict.fromkeys(("annual", "frozen", "handed_in", "compare"), (2025,)),
    **dict.fromkeys(("cell", "disputes"), (2025, "reconsideration", "total")),
    "ledger_lines": (2025, "penalty", "decisions"),
    "what_if": ([],),
}
"""What those of them are asked that must be asked something."""


class Clock:
    """A clock that is set by hand, to noon of a day."""

    def __init__(self) -> None:
        self.day = BEFORE

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "memory"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """Return a desk with what was recorded on two days: a case and a line on either, a reply, a suit, a notice later."""
    path = tmp_path / "register.db" if request.param == "file" else ":memory:"
    with Desk.create(path, now=clock) as made:
        received(made, "a")
        made.ledger_add(LedgerLine(ledger="decision", kind="penalty", on=DAY, count=4))
        clock.day = NOW
        received(made, "b", date(2025, 3, 4))
        made.record("a", REPLIED)
        made.record("b", Extended(date(2025, 3, 25), workdays=20, approved_by="李"))
        made.ledger_add(LedgerLine(ledger="decision", kind="penalty", on=DAY, count=3))
        yield made


def received(desk: Desk, number: str, on: date = DAY) -> Case:
    return desk.receive(on, channel=Channel.FAX, requester=Requester.BUSINESS, subject="名单", number=number)


def answers(desk: Desk | ReadOnlyDesk, *numbers: str) -> dict[str, Any]:
    """Return all that a desk answers of these cases and of 2025, but what was handed in."""
    on = date(2025, 4, 1)
    about_cases = {
        "case": [desk.case(number).history for number in numbers],
        "history": [desk.history(number) for number in numbers],
        "oddities": [desk.oddities(number) for number in numbers],
        "deadlines": [desk.deadlines(number) for number in numbers],
        "deadlines then": [desk.deadlines(number, on) for number in numbers],
        "deadline": [desk.deadline(number).due for number in numbers],
        "audit of one": [desk.audit(number) for number in numbers],
        "audit of some": desk.audit(*numbers),
    }
    return about_cases | {
        "cases": [case.history for case in desk.cases()],
        "audit": [breach.as_json() for breach in desk.audit()],
        "due": (desk.due(), desk.due(3), desk.due(on=on), desk.due(subjects=True)),
        "annual": desk.annual(2025).as_json(),
        "cell": [desk.cell(2025, row, "total") for row in ("received", "granted", "carried_forward")],
        "suits": (desk.disputes(2025, "litigation_direct", "total"), desk.cell(2025, "litigation_direct", "total")),
        "ledger": (desk.ledger(), desk.ledger(2025), desk.ledger_lines(2025, "penalty", "decisions")),
        "export": list(desk.export()),
        "judging": (desk.calendar.revision, desk.readings, desk.settings, desk.today),
    }


def test_the_present_answers_alike_however_it_is_asked(desk: Desk) -> None:
    """The register, a moment of now, its last row, and the end of today are one state: each answer is the same."""
    desk.record("a", LitigationFiled(date(2025, 5, 6), dispute="诉", after_reconsideration=False))
    expected = answers(desk, "a", "b")
    assert len(expected["due"][0]) == len(expected["audit of one"][1]) == len(expected["suits"][0]) == 1
    for moment in (None, desk.head().seq, NOW):
        with desk.at(moment) as then:
            assert answers(then, "a", "b") == expected, moment


def test_a_moment_answers_as_the_register_did(desk: Desk, clock: Clock) -> None:
    """What a register answered on a day is what it answers of that day, and of that row, whatever was recorded since."""
    clock.day = BEFORE
    with Desk.create(":memory:", now=clock) as early:
        received(early, "a")
        early.ledger_add(LedgerLine(ledger="decision", kind="penalty", on=DAY, count=4))
        expected, row = answers(early, "a"), early.head().seq
        assert expected["ledger"][1:] == (early.ledger(), [early.ledger()[0].recorded])
    clock.day = NOW
    for moment in (BEFORE, row):
        with desk.at(moment) as then:
            assert then.day == BEFORE
            found = answers(then, "a")
            told_of_today = found.pop("judging")
            assert told_of_today[-1] == NOW
            assert found == {name: answer for name, answer in expected.items() if name != "judging"}, moment
            for ask in (then.case, then.history, then.deadlines, then.oddities, then.audit):
                with pytest.raises(NotKnownYet):
                    ask("b")


def test_the_default_day_is_that_of_the_moment(desk: Desk, clock: Clock) -> None:
    """Where an answer is as of a day it is that of the moment: of the row its recording, of now today."""
    clock.day = NOW + timedelta(1)
    row = desk.head().seq
    for moment, day in (
        (date(2025, 3, 10), date(2025, 3, 10)),
        (BEFORE, BEFORE),
        (row, NOW),
        (None, clock.day),
        (0, clock.day),
    ):
        with desk.at(moment) as then:
            assert (then.day, then.today) == (day, clock.day), moment
    with desk.at(BEFORE) as then:
        assert then.deadline("a") == then.deadline("a", BEFORE) != then.deadline("a", date(2025, 3, 20))
    assert (desk.day, desk.deadline("b")) == (clock.day, desk.deadline("b", clock.day))


def test_working_days_are_those_of_then_and_readings_those_of_now(desk: Desk, clock: Clock) -> None:
    """A local day off that was loaded later moves no limit of before; readings adopted since hold of every moment."""
    on = date(2025, 4, 1)
    row, before = desk.head().seq, desk.deadline("b", on).due
    clock.day = NOW + timedelta(1)
    local = Overlay("cn", "本地", scope="全市", instrument="通知", days=((before, False, "停水"),), issued=NOW)
    moved = {move.case: move.after for move in desk.add_arrangement(local, on=on)}
    other = Readings.default().with_(consultation_boundary="sent_to_answered")
    desk.register.choose(Chosen(other, clock.day), desk.now)
    assert list(moved) == ["b"]
    assert moved["b"] > before
    for moment, due in ((NOW, before), (row, before), (None, moved["b"]), (desk.head().seq, moved["b"])):
        with desk.at(moment) as then:
            home = then.case("b").home
            assert home is not None
            assert then.deadline("b", on).due == limit(then.case("b"), on).due == due, moment
            assert then.calendar.is_working_day(before) == (due == before)
            assert then.readings == home.readings == other


def test_frozen_years_are_those_of_then(desk: Desk, clock: Clock) -> None:
    """What was handed in later is in no earlier moment; of one in between, the newest of then is compared."""
    clock.day = date(2026, 1, 20)
    frozen = desk.freeze(2025)
    row = desk.head().seq
    desk.record("b", Withdrawn(date(2025, 12, 30)))
    once, clock.day = desk.head().seq, date(2026, 2, 2)
    again = desk.freeze(2025, again=True, reason="补报")
    with desk.at(frozen.facts_until) as before, desk.at(row) as first, desk.at(once) as later, desk.at() as now:
        assert [one.frozen(2025) for one in (before, first, later, now)] == [(), (frozen,), (frozen,), (frozen, again)]
        with pytest.raises(NeverFrozen):
            before.compare(2025)
        differing = [[found.row for found in one.compare(2025).differences] for one in (first, later, now)]
        assert [set(rows) for rows in differing] == [set(), {"other", "concluded_total", "carried_forward"}, set()]
        assert [len(one.compare(2025).facts) for one in (first, later, now)] == [0, 1, 0]
        assert later.handed_in(2025).table3 == first.annual(2025).table3 == before.annual(2025).table3
        assert later.annual(2025).frozen == (frozen, len(differing[1]))


def test_what_is_carried_forward_is_opened_as_it_was_then(desk: Desk, clock: Clock) -> None:
    """The balance against the year handed in before names the cases recorded by the end of the day, and no later ones."""
    clock.day = date(2026, 1, 20)
    desk.freeze(2025)
    received(desk, "c", date(2025, 12, 30))
    clock.day = date(2026, 1, 21)
    received(desk, "d", date(2025, 12, 31))
    with desk.at(date(2026, 1, 20)) as then:
        for one, numbers in ((then, ("c",)), (desk, ("c", "d"))):
            assert {broken.cases for broken in one.annual(2026).imbalances} == {numbers}


def test_a_row_recorded_elsewhere_hides_no_case(desk: Desk) -> None:
    """A line of a file keeps its own time of recording: at its row all cases before it are there, recorded later or not."""
    fact = Received(date(2024, 5, 6), channel=Channel.FAX, requester=Requester.RESEARCH, subject="旧件")
    desk.import_sourced([("旧", 1, FactLine("旧", fact, datetime(2024, 5, 6, 4, tzinfo=UTC)))])
    with Desk(desk.register).at(desk.head().seq) as then:
        assert then.day == date(2024, 5, 6)
        assert [case.number for case in then.cases()] == ["a", "b", "旧"]
        assert then.case("a").stage.value == "REPLIED"


def test_a_desk_of_a_moment_cannot_write(desk: Desk) -> None:
    """It has the answers and no other method; none of them records anything, and one of the past keeps no deadline."""
    methods = {name for name, _ in inspect.getmembers(ReadOnlyDesk, inspect.isfunction) if not name.startswith("_")}
    assert methods == ANSWERS
    head, key = desk.head(), key_of(desk.calendar, desk.readings)
    kept = []
    for moment in (NOW, head.seq, None):
        with desk.at(moment) as then:
            assert answers(then, "a", "b")["due"][0] == then.due() != []
        with desk.at() as now:
            kept.append(len(now.book.pending(NOW, key, False)[0]))
    assert desk.head() == head
    assert kept == [0, 0, 0 if isinstance(desk.register, MemoryRegister) else 1]


def test_who_asks_is_known_to_the_present_alone(desk: Desk) -> None:
    """Two cases that say the same are twins in any moment, until it is known that two people ask."""
    received(desk, "c")
    row = desk.head().seq
    with desk.at(row) as then:
        assert [len(one.oddities("c")) for one in (then, desk)] == [1, 1]
        names = {"a": "张三", "c": "李四"}
        desk.import_sourced(("名册", 1, PersonLine(case, Person(name))) for case, name in names.items())
        assert [one.oddities("c") for one in (then, desk)] == [(), ()]
        assert not any("张三" in line for line in then.export())


def test_a_desk_of_a_moment_ends_with_it(desk: Desk) -> None:
    """Outside of its ``with`` it answers nothing; a moment that is not there is refused when it is entered."""
    with desk.at() as then:
        cases = then.cases()
        next(cases)
    with pytest.raises(BookClosed):
        next(cases)
    for name in ANSWERS:
        with pytest.raises(BookClosed):
            list(getattr(then, name)(*ASKED.get(name, ())))
    with pytest.raises(NoSuchRow):
        desk.at(desk.head().seq + 1).__enter__()
    with pytest.raises(WrongType):
        desk.at(desk.now)  # type: ignore[arg-type]  # a time is no day


def test_an_open_moment_sees_nothing_that_is_recorded_meanwhile(tmp_path: Path) -> None:
    """Every answer within one ``with`` is of one state, whatever another desk records between two of them."""
    with Desk.create(tmp_path / "r.db", now=NOW) as desk, Desk.open(tmp_path / "r.db", now=NOW) as other:
        received(desk, "a")
        with desk.at() as then:
            expected = answers(then, "a")
            received(other, "b")
            other.record("a", REPLIED)
            other.ledger_add(LedgerLine(ledger="decision", kind="penalty", on=DAY, count=4))
            assert answers(then, "a") == expected
        assert {name for name, answer in answers(desk, "a").items() if answer != expected[name]} >= {
            "annual",
            "cell",
            "due",
        }


class Beside(sqlite3.Connection):
    """A connection beside which something is done, once, ahead of one of its statements."""

    done: Callable[[], object] | None = None
    left = 0

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        Beside.left -= 1
        if Beside.left == 0 and Beside.done is not None:
            Beside.done()
        return super().execute(sql, parameters)


@pytest.mark.parametrize("name", ["annual", "compare"])
def test_one_answer_is_of_one_state(name: str, tmp_path: Path) -> None:
    """Whatever is recorded ahead of any statement of one report, all of it is in the report, or nothing."""
    ask: Callable[[Desk], Any] = lambda desk: getattr(desk, name)(2024).as_json()  # noqa: E731  # it is used thrice
    path, on = tmp_path / "r.db", date(2024, 3, 4)
    with Desk.create(path, now=NOW) as writer:
        writer.freeze(2024)

        def record() -> None:
            number = f"{writer.head().seq}"
            received(writer, number, on)
            writer.record(number, Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.POST))
            writer.record(number, LitigationFiled(on, dispute=number, after_reconsideration=False))
            writer.ledger_add(LedgerLine(ledger="decision", kind="penalty", on=on, count=1, again=True))

        record()
        opened = Register.open(
            path, connect=lambda at, wait: sqlite3.connect(at, wait, isolation_level=None, factory=Beside)
        )
        reader, seen = Desk(opened, now=NOW), []
        Beside.done = record
        for n in range(1, 100):
            before, Beside.left = ask(writer), n
            found = ask(reader)
            if Beside.left > 0:
                break
            seen.append([before, ask(writer)].index(found))
        reader.close()
        Beside.done = None
    assert {0, 1} == set(seen), "some statements come before the state is taken, and some after it"
    assert n > 5
