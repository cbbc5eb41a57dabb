"""The balances over random tables: exactly the equalities that a dumb loop finds broken, with their cases."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import Case, Fact
from workflow.annual import (
    FORM_2021,
    FORMS,
    Counted,
    Form,
    Table3,
    Table4,
    carry_imbalances,
    cases_in_cell,
    counted_of,
    disputes_of,
    form_for,
    imbalances,
    table3,
    table4,
)
from workflow.annual.grid import Key
from workflow.outcomes import Requester
from workflow.testing.strategies import lawful_histories

KINDS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
COLUMNS = (*KINDS, "total")
LEAVES = {form.id: form.table3.row_ids[2:-2] for form in FORMS}
DISPUTES = ("upheld", "overturned", "other", "pending")
FIGURES = st.integers(-1, 3) | st.none()
Found = set[tuple[str, str | None, str | None, int, int]]


def add(cells: dict[Key, int | None], keys: list[Key]) -> int | None:
    """Add up figures one by one; nothing where one is missing."""
    sum_ = 0
    for key in keys:
        figure = cells[key]
        if figure is None:
            return None
        sum_ += figure
    return sum_


def broken_by_hand(form: Form, cells: dict[Key, int | None]) -> Found:
    """Find what is broken in table III, from the sentences printed in the form."""
    found: Found = set()
    for column in COLUMNS:
        inflow = add(cells, [("received", column), ("brought_forward", column)])
        outflow = add(cells, [("concluded_total", column), ("carried_forward", column)])
        if inflow is not None and outflow is not None and inflow != outflow:
            found.add(("flow", None, column, inflow, outflow))
        said, leaves = cells["concluded_total", column], add(cells, [(row, column) for row in LEAVES[form.id]])
        if said is not None and leaves is not None and said != leaves:
            found.add(("results", None, column, said, leaves))
    for row in form.table3.row_ids:
        said, parts = cells[row, "total"], add(cells, [(row, column) for column in KINDS])
        if said is not None and parts is not None and said != parts:
            found.add(("row_total", row, "total", said, parts))
    return found | below_zero(cells)


def below_zero(cells: dict[Key, int | None]) -> Found:
    return {("non_negative", *key, figure, 0) for key, figure in cells.items() if figure is not None and figure < 0}


def found_in(table: Table3 | Table4) -> Found:
    judged = imbalances(table)
    found = {(one.rule, one.row, one.column, int(one.left), int(one.right)) for one in judged}
    assert len(found) == len(judged), "each is said once"
    return found


@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.data(), st.sampled_from(FORMS))
def test_exactly_the_broken_equalities_of_table_three(data: st.DataObject, form: Form) -> None:
    """Over random figures, blanks among them, the imbalances are those of a dumb loop: no more, no fewer."""
    keys = form.table3.keys
    drawn = data.draw(st.lists(FIGURES, min_size=len(keys), max_size=len(keys)))
    cells = dict(zip(keys, drawn, strict=True))
    assert found_in(Table3(year=form.first_year, form=form, cells=cells)) == broken_by_hand(form, cells)


@settings(deadline=None, max_examples=60)
@given(st.lists(FIGURES, min_size=15, max_size=15))
def test_exactly_the_broken_equalities_of_table_four(drawn: list[int | None]) -> None:
    """A total of table IV is judged against its four results, where all five are known."""
    cells = dict(zip(FORM_2021.table4.keys, drawn, strict=True))
    expected = below_zero(cells)
    for row in FORM_2021.table4.row_ids:
        said, parts = cells[row, "total"], add(cells, [(row, column) for column in DISPUTES])
        if said is not None and parts is not None and said != parts:
            expected.add(("dispute_total", row, "total", said, parts))
    assert found_in(Table4(year=2025, form=FORM_2021, cells=cells)) == expected


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(st.lists(lawful_histories(), max_size=12), st.integers(2020, 2026))
def test_lawful_histories_never_break_a_balance(histories: list[tuple[Fact, ...]], year: int) -> None:
    """What comes from cases balances, table by table and from one year to the next."""
    cases = [Case.of(f"c{n}", *history) for n, history in enumerate(histories)]
    counted = [counted_of(case) for case in cases]
    before, now = (table3(counted, y, form_for(y)) for y in (year - 1, year))
    assert imbalances(now) == () == carry_imbalances(before, now)
    assert imbalances(table4([d for case in cases for d in disputes_of(case)], year)) == ()


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_an_imbalance_opens_to_the_cases_in_question(data: st.DataObject) -> None:
    """A book whose cells lost some cases names exactly those that are on one side and not on the other."""
    columns = data.draw(st.lists(st.sampled_from(list(Requester)), min_size=1, max_size=8))
    day = date(2025, 3, 3)
    cases = [Counted(f"c{n}", day, column, day, "granted") for n, column in enumerate(columns)]
    lost = data.draw(st.sets(st.sampled_from([case.number for case in cases])))

    def behind(row: str, column: str) -> list[str]:
        numbers = cases_in_cell(cases, 2025, FORM_2021, row, column)
        return [number for number in numbers if row != "granted" or number not in lost]

    cells = {key: len(behind(*key)) for key in FORM_2021.table3.keys}
    found = [one.opened(behind) for one in imbalances(Table3(year=2025, form=FORM_2021, cells=cells))]
    assert {one.rule for one in found} <= {"results"}
    named = {one.column: set(one.cases) for one in found}
    by_column = {case.requester.value: set[str]() for case in cases if case.number in lost}
    for case in cases:
        if case.number in lost:
            by_column[case.requester.value].add(case.number)
    assert named == by_column | ({"total": lost} if lost else {})
