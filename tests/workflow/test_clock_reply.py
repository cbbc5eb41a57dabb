"""The reply limit (Art. 33): worked examples, a second reckoning on foot, and what a deadline says of itself."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import holidays
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import Case, Readings
from workflow.calendar import china, overlays
from workflow.clock import Deadline, deadlines
from workflow.clock.reply import reply_clock
from workflow.errors import NotReceived
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    ClarificationRequested,
    Clarified,
    Deferred,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    Lapsed,
    ReasonsGiven,
    ReasonsRequested,
    Received,
    Rectified,
    Reopened,
    Replied,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Withdrawn,
)
from workflow.law import reading
from workflow.testing.strategies import History, lawful_histories, possible_histories

EDGE_CASES = Path(__file__).parents[3] / "shared" / "law" / "edge_cases.json"
DAY = timedelta(days=1)
thorough = settings(max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
brief = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, channel: str = "in_person", **more: Any) -> Received:
    """Make a receipt."""
    return Received(d(on), channel=channel, requester="natural_person", subject="会议纪要", **more)


def reviewed(on: str) -> tuple[Fact, ...]:
    """Make a receipt whose review began the same day."""
    return received(on), ReviewStarted(d(on))


def asked(on: str, party: str = "甲公司", served_on: str | None = None) -> ThirdPartyConsulted:
    """Make a letter to a third party."""
    return ThirdPartyConsulted(d(on), party=party, served_on=served_on and d(served_on))


def heard(on: str, party: str = "甲公司") -> ThirdPartyAnswered:
    """Make the answer of a third party."""
    return ThirdPartyAnswered(d(on), party=party, position="agrees")


def unclear(on: str, respond_by: str) -> ClarificationRequested:
    """Make a request for clarification."""
    return ClarificationRequested(d(on), respond_by=d(respond_by))


def extended(on: str, workdays: int = 20, approved_by: str = "李主任") -> Extended:
    """Make an extension told to the requester."""
    return Extended(d(on), workdays=workdays, approved_by=approved_by)


def charged(on: str) -> FeeNoticed:
    """Make a fee notice."""
    return FeeNoticed(d(on), amount=Decimal("380"), method="by_item")


def paid(on: str) -> FeePaid:
    """Make a payment."""
    return FeePaid(d(on), amount=Decimal("380"))


def limit(on: str | date, facts: Iterable[Fact], readings: Readings | None = None, calendar: Any = None) -> Deadline:
    """Return the reply limit of a case with these facts as of the day *on*."""
    day = d(on) if isinstance(on, str) else on
    found = [x for x in deadlines(Case.of("2025-001", *facts), day, calendar, readings) if x.duty == "reply"]
    assert len(found) == 1
    return found[0]


# -- a second reckoning, on foot --------------------------------------------------------------------------

_LIKELY = holidays.country_holidays("CN", years=range(2019, 2027))
_STATUTE = holidays.country_holidays("CN", years=range(2027, 2030), observed=False)


@cache
def is_worked(day: date) -> bool:
    """Say whether a day is worked; after 2026 only the statutory days off are known."""
    if day.year <= 2026:
        return bool(_LIKELY.is_working_day(day))
    return day.weekday() < 5 and day not in _STATUTE


def walk(start: date, n: int, excluded: Iterable[tuple[date, date]] = ()) -> date:
    """Walk from *start* until *n* working days have been met that lie in no interval (a, b]."""
    spans, day = list(excluded), start
    while n:
        day += DAY
        if is_worked(day) and not any(a < day <= b for a, b in spans):
            n -= 1
    return day


def count(after: date, until: date) -> int:
    """Count the working days in (after, until], on foot."""
    return sum(is_worked(after + n * DAY) for n in range(1, (until - after).days + 1))


class Reckoning:
    """The reply limit under the default readings of a history that kept every limit, as of the day *at*."""

    def __init__(self, facts: Iterable[Fact], at: date, silent: bool = False) -> None:
        self.facts, self.at, self.silent = [f for f in facts if f.on <= at], at, silent
        self.start, self.days = self.facts[0].on, 20
        self.waiting: set[str] = set()
        self.consulting = False
        self.spans: list[tuple[date, date]] = []
        for i, fact in enumerate(self.facts):
            self._read(i, fact)
        if self.waiting:
            self.start, self.days = at, 20
        self.due = walk(self.start, self.days, self.spans)
        self.tolled = bool(self.waiting) or self.consulting

    def _read(self, i: int, fact: Fact) -> None:
        if fact.kind in {"clarification_requested", "fee_noticed"}:
            self.waiting.add(fact.kind)
        elif isinstance(fact, (Clarified, FeePaid)):
            self.waiting.remove("clarification_requested" if isinstance(fact, Clarified) else "fee_noticed")
            self.start, self.days = fact.on, 20
        elif isinstance(fact, Extended):
            self.days += fact.workdays
        elif isinstance(fact, (ThirdPartyConsulted, AgencyConsulted)):
            self.spans.append((fact.on, self._until(i, fact)))

    def _until(self, i: int, fact: ThirdPartyConsulted | AgencyConsulted) -> date:
        expires = walk(fact.served_on or fact.on, 15)
        for later in self.facts[i + 1 :]:
            if _answers(later, fact):
                return min(later.on, expires)  # what comes later was not needed (Art. 32, 33(3))
        if self.at <= expires:
            self.consulting = True
            return expires if self.silent else self.at
        return expires


def _answers(later: Fact, fact: ThirdPartyConsulted | AgencyConsulted) -> bool:
    if isinstance(fact, ThirdPartyConsulted):
        return isinstance(later, ThirdPartyAnswered) and later.party == fact.party
    return isinstance(later, AgencyAnswered) and later.agency == fact.agency


def concluded(history: History, on: date) -> date | None:
    """Return the day of the reply, lapse or withdrawal, if it lies not after *on*."""
    ends = [f.on for f in history if f.kind in {"replied", "lapsed", "withdrawn"} and f.on <= on]
    return min(ends, default=None)


@thorough
@given(lawful_histories(), st.integers(0, 60))
def test_equals_the_second_reckoning_at_the_end(history: History, later: int) -> None:
    """At the end of a lawful story the limit is the one counted on foot, and nothing was late."""
    on = history[-1].on + later * DAY
    done, found = concluded(history, on), limit(on, history)
    expected = Reckoning(history, done or on)
    assert (found.due, found.start, found.done) == (expected.due, expected.start, done)
    if done:
        assert found.state == "met"
        assert done <= found.due


@thorough
@given(lawful_histories(), st.integers(0, 10_000))
def test_equals_the_second_reckoning_in_the_middle(history: History, drawn: int) -> None:
    """As of any day in the story the limit, its state and the days left are those counted on foot."""
    on = history[0].on + (drawn % ((history[-1].on - history[0].on).days + 30)) * DAY
    found, done = limit(on, history), concluded(history, on)
    expected = Reckoning(history, done or on)
    assert found.due == expected.due
    if done is None:
        assert found.state == ("tolled" if expected.tolled else "running" if on <= expected.due else "missed")
        left = count(on, expected.due) if on <= expected.due else -count(expected.due, on)
        assert found.workdays_left == left
        assert found.due_if_silent == (Reckoning(history, on, silent=True).due if expected.consulting else None)


# -- the table of worked dates ----------------------------------------------------------------------------

# row, receipt, day 20, day 40; day 1 and day 7 belong to the calendar and to Art. 30.
BASE = {
    "1 make-up workday": ("2025-02-08", "2025-03-07", "2025-04-07"),
    "2 EMS Saturday": ("2025-03-01", "2025-03-28", "2025-04-27"),
    "3 online confirmed": ("2025-10-09", "2025-11-05", "2025-12-03"),
    "4 new year eve 2024": ("2024-02-09", "2024-03-14", "2024-04-12"),
    "4b": ("2024-02-18", "2024-03-15", "2024-04-15"),
    "6 EMS make-up Sunday": ("2025-09-28", "2025-10-31", "2025-11-28"),
    "7 base": ("2025-05-12", "2025-06-10", "2025-07-08"),
    "11 base": ("2025-03-03", "2025-03-31", "2025-04-28"),
    "13 base": ("2025-04-07", "2025-05-07", "2025-06-05"),
    "14 corrected": ("2025-04-25", "2025-05-27", "2025-06-25"),
    "45 Dec 31": ("2025-12-31", "2026-01-29", "2026-03-04"),
    "47 Jan 4": ("2026-01-04", "2026-01-30", "2026-03-05"),
    "48 Dec 25": ("2025-12-25", "2026-01-23", "2026-02-27"),
    "4.8 restart": ("2026-02-06", "2026-03-12", "2026-04-10"),
    "37 art 35": ("2026-03-02", "2026-03-30", "2026-04-28"),
    "8 new law": ("2019-05-15", "2019-06-13", "2019-07-11"),
    "41 restart after payment (payment day = day 0)": ("2025-09-10", "2025-10-14", "2025-11-11"),
}
# row, receipt, consultations, extension, working days excluded, due.
SPANS = {
    "17": ("2025-03-03", [("2025-03-10", "2025-03-26")], 0, 12, "2025-04-17"),
    "18": ("2025-03-03", [("2025-03-10", "2025-04-02")], 0, 17, "2025-04-24"),
    "18 + extension": ("2025-03-03", [("2025-03-10", "2025-04-02")], 20, 17, "2025-05-26"),
    "21 union": ("2025-03-03", [("2025-03-10", "2025-03-26"), ("2025-03-14", "2025-04-01")], 0, 16, "2025-04-23"),
    "4.8 after restart": ("2026-02-06", [("2026-02-12", "2026-03-05")], 0, 11, "2026-03-27"),
    "4.8 after restart + extension": ("2026-02-06", [("2026-02-12", "2026-03-05")], 20, 11, "2026-04-27"),
}
SERVED = {"2025-04-02": "2025-03-12"}  # of a third party whose 15 working days end on the day of the answer (row 18)
# row, receipt under the law of 2007, day 15, day 20 if the new law takes the request over.
OLD_LAW = {
    "old law 2019-04-10": ("2019-04-10", "2019-04-30", "2019-05-09"),
    "old law 2019-04-26": ("2019-04-26", "2019-05-20", "2019-05-27"),
}
EXTENSIONS = {"7 partial extension 10": ("2025-05-12", 10, "2025-06-24")}


@pytest.mark.parametrize("row", BASE)
def test_worked_base(row: str) -> None:
    """The 20th working day after the receipt is the limit, and the 40th the longest one."""
    on, day20, day40 = BASE[row]
    assert limit(on, [received(on)]).due == d(day20)
    assert limit(on, [received(on), extended(on)]).due == d(day40)


def spanned(row: str) -> tuple[str, tuple[Fact, ...], date]:
    """Return the last day, the facts and the due date of a row with consultations."""
    on, spans, extension, _, due = SPANS[row]
    told = [extended(on, extension)] if extension else []
    letters = [
        (asked(sent, str(i), SERVED.get(answered, sent)), heard(answered, str(i)))
        for i, (sent, answered) in enumerate(spans)
    ]
    moves = sorted((fact for pair in letters for fact in pair), key=lambda fact: fact.on)
    return max(answered for _, answered in spans), (*reviewed(on), *told, *moves), d(due)


@pytest.mark.parametrize("row", SPANS)
def test_worked_consultation(row: str) -> None:
    """The working days in (sent, answered], each counted once, come on top of the limit."""
    last, facts, due = spanned(row)
    found = limit(last, facts)
    assert found.due == due
    assert sum(step.length or 0 for step in found.steps if step.op == "exclude") == SPANS[row][3]


@pytest.mark.parametrize("row", OLD_LAW)
def test_worked_old_law(row: str) -> None:
    """Under the law of 2007 the limit is 15 working days; open on 2019-05-15, 20 is arguable."""
    on, day15, day20 = OLD_LAW[row]
    for asked_on in (on, "2019-05-15"):
        assert limit(asked_on, [received(on)]).due == d(day15)
    assert limit(on, [received(on)]).law == "ROGI-2007"
    taken_over = Readings.default().with_(transition_2019="new_procedure")
    assert limit("2019-05-14", [received(on)], taken_over).due == d(day15)
    assert limit("2019-05-15", [received(on)], taken_over).due == d(day20)


@pytest.mark.parametrize("row", EXTENSIONS)
def test_worked_extension(row: str) -> None:
    """A shorter extension counts on from the base."""
    on, days, due = EXTENSIONS[row]
    assert limit(on, [received(on), extended(on, days)]).due == d(due)


def test_no_worked_date_is_missing() -> None:
    """Every row of the table of edge cases that rests on Art. 33 or on the law before it is typed in here."""
    if not EDGE_CASES.exists():
        pytest.skip("the table of edge cases is not part of the distribution")
    rows = json.loads(EDGE_CASES.read_text(encoding="utf-8"))
    ours = {r["case"]: r for r in rows if "Art.33" in r["rule"] or r["rule"] == "ROGI2007 Art.24"}
    assert set(ours) == {*BASE, *SPANS, *OLD_LAW, *EXTENSIONS}
    for row, (on, day20, day40) in BASE.items():
        found = ours[row]["expect"]
        assert (ours[row]["inputs"]["receipt"], found["day20"], found["day40"]) == (on, day20, day40)
    for row, (on, spans, extension, excluded, due) in SPANS.items():
        assert ours[row]["inputs"] == {"receipt": on, "spans": [list(s) for s in spans], "extension": extension}
        assert ours[row]["expect"] == {"excluded": excluded, "due": due}
    for row, (on, day15, day20) in OLD_LAW.items():
        assert (ours[row]["inputs"]["receipt"], ours[row]["expect"]) == (
            on,
            {"day15": day15, "day20_if_new_law": day20},
        )
    for row, (on, days, due) in EXTENSIONS.items():
        assert (ours[row]["inputs"], ours[row]["expect"]) == ({"receipt": on, "extension": days}, {"due": due})


# -- the scenarios of the law, by number ------------------------------------------------------------------


def other_dues(found: Deadline) -> dict[str, date]:
    """Return what other readings make of a limit, as point:option to date."""
    return {f"{r.reading}:{r.option}": r.due for r in found.readings}


def test_scenario_1_received_on_a_make_up_saturday() -> None:
    """Handed in on a Saturday that is worked: day 1 is the Monday."""
    assert limit("2025-02-08", [received("2025-02-08")]).due == d("2025-03-07")


def test_scenario_2_signed_for_on_a_rest_day() -> None:
    """Registered mail signed for on a Saturday of rest is received that Saturday."""
    found = limit("2025-03-01", [received("2025-03-01", "registered_mail")])
    assert (found.start, found.due) == (d("2025-03-01"), d("2025-03-28"))
    assert found.steps[0].article == "31(2)"


def test_scenario_3_confirmed_after_the_holiday() -> None:
    """An online request counts from the confirmation; taking the automatic receipt would end it a day earlier."""
    sent = d("2025-09-30")
    found = limit("2025-10-09", [received("2025-10-09", "online", submitted_on=sent, auto_acknowledged_on=sent)])
    assert (found.due, found.safe_due) == (d("2025-11-05"), d("2025-11-04"))
    assert other_dues(found) == {"online_confirmation:auto_acknowledged": d("2025-11-04")}


def test_a_confirmation_cannot_be_put_off() -> None:
    """Under the reading that delay gains nothing, the first working day after sending is the latest receipt."""
    sent = d("2025-03-03")
    found = limit("2025-03-06", [received("2025-03-06", "fax", submitted_on=sent)])
    assert found.due == d("2025-04-03")
    assert other_dues(found) == {"online_confirmation:next_workday": d("2025-04-01")}


def test_scenario_4_letter_confirmed_after_the_holiday() -> None:
    """An ordinary letter counts from the confirmation, but the safe date is that of its arrival."""
    found = limit("2024-02-18", [received("2024-02-18", "ordinary_mail", submitted_on=d("2024-02-09"))])
    assert (found.due, found.safe_due) == (d("2024-03-15"), d("2024-03-14"))


def test_scenario_5_the_limit_ends_on_a_make_up_sunday() -> None:
    """The 40th working day may be a Sunday that is worked."""
    found = limit("2025-03-28", [received("2025-03-01"), extended("2025-03-28")])
    assert found.due == d("2025-04-27")
    assert found.due.weekday() == 6


def test_scenario_6_received_on_a_make_up_sunday() -> None:
    """Signed for on the Sunday worked before the National Day holiday."""
    assert limit("2025-09-28", [received("2025-09-28", "registered_mail")]).due == d("2025-10-31")


def test_scenario_7_extension_told_on_the_last_day() -> None:
    """An extension told on day 20 is in time."""
    assert limit("2025-06-10", [received("2025-05-12"), extended("2025-06-10")]).due == d("2025-07-08")


def test_scenario_8_extension_told_a_day_late() -> None:
    """An extension told on day 21 does nothing, and the case says so."""
    found = limit("2025-06-11", [received("2025-05-12"), extended("2025-06-11")])
    assert (found.due, found.state, found.workdays_left) == (d("2025-06-10"), "missed", -1)
    assert [("2025-06-11" in w.zh, "2025-06-11" in w.en) for w in found.warnings] == [(True, True)]


def test_scenario_11_clarification_asked_for_on_day_7() -> None:
    """A request for clarification on working day 7 is in time: the clock stands still for it."""
    found = limit("2025-03-12", [received("2025-03-03"), unclear("2025-03-12", "2025-03-26")])
    assert (found.state, found.due, found.due_if_silent) == ("tolled", d("2025-04-10"), None)
    answered = [received("2025-03-03"), unclear("2025-03-12", "2025-03-26"), Clarified(d("2025-03-20"))]
    assert limit("2025-03-20", answered).due == walk(d("2025-03-20"), 20)


def test_scenario_12_clarification_asked_for_on_day_8() -> None:
    """On working day 8 it is late: the old limit stays, with a warning; the other reading restarts it."""
    facts = [received("2025-03-03"), unclear("2025-03-13", "2025-03-27"), Clarified(d("2025-03-20"))]
    found = limit("2025-03-20", facts)
    assert (found.due, found.safe_due, found.state) == (d("2025-03-31"), d("2025-03-31"), "running")
    assert any("2025-03-12" in w.en for w in found.warnings)
    assert other_dues(found) == {"late_clarification_notice:restart": walk(d("2025-03-20"), 20)}


def test_scenarios_13_and_14_corrected_request() -> None:
    """The limit runs anew from the corrected request, which is day 0."""
    facts = [received("2025-04-07"), unclear("2025-04-14", "2025-04-27"), Clarified(d("2025-04-25"))]
    found = limit("2025-04-25", facts)
    assert (found.start, found.due) == (d("2025-04-25"), d("2025-05-27"))
    assert [(s.op, s.article) for s in found.steps] == [("start", "31(1)"), ("count", "33(2)"), ("restart", "30")]


def test_scenario_17_third_party_answers() -> None:
    """Twelve working days from the day after sending to the day of the answer do not count."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-03-26")]
    assert limit("2025-03-26", facts).due == d("2025-04-17")


