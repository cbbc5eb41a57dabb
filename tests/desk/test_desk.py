"""The desk: what an application holds. It knows what day it is, and asks the book and the law for the rest."""

import json
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import Desk
from persistence import InvalidLine, NoRegister, NumberTaken, Person, RegisterExists, UnknownCase
from workflow.annual import UnknownCell, UnknownForm
from workflow.calendar import UnknownRegion
from workflow.errors import InvalidFact, NotReceived, OutOfOrder
from workflow.events import (
    AgencyAnswered,
    AgencyConsulted,
    AgencyPosition,
    Archived,
    Channel,
    ClarificationRequested,
    Clarified,
    Delivery,
    DisputeResult,
    Extended,
    Fact,
    LapseCause,
    Lapsed,
    LitigationFiled,
    ProcessingStarted,
    Received,
    ReconsiderationDecided,
    ReconsiderationFiled,
    Rectified,
    Replied,
    ReviewStarted,
    Withdrawn,
)
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import possible_histories

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
RESULTS = (
    *("granted", "partly_granted", "refused_state_secret", "refused_by_law", "refused_security_stability"),
    *("refused_third_party", "refused_internal_affairs", "refused_deliberative", "refused_enforcement_file"),
    *("refused_registry_query", "unavailable_not_held", "unavailable_needs_creation", "unavailable_still_unclear"),
    *("not_processed_petition", "not_processed_repeat", "not_processed_publication", "not_processed_excessive"),
    *("not_processed_reconfirmation", "lapsed_clarification", "lapsed_fee", "other"),
)
ROWS = ("received", "brought_forward", *RESULTS, "concluded_total", "carried_forward")


