"""Readings: which answer is taken at each disputed point. Nothing is ever chosen silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from . import disputed_counting, disputed_remedies, disputed_time
from .disputed import Option, Reading
from .errors import OnlyAConvention, UnknownReading
from .law import Law
from .provisions import SHIPPED

__all__ = ["READINGS", "Option", "Reading", "Readings", "reading"]

READINGS: tuple[Reading, ...] = (
    *disputed_time.RECEIPT,
    *disputed_time.CLOCK,
    *disputed_counting.COUNTING,
    *disputed_remedies.REMEDY,
    *disputed_counting.CONVENTIONS,
)
_BY_ID = {point.id: point for point in READINGS}
_ORDER = {id: position for position, id in enumerate(_BY_ID)}
_UNNAMED = {point.id: point.unnamed for point in READINGS if point.earlier}


def reading(id: str) -> Reading:
    """Return the disputed point *id*; raise :class:`UnknownReading`, which lists those that can be chosen."""
    try:
        return _BY_ID[id]
    except KeyError:
        raise UnknownReading(id, None, (point.id for point in READINGS if point.convention is None)) from None


@frozen
class Readings:
    """The options chosen at the disputed points, and the law that is so read; immutable and hashable.

    ``differing`` holds only the choices that differ from the default, in the order of :data:`READINGS`, so
    two equal sets of choices are equal however they were made. Iterating yields those pairs, and ``str`` names
    them. ``law`` is the shipped one unless another is taken with :meth:`under`. ``unchosen`` are the points among
    them that nobody chose: a register kept the default of an earlier version there (:meth:`kept`).
    """

    differing: tuple[tuple[str, str], ...] = ()
    law: Law = field(default=SHIPPED, repr=False)
    unchosen: frozenset[str] = field(default=frozenset(), repr=False, eq=False)

    @classmethod
    def default(cls) -> Readings:
        """Return the default at every point."""
        return _DEFAULT

    @classmethod
    def parse(cls, text: str, law: Law | None = None) -> Readings:
        """Return the default with the choices in *text*: ``point=option``, blanks between them; under *law*."""
        return cls.default().under(law).with_(**_pairs(text))

    @classmethod
    def kept(cls, text: str, law: Law | None = None) -> Readings:
        """Return what a register keeps that says *text*, as :meth:`in_full` writes it or an earlier version did.

        At a point that it does not name, it keeps the default of the version by which it was made, which nobody chose
        (``unchosen``); what it names was chosen. A convention that an earlier version let it choose stays too.
        """
        named = _pairs(text)
        # Until the point of its own was asked, non_reply_remedy spoke of want of a reply from 2026-07-01 on too.
        silence = {"silence_review_first": named["non_reply_remedy"]} if "non_reply_remedy" in named else {}
        read = cls.default().under(law)._choosing(_UNNAMED | silence | named)
        return evolve(read, unchosen=frozenset(_UNNAMED.keys() - named.keys()))

    def in_full(self) -> str:
        """Return the option at every point, as ``point=option`` with blanks between: what a register keeps.

        A convention stands there only where an earlier version let it be chosen.
        """
        named = dict(self.differing)
        points = (point for point in READINGS if point.convention is None or point.id in named)
        return " ".join(f"{point.id}={named.get(point.id, point.default)}" for point in points)

    def adopted(self) -> Readings:
        """Return these readings with the default wherever nobody chose (``unchosen``); choices stay, whatever they are."""
        moved = {id: _BY_ID[id].default for id, _ in self.differing if id in self.unchosen}
        return self._choosing(moved) if moved else self

    def under(self, law: Law | None) -> Readings:
        """Return the same choices under another *law*; with ``None`` these readings."""
        return self if law is None or law is self.law else evolve(self, law=law)

    def __str__(self) -> str:
        return " ".join(f"{point}={option}" for point, option in self.differing)

    def with_(self, **options: str) -> Readings:
        """Return these readings with *options* chosen (``point="option"``).

        Raises :class:`UnknownReading`, and :class:`OnlyAConvention` for a point that no fact decides.
        """
        for id, option in options.items():
            if (convention := reading(id).convention) is not None:
                raise OnlyAConvention(id, option, convention)
        return self._choosing(options)

    def _choosing(self, options: Mapping[str, str]) -> Readings:
        chosen = dict(self.differing)
        for id, option in options.items():
            point = reading(id)
            if point.option(option) is None:
                raise UnknownReading(id, option, (known.id for known in point.options))
            chosen[id] = option
        kept = ((id, option) for id, option in chosen.items() if option != _BY_ID[id].default)
        differing = tuple(sorted(kept, key=lambda pair: _ORDER[pair[0]]))
        return Readings(differing, self.law, self.unchosen.difference(options))

    def get(self, id: str) -> str:
        """Return the id of the option taken at the point *id*; raise :class:`UnknownReading`."""
        for point, option in self.differing:
            if point == id:
                return option
        return reading(id).default

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield the point and the option of each choice that differs from the default."""
        return iter(self.differing)

    def alternatives(self) -> Iterator[tuple[str, str, Readings]]:
        """Yield each other option of each point that can move a date, with these readings so changed.

        One point is changed at a time: *point*, *option*, the readings that take it.
        """
        for point in READINGS:
            if point.affects_dates:
                taken = self.get(point.id)
                for option in point.options:
                    if option.id != taken:
                        yield point.id, option.id, self.with_(**{point.id: option.id})


def _pairs(text: str) -> dict[str, str]:
    split = (choice.partition("=") for choice in text.split())
    return {point: option for point, _, option in split}


_DEFAULT = Readings()