def test_scenario_18_third_party_is_silent() -> None:
    """A third party that never answers holds the clock for 15 working days after it was served."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-10", served_on="2025-03-12")]
    assert limit("2025-04-02", facts).state == "tolled"
    found = limit("2025-04-03", facts)
    assert (found.state, found.due) == ("running", d("2025-04-24"))
    assert limit("2025-04-03", [*facts, extended("2025-04-03")]).due == d("2025-05-26")


def test_scenario_21_two_third_parties_at_once() -> None:
    """Days on which two consultations overlap are excluded once."""
    facts = [
        *reviewed("2025-03-03"),
        asked("2025-03-10", "甲公司"),
        asked("2025-03-14", "乙公司"),
        heard("2025-03-26", "甲公司"),
        heard("2025-04-01", "乙公司"),
    ]
    found = limit("2025-04-01", facts)
    assert found.due == d("2025-04-23")
    assert sum(step.length or 0 for step in found.steps if step.op == "exclude") == 16


def test_scenario_22_consulted_on_the_last_day() -> None:
    """A letter sent on day 20 leaves nothing to exclude; an extension told that day makes room for it."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-31"), heard("2025-04-08")]
    found = limit("2025-04-08", facts)
    assert (found.due, found.state) == (d("2025-03-31"), "missed")
    assert any("2025-03-31" in w.en for w in found.warnings)
    rescued = limit("2025-04-08", [*reviewed("2025-03-03"), extended("2025-03-31"), asked("2025-03-31"), facts[-1]])
    assert rescued.due == walk(d("2025-03-03"), 40, [(d("2025-03-31"), d("2025-04-08"))])


