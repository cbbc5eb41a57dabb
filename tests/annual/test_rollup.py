"""Several organs in one table: sums, shares, who is missing and who comes twice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.annual import (
    FORM_2019,
    FORM_2021,
    Counted,
    LedgerLine,
    Part,
    Tables,
    TablesDiffer,
    imbalances,
    roll_up,
    table2,
    table3,
    table4,
)
from workflow.outcomes import Requester

DAYS = st.dates(date(2024, 6, 1), date(2025, 12, 31))


@st.composite
def books(draw: st.DrawFn) -> list[Counted]:
    """Draw the cases of one organ."""
    found = []
    for n in range(draw(st.integers(0, 6))):
        received, row = draw(DAYS), draw(st.none() | st.sampled_from(FORM_2021.result_rows))
        found.append(Counted(f"c{n}", received, draw(st.sampled_from(Requester)), received if row else None, row))
    return found


def charge(yuan: str) -> LedgerLine:
    return LedgerLine(ledger="charge", on=date(2025, 5, 1), amount=Decimal(yuan))


def part(agency: str, cases: list[Counted], *lines: LedgerLine, year: int = 2025) -> Part:
    tables = Tables(table2(lines, year, FORM_2021), table3(cases, year, FORM_2021), table4([], year, FORM_2021))
    return Part(f"{agency}.db", agency, tables, imbalances(tables.table3))


def received(count: int) -> list[Counted]:
    return [Counted(f"c{n}", date(2025, 3, 3), Requester.BUSINESS) for n in range(count)]


@settings(deadline=None, max_examples=40)
@given(st.lists(books(), max_size=5))
def test_the_sum_is_the_table_of_all_cases(every: list[list[Counted]]) -> None:
    """Adding tables up equals counting all cases in one book; the shares add up to one; all balances."""
    whole = roll_up(2025, FORM_2021, [part(f"{n}", cases) for n, cases in enumerate(every)])
    assert whole.tables.table3 == table3([case for cases in every for case in cases], 2025, FORM_2021)
    assert whole.balanced
    shares = [whole.share(one) for one in whole.parts]
    if whole.tables.table3.cell("received", "total"):
        assert sum(share for share in shares if share is not None) == 1
    else:
        assert shares == [None] * len(every)


def test_shares_and_money() -> None:
    """One of four requests is a quarter; amounts in 万元 add up exactly."""
    whole = roll_up(
        2025, FORM_2021, [part("甲", received(1), charge("1000.10")), part("乙", received(3), charge("0.1"))]
    )
    assert [whole.share(one) for one in whole.parts] == [Fraction(1, 4), Fraction(3, 4)]
    assert whole.tables.table2.cell("charge", "amount") == Decimal("0.10002")
    assert whole.share(whole.parts[0], "granted") is None


def test_who_is_missing_and_who_was_not_expected() -> None:
    """Names are compared without blanks and width; a register nobody expected is counted and said."""
    whole = roll_up(2025, FORM_2021, [part("市（甲）局", []), part("丁", [])], ["市(甲) 局", "乙", "丙"])
    assert whole.missing == ("乙", "丙")
    assert [(one.rule, one.words.zh[:4]) for one in whole.warnings[1:]] == [("agency_unexpected", "丁.db")]
    assert [one.rule for one in roll_up(2025, FORM_2021, [part("丁", [])]).warnings] == ["unrecorded"]


@pytest.mark.parametrize("typed", ["甲\u200b局A", "甲局a", "甲局\u3164Ａ"])
def test_a_name_is_the_same_however_it_is_typed(typed: str) -> None:
    """Case and what cannot be seen make no other organ of it, as they make no other person of a name."""
    whole = roll_up(2025, FORM_2021, [part("甲局A", []), part(typed, [])], [typed])
    assert whole.missing == ()
    assert [one.rule for one in whole.warnings] == ["unrecorded", "agency_twice"]


def test_an_organ_that_comes_twice() -> None:
    """Two registers of one organ are both counted, and said once: one may be a copy."""
    whole = roll_up(2025, FORM_2021, [part("甲", received(1)), part("甲", received(1)), part("", []), part("", [])])
    assert whole.tables.table3.cell("received", "total") == 2
    assert [one.rule for one in whole.warnings] == ["unrecorded", "agency_twice"]


def test_a_part_that_does_not_balance() -> None:
    """Two errors that cancel out leave sums that balance; the parts are still judged."""
    good = part("甲", received(2)).tables.table3
    wrong = [
        Part("x.db", name, part(name, []).tables._replace(table3=table), imbalances(table))
        for name, table in (
            ("甲", type(good)(year=2025, form=FORM_2021, cells={**good.cells, ("received", "total"): 3})),
            ("乙", type(good)(year=2025, form=FORM_2021, cells={**good.cells, ("received", "total"): 1})),
        )
    ]
    whole = roll_up(2025, FORM_2021, wrong)
    assert whole.imbalances == ()
    assert not whole.balanced


def test_what_cannot_be_added() -> None:
    """Another year or another form is refused; nothing at all adds up to zero."""
    with pytest.raises(TablesDiffer):
        roll_up(2025, FORM_2021, [part("甲", [], year=2024)])
    with pytest.raises(TablesDiffer):
        roll_up(2025, FORM_2019, [part("甲", [])])
    assert set(roll_up(2025, FORM_2021, []).tables.table3.cells.values()) == {0}


def test_an_unknown_figure_makes_the_sum_unknown() -> None:
    """What one organ leaves blank cannot be known of all of them."""
    one = Tables(table2([], 2020, FORM_2019), table3([], 2020, FORM_2019), table4([], 2020, FORM_2019))
    sums = roll_up(2020, FORM_2019, [Part("a.db", "甲", one)]).tables
    assert sums.table2.cell("charge", "change") is None
    assert sums.table2.cell("licence", "decisions") is None
