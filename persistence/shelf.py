"""Shelf: what a register asks of the place where its rows are kept. A shelf locks, appends, reads and projects.

It decides nothing: numbering, importing, forgetting, freezing and proving are written once, above it. No argument and no
result is a statement, a connection or a cursor of a database. Moments of the past are folded above it as well: what is
read here is one moment of the present.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from enum import Enum
from typing import Any, NamedTuple, Protocol

from workflow.annual import Dispute, Selection, TallyKey
from workflow.case import Case

from .chain import Head
from .entries import BookEntry
from .problems import Problem

Row = tuple[Any, ...]
"""A row of the journal: seq, case, no, kind, on, recorded_at, by, note, data, hash; the case is empty for the book itself."""
FactRow = tuple[Any, ...]
"""A fact: case, no, kind, on, recorded_at, by, note, data, seq."""
PersonRow = tuple[Any, ...]
"""Who asks: case, name, identity, contact, salt."""
Standing = tuple[str, str, str, str, str]
"""The kept deadline of an open case: number, duty, day, status, stage."""
Settled = tuple[str, str, str, str, int]
"""A deadline to be kept: duty, day, status, number, and the number of facts from which it was reckoned."""
Change = tuple[Case, Case | None]
"""A case as it stands, and as the projections hold it; None for a new one."""


class Sought(Enum):
    """A kind of cases that a shelf can find: they wait for a reply, are or were before a court or a review, are void."""

    OPEN = "open"
    DISPUTED = "disputed"
    VOID = "void"


class Unlike(NamedTuple):
    """The cases opened after row *after*, up to row *until*, whose numbers are not their own form under a pattern."""

    pattern: str
    after: int
    until: int


class Standings(NamedTuple):
    """The deadlines that are kept as of a day, by day, and the cases whose deadline has to be reckoned."""

    kept: list[Standing]
    unknown: list[str]


class Rows(Protocol):
    """A shelf as it is read: in one moment, or as it stands at each question."""

    def head(self, seq: int | None = None) -> Head | None:
        """Return where the journal stands, or row *seq* of it with its hash; None where there is no such row."""

    def rows(self, after: int = 0, until: int | None = None) -> Iterator[Row]:
        """Yield the rows after row *after* up to row *until*, in the order of recording."""

    def facts(self, numbers: Sequence[str] | None = None) -> Iterator[tuple[str, Sequence[FactRow]]]:
        """Yield each case, or each of those named that is there, with its facts; by number, in the order of its bytes."""

    def count(self, number: str | None = None) -> int:
        """Return how many facts a case has, 0 where there is none; for '' how many entries of the book, for None how many rows."""

    def entries(self, kind: str, after: int = 0) -> Sequence[BookEntry]:
        """Return the book's own entries of *kind* after row *after*, in the order of recording."""

    def persons(self, numbers: Sequence[str] | None = None) -> Iterator[PersonRow]:
        """Yield who asks in these cases, or in all, by number."""

    def find(self, wanted: Selection | Sought | Unlike) -> list[str]:
        """Return the numbers of the cases described.

        Those of a selection come by day of receipt and number, unlike ones in the order of opening, others in any order.
        """

    def tally(self, year: int | None = None) -> dict[TallyKey, int]:
        """Count the cases by year received, year concluded, requester and row; with *year* those that can count in it."""

    def disputes(self, row: str, year: int) -> list[Dispute]:
        """Return the disputes of a row of table IV that count in *year*, each once, by their first case."""

    def standing(self, on: date, key: str, past: bool) -> Standings:
        """Return the deadlines kept with *key*, as of *on*, and the open cases that have none.

        With *past* those are named too that were closed after *on*.
        """

    def kept(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield what is kept for speed.

        ``docket`` and ``dispute`` by number, ``tally``, ``dispute_tally``, ``numbering``, and with what deadlines were
        ``reckoned_with``; as :mod:`persistence.projections` has their rows.
        """


class Txn(Rows, Protocol):
    """A shelf while its lock is held: all that is written is there after it, or none of it."""

    def append(self, rows: Sequence[Row]) -> None:
        """Append rows of the journal, chained already."""

    def project(self, changes: Iterable[Change], anew: bool = False) -> None:
        """Bring what is kept for speed up to date; *anew* forgets first what was kept of all cases.

        One case alone is seen at once by what is asked under the lock, of several some only after its end.
        """

    def person(self, number: str, row: PersonRow | None) -> None:
        """Keep who asks in a case, in place of what was known; None erases it, and leaves no copy of it behind."""

    def settle(self, limits: Iterable[Settled], key: str) -> None:
        """Keep deadlines reckoned with *key*, of cases that have as many facts still; a shelf may as well keep none."""


class Shelf(Protocol):
    """A place where the rows of one register are kept; to be used from any thread. One in a file says which, as ``path``."""

    @property
    def settings(self) -> Mapping[str, str]:
        """What was chosen when the register was made, as it is kept."""

    def write(self, busy: float | None = None) -> AbstractContextManager[Txn]:
        """Take the lock; what was written is there at its end, unless something was raised.

        Waits *busy* seconds at most, by default as long as the shelf does. Raises ``RegisterBusy``, and ``CannotWrite``
        within a write of the same thread.
        """

    def read(self, moment: bool = True, damaged: bool = False) -> AbstractContextManager[Rows]:
        """Read one moment, or (quicker, and this thread's alone) the present at each question.

        With *damaged* as much is read as can be, for the proof; what cannot be read raises ``RegisterError``.
        """

    def check(self) -> Iterator[Problem]:
        """Yield what is wrong with the place itself: its layout, its bytes."""

    def scrub(self) -> bool:
        """Overwrite what was erased wherever it is left; tell whether nobody who reads was in the way."""

    def copy(self, to: Any) -> None:
        """Copy one moment of the shelf to another place."""

    def close(self) -> None:
        """Let go of what the current thread holds open; it may be used again."""

    def discard(self) -> None:
        """Remove what was made a moment ago and could not be filled."""


__all__ = [
    "Change",
    "FactRow",
    "PersonRow",
    "Row",
    "Rows",
    "Settled",
    "Shelf",
    "Sought",
    "Standing",
    "Standings",
    "Txn",
    "Unlike",
]