def test_scenario_22_other_boundaries() -> None:
    """Readings that exclude the day of sending itself save the last day when the letter goes out on it."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-31"), heard("2025-04-08")]
    assert other_dues(limit("2025-04-08", facts)) == {
        "consultation_boundary:sent_to_before_answered": d("2025-04-08"),
        "consultation_boundary:sent_to_answered": d("2025-04-09"),
    }


def test_scenarios_40_and_41_fee_paid() -> None:
    """The limit runs anew from the day after payment; until then the clock stands still."""
    facts = [received("2025-08-04"), charged("2025-08-20")]
    assert (limit("2025-08-19", facts).due, limit("2025-08-20", facts).state) == (d("2025-09-01"), "tolled")
    found = limit("2025-09-10", [*facts, paid("2025-09-10")])
    assert (found.start, found.due, found.state) == (d("2025-09-10"), d("2025-10-14"), "running")
    assert found.steps[-1].article == "109号 6"


@pytest.mark.parametrize(("answered", "state"), [("2026-01-29", "met"), ("2026-01-30", "missed")])
def test_scenario_45_across_the_year(answered: str, state: str) -> None:
    """Received on 31 December: the make-up Sunday of 4 January is day 1, 29 January day 20."""
    reply = Replied(d(answered), outcome="granted", delivery="post")
    found = limit("2026-02-10", [received("2025-12-31"), reply])
    assert (found.due, found.state, found.done) == (d("2026-01-29"), state, d(answered))


def test_scenario_47_confirmed_in_the_new_year() -> None:
    """Sent on 31 December, confirmed on the make-up Sunday: received in the new year."""
    facts = [received("2026-01-04", "online", submitted_on=d("2025-12-31"))]
    assert limit("2026-01-04", facts).due == d("2026-01-30")


def test_scenario_48_unanswered_clarification_at_the_end_of_the_year() -> None:
    """Asked on the third working day to clarify, no answer at the year's end: the clock stands still."""
    facts = [received("2025-12-25"), unclear("2025-12-30", "2026-01-14")]
    found = limit("2025-12-31", facts)
    assert (found.state, found.due) == ("tolled", walk(d("2025-12-31"), 20))
    assert limit("2025-12-29", facts).due == d("2026-01-23")
    assert limit("2026-01-06", [facts[0], unclear("2026-01-06", "2026-01-20")]).state == "tolled"
    assert limit("2026-01-07", [facts[0], unclear("2026-01-07", "2026-01-20")]).state == "running"


