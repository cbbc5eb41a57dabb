"""Local overlays: days that a place, or the organs in it, arranged differently from the whole country.

An overlay can give a day off, work a weekend day, and cancel a make-up day of a national notice. Legal
ground: 全国年节及纪念日放假办法 Art. 4 for the festivals of minorities; approval by the State Council for
great events. Whether a local day off lengthens a time limit of the 条例 is for the user to decide, so
nothing here applies unasked.

The table is not complete: it has no year of some feasts of some regions, and ``unknown_years`` says which. A
date on the way to which such a year lies is provisional.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import TypeAlias

import attrs

from .local_days import TEXT
from .notices import Notice, NoticedDay, as_days, read_break

LOCAL = "地方放假"  # the occasion of a local day off where a notice names none


@attrs.frozen
class Overlay:
    """One local arrangement: for which ``region``, over whom (``scope``), by which ``instrument``.

    ``days`` holds ``(day, working, occasion)``, as in a notice. ``issued`` is the day from which it is known,
    None where the report does not say. ``status`` tells how far to trust it: ``press/secondary`` means that
    the instrument itself was not seen.
    """

    region: str
    name: str
    scope: str = attrs.field(kw_only=True)
    instrument: str = attrs.field(kw_only=True)
    days: tuple[NoticedDay, ...] = attrs.field(kw_only=True, converter=as_days)
    issued: date | None = attrs.field(kw_only=True, default=None)
    source: str = attrs.field(kw_only=True, default="")
    status: str = attrs.field(kw_only=True, default="press/secondary")


Arrangement: TypeAlias = Notice | Overlay
"""What can be laid over a calendar: the State Council's word, or a place's own."""


def regions() -> Mapping[str, str]:
    """Return the regions for which overlays are kept, each with its Chinese name."""
    return {overlay.region: overlay.name for overlay in local_arrangements()}


@cache
def local_arrangements() -> tuple[Overlay, ...]:
    """Return every overlay that this release knows, by region and oldest first."""
    return tuple(_read(TEXT))


def _read(text: str) -> Iterator[Overlay]:
    for block in text.strip().split("\n\n"):
        place, *lines = block.splitlines()
        region, name = place.split(" ")
        heads = [n for n, line in enumerate(lines) if line[:4].isdecimal() and line[4] == " "]
        for n, end in zip(heads, [*heads[1:], len(lines)], strict=True):
            (year, issued, scope), instrument = lines[n].split(" ", 2), lines[n + 1]
            status, source = lines[n + 2].split(" | ", 1)
            yield Overlay(
                region,
                name,
                scope=scope,
                instrument=instrument,
                days=[day for line in lines[n + 3 : end] for day in read_break(line.removeprefix("- "), int(year))],
                issued=None if issued == "?" else date.fromisoformat(issued),
                source=source,
                status=status,
            )
