"""Names: what two of them are compared by, be they of people, organs or cases."""

from __future__ import annotations

from unicodedata import normalize

from .unseen import seen


def plain_name(name: str) -> str:
    """Return a name without blanks, characters that cannot be seen, case and width."""
    return seen(normalize("NFKC", normalize("NFKC", name).casefold()))


__all__ = ["plain_name"]