@pytest.mark.parametrize(("known_on", "due"), [("2020-01-25", "2020-02-21"), ("2020-01-27", "2020-02-25")])
def test_scenario_54_a_longer_holiday(known_on: str, due: str) -> None:
    """The notice of 2020-01-27 moves a limit that was already running."""
    found = limit("2020-01-28", [received("2020-01-20")], calendar=china(known_on=d(known_on)))
    assert found.due == d(due)


@pytest.mark.parametrize(("known_on", "due"), [("2019-03-21", "2019-05-02"), ("2019-03-22", "2019-04-30")])
def test_scenario_55_a_rearranged_holiday(known_on: str, due: str) -> None:
    """The arrangement of 2019-03-22 shortens a limit of the old law."""
    found = limit("2019-04-10", [received("2019-04-10")], calendar=china(known_on=d(known_on)))
    assert (found.due, found.law) == (d(due), "ROGI-2007")


def test_scenario_56_local_days_off() -> None:
    """Two days off in Guangxi in April 2024 move the limit there, and nowhere else."""
    facts = [received("2024-04-08")]
    assert limit("2024-04-08", facts).due == d("2024-05-08")
    assert limit("2024-04-08", facts, calendar=china(overlays=overlays("guangxi"))).due == d("2024-05-10")


def test_scenario_57_open_when_the_law_changed() -> None:
    """Received under the old law and open on 2019-05-15: the old limit is safe, the new one arguable."""
    found = limit("2019-05-15", [received("2019-04-26")])
    assert (found.due, found.safe_due) == (d("2019-05-20"), d("2019-05-20"))
    assert other_dues(found) == {"transition_2019:new_procedure": d("2019-05-27")}


