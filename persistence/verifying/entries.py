"""The book's own entries: their numbering, the settings that were fixed, the persons that were bound."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from sqlite_utils import Database

from workflow.errors import YishenqingError
from workflow.words import Words

from .. import people
from ..chaining import BOOK, settled
from .problems import Problem

_BOOK = f"SELECT seq, no, kind, data FROM journal WHERE case_no = '{BOOK}' ORDER BY seq"


def entry_problems(db: Database, settings: dict[str, str]) -> Iterator[Problem]:
    """Check the numbering of the book's own entries, and the settings against the entry that fixed them."""
    fixed: str | None = None
    for expected, (seq, no, kind, data) in enumerate(db.execute(_BOOK), 1):
        if no != expected:
            words = Words(f"登记簿自身第 {expected} 条记录编号为 {no}", f"entry {expected} of the book has number {no}")
            yield Problem("numbering", words, seq, None, no)
        if kind in ("book_opened", "book_upgraded"):
            fixed = data
    if fixed != settled(settings):
        words = Words(
            f"设置与建立登记簿时所记不符：{settled(settings)}，所记 {fixed}",
            f"the settings are not those recorded: {settled(settings)}, recorded {fixed}",
        )
        yield Problem("setting", words)


def person_problems(db: Database, algorithm: str) -> list[Problem]:
    try:
        return [Problem("person", words, None, number) for number, words in people.unbound(db, algorithm)]
    except (ValueError, KeyError, TypeError, sqlite3.Error, YishenqingError) as error:
        return [Problem("person", Words(f"无法核对申请人信息：{error}", f"persons cannot be checked: {error}"))]
