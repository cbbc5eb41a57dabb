"""Tables II and IV: the ledger of proactive disclosure, and disputes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.annual import (
    FORM_2019,
    FORM_2021,
    Dispute,
    LedgerLine,
    UnknownCell,
    UnknownForm,
    disputes_in_cell,
    imbalances,
    lines_in_cell,
    rolled_up,
    table2,
    table4,
)
from workflow.errors import InvalidFact


def document(action: str, on: date, count: int, kind: str = "normative_document") -> LedgerLine:
    return LedgerLine(ledger="document", kind=kind, action=action, on=on, count=count)


def charge(on: date, amount: Any) -> LedgerLine:
    return LedgerLine(ledger="charge", on=on, amount=amount)


def declared(year: int, form: str, **cells: Any) -> LedgerLine:
    figures = {key.replace("__", "."): figure for key, figure in cells.items()}
    return LedgerLine(ledger="declared", year=year, form=form, cells=figures)


SEED = [
    document("opening", date(2025, 1, 1), 32),
    document("issued", date(2025, 6, 30), 23),
    document("abolished", date(2025, 12, 31), 37),
    LedgerLine(ledger="decision", kind="licence", on=date(2025, 7, 1), count=6),
]


def test_the_seed() -> None:
    """Fuzhou 2025: 32 + 23 − 37 = 18 in force, six licences; of the rest nothing was recorded."""
    table = table2(SEED, 2025, FORM_2021)
    blocks = table.as_json()["blocks"]
    assert [row["cells"] for block in blocks for row in block["rows"]] == [
        [None, None, None],
        [23, 37, 18],
        [6],
        [None],
        [None],
        [None],
    ]
    assert blocks[0]["label"] == "第二十条第（一）项"
    assert blocks[0]["columns"] == ["issued", "abolished", "in_force"]
    assert imbalances(table) == ()


def test_other_years_count_only_in_the_stock() -> None:
    """What came before stays in force; what comes after does not count."""
    before = [document("opening", date(2023, 1, 1), 10), document("issued", date(2024, 1, 1), 2)]
    after = [document("issued", date(2026, 1, 1), 100)]
    table = table2([*before, *after], 2025, FORM_2021)
    assert [table.cell("normative_document", c) for c in ("issued", "abolished", "in_force")] == [None, None, 12]


def test_charge_is_in_ten_thousands_of_yuan() -> None:
    """Yuan of the year are added exactly; a whole sum is a number in JSON, any other a text without exponent."""
    lines = [charge(date(2025, 1, 1), "23500.00"), charge(date(2025, 12, 31), "0.10")]
    table = table2([*lines, charge(date(2024, 12, 31), "99")], 2025, FORM_2021)
    assert table.cell("charge", "amount") == Decimal("2.35001")
    assert table.as_json()["blocks"][3]["rows"][0]["cells"] == ["2.35001"]
    million = table2([charge(date(2025, 1, 1), "10000000000")], 2025, FORM_2021)
    assert million.as_json()["blocks"][3]["rows"][0]["cells"] == [1000000]


def test_the_form_of_2019_says_what_it_does_not_know() -> None:
    """Figures that no fact carries are declared or unknown, never zero."""
    lines = [
        document("issued", date(2020, 5, 1), 77),
        declared(2020, "2019", licence__last_year_items=396, penalty__change=-18),
        declared(2020, "2019", procurement__purchase_amount="251000"),
        declared(2019, "2019", licence__change=5),
        LedgerLine(ledger="decision", kind="penalty", on=date(2020, 2, 2), count=538),
    ]
    table = table2(lines, 2020, FORM_2019)
    assert table.cell("normative_document", "newly_made") == 77
    assert table.cell("normative_document", "newly_disclosed") is None
    assert [table.cell("licence", c) for c in ("last_year_items", "change", "decisions")] == [396, None, None]
    assert [table.cell("penalty", c) for c in ("last_year_items", "change", "decisions")] == [None, -18, 538]
    assert table.cell("other_service", "decisions") is None
    assert table.as_json()["blocks"][4]["rows"][0]["cells"] == [None, 251000]
    assert imbalances(table) == ()


def test_facts_stand_before_declarations() -> None:
    """A declared figure fills a cell in which no line counts, and no other."""
    said = declared(2025, "2021", licence__decisions=9, penalty__decisions=4, charge__amount="1.50")
    table = table2([*SEED, said], 2025, FORM_2021)
    assert [table.cell(row, "decisions") for row in ("licence", "penalty", "coercion")] == [6, 4, None]
    assert table.as_json()["blocks"][3]["rows"][0]["cells"] == ["1.5"]


def test_a_declared_stock_stands_where_no_opening_was_recorded() -> None:
    """Without an opening, issued and abolished alone do not give what is in force."""
    said = declared(2025, "2021", normative_document__in_force=18)
    assert table2([*SEED[1:], said], 2025, FORM_2021).cell("normative_document", "in_force") == 18
    unopened = table2(SEED[1:], 2025, FORM_2021)
    assert unopened.cell("normative_document", "in_force") is None
    assert imbalances(unopened) == ()


def test_a_new_opening_stock_takes_the_place_of_what_came_before() -> None:
    """A stock opened each January is not added to that of the year before; one below zero mends it, as it used to."""
    lines = [*SEED[:3], document("opening", date(2026, 1, 1), 18), document("issued", date(2026, 5, 6), 2)]

    def in_force(year: int, *more: LedgerLine) -> tuple[Any, list[LedgerLine]]:
        every = [*lines, *more]
        cell = ("normative_document", "in_force")
        return table2(every, year, FORM_2021).cell(*cell), lines_in_cell(every, year, FORM_2021, *cell)

    assert in_force(2025) == (18, lines[:3])
    assert in_force(2026) == (20, lines[3:])
    assert in_force(2027) == (20, lines[3:])
    assert in_force(2026, mended := document("opening", date(2026, 1, 1), -1)) == (19, [*lines[3:], mended])
    other = document("opening", date(2026, 1, 1), 4, "regulation")
    assert table2([*SEED, other], 2026, FORM_2021).cell("normative_document", "in_force") == 18


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ledger": "gift"}, "ledger"),
        ({"ledger": "decision", "kind": "regulation", "on": date(2025, 1, 1), "count": 1}, "kind"),
        (
            {
                "ledger": "document",
                "kind": "regulation",
                "action": "lost",
                "on": date(2025, 1, 1),
                "count": 1,
            },
            "action",
        ),
        ({"ledger": "decision", "kind": "licence", "on": date(2025, 1, 1)}, "count"),
        ({"ledger": "decision", "kind": "licence", "on": date(2025, 1, 1), "count": True}, "count"),
        ({"ledger": "charge", "on": date(2025, 1, 1), "amount": "1", "count": 1}, "count"),
        ({"ledger": "charge", "on": date(2025, 1, 1), "amount": "1", "title": "x"}, "title"),
        ({"ledger": "charge", "on": date(2025, 1, 1), "amount": 1.5}, "amount"),
        ({"ledger": "charge", "on": date(2025, 1, 1), "amount": "one"}, "amount"),
        ({"ledger": "charge", "on": date(2025, 1, 1), "amount": "NaN"}, "amount"),
        ({"ledger": "charge", "on": "2025-01-01", "amount": "1"}, "on"),
        ({"ledger": "declared", "form": "2021", "year": 2025, "cells": {"licence": 1}}, "cells"),
        ({"ledger": "declared", "form": "2021", "year": 2025, "cells": ["licence"]}, "cells"),
        ({"ledger": "declared", "form": "2021", "year": "2025", "cells": {}}, "year"),
        (
            {"ledger": "declared", "form": "2021", "year": 2025, "cells": {"licence.decisions": "x"}},
            "cells.licence.decisions",
        ),
    ],
)
def test_impossible_lines_are_refused(fields: dict[str, Any], field: str) -> None:
    """The message names the field at fault."""
    with pytest.raises(InvalidFact) as caught:
        LedgerLine(**fields)
    assert caught.value.field == field


def test_a_declaration_names_a_form_that_exists() -> None:
    """A form that does not exist is refused with those that do."""
    with pytest.raises(UnknownForm):
        declared(2025, "2030")


def reconsideration(dispute: str = "d", filed: date = date(2025, 2, 1), **fields: Any) -> Dispute:
    return Dispute(case="2025-001", dispute=dispute, kind="reconsideration", filed_on=filed, **fields)


def test_table_four() -> None:
    """A dispute counts in the year of its decision, and in every earlier year as pending."""
    disputes = [
        reconsideration("a", decided_on=date(2025, 12, 31), result="upheld"),
        reconsideration("b", filed=date(2025, 12, 31), decided_on=date(2026, 1, 1), result="overturned"),
        reconsideration("c", filed=date(2026, 1, 1)),
        Dispute(
            case="2024-009",
            dispute="e",
            kind="litigation",
            after_reconsideration=True,
            filed_on=date(2024, 3, 1),
        ),
    ]
    table = table4(disputes, 2025)
    assert table.as_json()["columns"] == ["upheld", "overturned", "other", "pending", "total"]
    assert table.as_json()["rows"][0] == {
        "id": "reconsideration",
        "label": "行政复议",
        "cells": [1, 0, 0, 1, 2],
    }
    assert table.cell("litigation_after_reconsideration", "pending") == 1
    assert table4(disputes, 2026).cell("reconsideration", "total") == 2
    behind = disputes_in_cell(disputes, 2025, "reconsideration", "pending")
    assert [dispute.dispute for dispute in behind] == ["b"]
    with pytest.raises(UnknownCell, match="upheld"):
        disputes_in_cell(disputes, 2025, "reconsideration", "lost")


@st.composite
def dispute_lists(draw: st.DrawFn) -> list[Dispute]:
    """Draw disputes of both kinds, decided or not."""
    disputes = []
    for n in range(draw(st.integers(0, 12))):
        filed = draw(st.dates(date(2020, 1, 1), date(2024, 12, 31)))
        decided = draw(st.none() | st.dates(filed, date(2025, 12, 31)))
        result = None if decided is None else draw(st.sampled_from(["upheld", "overturned", "other"]))
        after = draw(st.none() | st.booleans())
        kind = "reconsideration" if after is None else "litigation"
        disputes.append(
            Dispute(
                case=f"c{n}",
                dispute=f"d{n}",
                kind=kind,
                after_reconsideration=after,
                filed_on=filed,
                decided_on=decided,
                result=result,
            )
        )
    return disputes


@settings(deadline=None)
@given(dispute_lists(), st.integers(2020, 2025))
def test_cells_of_table_four_are_the_disputes_behind_them(disputes: list[Dispute], year: int) -> None:
    """Each cell counts the disputes behind it, and the totals add up."""
    table = table4(disputes, year)
    assert imbalances(table) == ()
    for row, column in FORM_2021.table4.keys:
        assert table.cell(row, column) == len(disputes_in_cell(disputes, year, row, column))
    assert rolled_up(table, table4([], year)) == table


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"kind": "appeal"}, "kind"),
        ({"kind": "litigation"}, "after_reconsideration"),
        ({"kind": "reconsideration", "after_reconsideration": True}, "after_reconsideration"),
        ({"kind": "reconsideration", "result": "upheld"}, "result"),
        ({"kind": "reconsideration", "decided_on": date(2025, 3, 1), "result": "won"}, "result"),
        ({"kind": "reconsideration", "decided_on": date(2025, 1, 1), "result": "upheld"}, "decided_on"),
    ],
)
def test_impossible_disputes_are_refused(fields: dict[str, Any], field: str) -> None:
    """The message names the field at fault."""
    with pytest.raises(InvalidFact) as caught:
        Dispute(case="c", dispute="d", filed_on=date(2025, 2, 1), **fields)
    assert caught.value.field == field
