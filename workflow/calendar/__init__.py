"""The working-day calendar of mainland China: which day counts, who said so, and how far that is certain."""

from .checks import check_notice
from .days import Day
from .loading import china
from .notices import Notice, notices
from .overlays import Overlay, UnknownRegion, overlays
from .workdays import WorkCalendar

__all__ = [
    "Day",
    "Notice",
    "Overlay",
    "UnknownRegion",
    "WorkCalendar",
    "check_notice",
    "china",
    "notices",
    "overlays",
]
