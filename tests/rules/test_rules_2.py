"""Rules 2 of a scratch version, over books that this version kept under rules 1.

The checks in ``rules_2`` run in a process of their own, against a copy of the library that has been brought rules 2.
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
from persistence.schema import CHECKSUMS
from workflow.events import (
    Archived,
    Extended,
    Fact,
    ProcessingStarted,
    ReasonsRequested,
    Received,
    ReconsiderationFiled,
    Rectified,
    Replied,
    ReplyOrdered,
    ReviewStarted,
)

HERE = Path(__file__).parent
CHECKOUT = HERE.parents[1]
DATA = HERE.parent / "persistence" / "data"
CHECKS = sorted((HERE / "rules_2").glob("check_*.py"))
NOW = datetime(2025, 11, 3, 4, tzinfo=UTC)


def d(month: int, day: int) -> date:
    return date(2025, month, day)


def receipt() -> Received:
    return Received(d(3, 3), channel="oral", requester="business", subject="会议纪要")


ANSWERED = Replied(d(3, 10), outcome="granted", delivery="post")
HISTORIES: dict[str, tuple[Fact, ...]] = {
    # What rules 2 of the scratch version would refuse: no legal review, 20 days, a dispute filed twice, no last day.
    "straight": (
        receipt(),
        ReviewStarted(d(3, 4)),
        Extended(d(3, 5), workdays=20, approved_by="甲"),
        ProcessingStarted(d(3, 6)),
        ANSWERED,
        Archived(d(3, 12)),
        ReconsiderationFiled(d(4, 1), dispute="复议1"),
        ReconsiderationFiled(d(4, 2), dispute="复议1"),
    ),
    "twice": (
        receipt(),
        ReviewStarted(d(3, 4)),
        ReasonsRequested(d(3, 5)),
        ReconsiderationFiled(d(3, 6), dispute="复议1"),
        ReconsiderationFiled(d(3, 6), dispute="复议1"),
    ),
    "reopened": (
        receipt(),
        ANSWERED,
        Archived(d(3, 12)),
        ReviewStarted(d(3, 4)),  # recorded late
        Rectified(d(3, 13), event_no=2, replacement=ANSWERED, reason="误登"),
        ReplyOrdered(d(11, 3), ordered_by="court"),
    ),
}


@pytest.fixture(scope="module")
def rules_2() -> Iterator[Path]:
    """The modules of the scratch version's own folder."""
    sys.path.insert(0, str(HERE / "rules_2"))
    yield HERE / "rules_2"
    sys.path.remove(str(HERE / "rules_2"))


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with books of rules 1: one that this version keeps, its export, and every layout so far."""
    folder = tmp_path_factory.mktemp("old")
    register = Register.create(folder / "book.db", opened_at=NOW)
    for number, facts in HISTORIES.items():
        register.open_case(number, facts[0], NOW)  # type: ignore[arg-type]
        for fact in facts[1:]:
            register.record(number, fact, NOW)
    register.checkpoint()
    lines = "".join(f"{line}\n" for line in register.export(persons=True))
    (folder / "book.jsonl").write_text(lines, encoding="utf-8")
    register.close()
    for layout in CHECKSUMS:
        copy(DATA / f"{layout}.db", folder / f"{layout}.db")
    copy(DATA / "first_book.jsonl", folder / "layouts.jsonl")
    return folder


@pytest.fixture(scope="module")
def scratch(rules_2: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library with rules 2."""
    from edits import make  # type: ignore[import-not-found]

    made: Path = make(CHECKOUT, tmp_path_factory.mktemp("rules-2"))
    return made


def run(scratch: Path, old: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the scratch version in place of ours."""
    path = os.pathsep.join([str(scratch), str(HERE / "rules_2")])
    environment = {**os.environ, "PYTHONPATH": path, "YSQ_OLD_BOOKS": str(old), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTEST_ADDOPTS", None)
    return subprocess.run(
        [sys.executable, *arguments], cwd=scratch, env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.mark.parametrize("check", CHECKS, ids=[check.stem for check in CHECKS])
def test_a_book_of_rules_1_under_rules_2(check: Path, scratch: Path, old: Path) -> None:
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
    with pytest.raises(RegisterTooNew, match="rules_2") as caught:
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
    with pytest.raises(RegisterTooNew, match="rules_2"):
        register.record("straight", ReconsiderationFiled(d(5, 1), dispute="3"), NOW)
    assert register.head() == head
    with pytest.raises(RegisterTooNew, match="rules_2"):
        register.case("twice")
    with pytest.raises(RegisterTooNew, match="rules_2"):
        list(register.cases())
    with pytest.raises(RegisterTooNew, match="rules_2"):
        register.verify()
