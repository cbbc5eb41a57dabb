"""Code blocks of the documentation: found, run, and the output printed below each compared or refreshed.

A ``python`` block runs in the name space of its file, and then every ``test_…`` function that it defines. A
``sh`` block that begins with ``ysq`` runs line by line in a folder that holds nothing but ``examples/``; a line
ends with ``# exit N`` where the status is not 0. A ``text`` block right below is what the block prints.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = (ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")))
_WRAPPER = '#!/bin/sh\nexec "{python}" -c "from desk.cli import main; main()" "$@"\n'


class Block(NamedTuple):
    """A fenced block: its language, its text, and the lines of the file (from 0) on which it begins and ends."""

    language: str
    text: str
    first: int
    last: int

    @property
    def runs(self) -> bool:
        """Whether the block is run."""
        return self.language == "python" or (self.language == "sh" and self.text.startswith("ysq "))


class Printed(NamedTuple):
    """What a block printed, and the block below it that shows this, if there is one."""

    block: Block
    output: str
    shown: Block | None


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a document, in order."""
    found, lines, start = [], text.split("\n"), None
    for n, line in enumerate(lines):
        if line.startswith("```"):
            if start is None:
                start = n
            else:
                found.append(Block(lines[start][3:].strip(), "\n".join(lines[start + 1 : n]), start, n))
                start = None
    return found


def run(path: Path, folder: Path) -> Iterator[Printed]:
    """Run every block of a document in *folder* and yield what each printed."""
    found = blocks(path.read_text("utf-8"))
    rooms = {"python": folder / "python", "sh": folder / "sh"}
    for room in rooms.values():
        room.mkdir()
        (room / "examples").symlink_to(ROOT / "examples")
    names: dict[str, Any] = {"__name__": "document"}
    for block, after in zip(found, [*found[1:], None], strict=False):
        if block.runs:
            room = rooms[block.language]
            output = _python(block, path, room, names) if block.language == "python" else _shell(block, path, room)
            below = after is not None and after.language == "text" and after.first - block.last <= 2
            yield Printed(block, output, after if below else None)


def refreshed(path: Path, folder: Path) -> str:
    """Return the document with what its blocks print now."""
    lines = path.read_text("utf-8").split("\n")
    for _, output, shown in reversed(list(run(path, folder))):
        if shown is not None:
            lines[shown.first + 1 : shown.last] = output.split("\n")
    return "\n".join(lines)


def _python(block: Block, path: Path, folder: Path, names: dict[str, Any]) -> str:
    code = compile("\n" * (block.first + 1) + block.text, str(path), "exec")
    before, out = set(names), io.StringIO()
    with chdir(folder), redirect_stdout(out):
        exec(code, names)
        for name in sorted(set(names) - before):
            if name.startswith("test_"):
                names[name]()
    return _plain(out.getvalue())


def _shell(block: Block, path: Path, folder: Path) -> str:
    wrapper = folder.parent / "bin" / "ysq"
    if not wrapper.exists():
        wrapper.parent.mkdir()
        wrapper.write_text(_WRAPPER.format(python=sys.executable), "utf-8")
        wrapper.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YSQ_")}
    env = kept | {"PATH": f"{wrapper.parent}{os.pathsep}{kept['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    printed = []
    for line in block.text.replace("\\\n", " ").split("\n"):
        wanted = re.search(r"# exit (\d+)$", line)
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=folder,
            env=env | {"COLUMNS": "100"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        status = int(wanted[1]) if wanted else 0
        if done.returncode != status:
            raise AssertionError(f"{path.name}: exit {done.returncode}, not {status}: {line}\n{done.stdout}")
        printed.append(done.stdout)
    return _plain("".join(printed))


def _plain(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.rstrip("\n").split("\n"))
