"""Void and reopened cases: in no figure, or in the year's that the law wants; counted anew here from the facts alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk import Desk
from desk.read_only import ReadOnlyDesk
from persistence import InvalidLine, MemoryRegister, Person, Register, UnknownCase
from persistence.contract.tools import asked
from tests.desk.running import Ysq
from workflow import InvalidFact, NoSuchLimit, OutOfOrder, breaches, deadlines
from workflow import events as e
from workflow.events import Fact
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import possible_histories

d = date.fromisoformat
ROWS = {
    "granted_already_public": "granted",
    "unavailable_not_responsible": "unavailable_not_held",
}


def receipt(on: str, requester: Requester = Requester.BUSINESS, subject: str = "名单") -> e.Received:
    return e.Received(d(on), channel=e.Channel.IN_PERSON, requester=requester, subject=subject)


def reply(on: str, outcome: Outcome = Outcome.GRANTED) -> e.Replied:
    return e.Replied(d(on), outcome=outcome, delivery=e.Delivery.POST)


VOID = e.Voided(d("2025-06-10"), reason="重复登记", approved_by="李主任", duplicate_of="a")
CASES: dict[str, list[Fact]] = {
    "a": [receipt("2025-03-03"), reply("2025-03-20")],
    "b": [receipt("2025-03-03"), reply("2025-03-20"), e.ReconsiderationFiled(d("2025-04-01"), dispute="复1")],
    "c": [
        receipt("2025-03-03"),
        e.ClarificationRequested(d("2025-03-05"), respond_by=d("2025-03-20")),
        e.Lapsed(d("2025-03-25"), cause=e.LapseCause.CLARIFICATION),
        e.Reopened(d("2025-04-10"), reason="住院"),
        e.Clarified(d("2025-04-14")),
        reply("2025-05-14", Outcome.PARTLY_GRANTED),
    ],
    "d": [
        receipt("2024-11-01"),
        e.FeeNoticed(d("2024-11-05"), amount=Decimal(100), method=e.FeeMethod.BY_ITEM),
        e.Lapsed(d("2024-12-10"), cause=e.LapseCause.FEE),
        e.Archived(d("2024-12-11")),
        e.Reopened(d("2025-02-10"), reason="未收到通知"),
        e.FeePaid(d("2025-02-12"), amount=Decimal(100)),
        reply("2025-03-04"),
    ],
    "e": [receipt("2025-04-01")],
}


@pytest.fixture(params=["file", "memory"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Register]]:
    """What makes empty registers of each kind."""
    made: list[Any] = []

    def another() -> Register:
        path = tmp_path / f"{len(made)}.db"
        made.append(MemoryRegister() if request.param == "memory" else Register.create(path))
        store: Register = made[-1]
        return store

    yield another
    for store in made:
        store.close()


@pytest.fixture
def store(make: Callable[[], Register]) -> Register:
    """An empty register of each kind."""
    return make()


def filled(store: Register, on: str) -> Desk:
    """Return a desk on a day over the five cases, each recorded as it happened up to it."""
    for number, facts in CASES.items():
        for fact in facts:
            if fact.on <= d(on):
                Desk(store, now=fact.on).import_facts([(number, fact)])
    return Desk(store, now=d(on))


def figures(desk: Desk | ReadOnlyDesk, year: int) -> dict[str, int]:
    """Return what table III has for businesses in *year*, but for noughts, and the open disputes of table IV."""
    report = desk.annual(year)
    rows = {row: report.table3.cell(row, "business") for row in report.table3.form.table3.row_ids}
    pending = report.table4.cell("reconsideration", "pending")
    return {row: count for row, count in (rows | {"pending": pending}).items() if count}


def test_a_void_case_is_in_no_figure_and_nothing_is_due(store: Register) -> None:
    """It leaves every table, docket and duty; its number stays used, and the figures of a day before know it still."""
    desk = filled(store, "2025-06-10")
    assert figures(desk, 2025) == {
        "received": 4,
        "granted": 2,
        "partly_granted": 1,
        "concluded_total": 3,
        "carried_forward": 1,
        "pending": 1,
    }
    assert [line.case for line in desk.due()] == ["e"]
    case = desk.record("b", VOID)
    desk.void("e", reason="测试", approved_by="李主任", by="王")
    assert (case.stage.value, [o.kind for o in case.lawful_moves() if o.open]) == ("VOIDED", ["rectified"])
    assert figures(desk, 2025) == {"received": 2, "granted": 1, "partly_granted": 1, "concluded_total": 2}
    with desk.at(d("2025-06-09")) as then:
        assert figures(then, 2025)["received"] == 4
    assert desk.cell(2025, "received", "business") == ["a", "c"]
    assert (desk.due(), desk.due(on=d("2025-05-30")), desk.audit("e"), desk.deadlines("e")) == ([], [], [], ())
    with pytest.raises(NoSuchLimit) as caught:
        desk.deadline("e")
    assert "作废" in str(caught.value)
    assert [case.number for case in asked(store, lambda book: [*book.void_cases()])] == ["b", "e"]
    with pytest.raises(OutOfOrder):
        desk.record("e", e.ReviewStarted(d("2025-06-10")))
    assert (desk.verify().problems, desk.rebuild(), desk.verify().problems) == ((), 5, ())


def test_a_void_case_was_no_request_on_the_days_before_it(store: Register) -> None:
    """As of a day before it was made void it shows where it stood, and nothing is or was due in it then either."""
    desk = Desk(store, now=d("2025-12-31"))
    number = desk.receive(d("2025-03-03"), channel="fax", requester="business", subject="名单").number
    assert [breach.duty for breach in desk.audit(number, on=d("2025-06-09"))] == ["reply"]
    desk.record(number, e.Voided(VOID.on, reason=VOID.reason, approved_by=VOID.approved_by))
    void = desk.case(number).void
    for day in ("2025-03-20", "2025-06-09", "2025-06-10"):
        then = desk.case(number, d(day))
        stage = "VOIDED" if day == "2025-06-10" else "RECEIVED"
        assert (then.stage, then.voided, then.void) == (stage, True, void)
        assert desk.deadlines(number, d(day)) == deadlines(then, d(day)) == ()
        assert (
            list(desk.audit(number, on=d(day))) == list(desk.audit(on=d(day))) == list(breaches([then], d(day))) == []
        )
        assert desk.due(on=d(day)) == []


def test_a_correction_alone_brings_a_void_case_back(store: Register) -> None:
    """Once the fact that made it void is struck out, the case counts and is due as before."""
    desk = filled(store, "2025-06-10")
    before, due = figures(desk, 2025), desk.due()
    for number in ("b", "e"):
        desk.void(number, reason="误作", approved_by="李主任")
        desk.rectify(number, len(desk.case(number).history), strike=True, reason="不应作废")
    assert (figures(desk, 2025), desk.due(), desk.verify().problems) == (before, due, ())
    assert desk.case("b").stage.value == "REPLIED"


def test_what_a_lapse_that_was_taken_back_counts_for(store: Register) -> None:
    """In its own year it counts in no row; of an earlier year its published row stands, and the reply in none."""
    desk = filled(store, "2025-06-10")
    assert figures(desk, 2024) == {"received": 1, "lapsed_fee": 1, "concluded_total": 1}
    third = figures(desk, 2025)
    assert ("lapsed_clarification" in third, "lapsed_fee" in third, "brought_forward" in third) == (False, False, False)
    assert desk.cell(2025, "partly_granted", "business") == ["c"]
    assert "d" not in desk.cell(2025, "granted", "business")
    with desk.at(d("2025-04-01")) as then:
        known = then.annual(2025).table3
    assert known.cell("lapsed_clarification", "business") == 1


def test_the_limit_of_a_reopened_case_starts_with_the_next_answer(make: Callable[[], Register]) -> None:
    """Until then the clock stands still, and says so; from then on twenty working days run.

    Twenty working days after Monday 14 April 2025, without 1, 2 and 5 May and with the make-up day 27 April, end on
    14 May; after Wednesday 12 February on 12 March.
    """
    desk = filled(make(), "2025-04-11")
    limit = desk.deadline("c")
    assert limit.state == "tolled"
    assert any("2025-04-10 恢复办理" in words.zh and "收到补正的申请" in words.zh for words in limit.warnings)
    assert [line.case for line in desk.due()] == ["e", "c"]
    desk = filled(make(), "2025-06-10")
    assert (desk.deadline("c").due, desk.deadline("c").state) == (d("2025-05-14"), "met")
    assert (desk.deadline("d").due, desk.deadline("d").state) == (d("2025-03-12"), "met")


def test_only_a_lapse_is_taken_back(store: Register) -> None:
    """A case that was answered, or is open, is not reopened."""
    desk = filled(store, "2025-06-10")
    for number in ("a", "e", "c"):
        with pytest.raises(OutOfOrder):
            desk.record(number, e.Reopened(d("2025-06-10"), reason="x"))


def test_a_void_after_the_report_was_handed_in_is_a_difference(store: Register) -> None:
    """What was frozen stands; the comparison names the case and the fact in each cell that moved."""
    filled(store, "2025-06-10").record("e", reply("2025-06-10"))
    desk = Desk(store, now=d("2026-01-15"))
    desk.freeze(2025, reason="如实")
    desk.void("e", reason="测试件", approved_by="李主任")
    compared = desk.compare(2025)
    moved = {(found.row, found.column): found.cases for found in compared.differences}
    rows, columns = ("received", "granted", "concluded_total"), ("business", "total")
    assert set(moved) == {(row, column) for row in rows for column in columns}
    assert set(moved.values()) == {("e",)}
    assert [later.entry.fact.kind for later in compared.facts] == ["voided"]


def test_void_and_reopened_cases_go_through_a_file_and_back(make: Callable[[], Register]) -> None:
    """A register made from the export of another has its figures, its void cases and its next number."""
    desk = filled(make(), "2025-06-10")
    number = desk.receive(d("2025-06-09"), channel=e.Channel.ORAL, requester=Requester.BUSINESS, subject="x").number
    desk.void(number, reason="测试", approved_by="李主任")
    other = Desk(make(), now=d("2025-06-10"))
    other.import_lines(desk.export())
    assert list(other.export()) == list(desk.export())
    assert (figures(other, 2025), figures(other, 2024)) == (figures(desk, 2025), figures(desk, 2024))
    assert [case.number for case in asked(other.register, lambda book: [*book.void_cases()])] == [number]
    again = other.receive(d("2025-06-10"), channel=e.Channel.ORAL, requester=Requester.BUSINESS, subject="y")
    assert (number, again.number, other.verify().problems) == ("2025-001", "2025-002", ())


def test_personal_data_of_a_void_case_has_a_period_of_its_own(store: Register) -> None:
    """It is due with the period that the organ set for void cases, and destroyed by two people as any other."""
    asked = {"channel": e.Channel.ORAL, "requester": Requester.NATURAL_PERSON, "subject": "x"}
    desk = Desk(store, now=d("2025-06-10"))
    number = desk.receive(d("2025-06-10"), person=Person("王小明"), **asked).number
    desk.void(number, reason="测试", approved_by="李主任")
    desk = Desk(store, now=d("2027-01-04"))
    desk.keep([("voided", "1")], by="李")
    assert [(kept.case, kept.outcome, kept.until) for kept in desk.retention().due] == [
        (number, "voided", d("2026-12-31"))
    ]
    desk.destroy(number, by="王", and_by="李", reason="期满")
    assert (store.person(number), desk.verify().problems) == (None, ())


def test_a_void_takes_two_people_and_leaves_a_case(store: Register) -> None:
    """Whoever records it does not approve it too, however the name is written; a duplicate is of another that stands."""
    desk = filled(store, "2025-06-10")
    with pytest.raises(OutOfOrder, match="另一人批准"):
        desk.void("b", reason="重复", approved_by="李主任", by=" 李主任 ")
    with pytest.raises(OutOfOrder, match="另一人批准"):
        desk.record("b", e.Voided(d("2025-06-10"), reason="重复", approved_by="Ｌｉ", by="li"))
    with pytest.raises(InvalidFact):
        desk.void("b", reason="重复", approved_by="李主任", duplicate_of="b")
    with pytest.raises(UnknownCase):
        desk.void("b", reason="重复", approved_by="李主任", duplicate_of="z")
    desk.void("b", reason="重复", approved_by="李主任", duplicate_of="a")
    with pytest.raises(InvalidFact):
        desk.void("a", reason="重复", approved_by="李主任", duplicate_of="b")
    with pytest.raises(OutOfOrder, match="另一人批准"):
        desk.rectify("b", 4, fact_by="李主任", reason="补经办人")


def test_nor_does_the_book_or_a_file_take_it_from_one(store: Register) -> None:
    """Whoever writes past the desk, and a line of a case file, is asked for two people as well."""
    desk = filled(store, "2025-06-10")
    alone = e.Voided(d("2025-06-10"), reason="重复", approved_by="李主任", by="李 主任")
    with pytest.raises(OutOfOrder, match="另一人批准"):
        store.record("b", alone, desk.now)
    with pytest.raises(InvalidLine, match="另一人批准"):
        desk.import_facts([("b", alone)])
    with pytest.raises(OutOfOrder, match="另一人批准"):
        store.case("b").after(alone)
    assert not store.case("b").voided


def held(history: Sequence[Fact]) -> list[Fact]:
    """Return what holds after the corrections, by day: the last correction of a fact counts."""
    holds: dict[int, Fact | None] = dict(enumerate(history, 1))
    mended: set[int] = set()
    for no in range(len(history), 0, -1):
        fact = holds[no]
        if isinstance(fact, e.Rectified) and fact.event_no not in mended:
            mended.add(fact.event_no)
            holds[fact.event_no] = fact.replacement
    kept = [fact for fact in holds.values() if fact is not None and not isinstance(fact, e.Rectified)]
    return sorted(kept, key=lambda fact: fact.on)


def counted(histories: Sequence[Sequence[Fact]], year: int) -> dict[tuple[str, str], int]:
    """Count table III of *year* from the facts alone, as the format of the case file tells it."""
    cells: Counter[tuple[str, str]] = Counter()
    for facts in histories:
        first, *others = held(facts)
        assert isinstance(first, e.Received)
        if any(isinstance(fact, e.Voided) for fact in others):
            continue
        ended = last = None
        for fact in others:
            if isinstance(fact, e.Replied | e.Lapsed | e.Withdrawn):
                ended, last = ended or fact, fact
            elif isinstance(fact, e.Reopened) and ended is last and last and last.on.year == fact.on.year:
                ended = None
        closed = ended.on.year if ended else 9999
        if first.on.year <= year <= closed:
            cells["received" if first.on.year == year else "brought_forward", first.requester.value] += 1
            row = row_of(ended) if closed == year and ended else "carried_forward"
            cells[row, first.requester.value] += 1
    return dict(cells)


def row_of(ended: Fact) -> str:
    if isinstance(ended, e.Replied):
        return ROWS.get(ended.outcome.value, ended.outcome.value)
    return f"lapsed_{ended.cause.value}" if isinstance(ended, e.Lapsed) else "other"


def disputed(histories: Sequence[Sequence[Fact]], year: int) -> Counter[tuple[str, str]]:
    """Count table IV of *year* from the facts alone: an id once, in however many cases it stands."""
    told: dict[str, list[Fact]] = {}
    for facts in map(held, histories):
        if any(isinstance(fact, e.Voided) for fact in facts):
            continue
        for fact in facts:
            if isinstance(fact, e.ReconsiderationFiled | e.ReconsiderationRefused | e.ReconsiderationDecided):
                told.setdefault(fact.dispute, []).append(fact)
    cells: Counter[tuple[str, str]] = Counter()
    for facts in told.values():
        column = ""
        for fact in sorted(facts, key=lambda fact: fact.on):
            if fact.on.year > year:
                break
            if isinstance(fact, e.ReconsiderationFiled):
                column = "pending"
            elif column == "pending":  # it is over, and counts where that was in this year
                over = fact.result.value if isinstance(fact, e.ReconsiderationDecided) else ""
                column = over if fact.on.year == year else ""
        cells["reconsideration", column] += 1
    return cells


@pytest.mark.parametrize("kind", ["file", "memory"])
def test_the_tables_are_those_counted_by_hand(kind: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whatever happened to the cases, void and reopened ones among them, tables III and IV are the count of the facts."""

    @settings(deadline=None, max_examples=60, database=None)
    @given(st.lists(possible_histories(), min_size=1, max_size=4))
    def check(histories: list[Sequence[Fact]]) -> None:
        path = tmp_path_factory.mktemp("counted") / "r.db"
        store: Any = MemoryRegister() if kind == "memory" else Register.create(path)
        desk = Desk(store, now=d("2040-01-01"))
        desk.import_facts([(f"x{n}", fact) for n, facts in enumerate(histories) for fact in facts])
        years = {fact.on.year for facts in histories for fact in facts if fact.on.year >= 2021}
        for year in years:
            report = desk.annual(year, form="2021")
            third = {
                (row, column): report.table3.cell(row, column)
                for row in report.table3.form.table3.row_ids
                for column in [requester.value for requester in Requester]
                if row != "concluded_total" and report.table3.cell(row, column)
            }
            assert third == counted(histories, year)
            fourth = disputed(histories, year)
            for column in ("upheld", "overturned", "other", "pending"):
                assert report.table4.cell("reconsideration", column) == fourth["reconsideration", column]
        assert desk.verify().problems == ()
        store.close()

    check()


