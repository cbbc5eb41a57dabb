"""Lock files: what Word, Excel, WPS and LibreOffice leave beside a document while it is open, and macOS beside a copy.

They have the document's ending and nothing of its content.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

_BEGIN = ("~$", ".~", "._")


def is_lock_file(path: Path) -> bool:
    """Tell whether the name is that of a lock file: ``~$report.docx``, ``.~report.xlsx``, ``._report.docx``."""
    return path.name.startswith(_BEGIN)


def without_lock_files(paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Return the documents, and the lock files among them."""
    every = list(dict.fromkeys(paths))
    return [path for path in every if not is_lock_file(path)], [path for path in every if is_lock_file(path)]
