"""The regions for which local days off are kept, by what they are called, and the years of which they are known."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from ..errors import YishenqingError
from ..words import Words
from .local_days import FEASTS
from .overlays import LOCAL, Overlay, local_arrangements, regions


class UnknownRegion(YishenqingError):
    """No overlay is kept for ``region``; ``known`` lists those that are, ``nearest`` those perhaps meant."""

    def __init__(self, region: str, known: tuple[str, ...], nearest: tuple[str, ...] = ()) -> None:
        self.region, self.known, self.nearest = region, known, nearest
        listed, meant = _listed(known), _listed(nearest)
        maybe = Words(f"（是否指 {'、'.join(meant)}）", f" (did you mean {', '.join(meant)})")
        zh, en = maybe if nearest else ("", "")
        super().__init__(
            Words(
                f"没有地区 {region!r} 的日历{zh}；现有：cn（全国）、{'、'.join(listed)}",
                f"no overlay for region {region!r}{en}; known are cn, {', '.join(listed)}",
            )
        )


def _listed(codes: Iterable[str]) -> list[str]:
    names = regions()
    return [f"{code}（{names[code]}）" if code in names else code for code in codes]


def overlays(region: str) -> tuple[Overlay, ...]:
    """Return the overlays of *region*, such as ``guangxi`` or 广西, oldest first; raise UnknownRegion if there is none.

    The country, ``cn``, has none.
    """
    code = region_code(region)
    return tuple(overlay for overlay in local_arrangements() if overlay.region == code)


def region_code(written: str) -> str:
    """Return the code of the region that *written* names: ``cn`` (全国) is the country without local days off.

    A region is written as it is listed, by its code, by its name, by both (``guangxi（广西）``), or by the
    beginning of its name where no other begins so (杭州). Raise UnknownRegion for anything else.
    """
    text = unicodedata.normalize("NFKC", written).strip()
    names = {"cn": "全国"} | dict(regions())
    for code, name in names.items():
        if text in {code, name, f"{code}({name})"}:
            return code
    begun = [code for code, name in names.items() if len(text) > 1 and name.startswith(text)]
    if len(begun) == 1:
        return begun[0]
    raise UnknownRegion(written, tuple(regions()), tuple(begun or _nearest(text.casefold(), names)))


def _nearest(text: str, names: Mapping[str, str]) -> list[str]:
    words = {word: code for code, name in names.items() for word in (code, name)}
    longer = [words[word] for word in words if len(word) > 1 and text.startswith(word.removesuffix("州"))]
    return list(dict.fromkeys(longer + [words[word] for word in get_close_matches(text, words)]))


class Feast(NamedTuple):
    """A feast that a region keeps by its own rule: its days are to be known ``since`` that year.

    In the years of ``unchanged`` it is known to have moved no day.
    """

    name: str
    since: int
    unchanged: Collection[int]


def unknown_years(
    known: Iterable[Overlay], places: Iterable[tuple[str, str]], years: Iterable[int]
) -> dict[int, Words]:
    """Say, for each of *years* in which feasts of *places* (code and name) have no day in *known*, which those are."""
    named: dict[tuple[str, int], set[str]] = {}
    for overlay in known:
        for day, _, occasion in overlay.days:
            named.setdefault((overlay.region, day.year), set()).add(occasion)
    local = [(code, name) for code, name in places if code in _feasts()]
    found: dict[int, Words] = {}
    for year in years:
        lacking = [
            (code, name, feasts)
            for code, name in local
            if (feasts := _lacking(code, year, named.get((code, year), ())))
        ]
        if lacking:
            found[year] = Words(
                "、".join(f"{name}{year}年“{'、'.join(feasts)}”放假安排" for _, name, feasts in lacking),
                " and ".join(
                    f"the days off of {code} for {', '.join(feasts)} in {year}" for code, _, feasts in lacking
                ),
            )
    return found


def _lacking(region: str, year: int, said: Collection[str]) -> list[str]:
    """Name the feasts of *region* that have no day in *year*, where days were *said* to be off for these occasions.

    Days for no named occasion are those of all; an occasion may be written shorter (三月三) or longer than the feast.
    """
    if LOCAL in said:
        return []
    return [
        feast.name
        for feast in _feasts()[region]
        if year >= feast.since
        and year not in feast.unchanged
        and not any(feast.name in occasion or (len(occasion) > 1 and occasion in feast.name) for occasion in said)
    ]


@cache
def _feasts() -> Mapping[str, list[Feast]]:
    found: dict[str, list[Feast]] = {}
    for line in FEASTS.split("\n"):
        if line:
            region, name, since, *unchanged = line.split()
            name = "其他民族节日" if name == "*" else name
            found.setdefault(region, []).append(Feast(name, int(since), frozenset(map(int, unchanged[1:]))))
    return found
