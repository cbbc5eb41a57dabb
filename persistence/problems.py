"""What ``verify`` finds: the problems, and the whole result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from workflow.errors import YishenqingError
from workflow.words import Words

from .chain import Head

EVERY = 2_000  # rows between two words of progress


class Problem(NamedTuple):
    """Something that is not as it was recorded; ``seq``, ``case`` and ``no`` say where, as far as that is known."""

    what: str
    words: Words
    seq: int | None = None
    case: str | None = None
    no: int | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the problem as JSON has it, with its message in both languages."""
        place = {"what": self.what, "seq": self.seq, "case": self.case, "no": self.no}
        return place | {"message": self.words.zh, "message_en": self.words.en}


class Verification(NamedTuple):
    """What ``verify`` found: how much there is, where the journal stands, and every problem, the first fact first.

    ``events`` are facts of cases, ``ledger`` lines of the ledger.
    """

    events: int
    cases: int
    head: Head
    problems: tuple[Problem, ...]
    ledger: int = 0

    @property
    def ok(self) -> bool:
        """Whether the book is what was recorded."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Return the result as the command line's contract writes it."""
        counts = {"events": self.events, "cases": self.cases, "ledger": self.ledger}
        problems = [problem.as_json() for problem in self.problems]
        return {"ok": self.ok, **counts, "head": str(self.head), "problems": problems}


FAULTS = (YishenqingError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What reading a damaged book may raise."""


def found_in(part: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what a part of the proof finds; where what it reads is of no use to it, that is a problem too."""
    try:
        yield from part
    except FAULTS as error:
        yield unreadable(error, None)


def unreadable(error: Exception, seq: int | None) -> Problem:
    """Say that something cannot be read, in the words of *error*."""
    zh, en = error.words if isinstance(error, YishenqingError) else (str(error), str(error))
    return Problem("file", Words(f"文件无法读取：{zh}", f"the file cannot be read: {en}"), seq)
