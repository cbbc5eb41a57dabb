"""What a message shows of a value: what a person would write, in both languages, and nothing of Python."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from workflow.errors import InvalidFact, UnknownKind
from workflow.events import KIND_ZH
from workflow.outcomes import Outcome
from workflow.shown import shown
from workflow.words import Words

ALLOWED = Words("别的", "something else")


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        (Decimal("100.005"), "100.005", "100.005"),
        (None, "空", "nothing"),
        (b"\x9b", "字节，不是文字", "bytes, which are no text"),
        (True, "true", "true"),
        (date(2025, 3, 3), "2025-03-03", "2025-03-03"),
        (Outcome.GRANTED, "'granted'", "'granted'"),
        (7, "7", "7"),
        ("甲", "'甲'", "'甲'"),
        ({"amount": Decimal("1.5"), "on": None}, "{'amount': 1.5, 'on': nothing}", "{'amount': 1.5, 'on': nothing}"),
        ([date(2025, 3, 3)], "[2025-03-03]", "[2025-03-03]"),
        (object(), "object", "object"),
        ("长" * 100, "'" + "长" * 58 + "…", "'" + "长" * 58 + "…"),
    ],
)
def test_a_value_in_a_message(value: object, zh: str, en: str) -> None:
    """It is found in what the error says, in either language."""
    error = InvalidFact("amount", value, ALLOWED)
    assert (error.message(), error.message("en")) == (
        f"字段 amount：读到 {zh}，应为 别的",
        f"field amount: found {en}, allowed is something else",
    )


def test_a_value_that_cannot_be_written() -> None:
    """Whole numbers of thousands of digits, and what holds itself, are named by what they are."""
    endless: list[object] = []
    endless.append(endless)
    assert shown(10**5000) == Words("int …", "int …")
    assert shown(endless).en.startswith("[")


def test_a_kind_that_is_mistyped() -> None:
    """The likeliest is named with its word, from the code or from the word; all are listed where none is like it."""
    for typed in ("replyed", "答复了"):
        error = UnknownKind(typed, KIND_ZH)
        assert "是否指 replied（答复）" in error.message()
        assert "did you mean replied" in error.message("en")
    assert "一种" not in UnknownKind("xyz", KIND_ZH).message()
    assert "其中之一：received review_started" in UnknownKind("xyz", KIND_ZH).message()
