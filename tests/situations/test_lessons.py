"""What went wrong elsewhere, story by story: each a fault of another system that ours must not have.

The numbers are those of the study of other systems for information requests; the first sentence tells the
story, what follows it says what we do instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import workflow
from workflow import Case, InvalidFact, NotCovered, OutOfOrder, Readings, Stage, breaches, deadlines
from workflow.annual import FORM_2021, cells_of, counted_of, report_due
from workflow.calendar import (
    BrokenArrangement,
    Overlay,
    WorkCalendar,
    check_arrangement,
    check_notice,
    china,
    notices,
    overlays,
)
from workflow.case import Entry
from workflow.clock import Deadline
from workflow.events import (
    EVENT_OF,
    AgencyConsulted,
    Archived,
    ClarificationRequested,
    Extended,
    Fact,
    FeeNoticed,
    FeePaid,
    ProcessingStarted,
    Received,
    Rectified,
    Replied,
    ReplyOrdered,
    ReviewStarted,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
)
from workflow.graph import check_graph
from workflow.law import law_version, provision
from workflow.stages import MOVES

DAY = timedelta(days=1)

# -- how a story is told ----------------------------------------------------------------------------------


def d(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def received(on: str, **more: Any) -> Received:
    """A request handed in on this day."""
    return Received(d(on), channel="in_person", requester="natural_person", subject="会议纪要", **more)


def begun(on: str) -> tuple[Fact, ...]:
    """A request received on this day and handed on to review the same day."""
    return received(on), ReviewStarted(d(on))


def asked(on: str, party: str = "甲公司", served_on: str | None = None) -> Fact:
    """A letter to a third party."""
    return ThirdPartyConsulted(d(on), party=party, served_on=d(served_on) if served_on else None)


def heard(on: str, party: str = "甲公司") -> Fact:
    """The third party's answer."""
    return ThirdPartyAnswered(d(on), party=party, position="agrees")


def extended(on: str, workdays: int = 20, **more: Any) -> Fact:
    """An extension, approved and told on this day."""
    return Extended(d(on), workdays=workdays, approved_by="李主任", **more)


def replied(on: str, outcome: str = "granted") -> Fact:
    """A reply that was signed for on this day."""
    return Replied(d(on), outcome=outcome, delivery="in_person")


def mended(on: str, event_no: int, replacement: Fact | None = None) -> Fact:
    """A correction of an earlier entry; without a replacement that entry is struck out."""
    return Rectified(d(on), event_no=event_no, replacement=replacement, reason="录入有误")


def case(*facts: Fact) -> Case:
    """A case with these facts, in the order of recording."""
    return Case.of("2025-001", *facts)


def limits(
    duty: str, on: str, *facts: Fact, calendar: WorkCalendar | None = None, readings: Readings | None = None
) -> list[Deadline]:
    """Every limit of this kind that a case with these facts has on the day *on*."""
    return [x for x in deadlines(case(*facts), d(on), calendar, readings) if x.duty == duty]


def reply_limit(on: str, *facts: Fact, **more: Any) -> Deadline:
    """The limit for the reply on the day *on*."""
    return limits("reply", on, *facts, **more)[0]


def due(on: str, *facts: Fact, **more: Any) -> str:
    """When the reply is due."""
    return reply_limit(on, *facts, **more).due.isoformat()


def working_day(start: str, n: int) -> str:
    """The n-th working day after *start*."""
    return china().nth_working_day_after(d(start), n, provisional=True).isoformat()


def each_day(first: str, last: str) -> Iterator[date]:
    """Every day from *first* to *last*, both included."""
    day = d(first)
    while day <= d(last):
        yield day
        day += DAY


# -- counting days ----------------------------------------------------------------------------------------


