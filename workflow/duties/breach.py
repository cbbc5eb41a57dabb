"""Breach: a duty that was not met; and what every duty is given to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ..calendar import WorkCalendar
from ..case import Case
from ..law import Readings
from ..words import Lang, Words


class Breach(NamedTuple):
    """A duty that was not met: which, under which article, by when, when it was done (``None``: not yet).

    ``workdays_late`` counts the working days after ``due`` up to ``done``, or up to the day asked about; it is
    0 where the duty is one of manner. A ``warning`` is worth a look and no breach by itself.
    """

    case: str
    duty: str
    article: str
    due: date | None
    done: date | None
    workdays_late: int
    words: Words
    warning: bool = False

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
            "warning": self.warning,
        }


Duty = Callable[[Case, date, WorkCalendar, Readings], Breach | None]
"""``duty(case, on, calendar, readings)`` returns what is amiss in *case* at the end of the day *on*, or ``None``."""
