"""Running a command of ``ysq`` in this process: what the fixture of that name (``conftest.py``) gives."""

from __future__ import annotations

import json
from typing import Any, NamedTuple, Protocol


class Ran(NamedTuple):
    """What a command printed, and its exit status."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """Standard output, as text."""
        return self.out.decode()

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Ysq(Protocol):
    """Runs a command in the folder of the test."""

    def __call__(self, *arguments: object, stdin: bytes = b"") -> Ran:
        """Run it; each argument is given as its text."""
