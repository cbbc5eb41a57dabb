"""Drafts: what is being made lies apart, for its owner alone, until it is whole; what a killed command left is swept.

A draft of ``NAME`` lies in the folder ``.NAME.drafts`` beside it. While its maker lives, that holds a lock of SQLite's on
a file beside the draft: the system lets go of it when the maker dies, however it dies, and every system can do it. What
is made of a register elsewhere, such as a backup on another disk, is noted in the drafts of the register.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from .errors import SeveralNames
from .files import OWNER, new, remove_file
from .sqlite.locks import Lock, hold

_LOCK, _NOTE = ".lock", ".note"
_LONGEST = 255  # bytes that a name may have
_TRIES = 100  # a folder that another process has just swept away is made again


@contextmanager
def draft(path: Path, of: Path | None = None) -> Iterator[Path]:
    """Give a place for what will be *path*, where nothing is yet; in the end it is cleared, whatever happens.

    *of* is the register that it is made of: the next command on that clears up too.
    """
    sweep(path)
    note = _noted(of, path)
    lock, held = _locked(path)
    place = lock.with_suffix("")
    if note is not None and not note.exists():  # swept, since there was nothing yet
        note = _noted(of, path)
    try:
        yield place
    finally:
        with suppress(OSError):
            remove_file(place)
        held.close()
        for file in (lock, note):
            _drop(file)


def sweep(path: Path, *, follow: bool = True) -> None:
    """Clear away what killed commands left of *path*, or of what they made of it; what a live one is making stays."""
    folder = folder_of(path)
    if not folder.is_dir():
        return
    with suppress(OSError):
        for note in list(folder.glob(f"*{_NOTE}")) if follow else []:
            _follow(note)
        for lock in list(folder.glob(f"*{_LOCK}")):
            _clear_dead(lock)
        folder.rmdir()


def folder_of(path: Path) -> Path:
    """Return the folder of the drafts of *path*."""
    name = f".{path.name}.drafts"
    if len(os.fsencode(name)) > _LONGEST:
        name = f".{sha256(os.fsencode(path.name)).hexdigest()[:32]}.drafts"
    return path.parent / name


def check_alone(path: Path, status: os.stat_result) -> None:
    """Refuse a register that has several names: each has a log of its own, and facts would be lost.

    One of them may be that of a draft, whose maker was stopped when it had just put the register in its place.
    """
    if status.st_nlink < 2:
        return
    for other in folder_of(path).glob("*"):
        if other.suffix not in (_LOCK, _NOTE) and other.exists() and other.samefile(path):
            other.unlink(missing_ok=True)
    if path.stat().st_nlink > 1:
        raise SeveralNames(path, path.stat().st_nlink)


def _locked(path: Path) -> tuple[Path, Lock]:
    """Make the lock of a new draft of *path* and hold it."""
    for _ in range(_TRIES):
        lock = _made_folder(path) / f"{token_hex(8)}{_LOCK}"
        with suppress(FileNotFoundError):
            new(lock).close()
            lock.chmod(OWNER | (_shared(path) & 0o060))
            held = hold(lock)
            if held is not None:
                return lock, held
    raise FileNotFoundError(f"{folder_of(path)}: others take it away again and again 文件夹一再被移走")


def _made_folder(path: Path) -> Path:
    folder = folder_of(path)
    with suppress(FileExistsError):
        folder.mkdir(0o700)
        with suppress(FileNotFoundError):  # swept already: it is made again
            folder.chmod(0o700 | _shared(path))
    return folder


def _shared(path: Path) -> int:
    """Return what the group may do in the drafts of a register that it shares: clear them, and see who is alive."""
    try:
        group = path.stat().st_mode & 0o060 == 0o060
    except OSError:
        return 0
    return stat.S_IRWXG if group else 0


def _clear_dead(lock: Path) -> None:
    held = hold(lock)
    if held is not None:
        with closing(held):
            remove_file(lock.with_suffix(""))
        lock.unlink(missing_ok=True)


def _drop(file: Path | None) -> None:
    """Remove a file of ours, and the folder with the last."""
    if file is not None:
        with suppress(OSError):
            file.unlink(missing_ok=True)
            file.parent.rmdir()


def _noted(of: Path | None, path: Path) -> Path | None:
    """Note beside the register *of* that something is made of it at *path*; nowhere, where nothing can be laid there."""
    if of is None or of == path:
        return None
    with suppress(OSError):
        note = _made_folder(of) / f"{token_hex(8)}{_NOTE}"
        with new(note) as file:
            file.write(os.fsencode(path.absolute()))
        return note
    return None


def _follow(note: Path) -> None:
    """Sweep where a note points, and drop the note once nothing is left there; a disk that is away is waited for."""
    path = Path(os.fsdecode(note.read_bytes()))  # empty where its maker died at once: nothing was begun
    sweep(path, follow=False)
    if path.parent.is_dir() and not folder_of(path).exists():
        note.unlink(missing_ok=True)


__all__ = ["check_alone", "draft", "folder_of", "sweep"]