class Clock:
    """A clock that is set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def set(self, year: int, month: int, day: int, hour: int = 4) -> None:
        """Set the clock; the hour is of UTC, so 4 is noon in Shanghai."""
        self.moment = datetime(year, month, day, hour, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 6, 1, 4, tzinfo=UTC))


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    with Desk.create(tmp_path / "register.db", now=clock) as desk:
        yield desk


def receive(desk: Desk, on: date = date(2025, 3, 3), **changes: Any) -> str:
    """Open a case handed in in person, and return its number."""
    asked: dict[str, Any] = {
        "channel": Channel.IN_PERSON,
        "requester": Requester.NATURAL_PERSON,
        "subject": "会议纪要",
    }
    return desk.receive(on, **(asked | changes)).number


def replied(on: date, outcome: Outcome = Outcome.GRANTED) -> Replied:
    return Replied(on, outcome=outcome, delivery=Delivery.POST)


# -- opening and the clock --------------------------------------------------------------------------------


def test_open_makes_a_register_where_none_is(tmp_path: Path) -> None:
    """Opening makes a register with the settings given; opening again with the same, or with none, is that register."""
    path = tmp_path / "register.db"
    with Desk.open(path, agency="市工信局", numbering="第{n}号") as desk:
        assert receive(desk) == "第1号"
    with Desk.open(path, agency="市工信局", numbering="第{n}号", region="cn", readings=Readings.default()) as desk:
        assert desk.register.settings.numbering == "第{n}号"
    with Desk.open(str(path)) as desk:
        assert desk.register.settings.agency == "市工信局"
        assert [case.number for case in desk.cases()] == ["第1号"]
        assert receive(desk) == "第2号"


def test_open_without_create_and_create_twice(tmp_path: Path) -> None:
    """Where nothing may be made nothing is made, and where something stands it is left."""
    with pytest.raises(NoRegister):
        Desk.open(tmp_path / "register.db", create=False)
    assert list(tmp_path.iterdir()) == []
    Desk.create(tmp_path / "register.db").close()
    with pytest.raises(RegisterExists):
        Desk.create(tmp_path / "register.db")
    Desk.open(tmp_path / "register.db", create=False).close()


@pytest.mark.parametrize(
    ("moment", "today"),
    [
        (datetime(2025, 3, 3, 15, 59, 59, 999999, tzinfo=UTC), date(2025, 3, 3)),
        (datetime(2025, 3, 3, 16, 0, tzinfo=UTC), date(2025, 3, 4)),
        (datetime(2025, 12, 31, 16, 0, tzinfo=UTC), date(2026, 1, 1)),
        (datetime(2025, 3, 3, 23, 0, tzinfo=timezone(timedelta(hours=-5))), date(2025, 3, 4)),
        (datetime(2025, 3, 4, 0, 0, tzinfo=timezone(timedelta(hours=9))), date(2025, 3, 3)),
    ],
)
def test_today_is_that_of_shanghai(tmp_path: Path, moment: datetime, today: date) -> None:
    """The day changes at midnight in Shanghai, whatever zone the clock speaks."""
    with Desk.create(tmp_path / "register.db", now=lambda: moment) as desk:
        assert desk.today == today
        assert receive(desk, today) == f"{today.year}-001"
        with pytest.raises(OutOfOrder):
            receive(desk, today + timedelta(days=1))
        assert desk.case(f"{today.year}-001").history[0].recorded_at == moment


def test_clock_may_be_a_day(tmp_path: Path) -> None:
    """A day stands for a clock that never leaves it."""
    with Desk.create(tmp_path / "register.db", now=date(2025, 3, 3)) as desk:
        assert desk.today == date(2025, 3, 3)
        assert desk.case(receive(desk)).history[0].recorded_on == date(2025, 3, 3)


# -- recording and asking ---------------------------------------------------------------------------------


def test_receive_keeps_the_person_apart(desk: Desk) -> None:
    """A receipt has the next number of its year; who asks stands beside the history, not in it."""
    number = receive(
        desk, person=Person("王小明", "350102"), by="王科", note="急", submitted_on=date(2025, 3, 2), subject="纪要"
    )
    case = desk.case(number)
    assert (number, case.stage.value, case.received_on) == ("2025-001", "RECEIVED", date(2025, 3, 3))
    expected = Received(
        date(2025, 3, 3),
        channel=Channel.IN_PERSON,
        requester=Requester.NATURAL_PERSON,
        subject="纪要",
        submitted_on=date(2025, 3, 2),
        by="王科",
        note="急",
    )
    assert case.received == expected
    assert desk.register.person(number) == Person("王小明", "350102", None)
    assert "王小明" not in "".join(desk.export())


def test_receive_under_a_number_of_its_own(desk: Desk) -> None:
    """A case may have a number of the organ's own, but none twice, and none that says nothing."""
    assert receive(desk, number="信〔2025〕7") == "信〔2025〕7"
    with pytest.raises(NumberTaken):
        receive(desk, number="信〔2025〕7")
    with pytest.raises(InvalidFact):
        receive(desk, number=" ")
    assert [case.number for case in desk.cases()] == ["信〔2025〕7"]


def test_record_returns_the_case_and_refuses_the_impossible(desk: Desk) -> None:
    """A fact that is possible is recorded; one that is not says what is, and leaves no trace."""
    number = receive(desk)
    assert desk.record(number, ReviewStarted(date(2025, 3, 4))).stage.value == "REVIEW"
    with pytest.raises(OutOfOrder) as caught:
        desk.record(number, Archived(date(2025, 3, 5)))
    assert (caught.value.case, caught.value.kind, caught.value.stage) == (number, "archived", "REVIEW")
    assert "replied" in caught.value.lawful
    with pytest.raises(UnknownCase):
        desk.record("2025-999", ReviewStarted(date(2025, 3, 4)))
    assert len(desk.case(number).history) == 2


