"""Making a calendar out of the statute, the notices and the overlays, each overruling the one before."""

from __future__ import annotations

import copyreg
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from .days import Rule
from .festivals import statutory_days
from .notices import Notice, notices
from .overlays import Arrangement, Overlay
from .regions import unknown_years
from .workdays import FIRST, LAST, Place, WorkCalendar


def china(
    known_on: date | None = None,
    overlays: Iterable[Overlay] = (),
    extra_notices: Iterable[Notice] = (),
) -> WorkCalendar:
    """Return the calendar of mainland China as known at the end of *known_on*; by default all that
    is known.

    A notice is known from the day it was issued and overrules those issued before it. *extra_notices* join
    the ones that this release knows and win over one issued the same day; pass each through
    ``check_notice`` first. *overlays* overrule the notices in the order given; one issued after *known_on*
    is left out, one whose day of issue is unknown is kept. The same arguments give the same object.
    """
    overlays, extra = tuple(overlays), tuple(extra_notices)
    places = _places(overlays)  # a place stays one, though its arrangements are not known yet
    published = _published(extra)
    count = len(published)
    if known_on is not None:
        day = known_on
        count = bisect_right(published, day, key=lambda notice: notice.issued)
        overlays = tuple(overlay for overlay in overlays if overlay.issued is None or overlay.issued <= day)
    return _calendar(count, overlays, extra, places)


@cache
def _published(extra: tuple[Notice, ...]) -> tuple[Notice, ...]:
    return tuple(sorted((*notices(), *extra), key=lambda notice: notice.issued))


@cache
def _calendar(
    count: int, overlays: tuple[Overlay, ...], extra: tuple[Notice, ...], places: tuple[Place, ...]
) -> WorkCalendar:
    """Build the calendar of the first *count* notices in order of issue."""
    return built(_published(extra)[:count], overlays, places)


@cache
def laid_over(calendar: WorkCalendar, *arrangements: Arrangement) -> WorkCalendar:
    """Return *calendar* with *arrangements* laid over it; *calendar* itself if there are none.

    A notice takes its place by the day of issue and wins over one issued the same day; an overlay overrules
    the notices and the overlays before it. Pass each through ``check_arrangement`` first.
    """
    if not arrangements:
        return calendar
    added = (*calendar.notices, *(a for a in arrangements if isinstance(a, Notice)))
    local = tuple(a for a in arrangements if isinstance(a, Overlay))
    known = tuple(sorted(added, key=lambda notice: notice.issued))
    places = tuple(dict.fromkeys((*calendar.places, *_places(local))))
    return built(known, (*calendar.overlays, *local), places)


def _places(overlays: tuple[Overlay, ...]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys((overlay.region, overlay.name) for overlay in overlays))


@cache
def built(known: tuple[Notice, ...], overlays: tuple[Overlay, ...], places: tuple[Place, ...]) -> WorkCalendar:
    """Return the calendar of these notices, in order of issue, and overlays; equal ones are one object."""
    noticed = {notice.year for notice in known}
    regions = dict.fromkeys(overlay.region for overlay in overlays)
    region = f"cn-{'+'.join(regions)}" if regions else "cn"
    rules = _statute(noticed) | _said(known) | _said(overlays)
    unknown = unknown_years(overlays, places, range(FIRST.year, LAST.year + 1))
    return WorkCalendar(region, _last_notice(noticed), rules, known, overlays, places, unknown)


def _last_notice(noticed: set[int]) -> int:
    """Return the last year up to which no year's notice is missing."""
    year = FIRST.year - 1
    while year + 1 in noticed:
        year += 1
    return year


def _statute(noticed: set[int]) -> dict[date, Rule]:
    """Return the statutory days off of the years for which there is no notice."""
    years = (year for year in range(FIRST.year, LAST.year + 1) if year not in noticed)
    return {day: (False, festival, None) for year in years for day, festival in statutory_days(year)}


def _said(sources: Iterable[Notice | Overlay]) -> dict[date, Rule]:
    return {day: (working, festival, source) for source in sources for day, working, festival in source.days}


def _sent(calendar: WorkCalendar) -> tuple[Any, ...]:
    """Send along what a calendar was made of; elsewhere it is made again, and equal ones are one object."""
    return built, (calendar.notices, calendar.overlays, calendar.places)


copyreg.pickle(WorkCalendar, _sent)  # for copies too; the class itself does not know how it is made
