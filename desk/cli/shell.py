"""How the command line meets people: help in their language, options all commands share, errors in one line."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from desk import printing
from desk.desk import Desk
from desk.screen import json_text, visible
from persistence import NotOnDisk, Register
from persistence.register import is_memory
from workflow.case import Case
from workflow.errors import YishenqingError
from workflow.fields import MOST
from workflow.law import Law, Readings
from workflow.shown import shown
from workflow.written_days import UnreadableDay, read_day

from .help_pages import PageContext
from .language import lang, say
from .recorded import watched

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A day: 2025-03-03, 2025/3/3 or 2025年3月3日."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the date, or complain about it."""
        if isinstance(value, date):
            return value
        try:
            return read_day(value)
        except UnreadableDay as error:
            self.fail(error.message(lang()), param, ctx)


class Whole(click.ParamType[int]):
    """A whole number from *low* to *high*, both included."""

    name = "integer"

    def __init__(self, low: int, high: int = MOST) -> None:
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or complain about it."""
        text = str(value)
        if len(text) < 10 and text.isascii() and text.isdecimal() and self.low <= int(text) <= self.high:
            return int(text)
        zh, en = f"应为整数，{self.low} 至 {self.high}", f"must be a whole number, {self.low} to {self.high}"
        return self.fail(say(f"{shown(text).zh} {zh}", f"{shown(text).en} {en}"))


DAY = Day()


class _Spoken:
    """Help pages with headings in the chosen language."""

    context_class: type[click.Context] = PageContext

    def format_usage(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), say("用法：", "Usage: "))

    def format_options(self: Any, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, and the commands of a group."""
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        found = [record for p in options if (record := p.get_help_record(ctx)) is not None]
        if found:
            with formatter.section(say("选项", "Options")):
                formatter.write_dl(found)
        if isinstance(self, click.Group):
            with formatter.section(say("命令", "Commands")):
                commands = [(name, self.commands[name]) for name in self.list_commands(ctx)]
                formatter.write_dl([(name, command.get_short_help_str(limit=200)) for name, command in commands])

    def get_help_option(self: Any, ctx: click.Context) -> click.Option | None:
        """Return ``--help``, said in the chosen language."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]  # mixed into Command
        if option is not None:
            option.help = say("显示本帮助", "Show this help.")
        return option


class Command(_Spoken, click.Command):
    """A command whose help speaks the chosen language."""


class Commands(_Spoken, click.Group):
    """The group of all commands, in the order in which they were declared."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands as declared: the order of the work."""
        return list(self.commands)


class _File(click.Path):
    """A path on a disk; one in the environment is a single path, even with a colon or a blank in it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path; complain about a register in memory, of which nothing would be left."""
        if is_memory(value):
            raise NotOnDisk(Path(value))
        return super().convert(value, param, ctx)

    def split_envvar_value(self, rv: str) -> list[str]:
        """Return the value as it is."""
        return [rv]


def shared(*, json_too: bool = True, on: bool = False, many: bool = False) -> Callable[[F], F]:
    """Add the options that commands share: ``--db``, ``--lang``, and where it reads ``--json`` and ``--on``.

    With *many*, ``--db`` may be given several times; without, two are refused.
    """

    def add(function: F) -> F:
        language = click.option(
            "--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language."), expose_value=False
        )
        options = [_many_registers() if many else one_register(), language]
        if on:
            options.append(
                click.option("--on", type=DAY, help=say("截至哪一天（默认今天）", "As of which day (today)."))
            )
        if json_too:
            options.append(click.option("--json", "as_json", is_flag=True, help=say("输出 JSON", "Print JSON.")))
        return with_options(function, options)

    return add


def with_options(function: F, options: Sequence[Callable[[F], F]]) -> F:
    """Return a command with *options*, which its help lists in this order."""
    for option in reversed(options):
        function = option(function)
    return function


def _db(help: str, **more: Any) -> Callable[[F], F]:
    return click.option(
        "--db",
        type=_File(path_type=Path),
        envvar="YSQ_DB",
        multiple=True,
        default=(Path("register.db"),),
        show_default=True,
        help=help,
        **more,
    )


def _many_registers() -> Callable[[F], F]:
    return _db(say("登记簿文件（可多次；文件夹、通配符亦可）", "Registers: files, folders, patterns; repeatable."))


def one_register(**more: Any) -> Callable[[F], F]:
    """Add the option of a command that takes one register."""
    return _db(say("登记簿文件", "The register."), callback=_only_one, **more)


