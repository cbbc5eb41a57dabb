"""Duties: what the law demands of the organ, each a small function that returns a Breach or nothing.

``DUTIES`` is a plain tuple; an application adds its own with ``DUTIES + (mine,)``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from ..calendar import WorkCalendar
from ..case import Case
from ..errors import YishenqingError
from ..home import calendar_and_readings
from ..law import Readings
from .breach import Breach, Duty
from .contents import articles_cited, referred, remedies_told, review_first_told
from .manner import (
    clarification_once,
    extension_approved,
    extension_approved_first,
    extension_length,
    extension_once,
    fee_once,
    lapse_premature,
    respond_by_reasonable,
)
from .preconditions import (
    clarified_before_unclear,
    earlier_answer_named,
    lapse_on_late_notice,
    reasons_asked_first,
)
from .third_parties import (
    consultation_contradicted,
    consultation_ignored,
    consulted_before_refusal,
    third_party_told,
    waited_for_third_party,
)
from .time_limits import (
    clarification_notice,
    deferral_in_time,
    delivered_in_time,
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
    respond_by_reasonable,
    extension_in_time,
    extension_approved,
    extension_approved_first,
    extension_length,
    extension_once,
    deferral_in_time,
    fee_notice_in_time,
    fee_once,
    lapse_premature,
    reply,
    delivered_in_time,
    ordered_reply,
    clarified_before_unclear,
    reasons_asked_first,
    consulted_before_refusal,
    waited_for_third_party,
    consultation_ignored,
    consultation_contradicted,
    third_party_told,
    earlier_answer_named,
    lapse_on_late_notice,
    remedies_told,
    review_first_told,
    articles_cited,
    referred,
)


def breaches(
    cases: Iterable[Case],
    on: date,
    calendar: WorkCalendar | None = None,
    readings: Readings | None = None,
    duties: tuple[Duty, ...] = DUTIES,
    unjudged: Callable[[Case, YishenqingError], None] | None = None,
) -> Iterator[Breach]:
    """Yield every breach of *duties*, and every warning, in *cases* as they stand at the end of the day *on*.

    A case received after *on* has none. One that cannot be judged, because the law or the calendar does not
    reach so far, is told to *unjudged* and passed over; without *unjudged* its error is raised.

    *calendar* and *readings* are by default those of the register that each case comes out of; for a case of no
    register, the country's and the default ones.
    """
    for case in cases:
        if case.received_on > on or case.voided:
            continue
        try:
            days, read = calendar_and_readings(case, calendar, readings)
            then = case.as_of(on)
            found = [breach for duty in duties if (breach := duty(then, on, days, read)) is not None]
        except YishenqingError as error:
            if unjudged is None:
                error.of_case(case.number)
                raise
            unjudged(case, error)
            continue
        yield from found


__all__ = ["DUTIES", "Breach", "Duty", "breaches"]
