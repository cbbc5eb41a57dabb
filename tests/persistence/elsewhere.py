"""Elsewhere: what another process does beside a test: the steps of a forked child, and a look at the bytes of files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar


class Child:
    """A forked child that does *work* in steps, each when told, and says what came of it; it ends with its parent."""

    _pipes: ClassVar[set[int]] = set()
    """The parent's ends of the pipes to its children: none of them keeps those of another."""

    def __init__(self, *work: Callable[[], str]) -> None:
        go, said = os.pipe(), os.pipe()
        self._go, self._said = go[1], said[0]
        self._pipes |= {self._go, self._said}
        self._pid = os.fork()
        if self._pid == 0:
            status = 1
            try:
                for pipe in self._pipes:
                    os.close(pipe)
                for step in work:
                    if not os.read(go[0], 1):
                        break
                    os.write(said[1], f"{step()}\n".encode())
                status = 0
            except BaseException as error:
                os.write(said[1], f"{error!r}\n".encode())
            finally:
                os._exit(status)
        os.close(go[0])
        os.close(said[1])

    def step(self) -> str:
        """Let the child take its next step, and return what it says."""
        os.write(self._go, b"x")
        said = b""
        while not said.endswith(b"\n"):
            said += os.read(self._said, 1000) or b"nothing\n"
        return said.decode().strip()

    def end(self) -> int:
        """Wait for the end of the child; return its exit status."""
        for pipe in (self._go, self._said):
            os.close(pipe)
            self._pipes.discard(pipe)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


def held(path: Path, mark: str = "甲乙丙") -> bool:
    """Tell whether a register file or its log hold *mark*; another process looks, which takes no lock of ours away."""
    look = "import os, sys; sys.exit(any(sys.argv[1].encode() in open(p, 'rb').read() for p in sys.argv[2:] if os.path.exists(p)))"
    command = [sys.executable, "-c", look, mark, str(path), f"{path}-wal"]
    return bool(subprocess.run(command, check=False).returncode)
