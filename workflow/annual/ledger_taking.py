"""What may be recorded in the ledger: no line twice, no second opening of a year, nothing below nought.

A line that says when it was recorded was recorded elsewhere before: it is taken as it was there, but no line twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from ..errors import InvalidFact, YishenqingError
from ..events import AMOUNT
from ..words import Words, counted
from .ledger import RECTIFIED, LedgerLine
from .ledger_rows import standing
from .ledger_words import line_words

MOST = 10**12
"""What a count or a declared figure stays below."""

_A_COUNT = Words("不小于 0 的整数，不超过 12 位", "a whole number from 0, of at most twelve digits")
_A_CELL = Words("至少一格", "one figure at least")
_A_FIGURE = Words("不小于 0 的数，至多 6 位小数", "a number from 0, at most six decimals")


class LineTwice(YishenqingError):
    """A line is in the ledger already: ``no`` is its number there."""

    def __init__(self, no: int, words: Words) -> None:
        self.no = no
        zh = f'{words.zh}；确系另一笔的，写明 "again": true（命令加 --again）；登记有误的，用 ysq ledger rectify {no} 更正'
        en = (
            f'{words.en}; where this is another one, say "again": true (on the command line --again); '
            f"to mend what is there: ysq ledger rectify {no}"
        )
        super().__init__(Words(zh, en))


class CannotMend(YishenqingError):
    """A rectification names a line that it cannot mend: ``no`` is the number, ``lines`` how many there were."""

    def __init__(self, no: int, lines: int, words: Words | None = None) -> None:
        self.no, self.lines = no, lines
        zh = f"台账现有 {lines} 行，没有第 {no} 行可更正；各行行号见 ysq ledger list --all"
        en = f"the ledger has {counted(lines, 'line')}, there is no line {no} to mend; for the numbers see ysq ledger list --all"
        super().__init__(words or Words(zh, en))


def check_recordable(line: LedgerLine) -> None:
    """Refuse a count, an amount or a declared figure that may not be recorded from now on; older ones stay readable."""
    if line.count is not None and not 0 <= line.count < MOST:
        raise InvalidFact("count", _shown(line.count), _A_COUNT, line.ledger)
    if line.amount is not None and not AMOUNT.holds(line.amount):
        raise InvalidFact("amount", _shown(line.amount), AMOUNT.allowed, line.ledger)
    if line.cells is not None and not line.cells:
        raise InvalidFact("cells", {}, _A_CELL, line.ledger)
    for key, figure in (line.cells or {}).items():
        below = figure < 0 and not key.endswith(".change")  # 本年增/减 alone may be negative
        if below or not -MOST < figure < MOST or _places(figure) > 6:
            raise InvalidFact(f"cells.{key}", _shown(figure), _A_FIGURE, line.ledger)
    if line.replacement is not None:
        check_recordable(line.replacement)


def _places(figure: int | Decimal) -> int:
    return max(0, -int(figure.normalize().as_tuple().exponent)) if isinstance(figure, Decimal) else 0


def _shown(figure: int | Decimal) -> object:
    if isinstance(figure, Decimal):
        return format(figure, "f")
    return "…" if abs(figure) >= 10**30 else figure


def check_target(line: LedgerLine, lines: Mapping[int, LedgerLine]) -> None:
    """Refuse a rectification of a line that is not there, or by a line that cannot take its place."""
    if line.line is None:
        return
    target, inner = lines.get(line.line), line.replacement
    if target is None:
        raise CannotMend(line.line, len(lines))
    if inner is not None and (inner.ledger == RECTIFIED) != (target.ledger == RECTIFIED):
        words = Words(
            f"台账第 {line.line} 行不能这样更正：更正只能由更正取代，其他各行不能由更正取代；要撤销一次更正，把它划去即可",
            f"line {line.line} cannot be mended so: a rectification takes the place of a rectification and of nothing "
            "else; to undo one, strike it out",
        )
        raise CannotMend(line.line, len(lines), words)
    if inner is not None and inner.line is not None and inner.line >= line.line:
        raise CannotMend(inner.line, line.line - 1)


class _Place(NamedTuple):
    """Where a content stands: the number of the line that has it, and when it was recorded where its file said so."""

    no: int
    recorded_at: datetime | None


class Taking:
    """Takes lines into a ledger one after the other, each in the light of those before it.

    *before* are the lines that were there, in order. It keeps count for one import and writes nothing.
    """

    def __init__(self, before: Iterable[LedgerLine]) -> None:
        self._lines: dict[int, LedgerLine] = {}
        self._given: dict[int, datetime | None] = {}
        self._places: dict[tuple[Any, ...], list[_Place]] = {}
        for line in before:
            self._keep(line, None)
        self._before, self._brought = len(self._lines), False

    @property
    def taken(self) -> int:
        """How many lines were taken."""
        return len(self._lines) - self._before

    def take(self, line: LedgerLine, recorded_at: datetime | None = None) -> None:
        """Take the next line, with the time at which it was recorded elsewhere if it says so.

        Raises ``LineTwice`` for one that is there, ``CannotMend`` for a rectification of nothing, ``InvalidFact`` for a
        value that may not be recorded; the line is not taken then.
        """
        if recorded_at is None:
            check_recordable(line)
        check_target(line, self._lines)
        self._check_numbers(line, recorded_at)
        if not (line.again or (line.replacement and line.replacement.again)):
            self._check_new(line, recorded_at)
            self._check_openings(line, recorded_at)
        self._brought = self._brought or (recorded_at is not None and line.ledger != RECTIFIED)
        self._keep(line, recorded_at)

    def _keep(self, line: LedgerLine, recorded_at: datetime | None) -> None:
        no = len(self._lines) + 1
        self._lines[no], self._given[no] = line, recorded_at
        for said, place in _said(line, no):
            self._places.setdefault(said.content, []).append(_Place(place, recorded_at))

    def _check_numbers(self, line: LedgerLine, recorded_at: datetime | None) -> None:
        """Refuse a rectification that counts the lines of its own file, where others were there before them."""
        if line.ledger != RECTIFIED or recorded_at is None or not (self._brought and self._before):
            return
        words = Words(
            f"不能导入对第 {line.line} 行的更正：该文件连同在别处登记的台账行一并带入，行号是原台账的，"
            f"而本台账此前已有 {self._before} 行；请导入空的登记簿，或只导入各行，再用 ysq ledger rectify 更正",
            f"the rectification of line {line.line} cannot be taken: its file brings lines recorded elsewhere and counts "
            f"them from its own first one, but {counted(self._before, 'line was', 'lines were')} here before; import it into an "
            "empty register, or import the lines alone and mend them with ysq ledger rectify",
        )
        raise CannotMend(line.line or 0, self._before, words)

    def _check_new(self, line: LedgerLine, recorded_at: datetime | None) -> None:
        for said, no in _said(line, len(self._lines) + 1):
            for place in self._places.get(said.content, ()):
                if place.no != no and not self._both_held(place, recorded_at, place.recorded_at == recorded_at):
                    zh, en = line_words(said)
                    words = Words(
                        f"台账已登记过同样的一行：第 {place.no} 行，{zh}",
                        f"line {place.no} of the ledger says the same: {en}",
                    )
                    raise LineTwice(place.no, words)

    def _check_openings(self, line: LedgerLine, recorded_at: datetime | None) -> None:
        """Refuse what gives a kind of document a second opening stock in one year, be it by a rectification."""
        if line.action != "opening" and line.ledger != RECTIFIED:
            return
        then, now = standing(self._lines), standing({**self._lines, len(self._lines) + 1: line})
        for no, new in now.items():
            if new.action != "opening" or new == then.get(no):
                continue
            for other, old in now.items():
                place = _Place(other, self._given.get(other))
                if other != no and _opens_alike(old, new) and not self._both_held(place, recorded_at, False):
                    zh, en = line_words(old)
                    words = Words(
                        f"这一年的期初件数已登记：台账第 {other} 行，{zh}",
                        f"the opening stock of that year is recorded already: line {other}, {en}",
                    )
                    raise LineTwice(other, words)

    def _both_held(self, place: _Place, recorded_at: datetime | None, at_once: bool) -> bool:
        """Tell whether both lines come out of one other book, which held them beside each other."""
        elsewhere = place.no > self._before and place.recorded_at is not None and recorded_at is not None
        return elsewhere and not at_once


def _said(line: LedgerLine, no: int) -> list[tuple[LedgerLine, int]]:
    """Return what a line says and, of a rectification, what it puts in place of which line."""
    said, mends = [(line, no)], line.line
    inner = line.replacement
    while inner is not None and mends is not None:
        if inner.ledger != RECTIFIED:
            said.append((inner, mends))
            break
        mends, inner = inner.line, inner.replacement
    return said


def _opens_alike(one: LedgerLine, other: LedgerLine) -> bool:
    """Tell whether both lines open the stock of one kind of document in one year."""
    if not one.action == other.action == "opening" or one.on is None or other.on is None:
        return False
    return (one.kind, one.on.year) == (other.kind, other.on.year)


__all__ = ["CannotMend", "LineTwice", "Taking", "check_recordable", "check_target"]
