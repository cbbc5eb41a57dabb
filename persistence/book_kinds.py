"""The kinds of entries that the book alone makes; each is recorded and read in the file that it belongs to."""

from __future__ import annotations

from typing import Final

BOOK: Final = ""
"""The case number under which the book keeps entries that belong to no case."""

OPENED: Final = "book_opened"
UPGRADED: Final = "book_upgraded"
LEDGER: Final = "ledger"
ARRANGEMENT: Final = "arrangement"
PERSON_BOUND: Final = "person_bound"
PERSON_ERASED: Final = "person_erased"
RETENTION_SET: Final = "retention_set"
DESTROYED: Final = "destroyed"
YEAR_FROZEN: Final = "year_frozen"
RULES: Final = "rules"
SETTING: Final = "setting"

BOOK_KINDS: Final = frozenset(
    {
        OPENED,
        UPGRADED,
        LEDGER,
        ARRANGEMENT,
        PERSON_BOUND,
        PERSON_ERASED,
        RETENTION_SET,
        DESTROYED,
        YEAR_FROZEN,
        RULES,
        SETTING,
    }
)
"""All of them; an application's own entries bear other names."""

__all__ = [
    "ARRANGEMENT",
    "BOOK",
    "BOOK_KINDS",
    "DESTROYED",
    "LEDGER",
    "OPENED",
    "PERSON_BOUND",
    "PERSON_ERASED",
    "RETENTION_SET",
    "RULES",
    "SETTING",
    "UPGRADED",
    "YEAR_FROZEN",
]
