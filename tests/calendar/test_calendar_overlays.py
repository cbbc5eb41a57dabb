"""Local overlays: the examples as data, and what each can do to the national calendar."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import attrs
import pytest

from workflow.calendar import Overlay, UnknownRegion, china, laid_over, overlays, region_code, regions
from workflow.errors import NotCovered, YishenqingError

TABLE = Path(__file__).parents[3] / "shared" / "law" / "china_local_days_2008_2026.csv"
ALL = [overlay for region in regions() for overlay in overlays(region)]


def test_equals_the_table() -> None:
    """The overlays hold the rows of the table, no more and no fewer, but for what stands in data files alone."""
    if not TABLE.exists():
        pytest.skip("the table of local arrangements is not part of the distribution")
    with TABLE.open(encoding="utf-8-sig", newline="") as lines:
        rows = {
            (r["region"], r["date"], r["is_workday"] == "1"): (r["scope"], r["source"], r["seen"])
            for r in csv.DictReader(lines)
            if r["seen"] != "data only"
        }
    ours = {(o.name, str(day), working): (o.scope, o.source, o.status) for o in ALL for day, working, _ in o.days}
    assert ours.keys() == rows.keys()
    assert sum(len(o.days) for o in ALL) == len(rows) == 186
    for key, (scope, source, seen) in ours.items():
        assert rows[key][0] == scope
        assert rows[key][1].startswith(source)
        assert seen in rows[key][2]


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


# -- which years are known --------------------------------------------------------------------------------------

# By the tables of the study: every feast of the region's rule has its days, and not in data files alone.
KNOWN = {
    "guangxi": {*range(2008, 2025), 2026},
    "ningxia": {*range(2019, 2027)},
    "xinjiang": {*range(2008, 2012), *range(2022, 2027)},
    "lhasa": set(),
    "xizang": set(),
    "xishuangbanna": {2018},
    "chuxiong": set(),
    "enshi": {2023},
    "xiangxi": {2018},
    "hubei": {*range(2008, 2027)},
}


@pytest.mark.parametrize("region", KNOWN)
def test_a_year_is_confirmed_only_where_every_feast_is_known(region: str) -> None:
    """A day is confirmed in the years of which all of the region's own days off are known, and in no other."""
    local = china(overlays=overlays(region))
    assert {year for year in range(2008, 2027) if local.is_confirmed(date(year, 6, 1))} == KNOWN[region]


def test_an_unknown_year_on_the_way() -> None:
    """A count that passes through an unknown year is not confirmed, though it ends in a known one."""
    guangxi = china(overlays=overlays("guangxi"))
    assert guangxi.is_confirmed(date(2026, 1, 20))
    assert not guangxi.is_confirmed(date(2026, 1, 20), date(2025, 12, 24))
    assert guangxi.is_confirmed(date(2026, 1, 20), date(2025, 12, 31))
    with pytest.raises(NotCovered, match="广西2025年“壮族三月三”"):
        guangxi.nth_working_day_after(date(2025, 12, 24), 20)
    assert guangxi.nth_working_day_after(date(2025, 12, 24), 20, provisional=True) == date(2026, 1, 22)


def test_an_unknown_year_is_reckoned_nationally_and_says_so() -> None:
    """The days of such a year are the country's, each with the region, the year and the feast that is unknown."""
    why = china(overlays=overlays("guangxi")).why(date(2025, 3, 31))
    assert why.working
    assert all(word in why.reason.zh for word in ("广西", "2025", "壮族三月三", "推定"))
    assert all(word in why.reason.en for word in ("guangxi", "2025", "provisional"))


def test_what_was_issued_later_leaves_its_year_unknown() -> None:
    """As known before the notice for Lhasa, its festival of that year is unknown; the place is not forgotten."""
    before, after = (china(day, overlays("guangxi")) for day in (date(2026, 3, 3), date(2026, 3, 4)))
    assert not before.is_confirmed(date(2026, 6, 1))
    assert after.is_confirmed(date(2026, 6, 1))
    assert not china(date(2022, 1, 1), overlays("lhasa")).is_confirmed(date(2021, 6, 1))


@pytest.mark.parametrize("occasion", ["壮族三月三", "三月三", "2025年壮族三月三", "地方放假"])
def test_a_notice_loaded_makes_its_year_known(occasion: str) -> None:
    """The region's notice of a year that lacked one confirms that year: by the feast named, or naming none."""
    days = [(date(2025, 3, 31), False, occasion), (date(2025, 4, 1), False, occasion)]
    own = Overlay("guangxi", "广西", scope="全区", instrument="2025年的通知", days=days)
    before = china(overlays=overlays("guangxi"))
    after = laid_over(before, own)
    assert not before.is_confirmed(date(2025, 6, 1))
    assert after.is_confirmed(date(2025, 6, 1))
    assert before.revision != after.revision
    assert not laid_over(before, attrs.evolve(own, days=[(date(2025, 3, 31), False, "别的节")])).is_confirmed(
        date(2025, 6, 1)
    )


def test_revisions_differ_where_only_certainty_does() -> None:
    """Two calendars that agree on every day but not on what is confirmed are not of one revision."""
    event = Overlay("somewhere", "某地", scope="", instrument="", days=[(date(2025, 6, 6), False, "泼水节")])
    there = attrs.evolve(event, region="dehong", name="德宏州")
    ids = {china(overlays=[overlay]).revision.replace("somewhere", "dehong") for overlay in (event, there)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("guangxi", "guangxi"),
        ("广西", "guangxi"),
        (" 广西 ", "guangxi"),
        ("guangxi（广西）", "guangxi"),
        ("guangxi(广西)", "guangxi"),
        ("beijing-2014-central（北京）", "beijing-2014-central"),
        ("北京", "beijing-2014-central"),
        ("杭州", "hangzhou"),
        ("杭州九城区", "hangzhou"),
        ("全国", "cn"),
        ("cn", "cn"),
    ],
)
def test_a_region_by_its_names(written: str, code: str) -> None:
    """A region is found under its code, its name, both as they are listed, or the beginning of its name."""
    assert region_code(written) == code
    assert {overlay.region for overlay in overlays(written)} == ({code} - {"cn"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [("guangix", "guangxi"), ("Guangxi", "guangxi"), ("CN", "cn"), ("广西壮族自治区", "广西"), ("西双", None)],
)
def test_a_near_miss_of_a_region(written: str, meant: str | None) -> None:
    """What is nearly a region's name is refused with the one that was perhaps meant, unless it begins only one."""
    if meant is None:
        assert region_code(written) == "xishuangbanna"
        return
    with pytest.raises(UnknownRegion, match="是否指") as caught:
        region_code(written)
    assert meant in caught.value.message("zh").partition("现有")[0]
    assert "did you mean" in caught.value.message("en")
