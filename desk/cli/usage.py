"""Wrong use of a command, said in one line and in the chosen language."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

import click

from .language import say

_LIKE = 0.7
_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)")


def usage_words(error: click.UsageError) -> str:
    """Say in one line why a command cannot be called so."""
    hint = say("；用法见 --help", "; see --help")
    if isinstance(error, click.NoSuchOption):
        said = _no_option(error)
    elif isinstance(error, click.NoSuchCommand):
        said = say(f"没有命令 {error.command_name}", f"no such command: {error.command_name}")
    elif isinstance(error, click.BadParameter) and error.param is not None:  # one that is missing is a bad one too
        said = _bad_parameter(error, error.param)
    elif (extra := _EXTRA.search(error.message)) is not None:
        said = say(f"多余的参数 {extra[1]}", f"unexpected argument {extra[1]}")
    else:
        said = " ".join(error.format_message().split())
    return said + hint


def _no_option(error: click.NoSuchOption) -> str:
    wanted = error.option_name.lstrip("-")
    near = sorted(error.possibilities or [], key=lambda name: -SequenceMatcher(None, wanted, name).ratio())
    known = " ".join(name for name in near if SequenceMatcher(None, wanted, name.lstrip("-")).ratio() > _LIKE)
    maybe = say(f"（是否指 {known}）", f" (did you mean {known})") if known else ""
    return say(f"没有选项 {error.option_name}{maybe}", f"no such option: {error.option_name}{maybe}")


def _bad_parameter(error: click.BadParameter, param: click.Parameter) -> str:
    name = _name(param)
    if isinstance(error, click.MissingParameter):
        return say(f"缺少 {name}", f"missing {name}") + _choices(param)
    if isinstance(param.type, click.Choice):
        return say(f"{name} 的值不可用", f"{name} has no such value") + _choices(param)
    return f"{name}: {_in_words(error)}"


def _in_words(error: click.BadParameter) -> str:
    """Translate the complaint of click about a path; our own sentences stay."""
    name = str(getattr(error, "value", "")) or (re.search(r"'(.*)'", error.message) or ["", ""])[1]
    if "does not exist" in error.message:
        return say(f"找不到 {name}", f"{name} does not exist")
    if "is not readable" in error.message:
        return say(f"无权读取 {name}", f"not allowed to read {name}")
    return error.message.rstrip(".")


def _name(param: click.Parameter) -> str:
    return param.human_readable_name if param.param_type_name == "argument" else param.opts[0]


def _choices(param: click.Parameter) -> str:
    if not isinstance(param.type, click.Choice):
        return ""
    listed = " ".join(str(c) for c in param.type.choices)
    return say(f"（其中之一：{listed}）", f" (one of: {listed})")


__all__ = ["usage_words"]