def test_case_as_of_a_day(desk: Desk) -> None:
    """A case is shown as it stood at the end of a day; before its receipt there was none."""
    number = receive(desk)
    desk.record(number, ReviewStarted(date(2025, 3, 4)))
    desk.record(number, replied(date(2025, 3, 20)))
    stages = {day: desk.case(number, date(2025, 3, day)).stage.value for day in (3, 4, 19, 20, 31)}
    assert stages == {3: "RECEIVED", 4: "REVIEW", 19: "REVIEW", 20: "REPLIED", 31: "REPLIED"}
    with pytest.raises(NotReceived):
        desk.case(number, date(2025, 3, 2))
    with pytest.raises(UnknownCase):
        desk.case("2025-999")


def test_import_and_export(desk: Desk, tmp_path: Path, clock: Clock) -> None:
    """Lines as text or bytes and pairs of number and fact are taken, all or none, and come out again."""
    lines = [
        '{"case":"a","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"纪要"}',
        b'{"case":"a","event":"review_started","on":"2025-03-04","recorded_at":"2025-03-05T00:00:00Z"}\r\n',
    ]
    assert desk.import_lines(lines) == (1, 2, 0)
    assert desk.import_facts([("a", ProcessingStarted(date(2025, 3, 6))), ("a", replied(date(2025, 3, 7)))]) == (
        1,
        2,
        0,
    )
    before = list(desk.export())
    with pytest.raises(InvalidLine) as caught:
        desk.import_facts([("a", Archived(date(2025, 4, 1))), ("b", Archived(date(2025, 4, 1)))])
    assert caught.value.line == 2
    with pytest.raises(InvalidLine):
        desk.import_lines(['{"case":"a","event":"archived","on":"2025-04-01"}', "x"], "b.jsonl")
    assert list(desk.export()) == before
    written = [line for line in map(json.loads, before) if "event" in line]
    assert [line["event"] for line in written] == ["received", "review_started", "processing_started", "replied"]
    assert written[0]["recorded_at"] == written[2]["recorded_at"] == "2026-06-01T04:00:00Z"
    assert written[1]["recorded_at"] == "2025-03-05T00:00:00Z"
    with Desk.create(tmp_path / "copy.db", now=clock) as copy:
        copy.import_lines(desk.export())
        assert list(copy.export()) == before


# -- deadlines and the docket -----------------------------------------------------------------------------


def reply_limit(desk: Desk, number: str, on: date | None = None) -> Any:
    (limit,) = [limit for limit in desk.deadlines(number, on) if limit.duty == "reply"]
    return limit


def test_deadline_by_the_calendar_on_the_wall(desk: Desk, clock: Clock) -> None:
    """Received on 3 March 2025, a reply is due on 31 March: twenty working days, none of them a holiday."""
    number = receive(desk)
    assert reply_limit(desk, number, date(2025, 3, 3)).due == date(2025, 3, 31)
    assert reply_limit(desk, number, date(2025, 3, 31)).state == "running"
    assert reply_limit(desk, number, date(2025, 4, 1)).state == "missed"
    clock.set(2025, 3, 31)
    assert reply_limit(desk, number).state == "running"
    clock.set(2025, 3, 31, 16)
    assert reply_limit(desk, number).state == "missed"


def test_docket_puts_the_overdue_first(desk: Desk) -> None:
    """Open cases stand by working days left, what is most overdue first, and concluded ones not at all."""
    days = [date(2025, 3, 10), date(2025, 3, 3), date(2025, 3, 12), date(2025, 3, 3), date(2025, 3, 4)]
    numbers = [receive(desk, day) for day in days]
    desk.record(numbers[4], replied(date(2025, 3, 5)))
    on = date(2025, 4, 8)
    lines = [line for line in desk.due(on=on) if line.duty == "reply"]
    assert [line.case for line in lines] == [numbers[1], numbers[3], numbers[0], numbers[2]]
    # 10 March + 20 working days = 8 April, because 4 April (Qingming) is a day off; 12 March gives 10 April.
    assert [line.due for line in lines] == [date(2025, 3, 31)] * 2 + [date(2025, 4, 8), date(2025, 4, 10)]
    assert [line.workdays_left for line in lines] == [-5, -5, 0, 2]
    assert {line.stage for line in lines} == {"RECEIVED"}


