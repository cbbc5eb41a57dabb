"""Copies: registers of a roll-up that hold one book, known by their chains; only one of them may count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from persistence import Register
from persistence.rules import KIND as RULES
from persistence.store import Store
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
    """A register file that was read: its first hash, and what it answered."""

    file: Path
    first: bytes | None
    answer: T


@contextmanager
def opened(path: Path) -> Iterator[Register]:
    """Hold a register open for the length of a ``with`` block."""
    register = Register.open(path)
    try:
        yield register
    finally:
        register.close()


def ask(path: Path, question: Callable[[Register], T]) -> Asked[T]:
    """Ask the register at *path*."""
    with opened(path) as register:
        return Asked(path, register.link(1), question(register))


def one_of_each(asked: Sequence[Asked[T]]) -> tuple[list[Asked[T]], list[Copy], list[Diverged]]:
    """Return the registers that count, each book once, with the copies left out and those that went on apart."""
    copies: list[Copy] = []
    apart: list[Diverged] = []
    for kin in _kin(asked):
        _compare(kin, copies, apart)
    out = {copy.db for copy in copies} | {str(path) for one in apart for path in (one.db, one.other)}
    return [one for one in asked if str(one.file) not in out], copies, apart


def _kin(asked: Iterable[Asked[Any]]) -> list[list[Path]]:
    """Return the files whose chains begin alike."""
    by_first: dict[bytes, list[Path]] = {}
    for one in asked:
        if one.first is not None:
            by_first.setdefault(one.first, []).append(one.file)
    return [files for files in by_first.values() if len(files) > 1]


def _compare(files: Iterable[Path], copies: list[Copy], apart: list[Diverged]) -> None:
    """Hold each file against those that go further; what is told is added to *copies* and *apart*."""
    kept: list[Path] = []
    for file in sorted(files, key=_rows, reverse=True):
        for other in kept:
            shared, own, whole, opening = _held_together(file, other)
            if shared == own and shared > opening:
                copies.append(Copy(str(file), str(other), whole - own))
                break
            if shared > opening:
                apart.append(Diverged(file, other, shared))
        else:
            kept.append(file)


def _rows(file: Path) -> int:
    with opened(file) as register:
        return register.head().seq


def _held_together(file: Path, other: Path) -> tuple[int, int, int, int]:
    """Return how many rows two journals share, how many each has, and how many at the beginning record nothing yet."""
    with opened(file) as one, opened(other) as two:
        own, whole = one.head().seq, two.head().seq
        return shared_rows(one, two, min(own, whole)), own, whole, _opening(one)


def shared_rows(one: Store, two: Store, most: int) -> int:
    """Return how many rows two journals share: a row binds all before it, so the last alike is found by halving."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one.link(middle) == two.link(middle) else (low, middle - 1)
    return low


def _opening(register: Store) -> int:
    """Return how many rows the opening of a book takes: two may be opened alike at one moment and be no copies."""
    seqs = {entry.seq for kind in ("book_opened", RULES) for entry in register.entries(kind)}
    return next(n for n in range(len(seqs) + 1) if n + 1 not in seqs)


__all__ = ["Asked", "Copy", "Diverged", "ask", "one_of_each", "shared_rows"]
