"""Who asks: kept apart from the history and bound to it, so that it can be erased, but not changed unseen.

The journal holds of a person only ``H(salt ‖ [name, identity, contact])``; the salt lies with the person and goes
with it, so that nobody can find the person again by trying names. What erases them is an entry of the book too.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from enum import Enum
from typing import Any, NamedTuple

from sqlite_utils import Database

from workflow.errors import InvalidFact
from workflow.fields import is_text
from workflow.words import Words

from . import book_kinds
from .casefile import Person, checked
from .chain import hasher
from .codec import dumps, time_to
from .entries import BookEntry, book_entries
from .errors import NobodyKnown
from .journal import Writer

BOUND, ERASED = book_kinds.PERSON_BOUND, book_kinds.PERSON_ERASED
_FIND = "SELECT name, identity, contact FROM person WHERE case_no = ?"
_WRITE = """
INSERT INTO person (case_no, name, identity, contact, salt) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (case_no) DO UPDATE SET
  name = excluded.name, identity = excluded.identity, contact = excluded.contact, salt = excluded.salt
"""


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


def find(db: Database, number: str) -> Person | None:
    """Return who asks in a case, or None where that is not known or was erased."""
    row = db.execute(_FIND, (number,)).fetchone()
    return Person(*row) if row else None


def write(db: Database, writer: Writer, number: str, person: Person, recorded_at: datetime) -> Keeping:
    """Keep who asks, in place of what was known before, and bind it to the journal.

    Raises ``InvalidFact`` where a part of it is neither text nor nothing.
    """
    known = find(db, number)
    if known == checked(person):
        return Keeping.ALREADY
    salt = os.urandom(16)
    db.execute(_WRITE, (number, *person, salt))
    digest = binding(writer.head.algorithm, salt, person)
    writer.entry(BOUND, recorded_at, dumps({"case": number, "hash": digest}))
    return Keeping.NEW if known is None else Keeping.INSTEAD


def binding(algorithm: str, salt: bytes, person: Person) -> str:
    """Return the hash that binds a person to the journal, in hexadecimal."""
    return hasher(algorithm)(salt + dumps(list(person)).encode("utf-8", "surrogateescape")).hex()


def erase(db: Database, writer: Writer, number: str, reason: str, by: str | None, recorded_at: datetime) -> Erasure:
    """Erase who asked in a case; the history stays. Raise ``NobodyKnown`` where there is nobody to erase.

    Call :func:`scrub` once afterwards, in the same transaction.
    """
    person = find(db, number)
    if person is None:
        raise NobodyKnown(number)
    check_reason(reason, person)
    db.execute("DELETE FROM person WHERE case_no = ?", (number,))
    writer.entry(ERASED, recorded_at, dumps({"case": number, "reason": reason}), by=by)
    return Erasure(number, time_to(recorded_at), by, reason)


def is_erased(erasures: Iterable[BookEntry], number: str) -> bool:
    """Tell whether one of the *erasures* of a book is that of who asked in a case."""
    return any(json.loads(entry.data)["case"] == number for entry in erasures)


def scrub(db: Database) -> None:
    """Lay the persons out on new pages and blank the old ones.

    When rows move from page to page SQLite leaves copies of them in the gaps, and its ``secure_delete`` blanks those
    only with the whole page.
    """
    db.execute("CREATE TEMP TABLE kept AS SELECT * FROM main.person")  # in memory: see ``temp_store``
    db.execute("DELETE FROM main.person")
    db.execute("INSERT INTO main.person SELECT * FROM kept ORDER BY case_no")
    db.execute("DROP TABLE kept")


def check_reason(reason: str, person: Person) -> None:
    """Refuse a reason that would keep in the book what is being erased from it."""
    if not is_text(reason) or not reason.strip():
        raise InvalidFact(
            "reason", reason, Words("删除的理由（非空文字）", "why it is erased (text that is not empty)")
        )
    if any(value and value.strip() in reason for value in person if value and value.strip()):
        words = Words("不含申请人个人信息的理由", "a reason without the personal data that is being erased")
        raise InvalidFact("reason", "…", words)


def unbound(db: Database, algorithm: str) -> Iterator[tuple[str, Words]]:
    """Yield each case whose person is not the one that was bound, with what is wrong."""
    rows = db.execute("SELECT case_no, name, identity, contact, salt FROM person ORDER BY case_no")
    return unbound_in(lambda kind: book_entries(db, kind), rows, algorithm)


def unbound_in(
    entries: Callable[[str], Iterable[BookEntry]], rows: Iterable[tuple[Any, ...]], algorithm: str
) -> Iterator[tuple[str, Words]]:
    """Hold persons, as rows of case, name, identity, contact and salt, against the *entries* of the book, by kind."""
    bound: dict[str, str] = {}
    last: dict[str, int] = {}
    for entry in entries(BOUND):
        values = json.loads(entry.data)
        bound[values["case"]], last[values["case"]] = values["hash"], entry.seq
    for entry in entries(ERASED):
        case = json.loads(entry.data)["case"]
        if entry.seq > last.get(case, 0):
            bound.pop(case, None)
    for number, name, identity, contact, salt in rows:
        expected = bound.pop(number, None)
        if expected is None or binding(algorithm, salt or b"", Person(name, identity, contact)) != expected:
            zh, en = f"案件 {number} 的申请人信息与所记不符", f"the person of case {number} is not the one recorded"
            yield number, Words(zh, en)
    for number in sorted(bound):
        zh = f"案件 {number} 的申请人信息缺失，而没有删除记录"
        yield number, Words(zh, f"the person of case {number} is gone, and no erasure was recorded")


__all__ = ["Erasure", "binding", "check_reason", "erase", "find", "scrub", "unbound", "unbound_in", "write"]
