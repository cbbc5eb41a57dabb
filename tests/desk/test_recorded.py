"""What was recorded is never answered with "bad input": where only the telling failed, the command is done, and says so."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from desk import Desk
from persistence import Person
from workflow.events import Channel
from workflow.outcomes import Requester

ROOT = Path(__file__).parents[2]
CODE = "from desk.cli import main; main()"
ASKED = ("--on", "2025-03-03", "--channel", "fax", "--requester", "business", "--subject", "清单")
LINE = b'{"case":"X-1","event":"received","on":"2025-03-03","channel":"fax","requester":"business","subject":"s"}\n'

# A command that records, and what the message names of what it recorded.
RECORDING: dict[str, tuple[tuple[str, ...], str]] = {
    "receive": (("receive", *ASKED), "2025-002"),
    "receive as JSON": (("receive", *ASKED, "--json"), "2025-002"),
    "record": (("record", "2025-001", "review_started", "--on", "2025-03-04"), "2025-001"),
    "import": (("import", "-"), "X-1"),
    "import as JSON": (("import", "-", "--json"), "X-1"),
    "forget": (("forget", "2025-001", "--reason", "依请求", "--json"), ""),
    "retention": (("retention", "--set", "granted=5"), ""),
    "freeze": (("annual", "2024", "--freeze"), ""),
}


class Done(NamedTuple):
    """The exit status of a command, and what it said on standard error."""

    status: int
    err: str


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a register in which one request stands."""
    with Desk.create(tmp_path / "register.db", now=date(2025, 12, 1)) as desk:
        who = Person("王小明")
        desk.receive(date(2025, 3, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="清单", person=who)
    return tmp_path


def rows(folder: Path) -> int:
    """Return how many rows the journal has."""
    with Desk.open(folder / "register.db", create=False) as desk:
        return desk.head().seq


def run(folder: Path, *arguments: str, shell: str = "", out: int | None = None, lang: str = "zh") -> Done:
    """Run a command with standard output on *out*, or as the end of *shell* says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YSQ_", "PYTHON"))}
    env = kept | {"PYTHONPATH": str(ROOT), "YSQ_LANG": lang, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", CODE, *arguments]
    if shell:
        command = ["sh", "-c", f'"$@" {shell}', "sh", *command]
    done = subprocess.run(
        command, cwd=folder, env=env, input=LINE, stdout=out, stderr=subprocess.PIPE, timeout=60, check=False
    )
    return Done(done.returncode, done.stderr.decode())


def to_a_full_disk(folder: Path, *arguments: str, lang: str = "zh") -> Done:
    """Run a command whose answer goes to a device that has no room."""
    return run(folder, *arguments, shell="> /dev/full", lang=lang)


def to_nowhere(folder: Path, *arguments: str, lang: str = "zh") -> Done:
    """Run a command whose standard output is closed."""
    return run(folder, *arguments, shell=">&-", lang=lang)


def to_nobody(folder: Path, *arguments: str, lang: str = "zh") -> Done:
    """Run a command whose reader has gone away."""
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        return run(folder, *arguments, out=theirs, lang=lang)
    finally:
        os.close(theirs)


WAYS = [to_a_full_disk, to_nowhere, to_nobody]
TRIED = [*((name, to_a_full_disk) for name in RECORDING), ("receive", to_nowhere), ("import as JSON", to_nobody)]
TRIED += [("receive as JSON", to_nowhere), ("receive", to_nobody)]
pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such devices here")


@pytest.mark.parametrize(("name", "way"), TRIED)
def test_what_was_recorded_is_done(folder: Path, name: str, way: Callable[..., Done]) -> None:
    """The status is 0, standard error says that it was recorded and in which case, and the book has it once."""
    arguments, named = RECORDING[name]
    before = rows(folder)
    done = way(folder, *arguments)
    assert done.status == 0, done.err
    assert "已经记录" in done.err
    assert named in done.err
    assert "Traceback" not in done.err
    assert "Exception ignored" not in done.err
    assert rows(folder) > before


@pytest.mark.parametrize(
    ("command", "way"),
    [
        (("show", "2025-001"), to_a_full_disk),
        (("due", "--json"), to_nowhere),
        (("export",), to_a_full_disk),
        (("record", "--kinds"), to_nowhere),
    ],
)
def test_an_answer_that_cannot_be_given_is_still_a_failure(
    folder: Path, command: tuple[str, ...], way: Callable[..., Done]
) -> None:
    """A command that only reads ends with 2 where nobody gets the answer, in one line."""
    done = way(folder, *command)
    assert (done.status, done.err.count("\n")) == (2, 1), done.err
    assert "记录（" not in done.err
    assert "请勿重复" not in done.err


@pytest.mark.parametrize("way", WAYS)
def test_what_was_refused_stays_refused(folder: Path, way: Callable[..., Done]) -> None:
    """A move that is impossible was not recorded, and ends with 2 whatever becomes of the output."""
    before = rows(folder)
    done = way(folder, "record", "2025-001", "archived", "--on", "2025-03-04")
    assert (done.status, "请勿重复" in done.err, rows(folder)) == (2, False, before)


def test_a_copy_that_was_made_is_done(folder: Path) -> None:
    """So is one whose making could not be told: the next try would find it there."""
    assert to_a_full_disk(folder, "backup", "b.db", "--json").status == 0
    assert to_a_full_disk(folder, "restore", "b.db", "--db", "c.db", "--json").status == 0
    assert rows(folder) == Desk.open(folder / "c.db").head().seq


def test_nobody_to_tell_is_no_fault(folder: Path) -> None:
    """Where standard error is closed or full, a command that is done is done."""
    for way in ("2>&-", "2> /dev/full", ">&- 2>&-"):
        assert run(folder, "receive", *ASKED, shell=way).status == 0
        assert run(folder, "init", "--db", f"{len(way)}.db", shell=way).status == 0
    assert run(folder, "show", "2025-004", shell="> /dev/null").status == 0


def test_nothing_is_opened_in_the_place_of_a_closed_stream(folder: Path) -> None:
    """A register is never opened as standard output, where an answer would be written into it."""
    for way, kind in (("<&- >&- 2>&-", "review_started"), ("<&- >&-", "processing_started")):
        assert run(folder, "record", "2025-001", kind, "--on", "2025-03-04", shell=way).status == 0
        assert run(folder, "verify").status == 0


def test_it_is_said_in_english(folder: Path) -> None:
    """In the language that was chosen, with what went wrong."""
    done = to_a_full_disk(folder, "receive", *ASKED, lang="en")
    assert "it was recorded (case 2025-002)" in done.err
    assert "no space left" in done.err


class Faulty:
    """A stream that fails as nobody expects."""

    encoding, errors = "utf-8", "strict"

    @property
    def buffer(self) -> object:
        """Fail."""
        raise KeyError("buffer")

    def write(self, text: str) -> int:
        """Fail."""
        raise KeyError(text)

    def isatty(self) -> bool:
        """Be no terminal."""
        return False

    def fileno(self) -> int:
        """Have no number."""
        raise ValueError("no file")

    def flush(self) -> None:
        """Hold nothing."""


@pytest.mark.parametrize("more", [(), ("--json",)])
def test_a_fault_while_showing_does_not_take_it_back(
    folder: Path, more: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error of any kind after the recording is told beside it."""
    from desk.cli import run as command

    monkeypatch.chdir(folder)
    monkeypatch.delenv("YSQ_DEBUG", raising=False)
    before = rows(folder)
    monkeypatch.setattr(sys, "stdout", Faulty())
    assert command(["receive", *ASKED, *more]) == 0
    said = capsys.readouterr().err
    assert "已经记录（案件 2025-002）" in said
    assert "KeyError" in said
    assert rows(folder) > before
    assert command(["show", "2025-001", *more]) == 2
