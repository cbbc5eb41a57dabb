"""Putting: what was made goes into a file, whole or not at all, never over what must not be lost; or to stdout."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from desk.screen import visible
from persistence.drafts import draft
from persistence.files import OWNER, companions, identity, new

from .language import say
from .shell import tell

# How the files of SQLite begin: the book, its write-ahead log in both byte orders, the log's index, an older log.
_BOOKS = (
    b"SQLite format 3\0",
    b"\x37\x7f\x06\x82",
    b"\x37\x7f\x06\x83",
    b"\x18\xe2\x2d\x00",
    b"\x00\x2d\xe2\x18",
    b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",
)
_PUBLISHED = 0o666  # less what the umask takes away


def check_output(output: Path | None, kept: Sequence[Path | None]) -> None:
    """Refuse, before anything is counted for it, a file that cannot be written or must not be lost."""
    if output is None or str(output) == "-":
        return
    _check_folder(output)
    _refuse(output, kept)


def _check_folder(output: Path) -> None:
    if output.parent.is_dir():
        return
    folder = output.parent
    zh, en = ("不是文件夹", "is none") if folder.exists() else ("不存在，请先建立", "does not exist: make it first")
    raise click.UsageError(
        say(f"无法写入 {output}：文件夹 {folder} {zh}", f"cannot write {output}: the folder {folder} {en}")
    )


def format_of(output: Path | None, given: str | None, endings: Mapping[str, str]) -> str | None:
    """Return the format that the ending of *output* says, or *given*; complain where they do not agree.

    *endings* are those known, each with its format. Standard output and devices have no ending, nor need they one.
    """
    if output is None or str(output) == "-" or (output.exists() and not output.is_file()):
        return given
    ending = output.suffix.lower()
    meant = endings.get(ending)
    if (ending and meant is None) or (meant or given) is None:
        _refuse_ending(output, [name for name, format in endings.items() if given in (None, format)])
    if given is not None and meant not in (None, given):
        _refuse_ending(output, [name for name, format in endings.items() if format == given], given)
    return given or meant


def _refuse_ending(output: Path, allowed: Sequence[str], format: str | None = None) -> None:
    listed = " ".join(allowed)
    ending = output.suffix
    zh = f"扩展名 {ending} 不是可输出的格式" if ending else "没有扩展名，看不出格式"
    en = f"nothing is written as {ending}" if ending else "it has no ending, which would say the format"
    if format is not None:
        zh, en = f"扩展名 {ending} 与所要的格式 {format} 不符", f"{ending} is not how {format} ends"
    raise click.UsageError(
        say(f"无法写入 {output}：{zh}；可用：{listed}", f"cannot write {output}: {en}; known: {listed}")
    )


def put(content: bytes, output: Path, kept: Sequence[Path | None] = (), *, private: bool = False) -> None:
    """Write a document to *output*, whole or not at all; ``-`` is standard output.

    What is there is written over, at the end of a symbolic link where *output* is one, but never a register, its log, or
    one of the files *kept*, registers first. A report is published: who may read it is what the system lets new files be.
    What is *private* is about single cases, and for its owner alone. A file that is written over stays open to those who
    could read it.
    """
    if str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(_for_terminal(content) if sys.stdout.isatty() else content)
        sys.stdout.buffer.flush()
        return
    _refuse(output, kept)
    there = output.is_file()
    _tell_other_names(output)
    try:
        _write(content, output, next(_inputs(kept), None), OWNER if private else _PUBLISHED)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(output)) from None
    if there:
        tell(f"已覆盖 {output}", f"overwrote {output}")
    else:
        tell(f"已写入 {output}", f"written to {output}")


def _for_terminal(content: bytes) -> bytes:
    """Return a text as a terminal may have it; what is no text goes as it is, where somebody wants it there."""
    try:
        return visible(content.decode().replace("\r\n", "\n"), lines=True).encode()
    except UnicodeDecodeError:
        return content


def _tell_other_names(output: Path) -> None:
    """Tell that a file has other names (hard links): under them it stays what it was."""
    if output.is_file() and output.stat().st_nlink > 1:
        tell(
            f"{output} 另有名称（硬链接）：只更新这一个，其余仍是旧内容",
            f"{output} has other names (hard links): this one alone is written, they keep what was there",
        )


def _write(content: bytes, output: Path, of: Path | None, mode: int) -> None:
    if output.exists() and not output.is_file():  # a device, or a folder, which the system refuses
        output.write_bytes(content)
        return
    output = Path(os.path.realpath(output))  # a symbolic link stays one
    with draft(output, of) as place:
        before = stat.S_IMODE(output.stat().st_mode) if output.exists() else None
        with new(place, mode if before is None else OWNER) as file:
            file.write(content)
        if before is not None:
            place.chmod(before)
        os.replace(place, output)


def _refuse(output: Path, kept: Sequence[Path | None]) -> None:
    """Complain where *output* is a file that must not be lost, under whatever name."""
    if not output.is_file():
        return
    with output.open("rb") as there:
        book = there.read(16).startswith(_BOOKS)
    if book or identity(output) in map(identity, _inputs(kept)):
        raise click.UsageError(
            say(
                f"{output} 是登记簿、它的日志或本命令的输入（文字稿、名单），不得覆盖",
                f"{output} is a register, its log or an input of this command: it is not written over",
            )
        )


def _inputs(kept: Sequence[Path | None]) -> Iterator[Path]:
    """Yield the files *kept* that are there, each with those that SQLite lays beside a register."""
    for one in kept:
        if one is not None and one.name:
            yield from (file for file in (one, *companions(one)) if file.is_file())
