"""The lines of an import, read and validated before the lock is taken: others can write meanwhile.

They stand as they will stand in the journal. Many are laid down in a file that has no name and is gone with the process;
persons, whose data no such file may hold, and the few lines of other kinds stay in memory.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from workflow.errors import YishenqingError

from .casefile import FactLine, Line, Sourced
from .codec import time_to
from .errors import InvalidLine
from .journal import fact_columns
from .naming import NamedInFile

_CHUNK, _IN_MEMORY = 500, 20_000  # lines


FactColumns = list[Any]
"""A fact as it will stand in the journal: its rules, then case, 0, kind, on, recorded_at (empty: now), by, note, data."""


class Prepared:
    """Lines that were read once, to be taken in the same order."""

    def __init__(self, lines: Iterable[Sourced]) -> None:
        """Read all *lines*; raise ``InvalidLine`` for the first that cannot be taken, whatever the book holds."""
        self.named = NamedInFile()
        self._others: list[Line] = []
        self._chunk: list[tuple[Any, ...]] = []
        self._chunks: list[list[tuple[Any, ...]]] = []
        self._file: IO[bytes] | None = None
        try:
            for source, number, line in lines:
                try:
                    self._chunk.append(self._laid(source, number, line))
                except YishenqingError as error:
                    raise InvalidLine(source, number, error) from None
                if len(self._chunk) == _CHUNK:
                    self._lay_down()
        except BaseException:
            self.close()
            raise

    def _laid(self, source: str, number: int, line: Line) -> tuple[Any, ...]:
        if not isinstance(line, FactLine):
            self._others.append(line)
            return source, number, len(self._others) - 1
        case, fact, at, rules = line
        self.named.note(source, number, case, fact)
        return (source, number, rules, *fact_columns(case, 0, fact, "" if at is None else time_to(at)))

    def _lay_down(self) -> None:
        if self._file is None and len(self._chunks) * _CHUNK >= _IN_MEMORY:
            self._file = TemporaryFile()  # noqa: SIM115  # closed with the import
        if self._file is None:
            self._chunks.append(self._chunk)
        else:
            marshal.dump(self._chunk, self._file)
        self._chunk = []

    def __iter__(self) -> Iterator[tuple[str, int, Line | FactColumns]]:
        """Yield each line with its source and its number there; of a fact the number of its rules and its columns."""
        for chunk in self._all():
            for source, number, *line in chunk:
                yield source, number, self._others[line[0]] if len(line) == 1 else line

    def _all(self) -> Iterator[list[tuple[Any, ...]]]:
        yield from self._chunks
        if self._file is not None:
            self._file.seek(0)
            while True:
                try:
                    yield marshal.load(self._file)
                except EOFError:
                    break
        yield self._chunk

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()


__all__ = ["FactColumns", "Prepared"]
