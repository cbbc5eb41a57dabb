"""What the docket keeps of deadlines is used only for what it was made with: calendar, readings, law, reckoning."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from desk.docket import key_of
from workflow import Requester
from workflow.calendar import WorkCalendar, china
from workflow.events import Channel, ReviewStarted, ThirdPartyAnswered, ThirdPartyConsulted
from workflow.law import SHIPPED, Law, Readings
from workflow.law.rogi import ROGI_2019

TODAY = date(2025, 9, 20)
RECEIVED = date(2025, 9, 1)
AMENDED = ROGI_2019._replace(version="ROGI-2025", in_force_from=date(2025, 4, 1))
LAW = SHIPPED.amended(AMENDED.says("reply", "33(2)", "15个工作日", ("答复期限", "reply"), 15, "workday"))


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a register of one open case whose deadline its docket keeps."""
    path = tmp_path / "register.db"
    with Desk.create(path, now=TODAY) as desk:
        desk.receive(RECEIVED, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="名单")
        desk.record("2025-001", ReviewStarted(RECEIVED))
        desk.record("2025-001", ThirdPartyConsulted(date(2025, 9, 2), party="甲公司"))
        desk.record("2025-001", ThirdPartyAnswered(date(2025, 9, 4), party="甲公司", position="agrees"))  # type: ignore[arg-type]  # by its word
        holds(desk)
    return path


def holds(desk: Desk) -> date:
    """Assert that the docket says what the clock says, twice, and that the book verifies; return the day."""
    for _ in range(2):
        (line,) = desk.due()
        assert line.due == desk.deadline(line.case).due
        assert desk.verify().ok
    return line.due


def kept(path: Path) -> tuple[str, str]:
    """Return the deadline that the docket keeps, and the key it keeps it under."""
    with sqlite3.connect(path) as db:
        (due,) = db.execute("SELECT due FROM docket").fetchone()
        (key,) = db.execute("SELECT value FROM setting WHERE key = 'reckoned_with'").fetchone()
    return due, key


OTHERS: dict[str, tuple[WorkCalendar | None, Readings | None, Law | None]] = {
    "calendar": (china(known_on=date(2024, 6, 1)), None, None),
    "readings": (None, Readings.parse("consultation_boundary=sent_to_answered"), None),
    "law": (None, None, LAW),
}


@pytest.mark.parametrize("other", OTHERS)
def test_under_another_one_it_is_made_anew(book: Path, other: str) -> None:
    """Under another notice, reading or law the docket follows at once, and back again."""
    before, key = kept(book)
    calendar, readings, law = OTHERS[other]
    with Desk.open(book, now=TODAY) as plain:
        turned = Desk(plain.register, calendar=calendar, readings=readings, law=law, now=TODAY)
        assert holds(turned).isoformat() == kept(book)[0] != before
        assert kept(book)[1] == key_of(turned.calendar, turned.readings) != key
        assert holds(plain).isoformat() == before
        assert kept(book) == (before, key)


@pytest.mark.parametrize("format", ["{calendar} {law} 0", "{calendar} {law} 99", "{calendar}", ""])
def test_what_another_reckoning_kept_is_made_anew(book: Path, format: str) -> None:
    """A day kept by an older or newer clock, or under the key of before, is neither shown nor a fault of the book."""
    before, key = kept(book)
    other = format.format(calendar=china().revision, law=SHIPPED.revision)
    assert other != key
    with sqlite3.connect(book) as db:
        db.execute("UPDATE docket SET due = '2025-01-02'")
        db.execute("UPDATE setting SET value = ? WHERE key = 'reckoned_with'", (other,))
    with Desk.open(book, now=TODAY) as desk:
        assert desk.verify().ok
        assert holds(desk).isoformat() == before
    assert kept(book) == (before, key)


def test_a_day_spoiled_under_its_own_key_is_found(book: Path) -> None:
    """The key is no excuse: what was kept with all the same is proved."""
    with sqlite3.connect(book) as db:
        db.execute("UPDATE docket SET due = '2025-01-02'")
    with Desk.open(book, now=TODAY) as desk:
        assert not desk.verify().ok
