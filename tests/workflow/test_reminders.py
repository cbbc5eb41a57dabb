"""Reminders: a ladder of rungs, each at most once, caught up after a missed run, silent while tolled."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow import Case, ProcessingStarted, Received, Replied, ReviewStarted, ThirdPartyConsulted, deadlines
from workflow.events import Channel, Delivery
from workflow.outcomes import Outcome, Requester
from workflow.reminders import LADDER, Reminder, reminders

MAY_12 = date(2025, 5, 12)  # its 20th working day is 10 June 2025 (law.md section 10, row 7)
CASE = Case.of("1", Received(MAY_12, channel=Channel.ORAL, requester=Requester.RESEARCH, subject="纪要"))


def due_on(day: date, sent: set[Reminder] | None = None, case: Case = CASE) -> list[int]:
    """Return the rungs that are due on *day*."""
    limits = [limit for limit in deadlines(case, day) if limit.duty == "reply"]
    return [reminder.rung for reminder in reminders(limits, sent or set())]


def test_each_rung_on_its_day() -> None:
    """Ten, five, three, one and no working days before 10 June, and on no day in between."""
    sent: set[Reminder] = set()
    found: dict[date, int] = {}
    for n in range(30):
        day = MAY_12 + timedelta(n)
        limits = [limit for limit in deadlines(CASE, day) if limit.duty == "reply"]
        for reminder in reminders(limits, sent):
            sent.add(reminder)
            found[day] = reminder.rung
    days = ["2025-05-26", "2025-06-03", "2025-06-05", "2025-06-09", "2025-06-10"]
    assert found == {date.fromisoformat(day): rung for day, rung in zip(days, (10, 5, 3, 1, 0), strict=True)}


def test_a_missed_run_is_caught_up() -> None:
    """After days without a run the most pressing rung is due, once; the ones before it are not sent after it."""
    assert due_on(date(2025, 6, 6)) == [3]
    assert due_on(date(2025, 6, 6), {Reminder("1", "reply", date(2025, 6, 10), 3)}) == []
    assert due_on(date(2025, 7, 1)) == [0]


def test_none_while_tolled_or_done() -> None:
    """Nobody is reminded while the clock stands still, nor after the reply."""
    consulted = CASE.after(ReviewStarted(MAY_12)).after(ProcessingStarted(MAY_12))
    consulted = consulted.after(ThirdPartyConsulted(date(2025, 6, 9), party="甲"))
    assert due_on(date(2025, 6, 10), case=consulted) == []
    answered = CASE.after(Replied(date(2025, 6, 9), outcome=Outcome.OTHER, delivery=Delivery.ENTRUSTED))
    assert due_on(date(2025, 6, 10), case=answered) == []


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(0, 45)))
def test_at_most_once_whatever_the_runs(days: set[int]) -> None:
    """However the runs fall, no rung is sent twice and rungs only become more pressing."""
    sent: list[Reminder] = []
    for n in sorted(days):
        limits = [limit for limit in deadlines(CASE, MAY_12 + timedelta(n)) if limit.duty == "reply"]
        sent += reminders(limits, sent)
    rungs = [reminder.rung for reminder in sent]
    assert rungs == sorted(set(rungs), reverse=True)
    assert set(rungs) <= set(LADDER)