def test_the_command_makes_void_and_shows_it(ysq: Ysq) -> None:
    """``ysq void`` prints the case; ``show`` says that it is void, why and of what it is a duplicate, on any day."""
    asked = ("--channel", "fax", "--requester", "business", "--subject", "名单", "--on", "2026-03-03")
    assert (ysq("init").status, ysq("receive", *asked).status, ysq("receive", *asked).status) == (0, 0, 0)
    said = ("--reason", "重复登记", "--approved-by", "李主任", "--duplicate-of", "2026-001", "--on", "2026-03-09")
    made = ysq("void", "2026-002", *said, "--json")
    assert (made.status, made.json["stage"], made.json["voided"]) == (0, "VOIDED", True)
    assert (made.json["deadlines"], made.json["breaches"], made.json["lawful_moves"]) == ([], [], ["rectified"])
    assert made.json["history"][1] | {"recorded_at": ""} == {
        "no": 2,
        "event": "voided",
        "on": "2026-03-09",
        "reason": "重复登记",
        "approved_by": "李主任",
        "duplicate_of": "2026-001",
        "recorded_at": "",
    }
    assert ysq("show", "2026-001", "--json").json["voided"] is False
    assert ysq("show", "2026-002", "--json", "--on", "2026-03-04").json["voided"] is True
    shown = ysq("show", "2026-002").text
    assert all(word in shown for word in ("作废", "重复登记", "李主任", "2026-001", "没有期限"))
    assert "VOIDED" in ysq("show", "2026-002", "--lang", "en").text
    assert "作废" in ysq("deadline", "2026-002").text
    drawn = ysq("timeline", "2026-002", "-o", "x.svg")
    assert (drawn.status, "作废" in drawn.err) == (2, True)
    assert [line["case"] for line in ysq("due", "--json").json] == ["2026-001"]
    assert ysq("void", "2026-001", "--reason", "x", "--approved-by", "李", "--by", "李").status == 2


