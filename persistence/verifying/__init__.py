"""Verify: prove that the book is what was recorded, and name the first thing that is not, and why.

The rows are read once in the order of recording for the chain, and once case by case for the histories and what
the projections hold of them.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from .. import ledger, numbering
from ..chain import DEFAULT_ALGORITHM, Head
from ..chaining import BOOK
from ..errors import BadNumbering
from .entries import entry_problems, person_problems
from .histories import Fold, Reckoner
from .layout import file_problems, layout_problems
from .links import Chain
from .problems import FAULTS, Problem, Verification, found_in, unreadable

Progress = Callable[[int, int], object]


def verify(
    db: Database, against: Head | None = None, standing: Reckoner | None = None, progress: Progress | None = None
) -> Verification:
    """Check the whole book as it stands in the transaction of *db*."""
    db.conn.text_factory = as_text
    settings, total, lines, problems = _known_first(db)
    tell = progress or (lambda done, total: None)
    chain = Chain(settings.get("hash", DEFAULT_ALGORITHM), against)
    problems += [
        *found_in(file_problems(db)),
        *found_in(layout_problems(db)),
        *found_in(chain.check(db, lambda n: tell(n, 2 * total))),
        *found_in(entry_problems(db, settings)),
        *person_problems(db, chain.head.algorithm),
    ]
    fold = Fold(db, standing, _pattern(settings))
    problems += found_in(fold.check(lambda n: tell(total + n, 2 * total)))
    return Verification(fold.events, fold.cases, chain.head, tuple(problems), lines)


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


_COUNTS = f"SELECT count(*), sum(+case_no = '{BOOK}' AND +kind = '{ledger.KIND}') FROM journal"


def _known_first(db: Database) -> tuple[dict[str, str], int, int, list[Problem]]:
    """Return the settings, the number of rows and of lines of the ledger, and the problem where they cannot be read."""
    settings: dict[str, str] = {}
    try:
        settings |= {str(key): str(value) for key, value in db.execute("SELECT key, value FROM setting")}
        total, lines = db.execute(_COUNTS).fetchone()
        return settings, int(total), int(lines or 0), []
    except FAULTS as error:
        return settings, 0, 0, [unreadable(error, None)]


def _pattern(settings: dict[str, str]) -> str:
    """Return the pattern of case numbers; the default one where what stands there can number no cases.

    The settings are then not those recorded, which is told.
    """
    try:
        return numbering.check_pattern(settings.get("numbering", numbering.DEFAULT))
    except BadNumbering:
        return numbering.DEFAULT


__all__ = ["Problem", "Progress", "Reckoner", "Verification", "verify"]
