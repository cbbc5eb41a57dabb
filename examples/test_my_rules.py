"""Test a procedure of your own: a case is a value, so a test needs no register, no clock and no mocks."""

from datetime import date

import pytest

from workflow import Case, Outcome, OutOfOrder, Requester, breaches, deadlines
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    AgencyPosition,
    Archived,
    Channel,
    Delivery,
    Received,
    Replied,
    ReviewStarted,
)

CONSULTED = Case.of(
    "2025-001",
    Received(date(2025, 9, 10), channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="补贴名单"),
    ReviewStarted(date(2025, 9, 11)),
    AgencyConsulted(date(2025, 9, 22), agency="市财政局", joint=True),
    AgencyAnswered(date(2025, 10, 10), agency="市财政局", position=AgencyPosition.AGREES),
)


def test_a_consultation_across_the_national_day_is_excluded() -> None:
    """Nine working days pass from 22 September to 10 October: the limit of 14 October moves by nine."""
    (limit,) = (d for d in deadlines(CONSULTED, date(2025, 10, 20)) if d.duty == "reply")
    assert limit.due == date(2025, 10, 27)
    assert [step.article for step in limit.steps] == ["31(1)", "33(2)", "33(3)"]
    assert limit.status == "confirmed"  # every day on the way is covered by a State Council notice


def test_a_reply_one_working_day_late_is_a_breach() -> None:
    """A late reply is a fact like any other; the duty finds it."""
    replied = Replied(date(2025, 10, 28), outcome=Outcome.GRANTED, delivery=Delivery.POST)
    (breach,) = breaches([CONSULTED.after(replied)], date(2025, 12, 31))
    assert (breach.duty, breach.article, breach.workdays_late) == ("reply", "33(2)", 1)


def test_an_unanswered_request_cannot_be_archived() -> None:
    """Impossible moves raise, and say what is possible instead."""
    with pytest.raises(OutOfOrder) as refused:
        CONSULTED.after(Archived(date(2025, 10, 20)))
    assert "replied" in refused.value.lawful
