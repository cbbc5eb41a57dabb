"""``ysq``: the command line."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING

from desk import plain
from desk.screen import visible
from workflow.errors import YishenqingError

from . import language

if TYPE_CHECKING:
    from workflow.law import Law

# Each adds its commands to the group ``ysq``, which lists them in this order.
COMMAND_FILES = (
    "commands",
    "mending",
    "ledger",
    "reporting",
    "checking",
    "book",
    "keeping",
    "auditing",
    "explaining",
    "stages",
    "calendars",
    "law",
    "readings",
    "scenarios",
    "whatif",
)


def main(arguments: Sequence[str] | None = None, law: Law | None = None) -> None:
    """Run one command and leave the process with its exit status.

    0 done; 1 the answer is "no"; 2 bad use or bad input, with one line on standard error. No traceback
    reaches people, unless they ask for it with ``YSQ_DEBUG=1``. Every command follows *law*, by default the
    shipped one.
    """
    _stand_in_for_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            plain.prepare(stream)
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments), law))


def _stand_in_for_closed_streams() -> None:
    """Give a stream that our caller closed its place back, or the register might be opened in it; writing there fails."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDONLY)  # the lowest number that is free, which is that of the stream
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))


def run(arguments: Sequence[str], law: Law | None = None) -> int:
    """Run one command under *law* and return its exit status."""
    language.choose(arguments)
    import click

    for name in COMMAND_FILES:
        import_module(f".{name}", __name__)
    from . import recorded
    from .root import ysq

    recorded.begin()
    try:
        status = ysq.main(args=list(arguments), prog_name="ysq", standalone_mode=False, obj=law)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(error.format_message() + "\n")
        return 2
    except (Exception, KeyboardInterrupt, SystemExit) as error:
        _let_go_of_stdout(error)
        return _answer(error)


def _let_go_of_stdout(error: BaseException) -> None:
    """Write out what is left for standard output, or forget it where our reader has gone away or nothing is taken."""
    from .shell import let_go

    if not isinstance(error, (BrokenPipeError, SystemExit)):  # the second from click, for the same reason
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            return
    let_go(sys.stdout)


def _answer(error: BaseException) -> int:
    """Say what went wrong, and return the exit status: never 2 where something was recorded before."""
    from .recorded import recorded

    message, status = _words(error)
    done = recorded()
    if done is None:
        return _complain(message, status) if message else status
    why = language.say("；只是未能显示结果", "; only showing the result failed")
    _complain(f"{language.say(done.zh, done.en)}{why}{f'：{message}' if message else ''}")
    return 0 if status == 2 else status


def _words(error: BaseException) -> tuple[str, int]:
    """Return what is said of an error, nothing where it is none, and its exit status."""
    import click

    from .usage import usage_words

    if isinstance(error, (SystemExit, BrokenPipeError)):  # whoever read our output has stopped reading
        return "", 0
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        return language.say("已中断", "interrupted"), 130
    if isinstance(error, click.UsageError):
        return usage_words(error), 2
    if isinstance(error, click.ClickException):
        return error.format_message(), 2
    if isinstance(error, YishenqingError):
        return error.message(language.lang()), 2
    return (_system_words(error) if isinstance(error, OSError) else _our_fault(error)), 2


def _our_fault(error: BaseException) -> str:
    """Say what must not happen; raise it where somebody looks for the fault."""
    if os.environ.get("YSQ_DEBUG"):
        raise error
    words = language.say(
        "程序出错，请报告（YSQ_DEBUG=1 可见详情）", "a fault of ours, please report (YSQ_DEBUG=1 shows more)"
    )
    return f"{words}: {type(error).__name__}: {error}"


def _system_words(error: OSError) -> str:
    """Say what the operating system refused."""
    say = language.say
    if isinstance(error, FileNotFoundError):
        return say(f"找不到文件 {error.filename}", f"no such file: {error.filename}")
    if isinstance(error, PermissionError):
        return say(
            f"无权读写 {error.filename}，或它正被其他程序打开",
            f"not allowed to read or write {error.filename}, or another program has it open",
        )
    if isinstance(error, IsADirectoryError):
        return say(f"{error.filename} 是文件夹", f"{error.filename} is a folder")
    if error.errno == errno.ENOSPC:
        return say(
            f"{error.filename or ''} 磁盘已满".strip(), f"{error.filename or ''} no space left on the device".strip()
        )
    if error.errno == errno.EBADF:
        return say("标准输出已关闭", "standard output is closed")
    return f"{error.filename or ''} {error.strerror or error}".strip()


def _complain(message: str, status: int = 2) -> int:
    """Say what is wrong in one line on standard error."""
    from .shell import aside

    aside("ysq: " + " ".join(visible(message, lines=True).split()))
    return status
