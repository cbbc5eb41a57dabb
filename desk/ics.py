"""Deadlines as calendar entries (iCalendar), for the calendar program on a clerk's desk. Needs the extra ``ics``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from workflow.clock.wording import DUTIES, STATUSES
from workflow.errors import YishenqingError
from workflow.words import Lang, Words

from .docket import Due


class MissingExtra(YishenqingError):
    """An optional library is not installed; says how to get it."""

    def __init__(self, extra: str, library: str) -> None:
        self.extra, self.library = extra, library
        super().__init__(
            Words(
                f"未安装 {library}；请运行 pip install 'yishenqing[{extra}]'",
                f"{library} is not installed; run: pip install 'yishenqing[{extra}]'",
            )
        )


def calendar_of(lines: Iterable[Due], stamp: datetime, lang: Lang = "zh") -> bytes:
    """Return an iCalendar file with one all-day entry a line, on the day it is due.

    An entry keeps its identity from one file to the next, so that importing anew moves it. A date that is
    provisional or stands still is marked as tentative. *stamp* is when the file was made.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise MissingExtra("ics", "icalendar") from None
    calendar = Calendar()
    calendar.add("prodid", "-//yishenqing//ysq due//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", Words("政府信息公开申请期限", "Deadlines of information requests").say(lang))
    for line in lines:
        calendar.add_component(_entry(line, stamp, lang))
    return bytes(calendar.to_ical())


def _entry(line: Due, stamp: datetime, lang: Lang) -> Any:
    from icalendar import Event

    event = Event()
    sure = line.status == "confirmed" and line.state != "tolled"
    event.add("uid", f"{line.case}/{line.duty}@yishenqing")
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", line.due)
    event.add("dtend", line.due + timedelta(days=1))
    event.add("status", "CONFIRMED" if sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("summary", _summary(line, lang))
    return event


def _summary(line: Due, lang: Lang) -> str:
    duty = DUTIES[line.duty].say(lang)
    text = Words(f"{line.case} {duty}届满", f"{line.case}: {duty} due").say(lang)
    if line.state == "tolled":
        return text + Words("（停止计算，最早）", " (tolled, at the earliest)").say(lang)
    status = STATUSES["provisional"]
    return text + (Words(f"（{status.zh}）", f" ({status.en})").say(lang) if line.status == "provisional" else "")
