"""What a killed command left is swept by the next, and what a live one is making stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from persistence import Person, Register, backup
from workflow.events import Channel, Received
from workflow.outcomes import Requester

DATA = Path(__file__).parent / "data"
NOW = datetime(2026, 6, 2, 4, tzinfo=UTC)
NAME = "王小明不在此处"
MODULES = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the commands run in children of one process")

COMMANDS = {
    "init": "Register.create(Path('new.db'))",
    "backup": "backup(Register.open(Path('book.db')), Path('elsewhere/copy.db'))",
    "restore": "restore(Path('kept.db'), Path('new.db'))",
    "upgrade": "Register.open(Path('old.db'))",
    "report": "run(['annual', '2026', '--db', 'book.db', '-o', 'elsewhere/report.csv'])",
    "picture": "run(['timeline', '2026-001', '--db', 'book.db', '-o', 'picture.svg'])",
}
# Runs a command in children of its own: one that is told a number is killed when it asks the system for something for
# the n-th time; one that is told a word waits when it asks for that.
RUNNER = """
import os, signal, sys
from pathlib import Path
from persistence import Register, backup, restore
from desk.cli import run
import desk.cli.commands, desk.cli.explaining, desk.cli.reporting, desk.documents.comma, desk.timeline.picture
WATCHED = ("open", "sqlite3.connect", "os.mkdir", "os.chmod", "os.link", "os.rename", "os.remove", "os.rmdir")
def look(event, arguments):
    global asked
    if event in WATCHED and (event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        asked += 1
        if str(asked) == stop:
            os.kill(os.getpid(), signal.SIGKILL)
        if event == stop:
            os.write(2, b"waiting\\n")
            os.read(0, 1)
asked = 0
while stop := sys.stdin.readline().strip():
    if not (child := os.fork()):
        sys.addaudithook(look)
        exec(sys.argv[1])
        os.write(2, f"done {asked}\\n".encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.write(2, b"ended\\n")
"""


def receipt() -> Received:
    return Received(date(2026, 3, 3), channel=Channel.ONLINE, requester=Requester.BUSINESS, subject="规划文本")


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a book, a copy of it and an older book, all of which hold a name."""
    monkeypatch.chdir(tmp_path)
    Path("elsewhere").mkdir()
    book = Register.create(Path("book.db"))
    book.receive(receipt(), NOW, Person(NAME, None, None))
    backup(book, Path("kept.db"))
    book.close()
    shutil.copyfile(DATA / "first_book.db", "old.db")
    return tmp_path


class Runner:
    """Runs a command as often as it is told."""

    def __init__(self, command: str) -> None:
        arguments = [sys.executable, "-c", RUNNER, COMMANDS[command]]
        environment = os.environ | {"PYTHONPATH": str(MODULES)}
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(
            arguments, stdin=pipe, stdout=subprocess.DEVNULL, stderr=pipe, text=True, env=environment
        )

    def begin(self, stop: object) -> str:
        """Begin the command; return what it says first, beside what it tells a clerk."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{stop}\n")
        self.process.stdin.flush()
        return self.hear()

    def hear(self) -> str:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith(("waiting", "done", "ended")):
                return line.strip()
        return "nothing"

    def go_on(self) -> str:
        """Let a command that waits go on, however often; return what it says in the end."""
        assert self.process.stdin is not None
        said = "waiting"
        while said == "waiting":
            self.process.stdin.write(" ")
            self.process.stdin.flush()
            said = self.hear()
        return said


@pytest.fixture
def runner(request: pytest.FixtureRequest, room: Path) -> Iterator[Runner]:
    """What runs the command under test."""
    made = Runner(request.param)
    yield made
    made.process.kill()
    made.process.communicate()


def lying() -> set[str]:
    return {str(file) for file in Path().rglob("*")}


def next_command(name: str) -> None:
    """Do what a clerk would do next: look into the register, or make the one that was to be made."""
    path = Path(name)
    (Register.open(path) if path.exists() else Register.create(path)).close()


def stops(runner: Runner, room: Path) -> Iterator[int]:
    """Yield as many numbers as the command asks the system for something; each time it was killed there, in a fresh room."""
    fresh = room.with_name(f"{room.name}-fresh")
    shutil.copytree(room, fresh)
    asked = int(runner.begin("never").split()[1])
    assert runner.hear() == "ended"
    assert asked > 5
    for n in range(1, asked + 1):
        for file in room.iterdir():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copytree(fresh, room, dirs_exist_ok=True)
        said = runner.begin(n)
        if said.startswith("done"):  # a first run asks for more than later ones: this one had no such stop
            assert int(said.split()[1]) < n
            assert runner.hear() == "ended"
            return
        assert said == "ended"
        yield n


@pytest.mark.parametrize(
    ("runner", "register", "made"),
    [
        ("init", "new.db", "new.db"),
        ("restore", "new.db", "new.db"),
        ("upgrade", "old.db", "old.db.before-chained_book"),
        ("backup", "book.db", "elsewhere/copy.db"),
        ("report", "book.db", "elsewhere/report.csv"),
        ("picture", "book.db", "picture.svg"),
    ],
    indirect=["runner"],
)
def test_what_a_killed_command_left_is_swept_by_the_next(room: Path, runner: Runner, register: str, made: str) -> None:
    """Killed whenever it asks the system for something, a command leaves nothing that the next would not clear away."""
    there = {"book.db", "kept.db", "old.db", register, "elsewhere"}
    left = 0
    for n in stops(runner, room):
        left += not lying() <= there | {made}
        next_command(register)
        assert lying() - {made} == there - {made}, n
    assert left, "the kills hit nothing"
    if made.endswith(".db"):
        Register.open(Path(made)).close()


@pytest.mark.parametrize(
    ("runner", "event", "made"),
    [
        ("backup", "os.link", "elsewhere/copy.db"),
        ("restore", "os.link", "new.db"),
        ("init", "os.link", "new.db"),
        ("report", "os.rename", "elsewhere/report.csv"),
    ],
    indirect=["runner"],
)
def test_what_a_live_command_is_making_stays(room: Path, runner: Runner, event: str, made: str) -> None:
    """While a command is alive, however long it takes, no other sweeps its draft: it ends as it would have."""
    assert runner.begin(event) == "waiting"
    before = lying()
    for name in ("book.db", "old.db"):
        Register.open(Path(name)).close()
    backup(Register.open(Path("book.db")), Path("other.db"))
    assert before - lying() == set()
    assert runner.go_on().startswith("done")
    assert Path(made).exists()
    assert not [file for file in Path().rglob("*") if "drafts" in file.name]


@pytest.mark.parametrize("runner", ["init"], indirect=True)
def test_a_register_is_opened_when_its_maker_has_just_put_it_in_place(room: Path, runner: Runner) -> None:
    """The moment in which a new register has the name of its draft too is not taken for a hard link."""
    assert runner.begin("os.remove") == "waiting"
    assert Path("new.db").stat().st_nlink == 2
    Register.open(Path("new.db")).close()
    assert Path("new.db").stat().st_nlink == 1
    assert runner.go_on().startswith("done")


def test_a_draft_of_several_threads_is_nobodys_else(room: Path) -> None:
    """Copies made at once by several threads of one process do not sweep one another."""
    from concurrent.futures import ThreadPoolExecutor

    book = Register.open(Path("book.db"))

    def copied(n: int) -> bool:
        found = backup(book, Path(f"elsewhere/{n % 2}/{n}.db"))
        Register.open(Path("book.db")).close()
        book.close()
        return found.ok

    for folder in "01":
        Path(f"elsewhere/{folder}").mkdir()
    with ThreadPoolExecutor(6) as threads:
        assert all(threads.map(copied, range(12)))
    assert not [file for file in Path().rglob("*") if "drafts" in file.name]
