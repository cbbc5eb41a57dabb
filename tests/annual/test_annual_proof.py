"""Frozen years in a register: what was handed in stays, and whatever is recorded later shows as a difference."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from desk.annual import annual_report
from desk.frozen import CannotFreeze, NeverFrozen
from workflow import Case, Fact, Received, Rectified, Replied
from workflow.annual import (
    FrozenYear,
    Tables,
    counted_of,
    disputes_in_cell,
    disputes_of,
    form_for,
    table2,
    table3,
    table4,
)
from workflow.events import Channel, Delivery, ReconsiderationFiled
from workflow.outcomes import Outcome, Requester
from workflow.testing.strategies import lawful_histories

DAY = date(2025, 3, 3)
LATE = '{"ledger":"charge","on":"2025-12-30","amount":"380"}'


class Clock:
    """A clock that stands where it is put."""

    def __init__(self, day: date) -> None:
        self.day = day

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock(date(2026, 1, 20))


@pytest.fixture
def desk(tmp_path: Path, clock: Clock) -> Iterator[Desk]:
    """A register with one granted case and one that waits, on 20 January 2026."""
    with Desk.open(tmp_path / "register.db", now=clock) as made:
        made.import_facts([("1", asked()), ("1", replied()), ("2", asked())])
        yield made


def asked() -> Fact:
    return Received(DAY, channel=Channel.FAX, requester=Requester.BUSINESS, subject="纪要")


def replied(outcome: Outcome = Outcome.GRANTED, on: date = DAY) -> Replied:
    return Replied(on, outcome=outcome, delivery=Delivery.POST)


def counted_again(cases: list[Case], year: int) -> Tables:
    """Count cases into tables without the book."""
    form, disputes = form_for(year), [dispute for case in cases for dispute in disputes_of(case)]
    third = table3([counted_of(case) for case in cases], year, form)
    return Tables(table2([], year, form), third, table4(disputes, year, form))


def differing_cells(before: Tables, after: Tables) -> dict[tuple[str, str], tuple[object, object]]:
    """Compare tables III and IV figure by figure."""
    pairs = ((before.table3, after.table3), (before.table4, after.table4))
    keys = [(old, new, key) for old, new in pairs for key in old.blocks[0].keys]
    return {k: (old.cell(*k), new.cell(*k)) for old, new, k in keys if old.cell(*k) != new.cell(*k)}


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(lawful_histories(), min_size=1, max_size=5), st.integers(2020, 2026), st.data())
def test_later_facts_show_as_differences(histories: list[tuple[Fact, ...]], year: int, data: st.DataObject) -> None:
    """Record some facts, freeze, record the rest: the differences are those of two counts without the book."""
    numbered = [(f"c{n}", history) for n, history in enumerate(histories)]
    known = [data.draw(st.integers(0, len(history))) for history in histories]
    first = [(number, fact) for (number, h), k in zip(numbered, known, strict=True) for fact in h[:k]]
    rest = [(number, fact) for (number, h), k in zip(numbered, known, strict=True) for fact in h[k:]]
    clock = Clock(date(2027, 6, 1))
    with TemporaryDirectory() as folder, Desk.open(Path(folder) / "register.db", now=clock) as desk:
        desk.import_facts(first)
        frozen = desk.freeze(year)
        clock.day += timedelta(days=1)
        desk.import_facts(rest)
        found = desk.compare(year)
        then = [Case.of(number, *h[:k]) for (number, h), k in zip(numbered, known, strict=True) if k]
        before, now = counted_again(then, year), counted_again([Case.of(n, *h) for n, h in numbered], year)
        assert frozen.tables == before == found.frozen.tables
        assert {(d.row, d.column): (d.frozen, d.present) for d in found.differences} == differing_cells(before, now)
        for moment in (date(2027, 6, 1), frozen.facts_until):
            with desk.at(moment) as known:
                report = known.annual(year)
                assert Tables(report.table2, report.table3, report.table4) == frozen.tables
                for difference in found.differences:
                    cell = (year, difference.row, difference.column)
                    assert set(difference.cases) == set(known.cell(*cell)) ^ set(desk.cell(*cell))


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(lawful_histories(), min_size=1, max_size=8), st.integers(2019, 2026))
def test_table_four_opens_to_its_disputes(histories: list[tuple[Fact, ...]], year: int) -> None:
    """Every cell of table IV has as many disputes behind it as it counts, and they are those of the histories."""
    form = form_for(year)
    cases = [Case.of(f"c{n}", *history) for n, history in enumerate(histories)]
    disputes = [dispute for case in cases for dispute in disputes_of(case)]
    with TemporaryDirectory() as folder, Desk.open(Path(folder) / "register.db", now=date(2028, 1, 1)) as desk:
        desk.import_facts((case.number, fact) for case in cases for fact in case.facts)
        table = desk.annual(year).table4
        for row, column in form.table4.keys:
            behind = desk.disputes(year, row, column)
            assert behind == disputes_in_cell(disputes, year, row, column, form)
            assert len(behind) == table.cell(row, column)
            assert desk.cell(year, row, column) == list(
                dict.fromkeys(number for dispute in behind for number in (dispute.case, *dispute.joined))
            )


def test_a_fact_recorded_while_a_year_is_frozen(desk: Desk) -> None:
    """What another clerk records meanwhile waits, and is later than the head that is named: never lost."""
    form = form_for(2025)
    with ThreadPoolExecutor(1) as clerk:
        with desk.register.writing() as w:
            late = clerk.submit(desk.record, "2", replied(on=date(2025, 12, 31)))
            assert not wait([late], timeout=0.2).done
            third, head = annual_report(w.book, 2025, form, desk.readings).table3, w.book.head()
            tables = Tables(table2([], 2025, form), third, table4([], 2025))
            w.freeze(
                FrozenYear(year=2025, on=desk.today, tables=tables, head=str(head), facts_until=head.seq), desk.now
            )
        late.result()
        clerk.submit(desk.close).result()
    assert third.cell("granted", "total") == 1
    compared = desk.compare(2025)
    assert [(later.case, later.entry.fact.kind) for later in compared.facts] == [("2", "replied")]
    cells = {(found.row, found.column): (found.frozen, found.present, found.cases) for found in compared.differences}
    assert cells["granted", "total"] == (1, 2, ("2",))


def test_a_frozen_year_that_stays_the_same(desk: Desk) -> None:
    """Nothing recorded since: no difference; facts of the next year change nothing either."""
    frozen = desk.freeze(2025, by="张三")
    assert (frozen.year, frozen.on, frozen.by) == (2025, date(2026, 1, 20), "张三")
    desk.receive(date(2026, 1, 19), channel=Channel.FAX, requester=Requester.BUSINESS, subject="x")
    found = desk.compare(2025)
    assert (found.differences, found.facts, found.others) == ((), (), 1)
    assert desk.annual(2025).frozen == (frozen, 0)
    assert desk.annual(2024).frozen is None


def test_a_correction_after_the_freeze(desk: Desk, clock: Clock) -> None:
    """A rectified outcome moves one case between two rows: both cells, the case, and the fact that did it."""
    frozen = desk.freeze(2025)
    clock.day = date(2026, 2, 2)
    mended = Rectified(date(2026, 2, 2), event_no=2, replacement=replied(Outcome.PARTLY_GRANTED), reason="误登")
    desk.record("1", mended)
    found = desk.compare(2025)
    assert [(d.row, d.column, d.frozen, d.present, d.cases) for d in found.differences] == [
        (row, column, before, 1 - before, ("1",))
        for row, before in (("granted", 1), ("partly_granted", 0))
        for column in ("business", "total")
    ]
    assert [(later.case, later.entry.no, later.entry.fact) for later in found.facts] == [("1", 3, mended)]
    assert desk.annual(2025).frozen == (frozen, 4)
    with desk.at(date(2026, 1, 31)) as january, desk.at(date(2026, 1, 19)) as before:
        assert january.annual(2025).frozen == (frozen, 0)
        assert before.annual(2025).frozen is None


def test_facts_of_the_very_day_of_the_freeze(desk: Desk) -> None:
    """What is recorded an hour after the freeze is told apart from what was recorded before it."""
    desk.freeze(2025)
    desk.record("2", replied(on=date(2025, 12, 31)))
    assert {d.row for d in desk.compare(2025).differences} == {"granted", "concluded_total", "carried_forward"}


def test_a_file_that_says_it_was_recorded_earlier(desk: Desk) -> None:
    """An import may carry old times of recording; it came after the freeze, so it is a difference all the same."""
    desk.freeze(2025)
    line = '{"case":"2","event":"withdrawn","on":"2025-04-01","recorded_at":"2025-04-01T01:00:00Z"}'
    desk.import_lines([line])
    assert {d.row for d in desk.compare(2025).differences} == {"other", "concluded_total", "carried_forward"}


def test_ledger_and_disputes_recorded_late(desk: Desk) -> None:
    """Tables II and IV are kept too: a late charge with its line, a late filing with its case."""
    desk.freeze(2025)
    desk.import_lines([LATE])
    desk.record("1", ReconsiderationFiled(date(2025, 12, 31), dispute="复1号"))
    found = desk.compare(2025)
    assert [(d.table, d.row, d.column, d.cases) for d in found.differences] == [
        ("table2", "charge", "amount", ()),
        ("table4", "reconsideration", "pending", ("1",)),
        ("table4", "reconsideration", "total", ("1",)),
    ]
    assert [str(line.amount) for line in found.lines] == ["380"]
    assert [later.case for later in found.facts] == ["1"]


def test_what_cannot_be_frozen(desk: Desk, clock: Clock) -> None:
    """A year that is not over, one that is frozen already, one never frozen: each refused in words."""
    with pytest.raises(CannotFreeze, match="2026-12-31"):
        desk.freeze(2026)
    with pytest.raises(NeverFrozen, match="2025"):
        desk.compare(2025)
    with pytest.raises(CannotFreeze, match="--again"):
        desk.freeze(2025, again=True, reason="x")
    desk.freeze(2025)
    for refused in ({}, {"again": True}, {"reason": "x"}):
        with pytest.raises(CannotFreeze, match="2026-01-20"):
            desk.freeze(2025, **refused)  # type: ignore[arg-type]  # a row of options
    clock.day = date(2026, 12, 31)
    with pytest.raises(CannotFreeze):
        desk.freeze(2026)
    clock.day = date(2027, 1, 1)
    assert desk.freeze(2026).year == 2026


def test_a_report_that_is_corrected_and_handed_in_again(desk: Desk) -> None:
    """Both are kept, the last one counts; the reason stands beside it."""
    first = desk.freeze(2025)
    desk.record("2", replied(on=date(2025, 12, 31)))
    second = desk.freeze(2025, again=True, reason="漏登一件")
    assert desk.frozen(2025) == (first, second)
    assert second.reason == "漏登一件"
    assert second.tables.table3.cell("granted", "total") == 2
    assert desk.compare(2025).differences == ()


def test_what_was_carried_forward_must_be_brought_forward(desk: Desk) -> None:
    """After 2025 was handed in with one case open, its late reply of 2025 breaks the carry of 2026, and is named."""
    desk.freeze(2025)
    assert desk.annual(2026).imbalances == ()
    desk.record("2", replied(on=date(2025, 12, 31)))
    found = desk.annual(2026).imbalances
    assert [(one.rule, one.column, one.left, one.right, one.cases) for one in found] == [
        ("carry", "business", 0, 1, ("2",)),
        ("carry", "total", 0, 1, ("2",)),
    ]
    desk.freeze(2025, again=True, reason="漏登答复")
    assert desk.annual(2026).imbalances == ()


def test_a_year_that_does_not_balance_needs_a_reason(desk: Desk, clock: Clock) -> None:
    """It can be handed in as it is only with words that say why, which are kept."""
    desk.freeze(2025)
    desk.record("2", replied(on=date(2025, 12, 31)))
    clock.day = date(2027, 1, 5)
    with pytest.raises(CannotFreeze, match="--reason") as refused:
        desk.freeze(2026)
    assert {one.rule for one in refused.value.imbalances} == {"carry"}
    assert desk.freeze(2026, reason="上年报告已公布，差额另行说明").reason == "上年报告已公布，差额另行说明"


def test_stock_against_what_was_handed_in(desk: Desk) -> None:
    """An opening stock that is not what the frozen report of the year before had in force is a warning."""
    opening = '{"ledger":"document","kind":"normative_document","action":"opening","on":"%s","count":%d}'
    desk.import_lines([opening % ("2025-01-01", 32)])
    desk.freeze(2025)
    desk.import_lines(
        ['{"ledger":"document","kind":"normative_document","action":"issued","on":"2025-11-01","count":1}']
    )
    assert [one.rule for one in desk.annual(2026).warnings] == ["unrecorded", "stock"]


def test_freezing_leaves_the_case_file_as_it_is(desk: Desk, tmp_path: Path) -> None:
    """A frozen year is an entry of the book, not a fact of a case: the export does not change."""
    before = list(desk.export())
    desk.freeze(2025)
    assert list(desk.export()) == before
    assert desk.freeze(2025, again=True, reason="再次").head != desk.frozen(2025)[0].head
