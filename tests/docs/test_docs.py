"""The documentation holds: its code runs and prints what it shows, its parts are up to date, its links lead somewhere."""

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rich.cells import cell_len

from desk.cli import COMMAND_FILES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ENGLISH, CHINESE = ROOT / "README.md", ROOT / "README.zh-CN.md"
PAGES = (ENGLISH, CHINESE, *sorted(DOCS.glob("*.md")))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")

# A path from the root of somebody's machine, and the addresses from which packages are fetched.
MACHINE_PATH = re.compile(rb"(?<![\w.\-/:*<])/(?:work|home|root|Users)/\w|\b[A-Z]:\\Users\\")
REGISTRY = re.compile(rb"(?i)\b(?:pypi|pythonhosted|npmjs|anaconda)\.(?:org|com)\b|index[-]url\s*=?\s*http")


def module(name: str) -> ModuleType:
    """Import a script of the documentation, which is no package."""
    sys.path.insert(0, str(DOCS))
    try:
        return importlib.import_module(name)
    finally:
        sys.path.remove(str(DOCS))


def walked(group: Any, words: str = "ysq") -> Iterator[str]:
    """Yield every command of a group, and of the groups in it."""
    for name, command in group.commands.items():
        yield f"{words} {name}"
        yield from walked(command, f"{words} {name}") if hasattr(command, "commands") else ()


def test_every_command_is_in_the_page_of_commands() -> None:
    """Each has its help there, those of a group too."""
    for name in COMMAND_FILES:
        importlib.import_module(f"desk.cli.{name}")
    commands = ["ysq", *walked(importlib.import_module("desk.cli.root").ysq)]
    assert "ysq ledger add" in commands
    assert re.findall(r"(?m)^### `(ysq[\w -]*)`$", (DOCS / "cli.md").read_text("utf-8")) == commands


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("columns", [80, 60])
def test_no_line_of_help_is_wider_than_the_page(lang: str, columns: int) -> None:
    """A Chinese character takes two cells; every page of every command fits."""
    pages = module("generate").help_pages(lang, columns)
    assert "ledger add" in pages
    wide = [(name, line) for name, page in pages.items() for line in page.splitlines() if cell_len(line) > columns]
    assert wide == []


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    return re.sub(r"(?ms)^```.*?^```$", "", page.read_text("utf-8"))


def links(page: Path) -> list[str]:
    """Return where the links of a page lead, in order."""
    return LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """Return the anchors that a page's headings make."""
    headings = re.findall(r"(?m)^#+ (.+)$", prose(page))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def comparable(code: str) -> list[str]:
    """Return code without comments, empty lines and the language asked for."""
    lines = (re.sub(r"\s*#.*$", "", line) for line in code.splitlines())
    return [re.sub(r'"(?:en|zh)"', '"…"', line) for line in lines if line]


def tracked() -> Iterator[Path]:
    """Yield the files that belong to the project; where there is no git, those outside hidden folders."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = [p for p in ROOT.rglob("*") if not any(part.startswith(".") for part in p.relative_to(ROOT).parts)]
    yield from (path for path in paths if path.is_file())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_runs_and_shows_what_it_prints(page: Path) -> None:
    """Every Python and ``ysq`` block runs; outputs and generated parts are as ``docs/generate.py`` writes them."""
    assert page.read_text("utf-8") == module("generate").up_to_date(page), "run: python docs/generate.py"


def test_the_picture_shows_what_the_command_prints() -> None:
    """It is small, names generic fonts only, and is as ``docs/pictures/make.py`` draws it."""
    drawn = module("pictures.make")
    text = drawn.PICTURE.read_text("utf-8")
    assert text == drawn.svg(), "run: python docs/generate.py"
    assert len(text.encode()) < 60_000
    assert "url(" not in text


def test_a_block_that_fails_is_found(tmp_path: Path) -> None:
    """A wrong exit status and a failing assertion both stop the page."""
    run = module("blocks").run
    page = tmp_path / "page.md"
    for n, block in enumerate(("```sh\nysq show 2025-001\n```", "```python\nassert 1 == 2\n```")):
        page.write_text(block, "utf-8")
        (tmp_path / str(n)).mkdir()
        with pytest.raises(AssertionError):
            list(run(page, tmp_path / str(n)))


def in_english(link: str) -> str:
    """Return the English page to a link of the Chinese README, which leads to the Chinese page where there is one."""
    page = link.partition("#")[0]
    assert page.endswith(".zh-CN.md") or not (ROOT / page).with_suffix(".zh-CN.md").exists(), link
    return page.replace(".zh-CN.md", ".md")


def test_both_readmes_say_the_same() -> None:
    """The same headings in level and order, the same code but for comments and language, the same links."""
    blocks = module("blocks").blocks
    pages = [(page.read_text("utf-8"), prose(page)) for page in (ENGLISH, CHINESE)]
    levels = [re.findall(r"(?m)^(#+) ", said) for _, said in pages]
    assert levels[0] == levels[1]
    rows = [len(re.findall(r"(?m)^\|", said)) for _, said in pages]
    assert rows[0] == rows[1]
    found = [[b for b in blocks(text) if b.language != "text"] for text, _ in pages]
    assert [b.language for b in found[0]] == [b.language for b in found[1]]
    assert [comparable(b.text) for b in found[0]] == [comparable(b.text) for b in found[1]]
    english, chinese = links(ENGLISH), links(CHINESE)
    assert (english[0], chinese[0]) == (CHINESE.name, ENGLISH.name)
    assert [link.partition("#")[0] for link in english[1:]] == list(map(in_english, chinese[1:]))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    """Relative links name a file that exists, and a heading in it where they name one."""
    for link in links(page):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{page.name}: {link}"
        assert not anchor or anchor in anchors(target), f"{page.name}: {link}"


def test_nothing_names_a_machine_or_a_registry() -> None:
    """No tracked file holds an absolute path of somebody's machine or the address of a package registry."""
    for path in tracked():
        if path != Path(__file__):
            content = path.read_bytes()
            assert not MACHINE_PATH.search(content), f"{path.relative_to(ROOT)}: a path of a machine"
            assert not REGISTRY.search(content), f"{path.relative_to(ROOT)}: a package registry"


def test_every_file_of_the_rooms_has_a_row() -> None:
    """The page of files names each file that the project tracks in a room, once, and none that is not there."""
    rooms = ("workflow", "persistence", "desk")
    files = [path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in rooms]
    linked = [(DOCS / link).resolve() for link in links(DOCS / "files.md") if link.endswith(".py")]
    assert sorted(linked) == sorted(files)
