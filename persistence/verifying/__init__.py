"""Verify: prove that the book is what was recorded, and name the first thing that is not, and why.

The rows are read once in the order of recording for the chain, and once case by case for the histories and what
the projections hold of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from .. import ledger, numbering
from ..chain import DEFAULT_ALGORITHM, Head
from ..errors import BadNumbering
from ..problems import FAULTS, Problem, Verification, found_in, unreadable
from ..shelf import Rows, Shelf
from .entries import entry_problems, person_problems
from .histories import Fold, Reckoner
from .links import Chain

Progress = Callable[[int, int], object]


def verify(
    shelf: Shelf, against: Head | None = None, standing: Reckoner | None = None, progress: Progress | None = None
) -> Verification:
    """Check the whole book as it stands in one moment."""
    with shelf.read(damaged=True) as rows:
        settings, total, lines, problems = _known_first(shelf, rows)
        tell = progress or (lambda done, total: None)
        chain = Chain(settings.get("hash", DEFAULT_ALGORITHM), against)
        problems += [
            *found_in(shelf.check()),
            *found_in(chain.check(rows, lambda n: tell(n, 2 * total))),
            *found_in(entry_problems(rows, chain.own, settings)),
            *person_problems(rows, chain.head.algorithm),
        ]
        fold = Fold(rows, standing, _pattern(settings))
        problems += found_in(fold.check(lambda n: tell(total + n, 2 * total)))
    return Verification(fold.events, fold.cases, chain.head, tuple(problems), lines)


def _known_first(shelf: Shelf, rows: Rows) -> tuple[dict[str, str], int, int, list[Problem]]:
    """Return the settings, the number of rows and of lines of the ledger, and the problem where they cannot be read."""
    settings: dict[str, str] = {}
    try:
        settings |= {str(key): str(value) for key, value in shelf.settings.items()}
        return settings, rows.count(), len(rows.entries(ledger.KIND)), []
    except FAULTS as error:
        return settings, 0, 0, [unreadable(error, None)]


def _pattern(settings: Mapping[str, str]) -> str:
    """Return the pattern of case numbers; the default one where what stands there can number no cases.

    The settings are then not those recorded, which is told.
    """
    try:
        return numbering.check_pattern(settings.get("numbering", numbering.DEFAULT))
    except BadNumbering:
        return numbering.DEFAULT


__all__ = ["Problem", "Progress", "Reckoner", "Verification", "verify"]