def test_entries_of_one_request_that_are_all_void_are_told(store: Register) -> None:
    """Nothing is odd while the one that is repeated stands, nor in a void that repeats nothing; a circle is told too."""
    desk = Desk(store, now=d("2025-12-31"))
    for number in ("a", "b", "c", "e"):
        desk.receive(d("2025-03-03"), channel="fax", requester="business", subject="名单", number=number)
    void = {"reason": "重复登记", "approved_by": "李主任", "by": "王"}
    desk.void("a", **void, duplicate_of="b")
    desk.void("c", **void, duplicate_of="b")
    desk.void("e", **void)
    assert [desk.oddities(number) for number in "abce"] == [()] * 4
    before = desk.head().seq
    desk.void("b", **void)
    for number in "abc":
        (odd,) = desk.oddities(number)
        assert (odd.no, odd.field) == (2, "duplicate_of")
        assert "a, b, c are entries of one request and all void" in odd.words.en
    assert desk.oddities("e") == ()
    with desk.at(before) as then, desk.at() as now:
        assert [[len(one.oddities(number)) for number in "abce"] for one in (then, now)] == [[0] * 4, [1, 1, 1, 0]]
    desk.record("b", e.Rectified(d("2025-12-31"), event_no=2, reason="误作废"))
    assert [desk.oddities(number) for number in "abc"] == [()] * 3


