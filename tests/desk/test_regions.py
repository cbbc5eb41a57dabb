"""Registers of regions: a date is certain only where the region's own days off are known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from workflow.events import Channel
from workflow.outcomes import Requester

# Region, a day of receipt in a year of which its own days off are not known, and what it is called.
UNKNOWN = [
    ("guangxi", date(2025, 3, 17), "广西2025年“壮族三月三”"),
    ("ningxia", date(2016, 5, 3), "宁夏2016年“开斋节”"),
    ("xinjiang", date(2016, 5, 3), "新疆2016年“肉孜节”"),
    ("xinjiang", date(2021, 5, 6), "新疆2021年“肉孜节、古尔邦节”"),
    ("lhasa", date(2026, 3, 2), "拉萨2026年“雪顿节”"),
]


def desk_of(region: str, path: Path) -> Desk:
    return Desk.create(path / "register.db", region=region, now=date(2026, 11, 30))


def received(desk: Desk, on: date) -> str:
    case = desk.receive(on, channel=Channel.IN_PERSON, requester=Requester.BUSINESS, subject="采购合同")
    return case.number


@pytest.mark.parametrize(("region", "on", "said"), UNKNOWN)
def test_a_limit_in_an_unknown_year_is_provisional(tmp_path: Path, region: str, on: date, said: str) -> None:
    """A limit in a year of which the region's own days off are not known is provisional, and says why."""
    with desk_of(region, tmp_path) as desk:
        limit = desk.deadline(received(desk, on), on=on)
        assert limit.status == "provisional"
        (warning,) = limit.warnings
        assert said in warning.zh
        assert region in warning.en
        assert str(on.year) in warning.en
        assert {line.status for line in desk.due()} == {line.status for line in desk.due(on=on)} == {"provisional"}


@pytest.mark.parametrize(
    ("region", "on", "due"),
    [
        # 26–29 March, 1–3 April, 7–10 April (Sunday the 7th was worked), 15–19 and 22–25 April.
        ("guangxi", date(2024, 3, 25), date(2024, 4, 25)),
        # 12–14, 19–21 and 24–28 June, 1–5 and 8–11 July.
        ("ningxia", date(2024, 6, 11), date(2024, 7, 11)),
        # Fifteen days then: 2–5, 8–12, 15–19 and 22 August.
        ("xinjiang", date(2011, 8, 1), date(2011, 8, 22)),
    ],
)
def test_a_limit_in_a_known_year_is_confirmed(tmp_path: Path, region: str, on: date, due: date) -> None:
    """A limit in a year of which they are known is confirmed, and counts them."""
    with desk_of(region, tmp_path) as desk:
        limit = desk.deadline(received(desk, on), on=on)
        assert (limit.due, limit.status, limit.warnings) == (due, "confirmed", ())


def test_a_limit_that_passes_through_an_unknown_year(tmp_path: Path) -> None:
    """A limit that begins in an unknown year and ends in a known one is provisional."""
    with desk_of("guangxi", tmp_path) as desk:
        limit = desk.deadline(received(desk, date(2025, 12, 24)), on=date(2025, 12, 30))
        assert (limit.due, limit.status) == (date(2026, 1, 22), "provisional")


def test_the_country_is_as_certain_as_before(tmp_path: Path) -> None:
    """A register of the whole country knows every year that the State Council has arranged."""
    with desk_of("cn", tmp_path) as desk:
        limit = desk.deadline(received(desk, date(2025, 3, 17)), on=date(2025, 3, 18))
        assert (limit.due, limit.status, limit.warnings) == (date(2025, 4, 15), "confirmed", ())
