"""Table III out of whole histories: 2,000 random lawful ones, counted by a dumb loop as well."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workflow import Case, Fact, Lapsed, Received, Replied, Withdrawn
from workflow.annual import cases_in_cell, counted_of, form_for, imbalances, table3
from workflow.testing.strategies import lawful_histories

COLUMNS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other_organisation")
SAME_ROW = {"granted_already_public": "granted", "unavailable_not_responsible": "unavailable_not_held"}


def rows_by_hand(history: tuple[Fact, ...], year: int) -> tuple[str, list[str]]:
    """Return the column and the rows in which a history counts in *year*, read off its facts one by one."""
    received = history[0]
    assert isinstance(received, Received)
    concluded: date | None = None
    row = ""
    for fact in history:
        if concluded is None and isinstance(fact, Replied | Lapsed | Withdrawn):
            concluded = fact.on
            if isinstance(fact, Replied):
                row = SAME_ROW.get(fact.outcome.value, fact.outcome.value)
            else:
                row = f"lapsed_{fact.cause.value}" if isinstance(fact, Lapsed) else "other"
    rows = []
    if received.on.year == year:
        rows.append("received")
    if received.on.year < year and (concluded is None or concluded.year >= year):
        rows.append("brought_forward")
    if concluded is not None and concluded.year == year:
        if year < 2021 and row.startswith("lapsed_"):
            row = "other"
        rows += [row, "concluded_total"]
    if received.on.year <= year and (concluded is None or concluded.year > year):
        rows.append("carried_forward")
    return received.requester.value, rows


@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
@given(st.lists(lawful_histories(), min_size=20, max_size=20), st.integers(2019, 2026))
def test_cells_equal_a_brute_force_count(histories: list[tuple[Fact, ...]], year: int) -> None:
    """100 × 20 lawful histories: each cell is what a dumb loop counts, opens to its cases, and all balances."""
    form = form_for(year)
    by_hand: dict[tuple[str, str], list[str]] = {}
    cases = []
    for n, history in enumerate(histories):
        cases.append(Case.of(f"c{n}", *history))
        column, rows = rows_by_hand(history, year)
        for row in rows:
            by_hand.setdefault((row, column), []).append(f"c{n}")
    counted = [counted_of(case) for case in cases]
    table = table3(counted, year, form)
    for row in form.table3.row_ids:
        in_row = [by_hand.get((row, column), []) for column in COLUMNS]
        assert [table.cell(row, column) for column in COLUMNS] == [len(found) for found in in_row]
        assert table.cell(row, "total") == sum(map(len, in_row))
        for column, found in zip(COLUMNS, in_row, strict=True):
            assert cases_in_cell(counted, year, form, row, column) == found
    for column in (*COLUMNS, "total"):
        intake = [table.cell("received", column), table.cell("brought_forward", column)]
        outflow = [table.cell("concluded_total", column), table.cell("carried_forward", column)]
        assert sum(v or 0 for v in intake) == sum(v or 0 for v in outflow)
    assert imbalances(table) == ()