def test_a_circle_of_voids_in_a_file_is_told(ysq: Ysq) -> None:
    """Two that each repeat the other, which a register itself never takes: told with the import."""
    lines = []
    for number, other in (("a", "b"), ("b", "a")):
        asked = {"channel": "fax", "requester": "business", "subject": "名单"}
        lines += [{"case": number, "event": "received", "on": "2025-03-03", **asked}]
        void = {"reason": "重复登记", "approved_by": "李主任", "duplicate_of": other}
        lines += [{"case": number, "event": "voided", "on": "2025-03-04", **void}]
    ysq("init")
    ran = ysq("import", "-", "--lang", "en", stdin="\n".join(map(json.dumps, lines)).encode())
    assert (ran.status, ran.err.count("a, b are entries of one request and all void")) == (0, 2)


def test_a_calendar_takes_back_what_a_void_case_had_in_it(ysq: Ysq) -> None:
    """The entry of an earlier file is cancelled once the case is void."""
    pytest.importorskip("icalendar")
    asked = ("--channel", "fax", "--requester", "business", "--subject", "名单", "--on", "2026-11-03")
    assert (ysq("init").status, ysq("receive", *asked).status) == (0, 0)
    assert "STATUS:CONFIRMED" in ysq("due", "--ics", "-", "--on", "2026-11-10").text
    ysq("void", "2026-001", "--reason", "测试", "--approved-by", "李", "--on", "2026-11-11")
    after = ysq("due", "--ics", "-", "--on", "2026-11-12").text
    assert ("STATUS:CANCELLED" in after, "2026-001/reply@" in after, "STATUS:CONFIRMED" in after) == (True, True, False)


def test_a_lapse_is_taken_back_by_the_command(ysq: Ysq) -> None:
    """``record CASE reopened`` says that the limit starts with the corrected request."""
    asked = ("--channel", "fax", "--requester", "business", "--subject", "名单", "--on", "2026-03-03")
    assert (ysq("init").status, ysq("receive", *asked).status) == (0, 0)
    ysq("record", "2026-001", "clarification_requested", "--on", "2026-03-05", "--respond-by", "2026-03-20")
    ysq("record", "2026-001", "lapsed", "--on", "2026-03-25", "--cause", "clarification")
    opened = ysq("record", "2026-001", "reopened", "--on", "2026-04-01", "--reason", "住院", "--json")
    assert (opened.status, opened.json["stage"], opened.json["outcome"]) == (0, "RECEIVED", None)
    (limit,) = [limit for limit in opened.json["deadlines"] if limit["duty"] == "reply"]
    assert (limit["state"], "恢复办理" in json.dumps(limit, ensure_ascii=False)) == ("tolled", True)
