"""Table III: cases into cells, and cells back to cases."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.annual import (
    FORM_2019,
    FORM_2021,
    FORMS,
    Counted,
    Form,
    TablesDiffer,
    UnknownCell,
    carry_imbalances,
    cases_in_cell,
    cells_of,
    form_for,
    imbalances,
    rolled_up,
    table3,
    table3_from_tally,
)
from workflow.errors import InvalidFact
from workflow.outcomes import Requester

DAYS = st.dates(date(2018, 6, 1), date(2023, 6, 30))
PERSON = Requester.NATURAL_PERSON


def counted(
    number: str = "2025-001",
    received: date = date(2025, 3, 3),
    concluded: date | None = None,
    row: str | None = None,
    requester: Requester = PERSON,
) -> Counted:
    return Counted(number, received, requester, concluded, row)


@st.composite
def histories(draw: st.DrawFn) -> list[Counted]:
    """Draw cases received and concluded on any days, some of them on a year's first or last."""
    edge = st.sampled_from([date(y, m, d) for y in range(2019, 2023) for m, d in ((1, 1), (12, 31))])
    cases = []
    for n in range(draw(st.integers(0, 25))):
        received = draw(DAYS | edge)
        concluded = draw(st.none() | st.dates(received, date(2024, 1, 31)) | st.just(received))
        row = None if concluded is None else draw(st.sampled_from(FORM_2021.result_rows))
        cases.append(counted(f"c{n}", received, concluded, row, draw(st.sampled_from(Requester))))
    return cases


YEARS = st.integers(2019, 2023)
ANY_FORM = st.sampled_from(FORMS)


def by_the_contract(case: Counted, year: int, form: Form, row: str) -> bool:
    """Say whether *case* counts in *row*, sentence by sentence as the case file contract does."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    concluded = case.concluded_on
    in_year = concluded is not None and first <= concluded <= last
    if row == "received":
        return first <= case.received_on <= last
    if row == "brought_forward":
        return case.received_on < first and not (concluded is not None and concluded < first)
    if row == "carried_forward":
        return case.received_on <= last and not (concluded is not None and concluded <= last)
    if row == "concluded_total":
        return in_year
    if row == "other" and form is FORM_2019:
        return in_year and case.row in ("other", "lapsed_clarification", "lapsed_fee")
    return in_year and case.row == row


@settings(deadline=None)
@given(histories(), YEARS, ANY_FORM)
def test_table_equals_brute_force(cases: list[Counted], year: int, form: Form) -> None:
    """Every cell is the number of cases that the contract's own words put there."""
    table = table3(cases, year, form)
    for row, column in form.table3.keys:
        expected = [
            case.number
            for case in cases
            if by_the_contract(case, year, form, row) and column in (case.requester.value, "total")
        ]
        assert table.cell(row, column) == len(expected)
        assert cases_in_cell(cases, year, form, row, column) == expected


@settings(deadline=None)
@given(histories(), YEARS, ANY_FORM)
def test_built_tables_balance(cases: list[Counted], year: int, form: Form) -> None:
    """A table that was counted from cases breaks no balance."""
    assert imbalances(table3(cases, year, form)) == ()


@settings(deadline=None)
@given(histories(), YEARS, ANY_FORM)
def test_tally_gives_the_same_table(cases: list[Counted], year: int, form: Form) -> None:
    """Counting from the yearly tally is counting from the cases, also when the book gives plain strings."""
    tally = Counter(case.tally_key for case in cases)
    assert table3_from_tally(tally, year, form) == table3(cases, year, form)


@settings(deadline=None)
@given(histories(), st.integers(2019, 2022))
def test_what_is_carried_forward_is_brought_forward(cases: list[Counted], year: int) -> None:
    """The next year begins where this one ends, across the change of form as well."""
    this, following = (table3(cases, y, form_for(y)) for y in (year, year + 1))
    for column in FORM_2021.table3.column_ids:
        assert following.cell("brought_forward", column) == this.cell("carried_forward", column)
    assert carry_imbalances(this, following) == ()


@settings(deadline=None)
@given(histories(), histories(), YEARS)
def test_roll_up_is_counting_together(mine: list[Counted], theirs: list[Counted], year: int) -> None:
    """The sum of two registers' tables is the table of all their cases."""
    form = form_for(year)
    assert rolled_up(table3(mine, year, form), table3(theirs, year, form)) == table3(mine + theirs, year, form)


