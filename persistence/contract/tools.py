"""What the tests of a shelf share: facts, histories, and a shelf with a register over it to try them on."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar
from unittest import SkipTest

from workflow.annual import DisputeKey, TallyKey
from workflow.case import Case
from workflow.events import (
    Channel,
    Delivery,
    Fact,
    Received,
    Replied,
)
from workflow.outcomes import Outcome, Requester

from ..book import Book
from ..casefile import FactLine, Person, Sourced
from ..register import Register
from ..settings import Settings, in_full
from ..shelf import Shelf

NOW = datetime(2031, 1, 1, 4, tzinfo=UTC)
WANG = Person("王小明", "350102199001011234", "13900001111")
LINES = (
    '{"ledger":"charge","on":"2025-03-03","amount":"400.50"}',
    '{"ledger":"charge","on":"2025-03-04","amount":"1"}',
)
EXAMPLES = 8

History = tuple[Fact, ...]
Error = TypeVar("Error", bound=Exception)
Answer = TypeVar("Answer")


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


def asked(register: Register, question: Callable[[Book], Answer]) -> Answer:
    """Ask the book of *register* as it stands now."""
    with register.at() as book:
        return question(book)


def cases_of(register: Register) -> list[Case]:
    """Return every case of *register*, by number."""
    return asked(register, lambda book: [*book.cases()])


def tallies(register: Register) -> tuple[dict[TallyKey, int], dict[DisputeKey, int]]:
    """Return what *register* counts for tables III and IV."""
    return asked(register, lambda book: (book.tally(), book.dispute_tally()))


def any_histories(test: Callable[[list[History]], None], examples: int = EXAMPLES) -> None:
    """Run *test* with lists of possible histories."""
    from hypothesis import given, settings
    from hypothesis import strategies as st

    from workflow.testing.strategies import possible_histories

    lists = st.lists(possible_histories(), min_size=1, max_size=4)
    settings(deadline=None, max_examples=examples, database=None)(given(lists)(test))()


def opened(shelf: Shelf) -> Register:
    """Return a register over an empty *shelf*, opened at :data:`NOW`."""
    register = Register(shelf)
    with register.writing() as w:
        w.writer.open(NOW)
    return register


class ShelfTests(ABC):
    """Tests of a shelf that :meth:`make_shelf` makes, and of a register over it."""

    @abstractmethod
    def make_shelf(self, settings: Settings) -> Shelf:
        """Return a new shelf that keeps *settings*, with nothing else in it."""

    def tamper(self, shelf: Shelf, number: str) -> None:
        """Change past the *shelf* what it keeps for speed of an open case: its stage.

        Write it where your shelf keeps any such thing; without it the test is passed over.
        """
        raise SkipTest("the shelf keeps nothing for speed")

    @contextmanager
    def shelf(self, **settings: Any) -> Iterator[Shelf]:
        """Yield a new, empty shelf and close it."""
        made = self.make_shelf(in_full(Settings(**settings)))
        try:
            yield made
        finally:
            made.close()

    @contextmanager
    def register(self, **settings: Any) -> Iterator[Register]:
        """Yield a new register, opened at :data:`NOW`, and close it."""
        with self.shelf(**settings) as shelf:
            yield opened(shelf)

    @contextmanager
    def unchanged(self, register: Register) -> Iterator[None]:
        """Check that nothing was written meanwhile."""
        before = register.head(), list(register.export(persons=True))
        yield
        assert (register.head(), list(register.export(persons=True))) == before
