"""An older register keeps its readings until it adopts those of this version, after it was told what they move."""

from __future__ import annotations

import json
import pickle
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desk import Desk
from persistence import OtherSettings, Settings
from persistence.book_kinds import OPENED
from persistence.contract.filled import write
from persistence.entries import entry_columns
from persistence.settings import settled
from persistence.sqlite.shelf import SqliteShelf
from persistence.sqlite.txn import SqliteTxn
from tests.desk.running import Ysq
from workflow.events import (
    Channel,
    ClarificationRequested,
    Clarified,
    Delivery,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester
from workflow.whatif import SupposedReading

ON = date(2025, 4, 8)
# Asked on 03-10, served on 03-12, so that 15 working days end on 04-02; answered on 04-08. Base 03-31 and 15 + 2 days are
# 04-24; with the three days up to the answer 04-28 (Sun 04-27 is worked).
CAPPED, WHOLE = date(2025, 4, 24), date(2025, 4, 28)


def older(path: Path, readings: str = "") -> None:
    """Make a register as the versions did that kept only what differed from the defaults of their day."""
    values = Settings(readings=readings)._asdict()

    def fill(txn: SqliteTxn, now: str) -> None:
        write(txn, entry_columns(1, OPENED, datetime(2025, 1, 2, tzinfo=UTC), settled(values), None, None, None))

    SqliteShelf.create(path, values, fill).close()


def consulted(desk: Desk) -> str:
    """Record a case whose third party answered late."""
    case = desk.receive(
        date(2025, 3, 3), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="采购合同"
    ).number
    desk.record(case, ReviewStarted(date(2025, 3, 3)))
    desk.record(case, ThirdPartyConsulted(date(2025, 3, 10), party="甲公司", served_on=date(2025, 3, 12)))
    desk.record(case, ThirdPartyAnswered(ON, party="甲公司", position="agrees"))
    return case


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """An older register with one case."""
    path = tmp_path / "older.db"
    older(path)
    with Desk.open(path, now=ON) as desk:
        consulted(desk)
    return path


def test_an_older_register_goes_on_as_it_began(register: Path) -> None:
    """A case keeps the day that the register told; one made now has the default of now."""
    with Desk.open(register, now=ON) as desk:
        assert desk.deadline("2025-001").due == WHOLE
        assert pickle.loads(pickle.dumps(desk.case("2025-001"))).home.readings == desk.readings
    with Desk.open(":memory:", now=ON) as desk:
        assert desk.deadline(consulted(desk)).due == CAPPED


def test_adopting_moves_what_it_said_it_would(register: Path) -> None:
    """It tells the limits first; afterwards they are moved, in desks too that had the register open."""
    with Desk.open(register, now=ON) as desk, Desk.open(register, now=ON) as other:
        assert [line.due for line in other.due()] == [WHOLE]
        found = desk.adoption()
        assert [(m.case, m.duty, m.due, m.due_then) for m in found.moved] == [("2025-001", "reply", WHOLE, CAPPED)]
        assert "consultation_boundary" in [id for id, _, _ in found.points]
        assert desk.deadline("2025-001").due == WHOLE
        assert desk.adopt_readings(by="张三") == found
        assert desk.deadline("2025-001").due == other.deadline("2025-001").due == CAPPED
        assert [line.due for line in other.due()] == [CAPPED]
        assert (desk.readings, desk.adopt_readings().points) == (Readings.default(), ())
        assert len(desk.register.entries("setting")) == 1


def test_adopting_shows_what_the_same_readings_supposed_show(ysq: Ysq, register: Path) -> None:
    """Of a case that is closed too, and a window that ends: the suit against silence, where review comes first."""
    on = date(2026, 12, 1)
    with Desk.open(register, now=on) as desk:
        desk.record("2025-001", Replied(date(2025, 4, 25), outcome=Outcome.GRANTED, delivery=Delivery.IN_PERSON))
        desk.receive(date(2026, 7, 6), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单")
        found = desk.adoption()
        assert found.compared == desk.what_if([SupposedReading(id, after) for id, _, after in found.points])
        reply, suit = found.moved
        assert (reply.case, reply.due, reply.due_then, reply.late, reply.late_then) == (
            "2025-001",
            WHOLE,
            CAPPED,
            False,
            True,
        )
        assert (suit.case, suit.duty, suit.due_then) == ("2026-001", "litigation_window", None)
        assert suit.due is not None
    printed = ysq("readings", "--adopt", "--on", on, "--db", register, stdin=b"n\n").text
    assert "将逾期" in printed
    assert f"{suit.due}  —" in printed
    told = json.loads(ysq("readings", "--adopt", "--yes", "--json", "--on", on, "--db", register).out)
    assert told["moved"] == [one.as_json() for one in found.moved]


def test_a_copy_reads_the_law_as_the_register_does(ysq: Ysq) -> None:
    """Made with a reading of its own, exported, and imported into a register that was made plainly: the same days."""
    # 20 working days after 03-20, Fri 04-04 off; where a late notice changes nothing, after 03-03: 03-31.
    anew = date(2025, 4, 18)
    assert ysq("init", "--reading", "late_clarification_notice=restart", "--db", "made.db").status == 0
    with Desk.open("made.db", now=date(2025, 4, 8)) as desk:
        case = desk.receive(date(2025, 3, 3), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单")
        desk.record(case.number, ReviewStarted(date(2025, 3, 3)))
        desk.record(case.number, ClarificationRequested(date(2025, 3, 14), respond_by=date(2025, 4, 3)))
        desk.record(case.number, Clarified(date(2025, 3, 20)))
        assert desk.deadline(case.number).due == anew
    exported = ysq("export", "--db", "made.db").out
    Path("made.jsonl").write_bytes(exported)
    assert ysq("init", "--db", "copy.db").status == 0
    assert ysq("import", "made.jsonl", "--db", "copy.db").status == 0
    with Desk.open("copy.db", now=date(2025, 4, 8)) as desk:
        assert desk.deadline(case.number).due == anew
    assert ysq("export", "--db", "copy.db").out == exported


def test_a_copy_of_an_older_register_may_adopt_what_that_may(register: Path) -> None:
    """What nobody chose there, nobody chose in the copy."""
    with Desk.open(register, now=ON) as desk, Desk.open(":memory:", now=ON) as copy:
        copy.import_lines(desk.export())
        assert copy.deadline("2025-001").due == WHOLE
        assert copy.adoption().points == desk.adoption().points != ()


def test_adopting_leaves_choices(tmp_path: Path) -> None:
    """What was chosen otherwise than a default stays."""
    path = tmp_path / "chosen.db"
    older(path, "consultation_boundary=sent_to_answered art35_pause=restart")
    with Desk.open(path) as desk:
        desk.adopt_readings()
        assert list(desk.readings) == [("consultation_boundary", "sent_to_answered"), ("art35_pause", "restart")]


def test_an_earlier_default_that_was_chosen_stays(ysq: Ysq) -> None:
    """A register made by this version chose what differs from its defaults; adopting changes nothing, and says nothing."""
    assert ysq("init", "--reading", "consultation_boundary=after_sent_to_answered").status == 0
    assert "较早版本的默认" not in ysq("readings").text
    ran = ysq("readings", "--adopt", "--yes", "--json")
    assert (ran.status, json.loads(ran.out)) == (0, {"applied": False, "readings": [], "moved": []})
    chosen = {point["id"]: point["chosen"] for point in json.loads(ysq("readings", "--json").out)}
    assert chosen["consultation_boundary"] == "after_sent_to_answered"


def test_an_application_that_asks_for_other_readings_is_told(register: Path) -> None:
    """The defaults of now are not those of an older register."""
    with pytest.raises(OtherSettings):
        Desk.open(register, readings=Readings.default())


def test_the_command_shows_and_asks(ysq: Ysq, register: Path) -> None:
    """What changes and what moves is shown; without a yes the register is as it was."""
    before = register.read_bytes()
    ran = ysq("readings", "--adopt", "--on", ON, "--db", register, stdin=b"n\n")
    assert ran.status == 1
    for said in ("consultation_boundary", "after_sent_to_answered", "capped", "2025-04-28", "2025-04-24", "提前 4 天"):
        assert said in ran.text
    assert register.read_bytes() == before
    assert "较早版本的默认" in ysq("readings", "--db", register).text
    done = ysq("readings", "--adopt", "--yes", "--json", "--by", "张三", "--on", ON, "--db", register)
    told = json.loads(done.out)
    move = {"case": "2025-001", "duty": "reply", "due": "2025-04-28", "due_then": "2025-04-24"}
    move |= {"late": False, "late_then": False}  # type: ignore[dict-item]
    assert (done.status, told["applied"], told["moved"]) == (0, True, [move])
    point = {"reading": "consultation_boundary", "before": "after_sent_to_answered", "after": "capped"}
    assert point in told["readings"]
    again = ysq("readings", "--adopt", "--json", "--db", register)
    assert (again.status, json.loads(again.out)) == (0, {"applied": False, "readings": [], "moved": []})
    assert "较早版本的默认" not in ysq("readings", "--db", register).text
    assert ysq("verify", "--db", register).status == 0


def test_a_convention_is_printed_and_not_chosen(ysq: Ysq) -> None:
    """``init`` refuses it and says by what it is decided; the list shows it apart."""
    ran = ysq("init", "--reading", "item_splitting=split", "--db", "new.db")
    assert ran.status == 2
    assert "登记惯例" in ran.err
    assert not Path("new.db").exists()
    listed = {point["id"]: point for point in json.loads(ysq("readings", "--json").out)}
    assert listed["item_splitting"]["convention"]
    assert listed["consultation_boundary"]["convention"] is None
    assert ysq("readings", "--yes").status == 2


def test_an_authority_that_was_not_read_says_so(ysq: Ysq) -> None:
    """Beside the authority, in both languages and as a value."""
    printed = ysq("readings").text
    assert "〔CPL 90〕〔未见原文〕" in printed
    assert "〔235号 4〕〔未见原文〕" not in printed
    assert "[CPL 90] (text not read)" in " ".join(ysq("readings", "--lang", "en").text.split())
    listed = {point["id"]: point for point in json.loads(ysq("readings", "--json").out)}
    assert [o["text_not_read"] for o in listed["electronic_reply"]["options"]] == [False, True]


def test_counting_readings_change_the_annual_report(tmp_path: Path) -> None:
    """What the reading leaves out is in no cell, and behind none."""
    for option, figure in (("counted", 1), ("not_counted", 0)):
        readings = Readings.default().with_(withdrawn_before_registration=option)
        with Desk.create(tmp_path / f"{option}.db", readings=readings, now=ON) as desk:
            case = desk.receive(ON, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单")
            desk.record(case.number, Withdrawn(ON))
            report = desk.annual(2025)
            assert (report.table3.cell("received", "total"), report.imbalances) == (figure, ())
            assert desk.cell(2025, "other", "total") == [case.number] * figure
