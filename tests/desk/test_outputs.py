"""Files that commands write: the ending says the format or is refused, and nothing that must not be lost is lost."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from desk import Desk
from tests.desk.running import Ran, Ysq
from workflow.events import Channel
from workflow.outcomes import Requester

ANNUAL = ("annual", "2025", "-o")
TIMELINE = ("timeline", "2025-001", "-o")
DUE = ("due", "--ics")
WRITERS = {"annual": (ANNUAL, "md"), "timeline": (TIMELINE, "svg"), "due": (DUE, "ics")}
TEXT = "一、总体情况\n甲。\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder with a register that is open, so that its log lies beside it, and with the files that commands read."""
    with Desk.create(tmp_path / "register.db", agency="甲局", now=date(2025, 12, 1)) as desk:
        desk.receive(date(2025, 11, 3), channel=Channel.FAX, requester=Requester.BUSINESS, subject="清单")
        (tmp_path / "text.md").write_text(TEXT, "utf-8")
        (tmp_path / "organs.md").write_text("甲局\n", "utf-8")
        assert (tmp_path / "register.db-wal").stat().st_size
        yield tmp_path


def left_alone(folder: Path) -> dict[str, bytes]:
    """Return what stands in the folder, but for the index of the log, which readers change."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.endswith("-shm")}


@contextmanager
def nothing_changes(folder: Path) -> Iterator[None]:
    before = left_alone(folder)
    yield
    assert left_alone(folder) == before


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("ending", [".pdf", ".doc", ".xls", ".png", ".wps", ".md.bak", ".db", ".2025", ""])
def test_an_unknown_ending_is_refused(ysq: Ysq, folder: Path, writer: str, ending: str) -> None:
    """So is a name without one; nothing is written, and what could be written is named."""
    arguments, known = WRITERS[writer]
    with nothing_changes(folder):
        said = ysq(*arguments, f"报告{ending}")
    assert (said.status, said.text, said.err.count("\n")) == (2, "", 1)
    assert f"报告{ending}" in said.err
    assert f".{known}" in said.err


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((*TIMELINE,), "x.html"),
        ((*TIMELINE,), "x.ics"),
        ((*DUE,), "x.svg"),
        ((*DUE,), "x.docx"),
        (("annual", "2025", "--format", "md", "-o"), "x.docx"),
        (("annual", "2025", "--format", "docx", "-o"), "x.md"),
        (("annual", "2025", "--format", "table", "-o"), "x.csv"),
        (("annual", "2025", "--format", "html", "-o"), "x.txt"),
        (ANNUAL, "x.json"),
        (("annual", "2025", "--json", "-o"), "x.txt"),
    ],
)
def test_an_ending_of_another_format_is_refused(ysq: Ysq, folder: Path, arguments: tuple[str, ...], name: str) -> None:
    """What is written is never something else than its name says."""
    with nothing_changes(folder):
        said = ysq(*arguments, name)
    assert (said.status, said.text, name in said.err) == (2, "", True)


def test_a_format_that_was_named_needs_no_ending(ysq: Ysq, folder: Path) -> None:
    """It is written as it was asked for; capital letters in an ending are the same ending."""
    assert ysq("annual", "2025", "--format", "docx", "-o", "年报").status == 0
    assert (folder / "年报").read_bytes().startswith(b"PK")
    assert ysq(*ANNUAL, "年报.DOCX").status == ysq(*ANNUAL, "年报.HTM").status == ysq(*TIMELINE, "图.SVG").status == 0
    assert (folder / "年报.DOCX").read_bytes().startswith(b"PK")
    assert b"<html" in (folder / "年报.HTM").read_bytes()


def test_devices_and_standard_output_have_no_ending(ysq: Ysq) -> None:
    """They take what was asked for."""
    assert ysq("annual", "2025", "--format", "md", "-o", os.devnull).status == 0
    assert ysq(*TIMELINE, os.devnull).status == ysq(*DUE, os.devnull).status == 0
    assert ysq(*TIMELINE, "-").text.startswith("<")
    assert ysq(*DUE, "-").text.startswith("BEGIN:VCALENDAR")
    assert ysq(*DUE, "-", "--json").status == 2


def linked(path: Path, target: Path) -> None:
    """Make a second name of a file."""
    os.link(target, path)


def pointing(path: Path, target: Path) -> None:
    """Make a link that leads to a file."""
    path.symlink_to(target)


def roundabout(path: Path, target: Path) -> None:
    """Make a link to a link."""
    way = path.with_name("way")
    way.symlink_to(target)
    path.symlink_to(way)


@pytest.mark.parametrize("make", [linked, pointing, roundabout])
@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("kept", ["register.db", "register.db-wal", "register.db-shm"])
def test_a_register_and_its_log_are_never_written_over(
    ysq: Ysq, folder: Path, kept: str, writer: str, make: Callable[[Path, Path], None]
) -> None:
    """Not under another name either, however it leads there; the book verifies afterwards."""
    arguments, ending = WRITERS[writer]
    name = f"report.{ending}"
    make(folder / name, folder / kept)
    with nothing_changes(folder):
        refused(ysq(*arguments, name), name)
    assert (folder / name).samefile(folder / kept)
    (folder / name).unlink()  # a register with a second name is not opened
    assert ysq("verify").status == 0


@pytest.mark.parametrize("name", ["register.db-wal", "register.db", "../{folder}/register.db-wal"])
def test_a_log_is_refused_under_its_own_name(ysq: Ysq, folder: Path, name: str) -> None:
    """With a format too, which would do without an ending."""
    output = name.format(folder=folder.name)
    with nothing_changes(folder):
        refused(ysq("annual", "2025", "--format", "md", "-o", output), output)


def test_the_log_of_another_register_is_known_by_its_bytes(ysq: Ysq, folder: Path) -> None:
    """A register or log that the command does not even read is no report either."""
    for name in ("register.db", "register.db-wal", "register.db-shm"):
        shutil.copy(folder / name, folder / "other.md")
        with nothing_changes(folder):
            refused(ysq(*ANNUAL, "other.md"), "other.md")


def refused(said: Ran, name: str) -> None:
    assert (said.status, said.text) == (2, "")
    assert f"{name} 是登记簿、它的日志或本命令的输入" in said.err


@pytest.mark.parametrize("make", [linked, pointing])
@pytest.mark.parametrize(
    ("option", "file"), [("--text", "text.md"), ("--expect", "organs.md")], ids=["the text", "the list of organs"]
)
def test_an_input_is_never_written_over(
    ysq: Ysq, folder: Path, option: str, file: str, make: Callable[[Path, Path], None]
) -> None:
    """Neither by its own name nor by another."""
    make(folder / "report.md", folder / file)
    for name in (file, "report.md"):
        with nothing_changes(folder):
            refused(ysq(*ANNUAL, name, option, file), name)


def test_the_registers_of_a_folder_are_inputs(ysq: Ysq, folder: Path) -> None:
    """Where a folder is rolled up, the log of a register in it is kept too, an empty one as well."""
    (folder / "县").mkdir()
    with Desk.create(folder / "县" / "b.db", agency="乙局"):
        (folder / "report.md").symlink_to(folder / "县" / "b.db-wal")
        refused(ysq("annual", "2025", "--db", ".", "-o", "report.md"), "report.md")


def test_a_report_is_written_over_a_report(ysq: Ysq, folder: Path) -> None:
    """What was made may be made again, and that is said."""
    for arguments, ending in WRITERS.values():
        assert "已写入" in ysq(*arguments, f"r.{ending}").err
        assert "已覆盖" in ysq(*arguments, f"r.{ending}").err


@pytest.mark.skipif(os.name == "nt", reason="a symbolic link takes a privilege there")
def test_a_symbolic_link_is_written_through(ysq: Ysq, folder: Path) -> None:
    """The link stays one, and what it points at is written, in another folder too, whether it was there or not."""
    (folder / "网站").mkdir()
    for name, before in (("there.md", "old"), ("new.md", None)):
        target = folder / "网站" / name
        if before is not None:
            target.write_text(before)
        link, way = folder / f"link-{name}", folder / f"way-{name}"
        way.symlink_to(target)
        link.symlink_to(way)
        assert ysq(*ANNUAL, link).status == 0
        assert (link.is_symlink(), way.is_symlink(), target.is_symlink()) == (True, True, False)
        assert "甲局" in target.read_text("utf-8")
    assert sorted(path.name for path in (folder / "网站").iterdir()) == ["new.md", "there.md"]


@pytest.mark.skipif(not hasattr(os, "link"), reason="no hard links")
def test_other_names_of_a_file_are_told(ysq: Ysq, folder: Path) -> None:
    """One name gets the report; that the other keeps what was there is said."""
    (folder / "a.md").write_text("old")
    os.link(folder / "a.md", folder / "b.md")
    ran = ysq(*ANNUAL, "a.md", "--lang", "en")
    assert (ran.status, "a.md has other names (hard links)" in ran.err) == (0, True)
    assert ("甲局" in (folder / "a.md").read_text("utf-8"), (folder / "b.md").read_text()) == (True, "old")
    assert "hard links" not in ysq(*ANNUAL, "a.md", "--lang", "en").err