@pytest.mark.parametrize(("within", "cases"), [(0, 3), (1, 3), (2, 4), (None, 4)])
def test_docket_within_some_working_days(desk: Desk, within: int | None, cases: int) -> None:
    """With a number only what has at most so many working days left is shown; the overdue always are."""
    for day in (date(2025, 3, 10), date(2025, 3, 3), date(2025, 3, 12), date(2025, 3, 3)):
        receive(desk, day)
    assert len([d for d in desk.due(within, on=date(2025, 4, 8)) if d.duty == "reply"]) == cases


def test_docket_of_a_tolled_case(desk: Desk) -> None:
    """While another organ is asked the clock stands still: the same days are left day after day."""
    number = receive(desk)
    desk.record(number, ReviewStarted(date(2025, 3, 4)))
    desk.record(number, AgencyConsulted(date(2025, 3, 10), agency="市财政局", joint=True))
    for day in (10, 14, 20):
        (line,) = [line for line in desk.due(on=date(2025, 3, day)) if line.duty == "reply"]
        assert (line.state, line.workdays_left) == ("tolled", 15)
    desk.record(number, AgencyAnswered(date(2025, 3, 20), agency="市财政局", position=AgencyPosition.AGREES))
    (line,) = [line for line in desk.due(on=date(2025, 3, 20)) if line.duty == "reply"]
    # 15 working days after 20 March, with 4 April off, end on 11 April.
    assert (line.state, line.workdays_left, line.due) == ("running", 15, date(2025, 4, 11))


def test_docket_of_an_earlier_day(desk: Desk) -> None:
    """As of an earlier day, a case that has been replied to since is still open, and a later one is not there."""
    early, late = receive(desk), receive(desk, date(2025, 5, 6))
    desk.record(early, ReviewStarted(date(2025, 3, 4)))
    desk.record(early, replied(date(2025, 3, 20)))
    line = next(line for line in desk.due(on=date(2025, 3, 10)) if line.duty == "reply")
    assert (line.case, line.due, line.stage) == (early, date(2025, 3, 31), "REVIEW")
    assert {line.case for line in desk.due(on=date(2025, 3, 10))} == {early}
    assert [line.case for line in desk.due(on=date(2025, 3, 20)) if line.duty == "reply"] == []
    assert {line.case for line in desk.due(on=date(2025, 5, 6)) if line.duty == "reply"} == {late}


def test_docket_writes_the_contract(desk: Desk) -> None:
    """A line of the docket has the keys of the contract."""
    receive(desk)
    line = next(line for line in desk.due(on=date(2025, 3, 3), subjects=True) if line.duty == "reply")
    assert line.as_json() == {
        "case": "2025-001",
        "duty": "reply",
        "due": "2025-03-31",
        "status": "confirmed",
        "workdays_left": 20,
        "stage": "RECEIVED",
        "state": "running",
        "subject": "会议纪要",
    }


def test_region_changes_the_calendar(tmp_path: Path, clock: Clock) -> None:
    """In Guangxi 11 and 12 April 2024 were days off (壮族三月三), which moves a limit that runs over them."""
    limits = {}
    for region in ("cn", "guangxi"):
        with Desk.create(tmp_path / f"{region}.db", region=region, now=clock) as desk:
            limits[region] = reply_limit(desk, receive(desk, date(2024, 3, 25))).due
        with Desk.open(tmp_path / f"{region}.db", now=clock) as again:
            assert reply_limit(again, "2024-001").due == limits[region]
    # 26–29 March are four days, 1–3 April three, 7–12 April six (Sunday the 7th was worked), 15–19 April five:
    # the twentieth working day is 23 April, and two days later there.
    assert limits == {"cn": date(2024, 4, 23), "guangxi": date(2024, 4, 25)}


