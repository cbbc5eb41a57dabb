"""Copies: registers of a roll-up that hold one book, known by their chains; only one of them may count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from persistence import Book, Head, Moment, Register
from persistence.rules import KIND as RULES
from workflow.errors import YishenqingError
from workflow.words import Words, counted

T = TypeVar("T")


class Copy(NamedTuple):
    """A register that is left out of a roll-up: a copy of another one, ``behind`` by so many rows of its journal."""

    db: str
    of: str
    behind: int

    def as_json(self) -> dict[str, Any]:
        """Return the copy, and of which register it is one."""
        return self._asdict()

    @property
    def words(self) -> Words:
        """What is said about it."""
        zh = f"，少 {self.behind} 行" if self.behind else "，内容相同"
        en = f", {counted(self.behind, 'row')} behind it" if self.behind else ", row by row"
        return Words(
            f"{self.db} 是 {self.of} 的副本（同一记录链{zh}），没有重复计入",
            f"{self.db} is a copy of {self.of} (the same chain{en}); it is not counted twice",
        )


class Diverged(YishenqingError):
    """Two registers that were one book up to row ``row`` and went on apart: which of them holds is not ours to say."""

    def __init__(self, db: Path, other: Path, row: int) -> None:
        self.db, self.other, self.row = db, other, row
        super().__init__(
            Words(
                f"{db} 与 {other} 出自同一登记簿，第 {row} 行之后各自登记，重复计入与漏计都可能，两者均未计入；"
                "请确定以哪一个为准，把另一个移出",
                f"{db} and {other} were one register and went on apart after row {row}; neither is counted, "
                "for what they share would count twice: decide which one holds, and leave the other out",
            )
        )


class Asked(NamedTuple, Generic[T]):
    """A register file that was read: where its journal stood then, its first row, and what it answered."""

    file: Path
    head: Head
    first: Head | None
    answer: T


def ask(path: Path, moment: Moment, question: Callable[[Path, Book], T]) -> Asked[T]:
    """Ask the book of the register at *path* at a moment, by its path; what is told of its journal is of now."""
    with closing(Register.open(path)) as register, register.at() as book:
        head = book.head()
        first = book.at(1).head() if head.seq else None
        return Asked(path, head, first, question(path, book if moment is None else book.at(moment)))


def one_of_each(asked: Sequence[Asked[T]]) -> tuple[list[Asked[T]], list[Copy], list[Diverged]]:
    """Return the registers that count, each book once, with the copies left out and those that went on apart."""
    copies: list[Copy] = []
    apart: list[Diverged] = []
    for kin in _kin(asked):
        _compare(kin, copies, apart)
    out = {copy.db for copy in copies} | {str(path) for one in apart for path in (one.db, one.other)}
    return [one for one in asked if str(one.file) not in out], copies, apart


def _kin(asked: Iterable[Asked[Any]]) -> list[list[Asked[Any]]]:
    """Return the files whose chains begin alike."""
    by_first: dict[Head, list[Asked[Any]]] = {}
    for one in asked:
        if one.first is not None:
            by_first.setdefault(one.first, []).append(one)
    return [files for files in by_first.values() if len(files) > 1]


def _compare(files: Iterable[Asked[Any]], copies: list[Copy], apart: list[Diverged]) -> None:
    """Hold each file against those that go further; what is told is added to *copies* and *apart*."""
    kept: list[Asked[Any]] = []
    for file in sorted(files, key=lambda one: one.head.seq, reverse=True):
        for other in kept:
            shared, opening = _held_together(file, other)
            if shared == file.head.seq and shared > opening:
                copies.append(Copy(str(file.file), str(other.file), other.head.seq - shared))
                break
            if shared > opening:
                apart.append(Diverged(file.file, other.file, shared))
        else:
            kept.append(file)


def _held_together(file: Asked[Any], other: Asked[Any]) -> tuple[int, int]:
    """Return how many rows two journals shared when they were asked, and how many at the beginning record nothing yet."""
    with (
        closing(Register.open(file.file)) as register,
        closing(Register.open(other.file)) as second,
        register.at(file.head.seq) as one,
        second.at(other.head.seq) as two,
    ):
        return shared_rows(one, two, min(file.head.seq, other.head.seq)), _opening(one)


def shared_rows(one: Book, two: Book, most: int) -> int:
    """Return how many rows two journals share: a row binds all before it, so the last alike is found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.at(middle).head() == two.at(middle).head() else (low, middle - 1)
    return low


def _opening(book: Book) -> int:
    """Return how many rows the opening of a book takes: two may be opened alike at one moment and be no copies."""
    seqs = {entry.seq for kind in ("book_opened", RULES) for entry in book.entries(kind)}
    return next(n for n in range(len(seqs) + 1) if n + 1 not in seqs)


__all__ = ["Asked", "Copy", "Diverged", "ask", "one_of_each", "shared_rows"]
