"""Local overlays: the examples as data, and what each can do to the national calendar."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from workflow.calendar import UnknownRegion, china, overlays
from workflow.calendar.overlays import regions
from workflow.errors import YishenqingError

TABLE = Path(__file__).parents[3] / "shared" / "law" / "china_local_overlays_examples.csv"
ALL = [overlay for region in regions() for overlay in overlays(region)]


def test_equals_the_table() -> None:
    """The overlays hold the rows of the table, no more and no fewer."""
    if not TABLE.exists():
        pytest.skip("the table of local arrangements is not part of the distribution")
    with TABLE.open(encoding="utf-8-sig", newline="") as lines:
        rows = {
            (r["region"], r["scope"], r["date"], r["is_workday"] == "1", r["source"], r["status"])
            for r in csv.DictReader(lines)
        }
    ours = {(o.name, o.scope, str(day), working, o.source, o.status) for o in ALL for day, working, _ in o.days}
    assert ours == rows
    assert sum(len(o.days) for o in ALL) == len(rows) == 69


def test_each_day_differs_from_the_country() -> None:
    """No overlay says what the national calendar says anyway."""
    assert [d for o in ALL for d, working, _ in o.days if china().is_working_day(d) == working] == []


@pytest.mark.parametrize("region", sorted(regions()))
def test_changes_its_days_only(region: str) -> None:
    """The calendar of a place differs from the country's on the days of its overlays and on no other."""
    local, said = china(overlays=overlays(region)), {d: w for o in overlays(region) for d, w, _ in o.days}
    assert local.id == f"cn-{region}@2026"
    before, until = date(2008, 1, 1), date(2026, 12, 31)
    ours, theirs = (set(c.working_days_between(before, until)) for c in (local, china()))
    assert theirs - ours == {day for day, working in said.items() if not working}
    assert ours - theirs == {day for day, working in said.items() if working}


def test_guangxi_cancels_a_make_up_day() -> None:
    """In 2017 Guangxi rested on the Saturday that the country worked."""
    guangxi, day = china(overlays=overlays("guangxi")), date(2017, 4, 1)
    assert china().make_up_days_between(date(2017, 3, 31), day) == (day,)
    assert guangxi.make_up_days_between(date(2017, 3, 31), day) == ()
    why = guangxi.why(day)
    assert (why.working, why.notice) == (False, None)
    assert why.overlay is not None
    assert why.overlay.region == "guangxi"
    assert why.reason.zh.startswith("放假：壮族三月三（广西：广西壮族自治区人民政府令第98号")


def test_counts_in_a_place() -> None:
    """The days of APEC in Beijing move a deadline of the organs there."""
    beijing = china(overlays=overlays("beijing-2014-central"))
    assert beijing.nth_working_day_after(date(2014, 11, 6), 1) == date(2014, 11, 13)
    assert china().nth_working_day_after(date(2014, 11, 6), 1) == date(2014, 11, 7)


def test_two_places() -> None:
    """Overlays of several places can be laid on one another."""
    assert china(overlays=overlays("guangxi") + overlays("lhasa")).id == "cn-guangxi+lhasa@2026"


def test_unknown_region() -> None:
    """An unknown region is refused, and the known ones are named."""
    with pytest.raises(UnknownRegion) as caught:
        overlays("atlantis")
    assert isinstance(caught.value, YishenqingError)
    assert caught.value.region == "atlantis"
    assert caught.value.known == tuple(regions())
    assert "guangxi" in caught.value.message("zh")
    assert "guangxi" in caught.value.message("en")
