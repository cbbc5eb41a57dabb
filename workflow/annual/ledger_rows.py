"""The ledger as a whole: its lines numbered from 1 in the order of recording, and what stands once they are mended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from .ledger import RECTIFIED, LedgerLine


class LedgerRow(NamedTuple):
    """A line of the ledger with its number: as it was ``recorded``, and as it stands, None where it was struck out.

    ``mended_by`` is the number of the rectification that made it so, None where none did.
    """

    no: int
    recorded: LedgerLine
    recorded_at: datetime
    line: LedgerLine | None
    mended_by: int | None = None


def mended(lines: Mapping[int, LedgerLine]) -> dict[int, tuple[LedgerLine | None, int | None]]:
    """Return each line by its number as it stands, and the number of the rectification that made it so.

    The latest rectification of a line counts; one that has itself been struck out does nothing.
    """
    holds: dict[int, tuple[LedgerLine | None, int | None]] = {no: (line, None) for no, line in lines.items()}
    settled: set[int] = set()
    for no in sorted(holds, reverse=True):
        line, _ = holds[no]
        # A book that was tampered with may name a line that is not there.
        if line is not None and line.line is not None and line.line in holds and line.line not in settled:
            settled.add(line.line)
            holds[line.line] = line.replacement, no
    return holds


def standing(lines: Mapping[int, LedgerLine]) -> dict[int, LedgerLine]:
    """Return the lines that stand, by number, mended and without the rectifications themselves."""
    return {no: line for no, (line, _) in mended(lines).items() if line is not None and line.ledger != RECTIFIED}


__all__ = ["LedgerRow", "mended", "standing"]