def test_story_01_weekend_receipt() -> None:
    """A weekend receipt was moved to Monday and Monday was not counted: one day late for 19 months.

    Ours: received Sat 2025-03-01, day 1 is that Monday, day 20 is Fri 03-28; in a holiday likewise.
    """
    assert working_day("2025-03-01", 1) == "2025-03-03"
    assert due("2025-03-01", received("2025-03-01")) == "2025-03-28"
    assert due("2025-10-01", received("2025-10-01")) == due("2025-10-08", received("2025-10-08"))


def test_story_02_rolling_is_a_rule_and_no_default() -> None:
    """Due dates of another kind were rolled to a working day by a shared helper, and rolled back.

    Ours: days and months roll by their rule; a day set for the requester, or by the year, stays where it is.
    """
    facts = received("2025-03-03"), ClarificationRequested(d("2025-03-05"), respond_by=d("2025-03-15"))
    assert limits("clarification", "2025-03-05", *facts)[0].due == d("2025-03-15"), "a Saturday"
    assert report_due(2025) == d("2026-01-31"), "a Saturday"
    window = limits("reconsideration_window", "2025-06-10", received("2025-06-03"), replied("2025-06-10"))[0]
    assert (window.steps[-1].op, window.due) == ("roll", d("2025-08-11"))


def test_story_03_end_of_the_year() -> None:
    """Month arithmetic sent December deadlines to the wrong year.

    Ours: six months from 10 December end on 10 June, from 31 August on the last day of February.
    """
    for known, last in (("2024-12-10", "2025-06-10"), ("2025-08-31", "2026-02-28"), ("2024-07-06", "2025-01-06")):
        facts = received("2024-07-01"), replied(known, "unavailable_not_held")
        assert limits("litigation_window", known, *facts)[0].due == d(last)


def test_story_04_one_day_generous() -> None:
    """Both "the start does not count" and "the first day after" were added: a day too many.

    Ours: 60 days from 2025-06-12 end on Mon 08-11, the 60th day itself.
    """
    window = limits("reconsideration_window", "2025-06-12", received("2025-06-03"), replied("2025-06-12"))[0]
    assert window.due == d("2025-06-12") + 60 * DAY == d("2025-08-11")


def test_story_05_extension_drift() -> None:
    """Three extensions in a row ended later than one of the same length, each counted from a rolled date.

    Ours: an extension counts from the base, on whatever day it is told; 5 + 5 + 5 is 15.
    """
    request, several = received("2025-05-12"), Readings.default().with_(number_of_extensions="several")
    fives = [extended("2025-05-20", 5), extended("2025-06-05", 5), extended("2025-06-10", 5)]
    at_once = due("2025-06-10", request, extended("2025-06-10", 15))
    assert due("2025-06-10", request, *fives, readings=several) == at_once == working_day("2025-05-12", 35)


def test_story_06_a_date_is_no_datetime() -> None:
    """A holiday compared as a datetime with a date was never equal, so it did not count.

    Ours: a datetime is no day of a fact, and a festival is a day off by its date.
    """
    with pytest.raises(InvalidFact):
        ReviewStarted(datetime(2025, 3, 3, 9, tzinfo=UTC))
    assert not china().is_working_day(d("2025-04-04"))


def test_story_07_who_types_it_in() -> None:
    """The deadline depended on the kind of user who typed the request in.

    Ours: who recorded a fact changes no date.
    """
    dates = {due("2025-03-03", received("2025-03-03", by=by)) for by in (None, "窗口", "系统", "王科员")}
    assert dates == {"2025-03-31"}