def test_old_law_has_no_limit_for_silence() -> None:
    """Under the old law nothing ends a third party's silence, so no such date is given."""
    facts = [*reviewed("2019-04-10"), asked("2019-04-15")]
    found = limit("2019-04-19", facts)
    assert (found.state, found.due_if_silent) == ("tolled", None)
    assert found.due == d("2019-05-08")


def test_everything_together() -> None:
    """Clarified, consulted and extended in turn: base, exclusion and extension each from the one before."""
    facts = [
        *reviewed("2026-01-19"),
        unclear("2026-01-26", "2026-02-09"),
        Clarified(d("2026-02-06")),
        asked("2026-02-12"),
        heard("2026-03-05"),
        extended("2026-03-27"),
    ]
    dues = [limit(on, facts).due for on in ("2026-02-06", "2026-03-05", "2026-03-27")]
    assert dues == [d("2026-03-12"), d("2026-03-27"), d("2026-04-27")]


# -- what moves the clock, and what does not --------------------------------------------------------------


def test_a_late_case_gains_nothing() -> None:
    """Once the limit has run out, a consultation, an extension, a fee and a deferral leave it where it was."""
    late = d("2025-04-01")
    for fact in (
        asked("2025-04-01"),
        AgencyConsulted(late, agency="市财政局", joint=True),
        extended("2025-04-01"),
        charged("2025-04-01"),
        Deferred(late, until=d("2025-06-30")),
    ):
        found = limit("2025-04-01", [*reviewed("2025-03-03"), fact])
        assert (found.due, found.state, found.due_if_silent) == (d("2025-03-31"), "missed", None)
        assert len(found.warnings) == 1
    assert limit("2025-04-10", [*reviewed("2025-03-03"), charged("2025-04-01"), paid("2025-04-10")]).due == d(
        "2025-03-31"
    )


@pytest.mark.parametrize("approved_by", ["", "  ", "\u200b", "\u2800"])
def test_an_unapproved_extension_does_nothing(approved_by: str) -> None:
    """An extension that nobody approved has no effect, and the case says so."""
    found = limit("2025-03-20", [received("2025-03-03"), extended("2025-03-20", approved_by=approved_by)])
    assert found.due == d("2025-03-31")
    assert len(found.warnings) == 1


def test_a_second_extension_does_nothing() -> None:
    """Only one extension counts by default; under the other reading both do, up to 20 days together."""
    facts = [received("2025-03-03"), extended("2025-03-20", 10), extended("2025-03-21", 15)]
    found = limit("2025-03-21", facts)
    assert found.due == walk(d("2025-03-03"), 30)
    assert len(found.warnings) == 1
    assert other_dues(found) == {"number_of_extensions:several": d("2025-04-28")}


def test_an_extension_counts_from_the_base() -> None:
    """An extension told early counts from the limit, not from the day it was told, before or after an exclusion."""
    letters = [asked("2025-03-10"), heard("2025-03-26")]
    early = [*reviewed("2025-03-03"), extended("2025-03-04"), *letters]
    late = [*reviewed("2025-03-03"), *letters, extended("2025-04-17")]
    due = walk(d("2025-03-03"), 40, [(d("2025-03-10"), d("2025-03-26"))])
    assert (limit("2025-04-17", early).due, limit("2025-04-17", late).due) == (due, due)


def test_a_restart_wipes_the_extension_and_allows_another() -> None:
    """The corrected request starts a full limit, without the old extension; a new one is available."""
    facts = [
        received("2025-04-07"),
        extended("2025-04-08"),
        unclear("2025-04-14", "2025-04-27"),
        Clarified(d("2025-04-25")),
    ]
    assert limit("2025-04-25", facts).due == d("2025-05-27")
    assert limit("2025-05-27", [*facts, extended("2025-05-27")]).due == d("2025-06-25")


