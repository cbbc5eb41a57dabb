"""What is written as a case number is read as one, and nothing else is: the series never runs into a taken number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from persistence import LooksAlike, MemoryRegister, NumberTaken, Register, Settings
from persistence.contract.tools import NOW, cases_of, receipt, refused
from persistence.numbering import LAST, number_of, place_in_series, series_of

PATTERNS = ["{year}-{n:03}", "{n}", "{year}{n}", "{n:04}{year}", "依〔{year}〕第{n:01}号", "1{n}2"]


@settings(deadline=None)
@given(st.sampled_from(PATTERNS), st.integers(1, 9999), st.integers(1, LAST))
def test_every_number_that_is_written_is_read(pattern: str, year: int, n: int) -> None:
    """The place of a number is the one for which it was written, for any year and as far as the series goes."""
    assert place_in_series(pattern, number_of(pattern, year, n)) == (series_of(pattern, year), n)


def test_a_series_ends() -> None:
    """After the last number that is read none is written: the last is taken."""
    assert refused(NumberTaken, lambda: number_of("{year}-{n:03}", 2025, LAST + 1)).case == f"2025-{LAST}"


@pytest.mark.parametrize("number", ["２０２５-001", "2025-００１", "2025-00٣", "2025-³", "2025-"])
def test_other_digits_are_no_place_in_the_series(number: str) -> None:
    """Full-width and other digits are letters of a number of the organ's own."""
    assert place_in_series("{year}-{n:03}", number) is None


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """An empty register of each kind, whose numbers have the year in front."""
    chosen = Settings(numbering="{year}-{n:03}")
    made: Any = MemoryRegister(NOW, chosen) if request.param == "memory" else Register.create(tmp_path / "r.db", chosen)
    yield made
    made.close()


def test_after_the_last_number_nothing_is_received(store: Register) -> None:
    """Where the organ used the last number itself, the next is refused in words; other years and numbers go on."""
    store.open_case(f"2025-{LAST}", receipt(), NOW)
    before = store.head()
    for _ in range(2):
        refused(NumberTaken, lambda: store.receive(receipt(), NOW))
        assert (store.head(), store.verify().problems) == (before, ())
        store.rebuild()
    assert store.receive(receipt(date(2026, 1, 5)), NOW).number == "2026-001"
    store.open_case("甲", receipt(), NOW)
    store.open_case(f"2025-{LAST + 1}", receipt(), NOW)
    refused(NumberTaken, lambda: store.receive(receipt(), NOW))
    assert store.verify().problems == ()


def test_a_number_of_the_organs_own_is_never_run_into(store: Register) -> None:
    """With numbers beside the series, of any length, each case gets one of its own."""
    own = ["2025甲001", "乙2025-002", "2025-0000000003", "2025-20250310001", "2025-7"]
    for number in own:
        store.open_case(number, receipt(), NOW)
    given = [store.receive(receipt(), NOW).number for _ in range(3)]
    assert given == ["2025-008", "2025-009", "2025-010"]
    store.rebuild()
    assert store.receive(receipt(), NOW).number == "2025-011"
    assert len({case.number for case in cases_of(store)}) == 9
    assert store.verify().problems == ()


@pytest.mark.parametrize("pattern", [*PATTERNS, "[{year}]{n:03}", "foi*{year}-{n}"])
def test_other_zeros_are_found_when_a_register_is_opened(pattern: str, tmp_path: Path) -> None:
    """What stands in the file with more or fewer zeros is known to who opens it, under any pattern."""
    written = [number_of(pattern, 2025, n) for n in (7, 1234)]
    odd = [
        number_of(pattern.replace(":03", ":01").replace(":04", ":01"), 2025, 7),
        number_of(_longer(pattern), 2025, 1234),
    ]
    with closing(Register.create(tmp_path / "r.db", Settings(numbering=pattern))) as register:
        for number in odd:
            register.open_case(number, receipt(), NOW)
    with closing(Register.open(tmp_path / "r.db")) as register:
        for number, other in zip(written, odd, strict=True):
            if number != other:
                assert refused(LooksAlike, partial(register.open_case, number, receipt(), NOW)).meant == other


def _longer(pattern: str) -> str:
    return re.sub(r"\{n[^}]*\}", "{n:08}", pattern)