def test_story_08_no_date_of_its_own() -> None:
    """A date put in for debugging was shipped in the path of every deadline.

    Ours: the law never asks for today; the day is always handed in.
    """
    asks = re.compile(r"\b(today|now|utcnow)\(\)|\btime\.time\(")
    sources = Path(workflow.__file__).parent.rglob("*.py")
    code = {
        path.name: re.sub(r'``.*?``|""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.S) for path in sources
    }
    assert [name for name, text in code.items() if asks.search(text)] == []


def test_story_09_working_days_from_the_day_of_receipt() -> None:
    """Calendar days were counted, and not from the day of receipt.

    Ours: 20 working days from the day of receipt in law, whenever it was sent or recorded.
    """
    request = Received(
        d("2025-10-09"), channel="online", requester="business", subject="合同", submitted_on=d("2025-09-30")
    )
    limit = reply_limit("2025-10-09", request)
    assert (limit.start, limit.due) == (d("2025-10-09"), d("2025-11-05"))
    assert china().count_between(limit.start, limit.due) == 20


def test_story_10_the_last_day_is_in_time() -> None:
    """No day left was shown as overdue, and ends were counted in or out as it happened.

    Ours: on the last day nothing is left and nothing is late; the day after it is.
    """
    last, after = (reply_limit(on, received("2025-03-03")) for on in ("2025-03-31", "2025-04-01"))
    assert (last.workdays_left, last.state) == (0, "running")
    assert (after.workdays_left, after.state) == (-1, "missed")


def test_story_11_every_start_in_a_holiday_has_an_answer() -> None:
    """Holidays were skipped by a recursion whose result was dropped, in a browser and on a server that disagreed.

    Ours: one calendar; from every day in and around a holiday the first working day is the one found on foot.
    """
    for day in each_day("2025-09-25", "2025-10-15"):
        expected = next(
            later for later in each_day((day + DAY).isoformat(), "2025-10-31") if china().is_working_day(later)
        )
        assert china().nth_working_day_after(day, 1) == expected


def test_story_12_twenty_working_days_are_no_fixed_number_of_days() -> None:
    """20 working days were made 28 days in a query.

    Ours: over a year the same limit takes very different numbers of days, and always 20 working ones.
    """
    lengths = set()
    for day in each_day("2025-01-01", "2025-12-31"):
        last = china().nth_working_day_after(day, 20)
        assert china().count_between(day, last) == 20
        lengths.add((last - day).days)
    assert 28 in lengths
    assert (min(lengths), max(lengths)) > (24, 35)


def test_story_13_day_zero_is_said() -> None:
    """Whether the day of receipt counts was changed "for a while" and back.

    Ours: the day of receipt is day 0, by a provision that can be read, and the derivation says so.
    """
    assert "自下一日开始计算" in provision("day_zero", d("2025-03-03")).quote
    assert "次日起" in reply_limit("2025-03-03", received("2025-03-03")).explain()
    assert working_day("2025-03-03", 1) == "2025-03-04"


# -- calendar data ----------------------------------------------------------------------------------------


def test_story_14_a_new_day_off_moves_open_requests() -> None:
    """A day off that was declared late did not move the requests already open.

    Ours: a deadline is asked of the calendar as it is known, so an amendment moves it: 2020-02-21 to 02-25.
    """
    request = received("2020-01-20")
    before, after = china(known_on=d("2020-01-25")), china(known_on=d("2020-01-26"))
    assert due("2020-01-28", request, calendar=before) == "2020-02-21"
    assert due("2020-01-28", request, calendar=after) == "2020-02-25"


def test_story_15_the_missing_year_is_said_before_it_begins() -> None:
    """The reminder to load next year's holidays went out when its first day had been miscounted.

    Ours: a limit that reaches beyond the last notice says in December, and earlier, which year is missing.
    """
    calendar = china(known_on=d("2024-11-01"))
    limit = reply_limit("2024-12-10", received("2024-12-10"), calendar=calendar)
    assert limit.status == "provisional"
    assert any("2025年" in warning.zh for warning in limit.warnings)


def test_story_16_no_feed_and_no_library_is_asked() -> None:
    """The import of a holiday feed broke when a library changed.

    Ours: the notices are our own data, each checked against the statute; no library of holidays is imported.
    """
    for notice in notices():
        check_notice(notice)
    sources = [path.read_text(encoding="utf-8") for path in Path(workflow.__file__).parent.rglob("*.py")]
    assert not any(re.search(r"import (holidays|chinese_calendar|icalendar)", text) for text in sources)


def test_story_17_a_regions_own_holiday() -> None:
    """Bodies of a region got wrong dates because of a holiday that only the region has.

    Ours: days off in Guangxi move the limit of an organ there and of no other.
    """
    request = received("2024-04-08")
    assert due("2024-04-08", request) == "2024-05-08"
    assert due("2024-04-08", request, calendar=china(overlays=overlays("guangxi"))) == "2024-05-10"


def test_story_18_a_mistyped_day() -> None:
    """A holiday was typed with day and month exchanged, or another day, and nobody noticed.

    Ours: a notice whose day cannot be so is refused, and the message names the day.
    """
    notice = next(n for n in notices() if n.year == 2025)
    wrong = [(d("2025-02-28") if day == d("2025-02-08") else day, *rest) for day, *rest in notice.days]
    with pytest.raises(BrokenArrangement) as found:
        check_notice(attrs.evolve(notice, days=wrong))
    assert found.value.day == d("2025-02-28")
    exchanged = [(d("2025-06-04") if day == d("2025-04-04") else day, *rest) for day, *rest in notice.days]
    with pytest.raises(BrokenArrangement):
        check_notice(attrs.evolve(notice, days=exchanged))


def test_story_19_what_is_no_day_off_is_not_taken_for_one() -> None:
    """A feed listed the change of the clocks as a holiday, and the holidays of all states were merged.

    Ours: a day that says nothing new is refused, and the days of one region stay out of every other.
    """
    nothing_new = Overlay("here", "本地", scope="全市", instrument="夏令时", days=[(d("2025-03-30"), False, "夏令时")])
    with pytest.raises(BrokenArrangement):
        check_arrangement(nothing_new, china())
    assert {overlay.region for overlay in china(overlays=overlays("guangxi")).overlays} == {"guangxi"}
    assert china().overlays == ()


def test_story_20_a_date_is_no_text() -> None:
    """Holidays written year first were read month first, and did not count for who knows how long.

    Ours: a day is a date; a text in whatever order is refused.
    """
    for text in ("2025-03-03", "03/03/2025", "20250303"):
        with pytest.raises(InvalidFact):
            ReviewStarted(text)


def test_story_21_both_years_count_across_the_turn() -> None:
    """Only the last year of the list counted, and old suspensions were counted without holidays.

    Ours: the notices of both years count, and a case of long ago is counted by the notices of its years.
    """
    limit = reply_limit("2024-12-27", received("2024-12-27"))
    assert (limit.due, limit.steps[1].skipped) == (d("2025-01-26"), (d("2025-01-01"),)), "Sun 01-26 is worked"
    assert due("2025-12-31", received("2025-12-31")) == "2026-01-29"
    assert due("2019-09-20", received("2019-09-20")) == "2019-10-23"


def test_story_22_no_data_is_no_crash() -> None:
    """No data for next year was an exception in production, and a wrong day stayed in for years.

    Ours: a deadline is provisional and says why; only who asks for a certain day gets an error.
    """
    limit = reply_limit("2026-12-10", received("2026-12-10"))
    assert limit.status == "provisional"
    with pytest.raises(NotCovered):
        china().nth_working_day_after(d("2026-12-10"), 20)


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        ("2020-01-31", False),
        ("2020-02-01", False),
        ("2020-02-03", True),
        ("2015-09-03", False),
        ("2015-09-06", True),
        ("2019-05-02", False),
        ("2019-04-28", True),
        ("2011-12-31", True),
        ("2018-12-29", True),
        ("2018-12-31", False),
    ],
)
def test_story_23_changes_in_the_middle_of_the_year(day: str, is_worked: bool) -> None:
    """Amendments, and a notice that reaches back into December, were missing from data sets.

    Ours: each of these days is as its notice says.
    """
    assert china().is_working_day(d(day)) is is_worked


