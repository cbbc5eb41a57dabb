"""Intake: what cannot be is refused with words before anything is written; what is odd is taken, and told at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from desk import Desk
from persistence import InvalidLine, MemoryRegister, Register, read_lines
from tests.desk.running import Ysq
from workflow import InvalidFact, OutOfOrder
from workflow import events as e
from workflow.law import Readings
from workflow.oddities import Oddity

TODAY = date(2026, 3, 2)
NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)  # in Beijing
RECEIVED = {"case": "2026-001", "event": "received", "channel": "online", "requester": "business", "subject": "合同"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A register on a day in March."""
    with Desk.create(tmp_path / "register.db", now=TODAY) as made:
        yield made


def receive(desk: Desk, on: date, **more: Any) -> str:
    """Open a case and return its number."""
    return desk.receive(on, **{"channel": "online", "requester": "business", "subject": "合同"} | more).number


def line(**values: object) -> bytes:
    """A line of a case file."""
    return json.dumps(RECEIVED | values, ensure_ascii=False).encode() + b"\n"


# -- a law must be in force -------------------------------------------------------------------------------


@pytest.mark.parametrize("on", ["1925-11-03", "1999-11-03", "2008-04-30"])
def test_a_receipt_before_the_law_is_refused(desk: Desk, on: str) -> None:
    """By ``receive`` and by an import, with the first day of the law; the desk goes on as before."""
    with pytest.raises(InvalidFact, match="2008-05-01") as caught:
        receive(desk, date.fromisoformat(on))
    assert on in caught.value.message("en")
    with pytest.raises(InvalidLine, match="第 2 行"):
        desk.import_lines([line(on="2026-03-02"), line(case="2", on=on)])
    assert list(desk.cases()) == []
    assert desk.due() == []


def test_the_first_day_of_the_law_is_taken(desk: Desk) -> None:
    """On 2008-05-01 the first regulation came into force."""
    assert receive(desk, date(2008, 5, 1)) == "2008-001"


def test_nor_can_a_correction_put_it_there(desk: Desk) -> None:
    """The receipt stays where it was."""
    number = receive(desk, date(2026, 3, 2))
    wrong = attrs.evolve(desk.case(number).received, on=date(1926, 3, 2))
    with pytest.raises(InvalidFact, match="1926-03-02"):
        desk.record(number, e.Rectified(TODAY, event_no=1, replacement=wrong, reason="更正"))
    assert len(desk.case(number).history) == 1


def test_a_law_of_the_application_is_the_one_that_counts(tmp_path: Path) -> None:
    """Where its reply has been in force since 1990, a receipt of 1999 is taken."""
    law = Readings.default().law
    first = law.versions("reply")[0]
    earlier = attrs.evolve(
        first, version="LOCAL-1990", in_force_from=date(1990, 1, 1), in_force_to=first.in_force_from - timedelta(1)
    )
    with Desk.create(tmp_path / "own.db", now=TODAY, law=type(law).of([earlier, *law.provisions()])) as desk:
        assert receive(desk, date(1999, 11, 3)) == "1999-001"


def test_an_older_book_with_such_a_receipt_is_read_mended_and_imported(desk: Desk) -> None:
    """Lines of rules 1 are taken as they were recorded, and corrections that leave the day are too."""
    old = line(on="1999-11-03", recorded_at="2024-01-05T01:00:00Z")
    desk.import_lines([old])
    received = desk.case("2026-001").received
    again = attrs.evolve(received, subject="会议纪要")
    desk.record("2026-001", e.Rectified(TODAY, event_no=1, replacement=again, reason="更正"))
    assert desk.verify().ok
    with Desk(MemoryRegister(NOON), now=TODAY) as other:
        other.import_lines(desk.export())
        assert list(other.export()) == list(desk.export())


# -- recorded in the future -------------------------------------------------------------------------------