@pytest.mark.parametrize("region", ["atlantis", "", "CN", "../cn"])
def test_unknown_region_is_refused_before_anything_is_made(tmp_path: Path, region: str) -> None:
    """A region without a calendar is refused with those that are known, and no file is made."""
    for make in (Desk.create, Desk.open):
        with pytest.raises(UnknownRegion, match="guangxi"):
            make(tmp_path / "register.db", region=region)
    assert list(tmp_path.iterdir()) == []


# -- the annual report ------------------------------------------------------------------------------------


def test_annual_as_it_was_known(desk: Desk, clock: Clock) -> None:
    """A reply of December that was entered in February is not in the table of 31 January, but is in today's."""
    clock.set(2025, 12, 1)
    first, second = receive(desk, date(2025, 11, 3)), receive(desk, date(2025, 11, 4))
    clock.set(2026, 1, 31, 15)
    desk.record(first, replied(date(2025, 12, 20)))
    clock.set(2026, 1, 31, 16)  # midnight in Shanghai: 1 February
    desk.record(second, replied(date(2025, 12, 22)))
    receive(desk, date(2025, 12, 30))
    with desk.at(date(2026, 1, 31)) as january:
        jan, now = january.annual(2025).table3, desk.annual(2025).table3
        assert january.cell(2025, "granted", "total") == [first]
    assert [jan.cell(row, "total") for row in ("received", "granted", "carried_forward")] == [2, 1, 1]
    assert [now.cell(row, "total") for row in ("received", "granted", "carried_forward")] == [3, 2, 1]
    assert desk.cell(2025, "granted", "total") == [first, second]
    with desk.at(date(2025, 11, 30)) as november:
        assert november.annual(2025).table3.cell("received", "total") == 0


def test_annual_as_it_was_known_before_a_correction(desk: Desk, clock: Clock) -> None:
    """A correction made later leaves the table as it was known before."""
    clock.set(2025, 12, 1)
    number = receive(desk)
    desk.record(number, replied(date(2025, 3, 20)))
    clock.set(2026, 3, 1)
    mended = replied(date(2025, 3, 20), Outcome.REFUSED_BY_LAW)
    desk.record(number, Rectified(date(2026, 3, 1), event_no=2, replacement=mended, reason="误录"))
    with desk.at(date(2026, 2, 28)) as before, desk.at(date(2026, 3, 1)) as after:
        assert before.cell(2025, "granted", "total") == [number]
        assert after.cell(2025, "refused_by_law", "total") == [number]
    assert desk.cell(2025, "granted", "total") == []


def test_annual_as_known_of_a_file_whose_times_run_backwards(desk: Desk) -> None:
    """A file may give times of recording that run backwards, or to some lines none: the table can be asked for."""
    desk.import_lines(
        [
            '{"case":"a","event":"received","on":"2025-03-03","channel":"fax","requester":"research","subject":"x"}',
            '{"case":"a","event":"review_started","on":"2025-03-04","recorded_at":"2025-03-04T04:00:00Z"}',
            '{"case":"a","event":"withdrawn","on":"2025-03-05","recorded_at":"2025-03-05T04:00:00Z"}',
        ]
    )
    with desk.at(date(2025, 12, 31)) as before, desk.at(date(2026, 6, 1)) as after:
        assert before.annual(2025).table3.cell("received", "total") == 0
        assert after.annual(2025).table3.cell("other", "total") == 1