def test_a_late_answer_excludes_nothing_more() -> None:
    """An answer after the 15 working days leaves out no more than silence; other readings give the days up to it back."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-04-08")]
    assert limit("2025-04-07", facts).due == d("2025-04-24")
    found = limit("2025-04-08", facts)
    assert found.due == d("2025-04-24")
    longer = walk(d("2025-03-03"), 20, [(d("2025-03-10"), d("2025-04-08"))])
    assert other_dues(found)["consultation_boundary:after_sent_to_answered"] == longer
    assert any("甲公司 answered on 2025-04-08" in words.en for words in found.warnings)


def test_an_answer_after_the_clock_ran_out_excludes_nothing_more() -> None:
    """Once the limit has passed in silence, an answer does not revive it."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-04-25")]
    assert limit("2025-04-25", facts).due == d("2025-04-24")


@pytest.mark.parametrize(("joint", "other"), [(True, {}), (False, {"other_organs:joint_only": d("2025-03-31")})])
def test_other_organs(joint: bool, other: dict[str, date]) -> None:
    """Consulting an organ excludes its days; whether only joint makers count is disputed."""
    facts = [
        *reviewed("2025-03-03"),
        AgencyConsulted(d("2025-03-10"), agency="市财政局", joint=joint),
        AgencyAnswered(d("2025-03-26"), agency="市财政局", position="agrees"),
    ]
    found = limit("2025-03-26", facts)
    boundary = {"consultation_boundary:sent_to_answered": d("2025-04-18")}
    assert (found.due, other_dues(found)) == (d("2025-04-17"), boundary | other)
    assert found.safe_due == min([d("2025-04-17"), *other.values()])


def test_reasons_do_not_stop_the_clock() -> None:
    """Asking for reasons leaves the limit; the reading that likens it to a clarification restarts it."""
    facts = [
        received("2026-03-02"),
        ReasonsRequested(d("2026-03-09")),
        ReasonsGiven(d("2026-03-20"), accepted=True),
    ]
    found = limit("2026-03-20", facts)
    assert (found.due, found.state) == (d("2026-03-30"), "running")
    assert other_dues(found) == {"art35_pause:restart": walk(d("2026-03-20"), 20)}


def test_a_deferral_names_its_own_day() -> None:
    """A deferral told in time sets the limit to its day, or to the first working day after a holiday."""
    facts = [received("2026-03-02"), Deferred(d("2026-03-30"), until=d("2026-05-20"))]
    assert limit("2026-03-30", facts).due == d("2026-05-20")
    rolled = limit("2026-03-30", [facts[0], Deferred(d("2026-03-30"), until=d("2026-05-02"))])
    assert (rolled.due, [s.op for s in rolled.steps]) == (d("2026-05-06"), ["start", "count", "defer", "roll"])


def test_a_day_that_was_named_does_not_stand_still_for_a_letter() -> None:
    """A letter of 2025-08-11 may be answered until 09-01; deferred on 08-18, the reply is due on the day named (35)."""
    facts = [*reviewed("2025-08-04"), asked("2025-08-11")]
    assert limit("2025-08-18", facts).state == "tolled"
    deferred = [*facts, Deferred(d("2025-08-18"), until=d("2025-10-31"))]
    found = limit("2025-08-20", deferred)
    assert (found.state, found.due, found.due_if_silent) == ("running", d("2025-10-31"), None)


def test_a_letter_still_out_holds_the_limit_that_runs_anew_after_a_deferral() -> None:
    """Sent on 2025-08-19 while a day was named, open until 09-09; paid on Fri 09-05, so that a full limit runs (109号 6).

    Of its working days 09-08 is left out so far: the twentieth is Sat 10-11, which is worked.
    """
    facts = [
        *reviewed("2025-08-04"),
        Deferred(d("2025-08-18"), until=d("2025-10-31")),
        asked("2025-08-19"),
        charged("2025-08-20"),
        FeePaid(d("2025-09-05"), amount=Decimal(380)),
    ]
    found = limit("2025-09-08", facts)
    assert (found.state, found.due) == ("tolled", d("2025-10-11"))


def test_a_second_clarification_does_not_restart() -> None:
    """Art. 30 knows one request for clarification; another changes nothing and is warned of."""
    facts = [
        received("2025-04-07"),
        unclear("2025-04-08", "2025-04-20"),
        Clarified(d("2025-04-10")),
        unclear("2025-04-11", "2025-04-25"),
        Clarified(d("2025-04-24")),
    ]
    found = limit("2025-04-24", facts)
    assert found.due == walk(d("2025-04-10"), 20)
    assert any("2025-04-11" in w.en for w in found.warnings)


def test_consulted_while_the_requester_clarifies() -> None:
    """A letter sent while the clock waits for the requester excludes the days after the corrected request."""
    facts = [
        *reviewed("2025-03-03"),
        unclear("2025-03-10", "2025-04-30"),
        asked("2025-04-10"),
        Clarified(d("2025-04-25")),
        heard("2025-04-30"),
    ]
    found = limit("2025-04-30", facts)
    assert found.due == walk(d("2025-04-25"), 20, [(d("2025-04-10"), d("2025-04-30"))])
    assert found.warnings == ()


def test_clarified_and_paid_at_once() -> None:
    """A fee notice and a request for clarification may wait together: each answer restarts, whichever came first."""
    ask, charge = unclear("2025-03-05", "2025-03-31"), charged("2025-03-05")
    for first, second in ((ask, charge), (charge, ask)):
        facts = [received("2025-03-03"), first, second, Clarified(d("2025-03-10"))]
        assert limit("2025-03-14", facts).state == "tolled"
        assert limit("2025-03-20", [*facts, paid("2025-03-20")]).due == walk(d("2025-03-20"), 20)
        other_way = [*facts[:3], paid("2025-03-10"), Clarified(d("2025-03-20"))]
        assert limit("2025-03-20", other_way).due == walk(d("2025-03-20"), 20)


