"""Folders in which a document stands open in Word, Excel or WPS."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.running import Ysq
from tests.desk.test_check_cli import good

LOCK = b"\x0bLi Si" + b"\x20" * 48 + b"L\x00i\x00 \x00S\x00i\x00" + b"\x20\x00" * 40
SCENARIO = "- 情形: 对\n  收到申请: 2025-03-03\n  应当: {答复期限: 2025-03-31}\n"


@pytest.mark.parametrize("name", ["~$报告.docx", ".~报告.xlsx", "._报告.pdf"])
@pytest.mark.parametrize("by_folder", [True, False])
def test_a_lock_file_does_not_stop_a_folder(ysq: Ysq, name: str, by_folder: bool) -> None:
    """The report beside it is checked; that it was passed over is said, also where a pattern of the shell named it."""
    Path("报告").mkdir()
    good(Path("报告") / "甲局.txt")
    (Path("报告") / name).write_bytes(LOCK)
    ran = ysq("check", "--json", *(["报告"] if by_folder else sorted(Path("报告").iterdir())))
    assert ran.status == 0
    assert [report["agency"] for report in ran.json] == ["某市某局"]
    assert f"略过 报告/{name}" in ran.err


def test_a_folder_of_nothing_else_holds_no_report(ysq: Ysq) -> None:
    """It is told what was passed over, and that there is nothing to check."""
    Path("~$报告.docx").write_bytes(LOCK)
    ran = ysq("check", "~$报告.docx")
    assert (ran.status, ran.text) == (2, "")
    assert "没有可读的报告" in ran.err


def test_a_sheet_that_is_open_does_not_stop_the_scenarios(ysq: Ysq) -> None:
    """Those in other files are run."""
    Path("情形").mkdir()
    (Path("情形") / "一.情形.yaml").write_text(SCENARIO, encoding="utf-8")
    (Path("情形") / "~$二.情形.xlsx").write_bytes(LOCK)
    ran = ysq("scenario", "情形")
    assert (ran.status, "共 1 条情形，0 条不符" in ran.text) == (0, True)
    assert "略过 情形/~$二.情形.xlsx" in ran.err
