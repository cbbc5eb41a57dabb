"""What the tests of a store share: facts, histories, and a store to try them on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from unittest import SkipTest

from workflow.events import (
    Channel,
    Delivery,
    Fact,
    Received,
    Replied,
)
from workflow.outcomes import Outcome, Requester

from ..casefile import FactLine, Person, Sourced
from ..register import Settings
from ..store import Store

NOW = datetime(2031, 1, 1, 4, tzinfo=UTC)
WANG = Person("王小明", "350102199001011234", "13900001111")
LINES = (
    '{"ledger":"charge","on":"2025-03-03","amount":"400.50"}',
    '{"ledger":"charge","on":"2025-03-04","amount":"1"}',
)
EXAMPLES = 8

History = tuple[Fact, ...]
Error = TypeVar("Error", bound=Exception)


def receipt(on: date = date(2025, 3, 3)) -> Received:
    """Return a receipt by fax."""
    return Received(on, channel=Channel.FAX, requester=Requester.BUSINESS, subject="会议纪要")


def replied(on: date = date(2025, 3, 20)) -> Replied:
    """Return a reply that grants all."""
    return Replied(on, outcome=Outcome.GRANTED, delivery=Delivery.POST)


def refused(error: type[Error], attempt: Callable[[], object]) -> Error:
    """Return the *error* that *attempt* must raise."""
    try:
        attempt()
    except error as raised:
        return raised
    raise AssertionError(f"{error.__name__} was not raised")


def numbered(histories: Iterable[History]) -> Iterator[Sourced]:
    """Yield the facts of these histories as lines of a case file, case after case."""
    lines = ((f"x{n}", fact) for n, history in enumerate(histories) for fact in history)
    return (("file", line, FactLine(case, fact, None)) for line, (case, fact) in enumerate(lines, 1))


def any_histories(test: Callable[[list[History]], None], examples: int = EXAMPLES) -> None:
    """Run *test* with lists of possible histories."""
    from hypothesis import given, settings
    from hypothesis import strategies as st

    from workflow.testing.strategies import possible_histories

    lists = st.lists(possible_histories(), min_size=1, max_size=4)
    settings(deadline=None, max_examples=examples, database=None)(given(lists)(test))()


class StoreTests(ABC):
    """Tests of a store that :meth:`make_store` makes."""

    @abstractmethod
    def make_store(self, settings: Settings) -> Store:
        """Return a new store, with nothing in it but what opens the book."""

    def tamper(self, store: Store, number: str) -> None:
        """Change past the *store* what it keeps for speed of an open case: its stage.

        Write it where your store keeps any such thing; without it the test is passed over.
        """
        raise SkipTest("the store keeps nothing for speed")

    @contextmanager
    def store(self, **settings: Any) -> Iterator[Store]:
        """Yield a new store and close it."""
        made = self.make_store(Settings(**settings))
        try:
            yield made
        finally:
            made.close()

    @contextmanager
    def unchanged(self, store: Store) -> Iterator[None]:
        """Check that nothing was written meanwhile."""
        before = store.head(), list(store.export(persons=True))
        yield
        assert (store.head(), list(store.export(persons=True))) == before
