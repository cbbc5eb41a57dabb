"""The working-day calendar of mainland China: which day counts, who said so, and how far that is certain."""

from .checks import BrokenArrangement, check_arrangement, check_notice
from .days import Day
from .loading import china, laid_over
from .notices import Notice, notices
from .overlays import Arrangement, Overlay, regions
from .regions import UnknownRegion, overlays, region_code
from .workdays import WorkCalendar

__all__ = [
    "Arrangement",
    "BrokenArrangement",
    "Day",
    "Notice",
    "Overlay",
    "UnknownRegion",
    "WorkCalendar",
    "check_arrangement",
    "check_notice",
    "china",
    "laid_over",
    "notices",
    "overlays",
    "region_code",
    "regions",
]
