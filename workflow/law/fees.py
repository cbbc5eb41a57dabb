"""The fee for processing information (信息处理费): progressive tiers, by item and by page, in yuan.

Source: 国办函〔2020〕109号 Art. 3–5. Each request is charged by one method, never by both.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .law import Law
from .provisions import SHIPPED


class Tier(NamedTuple):
    """One step of a tariff: up to and including the *last* item (``None``: no end), *yuan* for each."""

    last: int | None
    yuan: int
    provision: str


# From 31 on: bands of ten requests, each dearer than the band before by the step of Art. 4(2)(3).
ITEM_BAND = 10


def page_tiers(law: Law | None = None, on: date | None = None) -> tuple[Tier, ...]:
    """Return the tariff by page of the day *on*, or the newest; of the shipped law unless another is given."""
    return (
        Tier(_count("fee_page_free", law, on), 0, "fee_page_free"),
        Tier(100, _count("fee_page_31", law, on), "fee_page_31"),
        Tier(200, _count("fee_page_101", law, on), "fee_page_101"),
        Tier(None, _count("fee_page_201", law, on), "fee_page_201"),
    )


def item_tiers(law: Law | None = None, on: date | None = None) -> tuple[Tier, ...]:
    """Return the tariff by request up to the bands, of the day *on*, or the newest; of the shipped law by default."""
    return (
        Tier(_count("fee_item_free", law, on), 0, "fee_item_free"),
        Tier(30, _count("fee_item_rate", law, on), "fee_item_rate"),
    )


def fee_by_page(pages: int, law: Law | None = None, on: date | None = None) -> Decimal:
    """Return the fee in yuan for *pages* pages (one side of A4 or smaller) supplied for one request.

    Pages of several requests are never added up. The tariff is that of the day *on*, or the newest. Raise
    ``ValueError`` unless *pages* is a whole number from 0 on. Source: 109号 Art. 5.
    """
    _check(pages, "pages")
    return Decimal(_tiered(pages, page_tiers(law, on)))


def fee_by_item(nth_items_in_month: int, law: Law | None = None, on: date | None = None) -> Decimal:
    """Return the total fee in yuan for that many requests of one requester in one calendar month.

    The fee of the n-th request alone is ``fee_by_item(n) - fee_by_item(n - 1)``. The tariff is that of the day
    *on*, or the newest. Raise ``ValueError`` unless the number is a whole number from 0 on. Source: 109号 Art. 4.
    """
    _check(nth_items_in_month, "nth_items_in_month")
    tiers, step = item_tiers(law, on), _count("fee_item_step", law, on)
    last, rate, _ = tiers[-1]
    total = _tiered(min(nth_items_in_month, last or 0), tiers)
    bands, rest = divmod(max(nth_items_in_month - (last or 0), 0), ITEM_BAND)
    # The n-th full band costs its rate and n steps an item, so that the steps of them all add up to n(n + 1)/2.
    full = ITEM_BAND * (bands * rate + step * bands * (bands + 1) // 2)
    return Decimal(total + full + rest * (rate + step * (bands + 1)))


def _count(id: str, law: Law | None, on: date | None) -> int:
    law = law or SHIPPED
    count = (law.versions(id)[-1] if on is None else law.provision(id, on)).count
    assert count is not None, f"the tariff names a number: {id}"
    return count


def _tiered(number: int, tiers: tuple[Tier, ...]) -> int:
    """Add up the tiers that *number* reaches; each tier is charged only on its own part."""
    total, below = 0, 0
    for last, yuan, _ in tiers:
        upper = number if last is None else min(number, last)
        total += max(upper - below, 0) * yuan
        below = max(upper, below)
    return total


def _check(number: object, name: str) -> None:
    """Refuse everything but a whole number from 0 on."""
    if isinstance(number, bool) or not isinstance(number, int) or number < 0:
        raise ValueError(f"{name} must be a whole number from 0 on, not {number!r}（应为非负整数）")
