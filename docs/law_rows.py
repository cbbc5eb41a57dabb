"""The table of the law that is encoded: each text with the days on which it stood, and whether it was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from workflow.law import Provision, Readings

Table = Callable[[Iterable[str], Iterable[Iterable[str]]], str]


def law_rows(table: Table, chinese: bool = False) -> str:
    """Return the table with a row for each version of each text, those of one title together, the oldest first."""
    versions: dict[str, list[Provision]] = {}
    for provision in Readings.default().law.provisions():
        versions.setdefault(provision.version, []).append(provision)
    titles = list(dict.fromkeys(found[0].title for found in versions.values()))
    order = sorted(versions.values(), key=lambda found: (titles.index(found[0].title), _first(found)))
    headings = ("文本", "版本", "适用期间", "条款数", "核对情况") if chinese else _HEADINGS
    return table(headings, (_row(found, chinese) for found in order))


_HEADINGS = ("text", "version", "in force", "provisions", "read")


def _row(found: list[Provision], chinese: bool) -> tuple[str, ...]:
    unread = sum(provision.verified_on is None for provision in found)
    return (
        found[0].title,
        f"`{found[0].version}`",
        _span(found, chinese),
        str(len(found)),
        _read(found, unread, chinese),
    )


def _span(found: list[Provision], chinese: bool) -> str:
    ends = [provision.in_force_to for provision in found]
    last = None if None in ends else max(day for day in ends if day is not None)
    if chinese:
        return f"{_first(found)} 至{'今' if last is None else f' {last}'}"
    return f"{_first(found)} –{'' if last is None else f' {last}'}"


def _read(found: list[Provision], unread: int, chinese: bool) -> str:
    on = max((provision.verified_on for provision in found if provision.verified_on is not None), default=None)
    if on is None:
        return "未见原文" if chinese else "not read"
    if not unread:
        return on.isoformat()
    return f"{on}，其中 {unread} 条未见原文" if chinese else f"{on}, but for {unread}"


def _first(found: list[Provision]) -> date:
    return min(provision.in_force_from for provision in found)
