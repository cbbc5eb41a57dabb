"""Deadlines as calendar entries (iCalendar), for the calendar program on a clerk's desk. Needs the extra ``ics``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any

from persistence import Book
from workflow.calendar import WorkCalendar
from workflow.clock.wording import DUTIES, STATUSES
from workflow.words import Lang, Words

from .docket import Due, over, with_subjects
from .extras import MissingExtra

if TYPE_CHECKING:
    from .read_only import ReadOnlyDesk

ALARMS = (5, 1)
"""Working days before a deadline on whose morning the calendar program reminds of it."""
MORNING = timedelta(hours=9)


def book_id(book: Book) -> str:
    """Return the name by which a book is known among others: the beginning of the first hash of its chain."""
    return book.at(1).head().digest.hex()[:16] if book.head().seq else ""


def calendar_of(desk: ReadOnlyDesk, lines: Iterable[Due], on: date | None = None, lang: Lang = "zh") -> bytes:
    """Return an iCalendar file with one all-day entry a line of the docket, on the day it is due; *lines* are the desk's.

    An entry keeps its identity from one file to the next, so that importing anew moves it; that of a limit of which
    nothing is due any more is cancelled. A date that is provisional or stands still is marked as tentative.
    """
    try:
        from icalendar import Calendar, vText
    except ImportError:
        raise MissingExtra("ics", "icalendar") from None
    agency = desk.settings.agency
    name = Words(f"{agency}政府信息公开申请期限", f"{agency} Deadlines of information requests".strip())
    calendar = Calendar()
    calendar.add("prodid", "-//yishenqing//ysq due//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(name.say(lang)))  # as text, so that it is escaped
    made = _Entries(desk, lang)
    for line in lines:
        calendar.add_component(made.running(line))
    for line in _no_longer(desk, on):
        if (entry := made.cancelled(line)) is not None:
            calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _no_longer(desk: ReadOnlyDesk, on: date | None) -> list[Due]:
    """Return the limits that are over, without those of a case that also runs against one of the same duty."""
    day = on or desk.day
    live = {(line.case, line.duty) for line in desk.due(on=day, unjudged=lambda case, error: None)}
    limits = over(desk.book, day, desk.calendar, desk.readings)
    return with_subjects(desk.book, [line for line in limits if (line.case, line.duty) not in live])


class _Entries:
    """Makes the entries of one file; all of them belong to one moment of one book."""

    def __init__(self, desk: ReadOnlyDesk, lang: Lang) -> None:
        self.lang, self.calendar = lang, desk.calendar
        self.agency, self.book = desk.settings.agency, book_id(desk.book)
        self.stamp = desk.now.astimezone(UTC)
        # Nobody keeps count of the files made; minutes and rows grow from each to the next, and so does their sum.
        self.sequence = int(self.stamp.timestamp()) // 60 + desk.book.head().seq
        self.used: set[str] = set()

    def running(self, line: Due) -> Any:
        """Return the entry of a limit that runs, with its alarms; one that stands still moves, and has none."""
        sure = line.status == "confirmed" and line.state != "tolled"
        event = self._event(line, self._uid(line), "CONFIRMED" if sure else "TENTATIVE")
        for alarm in _alarms(line, self.calendar) if line.state != "tolled" else ():
            event.add_component(self._alarm(alarm, line))
        return event

    def cancelled(self, line: Due) -> Any:
        """Return the entry that takes one of an earlier file back; None where it is taken back already."""
        uid = self._named(line)
        if uid in self.used:
            return None
        self.used.add(uid)
        return self._event(line, uid, "CANCELLED")

    def _uid(self, line: Due) -> str:
        """Return the identity of an entry; of two limits of one duty in a case, the later ones are numbered."""
        uid, n = self._named(line), 1
        while uid in self.used:
            n += 1
            uid = self._named(line, f"-{n}")
        self.used.add(uid)
        return uid

    def _named(self, line: Due, number: str = "") -> str:
        return f"{line.case}/{line.duty}{number}@{self.book}.yishenqing"

    def _event(self, line: Due, uid: str, status: str) -> Any:
        from icalendar import Event

        event = Event()
        event.add("uid", uid)
        event.add("dtstamp", self.stamp)
        event.add("sequence", self.sequence)
        event.add("dtstart", line.due)
        event.add("dtend", line.due + timedelta(days=1))
        event.add("status", status)
        event.add("transp", "TRANSPARENT")
        event.add("summary", _summary(line, self.agency, status, self.lang))
        if line.subject:
            event.add("description", line.subject)
        return event

    def _alarm(self, before: timedelta, line: Due) -> Any:
        from icalendar import Alarm

        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", before)
        alarm.add("description", _summary(line, self.agency, "", self.lang))
        return alarm


def _alarms(line: Due, calendar: WorkCalendar) -> Iterator[timedelta]:
    """Yield how long after the beginning of the day on which it is due the clerk is reminded: mostly before it."""
    for n in ALARMS:
        day, left = line.due, n
        while left:
            day -= timedelta(days=1)
            left -= calendar.is_working_day(day)
        yield day - line.due + MORNING


def _summary(line: Due, agency: str, status: str, lang: Lang) -> str:
    duty, whose = DUTIES[line.duty].say(lang), f"{agency} " if agency else ""
    text = whose + Words(f"{line.case} {duty}届满", f"{line.case}: {duty} due").say(lang)
    if status == "CANCELLED":
        return text + Words("（已办结，取消提醒）", " (done, cancelled)").say(lang)
    if line.state == "tolled":
        return text + Words("（停止计算，最早）", " (tolled, at the earliest)").say(lang)
    said = STATUSES["provisional"]
    return text + (Words(f"（{said.zh}）", f" ({said.en})").say(lang) if line.status == "provisional" else "")