def test_story_24_an_unpublished_year_is_not_guessed() -> None:
    """Libraries answered for a year of which nothing was published as if it were known.

    Ours: no day after 25 December of the last year with a notice is confirmed, and each says so.
    """
    last = china().confirmed_until
    assert not china().is_confirmed(last + DAY)
    assert f"{last.year + 1}年" in china().why(last + DAY).reason.zh
    assert max(notice.year for notice in notices()) == last.year


def test_story_25_no_data_is_no_calendar_days_and_no_empty_limit() -> None:
    """Without holiday rows working days silently became calendar days, or the case had no deadline at all.

    Ours: weekends and the statute still hold, the date is provisional, and beyond the calendar there is an error.
    """
    limit = reply_limit("2030-03-04", received("2030-03-04"))
    assert limit.due - limit.start >= 28 * DAY
    assert limit.status == "provisional"
    assert not china().is_working_day(d("2030-10-01"))
    with pytest.raises(NotCovered):
        reply_limit("2050-12-30", received("2050-12-30"))


def test_story_26_one_calendar_one_answer() -> None:
    """Three calculators of one product disagreed on a day for which a row was missing.

    Ours: a day asked by itself, counted, listed or reached is the same day, known or provisional.
    """
    for first, last in (("2025-01-20", "2025-02-15"), ("2026-12-15", "2027-01-10")):
        by_itself = [day for day in each_day(first, last) if china().is_working_day(day)]
        start = d(first) - DAY
        assert list(china().working_days_between(start, d(last))) == by_itself
        assert china().count_between(start, d(last)) == len(by_itself)
        reached = [china().nth_working_day_after(start, n + 1, provisional=True) for n in range(len(by_itself))]
        assert reached == by_itself