def _only_one(ctx: click.Context, param: click.Parameter, given: tuple[Path, ...]) -> Path:
    """Return the one register that was given; complain about two, of which one would be passed over in silence."""
    if len(given) == 1:
        return given[0]
    group = ctx.find_root().command
    commands = group.commands if isinstance(group, click.Group) else {}
    adding = [f"ysq {name}" for name, command in commands.items() if any(map(_takes_many, command.params))]
    raise click.UsageError(
        say(
            f"{ctx.command_path} 一次只对一个登记簿，给出了 {len(given)} 个：{'、'.join(map(str, given))}；"
            f"汇总几个登记簿的是 {'、'.join(adding)}",
            f"{ctx.command_path} is for one register at a time, and {len(given)} were given: "
            f"{', '.join(map(str, given))}; several are added up by {' and '.join(adding)}",
        )
    )


def _takes_many(param: click.Parameter) -> bool:
    return param.name == "db" and param.callback is None and isinstance(param, click.Option) and param.multiple


def open_desk(db: Path) -> Desk:
    """Open an existing register."""
    desk = watched(Desk.open(db, create=False, law=law_at_hand()))
    tell_exposed(desk.register)
    return desk


def tell_exposed(register: Register) -> None:
    """Tell, once a command, where everybody on the machine could read a register."""
    exposed = register.exposed
    told = click.get_current_context().find_root().meta.setdefault("yishenqing.exposed", set())
    if exposed is not None and exposed.en not in told:
        told.add(exposed.en)
        tell(f"! {exposed.zh}", f"! {exposed.en}")


def law_at_hand() -> Law:
    """Return the law that the application gave to ``main``, or the shipped one."""
    given = click.get_current_context().obj
    return given if isinstance(given, Law) else Readings.default().law


def print_json(value: Any) -> None:
    """Print one JSON document."""
    write_json(json.dumps(value, ensure_ascii=False, indent=2))


def write_json(text: str) -> None:
    """Write a JSON text, or a line of a case file, to standard output."""
    write_data(json_text(text))


def write_data(text: str) -> None:
    """Write a line for programs to standard output, in UTF-8 even where the terminal has another encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode() + b"\n")
    sys.stdout.buffer.flush()


def write(text: str) -> None:
    """Write a line for people to standard output; nothing in it moves the cursor."""
    sys.stdout.write(printing.fitting(visible(text, lines=True), sys.stdout) + "\n")
    sys.stdout.flush()


def tell(zh: str, en: str) -> None:
    """Tell something beside the answer, on standard error."""
    aside(say(zh, en))


def aside(text: str) -> None:
    """Write a line to standard error; where nobody can be told there, that is no fault of the command."""
    try:
        sys.stderr.write(printing.fitting(visible(text), sys.stderr) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        let_go(sys.stderr)


def let_go(stream: TextIO) -> None:
    """Forget what a stream holds that takes nothing more: Python would try again at its end, and fail."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def tell_passed_over(paths: Iterable[Path]) -> None:
    """Tell which lock files were passed over."""
    for path in paths:
        tell(
            f"提示：略过 {path}，它是文档打开时留下的锁文件，或 macOS 复制时的附带文件",
            f"note: {path} was passed over: a lock file of a document that is open, or what macOS leaves beside a copy",
        )


_YES = {"y", "yes", "是", "好"}


def confirmed(question: str) -> bool:
    """Ask on standard error, and read a line of standard input; its end means no."""
    sys.stdout.flush()
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    answer = sys.stdin.buffer.readline().decode("utf-8", "replace")
    if not (sys.stdin.isatty() and answer.endswith("\n")):
        sys.stderr.write("\n")
    return answer.strip().lower() in _YES


def tell_unjudged(case: Case, error: YishenqingError) -> None:
    """Tell on standard error which case could not be judged, and why; the others are."""
    said = error.message(lang()).removeprefix(say(f"案件 {case.number}：", f"case {case.number}: "))
    aside(say(f"案件 {case.number} 无法推算：", f"case {case.number} cannot be reckoned: ") + said)


__all__ = [
    "DAY",
    "Command",
    "Commands",
    "aside",
    "confirmed",
    "lang",
    "law_at_hand",
    "open_desk",
    "print_json",
    "say",
    "shared",
    "tell",
    "tell_exposed",
    "with_options",
    "write",
    "write_data",
    "write_json",
]
