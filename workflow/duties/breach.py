"""Breach: a duty that was not met; and what every duty is given to look at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from ..calendar import WorkCalendar
from ..case import Case
from ..law import Provision, Readings
from ..words import Lang, Words


class Breach(NamedTuple):
    """A duty that was not met: which, under which article, by when, when it was done (``None``: not yet).

    ``workdays_late`` counts the working days after ``due`` up to ``done``, or up to the day asked about; it is
    0 where the duty is one of manner. A ``warning`` is worth a look and no breach by itself. ``rule`` is the provision
    of ``article``, where it is known.
    """

    case: str
    duty: str
    article: str
    due: date | None
    done: date | None
    workdays_late: int
    words: Words
    warning: bool = False
    rule: Provision | None = None

    @classmethod
    def of(
        cls,
        case: str,
        duty: str,
        rule: Provision,
        due: date | None,
        done: date | None,
        workdays_late: int,
        words: Words,
        warning: bool = False,
    ) -> Breach:
        """Return the breach of *rule*, which gives it its article."""
        return cls(case, duty, rule.article, due, done, workdays_late, words, warning, rule)

    def cited(self, lang: Lang = "zh") -> str:
        """Return the article in short notation: with the version of its law where a newer one has replaced it."""
        return self.rule.citation(lang) if self.rule else self.article

    def cited_in_full(self, lang: Lang = "zh") -> str:
        """Return the article as a deadline cites it: in Chinese with the title of its law, unless it is today's Regulation."""
        return self.rule.zh_citation(short=True) if self.rule and lang == "zh" else self.cited(lang)

    def as_json(self, lang: Lang = "zh") -> dict[str, Any]:
        """Return the breach as the command line's contract writes it; ``law`` is the version of ``article``, where it is known."""
        return {
            "case": self.case,
            "duty": self.duty,
            "article": self.article,
            "law": self.rule and self.rule.version,
            "due": self.due and self.due.isoformat(),
            "done": self.done and self.done.isoformat(),
            "workdays_late": self.workdays_late,
            "message": self.words.say(lang),
            "warning": self.warning,
        }


Duty = Callable[[Case, date, WorkCalendar, Readings], Breach | None]
"""``duty(case, on, calendar, readings)`` returns what is amiss in *case* at the end of the day *on*, or ``None``."""
