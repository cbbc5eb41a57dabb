"""The command ``ysq`` itself: the group that every command file adds its own to."""

from __future__ import annotations

import click

from .language import say
from .shell import Commands


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
    help=say(
        "依申请（Yishenqing）：政府信息公开申请的登记、期限与年报。", "Yishenqing: requests for government information."
    ),
)
@click.version_option(package_name="yishenqing", message="%(version)s", help=say("显示版本", "Show the version."))
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say("语言", "Language."), expose_value=False)
def ysq() -> None:
    """Group all commands."""