def test_annual_counts_disputes_and_figures(desk: Desk, clock: Clock) -> None:
    """Tables II and IV are filled from the ledger and the disputes, and asked for as they were known."""
    number = receive(desk)
    desk.record(number, replied(date(2025, 3, 20)))
    desk.record(number, ReconsiderationFiled(date(2025, 4, 1), dispute="复1"))
    desk.record(number, ReconsiderationDecided(date(2025, 6, 2), dispute="复1", result=DisputeResult.UPHELD))
    clock.set(2026, 6, 2)
    desk.record(number, LitigationFiled(date(2025, 7, 1), dispute="诉1", after_reconsideration=True))
    desk.import_lines(['{"ledger":"decision","kind":"licence","on":"2025-03-03","count":6}'])
    with desk.at(date(2026, 6, 1)) as then:
        now, before = desk.annual(2025), then.annual(2025)
    assert now.table4.cell("reconsideration", "upheld") == before.table4.cell("reconsideration", "upheld") == 1
    assert now.table4.cell("litigation_after_reconsideration", "pending") == 1
    assert before.table4.cell("litigation_after_reconsideration", "pending") == 0
    assert (now.table2.cell("licence", "decisions"), before.table2.cell("licence", "decisions")) == (6, None)
    assert desk.cell(2025, "reconsideration", "upheld") == [number]
    assert desk.cell(2026, "litigation_after_reconsideration", "pending") == [number]


def test_dispute_that_was_struck_out_counts_no_more(desk: Desk) -> None:
    """A lawsuit that was entered under the wrong case leaves table IV with its correction."""
    number = receive(desk)
    desk.record(number, LitigationFiled(date(2025, 4, 1), dispute="诉1", after_reconsideration=False))
    assert desk.annual(2025).table4.cell("litigation_direct", "pending") == 1
    desk.record(number, Rectified(date(2025, 4, 2), event_no=2, reason="别案"))
    assert desk.annual(2025).table4.cell("litigation_direct", "pending") == 0


def test_annual_refuses_what_no_form_has(desk: Desk) -> None:
    """A row, column, form or year that does not exist is refused with what does."""
    with pytest.raises(UnknownCell):
        desk.cell(2025, "granted", "nobody")
    with pytest.raises(UnknownCell):
        desk.cell(2025, "nothing", "total")
    with pytest.raises(UnknownForm):
        desk.annual(2025, "2020")
    with pytest.raises(UnknownForm):
        desk.annual(2012)
    assert desk.annual(2020).form.id == "2019"
    assert desk.annual(2021).form.id == "2021"


Story = tuple[Received, Fact | None]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """Draw a receipt around the turn of a year and how the request ended, if it did."""
    on = draw(st.dates(date(2023, 11, 1), date(2025, 12, 31)) | st.sampled_from([date(2024, 12, 31), date(2025, 1, 1)]))
    received = Received(on, channel=Channel.FAX, requester=draw(st.sampled_from(Requester)), subject="纪要")
    end = draw(st.dates(on, date(2026, 2, 28)) | st.just(max(on, date(2024, 12, 31))))
    ending = draw(st.sampled_from(["replied", "replied", "withdrawn", "lapsed", "open"]))
    if ending == "replied":
        return received, replied(end, draw(st.sampled_from(Outcome)))
    return received, {"withdrawn": Withdrawn(end), "lapsed": Lapsed(end, cause=LapseCause.CLARIFICATION)}.get(ending)


def row_of(ending: Fact) -> str:
    """Return the row of the form of 2021 for an ending, as the file format lists them."""
    if not isinstance(ending, Replied):
        return "lapsed_clarification" if isinstance(ending, Lapsed) else "other"
    shared = {"granted_already_public": "granted", "unavailable_not_responsible": "unavailable_not_held"}
    return shared.get(ending.outcome.value, ending.outcome.value)


def counts(story: Story, year: int, row: str, column: str) -> bool:
    """Say whether a case counts in a cell, by the sentences of the file format."""
    received, ending = story
    ended = ending.on if ending else date.max
    if column not in ("total", received.requester.value):
        return False
    if row == "received":
        return received.on.year == year
    if row == "brought_forward":
        return received.on.year < year <= ended.year
    if row == "carried_forward":
        return received.on.year <= year < ended.year
    return ending is not None and ended.year == year and row in ("concluded_total", row_of(ending))


