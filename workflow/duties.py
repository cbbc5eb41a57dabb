"""Duties: what the law demands of the organ, each a small function that returns a Breach or nothing.

``DUTIES`` is a plain tuple; an application adds its own with ``DUTIES + (mine,)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from .calendar import WorkCalendar, china
from .case import Case
from .clock import reply_deadline
from .law import Readings
from .words import Lang, Words


class Breach(NamedTuple):
    """A duty that was not met: which, under which article, by when, when it was done (``None``: not yet).

    ``workdays_late`` counts the working days after ``due`` up to ``done``, or up to the day asked about.
    """

    case: str
    duty: str
    article: str
    due: date | None
    done: date | None
    workdays_late: int
    words: Words

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the breach as the command line's contract writes it."""
        return {
            "case": self.case,
            "duty": self.duty,
            "article": self.article,
            "due": self.due and self.due.isoformat(),
            "done": self.done and self.done.isoformat(),
            "workdays_late": self.workdays_late,
            "message": self.words.say(lang),
        }


Duty = Callable[[Case, date, WorkCalendar, Readings], Breach | None]


def reply(case: Case, on: date, calendar: WorkCalendar, readings: Readings) -> Breach | None:
    """The request must be answered within the limit (Art. 33)."""
    limit = reply_deadline(case, on, calendar, readings)
    if limit.state != "missed":
        return None
    late = calendar.count_between(limit.due, limit.done or on)
    done = Words(f"于 {limit.done} 办结", f"concluded on {limit.done}") if limit.done else _NOT_YET
    return Breach(
        case.number,
        "reply",
        limit.article,
        limit.due,
        limit.done,
        late,
        Words(
            f"答复期限 {limit.due} 届满，{done.zh}，逾期 {late} 个工作日",
            f"the reply was due on {limit.due}, {done.en}: {late} working days late",
        ),
    )


_NOT_YET = Words("尚未答复", "not answered yet")

DUTIES: tuple[Duty, ...] = (reply,)


def breaches(
    cases: Iterable[Case],
    on: date,
    calendar: WorkCalendar | None = None,
    readings: Readings | None = None,
    duties: tuple[Duty, ...] = DUTIES,
) -> Iterator[Breach]:
    """Yield every breach of *duties* in *cases* as they stand at the end of the day *on*."""
    calendar, readings = calendar or china(), readings or Readings.default()
    for case in cases:
        for duty in duties:
            if (breach := duty(case, on, calendar, readings)) is not None:
                yield breach