# -- suspension, extension, restart -----------------------------------------------------------------------

LETTER = (asked("2025-03-10"), heard("2025-03-26"))


def test_story_27_an_extension_removed_keeps_the_days_left_out() -> None:
    """Removing an extension forgot that the clock had been stopped.

    Ours: with the extension struck out the case stands as if it had never been, letter and all: 2025-04-17.
    """
    facts = (*begun("2025-03-03"), *LETTER, extended("2025-03-28"))
    assert due("2025-04-01", *facts) == working_day("2025-04-17", 20)
    assert due("2025-04-01", *facts, mended("2025-04-01", 5)) == "2025-04-17"


def test_story_28_a_corrected_receipt_keeps_the_extension() -> None:
    """Recomputing after the received date was edited wiped the extension.

    Ours: the whole history is folded again from the corrected day.
    """
    facts = received("2025-05-13"), extended("2025-06-10", 10), mended("2025-06-11", 1, received("2025-05-12"))
    assert due("2025-06-11", *facts) == "2025-06-24"


def test_story_29_an_extension_is_a_fact_and_no_flag() -> None:
    """A flag for the extension was missing on cases whose history had one, and the report counted the flag.

    Ours: nothing is kept beside the history; replaying it from the book gives the same limit.
    """
    told = case(received("2025-05-12"), extended("2025-06-10", 10))
    again = Case.replay(told.number, told.history)
    assert deadlines(again, d("2025-06-11")) == deadlines(told, d("2025-06-11"))
    assert {field.name.strip("_") for field in attrs.fields(Case)} <= {
        "number",
        "history",
        "facts",
        "stage",
        "outstanding",
        "ended",
        "judged_by",  # the numbers of the rules, which are fixed with each fact
        "later_void",  # of a case as of a day before it was made void, of which its own history does not tell
        "home",  # the register whose calendar and readings judge it
    }


def test_story_30_a_late_case_gains_nothing() -> None:
    """Pausing an overdue request gave it time back, and it was due in the future again.

    Ours: whatever stops a clock moves nothing once the limit has run out, and the delay stays as it was.
    """
    late = (*begun("2025-03-03"), asked("2025-04-10"), heard("2025-04-20"))
    limit = reply_limit("2025-04-21", *late)
    assert (limit.due, limit.state) == (d("2025-03-31"), "missed")
    assert limit.workdays_left == reply_limit("2025-04-21", *begun("2025-03-03")).workdays_left < 0


