"""Calendar entries: the file is opened again with another library."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import vobject

from desk import Desk
from desk.cli import run
from workflow import ProcessingStarted, ReviewStarted, ThirdPartyConsulted
from workflow.events import Channel
from workflow.outcomes import Requester


def test_deadlines_as_calendar_entries(tmp_path: Path) -> None:
    """Each open case is an all-day entry on its day; what may move is tentative and says so."""
    path, file = tmp_path / "register.db", tmp_path / "期限.ics"
    with Desk.open(path, now=date(2026, 12, 15)) as desk:
        for day in (date(2026, 11, 2), date(2026, 12, 10), date(2026, 11, 3)):
            desk.receive(day, channel=Channel.FAX, requester=Requester.BUSINESS, subject="清单")
        for fact in (ReviewStarted, ProcessingStarted):
            desk.record("2026-003", fact(date(2026, 11, 4)))
        desk.record("2026-003", ThirdPartyConsulted(date(2026, 11, 23), party="甲"))
    assert run(["due", "--db", str(path), "--on", "2026-11-24", "--ics", str(file)]) == 0
    entries = {e.uid.value: e for e in vobject.readOne(file.read_text(encoding="utf-8")).vevent_list}
    assert set(entries) == {"2026-001/reply@yishenqing", "2026-003/reply@yishenqing"}
    first, tolled = entries["2026-001/reply@yishenqing"], entries["2026-003/reply@yishenqing"]
    assert (first.dtstart.value, first.status.value) == (date(2026, 11, 30), "CONFIRMED")
    assert first.summary.value == "2026-001 答复期限届满"
    assert tolled.status.value == "TENTATIVE"
    assert "停止计算" in tolled.summary.value


def test_a_provisional_day_is_tentative(tmp_path: Path) -> None:
    """A day beyond the last notice is entered, marked as provisional."""
    path, file = tmp_path / "register.db", tmp_path / "a.ics"
    with Desk.open(path, now=date(2026, 12, 15)) as desk:
        desk.receive(date(2026, 12, 10), channel=Channel.FAX, requester=Requester.BUSINESS, subject="清单")
    assert run(["due", "--db", str(path), "--on", "2026-12-15", "--ics", str(file), "--lang", "en"]) == 0
    entry = vobject.readOne(file.read_text(encoding="utf-8")).vevent
    assert (entry.dtstart.value, entry.status.value) == (date(2027, 1, 8), "TENTATIVE")
    assert "provisional" in entry.summary.value