@pytest.mark.parametrize("store", ["file", "memory"])
def test_nothing_was_recorded_after_it_is_imported(store: str, tmp_path: Path) -> None:
    """The moment of the import is taken, a second later is refused: by the line, with both moments; nothing is kept."""
    register = Register.create(tmp_path / "r.db") if store == "file" else MemoryRegister(NOON)
    with Desk(register, now=lambda: NOON) as desk:
        for wrong in ("2026-03-02T04:00:01Z", "2026-03-02T12:00:00Z", "2099-06-30T23:59:00Z"):
            with pytest.raises(InvalidLine, match="recorded_at") as caught:
                desk.import_lines([line(on="2026-03-02", recorded_at=wrong)])
            assert wrong in caught.value.message("en")
            assert "2026-03-02T04:00:00Z" in caught.value.message("en")
            assert list(desk.cases()) == []
        desk.import_lines([line(on="2026-03-02", recorded_at="2026-03-02T04:00:00Z")])
        assert desk.case("2026-001").history[0].recorded_at == NOON


# -- what is odd is told ----------------------------------------------------------------------------------


def test_the_desk_tells_what_is_odd(desk: Desk) -> None:
    """After it was recorded, by number and field; a day that no calendar knows with it."""
    number = receive(desk, date(2026, 3, 2), submitted_on=date(2025, 3, 1))
    desk.record(number, e.Deferred(TODAY, until=date(2099, 3, 5)))
    assert [(odd.no, odd.field) for odd in desk.oddities(number)] == [(1, "submitted_on"), (2, "until"), (2, "until")]


def test_the_desk_tells_what_was_odd_by_a_day(desk: Desk) -> None:
    """Of the case as it stood at the end of the day that is asked for: neither more, nor less."""
    number = receive(desk, date(2026, 2, 2), submitted_on=date(2025, 2, 1))
    desk.record(number, e.Deferred(date(2026, 2, 9), until=date(2028, 2, 9)))
    assert [odd.no for odd in desk.oddities(number, date(2026, 2, 8))] == [1]
    assert [odd.no for odd in desk.oddities(number, date(2026, 2, 9))] == [1, 2]


def test_an_import_tells_what_it_brought(desk: Desk) -> None:
    """Of each case the new facts alone, whether the case is new or goes on; odd is what ``oddities`` says of it."""
    told: list[tuple[str, int, str]] = []

    def tell(number: str, odd: Oddity) -> None:
        told.append((number, odd.no, odd.field))

    def take(*lines: bytes) -> list[tuple[str, int, str]]:
        told.clear()
        desk.import_sourced(read_lines(lines, "f"), tell)
        return list(told)

    extended = b'{"case":"2026-001","event":"extended","on":"2026-03-02","workdays":5,"approved_by":"x"}'
    assert take(line(on="2026-03-02"), line(case="2", on="2026-03-02", submitted_on="2025-03-02")) == [
        ("2", 1, "submitted_on")
    ]
    assert take(extended) == []
    assert take(extended) == [("2026-001", 3, "")]
    assert take(extended, line(case="3", on="2026-03-02", note="11010519491231002X")) == [
        ("2026-001", 4, ""),
        ("3", 1, "note"),
    ]


OLD = {"recorded_at": "2026-02-20T04:00:00Z", "case": "x"}  # of rules 1, as is every line before one of the rules


@pytest.mark.parametrize(
    "more",
    [
        {"event": "replied", "outcome": "granted", "delivery": "post", "delivered_on": "2026-02-27"},
        {"event": "replied", "outcome": "granted", "delivery": "electronic", "delivered_on": "2026-01-02"},
        {"event": "extended", "workdays": 5, "approved_by": "甲", "approved_on": "2026-02-27"},
        {"event": "extended", "workdays": 5, "approved_by": "甲", "approved_on": "2026-01-02"},
    ],
    ids=["delivered later", "delivered before the receipt", "approved later", "approved before the receipt"],
)
def test_an_import_tells_what_was_later_than_its_recording_or_before_the_receipt(
    desk: Desk, more: dict[str, Any]
) -> None:
    """A date is odd against the day of receipt and that of recording too, as it is once the case is there."""
    told: list[str] = []
    lines = [line(**OLD, on="2026-02-02"), json.dumps({**OLD, "on": "2026-02-18", **more}).encode()]
    desk.import_sourced(read_lines(lines, "f"), lambda number, odd: told.append(odd.field))
    assert told == [next(name for name in more if name.endswith("_on"))]


