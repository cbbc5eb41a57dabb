"""Files: how a register's file is called, made, given its name and removed; who may read it; that it has one name.

Nothing here needs more of the system than every system has: what only some have is asked for first.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath
from typing import BinaryIO
from urllib.parse import quote

from workflow.words import Words

from .errors import LogLeft, NotARegisterName, RegisterExists

OWNER = 0o600
"""For the owner alone: with this a file that may hold a person is made, so that it is so from its first byte."""
COMPANIONS = ("-wal", "-shm", "-journal")
"""What SQLite lays beside a file, and what belongs to it wherever it goes."""
_DOCUMENTS = (".csv", ".doc", ".docx", ".htm", ".html", ".md", ".ods", ".pdf", ".tsv", ".txt", ".xls", ".xlsx", ".xml")
_OTHERS = frozenset({*_DOCUMENTS, ".ics", ".json", ".jsonl", ".png", ".svg", ".toml", ".yaml", ".yml", ".zip"})
_MODES = os.name == "posix"  # elsewhere the bits of a mode say nothing about who may read


def uri_of(path: PurePath, mode: str) -> str:
    """Return a file as SQLite wants it called, on a network drive of Windows (``\\\\server\\…``) too."""
    posix = path.as_posix()
    name = quote(os.fsencode(posix if posix.startswith("/") else f"/{posix}"), safe="/:")
    return f"file://{name}?mode={mode}"


def companions(path: Path) -> list[Path]:
    """Return where SQLite's companions of a file would lie."""
    return [path.with_name(path.name + ending) for ending in COMPANIONS]


def check_name(path: Path) -> None:
    """Raise ``NotARegisterName`` where a register would pass for a document or for the log of another register."""
    name = path.name.lower()
    ending = next((ending for ending in COMPANIONS if name.endswith(ending)), path.suffix.lower())
    if ending in _OTHERS or ending in COMPANIONS:
        raise NotARegisterName(path, ending)


def identity(path: Path) -> object:
    """Return what tells a file from every other, whatever it is called; some disks number none, and the name must do."""
    status = path.stat()
    return (status.st_dev, status.st_ino) if status.st_ino else os.path.normcase(path.resolve())


def new(path: Path, mode: int = OWNER) -> BinaryIO:
    """Make a file to write in, by default for its owner alone: so it is from its first byte, whatever the umask."""
    return open(path, "xb", opener=partial(os.open, mode=mode))


def remove_file(path: Path) -> None:
    """Remove a register that was never filled, with SQLite's companions of it."""
    for file in (path, *companions(path)):
        file.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give *draft* its name; raise ``RegisterExists`` where somebody was quicker, ``LogLeft`` where a log is left."""
    for log in companions(path):
        if not path.exists() and not log.name.endswith("-shm") and log.exists() and log.stat().st_size:
            raise LogLeft(path, log)
    try:
        if not _linked(draft, path):
            if path.exists():
                raise RegisterExists(path)
            os.rename(draft, path)  # Windows refuses where something stands there by now
    except FileExistsError:
        raise RegisterExists(path) from None


def _linked(draft: Path, path: Path) -> bool:
    """Give a file a second name, where nothing has that yet; tell whether the system can.

    Windows can, but would not let the first name go while another process has opened the second.
    """
    if not _MODES or not hasattr(os, "link"):
        return False
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        return False
    return True


def close_to_others(path: Path) -> Words | None:
    """Take a register that everybody on the machine may read from all but its owner; return what is to be told of it.

    A group that was let in on purpose stays: nobody else may read such a file.
    """
    mode = _mode(path)
    if not mode & stat.S_IRWXO:
        return None
    beside = [*companions(path), *path.parent.glob(f"{_plain(path.name)}.before-*")]
    for file in (path, *(file for file in beside if _mode(file) & stat.S_IRWXO)):
        with suppress(OSError):
            file.chmod(OWNER)
    return _closed(path, mode) if not _mode(path) & stat.S_IRWXO else _open_to_all(path)


def _mode(path: Path) -> int:
    try:
        return stat.S_IMODE(path.stat().st_mode) if _MODES else 0
    except OSError:
        return 0


def _plain(name: str) -> str:
    """Return a name as a pattern that means it alone."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _closed(path: Path, mode: int) -> Words:
    return Words(
        f"登记簿 {path} 此前同机的任何人都可以读取（权限 {mode:o}），其中可能有申请人个人信息；"
        f"已收紧为仅文件所有者可读写（{OWNER:o}）。需要几个人共用的，请设同组可读写：chmod 660",
        f"everybody on this machine could read {path} (mode {mode:o}), which may hold who asked; "
        f"it is now for its owner alone ({OWNER:o}). To share it, let a group in: chmod 660",
    )


def _open_to_all(path: Path) -> Words:
    return Words(
        f"登记簿 {path} 同机的任何人都可以读取，其中可能有申请人个人信息，而本账户或该磁盘不能收紧权限；"
        f"请文件所有者执行 chmod {OWNER:o}，或移到有权限控制的文件夹",
        f"everybody on this machine may read {path}, which may hold who asked, and this account or disk cannot change that; "
        f"its owner should run chmod {OWNER:o}, or move it to a folder that others cannot enter",
    )


__all__ = [
    "OWNER",
    "check_name",
    "close_to_others",
    "companions",
    "identity",
    "new",
    "put_in_place",
    "remove_file",
    "uri_of",
]
