"""Rows of a projection, walked beside the histories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from workflow.words import Words

from ..problems import Problem


class Merged:
    """Rows in the order of their case number, walked beside the histories; what is passed over is a stray."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)
        self._strays: list[str] = []

    def at(self, number: str | None) -> tuple[Any, ...] | None:
        while self._next is not None and (number is None or self._next[0] < number):
            self._strays.append(self._next[0])
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != number:
            return None
        found, self._next = self._next, next(self._rows, None)
        return found

    def strays(self) -> Iterator[Problem]:
        for number in self._strays:
            words = Words(f"在办表中的案件 {number} 没有历史", f"the docket has a case {number} without a history")
            yield Problem("docket", words, None, number)
        self._strays = []


class Grouped(Merged):
    """The same, for several rows a case."""

    def at(self, number: str | None) -> tuple[Any, ...]:
        found = []
        while (row := super().at(number)) is not None:
            found.append(row[1:])
        return tuple(found)
