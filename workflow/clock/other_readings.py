"""What other readings make of a date: each other option by itself, and every combination of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product

from ..law import Readings, reading
from .values import OtherReading


def other_dates(
    ids: tuple[str, ...], readings: Readings, due: Callable[[Readings], date], taken: date
) -> Iterator[OtherReading]:
    """Yield each option of these disputed points under which, by itself, *due* is not *taken*, the day under *readings*."""
    for id in ids:
        for option in reading(id).options:
            if option.id == readings.get(id):
                continue  # the day under it is taken: it need not be reckoned again
            other = due(readings.with_(**{id: option.id}))
            if other != taken:
                yield OtherReading(id, option.id, other)


def combined(ids: tuple[str, ...], readings: Readings) -> Iterator[Readings]:
    """Yield *readings* with each combination of the options of these disputed points; once where there is no point."""
    for options in product(*(reading(id).options for id in ids)):
        yield readings.with_(**{id: option.id for id, option in zip(ids, options, strict=True)})
