"""Calendar entries: the file is opened again with another library."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import vobject

from desk import Desk
from desk.ics import calendar_of
from tests.desk.running import Ysq
from workflow import ProcessingStarted, Replied, ReplyOrdered, ReviewStarted, ThirdPartyConsulted
from workflow.events import Channel, Delivery
from workflow.outcomes import Outcome, Requester


def receive(desk: Desk, *days: date, subject: str = "清单") -> None:
    for day in days:
        desk.receive(day, channel=Channel.FAX, requester=Requester.BUSINESS, subject=subject)


def granted(day: date) -> Replied:
    return Replied(day, outcome=Outcome.GRANTED, delivery=Delivery.ELECTRONIC)


def entries(file: bytes) -> dict[str, Any]:
    """Return the entries of a calendar file by the case and duty that they name."""
    found = {e.uid.value: e for e in getattr(vobject.readOne(file.decode()), "vevent_list", [])}
    assert len({uid.partition("@")[2] for uid in found}) <= 1
    return {uid.partition("@")[0]: e for uid, e in found.items()}


def test_deadlines_as_calendar_entries(ysq: Ysq, tmp_path: Path) -> None:
    """Each open case is an all-day entry on its day; what may move is tentative and says so."""
    with Desk.open(tmp_path / "register.db", now=date(2026, 12, 15)) as desk:
        receive(desk, date(2026, 11, 2), date(2026, 12, 10), date(2026, 11, 3))
        for fact in (ReviewStarted, ProcessingStarted):
            desk.record("2026-003", fact(date(2026, 11, 4)))
        desk.record("2026-003", ThirdPartyConsulted(date(2026, 11, 23), party="甲"))
    assert ysq("due", "--on", "2026-11-24", "--ics", "期限.ics").status == 0
    found = entries((tmp_path / "期限.ics").read_bytes())
    assert set(found) == {"2026-001/reply", "2026-003/reply"}
    first, tolled = found["2026-001/reply"], found["2026-003/reply"]
    assert (first.dtstart.value, first.status.value) == (date(2026, 11, 30), "CONFIRMED")
    assert (first.summary.value, first.description.value) == ("2026-001 答复期限届满", "清单")
    assert tolled.status.value == "TENTATIVE"
    assert "停止计算" in tolled.summary.value
    assert "valarm" not in tolled.contents


def test_a_provisional_day_is_tentative(ysq: Ysq, tmp_path: Path) -> None:
    """A day beyond the last notice is entered, marked as provisional."""
    with Desk.open(tmp_path / "register.db", now=date(2026, 12, 15)) as desk:
        receive(desk, date(2026, 12, 10))
    assert ysq("due", "--on", "2026-12-15", "--ics", "a.ics", "--lang", "en").status == 0
    (entry,) = entries((tmp_path / "a.ics").read_bytes()).values()
    assert (entry.dtstart.value, entry.status.value) == (date(2027, 1, 8), "TENTATIVE")
    assert "provisional" in entry.summary.value


def test_two_bureaus_in_one_calendar(ysq: Ysq, tmp_path: Path) -> None:
    """Entries of two registers have different identities under the same number, and name the bureau."""
    uids = set()
    for agency, received in (("甲局", date(2026, 11, 2)), ("乙局", date(2026, 11, 16))):
        with Desk.create(tmp_path / f"{agency}.db", agency=agency, now=date(2026, 11, 20)) as desk:
            receive(desk, received)
        assert ysq("due", "--db", f"{agency}.db", "--on", "2026-11-20", "--ics", "a.ics").status == 0
        event = vobject.readOne((tmp_path / "a.ics").read_text("utf-8")).vevent
        assert event.summary.value == f"{agency} 2026-001 答复期限届满"
        uids.add(event.uid.value)
    assert len(uids) == 2


def test_an_answered_case_is_cancelled(ysq: Ysq, tmp_path: Path) -> None:
    """The entry of an earlier file comes again, cancelled and of a later sequence; nothing runs for it any more."""
    files = []
    with Desk.create(tmp_path / "register.db", now=date(2026, 11, 24)) as desk:
        receive(desk, date(2026, 11, 2), date(2026, 11, 3), subject="名单")
        for change in (lambda: None, lambda: desk.record("2026-001", granted(date(2026, 11, 24)))):
            change()
            assert ysq("due", "--on", "2026-11-24", "--ics", "a.ics").status == 0
            files.append(entries((tmp_path / "a.ics").read_bytes()))
    before, after = files
    assert {name: e.status.value for name, e in before.items()} == {
        "2026-001/reply": "CONFIRMED",
        "2026-002/reply": "CONFIRMED",
    }
    assert {name: e.status.value for name, e in after.items()} == {
        "2026-001/reply": "CANCELLED",
        "2026-002/reply": "CONFIRMED",
    }
    gone = after["2026-001/reply"]
    assert int(gone.sequence.value) > int(before["2026-001/reply"].sequence.value)
    assert gone.uid.value == before["2026-001/reply"].uid.value
    assert "valarm" not in gone.contents
    assert "已办结" in gone.summary.value


def calendar(desk: Desk, within: int | None = None) -> bytes:
    """Return the calendar file of a desk as it stands."""
    with desk.at() as then:
        return calendar_of(then, then.due(within))


def test_an_ordered_reply_has_an_entry_of_its_own(tmp_path: Path) -> None:
    """After an order the first limit stays cancelled; each of two orders is an entry, and the last is cancelled in its turn."""
    with Desk.create(tmp_path / "r.db", now=date(2026, 12, 1)) as desk:
        receive(desk, date(2026, 11, 2))
        desk.record("2026-001", granted(date(2026, 11, 10)))
        for day in (date(2026, 11, 16), date(2026, 11, 18)):
            desk.record("2026-001", ReplyOrdered(day, ordered_by="court"))
        ordered = entries(calendar(desk))
        assert {name: e.status.value for name, e in ordered.items()} == {
            "2026-001/ordered_reply": "CONFIRMED",
            "2026-001/ordered_reply-2": "CONFIRMED",
            "2026-001/reply": "CANCELLED",
        }
        desk.record("2026-001", granted(date(2026, 12, 1)))
        assert {e.status.value for e in entries(calendar(desk)).values()} == {"CANCELLED"}


def test_what_is_left_out_for_now_is_not_cancelled(tmp_path: Path) -> None:
    """A limit that the list leaves out because many days are left keeps its entry of before."""
    with Desk.create(tmp_path / "r.db", now=date(2026, 11, 4)) as desk:
        receive(desk, date(2026, 11, 2))
        assert entries(calendar(desk, within=3)) == {}


def test_the_sequence_grows_with_the_clock_and_with_the_book(tmp_path: Path) -> None:
    """A later file supersedes an earlier one, whether time has gone by or a fact was recorded."""
    clock = [datetime(2026, 11, 4, 1, tzinfo=UTC)]
    seen = []
    with Desk.create(tmp_path / "r.db", now=lambda: clock[0]) as desk:
        receive(desk, date(2026, 11, 2))
        for change in (lambda: None, lambda: receive(desk, date(2026, 11, 3)), lambda: None):
            change()
            seen.append(int(entries(calendar(desk))["2026-001/reply"].sequence.value))
            clock[0] += timedelta(minutes=1)
    assert seen == sorted(set(seen))


def test_an_alarm_on_the_morning_of_a_working_day(tmp_path: Path) -> None:
    """Five working days and one before the last day, at nine: 30 November 2026 is a Monday, as is the 23rd."""
    with Desk.create(tmp_path / "r.db", now=date(2026, 11, 4)) as desk:
        receive(desk, date(2026, 11, 2))
        (entry,) = entries(calendar(desk)).values()
    days, nine = (timedelta(days=7), timedelta(days=3)), timedelta(hours=9)
    assert [alarm.trigger.value for alarm in entry.valarm_list] == [nine - before for before in days]


def test_the_name_of_a_calendar_is_text() -> None:
    """An organ's name with a separator or an end of line is escaped (RFC 5545, 3.3.11), so that no line is torn."""
    for agency, written in (("甲;乙,丙", "甲\\;乙\\,丙"), ("甲\\乙", "甲\\\\乙"), ("甲\n乙", "甲\\n乙")):
        with Desk.create(":memory:", agency=agency, now=date(2026, 12, 15)) as desk:
            receive(desk, date(2026, 12, 10))
            lines = calendar(desk).decode().replace("\r\n ", "").split("\r\n")
        assert f"X-WR-CALNAME:{written}政府信息公开申请期限" in lines
