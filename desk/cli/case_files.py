"""The files that ``ysq import`` reads: all opened first, their lines counted while they are read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from desk import printing
from desk.desk import Desk
from persistence import Imported, Sourced, read_lines
from workflow.oddities import Oddity
from workflow.words import counted

from . import progress
from .language import lang, say
from .shell import tell

_SHOWN = 3  # so many cases does a line name


def tell_odd(number: str, found: Oddity) -> None:
    """Tell on standard error what is odd in a case that is imported."""
    said = printing.oddity_text(found, lang())
    tell(f"案件 {number}　{said}", f"case {number} {said}")


def tell_odd_lines(desk: Desk, last: int) -> None:
    """Tell on standard error what is odd in the *last* lines of the ledger, which were just recorded."""
    for row in desk.ledger()[-last:] if last else ():
        odd = desk.ledger_oddity(row)
        if odd is not None:
            tell(f"台账第 {row.no} 行　{odd.zh}", f"line {row.no} of the ledger: {odd.en}")


def tell_persons(taken: Imported) -> None:
    """Tell on standard error that an import wrote who asks, and in which cases it took somebody else's place."""
    if taken.persons:
        some = taken.replaced[:_SHOWN]
        more = "…" * (len(taken.replaced) > _SHOWN)
        zh = f"，其中 {len(taken.replaced)} 人取代原来登记的（案件 {'、'.join(some)}{more}）" if some else ""
        en = f", {len(taken.replaced)} of them in place of others (case {', '.join(some)}{more})" if some else ""
        tell(f"登记申请人 {taken.persons} 人{zh}", f"wrote who asks in {counted(taken.persons, 'case')}{en}")


@contextmanager
def opened(files: tuple[str, ...]) -> Iterator[list[tuple[str, IO[bytes], int]]]:
    """Open all files before anything is written; yield name, stream and size."""
    streams: list[tuple[str, IO[bytes], int]] = []
    try:
        for name in files:
            if name == "-":
                streams.append((say("标准输入", "standard input"), sys.stdin.buffer, 0))
            else:
                path = Path(name)
                streams.append((name, path.open("rb"), path.stat().st_size))
        yield streams
    finally:
        for name, stream, _ in streams:
            if name in files:
                stream.close()


def lines_of(streams: list[tuple[str, IO[bytes], int]]) -> Iterator[Sourced]:
    """Yield the lines of all files, with a bar on standard error when that is a terminal."""
    with progress.bar(say("导入", "import"), sum(size for *_, size in streams) or None) as read:
        for name, stream, _ in streams:
            yield from read_lines(_told(stream, read), name)


def _told(stream: IO[bytes], read: Callable[[float], object]) -> Iterator[bytes]:
    since = 0
    for line in stream:
        since += len(line)
        if since > 65536:
            read(since)
            since = 0
        yield line


__all__ = ["lines_of", "opened", "tell_odd", "tell_odd_lines", "tell_persons"]
