"""What is odd in a report without being wrong: each warning where it belongs, and silence beside it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from workflow import Case, Received, Replied
from workflow.annual import (
    FORM_2019,
    FORM_2021,
    Counted,
    LedgerLine,
    TablesDiffer,
    direct_suits,
    form_for,
    imbalances,
    ledger_warnings,
    other_high,
    stock_imbalances,
    stock_warnings,
    table2,
    table3,
    with_flows,
)
from workflow.events import Channel, Delivery, DisputeResult, LitigationDecided, LitigationFiled, ReplyOrdered
from workflow.law import Readings
from workflow.outcomes import Outcome, Requester

DAY = date(2025, 3, 3)


def concluded(*rows: str) -> list[Counted]:
    return [Counted(f"c{n}", DAY, Requester.BUSINESS, DAY, row) for n, row in enumerate(rows)]


def document(action: str, on: date, count: int, kind: str = "normative_document") -> LedgerLine:
    return LedgerLine(ledger="document", kind=kind, action=action, on=on, count=count)


def declared(year: int, **cells: int) -> LedgerLine:
    return LedgerLine(
        ledger="declared", form="2021", year=year, cells={f"normative_document.{k}": v for k, v in cells.items()}
    )


@pytest.mark.parametrize(
    ("other", "granted", "warns"), [(5, 20, True), (5, 21, False), (4, 0, False), (5, 0, True), (0, 0, False)]
)
def test_other_handling_from_a_fifth_and_five(other: int, granted: int, warns: bool) -> None:
    """Five of twenty-five is high, five of twenty-six is not, and four are too few to say anything."""
    cases = concluded(*["other"] * other, *["granted"] * granted)
    found = other_high(table3(cases, 2025, FORM_2021))
    assert [(one.rule, one.table, one.row, one.column) for one in found] == [
        ("other_high", "table3", "other", "total")
    ] * warns


def test_other_handling_counts_all_its_rows() -> None:
    """Lapses count with the rest of （六）, in one row in the form of 2019, and the warning opens to them."""
    cases = concluded("lapsed_clarification", "lapsed_fee", "other", "other", "other", "granted")
    (now,) = other_high(table3(cases, 2025, FORM_2021))
    (before,) = other_high(table3(cases, 2025, FORM_2019))
    assert now.cells == (("lapsed_clarification", "total"), ("lapsed_fee", "total"), ("other", "total"))
    assert before.cells == (("other", "total"),)
    assert "5 件" in now.words.zh
    assert "83%" in now.words.en
    opened = now.opened(lambda row, _: [case.number for case in cases if case.row == row])
    assert opened.cases == ("c0", "c1", "c2", "c3", "c4")
    assert opened.as_json()["cases"] == ["c0", "c1", "c2", "c3", "c4"]


def test_stock_that_does_not_follow() -> None:
    """30 in force, 5 issued, 2 abolished: a report that then says 32 lost one, 33 lost none."""
    before = table2([declared(2024, in_force=30)], 2024, FORM_2021)
    flows = [document("issued", DAY, 5), document("abolished", DAY, 2)]
    (found,) = stock_warnings(before, table2([*flows, declared(2025, in_force=32)], 2025, FORM_2021))
    assert (found.rule, found.table, found.row, found.column) == ("stock", "table2", "normative_document", "in_force")
    assert found.words.zh.endswith("左边 34，右边 35")
    assert stock_warnings(before, table2([*flows, declared(2025, in_force=33)], 2025, FORM_2021)) == ()


def test_stock_is_not_judged_against_what_is_unknown() -> None:
    """A stock that was never opened, or the form of 2019, gives nothing to compare with; nor do distant years."""
    lines = [document("opening", date(2025, 1, 1), 32), document("issued", DAY, 23), document("abolished", DAY, 37)]
    before, now = (table2(lines, year, FORM_2021) for year in (2024, 2025))
    assert now.cell("normative_document", "in_force") == 18
    assert before.cell("normative_document", "in_force") is None
    assert stock_imbalances(before, now) == ()
    assert stock_warnings(before, with_flows(now, lines)) == ()
    assert stock_warnings(table2(lines, 2020, FORM_2019), table2(lines, 2021, form_for(2021))) == ()
    with pytest.raises(TablesDiffer):
        stock_warnings(table2(lines, 2023, FORM_2021), now)


def test_documents_without_an_opening_stock() -> None:
    """Documents issued where no stock was opened or declared: what is in force cannot be known."""
    lines = [document("issued", DAY, 3)]

    def rules(*more: LedgerLine, year: int = 2025) -> list[tuple[str, str | None]]:
        every = [*lines, *more]
        return [(one.rule, one.row) for one in ledger_warnings(table2(every, year, form_for(year)), every)]

    assert rules() == [("opening_missing", "normative_document")]
    assert rules(document("opening", date(2026, 1, 1), 9)) == [("opening_missing", "normative_document")]
    assert rules(document("opening", date(2025, 1, 1), 9)) == []
    assert rules(document("opening", date(2025, 1, 1), 9, "regulation")) == [("opening_missing", "normative_document")]
    assert rules(declared(2025, in_force=12)) == []
    assert rules(declared(2025, in_force=12), year=2026) == [("opening_missing", "normative_document")]
    assert rules(year=2024) == []


def test_documents_before_their_opening_stock() -> None:
    """What was issued before the day of the stock is part of the stock, and does not count twice; of its day it does."""
    early = [document("issued", DAY, 3), document("opening", date(2025, 6, 1), 40)]
    same_day = [document("issued", DAY, 3), document("opening", DAY, 40)]
    for lines, in_force in ((early, 40), (same_day, 43)):
        table = table2(lines, 2025, FORM_2021)
        assert [table.cell("normative_document", c) for c in ("issued", "in_force")] == [3, in_force]
        assert ledger_warnings(table, lines) == ()


def test_a_stock_opened_anew_counts_nothing_twice() -> None:
    """What came in the years before a new opening stock is in it; it is only held against the stock of the year before."""
    lines = [document("opening", date(2025, 1, 1), 32), document("issued", DAY, 23)]
    lines += [document("opening", date(2026, 1, 1), 54), document("issued", date(2026, 2, 2), 2)]
    before, now = (table2(lines, year, FORM_2021) for year in (2025, 2026))
    assert ledger_warnings(now, lines) == ()
    (found,) = stock_warnings(before, with_flows(now, lines))
    assert found.words.zh.endswith("左边 56，右边 57")


def test_a_declared_figure_that_the_lines_contradict() -> None:
    """The lines stand, and the figure that was declared is named beside theirs; where they agree nothing is said."""
    lines = [document("opening", date(2025, 1, 1), 32), document("issued", DAY, 3)]

    def odd(figure: int) -> list[tuple[str, str | None, str | None, str]]:
        every = [*lines, declared(2025, in_force=figure)]
        found = ledger_warnings(table2(every, 2025, FORM_2021), every)
        return [(one.rule, one.row, one.column, one.words.zh) for one in found]

    ((*place, said),) = odd(40)
    assert place == ["declared_unused", "normative_document", "in_force"]
    assert "申报 40，台账合计 35" in said
    assert odd(35) == []


def test_a_declared_figure_below_zero_is_found() -> None:
    """Printed as it was declared it breaks a balance; beside lines that say otherwise it is named."""
    said = declared(2025, in_force=-3)
    (broken,) = imbalances(table2([said], 2025, FORM_2021))
    assert (broken.rule, broken.row, broken.left) == ("non_negative", "normative_document", -3)
    lines = [document("opening", DAY, 3), said]
    assert [one.rule for one in ledger_warnings(table2(lines, 2025, FORM_2021), lines)] == ["declared_unused"]


def suit(outcome: Outcome, replied: date, filed: date, *more: Any, after: bool = False) -> Case:
    return Case.of(
        "2025-001",
        Received(replied, channel=Channel.FAX, requester=Requester.BUSINESS, subject="x"),
        Replied(replied, outcome=outcome, delivery=Delivery.POST),
        *more,
        LitigationFiled(filed, dispute="行初1号", after_reconsideration=after),
    )


REFUSED, NOT_HELD = Outcome.REFUSED_DELIBERATIVE, Outcome.UNAVAILABLE_NOT_HELD


@pytest.mark.parametrize(
    ("case", "year", "warns"),
    [
        pytest.param(suit(REFUSED, DAY, DAY), 2025, True, id="refused, then sued at once"),
        pytest.param(suit(REFUSED, DAY, DAY), 2026, True, id="still pending a year later"),
        pytest.param(suit(REFUSED, DAY, DAY), 2024, False, id="not yet filed"),
        pytest.param(suit(REFUSED, DAY, DAY, after=True), 2025, False, id="after reconsideration"),
        pytest.param(suit(NOT_HELD, DAY, DAY), 2025, False, id="not held may be sued at once"),
        pytest.param(suit(Outcome.PARTLY_GRANTED, DAY, DAY), 2025, False, id="the law does not name the part"),
        pytest.param(suit(Outcome.REFUSED_REGISTRY_QUERY, DAY, DAY), 2025, False, id="a registry query"),
        pytest.param(suit(REFUSED, date(2023, 12, 1), date(2023, 12, 29)), 2023, False, id="under the old law"),
        pytest.param(suit(REFUSED, date(2023, 12, 1), date(2023, 12, 29)), 2024, False, id="filed under the old law"),
        pytest.param(suit(REFUSED, date(2024, 1, 2), date(2024, 1, 2)), 2024, True, id="first days of the new law"),
    ],
)
def test_refusals_sued_without_reconsideration(case: Case, year: int, warns: bool) -> None:
    """From 2024 on a refusal under Art. 14 to 16 goes to reconsideration before it goes to court."""
    found = direct_suits([case], year)
    assert [(one.rule, one.table, one.row, one.column, one.cases) for one in found] == [
        ("direct_suit", "table4", "litigation_direct", "pending", ("2025-001",))
    ] * warns


def test_a_suit_turned_away_is_as_it_should_be() -> None:
    """Decided as 其他结果 the suit was not taken, which is what the law says; upheld it was tried."""
    filed = suit(REFUSED, DAY, DAY)
    other, upheld = (
        filed.after(LitigationDecided(date(2025, 4, 1), dispute="行初1号", result=result))
        for result in (DisputeResult.OTHER, DisputeResult.UPHELD)
    )
    assert direct_suits([other], 2025) == ()
    assert [one.column for one in direct_suits([upheld], 2025)] == ["upheld"]


def test_the_answer_that_a_suit_is_about() -> None:
    """A refusal that was followed by a new answer before the suit is no longer what is sued about."""
    anew = (
        ReplyOrdered(date(2025, 4, 1), ordered_by="court"),
        Replied(date(2025, 4, 8), outcome=NOT_HELD, delivery=Delivery.POST),
    )
    assert direct_suits([suit(REFUSED, DAY, date(2025, 5, 6), *anew)], 2025) == ()
    assert len(direct_suits([suit(REFUSED, DAY, date(2025, 4, 2), *anew)], 2025)) == 1


def test_the_wide_reading_adds_other_answers() -> None:
    """Until 2025-05-31 the wide reading sends every negative answer to reconsideration first."""
    case, wide = suit(NOT_HELD, DAY, DAY), Readings.parse("review_first_2024=wide")
    assert direct_suits([case], 2025) == ()
    assert len(direct_suits([case], 2025, wide)) == 1