def test_story_31_the_day_in_law_and_not_of_typing() -> None:
    """A pause was counted from the day on which it was processed.

    Ours: a letter of 03-10 typed in on 03-20 leaves out the days from 03-10.
    """
    typed = datetime(2025, 3, 28, 2, 0, tzinfo=UTC)
    late = case(*begun("2025-03-03"))
    for fact in LETTER:
        late = late.after(fact, recorded_at=typed)
    assert deadlines(late, d("2025-03-28"))[0].due == d("2025-04-17")


def test_story_32_twice_on_the_same_day() -> None:
    """Two payments on one day added the waiting time twice.

    Ours: a second payment answers nothing, and two letters of one day leave its days out once.
    """
    fee = FeeNoticed(d("2025-08-20"), amount=Decimal(380), method="by_item")
    paid = FeePaid(d("2025-09-10"), amount=Decimal(380))
    with pytest.raises(OutOfOrder):
        case(received("2025-08-04"), fee, paid, paid)
    twice = asked("2025-03-10", "甲"), asked("2025-03-10", "乙"), heard("2025-03-26", "甲"), heard("2025-03-26", "乙")
    assert due("2025-03-26", *begun("2025-03-03"), *twice) == "2025-04-17"


def test_story_33_the_earlier_date_comes_back() -> None:
    """Deleting an extension did not restore the earlier due date.

    Ours: struck out, the date before it holds; with the striking struck out, the extension again.
    """
    facts = received("2025-05-12"), extended("2025-06-09")
    assert due("2025-06-10", *facts, mended("2025-06-10", 2)) == "2025-06-10"
    assert due("2025-06-10", *facts, mended("2025-06-10", 2), mended("2025-06-10", 3)) == "2025-07-08"


def test_story_34_a_long_wait_loses_no_day() -> None:
    """A pause longer than the cap lost days, and an untrue date was shown while it lasted.

    Ours: 15 working days were left before the letter and are left after its whole time; meanwhile both dates are said.
    """
    facts = (*begun("2025-03-03"), asked("2025-03-10", served_on="2025-03-12"))
    waiting = reply_limit("2025-03-20", *facts)
    assert (waiting.state, waiting.workdays_left, waiting.due_if_silent) == ("tolled", 15, d("2025-04-24"))
    assert reply_limit("2025-04-02", *facts).workdays_left == 15


def test_story_35_extensions_have_an_upper_bound() -> None:
    """The days of extension were multiplied by the number of notices, at 15 days though the law had changed to 20.

    Ours: 20 in all since 2019-05-15, 15 before it, however many notices there are.
    """
    several = Readings.default().with_(number_of_extensions="several")
    thrice = [extended("2025-05-20"), extended("2025-05-21"), extended("2025-05-22")]
    assert due("2025-05-22", received("2025-05-12"), *thrice, readings=several) == "2025-07-08"
    assert provision("extension_max", d("2019-05-14")).count == 15
    assert provision("extension_max", d("2019-05-15")).count == 20


def test_story_36_every_limit_ends_after_it_starts() -> None:
    """A unit that was not understood made the deadline the start itself, without an error.

    Ours: every limit of a case that has them all ends after its first day.
    """
    facts = [
        *begun("2025-07-01"),
        ClarificationRequested(d("2025-07-02"), respond_by=d("2025-07-16")),
        AgencyConsulted(d("2025-07-03"), agency="市财政局", joint=True),
        asked("2025-07-03"),
        FeeNoticed(d("2025-07-04"), amount=Decimal(380), method="by_item"),
        replied("2025-07-25", "unavailable_not_held"),
        ReplyOrdered(d("2025-08-01"), ordered_by="court"),
    ]
    found = deadlines(case(*facts), d("2025-08-01"))
    assert {limit.duty for limit in found} == {
        "reply",
        "ordered_reply",
        "clarification_notice",
        "clarification",
        "third_party_answer",
        "agency_answer",
        "fee_payment",
        "reconsideration_window",
        "litigation_window",
    }
    assert all(limit.due > limit.start for limit in found)


