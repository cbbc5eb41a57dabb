"""The book's own entries: their numbering, the settings that were fixed, the persons that were bound."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from sqlite_utils import Database

from workflow.errors import YishenqingError
from workflow.fields import is_text
from workflow.words import Words

from .. import arrangements, frozen, ledger, people, retention
from ..chaining import BOOK, settled
from ..codec import time_from
from ..journal import BookEntry
from .problems import FAULTS, Problem

_BOOK = (
    f"SELECT seq, no, kind, on_day, recorded_at, by_whom, note, data FROM journal WHERE case_no = '{BOOK}' ORDER BY seq"
)


def entry_problems(db: Database, settings: dict[str, str]) -> Iterator[Problem]:
    """Check the book's own entries: their numbering, what each of a kind of ours says, and the settings that were fixed.

    Kinds that an application has added are its own affair.
    """
    opened: list[str] = []
    for expected, (seq, no, kind, *rest) in enumerate(db.execute(_BOOK), 1):
        entry = BookEntry(seq, *rest)
        if no != expected:
            words = Words(f"登记簿自身第 {expected} 条记录编号为 {no}", f"entry {expected} of the book has number {no}")
            yield Problem("numbering", words, seq, None, no)
        if kind in ("book_opened", "book_upgraded"):
            opened.append(entry.data)
        try:
            _READ.get(kind, _taken)(entry)
        except FAULTS as error:
            zh, en = error.words if isinstance(error, YishenqingError) else (str(error), str(error))
            yield Problem("entry", Words(f"登记簿自身的记录不可能：{zh}", f"an entry of the book cannot be: {en}"), seq)
    if opened != [settled(settings)]:
        words = Words(
            f"设置与建立登记簿时所记不符：{settled(settings)}，所记 {'；'.join(opened)}",
            f"the settings are not those recorded: {settled(settings)}, recorded {'; '.join(opened)}",
        )
        yield Problem("setting", words)


def _ledger(entry: BookEntry) -> None:
    _, line = ledger.line_of(entry)
    ledger.check_day(line, time_from(entry.recorded_at))


def _person(entry: BookEntry) -> None:
    values = json.loads(entry.data)
    for name in ("case", "hash" if "hash" in values else "reason"):
        if not is_text(values[name]):
            raise ValueError(f"{name}: {values[name]}")


def _taken(entry: BookEntry) -> None:
    json.loads(entry.data)


_READ: dict[str, Callable[[BookEntry], object]] = {
    ledger.KIND: _ledger,
    arrangements.KIND: lambda entry: arrangements.recorded_in([entry]),
    frozen.KIND: frozen.year_of,
    people.BOUND: _person,
    people.ERASED: _person,
    retention.SET: lambda entry: retention.check_entries([entry], []),
    retention.DESTROYED: lambda entry: retention.check_entries([], [entry]),
}


def person_problems(db: Database, algorithm: str) -> list[Problem]:
    """Hold the persons against the entries that bind them."""
    try:
        return [Problem("person", words, None, number) for number, words in people.unbound(db, algorithm)]
    except FAULTS as error:
        zh, en = error.words if isinstance(error, YishenqingError) else (str(error), str(error))
        return [Problem("person", Words(f"无法核对申请人信息：{zh}", f"persons cannot be checked: {en}"))]
