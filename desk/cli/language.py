"""Which language people read: ``--lang``, else ``$YSQ_LANG``, else Chinese. Chosen once, before anything is said."""

from __future__ import annotations

import os
from collections.abc import Sequence

from workflow.words import Lang, Words

_chosen: list[Lang] = ["zh"]


def choose(arguments: Sequence[str]) -> None:
    """Choose the language from the command line and the environment; what is unknown leaves Chinese."""
    wanted = os.environ.get("YSQ_LANG", "zh")
    for i, argument in enumerate(arguments):
        if argument == "--lang" and i + 1 < len(arguments):
            wanted = arguments[i + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    _chosen[0] = "en" if wanted == "en" else "zh"


def lang() -> Lang:
    """Return the language chosen."""
    return _chosen[0]


def say(zh: str, en: str) -> str:
    """Return one of two wordings."""
    return Words(zh, en).say(lang())
