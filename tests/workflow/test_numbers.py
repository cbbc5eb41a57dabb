"""Numbers that people take for one another share a folded form; a new one can be seen, read and typed."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow import Case, InvalidFact
from workflow.events import Channel, Received
from workflow.numbers import folded, is_number, may_be_new
from workflow.outcomes import Requester

ONE = [
    (
        "2025-001",
        "２０２５-００１",
        "2025‐001",
        "2025–001",
        "2025—001",
        "2025−001",
        "2025\u200b-001",
        " 2025-001",
        "2025- 001",
    ),
    (
        "榕工信〔2025〕1号",
        "榕工信[2025]1号",
        "榕工信(2025)1号",
        "榕工信（2025）1号",
        "榕工信【2025】1号",
        "榕工信〖2025〗1号",
    ),
    ("A-1", "a-1", "Ａ-1", "a\u00ad-1", "\u202ea-1"),
    ("É1", "é1", "e\u03011"),
]


@pytest.mark.parametrize("numbers", ONE, ids=lambda numbers: numbers[0])
def test_numbers_that_look_alike_have_one_form(numbers: tuple[str, ...]) -> None:
    """Width, case, brackets, dashes, blanks and what cannot be seen make no difference; the first is the form."""
    assert {folded(number) for number in numbers} == {numbers[0]}


def test_numbers_that_differ_have_forms_that_differ() -> None:
    """Other digits, letters and words stay apart."""
    numbers = [
        *(forms[0] for forms in ONE),
        "2025-002",
        "2025001",
        "2025/001",
        "榕工信〔2025〕第1号",
        "榕工信〔2025〕11号",
        "B-1",
    ]
    assert len({folded(number) for number in numbers}) == len(numbers)


@given(st.text(min_size=1, max_size=12))
def test_a_form_is_its_own_form(number: str) -> None:
    """Folding twice changes nothing more."""
    assert folded(folded(number)) == folded(number)


@given(st.text(min_size=1, max_size=12).filter(is_number))
def test_a_new_number_has_nothing_unseen(number: str) -> None:
    """Whatever may be new has a letter or a digit, no control, mark of direction or separator, no blank at its ends."""
    if may_be_new(number):
        assert not {unicodedata.category(c) for c in number} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
        assert any(c.isalnum() for c in number)
        assert number == number.strip()
        assert not number.startswith("-")


@pytest.mark.parametrize(
    "number", ["-5", "..", ".", "2025-1\u200b", "\u202e1", " 1", "1\u3000", "〔〕", "\u3164", "1\ufe0f"]
)
def test_a_number_that_cannot_be_read_or_typed_is_none_of_a_new_case(number: str) -> None:
    """It is refused by today's rules; under the first it was taken, and such a case can still be read."""
    receipt = Received(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="x")
    with pytest.raises(InvalidFact):
        Case.opened(number, receipt)
    assert Case.opened(number, receipt, rules=1).number == number


@pytest.mark.parametrize("number", ["2025/1", "依 2025-1", "榕工信（2025）1号", "#7", "x:1", "é"])
def test_a_number_of_the_organs_own_may_be_written_in_many_ways(number: str) -> None:
    """What can be read and typed is taken, whether or not it could name a file."""
    assert may_be_new(number)
