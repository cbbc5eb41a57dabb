"""Who asks: kept apart from the history and bound to it, so that it can be erased, but not changed unseen.

The journal holds of a person only ``H(salt ‖ [name, identity, contact])``; the salt lies with the person and goes
with it, so that nobody can find the person again by trying names. What erases them is an entry of the book too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from typing import NamedTuple

from workflow.errors import InvalidFact
from workflow.fields import is_text
from workflow.words import Words

from . import book_kinds
from .casefile import Person, checked
from .chain import hasher
from .codec import dumps, time_to
from .entries import BookEntry
from .errors import NobodyKnown
from .journal import Writer
from .shelf import Rows, Txn

BOUND, ERASED = book_kinds.PERSON_BOUND, book_kinds.PERSON_ERASED


class Keeping(Enum):
    """What became of who asks: they were known so ``ALREADY``, are ``NEW``, or stand ``INSTEAD`` of somebody else."""

    ALREADY = 0
    NEW = 1
    INSTEAD = 2


class Erasure(NamedTuple):
    """That a person was erased: of which case, when (UTC), by whom and why. It holds nothing of the person."""

    case: str
    recorded_at: str
    by: str | None
    reason: str


def find(rows: Rows, number: str) -> Person | None:
    """Return who asks in a case, or None where that is not known or was erased."""
    return next((Person(*row[1:4]) for row in rows.persons((number,))), None)


def write(txn: Txn, writer: Writer, number: str, person: Person, recorded_at: datetime) -> Keeping:
    """Keep who asks, in place of what was known before, and bind it to the journal.

    Raises ``InvalidFact`` where a part of it is neither text nor nothing.
    """
    known = find(txn, number)
    if known == checked(person):
        return Keeping.ALREADY
    salt = os.urandom(16)
    txn.person(number, (number, *person, salt))
    digest = binding(writer.head.algorithm, salt, person)
    writer.entry(BOUND, recorded_at, dumps({"case": number, "hash": digest}))
    return Keeping.NEW if known is None else Keeping.INSTEAD


def binding(algorithm: str, salt: bytes, person: Person) -> str:
    """Return the hash that binds a person to the journal, in hexadecimal."""
    return hasher(algorithm)(salt + dumps(list(person)).encode("utf-8", "surrogateescape")).hex()


def erase(txn: Txn, writer: Writer, number: str, reason: str, by: str | None, recorded_at: datetime) -> Erasure:
    """Erase who asked in a case; the history stays. Raise ``NobodyKnown`` where there is nobody to erase."""
    person = find(txn, number)
    if person is None:
        raise NobodyKnown(number)
    check_reason(reason, person)
    txn.person(number, None)
    writer.entry(ERASED, recorded_at, dumps({"case": number, "reason": reason}), by=by)
    return Erasure(number, time_to(recorded_at), by, reason)


def is_erased(erasures: Iterable[BookEntry], number: str) -> bool:
    """Tell whether one of the *erasures* of a book is that of who asked in a case."""
    return any(json.loads(entry.data)["case"] == number for entry in erasures)


def check_reason(reason: str, person: Person) -> None:
    """Refuse a reason that would keep in the book what is being erased from it."""
    if not is_text(reason) or not reason.strip():
        raise InvalidFact(
            "reason", reason, Words("删除的理由（非空文字）", "why it is erased (text that is not empty)")
        )
    if any(value and value.strip() in reason for value in person if value and value.strip()):
        words = Words("不含申请人个人信息的理由", "a reason without the personal data that is being erased")
        raise InvalidFact("reason", "…", words)


def unbound(rows: Rows, algorithm: str) -> Iterator[tuple[str, Words]]:
    """Yield each case whose person is not the one that was bound, with what is wrong."""
    bound: dict[str, str] = {}
    last: dict[str, int] = {}
    for entry in rows.entries(BOUND):
        values = json.loads(entry.data)
        bound[values["case"]], last[values["case"]] = values["hash"], entry.seq
    for entry in rows.entries(ERASED):
        case = json.loads(entry.data)["case"]
        if entry.seq > last.get(case, 0):
            bound.pop(case, None)
    for number, name, identity, contact, salt in rows.persons():
        expected = bound.pop(number, None)
        if expected is None or binding(algorithm, salt or b"", Person(name, identity, contact)) != expected:
            zh, en = f"案件 {number} 的申请人信息与所记不符", f"the person of case {number} is not the one recorded"
            yield number, Words(zh, en)
    for number in sorted(bound):
        zh = f"案件 {number} 的申请人信息缺失，而没有删除记录"
        yield number, Words(zh, f"the person of case {number} is gone, and no erasure was recorded")


__all__ = ["Erasure", "binding", "check_reason", "erase", "find", "unbound", "write"]
