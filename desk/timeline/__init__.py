"""The timeline: a case's clock drawn as one SVG file, readable in print, without colours and by a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workflow.calendar import WorkCalendar
from workflow.case import Case
from workflow.clock import Deadline
from workflow.errors import NoSuchLimit

from .drawing import stair, text_width
from .picture import Picture
from .shown import Mark, Stretch, marks, stretches


def timeline_svg(case: Case, limits: Sequence[Deadline], calendar: WorkCalendar, on: date) -> str:
    """Return the clock of *case* as a picture (SVG), as it stands at the end of the day *on*.

    *limits* are those of ``deadlines(case, on, calendar)``: the limit for the reply has the bar, all others
    have lanes below it. Raises ``NotReceived`` when *on* is before the receipt, ``NoSuchLimit`` for a
    void case and ``ValueError`` when the limit for the reply is not among *limits*.
    """
    main = next((limit for limit in limits if limit.duty == "reply"), None)
    if main is None:
        if case.voided:
            raise NoSuchLimit(case.number, "reply", [])
        raise ValueError("a timeline needs the limit for the reply among its limits (期限中没有答复期限)")
    return Picture(case, main, [limit for limit in limits if limit is not main], calendar, on).svg()


__all__ = ["Mark", "Stretch", "marks", "stair", "stretches", "text_width", "timeline_svg"]
