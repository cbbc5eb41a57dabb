"""What an application pays for ``import workflow``: a fresh interpreter, from start to end."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from .harness import Aim, Comparison, compare, turn

ROUNDS = 31
ROOT = Path(__file__).parent.parent


def run() -> list[Comparison]:
    """Start interpreters by turns; the first of each kind leaves the bytecode behind for the rest."""
    ours, baseline = turn(_starting("import workflow")), turn(_starting("import attrs, transitions"))
    return [compare("import workflow, whole process", ours, "import attrs, transitions", baseline, Aim(1.5), ROUNDS)]


def _starting(code: str) -> Callable[[], object]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    command = [sys.executable, "-c", code]
    return lambda: subprocess.run(command, check=True, cwd=ROOT, env=environment)
