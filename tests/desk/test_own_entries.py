"""An application's own entries in the book: any JSON under a kind of its own, and nothing that would ruin the book."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk import Desk
from persistence import MemoryRegister
from persistence.book_kinds import BOOK_KINDS
from persistence.verifying.kinds import Kinds
from workflow.errors import InvalidFact
from workflow.events import EVENT_OF, Channel
from workflow.outcomes import Requester

NOW = datetime(2025, 12, 31, 4, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "register.db", now=NOW) as made:
        made.receive(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="采购合同")
        yield made


def sound(desk: Desk, path: Path) -> None:
    """Everything that reads the book's own entries still answers."""
    assert desk.verify().ok
    assert desk.deadline("2025-001").due == date(2025, 3, 31)
    desk.annual(2025)
    assert desk.backup(path / "copy.db").ok
    assert [line.startswith('{"case"') for line in desk.export()] == [False, True]  # the rules, and the receipt


@pytest.mark.parametrize("kind", [*sorted(BOOK_KINDS), *EVENT_OF, "person", "", " "])
def test_the_kinds_of_the_book_are_its_own(desk: Desk, tmp_path: Path, kind: str) -> None:
    """An entry under a kind of the book's, of its facts or of nothing at all is refused by desk and register alike."""
    head = desk.head()
    for write in (lambda: desk.register.write_entry(kind, NOW, "{}"), lambda: desk.write_entry(kind, {})):
        with pytest.raises(InvalidFact) as caught:
            write()
        assert caught.value.field == "kind"
    assert desk.head() == head
    sound(desk, tmp_path)


def test_every_kind_of_the_book_is_proved() -> None:
    """``verify`` knows how to read each of them, and no other."""
    assert Kinds._readers.keys() == BOOK_KINDS


DEEP: list[Any] = []
for _ in range(2000):
    DEEP = [DEEP]
NO_JSON: list[Any] = [
    float("nan"),
    {"n": float("inf")},
    {1: "x"},
    {None: 1},
    {"a": {2, 3}},
    (1, 2),
    b"x",
    date(2025, 3, 3),
    {"on": NOW},
    Decimal("1.10"),
    "\ud800",
    {"\ud800": 1},
    ["\udfff"],
    DEEP,
    object(),
    10**5000,
]


@pytest.mark.parametrize("data", NO_JSON, ids=lambda data: type(data).__name__)
def test_what_is_no_json_is_refused(desk: Desk, tmp_path: Path, data: Any) -> None:
    """A value that JSON does not have, or would read back as another, is refused before anything is written."""
    head = desk.head()
    with pytest.raises(InvalidFact, match="JSON"):
        desk.write_entry("app.memo", data)
    assert desk.head() == head
    sound(desk, tmp_path)


@pytest.mark.parametrize("text", ["", "not json", "{", "NaN", '{"n":-Infinity}', '"\\ud800"', '"\ud800"', "[" * 5000])
def test_text_that_is_no_json_is_refused(desk: Desk, tmp_path: Path, text: str) -> None:
    """A register, which takes JSON as text, reads it before it writes it."""
    for register in (desk.register, MemoryRegister(NOW)):
        head = register.head()
        with pytest.raises(InvalidFact, match="JSON"):
            register.write_entry("app.memo", NOW, text)
        assert register.head() == head
    sound(desk, tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(JSON, max_size=2))
def test_any_json_comes_back(written: list[Any]) -> None:
    """Whatever JSON is written under a kind of one's own is read back as it was, and the book verifies."""
    desk = Desk(MemoryRegister(NOW), now=NOW)
    for values in written:
        desk.write_entry("app.memo", values, by="甲", note="乙")
    found = desk.register.entries("app.memo")
    assert [json.loads(entry.data) for entry in found] == written
    assert all((entry.by, entry.note) == ("甲", "乙") for entry in found)
    assert desk.verify().ok


def test_an_entry_tells_the_head_before_it(desk: Desk, tmp_path: Path) -> None:
    """The head before the entry is returned, so that one can see what was in the book when it was written."""
    head = desk.head()
    assert desk.write_entry("app.memo", {"待办": ["电话"]}) == head
    (entry,) = desk.register.entries("app.memo")
    assert (entry.seq, entry.data) == (head.seq + 1, '{"待办":["电话"]}')
    sound(desk, tmp_path)
