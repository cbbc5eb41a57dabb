"""The clock on the wall, which nothing but a desk looks at; another may be given instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from workflow.case import BEIJING
from workflow.errors import WrongType
from workflow.words import Words

A_CLOCK = Words(
    "日期，带时区的时间，或者返回带时区时间的函数（如 lambda: datetime.now(UTC)）",
    "a day, a time with its zone, or a function that returns one (such as lambda: datetime.now(UTC))",
)


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


def today() -> date:
    """Return today in Asia/Shanghai."""
    return now().astimezone(BEIJING).date()


def clock(now: Callable[[], datetime] | date | datetime) -> Callable[[], datetime]:
    """Return a clock; a day becomes a clock that stands at noon of it, in Asia/Shanghai, a time one that stands there.

    Raises ``WrongType`` for what is no clock, and for one that does not say in which zone it is.
    """
    if isinstance(now, date):
        stands = now if isinstance(now, datetime) else datetime(now.year, now.month, now.day, 12, tzinfo=BEIJING)
        return clock(lambda: stands)
    if not callable(now):
        raise WrongType("now", now, A_CLOCK)
    read = now

    def aware() -> datetime:
        moment = read()
        if not isinstance(moment, datetime) or moment.utcoffset() is None:
            raise WrongType("now", moment, A_CLOCK)
        return moment

    aware()
    return aware


__all__ = ["A_CLOCK", "clock", "now", "today"]
