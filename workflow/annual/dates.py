"""When the annual report is due (Art. 49): fixed dates, which no day off moves."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ..law import Provision, Readings

Reporter = Literal["department", "government"]


def report_provision(year: int, reporter: Reporter = "department", readings: Readings | None = None) -> Provision:
    """Return the provision that fixes the date for the report on *year*, as in force after that year."""
    ids = {"department": "annual_report_departments", "government": "annual_report_governments"}
    return (readings or Readings.default()).law.provision(ids[reporter], date(year + 1, 1, 31))


def report_due(year: int, reporter: Reporter = "department", readings: Readings | None = None) -> date:
    """Return the last day, included, for the report on *year*.

    31 January of the next year for a department of county level and above, 31 March for a government; a day
    off does not move it. Under the Regulation of 2007, 31 March for all. Source: ROGI Art. 49.
    """
    month_day = report_provision(year, reporter, readings).month_day
    assert month_day is not None, "the law names a date"
    return date(year + 1, *month_day)