@settings(deadline=None, max_examples=30)
@given(st.lists(stories(), max_size=8), st.sampled_from([2024, 2025]))
def test_annual_table_by_brute_force(told: list[Story], year: int) -> None:
    """Every cell is the count by hand, opens to so many cases, and each column balances: 一＋二＝三＋四."""
    with tempfile.TemporaryDirectory() as folder, Desk.create(Path(folder) / "r.db", now=date(2026, 6, 1)) as desk:
        facts: list[tuple[str, Fact]] = []
        for n, (received, ending) in enumerate(told):
            asked = ClarificationRequested(received.on, respond_by=received.on)
            facts += [(f"案{n:02}", fact) for fact in (received, asked, ending) if fact is not None]
        desk.import_facts(facts)
        with desk.at(date(2026, 6, 1)) as then:
            report, known = desk.annual(year), then.annual(year)
        assert report.imbalances == ()
        assert report.table3 == known.table3
        for column in (*COLUMNS, "total"):
            figures = {row: report.table3.cell(row, column) for row in ROWS}
            by_hand = {row: sum(counts(story, year, row, column) for story in told) for row in ROWS}
            assert figures == by_hand
            assert figures["received"] + figures["brought_forward"] == (
                figures["concluded_total"] + figures["carried_forward"]
            )
            assert sum(figures[row] for row in RESULTS) == figures["concluded_total"]
            for row in ROWS:
                behind = desk.cell(year, row, column)
                expected = {f"案{n:02}" for n, story in enumerate(told) if counts(story, year, row, column)}
                assert (len(behind), set(behind)) == (figures[row], expected)


def test_year_of_a_case_with_everything(desk: Desk) -> None:
    """A case that was clarified, extended and answered late counts once, in its own row, and is a breach."""
    number = receive(desk, date(2025, 3, 3), requester=Requester.BUSINESS)
    for fact in (
        ClarificationRequested(date(2025, 3, 5), respond_by=date(2025, 3, 14)),
        Clarified(date(2025, 3, 10)),
        ReviewStarted(date(2025, 3, 11)),
        ProcessingStarted(date(2025, 3, 12)),
        Extended(date(2025, 3, 20), workdays=5, approved_by="李主任"),
        replied(date(2025, 6, 3), Outcome.PARTLY_GRANTED),
        Archived(date(2025, 6, 10)),
    ):
        desk.record(number, fact)
    table = desk.annual(2025).table3
    filled = {(row, column) for row in ROWS for column in (*COLUMNS, "total") if table.cell(row, column)}
    rows = ("received", "partly_granted", "concluded_total")
    assert filled == {(row, column) for row in rows for column in ("business", "total")}
    assert "reply" in {breach.duty for breach in desk.audit(number, on=date(2025, 12, 31))}


@settings(deadline=None, max_examples=40)
@given(st.lists(possible_histories(), min_size=1, max_size=3), st.lists(st.integers(-400, 400), min_size=1, max_size=4))
def test_docket_asked_again_says_the_same(histories: list[tuple[Fact, ...]], days: list[int]) -> None:
    """What the docket keeps from one question never changes the answer to the next, on whatever day."""
    first = histories[0][-1].on
    asked = [first + timedelta(days=n) for n in days if date(2019, 5, 15) <= first + timedelta(days=n)]
    facts = [(f"案{n}", fact) for n, history in enumerate(histories) for fact in history]
    with tempfile.TemporaryDirectory() as folder:

        def fresh(name: str, taken: list[tuple[str, Fact]]) -> Desk:
            desk = Desk.create(Path(folder) / name, now=date(2035, 1, 1))
            desk.import_facts(taken)
            return desk

        with fresh("long.db", facts[:1]) as desk:
            for upto, (number, fact) in enumerate(facts[1:], 2):
                if number == facts[upto - 2][0]:
                    desk.record(number, fact)
                else:
                    desk.import_facts([(number, fact)])
                desk.due(on=fact.on)
            for n, day in enumerate(asked):
                with fresh(f"{n}.db", facts) as other:
                    assert desk.due(on=day) == other.due(on=day) == desk.due(on=day)
