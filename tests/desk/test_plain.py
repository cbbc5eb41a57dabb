"""Consoles and pipes that have not every sign: what they lack is written so that it reads, and no line is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WRONG = """\
- 情形: 故意写错
  依据: 条例第三十三条第二款
  收到申请: 2025-03-03
  应当:
    答复期限: 2025-03-28
"""


def python(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run Python in a folder, with nothing chosen in the environment but what is given."""
    environment = {n: v for n, v in os.environ.items() if not n.startswith(("YSQ_", "PYTHON", "PYTEST", "LC_", "LANG"))}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **more}
    return subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, check=False)


def pytest_in(folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    from importlib.metadata import entry_points

    loaded = "desk.pytest_plugin" in [entry.value for entry in entry_points(group="pytest11")]
    ours = [] if loaded else ["-p", "desk.pytest_plugin"]
    return python(folder, "-m", "pytest", "-p", "no:cacheprovider", "--color=no", *ours, **more)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with one scenario that fails, in a file with a Chinese name."""
    (tmp_path / "一.情形.yaml").write_text(WRONG, encoding="utf-8")
    return tmp_path


def test_a_scenario_that_fails_reads_in_gbk(project: Path) -> None:
    """What pytest prints of a scenario that fails reads under GBK: one arrow that GBK lacks does not spoil the rest."""
    done = pytest_in(project, PYTHONIOENCODING="gbk")
    out = done.stdout.decode("gbk")
    assert done.returncode == 1
    assert "答复期限：应为 2025-03-28，算得 2025-03-31" in out
    assert "=> 答复期限届满日：2025-03-31" in out
    assert "\\u" not in out


def test_scenarios_are_found_where_names_are_ascii(project: Path) -> None:
    """A file named in Chinese is collected and judged under a locale that knows ASCII alone, by pytest and by ysq."""
    ascii_only = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    done = pytest_in(project, **ascii_only)
    assert (done.returncode, b"1 failed" in done.stdout) == (1, True), done.stdout
    told = python(project, "-c", "from desk.cli import main; main(['scenario', '.'])", **ascii_only)
    assert told.returncode == 1
    assert told.stdout.decode().startswith("✗ 一.情形.yaml:1 情形“故意写错”")


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        ("gbk", "规划=>√\\U00020bb7é"),
        ("gb18030", "规划⇒✓𠮷é"),
        ("utf-8", "规划⇒✓𠮷é"),
        ("cp437", "规划⇒✓𠮷é"),
        ("big5", "规划⇒✓𠮷é"),
    ],
)
def test_a_text_reads_in_every_encoding(tmp_path: Path, encoding: str, expected: str) -> None:
    """An encoding that has Chinese is kept; one that has not becomes UTF-8, as a terminal of today reads it."""
    assert python(tmp_path, "-c", "from desk.cli import main; main(['init'])").returncode == 0
    asked = ["--on", "2025-03-03", "--channel", "online", "--requester", "business", "--subject", "规划⇒✓𠮷é"]
    command = ["-c", "from desk.cli import main; main()", "receive", *asked]
    done = python(tmp_path, *command, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    kept = encoding if encoding in ("gbk", "gb18030") else "utf-8"
    assert expected in done.stdout.decode(kept)
