"""The next rules in a scratch version, over books that an older version kept under rules 1.

The checks in ``scratch`` run in a process of their own, against a copy of the library that has been brought the next
rules. ``rules_1.db`` was kept by a version that knew of rules 1 alone, ``rules_1.jsonl`` is its export.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy

import pytest

from persistence import Register, RegisterTooNew
from persistence.sqlite.schema import CHECKSUMS
from workflow.events import ReconsiderationFiled
from workflow.rules import NEWEST

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
DATA = HERE.parent / "persistence" / "data"
CHECKS = sorted((HERE / "scratch").glob("check_*.py"))
NOW = datetime(2025, 11, 3, 4, tzinfo=UTC)


def d(month: int, day: int) -> date:
    return date(2025, month, day)


@pytest.fixture(scope="module")
def modules() -> Iterator[Path]:
    """The modules of the scratch version's own folder."""
    sys.path.insert(0, str(HERE / "scratch"))
    yield HERE / "scratch"
    sys.path.remove(str(HERE / "scratch"))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with books of rules 1: one that was kept before there were others, its export, and every layout so far."""
    folder = tmp_path_factory.mktemp("old")
    for ending in ("db", "jsonl"):
        copy(DATA / f"rules_1.{ending}", folder / f"book.{ending}")
    for layout in CHECKSUMS:
        copy(DATA / f"{layout}.db", folder / f"{layout}.db")
    copy(DATA / "first_book.jsonl", folder / "layouts.jsonl")
    return folder


@pytest.fixture(scope="module")
def scratch(modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library with the next rules."""
    from edits import make  # type: ignore[import-not-found]

    made: Path = make(CHECKOUT, tmp_path_factory.mktemp("next-rules"))
    return made


def run(scratch: Path, old: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the scratch version in place of ours."""
    path = os.pathsep.join([str(scratch), str(HERE / "scratch")])
    environment = {**os.environ, "PYTHONPATH": path, "YSQ_OLD_BOOKS": str(old), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        [sys.executable, *arguments], cwd=scratch, env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.mark.parametrize("check", CHECKS, ids=[check.stem for check in CHECKS])
def test_a_book_of_rules_1_under_the_next_rules(check: Path, scratch: Path, old: Path) -> None:
    """Everything that the check says holds of the scratch version."""
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:randomly", "-c", os.devnull]
    done = run(scratch, old, "-m", "pytest", *options, "--rootdir", str(check.parent), str(check))
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


OPEN_IT = """
import sys
from datetime import UTC, date, datetime
from persistence import Register
from workflow.events import LegalReviewStarted
register = Register.open(sys.argv[1])
for number in sys.argv[2:]:
    register.record(number, LegalReviewStarted(date(2025, 3, 20)), datetime(2026, 1, 1, tzinfo=UTC))
"""


def test_this_version_says_that_the_register_is_too_new(scratch: Path, old: Path, tmp_path: Path) -> None:
    """A register that the newer version has opened is refused, and nothing is said of tampering."""
    path = copy(old / "book.db", tmp_path / "book.db")
    assert run(scratch, old, "-c", OPEN_IT, str(path)).returncode == 0
    with pytest.raises(RegisterTooNew, match=f"rules_{NEWEST + 1}") as caught:
        Register.open(path)
    assert "篡改" not in caught.value.message("zh")


def test_this_version_writes_nothing_into_a_book_of_newer_rules(scratch: Path, old: Path, tmp_path: Path) -> None:
    """Where it had the register open before, it is told under the lock; and what it cannot read was not tampered with."""
    path = copy(old / "book.db", tmp_path / "book.db")
    register = Register.open(path)
    assert register.case("twice").number == "twice"
    done = run(scratch, old, "-c", OPEN_IT, str(path), "twice")
    assert done.returncode == 0, done.stderr
    head = register.head()
    with pytest.raises(RegisterTooNew, match=f"rules_{NEWEST + 1}"):
        register.record("straight", ReconsiderationFiled(d(5, 1), dispute="3"), NOW)
    assert register.head() == head
    with pytest.raises(RegisterTooNew, match=f"rules_{NEWEST + 1}"):
        register.case("twice")
    with pytest.raises(RegisterTooNew, match=f"rules_{NEWEST + 1}"), register.at() as book:
        list(book.cases())
    with pytest.raises(RegisterTooNew, match=f"rules_{NEWEST + 1}"):
        register.verify()
