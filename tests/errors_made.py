"""One error of every class of the tree, made from the types that its constructor names."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import desk.cli.calendars
import desk.cli.checking
import desk.cli.reporting
import desk.cli.scenarios
import desk.logs
from workflow.errors import YishenqingError
from workflow.words import Words

LOADED = (
    desk.cli.calendars,
    desk.cli.checking,
    desk.cli.reporting,
    desk.cli.scenarios,
    desk.logs,
)  # with all that they import

DAY = date(2025, 3, 3)
WORDS = Words("原因", "why")
# A value of each type that a constructor asks for, by how it is written there.
SAMPLES: dict[str, Any] = {
    "Words": WORDS,
    "Words | None": WORDS,
    "str": "甲",
    "str | None": "乙",
    "int": 3,
    "int | None": 4,
    "float": 0.5,
    "object": ["found", {"on": DAY}],
    "date": DAY,
    "date | int": DAY,
    "date | None": DAY,
    "Path": Path("register.db"),
    "Exception": ValueError("bad", 1),
    "YishenqingError": YishenqingError(WORDS),
    "Sequence[str]": ["one", "two"],
    "Iterable[str]": ["one", "two"],
    "Mapping[str, str]": {"replied": "答复"},
    "Mapping[str, str] | None": {"replied": "答复"},
    "list[str]": ["one", "two"],
    "tuple[str, ...]": ("one", "two"),
    "Iterable[tuple[date, date | None]]": [(DAY, None)],
    "Iterable[Imbalance]": (),
    "Sequence[tuple[int, str, date, str | None]]": [(2, "replied", DAY, None)],
}


def classes(base: type[YishenqingError] = YishenqingError) -> Iterator[type[YishenqingError]]:
    """Yield every class of the tree that our code defines, with its root."""
    if base.__module__.split(".")[0] in ("workflow", "persistence", "desk"):
        yield base
    for error in base.__subclasses__():
        yield from classes(error)


def made(error: type[YishenqingError]) -> YishenqingError:
    """Return an error of the class."""
    asked = list(inspect.signature(error.__init__).parameters.values())[1:]
    return error(*(SAMPLES[parameter.annotation] for parameter in asked))
