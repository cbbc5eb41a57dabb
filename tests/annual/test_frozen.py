"""Frozen tables against present ones: kept whole, and compared cell by cell with their cases."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import Case, Fact
from workflow.annual import (
    FORM_2019,
    FORM_2021,
    FORMS,
    Counted,
    Form,
    FrozenYear,
    LedgerLine,
    Table2,
    Table3,
    Table4,
    Tables,
    cases_in_cell,
    counted_of,
    differences,
    differs,
    disputes_in_cell,
    disputes_of,
    form_for,
    table2,
    table3,
    table4,
)
from workflow.outcomes import Requester
from workflow.testing.strategies import lawful_histories

HEAD = "sha256:7:00ff"


def frozen_year(tables: Tables, by: str | None = None, reason: str | None = None) -> FrozenYear:
    year = tables.table3.year
    return FrozenYear(year=year, on=date(2026, 1, 20), tables=tables, head=HEAD, facts_until=7, by=by, reason=reason)


@st.composite
def filled(draw: st.DrawFn) -> Tables:
    """Draw three tables with any figures, blanks and money among them."""
    form = draw(st.sampled_from(FORMS))
    money = st.decimals(0, 10_000, places=6).map(lambda amount: +amount)
    keys = [key for block in form.table2 for key in block.keys]
    second = {key: draw(st.none() | (money if key[1] == "amount" else st.integers(-9, 99))) for key in keys}
    whole = st.none() | st.integers(0, 99)
    third = {key: draw(whole) for key in form.table3.keys}
    fourth = {key: draw(whole) for key in form.table4.keys}
    year = form.first_year
    return Tables(
        Table2(year=year, form=form, cells=second),
        Table3(year=year, form=form, cells=third),
        Table4(year=year, form=form, cells=fourth),
    )


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(filled(), st.none() | st.text(), st.none() | st.text())
def test_a_frozen_year_survives_json(tables: Tables, by: str | None, reason: str | None) -> None:
    """What the journal keeps gives back every figure, blanks and amounts included."""
    frozen = frozen_year(tables, by, reason)
    kept = json.loads(json.dumps(frozen.as_json(), ensure_ascii=False))
    again = FrozenYear.from_json(kept, frozen.on, by, reason)
    assert again == frozen
    assert differs(again.tables, tables) == 0


def tables_of(cases: list[Case], lines: list[LedgerLine], year: int, form: Form) -> Tables:
    disputes = [dispute for case in cases for dispute in disputes_of(case)]
    counted = [counted_of(case) for case in cases]
    return Tables(table2(lines, year, form), table3(counted, year, form), table4(disputes, year, form))


def behind(cases: list[Case], year: int, form: Form, row: str, column: str) -> list[str]:
    if row in form.table4.row_ids:
        disputes = [dispute for case in cases for dispute in disputes_of(case)]
        return [dispute.case for dispute in disputes_in_cell(disputes, year, row, column, form)]
    return cases_in_cell([counted_of(case) for case in cases], year, form, row, column)


@settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))
@given(st.lists(lawful_histories(), min_size=1, max_size=8), st.integers(2019, 2026), st.data())
def test_differences_are_cell_wise_with_their_cases(
    histories: list[tuple[Fact, ...]], year: int, data: st.DataObject
) -> None:
    """Freeze after some facts of each case, record the rest: each cell differs by figure, and by exactly its cases."""
    form = form_for(year)
    known = [data.draw(st.integers(0, len(history))) for history in histories]
    then = [Case.of(f"c{n}", *h[:k]) for n, (h, k) in enumerate(zip(histories, known, strict=True)) if k]
    now = [Case.of(f"c{n}", *history) for n, history in enumerate(histories)]
    old, new = tables_of(then, [], year, form), tables_of(now, [], year, form)
    found = differences(
        old, new, lambda *cell: behind(then, year, form, *cell), lambda *cell: behind(now, year, form, *cell)
    )
    by_hand = {}
    for name, before, after in (("table3", old.table3, new.table3), ("table4", old.table4, new.table4)):
        for row, column in before.blocks[0].keys:
            if before.cell(row, column) != after.cell(row, column):
                inside = set(behind(then, year, form, row, column)), set(behind(now, year, form, row, column))
                cases = tuple(sorted(n for n in inside[0] | inside[1] if (n in inside[0]) != (n in inside[1])))
                by_hand[name, row, column] = (before.cell(row, column), after.cell(row, column), cases)
    assert {(d.table, d.row, d.column): (d.frozen, d.present, d.cases) for d in found} == by_hand
    assert differs(old, new) == len(found)


def test_differences_of_table_two() -> None:
    """A charge recorded late, and a stock that became known: the cell, both figures, no cases."""
    late = LedgerLine(ledger="charge", on=date(2025, 12, 30), amount=Decimal("380"))
    old, new = tables_of([], [], 2025, FORM_2021), tables_of([], [late], 2025, FORM_2021)
    (found,) = differences(old, new, lambda *_: ["c1"], lambda *_: [])
    assert (found.table, found.row, found.column, found.cases) == ("table2", "charge", "amount", ())
    assert (found.frozen, found.present) == (None, Decimal("0.038"))
    assert found.words.zh == "表二 行政事业性收费 本年收费金额（单位：万元）列：定稿 空白，现为 0.038"
    assert found.as_json()["present"] == "0.038"


def test_a_figure_that_becomes_known_differs() -> None:
    """Blank is not zero: a figure declared after the freeze is a difference."""
    said = LedgerLine(ledger="declared", form="2019", year=2020, cells={"procurement.purchases": 0})
    old, new = tables_of([], [], 2020, FORM_2019), tables_of([], [said], 2020, FORM_2019)
    (found,) = differences(old, new, lambda *_: [], lambda *_: [])
    assert (found.frozen, found.present) == (None, 0)
    assert "定稿 空白，现为 0" in found.words.zh
    assert "frozen blank, now 0" in found.words.en


def test_cases_that_change_places() -> None:
    """One granted request fewer and another more leave every figure as it was: nothing differs."""
    day = date(2025, 3, 3)
    one, two = (Counted(name, day, Requester.BUSINESS, day, "granted") for name in ("c1", "c2"))
    old, new = (
        Tables(table2([], 2025, FORM_2021), table3([case], 2025, FORM_2021), table4([], 2025)) for case in (one, two)
    )
    assert differences(old, new, lambda *_: ["c1"], lambda *_: ["c2"]) == ()
