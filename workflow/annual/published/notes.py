"""Note: one remark on a published report: what was found, where it stands, and what else it could be."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from ...words import Words
from .source import NOWHERE, Place


@frozen(kw_only=True)
class Note:
    """A remark: its kind, the table, row and column it is about, the place in the file, and candidates.

    Kinds: ``agency``, ``year``, ``form``, ``hybrid``, ``missing_table``, ``missing_row``, ``incomplete``, ``empty``,
    ``ambiguous``, ``unreadable``, ``unread``, ``split``, ``label``, ``columns``, ``order``,
    ``prose``, ``several``.
    """

    kind: str
    words: Words
    table: str | None = None
    row: str | None = None
    column: str | None = None
    place: Place = NOWHERE
    candidates: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the remark as a JSON object with its message in both languages."""
        return {
            "kind": self.kind,
            "table": self.table,
            "row": self.row,
            "column": self.column,
            "place": self.place.as_json(),
            "message": self.words.zh,
            "message_en": self.words.en,
        } | ({"candidates": list(self.candidates)} if self.candidates else {})


def at(place: Place, zh: str, en: str) -> Words:
    """Return a sentence with its place in front, where that is known."""
    said = place.words
    return Words(f"{said.zh}：{zh}", f"{said.en}: {en}") if said.zh else Words(zh, en)
