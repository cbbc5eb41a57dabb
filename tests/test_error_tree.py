"""The error tree that is drawn at the top of ``workflow/errors.py`` is the one that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import desk.cli.calendars
import desk.cli.checking
import desk.cli.reporting
import desk.cli.scenarios
import desk.logs
from persistence.errors import RegisterError
from workflow import errors
from workflow.errors import YishenqingError

LOADED = (
    desk.cli.calendars,
    desk.cli.checking,
    desk.cli.reporting,
    desk.cli.scenarios,
    desk.logs,
)  # with all that they import


def drawn() -> dict[str, str]:
    """Return the errors of the drawing, each with that under which it stands."""
    above, found = ["YishenqingError"], {}
    for line in (errors.__doc__ or "").splitlines():
        if match := re.match(r"([│ ]*)[├└]── ([A-Z]\w+(?:, [A-Z]\w+)*)", line):
            depth = 1 + len(match[1]) // 4
            names = match[2].split(", ")
            found |= dict.fromkeys(names, above[depth - 1])
            above[depth:] = [names[-1]]
    return found


def defined(base: type[YishenqingError]) -> Iterator[tuple[str, str]]:
    """Yield the errors of the code, each with its base; those of the book have a drawing of their own."""
    for error in base.__subclasses__():
        if error.__module__.split(".")[0] in ("workflow", "persistence", "desk"):
            yield error.__name__, base.__name__
            yield from defined(error) if error is not RegisterError else ()


def test_every_error_is_drawn_under_its_base() -> None:
    """None is missing, none is invented, and each stands where it belongs."""
    assert drawn() == dict(defined(YishenqingError))