def test_story_37_waiting_is_measured_in_the_same_days() -> None:
    """Waiting time was measured in calendar time and the deadline in working time.

    Ours: a letter that is out over the eight days of National Day 2025 and no working day more leaves out none.
    """
    facts = (*begun("2025-09-22"), asked("2025-09-30"), heard("2025-10-08"))
    assert due("2025-10-08", *facts) == due("2025-10-08", *begun("2025-09-22"))


# -- dates and times --------------------------------------------------------------------------------------


def test_story_38_the_day_in_china() -> None:
    """A date was taken after its time had been converted to UTC, and was a day early.

    Ours: recorded at 00:30 in Beijing is that day, though it is the day before in UTC.
    """
    half_past_midnight = datetime(2025, 3, 3, 16, 30, tzinfo=UTC)
    assert Entry(1, received("2025-03-03"), half_past_midnight).recorded_on == d("2025-03-04")
    on_the_fourth = Case.opened("2025-001", received("2025-03-04"), half_past_midnight)
    assert on_the_fourth.received_on == d("2025-03-04")


def test_story_39_a_weekend_gives_a_date_too() -> None:
    """One branch of the calculation, that for weekends, gave times without a zone.

    Ours: a limit is made of dates, whatever the day of the week.
    """
    for day in each_day("2025-03-03", "2025-03-09"):
        limit = reply_limit(day.isoformat(), received(day.isoformat()))
        assert {type(limit.start), type(limit.due), type(limit.safe_due)} == {date}


def test_story_40_the_day_picked_is_the_day_kept() -> None:
    """The letter bore the day before the one that was picked, and dates were converted twice.

    Ours: the day goes in and comes out the same, and nothing with a time is taken for it.
    """
    fact = replied("2025-03-28")
    assert fact.values()["on"] == d("2025-03-28")
    with pytest.raises(InvalidFact):
        attrs.evolve(fact, on=datetime(2025, 3, 28, tzinfo=UTC))


# -- states -----------------------------------------------------------------------------------------------


def test_story_41_the_past_is_not_rewritten() -> None:
    """Derived states were stored among the real ones, and those of the past were rewritten.

    Ours: what a case was on an earlier day is the same whatever happens later.
    """
    facts = (*begun("2025-03-03"), ProcessingStarted(d("2025-03-05")))
    later = case(*facts, replied("2025-03-28"), Archived(d("2025-04-10")))
    then = later.as_of(d("2025-03-20"))
    assert (then.stage, then.conclusion) == (case(*facts).stage, None)
    assert deadlines(later, d("2025-03-20")) == deadlines(case(*facts), d("2025-03-20"))


def test_story_42_an_unpaid_fee_blocks_nothing() -> None:
    """A request that waited for payment dropped out of every follow-up, and one state hid several causes.

    Ours: what is waited for is said by name, and the case may still be answered, withdrawn or given up.
    """
    waiting = case(received("2025-08-04"), FeeNoticed(d("2025-08-20"), amount=Decimal(380), method="by_item"))
    assert {matter.topic for matter in waiting.outstanding} == {"fee"}
    open_now = {move.kind for move in waiting.lawful_moves() if move.open}
    assert {"replied", "withdrawn", "lapsed", "fee_paid"} <= open_now
    assert {"reply", "fee_payment"} <= {limit.duty for limit in deadlines(waiting, d("2025-08-20"))}


