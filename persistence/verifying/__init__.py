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
from .histories import Fold, Standing
from .layout import file_problems, layout_problems
from .links import Chain
from .problems import Problem, Verification

Progress = Callable[[int, int], object]


def verify(
    db: Database, against: Head | None = None, standing: Standing | None = None, progress: Progress | None = None
) -> Verification:
    """Check the whole book as it stands in the transaction of *db*."""
    db.conn.text_factory = as_text
    settings = _settings(db)
    total = int(db.execute("SELECT count(*) FROM journal").fetchone()[0])
    tell = progress or (lambda done, total: None)
    chain = Chain(settings.get("hash", DEFAULT_ALGORITHM), against)
    problems = [
        *file_problems(db),
        *layout_problems(db),
        *chain.check(db, lambda n: tell(n, 2 * total)),
        *entry_problems(db, settings),
    ]
    problems += person_problems(db, chain.head.algorithm)
    fold = Fold(db, standing, settings.get("numbering", numbering.DEFAULT))
    problems += fold.check(lambda n: tell(total + n, 2 * total))
    return Verification(fold.events, fold.cases, chain.head, tuple(problems))


def as_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _settings(db: Database) -> dict[str, str]:
    return dict(db.execute("SELECT key, value FROM setting").fetchall())


__all__ = ["Problem", "Progress", "Standing", "Verification", "verify"]
