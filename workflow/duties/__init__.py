"""Duties: what the law demands of the organ, each a small function that returns a Breach or nothing.

``DUTIES`` is a plain tuple; an application adds its own with ``DUTIES + (mine,)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ..calendar import WorkCalendar, china
from ..case import Case
from ..law import Readings
from .breach import Breach, Duty
from .manner import (
    clarification_once,
    consultation_ignored,
    extension_approved,
    extension_length,
    lapse_premature,
)
from .time_limits import (
    clarification_notice,
    deferral_in_time,
    extension_in_time,
    fee_notice_in_time,
    ordered_reply,
    receipt_confirmation,
    reply,
)

DUTIES: tuple[Duty, ...] = (
    receipt_confirmation,
    clarification_notice,
    clarification_once,
    extension_in_time,
    extension_approved,
    extension_length,
    deferral_in_time,
    fee_notice_in_time,
    lapse_premature,
    reply,
    ordered_reply,
    consultation_ignored,
)


def breaches(
    cases: Iterable[Case],
    on: date,
    calendar: WorkCalendar | None = None,
    readings: Readings | None = None,
    duties: tuple[Duty, ...] = DUTIES,
) -> Iterator[Breach]:
    """Yield every breach of *duties*, and every warning, in *cases* as they stand at the end of the day *on*.

    A case received after *on* has none.
    """
    calendar, readings = calendar or china(), readings or Readings.default()
    for case in cases:
        if case.received_on <= on:
            for duty in duties:
                if (breach := duty(case, readings, calendar, on)) is not None:
                    yield breach


__all__ = ["DUTIES", "Breach", "Duty", "breaches"]
