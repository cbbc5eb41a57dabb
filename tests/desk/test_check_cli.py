"""``ysq check``: files and folders, what is printed, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from desk.cli import run

LABELS = (
    "一、本年新收政府信息公开申请数量",
    "二、上年结转政府信息公开申请数量",
    "（一）予以公开",
    "（七）总计",
    "四、结转下年度继续办理",
)


def write(path: Path, *rows: str, year: int = 2023, encoding: str = "utf-8") -> Path:
    """Write a report with five rows of table III, each given as seven figures."""
    lines = [f"{label} {figures}" for label, figures in zip(LABELS, rows, strict=True)]
    path.write_text("\n".join([f"某市某局{year}年政府信息公开工作年度报告", *lines]), encoding)
    return path


def good(path: Path, year: int = 2023, **more: str) -> Path:
    """Write a report in which nothing contradicts itself."""
    return write(
        path, "5 0 0 0 0 0 5", *["0 0 0 0 0 0 0"], "5 0 0 0 0 0 5", "5 0 0 0 0 0 5", "0 0 0 0 0 0 0", year=year, **more
    )


def bad(path: Path) -> Path:
    """Write a report whose first and second item are more than its third and fourth."""
    return write(path, "5 0 0 0 0 0 5", "1 0 0 0 0 0 1", "5 0 0 0 0 0 5", "5 0 0 0 0 0 5", "0 0 0 0 0 0 0", year=2024)


def answer(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, Any]:
    """Run ``ysq check --json`` and return its status and what it printed."""
    status = run(["check", "--json", *arguments])
    return status, json.loads(capfdbinary.readouterr().out)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_json_is_as_the_contract_says(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], encoding: str) -> None:
    """One object a report, with table III as ``annual --json`` gives it, whatever the encoding of the file."""
    status, (report,) = answer(capfdbinary, str(good(tmp_path / "r.txt", encoding=encoding)))
    assert status == 0
    assert {"file", "agency", "year", "form", "table3", "imbalances", "findings"} <= set(report)
    assert (report["agency"], report["year"], report["form"]) == ("某市某局", 2023, "2021")
    assert report["table3"]["columns"][0] == "natural_person"
    assert report["table3"]["rows"][0] == {"id": "received", "label": LABELS[0], "cells": [5, 0, 0, 0, 0, 0, 5]}


def test_an_imbalance_is_exit_status_1(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The rule, the column and both sums are given."""
    status, (report,) = answer(capfdbinary, str(bad(tmp_path / "r.txt")))
    assert status == 1
    found = [(i["rule"], i["column"], i["left"], i["right"]) for i in report["imbalances"]]
    assert found == [("flow", "natural_person", 6, 5), ("flow", "total", 6, 5)]


def test_every_imbalance_and_remark_has_its_place(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The table and the line, in JSON and in the text of both languages; what is about a cell, where that stands."""
    path = bad(tmp_path / "r.txt")
    path.write_text(path.read_text("utf-8").replace("5 0 0 0 0 0 5", "5 - 0 0 0 0 5", 1), "utf-8")
    _, (report,) = answer(capfdbinary, str(path))
    assert {(i["table"], i["place"]["line"]) for i in report["imbalances"]} == {("table3", 2)}
    empty, missing = ([f for f in report["findings"] if f["kind"] == kind] for kind in ("empty", "missing_row"))
    assert [(f["row"], f["column"], f["place"]) for f in empty] == [("received", "business", {"line": 2})]
    # What is missing between two rows that are there is missing after the first of them.
    assert {f["place"]["line"] for f in missing} == {4}
    run(["check", str(path)])
    assert "! 第 2 行：表三 自然人列" in capfdbinary.readouterr().out.decode()
    run(["check", "--lang", "en", str(path)])
    assert "! line 2: table III, column natural_person" in capfdbinary.readouterr().out.decode()


def test_several_reports_in_one_file_are_several_objects(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """Each with its own figures and places; the lines below each other, one after the other in the text."""
    one, other = good(tmp_path / "1.txt"), bad(tmp_path / "2.txt")
    both = tmp_path / "both.txt"
    both.write_text(f"{one.read_text('utf-8')}\n{other.read_text('utf-8')}\n", "utf-8")
    status, reports = answer(capfdbinary, str(both))
    assert status == 1
    assert [report["year"] for report in reports] == [2023, 2024]
    assert [bool(report["imbalances"]) for report in reports] == [False, True]
    assert {i["place"]["line"] for i in reports[1]["imbalances"] if i["rule"] == "flow"} == {8}


def test_an_unknown_cell_cannot_make_up_for_too_much(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """The known figures of a row are more than its total: that is accused whatever the empty cell holds; less is not."""
    path = good(tmp_path / "r.txt")
    text = path.read_text("utf-8")
    path.write_text(text.replace("5 0 0 0 0 0 5", "5 - 0 0 0 0 4", 1), "utf-8")
    status, (report,) = answer(capfdbinary, str(path))
    assert status == 1
    (row,) = [i for i in report["imbalances"] if i["rule"] == "row_total"]
    assert (row["row"], row["left"], row["right"]) == ("received", 4, 5)
    assert "至少 5" in row["message"]
    path.write_text(
        text.replace("5 0 0 0 0 0 5", "5 - 0 0 0 0 6", 1).replace("5 0 0 0 0 0 5", "5 - - - - - 6"), "utf-8"
    )
    status, (report,) = answer(capfdbinary, str(path))
    assert status == 0
    assert report["imbalances"] == []


def test_a_folder_gives_a_table(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A line a report, those that do not balance below; files of other kinds are left alone."""
    good(tmp_path / "a.txt")
    bad(tmp_path / "b.md")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    assert run(["check", str(tmp_path)]) == 1
    printed = capfdbinary.readouterr().out.decode()
    assert [name in printed for name in ("a.txt", "b.md", "c.png")] == [True, True, False]
    assert "左边 6，右边 5" in printed


def test_years_of_one_agency_are_held_against_each_other(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """What the second year brought forward is not what the first carried forward."""
    status, reports = answer(capfdbinary, str(good(tmp_path / "1.txt")), str(bad(tmp_path / "2.txt")))
    assert status == 1
    assert {i["column"] for i in reports[1]["imbalances"] if i["rule"] == "carry"} == {"natural_person", "total"}


@pytest.mark.parametrize("name", ["r.pdf", "r.docx", "r.xlsx", "r.exe"])
def test_what_is_not_what_its_name_says_is_refused(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    """One line on standard error, exit status 2; among other files it is told and left out."""
    path = tmp_path / name
    path.write_bytes(b"\0nonsense")
    assert run(["check", "--json", str(path)]) == 2
    shown = capfdbinary.readouterr()
    assert shown.out == b""
    assert name in shown.err.decode()
    assert shown.err.count(b"\n") == 1
    status, reports = answer(capfdbinary, str(path), str(good(tmp_path / "a.txt")))
    assert (status, len(reports)) == (2, 1)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there, and a folder without reports, are bad use."""
    assert run(["check", str(tmp_path / "none.txt")]) == 2
    assert run(["check", str(tmp_path)]) == 2


def test_the_year_may_be_given(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """``--year`` holds where the file does not tell, and over what it tells."""
    _, (report,) = answer(capfdbinary, "--year", "2020", str(good(tmp_path / "r.txt")))
    assert report["year"] == 2020