def test_commands_tell_it_at_once(ysq: Ysq) -> None:
    """``receive``, ``record``, ``show`` and ``import`` do, in both languages; in JSON it has a key."""
    ysq("init")
    asked = ("--channel", "online", "--requester", "natural_person")
    ran = ysq("receive", "--on", "2026-03-02", *asked, "--subject", "11010519491231002X 的档案")
    assert (ran.status, "? 第 1 条：" in ran.text, "不能删去" in ran.text) == (0, True, True)
    once = ("record", "2026-001", "extended", "--on", "2026-03-09", "--workdays", "5", "--approved-by", "甲")
    assert "第 2 条" not in ysq(*once).text
    english = ysq(*once, "--lang", "en")
    assert "? fact 3: says the same as fact 2, extended of 2026-03-09" in english.text
    shown = ysq("show", "2026-001", "--json")
    assert [(odd["no"], odd["field"]) for odd in shown.json["odd"]] == [(1, "subject"), (3, None)]
    assert ysq("show", "2026-001", "--on", "2026-03-05", "--json").json["odd"] == shown.json["odd"][:1]
    taken = ysq("import", "-", "--json", stdin=line(case="x", on="2026-03-02", submitted_on="2025-03-02"))
    assert (taken.status, taken.json["cases"], taken.json["events"]) == (0, 1, 1)
    assert "x　? 第 1 条：提交日（submitted_on）2025-03-02" in taken.err


@pytest.mark.parametrize(
    "typed",
    [
        ("receive", "--on", "2025-11-03", "--submitted-on", "2025-11-20", "--subject", "合同"),
        ("receive", "--on", "2025-11-03", "--subject", ""),
        ("receive", "--on", "2025-11-03", "--subject", "　"),
        ("receive", "--on", "1925-11-03", "--subject", "合同"),
        ("record", "2025-001", "replied", "--on", "2026-03-20", "--outcome", "granted", "--delivered-on", "2026-03-01"),
        ("record", "2025-001", "replied", "--on", "2026-03-20", "--outcome", "granted", "--delivered-on", "2052-03-01"),
        (
            "record",
            "2025-001",
            "third_party_consulted",
            "--on",
            "2025-03-10",
            "--party",
            "甲",
            "--served-on",
            "2025-01-01",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(ysq: Ysq, typed: tuple[str, ...]) -> None:
    """Exit status 2, one line without a traceback, nothing written."""
    ysq("init")
    ysq("receive", "--on", "2025-03-03", "--channel", "online", "--requester", "business", "--subject", "合同")
    ysq("record", "2025-001", "review_started", "--on", "2025-03-03")
    before = ysq("export").out
    more = ("--channel", "online", "--requester", "business") if typed[0] == "receive" else ()
    sent = ("--delivery", "post") if "replied" in typed else ()
    ran = ysq(*typed, *more, *sent)
    assert (ran.status, ran.out, ran.err.count("\n")) == (2, b"", 1)
    assert "Traceback" not in ran.err
    assert ysq("export").out == before


def test_a_reply_delivered_before_it_is_made_says_what_is_allowed(desk: Desk) -> None:
    """The field, both days, what may stand there and which article says so, in both languages."""
    number = receive(desk, date(2026, 1, 5))
    reply = e.Replied(date(2026, 2, 2), outcome="granted", delivery="post", delivered_on=date(2026, 2, 1))
    with pytest.raises(OutOfOrder) as caught:
        desk.record(number, reply)
    for lang in ("zh", "en"):
        for said in ("delivered_on", "2026-02-01", "2026-02-02", "235号 4"):
            assert said in caught.value.message(lang)  # type: ignore[arg-type]  # each of the two
