"""Backup and restore: a copy of one moment of the book, verified before it is trusted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .drafts import draft
from .errors import CopyDiffers, RegisterExists
from .files import check_name, put_in_place
from .register import Register
from .sqlite.connection import check_copy, copy_of_copy, failures_in_words, upgrade_draft
from .verifying import Verification


def backup(register: Register, path: Path) -> Verification:
    """Copy *register* to *path* while others write; return what verifying the copy found.

    Raises :class:`RegisterExists` if anything stands at *path*, :class:`NotARegisterName` for a name that no register
    has. The copy appears there whole and verified, or not at all: :class:`CopyDiffers` says what is wrong with it.
    """
    check_name(path)
    if path.exists():
        raise RegisterExists(path)
    return _copy(register.path, path, register.copy, register.path)


def restore(copy: Path, path: Path) -> Verification:
    """Make a register at *path* from a *copy*, verified first; nothing may stand at *path*.

    The copy is only read: one of an older layout stays as it is, and the register made from it is brought up to date.
    Raises :class:`LogLeft` where the log of a register that stood at *path* is left.
    """
    check_name(path)
    if path.exists():
        raise RegisterExists(path)
    check_copy(copy)
    return _copy(copy, path, lambda place: copy_of_copy(copy, place))


def _copy(source: Path, path: Path, copied: Callable[[Path], object], of: Path | None = None) -> Verification:
    with failures_in_words(path), draft(path, of) as place:
        copied(place)
        upgrade_draft(place)
        found = _verified(place)
        if not found.ok:
            raise CopyDiffers(source, found.problems[0].words, len(found.problems))
        put_in_place(place, path)
        return found


def _verified(place: Path) -> Verification:
    register = Register.open(place)
    try:
        return register.verify()
    finally:
        register.checkpoint()
        register.close()


__all__ = ["backup", "restore"]
