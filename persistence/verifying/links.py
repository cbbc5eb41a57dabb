"""The chain: every row of the journal must follow from the one before, and a head noted earlier must be among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from workflow.errors import YishenqingError
from workflow.words import Words, counted

from ..book_kinds import BOOK
from ..chain import START, Head, follows, hasher
from ..errors import RegisterError
from ..problems import EVERY, Problem, unreadable
from ..shelf import Row, Rows


class Chain:
    """Walks the journal in the order of recording; every row must follow from the one before."""

    def __init__(self, algorithm: str, against: Head | None) -> None:
        self.against, self.head = against, Head(algorithm, 0, START)
        self.own: list[Row] = []
        """The book's own rows that were walked over."""

    def check(self, rows: Rows, tell: Callable[[int], object]) -> Iterator[Problem]:
        try:
            yield from self._walk(rows, tell)
        except RegisterError as error:
            yield unreadable(error, self.head.seq + 1)
        if self.against is not None:
            yield from self._held(rows, self.against)

    def _walk(self, rows: Rows, tell: Callable[[int], object]) -> Iterator[Problem]:
        try:
            hash_of = hasher(self.head.algorithm)
        except YishenqingError as error:
            yield Problem("chain", error.words)
            return
        expected, before = 1, START
        for *columns, digest in rows.rows(-1):
            row = tuple(columns)
            if row[0] != expected:
                yield _gap(expected, row)
            elif not follows(hash_of, before, row, digest):
                yield _broken(row)
            if row[1] == BOOK:
                self.own.append(row)
            expected, before = row[0] + 1, digest if isinstance(digest, bytes) else START
            if not expected % EVERY:
                tell(expected)
        self.head = Head(self.head.algorithm, expected - 1, before)

    def _held(self, rows: Rows, against: Head) -> Iterator[Problem]:
        found = rows.head(against.seq)
        digest = START if against.seq == 0 else found.digest if found else None
        if (self.head.algorithm, digest) != (against.algorithm, against.digest):
            words = Words(
                f"登记簿不再含有链首 {against}（现为 {self.head.seq} 条）：记录被截去或改写",
                f"the book no longer contains the head {against} (it has {counted(self.head.seq, 'row')}): cut off or rewritten",
            )
            yield Problem("head", words, against.seq)


def _gap(expected: int, row: tuple[Any, ...]) -> Problem:
    words = Words(
        f"第 {expected} 条记录缺失（其后为第 {row[0]} 条）", f"row {expected} is missing (then comes row {row[0]})"
    )
    return Problem("gap", words, expected)


def _broken(row: tuple[Any, ...]) -> Problem:
    seq, number, no, kind = row[:4]
    words = Words(
        f"第 {seq} 条记录（{number or '登记簿'} 第 {no} 条 {kind}）与链值不符：它或它之前的一条被改动",
        f"row {seq} ({number or 'the book'}, no. {no}, {kind}) does not follow: it, or the row before, was changed",
    )
    return Problem("chain", words, seq, number or None, no)