@settings(deadline=None)
@given(histories(), YEARS)
def test_the_form_of_2019_merges_the_three_other_rows(cases: list[Counted], year: int) -> None:
    """The one row of 2019 is the sum of the three of 2021; all other rows are equal."""
    old, new = table3(cases, year, FORM_2019), table3(cases, year, FORM_2021)
    for row, column in FORM_2019.table3.keys:
        rows = ("lapsed_clarification", "lapsed_fee", "other") if row == "other" else (row,)
        assert old.cell(row, column) == sum(new.cell(part, column) or 0 for part in rows)


@pytest.mark.parametrize(
    ("case", "rows"),
    [
        (counted(), ("received", "carried_forward")),
        (
            counted(concluded=date(2025, 12, 31), row="granted"),
            ("received", "granted", "concluded_total"),
        ),
        (counted(concluded=date(2026, 1, 1), row="granted"), ("received", "carried_forward")),
        (counted(received=date(2024, 12, 31)), ("brought_forward", "carried_forward")),
        (
            counted(received=date(2023, 5, 1), concluded=date(2025, 1, 1), row="lapsed_fee"),
            ("brought_forward", "lapsed_fee", "concluded_total"),
        ),
        (counted(received=date(2024, 5, 1), concluded=date(2024, 12, 31), row="granted"), ()),
        (counted(received=date(2026, 1, 1)), ()),
    ],
)
def test_cells_of_a_case(case: Counted, rows: tuple[str, ...]) -> None:
    """A case counts once on the way in and once on the way out; first and last day belong to the year."""
    assert cells_of(case, 2025, FORM_2021) == rows


def test_json_is_that_of_the_contract() -> None:
    """Columns are ids in order, rows carry id, official label and cells."""
    json = table3([counted(concluded=date(2025, 4, 1), row="refused_state_secret")], 2025, FORM_2021).as_json()
    assert json["columns"] == [*map(str, Requester), "total"]
    assert json["rows"][0] == {
        "id": "received",
        "label": "一、本年新收政府信息公开申请数量",
        "cells": [1, 0, 0, 0, 0, 0, 1],
    }
    assert json["rows"][4] == {
        "id": "refused_state_secret",
        "label": "1.属于国家秘密",
        "cells": [1, 0, 0, 0, 0, 0, 1],
    }
    assert [json["rows"][i]["label"] for i in (2, -2)] == ["（一）予以公开", "（七）总计"]


def test_a_cell_that_is_not_there() -> None:
    """An unknown row or column is refused, from a table and from the cases behind it."""
    with pytest.raises(UnknownCell, match="lapsed_fee"):
        cases_in_cell([], 2020, FORM_2019, "lapsed_fee", "total")
    with pytest.raises(UnknownCell, match="citizen"):
        table3([], 2025, FORM_2021).cell("other", "citizen")


@pytest.mark.parametrize("key", [(2025, 2025, PERSON, "received"), (2025, 2025, PERSON, None)])
def test_a_tally_with_an_impossible_row(key: tuple[int, int, Requester, str | None]) -> None:
    """A conclusion counts in a result row or not at all."""
    with pytest.raises(UnknownCell):
        table3_from_tally({key: 1}, 2025, FORM_2021)


@pytest.mark.parametrize(
    ("concluded", "row", "field"),
    [
        (date(2025, 4, 1), None, "row"),
        (None, "granted", "row"),
        (date(2025, 4, 1), "granted_already_public", "row"),
        (date(2025, 3, 2), "granted", "concluded_on"),
    ],
)
def test_impossible_cases_are_refused(concluded: date | None, row: str | None, field: str) -> None:
    """A case that cannot be counted truly is not counted at all."""
    with pytest.raises(InvalidFact) as caught:
        counted(concluded=concluded, row=row)
    assert caught.value.field == field


def test_only_tables_that_fit_add_up() -> None:
    """Years and forms are not mixed in a sum."""
    with pytest.raises(TablesDiffer):
        rolled_up(table3([], 2025, FORM_2021), table3([], 2024, FORM_2021))
    with pytest.raises(TablesDiffer):
        carry_imbalances(table3([], 2023, FORM_2021), table3([], 2025, FORM_2021))
