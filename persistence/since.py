"""What was recorded after a place in the journal: which cases got new facts, and the new lines of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workflow.annual import LedgerLine

from . import ledger

if TYPE_CHECKING:
    from .store import Store


class Since(NamedTuple):
    """``cases`` says of each case with new facts how many it had before, ``lines`` are the new lines of the ledger."""

    cases: dict[str, int]
    lines: tuple[LedgerLine, ...]


def recorded_since(store: Store, seq: int) -> Since:
    """Return what was recorded in *store* after row *seq* of its journal."""
    later = (entry for entry in store.entries(ledger.KIND) if entry.seq > seq)
    return Since(store.touched_since(seq), tuple(ledger.line_of(entry)[1] for entry in later))
