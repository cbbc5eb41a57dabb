"""Table IV counts a dispute once, however many cases it joins, and as it stands at the year's end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from desk.read_only import ReadOnlyDesk
from persistence import MemoryRegister, Register
from workflow import events as e
from workflow.annual import counted_once, disputes_of, form_for, table4
from workflow.case import Case
from workflow.errors import OutOfOrder
from workflow.events import Fact
from workflow.law import Readings

NOW = datetime(2030, 1, 1, 4, tzinfo=UTC)
RECEIPT = e.Received(date(2023, 3, 1), channel="in_person", requester="business", subject="会议纪要")


def d(text: str) -> date:
    return date.fromisoformat(text)


def filed(on: str, dispute: str = "诉1", after: bool = False) -> Fact:
    return e.LitigationFiled(d(on), dispute=dispute, after_reconsideration=after)


def decided(on: str, result: str, dispute: str = "诉1", final: bool = True) -> Fact:
    return e.LitigationDecided(d(on), dispute=dispute, result=result, final=final)


def appealed(on: str, dispute: str = "诉1") -> Fact:
    return e.LitigationAppealed(d(on), dispute=dispute)


@pytest.fixture(params=["sqlite", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    made = MemoryRegister(NOW) if request.param == "memory" else Register.create(tmp_path / "r.db", opened_at=NOW)
    with closing(made):
        yield made


def recorded(store: Any, **cases: list[Fact]) -> Desk:
    for number, facts in cases.items():
        store.open_case(number, RECEIPT, NOW)
        for fact in facts:
            store.record(number, fact, NOW)
    return Desk(store, now=date(2030, 1, 1))


def columns(desk: Desk | ReadOnlyDesk, row: str = "litigation_direct") -> dict[int, list[str]]:
    """Return by year the columns in which anything counts, as often as it does; the total is checked."""
    found = {}
    for year in range(2023, 2028):
        table = desk.annual(year).table4
        cells = [c for c in table.form.table4.column_ids if c != "total" for _ in range(table.cell(row, c) or 0)]
        assert table.cell(row, "total") == len(cells)
        if cells:
            found[year] = cells
        for column in set(cells):
            assert len(desk.disputes(year, row, column)) == cells.count(column)
    return found


# By name: what is recorded, and in which columns of which years the lawsuit counts.
STORIES: dict[str, tuple[list[Fact], dict[int, list[str]]]] = {
    "decided": ([filed("2023-05-01"), decided("2024-02-01", "upheld")], {2023: ["pending"], 2024: ["upheld"]}),
    "appealed within the year": (
        [filed("2023-05-01"), decided("2023-08-01", "upheld"), appealed("2023-08-10")],
        {year: ["pending"] for year in range(2023, 2028)},
    ),
    "appealed and decided within the year": (
        [
            *(filed("2023-05-01"), decided("2023-08-01", "upheld", final=False)),
            *(appealed("2023-08-10"), decided("2023-12-01", "overturned")),
        ],
        {2023: ["overturned"]},
    ),
    "appealed within the year, decided in the next": (
        [filed("2023-05-01"), decided("2023-08-01", "upheld"), appealed("2023-08-10"), decided("2024-03-01", "other")],
        {2023: ["pending"], 2024: ["other"]},
    ),
    # On 31 December it had no force: the 15 days to appeal (ALL 85) were running.
    "appealed after the year": (
        [filed("2023-05-01"), decided("2023-12-28", "upheld"), appealed("2024-01-05"), decided("2025-03-01", "other")],
        {2023: ["pending"], 2024: ["pending"], 2025: ["other"]},
    ),
    "not final, not appealed": (
        [filed("2023-05-01"), decided("2023-12-28", "upheld", final=False)],
        {2023: ["pending"], 2024: ["upheld"]},
    ),
    "not final, not appealed within the year": (
        [filed("2023-05-01"), decided("2023-08-01", "upheld", final=False)],
        {2023: ["upheld"]},
    ),
}


@pytest.mark.parametrize("name", STORIES)
def test_a_lawsuit_counts_as_it_stands_at_the_years_end(name: str, store: Any) -> None:
    """Open until its judgment has force, and while that is appealed."""
    facts, expected = STORIES[name]
    desk = recorded(store, a=facts)
    with desk.at(date(2030, 1, 1)) as then:
        assert columns(desk) == columns(then) == expected
    assert desk.verify().problems == ()


BY_JUDGMENT = Readings.default().with_(appeal_pending="by_judgment")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("appealed after the year", {2023: ["upheld"], 2024: ["pending"], 2025: ["other"]}),
        ("not final, not appealed", {2023: ["upheld"]}),
        ("appealed and decided within the year", {2023: ["overturned"]}),
    ],
)
def test_a_lawsuit_counts_by_its_judgment_where_it_is_read_so(
    name: str, expected: dict[int, list[str]], store: Any
) -> None:
    """The count of a year that was over before the appeal stands."""
    recorded(store, a=STORIES[name][0])
    desk = Desk(store, readings=BY_JUDGMENT, now=date(2030, 1, 1))
    with desk.at(date(2030, 1, 1)) as then:
        assert columns(desk) == columns(then) == expected


def test_a_reconsideration_that_was_refused(store: Any) -> None:
    """It was pending at the end of the year before, and counts in no column of the year in which it was refused."""
    desk = recorded(
        store,
        a=[
            e.ReconsiderationFiled(d("2023-12-20"), dispute="复1"),
            e.ReconsiderationRefused(d("2024-01-04"), dispute="复1"),
        ],
        b=[
            e.ReconsiderationFiled(d("2024-05-01"), dispute="复2"),
            e.ReconsiderationAccepted(d("2024-05-07"), dispute="复2", procedure="ordinary"),
        ],
        c=[
            e.ReconsiderationFiled(d("2023-05-01"), dispute="复3"),
            e.ReconsiderationRefused(d("2023-05-04"), dispute="复3"),
            e.ReconsiderationFiled(d("2023-06-01"), dispute="复3"),
            e.ReconsiderationDecided(d("2023-07-01"), dispute="复3", result="overturned"),
        ],
    )
    found = columns(desk, "reconsideration")
    assert {year: sorted(cells) for year, cells in found.items()} == {
        2023: ["overturned", "pending"],
        **{year: ["pending"] for year in range(2024, 2028)},
    }
    (refused,) = [one for one in desk.disputes(2023, "reconsideration", "pending") if one.dispute == "复1"]
    assert (refused.result, refused.decided_on) == ("refused", d("2024-01-04"))
    assert desk.verify().problems == ()


def test_a_dispute_that_joins_cases_counts_once(store: Any) -> None:
    """However its id is written and whichever case says what; behind the cell stand all its cases."""
    desk = recorded(
        store,
        a=[filed("2024-05-01", "（2024）行初1号"), decided("2024-09-01", "upheld", "（2024）行初1号")],
        b=[filed("2024-05-01", "(2024)行初1号")],
        c=[filed("2024-05-02", "（2024）行初2号"), decided("2024-09-01", "upheld", "（2024）行初2号")],
    )
    assert columns(desk) == {2024: ["upheld", "upheld"]}
    first, second = desk.disputes(2024, "litigation_direct", "upheld")
    assert ((first.case, first.joined), (second.case, second.joined)) == (("a", ("b",)), ("c", ()))
    assert desk.cell(2024, "litigation_direct", "upheld") == ["a", "b", "c"]
    # A reconsideration with the id of a lawsuit is another dispute.
    store.record("b", e.ReconsiderationFiled(d("2024-04-01"), dispute="（2024）行初1号"), NOW)
    assert columns(desk, "reconsideration")[2024] == ["pending"]
    # Struck out in one case, it still counts by the other; a void case has no dispute.
    store.record("a", e.Rectified(d("2025-01-02"), event_no=3, reason="误登"), NOW)
    assert columns(desk)[2024] == ["upheld", "pending"] or columns(desk)[2024] == ["pending", "upheld"]
    store.record("c", e.Voided(d("2025-01-02"), reason="重复登记", approved_by="李主任"), NOW)
    assert columns(desk)[2024] == ["pending"]
    assert desk.verify().problems == ()


# -- against a count of its own ---------------------------------------------------------------------------

STEPS: dict[str, Callable[[date], Fact]] = {
    "filed": lambda on: e.LitigationFiled(on, dispute="诉1", after_reconsideration=False),
    "upheld": lambda on: e.LitigationDecided(on, dispute="诉1", result="upheld"),
    "other": lambda on: e.LitigationDecided(on, dispute="诉1", result="other", final=False),
    "appealed": lambda on: e.LitigationAppealed(on, dispute="诉1"),
}


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 1), st.integers(1, 400), st.sampled_from(sorted(STEPS))), max_size=9))
def test_one_dispute_of_two_cases_day_by_day(drawn: list[tuple[int, int, str]]) -> None:
    """Whatever two cases say of it: walked day by day, at each year's end it is pending, or ended in the year, or neither."""
    cases = [Case.of(number, RECEIPT) for number in ("a", "b")]
    said: list[tuple[date, str]] = []
    on = date(2023, 4, 1)
    for which, days, step in drawn:
        on = date.fromordinal(on.toordinal() + days)
        try:
            cases[which] = cases[which].after(STEPS[step](on))
        except OutOfOrder:
            continue
        said.append((on, step))
    disputes = [one for case in cases for one in disputes_of(case, BY_JUDGMENT)]
    state, ended = "none", {}
    for year in range(2023, 2035):
        for _, step in [one for one in said if one[0].year == year]:
            opens = step in {"filed", "appealed"}
            if opens:
                state = "open"
            elif state == "open":
                state, ended = "ended", {year: step}
        expected = "pending" if state == "open" else ended.get(year)
        cells = table4(disputes, year, form_for(2025)).cells
        counted = [c for c in ("upheld", "overturned", "other", "pending") if cells["litigation_direct", c]]
        assert counted == ([expected] if expected else [])
        assert cells["litigation_direct", "total"] == len(counted)
    assert counted_once(counted_once(disputes)) == counted_once(disputes)


def test_a_comparison_names_every_case_of_a_dispute_that_changed(store: Any) -> None:
    """A case recorded after a year was frozen joins the dispute of one that was not touched: both are named."""
    desk = recorded(store, a=[filed("2023-06-01")])
    frozen = desk.freeze(2023)
    recorded(store, b=[filed("2023-06-01"), decided("2023-09-01", "upheld")])
    found = {difference.column: set(difference.cases) for difference in desk.compare(2023).differences}
    assert found["upheld"] == {"a", "b"}
    with desk.at(frozen.facts_until) as then:
        for column in ("upheld", "pending", "total"):
            cells = [set(one.cell(2023, "litigation_direct", column)) for one in (then, desk)]
            assert found.get(column, set()) == cells[0] ^ cells[1]
