"""The book's own entries: their numbering, what each says, the settings that were fixed, the persons that were bound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from workflow.errors import YishenqingError
from workflow.words import Words

from .. import people
from ..book_kinds import OPENED, UPGRADED
from ..entries import BookEntry
from ..errors import DamagedEntry
from ..problems import FAULTS, Problem
from ..settings import settled
from ..shelf import Row, Rows
from .kinds import Kinds


def entry_problems(rows: Rows, own: Iterable[Row], settings: Mapping[str, str]) -> Iterator[Problem]:
    """Check the book's own entries: their numbering, what each of a kind of ours says, and the settings that were fixed.

    Kinds that an application has added are its own affair.
    """
    opened: list[str] = []
    kinds = Kinds(rows)
    for expected, (seq, _, no, kind, *rest) in enumerate(own, 1):
        entry = BookEntry(seq, *rest)
        if no != expected:
            words = Words(f"登记簿自身第 {expected} 条记录编号为 {no}", f"entry {expected} of the book has number {no}")
            yield Problem("numbering", words, seq, None, no)
        if kind in (OPENED, UPGRADED):
            opened.append(entry.data)
        for words in _wrong(kinds, kind, entry):
            yield Problem("entry", words, seq)
    if (unfinished := kinds.at_the_end()) is not None:
        yield Problem("entry", unfinished)
    if opened != [settled(settings)]:
        recorded = "; ".join(map(str, opened))
        words = Words(
            f"设置与建立登记簿时所记不符：{settled(settings)}，所记 {recorded}",
            f"the settings are not those recorded: {settled(settings)}, recorded {recorded}",
        )
        yield Problem("setting", words)


def _wrong(kinds: Kinds, kind: str, entry: BookEntry) -> list[Words]:
    """Return what is wrong with an entry, as it reads or as its reader complains."""
    try:
        found = list(kinds.wrong(kind, entry))
    except DamagedEntry as error:  # it says which entry that is
        return [error.words]
    except FAULTS as error:
        said = f"{type(error).__name__}: {error}"
        found = [error.words if isinstance(error, YishenqingError) else Words(said, said)]
    return [
        Words(
            f"登记簿第 {entry.seq} 条记录（{kind}）不可能：{zh}",
            f"row {entry.seq} of the book ({kind}) cannot be: {en}",
        )
        for zh, en in found
    ]


def person_problems(rows: Rows, algorithm: str) -> list[Problem]:
    """Hold the persons against the entries that bind them."""
    try:
        return [Problem("person", words, None, number) for number, words in people.unbound(rows, algorithm)]
    except FAULTS as error:
        zh, en = error.words if isinstance(error, YishenqingError) else (str(error), str(error))
        return [Problem("person", Words(f"无法核对申请人信息：{zh}", f"persons cannot be checked: {en}"))]
