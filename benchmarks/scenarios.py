"""Scenario files under pytest: 1,000 of them collected and run, against as many tests that do nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from workflow.calendar import china

from .harness import Aim, Comparison, compare, scratch, turn

SCENARIOS, ROUNDS = 1_000, 5


def run() -> list[Comparison]:
    """Run pytest by turns in two folders, each a whole process; both sides load the same plugins."""
    with scratch() as folder:
        (folder / "many.scenario.yaml").write_text("\n".join(map(_scenario, range(SCENARIOS))), encoding="utf-8")
        empty = "\n".join(f"def test_{n}(): pass" for n in range(SCENARIOS))
        (folder / "test_empty.py").write_text(empty, encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        ours, baseline = turn(_pytest(folder, "many.scenario.yaml")), turn(_pytest(folder, "test_empty.py"))
        name = "1,000 empty tests"
        return [compare("1,000 scenarios, collected and run", ours, name, baseline, Aim(5), ROUNDS)]


def _scenario(n: int) -> str:
    """Return a scenario of an answered consultation, which the engine agrees with."""
    day, calendar = date(2025, 3, 3) + timedelta(n % 150), china()
    sent, answered = day + timedelta(5), day + timedelta(12)
    base = calendar.nth_working_day_after(day, 20)
    due = calendar.nth_working_day_after(base, calendar.count_between(sent, answered))
    return (
        f"- 情形: 第 {n} 条\n  依据: 条例第三十三条第三款\n  收到申请: {day}\n"
        f"  征求意见: [{{发出: {sent}, 答复: {answered}}}]\n  应当:\n    答复期限: {due}\n    违反: 无\n"
    )


def _pytest(folder: Path, name: str) -> Callable[[], object]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", name]
    return lambda: subprocess.run(command, check=True, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
