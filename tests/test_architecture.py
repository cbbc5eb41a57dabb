"""The house: imports point one way, and the law has no clock, disk or network."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parents[1]
ROOMS = ("workflow", "persistence", "desk")


def test_imports_point_one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """desk → persistence → workflow, and never back: the contracts in pyproject.toml hold."""
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(str(ROOT))
    assert lint_imports(no_cache=True) == 0


# A fact knows the word of its move, a move its guards, and a guard the type of the fact; a step says itself in words.
FOR_TYPES_ALONE = {
    ("workflow.guards", "workflow.events"),
    ("workflow.guards", "workflow.stages"),
    ("workflow.second_dates", "workflow.events"),
    ("workflow.second_dates", "workflow.guards"),
    ("workflow.stages", "workflow.events"),
    ("workflow.clock.wording", "workflow.clock.values"),
}


def test_imports_run_in_no_circle() -> None:
    """No file imports, through whatever others, itself; those for types alone count too, but for the few named here."""
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    imported = {file: graph.find_modules_directly_imported_by(file) for file in graph.modules}
    assert {(file, other) for file, other in FOR_TYPES_ALONE if other not in imported[file]} == set()
    for file, other in FOR_TYPES_ALONE:
        imported[file].discard(other)
    TopologicalSorter(imported).prepare()  # raises CycleError, which names the circle


def calls(path: Path) -> set[str]:
    """Return the names that are called with a dot in a file, such as ``date.today``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = (n.func for n in ast.walk(tree) if isinstance(n, ast.Call))
    return {f"{f.value.id}.{f.attr}" for f in found if isinstance(f, ast.Attribute) and isinstance(f.value, ast.Name)}


def test_the_law_asks_no_clock() -> None:
    """No file of the law, nor of the book, asks what day it is; only the desk does."""
    clocks = {"date.today", "datetime.now", "datetime.today", "datetime.utcnow", "time.time", "dt.date.today"}
    asking = {p.relative_to(ROOT).as_posix() for r in ROOMS for p in (ROOT / r).rglob("*.py") if clocks & calls(p)}
    assert asking == {"desk/wall_clock.py"}


def test_importing_the_law_loads_nothing_heavy() -> None:
    """``import workflow`` brings in neither a database nor a terminal, a document or a test library."""
    code = "import sys, workflow; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    found = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}
    ).stdout.split()
    heavy = {"sqlite3", "sqlite_utils", "cattrs", "click", "rich", "hypothesis", "pytest", "csv", "json", "yaml"}
    assert not heavy & set(found)
    assert {"attr", "transitions"} <= set(found)


@pytest.mark.parametrize("room", ROOMS)
def test_types_are_shipped(room: str) -> None:
    """Each package says that it is typed."""
    assert (ROOT / room / "py.typed").exists()


ORDER = ("case", "on", "calendar", "readings")


def test_parameters_stand_in_one_order() -> None:
    """A function that takes a day, a calendar and readings takes them in this order, and a case before them."""
    turned = [
        f"{path.relative_to(ROOT).as_posix()}: {node.name}"
        for room in ROOMS
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        and set(ORDER[1:]) <= set(named := [a.arg for a in node.args.args if a.arg in ORDER])
        and named != sorted(named, key=ORDER.index)
    ]
    assert turned == []