def test_the_safe_date_of_an_unpaid_fee() -> None:
    """While a fee waits, the reading that leaves only the rest of the limit already makes the safe date."""
    facts = [received("2025-08-04"), charged("2025-08-20")]
    found = limit("2025-09-10", facts)
    rest = walk(d("2025-08-04"), 20, [(d("2025-08-20"), d("2025-09-10"))])
    assert (found.due, found.safe_due) == (d("2025-10-14"), rest)
    assert limit("2025-09-10", [*facts, paid("2025-09-10")]).safe_due == rest


def test_facts_after_the_day_asked_about_are_left_out() -> None:
    """A limit looked at as of a day knows only what had happened by then."""
    facts = [*reviewed("2025-03-03"), asked("2025-03-10"), heard("2025-03-26")]
    assert limit("2025-03-09", facts).due == d("2025-03-31")
    with pytest.raises(NotReceived):
        limit("2025-03-02", facts)


def test_a_case_as_of_a_day_has_the_same_limit() -> None:
    """Asking a case as of a day for its limit gives what the whole case gives, a corrected receipt included."""
    corrected = Rectified(d("2025-03-11"), event_no=1, replacement=received("2025-03-03"), reason="录入有误")
    case = Case.of("2025-001", received("2025-03-10"), corrected)
    on = d("2025-03-05")
    assert deadlines(case.as_of(on), on) == deadlines(case, on)
    assert deadlines(case, on)[0].due == d("2025-03-31")


@pytest.mark.parametrize(("done", "state"), [("2025-03-31", "met"), ("2025-04-01", "missed")])
def test_a_concluded_case_is_met_or_missed(done: str, state: str) -> None:
    """A reply or a withdrawal settles the limit for good: met up to the due date, missed after it."""
    for end in (Replied(d(done), outcome="granted", delivery="post"), Withdrawn(d(done))):
        found = limit("2026-01-05", [received("2025-03-03"), end])
        assert (found.state, found.done, found.due) == (state, d(done), d("2025-03-31"))
        before = limit("2025-03-28", [received("2025-03-03"), end])
        assert (before.state, before.done) == ("running", None)


# -- what a deadline says of itself -----------------------------------------------------------------------

SAMPLE = (*reviewed("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"), heard("2025-03-26"))


def test_the_sample_of_the_contract() -> None:
    """The derivation has the operations, articles and dates that the contract shows."""
    found = limit("2025-03-26", SAMPLE).as_json()
    steps = [{k: v for k, v in step.items() if k != "text"} for step in found.pop("steps")]
    assert steps == [
        {"op": "start", "article": "31(1)", "date": "2025-03-03"},
        {
            "op": "count",
            "article": "33(2)",
            "workdays": 20,
            "before": "2025-03-03",
            "after": "2025-03-31",
            "skipped": [],
        },
        {
            "op": "exclude",
            "article": "33(3)",
            "workdays": 12,
            "from": "2025-03-10",
            "to": "2025-03-26",
            "before": "2025-03-31",
            "after": "2025-04-17",
            "skipped": ["2025-04-04"],
        },
    ]
    assert found == {
        "case": "2025-001",
        "duty": "reply",
        "start": "2025-03-03",
        "due": "2025-04-17",
        "status": "confirmed",
        "state": "running",
        "law": "ROGI-2019",
        "calendar": "cn@2026",
        "safe_due": "2025-04-17",
        "readings": [{"reading": "consultation_boundary:sent_to_answered", "due": "2025-04-18"}],
        "warnings": [],
    }


def test_a_tolled_limit_as_the_contract_says() -> None:
    """While an answer is awaited: the date if it came today, the date if it never comes, and the days left."""
    found = limit("2025-03-14", SAMPLE)
    assert (found.state, found.due, found.due_if_silent) == ("tolled", d("2025-04-07"), d("2025-04-24"))
    assert found.workdays_left == 15
    shown = found.as_json()
    assert [k for k in shown if k in {"due_if_silent", "workdays_left"}] == ["due_if_silent", "workdays_left"]
    assert (shown["due_if_silent"], shown["workdays_left"]) == ("2025-04-24", 15)


def test_silence_runs_from_sending_where_service_is_unknown() -> None:
    """Without a day of service the other side's time runs from the day of sending."""
    found = limit("2025-03-14", [*reviewed("2025-03-03"), asked("2025-03-10")])
    assert found.due_if_silent == walk(d("2025-03-03"), 20, [(d("2025-03-10"), d("2025-03-31"))])


KEYS = {
    "case",
    "duty",
    "start",
    "due",
    "status",
    "state",
    "law",
    "calendar",
    "steps",
    "safe_due",
    "readings",
    "warnings",
}
STEP_KEYS = {"op", "article", "date", "workdays", "from", "to", "before", "after", "skipped", "text"}


@brief
@given(possible_histories(void=False), st.integers(0, 120))
def test_json_has_the_keys_of_the_contract(history: History, later: int) -> None:
    """Whatever happened, the JSON has the contract's keys and no others, and can be written."""
    found = limit(Case.of("2025-001", *history).received_on + later * DAY, history)
    shown = found.as_json("en")
    extra = {"workdays_left", "due_if_silent"} if found.state == "tolled" else set()
    assert set(shown) - extra == KEYS
    assert {key for step in shown["steps"] for key in step} <= STEP_KEYS
    assert {key for other in shown["readings"] for key in other} <= {"reading", "due"}
    assert json.loads(json.dumps(shown)) == shown


