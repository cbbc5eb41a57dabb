"""Keys of receipts: who repeats a receipt under its key gets the case that it opened, and no second one.

An entry of the book, in the transaction of the receipt, says for which case a key stands. It holds the hash of the key
alone, as a part of its kind, so that the index of kinds finds it; and nothing of who asks. A key serves to repeat one
call at the register that took it, so a case file does not carry it; a copy of the register does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime

from workflow.case import Case
from workflow.errors import InvalidFact
from workflow.events import FIELD_NAMES, Fact, Received
from workflow.fields import is_text
from workflow.words import Words

from .chain import hasher
from .codec import dumps
from .entries import BookEntry, Entries, undamaged
from .errors import KeyUsed

PREFIX = "receipt_key"
A_KEY = Words("键（1 至 200 个字符的文字）", "a key (a text of 1 to 200 characters)")
_A_KIND = re.compile(PREFIX + " [0-9a-f]{64}")
_SAME = [name for name in FIELD_NAMES[Received] if name not in {"by", "note"}]


def kind_of(key: str, algorithm: str) -> str:
    """Return the kind of the entry of a key; raise ``InvalidFact`` for what can be none."""
    if not is_text(key) or not key.strip() or len(key) > 200:
        raise InvalidFact("key", key, A_KEY)
    return f"{PREFIX} {hasher(algorithm)(key.encode()).hex()}"


def is_kind(kind: str) -> bool:
    """Tell whether a kind of entries is that of a key."""
    return _A_KIND.fullmatch(kind) is not None


def append(writer: Entries, kind: str, case: str, recorded_at: datetime) -> None:
    """Say in the book that a key stands for a case."""
    writer.entry(kind, recorded_at, dumps({"case": case}))


def case_in(entries: Iterable[BookEntry]) -> str | None:
    """Return the number of the case that the first of these entries names, None where there is none."""
    for entry in entries:
        with undamaged(PREFIX, entry.seq):
            number: str = json.loads(entry.data)["case"]
        return number
    return None


def check_same(case: Case, fact: Fact, number: str | None = None, another: bool = False) -> None:
    """Raise ``KeyUsed`` where a receipt is not the one that opened *case*; clerk and note may differ.

    *another* says that it names another person than the case has.
    """
    first = case.history[0].fact
    assert isinstance(first, Received)
    differ = [name for name in _SAME if getattr(first, name) != getattr(fact, name, None)]
    if number is not None and number != case.number:
        differ.append("number")
    if another:
        differ.append("person")
    if differ:
        raise KeyUsed(case.number, first.on, first.subject, differ)


__all__ = ["PREFIX", "append", "case_in", "check_same", "is_kind", "kind_of"]
