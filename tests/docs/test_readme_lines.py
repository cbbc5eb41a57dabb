"""Every line of both READMEs runs after the READMEs' own set-up: with what that installs, and nothing else.

Without a network nothing can be installed here, so whatever the set-up would not bring is hidden from Python. Where
``README_PYTHON`` names the Python of an environment in which the set-up was run, that one is used as it is.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh-CN.md")
FENCED = re.compile(r"(?ms)^```(\w+)\n(.*?)^```$")
OURS = ("workflow", "persistence", "desk")

HIDING = """
import sys

HIDDEN = {hidden!r}


class Hide:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in HIDDEN:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
        return None


sys.meta_path.insert(0, Hide())
"""


def blocks(readme: str, language: str) -> list[str]:
    """Return the fenced blocks of a README in one language."""
    return [text for name, text in FENCED.findall((ROOT / readme).read_text("utf-8")) if name == language]


def lines(readme: str) -> Iterator[str]:
    """Yield the shell commands of a README, one by one, those of the set-up joined by ``&&`` too."""
    for block in blocks(readme, "sh"):
        for line in block.replace("\\\n", " ").splitlines():
            yield from (part.strip() for part in line.split("&&"))


def set_up(readme: str) -> set[str]:
    """Return the extras with which the README's first command installs the library."""
    words = shlex.split(next(lines(readme)))
    assert words[:4] == ["python", "-m", "pip", "install"]
    found = re.fullmatch(r"\.(?:\[([\w,]+)\])?", words[4])
    assert found is not None
    return set((found[1] or "").split(",")) - {""}


def brought(extras: set[str]) -> set[str]:
    """Return the distributions that an installation with these extras brings, as far as they are here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *(r for extra in extras for r in project["optional-dependencies"][extra])]
    found: set[str] = set()
    open_ = [Requirement(text) for text in wanted]
    while open_:
        requirement = open_.pop()
        name = canonicalize_name(requirement.name)
        needed = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        if needed and name not in found:
            found.add(name)
            open_ += own_requirements(name, requirement.extras)
    return found


def own_requirements(name: str, extras: set[str]) -> Iterator[Requirement]:
    """Yield what a distribution that is here needs, with these of its own extras."""
    try:
        texts = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for text in texts:
        requirement = Requirement(text)
        marker, requirement.marker = requirement.marker, None
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield requirement


def hidden(extras: set[str]) -> set[str]:
    """Return the modules of all that is installed here and would not be after the set-up."""
    kept = brought(extras)
    modules = packages_distributions().items()
    return {m for m, owners in modules if m not in OURS and kept.isdisjoint(map(canonicalize_name, owners))}


@pytest.fixture
def clean(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """The environment after the set-up of a README: its ``python`` and ``ysq``, and no other library."""
    room = tmp_path / "bin"
    room.mkdir()
    python = os.environ.get("README_PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("YSQ_", "PYTHON"))}
    if python is None:
        hiding = tmp_path / "hiding"
        hiding.mkdir()
        (hiding / "sitecustomize.py").write_text(HIDING.format(hidden=hidden(set_up(request.param))), "utf-8")
        kept |= {"PYTHONPATH": f"{hiding}{os.pathsep}{ROOT}"}
        (room / "ysq").write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "from desk.cli import main; main()" "$@"\n')
        (room / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    else:
        (room / "ysq").write_text(f'#!/bin/sh\nexec "{Path(python).parent}/ysq" "$@"\n')
        (room / "python").write_text(f'#!/bin/sh\nexec "{python}" "$@"\n')
    for command in room.iterdir():
        command.chmod(0o755)
    return kept | {"PATH": f"{room}{os.pathsep}{kept['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder with the examples, as in a checkout."""
    made = tmp_path / "checkout"
    made.mkdir()
    (made / "examples").symlink_to(ROOT / "examples")
    return made


@pytest.mark.parametrize(("readme", "clean"), list(zip(READMES, READMES, strict=True)), indirect=["clean"], ids=READMES)
def test_every_line_runs_after_the_set_up(readme: str, clean: dict[str, str], folder: Path) -> None:
    """Each ends with status 0, the set-up's own example and the Python block included."""
    commands = [line for line in lines(readme) if line and not line.startswith(("python -m pip", "python -m pytest"))]
    assert sum(command.startswith("ysq ") for command in commands) >= 20
    assert any(command.startswith("python examples/") for command in commands)
    (folder / "block.py").write_text("\n".join(blocks(readme, "python")), "utf-8")
    commands.insert(0, "python block.py")
    for command in commands:
        done = subprocess.run(
            ["sh", "-c", command], cwd=folder, env=clean, capture_output=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"{command}\n{done.stdout.decode()}{done.stderr.decode()}"


@pytest.mark.skipif("README_PYTHON" in os.environ, reason="nothing is hidden there")
@pytest.mark.parametrize("clean", READMES[:1], indirect=True)
def test_what_the_set_up_does_not_bring_is_hidden(clean: dict[str, str], folder: Path) -> None:
    """The proof is one: what only the tests need cannot be imported there, what the library needs can."""
    for module, found in (("pytest", False), ("hypothesis", False), ("vobject", False), ("docx", True), ("rich", True)):
        done = subprocess.run(
            ["python", "-c", f"import {module}"], cwd=folder, env=clean, capture_output=True, check=False
        )
        assert (done.returncode == 0) is found, module


def test_both_set_ups_are_one() -> None:
    """They name the same extras, and these are extras that there are."""
    english, chinese = map(set_up, READMES)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert english == chinese <= set(project["optional-dependencies"])
