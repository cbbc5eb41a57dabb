"""``ysq``: the command line."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from desk.screen import visible
from workflow.errors import YishenqingError

from . import language

if TYPE_CHECKING:
    from workflow.law import Law

# Each adds its commands to the group ``ysq``, which lists them in this order.
COMMAND_FILES = (
    "commands",
    "reporting",
    "checking",
    "book",
    "keeping",
    "auditing",
    "explaining",
    "stages",
    "calendars",
    "law",
    "scenarios",
)


def main(arguments: Sequence[str] | None = None, law: Law | None = None) -> None:
    """Run one command and leave the process with its exit status.

    0 done; 1 the answer is "no"; 2 bad use or bad input, with one line on standard error. No traceback
    reaches people, unless they ask for it with ``YSQ_DEBUG=1``. Every command follows *law*, by default the
    shipped one.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments), law))


def run(arguments: Sequence[str], law: Law | None = None) -> int:
    """Run one command under *law* and return its exit status."""
    language.choose(arguments)
    import click

    for name in COMMAND_FILES:
        import_module(f".{name}", __name__)
    from .root import ysq
    from .shell import usage_words

    try:
        status = ysq.main(args=list(arguments), prog_name="ysq", standalone_mode=False, obj=law)
        return status if isinstance(status, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(visible(error.format_message(), lines=True) + "\n")
        return 2
    except click.UsageError as error:
        return _complain(usage_words(error))
    except click.ClickException as error:
        return _complain(error.format_message())
    except YishenqingError as error:
        return _complain(error.message(language.lang()))
    except (click.Abort, KeyboardInterrupt):
        return _complain(language.say("已中断", "interrupted"), 130)
    except SystemExit:  # click, where whoever read our output has stopped reading
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except OSError as error:
        return _complain(_system_words(error))
    except Exception as error:
        if os.environ.get("YSQ_DEBUG"):
            raise
        kind = type(error).__name__
        words = language.say(
            "程序出错，请报告（YSQ_DEBUG=1 可见详情）", "a fault of ours, please report (YSQ_DEBUG=1 shows more)"
        )
        return _complain(f"{words}: {kind}: {error}")


def _system_words(error: OSError) -> str:
    """Say what the operating system refused."""
    say = language.say
    if isinstance(error, FileNotFoundError):
        return say(f"找不到文件 {error.filename}", f"no such file: {error.filename}")
    if isinstance(error, PermissionError):
        return say(f"无权读写 {error.filename}", f"not allowed to read or write {error.filename}")
    if isinstance(error, IsADirectoryError):
        return say(f"{error.filename} 是文件夹", f"{error.filename} is a folder")
    return f"{error.filename or ''} {error.strerror or error}".strip()


def _complain(message: str, status: int = 2) -> int:
    """Say what is wrong in one line on standard error."""
    from .shell import aside

    aside("ysq: " + " ".join(visible(message, lines=True).split()))
    return status
