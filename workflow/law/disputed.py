"""Reading: one point on which the texts of the law leave a question open, with its possible answers."""

from __future__ import annotations

from typing import NamedTuple

from attrs import frozen

from ..words import Words


class Option(NamedTuple):
    """One answer to a disputed point; ``authority`` names what supports it.

    ``seen`` is false where that text was not read: the authority rests on memory, or on what others say of it.
    """

    id: str
    words: Words
    authority: str
    seen: bool = True


@frozen
class Reading:
    """One disputed point with its possible answers.

    ``default`` is the id of the option taken when nothing is chosen. ``affects_dates`` says whether the
    choice can move a day (of receipt, of a reply, or the last day of a limit), not merely decide which row
    counts or which remedy is open.

    ``earlier`` are the defaults of earlier versions, the oldest first, where they were others: a register that does not
    name the point was made by the oldest and keeps that. A ``convention`` says by what a clerk decides the point when
    something is recorded; no fact tells it, so that it can be chosen nowhere else.
    """

    id: str
    question: Words
    options: tuple[Option, ...]
    default: str
    affects_dates: bool = False
    earlier: tuple[str, ...] = ()
    convention: Words | None = None

    @property
    def unnamed(self) -> str:
        """The option of a register that does not name this point."""
        return self.earlier[0] if self.earlier else self.default

    def option(self, id: str) -> Option | None:
        """Return the option *id*, or ``None`` where this point has no such option."""
        return next((option for option in self.options if option.id == id), None)


def option(id: str, zh: str, en: str, authority: str, *, seen: bool = True) -> Option:
    """Return the option *id* in both languages; ``seen=False`` marks an authority whose text was not read."""
    return Option(id, Words(zh, en), authority, seen)
