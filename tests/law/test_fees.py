"""Fees: the tariff by item and by page, with the figures that were worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.law import fee_by_item, fee_by_page
from workflow.law.fees import item_tiers, page_tiers
from workflow.law.provisions import versions


@pytest.mark.parametrize(
    ("requests", "yuan"),
    [
        *[(0, 0), (1, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (35, 3000)],
        *[(40, 4000), (41, 4300), (50, 7000), (51, 7400), (60, 11000), (61, 11500)],
    ],
)
def test_the_fee_by_item_is_progressive(requests: int, yuan: int) -> None:
    """Ten requests a month are free, twenty cost 100 each, and each further ten 100 more apiece."""
    assert fee_by_item(requests) == Decimal(yuan)


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [(0, 0), (30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (2219, 83460)],
)
def test_the_fee_by_page_is_progressive(pages: int, yuan: int) -> None:
    """Thirty pages are free; the case of 2,219 pages cost 83,460 yuan."""
    assert fee_by_page(pages) == Decimal(yuan)


def rate(nth: int) -> int:
    """Price the nth request alone, the slow and obvious way."""
    return 0 if nth <= 10 else 100 if nth <= 30 else 100 + 100 * (1 + (nth - 31) // 10)


@given(requests=st.integers(0, 500))
@settings(deadline=None)
def test_the_total_is_the_sum_of_the_single_prices(requests: int) -> None:
    """The closed sum agrees with adding request by request."""
    assert fee_by_item(requests) == sum(rate(nth) for nth in range(1, requests + 1))


@pytest.mark.parametrize("wrong", [-1, 2.0, "3", None, True, Decimal(4)])
def test_what_is_no_count_is_refused(wrong: object) -> None:
    """Negative numbers and everything that is not a whole number."""
    with pytest.raises(ValueError, match="whole number"):
        fee_by_item(wrong)  # type: ignore[arg-type]  # wrong on purpose
    with pytest.raises(ValueError, match="whole number"):
        fee_by_page(wrong)  # type: ignore[arg-type]  # wrong on purpose


def test_each_tier_says_what_its_provision_says() -> None:
    """Upper bounds and prices stand in the quoted words of the tariff."""
    for tier in (*page_tiers(), *item_tiers()):
        quote = versions(tier.provision)[-1].quote
        assert tier.last is None or str(tier.last) in quote
        assert (f"{tier.yuan}元" if tier.yuan else "不收费") in quote