def test_story_43_before_and_after_are_both_known() -> None:
    """The state and the due date before a change were not kept.

    Ours: they are asked of the history; the steps of a limit hold the date before and after each.
    """
    facts = received("2025-05-12"), extended("2025-06-10")
    step = reply_limit("2025-06-10", *facts).steps[-1]
    assert (step.before, step.after) == (d("2025-06-10"), d("2025-07-08"))
    assert [stage for _, stage in case(*facts).timeline()] == [Stage.RECEIVED, Stage.RECEIVED]


def test_story_44_closed_on_the_weekend_of_receipt() -> None:
    """A weekend closing came before the submission, which had been moved to Monday, and fell out of the figures.

    Ours: received and answered on one Saturday is in time and counted; nothing comes before the receipt.
    """
    facts = received("2025-12-27"), replied("2025-12-27")
    assert reply_limit("2025-12-27", *facts).state == "met"
    assert cells_of(counted_of(case(*facts)), 2025, FORM_2021) == ("received", "granted", "concluded_total")
    with pytest.raises(OutOfOrder):
        case(received("2025-12-27"), replied("2025-12-26"))


def test_story_45_concluded_only_when_it_is() -> None:
    """An end date was filled in though the case had not ended, and not cleared.

    Ours: the day of conclusion follows from the history: none before the reply, the first one for ever after.
    """
    facts = received("2025-07-01"), replied("2025-07-10", "refused_deliberative")
    reopened = case(*facts, ReplyOrdered(d("2026-02-06"), ordered_by="court"))
    assert case(facts[0]).concluded_on is None
    assert (reopened.stage, reopened.concluded_on) == (Stage.PROCESSING, d("2025-07-10"))
    struck = case(*facts, mended("2025-07-11", 2))
    assert (struck.stage, struck.concluded_on) == (Stage.RECEIVED, None)


def test_story_46_no_dead_end_and_no_case_without_a_limit() -> None:
    """A state could be reached but not left, and open cases had no deadline.

    Ours: the table of moves is checked for dead ends, and a case has a limit for the reply at every stage.
    """
    check_graph(MOVES, EVENT_OF)
    steps = [*begun("2025-03-03"), ProcessingStarted(d("2025-03-05")), replied("2025-03-28"), Archived(d("2025-04-10"))]
    for n in range(1, len(steps) + 1):
        assert len(limits("reply", "2025-06-03", *steps[:n])) == 1


def test_story_47_overdue_is_asked_and_not_kept() -> None:
    """A flag "not overdue" was written once, while the case still ran, and never looked at again.

    Ours: whether a case is late is a question with a date.
    """
    open_case = case(received("2025-03-03"))
    found = {on: [b.duty for b in breaches([open_case], d(on))] for on in ("2025-03-31", "2025-04-01", "2026-03-31")}
    assert found == {"2025-03-31": [], "2025-04-01": ["reply"], "2026-03-31": ["reply"]}


# -- change of law ----------------------------------------------------------------------------------------


def test_story_64_a_change_of_law_leaves_old_requests_alone() -> None:
    """A number in the code was edited when the law changed, and the old requests changed with it.

    Ours: the law in force on the day of receipt governs: 15 working days to 2019-05-14, 20 from 05-15.
    """
    assert due("2019-05-14", received("2019-05-14")) == working_day("2019-05-14", 15)
    assert due("2019-05-15", received("2019-05-15")) == working_day("2019-05-15", 20) == "2019-06-13"
    assert (law_version(d("2019-05-14")), law_version(d("2019-05-15"))) == ("ROGI-2007", "ROGI-2019")
    assert due("2026-01-05", received("2018-03-01")) == working_day("2018-03-01", 15)


NOT_OURS: dict[int, str] = {}
"""Stories that cannot concern us, with the reason; none so far: each has something to say to a clock or a case."""


def test_every_story_is_here() -> None:
    """Stories 1 to 47 and 64 are tests, or stand in the list."""
    tested = [int(found[1]) for name in globals() if (found := re.match(r"test_story_(\d\d)_", name))]
    assert sorted([*tested, *NOT_OURS]) == [*range(1, 48), 64]
