"""The main story on a host that has little: nothing of POSIX alone, open files that cannot go, a console in GBK."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.desk.running import Ysq

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are seen in /proc")

# Of what Python has on Linux, this is not on Windows; ``link`` is, but not in the WebAssembly build.
MODULES = "crypt fcntl grp nis ossaudiodev pty pwd resource spwd syslog termios tty readline curses"
OF_OS = """
chown chroot confstr copy_file_range ctermid eventfd fchdir fchmod fchown fdatasync fork forkpty fpathconf fstatvfs
getegid geteuid getgid getgroups getloadavg getpgid getpgrp getpriority getresgid getresuid getsid getuid getxattr
initgroups killpg lchown link listxattr lockf major makedev memfd_create minor mkfifo mknod nice openpty pathconf pipe2
posix_fadvise posix_fallocate posix_spawn posix_spawnp pread preadv pwrite pwritev readv register_at_fork removexattr
sched_getaffinity sched_yield sendfile set_blocking get_blocking setegid seteuid setgid setgroups setpgid setpriority
setregid setresgid setresuid setreuid setsid setuid setxattr splice statvfs sync sysconf tcgetpgrp tcsetpgrp ttyname
uname unshare wait wait3 wait4 waitid writev
O_ACCMODE O_ASYNC O_CLOEXEC O_DIRECT O_DIRECTORY O_DSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK
O_PATH O_RSYNC O_SYNC O_TMPFILE WNOHANG
"""
OF_SIGNAL = """
SIGALRM SIGBUS SIGCHLD SIGCONT SIGHUP SIGIO SIGKILL SIGPIPE SIGPROF SIGQUIT SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGUSR1
SIGUSR2 SIGWINCH alarm getitimer pause pthread_kill pthread_sigmask setitimer siginterrupt sigpending sigwait
"""

HOST = f"""
import os, signal, sys, time
from pathlib import Path
for name in {MODULES!r}.split():
    sys.modules[name] = None
for module, names in ((os, {OF_OS!r}), (signal, {OF_SIGNAL!r}), (time, "tzset")):
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)

def in_use(path):
    try:
        real = os.path.realpath(path)
        return any(os.path.realpath(f"/proc/self/fd/{{fd}}") == real for fd in os.listdir("/proc/self/fd"))
    except FileNotFoundError:
        return False

def of_windows(function, over):
    def checked(*paths, **how):
        paths = [os.fspath(path) for path in paths]
        for path in paths:
            if in_use(path):
                raise PermissionError(13, "another process has the file open", path)
        if len(paths) > 1 and not over and os.path.exists(paths[1]):
            raise FileExistsError(17, "the file is there already", paths[1])
        return function(*paths, **how)
    return checked

for name in ("remove", "unlink", "rename", "replace", "rmdir"):
    setattr(os, name, of_windows(getattr(os, name), over=name == "replace"))

made = set()
def look(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and arguments[2] & (os.O_CREAT | os.O_WRONLY):
        made.add(arguments[0])
    if event == "os.mkdir":
        made.add(str(arguments[0]))
    if event == "sqlite3.connect" and not str(arguments[0]).startswith(("file:", ":memory:")):
        made.add(str(arguments[0]))
sys.addaudithook(look)
"""

STORY = """
from datetime import date
from desk.cli import main

def ysq(*arguments, status=0, into=None):
    if into:
        os.dup2(os.open(into, os.O_CREAT | os.O_WRONLY), 1)
    try:
        main([*arguments, "--db", book] if "--db" not in arguments else list(arguments))
    except SystemExit as end:
        sys.stdout.flush()
        assert end.code == status, (arguments, end.code)
    finally:
        if into:
            os.dup2(kept, 1)

kept = os.dup(1)
os.mkdir("依申请 登记（甲）")
os.chdir("依申请 登记（甲）")
book, copy, again, other = "登记 簿.db", "副 本.db", "恢复.db", "另一.db"
ysq("init", "--agency", "甲局")
asked = ["--channel", "online", "--requester", "business", "--subject", "规划⇒\\U00020bb7的图纸", "--name", "王小明"]
ysq("receive", "--on", "2025-03-03", *asked)
ysq("record", "2025-001", "review_started", "--on", "2025-03-04")
ysq("show", "2025-001", "--on", "2025-03-05")
ysq("due", "--on", "2025-03-05")
ysq("due", "--on", "2025-03-05", "--ics", "期限.ics")
ysq("timeline", "2025-001", "-o", "期限.svg")
ysq("audit", "--on", "2025-06-01", status=1)
ysq("record", "2025-001", "replied", "--on", "2025-03-20", "--outcome", "granted", "--delivery", "post")
ysq("record", "2025-001", "archived", "--on", "2025-03-21")
ysq("annual", "2025")
for format in ("md", "html", "csv", "xlsx", "docx"):
    ysq("annual", "2025", "-o", f"年报 2025.{format}")
ysq("annual", "2025", "-o", "年报 2025.xlsx")
with open("年报 2025.docx", "rb"):  # as a word processor does
    ysq("annual", "2025", "-o", "年报 2025.docx", status=2)
ysq("check", "年报 2025.html")
ysq("annual", "2025", "--freeze", "--by", "甲")
ysq("annual", "2025", "--frozen")
ysq("export", "--with-persons", into="案卷.jsonl")
ysq("import", "案卷.jsonl", "--db", other)
ysq("backup", copy)
ysq("restore", copy, "--db", again)
for register in (book, copy, again, other):
    ysq("verify", "--db", register)
ysq("retention", "--set", "all=1", "--by", "乙")
ysq("receive", "--on", "2020-03-02", *asked)
ysq("record", "2020-001", "withdrawn", "--on", "2020-03-03")
ysq("record", "2020-001", "archived", "--on", "2020-03-04")
ysq("destroy", "2020-001", "--by", "甲", "--and-by", "乙", "--reason", "期满")
ysq("rebuild")
ysq("history", "2025-001")
ysq("show", "2025-001", "--json", into="案件.json")
ysq("show", "2025-002", status=2)
from desk import Desk
with Desk.open("新 的.db", now=date(2025, 12, 31)) as desk:
    assert desk.today == date(2025, 12, 31)
import shutil
shutil.copyfile(sys.argv[1], "旧.db")
ysq("verify", "--db", "旧.db")
Path("made.txt").write_text("\\n".join(sorted(made)), encoding="utf-8")
"""
FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """Where the story was played, and what it printed."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "story.py").write_text(HOST + STORY, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("YSQ_", "PYTHON"))}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk", "PYTHONDONTWRITEBYTECODE": "1"}
    older = ROOT / "tests" / "persistence" / "data" / "first_book.db"
    command = [sys.executable, "story.py", str(older)]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr.decode("gbk", "replace")[-3000:]
    return folder / "依申请 登记（甲）", done.stdout + done.stderr


