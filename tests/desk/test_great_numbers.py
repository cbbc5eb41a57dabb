"""Whole numbers of thousands of digits: refused in words, which do not repeat them."""

from __future__ import annotations

import pytest

from tests.desk.running import Ysq

RECEIVE = ("receive", "--on", "2025-03-03", "--channel", "fax", "--requester", "business", "--subject", "预算")


@pytest.mark.parametrize("digits", [10, 4_000, 5_000])
@pytest.mark.parametrize(
    "command",
    [
        (*RECEIVE, "--requesters"),
        ("ledger", "add", "licence", "--on", "2025-03-03", "--count"),
        ("ledger", "add", "declared", "--year"),
        ("annual",),
        ("due", "--within"),
        ("rectify", "2025-001"),
        ("record", "2025-001", "rectified", "--on", "2025-03-04", "--reason", "笔误", "--event-no"),
        ("record", "2025-001", "reply_ordered", "--on", "2025-03-04", "--ordered-by", "court", "--workdays"),
    ],
    ids=" ".join,
)
def test_a_great_number_is_refused_and_not_repeated(ysq: Ysq, command: tuple[str, ...], digits: int) -> None:
    """Nine digits are the most that is taken; a message stays a line that can be read."""
    ysq("init")
    ysq(*RECEIVE)
    ran = ysq(*command, "9" * digits)
    assert ran.status == 2
    assert "9999999999" in ran.err
    assert len(ran.err) < 600
