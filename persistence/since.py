"""What was recorded after a place in the journal: which cases got new facts, and the new lines of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workflow.annual import LedgerLine

from .casefile import LedgerEntry, parse_line

if TYPE_CHECKING:
    from .store import Store


class Since(NamedTuple):
    """``cases`` says of each case with new facts how many it had before, ``lines`` are the new lines of the ledger."""

    cases: dict[str, int]
    lines: tuple[LedgerLine, ...]


def recorded_since(store: Store, seq: int) -> Since:
    """Return what was recorded in *store* after row *seq* of its journal."""
    taken = (parse_line(entry.data) for entry in store.entries("ledger") if entry.seq > seq)
    lines = tuple(entry.line for entry in taken if isinstance(entry, LedgerEntry))
    return Since(store.touched_since(seq), lines)
