"""What the tests of the desk share."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.cli import language, run
from tests.desk.running import Ran, Ysq


@pytest.fixture(autouse=True)
def any_width(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print as wide as where nobody says how wide: a runner of tests may."""
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def ysq(monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Iterator[Ysq]:
    """Run commands in an empty folder, with nothing chosen in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("YSQ_DB", "YSQ_LANG", "YSQ_DEBUG"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: object, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = run([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        language.choose(())  # it is chosen for the whole process
        return Ran(status, out, err.decode())

    yield ran
    language.choose(())
