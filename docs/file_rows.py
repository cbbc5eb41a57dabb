"""The table of files: every file of the three rooms, folder by folder, by the first sentence of what it says of itself."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("workflow", "persistence", "desk")
Table = Callable[[Iterable[str], Iterable[Iterable[str]]], str]

_ROLE = re.compile(r":\w+:`[~.]?(?:[\w.]*\.)?(\w+)`")


def file_rows(table: Table) -> str:
    """Return a table of files for each folder, the package itself first."""
    parts = []
    for folder, files in groupby(_files(), lambda path: path.parent):
        rows = ((f"[{path.name}](../{path.as_posix()})", _sentence(path)) for path in files)
        parts.append(f"## {folder.as_posix()}\n\n{table(('file', 'what it is'), rows)}")
    return "\n\n".join(parts)


def _files() -> Iterator[Path]:
    """Yield the files, those of a folder before those of the folders within it."""
    for room in ROOMS:
        found = (path.relative_to(ROOT) for path in (ROOT / room).rglob("*.py"))
        yield from sorted(found, key=lambda path: (path.parent.parts, path.name != "__init__.py", path.name))


def _sentence(path: Path) -> str:
    """Return the first sentence of a file; ``LookupError`` for one that says nothing of itself."""
    said = ast.get_docstring(ast.parse((ROOT / path).read_text("utf-8")))
    if not said:
        raise LookupError(f"{path} does not say what it is")
    paragraph = " ".join(said.split("\n\n")[0].split())
    sentence = re.split(r"(?<=[.!?]) (?=[A-Z`])", paragraph)[0]
    return _ROLE.sub(r"`\1`", sentence).replace("``", "`")