def test_the_story_is_told_where_posix_is_not(told: tuple[Path, bytes]) -> None:
    """Every command of the main story works, and leaves what it should, with nothing beside it."""
    folder, _ = told
    reports = {f"年报 2025.{format}" for format in ("md", "html", "csv", "xlsx", "docx")}
    registers = {"登记 簿.db", "副 本.db", "恢复.db", "另一.db", "新 的.db", "旧.db", "旧.db.before-chained_book"}
    made = {"案卷.jsonl", "案件.json", "期限.ics", "期限.svg", "made.txt"}
    found = {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))}
    assert found == reports | registers | made


def test_a_console_in_gbk_reads(told: tuple[Path, bytes]) -> None:
    """What GBK has no sign for is written in another way, and no line is lost for it."""
    text = told[1].decode("gbk")
    assert "Traceback" not in text
    assert "=> 答复期限届满日：2025-03-31（周一）" in text
    assert "规划=>\\U00020bb7的图纸" in text
    assert "ysq: 登记簿中没有案件 2025-002" in text
    assert "ysq: 无权读写 年报 2025.docx，或它正被其他程序打开" in text


def test_what_is_for_programs_is_utf_8(told: tuple[Path, bytes]) -> None:
    """A case file and JSON are UTF-8 with plain line ends, whatever the console is."""
    folder, _ = told
    for name in ("案卷.jsonl", "案件.json"):
        content = (folder / name).read_bytes()
        assert "规划⇒𠮷的图纸" in content.decode("utf-8")
        assert b"\r" not in content


def test_names_of_files_are_such_as_windows_takes(told: tuple[Path, bytes]) -> None:
    """No file or folder that was made, even for a moment, has a name that Windows refuses."""
    made = (told[0] / "made.txt").read_text("utf-8").splitlines()
    assert len(made) > 20
    assert [
        name for name in made for part in PurePosixPath(name).parts[-2:] if part != "/" and FORBIDDEN.search(part)
    ] == []


def test_the_files_of_the_project_have_names_that_windows_takes() -> None:
    """The project can be checked out on Windows: no name is refused there, and no two differ by case alone."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout
    if not listed:
        pytest.skip("this is no checkout")
    names = listed.decode().strip("\0").split("\0")
    assert [name for name in names for part in name.split("/") if FORBIDDEN.search(part)] == []
    assert len({name.casefold() for name in names}) == len(names)


def test_files_on_a_disk_without_numbers_are_told_apart(
    ysq: Ysq, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk that gives its files no numbers every register is added up, and a report may be written again."""
    for name, agency in (("a.db", "甲局"), ("b.db", "乙局")):
        assert ysq("init", "--agency", agency, "--db", name).status == 0
    stat = os.stat

    def without_numbers(path: Any, **how: Any) -> os.stat_result:
        found = stat(path, **how)
        return os.stat_result((found[0], 0, *found[2:]))

    monkeypatch.setattr(os, "stat", without_numbers)
    told = ysq("annual", "2025", "--json", "--db", "a.db", "--db", "b.db")
    assert [part["agency"] for part in told.json["parts"]] == ["甲局", "乙局"]
    for _ in range(2):
        assert ysq("annual", "2025", "--db", "a.db", "-o", "report.csv").status == 0


def test_ysq_is_a_module_too(tmp_path: Path) -> None:
    """Where the folder of Python's scripts is not on the path, ``python -m desk`` is ``ysq``."""
    command = [sys.executable, "-m", "desk", "--lang", "en", "--help"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout.startswith(b"Usage: ysq")) == (0, True)