@brief
@given(possible_histories(void=False), st.integers(0, 120))
def test_every_article_is_explained(history: History, later: int) -> None:
    """Each step names its article in Chinese and in English, and the explanation names them all, one a line."""
    found = limit(Case.of("2025-001", *history).received_on + later * DAY, history)
    for lang in ("zh", "en"):
        lines = found.explain(lang).splitlines()
        for number, step in enumerate(found.steps, 1):
            article = step.rule.zh_article() if lang == "zh" else step.article
            line = next(line for line in lines if line.startswith(f"{number}. "))
            assert (article in line, article in step.text(lang)) == (True, True)
        assert any(found.due.isoformat() in line for line in lines[len(found.steps) :])
        for warning in found.warnings:
            assert any(warning.say(lang) in line for line in lines)


@pytest.mark.parametrize(
    ("facts", "articles"),
    [
        ([received("2025-03-03", "oral")], ["29(1)", "33(2)"]),
        ([received("2025-03-03", "registered_mail")], ["31(2)", "33(2)"]),
        ([received("2025-03-03", "ordinary_mail")], ["31(2)", "33(2)"]),
        ([received("2025-03-03", "online")], ["31(3)", "33(2)"]),
        ([received("2025-03-03", "fax")], ["31(3)", "33(2)"]),
        ([received("2025-03-03"), extended("2025-03-04", 5)], ["31(1)", "33(2)", "33(2)"]),
        ([received("2025-03-03"), Deferred(d("2025-03-04"), until=d("2025-06-30"))], ["31(1)", "33(2)", "35"]),
        ([*SAMPLE], ["31(1)", "33(2)", "33(3)"]),
    ],
)
def test_each_step_stands_under_its_article(facts: list[Fact], articles: list[str]) -> None:
    """Receipt, count, extension, deferral and exclusion each name the article that they rest on."""
    steps = limit("2025-03-26", facts).steps
    assert [s.article for s in steps] == articles


def test_beyond_the_last_notice_a_limit_is_provisional() -> None:
    """A limit that reaches 2027 is provisional, and the warning names the notice that is missing."""
    found = limit("2026-12-10", [received("2026-12-10")])
    assert found.status == "provisional"
    assert found.due.year == 2027
    assert [("2027" in w.zh, "2027" in w.en) for w in found.warnings] == [(True, True)]
    assert limit("2026-11-20", [received("2026-11-20")]).status == "confirmed"


# -- disputed points --------------------------------------------------------------------------------------

POINTS = (
    "online_confirmation",
    "ordinary_mail_unreachable",
    "rest_day_receipt",
    "transition_2019",
    "late_clarification_notice",
    "consultation_boundary",
    "other_organs",
    "number_of_extensions",
    "art35_pause",
    "fee_restart_length",
    "extension_after_fee",
)


@settings(brief, max_examples=25)
@given(possible_histories(void=False), st.integers(0, 120))
def test_the_safe_date_is_the_earliest_over_all_readings(history: History, later: int) -> None:
    """No combination of readings, one option for each disputed point, ends before the safe date; one ends on it."""
    case = Case.of("2025-001", *history)
    on = case.received_on + later * DAY
    found = limit(on, history)
    at = found.done or on
    facts = case.as_of(at).facts
    combinations = product(*([option.id for option in reading(point).options] for point in POINTS))
    clocks = [
        reply_clock(facts, at, china(), Readings.default().with_(**dict(zip(POINTS, options, strict=True))))
        for options in combinations
    ]
    named = [clock.steps[-1].before for clock in clocks if clock.steps[-1].op == "roll"]  # by a deferral, a day off
    assert found.safe_due == min([*(clock.due for clock in clocks), *(day for day in named if day)])
    assert found.safe_due <= found.due


@settings(brief, max_examples=200)
@given(possible_histories(void=False), st.integers(0, 120))
def test_other_readings_are_those_that_differ(history: History, later: int) -> None:
    """Listed are exactly the single readings that would give another date, each with that date."""
    case = Case.of("2025-001", *history)
    found = limit(case.received_on + later * DAY, history)
    expected = {
        f"{point}:{option.id}": due
        for point in POINTS
        for option in reading(point).options
        if (due := limit(found.on, history, Readings.default().with_(**{point: option.id})).due) != found.due
    }
    assert other_dues(found) == expected


@thorough
@given(possible_histories(void=False), st.integers(0, 10_000))
def test_a_limit_moves_only_forwards_while_it_runs(history: History, drawn: int) -> None:
    """From one day to the next a limit that has run out never comes back to life, unless a lapse is taken back (Art. 30)."""
    case = Case.of("2025-001", *history)
    on = case.received_on + (drawn % ((max(f.on for f in history) - case.received_on).days + 30)) * DAY
    today, tomorrow = limit(on, history), limit(on + DAY, history)
    if today.state == "missed" and not any(isinstance(f, Reopened) and f.on == on + DAY for f in history):
        assert (tomorrow.state, tomorrow.due) == ("missed", today.due)


def test_a_lapse_ends_the_limit_on_its_day_though_it_was_taken_back_later() -> None:
    """Until the day of reopening (Art. 30) the request stood concluded; from that day on the limit waits again."""
    history = (
        *reviewed("2025-03-03"),
        asked("2025-03-04"),
        unclear("2025-03-05", "2025-03-12"),
        Lapsed(d("2025-03-13"), cause="clarification"),
        Reopened(d("2025-03-20"), reason="申请人住院，有正当理由"),
    )
    for day in ("2025-03-13", "2025-03-19"):
        found = limit(day, history)
        assert (found.state, found.done, found.due_if_silent) == ("met", d("2025-03-13"), None)
    found = limit("2025-03-20", history)
    assert (found.state, found.done) == ("tolled", None)
    # By hand: the letter of 4 March is out until 25 March, its 15th working day. A request corrected on 20 March then has
    # 26 to 28, 31 March; 1 to 3 April, 7 to 11, 14 to 18, 21 to 23 April: Tomb-Sweeping Day, 4 April, is off.
    assert found.due_if_silent == d("2025-04-23")
