"""The nearest of the words that are known to one that is not: what somebody meant who made a slip of the hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from .words import Words

_LIKE = 0.6
"""How alike two words must be, from 0 to 1."""


def nearest(word: object, known: Iterable[str]) -> str | None:
    """Return the word of *known* that *word* is likeliest a slip for, ``None`` where none is like it, or it is no text."""
    found = get_close_matches(word[:60].lower(), known, 1, _LIKE) if isinstance(word, str) else None
    return found[0] if found else None


def did_you_mean(word: object, known: Mapping[str, str]) -> Words | None:
    """Return which of *known*, words of the code with the Chinese of each, was meant; ``None`` where none is like it."""
    other = nearest(word, [*known, *known.values()])
    name = next((name for name, zh in known.items() if other in (name, zh)), None)
    return None if name is None else Words(f"{name}（{known[name]}）", name)


__all__ = ["did_you_mean", "nearest"]
