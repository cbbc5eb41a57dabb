"""What a register chose, when it was made or later as entries of the book; today the readings alone.

``{"setting": "readings", "value": {point: option, …}, "on": DATE}``: from the entry on the register reads the law so. A
case file has the same line, ahead of its facts, so that an import of an export gives the same register.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from workflow.case import BEIJING
from workflow.errors import InvalidFact, UnknownField
from workflow.fields import A_TEXT, is_text
from workflow.law import Law, Readings, reading
from workflow.rules import FIRST
from workflow.words import Words

from . import book_kinds
from .codec import AN_OBJECT, dumps, parse_date, time_from
from .entries import BookEntry, Entries, undamaged
from .rules import number_of

KIND = book_kinds.SETTING
READINGS: Final = "readings"
_FIELDS = ("setting", "value", "on", "by", "recorded_at")
_A_DAY = Words("日期（YYYY-MM-DD）", "a date (YYYY-MM-DD)")
_KNOWN = Words(f"{READINGS}（解读）", READINGS)


class Chosen(NamedTuple):
    """The readings that were chosen on a day, and when that was recorded where a file says so."""

    readings: Readings
    on: date
    by: str | None = None
    recorded_at: datetime | None = None

    @property
    def data(self) -> str:
        """What the entry holds; points that nobody chose are not named, so that they can still be adopted."""
        pairs = (pair.split("=") for pair in self.readings.in_full().split())
        value = {point: option for point, option in pairs if point not in self.readings.unchosen}
        return dumps({"setting": READINGS, "value": value, "on": self.on.isoformat()})


def append(writer: Entries, chosen: Chosen, now: datetime) -> None:
    """Append what was chosen, recorded *now* unless it says when; raise ``InvalidFact`` for a day after that."""
    moment = chosen.recorded_at or now
    recorded_on = moment.astimezone(BEIJING).date()
    if chosen.on > recorded_on:
        by_then = Words(f"不晚于记录之日 {recorded_on}", f"not after the day of recording, {recorded_on}")
        raise InvalidFact("on", chosen.on.isoformat(), by_then, KIND)
    writer.entry(KIND, moment, chosen.data, on=chosen.on, by=chosen.by)


def take(writer: Entries, chosen: Chosen, now: datetime, empty: bool, present: Readings) -> None:
    """Take a line of a case file; one that would move the limits of cases that are there is refused.

    *empty* says that the book holds no case yet, *present* how it reads the law. Raises ``InvalidFact``.
    """
    if empty:
        append(writer, chosen, now)
    elif chosen.readings != present.under(chosen.readings.law):
        allowed = Words(
            "与本登记簿相同的解读（登记簿已有案件，解读不随导入改变；见 ysq readings --adopt）",
            "the readings of this register: it holds cases, and no import moves their limits (see ysq readings --adopt)",
        )
        raise InvalidFact("value", str(chosen.readings), allowed, READINGS)


def line_of(values: dict[str, Any]) -> Chosen:
    """Read a line of a case file; raise ``InvalidFact``, or ``UnknownReading``."""
    for name in values:
        if name not in _FIELDS:
            raise UnknownField(name, _FIELDS, KIND)
    if values["setting"] != READINGS:
        raise InvalidFact("setting", values["setting"], _KNOWN)
    by, at = values.get("by"), values.get("recorded_at")
    if by is not None and not is_text(by):
        raise InvalidFact("by", by, A_TEXT, KIND)
    try:
        on = parse_date(values.get("on"))
    except (ValueError, TypeError):
        raise InvalidFact("on", values.get("on"), _A_DAY, KIND) from None
    return Chosen(_readings(values.get("value")), on, by, None if at is None else time_from(at))


def _readings(value: Any) -> Readings:
    if not isinstance(value, Mapping):
        raise InvalidFact("value", "…", AN_OBJECT, READINGS)
    pairs = []
    for point, option in value.items():
        if not is_text(option) or reading(point).option(option) is None:
            Readings.default().with_(**{point: option})  # it says which there are
            raise InvalidFact("value", option, A_TEXT, READINGS)
        pairs.append(f"{point}={option}")
    return Readings.kept(" ".join(pairs))


def said(entry: BookEntry) -> Chosen:
    """Return what an entry chose; raise ``DamagedEntry`` for what was never chosen."""
    with undamaged(KIND, entry.seq):
        return line_of(json.loads(entry.data))._replace(by=entry.by, recorded_at=time_from(entry.recorded_at))


def _line(entry: BookEntry) -> str:
    """Return an entry as a line of a case file."""
    by = {} if entry.by is None else {"by": entry.by}
    return dumps({**json.loads(entry.data), **by, "recorded_at": entry.recorded_at})


def lines(entries: Callable[[str], Iterable[BookEntry]], kept: str) -> Iterator[str]:
    """Yield what the lines of a case file say of the readings of a book with these *entries*, made with those that it *kept*.

    What was chosen later takes the place of those. A book of rules 1 has no line for them, nor one that was made with the
    defaults. Raises ``UnknownReading`` for what no book was made with.
    """
    later = [_line(entry) for entry in entries(KIND)]
    yield from later
    if later or not any(number_of(entry.data) > FIRST for entry in entries(book_kinds.RULES)):
        return
    readings = Readings.kept(kept)
    if readings.differing:
        made = next(entry for kind in (book_kinds.OPENED, book_kinds.UPGRADED) for entry in entries(kind))
        at = made.recorded_at
        on = time_from(at).astimezone(BEIJING).date()
        yield dumps({**json.loads(Chosen(readings, on).data), "recorded_at": at})


def last(entries: Sequence[BookEntry], kept: str, law: Law | None = None) -> Readings:
    """Return the readings that were chosen last; else those that were *kept*."""
    if entries:
        return said(entries[-1]).readings.under(law)
    return Readings.kept(kept, law)


__all__ = ["KIND", "Chosen", "append", "last", "line_of", "lines", "said", "take"]
