"""Putting: what was made goes into a file, whole or not at all, never over what must not be lost; or to stdout."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from .language import say
from .shell import tell

_BOOK = b"SQLite format 3\0"


def check_folder(output: Path | None) -> None:
    """Refuse a file in a folder that is not there, before anything is counted for it."""
    if output is None or str(output) == "-" or output.parent.is_dir():
        return
    folder = output.parent
    zh, en = ("不是文件夹", "is none") if folder.exists() else ("不存在，请先建立", "does not exist: make it first")
    raise click.UsageError(
        say(f"无法写入 {output}：文件夹 {folder} {zh}", f"cannot write {output}: the folder {folder} {en}")
    )


def put(content: bytes, output: Path, kept: Sequence[Path | None] = ()) -> None:
    """Write a document to *output*, whole or not at all; ``-`` is standard output.

    What is there is written over, but never a register and never one of the files *kept*.
    """
    if str(output) == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    _refuse(output, kept)
    try:
        _write(content, output)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from None
    tell(f"已写入 {output}", f"written to {output}")


def _write(content: bytes, output: Path) -> None:
    if output.exists() and not output.is_file():  # a device, or a folder, which the system refuses
        output.write_bytes(content)
        return
    beside = output.with_name(f".{output.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        os.replace(beside, output)
    finally:
        beside.unlink(missing_ok=True)


def _refuse(output: Path, kept: Sequence[Path | None]) -> None:
    """Complain where *output* is a file that must not be lost."""
    if not output.is_file():
        return
    with output.open("rb") as there:
        book = there.read(len(_BOOK)) == _BOOK
    if book or any(one is not None and one.exists() and output.samefile(one) for one in kept):
        raise click.UsageError(
            say(f"{output} 是登记簿或文字稿，不得覆盖", f"{output} is a register or the text: it is not written over")
        )
