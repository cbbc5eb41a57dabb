"""Verify: prove that the book is what was recorded, and name the first thing that is not, and why.

The rows are read once in the order of recording for the chain, and once case by case for the histories and what
the projections hold of them.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database

from .. import numbering
from ..chain import DEFAULT_ALGORITHM, Head
from .entries import entry_problems, person_problems
from .histories import Fold, Reckoner
from .layout import file_problems, layout_problems
from .links import Chain
from .problems import Problem, Verification, found_in

Progress = Callable[[int, int], object]


def verify(
    db: Database, against: Head | None = None, standing: Reckoner | None = None, progress: Progress | None = None
) -> Verification:
    """Check the whole book as it stands in the transaction of *db*."""
    db.conn.text_factory = as_text
    settings = _settings(db)
    total = int(db.execute("SELECT count(*) FROM journal").fetchone()[0])
    tell = progress or (lambda done, total: None)
    chain = Chain(settings.get("hash", DEFAULT_ALGORITHM), against)
    problems = [
        *found_in(file_problems(db)),
        *found_in(layout_problems(db)),
        *found_in(chain.check(db, lambda n: tell(n, 2 * total))),
        *found_in(entry_problems(db, settings)),
        *person_problems(db, chain.head.algorithm),
    ]
    fold = Fold(db, standing, settings.get("numbering", numbering.DEFAULT))
    problems += found_in(fold.check(lambda n: tell(total + n, 2 * total)))
    return Verification(fold.events, fold.cases, chain.head, tuple(problems))


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _settings(db: Database) -> dict[str, str]:
    return {str(key): str(value) for key, value in db.execute("SELECT key, value FROM setting")}


__all__ = ["Problem", "Progress", "Reckoner", "Verification", "verify"]
